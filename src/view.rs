//! What to show: labels, groups, marks and legends. Takes a [`Slice`](crate::graph::Slice) and a
//! [`Scope`], gives a [`View`] of owned data, never holds a coordinate, a colour or a file.
//!
//! A view is the contract between the organisation and its picture: `layout` reads nothing else, so
//! whatever can be drawn can be built by hand, snapshot-tested and exported as it is.
//!
//! ```
//! use organigram::graph::Slice;
//! use organigram::project::Project;
//! use organigram::view::{HierarchyView, Scope};
//!
//! let project = Project::from_text("club.ron", r#"Model(organs: {
//!     "club": Organ(name: "Chess Club", existence: "1950/"),
//!     "board": Organ(name: "Board", under: "club", existence: "1950/1971"),
//! })"#);
//! let view = HierarchyView::of(&Slice::all(project.graph()), &Scope::default());
//! assert_eq!(view.cards.len(), 2);
//! ```

mod caption;
mod change;
mod citing;
mod compare;
mod dates;
mod evidence;
mod hierarchy;
mod kinds;
mod legend;
mod lineage;
mod mark;
mod names;
mod network;
mod presumed;
mod roster;
mod scope;
mod tenures;

pub use crate::ask::Varies;
pub use caption::{Caption, LinkTarget, Reference};
pub use change::Change;
pub use citing::Citing;
pub use compare::{Comparison, State};
pub use hierarchy::{Card, CardNote, Extra, HierarchyView, Role, Superior};
pub use legend::{LegendEntry, Sign};
pub use lineage::{Band, End, EventMark, EventMarkKind, LineageView, Rename};
pub use mark::{Mark, ModalityMark};
pub use network::{Bond, Cluster, Link, NetworkView};
pub use roster::{Body, List, ListSort, RosterEntry, RosterSide, RosterView, Status};
pub use scope::{Pick, Posts, Scope};
pub use tenures::{Bar, TenureRow, TenuresView, Vacancy};

pub use crate::model::Modality;

use serde::Serialize;

/// A picture before it has coordinates.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "view")]
pub enum View {
    /// The org chart at a date.
    Hierarchy(HierarchyView),
    /// The genealogy on a time axis.
    Lineage(LineageView),
    /// Who sits in an organ, by rank; one state or two side by side.
    Roster(RosterView),
    /// Who held which post, on a time axis.
    Tenures(TenuresView),
    /// Any things and the lines between them.
    Network(NetworkView),
}

impl View {
    /// Title, subtitle, notes and sources.
    pub fn caption(&self) -> &Caption {
        match self {
            View::Hierarchy(view) => &view.caption,
            View::Lineage(view) => &view.caption,
            View::Roster(view) => &view.caption,
            View::Tenures(view) => &view.caption,
            View::Network(view) => &view.caption,
        }
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        match self {
            View::Hierarchy(view) => view.cards.is_empty(),
            View::Lineage(view) => view.bands.is_empty(),
            View::Roster(view) => view.is_empty(),
            View::Tenures(view) => view.rows.is_empty(),
            View::Network(view) => view.cards.is_empty(),
        }
    }

    /// What the signs of this view mean; only those that occur, in a fixed order.
    pub fn legend(&self) -> Vec<LegendEntry> {
        match self {
            View::Hierarchy(view) => legend::of_hierarchy(view),
            View::Lineage(view) => legend::of_lineage(view),
            View::Roster(view) => legend::of_roster(view),
            View::Tenures(view) => legend::of_tenures(view),
            View::Network(view) => legend::of_network(view),
        }
    }
}
