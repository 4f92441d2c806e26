//! The pages of rules: what `organigram explain` prints and what stands in `docs/rules/`.
//!
//! Takes the rules, gives Markdown. The files are compared with this by a test, so that no page
//! says anything that the program does not.

use super::charter_rules::CHARTER_RULE;
use super::registry::RULES;
use super::rule::{Rule, RuleGroup};
use crate::model::RuleLevel;

/// The page of one rule.
pub fn page(rule: &Rule) -> String {
    let level = level(rule.level);
    let mut page = format!("# {} {}\n\nDefault level: {level}\n\n", rule.code, rule.name);
    page += &format!("## What it reports\n\n{}\n\n", rule.what);
    page += &format!("## Why it matters\n\n{}.\n\n", capital(rule.why));
    page += &format!("## Example\n\n```ron\n{}\n```\n\n", rule.fails);
    page += &format!("## The example fixed\n\n```ron\n{}\n```\n\n", rule.passes);
    page += &format!("## How to fix it\n\n{}\n\n", rule.fix);
    page += &format!(
        "To allow it on one entry: `allow: [Allow(rule: \"{name}\", reason: \"..\")]`. To set \
         its level: `levels: {{ \"{name}\": Warn }}` in the model or its charter, or for one run \
         by the options of `organigram check`.\n",
        name = rule.name
    );
    page
}

/// The list of all rules, as the first page of `docs/rules/`.
pub fn contents() -> String {
    let mut page = String::from(
        "# Rules\n\nThese pages are written from the rules themselves (`src/check/rules/`); \
         `organigram explain CODE` prints the same text.\n\nAn error is a conflict that is \
         certain, whatever the unknown days are. A conflict that imprecise dates only make \
         possible is at most a note. A rule that is off can be turned on by its name.\n",
    );
    for group in RuleGroup::ALL {
        page += &format!(
            "\n## {}\n\n| code | name | level | reports |\n|---|---|---|---|\n",
            group.title()
        );
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let (code, name, level) = (rule.code, rule.name, level(rule.level));
            page += &format!("| [{code}]({code}.md) | {name} | {level} | {} |\n", first(rule.what));
        }
    }
    page += &format!(
        "\n## Rules of charters\n\nWhat a rule of a [charter](../charters.md) finds is reported as \
         [{code}]({code}.md) {name}.\n",
        code = CHARTER_RULE.code,
        name = CHARTER_RULE.name
    );
    page
}

/// A level as people say it.
pub fn level(level: RuleLevel) -> &'static str {
    match level {
        RuleLevel::Error => "error",
        RuleLevel::Warn | RuleLevel::Default => "warning",
        RuleLevel::Note => "note",
        RuleLevel::Off => "off",
    }
}

/// The first sentence of a text.
pub fn first(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
