//! Entries: a model one item at a time, so that no reader need hold it whole.

use super::{
    At, CharterRef, Event, NamedView, Organ, Person, Post, PresumeFor, RuleLevel, Seat, Source,
    Tenure, Text, Transition,
};

/// An id and where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryKey<'t> {
    /// The id.
    pub id: Text<'t>,
    /// Where its quotation mark stands.
    pub pos: At,
}

/// One item of a model file.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "lives on the stack between a reader and a sink")]
#[allow(missing_docs, reason = "each variant is the field of `Model` with its name")]
pub enum Entry<'t> {
    Title(Text<'t>),
    Note(Text<'t>),
    Charter(CharterRef<'t>),
    PresumeFor(PresumeFor),
    Include(Text<'t>, At),
    Source(EntryKey<'t>, Source<'t>),
    Organ(EntryKey<'t>, Organ<'t>),
    Transition(Transition<'t>),
    Event(EntryKey<'t>, Event<'t>),
    Post(EntryKey<'t>, Post<'t>),
    Person(EntryKey<'t>, Person<'t>),
    Tenure(Tenure<'t>),
    Seat(Seat<'t>),
    View(EntryKey<'t>, NamedView<'t>),
    Query(EntryKey<'t>, Text<'t>),
    Level(EntryKey<'t>, RuleLevel),
}
