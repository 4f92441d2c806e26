//! T007: a transition outside the lives that it joins.

use super::absent_superior::existed;
use crate::check::containment::{BeforeOrAfter, Grace, OutsideLife, early, late};
use crate::check::context::{Subject, newcomers};
use crate::check::reporter::Reporter;
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, TransitionRef};
use crate::model::{Choice, RuleLevel, TransitionKind};

pub(in crate::check) static RULE: Rule = Rule {
    code: "T007",
    name: "untimely-transition",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "A transition on a day on which a predecessor did not exist yet or no longer existed, \
           or before its successor began. A predecessor that had ended may still be succeeded or \
           be the `Origin` of something. An organ that is revived exists again, so its \
           `existence` must not end before. An `Origin` may also lie before its successor. Up to \
           a year between a split, a merger, an absorption or a succession and the end of its \
           predecessor, or the founding of its successor, is a warning at most: the parts of one \
           change may lie months apart.",
    why: "a change happens to organs that exist, and its successors do not begin later",
    fails: r#"Model(
    organs: { "a": Organ(existence: "1950/"), "b": Organ(existence: "1955/"), "c": Organ() },
    transitions: [Merged(from: ["a", "b"], into: "c", on: "1953")],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(existence: "1950/"), "b": Organ(existence: "1955/"), "c": Organ() },
    transitions: [Merged(from: ["a", "b"], into: "c", on: "1957")],
)"#,
    fix: "Correct the date of the transition, or that of the organ.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    use TransitionKind::{Founded, Origin, Revived, Succeeded};
    for transition in subject.transitions() {
        let on = subject.extent(Item::Transition(transition.ix));
        if !on.is_dated() {
            continue;
        }
        for from in transition.from() {
            let life = subject.life(from);
            let over = || match transition.kind {
                Origin | Succeeded => None,
                Revived => late(on.begun(), life.end, Grace::Day).map(OutsideLife::presumed),
                kind => late(on.begun(), life.end, ending(kind)),
            };
            let found = early(on.ended(), life.start, Grace::None).or_else(over);
            report(subject, &transition, from, found, out);
        }
        for into in newcomers(&transition) {
            let life = subject.life(into);
            let too_early = || early(on.ended(), life.start, beginning(transition.kind));
            let found = match transition.kind {
                Origin => None,
                Founded => too_early().or_else(|| late(on.begun(), life.start, Grace::Day)),
                _ => too_early(),
            };
            report(subject, &transition, into, found, out);
        }
    }
}

/// How long before a transition what it ends may have ended.
fn ending(kind: TransitionKind) -> Grace {
    use TransitionKind::{Absorbed, Merged, Split};
    if matches!(kind, Absorbed | Merged | Split) { Grace::Year } else { Grace::Day }
}

/// How long after a transition what comes out of it may begin: it may be there for months before
/// it is founded in form.
fn beginning(kind: TransitionKind) -> Grace {
    use TransitionKind::{Absorbed, Merged, Split, Succeeded};
    if matches!(kind, Absorbed | Merged | Split | Succeeded) { Grace::Year } else { Grace::Day }
}

fn report(
    subject: &Subject<'_>,
    transition: &TransitionRef<'_>,
    of: NodeIx,
    found: Option<OutsideLife>,
    out: &mut Reporter<'_>,
) {
    let item = Item::Transition(transition.ix);
    let found =
        found.filter(|found| subject.life(of).is_dated() && subject.in_question(found.days()));
    let Some(found) = found else { return };
    out.about(subject, item, found.weight, |say| {
        let (organ, what) = (subject.id(of), transition.kind.name());
        let when = match (transition.kind, found.side) {
            (TransitionKind::Founded, BeforeOrAfter::Late) => format!("after {organ} had begun"),
            _ => found.words(&organ),
        };
        let said = say.at(subject.date_span(item), format!("this `{what}` is dated {when}"));
        existed(subject, found, of, said.label(format!("dated {}", subject.date_text(item))))
    });
}
