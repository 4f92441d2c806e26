//! The date, the perspective and the certainty of a question, by names. Takes texts as people write them,
//! gives the [`Slice`] of a project that they describe; never answers.

use super::ProjectError;
use crate::graph::{Caches, OrgGraph, Perspective, PerspectiveSpec, Slice, Threshold};
use crate::model::{Lapse, Modality, Show};
use crate::query::Context;
use crate::time::When;

/// When, according to whom and how surely: what every question of a model can say.
///
/// ```
/// use organigram::project::{Project, Question};
/// use organigram::time::Answer;
///
/// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(existence: "1950/") })"#);
/// let slice = Question::default().as_of("1949").slice(project.graph())?;
/// assert_eq!(slice.answer(project.organ("club")?), Answer::No);
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Question {
    /// The day or period, in EDTF (ISO 8601-2:2019): `1936-06-01`, `1936`, `1936/1938`. At any time where there
    /// is none.
    pub as_of: Option<String>,
    /// Only what these sources say, and the sources quoted within them.
    pub according_to: Vec<String>,
    /// Nothing that only these sources say.
    pub without: Vec<String>,
    /// Only what was published by then, in EDTF.
    pub known_by: Option<String>,
    /// Only claims of these modalities.
    pub modality: Vec<Modality>,
    /// How long after its last attestation a thing is presumed to have gone on: `5y`, `18m`, `90d`. As the charter or
    /// the model says where there is nothing, else for ever.
    pub presume_for: Option<Lapse>,
    /// Which answers are shown.
    pub show: Show,
    /// Only these lines of superiors, the main one first.
    pub lines: Vec<String>,
}

impl Question {
    /// The question about a day or period, in EDTF.
    #[must_use]
    pub fn as_of(self, date: impl Into<String>) -> Question {
        Question { as_of: Some(date.into()), ..self }
    }

    /// The days asked about.
    ///
    /// # Errors
    /// When the date is not EDTF.
    pub fn when(&self) -> Result<Option<When>, ProjectError> {
        self.as_of.as_deref().map(|text| date("as_of", text)).transpose()
    }

    /// The perspective, by names.
    ///
    /// # Errors
    /// When a date is not EDTF.
    pub fn perspective(&self) -> Result<PerspectiveSpec, ProjectError> {
        Ok(PerspectiveSpec {
            according_to: self.according_to.clone(),
            without: self.without.clone(),
            known_by: self.known_by.as_deref().map(|text| date("known_by", text)).transpose()?,
            modality: self.modality.clone(),
            presume_for: self.presume_for,
        })
    }

    /// From which answer on things are shown. Without a date nothing is doubtful for want of one, and everything
    /// is shown.
    #[must_use]
    pub fn threshold(&self) -> Threshold {
        match self.show {
            Show::Certain => Threshold::Certain,
            Show::Possible => Threshold::Possible,
            Show::Default if self.as_of.is_none() => Threshold::Recorded,
            Show::Default => Threshold::Presumed,
        }
    }

    /// The slice of a graph that the question looks at.
    ///
    /// # Errors
    /// When a date is not EDTF, or a source or a line is not one of the model's.
    pub fn slice<'g>(&self, graph: &'g OrgGraph) -> Result<Slice<'g>, ProjectError> {
        self.slice_of(&Caches::new(graph))
    }

    /// The same, one of several slices that share what they work out.
    pub(super) fn slice_of<'g>(&self, caches: &Caches<'g>) -> Result<Slice<'g>, ProjectError> {
        let graph = caches.graph();
        let spec = self.perspective()?;
        let perspective = Perspective::new(graph, &spec).map_err(|error| {
            let known = graph.sources().map(|source| graph.source_id(source));
            ProjectError::unknown("source", &error.id, known)
        })?;
        for line in &self.lines {
            let known = graph.line_names();
            if !known.contains(&line.as_str()) {
                return Err(ProjectError::unknown("line", line, known.into_iter()));
            }
        }
        let slice = caches.slice(self.when()?, perspective, self.threshold());
        Ok(slice.along(&self.lines))
    }

    /// The same as the context of a query.
    ///
    /// # Errors
    /// As [`Question::slice`].
    pub fn context(&self, graph: &OrgGraph) -> Result<Context, ProjectError> {
        self.slice(graph)?;
        Ok(Context {
            when: self.when()?,
            perspective: self.perspective()?,
            threshold: self.threshold(),
            lines: self.lines.clone(),
        })
    }

    /// The question in words, for titles: `as of 1936-06-01; according to kcna`.
    ///
    /// # Errors
    /// When a date is not EDTF.
    pub fn describe(&self) -> Result<String, ProjectError> {
        let time = match self.when()? {
            Some(when) => format!("as of {when}"),
            None => "at any time".to_owned(),
        };
        Ok(format!("{time}; {}", self.perspective()?))
    }
}

/// Reads a date that a person wrote.
pub(super) fn date(field: &'static str, text: &str) -> Result<When, ProjectError> {
    When::parse(text).map_err(|error| ProjectError::Date { field, text: text.to_owned(), error })
}
