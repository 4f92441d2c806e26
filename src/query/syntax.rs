//! What an expression looks like before its names mean anything.
//!
//! Given by `parse`, taken by `resolve`. Every part knows the bytes of the text that it is.

use std::ops::Range;

/// A stretch of the expression's text, in bytes.
pub type AtDate = Range<usize>;

/// A part of an expression and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub node: ExprNode,
    /// Where it stands.
    pub at: AtDate,
    /// How many levels of parts lie below it.
    pub(super) height: usize,
}

/// A word and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The word, without quotes.
    pub text: String,
    /// Where it stands.
    pub at: AtDate,
}

/// What a part of an expression is.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprNode {
    /// A bare word: a variable, a named query, an id or a name.
    Word(String),
    /// A text in quotes: an id or a name, never a variable or a query.
    Text(String),
    /// `f(a, b)`
    Call(Word, Vec<Arg>),
    /// `~x`
    Not(Box<Expr>),
    /// `a & b`, `a | b`, `a ~ b`
    Pair(Pairing, Box<Expr>, Box<Expr>),
    /// `x::`
    From(Box<Expr>),
    /// `::x`
    To(Box<Expr>),
    /// `a::b`
    Between(Box<Expr>, Box<Expr>),
    /// `x @ DATE`
    AsOf(Box<Expr>, Word),
    /// `let name = value; body`
    Let(Word, Box<Expr>, Box<Expr>),
}

impl ExprNode {
    /// The expressions that it is made of.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Expr> {
        let (args, boxed): (&[Arg], [Option<&Expr>; 2]) = match self {
            ExprNode::Word(_) | ExprNode::Text(_) => (&[], [None, None]),
            ExprNode::Call(_, args) => (args, [None, None]),
            ExprNode::Not(x) | ExprNode::From(x) | ExprNode::To(x) | ExprNode::AsOf(x, _) => {
                (&[], [Some(x), None])
            }
            ExprNode::Pair(_, a, b) | ExprNode::Between(a, b) | ExprNode::Let(_, a, b) => {
                (&[], [Some(a), Some(b)])
            }
        };
        args.iter().map(|arg| &arg.value).chain(boxed.into_iter().flatten())
    }
}

/// How two sets are put together.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Pairing {
    /// `&`: what is in both.
    And,
    /// `|`: what is in either.
    Or,
    /// `~`: what is in the first and not in the second.
    Minus,
}

impl Pairing {
    /// The operator.
    pub fn sign(self) -> &'static str {
        match self {
            Pairing::And => "&",
            Pairing::Or => "|",
            Pairing::Minus => "~",
        }
    }
}

/// An argument: `x`, or `label: x`.
#[derive(Clone, PartialEq, Debug)]
pub struct Arg {
    /// The label before the colon.
    pub label: Option<Word>,
    /// The value.
    pub value: Expr,
}

impl Arg {
    /// The whole argument.
    pub fn at(&self) -> AtDate {
        self.label.as_ref().map_or(self.value.at.start, |label| label.at.start)..self.value.at.end
    }
}

impl Expr {
    /// The word or text that it is, where it is one alone.
    pub fn as_text(&self) -> Option<&str> {
        match &self.node {
            ExprNode::Word(text) | ExprNode::Text(text) => Some(text),
            _ => None,
        }
    }
}
