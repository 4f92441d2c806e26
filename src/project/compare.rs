//! Two states to compare, by names. Takes what somebody said of them, gives the question of each; never says what
//! differs.

use std::sync::Arc;

use super::question::date;
use super::{Advice, Project, ProjectError, Question};
use crate::ask::Varies;
use crate::model::Compared;

/// Two states to compare: of two dates, two sources, two states of knowledge or two models.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Compare {
    /// In what sort of picture; a hierarchy where it is left open.
    pub of: Option<Compared>,
    /// The first of two dates, in EDTF.
    pub from: Option<String>,
    /// The second of two dates.
    pub to: Option<String>,
    /// Two sources: what the second says otherwise than the first.
    pub between: Vec<String>,
    /// With `known_by` of the question: the second of two states of knowledge, in EDTF.
    pub and_by: Option<String>,
    /// A second model.
    pub against: Option<Arc<Project>>,
    /// Of a diff in words: only what concerns these organs and what stands under them, in either state.
    pub root: Vec<String>,
    /// Of a diff in words: only what concerns the things that these expressions find in either state.
    pub only: Vec<String>,
}

impl Compare {
    /// Whether two states are named.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.from.is_some()
            || self.to.is_some()
            || !self.between.is_empty()
            || self.and_by.is_some()
            || self.against.is_some()
    }
}

impl Compare {
    /// Two dates, in EDTF.
    #[must_use]
    pub fn dates(from: impl Into<String>, to: impl Into<String>) -> Compare {
        Compare { from: Some(from.into()), to: Some(to.into()), ..Compare::default() }
    }

    /// Two sources: what the second says otherwise than the first.
    #[must_use]
    pub fn sources(one: impl Into<String>, other: impl Into<String>) -> Compare {
        Compare { between: vec![one.into(), other.into()], ..Compare::default() }
    }

    /// What was known by a question's `known_by`, and by this later date, in EDTF.
    #[must_use]
    pub fn known_later(date: impl Into<String>) -> Compare {
        Compare { and_by: Some(date.into()), ..Compare::default() }
    }

    /// Another model: what it says otherwise.
    #[must_use]
    pub fn models(other: Arc<Project>) -> Compare {
        Compare { against: Some(other), ..Compare::default() }
    }

    /// The questions of both states.
    ///
    /// # Errors
    /// When no two states are named, a date is not EDTF, or the first date is the later one.
    pub(super) fn states(
        &self,
        project: &Project,
        question: &Question,
    ) -> Result<States, ProjectError> {
        let both = || (question.clone(), question.clone());
        if let Some(against) = &self.against {
            let (before, after) = both();
            let names = [project.name().to_owned(), against.name().to_owned()];
            return Ok(States { before, after, varies: Varies::Model(names) });
        }
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => return of_dates(question, from, to),
            (None, None) => {}
            _ => return Err(usage("a diff of dates needs both {from} and {to}")),
        }
        match (&self.between[..], &self.and_by) {
            ([first, second], None) => {
                let of = |source: &String| Question {
                    according_to: vec![source.clone()],
                    ..question.clone()
                };
                Ok(States { before: of(first), after: of(second), varies: Varies::Source })
            }
            ([], Some(by)) if question.known_by.is_some() => {
                let (before, after) = both();
                let after = Question { known_by: Some(by.clone()), ..after };
                Ok(States { before, after, varies: Varies::Knowledge })
            }
            ([], Some(_)) => Err(usage("{and_by} needs {known_by}, the earlier of the two dates")),
            ([], None) => Err(usage(
                "name what to compare: {from} DATE {to} DATE, {between} SOURCE SOURCE, \
                 {known_by} DATE {and_by} DATE, or a second model",
            )),
            _ => Err(usage("{between} takes two sources: `between: [\"minutes\", \"gazette\"]`")),
        }
    }
}

fn of_dates(question: &Question, from: &str, to: &str) -> Result<States, ProjectError> {
    let (first, second) = (date("from", from)?, date("to", to)?);
    if second.to < first.from {
        let sentence = "{from} {} is later than {to} {}: exchange the two";
        return Err(ProjectError::Usage(Advice::new(sentence, &[&from, &to])));
    }
    let of = |date: &str| question.clone().as_of(date);
    Ok(States { before: of(from), after: of(to), varies: Varies::Date })
}

fn usage(sentence: &'static str) -> ProjectError {
    ProjectError::Usage(Advice::new(sentence, &[]))
}

/// Two questions, and in what they differ.
pub(super) struct States {
    pub(super) before: Question,
    pub(super) after: Question,
    pub(super) varies: Varies,
}

impl States {
    /// What each is called.
    pub(super) fn titles(&self) -> Result<[String; 2], ProjectError> {
        let when = |question: &Question| {
            Ok::<_, ProjectError>(match question.when()? {
                Some(when) => when.to_string(),
                None => "at any time".to_owned(),
            })
        };
        let known = |question: &Question| {
            let by = question.perspective()?.known_by;
            Ok::<_, ProjectError>(by.map_or(String::new(), |by| format!("what was known by {by}")))
        };
        let source = |question: &Question| question.according_to.join(", ");
        let (before, after) = (&self.before, &self.after);
        Ok(match &self.varies {
            Varies::Date => [when(before)?, format!("{}; {}", when(after)?, after.perspective()?)],
            Varies::Source => [source(before), source(after)],
            Varies::Knowledge => [known(before)?, known(after)?],
            Varies::Model(names) => names.clone(),
        })
    }
}
