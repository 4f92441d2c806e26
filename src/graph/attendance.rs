//! Who was at an event, in the order of the list, and the organs that it had.
//!
//! Takes an event, gives people and organs as the text lists them. Whether the order says anything of rank is what the
//! model says; nothing is worked out here.

use super::index::{Item, NodeIx};
use super::org_graph::OrgGraph;
use super::tables::{RelationKind, Trait};
use crate::model::{Choice, ListOrder};

impl OrgGraph {
    /// Who was at an event, in the order in which the text lists them.
    ///
    /// ```
    /// use organigram::graph::Builder;
    /// use organigram::model::ListOrder;
    /// let model = ron::from_str(r#"Model(
    ///     people: { "ann": Person(), "ben": Person() },
    ///     events: { "funeral": Event(people: ["ben", "ann"], order: AsListed) },
    /// )"#)?;
    /// let graph = Builder::from_model(model);
    /// let funeral = graph.node("funeral").unwrap();
    /// let listed: Vec<&str> = graph.attendance(funeral).map(|person| graph.id(person)).collect();
    /// assert_eq!(listed, ["ben", "ann"]);
    /// assert_eq!(graph.list_order(funeral), ListOrder::AsListed);
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    pub fn attendance(&self, event: NodeIx) -> impl Iterator<Item = NodeIx> + Clone + '_ {
        let there = self.relations_to(event).filter(|tie| tie.kind == RelationKind::Attended);
        there.map(|tie| tie.from)
    }

    /// What the order says in which those are listed who were at an event.
    #[must_use]
    pub fn list_order(&self, event: NodeIx) -> ListOrder {
        let order = self.property(Item::Node(event), Trait::Order);
        let named = order.and_then(|order| ListOrder::NAMES.iter().position(|name| *name == order));
        named.map_or_else(ListOrder::default, ListOrder::from_index)
    }

    /// The organs that an event had for itself, in the order of the text: the presidium of a congress.
    ///
    /// ```
    /// use organigram::graph::Builder;
    /// let model = ron::from_str(r#"Model(
    ///     organs: { "presidium": Organ() }, events: { "congress": Event(bodies: "presidium") },
    /// )"#)?;
    /// let graph = Builder::from_model(model);
    /// let congress = graph.node("congress").unwrap();
    /// assert!(graph.bodies(congress).map(|organ| graph.id(organ)).eq(["presidium"]));
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    pub fn bodies(&self, event: NodeIx) -> impl Iterator<Item = NodeIx> + Clone + '_ {
        let had = self.relations_from(event).filter(|tie| tie.kind == RelationKind::BodyOf);
        had.map(|tie| tie.to)
    }
}
