//! The statements of DOT that all views are written with: nodes, edges, and attributes whose values are quoted. Takes
//! texts and marks, gives statements; knows no view.

use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Id, Node, NodeId, Stmt, Vertex};

use crate::dot_escape::{quoted_id, quoted_words};
use crate::render::theme::Theme;
use crate::time::Answer;
use crate::view::{LinkTarget, Mark, ModalityMark};

/// A double, thick outline.
pub(super) fn stress(highlighted: bool) -> Vec<Attribute> {
    if highlighted { vec![plain("peripheries", "2"), plain("penwidth", "2.5")] } else { Vec::new() }
}

/// How sure a thing is, as Graphviz strokes it.
pub(super) fn stroke(mark: Mark) -> &'static str {
    match (mark.modality_mark(), mark.answer) {
        (ModalityMark::Ahead, _) => "dotted",
        (_, Answer::Possible | Answer::No) => "dashed",
        _ => "solid",
    }
}

pub(super) fn organ(label: &str, kind: Option<usize>, mark: Mark, theme: &Theme) -> Vec<Attribute> {
    let ink = kind.map_or(&theme.plain, |kind| &theme.kinds[kind % theme.kinds.len()]);
    let disputed = if mark.disputed { " ≠" } else { "" };
    vec![
        quoted("label", &format!("{label}{disputed}")),
        quoted("color", &ink.full),
        quoted("fillcolor", &ink.pale),
        quoted("style", &format!("filled,{}", stroke(mark))),
    ]
}

/// The page that a mark leads to; DOT has no list of sources.
pub(super) fn page(link: &Option<LinkTarget>) -> Option<&str> {
    link.as_ref().and_then(LinkTarget::page)
}

pub(super) fn node(
    id: &str,
    mut attributes: Vec<Attribute>,
    tooltip: &str,
    link: Option<&str>,
) -> Stmt {
    if !tooltip.is_empty() {
        attributes.push(quoted("tooltip", tooltip));
    }
    attributes.extend(link.map(|link| quoted("URL", link)));
    Stmt::Node(Node { id: name(id), attributes })
}

pub(super) fn edge(from: &str, to: &str, attributes: Vec<Attribute>) -> Stmt {
    let ty = EdgeTy::Pair(Vertex::N(name(from)), Vertex::N(name(to)));
    Stmt::Edge(Edge { ty, attributes })
}

pub(super) fn name(id: &str) -> NodeId {
    NodeId(Id::Escaped(quoted_id(id)), None)
}

pub(super) fn plain(key: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(key.to_owned()), Id::Plain(value.to_owned()))
}

pub(super) fn quoted(key: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(key.to_owned()), Id::Escaped(quoted_words(value)))
}
