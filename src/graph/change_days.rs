//! The days on which an answer may change. Takes a graph; gives for each thing, and for each relation and transition,
//! the days at which a bound of a date lies that bears on it: between two of them nothing changes. There may be days
//! among them on which nothing changes either; none is missing, which `tests/it/page.rs` and `tests/it/parquet.rs` hold
//! for the models.

use super::index::{Class, Item, NodeIx, SourceIx};
use super::org_graph::{FactRef, OrgGraph};
use super::slice::Slice;
use super::tables::{Field, RelationKind};
use crate::time::{Bound, Day, Period};

/// The days of each thing.
pub(crate) struct DaysOfChange<'g> {
    graph: &'g OrgGraph,
    nodes: Vec<DaysOfItem>,
    /// The first and the last day that a date of the model names by itself.
    horizon: (Day, Day),
}

/// The days on which something about an item may change.
#[derive(Clone, Debug, Default)]
pub(crate) struct DaysOfItem {
    pub(crate) days: Vec<Day>,
    /// Whether one of its dates comes again and again, as `XXXX-10-17` does: its days are only those within the horizon,
    /// and on others it is merely possible.
    pub(crate) repeats: bool,
}

/// A date with more bounds than this comes again and again.
const MOST_BOUNDS: usize = 64;

/// Ages at which a death that is not recorded is no longer presumed away, and at which it must have come.
const AGES: [i32; 2] = [100, 125];

impl<'g> DaysOfChange<'g> {
    pub(crate) fn new(graph: &'g OrgGraph) -> Self {
        let mut days = DaysOfChange { graph, nodes: Vec::new(), horizon: (Day::MAX, Day::MIN) };
        let nodes = (0..graph.len() as u32).map(|node| Item::Node(NodeIx(node)));
        let bounds = nodes.chain(relations(graph)).flat_map(|item| graph.facts(item));
        let bounds = bounds.map(|fact| fact.period.bounds()).filter(|all| all.len() <= MOST_BOUNDS);
        for day in bounds.flatten().filter(|day| day.is_bounded()) {
            days.horizon = (days.horizon.0.min(day), days.horizon.1.max(day));
        }
        days.nodes = (0..graph.len() as u32).map(|node| days.node(NodeIx(node))).collect();
        days
    }

    /// The first and the last day that a date names by itself; the wrong way round where none does.
    pub(crate) fn horizon(&self) -> (Day, Day) {
        self.horizon
    }

    /// Whether any date names a day by itself.
    pub(crate) fn is_dated(&self) -> bool {
        self.horizon.0 <= self.horizon.1
    }

    /// Whether a day lies where dates that come again and again are followed.
    pub(crate) fn is_within_horizon(&self, day: Day) -> bool {
        (self.horizon.0..self.horizon.1).contains(&day)
    }

    /// The days on which the answer about a thing, or its name, may change.
    pub(crate) fn of_node(&self, node: NodeIx) -> &DaysOfItem {
        &self.nodes[node.index()]
    }

    /// The days on which the answer about a row of a dossier, or the name of the other thing in it, may change.
    pub(crate) fn of_row(&self, item: Item, other: NodeIx) -> DaysOfItem {
        let graph = self.graph;
        let mut days = self.of_item(item);
        let mut nodes = vec![other];
        match item {
            Item::Under(ix) => {
                let under = graph.under(ix);
                nodes.extend([under.unit, under.superior]);
            }
            Item::Tie(ix) => {
                let tie = graph.tie(ix);
                nodes.extend([tie.from, tie.to]);
                graph.vacancies(tie.to).for_each(|tie| days.add(&self.of_item(Item::Tie(tie.ix))));
                if let Some(both) = graph.by_virtue(ix) {
                    both.iter().for_each(|tie| days.add(&self.of_row(Item::Tie(tie.ix), tie.from)));
                }
                let post_of = graph.relations_from(tie.to);
                let post_of = post_of.filter(|of| of.kind == RelationKind::PostOf);
                nodes.extend(post_of.map(|of| of.to));
                // Another tenure of the same person in the same post may end this one.
                let same = graph.relations_from(tie.from).filter(|other| other.to == tie.to);
                same.for_each(|other| days.add(&self.of_item(Item::Tie(other.ix))));
            }
            Item::Node(_) | Item::Transition(_) => {}
        }
        nodes.into_iter().for_each(|node| days.add(self.of_node(node)));
        days.sorted()
    }

    /// The days on which the answer about an item may change in a slice: also those from which it is presumed no longer.
    pub(crate) fn of_answer(&self, slice: &Slice<'g>, item: Item) -> DaysOfItem {
        let graph = self.graph;
        let (mut days, nodes) = match item {
            Item::Node(node) => (self.of_node(node).clone(), vec![node]),
            Item::Under(ix) => {
                let under = graph.under(ix);
                (self.of_row(item, under.unit), vec![under.unit, under.superior])
            }
            Item::Tie(ix) => (self.of_row(item, graph.tie(ix).from), Vec::new()),
            Item::Transition(_) => (self.of_item(item), Vec::new()),
        };
        let items = nodes.into_iter().map(Item::Node).chain([item]);
        let lapses = items.filter_map(|item| slice.presumed_to(item));
        days.days.extend(lapses.flat_map(|day| [day, day.next()]));
        days.sorted()
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<Day> {
        let mut all = DaysOfItem::default();
        relations(self.graph).for_each(|item| all.add(&self.of_item(item)));
        self.nodes.iter().for_each(|node| all.add(node));
        all.sorted().days
    }

    /// Those on which something changes by a date that names them: not by one that comes again and again, and not in the
    /// lives of people.
    pub(crate) fn named(&self) -> Vec<Day> {
        // When people were born says little about an organisation.
        let nodes = (0..self.graph.len() as u32).map(NodeIx);
        let nodes = nodes.filter(|node| self.graph.class(*node) != Class::Person).map(Item::Node);
        let mut all = DaysOfItem::default();
        let items = nodes.chain(relations(self.graph)).map(|item| self.of_item(item));
        items.filter(|item| !item.repeats).for_each(|item| all.add(&item));
        all.sorted().days
    }

    fn node(&self, node: NodeIx) -> DaysOfItem {
        let graph = self.graph;
        let mut days = self.of_item(Item::Node(node));
        if graph.class(node) == Class::Organ {
            let steps = graph.transitions_into(node).chain(graph.transitions_from(node));
            steps.for_each(|step| days.add(&self.of_item(Item::Transition(step.ix))));
        }
        for fact in graph.facts_of(Item::Node(node), Field::Born) {
            days.days.extend(AGES.iter().flat_map(|age| years_on(fact.period, *age)));
        }
        for fact in graph.facts_of(Item::Node(node), Field::Died) {
            days.days.extend(years_on(fact.period, -AGES[1]));
        }
        days.sorted()
    }

    /// The bounds of the claims about an item, and the days up to which the sources know of what goes on.
    fn of_item(&self, item: Item) -> DaysOfItem {
        let graph = self.graph;
        let mut days = DaysOfItem::default();
        for fact in graph.facts(item) {
            let bounds = fact.period.bounds();
            if bounds.len() > MOST_BOUNDS {
                days.repeats = true;
                let near = bounds.into_iter().filter(|day| self.is_within_horizon(*day));
                days.days.extend(near.chain([self.horizon.0, self.horizon.1]));
            } else {
                days.days.extend(bounds);
            }
            if fact.period.end_bound() == Bound::Open {
                days.days.extend(self.spoken(item, &fact));
            }
        }
        days.sorted()
    }

    fn spoken(&self, item: Item, fact: &FactRef<'g>) -> Vec<Day> {
        let graph = self.graph;
        let cites = graph.fact_cites(fact).chain(graph.cites(item));
        let hosts = |source: SourceIx| {
            std::iter::successors(Some(source), |source| graph.within(*source)).take(64)
        };
        let sources = cites.flat_map(|cite| hosts(cite.source));
        sources.filter_map(|source| graph.published(source)).flat_map(Period::bounds).collect()
    }
}

fn years_on(period: Period, years: i32) -> Vec<Day> {
    let days = [period.start().earliest, period.start().latest, period.end().latest];
    let later = days.into_iter().filter(|day| day.is_bounded()).map(|day| day.years_later(years));
    later.flat_map(|day| [day, day.next()]).collect()
}

impl DaysOfItem {
    fn add(&mut self, other: &DaysOfItem) {
        self.days.extend(&other.days);
        self.repeats |= other.repeats;
    }

    fn sorted(mut self) -> DaysOfItem {
        self.days.retain(|day| day.is_bounded());
        self.days.sort_unstable();
        self.days.dedup();
        self
    }
}

/// The relations and transitions of a graph.
fn relations(graph: &OrgGraph) -> impl Iterator<Item = Item> + '_ {
    let unders = graph.all_unders().map(|under| Item::Under(under.ix));
    let ties = graph.all_relations().map(|tie| Item::Tie(tie.ix));
    unders.chain(ties).chain(graph.all_transitions().map(|step| Item::Transition(step.ix)))
}
