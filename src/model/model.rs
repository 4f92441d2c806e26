//! The whole of a model, or a fragment of one.

use super::record::record;
use super::{
    At, CharterRef, Entry, EntryKey, Event, Map, NamedView, OneOrMany, Organ, Person, Post,
    PresumeFor, RuleLevel, Seat, Source, Tenure, Text, Transition,
};

record! {
    /// What one file says: a whole model, or a fragment that another file includes.
    pub struct Model<'t> = "a model `Model(..)`" {
        /// What the model is about.
        pub title: Text<'t>,
        /// A remark of the modeller's.
        pub note: Text<'t>,
        /// The rule book of its kinds.
        pub charter: CharterRef<'t>,
        /// How long after its last attestation a thing is presumed to have gone on; for ever where nothing is said.
        pub presume_for: PresumeFor,
        /// Further files: paths or globs, relative to this file.
        pub include: OneOrMany<Text<'t>>,
        /// The works that make the claims.
        pub sources: Map<'t, Source<'t>>,
        /// The bodies.
        pub organs: Map<'t, Organ<'t>>,
        /// What grew out of what.
        pub transitions: Vec<Transition<'t>>,
        /// The meetings and other happenings.
        pub events: Map<'t, Event<'t>>,
        /// The positions.
        pub posts: Map<'t, Post<'t>>,
        /// The people.
        pub people: Map<'t, Person<'t>>,
        /// Who held which post.
        pub tenures: Vec<Tenure<'t>>,
        /// Who sat in which organ.
        pub seats: Vec<Seat<'t>>,
        /// Pictures with a name.
        pub views: Map<'t, NamedView<'t>>,
        /// Queries with a name.
        pub queries: Map<'t, Text<'t>>,
        /// How heavily each rule weighs here.
        pub levels: Map<'t, RuleLevel>,
    }
}

impl<'t> Model<'t> {
    /// Adds an entry as its file gives it. The later of two entries with one id wins here; `load`
    /// reports such a pair before it comes to this.
    pub fn add(&mut self, entry: Entry<'t>) {
        match entry {
            Entry::Title(title) => self.title = title,
            Entry::Note(note) => self.note = note,
            Entry::Charter(charter) => self.charter = charter,
            Entry::PresumeFor(lapse) => self.presume_for = lapse,
            Entry::Include(path, _) => self.include.push(path),
            Entry::Source(key, source) => drop(self.sources.insert(key.id, source)),
            Entry::Organ(key, organ) => drop(self.organs.insert(key.id, organ)),
            Entry::Transition(transition) => self.transitions.push(transition),
            Entry::Event(key, event) => drop(self.events.insert(key.id, event)),
            Entry::Post(key, post) => drop(self.posts.insert(key.id, post)),
            Entry::Person(key, person) => drop(self.people.insert(key.id, person)),
            Entry::Tenure(tenure) => self.tenures.push(tenure),
            Entry::Seat(seat) => self.seats.push(seat),
            Entry::View(key, view) => drop(self.views.insert(key.id, view)),
            Entry::Query(key, query) => drop(self.queries.insert(key.id, query)),
            Entry::Level(key, level) => drop(self.levels.insert(key.id, level)),
        }
    }

    /// What it holds of sources, things and relations, which it then holds no more.
    #[cfg(feature = "tables")]
    pub(crate) fn take_things(&mut self) -> Model<'t> {
        use std::mem::take;
        Model {
            sources: take(&mut self.sources),
            organs: take(&mut self.organs),
            transitions: take(&mut self.transitions),
            events: take(&mut self.events),
            posts: take(&mut self.posts),
            people: take(&mut self.people),
            tenures: take(&mut self.tenures),
            seats: take(&mut self.seats),
            ..Model::default()
        }
    }

    /// The entries one by one, in the order of the fields.
    pub fn into_entries(self) -> impl Iterator<Item = Entry<'t>> {
        let mut entries =
            vec![Entry::Title(self.title), Entry::Note(self.note), Entry::Charter(self.charter)];
        entries.extend(self.presume_for.0.map(|_| Entry::PresumeFor(self.presume_for)));
        let key = |id| EntryKey { id, pos: At::default() };
        entries.extend(self.include.iter().map(|path| Entry::Include(path.clone(), At::default())));
        entries.extend(self.sources.into_iter().map(|(id, item)| Entry::Source(key(id), item)));
        entries.extend(self.organs.into_iter().map(|(id, item)| Entry::Organ(key(id), item)));
        entries.extend(self.transitions.into_iter().map(Entry::Transition));
        entries.extend(self.events.into_iter().map(|(id, item)| Entry::Event(key(id), item)));
        entries.extend(self.posts.into_iter().map(|(id, item)| Entry::Post(key(id), item)));
        entries.extend(self.people.into_iter().map(|(id, item)| Entry::Person(key(id), item)));
        entries.extend(self.tenures.into_iter().map(Entry::Tenure));
        entries.extend(self.seats.into_iter().map(Entry::Seat));
        entries.extend(self.views.into_iter().map(|(id, item)| Entry::View(key(id), item)));
        entries.extend(self.queries.into_iter().map(|(id, item)| Entry::Query(key(id), item)));
        entries.extend(self.levels.into_iter().map(|(id, item)| Entry::Level(key(id), item)));
        entries.into_iter()
    }
}
