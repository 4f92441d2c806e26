//! T009: a date that is finer than what the source printed.

use crate::check::context::{Subject, fact_span};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{FactRef, Trait};
use crate::model::RuleLevel;
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T009",
    name: "false-precision",
    group: RuleGroup::Time,
    level: RuleLevel::Warn,
    what: "A date that names a day or a month although `as_written` does not: it has no number \
           for the day, or no word and no second number for the month. Periods and dates without \
           `as_written` are not checked.",
    why: "a day that no source gives leads to conflicts and answers that no source supports",
    fails: r#"Model(events: { "fire": Event(on: Date(edtf: "1930-07-03", as_written: "July 1930")) })"#,
    passes: r#"Model(events: { "fire": Event(on: Date(edtf: "1930-07", as_written: "July 1930")) })"#,
    fix: "Write the date as precisely as the source does, or cite a source that is more precise.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for (item, fact, written) in subject.graph.facts_with(Trait::AsWritten) {
        let Some(missing) = missing(&fact, written) else { continue };
        out.about(subject, item, ConflictAnswer::Certain, |say| {
            let message = format!("`{}` names a {missing}, but \"{written}\" does not", fact.text);
            let here = fact_span(subject.graph, &fact);
            let coarser = &fact.text[..if missing == "day" { 7 } else { 4 }];
            let said = say.at(here, message);
            // A text that is escaped in its file cannot be replaced by its place.
            let said = match subject.graph.texts().str(here) == Some(fact.text) {
                true => said.fix(here, coarser),
                false => said,
            };
            said.label("more precise than the source")
                .also(
                    places::borrowed_span(subject.graph.texts(), written, fact.pos),
                    "as written in the source",
                )
                .help(format!("write `{coarser}`, as precisely as the source does"))
        });
    }
}

/// What of a single date the printed one lacks.
fn missing(fact: &FactRef<'_>, written: &str) -> Option<&'static str> {
    let parts: Vec<&str> = fact.text.split('-').collect();
    let plain = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !plain || parts[0].len() != 4 {
        return None;
    }
    let numbers: Vec<u32> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let words = written.chars().filter(|c| c.is_alphabetic()).count();
    match parts[..] {
        [_, _, day] if words == 0 || words > 2 => {
            let day: u32 = day.parse().ok()?;
            (!numbers.contains(&day)).then_some("day")
        }
        [_, _] if words == 0 && numbers.len() == 1 => Some("month"),
        _ => None,
    }
}
