//! How much a model says: counts, decades, sources, the precision of its dates, gaps.
//!
//! Takes a slice, gives numbers. Judges nothing: a gap is reported, not complained of.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::{Class, Field, Item, NodeIx, Slice};
use crate::time::{Answer, Bound, DateSpan, Day, When};

/// A name and how many.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Count {
    /// What is counted.
    pub name: String,
    /// How many there are.
    pub count: usize,
}

/// The numbers of a model.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Stats {
    /// Organs, events, posts, people and relations.
    pub things: Vec<Count>,
    /// Organs by kind, the most frequent first.
    pub kinds: Vec<Count>,
    /// Organs that were there in each decade: certain or presumed.
    pub decades: Vec<Count>,
    /// Citations by source, the most cited first.
    pub sources: Vec<Count>,
    /// Dates by how precise they are.
    pub precision: Vec<Count>,
    /// What is missing, with the ids of the first few.
    pub gaps: Vec<MissingValue>,
}

/// Something that is missing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MissingValue {
    /// What is missing.
    pub name: String,
    /// Of how many.
    pub count: usize,
    /// The ids of the first few.
    pub first: Vec<String>,
}

/// Counts what a slice shows, and what its perspective takes.
///
/// ```
/// use organigram::ask::stats;
/// use organigram::graph::Slice;
/// use organigram::project::Project;
///
/// let project = Project::open("models/chess-club.ron")?;
/// let stats = stats(&Slice::all(project.graph()));
/// let organs = stats.things.iter().find(|count| count.name == "organs").unwrap();
/// assert_eq!(organs.count, 9);
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn stats(slice: &Slice<'_>) -> Stats {
    let tally = ModelCounter { slice };
    Stats {
        things: tally.things(),
        kinds: tally.kinds(),
        decades: tally.decades(),
        sources: tally.sources(),
        precision: tally.precision(),
        gaps: tally.gaps(),
    }
}

struct ModelCounter<'s, 'g> {
    slice: &'s Slice<'g>,
}

impl<'g> ModelCounter<'_, 'g> {
    fn attested(&self, class: Class) -> impl Iterator<Item = NodeIx> + '_ {
        self.slice.graph().nodes(class).filter(|&node| self.slice.attested(node))
    }

    /// Everything that claims can be about and that counts.
    fn items(&self) -> impl Iterator<Item = Item> + '_ {
        let graph = self.slice.graph();
        let nodes = (0..graph.len() as u32).map(|at| Item::Node(NodeIx(at)));
        nodes
            .chain(graph.all_unders().map(|under| Item::Under(under.ix)))
            .chain(graph.all_relations().map(|tie| Item::Tie(tie.ix)))
            .chain(graph.all_transitions().map(|transition| Item::Transition(transition.ix)))
    }

    fn things(&self) -> Vec<Count> {
        let graph = self.slice.graph();
        let counts = |item: Item| usize::from(self.slice.counts_item(item));
        let class = |name: &str, class| count(name, self.attested(class).count());
        vec![
            class("organs", Class::Organ),
            class("events", Class::Event),
            class("posts", Class::Post),
            class("people", Class::Person),
            count("superiors", graph.all_unders().map(|u| counts(Item::Under(u.ix))).sum()),
            count(
                "transitions",
                graph.all_transitions().map(|t| counts(Item::Transition(t.ix))).sum(),
            ),
            count(
                "tenures, seats and other ties",
                graph.all_relations().map(|t| counts(Item::Tie(t.ix))).sum(),
            ),
            count(
                "sources",
                graph.sources().filter(|&s| self.slice.perspective().has_source(s)).count(),
            ),
        ]
    }

    fn kinds(&self) -> Vec<Count> {
        let graph = self.slice.graph();
        let kinds = self.slice.organs().map(|(organ, _)| match graph.kind(organ) {
            "" => "no kind",
            kind => kind,
        });
        most_first(kinds.map(str::to_owned))
    }

    fn decades(&self) -> Vec<Count> {
        let years: Vec<i32> = self
            .attested(Class::Organ)
            .filter_map(|organ| self.slice.period(Item::Node(organ)))
            .flat_map(|period| [period.start().earliest, period.end().latest])
            .filter(|day| day.is_bounded())
            .map(Day::year)
            .collect();
        let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) else {
            return Vec::new();
        };
        let decades = (first.div_euclid(10)..=last.div_euclid(10)).map(|decade| decade * 10);
        decades.map(|decade| count(&format!("{decade}s"), self.there_in(decade))).collect()
    }

    fn there_in(&self, decade: i32) -> usize {
        let day = |year, month, day| Day::from_ymd(year, month, day).unwrap_or(Day::MAX);
        let when = When::between(day(decade, 1, 1), day(decade + 9, 12, 31));
        let slice = self.slice.clone().at(Some(when));
        let graph = slice.graph();
        graph.organs().filter(|&organ| slice.answer(organ) >= Answer::Presumed).count()
    }

    fn sources(&self) -> Vec<Count> {
        let graph = self.slice.graph();
        let perspective = self.slice.perspective();
        let cites = self.items().flat_map(|item| {
            let facts =
                graph.facts(item).flat_map(|fact| graph.fact_cites(&fact).collect::<Vec<_>>());
            graph.cites(item).chain(facts)
        });
        let counted = cites.filter(|cite| perspective.has_source(cite.source));
        most_first(counted.map(|cite| graph.source_id(cite.source).to_owned()))
    }

    fn precision(&self) -> Vec<Count> {
        const NAMES: [&str; 6] = ["day", "month", "year", "longer", "a bound alone", "no date"];
        let mut counts = [0; 6];
        for item in self.items().filter(|&item| self.slice.counts_item(item)) {
            for fact in self.slice.facts(item, Field::Date) {
                for (bound, span) in [
                    (fact.period.start_bound(), fact.period.start()),
                    (fact.period.end_bound(), fact.period.end()),
                ] {
                    let is_end = fact.period.is_instant() && span == fact.period.end();
                    if bound == Bound::Stated {
                        counts[fineness(span)] += 1;
                    }
                    if is_end {
                        break;
                    }
                }
            }
        }
        counts[5] = self.undated().len();
        NAMES.iter().zip(counts).map(|(name, number)| count(name, number)).collect()
    }

    fn undated(&self) -> Vec<NodeIx> {
        let nodes = self.attested(Class::Organ).chain(self.attested(Class::Event));
        let dated = |node| self.slice.period(Item::Node(node)).is_some_and(|p| !p.is_unknown());
        nodes.filter(|&node| !dated(node)).collect()
    }

    fn gaps(&self) -> Vec<MissingValue> {
        let graph = self.slice.graph();
        let organs: Vec<NodeIx> = self.attested(Class::Organ).collect();
        let period = |node: &NodeIx| self.slice.period(Item::Node(*node));
        let no_end = |node: &NodeIx| {
            period(node).is_some_and(|p| p.end_bound() == Bound::Unknown && !p.is_unknown())
        };
        let uncited = |node: &NodeIx| {
            let item = Item::Node(*node);
            let none = graph.facts(item).all(|fact| graph.fact_cites(&fact).next().is_none());
            graph.cites(item).next().is_none() && none
        };
        let alone = |node: &NodeIx| {
            graph.unders(*node).next().is_none()
                && graph.units(*node).next().is_none()
                && graph.transitions_from(*node).next().is_none()
                && graph.transitions_into(*node).next().is_none()
        };
        let mut gaps = vec![
            self.gap("no date", self.undated()),
            self.gap("organ whose end is not recorded", keep(&organs, no_end)),
            self.gap("organ without a source", keep(&organs, uncited)),
            self.gap("organ that nothing joins to another", keep(&organs, alone)),
            self.gap(
                "post without a holder",
                keep(&self.attested(Class::Post).collect::<Vec<_>>(), |post| {
                    graph.relations_to(*post).next().is_none()
                }),
            ),
        ];
        gaps.extend(self.series());
        gaps.retain(|gap| gap.count > 0);
        gaps
    }

    /// The numbers that a series of events skips.
    fn series(&self) -> Option<MissingValue> {
        let graph = self.slice.graph();
        let mut series: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for event in self.attested(Class::Event) {
            let item = Item::Node(event);
            let name = graph.property(item, crate::graph::Trait::Series);
            if let (Some(name), Some(number)) = (name, graph.number(item)) {
                series.entry(name).or_default().push(number);
            }
        }
        let missing: Vec<String> = series
            .into_iter()
            .flat_map(|(name, numbers)| {
                let last = numbers.iter().copied().max().unwrap_or(0).min(10_000);
                let absent = (1..=last).filter(move |number| !numbers.contains(number));
                absent.map(move |number| format!("{name} {number}"))
            })
            .collect();
        let (count, first) = (missing.len(), missing.into_iter().take(SHOWN).collect());
        Some(MissingValue { name: "number that a series skips".to_owned(), count, first })
    }

    fn gap(&self, name: &str, nodes: Vec<NodeIx>) -> MissingValue {
        let graph = self.slice.graph();
        let first = nodes.iter().take(SHOWN).map(|&node| graph.id(node).to_owned()).collect();
        MissingValue { name: name.to_owned(), count: nodes.len(), first }
    }
}

/// How many ids a gap names.
const SHOWN: usize = 5;

fn keep(nodes: &[NodeIx], test: impl Fn(&NodeIx) -> bool) -> Vec<NodeIx> {
    nodes.iter().copied().filter(|node| test(node)).collect()
}

fn count(name: &str, count: usize) -> Count {
    Count { name: name.to_owned(), count }
}

fn most_first(names: impl Iterator<Item = String>) -> Vec<Count> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let mut counts: Vec<Count> =
        counts.into_iter().map(|(name, count)| Count { name, count }).collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    counts
}

/// The row of the table of precisions to which a span belongs.
fn fineness(span: DateSpan) -> usize {
    if !span.earliest.is_bounded() || !span.latest.is_bounded() {
        return 4;
    }
    match i64::from(span.latest.0) - i64::from(span.earliest.0) {
        0 => 0,
        1..=30 => 1,
        31..=365 => 2,
        _ => 3,
    }
}
