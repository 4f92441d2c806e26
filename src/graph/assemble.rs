//! Tables of many pieces to one graph.
//!
//! Takes the parts that builders filled, in the order of the text; joins them, resolves ids, numbers
//! the organs in preorder of the main hierarchy and sorts the relations into rows. Each step is
//! linear, and those that touch every organ use all cores. Gives the [`OrgGraph`]; what does not
//! resolve is left out and kept as a problem.

mod ex_officio;
mod join;
mod order;
mod resolve;
#[cfg(test)]
mod tests;

use super::build::{Builder, Part};
use super::ids::Ids;
use super::index::{GraphTexts, MAIN_LINE, NOWHERE, Vocabulary};
use super::org_graph::{OrgGraph, SourceRow};
use super::problem::{GraphProblem, GraphProblems};
use super::rows::Rows;
use super::tables::{CiteRow, Field, RelationRow, TransitionRow, UnderRow};
use crate::model::{Charter, Date, Model, Sink};
use crate::text::{SourceFile, SourceMap, Span};
use crate::time::Period;
use crate::workers::Workers;

impl Builder {
    /// Joins all parts, resolves their ids and gives the graph. `charter` is that of a charter file.
    #[must_use]
    pub fn finish(self, sources: SourceMap, charter: Option<Charter<'static>>) -> OrgGraph {
        finish(self.into_parts(), sources, charter)
    }

    /// The graph of a model that is at hand as plain data.
    #[must_use]
    pub fn from_model(model: Model<'_>) -> OrgGraph {
        let file = SourceFile::alone("", "");
        let mut builder = Builder::default();
        for entry in model.into_entries() {
            builder.take(&file, &entry);
        }
        builder.finish(SourceMap::new(), None)
    }
}

fn finish(parts: Vec<Part>, sources: SourceMap, charter: Option<Charter<'static>>) -> OrgGraph {
    let rows = parts.iter().map(|part| part.nodes[0].rows.len()).sum();
    finish_by(Workers::for_rows(rows), parts, sources, charter)
}

/// Each step frees what only it needed: what is held at once is hardly more than the graph.
pub(super) fn finish_by(
    workers: Workers,
    parts: Vec<Part>,
    sources: SourceMap,
    charter: Option<Charter<'static>>,
) -> OrgGraph {
    let mut whole = join::join(parts, workers);
    let texts = GraphTexts { sources, arena: std::mem::take(&mut whole.arena.text) };
    let class_starts = class_starts(&whole);
    let mut nodes = join::nodes(&mut whole);
    let mut problems = std::mem::take(&mut whole.problems);
    let hashes = std::mem::take(&mut nodes.hashes);
    let (mut ids, repeated) = Ids::new(&nodes.rows, &hashes, &texts, workers);
    drop(hashes);
    repeated.iter().for_each(|pair| problems.push(pair.problem(&nodes.rows, &texts)));
    let resolver = resolve::Resolver { nodes: &nodes.rows, ids: &ids, texts: &texts, class_starts };
    problems.append(resolver.unders(&mut whole.unders, &repeated, workers));

    let charter = charter.or(whole.extras.charter.take());
    let organs = class_starts[1] as usize;
    let main = main_line(&whole.lines, charter.as_ref());
    let refs = std::mem::take(&mut whole.transitions.ends);
    let ((more, (mut ends, yet_more)), (moves, subtree_ends, parents)) = workers.join(
        || (resolver.ties(&mut whole.ties), resolver.ends(&refs, workers)),
        || order::preorder(organs, &nodes.rows, &whole.unders.rows, main),
    );
    problems.append(more);
    drop(refs);
    problems.append(yet_more);
    if !moves.is_empty() {
        let tables = order::OrganTables {
            nodes: &mut nodes,
            unders: &mut whole.unders,
            ties: &mut whole.ties.rows,
            ends: &mut ends,
            ids: &mut ids,
        };
        order::renumber(&moves, tables, workers);
    }
    drop(moves);
    // Two threads would wait for each other's memory here: one is faster.
    let units = under_rows(nodes.rows.len(), &whole.unders.rows);
    let lineage = lineage_rows(organs, &whole.transitions.rows, &ends);
    let stated_ties = whole.ties.rows.len() as u32;
    let by_virtue = ex_officio::add_seats(&mut whole.ties);
    let ties = tie_orders(&whole.ties.rows);
    let extras = std::mem::take(&mut whole.extras);
    let sources = source_rows(&whole.cited, extras.sources, &whole.cites.rows, &mut problems);
    problems.kept.sort_by_key(|problem| problem.span().start);
    let mut graph = OrgGraph {
        texts,
        title: extras.title,
        note: extras.note,
        charter,
        views: extras.views,
        queries: extras.queries,
        levels: extras.levels,
        nodes: nodes.rows,
        class_starts,
        subtree_ends,
        parents,
        claims: [nodes.claims, whole.unders.claims, whole.ties.claims, whole.transitions.claims],
        unders: whole.unders.rows,
        units,
        ties: whole.ties.rows,
        stated_ties,
        by_virtue,
        vacant: Vec::new(),
        has_dated_values: false,
        relations_from: ties.0,
        relations_to: ties.1,
        transitions: whole.transitions.rows,
        ends,
        successors: lineage.0,
        predecessors: lineage.1,
        cites: whole.cites.rows,
        lists: whole.cites.lists,
        quotes: whole.cites.quotes,
        kinds: whole.kinds,
        lines: whole.lines,
        sources,
        ids,
        problems,
        eventful: Vec::new(),
        lapses: Vec::new(),
        presume_for: extras.presume_for.0,
    };
    graph.eventful = graph.find_eventful();
    graph.vacant = graph.find_vacancies();
    graph.has_dated_values = graph.claims[0]
        .facts
        .iter()
        .any(|fact| matches!(fact.field, Field::Kind | Field::Place) && !fact.period.is_unknown());
    graph.lapses = graph.find_lapses();
    graph
}

fn class_starts(whole: &Part) -> [u32; 5] {
    let mut starts = [0; 5];
    for class in 0..4 {
        starts[class + 1] = starts[class] + whole.nodes[class].rows.len() as u32;
    }
    starts
}

/// The numbers of the lines that count as the main one: what is written, and the empty one.
fn main_line(lines: &Vocabulary, charter: Option<&Charter<'_>>) -> [Option<u32>; 2] {
    let named = charter.map_or("", |charter| &charter.main_line);
    let name = if named.is_empty() { MAIN_LINE } else { named };
    [lines.find(""), lines.find(name)]
}

fn under_rows(nodes: usize, unders: &[UnderRow]) -> Rows {
    let found = (0..unders.len() as u32).zip(unders).filter(|(_, under)| under.to != NOWHERE);
    Rows::new(nodes, found.map(|(at, under)| (under.to, at)))
}

fn lineage_rows(organs: usize, transitions: &[TransitionRow], ends: &[u32]) -> (Rows, Rows) {
    let pairs = |side: fn(&TransitionRow) -> (u32, u32)| {
        (0..transitions.len() as u32).zip(transitions).flat_map(move |(at, transition)| {
            let (start, end) = side(transition);
            let ends = &ends[start as usize..end as usize];
            // Events may be among the ends; the rows are those of organs.
            let organs = ends.iter().filter(move |&&end| (end as usize) < organs);
            organs.map(move |&end| (end, at))
        })
    };
    let successors = Rows::new(organs, pairs(|transition| (transition.from, transition.into)));
    let predecessors = Rows::new(organs, pairs(|transition| (transition.into, transition.by)));
    (successors, predecessors)
}

/// The ties sorted by their one end and by their other.
fn tie_orders(ties: &[RelationRow]) -> (Vec<u32>, Vec<u32>) {
    let found = |at: &u32| {
        let tie = &ties[*at as usize];
        tie.from != NOWHERE && tie.to != NOWHERE
    };
    let mut by_from: Vec<u32> = (0..ties.len() as u32).filter(found).collect();
    let mut by_to = by_from.clone();
    by_from.sort_by_key(|&at| ties[at as usize].from);
    by_to.sort_by_key(|&at| ties[at as usize].to);
    (by_from, by_to)
}

/// The sources: first those that are cited, in the numbers that citations have for them.
fn source_rows(
    cited: &Vocabulary,
    declared: indexmap::IndexMap<String, crate::model::Source<'static>>,
    cites: &[CiteRow],
    problems: &mut GraphProblems,
) -> Vec<SourceRow> {
    // What is cited is taken out of its slot: to close the gaps each time would be quadratic.
    let mut declared: indexmap::IndexMap<_, _> =
        declared.into_iter().map(|(id, source)| (id, Some(source))).collect();
    let mut take = |id: &String| declared.get_mut(id).and_then(Option::take);
    let mut rows: Vec<SourceRow> =
        cited.list().iter().map(|id| SourceRow::new(id.clone(), take(id))).collect();
    let mut unknown: Vec<bool> = rows.iter().map(|row| row.source.is_none()).collect();
    for cite in cites {
        if std::mem::take(&mut unknown[cite.source as usize]) {
            let span = Span::at(crate::text::Pos(cite.pos));
            problems.push(GraphProblem::UnknownSource {
                span,
                id: rows[cite.source as usize].id.clone(),
            });
        }
    }
    let uncited = declared
        .into_iter()
        .filter(|(_, source)| source.is_some())
        .map(|(id, source)| SourceRow::new(id, source));
    rows.extend(uncited);
    date_sources(&mut rows, problems);
    nest_sources(&mut rows, problems);
    rows
}

fn date_sources(rows: &mut [SourceRow], problems: &mut GraphProblems) {
    for row in rows {
        let Some(source) = &row.source else { continue };
        row.published = source_date(&source.published, problems);
        row.in_force = source_date(&source.in_force, problems);
    }
}

fn source_date(date: &Date<'_>, problems: &mut GraphProblems) -> Option<Period> {
    if date.edtf.is_empty() {
        return None;
    }
    let parsed = Period::parse(&date.edtf);
    parsed
        .map_err(|error| problems.push(GraphProblem::Date { span: Span::at(date.pos.0), error }))
        .ok()
}

/// Finds the source that holds each quoted source; a quoted source has the date of its host.
fn nest_sources(rows: &mut [SourceRow], problems: &mut GraphProblems) {
    let numbers: std::collections::HashMap<String, u32> =
        (0..rows.len() as u32).map(|at| (rows[at as usize].id.clone(), at)).collect();
    for row in rows.iter_mut() {
        let Some(source) = row.source.as_ref().filter(|source| !source.within.is_empty()) else {
            continue;
        };
        row.within = numbers.get(&*source.within).copied();
        if row.within.is_none() {
            let span = Span::at(source.pos.0);
            problems
                .push(GraphProblem::UnknownSource { span, id: source.within.clone().into_owned() });
        }
    }
    let mut known = vec![false; rows.len()];
    for at in 0..rows.len() {
        date_chain(at, rows, &mut known);
    }
}

/// Dates a source and all that hold it up to the first with a date, each once: `known` are done. Sources
/// that hold each other in a cycle end where the cycle closes.
fn date_chain(start: usize, rows: &mut [SourceRow], known: &mut [bool]) {
    let (mut chain, mut at) = (Vec::new(), start);
    while !known[at] && rows[at].published.is_none() {
        known[at] = true;
        chain.push(at);
        match rows[at].within {
            Some(outer) => at = outer as usize,
            None => break,
        }
    }
    let date = rows[at].published;
    chain.into_iter().for_each(|inner| rows[inner].published = date);
}
