//! T003: an organ under a superior that did not exist then.

use crate::check::containment::{BeforeOrAfter, OutsideLife, outside_life};
use crate::check::context::Subject;
use crate::check::reporter::Reporter;
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, UnderRef};
use crate::model::{RuleLevel, TransitionKind};
use crate::time::extent::Extent;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T003",
    name: "absent-superior",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "An organ that stands under a superior, or a post that reports to one, on days on which the superior did not exist.",
    why: "nothing can stand under an organ that does not exist yet, or no longer exists",
    fails: r#"Model(organs: {
    "party": Organ(existence: "1945/.."),
    "cell": Organ(existence: "1930/", under: [Under(organ: "party", during: "1930/1950")]),
})"#,
    passes: r#"Model(organs: {
    "party": Organ(existence: "1945/.."),
    "cell": Organ(existence: "1930/", under: [Under(organ: "party", during: "1945/1950")]),
})"#,
    fix: "Correct the dates of the relation or of the superior. A relation without dates holds \
           for as long as both organs exist, and is always accepted.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for under in subject.unders() {
        let own = subject.extent(Item::Under(under.ix));
        if own.is_dated() {
            report(subject, &under, own, under.superior, out);
        }
    }
}

/// Reports that a relation sticks out of the life of one of the organs that it joins.
pub(super) fn report(
    subject: &Subject<'_>,
    under: &UnderRef<'_>,
    own: Extent,
    of: NodeIx,
    out: &mut Reporter<'_>,
) {
    let Some(found) = outside_life(own, subject.life(of)) else { return };
    if !subject.in_question(found.days()) {
        return;
    }
    let item = Item::Under(under.ix);
    out.about(subject, item, found.weight, |say| {
        let (unit, superior) = (subject.id(under.unit), subject.id(under.superior));
        let when = found.words(&subject.id(of));
        let stands = subject.stands(under.unit);
        let message = format!("{unit} {stands} {superior} {when}");
        let said = say.at(subject.date_span(item), message);
        existed(subject, found, of, said.label(format!("held {}", subject.date_text(item))))
    });
}

/// Points at the life that a diagnostic is about.
pub(super) fn existed(
    subject: &Subject<'_>,
    outside_life: OutsideLife,
    of: NodeIx,
    found: crate::diagnostics::Diagnostic,
) -> crate::diagnostics::Diagnostic {
    let item = Item::Node(of);
    let (text, id) = (subject.date_text(item), subject.id(of));
    let found = outside_life
        .explain(found.also(subject.date_span(item), format!("{id} existed {text}")))
        .help("correct one of the two dates");
    let back = || subject.graph.transitions_into(of).any(|t| t.kind == TransitionKind::Revived);
    if outside_life.side == BeforeOrAfter::Late && back() {
        return found.help(format!("{id} was revived: write its existence up to its last end"));
    }
    match subject.date(item).is_some_and(|fact| fact.period.is_instant()) {
        true => found.help(format!("write `{text}/` if {id} went on and its end is not recorded")),
        false => found,
    }
}
