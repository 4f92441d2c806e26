//! The one style of model files, from the tree of brackets.
//!
//! Takes a tree, gives text. What fits on one line stands on one; else each item has its own line;
//! a long list of plain values fills lines. Changes no piece of the text.

use super::lexer::{Piece, Sort};
use super::tree::{Atom, Comment, Group, Item, atoms_width, columns, is_spaced};

/// How far a line may reach.
pub(super) const WIDTH: usize = 120;
pub(super) const STEP: usize = 4;

/// Writes a whole file.
pub(super) fn file(root: &Group<'_>) -> String {
    let mut printer = Printer { out: String::new(), line: 0 };
    for (at, item) in root.items.iter().enumerate() {
        printer.lead(item, 0, at == 0);
        printer.atoms(&item.atoms, 0, 0, Some(0));
        printer.trail(&item.trail, 0);
        printer.out.push('\n');
    }
    for (at, comment) in root.tail.iter().enumerate() {
        printer.comment(comment, 0, at == 0 && root.items.is_empty());
    }
    printer.out
}

/// Writes one entry of a section, without its comma, at an indent.
pub(super) fn entry(out: &mut String, item: &Item<'_>, indent: usize) {
    let line = out.rfind('\n').map_or(0, |at| at + 1);
    let mut printer = Printer { out: std::mem::take(out), line };
    printer.atoms(&item.atoms, indent, 1, None);
    *out = printer.out;
}

struct Printer {
    out: String,
    /// Where the present line begins.
    line: usize,
}

impl Printer {
    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.line = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn column(&self) -> usize {
        columns(&self.out[self.line..])
    }

    /// A comment with a line of its own, at the head of a line.
    fn comment(&mut self, comment: &Comment<'_>, indent: usize, first: bool) {
        if comment.blank && !first {
            self.out.push('\n');
        }
        self.line = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(comment.text);
        self.out.push('\n');
    }

    /// The comments before an item and the indent of the item itself, at the head of a line.
    fn lead(&mut self, item: &Item<'_>, indent: usize, first: bool) {
        for (at, comment) in item.lead.iter().enumerate() {
            self.comment(comment, indent, first && at == 0);
        }
        if item.blank && !(first && item.lead.is_empty()) {
            self.out.push('\n');
        }
        self.line = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn trail(&mut self, trail: &[Comment<'_>], indent: usize) {
        for (at, comment) in trail.iter().enumerate() {
            let after_line = at > 0 && trail[at - 1].sort == Sort::Line;
            if after_line {
                self.new_line(indent);
            } else {
                self.out.push(' ');
            }
            self.out.push_str(comment.text);
        }
    }

    /// Writes the atoms of an item; `after` columns follow them on the line. `depth` counts from the
    /// file (0) where its sections are wanted on lines of their own.
    fn atoms(&mut self, atoms: &[Atom<'_>], indent: usize, after: usize, depth: Option<usize>) {
        for (at, atom) in atoms.iter().enumerate() {
            let broken =
                at > 0 && matches!(&atoms[at - 1], Atom::Comment(last) if last.sort == Sort::Line);
            if broken {
                self.new_line(indent + STEP);
            } else if at > 0 && is_spaced(&atoms[at - 1], atom) {
                self.out.push(' ');
            }
            match atom {
                Atom::Token(token) => self.token(token),
                Atom::Comment(comment) => self.out.push_str(comment.text),
                Atom::Group(group) => {
                    let rest = atoms_width(&atoms[at..]).map(|width| width + after);
                    let fits = rest.is_some_and(|rest| self.column() + rest <= WIDTH);
                    if fits && !is_section(group, depth) {
                        self.flat(group);
                    } else {
                        self.broken(group, indent, depth.map(|depth| depth + 1));
                    }
                }
            }
        }
    }

    fn token(&mut self, token: &Piece<'_>) {
        self.out.push_str(token.text);
        if let Some(last) = token.text.rfind('\n') {
            self.line = self.out.len() - (token.text.len() - last - 1);
        }
    }

    fn flat(&mut self, group: &Group<'_>) {
        self.out.push_str(group.open);
        for (at, item) in group.items.iter().enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            for (at, atom) in item.atoms.iter().enumerate() {
                if at > 0 && is_spaced(&item.atoms[at - 1], atom) {
                    self.out.push(' ');
                }
                match atom {
                    Atom::Token(token) => self.out.push_str(token.text),
                    Atom::Group(group) => self.flat(group),
                    Atom::Comment(_) => unreachable!("what holds a comment has no width"),
                }
            }
        }
        self.out.push_str(group.close);
    }

    fn broken(&mut self, group: &Group<'_>, indent: usize, depth: Option<usize>) {
        self.out.push_str(group.open);
        if group.items.is_empty() && group.tail.is_empty() {
            self.out.push_str(group.close);
            return;
        }
        let inner = indent + STEP;
        if is_plain(group) {
            self.filled(group, inner);
        } else {
            self.out.push('\n');
            for (at, item) in group.items.iter().enumerate() {
                self.lead(item, inner, at == 0);
                self.atoms(&item.atoms, inner, 1, depth);
                self.out.push(',');
                self.trail(&item.trail, inner);
                self.out.push('\n');
            }
            for (at, comment) in group.tail.iter().enumerate() {
                self.comment(comment, inner, at == 0 && group.items.is_empty());
            }
            self.out.pop();
        }
        self.new_line(indent);
        self.out.push_str(group.close);
    }

    /// A long list of plain values: as many on a line as it takes.
    fn filled(&mut self, group: &Group<'_>, indent: usize) {
        self.new_line(indent);
        for (at, item) in group.items.iter().enumerate() {
            let [Atom::Token(token)] = item.atoms.as_slice() else { unreachable!("seen before") };
            let width = columns(token.text) + 1;
            if at > 0 && self.column() + 1 + width > WIDTH {
                self.new_line(indent);
            } else if at > 0 {
                self.out.push(' ');
            }
            self.out.push_str(token.text);
            self.out.push(',');
        }
    }
}

/// Whether a group is the file's record, or a section of it that is a map or has records: these have lines of their
/// own even where they would fit on one.
fn is_section(group: &Group<'_>, depth: Option<usize>) -> bool {
    let has_entries = || {
        let atoms = group.items.iter().flat_map(|item| &item.atoms);
        atoms.into_iter().any(|atom| matches!(atom, Atom::Group(_)))
    };
    match depth {
        Some(0) => !group.items.is_empty(),
        Some(1) => has_entries() || (group.open == "{" && !group.items.is_empty()),
        _ => false,
    }
}

fn is_plain(group: &Group<'_>) -> bool {
    let plain = |item: &Item<'_>| {
        let single =
            matches!(item.atoms.as_slice(), [Atom::Token(token)] if !token.text.contains('\n'));
        single && item.lead.is_empty() && item.trail.is_empty() && !item.blank
    };
    group.open == "[" && group.tail.is_empty() && group.items.iter().all(plain)
}
