//! Which brackets are open at a byte of a text, and what stands in them so far.
//!
//! Takes a text and a byte; reads from the nearest place before it at which the brackets are known, so that a place in the
//! middle of a large text is found as fast as one at its head. Gives nothing that the text from its beginning would not
//! give. Knows no record and no field.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::syntax::{SyntaxLexer, SyntaxToken, TokenKind};

/// How far apart two known places lie, in bytes: so much is read again at the most, beside one entry.
const STRIDE: usize = 8192;

/// Known places lie no deeper than in the brackets of a section: (the whole of the text), its record, the section.
const DEEPEST: usize = 3;

/// A bracket that is open. All stretches are bytes of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenBracket {
    /// The bracket; nothing for the whole text.
    pub(super) sign: Range<usize>,
    /// The word before it.
    pub(super) name: Option<Range<usize>>,
    /// The key of the item that is being written, once its colon stands there.
    pub(super) key: Option<Range<usize>>,
    /// The word or text that the item begins with.
    first: Option<Range<usize>>,
    /// How many pieces the value has.
    pub(super) pieces: usize,
    /// The keys that stand in parentheses so far.
    pub(super) present: Vec<Range<usize>>,
    /// Whether it is one of the parentheses.
    is_record: bool,
}

impl OpenBracket {
    fn next_item(&mut self) {
        (self.key, self.first, self.pieces) = (None, None, 0);
    }

    fn token(&mut self, token: &SyntaxToken) {
        match token.kind {
            TokenKind::Comma => self.next_item(),
            TokenKind::Colon if self.key.is_none() => {
                self.key = self.first.take();
                if self.is_record {
                    self.present.extend(self.key.clone());
                }
                self.pieces = 0;
            }
            _ => {
                self.first.get_or_insert(token.range());
                self.pieces += 1;
            }
        }
    }
}

/// The brackets that are open behind some token, and the word that stands last.
#[derive(Clone, Debug)]
pub(super) struct OpenBrackets {
    /// From the whole text to the innermost.
    pub(super) open: Vec<OpenBracket>,
    word: Option<Range<usize>>,
}

impl Default for OpenBrackets {
    fn default() -> Self {
        OpenBrackets { open: vec![OpenBracket::default()], word: None }
    }
}

impl OpenBrackets {
    /// Takes in the next token of a text, of which blanks, comments and headers say nothing.
    pub(super) fn take(&mut self, token: &SyntaxToken, text: &str) {
        match token.kind {
            _ if token.is_trivia() || token.kind == TokenKind::Header => {}
            TokenKind::Open => {
                let name = self.word.take();
                let is_record = text[token.range()].starts_with('(');
                let sign = token.range();
                self.open.push(OpenBracket { sign, name, is_record, ..OpenBracket::default() });
            }
            TokenKind::Close => {
                if self.open.len() > 1 {
                    self.open.pop();
                }
                if let Some(outer) = self.open.last_mut() {
                    outer.pieces += 1;
                }
                self.word = None;
            }
            _ => {
                if let Some(innermost) = self.open.last_mut() {
                    innermost.token(token);
                }
                self.word = (token.kind == TokenKind::Word).then(|| token.range());
            }
        }
    }

    /// Whether an item of a section, or of what holds the sections, ends with a token that was just taken in.
    pub(super) fn ends_item(&self, token: &SyntaxToken) -> bool {
        token.kind == TokenKind::Comma && self.open.len() <= DEEPEST
    }
}

/// A place of a text, behind the comma of an entry, at which the brackets are known.
#[derive(Clone, Debug)]
struct KnownPlace {
    at: usize,
    open: Arc<OpenBrackets>,
}

/// The places of one text at which its brackets are known, shared by all who read the text.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownPlaces(Arc<Mutex<PlaceList>>);

/// The known places in order.
#[derive(Clone, Debug, Default)]
struct PlaceList {
    places: Vec<KnownPlace>,
}

impl KnownPlaces {
    /// The places that are still known when the text has changed from a byte on.
    pub(super) fn up_to(&self, at: usize) -> KnownPlaces {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = known.places.partition_point(|place| place.at <= at);
        let places = known.places[..kept].to_vec();
        KnownPlaces(Arc::new(Mutex::new(PlaceList { places })))
    }

    /// The last known place before a byte, with the brackets that are open there.
    pub(super) fn before(&self, text: &str, at: usize) -> (usize, OpenBrackets) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).before(text, at)
    }
}

impl PlaceList {
    /// As [`KnownPlaces::before`]. What is not known yet between the last known place and the byte is read and kept.
    fn before(&mut self, text: &str, at: usize) -> (usize, OpenBrackets) {
        let last = self.places.last();
        if last.is_none_or(|last| last.at + STRIDE <= at) {
            let (mut from, mut open) =
                last.map_or_else(Default::default, |last| (last.at, (*last.open).clone()));
            for token in SyntaxLexer::at(text, from) {
                if token.end > at {
                    break;
                }
                open.take(&token, text);
                if open.ends_item(&token) && token.end >= from + STRIDE {
                    from = token.end;
                    self.places.push(KnownPlace { at: from, open: Arc::new(open.clone()) });
                }
            }
        }
        let near = self.places.partition_point(|place| place.at <= at);
        let near = near.checked_sub(1).map(|near| &self.places[near]);
        near.map_or_else(Default::default, |place| (place.at, (*place.open).clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The brackets at a byte, read from the beginning.
    fn plainly(text: &str, at: usize) -> String {
        let mut open = OpenBrackets::default();
        for token in SyntaxLexer::new(text).take_while(|token| token.end <= at) {
            open.take(&token, text);
        }
        format!("{open:?}")
    }

    fn read_on(places: &KnownPlaces, text: &str, at: usize) -> String {
        let (from, mut open) = places.before(text, at);
        for token in SyntaxLexer::at(text, from).take_while(|token| token.end <= at) {
            open.take(&token, text);
        }
        format!("{open:?}")
    }

    fn count(places: &KnownPlaces) -> usize {
        places.0.lock().unwrap().places.len()
    }

    fn long_text() -> String {
        let entries = |what: &str| -> String {
            let entry = |at: usize| {
                format!("  \"{what}-{at}\": Organ(name: \"N, {{{at}\", under: [\"a\"],),\n")
            };
            (0..400).map(entry).collect()
        };
        format!(
            "Model(\n title: \"t\",\n organs: {{\n{}}},\n people: {{\n{}}},\n)",
            entries("o"),
            entries("p")
        )
    }

    #[test]
    fn a_place_has_the_brackets_that_the_text_from_its_beginning_gives_it() {
        let text = long_text();
        let places = KnownPlaces::default();
        for at in (0..text.len()).rev().step_by(997).chain((0..text.len()).step_by(1013)) {
            assert_eq!(read_on(&places, &text, at), plainly(&text, at), "{at}");
        }
        assert!(count(&places) > 3);
    }

    #[test]
    fn what_was_known_before_a_change_is_kept_and_no_more() {
        let mut text = long_text();
        let mut places = KnownPlaces::default();
        places.before(&text, text.len());
        let known = count(&places);
        // Each of these makes what follows another thing: a text, a comment, a deeper bracket.
        for change in ["\"", "/*", "(", ")", "x"] {
            let at = text.len() / 2;
            let at = at + text[at..].find(',').unwrap() + 1;
            text.insert_str(at, change);
            places = places.up_to(at);
            assert!(count(&places) < known);
            for at in [at, at + 1, at + 40, text.len() - 3] {
                assert_eq!(read_on(&places, &text, at), plainly(&text, at), "{change} {at}");
            }
        }
    }
}
