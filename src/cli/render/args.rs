//! The arguments of `organigram render`. Takes what a person typed, gives a request and a style; never draws.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap_complete::engine::ArgValueCompleter;

use crate::cli::files;
use crate::cli::open::project;
use crate::cli::{CliError, ModelArgs, SliceArgs, Terminal};
use crate::model::{Choice, Clustering, Compared, ViewForm};
#[cfg(feature = "pdf")]
use crate::project::Paper;
use crate::project::{
    Calendar, Citing, Direction, Engine, PictureFormat, Posts, Request, Stretches, Style, SvgId,
    SvgProfile, Theme,
};

/// Draw a model: an org chart at a date, predecessors and successors, who sat where, who held what when,
/// or what changed.
///
/// VIEW is a picture that the model names; options add to it. Without -o or --all, the command lists the
/// pictures that can be drawn.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    pub(super) model: ModelArgs,
    /// A view that the model names.
    pub(super) name: Option<String>,
    /// What kind of picture to draw.
    #[arg(long, value_enum, value_name = "SORT", conflicts_with = "name")]
    pub(super) view: Option<ViewForm>,
    /// The organs to start from (for tenures, also people), by id or name; may be repeated.
    #[arg(long, value_name = "ORGAN")]
    pub(super) root: Vec<String>,
    /// How many levels below the roots, or steps away from them.
    #[arg(long, value_name = "LEVELS")]
    pub(super) depth: Option<u32>,
    /// Show only what an expression of the query language finds; may be repeated.
    #[arg(long, value_name = "EXPR", add = ArgValueCompleter::new(crate::cli::complete::expressions))]
    pub(super) only: Vec<String>,
    /// Highlight what an expression of the query language finds; may be repeated.
    #[arg(long, value_name = "EXPR", add = ArgValueCompleter::new(crate::cli::complete::expressions))]
    pub(super) highlight: Vec<String>,
    /// Write each organ's posts and their holders into its box.
    #[arg(long)]
    pub(super) posts: bool,
    /// Name the sources at boxes, bars, bands and entries.
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    pub(super) cite: Citing,
    /// The title over the picture; else that of the view or of the model.
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// Words of your own below the title; the date and the perspective stand below them.
    #[arg(long, value_name = "TEXT")]
    pub(super) subtitle: Option<String>,
    /// What shares a frame in a network: none, kind or superior.
    #[arg(long, value_name = "WHAT", value_parser = clustering)]
    pub(super) cluster: Option<Clustering>,
    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write every view that the model names into this folder, as SVG and as DOT.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["output", "name", "view", "format"])]
    pub(super) all: Option<PathBuf>,
    #[command(flatten)]
    pub(super) compare: CompareArgs,
    #[command(flatten)]
    pub(super) file: FileArgs,
    #[command(flatten)]
    pub(super) slice: SliceArgs,
}

const EXAMPLES: &str = "\
Examples:
  organigram render models/wpk.ron                                  list what can be drawn
  organigram render models/wpk.ron centre-2013 -o centre.svg        a view that the model names
  organigram render models/wpk.ron --as-of 2013-01-28 --root wpk -o wpk.svg
  organigram render models/wpk.ron --view lineage --root wpk -o origins.svg
  organigram render models/wpk.ron everyone-2013 --only 'under(wpk)' --highlight 'disputed()' -o wpk.svg
  organigram render models/wpk.ron --view roster --root wpk-pb --as-of 2013-01-28 -o bureau.svg
  organigram render models/wpk.ron --view tenures --root wpk --as-of 1990/2021 -o secretaries.svg
  organigram render models/wpk.ron --view diff --from 2010-12-31 --to 2013-01-28 --root wpk -o change.svg
  organigram render models/wpk.ron origins -o origins.pdf --theme print --paper a4
  organigram render models/wpk.ron everyone-2013 -o party.html      to pan, zoom and search
  organigram render models/wpk.ron --all output                     every named view
";

fn clustering(text: &str) -> Result<Clustering, String> {
    let place = Clustering::NAMES.iter().position(|name| name.eq_ignore_ascii_case(text));
    place.map(Clustering::from_index).ok_or_else(|| "write none, kind or superior".to_owned())
}

/// Two states to compare.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "What to compare")]
pub(super) struct CompareArgs {
    /// What is compared: the hierarchy, or the roster of the roots.
    #[arg(long, value_enum, value_name = "SORT")]
    pub(super) of: Option<Compared>,
    /// The first of two dates, in EDTF.
    #[arg(long, value_name = "DATE", requires = "to", conflicts_with_all = ["between", "and_by", "against", "as_of"])]
    pub(super) from: Option<String>,
    /// The second of two dates.
    #[arg(long, value_name = "DATE", requires = "from")]
    pub(super) to: Option<String>,
    /// Two sources: what the second says differently from the first.
    #[arg(long, num_args = 2, value_names = ["SOURCE", "SOURCE"], conflicts_with_all = ["and_by", "against", "according_to"])]
    pub(super) between: Vec<String>,
    /// With --known-by: what was known by this date, but not by the other.
    #[arg(long, value_name = "DATE", requires = "known_by", conflicts_with = "against")]
    pub(super) and_by: Option<String>,
    /// A second model: what it says differently from the first.
    #[arg(long, value_name = "MODEL")]
    pub(super) against: Option<PathBuf>,
}

/// How to draw and what to write.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "How to draw it")]
pub(super) struct FileArgs {
    /// The format to write; by default the one that the ending of the file names.
    #[arg(long, value_enum)]
    pub(super) format: Option<PictureFormat>,
    /// The theme: light, dark, print (black and white), or a theme file in RON.
    #[arg(long, value_name = "THEME", default_value = "light")]
    pub(super) theme: String,
    /// Where to draw the units of a superior.
    #[arg(long, value_enum, default_value_t)]
    pub(super) direction: Direction,
    /// What to do with long stretches of time in which nothing happens.
    #[arg(long, value_enum, default_value_t)]
    pub(super) time: Stretches,
    /// Another calendar to show below a time axis.
    #[arg(long, value_enum)]
    pub(super) calendar: Option<Calendar>,
    /// The paper of a PDF.
    #[cfg(feature = "pdf")]
    #[arg(long, value_enum, ignore_case = true, default_value_t)]
    pub(super) paper: Paper,
    /// The scale of a PNG: pixels for each unit of the picture.
    #[cfg(feature = "png")]
    #[arg(long, value_name = "TIMES", default_value_t = 2.0, value_parser = scale)]
    pub(super) scale: f64,
    /// The resolution of a PNG, in pixels to the inch of the picture; 96 is a scale of 1.
    #[cfg(feature = "png")]
    #[arg(long, value_name = "DPI", conflicts_with = "scale", value_parser = dpi)]
    pub(super) dpi: Option<f64>,
    /// A name for an SVG that is to stand in a page beside others: its ids and classes begin with it.
    #[arg(long, value_name = "NAME")]
    pub(super) svg_id: Option<SvgId>,
    /// How an SVG says what its parts look like: by a style sheet, or by plain attributes for office programs and wikis.
    #[arg(long, value_enum, default_value_t)]
    pub(super) svg: SvgProfile,
    /// The layout engine that places the boxes.
    #[cfg(feature = "graphviz")]
    #[arg(long, value_enum, default_value_t)]
    pub(super) engine: Engine,
}

#[cfg(feature = "png")]
fn scale(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.05..=20.0).contains(number));
    number.ok_or_else(|| "a number from 0.05 to 20".to_owned())
}

#[cfg(feature = "png")]
fn dpi(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (5.0..=1920.0).contains(number));
    number.ok_or_else(|| "a number from 5 to 1920".to_owned())
}

impl Args {
    /// Whether a picture is asked for, and not the list of what can be drawn.
    pub(super) fn names_a_picture(&self) -> bool {
        let lists = [&self.root, &self.only, &self.highlight, &self.compare.between];
        let others = [&self.slice.as_of, &self.compare.from, &self.compare.and_by];
        self.name.is_some()
            || self.view.is_some()
            || self.file.format.is_some()
            || lists.iter().any(|list| !list.is_empty())
            || others.iter().any(|other| other.is_some())
    }

    /// What the options ask for; a second model is loaded.
    pub(super) fn request(&self, terminal: &mut Terminal) -> Result<Request, CliError> {
        let mut request = Request::default();
        request.form = self.view.unwrap_or_default();
        request.root.clone_from(&self.root);
        request.depth = self.depth;
        request.only.clone_from(&self.only);
        request.highlight.clone_from(&self.highlight);
        request.posts = if self.posts { Posts::InBoxes } else { Posts::LeftOut };
        request.cite = self.cite;
        request.title = self.title.clone().unwrap_or_default();
        request.subtitle = self.subtitle.clone().unwrap_or_default();
        request.cluster = self.cluster;
        request.question = self.slice.question();
        let compare = &mut request.compare;
        compare.of = self.compare.of;
        compare.from.clone_from(&self.compare.from);
        compare.to.clone_from(&self.compare.to);
        compare.between.clone_from(&self.compare.between);
        compare.and_by.clone_from(&self.compare.and_by);
        if let Some(path) = &self.compare.against {
            let args = ModelArgs { model: path.clone(), ..self.model.clone() };
            compare.against = Some(Arc::new(project(&args, terminal)?));
        }
        Ok(request)
    }
}

impl FileArgs {
    /// The format that was asked for, or that a file's ending stands for.
    pub(super) fn format(&self, path: &Path) -> Result<PictureFormat, CliError> {
        match self.format {
            Some(format) => Ok(format),
            None if path.as_os_str() == "-" => Ok(PictureFormat::Svg),
            None => Ok(PictureFormat::of_path(path)?),
        }
    }

    /// What to say of a file whose ending stands for another format than the one that was asked for.
    pub(super) fn mismatch(&self, path: &Path) -> Option<String> {
        let (asked, by_ending) = (self.format?, PictureFormat::of_path(path).ok()?);
        (asked != by_ending).then(|| {
            format!(
                "{} contains {}, as --format says, but its ending suggests {}",
                path.display(),
                asked.ending(),
                by_ending.ending()
            )
        })
    }

    /// How to draw.
    pub(super) fn style(&self) -> Result<Style, CliError> {
        let mut style = Style::default();
        style.theme = self.theme()?;
        style.direction = self.direction;
        style.stretches = self.time;
        style.calendar = self.calendar;
        style.svg_id = self.svg_id.clone().unwrap_or_default();
        style.svg = self.svg;
        #[cfg(feature = "graphviz")]
        (style.engine = self.engine);
        #[cfg(feature = "pdf")]
        (style.paper = self.paper);
        #[cfg(feature = "png")]
        (style.scale = self.dpi.map_or(self.scale, |dpi| dpi / 96.0));
        Ok(style)
    }

    fn theme(&self) -> Result<Theme, CliError> {
        if let Some(theme) = Theme::named(&self.theme) {
            return Ok(theme);
        }
        if ![".ron", ".json"].iter().any(|ending| self.theme.ends_with(ending)) {
            return Err(CliError::unknown("theme", &self.theme, Theme::NAMES.into_iter()));
        }
        let path = PathBuf::from(&self.theme);
        let text = files::read_settings(&path)?;
        Theme::from_ron(&text).map_err(|error| CliError::Usage(format!("{}: {error}", self.theme)))
    }
}
