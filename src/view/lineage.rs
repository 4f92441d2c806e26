//! The genealogy as data: bands with their dates and the events that join them. Never holds a
//! coordinate; a date that no source gives stays absent.

mod fill;
mod passage;

use serde::Serialize;

use super::{Caption, LinkTarget, Mark};
/// What happened at a event.
pub use crate::model::TransitionKind as EventMarkKind;
use crate::time::{DateSpan, Day};

/// The genealogy on a time axis.
///
/// ```
/// use organigram::graph::Slice;
/// use organigram::project::Project;
/// use organigram::view::{LineageView, Scope};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let slice = Slice::all(project.graph());
/// let view = LineageView::of(&slice, &Scope::default());
/// assert!(view.bands.iter().any(|band| band.id == "study"));
/// assert!(!view.event_marks.is_empty());
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LineageView {
    /// Title, subtitle, notes and sources.
    pub caption: Caption,
    /// The kinds that bands refer to by place.
    pub kinds: Vec<String>,
    /// What bands are grouped by: the first tags of organs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The organs.
    pub bands: Vec<Band>,
    /// What joined them.
    pub event_marks: Vec<EventMark>,
    /// The first and the last of the days to show, of what is asked of a period. None: as the dates demand.
    pub range: Option<(Day, Day)>,
}

/// How a band ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// A source gives an end, precise or not.
    Stated(DateSpan),
    /// No source gives an end. The day is the last one for which the organ is attested.
    NotRecorded(Option<Day>),
    /// Known to go on.
    #[default]
    Open,
}

/// One organ from its start to its end.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Band {
    /// The organ's id.
    pub id: String,
    /// Its first name.
    pub label: String,
    /// Later names: the identity stays, the label changes.
    pub renames: Vec<Rename>,
    /// Place in [`LineageView::kinds`].
    pub kind: Option<usize>,
    /// Place in [`LineageView::groups`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<usize>,
    /// Its first day.
    pub start: DateSpan,
    /// Its last day.
    pub end: End,
    /// How sure the organ itself is.
    pub mark: Mark,
    /// Whether it is stressed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub highlighted: bool,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the band leads.
    pub link: Option<LinkTarget>,
}

/// An undated organ without a name, known to go on.
impl Default for Band {
    fn default() -> Self {
        Band {
            id: String::new(),
            label: String::new(),
            renames: Vec::new(),
            kind: None,
            group: None,
            start: DateSpan::UNKNOWN,
            end: End::Open,
            mark: Mark::default(),
            highlighted: false,
            tooltip: String::new(),
            link: None,
        }
    }
}

/// A change of name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rename {
    /// When.
    pub on: DateSpan,
    /// The name from then on.
    pub label: String,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the mark of the change leads.
    pub link: Option<LinkTarget>,
}

/// An undated change to no name.
impl Default for Rename {
    fn default() -> Self {
        Rename { on: DateSpan::UNKNOWN, label: String::new(), tooltip: String::new(), link: None }
    }
}

/// An event between bands: any number of them before, any number after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventMark {
    /// What happened.
    pub kind: EventMarkKind,
    /// The bands before: places in [`LineageView::bands`].
    pub from: Vec<usize>,
    /// The bands after: places in [`LineageView::bands`].
    pub into: Vec<usize>,
    /// When.
    pub on: DateSpan,
    /// How many organs on the way are not shown; then this stands for all events on it.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: u32,
    /// How sure the event is.
    pub mark: Mark,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the mark leads.
    pub link: Option<LinkTarget>,
}

/// An undated event between no bands.
impl Default for EventMark {
    fn default() -> Self {
        EventMark {
            kind: EventMarkKind::default(),
            from: Vec::new(),
            into: Vec::new(),
            on: DateSpan::UNKNOWN,
            left_out: 0,
            mark: Mark::default(),
            tooltip: String::new(),
            link: None,
        }
    }
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}
