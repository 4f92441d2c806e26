//! Which charts the page has of a view. Takes a view and what changes when; gives one chart where all of it fits, and of a
//! large one a chart for each organ that has units, each no larger than a screen: its boxes at the edge are closed, and
//! the page counts what stands under them. Never draws.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::super::{ProjectError, Request};
use super::context::{Pictures, SHOWS};
use super::moments::{ANY, BEFORE};

use crate::graph::{NodeIx, Slice};
use crate::model::ViewForm;
use crate::view::{Card, HierarchyView, Posts, View};

/// A chart of so many organs is shown whole.
const WHOLE: usize = 150;
/// How many boxes a chart has at the most that is cut to fit a screen; the smaller ones where there would be too much of
/// it.
const SCREENS: [usize; 4] = [60, 30, 15, 1];
/// How many boxes one picture has at the most, however many units an organ has.
const MOST_BOXES: usize = 240;
/// How many boxes are looked at, at all moments together: of a view in one perspective and certainty, of a view, of a
/// page.
const WORK: Work = Work { series: 200_000, view: 1_000_000, page: 3_000_000 };

struct Work {
    series: usize,
    view: usize,
    page: usize,
}

/// A chart of a view: the view's own, or that of one organ in it.
pub(super) struct Chart {
    /// The organ that it begins at; none of the view's own.
    pub(super) head: Option<NodeIx>,
    /// Where it ends; all of it is shown where there is none.
    pub(super) cut: Option<Cut>,
    /// What may bear on it at some moment.
    pub(super) members: Vec<NodeIx>,
}

/// What a chart that is cut shows.
pub(super) struct Cut {
    pub(super) roots: Vec<NodeIx>,
    pub(super) depth: u32,
}

/// A chart in one perspective and certainty, by number.
#[derive(Clone, Copy)]
pub(super) struct Job {
    pub(super) chart: usize,
    pub(super) at: (usize, usize),
}

impl Pictures<'_, '_> {
    /// The charts of a view that moves, its own first.
    pub(super) fn charts(
        &self,
        request: &Request,
        members: Vec<NodeIx>,
        own: (usize, usize),
    ) -> Result<Vec<Chart>, ProjectError> {
        let is_plain = request.only.is_empty() && request.highlight.is_empty();
        let is_cut = request.form == ViewForm::Hierarchy && is_plain && members.len() > WHOLE;
        if !is_cut {
            return Ok(vec![Chart { head: None, cut: None, members }]);
        }
        let tops = self.tops(request, &members)?;
        let mut charts = Vec::new();
        for screen in SCREENS {
            charts = self.cut(request, &tops, &members, screen);
            let work: usize = charts.iter().map(|chart| self.work(request, chart, own)).sum();
            if work <= WORK.series {
                break;
            }
        }
        Ok(charts)
    }

    /// What is drawn of charts: in the view's own perspective and certainty, then in others, until it is enough. Gives
    /// how many perspectives and certainties are left out too.
    pub(super) fn jobs(
        &self,
        request: &Request,
        charts: &[Chart],
        asked: &[(usize, usize)],
        done: &mut usize,
    ) -> (Vec<Job>, usize) {
        let mut jobs = Vec::new();
        let (mut left_out, mut of_view) = (0, 0);
        for (turn, at) in asked.iter().enumerate() {
            let work: usize = charts.iter().map(|chart| self.work(request, chart, *at)).sum();
            if turn > 0 && (of_view + work > WORK.view || *done + work > WORK.page) {
                left_out += 1;
                continue;
            }
            of_view += work;
            *done += work;
            jobs.extend((0..charts.len()).map(|chart| Job { chart, at: *at }));
        }
        (jobs, left_out)
    }

    fn work(&self, request: &Request, chart: &Chart, at: (usize, usize)) -> usize {
        self.moments_of(request, at, &chart.members).len() * chart.members.len()
    }

    fn cut(
        &self,
        request: &Request,
        tops: &[NodeIx],
        members: &[NodeIx],
        screen: usize,
    ) -> Vec<Chart> {
        let chart = |head: Option<NodeIx>, roots: Vec<NodeIx>| {
            let least = u32::from(head.is_some());
            let (depth, members) = self.window(request, &roots, least, screen);
            let depth = match head {
                None => request.depth.map_or(depth, |most| most.min(depth)),
                Some(_) => depth,
            };
            Chart { head, cut: Some(Cut { roots, depth }), members }
        };
        let heads = members.iter().filter(|organ| self.below(request, **organ).next().is_some());
        let parts = heads.map(|head| chart(Some(*head), vec![*head]));
        std::iter::once(chart(None, tops.to_vec())).chain(parts).collect()
    }

    /// How many levels fit a screen, and what may stand in those at some moment.
    fn window(
        &self,
        request: &Request,
        roots: &[NodeIx],
        least: u32,
        screen: usize,
    ) -> (u32, Vec<NodeIx>) {
        let mut seen: FxHashSet<NodeIx> = roots.iter().copied().collect();
        let mut all = roots.to_vec();
        let (mut depth, mut from) = (0, 0);
        loop {
            let shown = all.len();
            for at in from..shown {
                let units = self.below(request, all[at]).filter(|unit| seen.insert(*unit));
                all.extend(units.collect::<Vec<_>>());
            }
            let fits = depth < least || all.len() <= screen;
            if all.len() == shown || !fits {
                all.truncate(shown);
                return (depth, all);
            }
            (depth, from) = (depth + 1, shown);
        }
    }

    /// What ever stood directly under an organ, along the lines of a view.
    pub(super) fn below<'s>(
        &'s self,
        request: &'s Request,
        organ: NodeIx,
    ) -> impl Iterator<Item = NodeIx> + 's {
        let lines = &request.question.lines;
        let is_asked = move |line: &str| lines.is_empty() || lines.iter().any(|own| own == line);
        let units = self.project.graph().units(organ).filter(move |under| is_asked(under.line));
        units.map(|under| under.unit).filter(|unit| self.selection.has(*unit))
    }

    /// The organs at which the view's own chart begins at some moment, in some perspective and certainty.
    fn tops(&self, request: &Request, members: &[NodeIx]) -> Result<Vec<NodeIx>, ProjectError> {
        let session = self.project.session();
        if !request.root.is_empty() {
            return Ok(request.scope(&session, &request.question)?.roots);
        }
        let mut tops: BTreeSet<NodeIx> = members.first().copied().into_iter().collect();
        for by in 0..self.perspectives.len() {
            for shows in 0..SHOWS.len() {
                let slice = |moment| session.slice(&self.question(request, (by, shows), moment));
                let (always, dated) = (slice(ANY)?, slice(BEFORE)?);
                let is_top = |organ: &NodeIx, moment: u32| match moment {
                    ANY => stands_alone(&always, *organ),
                    _ => stands_alone(&dated.clone().at(self.moments.when(moment)), *organ),
                };
                let changes = &self.changes.of_organs[by][shows];
                let is_ever = |organ: &&NodeIx| {
                    !tops.contains(organ)
                        && changes[organ.index()].iter().any(|moment| is_top(organ, *moment))
                };
                let more: Vec<NodeIx> = members.iter().filter(is_ever).copied().collect();
                tops.extend(more);
            }
        }
        Ok(tops.into_iter().collect())
    }

    /// The moments at which a view that moves may differ from what it was before.
    pub(super) fn moments_of(
        &self,
        request: &Request,
        (by, shows): (usize, usize),
        members: &[NodeIx],
    ) -> Vec<u32> {
        // Posts and rosters show who held what, and also who only may have.
        let has_people = request.form == ViewForm::Roster || request.posts == Posts::InBoxes;
        let shows = if has_people { 2 } else { shows };
        // What an expression finds may change at any moment.
        if !(request.only.is_empty() && request.highlight.is_empty()) {
            return (0..self.moments.count()).collect();
        }
        let changes = if has_people { &self.changes.all } else { &self.changes.of_organs };
        let of = |node: &NodeIx| changes[by][shows][node.index()].iter().copied();
        let moments: BTreeSet<u32> = members.iter().flat_map(of).chain([ANY]).collect();
        moments.into_iter().collect()
    }
}

impl Pictures<'_, '_> {
    /// Closes the boxes at the edge of a chart under which anything ever stood.
    pub(super) fn close(&self, request: &Request, view: &mut View, depth: u32) {
        let View::Hierarchy(view) = view else { return };
        let levels = levels(&view.cards);
        for (card, level) in view.cards.iter_mut().zip(levels) {
            let organ = self.project.graph().node(&card.id);
            let has_units = |organ| self.below(request, organ).next().is_some();
            card.collapsed = u32::from(level == depth && organ.is_some_and(has_units));
        }
    }
}

fn stands_alone(slice: &Slice<'_>, organ: NodeIx) -> bool {
    slice.shows(slice.answer(organ)) && slice.superiors(organ).next().is_none()
}

/// Leaves of a chart what one picture can hold, the upper levels first; says how many are not drawn.
pub(super) fn trim(view: &mut HierarchyView) {
    if view.cards.len() <= MOST_BOXES {
        return;
    }
    let levels = levels(&view.cards);
    let mut order: Vec<usize> = (0..view.cards.len()).collect();
    order.sort_by_key(|card| (levels[*card], *card));
    order.truncate(MOST_BOXES);
    order.sort_unstable();
    let more = view.cards.len() - order.len();
    let places: Vec<Option<usize>> = {
        let mut places = vec![None; view.cards.len()];
        order.iter().enumerate().for_each(|(new, old)| places[*old] = Some(new));
        places
    };
    let cards = std::mem::take(&mut view.cards);
    let kept = cards.into_iter().enumerate().filter(|(old, _)| places[*old].is_some());
    view.cards = kept.map(|(_, card)| moved(card, &places)).collect();
    view.extras.retain_mut(|extra| match (places[extra.from], places[extra.to]) {
        (Some(from), Some(to)) => {
            (extra.from, extra.to) = (from, to);
            true
        }
        _ => false,
    });
    view.caption.notes.push(format!(
        "{more} more organs that stand here are not drawn: the tables and the search have them."
    ));
}

/// A superior is on a higher level, and is kept wherever its unit is.
fn moved(mut card: Card, places: &[Option<usize>]) -> Card {
    if let Some(superior) = &mut card.superior {
        superior.card = places[superior.card].expect("the upper levels are kept first");
    }
    card
}

/// How many superiors each card has above it. A superior comes before its units.
fn levels(cards: &[Card]) -> Vec<u32> {
    let mut levels: Vec<u32> = Vec::with_capacity(cards.len());
    for card in cards {
        levels.push(card.superior.as_ref().map_or(0, |superior| levels[superior.card] + 1));
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Superior;

    #[test]
    fn a_chart_that_is_too_wide_keeps_its_upper_levels() {
        let card = |id: usize, superior: Option<usize>| Card {
            id: id.to_string(),
            superior: superior.map(|card| Superior { card, ..Superior::default() }),
            ..Card::default()
        };
        // A root with a unit that has 300 of its own, and another unit after those.
        let mut cards = vec![card(0, None), card(1, Some(0))];
        cards.extend((0..300).map(|unit| card(unit + 2, Some(1))));
        cards.push(card(999, Some(0)));
        let mut view = HierarchyView { cards, ..HierarchyView::default() };
        trim(&mut view);
        assert_eq!(view.cards.len(), MOST_BOXES);
        assert_eq!(view.cards.last().unwrap().id, "999");
        assert_eq!(view.cards.last().unwrap().superior.as_ref().unwrap().card, 0);
        assert_eq!(view.cards[2].superior.as_ref().unwrap().card, 1);
        assert_eq!(
            view.caption.notes,
            ["63 more organs that stand here are not drawn: the tables and the search have them."]
        );
    }
}
