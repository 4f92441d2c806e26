//! Who held which post as data: a row a post, a bar a tenure, and the days for which no holder is
//! recorded. Never holds a coordinate; a date that no source gives stays absent.

mod fill;

use serde::Serialize;

use super::{Caption, End, LinkTarget, Mark, Status};
use crate::time::{DateSpan, Day};

/// Who held which post, on a time axis.
///
/// ```
/// use organigram::graph::Slice;
/// use organigram::project::Project;
/// use organigram::view::{TenuresView, Scope};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let slice = Slice::all(project.graph());
/// let view = TenuresView::of(&slice, &Scope::default());
/// let row = view.rows.iter().find(|row| row.label == "President").unwrap();
/// assert_eq!(row.bars.len(), 3);
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TenuresView {
    /// Title, subtitle, notes and sources.
    pub caption: Caption,
    /// The posts, and the seats of an organ taken together.
    pub rows: Vec<TenureRow>,
    /// The days to show, and no others. None: as the dates demand.
    pub range: Option<(Day, Day)>,
}

/// One post, or the members of one organ.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TenureRow {
    /// The id of the post, or of the organ of the seats.
    pub id: String,
    /// The title.
    pub label: String,
    /// The organ that it belongs to.
    pub place: String,
    /// The title in another script.
    pub original: Option<String>,
    /// How many may hold it at one time, where that is reported.
    pub seats: Option<u32>,
    /// The tenures, by their start.
    pub bars: Vec<Bar>,
    /// When no holder is recorded between two who are.
    pub gaps: Vec<Vacancy>,
    /// Whether the post or its organ is stressed.
    pub highlighted: bool,
    /// How sure the post itself is.
    pub mark: Mark,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the title leads.
    pub link: Option<LinkTarget>,
}

/// One tenure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// The person's id.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// The dates in words.
    pub dates: String,
    /// What the bar is called: the person, or the dates where all bars are one person's.
    pub label: String,
    /// The first day.
    pub start: DateSpan,
    /// The last day.
    pub end: End,
    /// In what way the post is held.
    pub status: Status,
    /// How sure it is.
    pub mark: Mark,
    /// Whether the person is stressed.
    pub highlighted: bool,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the bar leads.
    pub link: Option<LinkTarget>,
}

/// An undated tenure of nobody, known to go on.
impl Default for Bar {
    fn default() -> Self {
        Bar {
            person: String::new(),
            name: String::new(),
            dates: String::new(),
            label: String::new(),
            start: DateSpan::UNKNOWN,
            end: End::Open,
            status: Status::Held,
            mark: Mark::default(),
            highlighted: false,
            tooltip: String::new(),
            link: None,
        }
    }
}

/// Days on which nobody is recorded, all of them certain: the last holder had gone for sure, and the next
/// had not yet come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vacancy {
    /// The first of the days.
    pub from: Day,
    /// The last of the days.
    pub to: Day,
    /// Between whom.
    pub tooltip: String,
}
