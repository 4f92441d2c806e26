//! Walks over slices against a naive oracle that enumerates, over small random dated models.
//!
//! The oracle knows nothing of rows, preorder or queues: it asks every relation about every day and
//! tries every sequence of steps.

use std::collections::{BTreeMap, BTreeSet};

use organigram::graph::{
    Builder, Bundle, Hierarchy, Lineage, NodeIx, OrgGraph, Perspective, Slice, Threshold,
};
use organigram::model::{
    EntryKey, Model, Organ, Transition, TransitionKind, TransitionSpec, Under,
};
use organigram::time::{Answer, Day, Period, When};
use proptest::prelude::*;

const ORGANS: usize = 6;
const DATES: &[&str] = &[
    "1930",
    "1930-05",
    "1931/",
    "1931/1933",
    "/1932",
    "1930/..",
    "[1930..1933]",
    "1932",
    "1933~",
    "1931-06/1931-07",
    "../1931",
];

#[derive(Clone, Debug)]
struct Plan {
    lives: Vec<Option<&'static str>>,
    unders: Vec<(usize, usize, Option<&'static str>)>,
    steps: Vec<(Vec<usize>, Vec<usize>, Option<&'static str>)>,
    when: When,
    threshold: Threshold,
}

fn date() -> impl Strategy<Value = Option<&'static str>> {
    prop::option::weighted(0.8, prop::sample::select(DATES))
}

fn plan() -> impl Strategy<Value = Plan> {
    let organ = 0..ORGANS;
    let organs = || prop::collection::vec(0..ORGANS, 1..4);
    let threshold =
        prop::sample::select(&[Threshold::Possible, Threshold::Presumed, Threshold::Certain][..]);
    (
        prop::collection::vec(date(), ORGANS),
        prop::collection::vec((organ.clone(), organ, date()), 0..9),
        prop::collection::vec((organs(), organs(), date()), 0..7),
        (1929..1935i32, 1..13u32),
        threshold,
    )
        .prop_map(|(lives, unders, steps, (year, month), threshold)| Plan {
            lives,
            unders,
            steps,
            when: When::day(Day::from_ymd(year, month, 15).unwrap()),
            threshold,
        })
}

fn name(organ: usize) -> String {
    format!("o{organ}")
}

fn model(plan: &Plan) -> Model<'static> {
    let mut model = Model::default();
    for (at, life) in plan.lives.iter().enumerate() {
        let mut organ = Organ::default();
        if let Some(life) = life {
            organ.existence =
                organigram::model::Date::from(std::borrow::Cow::Borrowed(*life)).into();
        }
        for (_, superior, during) in plan.unders.iter().filter(|(unit, ..)| *unit == at) {
            let mut under = Under { organ: name(*superior).into(), ..Under::default() };
            if let Some(during) = during {
                under.during =
                    organigram::model::Date::from(std::borrow::Cow::Borrowed(*during)).into();
            }
            organ.under.push(under);
        }
        let key = EntryKey { id: name(at).into(), ..EntryKey::default() };
        model.add(organigram::model::Entry::Organ(key, organ));
    }
    for (from, into, on) in &plan.steps {
        let ids = |organs: &[usize]| organs.iter().map(|&at| name(at).into()).collect();
        let mut change =
            TransitionSpec { from: ids(from), into: ids(into), ..TransitionSpec::default() };
        if let Some(on) = on {
            change.on = organigram::model::Date::from(std::borrow::Cow::Borrowed(*on)).into();
        }
        model.transitions.push(Transition { kind: TransitionKind::Succeeded, change });
    }
    model
}

/// What a text says where no source is cited: what goes on is sure no longer than its start.
fn said(text: &str) -> Period {
    Period::parse(text).unwrap().seen_until(None)
}

/// The naive answers.
struct Oracle<'p>(&'p Plan);

impl Oracle<'_> {
    fn life(&self, organ: usize) -> Answer {
        if let Some(life) = self.0.lives[organ] {
            return said(life).answer(self.0.when);
        }
        Answer::Possible
    }

    fn stood(&self, &(unit, superior, during): &(usize, usize, Option<&'static str>)) -> Answer {
        let answer = |text: &str| said(text).answer(self.0.when);
        during.map_or(Answer::Certain, answer).min(self.life(unit)).min(self.life(superior))
    }

    fn shows(&self, answer: Answer) -> bool {
        answer >= self.0.threshold.least()
    }

    /// Whether `unit` stood directly under `superior`.
    fn direct(&self, unit: usize, superior: usize) -> bool {
        let mut unders = self.0.unders.iter();
        unders.any(|under| (under.0, under.1) == (unit, superior) && self.shows(self.stood(under)))
    }

    /// All that an organ stood under, by closing the relation step by step.
    fn above(&self, organ: usize) -> BTreeSet<usize> {
        let mut above = BTreeSet::new();
        for _ in 0..ORGANS {
            for superior in 0..ORGANS {
                let below = |unit: &usize| self.direct(*unit, superior);
                if below(&organ) || above.iter().any(below) {
                    above.insert(superior);
                }
            }
        }
        above.remove(&organ);
        above
    }

    fn days(&self, on: Option<&str>) -> (Day, Day) {
        on.map_or((Day::MIN, Day::MAX), |on| Period::parse(on).unwrap().possible_days())
    }

    /// The earliest day on which each organ is reached from one that is left on a day or later. As
    /// often as there are organs, the earliest days of all are known.
    fn arrivals(&self, organ: usize, day: Day) -> BTreeMap<usize, Day> {
        let mut days = BTreeMap::from([(organ, day)]);
        for _ in 0..=ORGANS {
            for (at, from, to) in self.all_steps() {
                let (earliest, latest) = self.days(self.0.steps[at as usize].2);
                let Some(&day) = days.get(&from).filter(|&&day| latest >= day) else { continue };
                let arrival = days.entry(to).or_insert(Day::MAX);
                *arrival = (*arrival).min(day.max(earliest));
            }
        }
        days
    }

    fn successors(&self, organ: usize) -> BTreeSet<usize> {
        let reached = self.arrivals(organ, Day::MIN).into_keys();
        reached.filter(|&successor| successor != organ).collect()
    }

    /// All steps: number of the transition, from and to.
    fn all_steps(&self) -> impl Iterator<Item = (u32, usize, usize)> {
        (0..).zip(&self.0.steps).flat_map(|(at, (from, into, _))| {
            let pairs = from.iter().flat_map(|a| into.iter().map(move |b| (*a, *b)));
            pairs.filter(|(a, b)| a != b).map(move |(a, b)| (at, a, b))
        })
    }

    /// All steps on the ways from an organ.
    fn steps_from(&self, organ: usize) -> BTreeSet<(u32, usize, usize)> {
        let days = self.arrivals(organ, Day::MIN);
        let taken = |&(at, from, _): &(u32, usize, usize)| {
            let (_, latest) = self.days(self.0.steps[at as usize].2);
            days.get(&from).is_some_and(|&day| latest >= day)
        };
        self.all_steps().filter(taken).collect()
    }

    /// All steps on the ways to an organ.
    fn steps_to(&self, organ: usize) -> BTreeSet<(u32, usize, usize)> {
        let leads = |&(at, _, to): &(u32, usize, usize)| {
            let (earliest, _) = self.days(self.0.steps[at as usize].2);
            self.arrivals(to, earliest).contains_key(&organ)
        };
        self.all_steps().filter(leads).collect()
    }

    /// Every sequence of organs that goes forward in time from `organ` and passes none twice. Days
    /// are chosen as early as may be: whatever a later choice allows, that one does too.
    fn ways(&self, organ: usize, day: Day, way: &mut Vec<usize>, ways: &mut BTreeSet<Vec<usize>>) {
        ways.insert(way.clone());
        let mut successors: BTreeMap<usize, Day> = BTreeMap::new();
        for (at, from, to) in self.all_steps() {
            let (earliest, latest) = self.days(self.0.steps[at as usize].2);
            if from == organ && latest >= day && !way.contains(&to) {
                let arrival = successors.entry(to).or_insert(Day::MAX);
                *arrival = (*arrival).min(day.max(earliest));
            }
        }
        for (successor, arrival) in successors {
            way.push(successor);
            self.ways(successor, arrival, way, ways);
            way.pop();
        }
    }
}

fn number(graph: &OrgGraph, node: NodeIx) -> usize {
    graph.id(node)[1..].parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn hierarchy_walks_find_what_the_oracle_finds(plan in plan()) {
        let graph = Builder::from_model(model(&plan));
        let slice = Slice::new(&graph, Some(plan.when), Perspective::all(), plan.threshold);
        let oracle = Oracle(&plan);
        let node = |at: usize| graph.node(&name(at)).unwrap();
        for organ in 0..ORGANS {
            prop_assert_eq!(slice.answer(node(organ)), oracle.life(organ));
            let set = |nodes: Vec<(NodeIx, u32)>| -> BTreeSet<usize> {
                nodes.into_iter().map(|(node, _)| number(&graph, node)).collect()
            };
            prop_assert_eq!(set(slice.above(node(organ), None)), oracle.above(organ));
            let below: BTreeSet<usize> =
                (0..ORGANS).filter(|&unit| unit != organ && oracle.above(unit).contains(&organ)).collect();
            let subtree = |slice: &Slice<'_>| -> BTreeSet<usize> {
                let numbers = slice.subtree(node(organ)).into_iter().flatten();
                numbers.map(|at| number(&graph, NodeIx(at))).collect()
            };
            prop_assert_eq!(subtree(&slice), below.clone());
            prop_assert_eq!(set(slice.below(node(organ), None)), below);
            let all = Slice::all(&graph);
            prop_assert_eq!(subtree(&all), set(all.below(node(organ), None)));
        }
        for a in 0..ORGANS {
            for b in 0..ORGANS {
                let with = |organ| { let mut set = oracle.above(organ); set.insert(organ); set };
                let shared: BTreeSet<usize> = with(a).intersection(&with(b)).copied().collect();
                let lowest: BTreeSet<usize> = shared.iter().copied()
                    .filter(|&at| !shared.iter().any(|&unit| unit != at && oracle.direct(unit, at)))
                    .collect();
                let expected = if lowest.is_empty() { shared } else { lowest };
                let found: BTreeSet<usize> =
                    slice.meet(node(a), node(b)).into_iter().map(|node| number(&graph, node)).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn lineage_walks_find_what_the_oracle_finds(plan in plan()) {
        let graph = Builder::from_model(model(&plan));
        let slice = Slice::all(&graph);
        let oracle = Oracle(&plan);
        let node = |at: usize| graph.node(&name(at)).unwrap();
        let set = |nodes: Vec<NodeIx>| -> BTreeSet<usize> {
            nodes.into_iter().map(|node| number(&graph, node)).collect()
        };
        for organ in 0..ORGANS {
            prop_assert_eq!(set(slice.successors(node(organ))), oracle.successors(organ));
            let predecessors: BTreeSet<usize> =
                (0..ORGANS).filter(|&at| at != organ && oracle.successors(at).contains(&organ)).collect();
            prop_assert_eq!(set(slice.predecessors(node(organ))), predecessors);
            let reported = |bundles: Vec<Bundle>| -> BTreeSet<(u32, usize, usize)> {
                let steps = bundles.iter().flat_map(Bundle::steps);
                steps.map(|step| {
                    let [from, to] = [step.from, step.to].map(|end| number(&graph, end));
                    (step.transition.0, from, to)
                }).collect()
            };
            prop_assert_eq!(reported(slice.steps_to_successors(node(organ))), oracle.steps_from(organ));
            prop_assert_eq!(reported(slice.steps_to_predecessors(node(organ))), oracle.steps_to(organ));
            let mut ways = BTreeSet::new();
            oracle.ways(organ, Day::MIN, &mut vec![organ], &mut ways);
            for end in (0..ORGANS).filter(|&end| end != organ) {
                let expected: BTreeSet<Vec<usize>> =
                    ways.iter().filter(|way| way.last() == Some(&end)).cloned().collect();
                let fewest = expected.iter().map(|way| way.len() - 1).min();
                let shortest = slice.shortest(node(organ), node(end));
                prop_assert_eq!(shortest.as_ref().map(Vec::len), fewest);
                if let Some(path) = shortest {
                    let ends = path.iter().map(|hop| number(&graph, hop[0].to));
                    let way: Vec<usize> = std::iter::once(organ).chain(ends).collect();
                    prop_assert!(expected.contains(&way), "{way:?} is a way");
                }
                prop_assert_eq!(slice.is_predecessor(node(organ), node(end)), fewest.is_some());
                let paths = slice.paths(node(organ), node(end), 10_000);
                prop_assert!(!paths.more);
                let found: BTreeSet<Vec<usize>> = paths.found.iter().map(|path| {
                    let ends = path.iter().map(|hop| number(&graph, hop[0].to));
                    std::iter::once(organ).chain(ends).collect()
                }).collect();
                prop_assert_eq!(found.len(), paths.found.len(), "no way is reported twice");
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn petgraph_sees_the_same_edges(plan in plan()) {
        let graph = Builder::from_model(model(&plan));
        let slice = Slice::new(&graph, Some(plan.when), Perspective::all(), plan.threshold);
        let own = Hierarchy(&slice).to_petgraph();
        for organ in graph.organs() {
            for other in graph.organs().filter(|&other| other != organ) {
                let below = slice.below(organ, None).iter().any(|&(node, _)| node == other);
                let (from, to) = (organ.into(), other.into());
                prop_assert_eq!(petgraph::algo::has_path_connecting(Hierarchy(&slice), from, to, None), below);
                prop_assert_eq!(petgraph::algo::has_path_connecting(&own, from, to, None), below);
            }
        }
        let circles = |components: Vec<Vec<petgraph::graph::NodeIndex>>| {
            components.into_iter().filter(|component| component.len() > 1).count()
        };
        let lineage = Lineage(&slice);
        prop_assert_eq!(
            circles(petgraph::algo::tarjan_scc(lineage)),
            circles(petgraph::algo::tarjan_scc(&lineage.to_petgraph()))
        );
    }

    /// Whatever the order of the entries, a graph says the same.
    #[test]
    fn numbering_in_preorder_changes_no_answer(plan in plan(), seed in 0..720usize) {
        let straight = model(&plan);
        let mut shuffled = straight.clone();
        shuffled.organs.sort_by_cached_key(|id, _| {
            let at: usize = id[1..].parse().unwrap();
            (at * 7 + seed) % 11
        });
        let reported = |graph: &OrgGraph| {
            let slice = Slice::new(graph, Some(plan.when), Perspective::all(), plan.threshold);
            let mut lines: Vec<String> = graph.organs().map(|organ| {
                let mut above: Vec<&str> = slice.above(organ, None).into_iter().map(|(node, _)| graph.id(node)).collect();
                let mut successors: Vec<&str> = slice.successors(organ).into_iter().map(|node| graph.id(node)).collect();
                above.sort_unstable();
                successors.sort_unstable();
                let subtree = graph.main_subtree(organ);
                format!("{} {} {above:?} {successors:?} {}", graph.id(organ), slice.why(organ), subtree.len())
            }).collect();
            lines.sort();
            lines
        };
        let (straight, shuffled) = (Builder::from_model(straight), Builder::from_model(shuffled));
        // A circle of superiors is cut where the text first comes to it: its subtrees may differ.
        let circle = petgraph::algo::is_cyclic_directed(&Hierarchy(&Slice::all(&straight)).to_petgraph());
        prop_assume!(!circle);
        prop_assert_eq!(reported(&straight), reported(&shuffled));
    }
}
