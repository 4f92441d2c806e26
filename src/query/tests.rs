//! The language by example, on one small party.

use super::*;
use crate::graph::{Builder, OrgGraph, Threshold};
use crate::model::Model;
use crate::time::When;

//   league ──split 1930──> north ──merged 1945──> party ──────────────┐
//     └──────────────────> south ─────┘             │ part_of         │ guided_by
//                                                   cc ── pb          front (1946)
//                                                   └── cell-1 (1946/1950), cell-2 (1948/)
const PARTY: &str = r#"Model(
    charter: Charter(
        kinds: { "body": Kind(), "committee": Kind(is: "body"), "bureau": Kind(is: "committee"),
                 "cell": Kind(), "party": Kind(), "league": Kind() },
        lines: { "guided_by": Line() },
    ),
    sources: { "a": Source(published: "1950"), "b": Source(published: "1960"), "a#quote": Source(within: "a") },
    organs: {
        "league": Organ(kind: "league", existence: "1926-10-17/", cite: "a", names: [Name(text: "청년동맹", lang: "ko")]),
        "north": Organ(kind: "league", name: "Northern League", existence: "1930/1945", cite: ["a", "b"]),
        "south": Organ(kind: "league", name: "Southern League", existence: [
            Claim(value: "1930/1945", cite: "a"), Claim(value: "1931/1945", cite: "b")]),
        "party": Organ(kind: "party", name: "The Party", existence: "1945-10-10/..", cite: "a#quote", tags: ["main"]),
        "cc": Organ(kind: "committee", name: "Central Committee", existence: "1945/", under: ["party"], place: "Capital"),
        "pb": Organ(kind: "bureau", name: "Political Bureau", existence: "[1945..1948]/", under: ["cc"], cite: "b"),
        "cell-1": Organ(kind: "cell", existence: "1946/1950", under: ["cc"]),
        "cell-2": Organ(kind: "cell", existence: "1948/", under: ["cc"], modality: Planned),
        "front": Organ(name: "United Front", under: [Under(organ: "party", line: "guided_by", during: "1946/")]),
    },
    transitions: [
        Split(from: "league", into: ["north", "south"], on: "1930", cite: "a"),
        Merged(from: ["north", "south"], into: "party", on: "1945-10-10", cite: "b"),
    ],
    posts: { "gensec": Post(title: "General Secretary", organ: "party") },
    people: { "kim": Person(name: "Kim", died: "1994"), "pak": Person(name: "Pak"), "ri": Person(name: "Ri") },
    tenures: [ Tenure(person: "kim", post: "gensec", during: "1945/1950"),
               Tenure(person: "pak", post: "gensec", during: "1950/", status: Honorary) ],
    seats: [ Seat(person: "kim", organ: "pb", rank: 1, during: "1945/1960"),
             Seat(person: "ri", organ: "pb", rank: 2, during: "1955/", membership: Candidate),
             Seat(person: "pak", organ: "pb", during: "1949/1952", modality: Projected) ],
    events: { "congress": Event(name: "First Congress", series: "congress", on: "1946-08", organs: ["party"], people: ["kim"]) },
    queries: { "cells": "kind(cell)", "loop": "loop | cc", "bad": "undr(cc)" },
)"#;

fn graph() -> OrgGraph {
    Builder::from_model(ron::from_str::<Model>(PARTY).expect("the model is RON"))
}

fn context(as_of: &str) -> Context {
    Context {
        when: (!as_of.is_empty()).then(|| When::parse(as_of).unwrap()),
        threshold: if as_of.is_empty() { Threshold::Recorded } else { Threshold::Presumed },
        ..Context::default()
    }
}

/// The ids that an expression finds, and after a colon the answers where they are not certain.
fn found(text: &str, as_of: &str) -> String {
    let graph = graph();
    let answers = ask(&graph, text, &context(as_of)).unwrap_or_else(|e| panic!("{}", e.show(text)));
    let words = answers.rows.iter().map(|row| {
        let id = match row.item {
            crate::graph::Item::Node(node) if answers.sort != Sort::Claims => {
                graph.id(node).to_owned()
            }
            item => {
                format!("{item:?}").replace("Ix(", "").replace(['(', ')'], " ").trim().to_owned()
            }
        };
        match row.answer {
            crate::time::Answer::Certain => id,
            answer => format!("{id}: {answer}"),
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

#[test]
fn hierarchy() {
    assert_eq!(found("under(party)", ""), "cc, pb, cell-1, cell-2: possible, front");
    assert_eq!(found("under(party, part_of, 1)", ""), "cc");
    assert_eq!(found("under(party, line: guided_by)", ""), "front");
    assert_eq!(found("units(cc) & kind(cell)", ""), "cell-1, cell-2: possible");
    assert_eq!(found("above(pb)", ""), "party, cc");
    assert_eq!(found("superiors(pb)", ""), "cc");
    assert_eq!(found("leaves(under(party)) ~ front", ""), "pb, cell-1, cell-2: possible");
    assert_eq!(found("roots()", ""), "league, north, south, party, cell-2: possible");
    assert_eq!(found("meet(pb, cell-1)", ""), "cc");
}

#[test]
fn kinds_hold_their_sub_kinds_and_names_any_writing() {
    assert_eq!(found("kind(body)", ""), "cc, pb");
    assert_eq!(found("name(league)", ""), "league, north, south");
    assert_eq!(found("name(exact:\"NORTHERN league\")", ""), "north");
    assert_eq!(found("name(glob:\"*bureau\")", ""), "pb");
    assert_eq!(found("name(regex:\"^(northern|southern) \")", ""), "north, south");
    assert_eq!(found("name(\"청년\")", ""), "league");
    assert_eq!(found("place(capital) | tag(main)", ""), "party, cc");
    assert_eq!(found("\"political bureau\"", ""), "pb");
    assert_eq!(found("people() & name(p)", ""), "pak");
}

#[test]
fn lineage() {
    assert_eq!(found("league::party", ""), "league, north, south, party");
    assert_eq!(found("::party ~ party", ""), "league, north, south");
    assert_eq!(found("predecessors(party, Merged)", ""), "north, south");
    assert_eq!(found("successors(league, 1)", ""), "north, south");
    assert_eq!(found("origins(party)", ""), "league");
    assert_eq!(found("common(north, south)", ""), "league");
    assert_eq!(found("successors(league) @ 1936", ""), "north, south");
}

#[test]
fn time_and_answers() {
    assert_eq!(found("all()", "1946-06-01"), "league: presumed, party, cc: presumed");
    assert_eq!(
        found("all() @ 1949", ""),
        "league: presumed, party, cc: presumed, pb: presumed, cell-1, cell-2: possible, front: possible"
    );
    assert_eq!(found("possible()", "1949"), "cell-2: possible, front: possible");
    assert_eq!(found("absent()", "1949"), "north, south");
    assert_eq!(
        found("presumed(under(party))", "1949"),
        "cc: presumed, pb: presumed, cell-1: presumed"
    );
    assert_eq!(found("existed(1936)", ""), "league: presumed, north, south, front: possible");
    assert_eq!(found("founded(1945)", ""), "party, cc, pb: possible");
    assert_eq!(found("ended(1945/1950) & kind(cell)", ""), "cell-1");
    assert_eq!(found("before(1946)", ""), "north, south");
    assert_eq!(
        found("after(1947) | during(1946/1951)", ""),
        "pb: possible, cell-1, cell-2: possible"
    );
    assert_eq!(found("undated()", ""), "front");
    assert_eq!(
        found("changed(1944, 1946-12)", ""),
        "league: possible, north, south, party, cc: presumed, pb: possible, cell-1, front: possible"
    );
    assert_eq!(found("cell-1", "1936"), "cell-1: no");
}

#[test]
fn nothing_is_in_neither_of_all_and_none() {
    for text in
        ["possible(~(all() | none()))", "possible(all() ~ (none() | all()))", "~(all() | league)"]
    {
        assert_eq!(found(text, ""), "", "{text}");
    }
}

#[test]
fn evidence() {
    assert_eq!(found("cited(a)", ""), "league, north, south, party");
    assert_eq!(found("uncited()", ""), "cc, cell-1, cell-2: possible, front");
    assert_eq!(found("single_sourced()", ""), "league, party, pb");
    assert_eq!(found("disputed()", ""), "south");
    assert_eq!(found("modality(planned)", ""), "cell-2: possible");
    assert_eq!(found("according(b, all())", ""), "north, south, party, cc, pb");
    assert_eq!(found("without(b, ::party)", ""), "party");
    assert_eq!(found("known_by(1955, kind(league))", ""), "league, north, south");
    assert_eq!(found("claims(south) & disputed()", ""), "Node Node2, Node Node2");
}

#[test]
fn people() {
    assert_eq!(found("holders(party)", ""), "kim");
    assert_eq!(found("holders(gensec)", "1955"), "");
    assert_eq!(found("members(pb)", ""), "kim, ri");
    assert_eq!(found("members(pb, candidate)", ""), "ri");
    assert_eq!(found("colleagues(kim)", ""), "ri");
    assert_eq!(found("posts(party)", ""), "gensec");
    assert_eq!(found("organs(kim)", ""), "party, pb");
    assert_eq!(found("people(events(party))", ""), "kim");
    assert_eq!(found("series(congress)", ""), "congress");
    assert_eq!(found("transitions(north) & kind(Merged)", ""), "Transition Transition1");
    assert_eq!(ask(&graph(), "career(kim)", &context("")).unwrap().rows.len(), 2);
    assert_eq!(ask(&graph(), "seats(pb)", &context("1949")).unwrap().rows.len(), 1);
}

#[test]
fn names_of_queries_and_variables() {
    assert_eq!(found("cells", ""), "cell-1, cell-2: possible");
    assert_eq!(found("let x = units(cc); x ~ cells", ""), "pb, cell-2: possible");
    assert_eq!(found("units(let x = cc; x)", ""), "pb, cell-1, cell-2: possible");
}

#[test]
fn precedence() {
    for (text, same) in [
        ("a | b & c", "a | (b & c)"),
        ("a & b ~ c", "(a & b) ~ c"),
        ("~a & b", "(~a) & b"),
        ("~a @ 1936", "~(a @ 1936)"),
        ("a:: @ 1936", "(a::) @ 1936"),
        ("a & ::b", "a & (::b)"),
        ("a::b & c", "(a::b) & c"),
    ] {
        assert_eq!(shape(&parse(text).unwrap()), shape(&parse(same).unwrap()), "{text}");
    }
    assert_eq!(shape(&parse("x @ 1936~ ~ y").unwrap()), "((x @ 1936~) ~ y)");
    assert_eq!(shape(&parse("x @ [1926..1930]/..").unwrap()), "(x @ [1926..1930]/..)");
}

fn shape(expr: &Expr) -> String {
    match &expr.node {
        ExprNode::Word(text) | ExprNode::Text(text) => text.clone(),
        ExprNode::Not(x) => format!("(~{})", shape(x)),
        ExprNode::From(x) => format!("({}::)", shape(x)),
        ExprNode::To(x) => format!("(::{})", shape(x)),
        ExprNode::Between(a, b) => format!("({}::{})", shape(a), shape(b)),
        ExprNode::AsOf(x, date) => format!("({} @ {})", shape(x), date.text),
        ExprNode::Pair(pairing, a, b) => format!("({} {} {})", shape(a), pairing.sign(), shape(b)),
        other => format!("{other:?}"),
    }
}

#[test]
fn errors_show_the_place_and_what_may_have_been_meant() {
    let graph = graph();
    let texts = [
        "undr(party)",
        "under(prty)",
        "descendants(party)",
        "forerunners(party)",
        "heirs(party)",
        "under(party",
        "party and cc",
        "under(party, 2, 3, guided)",
        "kind(commitee)",
        "all() @ 1936-13",
        "cc & people()",
        "holders(people())",
        "league | \"no such",
        "according(c, all())",
        "name(regex:\"(\")",
        "name(like:\"x\")",
        "modality(guessed)",
        "meet(cc)",
        "all(cc)",
        "loop",
        "bad & cc",
        "name()",
        "§",
        "\"league\" & kim",
        "predecessors(party, Splitt)",
        "\"Northern Leage\"",
        "the",
    ];
    let shown: Vec<String> =
        texts.iter().map(|text| plan(&graph, text).unwrap_err().show(text)).collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn explain_shows_the_plan_and_the_sizes() {
    let graph = graph();
    let text = "(under(party) | north) & kind(cell) & ~cell-2 @ 1949";
    let plan = plan(&graph, text).unwrap();
    let parts = Evaluator::new(&graph).explain(&plan, &context("")).unwrap();
    let lines: Vec<String> = parts
        .iter()
        .map(|part| format!("{}{} ({})", "  ".repeat(part.depth), part.text, part.found))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_function_has_an_entry_of_its_own() {
    for (at, entry) in FUNCTIONS.iter().enumerate() {
        assert_eq!(entry.function as usize, at);
        assert_eq!(Function::find(entry.name), Some(entry.function));
    }
}

/// What is said of an expression: how many it finds, or what is wrong with it.
fn said(graph: &OrgGraph, text: &str) -> String {
    let found = parse(text).map_err(QueryError::from).and_then(|expr| {
        let plan = optimise(resolve(graph, &expr)?);
        Ok(Evaluator::new(graph).rows(&plan, &context(""))?.rows.len())
    });
    found.map_or_else(|error| error.to_string(), |count| count.to_string())
}

#[test]
fn an_expression_may_be_long_but_not_high() {
    let graph = graph();
    let nested = |around: &str, times: usize, inside: &str| {
        format!("{}{inside}{}", format!("{around}(").repeat(times), ")".repeat(times))
    };
    let deep = "the expression is nested too deeply";
    assert_eq!(said(&graph, &vec!["north"; 20_000].join("|")), "1");
    assert_eq!(said(&graph, &vec!["north"; 20_000].join(" & ")), "1");
    assert_eq!(said(&graph, &vec!["north"; 101].join("~")), "0");
    assert_eq!(said(&graph, &vec!["north"; 102].join("~")), deep);
    assert_eq!(said(&graph, &nested("any_time", 95, "party")), "1");
    assert_eq!(said(&graph, &nested("any_time", 101, "party")), deep);
    assert_eq!(said(&graph, &nested("", 10_000, "party")), deep);
    let higher = |inside: &str| nested("any_time", 95, inside);
    let tower = format!("let a = {}; let b = {}; b", higher("party"), higher("a"));
    assert_eq!(said(&graph, &tower), "1");
    let tower = format!("let a = {}; let b = {}; {}", higher("party"), higher("a"), higher("b"));
    assert_eq!(said(&graph, &tower), "the expression becomes too large");
}

#[test]
fn a_chain_of_named_queries_ends() {
    let names: Vec<String> = (0..5_000).map(|at| format!("\"q{at}\": \"~q{}\"", at + 1)).collect();
    let text = format!(
        "Model(organs: {{\"a\": Organ()}}, queries: {{{}, \"q5000\": \"a\"}})",
        names.join(", ")
    );
    let model: Model = ron::from_str(&text).unwrap();
    let graph = Builder::from_model(model);
    assert_eq!(said(&graph, "q4950"), "1");
    assert!(said(&graph, "q0").ends_with("the expression becomes too large"));
}
