//! What of a model a page is about: some organs with all that belongs to them, what an expression finds, the years from one
//! date to another. Takes what was asked for; gives the things and the days that are kept. Never draws.

use super::super::question::date;
use super::super::{Project, ProjectError, QueryRequest, Question};
use super::options::PageOptions;
use crate::graph::{Class, DaysOfChange, NodeIx, Slice};
use crate::model::Show;
use crate::query::Runs;
use crate::time::{Answer, Day, When};

/// The things and the days of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    /// The things; all where there is none.
    pub(super) things: Option<Runs>,
    /// The first and the last day; all where there is none.
    pub(super) range: Option<(Day, Day)>,
}

impl Selection {
    pub(super) fn of(
        project: &Project,
        options: &PageOptions,
        days: &DaysOfChange<'_>,
    ) -> Result<Selection, ProjectError> {
        let range = range(options, days)?;
        let loose = Question { show: Show::Possible, ..Question::default() };
        let slice = loose.slice(project.graph())?;
        let mut things: Option<Runs> = None;
        let mut keep = |found: Runs| {
            things = Some(things.take().map_or(found.clone(), |all| all.intersection(&found)));
        };
        if !options.root.is_empty() {
            keep(belonging(project, &slice, &options.root)?);
        }
        if !options.only.is_empty() {
            keep(found(project, &loose, &options.only)?);
        }
        if let Some((from, to)) = range {
            let slice = slice.clone().at(Some(When::between(from, to)));
            let was = |node: &u32| slice.answer(NodeIx(*node)) != Answer::No;
            keep(Runs::from_sorted((0..project.graph().len() as u32).filter(was)));
        }
        Ok(Selection { things, range })
    }

    /// Whether a thing is kept.
    pub(super) fn has(&self, node: NodeIx) -> bool {
        self.things.as_ref().is_none_or(|things| things.contains(node.0))
    }

    /// The days of a page, of those on which something changes: the first of a range is one of them.
    pub(super) fn days(&self, all: Vec<Day>) -> Vec<Day> {
        let Some((from, to)) = self.range else { return all };
        let within = all.into_iter().filter(|day| *day > from && *day <= to);
        std::iter::once(from).chain(within).collect()
    }

    /// The range as a period; nothing where all days are kept.
    pub(super) fn when(&self) -> Option<When> {
        self.range.map(|(from, to)| When::between(from, to))
    }
}

fn range(
    options: &PageOptions,
    days: &DaysOfChange<'_>,
) -> Result<Option<(Day, Day)>, ProjectError> {
    let (first, last) = days.horizon();
    let from = options.from.as_deref().map(|text| date("from", text)).transpose()?;
    let to = options.to.as_deref().map(|text| date("to", text)).transpose()?;
    if from.is_none() && to.is_none() || !days.is_dated() {
        return Ok(None);
    }
    let from = from.map_or(first, |when| when.from);
    let to = to.map_or(last, |when| when.to).max(from);
    Ok(Some((from, to)))
}

/// Organs, all that ever stood under them, their posts and events, and the people of those.
fn belonging(project: &Project, slice: &Slice<'_>, names: &[String]) -> Result<Runs, ProjectError> {
    let graph = project.graph();
    let mut all: Vec<NodeIx> = Vec::new();
    for name in names {
        let organ = project.find(name, "organ", &[Class::Organ])?;
        all.push(organ);
        all.extend(slice.below(organ, None).into_iter().map(|(organ, _)| organ));
    }
    let mut from = 0;
    // Posts, seats and events of the organs; then who held those posts and was at those events.
    for _ in 0..2 {
        let tied =
            all[from..].iter().flat_map(|node| graph.relations_to(*node).map(|tie| tie.from));
        let tied: Vec<NodeIx> = tied.collect();
        from = all.len();
        all.extend(tied);
    }
    all.sort_unstable();
    Ok(Runs::from_sorted(all.into_iter().map(|node| node.0)))
}

fn found(
    project: &Project,
    question: &Question,
    expressions: &[String],
) -> Result<Runs, ProjectError> {
    let graph = project.graph();
    let mut all = Vec::new();
    for expression in expressions {
        let rows = project.query(question, &QueryRequest::new(expression))?.rows;
        all.extend(rows.iter().filter_map(|row| row.id).filter_map(|id| graph.node(id)));
    }
    all.sort_unstable();
    Ok(Runs::from_sorted(all.into_iter().map(|node| node.0)))
}
