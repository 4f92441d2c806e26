//! GraphML and GEXF: a model's network as XML for Gephi, yEd, Cytoscape and networkx.
//!
//! Takes a model, gives XML. Every attribute is declared and kept. Opens no file.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::network::{Days, Network};
use crate::model::Model;
use crate::text::fits_xml;

type Out = Writer<Vec<u8>>;
type Written = std::io::Result<()>;

/// The model as GraphML (graphml.graphdrawing.org, 1.0).
///
/// # Panics
/// Never: it is written to memory.
#[must_use]
pub fn to_graphml(model: &Model<'_>) -> String {
    graphml_of(&Network::of(model))
}

/// The model as GEXF 1.3 (gexf.net) with the first and last days that things may have existed.
///
/// # Panics
/// Never: it is written to memory.
#[must_use]
pub fn to_gexf(model: &Model<'_>) -> String {
    gexf_of(&Network::of(model))
}

impl Network {
    fn direction(&self) -> &'static str {
        if self.is_undirected { "undirected" } else { "directed" }
    }
}

/// A network as GraphML.
pub(super) fn graphml_of(network: &Network) -> String {
    write(network, graphml)
}

/// A network as GEXF.
pub(super) fn gexf_of(network: &Network) -> String {
    write(network, gexf)
}

fn write(network: &Network, body: fn(&mut Out, &Network) -> Written) -> String {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .expect("memory takes all");
    body(&mut out, network).expect("memory takes all");
    let mut text = String::from_utf8(out.into_inner()).expect("XML is text");
    text.push('\n');
    text
}

fn clean(text: &str) -> String {
    text.chars().map(|c| if fits_xml(c) { c } else { '\u{fffd}' }).collect()
}

fn graphml(out: &mut Out, network: &Network) -> Written {
    let root = out.create_element("graphml").with_attributes([
        ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
        ("xmlns:y", "http://www.yworks.com/xml/graphml"),
    ]);
    root.write_inner_content(|out| {
        // A key for both at once (`for="all"`) is in the standard, and igraph leaves out all that it declares.
        for of in [NODE_KEY, EDGE_KEY] {
            for name in std::iter::once("label").chain(network.attributes.iter().copied()) {
                out.create_element("key")
                    .with_attributes([
                        ("id", format!("{}{name}", of.prefix).as_str()),
                        ("for", of.of),
                        ("attr.name", name),
                        ("attr.type", "string"),
                    ])
                    .write_empty()?;
            }
        }
        // Where yEd looks for what a box says.
        out.create_element("key")
            .with_attributes([
                ("id", YED_KEY),
                ("for", "node"),
                ("attr.name", YED_KEY),
                ("attr.type", "string"),
                ("yfiles.type", "nodegraphics"),
            ])
            .write_empty()?;
        let graph = out
            .create_element("graph")
            .with_attributes([("id", "model"), ("edgedefault", network.direction())]);
        graph.write_inner_content(|out| {
            for node in &network.nodes {
                let element =
                    out.create_element("node").with_attribute(("id", clean(&node.id).as_str()));
                element.write_inner_content(|out| {
                    data(out, NODE_KEY, &node.label, &node.attributes)?;
                    yed_label(out, &node.label)
                })?;
            }
            for (at, edge) in network.edges.iter().enumerate() {
                let (id, from, to) = (format!("e{at}"), clean(&edge.from), clean(&edge.to));
                let element = out.create_element("edge");
                let element = element.with_attributes([
                    ("id", id.as_str()),
                    ("source", &from),
                    ("target", &to),
                ]);
                element.write_inner_content(|out| {
                    data(out, EDGE_KEY, &edge.label, &edge.attributes)
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Whose attributes a key of GraphML declares; no two keys have one id.
#[derive(Copy, Clone)]
struct KeyOf {
    of: &'static str,
    prefix: &'static str,
}

const NODE_KEY: KeyOf = KeyOf { of: "node", prefix: "" };
const EDGE_KEY: KeyOf = KeyOf { of: "edge", prefix: "edge-" };
const YED_KEY: &str = "nodegraphics";

/// What a box says in yEd, which shows no attribute of another name (yWorks, yFiles GraphML).
fn yed_label(out: &mut Out, label: &str) -> Written {
    let element = out.create_element("data").with_attribute(("key", YED_KEY));
    element.write_inner_content(|out| {
        out.create_element("y:ShapeNode").write_inner_content(|out| {
            out.create_element("y:NodeLabel").write_text_content(BytesText::new(&clean(label)))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn data(out: &mut Out, of: KeyOf, label: &str, attributes: &[(&'static str, String)]) -> Written {
    let label = label.to_owned();
    for (name, value) in std::iter::once(&("label", label)).chain(attributes) {
        let key = format!("{}{name}", of.prefix);
        let element = out.create_element("data").with_attribute(("key", key.as_str()));
        element.write_text_content(BytesText::new(&clean(value)))?;
    }
    Ok(())
}

fn gexf(out: &mut Out, network: &Network) -> Written {
    let root = out
        .create_element("gexf")
        .with_attributes([("xmlns", "http://gexf.net/1.3"), ("version", "1.3")]);
    root.write_inner_content(|out| {
        out.create_element("meta").write_inner_content(|out| {
            let title = clean(&network.title);
            out.create_element("description").write_text_content(BytesText::new(&title))?;
            Ok(())
        })?;
        let graph = out.create_element("graph");
        let graph = graph.with_attributes([
            ("defaultedgetype", network.direction()),
            ("mode", "dynamic"),
            ("timeformat", "date"),
        ]);
        graph.write_inner_content(|out| gexf_graph(out, network))?;
        Ok(())
    })?;
    Ok(())
}

fn gexf_graph(out: &mut Out, network: &Network) -> Written {
    for class in ["node", "edge"] {
        out.create_element("attributes").with_attribute(("class", class)).write_inner_content(
            |out| {
                for name in network.attributes.iter().copied() {
                    out.create_element("attribute")
                        .with_attributes([("id", name), ("title", name), ("type", "string")])
                        .write_empty()?;
                }
                Ok(())
            },
        )?;
    }
    out.create_element("nodes").write_inner_content(|out| {
        for node in &network.nodes {
            let (id, label) = (clean(&node.id), clean(&node.label));
            let mut element = out
                .create_element("node")
                .with_attributes([("id", id.as_str()), ("label", &label)]);
            for (name, day) in days(node.days) {
                element = element.with_attribute((name, day.as_str()));
            }
            element.write_inner_content(|out| values(out, &node.attributes))?;
        }
        Ok(())
    })?;
    out.create_element("edges").write_inner_content(|out| {
        for (at, edge) in network.edges.iter().enumerate() {
            let (id, from, to, label) =
                (at.to_string(), clean(&edge.from), clean(&edge.to), clean(&edge.label));
            let mut element = out.create_element("edge").with_attributes([
                ("id", id.as_str()),
                ("source", &from),
                ("target", &to),
                ("label", &label),
                ("kind", &label),
            ]);
            for (name, day) in days(edge.days) {
                element = element.with_attribute((name, day.as_str()));
            }
            element.write_inner_content(|out| values(out, &edge.attributes))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn days(days: Days) -> impl Iterator<Item = (&'static str, String)> {
    let sides = [("start", days.first), ("end", days.last)];
    sides.into_iter().filter_map(|(name, day)| Some((name, day?.to_string())))
}

fn values(out: &mut Out, attributes: &[(&'static str, String)]) -> Written {
    out.create_element("attvalues").write_inner_content(|out| {
        for (name, value) in attributes {
            let value = clean(value);
            out.create_element("attvalue")
                .with_attributes([("for", *name), ("value", value.as_str())])
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}
