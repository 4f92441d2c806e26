//! Looks things up by id and by name, as people write them.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

use super::index::{Class, Item, NodeIx};
use super::org_graph::OrgGraph;
use super::tables::Field;
use crate::model::TransitionKind;
use crate::text::is_invisible;

/// What a text names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// One thing.
    One(NodeIx),
    /// Several that it fits equally well.
    Several(Vec<NodeIx>),
    /// Nothing.
    None,
}

/// A text as it is compared: without regard to case, accents composed or not, width and forms of letters, with plain quotes and hyphens and single blanks.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        push_folded(text.chars().map(|letter| letter.to_ascii_lowercase()), &mut folded);
    } else {
        // Compatibility caseless matching (The Unicode Standard, 3.13, D146), short of its last detail.
        push_folded(text.nfkd().default_case_fold().nfkc().default_case_fold().nfkc(), &mut folded);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push_folded(letters: impl Iterator<Item = char>, folded: &mut String) {
    for letter in letters {
        match letter {
            // Nothing shows where these stand.
            letter if is_invisible(letter) && !letter.is_whitespace() => {}
            '\u{2018}' | '\u{2019}' | '\u{02bc}' => folded.push('\''),
            '\u{201c}' | '\u{201d}' => folded.push('"'),
            '\u{2010}'..='\u{2015}' => folded.push('-'),
            letter if letter.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            letter => folded.push(letter),
        }
    }
}

impl OrgGraph {
    /// A node for a list of which one may be meant: its id, and its name where that shows more.
    pub fn calling(&self, node: NodeIx) -> String {
        match (self.id(node), self.name(node)) {
            (id, name) if id == name => id.to_owned(),
            (id, name) => format!("{id} ({name})"),
        }
    }

    /// All names of a node: its own first.
    pub fn names(&self, node: NodeIx) -> impl Iterator<Item = &str> + Clone {
        let others = self.facts_of(Item::Node(node), Field::Name).map(|fact| fact.text);
        let renames = self.transitions_into(node).filter(|t| t.kind == TransitionKind::Renamed);
        let renames = renames
            .filter_map(|t| self.property(Item::Transition(t.ix), super::tables::Trait::Title));
        std::iter::once(self.name(node)).chain(others).chain(renames)
    }

    /// Finds a node of one of some classes by its id, else by any of its names, else by a part of
    /// a name; in each step letter case does not matter.
    pub fn find(&self, wanted: &str, classes: &[Class]) -> Found {
        let fits = |node: &NodeIx| classes.contains(&self.class(*node));
        if let Some(node) = self.node(wanted).filter(fits) {
            return Found::One(node);
        }
        let folded = fold(wanted);
        if folded.is_empty() {
            return Found::None;
        }
        let mut best: [Vec<NodeIx>; 3] = Default::default();
        for node in (0..self.len() as u32).map(NodeIx).filter(fits) {
            if let Some(rank) = self.rank(node, &folded) {
                best[rank].push(node);
            }
        }
        let found = best.into_iter().find(|nodes| !nodes.is_empty()).unwrap_or_default();
        match found[..] {
            [] => Found::None,
            [node] => Found::One(node),
            _ => Found::Several(found),
        }
    }

    /// The other nodes of some classes that are called by the id of one, letter for letter but for case and accents.
    pub fn namesakes(&self, id: &str, classes: &[Class]) -> Vec<NodeIx> {
        let folded = fold(id);
        let Some(own) = self.node(id).filter(|_| !folded.is_empty()) else { return Vec::new() };
        let others = (0..self.len() as u32).map(NodeIx).filter(|&node| node != own);
        let fitting = others.filter(|node| classes.contains(&self.class(*node)));
        fitting.filter(|&node| self.rank(node, &folded).is_some_and(|rank| rank < 2)).collect()
    }

    /// How well a folded text fits a node: 0 its id, 1 a whole name, 2 a part of a name.
    fn rank(&self, node: NodeIx, folded: &str) -> Option<usize> {
        if fold(self.id(node)) == folded {
            return Some(0);
        }
        let mut part = None;
        for name in self.names(node).map(fold) {
            if name == folded {
                return Some(1);
            }
            if name.contains(folded) {
                part = Some(2);
            }
        }
        part
    }
}
