//! The numbers of things, packed texts, and words that occur again and again.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

use crate::text::{Pos, SourceFile, SourceMap, Span};

macro_rules! number {
    ($(#[$meta:meta])* $Name:ident) => {
        $(#[$meta])*
        #[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $Name(pub u32);

        impl $Name {
            /// The number as an index into a table.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

number! {
    /// A node: an organ, an event, a post or a person. Organs come first, in preorder of the main
    /// hierarchy.
    NodeIx
}
number! {
    /// That an organ stands under another.
    UnderIx
}
number! {
    /// Any other relation between two nodes: a tenure, a seat, where a post belongs, who met.
    RelationIx
}
number! {
    /// A transition between organs.
    TransitionIx
}
number! {
    /// A source.
    SourceIx
}

/// What a node is.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Class {
    /// A body.
    Organ,
    /// A meeting or another happening.
    Event,
    /// A position.
    Post,
    /// A person.
    Person,
}

impl std::fmt::Display for Class {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Class::Organ => "organ",
            Class::Event => "event",
            Class::Post => "post",
            Class::Person => "person",
        })
    }
}

/// Stands in a table for an id that did not resolve.
pub(super) const NOWHERE: u32 = u32::MAX;

/// The line along which an organ stands where none is named.
pub(super) const MAIN_LINE: &str = "part_of";

/// The class of a node by the numbers with which the classes start.
pub(super) fn class_of(starts: &[u32; 5], node: u32) -> Class {
    match starts[1..].partition_point(|&end| end <= node) {
        0 => Class::Organ,
        1 => Class::Event,
        2 => Class::Post,
        _ => Class::Person,
    }
}

/// Anything that carries claims.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// A node.
    Node(NodeIx),
    /// A relation of hierarchy.
    Under(UnderIx),
    /// Another relation.
    Tie(RelationIx),
    /// A transition.
    Transition(TransitionIx),
}

impl Item {
    pub(super) fn table(self) -> usize {
        match self {
            Item::Node(_) => 0,
            Item::Under(_) => 1,
            Item::Tie(_) => 2,
            Item::Transition(_) => 3,
        }
    }

    pub(super) fn row(self) -> usize {
        match self {
            Item::Node(ix) => ix.index(),
            Item::Under(ix) => ix.index(),
            Item::Tie(ix) => ix.index(),
            Item::Transition(ix) => ix.index(),
        }
    }
}

/// One claim about an item: its table (that of the item) and its row.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FactIx {
    pub(super) table: u8,
    pub(super) row: u32,
}

/// A packed text: a place in a file, or in the arena of texts that stand in no file as they are.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct StrRef {
    start: u32,
    len: u32,
}

const ARENA: u32 = 1 << 31;

impl StrRef {
    pub(super) const EMPTY: StrRef = StrRef { start: 0, len: 0 };

    /// The text of a file that begins at a place.
    #[inline]
    pub(super) fn in_file(start: Pos, len: u32) -> StrRef {
        debug_assert!(len & ARENA == 0, "no file is this long");
        StrRef { start: start.0, len }
    }

    pub(super) fn is_empty(self) -> bool {
        self.len & !ARENA == 0
    }

    /// The stretch of a file that it is; `None` for a text of the arena.
    pub(super) fn span(self) -> Option<Span> {
        let in_file = self.len & ARENA == 0 && self.len > 0;
        in_file.then(|| Span::new(Pos(self.start), Pos(self.start + self.len)))
    }

    /// Moves a text of the arena when its arena is put behind another of `base` bytes.
    pub(super) fn shift(&mut self, base: u32) {
        if self.len & ARENA != 0 {
            self.start += base;
        }
    }
}

/// Puts texts away: borrowed ones as places, others in the arena.
#[derive(Default, Debug)]
pub(super) struct Arena {
    pub(super) text: String,
}

impl Arena {
    #[inline]
    pub(super) fn keep(&mut self, file: &SourceFile, text: &str) -> StrRef {
        if text.is_empty() {
            return StrRef::EMPTY;
        }
        match file.find(text) {
            Some(pos) if text.len() < ARENA as usize => {
                StrRef { start: pos.0, len: text.len() as u32 }
            }
            _ => self.push(text),
        }
    }

    /// A text that was kept of this file or does not lie in a file; `None` for one of another file.
    #[inline]
    pub(super) fn get<'a>(&'a self, file: &'a SourceFile, text: StrRef) -> Option<&'a str> {
        let (start, len) = (text.start as usize, (text.len & !ARENA) as usize);
        if text.len & ARENA != 0 {
            return self.text.get(start..start + len);
        }
        let start = start.checked_sub(file.base().0 as usize)?;
        file.text().get(start..start + len)
    }

    pub(super) fn push(&mut self, text: &str) -> StrRef {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        StrRef { start, len: text.len() as u32 | ARENA }
    }
}

/// The texts of a graph.
#[derive(Default, Debug)]
pub(super) struct Texts {
    pub(super) sources: SourceMap,
    pub(super) arena: String,
}

impl Texts {
    #[inline]
    pub(super) fn get(&self, text: StrRef) -> &str {
        let (start, len) = (text.start as usize, (text.len & !ARENA) as usize);
        if text.len & ARENA != 0 {
            return &self.arena[start..start + len];
        }
        let files = self.sources.files();
        match files {
            _ if len == 0 => "",
            [file] => &file.text()[start..start + len],
            _ => {
                let file = self.sources.file_of(Pos(text.start)).expect("texts lie in files");
                let start = file.offset(Pos(text.start));
                &file.text()[start..start + len]
            }
        }
    }
}

/// The hash of an id.
#[inline]
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// A small vocabulary: kinds, lines, the ids of cited sources.
#[derive(Default, Debug)]
pub(super) struct Words {
    list: Vec<String>,
    table: HashTable<u32>,
    /// The words that came last, by [`slot`]: nearly every word is one of a few.
    recent: [u32; 16],
}

/// A number below 16 that differs for most short words.
#[inline]
fn slot(word: &str) -> usize {
    let ends = match word.as_bytes() {
        [] => 0,
        [first, .., last] => first ^ last,
        [only] => *only,
    };
    (usize::from(ends) + word.len()) % 16
}

impl Words {
    /// The number of a word, which is added where it is new.
    #[inline]
    pub(super) fn number(&mut self, word: &str) -> u32 {
        let recent = self.recent[slot(word)];
        if self.list.get(recent as usize).is_some_and(|recent| recent == word) {
            return recent;
        }
        let number = self.find(word).unwrap_or_else(|| self.add(word));
        self.recent[slot(word)] = number;
        number
    }

    fn add(&mut self, word: &str) -> u32 {
        let at = self.list.len() as u32;
        self.list.push(word.to_owned());
        let list = &self.list;
        self.table.insert_unique(hash(word), at, |&at| hash(&list[at as usize]));
        at
    }

    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.table.find(hash(word), |&at| self.list[at as usize] == word).copied()
    }

    pub(super) fn get(&self, at: u32) -> &str {
        &self.list[at as usize]
    }

    pub(super) fn list(&self) -> &[String] {
        &self.list
    }
}
