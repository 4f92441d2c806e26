//! RON taken apart, once for all who read or change it.
//!
//! Takes a text, gives its tokens ([`SyntaxLexer`]), their tree with every comment ([`SyntaxTree`]), and the
//! places of values, entries and fields in it ([`places`]). Judges no meaning: any RON will do, and what
//! is none keeps its bytes and has its problem named. Never reads a file.
//!
//! The loader fills its tables from the text without a tree, by the scanning functions of the same lexer.

pub(crate) mod lexer;
pub mod places;
mod tree;

#[cfg(test)]
mod tests;

pub use lexer::{BadToken, SyntaxLexer, SyntaxToken, TokenKind};
pub use tree::{Bracketed, Comment, SyntaxAtom, SyntaxItem, SyntaxProblem, SyntaxTree};

/// How many brackets may stand inside each other. The crate `ron` stops at 64 too.
pub const DEEPEST: usize = 64;
