//! What rows say of things that have no row: the sources that they cite by title or address, the holders and posts
//! of a table of tenures, the superiors and predecessors of organs, who stood at their heads.
//!
//! Takes rows as they are taken, gives the entries that they imply, in the order in which they were
//! first spoken of. Never adds anything that a table, the mapping or the model describes.

use std::collections::HashSet;

use indexmap::IndexMap;
use indexmap::map::Entry as IndexEntry;

use super::columns::{ColumnKind, Field};
use super::holdings::HeadCell;
use super::ids::hash;
use super::meaning::{Meaning, Refers};
use super::row::{RowCells, Taken, shown};
use super::shared::Shared;
use crate::diagnostics::suggest;
use crate::model::{
    At, Cite, Entry, EntryKey, OneOrMany, Organ, Person, Post, Source, Tenure, Text, Transition,
    TransitionKind, TransitionSpec,
};
use crate::text::to_id;

/// Entries that rows imply.
#[derive(Default)]
pub(super) struct Extras<'t> {
    organs: IndexMap<Text<'t>, Named<'t>>,
    /// The organs that are in the model already without a row of their own.
    made: HashSet<Text<'t>>,
    people: IndexMap<Text<'t>, Named<'t>>,
    /// Titles, with their organs.
    posts: IndexMap<Text<'t>, (Named<'t>, Text<'t>)>,
    /// Titles by id.
    sources: IndexMap<Text<'t>, Text<'t>>,
    /// Which organ succeeded which, and who says so.
    steps: IndexMap<(Text<'t>, Text<'t>), Evidence<'t>>,
    /// Who stood at the head of an organ.
    tenures: Vec<Tenure<'t>>,
}

/// A name, and what the rows that speak of it cite.
type Named<'t> = (Text<'t>, Evidence<'t>);

/// What several rows cite, each place once, in the order of the rows.
#[derive(Debug, Default)]
struct Evidence<'t> {
    cites: OneOrMany<Cite<'t>>,
    /// The hashes of the citations, once there are many.
    seen: HashSet<u64>,
}

impl<'t> Evidence<'t> {
    fn of(cites: OneOrMany<Cite<'t>>) -> Self {
        Evidence { cites, seen: HashSet::new() }
    }

    fn add(&mut self, cites: &OneOrMany<Cite<'t>>) {
        const FEW: usize = 8;
        for cite in cites {
            if self.cites.len() <= FEW {
                if self.cites.contains(cite) {
                    continue;
                }
            } else {
                if self.seen.is_empty() {
                    self.seen = self.cites.iter().map(place).collect();
                }
                if !self.seen.insert(place(cite)) {
                    continue;
                }
            }
            self.cites.push(cite.clone());
        }
    }
}

/// A citation by its hash.
fn place(cite: &Cite<'_>) -> u64 {
    let Cite { source, at, quote, lang, translation, note, .. } = cite;
    hash(&format!("{source}\n{at}\n{quote}\n{lang}\n{translation}\n{note}"))
}

impl<'t> Extras<'t> {
    /// What a row that is taken implies.
    pub(super) fn of_row(&mut self, row: &RowCells<'_, 't>, shared: &Shared<'_, 't>) -> Taken<()> {
        match row.spec.kind {
            ColumnKind::Organs => {
                let related = [Field::Under, Field::Replaces, Field::ReplacedBy];
                related.iter().for_each(|field| self.organs_of(row, shared, *field));
                for step in row.steps() {
                    self.steps.entry(step).or_default().add(&row.cite());
                }
                self.heads(row, shared);
            }
            ColumnKind::Hierarchy if is_of_post(row, shared) => {
                let post = row.id(Field::Organ);
                if !shared.ids.has(&post) {
                    self.post(post, row.raw(Field::Organ), Text::default(), row.cite());
                }
            }
            ColumnKind::Hierarchy => self.organ_of(row, shared),
            ColumnKind::Posts => {
                self.organ_of(row, shared);
                for (id, title) in row.spoken_of(Field::Under) {
                    if !shared.ids.has(&id) {
                        self.post(id, title, Text::default(), row.cite());
                    }
                }
            }
            ColumnKind::Tenures => {
                self.people_of(row, shared)?;
                self.organ_of(row, shared);
                let post = row.post()?;
                if !shared.ids.has(&post) {
                    let organ = row.id(Field::Organ);
                    let title = row.named(Field::Post, Field::PostTitle);
                    self.post(post, title, organ, row.cite());
                }
            }
            ColumnKind::Seats => {
                self.people_of(row, shared)?;
                self.organ_of(row, shared);
                let post = row.id(Field::ExOfficio);
                if !post.is_empty() && !shared.ids.has(&post) {
                    self.post(post, row.raw(Field::ExOfficio), Text::default(), row.cite());
                }
            }
            ColumnKind::Lineage => {
                let ends = [Field::Organ, Field::From, Field::Into];
                ends.iter().for_each(|field| self.organs_of(row, shared, *field));
            }
            ColumnKind::Events => {
                self.organs_of(row, shared, Field::Organs);
                self.organs_of(row, shared, Field::Bodies);
                for (id, name) in row.spoken_of(Field::People) {
                    add_new(&mut self.people, shared, id, name, row.cite());
                }
            }
            _ => {}
        }
        self.sources(row.made_sources());
        Ok(())
    }

    fn organs_of(&mut self, row: &RowCells<'_, 't>, shared: &Shared<'_, 't>, field: Field) {
        if row.has(field) {
            for (id, name) in row.spoken_of(field) {
                add_new(&mut self.organs, shared, id, name, row.cite());
            }
        }
    }

    fn organ_of(&mut self, row: &RowCells<'_, 't>, shared: &Shared<'_, 't>) {
        let id = row.id(Field::Organ);
        if !id.is_empty() && !shared.ids.has(&id) {
            let name = row.named(Field::Organ, Field::OrganName);
            add_new(&mut self.organs, shared, id, name, row.cite());
        }
    }

    fn people_of(&mut self, row: &RowCells<'_, 't>, shared: &Shared<'_, 't>) -> Taken<()> {
        if row.names_no_person()? {
            return Ok(());
        }
        for mut holder in row.holders(Field::Person)? {
            if row.has(Field::PersonName) {
                holder.name = row.raw(Field::PersonName);
            }
            add_new(&mut self.people, shared, holder.person, holder.name, row.cite());
        }
        Ok(())
    }

    /// Posts, people and tenures by the columns that are called after a post.
    fn heads(&mut self, row: &RowCells<'_, 't>, shared: &Shared<'_, 't>) {
        if row.spec.columns.heads.is_empty() {
            return;
        }
        let organ = row.id(Field::Id);
        for HeadCell { title, people, is_vacant } in row.heads() {
            let post = match shared.references.post(&organ, &title) {
                Meaning::Is(id) => id,
                _ => format!("{organ}/{}", to_id(&title)).into(),
            };
            if is_vacant {
                self.tenures.push(row.vacant_head(&post));
            }
            for holder in people {
                self.tenures.push(row.head_tenure(&post, &holder));
                add_new(&mut self.people, shared, holder.person, holder.name, row.cite());
            }
            if !shared.ids.has(&post) {
                self.post(post, title, organ.clone(), row.cite());
            }
        }
    }

    fn post(&mut self, id: Text<'t>, title: Text<'t>, organ: Text<'t>, cite: OneOrMany<Cite<'t>>) {
        match self.posts.entry(id) {
            IndexEntry::Vacant(place) => {
                place.insert(((title, Evidence::of(cite)), organ));
            }
            IndexEntry::Occupied(mut post) => post.get_mut().0.1.add(&cite),
        }
    }

    /// Sources that a row cites by title or address.
    pub(super) fn sources(&mut self, sources: OneOrMany<(Text<'t>, Text<'t>)>) {
        for (id, title) in &sources {
            self.sources.entry(id.clone()).or_insert_with(|| title.clone());
        }
    }

    /// An organ is in the model already.
    pub(super) fn has_organ(&mut self, id: &Text<'t>) {
        self.made.insert(id.clone());
    }

    pub(super) fn append(&mut self, later: Extras<'t>) {
        for (list, more) in [(&mut self.organs, later.organs), (&mut self.people, later.people)] {
            for (id, (name, evidence)) in more {
                match list.entry(id) {
                    IndexEntry::Vacant(place) => drop(place.insert((name, evidence))),
                    IndexEntry::Occupied(mut known) => known.get_mut().1.add(&evidence.cites),
                }
            }
        }
        for (id, title) in later.sources {
            self.sources.entry(id).or_insert(title);
        }
        for (id, ((title, evidence), organ)) in later.posts {
            self.post(id, title, organ, evidence.cites);
        }
        for (step, evidence) in later.steps {
            self.steps.entry(step).or_default().add(&evidence.cites);
        }
        self.made.extend(later.made);
        self.tenures.extend(later.tenures);
    }

    /// What was made of names although there is a table of such things: a name may be misspelt.
    pub(super) fn notes(&self, shared: &Shared<'_, 't>) -> Vec<String> {
        let organs: Vec<&str> =
            self.organs.keys().filter(|id| !self.made.contains(*id)).map(|id| &**id).collect();
        let lists = [
            (ColumnKind::Organs, organs),
            (ColumnKind::People, self.people.keys().map(|id| &**id).collect()),
            (ColumnKind::Posts, self.posts.keys().map(|id| &**id).collect()),
        ];
        let has_table = |kind| shared.specs.iter().any(|spec| spec.kind == kind);
        let shown = lists.into_iter().filter(|(kind, ids)| has_table(*kind) && !ids.is_empty());
        shown.map(|(kind, ids)| made_note(kind, &ids, shared)).collect()
    }

    /// Gives the entries to those that no row and no model has.
    pub(super) fn entries(self, shared: &Shared<'_, 't>, mut take: impl FnMut(&Entry<'t>)) {
        let key = |id: &Text<'t>| EntryKey { id: id.clone(), pos: At::default() };
        let (made, sources) = (self.made, &shared.specs[0].sources);
        let is_new = |id: &str| !id.is_empty() && !shared.ids.has(id) && !made.contains(id);
        // A name is said where the id does not say it.
        let name = |id: &Text<'t>, name: Text<'t>| {
            let says_no_more = *id == name || name.starts_with("http");
            if says_no_more { Text::default() } else { name }
        };
        for (id, title) in self.sources.into_iter().filter(|(id, _)| !sources.ids.contains(id)) {
            let is_address = id.starts_with("http");
            let (url, title) =
                if is_address { (id.clone(), Text::default()) } else { (Text::default(), title) };
            take(&Entry::Source(key(&id), Source { url, title, ..Source::default() }));
        }
        for (id, (named, Evidence { cites: cite, .. })) in
            self.organs.into_iter().filter(|(id, _)| is_new(id))
        {
            let organ = Organ { name: name(&id, named), cite, ..Organ::default() };
            take(&Entry::Organ(key(&id), organ));
        }
        for (id, ((title, Evidence { cites: cite, .. }), organ)) in
            self.posts.into_iter().filter(|(id, _)| is_new(id))
        {
            take(&Entry::Post(key(&id), Post { title, organ, cite, ..Post::default() }));
        }
        for (id, (named, Evidence { cites: cite, .. })) in
            self.people.into_iter().filter(|(id, _)| is_new(id))
        {
            let person = Person { name: name(&id, named), cite, ..Person::default() };
            take(&Entry::Person(key(&id), person));
        }
        for ((from, into), Evidence { cites: cite, .. }) in self.steps {
            let (from, into) = (OneOrMany::One(from), OneOrMany::One(into));
            let change = TransitionSpec { from, into, cite, ..TransitionSpec::default() };
            take(&Entry::Transition(Transition { kind: TransitionKind::Succeeded, change }));
        }
        self.tenures.into_iter().for_each(|tenure| take(&Entry::Tenure(tenure)));
    }
}

/// Whether a row of the hierarchy is about a post: it says what the post reports to.
fn is_of_post(row: &RowCells<'_, '_>, shared: &Shared<'_, '_>) -> bool {
    let id = row.id(Field::Id);
    let of_table = || shared.ids.table_of(&id).map(|table| shared.specs[table].kind);
    shared.ids.known(&id).or_else(of_table) == Some(ColumnKind::Posts)
}

fn add_new<'t>(
    names: &mut IndexMap<Text<'t>, Named<'t>>,
    shared: &Shared<'_, 't>,
    id: Text<'t>,
    name: Text<'t>,
    cite: OneOrMany<Cite<'t>>,
) {
    if id.is_empty() || shared.ids.has(&id) {
        return;
    }
    match names.entry(id) {
        IndexEntry::Vacant(place) => drop(place.insert((name, Evidence::of(cite)))),
        IndexEntry::Occupied(mut known) => known.get_mut().1.add(&cite),
    }
}

/// `organs without a row of their own were made of their names: ..`.
fn made_note(kind: ColumnKind, ids: &[&str], shared: &Shared<'_, '_>) -> String {
    const LISTED: usize = 8;
    let named = |id: &&str| match suggest(id, shared.ids.all()) {
        Some(near) => format!("{} (did you mean {}?)", shown(id), shown(near)),
        None => shown(id),
    };
    let mut listed: Vec<String> = ids.iter().take(LISTED).map(named).collect();
    if ids.len() > LISTED {
        listed.push(format!("and {} more", ids.len() - LISTED));
    }
    format!(
        "{} without a row of their own were made of their names: {}",
        kind.name(),
        listed.join(", ")
    )
}
