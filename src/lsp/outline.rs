//! What each piece of a model's file is: fields, records, choices, and texts with what they name.
//!
//! Takes the text of a file, gives its pieces in order and its entries. A text that is half written has an outline too:
//! of what its brackets show. Looks nothing up: whether an id is somebody's is not known here.

use std::borrow::Cow;
use std::ops::Range;

use super::brackets::{KnownPlaces, OpenBracket};
use super::slots::{KeyRole, RecordSlot, Slot, TextRole};
use super::texts::{inside, unescaped};
use crate::model::ValueShape;
use crate::project::{FileRole, QueryWordKind, file_role, query_words};
use crate::syntax::{
    Bracketed, SyntaxAtom, SyntaxItem, SyntaxLexer, SyntaxToken, SyntaxTree, TokenKind,
};

/// A piece of a file.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its bytes; of a text those between its quotes.
    pub(super) at: Range<usize>,
    /// The byte after it, with the quotes of a text.
    pub(super) end: usize,
    pub(super) kind: PieceKind,
}

/// What a piece is.
#[derive(Copy, Clone, Debug)]
pub(super) enum PieceKind {
    /// A text and what it says; `defines` where the id is given to what follows.
    Text { role: TextRole, defines: bool },
    /// A word within an expression.
    Word(QueryWordKind),
    /// The name of a field, with the record's and what the field holds.
    Field { record: &'static str, about: &'static str },
    /// The name of a record, or of one of its variants.
    Record { about: &'static str },
    /// One of some names.
    Choice { what: &'static str, about: &'static str },
}

/// An entry of a file: an organ, a source, a tenure.
#[derive(Clone, Debug)]
pub(super) struct OutlineEntry {
    /// The field of the file's record in which it stands.
    pub(super) section: &'static str,
    /// All of it, its id included.
    pub(super) whole: Range<usize>,
    /// Its id without quotes, or the word that its record begins with.
    pub(super) head: Range<usize>,
    /// What is in its parentheses, with them; nothing for an entry that is no record.
    pub(super) body: Option<Range<usize>>,
    /// The text of the field that names it.
    pub(super) name: Option<Range<usize>>,
    pub(super) has_id: bool,
}

/// A section of a file, with the place of its field.
#[derive(Clone, Debug)]
pub(super) struct OutlineSection {
    pub(super) name: &'static str,
    pub(super) head: Range<usize>,
    pub(super) whole: Range<usize>,
    /// The bytes of its brackets and all between them.
    pub(super) brackets: Option<Range<usize>>,
}

/// The pieces of a file, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    pub(super) pieces: Vec<Piece>,
    pub(super) entries: Vec<OutlineEntry>,
    pub(super) sections: Vec<OutlineSection>,
    /// The byte up to which the text was read.
    pub(super) end: usize,
}

impl Outline {
    /// The outline of a file.
    pub(super) fn of(text: &str) -> Outline {
        let tree = SyntaxTree::parse(text);
        Outline::of_tree(&tree, file_role(text))
    }

    /// The outline of the entries in which a stretch of a text lies, and of some before them. Entries are whole but for what
    /// begins before the nearest known place; sections are left out.
    pub(super) fn near(text: &str, stretch: &Range<usize>, known: &KnownPlaces) -> Outline {
        let (from, mut open) = known.before(text, stretch.start);
        let mut head: String =
            open.open[1..].iter().map(|bracket| opening(text, bracket)).collect();
        let mut to = text.len();
        for token in SyntaxLexer::at(text, from) {
            open.take(&token, text);
            if token.start >= stretch.end && open.ends_item(&token) {
                to = token.end;
                break;
            }
        }
        let before = head.len();
        head.push_str(&text[from..to]);
        let tree = SyntaxTree::parse(&head);
        let mut outline = Outline::of_tree(&tree, file_role(text));
        outline.sections.clear();
        outline.end = to;
        outline.entries.retain(|entry| entry.whole.start >= before);
        outline.pieces.retain(|piece| piece.at.start >= before);
        let place = |at: &mut Range<usize>| *at = at.start - before + from..at.end - before + from;
        for entry in &mut outline.entries {
            let stretches = [Some(&mut entry.whole), Some(&mut entry.head)];
            let stretches = stretches.into_iter().chain([entry.body.as_mut(), entry.name.as_mut()]);
            stretches.flatten().for_each(place);
        }
        for piece in &mut outline.pieces {
            place(&mut piece.at);
            piece.end = piece.end - before + from;
        }
        outline
    }

    /// The outline of a file that is taken apart already.
    pub(super) fn of_tree(tree: &SyntaxTree<'_>, role: FileRole) -> Outline {
        let mut reading = Reading { tree, outline: Outline::default() };
        if let Some(slot) = Slot::of_file(role) {
            reading.file(slot);
        }
        // Words of an expression come before it, and a field after what precedes it: all in the order of the text.
        reading
            .outline
            .pieces
            .sort_by_key(|piece| (piece.at.start, std::cmp::Reverse(piece.at.end)));
        reading.outline
    }

    /// The innermost piece in which a byte lies, or at whose end it stands.
    pub(super) fn piece_at(&self, at: usize) -> Option<&Piece> {
        let before = self.pieces.partition_point(|piece| piece.at.start <= at);
        // No piece holds more than the words of one expression.
        let near = self.pieces[..before].iter().rev().take(200);
        let mut holding = near.filter(|piece| at <= piece.at.end);
        holding.next()
    }
}

impl Piece {
    /// What the piece says: of a text what it means, its escapes read.
    pub(super) fn says<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let raw = &text[self.at.clone()];
        match self.kind {
            PieceKind::Text { .. } if is_escaped(text, self) => Cow::Owned(unescaped(raw).0),
            PieceKind::Word(_) => {
                let bare = raw.trim_start_matches(['"', '\'', '\\']);
                Cow::Borrowed(bare.trim_end_matches(['"', '\'', '\\']))
            }
            _ => Cow::Borrowed(raw),
        }
    }
}

/// Whether a text has escapes: a backslash, and no quotes of a raw text.
fn is_escaped(text: &str, piece: &Piece) -> bool {
    let is_raw = text[..piece.at.start].ends_with("r\"") || text[..piece.at.start].ends_with("#\"");
    !is_raw && text[piece.at.clone()].contains('\\')
}

/// A bracket as it is opened, with the key whose value it is.
fn opening(text: &str, bracket: &OpenBracket) -> String {
    let written = |stretch: &Option<Range<usize>>| stretch.clone().map_or("", |at| &text[at]);
    let key = written(&bracket.key);
    let colon = if key.is_empty() { "" } else { ": " };
    format!("{}{}{key}{colon}", written(&bracket.name), &text[bracket.sign.clone()])
}

struct Reading<'s, 't> {
    tree: &'s SyntaxTree<'t>,
    outline: Outline,
}

/// The atoms of an item that are no comments.
fn said(atoms: &[SyntaxAtom]) -> Vec<SyntaxAtom> {
    atoms.iter().copied().filter(|atom| !matches!(atom, SyntaxAtom::Comment(_))).collect()
}

impl<'t> Reading<'_, 't> {
    fn file(&mut self, slot: Slot) {
        let atoms = self.tree.root().items.iter().flat_map(|item| said(&item.atoms));
        let atoms: Vec<SyntaxAtom> = atoms.collect();
        let Some(at) = atoms.iter().position(|atom| matches!(atom, SyntaxAtom::Group(_))) else {
            return;
        };
        let SyntaxAtom::Group(number) = atoms[at] else { return };
        let group = &self.tree.groups()[number];
        let Some(record) = slot.record(None).filter(|_| self.tree.is_opened_by(group, "(")) else {
            return;
        };
        if let Some(SyntaxAtom::Token(name)) = at.checked_sub(1).map(|before| atoms[before]) {
            self.piece(&name, PieceKind::Record { about: record.record.about });
        }
        for item in &group.items {
            let Some((field, value)) = self.field(item, record) else { continue };
            self.section(item, field, value);
        }
    }

    /// A field of the file's own record, with the entries in it.
    fn section(&mut self, item: &SyntaxItem, field: &'static str, value: Slot) {
        let atoms = said(&item.atoms);
        let Some(whole) = self.tree.range(item) else { return };
        let SyntaxAtom::Token(key) = atoms[0] else { return };
        let brackets = atoms.last().and_then(|atom| self.tree.group(atom));
        let range = |group: &Bracketed| group.open.map(|open| open.start..group.end);
        self.outline.sections.push(OutlineSection {
            name: field,
            head: key.range(),
            whole,
            brackets: brackets.and_then(range),
        });
        let is_list = matches!(value.shape, ValueShape::List(_));
        if value.map().is_some() || is_list {
            for item in brackets.iter().flat_map(|group| &group.items) {
                self.entry(item, field);
            }
        }
        self.value(&atoms[2..], value);
    }

    fn entry(&mut self, item: &SyntaxItem, section: &'static str) {
        let Some(whole) = self.tree.range(item) else { return };
        let atoms = said(&item.atoms);
        let Some(SyntaxAtom::Token(first)) = atoms.first().copied() else { return };
        let has_id = self.tree.key(item).is_some();
        let body = self.tree.bracketed(item).filter(|group| self.tree.is_opened_by(group, "("));
        let name = body.and_then(|group| {
            let field = ["name", "title"].iter().find_map(|key| self.tree.field(group, key))?;
            match said(&field.atoms).last() {
                Some(SyntaxAtom::Token(token)) if token.kind == TokenKind::Text => {
                    Some(inside(self.tree.text(), token.range()))
                }
                _ => None,
            }
        });
        let body = body.and_then(|group| group.open.map(|open| open.start..group.end));
        let head = inside(self.tree.text(), first.range());
        self.outline.entries.push(OutlineEntry { section, whole, head, body, name, has_id });
    }

    /// Takes in the name of a field; gives the slot of its value.
    fn field(&mut self, item: &SyntaxItem, record: RecordSlot) -> Option<(&'static str, Slot)> {
        let atoms = said(&item.atoms);
        let key = self.tree.key(item)?;
        let SyntaxAtom::Token(token) = atoms[0] else { return None };
        let (field, slot) = record.field(key)?;
        let (record, about) = (record.record.name, field.about);
        self.piece(&token, PieceKind::Field { record, about });
        Some((field.name, slot))
    }

    fn value(&mut self, atoms: &[SyntaxAtom], slot: Slot) {
        match *atoms {
            [SyntaxAtom::Token(token)] => self.leaf(&token, slot),
            [.., SyntaxAtom::Group(number)] => {
                let name = match atoms {
                    [.., SyntaxAtom::Token(name), _] if name.kind == TokenKind::Word => Some(*name),
                    _ => None,
                };
                let group = &self.tree.groups()[number];
                let Some(open) = group.open else { return };
                match self.tree.str(&open) {
                    "(" => self.record(name, group, slot),
                    "[" => {
                        for item in &group.items {
                            self.value(&said(&item.atoms), slot.item());
                        }
                    }
                    _ => self.map(group, slot),
                }
            }
            _ => {}
        }
    }

    fn record(&mut self, name: Option<SyntaxToken>, group: &Bracketed, slot: Slot) {
        let word = name.map(|name| self.tree.str(&name));
        let Some(record) = slot.record(word) else { return };
        if let Some(name) = name {
            self.piece(&name, record_kind(self.tree.str(&name), slot, record));
        }
        for item in &group.items {
            let Some((_, value)) = self.field(item, record) else { continue };
            self.value(&said(&item.atoms)[2..], value);
        }
    }

    fn map(&mut self, group: &Bracketed, slot: Slot) {
        let Some((keys, value)) = slot.map() else { return };
        for item in &group.items {
            let atoms = said(&item.atoms);
            let key = self.tree.key(item).and(atoms.first().copied());
            let Some(SyntaxAtom::Token(key)) = key else { continue };
            if let Some(KeyRole { role, defines }) = keys {
                self.text(&key, role, defines);
            }
            self.value(&atoms[2..], value);
        }
    }

    fn leaf(&mut self, token: &SyntaxToken, slot: Slot) {
        match token.kind {
            TokenKind::Text => {
                if let Some(role) = slot.text() {
                    self.text(token, role, false);
                }
            }
            TokenKind::Word => {
                if let ValueShape::Choice(choice) | ValueShape::Variants(choice, _) =
                    slot.bare().shape
                {
                    let word = self.tree.str(token);
                    let at = choice.names.iter().position(|name| *name == word);
                    let about = at.map_or("", |at| choice.about[at]);
                    self.piece(token, PieceKind::Choice { what: choice.what, about });
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, token: &SyntaxToken, role: TextRole, defines: bool) {
        let text = self.tree.text();
        let at = inside(text, token.range());
        let mut piece =
            Piece { at: at.clone(), end: token.end, kind: PieceKind::Text { role, defines } };
        match role {
            TextRole::Cite => {
                let source = text[at.clone()].find(' ').map_or(at.end, |blank| at.start + blank);
                piece.at.end = source;
                if source < at.end {
                    piece.end = source;
                }
                piece.kind = PieceKind::Text { role: TextRole::Source, defines: false };
            }
            TextRole::Expression => self.expression(&piece),
            _ => {}
        }
        self.outline.pieces.push(piece);
    }

    /// The words of an expression, at the bytes at which they stand in the file.
    fn expression(&mut self, whole: &Piece) {
        let text = self.tree.text();
        let raw = &text[whole.at.clone()];
        let (read, places) = match is_escaped(text, whole) {
            true => unescaped(raw),
            false => (raw.to_owned(), Vec::new()),
        };
        let place = |at: usize| whole.at.start + places.get(at).copied().unwrap_or(at);
        for word in query_words(&read) {
            let at = place(word.at.start)..place(word.at.end);
            let end = at.end;
            self.outline.pieces.push(Piece { at, end, kind: PieceKind::Word(word.kind) });
        }
    }

    fn piece(&mut self, token: &SyntaxToken, kind: PieceKind) {
        self.outline.pieces.push(Piece { at: token.range(), end: token.end, kind });
    }
}

/// What the name before some parentheses is.
fn record_kind(name: &str, slot: Slot, record: RecordSlot) -> PieceKind {
    if let ValueShape::Variants(choice, _) = slot.bare().shape {
        let at = choice.names.iter().position(|known| *known == name);
        return PieceKind::Record { about: at.map_or(record.record.about, |at| choice.about[at]) };
    }
    PieceKind::Record { about: record.record.about }
}
