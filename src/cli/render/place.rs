//! Where in a model's text the fault of a named view stands. Takes a failure and the view's name, gives the
//! failure with the place underlined; one that the command line caused is given as it is.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::cli::CliError;
use crate::graph::OrgGraph;
use crate::model::ViewSpec;

/// The same failure with its place in the model, where it has one.
pub(super) fn placed(failure: CliError, graph: &OrgGraph, name: &str) -> CliError {
    let Some(spec) = graph.views().get(name).map(|view| &view.spec) else { return failure };
    let word = match &failure {
        CliError::Unknown { name, .. } | CliError::Ambiguous { name, .. } => Some(name.as_str()),
        CliError::Date { text, .. } => Some(text.as_str()),
        CliError::Usage(_) => None,
        // An expression is shown with its own place, and needs only be found.
        CliError::Query(told) => {
            let expressions = spec.only.iter().chain(spec.highlight.iter());
            let mut found = expressions.filter(|expr| told.contains(&format!("| {expr}\n")));
            let Some(expression) = found.next() else { return failure };
            Some(&expression[..])
        }
        _ => return failure,
    };
    if word.is_some_and(|word| !words(spec).any(|own| own == word)) {
        return failure;
    }
    match underlined(&failure, graph, spec, word) {
        Some(told) => CliError::Query(told),
        None => failure,
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

/// The failure as a message with the line of the model; the word underlined, else the view's beginning.
fn underlined(
    failure: &CliError,
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
    let message = match failure {
        CliError::Date { error, .. } => error.message.clone(),
        other => other.to_string(),
    };
    // What the expression's own message says below its title says more than the line of the model.
    let (title, more) = message.split_once('\n').unwrap_or((&message, ""));
    let snippet = Snippet::source(file.line(line))
        .line_start(line as usize)
        .path(&*file.name)
        .annotation(mark);
    let mut group = Group::with_title(Level::ERROR.primary_title(title)).element(snippet);
    let help = failure.help();
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help));
    }
    let told = Renderer::plain().render(&[group]);
    Some(if more.is_empty() { told } else { format!("{told}\n{more}") })
}
