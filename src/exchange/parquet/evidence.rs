//! The rows of evidence: claims, sources, citations. Takes the tables of a slice; writes each claim that counts, with
//! its rivals beside it. Never says which of them is right.

use std::io;

use super::Tables;
use super::dated::{DateColumns, day};
use super::writer::{TableCell, TableWriter, said};
use crate::graph::{CiteRef, FactRef, Field, Item, Slice, SourceIx};
use crate::model::{Modality, Reliability};

/// The word for how something is said.
pub(super) fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "asserted",
        Modality::Reported => "reported",
        Modality::Planned => "planned",
        Modality::Projected => "projected",
        Modality::Implied => "implied",
        Modality::Inferred => "inferred",
    }
}

/// The word for a judgement of sources.
pub(super) fn reliability(reliability: Reliability) -> &'static str {
    match reliability {
        Reliability::Unjudged => "unjudged",
        Reliability::High => "high",
        Reliability::Medium => "medium",
        Reliability::Low => "low",
    }
}

fn field(field: Field) -> &'static str {
    match field {
        Field::Date => "date",
        Field::Born => "born",
        Field::Died => "died",
        Field::Kind => "kind",
        Field::Place => "place",
        Field::Name => "name",
        Field::Members => "members",
        Field::Number => "number",
        Field::Function => "function",
        Field::Mandate => "mandate",
        Field::Jurisdiction => "jurisdiction",
        Field::LegalBasis => "legal basis",
    }
}

/// The first source of an item that counts: of its entry, else of its dates.
pub(super) fn source<'g>(slice: &Slice<'g>, item: Item) -> Option<&'g str> {
    let graph = slice.graph();
    let counts = |cite: &CiteRef<'g>| slice.perspective().has_source(cite.source);
    let of_dates = || {
        let facts: Vec<FactRef<'g>> = slice.facts(item, Field::Date).collect();
        facts.into_iter().find_map(|fact| graph.fact_cites(&fact).find(counts))
    };
    let cite = graph.cites(item).find(counts).or_else(of_dates)?;
    Some(graph.source_id(cite.source))
}

const FIELDS: [Field; 12] = [
    Field::Date,
    Field::Born,
    Field::Died,
    Field::Kind,
    Field::Place,
    Field::Name,
    Field::Members,
    Field::Number,
    Field::Function,
    Field::Mandate,
    Field::Jurisdiction,
    Field::LegalBasis,
];

impl<'g> Tables<'_, 'g> {
    /// Visits each claim that counts, with its number in the folder, its place among the rivals, and how many there are.
    fn each_claim(
        &self,
        mut visit: impl FnMut(RankedClaim<'g>) -> io::Result<()>,
        mut entry: impl FnMut(Item, &'static str, u32) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut number = 0;
        for (item, of, row) in self.items() {
            entry(item, of, row)?;
            for field in FIELDS {
                let facts: Vec<FactRef<'g>> = self.slice.facts(item, field).collect();
                let rivals = facts.len().saturating_sub(1) as u32;
                for (rank, fact) in (1..).zip(facts) {
                    visit(RankedClaim { number, item, of, row, fact, rank, rivals })?;
                    number += 1;
                }
            }
        }
        Ok(())
    }

    pub(super) fn claims(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        let write = |claim: RankedClaim<'g>| {
            let fact = &claim.fact;
            let (period, _) = slice.claimed(claim.item, fact);
            let dates = DateColumns::of(Some(period));
            let own: [TableCell<'_>; _] = [
                claim.number.into(),
                claim.of.into(),
                claim.row.into(),
                field(fact.field).into(),
                fact.text.into(),
                claim.rank.into(),
                claim.rivals.into(),
            ];
            let counted = self.counted(graph.fact_cites(fact).chain(graph.cites(claim.item)));
            let cites: Vec<CiteRef<'g>> = counted.collect();
            let source = cites.first().map(|cite| graph.source_id(cite.source));
            let own_cites = self.counted(graph.fact_cites(fact));
            let trusted = reliability(slice.reliability_of(own_cites));
            let note = said(slice.fact_note(fact));
            let rest: [TableCell<'_>; _] =
                [modality(fact.modality).into(), trusted.into(), source.into(), note.into()];
            out.cells(&[&own[..], &dates.cells(), &rest].concat())
        };
        self.each_claim(write, |_, _, _| Ok(()))
    }

    fn counted(
        &self,
        cites: impl Iterator<Item = CiteRef<'g>>,
    ) -> impl Iterator<Item = CiteRef<'g>> {
        cites.filter(|cite| self.slice.perspective().has_source(cite.source))
    }

    pub(super) fn citations(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let graph = self.slice.graph();
        let out = std::cell::RefCell::new(out);
        let write =
            |of: &'static str, row: u32, claim: Option<u32>, rank: u32, cite: CiteRef<'_>| {
                out.borrow_mut().row([
                    of.into(),
                    row.into(),
                    claim.into(),
                    rank.into(),
                    (cite.source.index() as u32).into(),
                    graph.source_id(cite.source).into(),
                    said(cite.at).into(),
                    said(cite.quote).into(),
                    said(cite.lang).into(),
                    said(cite.translation).into(),
                    said(cite.note).into(),
                ])
            };
        self.each_claim(
            |claim| {
                let cites = self.counted(graph.fact_cites(&claim.fact));
                let mut ranked = (1..).zip(cites);
                ranked.try_for_each(|(rank, cite)| {
                    write(claim.of, claim.row, Some(claim.number), rank, cite)
                })
            },
            |item, of, row| {
                let mut ranked = (1..).zip(self.counted(graph.cites(item)));
                ranked.try_for_each(|(rank, cite)| write(of, row, None, rank, cite))
            },
        )
    }

    pub(super) fn sources(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        let counted = graph.sources().filter(|source| slice.perspective().has_source(*source));
        for source in counted {
            let entry = graph.source_entry(source);
            let published = graph.published(source).map(|period| period.possible_days());
            let text = |text: Option<&'g str>| text.and_then(said);
            let within = graph.within(source).map(|host: SourceIx| graph.source_id(host));
            out.row([
                (source.index() as u32).into(),
                graph.source_id(source).into(),
                text(entry.map(|entry| &*entry.title)).into(),
                text(entry.map(|entry| &*entry.author)).into(),
                text(entry.map(|entry| &*entry.publisher)).into(),
                text(entry.map(|entry| &*entry.published.edtf)).into(),
                published.and_then(|(first, _)| day(first)).into(),
                published.and_then(|(_, last)| day(last)).into(),
                text(entry.map(|entry| &*entry.kind)).into(),
                within.into(),
                text(entry.map(|entry| &*entry.lang)).into(),
                text(entry.map(|entry| &*entry.url)).into(),
                reliability(entry.map_or(Reliability::Unjudged, |entry| entry.reliability)).into(),
                text(entry.map(|entry| &*entry.note)).into(),
            ])?;
        }
        Ok(())
    }
}

/// A claim with its place in the folder.
struct RankedClaim<'g> {
    number: u32,
    item: Item,
    of: &'static str,
    row: u32,
    fact: FactRef<'g>,
    rank: u32,
    rivals: u32,
}
