//! The arguments that several verbs share.

use std::path::PathBuf;

use clap_complete::engine::ArgValueCompleter;

use crate::model::{Choice, Lapse, Modality, Show};
use crate::project::Question;

/// The model to work on.
#[derive(clap::Args, Clone, Debug)]
pub struct ModelArgs {
    /// The model's file.
    pub model: PathBuf,
    /// Let the model include files that lie outside its own folder.
    #[arg(long)]
    pub allow_outside: bool,
}

/// What to print.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Format {
    /// Text for people.
    #[default]
    Text,
    /// JSON for programs.
    Json,
}

/// The date, the perspective and the certainty of a question.
#[derive(clap::Args, Clone, Debug, Default)]
#[command(next_help_heading = "Date, sources and certainty")]
pub struct SliceArgs {
    /// The day or period asked about, in EDTF: 1936-06-01, 1936-06, 1936, 1936/1938.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Use only what these sources say, and the sources quoted within them.
    #[arg(long, value_name = "SOURCE", value_delimiter = ',', add = ArgValueCompleter::new(super::complete::sources))]
    pub according_to: Vec<String>,
    /// Leave out what only these sources say.
    #[arg(long, value_name = "SOURCE", value_delimiter = ',', add = ArgValueCompleter::new(super::complete::sources))]
    pub without: Vec<String>,
    /// Use only sources published by this date, in EDTF.
    #[arg(long, value_name = "DATE")]
    pub known_by: Option<String>,
    /// Use only claims of these modalities: asserted, reported, planned, projected, implied, inferred.
    #[arg(long, value_name = "HOW", value_delimiter = ',', value_parser = modality)]
    pub modality: Vec<Modality>,
    /// Presume nothing longer than this after its last attestation: 5y, 18m, 90d. It is possible then.
    #[arg(long, value_name = "TIME")]
    pub presume_for: Option<Lapse>,
    /// Show only what is certain.
    #[arg(long, conflicts_with = "possible")]
    pub certain: bool,
    /// Show also what is only possible.
    #[arg(long)]
    pub possible: bool,
    /// Follow only these lines of superiors.
    #[arg(long, value_name = "LINE", value_delimiter = ',')]
    pub line: Vec<String>,
}

fn modality(text: &str) -> Result<Modality, String> {
    let same = |name: &&str| name.eq_ignore_ascii_case(text);
    match Modality::NAMES.iter().position(same) {
        Some(index) => Ok(Modality::from_index(index)),
        None => Err(format!("one of {}", Modality::NAMES.join(", ").to_lowercase())),
    }
}

impl SliceArgs {
    /// The question that these arguments ask.
    #[must_use]
    pub fn question(&self) -> Question {
        let mut question = Question::default();
        question.as_of.clone_from(&self.as_of);
        question.according_to.clone_from(&self.according_to);
        question.without.clone_from(&self.without);
        question.known_by.clone_from(&self.known_by);
        question.modality.clone_from(&self.modality);
        question.presume_for = self.presume_for;
        question.show = match (self.certain, self.possible) {
            (true, _) => Show::Certain,
            (_, true) => Show::Possible,
            _ => Show::Default,
        };
        question.lines.clone_from(&self.line);
        question
    }
}
