//! Networks laid out: takes small views, gives the problems of their scenes. Never times the engine.

use proptest::prelude::*;

use super::{NetworkUnits, is_installed, too_large};
use crate::layout::verify::{
    against_words, lines_through_cards, mixed_frames, off_the_page, overlapping_cards,
    words_outside_their_box,
};
use crate::layout::{Direction, Engine, LayoutOptions, Scene, layout};
use crate::time::Answer;
use crate::view::{Bond, Card, Cluster, Link, Mark, NetworkView, View};

const NAMES: [&str; 5] = [
    "Political Bureau",
    "Central Committee of the Workers' Party of Korea",
    "조선로동당 중앙위원회",
    "הכנסת",
    "C",
];

fn card(at: usize) -> Card {
    Card {
        id: format!("o{at}"),
        label: NAMES[at % NAMES.len()].to_owned(),
        kind: Some(at % 3),
        ..Card::default()
    }
}

fn view(count: usize, ends: impl Iterator<Item = (usize, usize)>) -> NetworkView {
    NetworkView {
        kinds: ["bureau", "committee", "cell"].map(String::from).into(),
        lines: vec!["part of".to_owned()],
        cards: (0..count).map(card).collect(),
        links: ends.map(|(from, to)| Link { from, to, ..Link::default() }).collect(),
        ..NetworkView::default()
    }
}

prop_compose! {
    /// Any things and lines: cycles, loops, parallel lines and things without a line among them.
    fn network()(count in 1usize..40)
        (ends in prop::collection::vec((0..count, 0..count, 0usize..3, any::<bool>()), 0..60),
         clustered in prop::option::of(1usize..5), count in Just(count)) -> NetworkView {
        let bonds = [Bond::Superior, Bond::Descent, Bond::Service];
        let links = ends.into_iter().map(|(from, to, bond, sure)| {
            let answer = if sure { Answer::Certain } else { Answer::Possible };
            let mark = Mark { answer, disputed: !sure, ..Mark::default() };
            Link { from, to, bond: bonds[bond], mark, ..Link::default() }
        });
        let clusters = clustered.map_or(Vec::new(), |by| {
            let members = |rest: usize| (0..count).filter(move |card| card % (by + 1) == rest);
            let cluster = |rest: usize| Cluster { label: NAMES[rest].into(), cards: members(rest).collect(), superior: None };
            (0..by).map(cluster).filter(|cluster| cluster.cards.len() > 1).collect()
        });
        NetworkView { links: links.collect(), clusters, ..view(count, std::iter::empty()) }
    }
}

prop_compose! {
    /// What organisations are like: trees with lines beside them, long lists, clusters by kind.
    fn organisation()(count in 1usize..90)
        (above in prop::collection::vec((0usize..7, 0u32..10), count),
         beside in prop::collection::vec((0..count, 0..count, 1usize..4), 0..6),
         by in prop::option::of(1usize..5)) -> NetworkView {
        let count = above.len();
        // Few superiors, so that some have many units; some things stand under nothing.
        let link = |(unit, &(superior, luck)): (usize, &(usize, u32))| {
            let from = superior * (1 + unit / 9) % unit.max(1);
            (unit > 0 && luck > 0).then(|| Link { from, to: unit, ..Link::default() })
        };
        let mut links: Vec<Link> = above.iter().enumerate().filter_map(link).collect();
        links.extend(beside.into_iter().map(|(from, to, line)| Link { from, to, line, ..Link::default() }));
        let kinds = |by: usize| (0..by).map(move |rest| {
            let cards: Vec<usize> = (0..count).filter(|card| (card * card + card / 5) % by == rest).collect();
            Cluster { label: NAMES[rest].into(), cards, superior: None }
        });
        let clusters: Vec<Cluster> = match by {
            None => Vec::new(),
            Some(1) => by_superior(count, &links),
            Some(by) => kinds(by).filter(|of| of.cards.len() > 1).collect(),
        };
        let lines = ["part of", "guides", "elects", "advises"].map(String::from).into();
        NetworkView { links, clusters, lines, ..view(count, std::iter::empty()) }
    }
}

/// A cluster for the units of each superior, as a reader of the view who asks for that gets them.
fn by_superior(count: usize, links: &[Link]) -> Vec<Cluster> {
    let first = |card: usize| links.iter().find(|link| link.to == card && link.from != card);
    let mut clusters: Vec<Cluster> = Vec::new();
    for card in 0..count {
        let Some(above) = first(card).map(|link| link.from) else { continue };
        match clusters.iter_mut().find(|of| of.superior == Some(above)) {
            Some(of) => of.cards.push(card),
            None => {
                let label = NAMES[above % NAMES.len()].to_owned();
                clusters.push(Cluster { label, cards: vec![card], superior: Some(above) });
            }
        }
    }
    clusters
}

fn problems_of(view: &NetworkView, scene: &Scene) -> Vec<String> {
    let mut problems = problems(scene);
    problems.extend(mixed_frames(view, scene));
    problems
}

fn problems(scene: &Scene) -> Vec<String> {
    let mut problems = off_the_page(scene);
    problems.extend(words_outside_their_box(scene));
    problems.extend(overlapping_cards(scene).into_iter().map(|pair| format!("overlap {pair:?}")));
    problems.extend(lines_through_cards(scene).into_iter().map(|pair| format!("through {pair:?}")));
    problems
}

#[test]
fn what_is_said_of_a_unit_points_to_its_superior() {
    let card = |id: &str| Card { id: id.to_owned(), label: id.to_owned(), ..Card::default() };
    let link = |from, to, line| Link { from, to, line, bond: Bond::Superior, ..Link::default() };
    let view = NetworkView {
        lines: ["part of", "advises"].map(str::to_owned).to_vec(),
        cards: ["cabinet", "council", "ministry"].map(card).to_vec(),
        links: vec![link(0, 1, 0), link(0, 2, 0), link(2, 1, 1)],
        ..NetworkView::default()
    };
    let scene = layout(&View::Network(view), &LayoutOptions::default());
    assert!(!scene.groups("extra").is_empty());
    assert_eq!(against_words(&scene), Vec::<String>::new());
}

/// How many links the drawn lines stand for: each line of a frame has one for every card in it.
fn lines(scene: &Scene) -> usize {
    scene.groups("links").iter().map(|links| links.items.len()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn networks_are_sound(view in network(), right in any::<bool>()) {
        let direction = if right { Direction::Right } else { Direction::Down };
        let options = LayoutOptions { direction, ..LayoutOptions::default() };
        let scene = layout(&View::Network(view.clone()), &options);
        prop_assert_eq!(scene.groups("card").len(), view.cards.len());
        prop_assert_eq!(problems_of(&view, &scene), Vec::<String>::new());
        prop_assert_eq!(layout(&View::Network(view), &options), scene);
    }

    #[test]
    fn organisations_are_sound(view in organisation(), right in any::<bool>()) {
        let direction = if right { Direction::Right } else { Direction::Down };
        let scene = layout(&View::Network(view.clone()), &LayoutOptions { direction, ..LayoutOptions::default() });
        prop_assert_eq!(scene.groups("card").len(), view.cards.len());
        prop_assert_eq!(problems_of(&view, &scene), Vec::<String>::new());
    }

    #[test]
    fn every_link_is_in_one_line(view in prop_oneof![network(), organisation()]) {
        let ways = NetworkUnits::of(&view);
        let mut reported: Vec<usize> = ways.arcs.iter().flat_map(|(.., links)| links.clone()).collect();
        reported.extend(ways.units.iter().flat_map(|unit| unit.hung.iter().flatten().map(|hung| hung.by)));
        reported.sort_unstable();
        prop_assert_eq!(reported, (0..view.links.len()).collect::<Vec<_>>());
        let mut cards: Vec<usize> = ways.units.iter().flat_map(|unit| unit.cards.clone()).collect();
        cards.sort_unstable();
        prop_assert_eq!(cards, (0..view.cards.len()).collect::<Vec<_>>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// What `dot` places is held to the same; without it nothing can be tested.
    #[test]
    fn networks_of_graphviz_are_sound(
        view in prop_oneof![network(), organisation()],
        right in any::<bool>(),
    ) {
        if is_installed().is_err() {
            return Ok(());
        }
        let direction = if right { Direction::Right } else { Direction::Down };
        let options = LayoutOptions { direction, engine: Engine::Graphviz, ..LayoutOptions::default() };
        let scene = layout(&View::Network(view.clone()), &options);
        prop_assert_eq!(scene.groups("card").len(), view.cards.len());
        prop_assert_eq!(problems_of(&view, &scene), Vec::<String>::new());
    }
}

#[test]
fn every_line_is_drawn() {
    let ring = (0..9).map(|at| (at, (at + 1) % 9));
    let more = [(0, 0), (1, 4), (1, 4), (4, 1)];
    let scene = layout(&View::Network(view(9, ring.chain(more))), &LayoutOptions::default());
    assert_eq!(lines(&scene), 13);
    assert_eq!(problems(&scene), Vec::<String>::new());
}

/// A star is a block of cards below its hub, not a strip; one whose hub has more lines has a frame.
#[test]
fn a_star_of_two_thousand_is_a_block() {
    let leaves = || (1..2_001).map(|leaf| (0, leaf));
    for (ends, count) in [(leaves().collect(), 0), (leaves().chain([(0, 0)]).collect(), 2)] {
        let ends: Vec<(usize, usize)> = ends;
        let star = View::Network(view(2_001, ends.into_iter()));
        let scene = layout(&star, &LayoutOptions::default());
        assert_eq!((scene.groups("card").len(), lines(&scene)), (2_001, count));
        assert!(scene.width < 3.0 * scene.height, "{} by {}", scene.width, scene.height);
        assert_eq!(overlapping_cards(&scene), []);
    }
}

/// A layer of a hundred things that all lead on is broken into rows.
#[test]
fn a_wide_layer_is_no_strip() {
    let wide =
        (1..61).flat_map(|at| [(0, at), (at, 60 + (at * 7) % 60), (at, 60 + (at * 11) % 60)]);
    let scene = layout(&View::Network(view(121, wide)), &LayoutOptions::default());
    assert!(scene.width < 3.0 * scene.height, "{} by {}", scene.width, scene.height);
    assert_eq!(problems(&scene), Vec::<String>::new());
}

#[test]
fn what_is_too_large_is_reported_and_ends() {
    let wheel = (1..900).flat_map(|at| [(0, at), (at, at % 899 + 1)]);
    let wheel = view(900, wheel);
    let why = too_large(&wheel).expect("the hub has 899 lines");
    assert!(why.contains("too many to draw"), "{why}");
    let scene = layout(&View::Network(wheel), &LayoutOptions::default());
    assert_eq!(off_the_page(&scene), Vec::<String>::new());
}
