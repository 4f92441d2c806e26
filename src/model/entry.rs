//! Entries: a model one item at a time, so that no reader need hold it whole.

use super::{
    At, CharterRef, Event, NamedView, Organ, Person, Plain, Post, RuleLevel, Seat, Source, Tenure,
    Text, Transition,
};
use crate::text::SourceFile;

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

/// Takes the entries of files as they are read.
///
/// Large files are read in pieces at once: each piece fills a sink of its own, and the sinks are
/// joined in the order of the text.
pub trait Sink: Send + Sized {
    /// A sink for another piece, to be joined to this one later.
    fn fresh(&self) -> Self;

    /// Takes one entry, which stays where it was read: entries are large. Borrowed texts lie in
    /// `file`.
    fn take<'t>(&mut self, file: &'t SourceFile, entry: &Entry<'t>);

    /// Takes an entry whose values are all bare texts. A sink that gains nothing by it takes the
    /// entry that they mean.
    fn take_plain<'t>(&mut self, file: &'t SourceFile, plain: &Plain<'t>) {
        self.take(file, &plain.entry());
    }

    /// Takes all that a sink for a later piece took.
    fn append(&mut self, later: Self);
}
