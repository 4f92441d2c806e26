//! E008: a translation, or a language, of a quotation that is not there.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::model::RuleLevel;
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "E008",
    name: "translation-of-nothing",
    group: RuleGroup::Evidence,
    level: RuleLevel::Warn,
    what: "A citation that has a translation or a language, and no quotation.",
    why: "a translation is somebody's reading of words: without the words nobody can look whether it is right, and it passes for \
          what the source says",
    fails: r#"Model(
    sources: { "minutes": Source() },
    organs: { "club": Organ(cite: Cite(source: "minutes", at: "p. 1", translation: "The club is dissolved.")) },
)"#,
    passes: r#"Model(
    sources: { "minutes": Source() },
    organs: { "club": Organ(cite: Cite(
        source: "minutes", at: "p. 1",
        quote: "Der Verein ist aufgelöst.", lang: "de", translation: "The club is dissolved.",
    )) },
)"#,
    fix: "Write the words of the source in `quote`, and what they mean in `translation`. A source of which only the \
          translation is known is a source of its own: quote that one, `within` the other.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    for cite in graph.all_cites().filter(|cite| cite.quote.is_empty()) {
        let (what, field) = match (cite.translation, cite.lang) {
            ("", "") => continue,
            ("", _) => ("a language", "lang"),
            _ => ("a translation", "translation"),
        };
        out.push(ConflictAnswer::Certain, |say| {
            let span = places::field_span(graph.texts(), cite.pos, field);
            let span = span.unwrap_or_else(|| places::head_span(graph.texts(), cite.pos));
            let source = graph.source_id(cite.source);
            say.at(span, format!("the citation of `{source}` has {what} and no quotation"))
                .label("of which words?")
        });
    }
}
