//! Writes a view as DOT for Graphviz. Takes a view, gives text built with the types and the printer of
//! `graphviz-rust`; lays nothing out. That printer escapes nothing, so every id and every label is quoted
//! and escaped here before it enters the tree.
//!
//! What is said of a unit points to its superior, which stands above: ranks run from the bottom to the top.

mod people;
mod statements;

use statements::{edge, name, node, organ, page, plain, quoted, stress, stroke};

use graphviz_rust::dot_structures::{Attribute, Graph, GraphAttributes, Id, Node, Stmt, Subgraph};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::theme::Theme;
use crate::dot_escape::quoted_id;
use crate::time::DateSpan;
use crate::view::{
    Band, Bond, Card, End, EventMark, EventMarkKind, HierarchyView, LineageView, Mark, NetworkView,
    View,
};

/// Writes a view as DOT.
///
/// ```
/// use organigram::project::{Project, Request};
/// use organigram::render::dot;
///
/// let project = Project::open("models/chess-club.ron")?;
/// let text = dot(&project.view(&Request::hierarchy())?);
/// assert!(text.starts_with("digraph"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn dot(view: &View) -> String {
    let theme = Theme::light();
    let caption = view.caption();
    let second = (!caption.second_title.is_empty()).then_some(&caption.second_title[..]);
    let lines = [&caption.title[..]].into_iter().chain(second).chain([&caption.subtitle[..]]);
    let title = lines.collect::<Vec<_>>().join("\n");
    let (direction, stmts) = match view {
        View::Hierarchy(view) => ("BT", hierarchy(view, &theme)),
        View::Lineage(view) => ("LR", lineage(view, &theme)),
        View::Roster(view) => ("LR", people::roster(view, &theme)),
        View::Tenures(view) => ("LR", people::tenures(view, &theme)),
        View::Network(view) => ("BT", network(view, &theme)),
    };
    let mut all = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            plain("rankdir", direction),
            quoted("label", &title),
            plain("labelloc", "t"),
            quoted("fontname", "Helvetica"),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            plain("shape", "box"),
            quoted("style", "filled"),
            quoted("fontname", "Helvetica"),
            plain("fontsize", "11"),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![
            quoted("fontname", "Helvetica"),
            plain("fontsize", "9"),
            quoted("color", &theme.line),
        ])),
    ];
    all.extend(stmts);
    let graph =
        Graph::DiGraph { id: Id::Escaped(quoted_id("organigram")), strict: false, stmts: all };
    let mut text = graph.print(PrinterContext::default().with_semi());
    text.push('\n');
    text
}

fn hierarchy(view: &HierarchyView, theme: &Theme) -> Vec<Stmt> {
    let cards = view.cards.iter();
    let mut stmts: Vec<Stmt> = cards.map(|card| card_node(&view.kinds, card, theme)).collect();
    for card in &view.cards {
        let Some(superior) = &card.superior else { continue };
        let Some(above) = view.cards.get(superior.card) else { continue };
        let mut attributes = line(view, superior.line, superior.mark, &superior.tooltip);
        if superior.left_out > 0 {
            attributes.push(quoted("xlabel", INDIRECT));
        }
        stmts.push(edge(&card.id, &above.id, attributes));
    }
    for extra in &view.extras {
        let (Some(from), Some(to)) = (view.cards.get(extra.from), view.cards.get(extra.to)) else {
            continue;
        };
        let mut attributes = line(view, extra.line, extra.mark, &extra.tooltip);
        attributes.push(plain("constraint", "false"));
        let colour = match extra.change {
            Some(change) => &theme.kinds[people::colour(change) % theme.kinds.len()].full,
            None => &theme.lines[1 % theme.lines.len()],
        };
        attributes.push(quoted("color", colour));
        if let Some(change) = extra.change {
            attributes
                .retain(|attribute| !matches!(&attribute.0, Id::Plain(key) if key == "label"));
            attributes.push(quoted("label", change.word()));
        }
        stmts.push(edge(&to.id, &from.id, attributes));
    }
    stmts
}

fn card_node(kinds: &[String], card: &Card, theme: &Theme) -> Stmt {
    let kind = card.kind.and_then(|kind| kinds.get(kind));
    let mut lines = vec![card.label.clone()];
    lines.extend(kind.map(|kind| format!("({kind})")));
    lines.extend(card.asides.iter().map(|aside| aside.text.clone()));
    if card.collapsed > 0 {
        lines.push(format!("+ {} below", card.collapsed));
    }
    lines.extend(card.changes.iter().flatten().map(|change| format!("[{}]", change.word())));
    let kind = match &card.changes {
        None => card.kind,
        Some(changes) => changes.first().map(|&change| people::colour(change)),
    };
    let mut attributes = organ(&lines.join("\n"), kind, card.mark, theme);
    attributes.extend(stress(card.highlighted));
    node(&card.id, attributes, &card.tooltip, page(&card.link))
}

fn network(view: &NetworkView, theme: &Theme) -> Vec<Stmt> {
    let cards = view.cards.iter();
    let mut stmts: Vec<Stmt> = cards.map(|card| card_node(&view.kinds, card, theme)).collect();
    for (place, cluster) in view.clusters.iter().enumerate() {
        let known = cluster.cards.iter().filter_map(|&card| view.cards.get(card));
        let members = known.map(|card| Stmt::Node(Node { id: name(&card.id), attributes: vec![] }));
        let label = GraphAttributes::Graph(vec![quoted("label", &cluster.label)]);
        let stmts_of = std::iter::once(Stmt::GAttribute(label)).chain(members).collect();
        // Graphviz frames a subgraph whose name begins with "cluster".
        let id = Id::Plain(format!("cluster_{place}"));
        stmts.push(Stmt::Subgraph(Subgraph { id, stmts: stmts_of }));
    }
    for link in &view.links {
        let ends = view.cards.get(link.from).zip(view.cards.get(link.to));
        let Some((from, to)) = ends else { continue };
        let mut attributes = vec![quoted("style", stroke(link.mark))];
        let label = view.lines.get(link.line).filter(|_| link.line > 0);
        attributes.extend(label.map(|label| quoted("label", label)));
        match link.bond {
            Bond::Superior => {}
            Bond::Descent => attributes.push(plain("penwidth", "2.5")),
            Bond::Service => attributes.push(plain("arrowhead", "vee")),
        }
        attributes.push(quoted("color", &theme.lines[link.line % theme.lines.len()]));
        if !link.tooltip.is_empty() {
            attributes.push(quoted("tooltip", &link.tooltip));
        }
        let (start, end) = if link.bond == Bond::Superior { (to, from) } else { (from, to) };
        stmts.push(edge(&start.id, &end.id, attributes));
    }
    stmts
}

fn line(view: &HierarchyView, line: Option<usize>, mark: Mark, tooltip: &str) -> Vec<Attribute> {
    let mut attributes = vec![quoted("style", stroke(mark))];
    // The usual line needs no mention.
    let label = line.filter(|&line| line > 0).and_then(|line| view.lines.get(line));
    attributes.extend(label.map(|label| quoted("label", label)));
    if !tooltip.is_empty() {
        attributes.push(quoted("tooltip", tooltip));
    }
    attributes
}

fn lineage(view: &LineageView, theme: &Theme) -> Vec<Stmt> {
    let mut stmts: Vec<Stmt> = view.bands.iter().map(|band| band_node(band, theme)).collect();
    for (place, event) in view.event_marks.iter().enumerate() {
        stmts.extend(event_stmts(view, place, event));
    }
    stmts
}

fn band_node(band: &Band, theme: &Theme) -> Stmt {
    let mut lines = vec![band.label.clone(), days(band)];
    let renames = band.renames.iter();
    lines.extend(renames.map(|rename| format!("{}: {}", typical(rename.on), rename.label)));
    lines.retain(|line| !line.is_empty());
    let mut attributes = organ(&lines.join("\n"), band.kind, band.mark, theme);
    attributes.extend(stress(band.highlighted));
    node(&band.id, attributes, &band.tooltip, page(&band.link))
}

fn days(band: &Band) -> String {
    let end = match band.end {
        End::Stated(span) => typical(span),
        End::NotRecorded(_) => "?".to_owned(),
        End::Open => "today".to_owned(),
    };
    match (&typical(band.start)[..], &end[..]) {
        ("?", "?") => String::new(),
        (start, end) => format!("{start} to {end}"),
    }
}

/// A date as it may be: one day, two bounds, or a question mark.
fn typical(span: DateSpan) -> String {
    if span == DateSpan::UNKNOWN { "?".to_owned() } else { span.to_string() }
}

/// One line where one follows one; else a point that all lines of the event share.
fn event_stmts(view: &LineageView, place: usize, event: &EventMark) -> Vec<Stmt> {
    let known = |bands: &[usize]| -> Vec<String> {
        bands.iter().filter_map(|&band| view.bands.get(band)).map(|band| band.id.clone()).collect()
    };
    let (from, into) = (known(&event.from), known(&event.into));
    let when = if event.on == DateSpan::UNKNOWN { String::new() } else { format!(" {}", event.on) };
    let kind = if event.left_out > 0 { INDIRECT.to_owned() } else { event.kind.to_string() };
    let label = format!("{kind}{when}");
    let style = if event.kind == EventMarkKind::Origin { "dotted" } else { stroke(event.mark) };
    if let ([from], [into]) = (&from[..], &into[..]) {
        return vec![edge(from, into, vec![quoted("style", style), quoted("label", &label)])];
    }
    if from.is_empty() || into.is_empty() {
        return Vec::new();
    }
    // A blank never stands in an organ's id, so that no organ can be taken for the event.
    let hub = format!("event {place}");
    let attributes = vec![plain("shape", "point"), quoted("xlabel", &label)];
    let mut stmts = vec![node(&hub, attributes, &event.tooltip, page(&event.link))];
    let style = || vec![quoted("style", style)];
    let no_head = || [style(), vec![plain("arrowhead", "none")]].concat();
    stmts.extend(from.iter().map(|from| edge(from, &hub, no_head())));
    stmts.extend(into.iter().map(|into| edge(&hub, into, style())));
    stmts
}

/// What a line says that passes by way of what is not shown.
const INDIRECT: &str = "indirect";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Day;

    const HOSTILE: [&str; 8] = [
        "a\"];evil[label=\"pwn",
        "trailing\\",
        "x\\\"]",
        "<b>html</b>",
        "node",
        "{a|b}",
        "당중앙위원회",
        "&amp;&lt;",
    ];

    fn hostile() -> View {
        let card = |(i, id): (usize, &&str)| Card {
            id: (*id).to_owned(),
            label: format!("{id}\n\\N"),
            superior: (i > 0).then(|| crate::view::Superior {
                card: i - 1,
                tooltip: (*id).to_owned(),
                ..Default::default()
            }),
            ..Card::default()
        };
        let cards = HOSTILE.iter().enumerate().map(card).collect();
        View::Hierarchy(HierarchyView { cards, ..HierarchyView::default() })
    }

    /// What Graphviz understands of a text, or nothing where it is not installed.
    fn read_by_graphviz(text: &str) -> Option<String> {
        use std::io::Write as _;
        use std::process::{Command, Stdio};
        let pipe = || Stdio::piped();
        let started =
            Command::new("dot").arg("-Tplain").stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn();
        let Ok(mut dot) = started else {
            eprintln!("skipped: Graphviz is not installed");
            return None;
        };
        dot.stdin.take().expect("it is piped").write_all(text.as_bytes()).expect("dot reads");
        let read = dot.wait_with_output().expect("dot ends");
        assert!(read.status.success(), "{}\n{text}", String::from_utf8_lossy(&read.stderr));
        Some(String::from_utf8_lossy(&read.stdout).into_owned())
    }

    #[test]
    fn graphviz_finds_the_same_nodes_and_edges() {
        let Some(read) = read_by_graphviz(&dot(&hostile())) else { return };
        let count = |word: &str| read.lines().filter(|line| line.starts_with(word)).count();
        assert_eq!((count("node "), count("edge ")), (HOSTILE.len(), HOSTILE.len() - 1), "{read}");
    }

    #[test]
    fn an_event_of_several_is_a_point() {
        let band = |id: &str| Band { id: id.into(), label: id.into(), ..Band::default() };
        let merged = EventMark {
            kind: EventMarkKind::Merged,
            from: vec![0, 1],
            into: vec![2],
            on: DateSpan::day(Day(0)),
            ..EventMark::default()
        };
        let view = LineageView {
            bands: vec![band("a"), band("b"), band("c")],
            event_marks: vec![merged],
            ..LineageView::default()
        };
        let Some(read) = read_by_graphviz(&dot(&View::Lineage(view))) else { return };
        let edges = read.lines().filter(|line| line.starts_with("edge ")).count();
        assert_eq!(edges, 3, "{read}");
    }
}
