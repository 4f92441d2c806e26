//! How heavily each rule weighs in one run.
//!
//! Takes the levels of the charter, of the model and of the command line, in this order of
//! strength; gives one level a rule, or none where it is off. Keeps the names that no rule has.

use super::registry::find_rule;
use super::rule::Rule;
use crate::diagnostics::Level;
use crate::graph::OrgGraph;
use crate::model::RuleLevel;
use crate::text::Pos;

/// Whether the `allow` of an entry counts.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Allowing {
    /// It does.
    Heeded,
    /// It does not: the command line is stronger.
    Overruled,
}

/// The levels of one run.
#[derive(Debug)]
pub(super) struct Levels {
    set: Vec<(&'static str, RuleLevel)>,
    /// How many of these the model and its charter set; the command line set the others.
    of_model: usize,
    /// Names in levels that no rule has, with their places.
    pub(super) unknown: Vec<(String, Pos)>,
}

impl Levels {
    pub(super) fn new(graph: &OrgGraph, command_line: &[(String, RuleLevel)]) -> Levels {
        let mut levels = Levels { set: Vec::new(), of_model: 0, unknown: Vec::new() };
        if let Some(charter) = graph.charter() {
            for (name, &level) in &charter.levels {
                levels.put(graph, name, level, charter.pos.0);
            }
        }
        for (name, &(level, pos)) in graph.levels() {
            levels.put(graph, name, level, pos);
        }
        levels.of_model = levels.set.len();
        for (name, level) in command_line {
            levels.put(graph, name, *level, Pos::NONE);
        }
        levels
    }

    fn put(&mut self, graph: &OrgGraph, name: &str, level: RuleLevel, pos: Pos) {
        match find_rule(name) {
            Some(rule) => self.set.push((rule.name, level)),
            None if is_charter_rule(graph, name) => {}
            None => self.unknown.push((name.to_owned(), pos)),
        }
    }

    /// Whether entries may allow a rule: not where the command line asks for it by name.
    pub(super) fn allowing(&self, rule: &Rule) -> Allowing {
        let asked = self.set[self.of_model..].iter().any(|(name, _)| *name == rule.name);
        if asked { Allowing::Overruled } else { Allowing::Heeded }
    }

    /// The level of a rule; `None` where it is off.
    pub(super) fn of(&self, rule: &Rule) -> Option<Level> {
        let set = self.set.iter().rev().find(|(name, _)| *name == rule.name);
        let level = set.map(|(_, level)| *level).filter(|level| *level != RuleLevel::Default);
        weight(level.unwrap_or(rule.level))
    }
}

/// Whether a name is that of a rule which the charter itself lays down.
pub(super) fn is_charter_rule(graph: &OrgGraph, name: &str) -> bool {
    graph.charter().is_some_and(|charter| charter.rules.contains_key(name))
}

/// A rule's level as that of a diagnostic.
pub(super) fn weight(level: RuleLevel) -> Option<Level> {
    match level {
        RuleLevel::Off => None,
        RuleLevel::Note => Some(Level::Note),
        RuleLevel::Warn | RuleLevel::Default => Some(Level::Warning),
        RuleLevel::Error => Some(Level::Error),
    }
}
