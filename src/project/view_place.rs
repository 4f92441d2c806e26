//! Where in a model's text a named view is wrong. Takes an error and the view's name, gives the error with the
//! place underlined; one that the view did not cause is given as it is.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::ProjectError;
use crate::graph::OrgGraph;
use crate::model::ViewSpec;

/// The same error with its place in the model, where it has one.
pub(super) fn placed(error: ProjectError, graph: &OrgGraph, name: &str) -> ProjectError {
    let Some(spec) = graph.views().get(name).map(|view| &view.spec) else { return error };
    let word = match &error {
        ProjectError::Unknown { name, .. } | ProjectError::Ambiguous { name, .. } => {
            Some(name.as_str())
        }
        ProjectError::Date { text, .. } => Some(text.as_str()),
        ProjectError::Usage(_) => None,
        // An expression is shown with its own place, and needs only be found.
        ProjectError::Shown(shown) => {
            let expressions = spec.only.iter().chain(spec.highlight.iter());
            let mut found = expressions.filter(|expr| shown.contains(&format!("| {expr}\n")));
            let Some(expression) = found.next() else { return error };
            Some(&expression[..])
        }
        _ => return error,
    };
    if word.is_some_and(|word| !words(spec).any(|own| own == word)) {
        return error;
    }
    match underlined(&error, graph, spec, word) {
        Some(shown) => ProjectError::Shown(shown),
        None => error,
    }
}

/// Every text of a view that can be wrong.
fn words<'v>(spec: &'v ViewSpec<'_>) -> impl Iterator<Item = &'v str> {
    let lists = [
        &spec.root,
        &spec.line,
        &spec.according_to,
        &spec.without,
        &spec.only,
        &spec.highlight,
        &spec.between,
    ];
    let dates = [&spec.as_of, &spec.known_by, &spec.from, &spec.to, &spec.and_by];
    let listed = lists.into_iter().flat_map(|list| list.iter()).map(|text| &text[..]);
    listed.chain(dates.into_iter().map(|text| &text[..]))
}

/// The error as a message with the line of the model; the word underlined, else the view's beginning.
fn underlined(
    error: &ProjectError,
    graph: &OrgGraph,
    spec: &ViewSpec<'_>,
    word: Option<&str>,
) -> Option<String> {
    let pos = spec.pos.0;
    let file = graph.texts().file_of(pos)?;
    let (text, from) = (file.text(), file.offset(pos));
    let (start, length) = match word {
        Some(word) => {
            let quoted = text.get(from..)?.find(&format!("\"{word}\""));
            (from + quoted? + 1, word.len())
        }
        None => (from, text[from..].find(|letter: char| !letter.is_alphanumeric()).unwrap_or(1)),
    };
    let line = file.line_col(start).line;
    let first = start - file.line_start(line);
    let mark = AnnotationKind::Primary.span(first..first + length.max(1));
    let message = match error {
        ProjectError::Date { error, .. } => error.message.clone(),
        other => other.to_string(),
    };
    // What the expression's own message says below its title says more than the line of the model.
    let (title, more) = message.split_once('\n').unwrap_or((&message, ""));
    let snippet = Snippet::source(file.line(line))
        .line_start(line as usize)
        .path(&*file.name)
        .annotation(mark);
    let mut group = Group::with_title(Level::ERROR.primary_title(title)).element(snippet);
    let help = error.help();
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help));
    }
    let shown = Renderer::plain().render(&[group]);
    Some(if more.is_empty() { shown } else { format!("{shown}\n{more}") })
}
