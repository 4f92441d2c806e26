//! The arguments of one call, taken one after the other.
//!
//! Gives each argument as what the function wants there, or an error that says what belongs there.

use super::error::ResolveError;
use super::functions::Function;
use super::plan::{Along, Pattern, Plan, Sort, Sorts, Test};
use super::syntax::{Arg, AtDate, Expr, ExprNode};
use crate::diagnostics::suggest;
use crate::graph::{OrgGraph, fold};
use crate::identifiers::SCHEMES;
use crate::limited;
use crate::model::{Choice, Membership, Modality, TransitionKind};
use crate::time::{DateError, When};

pub(super) struct Args<'e> {
    function: Function,
    left: std::slice::Iter<'e, Arg>,
    /// Where a missing argument belongs: before the closing parenthesis.
    end: AtDate,
}

/// Gives an argument that is a set its meaning.
type Resolve<'r> = &'r mut dyn FnMut(&Expr, Sorts) -> Result<Plan>;

type Result<T> = std::result::Result<T, ResolveError>;

/// The labels that say what an argument is; a pattern has its own.
const LABELS: [&str; 3] = ["line", "via", "depth"];

/// The sorts of pattern.
const PATTERNS: [&str; 4] = ["exact", "glob", "regex", "substring"];

impl<'e> Args<'e> {
    pub(super) fn new(function: Function, args: &'e [Arg], end: AtDate) -> Self {
        Args { function, left: args.iter(), end }
    }

    pub(super) fn is_done(&self) -> bool {
        self.left.as_slice().is_empty()
    }

    pub(super) fn finish(mut self) -> Result<()> {
        match self.left.next() {
            None => Ok(()),
            Some(arg) => Err(self.extra(arg)),
        }
    }

    fn extra(&self, arg: &Arg) -> ResolveError {
        let entry = self.function.entry();
        ResolveError::ExtraArgument { at: arg.at(), function: entry.name, takes: entry.arguments }
    }

    fn missing(&self, expected: &'static str) -> ResolveError {
        let function = self.function.entry().name;
        ResolveError::MissingArgument { at: self.end.clone(), function, expected }
    }

    /// The next argument, which must have no label.
    fn next(&mut self, expected: &'static str) -> Result<&'e Arg> {
        let arg = self.left.next().ok_or_else(|| self.missing(expected))?;
        if arg.label.is_some() { Err(self.extra(arg)) } else { Ok(arg) }
    }

    /// The next argument as a word.
    fn word(&mut self, expected: &'static str) -> Result<(&'e str, AtDate)> {
        let arg = self.next(expected)?;
        let word = arg.value.as_text();
        let word = word.ok_or_else(|| ResolveError::MissingArgument {
            at: arg.at(),
            function: self.function.entry().name,
            expected,
        })?;
        Ok((word, arg.value.at.clone()))
    }

    pub(super) fn set(&mut self, resolve: Resolve<'_>, wanted: Sorts) -> Result<Plan> {
        let expected = match (wanted.first(), wanted.iter().count()) {
            (Some(Sort::Organs), 1) => "organs",
            (Some(Sort::People), 1) => "people",
            (Some(Sort::Organs), 2) if wanted.has(Sort::Posts) => "organs or posts",
            _ => "a set",
        };
        let arg = self.next(expected)?;
        resolve(&arg.value, wanted)
    }

    pub(super) fn when(&mut self) -> Result<When> {
        let (text, at) = self.word("a date, such as 1936-06 or 1930/1945")?;
        any_day(text, &at)
    }

    /// A date behind `before:`, or without a label.
    pub(super) fn before(&mut self) -> Result<When> {
        const LABEL: &[&str] = &["before"];
        match self.left.as_slice().first().and_then(|arg| arg.label.as_ref()) {
            Some(label) if label.text != "before" => {
                Err(unknown("option", &label.text, label.at.clone(), LABEL))
            }
            Some(_) => {
                let arg = self.left.next().expect("it was looked at");
                let text = arg.value.as_text().ok_or_else(|| ResolveError::MissingArgument {
                    at: arg.at(),
                    function: self.function.entry().name,
                    expected: "a date, such as `before: 1936-06`",
                })?;
                any_day(text, &arg.value.at)
            }
            None => self.when(),
        }
    }

    /// A month of any year, by its number.
    pub(super) fn month(&mut self) -> Result<When> {
        let expected = "the number of a month, such as 10";
        let (word, at) = self.word(expected)?;
        match word.parse::<u32>() {
            Ok(month @ 1..=12) => any_day(&format!("XXXX-{month:02}"), &at),
            _ => Err(ResolveError::MissingArgument {
                at,
                function: self.function.entry().name,
                expected,
            }),
        }
    }

    pub(super) fn modality(&mut self) -> Result<Modality> {
        let (word, at) = self.word("a modality, such as `projected`")?;
        choice(word).ok_or_else(|| unknown("modality", word, at, Modality::NAMES))
    }

    pub(super) fn membership(&mut self) -> Result<Option<Membership>> {
        if self.is_done() {
            return Ok(None);
        }
        let (word, at) = self.word("`full` or `candidate`")?;
        let found = choice(word);
        found.map(Some).ok_or_else(|| unknown("membership", word, at, Membership::NAMES))
    }

    /// The sources before the last argument where a set follows them, else all arguments.
    pub(super) fn sources(&mut self, graph: &OrgGraph) -> Result<Vec<String>> {
        let set_follows = self.function != Function::Cited;
        let mut sources = Vec::new();
        while self.left.len() > usize::from(set_follows) || sources.is_empty() {
            let (word, at) = self.word("a source")?;
            if graph.source(word).is_none() {
                let known: Vec<&str> = graph.sources().map(|ix| graph.source_id(ix)).collect();
                return Err(unknown("source", word, at, &known));
            }
            sources.push(word.to_owned());
        }
        Ok(sources)
    }

    pub(super) fn pattern(&mut self) -> Result<Pattern> {
        let arg = self.left.next().ok_or_else(|| self.missing("a text"))?;
        let text = arg.value.as_text().ok_or_else(|| ResolveError::MissingArgument {
            at: arg.at(),
            function: self.function.entry().name,
            expected: "a text, such as \"bureau\" or glob:\"*bureau*\"",
        })?;
        let wrong = |what, message: String| {
            Err(ResolveError::Pattern { at: arg.value.at.clone(), what, message })
        };
        if let (None, Some(quoted)) = (&arg.label, quoted_label(text, &arg.value.at)) {
            return Err(quoted);
        }
        match arg.label.as_ref().map(|label| label.text.as_str()) {
            None | Some("substring") => Ok(Pattern::Part(fold(text))),
            Some("exact") => Ok(Pattern::Exact(fold(text))),
            Some("glob") => match limited::glob(&fold(text), |glob| glob.case_insensitive(true)) {
                Ok(glob) => Ok(Pattern::Glob(glob.compile_matcher())),
                Err(why) => wrong("glob", why),
            },
            Some("regex") => match limited::regex(text) {
                Ok(regex) => Ok(Pattern::Regex(regex)),
                Err(why) => wrong("regular expression", why),
            },
            Some(other) => {
                let at = arg.label.as_ref().expect("it has a label").at.clone();
                Err(unknown("sort of pattern", other, at, &PATTERNS))
            }
        }
    }

    /// Further sets: what has no label and is no kind of transition.
    pub(super) fn more_sets(&mut self, resolve: Resolve<'_>, wanted: Sorts) -> Result<Vec<Plan>> {
        let mut sets = Vec::new();
        while let Some(arg) = self.left.as_slice().first() {
            let is_kind = arg.value.as_text().is_some_and(|word| transition_kind(word).is_some());
            if arg.label.is_some() || is_kind {
                break;
            }
            sets.push(self.set(resolve, wanted)?);
        }
        Ok(sets)
    }

    /// A scheme of identifiers: one that is known, or one that the model uses.
    pub(super) fn scheme(&mut self, graph: &OrgGraph) -> Result<&'e str> {
        let (word, at) = self.word("a scheme of identifiers, such as `wikidata`")?;
        let used = graph.all_identifiers().map(|(_, one)| one.scheme);
        let mut known: Vec<&str> = SCHEMES.iter().map(|scheme| scheme.name).chain(used).collect();
        if known.contains(&word) {
            return Ok(word);
        }
        known.sort_unstable();
        known.dedup();
        Err(unknown("scheme", word, at, &known))
    }

    /// A kind with its sub-kinds; of transitions, a kind of transition.
    pub(super) fn kind(&mut self, graph: &OrgGraph, sort: Sort) -> Result<Test> {
        let (word, at) = self.word("a kind")?;
        if sort == Sort::Transitions {
            let wanted = transition_kind(word)
                .ok_or_else(|| unknown("kind of transition", word, at, TransitionKind::NAMES))?;
            let all = (0..TransitionKind::NAMES.len()).map(|at| at == wanted.index());
            return Ok(Test::Kind(wanted.name().to_owned(), all.collect()));
        }
        if !is_kind(graph, word) {
            let mut known: Vec<&str> = kinds(graph).collect();
            known.sort_unstable();
            known.dedup();
            return Err(unknown("kind", word, at, &known));
        }
        let fits = graph.kind_names().iter().map(|kind| is_a(graph, kind, word));
        Ok(Test::Kind(word.to_owned(), fits.collect()))
    }

    /// Lines and a depth, in any order.
    pub(super) fn lines(&mut self, graph: &OrgGraph) -> Result<Along> {
        let mut along = Along::default();
        while let Some(arg) = self.left.next() {
            let (label, word) = self.option(arg, "line")?;
            match (label, word.parse()) {
                ("depth", Ok(depth)) => along.depth = Some(depth),
                ("line", _) => along.lines.push(line(graph, word, &arg.value.at)?.to_owned()),
                _ => return Err(self.extra(arg)),
            }
        }
        Ok(along)
    }

    /// Kinds of transition and a depth, in any order.
    pub(super) fn transitions(&mut self) -> Result<Along> {
        let mut along = Along::default();
        while let Some(arg) = self.left.next() {
            let (label, word) = self.option(arg, "via")?;
            let at = arg.value.at.clone();
            match (label, word.parse()) {
                ("depth", Ok(depth)) => along.depth = Some(depth),
                ("via", _) => along.via.push(transition_kind(word).ok_or_else(|| {
                    unknown("kind of transition", word, at, TransitionKind::NAMES)
                })?),
                _ => return Err(self.extra(arg)),
            }
        }
        Ok(along)
    }

    /// What an argument behind the sets is: a bare number is a depth.
    fn option(&self, arg: &'e Arg, usual: &'static str) -> Result<(&'static str, &'e str)> {
        let (Some(word), bare) = (arg.value.as_text(), matches!(arg.value.node, ExprNode::Word(_)))
        else {
            return Err(self.extra(arg));
        };
        let label = match &arg.label {
            None if bare && word.parse::<u32>().is_ok() => "depth",
            None => usual,
            Some(label) => *LABELS
                .iter()
                .find(|known| **known == label.text)
                .ok_or_else(|| unknown("option", &label.text, label.at.clone(), &LABELS))?,
        };
        Ok((label, word))
    }
}

/// `"exact:text"` for `exact:"text"`: as a part of a name it would find nothing.
fn quoted_label(text: &str, at: &AtDate) -> Option<ResolveError> {
    PATTERNS.into_iter().find_map(|label| {
        let rest = text.strip_prefix(label)?.strip_prefix(':')?;
        let text = rest.trim_start().to_owned();
        Some(ResolveError::QuotedLabel { at: at.clone(), label, text })
    })
}

fn unknown(what: &'static str, word: &str, at: AtDate, known: &[&str]) -> ResolveError {
    ResolveError::UnknownWord {
        at,
        what,
        word: word.to_owned(),
        near: suggest(word, known.iter().copied()).map(str::to_owned),
        known: known.iter().map(|word| (*word).to_owned()).collect(),
    }
}

fn choice<C: Choice>(word: &str) -> Option<C> {
    C::NAMES.iter().position(|name| name.eq_ignore_ascii_case(word)).map(C::from_index)
}

pub(super) fn transition_kind(word: &str) -> Option<TransitionKind> {
    choice(word)
}

fn kinds(graph: &OrgGraph) -> impl Iterator<Item = &str> {
    let charter = graph.charter().into_iter().flat_map(|charter| charter.kinds.keys());
    let used = graph.kind_names().iter().map(String::as_str);
    charter.map(|kind| &**kind).chain(used).filter(|kind| !kind.is_empty())
}

pub(super) fn is_kind(graph: &OrgGraph, word: &str) -> bool {
    kinds(graph).any(|kind| kind == word)
}

/// Whether a kind is another, or a sub-kind of it by the charter.
fn is_a(graph: &OrgGraph, kind: &str, wanted: &str) -> bool {
    let mut at = kind;
    let kinds = graph.charter().map(|charter| &charter.kinds);
    // A kind within itself would be a cycle: no chain is longer than there are kinds.
    for _ in 0..=kinds.map_or(0, |kinds| kinds.len()) {
        if at == wanted {
            return true;
        }
        match kinds.and_then(|kinds| kinds.get(at)) {
            Some(entry) if !entry.is.is_empty() => at = &entry.is,
            _ => return false,
        }
    }
    false
}

fn line<'g>(graph: &'g OrgGraph, word: &str, at: &AtDate) -> Result<&'g str> {
    let charter = graph.charter().into_iter().flat_map(|charter| charter.lines.keys());
    let mut known: Vec<&str> = graph.line_names();
    known.extend(charter.map(|line| &**line));
    known.push(graph.main_line());
    known.sort_unstable();
    known.dedup();
    let found = known.iter().copied().find(|line| *line == word);
    found.ok_or_else(|| unknown("line", word, at.clone(), &known))
}

/// The day or days as of which something is asked.
pub(super) fn when(text: &str, at: &AtDate) -> Result<When> {
    days(text, at, When::parse)
}

/// The days on one of which something happened.
fn any_day(text: &str, at: &AtDate) -> Result<When> {
    days(text, at, When::parse_any)
}

fn days(
    text: &str,
    at: &AtDate,
    parse: fn(&str) -> std::result::Result<When, DateError>,
) -> Result<When> {
    parse(text).map_err(|mut error| {
        if let Some((from, to)) = text.split_once("..").filter(|(from, _)| !from.starts_with('[')) {
            error.help = Some(format!("write `{from}/{to}` for all days from one to the other"));
        }
        ResolveError::Date { at: at.clone(), error }
    })
}
