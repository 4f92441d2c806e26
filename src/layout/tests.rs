//! Layouts of made-up views, held to the checks of scenes: what is broken is found, and what was laid out is sound.

mod edges;
mod people;

use proptest::prelude::*;

use super::scene::{Group, PathStep, SceneItem};
use super::verify::*;
use crate::layout::{Direction, LayoutOptions, Stretches, layout};
use crate::time::{Answer, DateSpan, Day};
use crate::view::{
    Band, Card, End, EventMark, EventMarkKind, Extra, HierarchyView, LineageView, Mark, Modality,
};
use crate::view::{Rename, Superior, View};

const NAMES: [&str; 10] = [
    "Political Bureau",
    "Central Committee of the Workers' Party of Korea",
    "조선로동당 중앙위원회",
    "Donaudampfschifffahrtsgesellschaftskapitänsverband",
    "הכנסת",
    "C",
    "中華民國臨時政府中央執行委員會常務委員會",
    "Центральный исполнительный комитет Союза железнодорожников",
    "اللجنة التنفيذية العليا (Executive 1936) لاتحاد العمال",
    "ועדת הביקורת של איגוד העובדים ‎(IUW)‎ בצפון",
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

prop_compose! {
    /// Any cards under any others, cycles among them.
    fn chart()(rows in prop::collection::vec((prop::option::of(0usize..60), 0usize..10, mark()), 1..60),
               extras in prop::collection::vec((0usize..60, 0usize..60), 0..6)) -> HierarchyView {
        let card = |(i, (above, name, mark)): (usize, (Option<usize>, usize, Mark))| Card {
            id: format!("o{i}"),
            label: NAMES[name].to_owned(),
            kind: Some(name),
            mark,
            superior: above.map(|card| Superior { card, ..Superior::default() }),
            ..Card::default()
        };
        HierarchyView {
            kinds: NAMES.map(String::from).into(),
            cards: rows.into_iter().enumerate().map(card).collect(),
            extras: extras.into_iter().map(|(from, to)| Extra { from, to, ..Extra::default() }).collect(),
            ..HierarchyView::default()
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

fn end() -> impl Strategy<Value = End> {
    prop_oneof![days().prop_map(End::Stated), Just(End::NotRecorded(None)), Just(End::Open)]
}

prop_compose! {
    fn band()(name in 0usize..10, start in days(), end in end(), mark in mark(),
              renames in prop::collection::vec((days(), 0usize..10), 0..3)) -> Band {
        let rename = |(on, name): (DateSpan, usize)| {
            Rename { on, label: NAMES[name].to_owned(), ..Rename::default() }
        };
        let renames = renames.into_iter().map(rename).collect();
        Band { label: NAMES[name].to_owned(), kind: Some(name), start, end, mark, renames, ..Band::default() }
    }
}

prop_compose! {
    /// Any bands and any events, in no sensible order.
    fn genealogy()(bands in prop::collection::vec(band(), 1..30))
        (event_marks in prop::collection::vec(
            (0usize..10, prop::collection::vec(0..bands.len(), 0..3),
             prop::collection::vec(0..bands.len(), 0..3), days(), mark()), 0..20),
         bands in Just(bands)) -> LineageView {
        use EventMarkKind::*;
        let kinds = [Founded, Renamed, Split, Merged, Absorbed, Succeeded, Reorganised, Dissolved, Revived, Origin];
        let event_mark = |(kind, from, into, on, mark): (usize, Vec<usize>, Vec<usize>, DateSpan, Mark)| {
            EventMark { kind: kinds[kind], from, into, on, mark, ..EventMark::default() }
        };
        let event_marks = event_marks.into_iter().map(event_mark).collect();
        LineageView { bands, event_marks, kinds: NAMES.map(String::from).into(), ..LineageView::default() }
    }
}

/// Organs that split and merge again, each event carrying on what the one before left: what happened, by
/// which of the living, and how many days later.
fn splits_and_mergers(steps: Vec<(bool, usize, usize, i32)>) -> LineageView {
    let day = |day: i32| DateSpan::day(Day(day));
    let band = |start: i32| Band {
        label: NAMES[start.unsigned_abs() as usize % NAMES.len()].to_owned(),
        start: day(start),
        ..Band::default()
    };
    let mut view = LineageView { bands: vec![band(0)], ..LineageView::default() };
    let (mut alive, mut now) = (vec![0], 0);
    for (split, a, b, later) in steps {
        now += later;
        let (kind, sources, results) = match (split, alive.len()) {
            (false, 2..) => (EventMarkKind::Merged, 2, 1),
            _ => (EventMarkKind::Split, 1, 2),
        };
        let mut from = vec![alive.swap_remove(a % alive.len())];
        if sources == 2 {
            from.push(alive.swap_remove(b % alive.len()));
        }
        for &ended in &from {
            view.bands[ended].end = End::Stated(day(now));
        }
        let into: Vec<usize> = (0..results).map(|i| view.bands.len() + i).collect();
        view.bands.extend(into.iter().map(|_| band(now)));
        alive.extend(&into);
        let on = day(now);
        view.event_marks.push(EventMark { kind, from, into, on, ..EventMark::default() });
    }
    view
}

/// A verifier that finds nothing in a broken scene would prove nothing.
#[test]
fn problems_are_found() {
    let card = |id: &str, superior: Option<usize>| Card {
        id: id.to_owned(),
        label: "Committee".to_owned(),
        superior: superior.map(|card| Superior { card, ..Superior::default() }),
        ..Card::default()
    };
    let cards = vec![card("a", None), card("b", Some(0)), card("c", Some(0))];
    let view = HierarchyView { cards, ..HierarchyView::default() };
    // A wide page, so that the units stand side by side.
    let options = LayoutOptions { aspect: 8.0, ..LayoutOptions::default() };
    let sound = layout(&View::Hierarchy(view.clone()), &options);
    let broken = |change: &dyn Fn(&mut Group)| {
        let mut scene = sound.clone();
        change_card(&mut scene.items, "b", change);
        scene
    };
    let moved =
        |dx: f64, dy: f64| broken(&|card| crate::layout::scene::shift(&mut card.items, dx, dy));
    assert_eq!(overlapping_cards(&sound), []);
    let places: Vec<f64> = sound.groups("card").iter().map(|c| box_of(c).unwrap().1.x).collect();
    assert!(!overlapping_cards(&moved(places[2] - places[1], 0.0)).is_empty());
    assert!(!off_the_page(&moved(-500.0, 0.0)).is_empty());
    assert!(!lines_through_cards(&moved(0.0, -26.0)).is_empty());
    assert_eq!(off_centre(&view, &moved(-40.0, 0.0)), ["a"]);
    let wordy = broken(&|card| {
        for item in &mut card.items {
            if let SceneItem::Text(text) = item {
                text.x += 100.0;
            }
        }
    });
    assert_eq!(words_outside_their_box(&wordy), ["b"]);
}

fn change_card(items: &mut [SceneItem], id: &str, change: &dyn Fn(&mut Group)) {
    for item in items {
        if let SceneItem::Group(group) = item {
            if group.id.as_deref() == Some(id) {
                change(group);
            } else {
                change_card(&mut group.items, id, change);
            }
        }
    }
}

#[test]
fn a_link_without_its_band_is_found() {
    let view = View::Lineage(splits_and_mergers(vec![(true, 0, 0, 400), (false, 0, 1, 400)]));
    let mut scene = layout(&view, &LayoutOptions::default());
    assert_eq!(loose_links(&scene), Vec::<String>::new());
    change_class(&mut scene.items, "bands", &mut |group| {
        group.items.clear();
    });
    assert!(!loose_links(&scene).is_empty());
}

#[test]
fn a_curve_back_in_time_and_names_on_each_other_are_found() {
    let view = View::Lineage(splits_and_mergers(vec![(true, 0, 0, 400), (false, 0, 1, 400)]));
    let sound = layout(&view, &LayoutOptions::default());
    assert_eq!(against_time(&sound), Vec::<String>::new());
    assert_eq!(overlapping_names(&sound), []);
    assert_eq!(overlapping_bands(&sound), []);
    assert_eq!(overlapping_solid_bands(&sound), []);
    let mut backwards = sound.clone();
    turn_links(&mut backwards.items);
    assert!(!against_time(&backwards).is_empty());
    // Every band with its name on one place.
    let mut heaped = sound;
    change_class(&mut heaped.items, "bands", &mut |bands| {
        let first = bands.items[0].clone();
        bands.items = vec![first.clone(), first];
    });
    assert_eq!(overlapping_names(&heaped).len(), 1);
    assert_eq!(overlapping_bands(&heaped).len(), 1);
    assert_eq!(overlapping_solid_bands(&heaped).len(), 1);
}

/// Mirrors each curve between bands, so that it leads from its end on back in time.
fn turn_links(items: &mut [SceneItem]) {
    use crate::layout::Point;
    for item in items {
        match item {
            SceneItem::Group(group) => turn_links(&mut group.items),
            SceneItem::Path(path) if path.class.starts_with("link ") => {
                let turned = |Point(x, y): Point| Point(4000.0 - x, y);
                for step in &mut path.steps {
                    *step = match *step {
                        PathStep::Move(a) => PathStep::Move(turned(a)),
                        PathStep::Line(a) => PathStep::Line(turned(a)),
                        PathStep::Curve(a, b, c) => {
                            PathStep::Curve(turned(a), turned(b), turned(c))
                        }
                        PathStep::Close => PathStep::Close,
                    };
                }
            }
            _ => {}
        }
    }
}

fn change_class(items: &mut [SceneItem], class: &str, change: &mut dyn FnMut(&mut Group)) {
    for item in items {
        if let SceneItem::Group(group) = item {
            if group.class == class {
                change(group);
            }
            change_class(&mut group.items, class, change);
        }
    }
}

/// The first band lasts too few days to be seen, and the next takes its lane.
#[test]
fn a_short_band_leaves_the_lane_to_the_next() {
    let mut steps = vec![(false, 0, 0, 30); 10];
    steps.extend([
        (false, 0, 0, 33),
        (true, 19, 5, 190),
        (false, 15, 18, 484),
        (true, 5, 8, 372),
        (true, 10, 19, 214),
        (true, 2, 2, 680),
        (true, 9, 2, 448),
        (false, 11, 1, 766),
        (true, 6, 10, 163),
        (true, 13, 4, 257),
        (false, 14, 12, 523),
        (false, 10, 8, 825),
        (true, 11, 15, 117),
        (true, 10, 17, 489),
        (false, 13, 6, 160),
        (false, 14, 7, 709),
        (false, 1, 9, 773),
        (false, 0, 9, 773),
        (false, 14, 6, 876),
        (true, 10, 0, 785),
        (false, 9, 13, 717),
        (false, 12, 9, 845),
    ]);
    let scene = layout(&View::Lineage(splits_and_mergers(steps)), &LayoutOptions::default());
    assert_eq!(overlapping_bands(&scene), []);
    assert_eq!(overlapping_names(&scene), []);
}

/// What a layout may not stumble over: each of these is drawn whole, and nothing overlaps.
#[test]
fn odd_genealogies_are_sound() {
    let day = |year: i32| Day::from_ymd(year, 1, 1).expect("the first of January exists");
    let band = |name: &str, from: i32, to: i32| Band {
        id: name.to_owned(),
        label: name.to_owned(),
        kind: Some(0),
        start: DateSpan::day(day(from)),
        end: End::Stated(DateSpan::day(day(to))),
        ..Band::default()
    };
    let event = |kind, from: Vec<usize>, into: Vec<usize>, year: i32| EventMark {
        kind,
        from,
        into,
        on: DateSpan::day(day(year)),
        ..EventMark::default()
    };
    use EventMarkKind::{Merged, Split, Succeeded};
    let many = (0..200).map(|i| band(&format!("Successor {i}"), 1950, 1960));
    let odd: Vec<(&str, Vec<Band>, Vec<EventMark>)> = vec![
        ("one", vec![band("One", 1900, 1950)], vec![]),
        (
            "undated",
            vec![Band { label: "Undated".into(), end: End::NotRecorded(None), ..Band::default() }],
            vec![],
        ),
        (
            "a day",
            vec![band("A", 1950, 1950), band("B", 1950, 1950), band("C", 1950, 1950)],
            vec![event(Split, vec![0], vec![1, 2], 1950), event(Merged, vec![1, 2], vec![0], 1950)],
        ),
        (
            "no length between two",
            vec![band("A", 1900, 1950), band("B", 1950, 1950), band("C", 1950, 2000)],
            vec![
                event(Succeeded, vec![0], vec![1], 1950),
                event(Succeeded, vec![1], vec![2], 1950),
            ],
        ),
        (
            "a century between",
            vec![band("A", 1800, 1810), band("B", 1950, 1960)],
            vec![event(EventMarkKind::Revived, vec![0], vec![1], 1950)],
        ),
        (
            "before our era",
            vec![band("A", -1200, -30), band("B", -30, 400), band("C", 400, 1800)],
            vec![event(Succeeded, vec![0], vec![1], -30), event(Split, vec![1], vec![2], 400)],
        ),
        (
            "two hundred successors",
            std::iter::once(band("A", 1900, 1950)).chain(many).collect(),
            vec![event(Split, vec![0], (1..=200).collect(), 1950)],
        ),
    ];
    for (what, bands, event_marks) in odd {
        let count = bands.len();
        let kinds = vec!["union".to_owned()];
        let view =
            View::Lineage(LineageView { bands, event_marks, kinds, ..LineageView::default() });
        for stretches in [Stretches::CutShort, Stretches::InScale] {
            let scene = layout(&view, &LayoutOptions { stretches, ..LayoutOptions::default() });
            assert_eq!(scene.groups("band").len(), count, "{what}");
            assert_eq!(overlapping_solid_bands(&scene), [], "{what}");
            assert_eq!(overlapping_names(&scene), [], "{what}");
            assert_eq!(off_the_page(&scene), Vec::<String>::new(), "{what}");
            assert_eq!(against_time(&scene), Vec::<String>::new(), "{what}");
            assert!(scene.width.is_finite() && scene.height.is_finite(), "{what}");
        }
    }
}

/// Two families side by side, none of which is parted.
#[test]
fn a_large_genealogy_stands_in_panels() {
    let mut view = splits_and_mergers(vec![(true, 0, 0, 400); 60]);
    let other = view.clone();
    let by = view.bands.len();
    view.bands.extend(other.bands);
    view.event_marks.extend(other.event_marks.into_iter().map(|event_mark| EventMark {
        from: event_mark.from.iter().map(|band| band + by).collect(),
        into: event_mark.into.iter().map(|band| band + by).collect(),
        ..event_mark
    }));
    let count = view.bands.len();
    let scene = layout(&View::Lineage(view), &LayoutOptions::default());
    assert_eq!(scene.groups("time").len(), 2);
    assert_eq!(scene.groups("band").len(), count);
    assert_eq!(overlapping_bands(&scene), []);
    assert_eq!(overlapping_names(&scene), []);
    assert_eq!(off_the_page(&scene), Vec::<String>::new());
    assert_eq!(loose_links(&scene), Vec::<String>::new());
}

/// A curve leads through the first name, which moves along its band; the name that comes next in time stands last in the
/// list.
#[test]
fn a_name_that_moves_keeps_off_those_of_renames_in_any_order() {
    let day = |day: i32| DateSpan::day(Day(day));
    let until = |day: i32| DateSpan { earliest: Day::MIN, latest: Day(day) };
    let rename = |on: DateSpan, name: usize| Rename {
        on,
        label: NAMES[name].to_owned(),
        ..Rename::default()
    };
    let since = DateSpan { earliest: Day(2_557), latest: Day::MAX };
    let first = Band {
        label: NAMES[1].to_owned(),
        renames: vec![rename(day(18_530), 5), rename(since, 3)],
        kind: Some(1),
        start: until(-2_061),
        end: End::NotRecorded(None),
        ..Band::default()
    };
    let mark = Mark {
        answer: Answer::Presumed,
        modality: Modality::Inferred,
        disputed: true,
        ..Mark::default()
    };
    let second = Band {
        label: NAMES[8].to_owned(),
        renames: vec![rename(day(2_607), 5)],
        kind: Some(8),
        start: DateSpan::UNKNOWN,
        end: End::Stated(until(-18_999)),
        mark,
        ..Band::default()
    };
    use EventMarkKind::{Founded, Origin, Split};
    let event = |kind, from: Vec<usize>, into: Vec<usize>, on| EventMark {
        kind,
        from,
        into,
        on,
        ..EventMark::default()
    };
    let split = DateSpan { earliest: Day(-3_243), latest: Day(-491) };
    let event_marks = vec![
        event(Founded, vec![], vec![], day(7_804)),
        event(Origin, vec![0], vec![0, 0], day(-7_267)),
        event(Founded, vec![], vec![], DateSpan::UNKNOWN),
        event(Split, vec![], vec![0, 1], split),
    ];
    let kinds = NAMES.map(String::from).into();
    let bands = vec![first, second];
    let view = LineageView { bands, event_marks, kinds, ..LineageView::default() };
    let scene = layout(&View::Lineage(view), &LayoutOptions::default());
    assert_eq!(overlapping_names(&scene), []);
    assert_eq!(scene.groups("band").len(), 2);
}

/// They stand at one time and close together, and an event shows that one succeeded the other.
#[test]
fn bands_that_are_both_there_keep_apart() {
    let band = |from, to| Band {
        start: DateSpan::day(Day(from)),
        end: End::Stated(DateSpan::day(Day(to))),
        ..Band::default()
    };
    let on = DateSpan::day(Day(3_995));
    let event_mark = EventMark {
        kind: EventMarkKind::Succeeded,
        from: vec![0],
        into: vec![1],
        on,
        ..EventMark::default()
    };
    let view = LineageView {
        bands: vec![band(0, 4_000), band(3_990, 8_000)],
        event_marks: vec![event_mark],
        ..LineageView::default()
    };
    let scene = layout(&View::Lineage(view), &LayoutOptions::default());
    assert_eq!(overlapping_solid_bands(&scene), []);
    assert_eq!(loose_links(&scene), Vec::<String>::new());
}

/// Few, for the scenes are large; more where somebody asks for more.
pub(super) fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").map_or(64, |cases| cases.parse().unwrap_or(64))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn charts_are_sound(view in chart(), right in any::<bool>()) {
        let direction = if right { Direction::Right } else { Direction::Down };
        let options = LayoutOptions { direction, ..LayoutOptions::default() };
        let count = view.cards.len();
        let view = View::Hierarchy(view);
        let scene = layout(&view, &options);
        prop_assert_eq!(scene.groups("card").len(), count);
        prop_assert_eq!(overlapping_cards(&scene), []);
        prop_assert_eq!(off_the_page(&scene), Vec::<String>::new());
        prop_assert_eq!(words_outside_their_box(&scene), Vec::<String>::new());
        prop_assert_eq!(lines_through_cards(&scene), []);
        prop_assert_eq!(against_words(&scene), Vec::<String>::new());
        if let (View::Hierarchy(view), Direction::Down) = (&view, direction) {
            prop_assert_eq!(off_centre(view, &scene), Vec::<String>::new());
        }
        prop_assert_eq!(layout(&view, &options), scene);
    }

    #[test]
    fn genealogies_are_sound(view in genealogy(), cut in any::<bool>()) {
        let stretches = if cut { Stretches::CutShort } else { Stretches::InScale };
        let options = LayoutOptions { stretches, ..LayoutOptions::default() };
        let count = view.bands.len();
        let view = View::Lineage(view);
        let scene = layout(&view, &options);
        prop_assert_eq!(scene.groups("bands")[0].items.len(), count);
        prop_assert_eq!(overlapping_solid_bands(&scene), []);
        prop_assert_eq!(overlapping_names(&scene), []);
        prop_assert_eq!(off_the_page(&scene), Vec::<String>::new());
        prop_assert_eq!(against_time(&scene), Vec::<String>::new());
        prop_assert_eq!(layout(&view, &options), scene);
    }

    #[test]
    fn what_splits_and_merges_again_is_joined(
        steps in prop::collection::vec((any::<bool>(), 0usize..20, 0usize..20, 30..900i32), 1..40)
    ) {
        let view = splits_and_mergers(steps);
        let events = view.event_marks.len();
        let scene = layout(&View::Lineage(view), &LayoutOptions::default());
        prop_assert_eq!(scene.groups("event").len(), events);
        prop_assert_eq!(loose_links(&scene), Vec::<String>::new());
        prop_assert_eq!(overlapping_bands(&scene), []);
        prop_assert_eq!(overlapping_names(&scene), []);
        prop_assert_eq!(against_time(&scene), Vec::<String>::new());
    }
}
