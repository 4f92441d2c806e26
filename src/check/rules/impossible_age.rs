//! T011: a person who died before birth, or was older or younger than people are.

use crate::check::containment::is_apart;
use crate::check::context::{Subject, fact_span};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::diagnostics::Diagnostic;
use crate::graph::{Class, Field, Item, NodeIx, RelationKind, RelationRef};
use crate::model::RuleLevel;
use crate::time::extent::{Before, Extent, before};

pub(in crate::check) static RULE: Rule = Rule {
    code: "T011",
    name: "impossible-age",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "A person who died before birth. Also, as a warning at most, a person who certainly \
           lived for more than 120 years, or held a post or a seat before the age of 10 or after \
           the age of 110.",
    why: "one of the dates belongs to another person, or is misprinted",
    fails: r#"Model(people: { "ann": Person(born: "1984", died: "1948-07-08") })"#,
    passes: r#"Model(people: { "ann": Person(born: "1894", died: "1948-07-08") })"#,
    fix: "Correct one of the dates. A child on a throne is an exception: `allow` it on the tenure.",
    check,
};

/// Years are counted with the days that they have at the most, and at the least.
const LONG_YEAR: i32 = 366;
const SHORT_YEAR: i32 = 365;

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for person in subject.nodes(Class::Person) {
        check_life(subject, person, out);
    }
    for tie in subject.ties() {
        let holds = match tie.kind {
            RelationKind::Tenure => tie.status.is_holder(),
            RelationKind::Seat => true,
            _ => false,
        };
        if holds && subject.is_held(Item::Tie(tie.ix)) {
            check_tie(subject, &tie, out);
        }
    }
}

fn check_life(subject: &Subject<'_>, person: NodeIx, out: &mut Reporter<'_>) {
    let item = Item::Node(person);
    let (born, died) = (subject.extent_of(item, Field::Born), subject.extent_of(item, Field::Died));
    if !born.is_dated() || !died.is_dated() {
        return;
    }
    let long = is_apart(born.start, died.end, 120 * LONG_YEAR);
    let (weight, what) = match before(died.end, born.start) {
        Before::Certain => (ConflictAnswer::Certain, "died before birth"),
        Before::Possible => (ConflictAnswer::Possible, "perhaps died before birth"),
        Before::No if long => (ConflictAnswer::Presumed, "lived for more than 120 years"),
        Before::No => return,
    };
    out.about(subject, item, weight, |say| {
        let at = place_of(subject, person, Field::Died);
        let said = say.at(at, format!("{} {what}", subject.id(person)));
        let said = said.label(format!("died {}", text_of(subject, person, Field::Died)));
        let said = with_birth(subject, person, said);
        let said = match weight {
            ConflictAnswer::Possible => said.note(format!(
                "a conflict if the death, {}, was before the birth, {}",
                died.end, born.start
            )),
            _ => said,
        };
        said.help("correct one of the two dates")
    });
}

fn check_tie(subject: &Subject<'_>, tie: &RelationRef, out: &mut Reporter<'_>) {
    let item = Item::Tie(tie.ix);
    let born = subject.extent_of(Item::Node(tie.from), Field::Born);
    let own = subject.extent(item);
    let Some(what) = unlikely(born, own) else { return };
    if !subject.in_question(own.possible()) {
        return;
    }
    out.about(subject, item, ConflictAnswer::Presumed, |say| {
        let verb = if tie.kind == RelationKind::Seat { "sits in" } else { "holds" };
        let (who, there) = (subject.id(tie.from), subject.id(tie.to));
        let said = say
            .at(subject.date_span(item), format!("{who} {verb} {there} {what}"))
            .label(format!("held {}", subject.date_text(item)));
        with_birth(subject, tie.from, said)
            .help("correct one of the two dates, or `allow` it here with the reason")
    });
}

/// What no person of that birth does, whichever days the dates mean. What lies before birth is the
/// matter of `dead-holder`.
fn unlikely(born: Extent, own: Extent) -> Option<&'static str> {
    if !born.is_dated() || !own.is_dated() || before(own.begun(), born.start) != Before::No {
        return None;
    }
    let latest = i64::from(own.begun().latest.0);
    if latest < i64::from(born.start.earliest.0) + i64::from(10 * SHORT_YEAR) {
        return Some("before the age of 10");
    }
    is_apart(born.start, own.ended(), 110 * LONG_YEAR).then_some("after the age of 110")
}

fn place_of(subject: &Subject<'_>, person: NodeIx, field: Field) -> crate::text::Span {
    let fact = subject.field(Item::Node(person), field);
    fact.map_or_else(|| subject.graph.id_span(person), |fact| fact_span(subject.graph, &fact))
}

fn text_of<'g>(subject: &Subject<'g>, person: NodeIx, field: Field) -> &'g str {
    subject.field(Item::Node(person), field).map_or("", |fact| fact.text)
}

fn with_birth(subject: &Subject<'_>, person: NodeIx, found: Diagnostic) -> Diagnostic {
    let born = text_of(subject, person, Field::Born);
    found.also(place_of(subject, person, Field::Born), format!("born {born}"))
}
