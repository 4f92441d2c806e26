//! Comparisons of random models against an oracle that looks at each state alone.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Comparison, State};
use crate::ask::Varies;
use crate::graph::{Builder, OrgGraph, Perspective, Slice, Threshold};
use crate::time::{Answer, When};
use crate::view::{Card, Change, HierarchyView, RosterView, Scope};

/// Organs with a life each, under others for a while, and people who sit in the first.
fn model() -> impl Strategy<Value = String> {
    let years = || (1900..1990i32, 0..60i32);
    let organ = (years(), prop::option::of((0usize..8, years())), any::<bool>());
    let seat = (0usize..5, years(), any::<bool>(), 0u32..4);
    let parts = (prop::collection::vec(organ, 1..8), prop::collection::vec(seat, 0..8));
    parts.prop_map(|(organs, seats)| {
        let count = organs.len();
        let mut text = String::from("Model(organs: {");
        for (at, ((from, long), under, renamed)) in organs.into_iter().enumerate() {
            text += &format!("\"o{at}\": Organ(name: \"Organ {at}\", existence: \"{from}/{}\"", from + long);
            if let Some((above, (from, long))) = under.filter(|(above, _)| *above != at) {
                let above = above % count;
                text += &format!(", under: Under(organ: \"o{above}\", during: \"{from}/{}\")", from + long);
            }
            if renamed {
                text += &format!(", names: Name(text: \"New {at}\", used: \"1950/\")");
            }
            text += "),";
        }
        text += "}, people: { \"p0\": Person(), \"p1\": Person(), \"p2\": Person(), \"p3\": Person(), \"p4\": Person() }, seats: [";
        for (person, (from, long), full, rank) in seats {
            let membership = if full { "Full" } else { "Candidate" };
            text += &format!(
                "Seat(person: \"p{person}\", organ: \"o0\", membership: {membership}, rank: {rank}, during: \"{from}/{}\"),",
                from + long
            );
        }
        text + "])"
    })
}

fn graph(text: &str) -> OrgGraph {
    Builder::from_model(ron::from_str(text).unwrap())
}

fn at<'g>(graph: &'g OrgGraph, date: &str) -> Slice<'g> {
    let when = Some(When::parse(date).unwrap());
    Slice::new(graph, when, Perspective::all(), Threshold::Presumed)
}

proptest! {
    #[test]
    fn every_organ_of_either_state_stands_once_and_is_marked_as_it_changed(text in model()) {
        let graph = graph(&text);
        let (one, two) = (at(&graph, "1945-06-01"), at(&graph, "1960-06-01"));
        let scope = Scope::default();
        let states = Comparison {
            before: State { slice: &one, scope: &scope },
            after: State { slice: &two, scope: &scope },
            varies: Varies::Date,
        };
        let view = HierarchyView::compared(&states);
        let mut drawn: BTreeMap<&str, Vec<Change>> = BTreeMap::new();
        for card in &view.cards {
            let changes = card.changes.clone().expect("two states are compared");
            prop_assert!(drawn.insert(&card.id, changes).is_none(), "{} stands twice", card.id);
        }
        for organ in graph.organs() {
            let id = graph.id(organ);
            let there = [&one, &two].map(|slice| slice.shows(slice.answer(organ)));
            let changes = drawn.get(id);
            prop_assert_eq!(changes.is_some(), there[0] || there[1], "{}", id);
            let has = |change| changes.is_some_and(|changes| changes.contains(&change));
            prop_assert_eq!(has(Change::Added), there == [false, true], "{}", id);
            prop_assert_eq!(has(Change::Gone), there == [true, false], "{}", id);
            // A superior that is possible at the one date and ruled out at the other may make a difference.
            let above = |slice: &Slice<'_>| -> Vec<Answer> {
                graph.unders(organ).map(|under| slice.under_answer(&under)).collect()
            };
            let differs = |(was, is): (Answer, Answer)| {
                was.holds() != is.holds() || (was == Answer::No) != (is == Answer::No)
            };
            let moved = there == [true, true]
                && above(&one).into_iter().zip(above(&two)).any(differs);
            prop_assert_eq!(has(Change::Moved), moved, "{}", id);
            let names = [&one, &two].map(|slice| crate::ask::name_at(slice, organ));
            prop_assert_eq!(has(Change::Renamed), there == [true, true] && names[0] != names[1], "{}", id);
        }
        for extra in &view.extras {
            prop_assert!(extra.from < view.cards.len() && extra.to < view.cards.len());
        }
    }

    #[test]
    fn whoever_sits_on_one_side_alone_came_or_went(text in model()) {
        let graph = graph(&text);
        let (one, two) = (at(&graph, "1945-06-01"), at(&graph, "1960-06-01"));
        let scope = Scope { roots: vec![graph.node("o0").unwrap()], ..Scope::default() };
        let states = Comparison {
            before: State { slice: &one, scope: &scope },
            after: State { slice: &two, scope: &scope },
            varies: Varies::Date,
        };
        let view = RosterView::compared(&states);
        let people = |side: usize| -> BTreeMap<String, Option<Change>> {
            let bodies = view.sides[side].bodies.iter().flat_map(|body| &body.lists);
            bodies.flat_map(|list| &list.entries).map(|e| (e.person.clone(), e.change)).collect()
        };
        let (before, after) = (people(0), people(1));
        for (person, change) in &before {
            prop_assert_eq!(*change == Some(Change::Out), !after.contains_key(person), "{}", person);
        }
        for (person, change) in &after {
            prop_assert_eq!(*change == Some(Change::In), !before.contains_key(person), "{}", person);
        }
    }
}

#[test]
fn two_accounts_of_one_organ_are_reported_apart_from_two_dates() {
    let graph = graph(
        r#"Model(sources: { "a": Source(title: "First"), "b": Source(title: "Second") }, organs: {
            "club": Organ(cite: ["a", "b"]), "board": Organ(under: Under(organ: "club", cite: "b"), cite: "b"),
        })"#,
    );
    let reported = |source: &str| {
        let spec = crate::graph::PerspectiveSpec {
            according_to: vec![source.to_owned()],
            ..Default::default()
        };
        let slice =
            Slice::new(&graph, None, Perspective::new(&graph, &spec).unwrap(), Threshold::Possible);
        (slice, Scope { perspective: spec, ..Scope::default() })
    };
    let (one, two) = (reported("a"), reported("b"));
    let states = Comparison {
        before: State { slice: &one.0, scope: &one.1 },
        after: State { slice: &two.0, scope: &two.1 },
        varies: Varies::Source,
    };
    let view = HierarchyView::compared(&states);
    let board = view.cards.iter().find(|card| card.id == "board").unwrap();
    assert_eq!(board.changes, Some(vec![Change::OnlySecond]));
    assert_eq!(view.caption.subtitle, "\u{201c}First\u{201d} beside \u{201c}Second\u{201d}");
    assert_eq!(view.caption.notes, ["1 only in the second."]);
}

#[test]
fn lines_of_former_superiors_are_drawn_as_long_as_they_can_be_followed() {
    let former = |moves: usize| {
        let life = "existence: \"1900/1990\"";
        let mut text = format!("Model(organs: {{ \"old\": Organ({life}), \"new\": Organ({life}),");
        for at in 0..moves {
            text += &format!(
                "\"u{at}\": Organ({life}, under: [Under(organ: \"old\", during: \"1900/1950\"), \
                 Under(organ: \"new\", during: \"1951/1990\")]),"
            );
        }
        let graph = graph(&(text + "})"));
        let (one, two) = (at(&graph, "1945-06-01"), at(&graph, "1960-06-01"));
        let scope = Scope::default();
        let states = Comparison {
            before: State { slice: &one, scope: &scope },
            after: State { slice: &two, scope: &scope },
            varies: Varies::Date,
        };
        let view = HierarchyView::compared(&states);
        let reported = |card: &&Card| card.asides.iter().any(|aside| aside.text == "was under old");
        assert_eq!(view.cards.iter().filter(reported).count(), moves);
        view.extras.len()
    };
    assert_eq!((former(6), former(7)), (6, 0));
}
