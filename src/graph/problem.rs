//! What a graph could not make sense of. `check` turns each into a diagnostic.

use super::Class;
use crate::model::TransitionKind;
use crate::text::Span;
use crate::time::DateError;

/// One thing that stands in a model and could not be put into its graph as written.
#[derive(Clone, Debug)]
pub enum GraphProblem {
    /// A date that is not EDTF; the value counts as undated.
    Date {
        /// Where it stands.
        span: Span,
        /// What is wrong with it.
        error: DateError,
    },
    /// An id that nothing has; the relation is left out.
    UnknownId {
        /// Where it stands.
        span: Span,
        /// The id.
        id: String,
        /// What was expected there.
        expected: &'static [Class],
    },
    /// An id of something else than belongs there; the relation is left out.
    WrongClass {
        /// Where it stands.
        span: Span,
        /// The id.
        id: String,
        /// What belongs there.
        expected: &'static [Class],
        /// What it is.
        found: Class,
        /// Where that is.
        there: Span,
    },
    /// A cited or named source that the model lacks.
    UnknownSource {
        /// Where it stands.
        span: Span,
        /// The source's id.
        id: String,
    },
    /// One id for two things; the later is left without it.
    DuplicateId {
        /// The id.
        id: String,
        /// Where it stands first.
        first: Span,
        /// Where it stands again.
        again: Span,
    },
    /// A transition without an end that its kind needs.
    MissingEnd {
        /// Where the transition begins.
        span: Span,
        /// Its kind.
        kind: TransitionKind,
        /// The field that is missing.
        missing: &'static str,
    },
}

impl GraphProblem {
    /// Where the problem stands.
    pub fn span(&self) -> Span {
        match self {
            GraphProblem::Date { span, .. }
            | GraphProblem::UnknownId { span, .. }
            | GraphProblem::WrongClass { span, .. }
            | GraphProblem::UnknownSource { span, .. }
            | GraphProblem::DuplicateId { again: span, .. }
            | GraphProblem::MissingEnd { span, .. } => *span,
        }
    }
}

/// GraphProblems that are kept; the rest is counted, so that two million of them fit in memory.
#[derive(Default, Debug)]
pub(super) struct GraphProblems {
    pub(super) kept: Vec<GraphProblem>,
    pub(super) more: usize,
}

const KEPT: usize = 10_000;

impl GraphProblems {
    pub(super) fn push(&mut self, problem: GraphProblem) {
        if self.kept.len() < KEPT {
            self.kept.push(problem);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn append(&mut self, later: GraphProblems) {
        self.more += later.more;
        for problem in later.kept {
            self.push(problem);
        }
    }
}
