//! Two changes of one file put together: a three-way merge by entries and fields, not by lines.
//!
//! Takes the text that both began from and the two that came of it; gives one with the changes of both. Where both changed
//! the same field to different values, both stand between the marks that git uses, and are counted. Layout and comments are
//! those of the first, but for what comes from the second. A text that is no RON is not merged.

use std::collections::BTreeMap;
use std::ops::Range;

use super::flat::flat;
use crate::syntax::{Bracketed, SyntaxItem, SyntaxTree, TokenKind};

/// What came of a merge.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct MergedText {
    /// The text.
    pub text: String,
    /// How many places both changed in different ways: each stands there twice, between marks.
    pub conflicts: usize,
}

/// Puts two changes of a text together; nothing where one of the three is no RON.
///
/// ```
/// use organigram::exchange::merge_texts;
/// let base = "Model(organs: { \"a\": Organ(name: \"A\") })";
/// let ours = "Model(organs: { \"a\": Organ(name: \"A\"), \"b\": Organ() })";
/// let theirs = "Model(organs: { \"a\": Organ(name: \"A\", existence: \"1950/\") })";
/// let merged = merge_texts(base, ours, theirs).unwrap();
/// assert_eq!(merged.text, "Model(organs: { \"a\": Organ(name: \"A\", existence: \"1950/\"), \"b\": Organ() })");
/// ```
#[must_use]
pub fn merge_texts(base: &str, ours: &str, theirs: &str) -> Option<MergedText> {
    let trees = [base, ours, theirs].map(SyntaxTree::parse);
    if trees.iter().any(|tree| !tree.problems().is_empty()) {
        return None;
    }
    let [base, ours, theirs] = &trees;
    let groups = (base.record()?, ours.record()?, theirs.record()?);
    let mut merging = Merging { base, ours, theirs, edits: Vec::new(), conflicts: 0 };
    merging.group(Some(groups.0), groups.1, groups.2);
    let conflicts = merging.conflicts;
    let text = merging.text();
    let is_whole = conflicts > 0 || SyntaxTree::parse(&text).problems().is_empty();
    is_whole.then_some(MergedText { text, conflicts })
}

struct Merging<'m, 't> {
    base: &'m SyntaxTree<'t>,
    ours: &'m SyntaxTree<'t>,
    theirs: &'m SyntaxTree<'t>,
    /// What to put in the place of which bytes of our text.
    edits: Vec<(Range<usize>, String)>,
    conflicts: usize,
}

/// Items by what makes them the same in all three texts.
type Keyed<'g> = Vec<(String, &'g SyntaxItem)>;

impl<'m> Merging<'m, '_> {
    fn text(mut self) -> String {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut text, mut at) = (String::new(), 0);
        for (range, new) in &self.edits {
            text.push_str(&self.ours.text()[at..range.start]);
            text.push_str(new);
            at = range.end;
        }
        text.push_str(&self.ours.text()[at..]);
        text
    }

    /// Merges what stands in three brackets; without a base both were added.
    fn group(&mut self, base: Option<&'m Bracketed>, ours: &'m Bracketed, theirs: &'m Bracketed) {
        let none = Bracketed::default();
        let all = [(self.base, base.unwrap_or(&none)), (self.ours, ours), (self.theirs, theirs)];
        let shared = shared_keys(&all);
        let [old, own, new] = [
            keyed(self.base, base.map_or(&[], |group| &group.items), &shared),
            keyed(self.ours, &ours.items, &shared),
            keyed(self.theirs, &theirs.items, &shared),
        ];
        let find = |list: &Keyed<'m>, key: &str| {
            list.iter().find(|(known, _)| known == key).map(|(_, item)| *item)
        };
        for (key, item) in &own {
            match (find(&old, key), find(&new, key)) {
                (before, Some(other)) => self.item(before, item, other),
                (Some(before), None) if said(self.base, before) == said(self.ours, item) => {
                    self.remove(item, ours);
                }
                (Some(_), None) => self.conflict(item, None),
                (None, None) => {}
            }
        }
        let mut after: Option<&SyntaxItem> = None;
        let mut inserted: Vec<(Option<&SyntaxItem>, &SyntaxItem)> = Vec::new();
        for (key, item) in &new {
            if let Some(known) = find(&own, key) {
                after = Some(known);
                continue;
            }
            match find(&old, key) {
                None => inserted.push((after, item)),
                Some(before) if said(self.base, before) == said(self.theirs, item) => {}
                // They changed what we took away.
                Some(_) => {
                    self.conflicts += 1;
                    inserted.push((after, item));
                }
            }
        }
        self.insert(&inserted, ours, &find_conflicts(&inserted, &old, self.theirs, &shared));
    }

    fn item(&mut self, base: Option<&'m SyntaxItem>, ours: &'m SyntaxItem, theirs: &'m SyntaxItem) {
        let (own, other) = (said(self.ours, ours), said(self.theirs, theirs));
        let before = base.map(|item| said(self.base, item));
        if own == other || before.as_ref() == Some(&other) {
            return;
        }
        if before == Some(own) {
            let (range, text) = (extent(self.ours, ours), whole(self.theirs, theirs));
            let text = if ours.comma.is_some() { with_comma(&text, theirs) } else { text };
            self.edits.push((range, text));
            return;
        }
        let groups = (self.ours.bracketed(ours), self.theirs.bracketed(theirs));
        if let (Some(own), Some(other)) = groups {
            let inner = base.and_then(|item| self.base.bracketed(item));
            let same = head(self.ours, ours) == head(self.theirs, theirs)
                && open(self.ours, own) == open(self.theirs, other);
            // Rival values are lists in which the order counts: the first is preferred.
            if same && inner.is_none_or(|inner| open(self.base, inner) == open(self.ours, own)) {
                return self.group(inner, own, other);
            }
        }
        self.conflict(ours, Some(theirs));
    }

    /// Puts both between marks.
    fn conflict(&mut self, ours: &SyntaxItem, theirs: Option<&SyntaxItem>) {
        self.conflicts += 1;
        let range = extent(self.ours, ours);
        let own = &self.ours.text()[range.clone()];
        let line = |text: &str| {
            if text.is_empty() { String::new() } else { format!("{}\n", text.trim_end()) }
        };
        let marked = format!(
            "\n<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n",
            line(&with_comma(own, ours)),
            line(
                &theirs.map(|item| with_comma(&whole(self.theirs, item), item)).unwrap_or_default()
            )
        );
        self.edits.push((range, marked));
    }

    /// Takes an item away, with its comma and the blanks before it.
    fn remove(&mut self, item: &SyntaxItem, group: &Bracketed) {
        let mut range = extent(self.ours, item);
        let text = self.ours.text();
        let floor = group.open.map_or(0, |open| open.end);
        let before = &text[floor..range.start];
        range.start = floor + before.trim_end_matches([' ', '\t', '\n', '\r']).len();
        self.edits.push((range, String::new()));
    }

    /// Puts items of theirs behind items of ours, or at the head of our brackets.
    fn insert(
        &mut self,
        items: &[(Option<&SyntaxItem>, &SyntaxItem)],
        ours: &Bracketed,
        conflicting: &[usize],
    ) {
        let mut texts: BTreeMap<usize, String> = BTreeMap::new();
        for (number, (after, item)) in items.iter().enumerate() {
            let at = match after {
                Some(known) => {
                    let range = extent(self.ours, known);
                    if known.comma.is_none() {
                        let end = self.ours.range(known).map_or(range.end, |range| range.end);
                        let has_comma = self
                            .edits
                            .iter()
                            .any(|(range, new)| *range == (end..end) && new == ",");
                        // What comes from them has its own comma.
                        let replaced = self.edits.iter().any(|(other, _)| {
                            other.start <= end && end <= other.end && !other.is_empty()
                        });
                        if !has_comma && !replaced {
                            self.edits.push((end..end, ",".to_owned()));
                        }
                    }
                    range.end
                }
                None => ours.open.map_or(0, |open| open.end),
            };
            let text = with_comma(&whole(self.theirs, item), item);
            let mut blank = blank_before(self.theirs, item);
            let ends_line = |known: &SyntaxItem| {
                known.trail.iter().any(|comment| comment.token.kind == TokenKind::LineComment)
            };
            if after.is_some_and(ends_line) && !blank.contains('\n') {
                blank = "\n".to_owned();
            }
            let marked = match conflicting.contains(&number) {
                true => format!("\n<<<<<<< ours\n=======\n{text}\n>>>>>>> theirs\n"),
                false => format!("{blank}{text}"),
            };
            texts.entry(at).or_default().push_str(&marked);
        }
        self.edits.extend(texts.into_iter().map(|(at, text)| (at..at, text)));
    }
}

/// Which of the items to insert we took away while they changed them.
fn find_conflicts(
    inserted: &[(Option<&SyntaxItem>, &SyntaxItem)],
    old: &Keyed<'_>,
    theirs: &SyntaxTree<'_>,
    shared: &BTreeMap<String, usize>,
) -> Vec<usize> {
    let known = |item: &SyntaxItem| {
        let key = key(theirs, item, shared);
        old.iter().any(|(other, _)| *other == key)
    };
    let found = inserted.iter().enumerate().filter(|(_, (_, item))| known(item));
    found.map(|(number, _)| number).collect()
}

/// What an item without a key is known by: the ids in it, where no other item of its list has the same.
fn ids(tree: &SyntaxTree<'_>, item: &SyntaxItem) -> Option<String> {
    const FIELDS: [&str; 6] = ["person", "post", "organ", "from", "into", "rule"];
    let group = tree.bracketed(item).filter(|group| tree.is_opened_by(group, "("))?;
    let parts = FIELDS.iter().filter_map(|field| tree.field(group, field));
    let ids: Vec<String> = parts.map(|field| flat(tree, &field.atoms)).collect();
    (!ids.is_empty()).then(|| format!("{}({})", head(tree, item), ids.join(", ")))
}

/// How often each of these ids occurs in one of the lists at the most.
fn shared_keys(all: &[(&SyntaxTree<'_>, &Bracketed); 3]) -> BTreeMap<String, usize> {
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for (tree, group) in all {
        let mut own: BTreeMap<String, usize> = BTreeMap::new();
        for ids in group.items.iter().filter_map(|item| ids(tree, item)) {
            *own.entry(ids).or_default() += 1;
        }
        for (ids, count) in own {
            let most = shared.entry(ids).or_default();
            *most = count.max(*most);
        }
    }
    shared
}

fn key(tree: &SyntaxTree<'_>, item: &SyntaxItem, shared: &BTreeMap<String, usize>) -> String {
    if let Some(key) = tree.key(item) {
        return key.to_owned();
    }
    match ids(tree, item).filter(|ids| shared.get(ids) == Some(&1)) {
        Some(ids) => ids,
        None => flat(tree, &item.atoms),
    }
}

/// The items of a list by their keys; of those that are the same the second has a number.
fn keyed<'g>(
    tree: &SyntaxTree<'_>,
    items: &'g [SyntaxItem],
    shared: &BTreeMap<String, usize>,
) -> Keyed<'g> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let items = items.iter().filter(|item| !item.atoms.is_empty());
    let key = |item: &'g SyntaxItem| {
        let key = key(tree, item, shared);
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        let key = if *count > 1 { format!("{key} #{count}") } else { key };
        (key, item)
    };
    items.map(key).collect()
}

/// An item on one line with its comments: what is compared.
fn said(tree: &SyntaxTree<'_>, item: &SyntaxItem) -> String {
    let text = &tree.text()[extent(tree, item)];
    let tokens =
        crate::syntax::SyntaxLexer::new(text).filter(|token| token.kind != TokenKind::Blank);
    let mut pieces: Vec<&str> = tokens.map(|token| text[token.range()].trim_end()).collect();
    // A comma before a closing bracket says nothing.
    let idle = |pair: &[&str]| pair[0] == "," && matches!(pair[1], ")" | "]" | "}");
    let mut at = 0;
    while at + 1 < pieces.len() {
        if idle(&pieces[at..at + 2]) {
            pieces.remove(at);
        } else {
            at += 1;
        }
    }
    if pieces.last() == Some(&",") {
        pieces.pop();
    }
    pieces.join(" ")
}

/// The words before the brackets of an item.
fn head(tree: &SyntaxTree<'_>, item: &SyntaxItem) -> String {
    let before = item.atoms.split_last().map_or(&[][..], |(_, before)| before);
    flat(tree, before)
}

fn open<'t>(tree: &SyntaxTree<'t>, group: &Bracketed) -> &'t str {
    group.open.map_or("", |open| tree.str(&open))
}

/// An item with the comments before and behind it, and its comma.
fn extent(tree: &SyntaxTree<'_>, item: &SyntaxItem) -> Range<usize> {
    let range = tree.range(item).unwrap_or(0..0);
    let start = item.lead.first().map_or(range.start, |comment| comment.token.start);
    let trail = item.trail.last().map_or(range.end, |comment| comment.token.end);
    let comma = item.comma.map_or(range.end, |comma| comma.end);
    start.min(range.start)..trail.max(comma).max(range.end)
}

fn whole(tree: &SyntaxTree<'_>, item: &SyntaxItem) -> String {
    tree.text()[extent(tree, item)].to_owned()
}

/// The text of an item with a comma.
fn with_comma(text: &str, item: &SyntaxItem) -> String {
    match (item.comma, item.trail.is_empty()) {
        (Some(_), _) => text.to_owned(),
        (None, true) => format!("{text},"),
        // Before the comment that ends its line.
        (None, false) => {
            let comment = item.trail.first().map_or(0, |comment| {
                let trail = item.trail.last().map_or(0, |last| last.token.end);
                text.len() - (trail - comment.token.start).min(text.len())
            });
            let (value, comment) = text.split_at(comment);
            format!("{}, {comment}", value.trim_end())
        }
    }
}

/// The blanks before an item: those of the line on which it begins.
fn blank_before(tree: &SyntaxTree<'_>, item: &SyntaxItem) -> String {
    let before = &tree.text()[..extent(tree, item).start];
    let blank = &before[before.trim_end_matches([' ', '\t', '\n', '\r']).len()..];
    match blank.rfind('\n') {
        Some(at) => format!("\n{}", &blank[at + 1..]),
        None => " ".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::flat::flat_lines;
    use super::*;

    const BASE: &str = "Model(\n    title: \"T\", // what\n    organs: {\n        // The first.\n        \"a\": Organ(name: \"A\", existence: \"1950/\"),\n        \"b\": Organ(name: \"B\"),\n    },\n    tenures: [\n        Tenure(person: \"p\", post: \"x\", during: \"1950/\"),\n    ],\n)\n";

    fn changed(from: &str, to: &str) -> String {
        assert!(BASE.contains(from), "{from}");
        BASE.replacen(from, to, 1)
    }

    fn assert_merged(ours: &str, theirs: &str, wanted: &str) {
        for (one, other) in [(ours, theirs), (theirs, ours)] {
            let merged = merge_texts(BASE, one, other).unwrap();
            assert_eq!(merged.conflicts, 0, "{}", merged.text);
            assert_eq!(flat_lines(&merged.text), flat_lines(wanted), "{}", merged.text);
        }
    }

    #[test]
    fn what_one_side_changed_is_changed() {
        let changes = [
            changed("\"T\"", "\"Title\""),
            changed("\"B\"),\n", "\"B\"),\n        \"c\": Organ(under: \"a\"), // new\n"),
            changed("        \"b\": Organ(name: \"B\"),\n", ""),
            changed("existence: \"1950/\"),", "existence: \"1950/1960\", under: [\"b\"]),"),
            changed(
                "        Tenure(",
                "        Tenure(person: \"q\", post: \"x\"),\n        Tenure(",
            ),
            changed("\"1950/\"),\n    ]", "\"1950/1953\"),\n    ]"),
            changed("    tenures", "    note: \"n\",\n    tenures"),
            BASE.replace("// The first.", "// The very first."),
        ];
        for change in &changes {
            assert_eq!(merge_texts(BASE, change, BASE).unwrap().text, *change);
            assert_merged(change, BASE, change);
            assert_merged(change, change, change);
        }
        let merged = merge_texts(BASE, BASE, &changes[7]).unwrap();
        assert_eq!(merged.text, changes[7]);
    }

    #[test]
    fn what_both_added_or_changed_apart_is_there() {
        let end = "\"B\"),\n";
        let ours = changed(end, "\"B\"),\n        \"c\": Organ(),\n");
        let theirs = changed(end, "\"B\"),\n        \"d\": Organ(name: \"D\"),\n");
        assert_merged(
            &ours,
            &theirs,
            &changed(end, "\"B\"),\n        \"c\": Organ(),\n        \"d\": Organ(name: \"D\"),\n"),
        );
        let ours = changed("name: \"A\"", "name: \"Aa\"");
        let theirs = changed("existence: \"1950/\")", "existence: \"1950/1971\", place: \"P\")");
        assert_merged(
            &ours,
            &theirs,
            &changed(
                "name: \"A\", existence: \"1950/\")",
                "name: \"Aa\", existence: \"1950/1971\", place: \"P\")",
            ),
        );
        let ours = changed("    ],", "        Tenure(person: \"q\", post: \"x\"),\n    ],");
        let theirs = changed("during: \"1950/\")", "during: \"1950/1951\")");
        assert_merged(
            &ours,
            &theirs,
            &changed(
                "during: \"1950/\"),\n    ],",
                "during: \"1950/1951\"),\n        Tenure(person: \"q\", post: \"x\"),\n    ],",
            ),
        );
        // An item without a comma gets one.
        let bare = "Model(organs: { \"a\": Organ() })";
        let merged = merge_texts(
            bare,
            "Model(organs: { \"a\": Organ(), \"b\": Organ() })",
            "Model(organs: { \"a\": Organ(), \"c\": Organ() })",
        );
        assert_eq!(
            merged.unwrap().text,
            "Model(organs: { \"a\": Organ(), \"c\": Organ(), \"b\": Organ() })"
        );
    }

    #[test]
    fn what_both_changed_in_different_ways_stands_twice() {
        let cases = [
            (
                changed("\"1950/\"),\n        \"b\"", "\"1950/1960\"),\n        \"b\""),
                changed("\"1950/\"),\n        \"b\"", "\"1950/1961\"),\n        \"b\""),
            ),
            (
                changed("during: \"1950/\"", "during: \"1951/\""),
                changed("during: \"1950/\"", "during: \"1952/\""),
            ),
            (changed("        \"b\": Organ(name: \"B\"),\n", ""), changed("\"B\"", "\"Bb\"")),
            (changed("\"T\"", "\"T1\""), changed("\"T\"", "\"T2\"")),
            (
                changed("\"B\"),\n", "\"B\"),\n        \"c\": Organ(name: \"C1\"),\n"),
                changed("\"B\"),\n", "\"B\"),\n        \"c\": Organ(name: \"C2\"),\n"),
            ),
        ];
        for (ours, theirs) in &cases {
            for (one, other) in [(ours, theirs), (theirs, ours)] {
                let merged = merge_texts(BASE, one, other).unwrap();
                assert_eq!(merged.conflicts, 1, "{}", merged.text);
                let marks = ["\n<<<<<<< ours\n", "\n=======\n", "\n>>>>>>> theirs\n"];
                for mark in marks {
                    assert_eq!(merged.text.matches(mark).count(), 1, "{}", merged.text);
                }
            }
        }
        assert_eq!(merge_texts(BASE, "Model(", BASE), None);
    }
}
