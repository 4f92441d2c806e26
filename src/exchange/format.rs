//! One style for model files that keeps every comment.
//!
//! Takes the text of a model, gives the same text in our style; a second time changes nothing. What
//! is not RON is left as it is and its place reported. Never changes a value, a comment or their order:
//! the pieces of the result are compared with those of the text before it is given back.
//!
//! ```
//! let text = "Model(title:\"Club\",organs:{\"club\":Organ(),/* the top */})";
//! assert_eq!(organigram::exchange::format(text)?, "\
//! Model(
//!     title: \"Club\",
//!     organs: {
//!         \"club\": Organ(), /* the top */
//!     },
//! )
//! ");
//! # Ok::<(), organigram::exchange::NotRon>(())
//! ```

mod print;
mod splice;

#[cfg(test)]
mod tests;

pub use splice::{ModelSection, ids, splice};

use crate::syntax::{SyntaxLexer, SyntaxToken, SyntaxTree, TokenKind};
use crate::text::SourceFile;

/// A text that cannot be put into style, as it is no RON.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}, column {column}: {what}")]
pub struct NotRon {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong there.
    pub what: &'static str,
}

impl NotRon {
    fn at(text: &str, at: usize, what: &'static str) -> Self {
        let place = SourceFile::alone("", text).line_col(at);
        NotRon { line: place.line, column: place.column, what }
    }

    /// The tree of a text that is RON.
    pub(in crate::exchange) fn check(text: &str) -> Result<SyntaxTree<'_>, NotRon> {
        let tree = SyntaxTree::parse(text);
        match tree.problems().first() {
            Some(problem) => Err(NotRon::at(text, problem.at, problem.what)),
            None => Ok(tree),
        }
    }
}

/// The text in our style.
///
/// # Errors
/// When the text is no RON: a bracket, a text or a comment is not closed.
pub fn format(text: &str) -> Result<String, NotRon> {
    let tree = NotRon::check(text)?;
    let formatted = print::file(&tree);
    match difference(&tree, &formatted) {
        Some(at) => Err(NotRon::at(text, at, "formatting would change the meaning here")),
        None => Ok(formatted),
    }
}

/// The first byte of a text at which its formatted text, read again, says something else: tokens,
/// comments and their order are the same, and the items of all brackets.
fn difference(tree: &SyntaxTree<'_>, formatted: &str) -> Option<usize> {
    let new = SyntaxTree::parse(formatted);
    if !new.problems().is_empty() {
        return Some(0);
    }
    let said = |text| {
        let kept = |token: &SyntaxToken| !matches!(token.kind, TokenKind::Blank | TokenKind::Comma);
        SyntaxLexer::new(text).filter(kept)
    };
    let (mut ours, mut theirs) = (said(tree.text()), said(formatted));
    loop {
        let (one, other) = (ours.next(), theirs.next());
        let same =
            |one: &SyntaxToken| other.is_some_and(|other| is_same(tree.str(one), new.str(&other)));
        match one {
            Some(one) if !same(&one) => return Some(one.start),
            None if other.is_some() => return Some(0),
            None => break,
            Some(_) => {}
        }
    }
    let sizes = tree.groups().iter().zip(new.groups());
    let other = sizes.into_iter().find(|(one, other)| one.items.len() != other.items.len());
    other.map(|(group, _)| group.open.map_or(0, |open| open.start))
}

/// Whether two tokens are the same, but for blanks behind a comment.
fn is_same(one: &str, other: &str) -> bool {
    one == other || (one.starts_with('/') && one.trim_end() == other)
}

/// Appends one entry, given on one line, in our style: broken where it would be too wide.
pub(super) fn append_entry(out: &mut String, entry: &str, indent: usize) {
    if indent + print::columns(entry) < print::WIDTH {
        out.push_str(entry);
    } else if !append_fields(out, entry, indent) {
        print::entry(out, &SyntaxTree::parse(entry), indent);
    }
}

/// The quick way for most wide entries: a record of which each field fits on a line of its own. Gives
/// `false`, and writes nothing, where that is not so. The printer would write the same.
fn append_fields(out: &mut String, entry: &str, indent: usize) -> bool {
    let Some((open, commas)) = fields(entry) else { return false };
    let close = entry.len() - 1;
    let starts = std::iter::once(open + 1).chain(commas.iter().map(|comma| comma + 2));
    let ends = commas.iter().copied().chain(std::iter::once(close));
    let fields: Vec<&str> = starts.zip(ends).map(|(start, end)| &entry[start..end]).collect();
    let inner = indent + print::STEP;
    if fields.iter().any(|field| inner + print::columns(field) + 1 > print::WIDTH) {
        return false;
    }
    out.push_str(&entry[..=open]);
    for field in fields {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', inner));
        out.push_str(field);
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(')');
    true
}

/// Where the parentheses of a record open that end an entry, and the commas between its fields.
fn fields(entry: &str) -> Option<(usize, Vec<usize>)> {
    let (mut open, mut commas, mut depth) = (None, Vec::new(), 0usize);
    for token in SyntaxLexer::new(entry) {
        match token.kind {
            TokenKind::Open => {
                if depth == 0 {
                    open = entry[token.start..].starts_with('(').then_some(token.start);
                }
                depth += 1;
            }
            TokenKind::Close => depth = depth.checked_sub(1)?,
            TokenKind::Comma if depth == 1 => commas.push(token.start),
            TokenKind::Bad(_) => return None,
            _ => {}
        }
    }
    // An empty record would not be too wide by its fields.
    let open = open.filter(|open| open + 2 < entry.len() && depth == 0)?;
    entry.ends_with(')').then_some((open, commas))
}
