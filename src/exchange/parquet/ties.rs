//! The rows of relations: who stood under whom, what became of what, who held and who sat. Takes the tables of a slice;
//! writes a row for each relation that is in it. Decides no answer: it asks the slice.

use std::io;

use super::Tables;
use super::dated::DateColumns;
use super::evidence::{modality, source};
use super::writer::{TableCell, TableWriter};
use crate::graph::{Field, Item, NodeIx, RelationKind, RelationRef, Trait};
use crate::model::{Membership, Modality, Status, TransitionKind};

impl<'g> Tables<'_, 'g> {
    pub(super) fn hierarchy(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        for under in graph.all_unders().filter(|under| self.part.has_under(under.ix)) {
            let item = Item::Under(under.ix);
            let dates = DateColumns::of(slice.period(item));
            let own: [TableCell<'_>; _] = [
                under.ix.0.into(),
                under.unit.0.into(),
                graph.id(under.unit).into(),
                under.superior.0.into(),
                graph.id(under.superior).into(),
                under.line.into(),
            ];
            out.cells(&[&own[..], &dates.cells(), &self.standing(item)].concat())?;
        }
        Ok(())
    }

    pub(super) fn transitions(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        for step in graph.all_transitions().filter(|step| self.part.has_transition(step.ix)) {
            let item = Item::Transition(step.ix);
            let dates = DateColumns::of(slice.period(item));
            let (first, last) = slice.transition_days(&step);
            let own: [TableCell<'_>; _] = [
                step.ix.0.into(),
                kind(step.kind).into(),
                graph.property(item, Trait::How).into(),
                graph.property(item, Trait::Title).into(),
                first.0.into(),
                last.0.into(),
            ];
            out.cells(&[&own[..], &dates.cells(), &self.standing(item)].concat())?;
        }
        Ok(())
    }

    pub(super) fn transition_ends(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let graph = self.slice.graph();
        for step in graph.all_transitions().filter(|step| self.part.has_transition(step.ix)) {
            let mut write = |side: &'static str, end: NodeIx| {
                out.row([step.ix.0.into(), side.into(), end.0.into(), graph.id(end).into()])
            };
            step.from().try_for_each(|end| write("from", end))?;
            step.into().try_for_each(|end| write("into", end))?;
            step.by().try_for_each(|end| write("by", end))?;
        }
        Ok(())
    }

    pub(super) fn event_ends(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        for tie in graph.all_relations().filter(|tie| self.part.has_tie(tie.ix)) {
            let (role, event, other) = match tie.kind {
                RelationKind::Met => ("of", tie.from, tie.to),
                RelationKind::CalledBy => ("called_by", tie.from, tie.to),
                RelationKind::BodyOf => ("had", tie.from, tie.to),
                RelationKind::Attended => ("attended", tie.to, tie.from),
                _ => continue,
            };
            let cells: [TableCell<'_>; _] =
                [tie.ix.0.into(), event.0.into(), graph.id(event).into(), role.into()];
            let ends: [TableCell<'_>; _] = [other.0.into(), graph.id(other).into()];
            let said: [TableCell<'_>; 2] =
                [modality(tie.modality).into(), source(slice, Item::Tie(tie.ix)).into()];
            out.cells(&[&cells[..], &ends, &said].concat())?;
        }
        Ok(())
    }

    pub(super) fn tenures(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        for tie in self.ties(RelationKind::Tenure) {
            let behalf = self.behalf(&tie);
            let own: [TableCell<'_>; _] = [
                status(tie.status).into(),
                behalf.as_deref().into(),
                modality(self.said(&tie)).into(),
            ];
            self.service(&tie, &own, out)?;
        }
        Ok(())
    }

    pub(super) fn seats(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let graph = self.slice.graph();
        for tie in self.ties(RelationKind::Seat) {
            let item = Item::Tie(tie.ix);
            let behalf = self.behalf(&tie);
            let own: [TableCell<'_>; _] = [
                membership(tie.membership).into(),
                graph.number(item).into(),
                graph.property(item, Trait::Title).into(),
                behalf.as_deref().into(),
                modality(self.said(&tie)).into(),
            ];
            self.service(&tie, &own, out)?;
        }
        Ok(())
    }

    fn ties(&self, kind: RelationKind) -> impl Iterator<Item = RelationRef> {
        let ties = self.slice.graph().all_relations().filter(move |tie| tie.kind == kind);
        ties.filter(|tie| self.part.has_tie(tie.ix))
    }

    fn service(
        &self,
        tie: &RelationRef,
        own: &[TableCell<'_>],
        out: &mut TableWriter<'_>,
    ) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        let item = Item::Tie(tie.ix);
        let dates = DateColumns::of(slice.period(item));
        let id = |node| graph.id(node).into();
        let ends: [TableCell<'_>; _] =
            [tie.ix.0.into(), tie.from.0.into(), id(tie.from), tie.to.0.into(), id(tie.to)];
        out.cells(&[&ends[..], own, &dates.cells(), &self.standing(item)].concat())
    }

    /// The ids of those on whose behalf somebody sat.
    fn behalf(&self, tie: &RelationRef) -> Option<String> {
        let all = self.slice.graph().properties(Item::Tie(tie.ix));
        let ids: Vec<&str> =
            all.filter(|(what, _)| *what == Trait::OnBehalfOf).map(|(_, id)| id).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// How the preferred claim of a tenure or a seat says it: one that was held before any plan.
    fn said(&self, tie: &RelationRef) -> Modality {
        let item = Item::Tie(tie.ix);
        let facts = || self.slice.facts(item, Field::Date).map(|fact| fact.modality);
        facts().find(|said| said.is_held()).or_else(|| facts().next()).unwrap_or(tie.modality)
    }
}

fn kind(kind: TransitionKind) -> &'static str {
    match kind {
        TransitionKind::Founded => "founded",
        TransitionKind::Renamed => "renamed",
        TransitionKind::Split => "split",
        TransitionKind::Merged => "merged",
        TransitionKind::Absorbed => "absorbed",
        TransitionKind::Succeeded => "succeeded",
        TransitionKind::Reorganised => "reorganised",
        TransitionKind::Dissolved => "dissolved",
        TransitionKind::Revived => "revived",
        TransitionKind::Origin => "origin",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Held => "held",
        Status::Acting => "acting",
        Status::Honorary => "honorary",
        Status::Posthumous => "posthumous",
    }
}

fn membership(membership: Membership) -> &'static str {
    match membership {
        Membership::Full => "full",
        Membership::Candidate => "candidate",
    }
}
