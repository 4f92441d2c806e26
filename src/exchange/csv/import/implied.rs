//! What rows say of things that no table has: the sources that they cite by title or address, the
//! holders and posts of a table of tenures that stands alone, the predecessors of an organ.
//!
//! Takes rows as they are taken, gives the entries that they imply, in the order in which they were
//! first spoken of. Never adds anything where a table, the mapping or the model describes such things.

use indexmap::IndexMap;

use super::columns::{ColumnKind, Field};
use super::row::{Row, Taken};
use super::rows::Shared;
use crate::model::{
    At, Cite, Entry, EntryKey, OneOrMany, Organ, Person, Post, Source, Text, Transition,
    TransitionKind, TransitionSpec,
};

/// Entries that rows imply.
#[derive(Default)]
pub(super) struct Extras<'t> {
    organs: IndexMap<Text<'t>, Named<'t>>,
    people: IndexMap<Text<'t>, Named<'t>>,
    /// Titles, with their organs.
    posts: IndexMap<Text<'t>, (Named<'t>, Text<'t>)>,
    /// Titles by id.
    sources: IndexMap<Text<'t>, Text<'t>>,
    /// Which organ succeeded which, and who says so.
    steps: IndexMap<(Text<'t>, Text<'t>), OneOrMany<Cite<'t>>>,
}

/// A name, and what the first row that speaks of it cites.
type Named<'t> = (Text<'t>, OneOrMany<Cite<'t>>);

/// Which classes of things no table, mapping or model describes.
#[derive(Copy, Clone, Default, Debug)]
pub(super) struct Untold {
    pub(super) organs: bool,
    pub(super) people: bool,
    pub(super) posts: bool,
}

impl<'t> Extras<'t> {
    /// What a row that is taken implies.
    pub(super) fn of_row(&mut self, row: &Row<'_, 't>) -> Taken<()> {
        let unreported = row.spec.unreported;
        match row.spec.kind {
            ColumnKind::Organs => {
                for step in row.steps()? {
                    self.steps.entry(step).or_insert(row.cite()?);
                }
            }
            ColumnKind::Tenures => {
                let organ = row.id(Field::Organ)?;
                if unreported.people {
                    add(&mut self.people, row.id(Field::Person)?, named(row, Field::Person)?);
                }
                if unreported.organs {
                    add(&mut self.organs, organ.clone(), named(row, Field::Organ)?);
                }
                if unreported.posts {
                    self.posts.entry(row.post()?).or_insert((named(row, Field::Post)?, organ));
                }
            }
            ColumnKind::Seats => {
                if unreported.people {
                    add(&mut self.people, row.id(Field::Person)?, named(row, Field::Person)?);
                }
                if unreported.organs {
                    add(&mut self.organs, row.id(Field::Organ)?, named(row, Field::Organ)?);
                }
            }
            ColumnKind::Lineage if unreported.organs => {
                for field in [Field::Organ, Field::From, Field::Into] {
                    let names = row.list(field)?;
                    for (id, name) in row.ids(field)?.iter().zip(&names) {
                        add(&mut self.organs, id.clone(), (name.clone(), row.cite()?));
                    }
                }
            }
            _ => {}
        }
        self.sources(row.made_sources()?);
        Ok(())
    }

    /// Sources that a row cites by title or address.
    pub(super) fn sources(&mut self, sources: OneOrMany<(Text<'t>, Text<'t>)>) {
        for (id, title) in &sources {
            add(&mut self.sources, id.clone(), title.clone());
        }
    }

    /// An organ is in the model already.
    pub(super) fn has_organ(&mut self, id: &str) {
        self.organs.shift_remove(id);
    }

    pub(super) fn append(&mut self, later: Extras<'t>) {
        for (list, more) in [(&mut self.organs, later.organs), (&mut self.people, later.people)] {
            more.into_iter().for_each(|(id, name)| add(list, id, name));
        }
        later.sources.into_iter().for_each(|(id, title)| add(&mut self.sources, id, title));
        for (id, post) in later.posts {
            self.posts.entry(id).or_insert(post);
        }
        for (step, cite) in later.steps {
            self.steps.entry(step).or_insert(cite);
        }
    }

    /// Gives the entries to those that no row and no model has.
    pub(super) fn entries(self, shared: &Shared<'_, 't>, mut take: impl FnMut(&Entry<'t>)) {
        let key = |id: &Text<'t>| EntryKey { id: id.clone(), pos: At::default() };
        let is_new = |id: &str| !id.is_empty() && !shared.ids.has(id);
        // A name is said where the id does not say it.
        let name = |id: &Text<'t>, name: Text<'t>| if *id == name { Text::default() } else { name };
        for (id, title) in self.sources {
            let is_address = id.starts_with("http");
            let (url, title) =
                if is_address { (id.clone(), Text::default()) } else { (Text::default(), title) };
            take(&Entry::Source(key(&id), Source { url, title, ..Source::default() }));
        }
        for (id, (named, cite)) in self.organs.into_iter().filter(|(id, _)| is_new(id)) {
            let organ = Organ { name: name(&id, named), cite, ..Organ::default() };
            take(&Entry::Organ(key(&id), organ));
        }
        for (id, ((title, cite), organ)) in self.posts.into_iter().filter(|(id, _)| is_new(id)) {
            take(&Entry::Post(key(&id), Post { title, organ, cite, ..Post::default() }));
        }
        for (id, (named, cite)) in self.people.into_iter().filter(|(id, _)| is_new(id)) {
            let person = Person { name: name(&id, named), cite, ..Person::default() };
            take(&Entry::Person(key(&id), person));
        }
        for ((from, into), cite) in self.steps {
            let (from, into) = (OneOrMany::One(from), OneOrMany::One(into));
            let change = TransitionSpec { from, into, cite, ..TransitionSpec::default() };
            take(&Entry::Transition(Transition { kind: TransitionKind::Succeeded, change }));
        }
    }
}

/// What a cell names, and who says so.
fn named<'t>(row: &Row<'_, 't>, field: Field) -> Taken<Named<'t>> {
    Ok((row.raw(field), row.cite()?))
}

fn add<'t, N>(names: &mut IndexMap<Text<'t>, N>, id: Text<'t>, name: N) {
    if !id.is_empty() {
        names.entry(id).or_insert(name);
    }
}
