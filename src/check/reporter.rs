//! Diagnostics of one rule as they come.
//!
//! Takes diagnostics, drops those that their entry allows, gives each the weight of its rule and of
//! its certainty, keeps the first ones whole and counts the rest. Builds no message that is not
//! kept: a rule may find a million problems.

use super::context::Subject;
use super::levels::Allowing;
use super::report::Tally;
use super::rule::Rule;
use super::suppressions::Allows;
use crate::diagnostics::{Code, Diagnostic, Level};
use crate::graph::{Item, RelationKind};
use crate::text::Span;

/// How certain a conflict is.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum ConflictAnswer {
    /// Imprecise dates allow it: a note at most.
    Possible,
    /// It is so unless an end that is not recorded came before, or unless the parts of one change
    /// lay months apart: a warning at most.
    Presumed,
    /// It is so, whatever the unknown days are.
    Certain,
}

/// The head of a message: what every diagnostic of a rule shares.
#[derive(Copy, Clone, Debug)]
pub(super) struct Say {
    code: Code,
    level: Level,
    why: &'static str,
}

impl Say {
    /// A diagnostic at a place.
    pub(super) fn at(self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.level, message, span).note(self.why)
    }

    /// A diagnostic about a whole file, or about the whole model.
    pub(super) fn whole(self, file: Option<String>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::whole_file(self.code, self.level, message, file).note(self.why)
    }
}

/// The diagnostics of one rule.
#[derive(Debug)]
pub(super) struct Reporter<'a> {
    pub(super) rule: &'static Rule,
    level: Level,
    allows: &'a Allows,
    allowing: Allowing,
    most: usize,
    pub(super) kept: Vec<Diagnostic>,
    pub(super) tally: Tally,
}

impl<'a> Reporter<'a> {
    pub(super) fn new(
        rule: &'static Rule,
        level: Level,
        allows: &'a Allows,
        most: usize,
    ) -> Reporter<'a> {
        let allowing = Allowing::Heeded;
        Reporter { rule, level, allows, allowing, most, kept: Vec::new(), tally: Tally::new(rule) }
    }

    /// The same, which heeds the allows of entries or not.
    pub(super) fn allowing(self, allowing: Allowing) -> Self {
        Reporter { allowing, ..self }
    }

    /// Where the rule stands in the registry.
    pub(super) fn code_order(&self) -> usize {
        super::RULES.iter().position(|rule| rule.code == self.rule.code).unwrap_or(usize::MAX)
    }

    /// Takes a diagnostic about an item, unless its entry or that of its owner allows it.
    pub(super) fn about(
        &mut self,
        subject: &Subject<'_>,
        item: Item,
        weight: ConflictAnswer,
        make: impl FnOnce(Say) -> Diagnostic,
    ) {
        if !self.allows.is_empty()
            && self.allowed(subject, item)
            && self.allowing == Allowing::Heeded
        {
            return;
        }
        self.push(weight, make);
    }

    /// Takes a diagnostic that no entry can allow.
    pub(super) fn push(&mut self, weight: ConflictAnswer, make: impl FnOnce(Say) -> Diagnostic) {
        let level = match weight {
            ConflictAnswer::Possible => Level::Note,
            ConflictAnswer::Presumed => self.level.min(Level::Warning),
            ConflictAnswer::Certain => self.level,
        };
        self.tally.count(level);
        if self.kept.len() < self.most {
            self.kept.push(make(Say { code: self.rule.diag_code(), level, why: self.rule.why }));
        }
    }

    /// Counts diagnostics that are not reported one by one.
    pub(super) fn count(&mut self, more: usize) {
        (0..more).for_each(|_| self.tally.count(self.level));
    }

    fn allowed(&self, subject: &Subject<'_>, item: Item) -> bool {
        let graph = subject.graph;
        let owner = match item {
            Item::Under(ix) => Some(graph.under(ix).unit),
            Item::Tie(ix) => match graph.tie(ix) {
                tie if tie.kind == RelationKind::Attended => Some(tie.to),
                tie if matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat) => None,
                tie => Some(tie.from),
            },
            Item::Node(_) | Item::Transition(_) => None,
        };
        self.allows.allow(item, self.rule)
            | owner.is_some_and(|node| self.allows.allow(Item::Node(node), self.rule))
    }
}
