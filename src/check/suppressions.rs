//! Where rules are silent: the `allow` of entries.
//!
//! Takes the allows of all entries, describes an item and a rule whether it is allowed there, and
//! remembers which of them silenced something. Never decides what is a problem.

use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use super::rule::Rule;
use crate::graph::{Item, OrgGraph, Trait};
use crate::text::Span;

/// One allow of one entry.
#[derive(Debug)]
pub(super) struct Allowed {
    pub(super) rule: String,
    pub(super) item: Item,
    pub(super) span: Span,
    used: AtomicBool,
}

impl Allowed {
    pub(super) fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }
}

/// The allows of a model.
#[derive(Debug, Default)]
pub(super) struct Allows {
    pub(super) list: Vec<Allowed>,
    by_item: FxHashMap<Item, Vec<usize>>,
}

impl Allows {
    pub(super) fn new(graph: &OrgGraph) -> Allows {
        let mut allows = Allows::default();
        for (item, what, rule) in graph.all_properties() {
            if what != Trait::Allow {
                continue;
            }
            let span = super::place::text(graph, rule, graph.pos(item));
            allows.by_item.entry(item).or_default().push(allows.list.len());
            let used = AtomicBool::new(false);
            allows.list.push(Allowed { rule: rule.to_owned(), item, span, used });
        }
        allows
    }

    /// Whether a diagnostic of a rule about an item is allowed; remembers that it was asked for.
    pub(super) fn allow(&self, item: Item, rule: &Rule) -> bool {
        let Some(list) = self.by_item.get(&item) else { return false };
        let fitting = list.iter().map(|&at| &self.list[at]).filter(|a| rule.is_called(&a.rule));
        fitting.map(|allowed| allowed.used.store(true, Ordering::Relaxed)).count() > 0
    }

    /// The same for a rule of the charter's own.
    pub(super) fn allow_by_name(&self, item: Item, name: &str) -> bool {
        let Some(list) = self.by_item.get(&item) else { return false };
        let fitting = list.iter().map(|&at| &self.list[at]).filter(|a| a.rule == name);
        fitting.map(|allowed| allowed.used.store(true, Ordering::Relaxed)).count() > 0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}
