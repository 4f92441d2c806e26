//! Reads a file of a model entry by entry.
//!
//! Takes a reader at the start of a file, or in the middle of one, and gives each entry as it is
//! read. Keeps nothing: what an entry is good for is decided by whoever takes it.

use super::bare;
use super::brackets::{BracketContent, Open};
use super::reader::{ItemPosition, ReadError, Reader, closer_bits};
use super::{code, messages};
use crate::model::{
    At, BareEntry, Charter, CharterRef, Choice, Entry, EntryKey, Forms, Model, PresumeFor, Read,
    Record, Text, TransitionKind, Value,
};
use crate::syntax::lexer;

/// An entry as it was read.
pub(super) enum ReadEntry<'e, 't> {
    /// Any entry.
    Entry(&'e Entry<'t>),
    /// An entry whose values are all bare texts.
    Plain(&'e BareEntry<'t>),
}

impl<'t> ReadEntry<'_, 't> {
    /// The entry, for those who keep it.
    pub(super) fn into_entry(self) -> Entry<'t> {
        match self {
            ReadEntry::Entry(entry) => entry.clone(),
            ReadEntry::Plain(plain) => plain.entry(),
        }
    }
}

type Outcome<T = ()> = Result<T, ReadError>;

const EXTENSIONS: [&str; 4] =
    ["unwrap_newtypes", "implicit_some", "unwrap_variant_newtypes", "explicit_struct_names"];

/// Reads a whole file.
pub(super) fn read<'t>(r: &mut Reader<'t>, take: &mut impl FnMut(ReadEntry<'_, 't>)) {
    header(r);
    // Problems have been reported where they were found; nothing is left to do about them here.
    let _ = r.record(Model::NAME, Model::FIELDS, |r, index| section(r, index, take));
    end(r);
}

/// Reads on from an entry in the middle of a file, as if all before it had been read.
pub(super) fn resume<'t>(
    r: &mut Reader<'t>,
    at: usize,
    index: usize,
    take: &mut impl FnMut(ReadEntry<'_, 't>),
) {
    let list = is_list(index);
    let (close, holds) =
        if list { (b']', BracketContent::Items) } else { (b'}', BracketContent::Entries) };
    (r.at, r.depth, r.section) = (at, 2, index);
    r.closers = closer_bits(b')') << 2 | closer_bits(close);
    let model = Open { at, close: b')', holds: BracketContent::Fields };
    if entries(r, Open { at, close, holds }, index, take).is_ok() && !r.stopped {
        let rest = |r: &mut Reader<'t>, index| section(r, index, take);
        let _ = r.record_fields(model, ItemPosition::After, Model::NAME, Model::FIELDS, rest);
    }
    end(r);
}

/// Reads a file that holds a charter.
pub(super) fn charter<'t>(r: &mut Reader<'t>) -> Charter<'t> {
    header(r);
    let mut charter = Charter::default();
    let _ = charter.read(r);
    end(r);
    charter
}

fn section<'t>(
    r: &mut Reader<'t>,
    index: usize,
    take: &mut impl FnMut(ReadEntry<'_, 't>),
) -> Outcome {
    r.section = index;
    r.begun.push((index, r.entry));
    match Model::FIELDS[index] {
        "title" => r.text().map(|title| take(ReadEntry::Entry(&Entry::Title(title)))),
        "note" => r.text().map(|note| take(ReadEntry::Entry(&Entry::Note(note)))),
        "charter" => {
            let mut charter = CharterRef::default();
            let read = charter.read(r);
            take(ReadEntry::Entry(&Entry::Charter(charter)));
            read
        }
        "presume_for" => {
            let mut lapse = PresumeFor::default();
            let read = lapse.read(r);
            take(ReadEntry::Entry(&Entry::PresumeFor(lapse)));
            read
        }
        "include" => includes(r, take),
        _ if is_list(index) => {
            if r.form() != Forms::List {
                return Err(r.mismatch("a list `[..]`"));
            }
            let open = r.open(b']', BracketContent::Items);
            entries(r, open, index, take)
        }
        _ => {
            let open = match r.form() {
                Forms::Map => r.open(b'}', BracketContent::Entries),
                _ => match r.unopened(Model::FIELDS[index]) {
                    Some(open) => open,
                    None => return Err(r.mismatch("entries in braces `{ \"id\": .. }`")),
                },
            };
            entries(r, open, index, take)
        }
    }
}

/// Whether the entries of a section have no ids.
fn is_list(index: usize) -> bool {
    matches!(Model::FIELDS[index], "transitions" | "tenures" | "seats")
}

/// Reads entries with ids. The entry is built where it will be taken from, since it is large, and
/// it is given even when it is faulty, so that what names it finds it.
macro_rules! keyed {
    ($r:ident, $open:ident, $take:ident, Entry::$Entry:ident) => {
        $r.map_entries($open, |r, id, pos| keyed!(@one r, EntryKey { id, pos }, $take, $Entry))
    };
    (@one $r:ident, $key:expr, $take:ident, $Entry:ident) => {{
        let mut entry = Entry::$Entry($key, Default::default());
        let Entry::$Entry(_, item) = &mut entry else { unreachable!("it was just made") };
        let read = item.read($r);
        $take(ReadEntry::Entry(&entry));
        read
    }};
}

/// Reads entries without ids, likewise. A faulty one is left out.
macro_rules! listed {
    ($r:ident, $open:ident, $take:ident, Entry::$Entry:ident) => {
        $r.items($open, ItemPosition::Before, |r| listed!(@one r, $take, $Entry))
    };
    (@one $r:ident, $take:ident, $Entry:ident) => {{
        let mut entry = Entry::$Entry(Default::default());
        let Entry::$Entry(item) = &mut entry else { unreachable!("it was just made") };
        item.read($r)?;
        $take(ReadEntry::Entry(&entry));
        Ok(())
    }};
}

/// Reads organs, most of which are plain.
fn organs<'t>(r: &mut Reader<'t>, open: Open, take: &mut impl FnMut(ReadEntry<'_, 't>)) -> Outcome {
    let mut plain = BareEntry::new();
    r.map_entries(open, |r, id, pos| match bare::organ(r, &mut plain) {
        true => {
            plain.key = EntryKey { id, pos };
            take(ReadEntry::Plain(&plain));
            Ok(())
        }
        false => keyed!(@one r, EntryKey { id, pos }, take, Organ),
    })
}

/// Reads transitions, likewise.
fn transitions<'t>(
    r: &mut Reader<'t>,
    open: Open,
    take: &mut impl FnMut(ReadEntry<'_, 't>),
) -> Outcome {
    let mut plain = BareEntry::new();
    r.items(open, ItemPosition::Before, |r| match bare::transition(r, &mut plain) {
        true => {
            take(ReadEntry::Plain(&plain));
            Ok(())
        }
        false => listed!(@one r, take, Transition),
    })
}

/// Reads tenures, likewise.
fn tenures<'t>(
    r: &mut Reader<'t>,
    open: Open,
    take: &mut impl FnMut(ReadEntry<'_, 't>),
) -> Outcome {
    let mut plain = BareEntry::new();
    r.items(open, ItemPosition::Before, |r| match bare::tenure(r, &mut plain) {
        true => {
            take(ReadEntry::Plain(&plain));
            Ok(())
        }
        false => listed!(@one r, take, Tenure),
    })
}

/// Reads the entries of a section whose bracket is open.
fn entries<'t>(
    r: &mut Reader<'t>,
    open: Open,
    index: usize,
    take: &mut impl FnMut(ReadEntry<'_, 't>),
) -> Outcome {
    match Model::FIELDS[index] {
        "sources" => keyed!(r, open, take, Entry::Source),
        "organs" => organs(r, open, take),
        "events" => keyed!(r, open, take, Entry::Event),
        "posts" => keyed!(r, open, take, Entry::Post),
        "people" => keyed!(r, open, take, Entry::Person),
        "views" => keyed!(r, open, take, Entry::View),
        "queries" => keyed!(r, open, take, Entry::Query),
        "levels" => keyed!(r, open, take, Entry::Level),
        "transitions" => transitions(r, open, take),
        "tenures" => tenures(r, open, take),
        "seats" => listed!(r, open, take, Entry::Seat),
        _ => unreachable!("the other fields of a model hold no entries"),
    }
}

fn includes<'t>(r: &mut Reader<'t>, take: &mut impl FnMut(ReadEntry<'_, 't>)) -> Outcome {
    let mut one = |r: &mut Reader<'t>| -> Outcome {
        let pos = r.pos();
        let path = r.text()?;
        take(ReadEntry::Entry(&Entry::Include(path, pos)));
        Ok(())
    };
    if r.form() == Forms::List { r.list(one) } else { one(r) }
}

/// Passes over `#![enable(..)]`, `#![type = ".."]` and `#![schema = ".."]` at the head of a file.
fn header(r: &mut Reader<'_>) {
    while r.blank().is_ok() && r.peek() == b'#' {
        let start = r.at;
        if attribute(r).is_none() {
            let line = memchr::memchr(b'\n', &r.bytes[start..]);
            let end = line.map_or(r.bytes.len(), |len| start + len);
            let shown = r.src[start..end].trim_end().len() + start;
            let found = messages::bad_header(r, start, shown);
            r.diagnostics.push(found);
            r.at = end;
        }
    }
}

fn attribute(r: &mut Reader<'_>) -> Option<()> {
    for byte in *b"#![" {
        sign(r, byte)?;
    }
    match name(r)? {
        "enable" => {
            sign(r, b'(')?;
            loop {
                let known = EXTENSIONS.contains(&name(r)?);
                known.then_some(())?;
                if sign(r, b',').is_none() || r.peek() == b')' {
                    break;
                }
            }
            sign(r, b')')?;
        }
        "type" | "schema" => {
            sign(r, b'=')?;
            r.text().ok()?;
        }
        _ => return None,
    }
    sign(r, b']')
}

fn sign(r: &mut Reader<'_>, byte: u8) -> Option<()> {
    r.blank().ok()?;
    (r.peek() == byte).then(|| r.at += 1)?;
    r.blank().ok()
}

fn name<'t>(r: &mut Reader<'t>) -> Option<&'t str> {
    let (name, end) = lexer::word(r.src, r.at);
    r.at = end;
    (!name.is_empty()).then_some(name)
}

/// Nothing may follow the model.
fn end(r: &mut Reader<'_>) {
    if r.stopped || r.ended || r.blank().is_err() || r.at >= r.bytes.len() {
        return;
    }
    if r.diagnostics.kept().iter().all(|found| found.code != code::WRONG_RECORD || r.depth > 0) {
        let found = messages::after_end(r, r.at);
        r.diagnostics.push(found);
    }
}

/// The section whose entries look like what stands at a byte that begins a line: `"id": Organ(` is
/// an entry of `organs`. Only entries that name their record show.
pub(super) fn section_of_entry(src: &str, at: usize) -> Option<usize> {
    let bytes = src.as_bytes();
    let keyed = bytes.get(at) == Some(&b'"');
    let value = if keyed {
        let colon = lexer::text(src, at)?.end;
        (bytes.get(colon) == Some(&b':')).then_some(())?;
        lexer::blank(bytes, colon + 1).ok()?
    } else {
        at
    };
    let (word, end) = lexer::word(src, value);
    (bytes.get(end) == Some(&b'(')).then_some(())?;
    let section = match (keyed, word) {
        (true, "Source") => "sources",
        (true, "Organ") => "organs",
        (true, "Event") => "events",
        (true, "Post") => "posts",
        (true, "Person") => "people",
        (false, "Tenure") => "tenures",
        (false, "Seat") => "seats",
        (false, kind) if TransitionKind::NAMES.contains(&kind) => "transitions",
        _ => return None,
    };
    Model::FIELDS.iter().position(|field| *field == section)
}

/// The text of a path or an id, owned.
pub(super) fn owned(text: &Text<'_>) -> String {
    text.clone().into_owned()
}

/// Where an entry of a small map stands: which map, and which id.
pub(super) fn small_key<'e>(entry: &'e Entry<'_>) -> Option<(&'static str, &'e str, At)> {
    match entry {
        Entry::Source(key, _) => Some(("source", &key.id, key.pos)),
        Entry::View(key, _) => Some(("view", &key.id, key.pos)),
        Entry::Query(key, _) => Some(("query", &key.id, key.pos)),
        Entry::Level(key, _) => Some(("level", &key.id, key.pos)),
        _ => None,
    }
}
