//! Where rules are silent: the `allow` of entries.
//!
//! Takes the allows of all entries, describes an item and a rule whether it is allowed there, and
//! remembers which of them silenced something. Never decides what is a problem.

use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use crate::diagnostics::Code;
use crate::graph::{Item, OrgGraph, Trait};
use crate::syntax::places;
use crate::text::Span;

/// Whether the `allow` of an entry counts.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Allowing {
    /// It does.
    Heeded,
    /// It does not: the command line is stronger.
    Overruled,
}

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

/// Whether a text names a rule: its name, or its code in any case.
pub(super) fn is_called(rule: Code, text: &str) -> bool {
    rule.name == text || rule.code.eq_ignore_ascii_case(text)
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
            let span = places::borrowed_span(graph.texts(), rule, graph.pos(item));
            allows.by_item.entry(item).or_default().push(allows.list.len());
            let used = AtomicBool::new(false);
            allows.list.push(Allowed { rule: rule.to_owned(), item, span, used });
        }
        allows
    }

    /// Whether a diagnostic of a rule about an item is allowed; remembers that it was asked for.
    pub(super) fn allow(&self, item: Item, rule: Code) -> bool {
        let Some(list) = self.by_item.get(&item) else { return false };
        let fitting = list.iter().map(|&at| &self.list[at]).filter(|a| is_called(rule, &a.rule));
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
