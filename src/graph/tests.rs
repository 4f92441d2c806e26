use super::*;
use crate::model::Model;
use crate::time::{Answer, When};

fn graph(text: &str) -> OrgGraph {
    Builder::from_model(ron::from_str::<Model>(text).expect("the model is RON"))
}

fn at<'g>(graph: &'g OrgGraph, date: &str) -> Slice<'g> {
    let when = When::parse(date).expect("a date");
    Slice::new(graph, Some(when), Perspective::all(), Threshold::default())
}

fn ids(graph: &OrgGraph, nodes: &[NodeIx]) -> Vec<String> {
    nodes.iter().map(|&node| graph.id(node).to_owned()).collect()
}

//      party
//     /     \
//   north   south      cell moves from north to south in 1950
//     \     /
//      cell
const MOVING: &str = r#"Model(organs: {
    "cell": Organ(existence: "1946/", under: [
        Under(organ: "north", during: "1946/1950-03"), Under(organ: "south", during: "1950-04/")]),
    "south": Organ(under: "party", existence: "1945/..", cite: "s p. 2"),
    "north": Organ(under: "party", existence: "1945/1950-12"),
    "party": Organ(existence: "1945/.."),
}, sources: { "s": Source(title: "S") })"#;

#[test]
fn organs_are_numbered_in_preorder_and_keep_their_claims() {
    let graph = graph(MOVING);
    let order: Vec<&str> = graph.organs().map(|organ| graph.id(organ)).collect();
    assert_eq!(order, ["party", "south", "north", "cell"]);
    let [party, south, north, cell] = graph.organs().collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!(graph.node("south"), Some(south));
    assert_eq!(graph.main_subtree(party), 0..4);
    assert_eq!(graph.main_subtree(north), 2..4);
    assert_eq!(graph.main_superior(cell), Some(north));
    let dates = |node| graph.facts(Item::Node(node)).map(|fact| fact.text).collect::<Vec<_>>();
    assert_eq!(dates(north), ["1945/1950-12"]);
    assert_eq!(dates(cell), ["1946/"]);
    assert_eq!(graph.cites(Item::Node(south)).next().unwrap().at, "p. 2");
    let periods: Vec<&str> = graph
        .unders(cell)
        .flat_map(|under| graph.facts(Item::Under(under.ix)))
        .map(|fact| fact.text)
        .collect();
    assert_eq!(periods, ["1946/1950-03", "1950-04/"]);
    assert_eq!(graph.units(south).map(|under| graph.id(under.unit)).collect::<Vec<_>>(), ["cell"]);
}

#[test]
fn the_superior_is_the_one_of_the_day() {
    let graph = graph(MOVING);
    let cell = graph.node("cell").unwrap();
    let superiors = |date: &str| {
        let slice = at(&graph, date);
        let above: Vec<NodeIx> =
            slice.above(cell, None).into_iter().map(|(node, _)| node).collect();
        ids(&graph, &above)
    };
    assert_eq!(superiors("1948"), ["north", "party"]);
    assert_eq!(superiors("1951"), ["south", "party"]);
    assert_eq!(superiors("1944"), [""; 0]);
}

//   a ──split 1930──> b ──merged 1940──> d
//     └─────────────> c ───────┘ └──split 1950──> a2 ──renamed──>
#[test]
fn lineage_goes_forward_in_time_only() {
    let graph = graph(
        r#"Model(organs: { "a": Organ(), "b": Organ(), "c": Organ(), "d": Organ() },
        transitions: [
            Split(from: "a", into: ["b", "c"], on: "1930"),
            Merged(from: ["b", "c"], into: "d", on: "1940"),
            Absorbed(from: "d", into: "a", on: "1920"),
        ])"#,
    );
    let slice = Slice::all(&graph);
    let [a, b, _, d] = graph.organs().collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!(ids(&graph, &slice.successors(a)), ["b", "c", "d"]);
    assert_eq!(ids(&graph, &slice.successors(d)), ["a", "b", "c"]);
    assert_eq!(ids(&graph, &slice.successors(b)), ["d"], "what d became in 1920 is not b's");
    assert_eq!(ids(&graph, &slice.predecessors(d)), ["b", "c", "a"]);
    let paths = slice.paths(a, d, 10);
    assert_eq!(paths.found.len(), 2);
    assert!(!paths.more);
    assert_eq!(ids(&graph, &slice.common_predecessors(&[vec![b], vec![d]])), ["b"]);
}

#[test]
fn a_perspective_hides_what_its_sources_do_not_say() {
    let graph = graph(
        r#"Model(
        sources: { "k": Source(published: "2019"), "e": Source(published: "2013-10"), "e#m": Source(within: "e") },
        organs: { "diu": Organ(cite: "e#m"), "src": Organ(cite: ["k L1", "e L2"],
            existence: [Claim(value: "1930-07-03/", cite: "k"), Claim(value: "1931/", cite: "e")]) },
        transitions: [Origin(from: "diu", into: "src", cite: "e#m", modality: Implied)])"#,
    );
    let [diu, src] = graph.organs().collect::<Vec<_>>()[..] else { panic!() };
    let seen = |spec: PerspectiveSpec| {
        let perspective = Perspective::new(&graph, &spec).unwrap();
        let when = When::parse("1930-08").unwrap();
        let slice = Slice::new(&graph, Some(when), perspective, Threshold::Possible);
        (slice.answer(diu), slice.answer(src), slice.at(None).successors(diu).len())
    };
    let spec = |according: &[&str], without: &[&str], known_by: Option<&str>| PerspectiveSpec {
        according_to: according.iter().map(|id| (*id).to_owned()).collect(),
        without: without.iter().map(|id| (*id).to_owned()).collect(),
        known_by: known_by.map(|date| When::parse(date).unwrap()),
        ..PerspectiveSpec::default()
    };
    use Answer::*;
    assert_eq!(seen(spec(&[], &[], None)), (Possible, Presumed, 1));
    assert_eq!(seen(spec(&["k"], &[], None)), (No, Presumed, 0));
    assert_eq!(seen(spec(&["e"], &[], None)), (Possible, No, 1));
    assert_eq!(seen(spec(&["e"], &["e#m"], None)), (No, No, 0));
    assert_eq!(seen(spec(&[], &["e"], None)), (No, Presumed, 0));
    // A transition that counts speaks of both its ends.
    assert_eq!(seen(spec(&["e#m"], &["e"], None)), (Possible, Possible, 1));
    assert_eq!(seen(spec(&[], &[], Some("2013-10-15"))), (No, No, 0));
    assert_eq!(seen(spec(&[], &[], Some("2013-10-31"))), (Possible, No, 1));
    assert!(Perspective::new(&graph, &spec(&["x"], &[], None)).is_err());
}

#[test]
fn what_does_not_resolve_is_a_problem_and_not_an_edge() {
    let graph = graph(
        r#"Model(organs: { "a": Organ(under: ["b", "p"], existence: "1930-02-30", cite: "nobody") },
        people: { "p": Person(), "a": Person() }, transitions: [Split(from: "a")])"#,
    );
    let (problems, more) = graph.problems();
    let kinds: Vec<&str> = problems
        .iter()
        .map(|problem| match problem {
            GraphProblem::Date { .. } => "date",
            GraphProblem::UnknownId { .. } => "unknown",
            GraphProblem::WrongClass { .. } => "class",
            GraphProblem::UnknownSource { .. } => "source",
            GraphProblem::DuplicateId { .. } => "duplicate",
            GraphProblem::MissingEnd { .. } => "end",
        })
        .collect();
    assert_eq!((kinds.len(), more), (6, 0), "{kinds:?}");
    assert_eq!(graph.all_unders().count(), 0);
}

#[test]
fn things_are_found_by_any_name_in_any_case() {
    let graph = graph(
        r#"Model(organs: { "arf": Organ(name: "Association for the Restoration of the Fatherland",
        names: ["ARP", Name(text: "조국광복회", lang: "ko")]), "a2": Organ(name: "Workers’ Party"), "a3": Organ(name: "Party") })"#,
    );
    let all = [Class::Organ];
    let arf = graph.node("arf").unwrap();
    for name in [
        "ARF",
        "arp",
        "조국광복회",
        "restoration of",
        "association for the restoration of the fatherland",
    ] {
        assert_eq!(graph.find(name, &all), Found::One(arf), "{name}");
    }
    assert_eq!(graph.find("workers' party", &all), Found::One(graph.node("a2").unwrap()));
    assert_eq!(graph.find("party", &all), Found::One(graph.node("a3").unwrap()));
    assert_eq!(graph.find("nobody", &all), Found::None);
    assert!(matches!(graph.find("part", &all), Found::Several(found) if found.len() == 2));
}

#[test]
fn kinds_are_counted_as_if_each_organ_was_looked_at() {
    let organs: String =
        (0..5_000).map(|at| format!("\"o{at}\": Organ(kind: \"k{}\"),", at * at % 7)).collect();
    let model = ron::from_str(&format!("Model(organs: {{ {organs} }})")).unwrap();
    let graph = Builder::from_model(model);
    for range in [0..5_000, 0..0, 3..1_024, 1_000..1_030, 1_024..2_048, 17..4_999, 4_096..9_999] {
        let mut each = vec![0; graph.kind_names().len()];
        for at in range.start..range.end.min(5_000) {
            each[graph.kind_number(NodeIx(at)) as usize] += 1;
        }
        assert_eq!(
            Caches::new(&graph).count_kinds(std::slice::from_ref(&range)),
            each,
            "{range:?}"
        );
    }
}

/// a0 .. a299 ──▶ b0 .. b299 ──▶ z
#[test]
fn a_transition_of_many_into_many_is_as_small_as_its_text() {
    const MANY: usize = 300;
    let ids =
        |letter: &str| -> Vec<String> { (0..MANY).map(|at| format!("\"{letter}{at}\"")).collect() };
    let (a, b) = (ids("a"), ids("b"));
    let organs: Vec<String> =
        [&a[..], &b[..]].concat().iter().map(|id| format!("{id}: Organ()")).collect();
    let text = format!(
        "Model(organs: {{ {}, \"z\": Organ() }}, transitions: [
            Reorganised(from: [{}], into: [{}], on: \"1960\"),
            Merged(from: [{}], into: \"z\", on: \"1970\"),
        ])",
        organs.join(", "),
        a.join(", "),
        b.join(", "),
        b.join(", ")
    );
    let graph = Builder::from_model(ron::from_str(&text).unwrap());
    let node = |id: &str| graph.node(id).unwrap();
    let slice = Slice::all(&graph);
    for way in [LineageDirection::Back, LineageDirection::Forth] {
        let rows: usize = graph.organs().map(|organ| slice.kept_steps(way).of(organ).len()).sum();
        assert!(rows <= 3 * MANY, "{rows} rows");
    }
    let (a7, b9, z) = (node("a7"), node("b9"), node("z"));
    assert_eq!(slice.predecessors(z).len(), 2 * MANY);
    assert_eq!(slice.predecessors(b9).len(), MANY);
    assert_eq!(slice.successors(a7).len(), MANY + 1);
    assert!(slice.is_predecessor(a7, b9) && !slice.is_predecessor(b9, a7));
    assert_eq!(slice.shortest(a7, z).unwrap().len(), 2);
    assert_eq!(slice.paths(a7, z, 1000).found.len(), MANY);
    assert_eq!(slice.between([a7], [z]).len(), MANY + 2);
    assert_eq!(slice.common_predecessors(&[vec![b9], vec![z], vec![node("b3")]]).len(), MANY);
    assert_eq!(slice.reached(LineageDirection::Back, graph.organs(), None).len(), 2 * MANY);
    let bundles = slice.steps_to_predecessors(z);
    let ends: Vec<_> = bundles.iter().map(|steps| (steps.from.len(), steps.into.len())).collect();
    assert_eq!(ends, [(MANY, MANY), (MANY, 1)]);
}
