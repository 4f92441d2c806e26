//! Entries to tables: one builder fills the tables of one piece of text.
//!
//! Takes entries, parses their dates and packs them; gives tables whose ids are still texts. Never
//! looks anything up: that needs the other pieces, and is the work of `finish`.

mod bare;

use indexmap::IndexMap;

use super::ids::short_hash;
use super::index::{Arena, Class, NOWHERE, StrRef, Vocabulary};
use super::problem::{GraphProblem, GraphProblems};
use super::tables::{
    CiteList, CiteRow, Claims, FactRow, Field, NodeRow, PropertyRow, RelationKind, RelationRow,
    Trait, TransitionRow, UnderRow,
};
use crate::model::{
    Allow, At, BareEntry, Charter, CharterRef, Choice, Cite, Claim, Date, Disputed, Entry,
    EntryKey, Event, IntoOwned, ListOrder, Map, Modality, Name, NamedView, OneOrMany, Organ,
    Person, Post, PostUnder, PresumeFor, Remit, RuleLevel, Seat, Sink, Source, SuccessionIn,
    Tenure, Text, Transition, TransitionKind,
};
use crate::text::{Pos, SourceFile, Span};
use crate::time::{DateError, Period};

/// The tables of one piece of a model, not yet joined to the others.
///
/// ```
/// use organigram::graph::Builder;
/// use organigram::model::{EntryKey, Entry, Organ, Sink};
/// use organigram::text::{SourceFile, SourceMap};
///
/// let file = SourceFile::alone("none", "");
/// let mut builder = Builder::default();
/// let organ = Organ { name: "Chess Club".into(), ..Organ::default() };
/// let key = EntryKey { id: "club".into(), ..EntryKey::default() };
/// builder.take(&file, &Entry::Organ(key, organ));
/// let graph = builder.finish(SourceMap::new(), None);
/// assert_eq!(graph.name(graph.node("club").unwrap()), "Chess Club");
/// ```
#[derive(Default, Debug)]
pub struct Builder {
    parts: Vec<Part>,
    current: Part,
}

/// The model's named things that are few and stay as they are written.
#[derive(Default, Debug)]
pub(super) struct Extras {
    pub(super) title: String,
    pub(super) note: String,
    pub(super) charter: Option<Charter<'static>>,
    pub(super) presume_for: PresumeFor,
    pub(super) sources: IndexMap<String, Source<'static>>,
    pub(super) views: IndexMap<String, NamedView<'static>>,
    pub(super) queries: IndexMap<String, (String, Pos)>,
    pub(super) levels: IndexMap<String, (RuleLevel, Pos)>,
}

/// Nodes of one class with what their ids stand in for elsewhere.
#[derive(Default, Debug)]
pub(super) struct NodeTable {
    pub(super) rows: Vec<NodeRow>,
    pub(super) hashes: Vec<u32>,
    pub(super) claims: Claims,
}

/// What organs, or posts, stand under: a superior of this part by its row, and the ids of the others.
#[derive(Default, Debug)]
pub(super) struct UnderTable {
    pub(super) rows: Vec<UnderRow>,
    pub(super) refs: Vec<LooseUnder>,
    pub(super) claims: Claims,
}

/// The id of the superior of a row.
#[derive(Copy, Clone, Debug)]
pub(super) struct LooseUnder {
    pub(super) row: u32,
    pub(super) text: StrRef,
}

/// Relations between two nodes, with their ends.
#[derive(Default, Debug)]
pub(super) struct RelationTable {
    pub(super) rows: Vec<RelationRow>,
    pub(super) refs: Vec<[RelationEnd; 2]>,
    /// Ids that must name something and are not followed further.
    pub(super) checks: Vec<Loose>,
    pub(super) claims: Claims,
}

/// Transitions, with the ids at their ends.
#[derive(Default, Debug)]
pub(super) struct TransitionTable {
    pub(super) rows: Vec<TransitionRow>,
    pub(super) ends: Vec<Loose>,
    pub(super) claims: Claims,
}

/// Citations: the start of each list of them, and what stands in few.
#[derive(Default, Debug)]
pub(super) struct CiteTable {
    pub(super) rows: Vec<CiteRow>,
    pub(super) lists: Vec<u32>,
    pub(super) quotes: Vec<PropertyRow>,
}

/// A reference by id, to be resolved: its text and what it may name.
#[derive(Copy, Clone, Debug)]
pub(super) struct Loose {
    pub(super) text: StrRef,
    pub(super) expected: Expected,
}

/// What a reference may name.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Expected {
    Organ,
    Post,
    Person,
    Body,
    Agent,
}

impl Expected {
    pub(super) fn classes(self) -> &'static [Class] {
        match self {
            Expected::Organ => &[Class::Organ],
            Expected::Post => &[Class::Post],
            Expected::Person => &[Class::Person],
            Expected::Body => &[Class::Organ, Class::Event],
            Expected::Agent => &[Class::Organ, Class::Person, Class::Event, Class::Post],
        }
    }
}

#[derive(Default, Debug)]
pub(super) struct Part {
    pub(super) arena: Arena,
    /// By class.
    pub(super) nodes: [NodeTable; 4],
    pub(super) unders: UnderTable,
    /// What posts report to: rows of their own until all organs are known, for they stand behind those of the organs.
    pub(super) reports: UnderTable,
    pub(super) ties: RelationTable,
    pub(super) transitions: TransitionTable,
    pub(super) cites: CiteTable,
    pub(super) kinds: Vocabulary,
    pub(super) lines: Vocabulary,
    pub(super) cited: Vocabulary,
    pub(super) extras: Extras,
    pub(super) problems: GraphProblems,
    last_plain: Option<(u32, CiteList)>,
    recent: Recent,
}

/// The organs that were read last, by their hash: in most texts a superior stands closely above its
/// units, and is found here while it is at hand.
#[derive(Debug)]
struct Recent(Box<[(u32, u32); 4096]>);

impl Default for Recent {
    fn default() -> Self {
        Recent(Box::new([(0, NOWHERE); 4096]))
    }
}

impl Recent {
    #[inline]
    fn note(&mut self, hash: u32, row: u32) {
        self.0[hash as usize % 4096] = (hash, row);
    }

    #[inline]
    fn find(&self, hash: u32) -> Option<u32> {
        let (there, row) = self.0[hash as usize % 4096];
        (there == hash && row != NOWHERE).then_some(row)
    }
}

/// One end of a tie: a node of this part, known by its row, or an id.
#[derive(Copy, Clone, Debug)]
pub(super) enum RelationEnd {
    Here(Class, u32),
    Loose(Loose),
}

impl Sink for Builder {
    fn fresh(&self) -> Self {
        Builder::default()
    }

    fn take<'t>(&mut self, file: &'t SourceFile, entry: &Entry<'t>) {
        self.current.take(file, entry);
    }

    fn take_plain<'t>(&mut self, file: &'t SourceFile, plain: &BareEntry<'t>) {
        self.current.take_plain(file, plain);
    }

    fn append(&mut self, later: Self) {
        self.parts.push(std::mem::take(&mut self.current));
        self.parts.extend(later.parts);
        self.current = later.current;
    }
}

impl Builder {
    pub(super) fn into_parts(mut self) -> Vec<Part> {
        self.parts.push(self.current);
        self.parts
    }
}

impl Extras {
    fn take(&mut self, entry: &Entry<'_>) {
        let id = |key: &EntryKey<'_>| key.id.clone().into_owned();
        match entry {
            Entry::Title(title) => self.title = title.clone().into_owned(),
            Entry::Note(note) => self.note = note.clone().into_owned(),
            Entry::PresumeFor(lapse) => self.presume_for = *lapse,
            Entry::Charter(CharterRef::Inline(charter)) => {
                self.charter = Some(Charter::clone(charter).into_owned());
            }
            Entry::Source(key, source) => {
                self.sources.insert(id(key), source.clone().into_owned());
            }
            Entry::View(key, view) => {
                self.views.insert(id(key), view.clone().into_owned());
            }
            Entry::Query(key, query) => {
                self.queries.insert(id(key), (query.clone().into_owned(), key.pos.0));
            }
            Entry::Level(key, level) => {
                self.levels.insert(id(key), (*level, key.pos.0));
            }
            _ => {}
        }
    }
}

impl Part {
    fn take<'t>(&mut self, file: &'t SourceFile, entry: &Entry<'t>) {
        match entry {
            Entry::Organ(key, organ) => self.organ(file, key, organ),
            Entry::Transition(transition) => self.transition(file, transition),
            Entry::Event(key, event) => self.event(file, key, event),
            Entry::Post(key, post) => self.post(file, key, post),
            Entry::Person(key, person) => self.person(file, key, person),
            Entry::Tenure(tenure) => self.tenure(file, tenure),
            Entry::Seat(seat) => self.seat(file, seat),
            other => self.extras.take(other),
        }
    }

    fn organ<'t>(&mut self, file: &'t SourceFile, key: &EntryKey<'t>, organ: &Organ<'t>) {
        let mut entry = self.begin(file, Class::Organ, key, &organ.cite, organ.modality);
        let kind = organ.kind.preferred().map_or("", |kind| kind);
        entry.node(&organ.name, kind);
        entry.dates(Field::Date, &organ.existence);
        let is_plain = |claim: &Claim<'_, Text<'_>>| {
            claim.cite.is_empty()
                && claim.modality == Modality::default()
                && claim.during.edtf.is_empty()
        };
        if organ.kind.claims().len() > 1 || !organ.kind.claims().iter().all(is_plain) {
            entry.texts(Field::Kind, &organ.kind);
        }
        entry.texts(Field::Place, &organ.place);
        entry.names(&organ.names);
        for members in &organ.members {
            let count = members.count.to_string();
            let on = members.on.preferred();
            entry.stand(&members.cite, members.modality, members.pos);
            entry.counted(Field::Members, &count, on, &members.note);
            entry.fact_property(Trait::Of, &members.of);
        }
        entry.remits(Field::Function, &organ.functions);
        entry.remits(Field::Mandate, &organ.mandates);
        entry.remits(Field::Jurisdiction, &organ.jurisdiction);
        entry.remits(Field::LegalBasis, &organ.legal_basis);
        entry.known_as(&organ.ids, &organ.url);
        entry.common(&organ.tags, &organ.note, &organ.allow);
        let here = (self.nodes[0].rows.len() - 1) as u32;
        self.recent.note(self.nodes[0].hashes[here as usize], here);
        let (cites, modality) = self.own(0);
        for under in &organ.under {
            self.under(file, here, under, cites, modality);
        }
    }

    fn under<'t>(
        &mut self,
        file: &'t SourceFile,
        from: u32,
        under: &crate::model::Under<'t>,
        cites: CiteList,
        modality: Modality,
    ) {
        let own = self.cite(file, &under.cite);
        let modality = inherit(own, under.modality, modality);
        let cites = own.or(cites);
        let line = self.lines.number(&under.line);
        let facts = self.unders.claims.facts.len() as u32;
        let to = self.superior(file, &under.organ);
        let pos = under.pos.0.0;
        self.unders.rows.push(UnderRow { from, to, cites, pos, facts, line, modality });
        if !under.during.claims().is_empty() {
            let mut entry = self.entry(file, TableName::Under, cites, modality);
            entry.dates(Field::Date, &under.during);
        }
        if !under.note.is_empty() || !under.allow.is_empty() {
            let mut entry = self.entry(file, TableName::Under, cites, modality);
            entry.common(&OneOrMany::None, &under.note, &under.allow);
        }
    }

    /// The row of the superior of the next row, or nowhere if its id has to be looked for later.
    #[inline]
    fn superior(&mut self, file: &SourceFile, id: &str) -> u32 {
        if let Some(at) = self.recent.find(short_hash(id)) {
            let there = self.nodes[0].rows[at as usize].id;
            if self.arena.get(file, there) == Some(id) {
                return at;
            }
        }
        let row = self.unders.rows.len() as u32;
        let text = self.arena.keep(file, id);
        self.unders.refs.push(LooseUnder { row, text });
        NOWHERE
    }

    /// That the post that was made last reports to another.
    fn reports<'t>(
        &mut self,
        file: &'t SourceFile,
        under: &PostUnder<'t>,
        cites: CiteList,
        modality: Modality,
    ) {
        let own = self.cite(file, &under.cite);
        let modality = inherit(own, under.modality, modality);
        let cites = own.or(cites);
        let line = self.lines.number(&under.line);
        let text = self.arena.keep(file, &under.post);
        let from = self.nodes[Class::Post as usize].rows.len() as u32 - 1;
        let (row, facts) = (self.reports.rows.len() as u32, self.reports.claims.facts.len() as u32);
        self.reports.refs.push(LooseUnder { row, text });
        let (to, pos) = (NOWHERE, under.pos.0.0);
        self.reports.rows.push(UnderRow { from, to, cites, pos, facts, line, modality });
        let mut entry = self.entry(file, TableName::Reports, cites, modality);
        entry.dates(Field::Date, &under.during);
        entry.common(&OneOrMany::None, &under.note, &under.allow);
    }

    fn event<'t>(&mut self, file: &'t SourceFile, key: &EntryKey<'t>, event: &Event<'t>) {
        let mut entry = self.begin(file, Class::Event, key, &event.cite, event.modality);
        entry.node(&event.name, &event.kind);
        entry.dates(Field::Date, &event.on);
        entry.texts(Field::Place, &event.place);
        entry.names(&event.names);
        for number in &event.numbers {
            entry.stand(&number.cite, number.modality, number.pos);
            entry.counted(Field::Number, &number.count.to_string(), None, &number.note);
            entry.fact_property(Trait::Of, &number.of);
        }
        if event.order != ListOrder::default() {
            entry.property(Trait::Order, event.order.name());
        }
        entry.property(Trait::Series, &event.series);
        entry.number(event.number);
        entry.known_as(&event.ids, &event.url);
        entry.common(&event.tags, &event.note, &event.allow);
        let here = self.here(Class::Event);
        for (kind, ids, expected) in [
            (RelationKind::Met, &event.organs, Expected::Organ),
            (RelationKind::CalledBy, &event.by, Expected::Agent),
            (RelationKind::BodyOf, &event.bodies, Expected::Organ),
            (RelationKind::Attended, &event.people, Expected::Person),
        ] {
            for id in ids {
                let there = self.loose(file, id, expected);
                let ends =
                    if kind == RelationKind::Attended { [there, here] } else { [here, there] };
                self.tie_of_entry(kind, ends, event.pos);
            }
        }
    }

    fn post<'t>(&mut self, file: &'t SourceFile, key: &EntryKey<'t>, post: &Post<'t>) {
        let mut entry = self.begin(file, Class::Post, key, &post.cite, post.modality);
        entry.node(&post.title, &post.kind);
        entry.dates(Field::Date, &post.existence);
        entry.names(&post.names);
        entry.number(post.seats);
        entry.known_as(&post.ids, &post.url);
        entry.common(&post.tags, &post.note, &post.allow);
        if !post.organ.is_empty() {
            let ends = [self.here(Class::Post), self.loose(file, &post.organ, Expected::Organ)];
            self.tie_of_entry(RelationKind::PostOf, ends, post.pos);
        }
        let (cites, modality) = self.own(Class::Post as usize);
        for under in &post.under {
            self.reports(file, under, cites, modality);
        }
    }

    fn person<'t>(&mut self, file: &'t SourceFile, key: &EntryKey<'t>, person: &Person<'t>) {
        let mut entry = self.begin(file, Class::Person, key, &person.cite, person.modality);
        entry.node(&person.name, "");
        entry.dates(Field::Born, &person.born);
        entry.dates(Field::Died, &person.died);
        entry.names(&person.names);
        entry.known_as(&person.ids, &person.url);
        entry.common(&person.tags, &person.note, &person.allow);
    }

    fn tenure<'t>(&mut self, file: &'t SourceFile, tenure: &Tenure<'t>) {
        let cites = self.cite(file, &tenure.cite);
        let post = self.loose(file, &tenure.post, Expected::Post);
        // Who names a holder of a vacant post says both, which is a conflict.
        if !tenure.vacant || !tenure.person.is_empty() {
            let ends = [self.loose(file, &tenure.person, Expected::Person), post];
            self.tie(RelationKind::Tenure, ends, cites, tenure.modality, tenure.pos);
            self.held(file, tenure, cites);
        }
        if tenure.vacant {
            self.tie(RelationKind::Vacant, [post, post], cites, tenure.modality, tenure.pos);
            self.held(file, tenure, cites);
        }
    }

    /// What is said of a tenure or of a vacancy, which was made last.
    fn held<'t>(&mut self, file: &'t SourceFile, tenure: &Tenure<'t>, cites: CiteList) {
        self.manner(tenure.status as u8);
        let mut entry = self.entry(file, TableName::Tie, cites, tenure.modality);
        entry.dates(Field::Date, &tenure.during);
        entry.agents(Trait::By, &tenure.by, Expected::Agent);
        entry.agents(Trait::OnBehalfOf, &tenure.on_behalf_of, Expected::Organ);
        entry.common(&OneOrMany::None, &tenure.note, &tenure.allow);
    }

    fn seat<'t>(&mut self, file: &'t SourceFile, seat: &Seat<'t>) {
        let cites = self.cite(file, &seat.cite);
        let organ = self.loose(file, &seat.organ, Expected::Organ);
        let by_post = (!seat.ex_officio.is_empty())
            .then(|| self.loose(file, &seat.ex_officio, Expected::Post));
        let somebody = match by_post {
            Some(post) if seat.person.is_empty() && !seat.vacant => {
                Some((RelationKind::ExOfficio, post))
            }
            _ if !seat.vacant || !seat.person.is_empty() => {
                Some((RelationKind::Seat, self.loose(file, &seat.person, Expected::Person)))
            }
            _ => None,
        };
        let vacancy = seat.vacant.then_some((RelationKind::Vacant, organ));
        for (kind, from) in somebody.into_iter().chain(vacancy) {
            self.tie(kind, [from, organ], cites, seat.modality, seat.pos);
            self.manner(seat.membership as u8);
            let mut entry = self.entry(file, TableName::Tie, cites, seat.modality);
            entry.dates(Field::Date, &seat.during);
            entry.number(seat.rank);
            entry.property(Trait::Title, &seat.title);
            if kind != RelationKind::ExOfficio
                && let Some(RelationEnd::Loose(post)) = by_post
            {
                entry.property(Trait::ExOfficio, &seat.ex_officio);
                entry.part.ties.checks.push(post);
            }
            entry.agents(Trait::By, &seat.by, Expected::Agent);
            entry.agents(Trait::OnBehalfOf, &seat.on_behalf_of, Expected::Organ);
            entry.common(&OneOrMany::None, &seat.note, &seat.allow);
        }
    }

    fn transition<'t>(&mut self, file: &'t SourceFile, transition: &Transition<'t>) {
        let change = &transition.change;
        let cites = self.cite(file, &change.cite);
        let from = self.ends(file, transition.predecessors(), Expected::Body);
        let into = self.ends(file, transition.successors(), Expected::Body);
        let by = self.ends(file, change.by.iter(), Expected::Agent);
        self.missing_ends(transition.kind, change.pos.0, [into - from, by - into]);
        self.transitions.rows.push(TransitionRow {
            cites,
            pos: change.pos.0.0,
            facts: self.transitions.claims.facts.len() as u32,
            from,
            into,
            by,
            kind: transition.kind,
            modality: change.modality,
        });
        let mut entry = self.entry(file, TableName::Transition, cites, change.modality);
        entry.dates(Field::Date, &change.on);
        entry.property(Trait::How, &change.how);
        if change.r#in != SuccessionIn::default() {
            entry.property(Trait::In, &change.r#in.to_string());
        }
        entry.property(Trait::Title, &change.name);
        entry.common(&OneOrMany::None, &change.note, &change.allow);
    }

    fn ends<'t: 'a, 'a>(
        &mut self,
        file: &SourceFile,
        ids: impl Iterator<Item = &'a Text<'t>>,
        expected: Expected,
    ) -> u32 {
        let first = self.transitions.ends.len() as u32;
        for id in ids {
            let text = self.arena.keep(file, id);
            self.transitions.ends.push(Loose { text, expected });
        }
        first
    }

    fn missing_ends(&mut self, kind: TransitionKind, pos: Pos, [from, into]: [u32; 2]) {
        use TransitionKind::*;
        let missing = match kind {
            Founded if into == 0 => "organ",
            Dissolved if from == 0 => "organ",
            Renamed | Revived if from == 0 => "organ",
            Reorganised if from == 0 => "organ",
            Split | Merged | Absorbed | Succeeded | Origin if from == 0 => "from",
            Split | Merged | Absorbed | Succeeded | Origin if into == 0 => "into",
            _ => return,
        };
        self.problems.push(GraphProblem::MissingEnd { span: Span::at(pos), kind, missing });
    }

    fn here(&self, class: Class) -> RelationEnd {
        RelationEnd::Here(class, self.nodes[class as usize].rows.len() as u32 - 1)
    }

    fn loose(&mut self, file: &SourceFile, id: &str, expected: Expected) -> RelationEnd {
        RelationEnd::Loose(Loose { text: self.arena.keep(file, id), expected })
    }

    fn tie_of_entry(&mut self, kind: RelationKind, ends: [RelationEnd; 2], pos: At) {
        let class = if kind == RelationKind::PostOf { Class::Post } else { Class::Event };
        let (cites, modality) = self.own(class as usize);
        self.tie(kind, ends, cites, modality, pos);
    }

    fn tie(
        &mut self,
        kind: RelationKind,
        ends: [RelationEnd; 2],
        cites: CiteList,
        modality: Modality,
        pos: At,
    ) {
        let facts = self.ties.claims.facts.len() as u32;
        self.ties.refs.push(ends);
        let pos = pos.0.0;
        self.ties.rows.push(RelationRow {
            from: 0,
            to: 0,
            cites,
            pos,
            facts,
            kind,
            modality,
            manner: 0,
        });
    }

    #[inline]
    fn manner(&mut self, manner: u8) {
        self.ties.rows.last_mut().expect("the tie was just made").manner = manner;
    }

    /// The citations and modality of the node that was made last.
    fn own(&self, class: usize) -> (CiteList, Modality) {
        let row = self.nodes[class].rows.last().expect("the node was just made");
        (row.cites, row.modality)
    }

    fn begin<'p, 't>(
        &'p mut self,
        file: &'t SourceFile,
        class: Class,
        key: &EntryKey<'t>,
        cite: &OneOrMany<Cite<'t>>,
        modality: Modality,
    ) -> EntryTables<'p, 't> {
        let cites = self.cite(file, cite);
        let id = self.arena.keep(file, &key.id);
        let table = &mut self.nodes[class as usize];
        table.hashes.push(short_hash(&key.id));
        table.rows.push(NodeRow {
            id,
            name: StrRef::EMPTY,
            pos: key.pos.0.0,
            kind: 0,
            cites,
            facts: table.claims.facts.len() as u32,
            unders: match class {
                Class::Post => self.reports.rows.len() as u32,
                _ => self.unders.rows.len() as u32,
            },
            modality,
        });
        self.entry(file, TableName::Node(class), cites, modality)
    }

    fn entry<'p, 't>(
        &'p mut self,
        file: &'t SourceFile,
        table: TableName,
        cites: CiteList,
        modality: Modality,
    ) -> EntryTables<'p, 't> {
        EntryTables {
            part: self,
            file,
            table,
            entry: (cites, modality),
            stand: (cites, modality, Pos::NONE),
        }
    }

    #[inline]
    fn cite(&mut self, file: &SourceFile, cites: &[Cite<'_>]) -> CiteList {
        match cites {
            [] => CiteList::default(),
            [first, rest @ ..] => self.list(file, first, rest),
        }
    }

    fn list(&mut self, file: &SourceFile, first: &Cite<'_>, rest: &[Cite<'_>]) -> CiteList {
        if rest.is_empty() && first.is_plain() {
            let source = self.cited.number(&first.source);
            return self.source_alone(source, first.pos);
        }
        let list = self.new_list();
        for cite in std::iter::once(first).chain(rest) {
            let source = self.cited.number(&cite.source);
            let at = self.arena.keep(file, &cite.at);
            for (what, text) in [
                (Trait::Quote, &cite.quote),
                (Trait::Lang, &cite.lang),
                (Trait::Translation, &cite.translation),
                (Trait::Note, &cite.note),
            ] {
                if !text.is_empty() {
                    let text = self.arena.keep(file, text);
                    self.cites.quotes.push(PropertyRow {
                        row: self.cites.rows.len() as u32,
                        what,
                        text,
                    });
                }
            }
            self.cites.rows.push(CiteRow { source, at, pos: cite.pos.0.0 });
        }
        list
    }

    /// The list of one citation that names a source and no place: entries that follow each other
    /// often share it.
    #[inline]
    fn source_alone(&mut self, source: u32, pos: At) -> CiteList {
        match self.last_plain {
            Some((last, list)) if last == source => list,
            _ => {
                let list = self.new_list();
                self.cites.rows.push(CiteRow { source, at: StrRef::EMPTY, pos: pos.0.0 });
                self.last_plain = Some((source, list));
                list
            }
        }
    }

    #[inline]
    fn new_list(&mut self) -> CiteList {
        self.cites.lists.push(self.cites.rows.len() as u32);
        CiteList(self.cites.lists.len() as u32)
    }

    #[inline]
    fn claims(&mut self, table: TableName) -> &mut Claims {
        match table {
            TableName::Node(class) => &mut self.nodes[class as usize].claims,
            TableName::Under => &mut self.unders.claims,
            TableName::Reports => &mut self.reports.claims,
            TableName::Tie => &mut self.ties.claims,
            TableName::Transition => &mut self.transitions.claims,
        }
    }

    #[inline]
    fn last_row(&self, table: TableName) -> u32 {
        let rows = match table {
            TableName::Node(class) => self.nodes[class as usize].rows.len(),
            TableName::Under => self.unders.rows.len(),
            TableName::Reports => self.reports.rows.len(),
            TableName::Tie => self.ties.rows.len(),
            TableName::Transition => self.transitions.rows.len(),
        };
        rows as u32 - 1
    }
}

/// A claim that has citations of its own stands on its own; another takes over its entry's way of
/// saying it, unless it says that itself.
fn inherit(own: CiteList, modality: Modality, entry: Modality) -> Modality {
    if own.0 == 0 && modality == Modality::default() { entry } else { modality }
}

#[derive(Copy, Clone)]
enum TableName {
    Node(Class),
    Under,
    Reports,
    Tie,
    Transition,
}

/// The tables as one entry fills them: its row is the last one.
struct EntryTables<'p, 't> {
    part: &'p mut Part,
    file: &'t SourceFile,
    table: TableName,
    /// Citations and modality of the entry.
    entry: (CiteList, Modality),
    /// The same for the claim at hand, and its place.
    stand: (CiteList, Modality, Pos),
}

impl EntryTables<'_, '_> {
    fn node(&mut self, name: &str, kind: &str) {
        let name = self.part.arena.keep(self.file, name);
        let kind = self.part.kinds.number(kind);
        let TableName::Node(class) = self.table else { return };
        let row = self.part.nodes[class as usize].rows.last_mut().expect("the row was just made");
        row.name = name;
        row.kind = kind;
    }

    /// Sets what the next facts rest on.
    #[inline]
    fn stand(&mut self, cite: &[Cite<'_>], modality: Modality, pos: At) {
        let own = self.part.cite(self.file, cite);
        self.stand = (own.or(self.entry.0), inherit(own, modality, self.entry.1), pos.0);
    }

    fn dates(&mut self, field: Field, dates: &Disputed<'_, Date<'_>>) {
        for claim in dates.claims() {
            self.stand(&claim.cite, claim.modality, claim.pos);
            self.dated(field, &claim.value, &claim.note);
            if !claim.during.edtf.is_empty() {
                self.misplaced_during(&claim.during);
            }
        }
    }

    #[inline]
    fn dated(&mut self, field: Field, date: &Date<'_>, note: &str) {
        let text = self.part.arena.keep(self.file, &date.edtf);
        let period = self.period(&date.edtf, text);
        self.fact(field, text, period);
        self.fact_property(Trait::AsWritten, &date.as_written);
        self.fact_property(Trait::Calendar, &date.calendar);
        self.fact_property(Trait::Note, note);
    }

    fn texts(&mut self, field: Field, texts: &Disputed<'_, Text<'_>>) {
        for claim in texts.claims() {
            self.stand(&claim.cite, claim.modality, claim.pos);
            if field == Field::Kind {
                // Also a kind that is not the preferred one can be asked for.
                self.part.kinds.number(&claim.value);
            }
            let during = Some(&claim.during).filter(|date| !date.edtf.is_empty());
            self.counted(field, &claim.value, during, &claim.note);
            self.fact_property(Trait::AsWritten, &claim.during.as_written);
            self.fact_property(Trait::Calendar, &claim.during.calendar);
        }
    }

    /// The value of a claim is a date itself.
    fn misplaced_during(&mut self, during: &Date<'_>) {
        let text = self.part.arena.keep(self.file, &during.edtf);
        let span = text.span().unwrap_or(Span::at(self.stand.2));
        let error = DateError {
            message: format!("`during: \"{}\"` has no meaning on a claim of a date", during.edtf),
            help: Some("write the period as the `value`".to_owned()),
            at: 0..during.edtf.len(),
        };
        self.part.problems.push(GraphProblem::Date { span, error });
    }

    fn names(&mut self, names: &[Name<'_>]) {
        for name in names {
            self.stand(&name.cite, name.modality, name.pos);
            self.counted(Field::Name, &name.text, name.used.preferred(), &name.note);
            self.fact_property(Trait::Lang, &name.lang);
        }
    }

    fn remits(&mut self, field: Field, remits: &[Remit<'_>]) {
        for remit in remits {
            self.stand(&remit.cite, remit.modality, remit.pos);
            self.counted(field, &remit.text, remit.during.preferred(), &remit.note);
        }
    }

    /// A text that held in some period.
    fn counted(&mut self, field: Field, text: &str, during: Option<&Date<'_>>, note: &str) {
        let text = self.part.arena.keep(self.file, text);
        let edtf = during.map_or("", |date| &date.edtf);
        let when = self.part.arena.keep(self.file, edtf);
        let period = if edtf.is_empty() { Period::UNKNOWN } else { self.period(edtf, when) };
        self.fact(field, text, period);
        self.fact_property(Trait::When, edtf);
        self.fact_property(Trait::Note, note);
    }

    #[inline]
    fn period(&mut self, edtf: &str, text: StrRef) -> Period {
        Period::parse(edtf).unwrap_or_else(|error| {
            let span = text.span().unwrap_or(Span::at(self.stand.2));
            self.part.problems.push(GraphProblem::Date { span, error });
            Period::UNKNOWN
        })
    }

    #[inline]
    fn fact(&mut self, field: Field, text: StrRef, period: Period) {
        let (cites, modality, pos) = self.stand;
        let row = FactRow { period, text, cites, pos: pos.0, field, modality };
        self.part.claims(self.table).facts.push(row);
    }

    #[inline]
    fn fact_property(&mut self, what: Trait, text: &str) {
        if !text.is_empty() {
            let text = self.part.arena.keep(self.file, text);
            let claims = self.part.claims(self.table);
            let row = claims.facts.len() as u32 - 1;
            claims.fact_traits.push(PropertyRow { row, what, text });
        }
    }

    #[inline]
    fn property(&mut self, what: Trait, text: &str) {
        if !text.is_empty() {
            self.property_row(what, text);
        }
    }

    fn property_row(&mut self, what: Trait, text: &str) {
        let text = self.part.arena.keep(self.file, text);
        let row = self.part.last_row(self.table);
        self.part.claims(self.table).traits.push(PropertyRow { row, what, text });
    }

    fn number(&mut self, number: u32) {
        if number > 0 {
            self.property(Trait::Number, &number.to_string());
        }
    }

    /// Those who take part in a tenure or a seat, by their ids.
    fn agents(&mut self, what: Trait, ids: &[Text<'_>], expected: Expected) {
        for id in ids {
            self.property(what, id);
            let text = self.part.arena.keep(self.file, id);
            self.part.ties.checks.push(Loose { text, expected });
        }
    }

    /// What a thing is called in registers, and its page. An identifier that is empty is kept too: it is reported.
    fn known_as(&mut self, ids: &Map<'_, OneOrMany<Text<'_>>>, url: &str) {
        for (scheme, all) in ids {
            for id in all {
                self.property_row(Trait::Scheme, scheme);
                self.property_row(Trait::Identifier, id);
            }
        }
        self.property(Trait::Url, url);
    }

    fn common(&mut self, tags: &[Text<'_>], note: &str, allow: &[Allow<'_>]) {
        for tag in tags {
            self.property(Trait::Tag, tag);
        }
        self.property(Trait::Note, note);
        for allow in allow {
            self.property(Trait::Allow, &allow.rule);
            self.property(Trait::AllowReason, &allow.reason);
        }
    }
}
