//! The rows of each table, as small as they get.

use super::index::StrRef;
use crate::model::Modality;
use crate::time::Period;

/// What a claim is about.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Field {
    /// When a node existed; when an event was; when a relation held; when a transition happened.
    Date,
    /// When a person was born.
    Born,
    /// When a person died.
    Died,
    /// The sort of organ.
    Kind,
    /// Where it was.
    Place,
    /// A further name, with the time of its use.
    Name,
    /// How many members an organ had, and when.
    Members,
    /// How many of something there were at an event.
    Number,
    /// What an organ did.
    Function,
    /// What an organ was charged with.
    Mandate,
    /// For which territory or people an organ was.
    Jurisdiction,
    /// By which law an organ was.
    LegalBasis,
}

impl Field {
    /// Whether several claims of it add to each other and do not contradict: names, counts, functions.
    ///
    /// ```
    /// use organigram::graph::Field;
    /// assert!(Field::Name.has_many() && !Field::Kind.has_many());
    /// ```
    #[must_use]
    pub fn has_many(self) -> bool {
        !matches!(self, Field::Date | Field::Born | Field::Died | Field::Kind | Field::Place)
    }
}

/// A property that most items do not have.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Trait {
    /// A remark of the modeller's.
    Note,
    /// A word to find it by.
    Tag,
    /// The language of a name, or of a quotation.
    Lang,
    /// The date of a name's use or of a count, as EDTF.
    When,
    /// A date as the source printed it.
    AsWritten,
    /// The calendar of a printed date.
    Calendar,
    /// In what way, of a transition.
    How,
    /// The new name, of a rename; the role, of a seat.
    Title,
    /// The series of an event.
    Series,
    /// The number of an event in its series; the seats of a post; the rank of a seat.
    Number,
    /// Who elected or appointed, of a tenure or a seat: an id.
    By,
    /// The organ for which somebody sat or held a post: an id.
    OnBehalfOf,
    /// The post by virtue of which a person has a seat: an id.
    ExOfficio,
    /// The words of a source.
    Quote,
    /// A rule not to be reported.
    Allow,
    /// Why it is not to be reported: follows its [`Trait::Allow`].
    AllowReason,
    /// What the order of a list of people says, by its name.
    Order,
    /// Of what a number is.
    Of,
    /// In what a succession is: `law` or `function`.
    In,
    /// The scheme of an identifier elsewhere.
    Scheme,
    /// The identifier itself: follows its [`Trait::Scheme`].
    Identifier,
    /// The address of its own page.
    Url,
    /// What the words of a source mean in the language of the model.
    Translation,
}

/// What a tie between two nodes says.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum RelationKind {
    /// A person held a post.
    Tenure,
    /// A person sat in an organ.
    Seat,
    /// Whoever holds a post sits in an organ.
    ExOfficio,
    /// A source says that a post, or a place in an organ, was vacant: both ends are the same.
    Vacant,
    /// A post belongs to an organ.
    PostOf,
    /// An event was of an organ.
    Met,
    /// An event was called by a node.
    CalledBy,
    /// A person was at an event.
    Attended,
    /// An event had an organ for itself: the presidium of a congress.
    BodyOf,
}

/// One claim.
#[derive(Copy, Clone, Debug)]
pub(super) struct FactRow {
    pub(super) period: Period,
    pub(super) text: StrRef,
    pub(super) cites: CiteList,
    pub(super) pos: u32,
    pub(super) field: Field,
    pub(super) modality: Modality,
}

/// A list of citations; 0 for none.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct CiteList(pub(super) u32);

impl CiteList {
    pub(super) fn or(self, other: CiteList) -> CiteList {
        if self.0 == 0 { other } else { self }
    }

    pub(super) fn shift(&mut self, base: u32) {
        if self.0 != 0 {
            self.0 += base;
        }
    }
}

#[derive(Copy, Clone, Debug)]
pub(super) struct CiteRow {
    pub(super) source: u32,
    pub(super) at: StrRef,
    pub(super) pos: u32,
}

#[derive(Copy, Clone, Debug)]
pub(super) struct NodeRow {
    pub(super) id: StrRef,
    pub(super) name: StrRef,
    pub(super) pos: u32,
    pub(super) kind: u32,
    pub(super) cites: CiteList,
    /// The first of its facts; those of the next row end them.
    pub(super) facts: u32,
    /// The first of its superiors, likewise.
    pub(super) unders: u32,
    pub(super) modality: Modality,
}

#[derive(Copy, Clone, Debug)]
pub(super) struct UnderRow {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) cites: CiteList,
    pub(super) pos: u32,
    pub(super) facts: u32,
    pub(super) line: u32,
    pub(super) modality: Modality,
}

#[derive(Copy, Clone, Debug)]
pub(super) struct RelationRow {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) cites: CiteList,
    pub(super) pos: u32,
    pub(super) facts: u32,
    pub(super) kind: RelationKind,
    pub(super) modality: Modality,
    /// `Status` of a tenure, `Membership` of a seat.
    pub(super) manner: u8,
}

#[derive(Copy, Clone, Debug)]
pub(super) struct TransitionRow {
    pub(super) cites: CiteList,
    pub(super) pos: u32,
    pub(super) facts: u32,
    /// Its ends in the list of ends: predecessors, successors, agents.
    pub(super) from: u32,
    pub(super) into: u32,
    pub(super) by: u32,
    pub(super) kind: crate::model::TransitionKind,
    pub(super) modality: Modality,
}

/// A property of one row of a table.
#[derive(Copy, Clone, Debug)]
pub(super) struct PropertyRow {
    pub(super) row: u32,
    pub(super) what: Trait,
    pub(super) text: StrRef,
}

/// Claims and properties of the rows of one table.
#[derive(Default, Debug)]
pub(super) struct Claims {
    pub(super) facts: Vec<FactRow>,
    /// Properties of the rows, in the order of the rows.
    pub(super) traits: Vec<PropertyRow>,
    /// Properties of the facts, in the order of the facts.
    pub(super) fact_traits: Vec<PropertyRow>,
}

/// The properties of one row.
pub(super) fn traits_of(traits: &[PropertyRow], row: u32) -> &[PropertyRow] {
    let start = traits.partition_point(|property| property.row < row);
    let len = traits[start..].iter().take_while(|property| property.row == row).count();
    &traits[start..start + len]
}
