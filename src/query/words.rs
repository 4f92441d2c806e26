//! The words of an expression with what each names, for whoever shows or changes expressions.
//!
//! Takes any text, also an unfinished one; gives its words by the lexer of the language. Never looks anything up: a name
//! in the place of an organ may still be that of a query or of a variable.

use std::ops::Range;

use super::FUNCTIONS;
use super::error::ParseError;
use super::functions::FunctionEntry;
use super::lex::{Token, lex};

/// What a word of an expression names, by where it stands.
#[derive(Copy, Clone, Debug)]
#[non_exhaustive]
pub enum QueryWordKind {
    /// A function.
    Function(&'static FunctionEntry),
    /// An organ, a post, a person, an event, a named query or a variable.
    Thing,
    /// A source.
    Source,
    /// A kind.
    Kind,
    /// A date.
    Date,
    /// A pattern, a line, a number, or one of fixed words.
    Other,
    /// The `let` of a variable.
    Let,
    /// A variable.
    Variable,
}

/// A word of an expression.
#[derive(Clone, Debug)]
pub struct QueryWord {
    /// Its bytes, with its quotes.
    pub at: Range<usize>,
    /// What it says, without quotes.
    pub text: String,
    /// What it names.
    pub kind: QueryWordKind,
}

/// The words of an expression, in order; of a text with a sign that means nothing, those before it.
///
/// ```
/// use organigram::query::{QueryWordKind, query_words};
/// let words = query_words("according(minutes, under(club)) & kind(board)");
/// let kinds = words.iter().map(|word| (&*word.text, word.kind)).collect::<Vec<_>>();
/// assert!(matches!(kinds[1], ("minutes", QueryWordKind::Source)));
/// assert!(matches!(kinds[3], ("club", QueryWordKind::Thing)));
/// assert!(matches!(kinds[5], ("board", QueryWordKind::Kind)));
/// ```
#[must_use]
pub fn query_words(text: &str) -> Vec<QueryWord> {
    let tokens = match lex(text) {
        Ok(tokens) => tokens,
        Err(ParseError::StrayLetter { at, .. } | ParseError::OpenQuote { at }) => {
            lex(&text[..at.start]).unwrap_or_default()
        }
        Err(_) => Vec::new(),
    };
    let mut reading = Reading { words: Vec::new(), calls: Vec::new(), open: Vec::new() };
    for (at, (token, place)) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map(|(token, _)| token);
        let before = at.checked_sub(1).map(|before| &tokens[before].0);
        reading.take(token, place, before, next);
    }
    reading.finish()
}

/// A call that was met: its function and how many arguments it has.
struct Call {
    function: Option<&'static FunctionEntry>,
    arguments: usize,
}

struct Reading {
    /// The words, with the call and the argument in which each stands.
    words: Vec<(QueryWord, Option<(usize, usize)>)>,
    calls: Vec<Call>,
    /// The calls and parentheses that are open.
    open: Vec<Option<usize>>,
}

impl Reading {
    fn take(
        &mut self,
        token: &Token,
        at: &Range<usize>,
        before: Option<&Token>,
        next: Option<&Token>,
    ) {
        match token {
            Token::Sign("(") => {
                let called = matches!(before, Some(Token::Word(_)));
                let function = self.words.last().and_then(|(word, _)| match word.kind {
                    QueryWordKind::Function(entry) if called => Some(entry),
                    _ => None,
                });
                self.open.push(called.then_some(self.calls.len()));
                if called {
                    self.calls.push(Call { function, arguments: 1 });
                }
            }
            Token::Sign(")") => drop(self.open.pop()),
            Token::Sign(",") => {
                if let Some(Some(call)) = self.open.last() {
                    self.calls[*call].arguments += 1;
                }
            }
            Token::Word(text) | Token::Text(text) => {
                let word = matches!(token, Token::Word(_));
                let kind = self.kind(text, word, before, next);
                let place = self.open.last().copied().flatten();
                let place = place.map(|call| (call, self.calls[call].arguments - 1));
                self.words.push((QueryWord { at: at.clone(), text: text.clone(), kind }, place));
            }
            Token::Sign(_) | Token::End => {}
        }
    }

    /// What a word is by its neighbours; [`QueryWordKind::Thing`] where its call decides.
    fn kind(
        &self,
        text: &str,
        word: bool,
        before: Option<&Token>,
        next: Option<&Token>,
    ) -> QueryWordKind {
        let is_let =
            |token: Option<&Token>| matches!(token, Some(Token::Word(word)) if word == "let");
        let is_label = word && matches!(next, Some(Token::Sign(":")));
        match (before, next) {
            (_, Some(Token::Sign("("))) if word => {
                let entry = FUNCTIONS.iter().find(|entry| entry.name == text);
                entry.map_or(QueryWordKind::Other, QueryWordKind::Function)
            }
            (Some(Token::Sign("@")), _) => QueryWordKind::Date,
            (Some(Token::Sign(":")), _) => QueryWordKind::Other,
            (before, _) if word && is_let(before) => QueryWordKind::Variable,
            (_, Some(Token::Word(_))) if text == "let" && word => QueryWordKind::Let,
            _ if is_label => QueryWordKind::Other,
            _ => QueryWordKind::Thing,
        }
    }

    fn finish(self) -> Vec<QueryWord> {
        let Reading { words, calls, .. } = self;
        let variable = |(word, _): &&(QueryWord, _)| matches!(word.kind, QueryWordKind::Variable);
        let variables: Vec<String> =
            words.iter().filter(variable).map(|(word, _)| word.text.clone()).collect();
        let named = words.into_iter().map(|(mut word, place)| {
            if variables.contains(&word.text) && matches!(word.kind, QueryWordKind::Thing) {
                word.kind = QueryWordKind::Variable;
            }
            if let (QueryWordKind::Thing, Some((call, argument))) = (word.kind, place) {
                word.kind = argument_kind(&calls[call], argument, &word.text);
            }
            word
        });
        named.collect()
    }
}

/// What an argument of a call names.
fn argument_kind(call: &Call, argument: usize, text: &str) -> QueryWordKind {
    let Some(entry) = call.function else { return QueryWordKind::Other };
    let arguments: Vec<&str> = entry.arguments.split(", ").collect();
    let is_last = argument + 1 == call.arguments;
    let named = match arguments[..] {
        ["SOURCE..", _] if is_last && call.arguments > 1 => "x",
        ["SOURCE..", ..] => "SOURCE..",
        ["DATE", _] if argument > 0 => "x",
        ["a", "b", "..", _] => "x",
        _ => arguments.get(argument).or(arguments.last()).copied().unwrap_or_default(),
    };
    let lower = named.starts_with(|first: char| first.is_ascii_lowercase());
    match named {
        "KIND" => QueryWordKind::Kind,
        "SOURCE.." => QueryWordKind::Source,
        "DATE" | "DATES" | "before: DATE" => QueryWordKind::Date,
        // A list of sets ends with names of transitions, which begin with a capital.
        "x" if arguments.len() == 4 && text.starts_with(char::is_uppercase) => QueryWordKind::Other,
        "full or candidate" => QueryWordKind::Other,
        _ if lower => QueryWordKind::Thing,
        _ => QueryWordKind::Other,
    }
}
