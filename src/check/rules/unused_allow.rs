//! C002: an allow that silences nothing.

use crate::check::context::Subject;
use crate::check::levels::Levels;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::check::suppressions::{Allowed, Allows};
use crate::graph::OrgGraph;
use crate::model::RuleLevel;
use crate::syntax::{SyntaxLexer, TokenKind, places};
use crate::text::Span;

pub(in crate::check) static RULE: Rule = Rule {
    code: "C002",
    name: "unused-allow",
    group: RuleGroup::Check,
    level: RuleLevel::Warn,
    what: "An `allow` on an entry for which its rule has nothing to report. Rules that are off \
           are not checked, nor is anything when only one date or one perspective is checked.",
    why: "an exception that is no longer needed hides the next real problem",
    fails: r#"Model(
    organs: { "club": Organ(existence: "1950/", allow: ["ends-before-start"]) },
)"#,
    passes: r#"Model(organs: { "club": Organ(existence: "1950/") })"#,
    fix: "Remove the `allow`.",
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
        let Some(rule) = levels.rule(&allowed.rule) else { continue };
        if levels.of(rule).is_none() || rule.name == RULE.name {
            continue;
        }
        describe(subject, allowed, rule.name, out);
    }
}

/// Reports an allow whose rule found nothing.
pub(in crate::check) fn describe(
    subject: &Subject<'_>,
    allowed: &Allowed,
    rule: &str,
    out: &mut Reporter<'_>,
) {
    out.about(subject, allowed.item, ConflictAnswer::Certain, |say| {
        let found = say
            .at(
                allowed.span,
                format!(
                    "the rule `{rule}` reports nothing here, so this `allow` \
                                       has no effect"
                ),
            )
            .label("has no effect")
            .help("remove this `allow`");
        // What is left out because of a problem may be what the allow is for.
        let sound = subject.graph.problems().0.is_empty();
        match removal(subject.graph, allowed).filter(|_| sound) {
            Some(span) => found.fix(span, ""),
            None => found,
        }
    });
}

/// What to take out of the text so that a list of names is without this one: its quotation marks
/// and a comma. `None` where it is no item of a list, or a comment stands beside it.
fn removal(graph: &OrgGraph, allowed: &Allowed) -> Option<Span> {
    let file = graph.texts().file_of(allowed.span.start)?;
    let entry = places::entry(file.text(), file.offset(graph.pos(allowed.item)));
    let text = &file.text()[..entry.end];
    let start = file.offset(allowed.span.start).checked_sub(1)?;
    let mut tokens =
        SyntaxLexer::at(text, entry.start).filter(|token| token.kind != TokenKind::Blank);
    let mut before = tokens.next()?;
    let name = loop {
        match tokens.next()? {
            token if token.start == start && token.kind == TokenKind::Text => break token,
            token => before = token,
        }
    };
    let after = tokens.next()?;
    let is_listed = &text[before.range()] == "[" || before.kind == TokenKind::Comma;
    let range = match (before.kind, after.kind) {
        _ if !is_listed => return None,
        (_, TokenKind::Comma) => {
            name.start..text.len() - text[after.end..].trim_start_matches(' ').len()
        }
        (TokenKind::Comma, TokenKind::Close) => before.start..name.end,
        (_, TokenKind::Close) => name.range(),
        _ => return None,
    };
    Some(Span::new(file.pos(range.start), file.pos(range.end)))
}
