//! Who sits in an organ as data: bodies within bodies, posts with their holders, members by rank. Never
//! holds a coordinate; an honour and a forecast are entries of their own sort and never holders.

mod fill;

pub(super) use fill::{note, side};

use serde::Serialize;

use super::{Caption, Change, LinkTarget, Mark};
/// In what way a post is held.
pub use crate::model::Status;

/// Who sits in one organ or several.
///
/// ```
/// use organigram::graph::Slice;
/// use organigram::project::Project;
/// use organigram::time::When;
/// use organigram::view::{RosterView, Scope};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let slice = Slice::all(project.graph()).at(Some(When::parse("1975").unwrap()));
/// let view = RosterView::of(&slice, &Scope::default().roots(project.graph().node("board")));
/// let members: Vec<&str> = view.entries().map(|entry| entry.name.as_str()).collect();
/// assert_eq!(members, ["Ada Linden"]);
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RosterView {
    /// Title, subtitle, notes and sources.
    pub caption: Caption,
    /// One state, or the two that are compared, the earlier or first one before the other.
    pub sides: Vec<RosterSide>,
}

/// The bodies in one state.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RosterSide {
    /// What stands over it where there are two: a date or a source.
    pub label: String,
    /// The bodies.
    pub bodies: Vec<Body>,
}

/// An organ with its people, and those of its parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Body {
    /// The organ's id.
    pub id: String,
    /// Its name at the date.
    pub name: String,
    /// Its name in another script.
    pub original: Option<String>,
    /// What sort of organ it is.
    pub kind: String,
    /// How sure the organ itself is.
    pub mark: Mark,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the heading leads.
    pub link: Option<LinkTarget>,
    /// Posts first, then full members, candidates, and those who are none.
    pub lists: Vec<List>,
    /// The bodies inside it: its presidium, or its parts.
    pub bodies: Vec<Body>,
    /// What is to be said where it has neither lists nor bodies.
    pub note: String,
    /// Whether it is stressed.
    pub highlighted: bool,
}

/// What a list is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListSort {
    /// The holders of one post.
    Post,
    /// Members of the body.
    #[default]
    Members,
}

/// People under one heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct List {
    /// What it is of.
    pub sort: ListSort,
    /// The heading: a post's title, or a sort of member.
    pub heading: String,
    /// The heading in another script.
    pub original: Option<String>,
    /// The people, by rank.
    pub entries: Vec<RosterEntry>,
    /// What is to be said of them all: that nobody is recorded.
    pub note: String,
    /// The id of the post; empty of members.
    pub id: String,
    /// The claims of the post and the reason.
    pub tooltip: String,
    /// Where the heading leads.
    pub link: Option<LinkTarget>,
    /// Whether the post is stressed.
    pub highlighted: bool,
}

/// One person in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RosterEntry {
    /// The person's id.
    pub person: String,
    /// The id of the post, or of the organ of a seat.
    pub place: String,
    /// The person's name.
    pub name: String,
    /// The name in another script.
    pub original: Option<String>,
    /// The place in the order of rank.
    pub rank: Option<u32>,
    /// What else is reported, a line each: a role, the dates, that it is an honour or a forecast.
    pub details: Vec<String>,
    /// In what way a post is held.
    pub status: Status,
    /// How sure it is.
    pub mark: Mark,
    /// Whether the person is stressed.
    pub highlighted: bool,
    /// How it differs from the other side.
    pub change: Option<Change>,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the entry leads.
    pub link: Option<LinkTarget>,
}

impl RosterView {
    /// Whether no person stands in it.
    pub fn is_empty(&self) -> bool {
        self.entries().next().is_none()
    }

    /// Every person in it, body by body.
    pub fn entries(&self) -> impl Iterator<Item = &RosterEntry> {
        let bodies = self.sides.iter().flat_map(|side| side.bodies.iter().flat_map(Body::all));
        bodies.flat_map(|body| body.lists.iter().flat_map(|list| &list.entries))
    }
}

impl Body {
    /// This body and all bodies within it, outermost first.
    pub fn all(&self) -> Vec<&Body> {
        let mut all = vec![self];
        all.extend(self.bodies.iter().flat_map(Body::all));
        all
    }
}
