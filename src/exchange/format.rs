//! One style for model files that keeps every comment.
//!
//! Takes the text of a model, gives the same text in our style; a second time changes nothing. What
//! is not RON is left as it is and its place told. Never changes a value, a comment or their order:
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

pub use splice::{Section, ids, splice};

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
/// When the result would not hold the pieces of the text, which would be a fault of ours.
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
    if indent + entry.len() < print::WIDTH {
        out.push_str(entry);
        return;
    }
    let root = tree::parse(entry).expect("what is written here is RON");
    print::entry(out, &root.items[0], indent);
}
