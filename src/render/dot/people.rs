//! Rosters and tenures in DOT: a box a body, a post, a person, each under the one it belongs to; of tenures
//! a line from each post to its holders, with the dates. Takes a view, gives statements.

use graphviz_rust::dot_structures::{Attribute, Stmt};

use super::{edge, node, organ, page, plain, quoted, stress, stroke};
use crate::render::theme::{CHANGES, Theme};
use crate::view::{Body, Change, List, ListSort, RosterEntry, RosterView, Status, TenuresView};

pub(super) fn roster(view: &RosterView, theme: &Theme) -> Vec<Stmt> {
    let mut writer = Writer { theme, stmts: Vec::new(), count: 0 };
    for side in &view.sides {
        let label = (!side.label.is_empty()).then_some(&side.label[..]);
        for body in &side.bodies {
            writer.body(body, label, None);
        }
    }
    writer.stmts
}

/// Graphviz has no time axis: the dates stand on the lines.
pub(super) fn tenures(view: &TenuresView, theme: &Theme) -> Vec<Stmt> {
    let mut stmts = Vec::new();
    let mut people: Vec<&str> = Vec::new();
    for (place, row) in view.rows.iter().enumerate() {
        let post = format!("post {place}");
        let words = [&row.label[..], row.original.as_deref().unwrap_or(""), &row.place];
        let mut attributes = organ(&lines(&words), None, row.mark, theme);
        attributes.extend(stress(row.highlighted));
        stmts.push(node(&post, attributes, &row.tooltip, None));
        for bar in &row.bars {
            let person = format!("person {}", bar.person);
            if !people.contains(&&bar.person[..]) {
                people.push(&bar.person);
                stmts.push(node(&person, words_alone(&bar.name, bar.highlighted), "", None));
            }
            let mut words = bar.dates.clone();
            if bar.status != Status::Held {
                words = format!("{words} ({})", bar.status);
            }
            let attributes = vec![
                quoted("label", &words),
                quoted("style", stroke(bar.mark)),
                quoted("tooltip", &bar.tooltip),
            ];
            stmts.push(edge(&post, &person, attributes));
        }
    }
    stmts
}

struct Writer<'t> {
    theme: &'t Theme,
    stmts: Vec<Stmt>,
    count: usize,
}

impl Writer<'_> {
    /// A name that no other node has: somebody may sit in several bodies, or twice in one.
    fn fresh(&mut self, id: &str) -> String {
        self.count += 1;
        format!("{} {id}", self.count)
    }

    fn body(&mut self, body: &Body, label: Option<&str>, above: Option<&str>) {
        let name = self.fresh(&body.id);
        let words = [label.unwrap_or_default(), &body.name, body.original.as_deref().unwrap_or("")];
        let mut attributes = organ(&lines(&words), None, body.mark, self.theme);
        attributes.extend(stress(body.highlighted));
        self.stmts.push(node(&name, attributes, &body.tooltip, page(&body.link)));
        self.stmts.extend(above.map(|above| edge(above, &name, Vec::new())));
        for list in &body.lists {
            self.list(list, &name);
        }
        for inner in &body.bodies {
            self.body(inner, None, Some(&name));
        }
    }

    fn list(&mut self, list: &List, body: &str) {
        let name = self.fresh(&list.heading);
        let words = [&list.heading[..], list.original.as_deref().unwrap_or(""), &list.note];
        let attributes = words_alone(&lines(&words), list.highlighted);
        self.stmts.push(node(&name, attributes, &list.tooltip, None));
        self.stmts.push(edge(body, &name, Vec::new()));
        for entry in &list.entries {
            self.entry(entry, list.sort, &name);
        }
    }

    fn entry(&mut self, entry: &RosterEntry, sort: ListSort, above: &str) {
        let name = self.fresh(&entry.person);
        let rank = entry.rank.filter(|_| sort == ListSort::Members);
        let rank = rank.map(|rank| format!("{rank}. ")).unwrap_or_default();
        let change = entry.change.map_or("", Change::word);
        let shown = format!("{rank}{}", entry.name);
        let words = [
            &shown[..],
            entry.original.as_deref().unwrap_or(""),
            &entry.details.join("; "),
            change,
        ];
        let kind = entry.change.map(colour);
        let mut attributes = organ(&lines(&words), kind, entry.mark, self.theme);
        attributes.extend(stress(entry.highlighted));
        self.stmts.push(node(&name, attributes, &entry.tooltip, page(&entry.link)));
        self.stmts.push(edge(above, &name, vec![quoted("style", stroke(entry.mark))]));
    }
}

/// The kind whose colour a change has.
pub(super) fn colour(change: Change) -> usize {
    let class = match change {
        Change::Added | Change::OnlySecond | Change::In => 0,
        Change::Gone | Change::OnlyFirst | Change::Out => 1,
        Change::Moved
        | Change::PlacedOtherwise
        | Change::Promoted
        | Change::FullInSecond
        | Change::Higher
        | Change::HigherInSecond => 2,
        Change::Renamed | Change::NamedOtherwise | Change::Ranked => 3,
        Change::Recast
        | Change::Demoted
        | Change::FullInFirst
        | Change::Lower
        | Change::HigherInFirst => 4,
    };
    CHANGES[class].1
}

/// Words without a frame; in a frame where they are stressed.
fn words_alone(words: &str, highlighted: bool) -> Vec<Attribute> {
    let mut attributes = vec![quoted("label", words)];
    if highlighted {
        attributes.extend(stress(true));
    } else {
        attributes.extend([plain("shape", "plaintext"), quoted("style", "")]);
    }
    attributes
}

fn lines(words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().copied().filter(|words| !words.is_empty()).collect();
    words.join("\n")
}
