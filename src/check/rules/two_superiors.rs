//! S003: two superiors at one time along a line that allows one.

use crate::check::context::Subject;
use crate::check::overlaps::all_crowds;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, UnderRef};
use crate::model::RuleLevel;
use crate::syntax::places;
use crate::time::extent::{Before, Extent, before, both, shared};
use crate::time::{Day, When};

pub(in crate::check) static RULE: Rule = Rule {
    code: "S003",
    name: "two-superiors",
    group: RuleGroup::Structure,
    level: RuleLevel::Error,
    what: "An organ, or a post, with two superiors at the same time along a line for which the charter does \
           not say `several`. Passing from one to the other on one day is fine. Lines that the \
           charter does not name are exempt.",
    why: "along this line an organ answers to one superior at a time",
    fails: r#"Model(
    charter: Charter(lines: { "part_of": Line() }),
    organs: {
        "a": Organ(), "b": Organ(),
        "cell": Organ(under: [
            Under(organ: "a", during: "1950/1960"), Under(organ: "b", during: "1955/1970"),
        ]),
    },
)"#,
    passes: r#"Model(
    charter: Charter(lines: { "part_of": Line() }),
    organs: {
        "a": Organ(), "b": Organ(),
        "cell": Organ(under: [
            Under(organ: "a", during: "1950/1955"), Under(organ: "b", during: "1955/1970"),
        ]),
    },
)"#,
    fix: "Correct the dates, put one relation on a line of its own, or let the charter allow \
           `several` superiors along the line.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let single = |line: &str| graph.line_entry(line).is_some_and(|entry| !entry.several);
    if !graph.line_names().into_iter().any(single) {
        return;
    }
    for organ in subject.units() {
        if graph.unders(organ).nth(1).is_some() {
            check_organ(subject, organ, single, out);
        }
    }
}

fn check_organ(
    subject: &Subject<'_>,
    organ: NodeIx,
    single: impl Fn(&str) -> bool,
    out: &mut Reporter<'_>,
) {
    let mut unders: Vec<UnderRef<'_>> =
        subject.unders_of(organ).filter(|under| single(under.line)).collect();
    unders.retain(|under| subject.is_held(Item::Under(under.ix)));
    unders.sort_by_key(|under| (under.line, under.superior));
    for along in unders.chunk_by(|a, b| a.line == b.line) {
        if along.iter().any(|under| under.superior != along[0].superior) {
            check_line(subject, organ, along, out);
        }
    }
}

fn check_line(
    subject: &Subject<'_>,
    organ: NodeIx,
    along: &[UnderRef<'_>],
    out: &mut Reporter<'_>,
) {
    let extents: Vec<Extent> = along.iter().map(|under| subject.standing(under)).collect();
    let certain: Vec<(Day, Day)> = extents.iter().map(|extent| extent.bounds()).collect();
    let crowds = all_crowds(&certain, 1);
    for found in &crowds {
        let [a, b] = [along[found[0]], along[found[found.len() - 1]]];
        let days = shared([extents[found[0]], extents[found[found.len() - 1]]].into_iter());
        if a.superior != b.superior && subject.in_question(days) {
            report(subject, organ, ConflictAnswer::Certain, [a, b], Some(days), out);
        }
    }
    if !crowds.is_empty() {
        return;
    }
    for (at, b) in along.iter().enumerate() {
        for (a, earlier) in along.iter().zip(&extents).take(at) {
            let extent = extents[at];
            if a.superior != b.superior && maybe(*earlier, extent) {
                let days = both(earlier.possible(), extent.possible());
                let days = (earlier.is_dated() || extent.is_dated()).then_some(days);
                return report(subject, organ, ConflictAnswer::Possible, [*a, *b], days, out);
            }
        }
    }
}

/// Whether two may have held at once: one's end may be after the other's start by dates that
/// overlap in part, or neither has any date that distinguishes them.
fn maybe(a: Extent, b: Extent) -> bool {
    if !a.is_dated() && !b.is_dated() {
        return true;
    }
    let (a, b) = if a.possible() <= b.possible() { (a, b) } else { (b, a) };
    before(b.begun(), a.ended()) == Before::Possible
}

fn report(
    subject: &Subject<'_>,
    organ: NodeIx,
    weight: ConflictAnswer,
    [a, b]: [UnderRef<'_>; 2],
    days: Option<(Day, Day)>,
    out: &mut Reporter<'_>,
) {
    out.about(subject, Item::Under(b.ix), weight, |say| {
        let graph = subject.graph;
        let (id, line) = (subject.id(organ), subject.relation(&b));
        let (one, two) = (subject.id(a.superior), subject.id(b.superior));
        let may = if weight == ConflictAnswer::Possible { "perhaps " } else { "" };
        let message = format!("{id} {line} both {one} and {two} {may}at the same time");
        let mut found = say
            .at(subject.date_span(Item::Under(b.ix)), message)
            .label(format!("under {two} {}", subject.date_text(Item::Under(b.ix))))
            .also(
                subject.date_span(Item::Under(a.ix)),
                format!("under {one} {}", subject.date_text(Item::Under(a.ix))),
            );
        if let Some(entry) = graph.line_entry(b.line) {
            let span = places::head_span(graph.texts(), entry.pos.0);
            found = found.also(span, "the charter does not call this line `several`");
        }
        let found = match (days, weight) {
            (None, _) => found.note("no date separates the two"),
            (Some((from, to)), ConflictAnswer::Possible) => found
                .note(format!("a conflict if both held on a day of {}", When::between(from, to))),
            (Some((from, to)), _) => {
                found.note(format!("both held in {}", When::between(from, to)))
            }
        };
        found.help("correct the dates, or put one of the two on another line")
    });
}
