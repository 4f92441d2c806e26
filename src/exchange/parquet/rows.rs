//! The rows of things: organs, events, posts, people, and what they were called. Takes the tables of a slice; writes a
//! row for each thing that is in it. Decides no answer: it asks the slice.

use std::io;

use super::Tables;
use super::answers::cell;
use super::dated::{DateColumns, day};
use super::evidence::{modality, reliability, source};
use super::writer::{TableCell, TableWriter, said};
use crate::graph::{Class, Field, Item, NodeIx, RelationKind, Trait};
use crate::time::Period;

impl<'g> Tables<'_, 'g> {
    pub(super) fn organs(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        for organ in self.part.nodes(graph, Class::Organ) {
            let item = Item::Node(organ);
            let dates = DateColumns::of(slice.period(item));
            let spells = u32::try_from(slice.spells(organ).len()).unwrap_or(u32::MAX);
            let own: [TableCell<'_>; _] = [
                organ.0.into(),
                graph.id(organ).into(),
                graph.name(organ).into(),
                said(graph.kind(organ)).into(),
                (graph.main_subtree(organ).end - 1).into(),
                graph.main_superior(organ).map(|superior| superior.0).into(),
            ];
            let [modality, reliability, source, answer, note] = self.standing(item);
            let rest: [TableCell<'_>; _] =
                [spells.into(), modality, reliability, source, answer, note];
            out.cells(&[&own[..], &dates.cells(), &rest].concat())?;
        }
        Ok(())
    }

    /// How an item is said, how reliable that is, who says so, the answer, and the remark.
    pub(super) fn standing(&self, item: Item) -> [TableCell<'g>; 5] {
        let (slice, graph) = (self.slice, self.slice.graph());
        [
            modality(graph.modality(item)).into(),
            reliability(slice.reliability(item)).into(),
            source(slice, item).into(),
            cell(slice, item),
            said(slice.note(item)).into(),
        ]
    }

    pub(super) fn names(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
        for node in classes.into_iter().flat_map(|class| self.part.nodes(graph, class)) {
            let item = Item::Node(node);
            for fact in slice.facts(item, Field::Name) {
                let dates = DateColumns::of(Some(fact.period));
                let lang = graph.fact_property(fact.ix, Trait::Lang);
                let own: [TableCell<'_>; _] =
                    [node.0.into(), fact.text.into(), lang.into(), "claim".into()];
                let cites = graph.fact_cites(&fact).chain(graph.cites(item));
                let mut counted = cites.filter(|c| slice.perspective().has_source(c.source));
                let source = counted.next().map(|cite| graph.source_id(cite.source));
                let rest: [TableCell<'_>; _] = [modality(fact.modality).into(), source.into()];
                out.cells(&[&own[..], &dates.cells(), &rest].concat())?;
            }
            for (name, step) in slice.renamings(node) {
                // A name that a rename gave is in use from its day on.
                let since = slice.period(Item::Transition(step.ix));
                let since = since.map(|date| Period::UNKNOWN.with_start_of(date));
                let dates = DateColumns::of(since);
                let own: [TableCell<'_>; _] =
                    [node.0.into(), name.into(), TableCell::None, "rename".into()];
                let source = source(slice, Item::Transition(step.ix));
                let rest: [TableCell<'_>; _] = [modality(step.modality).into(), source.into()];
                out.cells(&[&own[..], &dates.cells(), &rest].concat())?;
            }
        }
        Ok(())
    }

    pub(super) fn events(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        for event in self.part.nodes(graph, Class::Event) {
            let item = Item::Node(event);
            let dates = DateColumns::of(slice.period(item));
            let own: [TableCell<'_>; _] = [
                event.0.into(),
                graph.id(event).into(),
                graph.name(event).into(),
                said(graph.kind(event)).into(),
                graph.property(item, Trait::Series).into(),
                graph.number(item).into(),
            ];
            out.cells(&[&own[..], &dates.cells(), &self.standing(item)].concat())?;
        }
        Ok(())
    }

    pub(super) fn posts(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        for post in self.part.nodes(graph, Class::Post) {
            let item = Item::Node(post);
            let dates = DateColumns::of(slice.period(item));
            let standing = self.standing(item);
            let mut write = |organ: Option<(NodeIx, u32)>| {
                let own: [TableCell<'_>; _] = [
                    post.0.into(),
                    graph.id(post).into(),
                    graph.name(post).into(),
                    said(graph.kind(post)).into(),
                    organ.map(|(organ, _)| organ.0).into(),
                    organ.map(|(organ, _)| graph.id(organ)).into(),
                    organ.map(|(_, row)| row).into(),
                    graph.number(item).into(),
                ];
                out.cells(&[&own[..], &dates.cells(), &standing].concat())
            };
            let organs = graph.relations_from(post).filter(|tie| tie.kind == RelationKind::PostOf);
            let mut organs = organs.filter(|tie| self.part.has_tie(tie.ix)).peekable();
            if organs.peek().is_none() {
                write(None)?;
            }
            organs.try_for_each(|tie| write(Some((tie.to, tie.ix.0))))?;
        }
        Ok(())
    }

    pub(super) fn people(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (slice, graph) = (self.slice, self.slice.graph());
        for person in self.part.nodes(graph, Class::Person) {
            let item = Item::Node(person);
            let [born, died] = [Field::Born, Field::Died].map(|field| {
                let facts = || slice.facts(item, field);
                facts().find(|fact| fact.modality.is_held()).or_else(|| facts().next())
            });
            let texts = [born, died].map(|fact| fact.map(|fact| fact.text));
            let bounds = [born, died].map(|fact| {
                let days = fact.map(|fact| fact.period.possible_days());
                [days.and_then(|(first, _)| day(first)), days.and_then(|(_, last)| day(last))]
            });
            let own: [TableCell<'_>; _] =
                [person.0.into(), graph.id(person).into(), graph.name(person).into()];
            let life = [0, 1].map(|at: usize| {
                let [first, last] = bounds[at];
                let life: [TableCell<'_>; 3] = [texts[at].into(), first.into(), last.into()];
                life
            });
            out.cells(&[&own[..], &life.concat(), &self.standing(item)].concat())?;
        }
        Ok(())
    }
}
