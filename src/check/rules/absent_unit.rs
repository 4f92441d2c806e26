//! T004: an organ that stood under another before or after its own life.

use super::absent_superior::report;
use crate::check::context::Subject;
use crate::check::reporter::Reporter;
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::Item;
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T004",
    name: "absent-unit",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "An organ that stands under another, or a post that reports to another, on days on which it did not exist itself.",
    why: "an organ that does not exist yet, or no longer exists, has no place in the hierarchy",
    fails: r#"Model(organs: {
    "party": Organ(existence: "1925/.."),
    "cell": Organ(existence: "1930/1940", under: [Under(organ: "party", during: "1930/1950")]),
})"#,
    passes: r#"Model(organs: {
    "party": Organ(existence: "1925/.."),
    "cell": Organ(existence: "1930/1940", under: [Under(organ: "party", during: "1930/1940")]),
})"#,
    fix: "Correct the dates of the relation or of the organ. A relation without dates holds for \
           as long as both organs exist.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for under in subject.unders() {
        let own = subject.extent(Item::Under(under.ix));
        if own.is_dated() {
            report(subject, &under, own, under.unit, out);
        }
    }
}
