//! The rules of `check` for people to read. Takes the name or the code of a rule, gives its page; never checks.

use serde::Serialize;

use super::{ProjectError, answer_words};
use crate::check::{self, CHARTER_RULE, RULES, Rule, RuleGroup, pages};
use crate::diagnostics::Code;
use crate::load;

/// A rule of `check`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct RuleRow {
    /// Its code: `T003`.
    pub code: &'static str,
    /// Its name, as options and the charter call it.
    pub name: &'static str,
    /// The title of the group to which it belongs; empty of the rule that stands for those of charters.
    pub group: &'static str,
    /// How heavily it weighs where nobody says otherwise: `error`, `warning`, `note`, or `off`.
    pub level: &'static str,
    /// What it reports.
    pub what: &'static str,
    /// The same in one sentence.
    pub summary: &'static str,
}

impl RuleRow {
    /// Its whole page, in Markdown: what it reports, why it matters and how to fix it.
    #[must_use]
    pub fn page(&self) -> String {
        explain_rule(self.code).expect("a row is of a rule that exists")
    }
}

/// The rules of `check`, by groups; last the one that stands for the rules that charters lay down.
///
/// ```
/// let mut rules = organigram::project::rules();
/// let rule = rules.find(|rule| rule.name == "absent-superior").unwrap();
/// assert_eq!(rule.group, "Time");
/// ```
pub fn rules() -> impl Iterator<Item = RuleRow> {
    let grouped = RuleGroup::ALL.into_iter().flat_map(|group| {
        let of_group = RULES.iter().filter(move |rule| rule.group == group);
        of_group.map(move |rule| row(rule, group.title()))
    });
    grouped.chain([row(&CHARTER_RULE, "")])
}

fn row(rule: &'static Rule, group: &'static str) -> RuleRow {
    RuleRow {
        code: rule.code,
        name: rule.name,
        group,
        level: pages::level(rule.level),
        what: rule.what,
        summary: pages::first(rule.what),
    }
}

/// What a word of an answer means, or the page of a rule, in Markdown.
///
/// ```
/// let page = organigram::project::explain("presumed")?;
/// assert!(page.contains("no source says that it ended"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
///
/// # Errors
/// When no answer, no rule and no problem of loading has that name or code.
pub fn explain(name: &str) -> Result<String, ProjectError> {
    match answer_words::meaning(name) {
        Some(meaning) => Ok(meaning),
        None => explain_rule(name),
    }
}

/// The page of a rule, by its name or code: what it reports, why it matters and how to fix it, in Markdown.
///
/// ```
/// let page = organigram::project::explain_rule("T003")?;
/// assert!(page.starts_with("# T003"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
///
/// # Errors
/// When no rule and no problem of loading has that name or code.
pub fn explain_rule(name: &str) -> Result<String, ProjectError> {
    let of_charters = Some(&CHARTER_RULE).filter(|rule| rule.is_called(name));
    if let Some(rule) = check::find_rule(name).or(of_charters) {
        return Ok(pages::page(rule));
    }
    let is_called = |code: &&Code| code.code.eq_ignore_ascii_case(name) || code.name == name;
    if let Some(at) = load::code::ALL.iter().position(|code| is_called(&code)) {
        return Ok(loading_page(load::code::ALL[at], load::code::ABOUT[at]));
    }
    let codes = RULES.iter().map(|rule| rule.code);
    let known = check::rule_names().chain(codes).chain(answer_words::words());
    Err(ProjectError::unknown("rule", name, known))
}

/// The page of a problem of loading.
fn loading_page(Code { code, name }: Code, about: &str) -> String {
    let mut page = format!(
        "# {code} {name}\n\n{}\n\n\
         A problem of the text itself or of its files: what stands there cannot be read as it stands. The message says\n\
         what to write; no level or allow applies to it.\n",
        about.trim()
    );
    let example = load::examples::EXAMPLES.iter().find(|example| example.code == code);
    if let Some(example) = example {
        let (fails, passes) = (example.fails, example.passes);
        page.push_str(&format!(
            "\nThis has it:\n\n```ron\n{fails}\n```\n\nThis has not:\n\n```ron\n{passes}\n```\n"
        ));
    }
    page
}

/// The pages of all rules as files of Markdown, the contents first: names and texts.
#[must_use]
pub fn rule_pages() -> Vec<(String, String)> {
    let all = RULES.iter().copied().chain([&CHARTER_RULE]);
    let pages = all.map(|rule| (format!("{}.md", rule.code), pages::page(rule)));
    [("README.md".to_owned(), pages::contents())].into_iter().chain(pages).collect()
}
