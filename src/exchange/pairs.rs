//! Pairs of things that belong together, as GraphML and GEXF: for who served with whom.
//!
//! Takes things and pairs of them with what is known of each pair; gives XML without a direction of the edges. Works out
//! no pair.

use super::network::{Days, Edge, Network, Node};
use super::xml;
use crate::time::Day;

/// Things and pairs of them.
///
/// ```
/// use organigram::exchange::{Pair, Pairs};
/// let pairs = Pairs {
///     title: "A club".into(),
///     things: vec![("ann".into(), "Ann".into()), ("bob".into(), "Bob".into())],
///     attributes: &["days"],
///     pairs: vec![Pair {
///         ends: ["ann".into(), "bob".into()],
///         label: "Board".into(),
///         attributes: vec![("days", "31".into())],
///         days: [None, None],
///     }],
/// };
/// assert!(pairs.to_graphml().contains("edgedefault=\"undirected\""));
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Pairs {
    /// What all of it is called.
    pub title: String,
    /// The things: id and name.
    pub things: Vec<(String, String)>,
    /// The names of what is known of the pairs.
    pub attributes: &'static [&'static str],
    /// The pairs.
    pub pairs: Vec<Pair>,
}

/// Two things that belong together.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Pair {
    /// The ids of the two.
    pub ends: [String; 2],
    /// Where they do.
    pub label: String,
    /// What is known of the pair, by the names of [`Pairs::attributes`].
    pub attributes: Vec<(&'static str, String)>,
    /// The first and the last day on which they may have, where it is bounded.
    pub days: [Option<Day>; 2],
}

impl Pairs {
    /// As GraphML (graphml.graphdrawing.org, 1.0).
    #[must_use]
    pub fn to_graphml(&self) -> String {
        xml::graphml_of(&self.network())
    }

    /// As GEXF 1.3 (gexf.net).
    #[must_use]
    pub fn to_gexf(&self) -> String {
        xml::gexf_of(&self.network())
    }

    fn network(&self) -> Network {
        let node = |(id, name): &(String, String)| Node {
            id: id.clone(),
            label: if name.is_empty() { id } else { name }.clone(),
            attributes: Vec::new(),
            days: Days::default(),
        };
        let edge = |pair: &Pair| Edge {
            from: pair.ends[0].clone(),
            to: pair.ends[1].clone(),
            label: pair.label.clone(),
            attributes: pair.attributes.clone(),
            days: Days { first: pair.days[0], last: pair.days[1] },
        };
        Network {
            title: self.title.clone(),
            attributes: self.attributes,
            is_undirected: true,
            nodes: self.things.iter().map(node).collect(),
            edges: self.pairs.iter().map(edge).collect(),
        }
    }
}
