//! Any things and any lines between them as data: organs, posts, people and events, joined by superiors, by
//! what became of what, by tenures and seats. Never holds a coordinate and never walks a graph.

mod fill;

use serde::Serialize;

use super::{Caption, Card, LinkTarget, Mark};

/// Things and the lines between them.
///
/// ```
/// use organigram::graph::Slice;
/// use organigram::project::Project;
/// use organigram::view::{NetworkView, Scope};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let slice = Slice::all(project.graph());
/// let view = NetworkView::of(&slice, &Scope::default());
/// assert!(view.cards.iter().any(|card| card.label == "Board"));
/// assert!(!view.links.is_empty());
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NetworkView {
    /// Title, subtitle, notes and sources.
    pub caption: Caption,
    /// The kinds that cards refer to by place.
    pub kinds: Vec<String>,
    /// The lines that links refer to by place.
    pub lines: Vec<String>,
    /// The things. A card's superior is not drawn here: links are.
    pub cards: Vec<Card>,
    /// The lines between them.
    pub links: Vec<Link>,
    /// The groups that share a frame.
    pub clusters: Vec<Cluster>,
}

/// A line from one thing to another.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Link {
    /// Where it starts: place in [`NetworkView::cards`].
    pub from: usize,
    /// Where it ends: place in [`NetworkView::cards`].
    pub to: usize,
    /// What it shows.
    pub bond: Bond,
    /// Place in [`NetworkView::lines`].
    pub line: usize,
    /// How sure it is.
    pub mark: Mark,
    /// The claims and the reason.
    pub tooltip: String,
    /// Where the line leads those who follow it.
    pub link: Option<LinkTarget>,
}

/// What a line between two things shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bond {
    /// The first is a superior of the second.
    #[default]
    Superior,
    /// The second grew out of the first.
    Descent,
    /// The first serves in, belongs to or was at the second.
    Service,
}

/// Things that share a frame.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cluster {
    /// What they have in common.
    pub label: String,
    /// Places in [`NetworkView::cards`]; no card is in two clusters.
    pub cards: Vec<usize>,
    /// Whose they are, where that is what they have in common: place in [`NetworkView::cards`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superior: Option<usize>,
}
