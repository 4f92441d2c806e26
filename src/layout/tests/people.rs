//! Tenures and rosters, held to the checks of scenes.

use proptest::prelude::*;

use super::cases;
use crate::layout::scene::{Group, Rect, Scene, SceneItem};
use crate::layout::verify::*;
use crate::layout::{LayoutOptions, Stretches, layout};
use crate::time::{Answer, DateSpan, Day};
use crate::view::{Bar, TenuresView};
use crate::view::{
    Body, Caption, Change, End, List, ListSort, Mark, Modality, RosterEntry, RosterSide,
    RosterView, Status, TenureRow, Vacancy, View,
};

const NAMES: [&str; 8] = [
    "Kim Jong Un",
    "김정은",
    "習近平",
    "Владимир Ильич Ленин, председатель Совета народных комиссаров",
    "דוד בן־גוריון",
    "جمال عبد الناصر",
    "</text><script>alert(1)</script>&amp;",
    "Donaudampfschifffahrtsgesellschaftskapitänsverbandsvorsitzendenstellvertreterin",
];

fn mark() -> impl Strategy<Value = Mark> {
    let answers = [Answer::Certain, Answer::Presumed, Answer::Possible];
    let modalities = [Modality::Asserted, Modality::Projected, Modality::Inferred];
    let parts = (
        prop::sample::select(answers.to_vec()),
        prop::sample::select(modalities.to_vec()),
        any::<bool>(),
    );
    parts.prop_map(|(answer, modality, disputed)| Mark {
        answer,
        modality,
        disputed,
        ..Mark::default()
    })
}

fn status() -> impl Strategy<Value = Status> {
    use Status::{Acting, Held, Honorary, Posthumous};
    prop::sample::select(vec![Held, Held, Held, Acting, Honorary, Posthumous])
}

prop_compose! {
    fn entry()(person in 0usize..30, name in 0usize..8, original in prop::option::of(0usize..8),
               rank in prop::option::of(1u32..4000), details in prop::collection::vec(0usize..8, 0..3),
               status in status(), mark in mark(), change in 0usize..8) -> RosterEntry {
        let changes = [Change::In, Change::Out, Change::Promoted, Change::Demoted, Change::Ranked];
        RosterEntry {
            person: format!("p{person}"),
            place: "organ".to_owned(),
            name: NAMES[name].to_owned(),
            original: original.map(|name| NAMES[name].to_owned()),
            rank,
            details: details.into_iter().map(|name| NAMES[name].to_owned()).collect(),
            status,
            mark,
            change: changes.get(change).copied(),
            ..RosterEntry::default()
        }
    }
}

prop_compose! {
    fn list()(sort in any::<bool>(), heading in 0usize..8,
              entries in prop::collection::vec(entry(), 0..25)) -> List {
        List {
            sort: if sort { ListSort::Post } else { ListSort::Members },
            heading: NAMES[heading].to_owned(),
            note: if entries.is_empty() { "no holder is recorded".to_owned() } else { String::new() },
            entries,
            ..List::default()
        }
    }
}

fn body() -> impl Strategy<Value = Body> {
    let leaf = (0usize..8, prop::collection::vec(list(), 0..4), mark()).prop_map(
        |(name, mut lists, mark)| {
            lists.sort_by_key(|list| list.sort == ListSort::Members);
            Body {
                name: NAMES[name].to_owned(),
                kind: "body".to_owned(),
                lists,
                mark,
                ..Body::default()
            }
        },
    );
    leaf.prop_recursive(3, 12, 4, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..4))
            .prop_map(|(body, bodies)| Body { bodies, ..body })
    })
}

prop_compose! {
    fn roster()(sides in prop::collection::vec(prop::collection::vec(body(), 0..3), 0..3)) -> RosterView {
        let count = sides.len();
        let label = |at: usize| if count > 1 { format!("19{at}0") } else { String::new() };
        let side = |(at, bodies)| RosterSide { label: label(at), bodies };
        RosterView {
            caption: Caption { title: NAMES[6].to_owned(), ..Caption::default() },
            sides: sides.into_iter().enumerate().map(side).collect(),
        }
    }
}

fn days() -> impl Strategy<Value = DateSpan> {
    let day = -20_000..20_000i32;
    prop_oneof![
        Just(DateSpan::UNKNOWN),
        day.clone().prop_map(|day| DateSpan::day(Day(day))),
        (day.clone(), 0..4000i32)
            .prop_map(|(a, long)| DateSpan { earliest: Day(a), latest: Day(a + long) }),
        day.clone().prop_map(|day| DateSpan { earliest: Day::MIN, latest: Day(day) }),
        day.prop_map(|day| DateSpan { earliest: Day(day), latest: Day::MAX }),
    ]
}

prop_compose! {
    fn bar()(person in 0usize..99, name in 0usize..8, start in days(),
             end in prop_oneof![days().prop_map(End::Stated), Just(End::NotRecorded(None)), Just(End::Open)],
             status in status(), mark in mark()) -> Bar {
        let name = NAMES[name].to_owned();
        Bar { person: format!("p{person}"), label: name.clone(), name, start, end, status, mark, ..Bar::default() }
    }
}

prop_compose! {
    fn tenures()(rows in prop::collection::vec(
            (prop::collection::vec(bar(), 0..12), prop::option::of(1u32..3), 0usize..8), 0..6),
            range in prop::option::of((-9000..0i32, 1..9000i32))) -> TenuresView {
        let row = |(at, (bars, seats, name)): (usize, (Vec<Bar>, Option<u32>, usize))| TenureRow {
            id: format!("post{at}"),
            label: NAMES[name].to_owned(),
            place: NAMES[(name + 3) % 8].to_owned(),
            bars,
            seats,
            ..TenureRow::default()
        };
        TenuresView {
            rows: rows.into_iter().enumerate().map(row).collect(),
            range: range.map(|(from, to)| (Day(from), Day(to))),
            ..TenuresView::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn rosters_are_sound(view in roster(), wide in any::<bool>()) {
        let options = LayoutOptions { aspect: if wide { 3.0 } else { 0.7 }, ..LayoutOptions::default() };
        let (count, sides) = (view.entries().count(), view.sides.len());
        let view = View::Roster(view);
        let scene = layout(&view, &options);
        if sides == 1 {
            prop_assert_eq!(scene.groups("entry").len(), count);
        }
        prop_assert_eq!(overlapping_words(&scene, "bodies"), []);
        prop_assert_eq!(words_outside_their_frame(&scene), Vec::<String>::new());
        prop_assert_eq!(off_the_page(&scene), Vec::<String>::new());
        prop_assert_eq!(layout(&view, &options), scene);
    }

    #[test]
    fn tenures_are_sound(view in tenures(), cut in any::<bool>()) {
        let stretches = if cut { Stretches::CutShort } else { Stretches::InScale };
        let options = LayoutOptions { stretches, ..LayoutOptions::default() };
        let count: usize = view.rows.iter().map(|row| row.bars.len()).sum();
        let whole = View::Tenures(view.clone());
        let scene = layout(&whole, &options);
        let rows = scene.groups("row");
        let drawn = rows.iter().map(|row| {
            row.items.iter().filter(|item| matches!(item, SceneItem::Group(group) if group.class.starts_with("tenure"))).count()
        });
        if view.range.is_none() {
            prop_assert_eq!(drawn.sum::<usize>(), count);
        }
        prop_assert_eq!(overlapping_words(&scene, "row"), []);
        prop_assert_eq!(overlapping_bars(&scene), []);
        prop_assert_eq!(bars_against_time(&view, &scene), []);
        prop_assert_eq!(off_the_page(&scene), Vec::<String>::new());
        prop_assert_eq!(layout(&whole, &options), scene);
    }
}

/// Does something to the nth group of a class.
fn spoil(scene: &Scene, class: &str, nth: usize, change: &dyn Fn(&mut Group)) -> Scene {
    fn walk(items: &mut [SceneItem], class: &str, left: &mut usize, change: &dyn Fn(&mut Group)) {
        for item in items {
            let SceneItem::Group(group) = item else { continue };
            if group.class.split(' ').any(|word| word == class) {
                if *left == 0 {
                    change(group);
                }
                *left = left.wrapping_sub(1);
            }
            walk(&mut group.items, class, left, change);
        }
    }
    let mut spoilt = scene.clone();
    walk(&mut spoilt.items, class, &mut { nth }, change);
    spoilt
}

fn moved(dx: f64, dy: f64) -> impl Fn(&mut Group) {
    move |group| crate::layout::scene::shift(&mut group.items, dx, dy)
}

/// A verifier that finds nothing in a broken scene would prove nothing.
#[test]
fn problems_of_rosters_are_found() {
    let entry = |name: &str| RosterEntry { name: name.into(), ..RosterEntry::default() };
    let list = List { entries: vec![entry("One"), entry("Two")], ..List::default() };
    let inner = Body { name: "Inner".into(), lists: vec![list], ..Body::default() };
    let outer = Body { name: "Outer".into(), bodies: vec![inner], ..Body::default() };
    let side = RosterSide { bodies: vec![outer], ..RosterSide::default() };
    let view = View::Roster(RosterView { sides: vec![side], ..RosterView::default() });
    let sound = layout(&view, &LayoutOptions::default());
    assert_eq!(overlapping_words(&sound, "bodies"), []);
    assert_eq!(words_outside_their_frame(&sound), Vec::<String>::new());
    let places: Vec<Rect> = sound
        .groups("entry")
        .iter()
        .map(|entry| {
            let mut texts = Vec::new();
            words(&entry.items, &mut texts);
            texts.remove(0).1
        })
        .collect();
    let (dx, dy) = (places[1].x - places[0].x, places[1].y - places[0].y);
    let heaped = spoil(&sound, "entry", 0, &moved(dx, dy));
    assert_eq!(overlapping_words(&heaped, "bodies"), [("One".to_owned(), "Two".to_owned())]);
    let strayed = spoil(&sound, "entry", 1, &moved(0.0, 400.0));
    assert_eq!(words_outside_their_frame(&strayed), ["Two"]);
}

#[test]
fn problems_of_tenures_are_found() {
    let bars = vec![held("a", 0, 999), held("b", 1001, 6000)];
    let row = TenureRow { id: "post".into(), bars, ..TenureRow::default() };
    let view = TenuresView { rows: vec![row], ..TenuresView::default() };
    let sound = layout(&View::Tenures(view.clone()), &LayoutOptions::default());
    assert_eq!(overlapping_bars(&sound), []);
    assert_eq!(bars_against_time(&view, &sound), []);
    let heaped = spoil(&sound, "tenure", 1, &moved(-60.0, 0.0));
    assert_eq!(overlapping_bars(&heaped), [("a@post".to_owned(), "b@post".to_owned())]);
    let early = spoil(&sound, "tenure", 1, &moved(-2000.0, 0.0));
    assert_eq!(bars_against_time(&view, &early), [("a@post".to_owned(), "b@post".to_owned())]);
}

/// A tenure from one day to another.
fn held(person: &str, from: i32, to: i32) -> Bar {
    let (start, end) = (DateSpan::day(Day(from)), End::Stated(DateSpan::day(Day(to))));
    Bar { person: person.into(), label: person.into(), start, end, ..Bar::default() }
}

#[test]
fn who_hands_over_on_one_day_shares_a_lane_and_who_overlaps_does_not() {
    let row =
        |bars| TenureRow { id: "post".into(), label: "Post".into(), bars, ..TenureRow::default() };
    let lanes = |bars: Vec<Bar>| {
        let view = TenuresView { rows: vec![row(bars)], ..TenuresView::default() };
        let scene = layout(&View::Tenures(view), &LayoutOptions::default());
        let bars = scene.groups("tenure");
        let mut tops: Vec<i64> =
            bars.iter().filter_map(|bar| rect_of(bar, "box")).map(|r| r.y as i64).collect();
        tops.sort_unstable();
        tops.dedup();
        tops.len()
    };
    assert_eq!(lanes(vec![held("a", 0, 1000), held("b", 1000, 2000)]), 1);
    assert_eq!(lanes(vec![held("a", 0, 1001), held("b", 1000, 2000)]), 2);
}

/// A few days, then nobody for years: the name must not stand in the words of the gap.
#[test]
fn a_short_tenure_is_named_clear_of_the_gap_behind_it() {
    let gaps = vec![Vacancy { from: Day(3), to: Day(4000), tooltip: "nobody".into() }];
    let bars = vec![held("Somebody", 0, 2), held("Next", 4001, 6000)];
    let row = TenureRow { id: "post".into(), bars, gaps, ..TenureRow::default() };
    let view = View::Tenures(TenuresView { rows: vec![row], ..TenuresView::default() });
    let scene = layout(&view, &LayoutOptions::default());
    assert_eq!(overlapping_words(&scene, "row"), []);
}

#[test]
fn days_without_a_holder_are_reported() {
    let gaps = vec![Vacancy { from: Day(1000), to: Day(4000), tooltip: "nobody".into() }];
    let bars = vec![held("a", 0, 999), held("b", 4001, 6000)];
    let row = TenureRow { id: "post".into(), bars, gaps, ..TenureRow::default() };
    let view = View::Tenures(TenuresView { rows: vec![row], ..TenuresView::default() });
    let scene = layout(&view, &LayoutOptions::default());
    assert_eq!(scene.groups("row")[0].items.len(), 5);
    assert!(view.legend().iter().any(|entry| entry.text == "no holder recorded"));
}

#[test]
fn many_posts_stand_in_panels_and_not_on_a_strip() {
    let row = |at: usize| {
        let bars = vec![held("First", 0, 3000), held("Second", 3001, 9000)];
        TenureRow {
            id: format!("post{at}"),
            label: format!("Post {at}"),
            bars,
            ..TenureRow::default()
        }
    };
    let scene = |count: usize| {
        let view = TenuresView { rows: (0..count).map(row).collect(), ..TenuresView::default() };
        layout(&View::Tenures(view), &LayoutOptions::default())
    };
    for count in [80, 200, 1_000] {
        let scene = scene(count);
        let shape = scene.width / scene.height;
        assert!((0.8..2.5).contains(&shape), "{count}: {shape}");
        assert_eq!(scene.groups("post").len(), count);
        assert_eq!(overlapping_bars(&scene), []);
    }
    // As many as a page holds stand below each other.
    let posts = |scene: &Scene| -> Vec<i64> {
        let posts = scene.groups("post");
        let mut texts = Vec::new();
        posts.iter().for_each(|post| words(&post.items, &mut texts));
        texts.iter().map(|(_, place)| place.x as i64).collect()
    };
    let few = posts(&scene(20));
    assert!(few.iter().all(|x| *x == few[0]), "{few:?}");
}

#[test]
fn a_sliver_is_named_by_the_bar_of_the_same_name_behind_it() {
    let named = |first: &str| {
        let bars = vec![held(first, 0, 1), held("Next", 2, 9000)];
        let rows = vec![TenureRow { id: "post".into(), bars, ..TenureRow::default() }];
        let view = TenuresView { rows, ..TenuresView::default() };
        let scene = layout(&View::Tenures(view), &LayoutOptions::default());
        let bars = scene.groups("tenure");
        let mut texts = Vec::new();
        bars.iter().for_each(|bar| words(&bar.items, &mut texts));
        (bars.len(), texts.len())
    };
    assert_eq!(named("Next"), (2, 1));
    assert_eq!(named("Other"), (2, 2));
}
