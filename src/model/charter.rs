//! Charters: the kinds of organ, the lines along which they stand, and what may stand under what.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::record::{choice, owned_already, record};
use super::{Forms, IntoOwned, Map, OneOrMany, PresumeFor, Read, Text, Value, ValueShape};

record! {
    /// The rule book of a sort of organisation.
    pub struct Charter<'t> = "a charter `Charter(..)`" {
        /// Its name.
        pub name: Text<'t>,
        /// A remark of the modeller's.
        pub note: Text<'t>,
        /// The line along which an organ stands where none is named; empty means `part_of`.
        pub main_line: Text<'t>,
        /// The kinds of organ, post and event.
        pub kinds: Map<'t, Kind<'t>>,
        /// The lines of superiors.
        pub lines: Map<'t, Line<'t>>,
        /// How heavily each rule weighs.
        pub levels: Map<'t, RuleLevel>,
        /// Rules of its own: queries that must find nothing.
        pub rules: Map<'t, UserRule<'t>>,
    }
}

choice! {
    /// The outline of a kind's box in pictures.
    pub enum Shape = "a shape" {
        /// A box with square corners.
        Box,
        /// A box with round corners.
        Rounded,
        /// A box with slanted ends.
        Hexagon,
        /// An ellipse.
        Ellipse,
        /// A box with a folded corner.
        Note,
    }
}

record! {
    /// A kind of organ, post or event.
    pub struct Kind<'t> = "a kind `Kind(..)`" {
        /// What to call one of them.
        pub label: Text<'t>,
        /// What it is.
        pub description: Text<'t>,
        /// The wider kind of which this is one.
        pub is: Text<'t>,
        /// The outline of its box.
        pub shape: Shape,
        /// The colour class: kinds with the same word share a colour.
        pub class: Text<'t>,
        /// What it may stand under; anything where nothing is said.
        pub under: OneOrMany<Stand<'t>>,
        /// Whether it needs a superior along the main line.
        pub needs_superior: bool,
        /// How many members it may have.
        pub members: Size<'t>,
        /// The kinds of post that it must have.
        pub posts: OneOrMany<Text<'t>>,
        /// The kinds of organ whose full members all full members of this must be.
        pub subset_of: OneOrMany<Text<'t>>,
        /// How long after its last attestation one of them is presumed to have gone on: instead of what the wider
        /// kind or the model says.
        pub presume_for: PresumeFor,
    }
}

record! {
    /// That a kind may stand under another along a line.
    pub struct Stand<'t> = "a kind's name, or `Stand(kind: .., line: ..)`", short kind {
        /// The superior's kind.
        pub kind: Text<'t>,
        /// The line; empty for the main line.
        pub line: Text<'t>,
    }
}

impl<'t> From<Text<'t>> for Stand<'t> {
    fn from(kind: Text<'t>) -> Self {
        Stand { kind, ..Stand::default() }
    }
}

impl Stand<'_> {
    fn as_short(&self) -> Option<&str> {
        self.line.is_empty().then_some(&*self.kind)
    }
}

record! {
    /// A number of members, from least to most; 0 where a bound is not set.
    pub struct Size<'t> = "a size `Size(least: 5, most: 30)`" {
        /// The least.
        pub least: u32,
        /// The most.
        pub most: u32,
        /// Which article of the rules says so.
        pub note: Text<'t>,
    }
}

record! {
    /// A line along which organs stand under others.
    pub struct Line<'t> = "a line `Line(..)`" {
        /// How to say it: "is part of".
        pub label: Text<'t>,
        /// How to say it from the superior's side: "consists of".
        pub inverse: Text<'t>,
        /// What it means.
        pub description: Text<'t>,
        /// Whether an organ may have several superiors along it at once.
        pub several: bool,
        /// Whether it may run in a cycle.
        pub circular: bool,
        /// Whether an organ's superiors along it must follow each other without a gap.
        pub continuous: bool,
    }
}

choice! {
    /// How heavily a diagnostic weighs.
    pub enum RuleLevel = "a level" {
        /// As the rule itself says.
        Default,
        /// Not at all.
        Off,
        /// Worth knowing.
        Note,
        /// Probably wrong.
        Warn,
        /// Wrong.
        Error,
    }
}

record! {
    /// A rule of a charter's own: a query that must find nothing.
    pub struct UserRule<'t> = "a rule `UserRule(..)`" {
        /// How heavily it weighs.
        pub level: RuleLevel,
        /// What to show.
        pub message: Text<'t>,
        /// What must be empty.
        pub query: Text<'t>,
    }
}

/// A model's charter: written there, or the path of its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CharterRef<'t> {
    /// The model does without.
    #[default]
    None,
    /// The file's path, relative to the file that names it.
    File(Text<'t>, super::At),
    /// Written in place.
    Inline(Box<Charter<'t>>),
}

const CHARTER: &str = "the path of a charter's file, or `Charter(..)`";

impl<'t> Value<'t> for CharterRef<'t> {
    const EXPECTED: &'static str = CHARTER;

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        let pos = r.pos();
        *self = match r.form() {
            Forms::Text => CharterRef::File(r.text()?, pos),
            Forms::Record => {
                let mut charter = Box::<Charter>::default();
                charter.read(r)?;
                CharterRef::Inline(charter)
            }
            _ => return Err(r.mismatch(CHARTER)),
        };
        Ok(())
    }

    fn shape() -> ValueShape {
        ValueShape::PathOr(Charter::shape)
    }
}

impl IntoOwned for CharterRef<'_> {
    type Owned = CharterRef<'static>;

    fn into_owned(self) -> CharterRef<'static> {
        match self {
            CharterRef::None => CharterRef::None,
            CharterRef::File(path, pos) => CharterRef::File(IntoOwned::into_owned(path), pos),
            CharterRef::Inline(charter) => CharterRef::Inline(Box::new(charter.into_owned())),
        }
    }
}

impl Serialize for CharterRef<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            CharterRef::None => s.serialize_unit(),
            CharterRef::File(path, _) => s.serialize_str(path),
            CharterRef::Inline(charter) => charter.serialize(s),
        }
    }
}

impl<'de, 't> Deserialize<'de> for CharterRef<'t> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = CharterRef<'static>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(CHARTER)
            }
            fn visit_str<E: Error>(self, path: &str) -> Result<Self::Value, E> {
                Ok(CharterRef::File(path.to_owned().into(), super::At::default()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let charter = Charter::deserialize(MapAccessDeserializer::new(map))?;
                Ok(CharterRef::Inline(Box::new(charter)))
            }
        }
        d.deserialize_any(Form)
    }
}
