//! Entries as texts on one line, in our spelling, so that equal values are equal texts; those of a model's text with
//! their places.
//!
//! Takes a model or the tree of its text, gives entries by section. Decides nothing.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::exchange::format::append_entry;
use crate::exchange::ron_line;
use crate::model::{
    Event, Model, NamedView, Organ, Person, Post, Record, RuleLevel, Seat, Source, Tenure, Text,
    Transition, TransitionSpec,
};
use crate::syntax::{SyntaxAtom, SyntaxItem, SyntaxTree, TokenKind};

/// The sections of a model that entries go into: their brackets, and the fields of their records.
pub(super) const SECTIONS: [(&str, [char; 2], &[&str]); 11] = [
    ("sources", ['{', '}'], Source::FIELDS),
    ("organs", ['{', '}'], Organ::FIELDS),
    ("transitions", ['[', ']'], TransitionSpec::FIELDS),
    ("events", ['{', '}'], Event::FIELDS),
    ("posts", ['{', '}'], Post::FIELDS),
    ("people", ['{', '}'], Person::FIELDS),
    ("tenures", ['[', ']'], Tenure::FIELDS),
    ("seats", ['[', ']'], Seat::FIELDS),
    ("views", ['{', '}'], &[]),
    ("queries", ['{', '}'], &[]),
    ("levels", ['{', '}'], &[]),
];

/// A change of a stretch of one text.
pub(super) type Edit = (std::ops::Range<usize>, String);

/// An entry: its id, if its section is a map, and its value on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EntryText {
    pub(super) id: String,
    pub(super) line: String,
}

/// An entry of a model's text.
#[derive(Debug)]
pub(super) struct PlacedEntry {
    pub(super) said: EntryText,
    /// Which of the texts.
    pub(super) text: usize,
    /// The item from its key to its last bracket.
    pub(super) range: std::ops::Range<usize>,
}

impl EntryText {
    /// The entry in words: `the organ club`.
    pub(super) fn label(&self, section: usize) -> String {
        let field = |name: &str| {
            let found = fields_of(&self.line).1.into_iter().find(|(field, _)| field == name);
            found.map(|(_, text)| text.replace('"', "")).unwrap_or_default()
        };
        match SECTIONS[section].0 {
            "tenures" => match field("during") {
                during if during.is_empty() => {
                    format!("the tenure of `{}` in `{}`", field("person"), field("post"))
                }
                during => {
                    format!("the tenure of `{}` in `{}`, {during}", field("person"), field("post"))
                }
            },
            "seats" => format!("the seat of `{}` in `{}`", field("person"), field("organ")),
            "transitions" => format!("the change event {}", self.line),
            "people" => format!("the person `{}`", self.id),
            "queries" => format!("the query `{}`", self.id),
            other => format!("the {} `{}`", other.trim_end_matches('s'), self.id),
        }
    }

    /// Appends the entry in our style, as a section has it.
    pub(super) fn append(&self, section: usize, out: &mut String) {
        out.push_str("        ");
        append_entry(out, &self.keyed(section, &self.line), 8);
        out.push_str(",\n");
    }

    /// A value of the entry on one line, behind its key.
    pub(super) fn keyed(&self, section: usize, line: &str) -> String {
        match SECTIONS[section].1[0] {
            '{' => format!("{}: {line}", ron_line::text(&self.id)),
            _ => line.to_owned(),
        }
    }
}

fn map<'m, T: Serialize + 'm>(
    entries: impl IntoIterator<Item = (&'m Text<'m>, &'m T)>,
) -> Vec<EntryText> {
    let entry = |(id, value): (&Text<'m>, &T)| EntryText {
        id: id.to_string(),
        line: ron_line::text(value),
    };
    entries.into_iter().map(entry).collect()
}

fn list<T: Serialize>(entries: &[T]) -> Vec<EntryText> {
    entries
        .iter()
        .map(|value| EntryText { id: String::new(), line: ron_line::text(value) })
        .collect()
}

/// The entries of one section of a model.
pub(super) fn said(section: usize, model: &Model<'_>) -> Vec<EntryText> {
    match SECTIONS[section].0 {
        "sources" => map(&model.sources),
        "organs" => map(&model.organs),
        "transitions" => list(&model.transitions),
        "events" => map(&model.events),
        "posts" => map(&model.posts),
        "people" => map(&model.people),
        "tenures" => list(&model.tenures),
        "seats" => list(&model.seats),
        "views" => map(&model.views),
        "queries" => map(&model.queries),
        _ => map(&model.levels),
    }
}

/// A value of a section in our spelling; nothing where it cannot be read.
fn normal(section: usize, text: &str) -> Option<String> {
    fn of<T: DeserializeOwned + Serialize>(text: &str) -> Option<String> {
        ron::from_str::<T>(text).ok().map(|value| ron_line::text(&value))
    }
    match SECTIONS[section].0 {
        "sources" => of::<Source<'static>>(text),
        "organs" => of::<Organ<'static>>(text),
        "transitions" => of::<Transition<'static>>(text),
        "events" => of::<Event<'static>>(text),
        "posts" => of::<Post<'static>>(text),
        "people" => of::<Person<'static>>(text),
        "tenures" => of::<Tenure<'static>>(text),
        "seats" => of::<Seat<'static>>(text),
        "views" => of::<NamedView<'static>>(text),
        "queries" => of::<String>(text),
        _ => of::<RuleLevel>(text),
    }
}

/// The keys of a section of a text, with their items.
pub(super) fn keys<'t>(tree: &'t SyntaxTree<'_>, section: &str) -> Vec<(String, &'t SyntaxItem)> {
    let items = items(tree, section);
    let key = |item: &'t SyntaxItem| Some((ron::from_str(tree.key(item)?).ok()?, item));
    items.iter().filter_map(key).collect()
}

fn items<'t>(tree: &'t SyntaxTree<'_>, section: &str) -> &'t [SyntaxItem] {
    let group = tree.record().and_then(|model| tree.field(model, section));
    group.and_then(|field| tree.bracketed(field)).map_or(&[], |group| &group.items)
}

/// The entries of a section of some texts that may be one of those of an import: of a map those with one of its
/// ids, of a list all that can be read.
pub(super) fn placed(
    section: usize,
    trees: &[SyntaxTree<'_>],
    new: &[EntryText],
    last: &[EntryText],
) -> Vec<PlacedEntry> {
    let (name, brackets, _) = SECTIONS[section];
    let wanted: std::collections::HashSet<&str> =
        new.iter().chain(last).map(|entry| entry.id.as_str()).collect();
    let mut placed = Vec::new();
    for (text, tree) in trees.iter().enumerate() {
        let mut add = |id: String, item: &SyntaxItem| {
            let Some(range) = tree.range(item) else { return };
            let start = match brackets[0] {
                '{' => value_start(item).unwrap_or(range.start),
                _ => range.start,
            };
            // What cannot be read is there all the same, and is kept as it is.
            let value = &tree.text()[start..range.end];
            let line = normal(section, value).unwrap_or_else(|| value.to_owned());
            placed.push(PlacedEntry { said: EntryText { id, line }, text, range });
        };
        match brackets[0] {
            '{' => {
                let keys = keys(tree, name);
                let keys = keys.into_iter().filter(|(key, _)| wanted.contains(key.as_str()));
                keys.for_each(|(key, item)| add(key, item));
            }
            _ => items(tree, name).iter().for_each(|item| add(String::new(), item)),
        }
    }
    placed
}

/// Where the value of a keyed item begins.
pub(super) fn value_start(item: &SyntaxItem) -> Option<usize> {
    item.atoms.iter().find_map(|atom| match atom {
        SyntaxAtom::Token(token) if token.kind == TokenKind::Colon => Some(token.end),
        _ => None,
    })
}

/// The name of a record on one line, and its fields with their values.
pub(super) fn fields_of(line: &str) -> (String, Vec<(String, String)>) {
    let tree = SyntaxTree::parse(line);
    let Some(record) = tree.record() else { return (String::new(), Vec::new()) };
    let head = record.open.map_or("", |open| line[..open.start].trim());
    let field = |item: &SyntaxItem| {
        let range = tree.range(item)?;
        let value = line[value_start(item)?..range.end].trim();
        Some((tree.key(item)?.to_owned(), value.to_owned()))
    };
    (head.to_owned(), record.items.iter().filter_map(field).collect())
}

/// A record on one line, its fields in their order.
pub(super) fn line_of(section: usize, head: &str, fields: &[(String, String)]) -> String {
    let order = SECTIONS[section].2;
    let mut fields: Vec<&(String, String)> = fields.iter().collect();
    fields.sort_by_key(|(name, _)| order.iter().position(|field| field == name));
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("{head}({})", fields.join(", "))
}
