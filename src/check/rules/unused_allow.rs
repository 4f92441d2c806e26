//! C002: an allow that silences nothing.

use crate::check::allows::Allows;
use crate::check::levels::Levels;
use crate::check::registry::find_rule;
use crate::check::reporter::{Reporter, Weight};
use crate::check::rule::{Group, Rule};
use crate::check::subject::Subject;
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "C002",
    name: "unused-allow",
    group: Group::Check,
    level: RuleLevel::Warn,
    what: "An `allow` of an entry for which its rule finds nothing to report. Rules that are off, \
           and runs that check only a part (`--as-of`, a perspective), are passed over.",
    why: "an exception that no longer excepts anything hides the next real fault",
    fails: r#"Model(
    organs: { "club": Organ(existence: "1950/", allow: ["ends-before-start"]) },
)"#,
    passes: r#"Model(organs: { "club": Organ(existence: "1950/") })"#,
    mend: "Remove the `allow`.",
    check: |_, _| {},
};

pub(in crate::check) fn report(
    subject: &Subject<'_>,
    levels: &Levels,
    allows: &Allows,
    out: &mut Reporter<'_>,
) {
    if !subject.is_whole() {
        return;
    }
    for allowed in allows.list.iter().filter(|allowed| !allowed.is_used()) {
        let Some(rule) = find_rule(&allowed.rule) else { continue };
        if levels.of(rule).is_none() || rule.name == RULE.name {
            continue;
        }
        out.about(subject, allowed.item, Weight::Certain, |say| {
            say.at(allowed.span, format!("`{}` finds nothing to allow here", rule.name))
                .label("silences nothing")
                .help("remove this `allow`")
        });
    }
}
