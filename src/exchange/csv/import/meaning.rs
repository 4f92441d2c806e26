//! What cells may refer to, and what a reference may mean. Plain data, and the question that a row asks of whoever
//! knows all ids and names.

use super::columns::{ColumnKind, Field};
use crate::model::Text;

/// A thing of the model into which tables go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownThing {
    /// Its id.
    pub id: String,
    /// The kind of table that would hold it; none for what is no thing, such as a view.
    pub kind: Option<ColumnKind>,
    /// Its names.
    pub names: Vec<String>,
    /// The organ of a post.
    pub organ: String,
}

impl KnownThing {
    /// A thing with an id.
    #[must_use]
    pub fn new(id: impl Into<String>, kind: Option<ColumnKind>) -> KnownThing {
        KnownThing { id: id.into(), kind, ..KnownThing::default() }
    }

    /// The same with names.
    #[must_use]
    pub fn names(self, names: Vec<String>) -> KnownThing {
        KnownThing { names, ..self }
    }

    /// The same as a post of an organ.
    #[must_use]
    pub fn organ(self, organ: impl Into<String>) -> KnownThing {
        KnownThing { organ: organ.into(), ..self }
    }
}

/// The kind of things to which a field refers.
pub(super) fn class(kind: ColumnKind, field: Field) -> Option<ColumnKind> {
    use ColumnKind::{Events, Hierarchy, Lineage, Members, Organs, People, Posts, Seats, Tenures};
    Some(match (kind, field) {
        (Organs, Field::Under | Field::Replaces | Field::ReplacedBy)
        | (Hierarchy, Field::Id | Field::Organ)
        | (Lineage, Field::Organ | Field::From | Field::Into)
        | (Events, Field::Organs | Field::Bodies)
        | (Posts | Tenures | Seats, Field::Organ)
        | (Tenures | Seats, Field::OnBehalfOf)
        | (Members, Field::Id) => Organs,
        (Posts, Field::Under) | (Seats, Field::ExOfficio) => Posts,
        (Events, Field::People) | (Tenures | Seats, Field::Person) => People,
        _ => return None,
    })
}

/// What a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning<'t> {
    /// One thing.
    Is(Text<'t>),
    /// One of several.
    Several(Vec<Text<'t>>),
    /// Nothing is called so.
    New,
    /// The cell says that there is nothing.
    Nothing,
}

/// Whoever knows the ids and names of all things.
pub(super) trait Refers<'t> {
    /// Whether something has the id.
    fn has(&self, id: &str) -> bool;

    /// What the model has under the name that a row has for an id: nothing, one thing or several.
    fn called(&self, kind: ColumnKind, written: &str) -> &[Text<'t>];

    /// The id that a row's own cell stands for, where that is not its text.
    fn own(&self, written: &str) -> Option<Text<'t>>;

    /// What a cell means that is no id.
    fn meaning(&self, kind: ColumnKind, written: &str) -> Meaning<'t>;

    /// What a post's title means in an organ; without one, what it means if one post alone has it.
    fn post(&self, organ: &str, title: &str) -> Meaning<'t>;
}
