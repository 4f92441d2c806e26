//! Parse: the text of an expression to its [`Expr`]. Looks nothing up.
//!
//! A Pratt parser (Vaughan Pratt, Top Down Operator Precedence, POPL 1973). From the tightest:
//! `x::`, `::x`, `a::b`; `x @ DATE`; `~x`; `a & b` and `a ~ b`; `a | b`.

use super::error::ParseError;
use super::lex::{Token, lex};
use super::syntax::{Arg, AtDate, Expr, ExprNode, HIGHEST, Pairing, Word};

/// How many levels of parentheses and calls a text may have: each takes some of the stack.
const DEEPEST: usize = 200;
/// How many of a list are joined one after the other; longer lists are halved.
const LIST: usize = 8;

/// Reads an expression.
///
/// # Errors
/// When the text is none.
///
/// ```
/// use organigram::query::parse;
/// assert!(parse("under(wpk) & kind(cell) @ 1936-06-01").is_ok());
/// assert_eq!(parse("under(wpk").unwrap_err().to_string(), "expected `,` or `)`, found the end");
/// ```
pub fn parse(text: &str) -> Result<Expr, ParseError> {
    let mut parser = Parser { tokens: lex(text)?, next: 0, depth: 0 };
    let expr = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(expr),
        _ => Err(parser.unexpected("`&`, `|`, `~`, `@`, `::` or the end")),
    }
}

struct Parser {
    tokens: Vec<(Token, AtDate)>,
    next: usize,
    depth: usize,
}

/// How tightly the operators bind.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const AS_OF: u8 = 4;
const RANGE: u8 = 5;

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.next].0
    }

    fn at(&self) -> AtDate {
        self.tokens[self.next].1.clone()
    }

    fn take(&mut self) -> (Token, AtDate) {
        let token = self.tokens[self.next].clone();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        token
    }

    fn took(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(found) if *found == sign);
        if found {
            self.take();
        }
        found
    }

    fn expect(&mut self, sign: &str, expected: &'static str) -> Result<(), ParseError> {
        if self.took(sign) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    fn unexpected(&self, expected: &'static str) -> ParseError {
        ParseError::Unexpected { at: self.at(), expected, found: self.peek().name() }
    }

    fn expression(&mut self) -> Result<Expr, ParseError> {
        let is_let = *self.peek() == Token::Word("let".to_owned())
            && matches!(self.tokens.get(self.next + 1), Some((Token::Word(_), _)));
        if !is_let {
            return self.binding(OR);
        }
        let start = self.take().1.start;
        let name = self.word("a name")?;
        self.expect("=", "`=`")?;
        let value = self.deeper(|parser| parser.binding(OR))?;
        self.expect(";", "`;` and an expression that uses the variable")?;
        let body = self.deeper(Parser::expression)?;
        let at = start..body.at.end;
        self.part(ExprNode::Let(name, Box::new(value), Box::new(body)), at)
    }

    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ParseError>,
    ) -> Result<T, ParseError> {
        if self.depth >= DEEPEST {
            return Err(ParseError::TooDeep { at: self.at() });
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// A part of the expression, if there are not too many levels in it.
    fn part(&self, node: ExprNode, at: AtDate) -> Result<Expr, ParseError> {
        let below = node.parts().map(|part| part.height).max();
        let height = below.map_or(0, |below| below + 1);
        match height > HIGHEST {
            true => Err(ParseError::TooDeep { at: self.at() }),
            false => Ok(Expr { node, at, height }),
        }
    }

    /// Reads an expression whose operators bind at least as tightly as `least`.
    fn binding(&mut self, least: u8) -> Result<Expr, ParseError> {
        let mut left = self.deeper(Parser::prefix)?;
        loop {
            let Token::Sign(sign) = *self.peek() else { return Ok(left) };
            let (pairing, level) = match sign {
                "|" => (Pairing::Or, OR),
                "&" => (Pairing::And, AND),
                "~" => (Pairing::Minus, AND),
                "@" if AS_OF >= least => {
                    left = self.as_of(left)?;
                    continue;
                }
                "::" if RANGE >= least => {
                    left = self.range(left)?;
                    continue;
                }
                _ => return Ok(left),
            };
            if level < least {
                return Ok(left);
            }
            let mut list = vec![left];
            while self.took(sign) {
                list.push(self.deeper(|parser| parser.binding(level + 1))?);
            }
            left = self.joined(pairing, list)?;
        }
    }

    /// A list of operands as one: long ones in halves, where the order makes no difference.
    fn joined(&self, pairing: Pairing, mut list: Vec<Expr>) -> Result<Expr, ParseError> {
        if pairing != Pairing::Minus && list.len() > LIST {
            let rest = list.split_off(list.len() / 2);
            return self.pair(pairing, self.joined(pairing, list)?, self.joined(pairing, rest)?);
        }
        let mut list = list.into_iter();
        let first = list.next().expect("a list has a first");
        list.try_fold(first, |left, right| self.pair(pairing, left, right))
    }

    fn pair(&self, pairing: Pairing, left: Expr, right: Expr) -> Result<Expr, ParseError> {
        let at = left.at.start..right.at.end;
        self.part(ExprNode::Pair(pairing, Box::new(left), Box::new(right)), at)
    }

    fn as_of(&mut self, left: Expr) -> Result<Expr, ParseError> {
        self.take();
        let date = self.word("a date such as 1936-06-01")?;
        let at = left.at.start..date.at.end;
        self.part(ExprNode::AsOf(Box::new(left), date), at)
    }

    fn range(&mut self, left: Expr) -> Result<Expr, ParseError> {
        let end = self.take().1.end;
        let has_right = match self.peek() {
            Token::Word(_) | Token::Text(_) => true,
            Token::Sign(sign) => *sign == "(",
            Token::End => false,
        };
        if !has_right {
            let at = left.at.start..end;
            return self.part(ExprNode::From(Box::new(left)), at);
        }
        let right = self.deeper(|parser| parser.binding(RANGE + 1))?;
        let at = left.at.start..right.at.end;
        self.part(ExprNode::Between(Box::new(left), Box::new(right)), at)
    }

    fn prefix(&mut self) -> Result<Expr, ParseError> {
        let at = self.at();
        if self.took("~") {
            let inner = self.deeper(|parser| parser.binding(NOT))?;
            let at = at.start..inner.at.end;
            return self.part(ExprNode::Not(Box::new(inner)), at);
        }
        if self.took("::") {
            let inner = self.deeper(|parser| parser.binding(RANGE + 1))?;
            let at = at.start..inner.at.end;
            return self.part(ExprNode::To(Box::new(inner)), at);
        }
        if self.took("(") {
            let inner = self.deeper(Parser::expression)?;
            let end = self.at().end;
            self.expect(")", "`)`")?;
            return Ok(Expr { at: at.start..end, ..inner });
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Expr, ParseError> {
        let expected = "an id, a name in quotes, a function or `(`";
        match self.peek().clone() {
            Token::Text(text) => {
                let at = self.take().1;
                self.part(ExprNode::Text(text), at)
            }
            Token::Word(text) => {
                let at = self.take().1;
                if self.took("(") {
                    return self.call(Word { text, at });
                }
                self.part(ExprNode::Word(text), at)
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    fn call(&mut self, name: Word) -> Result<Expr, ParseError> {
        let mut args = Vec::new();
        while !self.took(")") {
            args.push(self.deeper(Parser::argument)?);
            if !self.took(",") && *self.peek() != Token::Sign(")") {
                return Err(self.unexpected("`,` or `)`"));
            }
        }
        let at = name.at.start..self.tokens[self.next - 1].1.end;
        self.part(ExprNode::Call(name, args), at)
    }

    fn argument(&mut self) -> Result<Arg, ParseError> {
        let has_label = matches!(self.peek(), Token::Word(_))
            && matches!(self.tokens.get(self.next + 1), Some((Token::Sign(":"), _)));
        if !has_label {
            return Ok(Arg { label: None, value: self.expression()? });
        }
        let label = self.word("a name")?;
        self.take();
        Ok(Arg { label: Some(label), value: self.expression()? })
    }

    fn word(&mut self, expected: &'static str) -> Result<Word, ParseError> {
        match self.peek().clone() {
            Token::Word(text) | Token::Text(text) => Ok(Word { text, at: self.take().1 }),
            _ => Err(self.unexpected(expected)),
        }
    }
}
