use std::fmt::Write;

use super::*;
use crate::graph::{Builder, Item, NodeIx, Trait};
use crate::model::{Model, Sink};
use crate::text::SourceFile;

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % sides
    }
}

/// A model of pieces that go on in each other: `organs` in no order, with cycles, ids that stand
/// twice, and ids that name nothing or the wrong thing.
fn pieces(seed: u64, organs: usize, count: usize) -> Vec<String> {
    let dice = &mut Dice(seed);
    let mut ids: Vec<usize> = (0..organs).collect();
    (1..organs).for_each(|at| ids.swap(at, dice.below(at + 1)));
    let per_piece = organs.div_ceil(count).max(1);
    ids.chunks(per_piece).map(|ids| piece(dice, ids, organs)).collect()
}

fn piece(dice: &mut Dice, ids: &[usize], organs: usize) -> String {
    let (mut body, mut tail) = (String::new(), String::new());
    for &id in ids {
        let id = if dice.below(40) == 0 { dice.below(organs) } else { id };
        let (first, second) = (dice.below(id + 1), dice.below(organs + 3));
        let under = match dice.below(8) {
            0 => String::new(),
            1 => format!("[Under(organ: \"o{second}\", line: \"led_by\"), \"o{first}\"]"),
            2 => format!(
                "[Under(organ: \"o{first}\", during: \"19{}/\"), \"o{second}\"]",
                id % 90 + 10
            ),
            _ => format!("\"o{first}\""),
        };
        let under = if under.is_empty() { under } else { format!("under: {under}, ") };
        let kind = dice.below(4);
        write!(
            body,
            "\"o{id}\": Organ(name: \"N{id}\", kind: \"k{kind}\", {under}existence: \"19{}/\", \
             names: [Name(text: \"M{id}\", lang: \"ko\")], note: \"n{kind}\", cite: \"s{kind} p. {id}\"),",
            id % 90 + 10
        )
        .unwrap();
        write!(tail, "Split(from: \"o{first}\", into: [\"o{id}\", \"p{second}\"], cite: \"s1\"),")
            .unwrap();
    }
    let (id, other) = (ids[0], ids[ids.len() - 1]);
    format!(
        "Model(organs: {{{body}}}, transitions: [{tail}], people: {{ \"p{id}\": Person(name: \"P\") }},
        posts: {{ \"q{id}\": Post(organ: \"o{other}\", cite: \"s2\") }},
        tenures: [Tenure(person: \"p{id}\", post: \"q{id}\", by: \"o{other}\", during: \"1950/\")])"
    )
}

fn parts(pieces: &[String]) -> Vec<Part> {
    let file = SourceFile::alone("", "");
    let mut whole = Builder::default();
    for (at, text) in pieces.iter().enumerate() {
        let model: Model<'_> = ron::from_str(text).expect("the piece is RON");
        let mut builder = Builder::default();
        model.into_entries().for_each(|entry| builder.take(&file, &entry));
        match at {
            0 => whole = builder,
            _ => whole.append(builder),
        }
    }
    whole.into_parts()
}

fn graph(workers: Workers, pieces: &[String]) -> OrgGraph {
    finish_by(workers, parts(pieces), SourceMap::new(), None)
}

/// All that a graph says, in words.
fn reported(graph: &OrgGraph) -> String {
    let mut out = String::new();
    let report = |out: &mut String, item: Item, head: String| {
        let facts: Vec<_> = graph
            .facts(item)
            .map(|fact| (fact.field, fact.text, graph.fact_property(fact.ix, Trait::Lang)))
            .collect();
        let cites: Vec<_> =
            graph.cites(item).map(|cite| (graph.source_id(cite.source), cite.at)).collect();
        let properties: Vec<_> = graph.properties(item).collect();
        writeln!(out, "{head}: {facts:?} {cites:?} {properties:?}").unwrap();
    };
    for node in (0..graph.len() as u32).map(NodeIx) {
        let head = format!("{node:?} {} {} {}", graph.id(node), graph.name(node), graph.kind(node));
        report(&mut out, Item::Node(node), head);
    }
    for under in graph.all_unders() {
        let head = format!("{:?} under {:?} {}", under.unit, under.superior, under.line);
        report(&mut out, Item::Under(under.ix), head);
    }
    for tie in graph.all_relations() {
        report(&mut out, Item::Tie(tie.ix), format!("{tie:?}"));
    }
    for transition in graph.all_transitions() {
        let ends = [transition.from().collect::<Vec<_>>(), transition.into().collect()];
        report(&mut out, Item::Transition(transition.ix), format!("{ends:?}"));
    }
    writeln!(out, "{:?}", graph.problems()).unwrap();
    out
}

#[test]
fn neither_threads_nor_pieces_show_in_a_graph() {
    for seed in 0..20 {
        let pieces = pieces(seed, 60, 1 + seed as usize % 5);
        let one = reported(&graph(Workers::ONE, &pieces));
        for threads in [2, 3, 16] {
            let many = Workers::with(threads, |workers| graph(workers, &pieces));
            assert_eq!(one, reported(&many), "{threads} threads");
        }
        let mut whole = parts(&pieces).into_iter();
        let mut joined = whole.next().expect("there is a piece");
        whole.for_each(|part| {
            joined = join::join(vec![std::mem::take(&mut joined), part], Workers::ONE)
        });
        assert_eq!(one, reported(&finish_by(Workers::ONE, vec![joined], SourceMap::new(), None)));
    }
}

#[test]
fn organs_move_with_all_that_is_said_of_them() {
    for seed in 0..20 {
        let graph = Workers::with(2, |workers| graph(workers, &pieces(seed, 60, 3)));
        for organ in graph.organs() {
            let number: usize = graph.id(organ)[1..].parse().expect("an id such as o7");
            let item = Item::Node(organ);
            assert_eq!(graph.name(organ), format!("N{number}"));
            let facts: Vec<&str> = graph.facts(item).map(|fact| fact.text).collect();
            assert_eq!(facts, [format!("19{}/", number % 90 + 10), format!("M{number}")]);
            assert_eq!(
                graph.property(item, Trait::Note).map(|note| &note[1..]),
                Some(&graph.kind(organ)[1..])
            );
            assert_eq!(
                graph.cites(item).next().map(|cite| cite.at.to_owned()),
                Some(format!("p. {number}"))
            );
            for fact in graph.unders(organ).flat_map(|under| graph.facts(Item::Under(under.ix))) {
                assert_eq!(fact.text, format!("19{}/", number % 90 + 10));
            }
        }
    }
}

#[test]
fn a_subtree_is_a_range() {
    for seed in 0..20 {
        let graph = graph(Workers::ONE, &pieces(seed, 60, 2));
        for organ in graph.organs() {
            let subtree = graph.main_subtree(organ);
            assert_eq!(subtree.start, organ.0);
            let Some(superior) = graph.main_superior(organ) else { continue };
            // A cycle is entered at one of its organs, which then stands above its superior.
            let around = graph.main_subtree(superior);
            assert!(around.contains(&organ.0) || subtree.contains(&superior.0));
            assert!(!around.contains(&organ.0) || subtree.end <= around.end);
        }
    }
}
