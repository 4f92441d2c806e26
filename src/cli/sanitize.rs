//! A terminal that text cannot take over.
//!
//! Takes what a command writes to a terminal; passes it on with a sign in the place of each control
//! character, so that no name in a model moves the cursor, sets a title or makes a link. The
//! program's own bold and dim pass. Never used where the output goes elsewhere.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

/// Whether what is written was made safe already.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Trust {
    /// Names may stand in it.
    Text,
    /// A program reads it: it passes as it is, unless a terminal shows it.
    Data,
    /// It has styles and links of the program's own, and names only as `diagnostics::plain` gives them.
    Safe,
}

/// The parameters of bold, dim and back.
const OWN: [&[u8]; 3] = [b"0", b"1", b"2"];

/// See the top of this file.
pub(super) struct Sanitized<W> {
    inner: W,
    trust: Rc<Cell<Trust>>,
    /// The beginning of a sequence whose end has not come yet.
    begun: Vec<u8>,
}

impl<W: Write> Sanitized<W> {
    pub(super) fn new(inner: W, trust: Rc<Cell<Trust>>) -> Sanitized<W> {
        Sanitized { inner, trust, begun: Vec::new() }
    }

    /// One byte more: what can be written by now goes to `out`.
    fn take(&mut self, byte: u8, out: &mut Vec<u8>) {
        match (&self.begun[..], byte) {
            ([], 0x1b | 0xc2 | 0xe2) | ([0xe2], 0x80 | 0x81) | ([0x1b], b'[') => {
                self.begun.push(byte)
            }
            ([0xc2], 0x80..=0x9f) => {
                self.begun.clear();
                out.extend("\u{fffd}".bytes());
            }
            // Marks that embed or override a direction (Unicode TR9): U+202A to U+202E, U+2066 to U+2069.
            ([0xe2, 0x80], 0xaa..=0xae) | ([0xe2, 0x81], 0xa6..=0xa9) => {
                self.begun.clear();
                out.extend("\u{fffd}".bytes());
            }
            ([0x1b, b'[', ..], b'0'..=b'9') if self.begun.len() < 4 => self.begun.push(byte),
            ([0x1b, b'[', parameters @ ..], b'm') if OWN.contains(&parameters) => {
                out.append(&mut self.begun);
                out.push(byte);
            }
            ([], b'\n' | b'\t') => out.push(byte),
            ([], 0..0x20) => out.extend([0xe2, 0x90, 0x80 + byte]),
            ([], 0x7f) => out.extend("␡".bytes()),
            ([], _) => out.push(byte),
            _ => {
                self.give_up(out);
                self.take(byte, out);
            }
        }
    }

    /// What had begun is no sequence that may pass.
    fn give_up(&mut self, out: &mut Vec<u8>) {
        match self.begun.split_first() {
            Some((0x1b, rest)) => {
                out.extend("␛".bytes());
                out.extend(rest);
            }
            _ => out.extend(&self.begun),
        }
        self.begun.clear();
    }
}

impl<W: Write> Write for Sanitized<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = Vec::with_capacity(bytes.len());
        match self.trust.get() {
            Trust::Safe => out.extend(bytes),
            Trust::Text | Trust::Data => bytes.iter().for_each(|&byte| self.take(byte, &mut out)),
        }
        self.inner.write_all(&out)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// A stream that is no terminal: data pass as they are, of other text the styles are taken out.
pub(super) struct Piped<W> {
    styled: W,
    trust: Rc<Cell<Trust>>,
}

impl<W: Write> Piped<W> {
    pub(super) fn new(styled: W, trust: Rc<Cell<Trust>>) -> Piped<W> {
        Piped { styled, trust }
    }
}

impl<W: Write> Write for Piped<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.trust.get() {
            Trust::Data => io::stdout().write(bytes),
            Trust::Text | Trust::Safe => self.styled.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.styled.flush()?;
        io::stdout().flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_not_overridden_and_other_signs_pass() {
        let name = "a\u{202e}b\u{2066}c\u{2069} – “당” \u{2028}€\u{2010}";
        let safe = "a\u{fffd}b\u{fffd}c\u{fffd} – “당” \u{2028}€\u{2010}";
        assert_eq!(shown(name, Trust::Text), safe);
    }

    fn shown(text: &str, trust: Trust) -> String {
        let mut tame = Sanitized::new(Vec::new(), Rc::new(Cell::new(trust)));
        for byte in text.as_bytes() {
            tame.write_all(&[*byte]).unwrap();
        }
        String::from_utf8(tame.inner).unwrap()
    }

    #[test]
    fn names_cannot_move_the_cursor_or_make_a_link() {
        let name = "\u{1b}[1m당\u{1b}[0m \u{1b}[31m\u{1b}]8;;http://x\u{7}a\u{9b}2J£\u{1b}[2Jb\r\u{1b}\u{1b}[2mc";
        let safe = "\u{1b}[1m당\u{1b}[0m ␛[31m␛]8;;http://x␇a\u{fffd}2J£␛[2Jb␍␛\u{1b}[2mc";
        assert_eq!(shown(name, Trust::Text), safe);
        assert_eq!(shown(name, Trust::Safe), name);
    }
}
