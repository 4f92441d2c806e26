//! DOT: a model's network for Graphviz, with every attribute. It is data, not a picture: `draw` makes
//! pictures.
//!
//! Takes a model, gives DOT. Opens no file.

use std::fmt::Write;

use super::network::Network;
use crate::dot_escape::{quoted_id, quoted_words};
use crate::model::Model;

/// The model as DOT.
///
/// # Panics
/// Never: it is written to memory.
#[must_use]
pub fn to_dot(model: &Model<'_>) -> String {
    let network = Network::of(model);
    let mut out = format!("digraph {} {{\n", quoted_id(&network.title));
    for node in &network.nodes {
        write!(out, "  {} [label={}", quoted_id(&node.id), quoted_words(&node.label))
            .expect("strings take all");
        attributes(&mut out, &node.attributes);
    }
    for edge in &network.edges {
        let (from, to, label) =
            (quoted_id(&edge.from), quoted_id(&edge.to), quoted_words(&edge.label));
        write!(out, "  {from} -> {to} [label={label}").expect("strings take all");
        attributes(&mut out, &edge.attributes);
    }
    out.push_str("}\n");
    out
}

/// Names that mean something to Graphviz get a `_` in front.
fn attributes(out: &mut String, attributes: &[(&'static str, String)]) {
    for (name, value) in attributes {
        write!(out, ", _{name}={}", quoted_words(value)).expect("strings take all");
    }
    out.push_str("];\n");
}
