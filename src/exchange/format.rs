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

mod lexer;
mod print;
mod splice;
mod tree;

#[cfg(test)]
mod tests;

pub use splice::{ModelSection, ids, splice};

use crate::text::SourceFile;
use lexer::{Broken, Lexer, Piece, Sort};

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
    fn new(text: &str, broken: Broken) -> Self {
        let place = SourceFile::alone("", text).line_col(broken.at);
        NotRon { line: place.line, column: place.column, what: broken.what }
    }
}

/// The text in our style.
///
/// # Errors
/// When the text is no RON: a bracket, a text or a comment is not closed.
///
/// # Panics
/// When the result would not hold the pieces of the text, which would be a problem of ours.
pub fn format(text: &str) -> Result<String, NotRon> {
    let root = tree::parse(text).map_err(|broken| NotRon::new(text, broken))?;
    let formatted = print::file(&root);
    assert!(same_pieces(text, &formatted), "formatting keeps every piece of the text");
    Ok(formatted)
}

/// Whether two texts consist of the same pieces, but for the commas.
fn same_pieces(one: &str, other: &str) -> bool {
    let pieces = |text| {
        Lexer::new(text)
            .map_while(Result::ok)
            .filter(|piece| piece.sort != Sort::Comma)
            .map(|piece: Piece<'_>| (piece.sort, piece.text.trim_end()))
    };
    pieces(one).eq(pieces(other))
}

/// Appends one entry, given on one line, in our style: broken where it would be too wide.
pub(super) fn append_entry(out: &mut String, entry: &str, indent: usize) {
    if indent + tree::columns(entry) < print::WIDTH {
        out.push_str(entry);
    } else if !append_fields(out, entry, indent) {
        let root = tree::parse(entry).expect("what is written here is RON");
        print::entry(out, &root.items[0], indent);
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
    if fields.iter().any(|field| inner + tree::columns(field) + 1 > print::WIDTH) {
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
    let (mut open, mut commas, mut depth, mut at) = (None, Vec::new(), 0usize, 0);
    let bytes = entry.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = lexer::text(bytes, at).ok()? - 1,
            b'(' | b'[' | b'{' => {
                if depth == 0 {
                    open = (bytes[at] == b'(').then_some(at);
                }
                depth += 1;
            }
            b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
            b',' if depth == 1 => commas.push(at),
            _ => {}
        }
        at += 1;
    }
    // An empty record would not be too wide by its fields.
    let open = open.filter(|open| open + 2 < bytes.len() && depth == 0)?;
    entry.ends_with(')').then_some((open, commas))
}
