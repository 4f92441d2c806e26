//! An entry that the model has by another hand: of which nothing is remembered.
//!
//! Takes the entry of the model and that of the tables, gives the one with what it lacked, each value with the citations
//! of the tables. What both have differently is kept and reported. Never puts the words of one source into the mouth
//! of another.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entries::{EntryText, SECTIONS, fields_of};
use super::fields::MergedEntry;
use super::report::KeptValue;
use crate::exchange::{merge, ron_line};
use crate::model::{
    At, Cite, Disputed, Entry, EntryKey, Event, OneOrMany, Organ, Person, Post, Seat, Source,
    Tenure, Text, Transition, is_default,
};
use crate::text::to_id;

pub(super) fn merged(
    section: usize,
    old: &EntryText,
    new: &EntryText,
    source: &str,
) -> MergedEntry {
    let cited = || Cite { source: to_id(source).into(), ..Cite::default() };
    let filled = match SECTIONS[section].0 {
        "organs" => thing::<Organ<'static>>(old, new, cited()),
        "events" => thing::<Event<'static>>(old, new, cited()),
        "posts" => thing::<Post<'static>>(old, new, cited()),
        "people" => thing::<Person<'static>>(old, new, cited()),
        "tenures" => relation::<Tenure<'static>>(old, new, cited()),
        "seats" => relation::<Seat<'static>>(old, new, cited()),
        "transitions" => relation::<Transition<'static>>(old, new, cited()),
        "sources" => described(old, new),
        _ => None,
    };
    let Some(Filled { line, cites_tables }) = filled else {
        return MergedEntry {
            kept: kept(&old.label(section), &old.line, &new.line),
            ..MergedEntry::default()
        };
    };
    let kept = kept(&old.label(section), &line, &new.line);
    MergedEntry {
        cites_tables: cites_tables && line.contains(&*to_id(source)),
        line: (line != old.line).then_some(line),
        kept,
    }
}

struct Filled {
    line: String,
    cites_tables: bool,
}

/// The values that differ, where both have one.
fn kept(entry: &str, model: &str, table: &str) -> Vec<KeptValue> {
    // Lists were united, or say who says so.
    const UNITED: [&str; 17] = [
        "cite",
        "name",
        "title",
        "names",
        "ids",
        "functions",
        "mandates",
        "jurisdiction",
        "legal_basis",
        "numbers",
        "bodies",
        "tags",
        "under",
        "note",
        "allow",
        "organs",
        "people",
    ];
    let ((_, model), (_, table)) = (fields_of(model), fields_of(table));
    let differs = table.iter().filter(|(name, _)| !UNITED.contains(&name.as_str()));
    differs
        .filter_map(|(name, table)| {
            let (_, model) = model.iter().find(|(field, _)| field == name)?;
            let words = |text: &str| text.split('"').nth(1).unwrap_or(text).to_owned();
            let says_it = *model == *table || model.contains(&format!("\"{}\"", words(table)));
            (!says_it).then(|| KeptValue {
                entry: entry.to_owned(),
                field: name.clone(),
                model: model.clone(),
                table: table.clone(),
                is_open: true,
            })
        })
        .collect()
}

/// Something of which a later account may say more.
trait Thing: DeserializeOwned + Serialize + Clone {
    /// Takes out what the model says already, in other words or the same.
    fn keep_new(&mut self, old: &Self);
    fn evidence(&mut self) -> &mut OneOrMany<Cite<'static>>;
    fn entry(self) -> Entry<'static>;
    fn of(entry: Entry<'static>) -> Option<Self>;
}

fn thing<T: Thing>(old: &EntryText, new: &EntryText, tables: Cite<'static>) -> Option<Filled> {
    let mut one: T = ron::from_str(&old.line).ok()?;
    let mut other: T = ron::from_str(&new.line).ok()?;
    other.keep_new(&one);
    // Beside what somebody cites, what cites nothing rests on the tables.
    let cites_tables = other.evidence().is_empty() && !one.evidence().is_empty();
    if cites_tables {
        *other.evidence() = OneOrMany::One(tables);
    }
    // An entry that says nothing yet rests on whoever speaks first.
    if is_bare(&old.line) {
        *one.evidence() = other.evidence().clone();
    }
    let mut entry = one.entry();
    merge::entry(&mut entry, &other.entry());
    Some(Filled { line: ron_line::text(&T::of(entry)?), cites_tables })
}

/// Whether an entry says nothing at all.
fn is_bare(line: &str) -> bool {
    fields_of(line).1.is_empty()
}

fn once<'t, T: Clone + Default>(new: &mut Disputed<'t, T>, old: &Disputed<'t, T>) {
    if !old.claims().is_empty() {
        *new = Disputed::default();
    }
}

fn key() -> EntryKey<'static> {
    EntryKey { id: Text::default(), pos: At::default() }
}

macro_rules! things {
    ($($Type:ident [$($disputed:ident),*] $name:ident;)*) => { $(
        impl Thing for $Type<'static> {
            fn keep_new(&mut self, old: &Self) {
                $( once(&mut self.$disputed, &old.$disputed); )*
                // The name of the model is the one to show; that of the tables is one more, if it differs.
                if self.$name == old.$name {
                    self.$name = Text::default();
                }
            }
            fn evidence(&mut self) -> &mut OneOrMany<Cite<'static>> {
                &mut self.cite
            }
            fn entry(self) -> Entry<'static> {
                Entry::$Type(key(), self)
            }
            fn of(entry: Entry<'static>) -> Option<Self> {
                match entry {
                    Entry::$Type(_, one) => Some(one),
                    _ => None,
                }
            }
        }
    )* };
}

things! {
    Organ [kind, existence, place] name;
    Event [on, place] name;
    Post [existence] title;
    Person [born, died] name;
}

/// A relation of which one account may date what another does not.
trait Relation: DeserializeOwned + Serialize {
    fn dates(&mut self) -> &mut Disputed<'static, crate::model::Date<'static>>;
    fn evidence(&mut self) -> &mut OneOrMany<Cite<'static>>;
}

fn relation<T: Relation>(
    old: &EntryText,
    new: &EntryText,
    tables: Cite<'static>,
) -> Option<Filled> {
    let mut one: T = ron::from_str(&old.line).ok()?;
    let mut other: T = ron::from_str(&new.line).ok()?;
    let mut cites_tables = false;
    if one.dates().claims().is_empty() && !other.dates().claims().is_empty() {
        cites_tables = other.evidence().is_empty() && !one.evidence().is_empty();
        let cite = match cites_tables {
            true => OneOrMany::One(tables),
            false if *other.evidence() == *one.evidence() => OneOrMany::None,
            false => other.evidence().clone(),
        };
        let claims = other.dates().claims().iter().cloned().map(|mut claim| {
            if claim.cite.is_empty() {
                claim.cite = cite.clone();
            }
            claim
        });
        *one.dates() = claims.collect();
    }
    Some(Filled { line: ron_line::text(&one), cites_tables })
}

macro_rules! relations {
    ($($Type:ident $($change:ident)? [$date:ident];)*) => { $(
        impl Relation for $Type<'static> {
            fn dates(&mut self) -> &mut Disputed<'static, crate::model::Date<'static>> {
                &mut self.$($change.)?$date
            }
            fn evidence(&mut self) -> &mut OneOrMany<Cite<'static>> {
                &mut self.$($change.)?cite
            }
        }
    )* };
}

relations! {
    Tenure [during];
    Seat [during];
    Transition change [on];
}

/// A source of which the tables know more.
fn described(old: &EntryText, new: &EntryText) -> Option<Filled> {
    let mut one: Source<'static> = ron::from_str(&old.line).ok()?;
    let other: Source<'static> = ron::from_str(&new.line).ok()?;
    let Source { title, author, publisher, published, within, kind, url, ids, file, lang, .. } =
        other.clone();
    let note = other.note;
    merge::add_identifiers(&mut one.ids, &ids);
    let texts = [
        (&mut one.title, title),
        (&mut one.author, author),
        (&mut one.publisher, publisher),
        (&mut one.within, within),
        (&mut one.kind, kind),
        (&mut one.url, url),
        (&mut one.file, file),
        (&mut one.lang, lang),
        (&mut one.note, note),
    ];
    for (one, other) in texts {
        if one.is_empty() {
            *one = other;
        }
    }
    if is_default(&one.published) {
        one.published = published;
    }
    Some(Filled { line: ron_line::text(&one), cites_tables: false })
}
