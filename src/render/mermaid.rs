//! Writes a view as a Mermaid flowchart, tenures as a Gantt chart. Takes a view, gives text; lays nothing out. Ids of organs never
//! enter the text: nodes are numbered, so that no name can be taken for syntax.

mod people;

use std::fmt::Write as _;

use crate::time::{Answer, DateSpan};
use crate::view::{
    Bond, Card, End, EventMarkKind, HierarchyView, LineageView, Mark, ModalityMark, NetworkView,
    View,
};

/// Writes a view as a Mermaid flowchart, tenures as a Gantt chart.
pub fn mermaid(view: &View) -> String {
    let caption = view.caption();
    let mut out = String::new();
    // The front matter is YAML, in which JSON's quotes are quotes.
    let title = serde_json::to_string(&caption.title).expect("text is JSON");
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
        let indirect = (superior.left_out > 0).then_some("indirect");
        let label: Vec<&str> = label.map(|label| &**label).into_iter().chain(indirect).collect();
        edge(out, superior.card, arrow, &label.join(", "), place);
    }
    for extra in &view.extras {
        let label = extra.line.and_then(|line| view.lines.get(line));
        let label = extra.change.map_or(label.map_or("", |label| label), |change| change.word());
        edge(out, extra.from, "-.->", label, extra.to);
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
        let arrow = match (weak(link.mark), link.bond) {
            (true, _) => "-.->",
            (false, Bond::Descent) => "==>",
            (false, Bond::Superior | Bond::Service) => "-->",
        };
        let label = view.lines.get(link.line).filter(|_| link.line > 0);
        edge(out, link.from, arrow, label.map_or("", |label| label), link.to);
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
        let label = format!("{kind}{when}");
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

fn days(span: DateSpan) -> String {
    if span == DateSpan::UNKNOWN { "?".to_owned() } else { span.to_string() }
}

fn weak(mark: Mark) -> bool {
    mark.stance() == ModalityMark::Ahead || mark.answer <= Answer::Possible
}

fn node(out: &mut String, place: usize, lines: &[String], mark: Mark) {
    let label: Vec<String> = lines.iter().map(|line| escape(line)).collect();
    let disputed = if mark.disputed { " \u{2260}" } else { "" };
    let class = match (mark.stance(), mark.answer) {
        (ModalityMark::Ahead, _) => ":::ahead",
        (_, Answer::No | Answer::Possible) => ":::possible",
        (_, Answer::Presumed) => ":::presumed",
        (_, Answer::Certain) => "",
    };
    let _ = writeln!(out, "  n{place}[\"{}{disputed}\"]{class}", label.join("<br/>"));
}

/// A thick outline for the nodes that are stressed.
fn stress(out: &mut String, highlighted: impl Iterator<Item = bool>) {
    let nodes = highlighted.enumerate().filter(|(_, is)| *is);
    let nodes: Vec<String> = nodes.map(|(place, _)| format!("n{place}")).collect();
    if !nodes.is_empty() {
        let _ = writeln!(out, "  class {} highlighted", nodes.join(","));
        out.push_str("  classDef highlighted stroke-width:4px\n");
    }
}

fn edge(out: &mut String, from: usize, arrow: &str, label: &str, to: usize) {
    let _ = match label {
        "" => writeln!(out, "  n{from} {arrow} n{to}"),
        label => writeln!(out, "  n{from} {arrow}|\"{}\"| n{to}", escape(label)),
    };
}

/// Words in which Mermaid finds nothing but words: its signs become its own escapes, a hash, a number and a
/// semicolon. What it reads after it has read those is kept apart by a sign that takes no room.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut last = None;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        if is_read_together(last, letter) {
            out.push(JOINER);
        }
        let stresses = is_stress(last, letter, next);
        out.extend(stresses.then_some(BLANK));
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | '[' | ']' | '{' | '}' | '|' | ';' | ':'
            | '%' | '$' => {
                let _ = write!(out, "#{};", letter as u32);
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
        out.extend(stresses.then_some(BLANK));
        last = Some(letter);
    }
    out.extend((last == Some('\\')).then_some(JOINER));
    out
}

/// Takes no room, and is no white space to Mermaid.
const JOINER: char = '\u{2060}';
/// Takes no room, and is white space to Mermaid.
const BLANK: char = '\u{FEFF}';

/// Whether Mermaid would read more into two signs that stand side by side, even as escapes: a list, a
/// heading or a quotation at the start (versions before 12 show *Unsupported markdown* for `1. Name`), `$$`
/// as mathematics, `:fa-` as an icon, `](`, `://`, `www.` and `@` as links, a backslash as an escape or a
/// line break.
fn is_read_together(last: Option<char>, letter: char) -> bool {
    match (last, letter) {
        (None, letter) => letter.is_ascii_punctuation() || letter.is_ascii_digit() || letter == ' ',
        (Some('$'), '$') | (Some(':'), 'f' | '/') | (Some('\\'), _) => true,
        (Some(']'), '(') | (Some('w'), '.') | (Some(_), '@') => true,
        _ => false,
    }
}

/// Whether a sign would slant, embolden or strike what stands beside it. Between letters an underscore
/// does nothing.
fn is_stress(last: Option<char>, letter: char, next: Option<char>) -> bool {
    let within = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    matches!(letter, '*' | '~') || (letter == '_' && !(within(last) && within(next)))
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
