//! Writes a view as a Mermaid flowchart, tenures as a Gantt chart. Takes a view, gives text; lays nothing out. Ids of organs never
//! enter the text: nodes are numbered, so that no name can be taken for syntax.

mod lines;
mod people;

use std::fmt::Write as _;

use lines::{escape, node, stress, weak};

use crate::time::DateSpan;
use crate::view::{
    Bond, Card, End, EventMarkKind, HierarchyView, LineageView, Mark, NetworkView, View,
};

/// Writes a view as a Mermaid flowchart, tenures as a Gantt chart.
///
/// ```
/// use organigram::project::{Project, Request};
/// use organigram::render::mermaid;
///
/// let project = Project::open("models/chess-club.ron")?;
/// let text = mermaid(&project.view(&Request::hierarchy())?);
/// assert!(text.contains("flowchart"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn mermaid(view: &View) -> String {
    let caption = view.caption();
    let mut out = String::new();
    // The front matter is YAML, in which JSON's quotes are quotes.
    let titles = [&caption.title[..], &caption.second_title[..]];
    let titles: Vec<&str> = titles.into_iter().filter(|title| !title.is_empty()).collect();
    let title = serde_json::to_string(&titles.join(" \u{2013} ")).expect("text is JSON");
    let _ = writeln!(out, "---\ntitle: {title}\n---");
    match view {
        View::Hierarchy(view) => hierarchy(&mut out, view),
        View::Lineage(view) => lineage(&mut out, view),
        View::Roster(view) => people::roster(&mut out, view),
        View::Tenures(view) => {
            people::tenures(&mut out, view);
            return out;
        }
        View::Network(view) => network(&mut out, view),
    }
    out.push_str("  classDef presumed stroke-width:1px\n");
    out.push_str("  classDef possible stroke-dasharray:5 4\n");
    out.push_str("  classDef ahead stroke-dasharray:2 3,font-style:italic\n");
    out
}

fn hierarchy(out: &mut String, view: &HierarchyView) {
    out.push_str("flowchart TB\n");
    cards(out, &view.cards, &view.kinds);
    stress(out, view.cards.iter().map(|card| card.highlighted));
    for (place, card) in view.cards.iter().enumerate() {
        let Some(superior) = &card.superior else { continue };
        let label = superior.line.filter(|&line| line > 0).and_then(|line| view.lines.get(line));
        let arrow = if weak(superior.mark) { "-.-" } else { "---" };
        let indirect = (superior.left_out > 0).then(|| "indirect".to_owned());
        // What a line says, it says of the unit, which stands below: the words are read upwards.
        let label = label.map(|label| format!("\u{2191} {label}"));
        let label: Vec<String> = label.into_iter().chain(indirect).collect();
        edge(out, superior.card, arrow, &said(label.join(", "), superior.mark), place);
    }
    for extra in &view.extras {
        let label = extra.line.and_then(|line| view.lines.get(line));
        let label = extra.change.map_or(label.map_or("", |label| label), |change| change.word());
        // The words of a line are said of the unit: it points to the superior.
        edge(out, extra.to, "-.->", &said(label.to_owned(), extra.mark), extra.from);
    }
}

fn cards(out: &mut String, cards: &[Card], kinds: &[String]) {
    for (place, card) in cards.iter().enumerate() {
        let kind = card.kind.and_then(|kind| kinds.get(kind));
        let mut lines = vec![card.label.clone()];
        lines.extend(card.asides.iter().map(|aside| aside.text.clone()));
        lines.extend(kind.map(|kind| format!("({kind})")));
        if card.collapsed > 0 {
            lines.push(format!("+ {} below", card.collapsed));
        }
        lines.extend(card.changes.iter().flatten().map(|change| format!("({})", change.word())));
        node(out, place, &lines, card.mark);
    }
}

fn network(out: &mut String, view: &NetworkView) {
    out.push_str("flowchart TB\n");
    cards(out, &view.cards, &view.kinds);
    stress(out, view.cards.iter().map(|card| card.highlighted));
    for (place, cluster) in view.clusters.iter().enumerate() {
        let _ = writeln!(out, "  subgraph c{place}[\"{}\"]", escape(&cluster.label));
        for card in &cluster.cards {
            let _ = writeln!(out, "    n{card}");
        }
        out.push_str("  end\n");
    }
    for link in &view.links {
        let is_plain = link.bond == Bond::Superior && link.line == 0;
        let arrow = match (weak(link.mark), link.bond) {
            // Whose unit it is shows by its place below, as in an org chart.
            (true, _) if is_plain => "-.-",
            (false, _) if is_plain => "---",
            (true, _) => "-.->",
            (false, Bond::Descent) => "==>",
            (false, Bond::Superior | Bond::Service) => "-->",
        };
        let label = view.lines.get(link.line).filter(|_| link.line > 0);
        let label = said(label.cloned().unwrap_or_default(), link.mark);
        match link.bond {
            Bond::Superior if !is_plain => edge(out, link.to, arrow, &label, link.from),
            _ => edge(out, link.from, arrow, &label, link.to),
        }
    }
}

fn lineage(out: &mut String, view: &LineageView) {
    out.push_str("flowchart LR\n");
    for (place, band) in view.bands.iter().enumerate() {
        let mut lines = vec![band.label.clone()];
        let renames = band.renames.iter();
        lines.extend(renames.map(|rename| format!("{}: {}", days(rename.on), rename.label)));
        let end = match band.end {
            End::Stated(span) => days(span),
            End::NotRecorded(_) => "?".to_owned(),
            End::Open => "today".to_owned(),
        };
        lines.push(format!("{} to {end}", days(band.start)));
        node(out, place, &lines, band.mark);
    }
    stress(out, view.bands.iter().map(|band| band.highlighted));
    for (place, event) in view.event_marks.iter().enumerate() {
        let when =
            if event.on == DateSpan::UNKNOWN { String::new() } else { format!(" {}", event.on) };
        let kind = if event.left_out > 0 { "indirect".to_owned() } else { event.kind.to_string() };
        let label = said(format!("{kind}{when}"), event.mark);
        let dotted = event.kind == EventMarkKind::Origin || weak(event.mark);
        let arrow = if dotted { "-.->" } else { "-->" };
        if let ([from], [into]) = (&event.from[..], &event.into[..]) {
            edge(out, *from, arrow, &label, *into);
            continue;
        }
        if event.from.is_empty() || event.into.is_empty() {
            continue;
        }
        let _ = writeln!(out, "  e{place}((\"{}\"))", escape(&label));
        for from in &event.from {
            let _ = writeln!(out, "  n{from} --- e{place}");
        }
        for into in &event.into {
            let _ = writeln!(out, "  e{place} {arrow} n{into}");
        }
    }
}

/// A label with how a thing is said, where that is weaker than a plain assertion.
fn said(label: String, mark: Mark) -> String {
    match (mark.qualification(), label.is_empty()) {
        (None, _) => label,
        (Some(said), true) => said,
        (Some(said), false) => format!("{label}, {said}"),
    }
}

fn days(span: DateSpan) -> String {
    if span == DateSpan::UNKNOWN { "?".to_owned() } else { span.to_string() }
}

fn edge(out: &mut String, from: usize, arrow: &str, label: &str, to: usize) {
    let _ = match label {
        "" => writeln!(out, "  n{from} {arrow} n{to}"),
        label => writeln!(out, "  n{from} {arrow}|\"{}\"| n{to}", escape(label)),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_stay_in_their_quotes() {
        let card = Card { label: "\"]; click n0 <script>`#".into(), ..Card::default() };
        let view = HierarchyView { cards: vec![card], ..HierarchyView::default() };
        let text = mermaid(&View::Hierarchy(view));
        let line = text.lines().find(|line| line.starts_with("  n0")).expect("the node is written");
        assert_eq!(line.matches('"').count(), 2, "{line}");
        assert!(!line.contains('<') && !line.contains('`'), "{line}");
    }
}
