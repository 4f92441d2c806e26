//! A model's file as lines that show what changed when two of them are compared.
//!
//! Takes the text of a file, gives each entry as a heading with a line for each of its fields and for each item of a list;
//! entries stand by their ids. Spaces, line breaks, commas and the order of entries make no difference. Leaves comments out
//! and gives a text that is no RON as it is.

use std::fmt::Write;

use crate::syntax::{Bracketed, SyntaxAtom, SyntaxItem, SyntaxTree, TokenKind};

/// The lines of a file, for `git diff` and its like.
#[must_use]
pub fn flat_lines(text: &str) -> String {
    let tree = SyntaxTree::parse(text);
    let Some(record) = tree.record().filter(|_| tree.problems().is_empty()) else {
        return text.to_owned();
    };
    let mut lines = String::new();
    for item in &record.items {
        let Some(section) = tree.key(item) else { continue };
        let entries = tree.bracketed(item).filter(|group| !tree.is_opened_by(group, "("));
        match entries {
            None => {
                let _ = writeln!(lines, "{section}: {}", value(&tree, item));
            }
            Some(entries) => {
                let mut shown: Vec<String> =
                    entries.items.iter().map(|entry| self::entry(&tree, section, entry)).collect();
                shown.sort();
                lines.extend(shown);
            }
        }
    }
    lines
}

/// An entry: its heading, and a line for each field.
fn entry(tree: &SyntaxTree<'_>, section: &str, item: &SyntaxItem) -> String {
    let fields = tree.bracketed(item).filter(|group| tree.is_opened_by(group, "("));
    let Some(fields) = fields else { return format!("{section} {}\n", flat(tree, &item.atoms)) };
    let head = match tree.key(item) {
        Some(key) => key.to_owned(),
        None => flat(tree, &item.atoms),
    };
    let mut lines = format!("{section} {head}\n");
    if tree.key(item).is_none() {
        return lines;
    }
    for field in &fields.items {
        let Some(name) = tree.key(field) else { continue };
        let list = tree.bracketed(field).filter(|group| tree.is_opened_by(group, "["));
        match list {
            Some(list) => {
                for one in &list.items {
                    let _ = writeln!(lines, "    {name}: {}", flat(tree, &one.atoms));
                }
            }
            None => {
                let _ = writeln!(lines, "    {name}: {}", value(tree, field));
            }
        }
    }
    lines
}

/// The value of a field.
fn value(tree: &SyntaxTree<'_>, item: &SyntaxItem) -> String {
    let said = item.atoms.iter().filter(|atom| !matches!(atom, SyntaxAtom::Comment(_)));
    flat(tree, &said.skip(2).copied().collect::<Vec<_>>())
}

/// Some atoms on one line, with the same blanks whatever they were written with, and without comments.
pub(super) fn flat(tree: &SyntaxTree<'_>, atoms: &[SyntaxAtom]) -> String {
    let mut line = String::new();
    for atom in atoms {
        match atom {
            SyntaxAtom::Comment(_) => {}
            SyntaxAtom::Token(token) if token.kind == TokenKind::Colon => line.push_str(": "),
            SyntaxAtom::Token(token) => line.push_str(tree.str(token)),
            SyntaxAtom::Group(_) => {
                let Some(group) = tree.group(atom) else { continue };
                line.push_str(&flat_group(tree, group));
            }
        }
    }
    line
}

fn flat_group(tree: &SyntaxTree<'_>, group: &Bracketed) -> String {
    let items: Vec<String> = group.items.iter().map(|item| flat(tree, &item.atoms)).collect();
    let open = group.open.map_or("", |open| tree.str(&open));
    let close = group.close.map_or("", |close| tree.str(&close));
    format!("{open}{}{close}", items.join(", "))
}

#[cfg(test)]
mod tests {
    use super::flat_lines;

    #[test]
    fn layout_and_order_make_no_difference() {
        let one = "Model(title: \"T\", organs: { \"b\": Organ(name: \"B\", under: [\"a\", Under(organ: \"c\")]), \"a\": Organ() })";
        let other = "Model(\n  title:\"T\", // what\n  organs: {\n    \"a\": Organ(\n    ),\n    \"b\": Organ(name: \"B\",\n under: [\"a\",\n Under(organ:\"c\",),],),\n  },\n)\n";
        assert_eq!(flat_lines(one), flat_lines(other));
        assert_eq!(
            flat_lines(one),
            "title: \"T\"\norgans \"a\"\norgans \"b\"\n    name: \"B\"\n    under: \"a\"\n    under: Under(organ: \"c\")\n"
        );
        assert_eq!(flat_lines("Model(title: \"T"), "Model(title: \"T");
    }
}
