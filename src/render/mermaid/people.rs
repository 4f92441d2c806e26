//! Rosters as a Mermaid flowchart, tenures as a Mermaid Gantt chart. Takes a view, gives lines.

use std::fmt::Write as _;

use super::lines::{escape, node, stress};
use crate::time::Day;
use crate::view::{Bar, Body, Change, End, Mark, RosterView, TenuresView};

pub(super) fn roster(out: &mut String, view: &RosterView) {
    out.push_str("flowchart LR\n");
    let mut nodes = Vec::new();
    for side in &view.sides {
        for body in &side.bodies {
            write_body(out, body, &side.label, None, &mut nodes);
        }
    }
    stress(out, nodes.into_iter());
}

/// A section a post, a bar a tenure. Mermaid knows whole days alone: an end that is not recorded is drawn
/// to the last day of the chart and reported in the name, and the undated are reported in remarks.
pub(super) fn tenures(out: &mut String, view: &TenuresView) {
    out.push_str("gantt\n  dateFormat YYYY-MM-DD\n  axisFormat %Y\n");
    let last = view.rows.iter().flat_map(|row| &row.bars).filter_map(last_day).max();
    for row in &view.rows {
        let heading = [&row.label[..], &row.place].join(", ");
        let _ = writeln!(out, "  section {}", escape(heading.trim_end_matches(", ")));
        for bar in &row.bars {
            let said = bar.mark.qualification().map_or(String::new(), |said| format!(", {said}"));
            let Some(first) = first_day(bar) else {
                let _ =
                    writeln!(out, "  %% {}", escape(&format!("{}: {}{said}", bar.name, bar.dates)));
                continue;
            };
            let to = match bar.end {
                End::Stated(_) => last_day(bar),
                End::NotRecorded(_) | End::Open => last,
            };
            let to = to.filter(|to| *to > first).unwrap_or(first.next());
            let done = if bar.status.is_holder() { "" } else { "done, " };
            let stressed = if bar.highlighted || row.highlighted { "crit, " } else { "" };
            let label = format!("{} ({}{said})", bar.name, bar.dates);
            let _ = writeln!(out, "  {} :{stressed}{done}{first}, {to}", task(&label));
        }
    }
}

/// The first and the last day known of a tenure, as far as Mermaid can read them: years of four digits.
fn first_day(bar: &Bar) -> Option<Day> {
    let end = match bar.end {
        End::Stated(span) => Some(span.earliest),
        End::NotRecorded(_) | End::Open => None,
    };
    let days = [Some(bar.start.earliest), Some(bar.start.latest), end];
    days.into_iter().flatten().find(readable)
}

fn last_day(bar: &Bar) -> Option<Day> {
    let end = match bar.end {
        End::Stated(span) => [Some(span.latest), Some(span.earliest)],
        End::NotRecorded(_) | End::Open => [None, None],
    };
    end.into_iter().flatten().find(readable).or_else(|| first_day(bar))
}

fn readable(day: &Day) -> bool {
    day.is_bounded() && (1..=9998).contains(&day.ymd().0)
}

/// The words before a task's dates. A first letter as an escape keeps a name from being taken for one of
/// Mermaid's own words, `title` or `click`.
fn task(words: &str) -> String {
    match words.chars().next().filter(char::is_ascii_alphabetic) {
        Some(first) => format!("#{};{}", first as u32, escape(&words[1..])),
        None => escape(words),
    }
}

/// Writes a body; `nodes` says of every node so far whether it is stressed.
fn write_body(
    out: &mut String,
    body: &Body,
    label: &str,
    above: Option<usize>,
    nodes: &mut Vec<bool>,
) {
    let place = fresh(nodes, body.highlighted);
    let words = [label, &body.name, body.original.as_deref().unwrap_or("")];
    node(out, place, &lines(&words), body.mark);
    under(out, above, place);
    for list in &body.lists {
        let head = fresh(nodes, list.highlighted);
        let words = [&list.heading[..], list.original.as_deref().unwrap_or(""), &list.note];
        node(out, head, &lines(&words), Mark::default());
        under(out, Some(place), head);
        for entry in &list.entries {
            let own = fresh(nodes, entry.highlighted);
            let rank = entry.rank.map(|rank| format!("{rank}. ")).unwrap_or_default();
            let name = format!("{rank}{}", entry.name);
            let change = entry.change.map_or("", Change::word);
            let details = entry.details.join("; ");
            let words = [&name[..], entry.original.as_deref().unwrap_or(""), &details, change];
            node(out, own, &lines(&words), entry.mark);
            under(out, Some(head), own);
        }
    }
    for inner in &body.bodies {
        write_body(out, inner, "", Some(place), nodes);
    }
}

fn fresh(nodes: &mut Vec<bool>, is_stressed: bool) -> usize {
    nodes.push(is_stressed);
    nodes.len() - 1
}

fn under(out: &mut String, above: Option<usize>, place: usize) {
    if let Some(above) = above {
        let _ = writeln!(out, "  n{above} --- n{place}");
    }
}

fn lines(words: &[&str]) -> Vec<String> {
    words.iter().filter(|words| !words.is_empty()).map(|words| (*words).to_owned()).collect()
}
