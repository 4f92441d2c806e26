//! The claims of a model that count in a perspective.
//!
//! Takes entries and a perspective by the ids of its sources; gives the same entries without the claims, the
//! citations and the remarks of sources that do not count. Never takes an entry away.

use hashbrown::HashSet;
use rustc_hash::FxBuildHasher;

use crate::graph::{OrgGraph, Perspective};
use crate::model::{Cite, Disputed, Event, Modality, Model, Name, OneOrMany, Organ, Remit, Text};

/// A perspective by the ids of its sources.
pub(super) struct Counted<'g> {
    perspective: &'g Perspective,
    sources: HashSet<&'g str, FxBuildHasher>,
}

/// What the values of an entry rest on that cite nothing themselves.
#[derive(Copy, Clone)]
struct Foundation<'e, 't> {
    cites: &'e [Cite<'t>],
    modality: Modality,
}

impl<'g> Counted<'g> {
    pub(super) fn new(graph: &'g OrgGraph, perspective: &'g Perspective) -> Counted<'g> {
        let sources = graph.sources().filter(|source| perspective.has_source(*source));
        Counted { perspective, sources: sources.map(|source| graph.source_id(source)).collect() }
    }

    /// Takes out of all entries what does not count.
    pub(super) fn keep(&self, model: &mut Model<'_>) {
        model.organs.values_mut().for_each(|organ| self.organ(organ));
        model.events.values_mut().for_each(|event| self.event(event));
        for post in model.posts.values_mut() {
            let cites = std::mem::take(&mut post.cite);
            let entry = Foundation { cites: &cites, modality: post.modality };
            self.dates(&mut post.existence, entry);
            self.names(&mut post.names, entry);
            let mut unders = Vec::new();
            for mut under in std::mem::take(&mut post.under).iter().cloned() {
                let own = std::mem::take(&mut under.cite);
                let said = entry.of(&own, under.modality);
                self.dates(&mut under.during, said);
                self.note(&mut under.note, said);
                under.cite = self.cites(&own);
                unders.push(under);
            }
            post.under = unders.into_iter().collect();
            self.note(&mut post.note, entry);
            if !self.counts(entry) {
                (post.ids, post.url) = Default::default();
            }
            post.cite = self.cites(&cites);
        }
        for person in model.people.values_mut() {
            let cites = std::mem::take(&mut person.cite);
            let entry = Foundation { cites: &cites, modality: person.modality };
            self.dates(&mut person.born, entry);
            self.dates(&mut person.died, entry);
            self.names(&mut person.names, entry);
            self.note(&mut person.note, entry);
            if !self.counts(entry) {
                (person.ids, person.url) = Default::default();
            }
            person.cite = self.cites(&cites);
        }
        self.relations(model);
        let sources: Vec<Text<'_>> = model.sources.keys().cloned().collect();
        let within = |id: &Text<'_>| model.sources.get(id).map(|source| source.within.clone());
        let mut kept: HashSet<String, FxBuildHasher> = HashSet::default();
        for id in sources.iter().filter(|id| self.sources.contains(&***id)) {
            let mut at = Some(id.clone());
            while let Some(id) = at.filter(|id| kept.insert(id.to_string())) {
                at = within(&id).filter(|host| !host.is_empty());
            }
        }
        model.sources.retain(|id, _| kept.contains(&**id));
        self.note(&mut model.note, Foundation { cites: &[], modality: Modality::default() });
    }

    fn relations(&self, model: &mut Model<'_>) {
        for tenure in &mut model.tenures {
            let cites = std::mem::take(&mut tenure.cite);
            let entry = Foundation { cites: &cites, modality: tenure.modality };
            self.dates(&mut tenure.during, entry);
            self.note(&mut tenure.note, entry);
            tenure.cite = self.cites(&cites);
        }
        for seat in &mut model.seats {
            let cites = std::mem::take(&mut seat.cite);
            let entry = Foundation { cites: &cites, modality: seat.modality };
            self.dates(&mut seat.during, entry);
            self.note(&mut seat.note, entry);
            seat.cite = self.cites(&cites);
        }
        for transition in &mut model.transitions {
            let change = &mut transition.change;
            let cites = std::mem::take(&mut change.cite);
            let entry = Foundation { cites: &cites, modality: change.modality };
            self.dates(&mut change.on, entry);
            self.note(&mut change.note, entry);
            change.cite = self.cites(&cites);
        }
    }

    fn organ(&self, organ: &mut Organ<'_>) {
        let cites = std::mem::take(&mut organ.cite);
        let entry = Foundation { cites: &cites, modality: organ.modality };
        self.dates(&mut organ.existence, entry);
        self.dates(&mut organ.kind, entry);
        self.dates(&mut organ.place, entry);
        self.names(&mut organ.names, entry);
        let members = std::mem::take(&mut organ.members);
        let counts = |cites: &[Cite<'_>], modality| self.counts(entry.of(cites, modality));
        let mut kept = Vec::new();
        for mut one in members.iter().cloned() {
            if counts(&one.cite, one.modality) {
                self.note_of(&mut one.note, &one.cite, one.modality, entry);
                one.cite = self.cites(&one.cite);
                kept.push(one);
            }
        }
        organ.members = kept.into_iter().collect();
        let mut unders = Vec::new();
        for mut under in std::mem::take(&mut organ.under).iter().cloned() {
            let own = std::mem::take(&mut under.cite);
            let said = entry.of(&own, under.modality);
            self.dates(&mut under.during, said);
            self.note(&mut under.note, said);
            under.cite = self.cites(&own);
            unders.push(under);
        }
        organ.under = unders.into_iter().collect();
        for remits in [
            &mut organ.functions,
            &mut organ.mandates,
            &mut organ.jurisdiction,
            &mut organ.legal_basis,
        ] {
            self.remits(remits, entry);
        }
        self.note(&mut organ.note, entry);
        if !self.counts(entry) {
            organ.tags = OneOrMany::None;
            (organ.ids, organ.url) = Default::default();
        }
        organ.cite = self.cites(&cites);
    }

    fn event(&self, event: &mut Event<'_>) {
        let cites = std::mem::take(&mut event.cite);
        let entry = Foundation { cites: &cites, modality: event.modality };
        self.dates(&mut event.on, entry);
        self.dates(&mut event.place, entry);
        self.names(&mut event.names, entry);
        let mut numbers = Vec::new();
        for mut number in std::mem::take(&mut event.numbers).iter().cloned() {
            if self.counts(entry.of(&number.cite, number.modality)) {
                self.note_of(&mut number.note, &number.cite, number.modality, entry);
                number.cite = self.cites(&number.cite);
                numbers.push(number);
            }
        }
        event.numbers = numbers.into_iter().collect();
        self.note(&mut event.note, entry);
        if !self.counts(entry) {
            event.organs = OneOrMany::None;
            event.by = OneOrMany::None;
            event.people = OneOrMany::None;
            event.bodies = OneOrMany::None;
            event.tags = OneOrMany::None;
            (event.ids, event.url) = Default::default();
        }
        event.cite = self.cites(&cites);
    }

    /// The claims about a value that count.
    fn dates<'t, T: Clone>(&self, values: &mut Disputed<'t, T>, entry: Foundation<'_, 't>) {
        let claims = values.claims().iter();
        let claims = claims.filter(|claim| self.counts(entry.of(&claim.cite, claim.modality)));
        let kept = claims.cloned().map(|mut claim| {
            self.note_of(&mut claim.note, &claim.cite, claim.modality, entry);
            claim.cite = self.cites(&claim.cite);
            claim
        });
        *values = kept.collect();
    }

    fn names<'t>(&self, names: &mut OneOrMany<Name<'t>>, entry: Foundation<'_, 't>) {
        let mut kept = Vec::new();
        for mut name in std::mem::take(names).iter().cloned() {
            let own = std::mem::take(&mut name.cite);
            let said = entry.of(&own, name.modality);
            if !self.counts(said) {
                continue;
            }
            self.dates(&mut name.used, said);
            self.note(&mut name.note, said);
            name.cite = self.cites(&own);
            kept.push(name);
        }
        *names = kept.into_iter().collect();
    }

    fn remits<'t>(&self, remits: &mut OneOrMany<Remit<'t>>, entry: Foundation<'_, 't>) {
        let mut kept = Vec::new();
        for mut remit in std::mem::take(remits).iter().cloned() {
            let own = std::mem::take(&mut remit.cite);
            let said = entry.of(&own, remit.modality);
            if !self.counts(said) {
                continue;
            }
            self.dates(&mut remit.during, said);
            self.note(&mut remit.note, said);
            remit.cite = self.cites(&own);
            kept.push(remit);
        }
        *remits = kept.into_iter().collect();
    }

    /// A remark is of all that its entry rests on: it goes where a part of that does not count.
    fn note(&self, note: &mut Text<'_>, entry: Foundation<'_, '_>) {
        if !self.counts(entry) || !entry.cites.iter().all(|cite| self.has(cite)) {
            *note = Text::default();
        }
    }

    fn note_of<'t>(
        &self,
        note: &mut Text<'_>,
        own: &[Cite<'t>],
        modality: Modality,
        entry: Foundation<'_, 't>,
    ) {
        self.note(note, entry.of(own, modality));
    }

    fn has(&self, cite: &Cite<'_>) -> bool {
        self.sources.contains(&*cite.source)
    }

    fn counts(&self, entry: Foundation<'_, '_>) -> bool {
        let cited = !entry.cites.is_empty();
        self.perspective.wants(entry.modality, cited, || entry.cites.iter().any(|c| self.has(c)))
    }

    fn cites<'t>(&self, cites: &[Cite<'t>]) -> OneOrMany<Cite<'t>> {
        cites.iter().filter(|cite| self.has(cite)).cloned().collect()
    }
}

impl<'e, 't> Foundation<'e, 't> {
    /// What a value of the entry rests on: its own citations, else those of the entry.
    fn of<'o>(self, own: &'o [Cite<'t>], modality: Modality) -> Foundation<'o, 't>
    where
        'e: 'o,
    {
        match own {
            [] if modality == Modality::default() => self,
            [] => Foundation { modality, ..self },
            own => Foundation { cites: own, modality },
        }
    }
}
