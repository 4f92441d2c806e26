//! The org chart as data: cards, each under at most one drawn superior, and further lines between them.
//! Never holds a coordinate and never walks a graph.

mod fill;

pub(super) use fill::state;

use serde::Serialize;

use super::{Caption, Change, LinkTarget, Mark};

/// The org chart at a date.
///
/// ```
/// use organigram::graph::Slice;
/// use organigram::project::Project;
/// use organigram::view::{HierarchyView, Scope};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let slice = Slice::all(project.graph());
/// let view = HierarchyView::of(&slice, &Scope::default());
/// let board = view.cards.iter().find(|card| card.id == "board").unwrap();
/// let superior = board.superior.as_ref().unwrap();
/// assert_eq!(view.cards[superior.card].id, "club");
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HierarchyView {
    /// Title, subtitle, notes and sources.
    pub caption: Caption,
    /// The kinds that cards refer to by place, labelled as a reader knows them.
    pub kinds: Vec<String>,
    /// The lines that superiors and extras refer to by place: "part of", "guided by".
    pub lines: Vec<String>,
    /// The organs. Units of one superior stand in the order given here.
    pub cards: Vec<Card>,
    /// Further superiors and guiding lines, drawn in another style than the tree.
    pub extras: Vec<Extra>,
}

/// One organ of a chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Card {
    /// The organ's id.
    pub id: String,
    /// Its name at the date.
    pub label: String,
    /// What else stands in the box, top to bottom.
    pub asides: Vec<CardNote>,
    /// Place in [`HierarchyView::kinds`].
    pub kind: Option<usize>,
    /// How sure the organ itself is.
    pub mark: Mark,
    /// Whether it is stressed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub highlighted: bool,
    /// The claims and the reason, for those who point at the box.
    pub tooltip: String,
    /// Where the box leads.
    pub link: Option<LinkTarget>,
    /// How many organs below are not drawn.
    pub collapsed: u32,
    /// How it differs between the two states that are compared, the weightiest first; none where it is
    /// the same in both. None where nothing is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<Change>>,
    /// The superior under which it hangs. None for a root.
    pub superior: Option<Superior>,
}

/// A smaller line of text in a box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardNote {
    /// What it shows.
    pub role: Role,
    /// The text.
    pub text: String,
}

/// What a smaller line of text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A name in another language or script.
    Name,
    /// A post and its holder.
    Holder,
    /// A date or period.
    Date,
    /// Anything else.
    Note,
}

/// The line by which a card hangs under another.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Superior {
    /// Place of the superior in [`HierarchyView::cards`].
    pub card: usize,
    /// Place in [`HierarchyView::lines`]; none where several lines lead there.
    pub line: Option<usize>,
    /// How many organs on the way there are not shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: u32,
    /// How sure the relation is.
    pub mark: Mark,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the line leads those who follow it.
    pub link: Option<LinkTarget>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// A line beside the tree: a second superior, a guiding or electing organ.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Extra {
    /// The superior end: place in [`HierarchyView::cards`].
    pub from: usize,
    /// The lower end: place in [`HierarchyView::cards`].
    pub to: usize,
    /// Place in [`HierarchyView::lines`].
    pub line: Option<usize>,
    /// How sure the relation is.
    pub mark: Mark,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the line leads those who follow it.
    pub link: Option<LinkTarget>,
    /// Whether only one of two compared states has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}
