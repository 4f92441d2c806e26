//! Networks laid out: takes small views, gives the faults of their scenes. Never times the engine.

use proptest::prelude::*;

use super::too_large;
use crate::layout::verify::{
    lines_through_cards, off_the_page, overlapping_cards, words_outside_their_box,
};
use crate::layout::{Direction, Options, Scene, layout};
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
    /// Any things and lines: circles, loops, parallel lines and things without a line among them.
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
            let cluster = |rest: usize| Cluster { label: NAMES[rest].into(), cards: members(rest).collect() };
            (0..by).map(cluster).filter(|cluster| cluster.cards.len() > 1).collect()
        });
        NetworkView { links: links.collect(), clusters, ..view(count, std::iter::empty()) }
    }
}

fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = off_the_page(scene);
    faults.extend(words_outside_their_box(scene));
    faults.extend(overlapping_cards(scene).into_iter().map(|pair| format!("overlap {pair:?}")));
    faults.extend(lines_through_cards(scene).into_iter().map(|pair| format!("through {pair:?}")));
    faults
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
        let options = Options { direction, ..Options::default() };
        let count = view.cards.len();
        let view = View::Network(view);
        let scene = layout(&view, &options);
        prop_assert_eq!(scene.groups("card").len(), count);
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
        prop_assert_eq!(layout(&view, &options), scene);
    }
}

#[test]
fn every_line_is_drawn() {
    let ring = (0..9).map(|at| (at, (at + 1) % 9));
    let more = [(0, 0), (1, 4), (1, 4), (4, 1)];
    let scene = layout(&View::Network(view(9, ring.chain(more))), &Options::default());
    assert_eq!(lines(&scene), 13);
    assert_eq!(faults(&scene), Vec::<String>::new());
}

/// A star is a block of cards with one line, not a strip.
#[test]
fn a_star_of_two_thousand_is_a_block() {
    let star = View::Network(view(2_001, (1..2_001).map(|leaf| (0, leaf))));
    let scene = layout(&star, &Options::default());
    assert_eq!((scene.groups("card").len(), lines(&scene)), (2_001, 1));
    assert!(scene.width < 3.0 * scene.height, "{} by {}", scene.width, scene.height);
    assert_eq!(overlapping_cards(&scene), []);
}

#[test]
fn what_is_too_large_is_told_and_ends() {
    let wheel = (1..900).flat_map(|at| [(0, at), (at, at % 899 + 1)]);
    let wheel = view(900, wheel);
    let why = too_large(&wheel).expect("the hub has 899 lines");
    assert!(why.contains("--only"), "{why}");
    let scene = layout(&View::Network(wheel), &Options::default());
    assert_eq!(off_the_page(&scene), Vec::<String>::new());
}
