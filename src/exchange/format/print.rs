//! The one style of model files, from the tree of brackets.
//!
//! Takes a tree, gives text. What fits on one line stands on one; else each item has its own line;
//! a long list of plain values fills lines. Changes no piece of the text.

use unicode_width::UnicodeWidthStr;

use crate::syntax::{
    Bracketed, Comment, SyntaxAtom, SyntaxItem, SyntaxToken, SyntaxTree, TokenKind,
};

/// How far a line may reach.
pub(super) const WIDTH: usize = 120;
pub(super) const STEP: usize = 4;

/// Writes a whole file.
pub(super) fn file(tree: &SyntaxTree<'_>) -> String {
    let mut printer = Printer::new(tree, String::new());
    let root = tree.root();
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

/// Writes the first item of a text, an entry of a section, without its comma and at an indent.
pub(super) fn entry(out: &mut String, tree: &SyntaxTree<'_>, indent: usize) {
    let mut printer = Printer::new(tree, std::mem::take(out));
    printer.atoms(&tree.root().items[0].atoms, indent, 1, None);
    *out = printer.out;
}

/// The width of a text in columns.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

struct Printer<'s> {
    tree: &'s SyntaxTree<'s>,
    /// How wide each group is on one line; `None` when it cannot stand on one.
    widths: Vec<Option<usize>>,
    out: String,
    /// Where the present line begins.
    line: usize,
}

impl<'s> Printer<'s> {
    fn new(tree: &'s SyntaxTree<'_>, out: String) -> Self {
        let line = out.rfind('\n').map_or(0, |at| at + 1);
        let mut printer = Printer { tree, widths: vec![None; tree.groups().len()], out, line };
        // Those inside a group come after it.
        for (at, group) in tree.groups().iter().enumerate().rev() {
            printer.widths[at] = printer.group_width(group);
        }
        printer
    }

    fn group_width(&self, group: &Bracketed) -> Option<usize> {
        if !group.tail.is_empty() {
            return None;
        }
        let commas = group.items.len().saturating_sub(1) * 2;
        let items = group.items.iter().enumerate();
        let widths = items.map(|(at, item)| {
            let has_comment = !(item.lead.is_empty() && item.trail.is_empty());
            let stands_apart = item.blank_before && at > 0;
            if has_comment || stands_apart { None } else { self.atoms_width(&item.atoms) }
        });
        Some(2 + commas + widths.sum::<Option<usize>>()?)
    }

    /// The width of some atoms on one line; `None` when there is a comment or line break among them.
    fn atoms_width(&self, atoms: &[SyntaxAtom]) -> Option<usize> {
        let mut width = 0;
        for (at, atom) in atoms.iter().enumerate() {
            width += usize::from(at > 0 && is_spaced(&atoms[at - 1], atom));
            width += match atom {
                SyntaxAtom::Token(token) if self.tree.str(token).contains('\n') => return None,
                SyntaxAtom::Token(token) => columns(self.tree.str(token)),
                SyntaxAtom::Comment(_) => return None,
                SyntaxAtom::Group(group) => self.widths[*group]?,
            };
        }
        Some(width)
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.line = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn column(&self) -> usize {
        columns(&self.out[self.line..])
    }

    /// A comment with a line of its own, at the head of a line.
    fn comment(&mut self, comment: &Comment, indent: usize, first: bool) {
        if comment.blank_before && !first {
            self.out.push('\n');
        }
        self.line = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(self.comment_text(comment));
        self.out.push('\n');
    }

    /// The comments before an item and the indent of the item itself, at the head of a line.
    fn lead(&mut self, item: &SyntaxItem, indent: usize, first: bool) {
        for (at, comment) in item.lead.iter().enumerate() {
            self.comment(comment, indent, first && at == 0);
        }
        if item.blank_before && !(first && item.lead.is_empty()) {
            self.out.push('\n');
        }
        self.line = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn trail(&mut self, trail: &[Comment], indent: usize) {
        for (at, comment) in trail.iter().enumerate() {
            let after_line = at > 0 && is_line(&trail[at - 1]);
            if after_line {
                self.new_line(indent);
            } else {
                self.out.push(' ');
            }
            self.out.push_str(self.comment_text(comment));
        }
    }

    /// Writes the atoms of an item; `after` columns follow them on the line. `depth` counts from the
    /// file (0) where its sections are wanted on lines of their own.
    fn atoms(&mut self, atoms: &[SyntaxAtom], indent: usize, after: usize, depth: Option<usize>) {
        for (at, atom) in atoms.iter().enumerate() {
            let broken =
                at > 0 && matches!(&atoms[at - 1], SyntaxAtom::Comment(last) if is_line(last));
            if broken {
                self.new_line(indent + STEP);
            } else if at > 0 && is_spaced(&atoms[at - 1], atom) {
                self.out.push(' ');
            }
            match atom {
                SyntaxAtom::Token(token) => self.token(token),
                SyntaxAtom::Comment(comment) => self.out.push_str(self.comment_text(comment)),
                SyntaxAtom::Group(group) => {
                    let group = &self.tree.groups()[*group];
                    let rest = self.atoms_width(&atoms[at..]).map(|width| width + after);
                    let fits = rest.is_some_and(|rest| self.column() + rest <= WIDTH);
                    if fits && !self.is_section(group, depth) {
                        self.flat(group);
                    } else {
                        self.broken(group, indent, depth.map(|depth| depth + 1));
                    }
                }
            }
        }
    }

    fn comment_text(&self, comment: &Comment) -> &'s str {
        self.tree.str(&comment.token).trim_end()
    }

    fn token(&mut self, token: &SyntaxToken) {
        let text = self.tree.str(token);
        self.out.push_str(text);
        if let Some(last) = text.rfind('\n') {
            self.line = self.out.len() - (text.len() - last - 1);
        }
    }

    fn bracket(&mut self, bracket: Option<SyntaxToken>) {
        self.out.extend(bracket.map(|token| self.tree.str(&token)));
    }

    fn flat(&mut self, group: &Bracketed) {
        self.bracket(group.open);
        for (at, item) in group.items.iter().enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            for (at, atom) in item.atoms.iter().enumerate() {
                if at > 0 && is_spaced(&item.atoms[at - 1], atom) {
                    self.out.push(' ');
                }
                match atom {
                    SyntaxAtom::Token(token) => self.out.push_str(self.tree.str(token)),
                    SyntaxAtom::Group(group) => self.flat(&self.tree.groups()[*group]),
                    SyntaxAtom::Comment(_) => unreachable!("what holds a comment has no width"),
                }
            }
        }
        self.bracket(group.close);
    }

    fn broken(&mut self, group: &Bracketed, indent: usize, depth: Option<usize>) {
        self.bracket(group.open);
        if group.items.is_empty() && group.tail.is_empty() {
            self.bracket(group.close);
            return;
        }
        let inner = indent + STEP;
        if self.is_plain(group) {
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
        self.bracket(group.close);
    }

    /// A long list of plain values: as many on a line as it takes.
    fn filled(&mut self, group: &Bracketed, indent: usize) {
        self.new_line(indent);
        for (at, item) in group.items.iter().enumerate() {
            let [SyntaxAtom::Token(token)] = item.atoms.as_slice() else {
                unreachable!("seen before")
            };
            let text = self.tree.str(token);
            let width = columns(text) + 1;
            if at > 0 && self.column() + 1 + width > WIDTH {
                self.new_line(indent);
            } else if at > 0 {
                self.out.push(' ');
            }
            self.out.push_str(text);
            self.out.push(',');
        }
    }

    /// Whether a group is the file's record, or a section of it that is a map or has records: these have
    /// lines of their own even where they would fit on one.
    fn is_section(&self, group: &Bracketed, depth: Option<usize>) -> bool {
        let has_entries = || {
            let mut atoms = group.items.iter().flat_map(|item| &item.atoms);
            atoms.any(|atom| matches!(atom, SyntaxAtom::Group(_)))
        };
        let is_map = || self.tree.is_opened_by(group, "{") && !group.items.is_empty();
        match depth {
            Some(0) => !group.items.is_empty(),
            Some(1) => has_entries() || is_map(),
            _ => false,
        }
    }

    fn is_plain(&self, group: &Bracketed) -> bool {
        let is_one_line = |atom: &SyntaxAtom| match atom {
            SyntaxAtom::Token(token) => !self.tree.str(token).contains('\n'),
            _ => false,
        };
        let plain = |(at, item): (usize, &SyntaxItem)| {
            let single = matches!(&item.atoms[..], [atom] if is_one_line(atom));
            let has_comment = !(item.lead.is_empty() && item.trail.is_empty());
            single && !has_comment && !(item.blank_before && at > 0)
        };
        let mut items = group.items.iter().enumerate();
        self.tree.is_opened_by(group, "[") && group.tail.is_empty() && items.all(plain)
    }
}

fn is_line(comment: &Comment) -> bool {
    comment.token.kind == TokenKind::LineComment
}

/// Whether a blank stands between two atoms.
fn is_spaced(before: &SyntaxAtom, after: &SyntaxAtom) -> bool {
    let is_colon = |atom: &SyntaxAtom| matches!(atom, SyntaxAtom::Token(token) if token.kind == TokenKind::Colon);
    let is_value = |atom: &SyntaxAtom| matches!(atom, SyntaxAtom::Token(token) if token.kind != TokenKind::Colon);
    let names_record = is_value(before) && matches!(after, SyntaxAtom::Group(_));
    !(is_colon(after) || names_record)
}
