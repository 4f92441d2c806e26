//! The brackets of a text as a tree that still has every comment and every blank line that counts.
//!
//! Takes the lexer's pieces, gives nested groups of items. Judges no meaning: any RON will do.

use unicode_width::UnicodeWidthStr;

use super::lexer::{Broken, Lexer, Piece, Sort};

/// Something in brackets; the whole file is one without.
#[derive(Default, Debug)]
pub(super) struct Group<'t> {
    pub(super) open: &'t str,
    pub(super) items: Vec<Item<'t>>,
    /// Comments between the last item and the closing bracket.
    pub(super) tail: Vec<Comment<'t>>,
    pub(super) close: &'t str,
    /// Where the closing bracket stands.
    pub(super) close_at: usize,
    /// How wide it is on one line; `None` when it cannot stand on one.
    pub(super) width: Option<usize>,
}

/// What stands between two commas.
#[derive(Default, Debug)]
pub(super) struct Item<'t> {
    /// Whether a blank line stands before it and its comments.
    pub(super) blank: bool,
    /// The comments before it, on lines of their own.
    pub(super) lead: Vec<Comment<'t>>,
    pub(super) atoms: Vec<Atom<'t>>,
    /// The comments after it on its last line.
    pub(super) trail: Vec<Comment<'t>>,
    /// Where its first atom begins.
    pub(super) at: usize,
    /// The byte after its last atom.
    pub(super) end: usize,
}

/// A comment, and whether a blank line stands before it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Comment<'t> {
    pub(super) text: &'t str,
    pub(super) sort: Sort,
    pub(super) blank: bool,
    own_line: bool,
}

/// A part of an item.
#[derive(Debug)]
pub(super) enum Atom<'t> {
    Token(Piece<'t>),
    Comment(Comment<'t>),
    Group(Group<'t>),
}

const DEEPEST: usize = 128;

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Group<'_>, Broken> {
    let mut parser = Parser { lexer: Lexer::new(text), end: text.len() };
    parser.group(None, 0)
}

struct Parser<'t> {
    lexer: Lexer<'t>,
    end: usize,
}

impl<'t> Parser<'t> {
    fn group(&mut self, open: Option<Piece<'t>>, depth: usize) -> Result<Group<'t>, Broken> {
        if depth > DEEPEST {
            let at = open.map_or(0, |open| open.at);
            return Err(Broken { at, what: "brackets are nested too deeply here" });
        }
        let mut group = Group { open: open.map_or("", |open| open.text), ..Group::default() };
        let mut item = Item::default();
        loop {
            let Some(piece) = self.lexer.next().transpose()? else {
                let Some(open) = open else { break };
                return Err(Broken { at: open.at, what: "this bracket is never closed" });
            };
            match piece.sort {
                Sort::Line | Sort::Block => comment(&mut group, &mut item, piece),
                Sort::Comma if item.atoms.is_empty() || open.is_none() => {
                    return Err(Broken { at: piece.at, what: "nothing stands before this comma" });
                }
                Sort::Comma => {
                    let mut after = Vec::new();
                    group.items.push(finish(&mut item, &mut after));
                    item.lead = after;
                }
                Sort::Close if open.is_some_and(|open| pairs(open.text, piece.text)) => {
                    (group.close, group.close_at) = (piece.text, piece.at);
                    break;
                }
                Sort::Close => {
                    return Err(Broken { at: piece.at, what: "this bracket closes no other" });
                }
                Sort::Header => {
                    begin(&mut item, &piece);
                    item.atoms.push(Atom::Token(piece));
                    group.items.push(finish(&mut item, &mut Vec::new()));
                }
                Sort::Open => {
                    begin(&mut item, &piece);
                    let inner = self.group(Some(piece), depth + 1)?;
                    item.end = inner.close_at + 1;
                    item.atoms.push(Atom::Group(inner));
                }
                Sort::Value | Sort::Colon => {
                    begin(&mut item, &piece);
                    item.end = piece.at + piece.text.len();
                    item.atoms.push(Atom::Token(piece));
                }
            }
        }
        if !item.atoms.is_empty() {
            let last = finish(&mut item, &mut group.tail);
            group.items.push(last);
        }
        group.tail.append(&mut item.lead);
        if open.is_none() {
            group.close_at = self.end;
        }
        group.width = group_width(&group);
        Ok(group)
    }
}

fn pairs(open: &str, close: &str) -> bool {
    matches!((open, close), ("(", ")") | ("[", "]") | ("{", "}"))
}

fn begin(item: &mut Item<'_>, piece: &Piece<'_>) {
    if item.atoms.is_empty() {
        item.at = piece.at;
        item.blank |= piece.breaks > 1 && item.lead.is_empty();
        if let Some(last) = item.lead.last()
            && piece.breaks > 1
            && !last.own_line
        {
            item.blank = true;
        }
    }
}

fn comment<'t>(group: &mut Group<'t>, item: &mut Item<'t>, piece: Piece<'t>) {
    let comment = Comment {
        text: piece.text.trim_end(),
        sort: piece.sort,
        blank: piece.breaks > 1,
        own_line: piece.breaks > 0,
    };
    match group.items.last_mut() {
        _ if !item.atoms.is_empty() => item.atoms.push(Atom::Comment(comment)),
        Some(last) if !comment.own_line && item.lead.is_empty() => last.trail.push(comment),
        _ => item.lead.push(comment),
    }
}

/// Ends an item: comments at its end go behind the comma, or to `tail` if they stand on lines of
/// their own and nothing follows.
fn finish<'t>(item: &mut Item<'t>, tail: &mut Vec<Comment<'t>>) -> Item<'t> {
    let mut item = std::mem::take(item);
    let is_comment = |atom: &Atom<'_>| matches!(atom, Atom::Comment(_));
    let kept = item.atoms.iter().rposition(|atom| !is_comment(atom)).map_or(0, |last| last + 1);
    for atom in item.atoms.split_off(kept) {
        let Atom::Comment(comment) = atom else { continue };
        let list = if comment.own_line || !tail.is_empty() { &mut *tail } else { &mut item.trail };
        list.push(comment);
    }
    item
}

/// The width of a text in columns.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

fn group_width(group: &Group<'_>) -> Option<usize> {
    if !group.tail.is_empty() {
        return None;
    }
    let commas = group.items.len().saturating_sub(1) * 2;
    let items = group.items.iter().enumerate();
    let widths = items.map(|(at, item)| {
        let plain = item.lead.is_empty() && item.trail.is_empty() && !(item.blank && at > 0);
        if plain { atoms_width(&item.atoms) } else { None }
    });
    Some(2 + commas + widths.sum::<Option<usize>>()?)
}

/// The width of some atoms on one line; `None` when there is a comment or line break among them.
pub(super) fn atoms_width(atoms: &[Atom<'_>]) -> Option<usize> {
    let mut width = 0;
    for (at, atom) in atoms.iter().enumerate() {
        width += usize::from(at > 0 && is_spaced(&atoms[at - 1], atom));
        width += match atom {
            Atom::Token(token) if token.text.contains('\n') => return None,
            Atom::Token(token) => columns(token.text),
            Atom::Comment(_) => return None,
            Atom::Group(group) => group.width?,
        };
    }
    Some(width)
}

/// Whether a blank stands between two atoms.
pub(super) fn is_spaced(before: &Atom<'_>, after: &Atom<'_>) -> bool {
    let is = |atom: &Atom<'_>, sort| matches!(atom, Atom::Token(piece) if piece.sort == sort);
    let names_record = is(before, Sort::Value) && matches!(after, Atom::Group(_));
    !(is(after, Sort::Colon) || names_record)
}
