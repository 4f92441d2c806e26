//! What the pictures of a page are made of, and the question that each asks. Plain data; never draws.

use super::super::{Project, Question, Request, Style};
use super::changes::Changes;
use super::moments::Moments;
use super::selection::Selection;
use super::sources::PerspectiveData;
use crate::model::Show;

/// What is shown, by certainty: the certain alone, also the presumed, also the possible.
pub(super) const SHOWS: [Show; 3] = [Show::Certain, Show::Default, Show::Possible];

/// What the pictures are made of.
pub(super) struct Pictures<'a, 'p> {
    pub(super) project: &'p Project,
    pub(super) moments: &'a Moments,
    pub(super) perspectives: &'a [PerspectiveData],
    pub(super) changes: &'a Changes,
    pub(super) style: &'a Style,
    pub(super) selection: &'a Selection,
}

impl Pictures<'_, '_> {
    /// The question about a moment in a perspective.
    pub(super) fn question(
        &self,
        request: &Request,
        (by, shows): (usize, usize),
        moment: u32,
    ) -> Question {
        let when = self.moments.when(moment);
        Question {
            as_of: when.map(|when| when.to_string()),
            show: SHOWS[shows],
            lines: request.question.lines.clone(),
            ..self.perspectives[by].question.clone()
        }
    }
}
