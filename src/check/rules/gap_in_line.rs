//! T010: a gap between superiors along a line that allows none.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, UnderRef};
use crate::model::RuleLevel;
use crate::time::extent::has_day;
use crate::time::{Day, When};

pub(in crate::check) static RULE: Rule = Rule {
    code: "T010",
    name: "gap-in-line",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "Days between two superiors on which an organ or a post has none, along a line that the charter \
           calls `continuous`.",
    why: "the charter says that superiors along this line follow each other without a gap",
    fails: r#"Model(
    charter: Charter(lines: { "part_of": Line(continuous: true) }),
    organs: {
        "a": Organ(), "b": Organ(),
        "cell": Organ(under: [
            Under(organ: "a", during: "1950/1952"), Under(organ: "b", during: "1955/"),
        ]),
    },
)"#,
    passes: r#"Model(
    charter: Charter(lines: { "part_of": Line(continuous: true) }),
    organs: {
        "a": Organ(), "b": Organ(),
        "cell": Organ(under: [
            Under(organ: "a", during: "1950/1952"), Under(organ: "b", during: "1952/"),
        ]),
    },
)"#,
    fix: "Add the superior of the days between, or correct the dates.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let continuous = |line: &str| graph.line_entry(line).is_some_and(|entry| entry.continuous);
    for line in graph.line_names().into_iter().filter(|line| continuous(line)) {
        for organ in subject.units() {
            if graph.unders(organ).nth(1).is_some() {
                check_organ(subject, organ, line, out);
            }
        }
    }
}

fn check_organ(subject: &Subject<'_>, organ: NodeIx, line: &str, out: &mut Reporter<'_>) {
    let along = subject.unders_of(organ).filter(|under| under.line == line);
    let mut dated: Vec<((Day, Day), UnderRef<'_>)> =
        along.map(|under| (subject.standing(&under).possible(), under)).collect();
    dated.sort_by_key(|(days, under)| (*days, under.ix));
    let Some((mut last, mut before)) = dated.first().map(|(days, under)| (days.1, *under)) else {
        return;
    };
    for &(days, after) in &dated[1..] {
        let gap = (last.next(), days.0.prev());
        if last < days.0 && has_day(gap) && subject.in_question(gap) {
            out.about(subject, Item::Under(after.ix), ConflictAnswer::Certain, |say| {
                let id = subject.id(organ);
                let days = When::between(gap.0, gap.1);
                let (one, two) = (Item::Under(before.ix), Item::Under(after.ix));
                say.at(
                    subject.date_span(two),
                    format!("{id} has no superior along `{line}` in {days}"),
                )
                .label(format!("{} from here on", subject.id(after.superior)))
                .also(subject.date_span(one), format!("{} until here", subject.id(before.superior)))
                .help("add the superior of the days between, or correct the dates")
            });
        }
        if days.1 > last {
            (last, before) = (days.1, after);
        }
    }
}
