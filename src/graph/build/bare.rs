//! Plain entries to tables.
//!
//! Takes entries whose values are all bare texts and fills the tables with what the entries that
//! they mean would: a test compares the two. Never makes a record: the texts go where they belong
//! as they are.

use super::{Expected, Loose, Part, RelationEnd};
use crate::graph::Class;
use crate::graph::ids::short_hash;
use crate::graph::index::StrRef;
use crate::graph::problem::GraphProblem;
use crate::graph::tables::{
    CiteList, CiteRow, FactRow, Field, NodeRow, PropertyRow, RelationKind, Trait, TransitionRow,
    UnderRow,
};
use crate::model::bare::{BareKind, BareText, CHANGE, ORGAN, TENURE};
use crate::model::{BareEntry, Cite, Modality, Text, TransitionKind};
use crate::text::{Pos, SourceFile, Span};
use crate::time::Period;

/// The numbers of the fields of an organ.
mod organ {
    use super::ORGAN;
    pub(super) const KIND: usize = ORGAN.field("kind");
    pub(super) const NAME: usize = ORGAN.field("name");
    pub(super) const EXISTENCE: usize = ORGAN.field("existence");
    pub(super) const PLACE: usize = ORGAN.field("place");
    pub(super) const UNDER: usize = ORGAN.field("under");
    pub(super) const NOTE: usize = ORGAN.field("note");
    pub(super) const CITE: usize = ORGAN.field("cite");
}

/// The numbers of the fields of a transition.
mod change {
    use super::CHANGE;
    pub(super) const ORGAN: usize = CHANGE.field("organ");
    pub(super) const FROM: usize = CHANGE.field("from");
    pub(super) const INTO: usize = CHANGE.field("into");
    pub(super) const ON: usize = CHANGE.field("on");
    pub(super) const BY: usize = CHANGE.field("by");
    pub(super) const HOW: usize = CHANGE.field("how");
    pub(super) const NAME: usize = CHANGE.field("name");
    pub(super) const NOTE: usize = CHANGE.field("note");
    pub(super) const CITE: usize = CHANGE.field("cite");
}

/// The numbers of the fields of a tenure.
mod tenure {
    use super::TENURE;
    pub(super) const PERSON: usize = TENURE.field("person");
    pub(super) const POST: usize = TENURE.field("post");
    pub(super) const DURING: usize = TENURE.field("during");
    pub(super) const BY: usize = TENURE.field("by");
    pub(super) const NOTE: usize = TENURE.field("note");
    pub(super) const CITE: usize = TENURE.field("cite");
}

/// Where a bare text stands.
#[inline]
fn place(text: BareText<'_>) -> StrRef {
    StrRef::in_file(Pos(text.pos.0.0 + 1), text.text.len() as u32)
}

impl Part {
    #[inline]
    pub(super) fn take_plain(&mut self, file: &SourceFile, plain: &BareEntry<'_>) {
        match plain.kind {
            BareKind::Organ => self.plain_organ(file, plain),
            BareKind::Transition(kind) => self.plain_transition(file, plain, kind),
            BareKind::Tenure => self.plain_tenure(file, plain),
        }
    }

    fn plain_organ(&mut self, file: &SourceFile, plain: &BareEntry<'_>) {
        let cites = self.plain_cites(file, plain.few(organ::CITE));
        let id = self.arena.keep(file, &plain.key.id);
        let hash = short_hash(&plain.key.id);
        let name = plain.one(organ::NAME).map_or(StrRef::EMPTY, place);
        let kind = self.kinds.number(plain.one(organ::KIND).map_or("", |kind| kind.text));
        let table = &mut self.nodes[Class::Organ as usize];
        let here = table.rows.len() as u32;
        table.hashes.push(hash);
        table.rows.push(NodeRow {
            id,
            name,
            pos: plain.key.pos.0.0,
            kind,
            cites,
            facts: table.claims.facts.len() as u32,
            unders: self.unders.rows.len() as u32,
            modality: Modality::default(),
        });
        if let Some(date) = plain.one(organ::EXISTENCE) {
            let fact = self.plain_date(date, cites);
            self.nodes[Class::Organ as usize].claims.facts.push(fact);
        }
        let claims = &mut self.nodes[Class::Organ as usize].claims;
        if let Some(text) = plain.one(organ::PLACE) {
            claims.facts.push(fact(Field::Place, text, Period::UNKNOWN, cites));
        }
        if let Some(note) = plain.one(organ::NOTE) {
            claims.traits.push(PropertyRow { row: here, what: Trait::Note, text: place(note) });
        }
        self.recent.note(hash, here);
        for &under in plain.few(organ::UNDER) {
            let line = self.lines.number("");
            let facts = self.unders.claims.facts.len() as u32;
            let to = self.superior(file, under.text);
            let pos = under.pos.0.0;
            let modality = Modality::default();
            self.unders.rows.push(UnderRow { from: here, to, cites, pos, facts, line, modality });
        }
    }

    fn plain_transition(&mut self, file: &SourceFile, plain: &BareEntry<'_>, kind: TransitionKind) {
        let cites = self.plain_cites(file, plain.few(change::CITE));
        let organ = plain.few(change::ORGAN);
        let before = if kind == TransitionKind::Founded { &[] } else { organ };
        let after = if kind == TransitionKind::Dissolved { &[] } else { organ };
        let from = self.plain_ends(before, Expected::Body);
        self.plain_ends(plain.few(change::FROM), Expected::Body);
        let into = self.plain_ends(after, Expected::Body);
        self.plain_ends(plain.few(change::INTO), Expected::Body);
        let by = self.plain_ends(plain.few(change::BY), Expected::Agent);
        self.missing_ends(kind, plain.pos.0, [into - from, by - into]);
        let row = self.transitions.rows.len() as u32;
        self.transitions.rows.push(TransitionRow {
            cites,
            pos: plain.pos.0.0,
            facts: self.transitions.claims.facts.len() as u32,
            from,
            into,
            by,
            kind,
            modality: Modality::default(),
        });
        if let Some(date) = plain.one(change::ON) {
            let fact = self.plain_date(date, cites);
            self.transitions.claims.facts.push(fact);
        }
        let traits =
            [(Trait::How, change::HOW), (Trait::Title, change::NAME), (Trait::Note, change::NOTE)];
        for (what, field) in traits {
            let text = plain.one(field).map(place);
            let new = text.map(|text| PropertyRow { row, what, text });
            self.transitions.claims.traits.extend(new);
        }
    }

    fn plain_tenure(&mut self, file: &SourceFile, plain: &BareEntry<'_>) {
        let end = |field, expected| {
            let text = plain.one(field).map_or(StrRef::EMPTY, place);
            RelationEnd::Loose(Loose { text, expected })
        };
        let ends = [end(tenure::PERSON, Expected::Person), end(tenure::POST, Expected::Post)];
        let cites = self.plain_cites(file, plain.few(tenure::CITE));
        self.tie(RelationKind::Tenure, ends, cites, Modality::default(), plain.pos);
        let row = self.ties.rows.len() as u32 - 1;
        if let Some(date) = plain.one(tenure::DURING) {
            let fact = self.plain_date(date, cites);
            self.ties.claims.facts.push(fact);
        }
        for text in plain.few(tenure::BY).iter().copied().map(place) {
            self.ties.claims.traits.push(PropertyRow { row, what: Trait::By, text });
            self.ties.checks.push(Loose { text, expected: Expected::Agent });
        }
        if let Some(text) = plain.one(tenure::NOTE).map(place) {
            self.ties.claims.traits.push(PropertyRow { row, what: Trait::Note, text });
        }
    }

    /// Keeps some ids as ends of a transition; gives the number of the first.
    #[inline]
    fn plain_ends(&mut self, ids: &[BareText<'_>], expected: Expected) -> u32 {
        let first = self.transitions.ends.len() as u32;
        let ends = ids.iter().map(|&id| Loose { text: place(id), expected });
        self.transitions.ends.extend(ends);
        first
    }

    #[inline]
    fn plain_date(&mut self, date: BareText<'_>, cites: CiteList) -> FactRow {
        let period = Period::parse(date.text).unwrap_or_else(|error| {
            let span = place(date).span().unwrap_or(Span::at(date.pos.0));
            self.problems.push(GraphProblem::Date { span, error });
            Period::UNKNOWN
        });
        fact(Field::Date, date, period, cites)
    }

    /// Citations in their short form.
    #[inline]
    fn plain_cites(&mut self, file: &SourceFile, cites: &[BareText<'_>]) -> CiteList {
        match cites {
            [] => CiteList::default(),
            [only] => self.plain_cite(*only),
            [first, rest @ ..] => {
                let rest: Vec<Cite<'_>> = rest.iter().map(cite).collect();
                self.list(file, &cite(first), &rest)
            }
        }
    }

    #[inline]
    fn plain_cite(&mut self, short: BareText<'_>) -> CiteList {
        let (source, at) = Cite::shared_out(short.text);
        let source_number = self.cited.number(source);
        if at.is_empty() {
            return self.source_alone(source_number, short.pos);
        }
        let pos = short.pos.0.0;
        let at = StrRef::in_file(Pos(pos + source.len() as u32 + 2), at.len() as u32);
        let list = self.new_list();
        self.cites.rows.push(CiteRow { source: source_number, at, pos });
        list
    }
}

fn cite<'t>(short: &BareText<'t>) -> Cite<'t> {
    Cite { pos: short.pos, ..Cite::from(Text::Borrowed(short.text)) }
}

#[inline]
fn fact(field: Field, text: BareText<'_>, period: Period, cites: CiteList) -> FactRow {
    let modality = Modality::default();
    FactRow { period, text: place(text), cites, pos: text.pos.0.0, field, modality }
}
