//! The rules on intervals against brute force: every choice of the unknown days is tried.
//!
//! A conflict is an error exactly when every choice has it, and a note only when some choice has.

use organigram::diagnostics::Level;
use proptest::prelude::*;

use super::run;
use organigram::graph::Builder;

/// First and last day of January 1950 that a start may be, and an end.
type Unknown = (u32, u32, u32, u32);

fn unknown() -> impl Strategy<Value = Unknown> {
    (1u32..9, 0u32..4, 0u32..6, 0u32..4).prop_map(|(start, more, len, longer)| {
        (start, start + more, start + len, start + len + longer)
    })
}

fn text((a, b, c, d): Unknown) -> String {
    format!("[1950-01-{a:02}..1950-01-{b:02}]/[1950-01-{c:02}..1950-01-{d:02}]")
}

/// Every choice of the unknown days in which the end is not before the start.
fn choices((a, b, c, d): Unknown) -> Vec<(u32, u32)> {
    let pairs = (a..=b).flat_map(|start| (c..=d).map(move |end| (start, end)));
    pairs.filter(|(start, end)| start <= end).collect()
}

/// Whether in all and whether in some choices the one is in conflict with the other.
fn tried(
    one: Unknown,
    other: Unknown,
    conflict: impl Fn((u32, u32), (u32, u32)) -> bool,
) -> (bool, bool) {
    let others = choices(other);
    let pairs = choices(one).into_iter().flat_map(|a| others.iter().map(move |&b| (a, b)));
    let (mut all, mut some) = (true, false);
    for (a, b) in pairs {
        let is = conflict(a, b);
        (all, some) = (all && is, some || is);
    }
    (all, some)
}

fn level(model: &str, rule: &str) -> Option<Level> {
    let graph = Builder::from_model(ron::from_str(model).expect("the model is RON"));
    let report = run(&graph);
    report.diagnostics.iter().filter(|f| f.code.name == rule).map(|f| f.level).max()
}

type Days = (u32, u32);

/// A day of January 1950 that is known to lie between two.
fn days() -> impl Strategy<Value = Days> {
    (1u32..14, 0u32..4).prop_map(|(first, more)| (first, first + more))
}

fn between((first, last): Days) -> String {
    format!("[1950-01-{first:02}..1950-01-{last:02}]")
}

/// One claim, or two rivals.
fn claims() -> impl Strategy<Value = Vec<Unknown>> {
    prop::collection::vec(unknown(), 1..3)
}

fn texts(rivals: &[Unknown]) -> String {
    let claims: Vec<String> =
        rivals.iter().map(|&rival| format!(r#"Claim(value: "{}")"#, text(rival))).collect();
    format!("[{}]", claims.join(", "))
}

/// Every choice of the rival that is right and of its unknown days.
fn every(rivals: &[Unknown]) -> Vec<Days> {
    rivals.iter().flat_map(|&rival| choices(rival)).collect()
}

fn is_outside(
    model: &str,
    rule: &str,
    own: Unknown,
    life: &[Unknown],
) -> Result<(), TestCaseError> {
    agrees(model, rule, &choices(own), &every(life), life.len() == 1)
}

/// A rule finds an error only if every choice has the conflict, on one side or the other, and where
/// there are no rivals then always; and a note only if some choice has it.
fn agrees(
    model: &str,
    rule: &str,
    own: &[Days],
    lives: &[Days],
    exact: bool,
) -> Result<(), TestCaseError> {
    let pairs = || own.iter().flat_map(|&own| lives.iter().map(move |&life| (own, life)));
    let early = |(own, life): (Days, Days)| own.0 < life.0;
    let late = |(own, life): (Days, Days), days| own.1 > life.1 + days;
    // A day's difference at the end is none.
    let certain = pairs().all(early) || pairs().all(|pair| late(pair, 1));
    let found = level(model, rule);
    if exact {
        prop_assert_eq!(found == Some(Level::Error), certain, "{}", model);
    }
    prop_assert!(found != Some(Level::Error) || certain, "{}", model);
    let possible = pairs().any(|pair| early(pair) || late(pair, 0));
    prop_assert!(found.is_none() || possible, "{}", model);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_relation_outside_the_life_of_its_superior(own in unknown(), life in unknown()) {
        let model = format!(
            r#"Model(organs: {{ "a": Organ(existence: "{}"),
                "b": Organ(under: [Under(organ: "a", during: "{}")]) }})"#,
            text(life), text(own),
        );
        let early = tried(own, life, |own, life| own.0 < life.0);
        // A day's difference at the end is none.
        let late = tried(own, life, |own, life| own.1 > life.1 + 1);
        let found = level(&model, "absent-superior");
        prop_assert_eq!(found == Some(Level::Error), early.0 || late.0, "{}", model);
        if found == Some(Level::Note) {
            prop_assert!(early.1 || tried(own, life, |own, life| own.1 > life.1).1, "{}", model);
        }
    }

    #[test]
    fn two_holders_of_one_seat(one in unknown(), other in unknown()) {
        let model = format!(
            r#"Model(people: {{ "ann": Person(), "ben": Person() }}, posts: {{ "chair": Post(seats: 1) }},
                tenures: [Tenure(person: "ann", post: "chair", during: "{}"),
                          Tenure(person: "ben", post: "chair", during: "{}")])"#,
            text(one), text(other),
        );
        // Who leaves on the day on which another comes makes no crowd.
        let (all, some) = tried(one, other, |a, b| a.0 < b.1 && b.0 < a.1);
        let found = level(&model, "too-many-holders");
        prop_assert_eq!(found == Some(Level::Error), all, "{}", model);
        prop_assert!(found != Some(Level::Note) || some, "{}", model);
    }

    #[test]
    fn two_superiors_at_one_time(one in unknown(), other in unknown()) {
        let model = format!(
            r#"Model(charter: Charter(lines: {{ "part_of": Line() }}), organs: {{ "a": Organ(), "b": Organ(),
                "c": Organ(under: [Under(organ: "a", during: "{}"), Under(organ: "b", during: "{}")]) }})"#,
            text(one), text(other),
        );
        let (all, some) = tried(one, other, |a, b| a.0 < b.1 && b.0 < a.1);
        let found = level(&model, "two-superiors");
        prop_assert_eq!(found == Some(Level::Error), all, "{}", model);
        prop_assert!(found != Some(Level::Note) || some, "{}", model);
    }

    #[test]
    fn a_cycle_on_one_day(one in unknown(), other in unknown()) {
        let model = format!(
            r#"Model(organs: {{ "a": Organ(under: [Under(organ: "b", during: "{}")]),
                "b": Organ(under: [Under(organ: "a", during: "{}")]) }})"#,
            text(one), text(other),
        );
        // A day that both hold on is enough.
        let (all, some) = tried(one, other, |a, b| a.0 <= b.1 && b.0 <= a.1);
        let found = level(&model, "cycle");
        prop_assert_eq!(found == Some(Level::Error), all, "{}", model);
        prop_assert!(found != Some(Level::Note) || some, "{}", model);
    }

    #[test]
    fn an_successor_older_than_its_predecessor(old in unknown(), new in unknown()) {
        let model = format!(
            r#"Model(organs: {{ "old": Organ(existence: "{}"), "new": Organ(existence: "{}") }},
                transitions: [Succeeded(from: "old", into: "new")])"#,
            text(old), text(new),
        );
        let certain = old.0 > new.1;
        prop_assert_eq!(level(&model, "older-successor") == Some(Level::Warning), certain, "{}", model);
    }

    #[test]
    fn a_relation_outside_the_life_of_its_unit(own in unknown(), life in claims()) {
        let model = format!(
            r#"Model(organs: {{ "a": Organ(),
                "b": Organ(existence: {}, under: [Under(organ: "a", during: "{}")]) }})"#,
            texts(&life), text(own),
        );
        is_outside(&model, "absent-unit", own, &life)?;
    }

    #[test]
    fn a_seat_outside_the_life_of_its_organ(own in unknown(), life in claims()) {
        let model = format!(
            r#"Model(organs: {{ "a": Organ(existence: {}) }}, people: {{ "ann": Person() }},
                seats: [Seat(person: "ann", organ: "a", during: "{}")])"#,
            texts(&life), text(own),
        );
        is_outside(&model, "absent-organ", own, &life)?;
    }

    #[test]
    fn a_meeting_outside_the_life_of_its_organ(day in 1u32..12, more in 0u32..4, life in claims()) {
        let model = format!(
            r#"Model(organs: {{ "a": Organ(existence: {}) }}, events: {{ "e": Event(
                on: "[1950-01-{day:02}..1950-01-{:02}]", organs: ["a"]) }})"#,
            texts(&life), day + more,
        );
        let days: Vec<Days> = (day..=day + more).map(|day| (day, day)).collect();
        agrees(&model, "absent-organ", &days, &every(&life), life.len() == 1)?;
    }

    #[test]
    fn a_tenure_outside_the_life_of_its_post_or_its_organ(
        own in unknown(), post in unknown(), organ in unknown(),
    ) {
        let model = format!(
            r#"Model(organs: {{ "a": Organ(existence: "{}") }}, people: {{ "ann": Person() }},
                posts: {{ "chair": Post(organ: "a", existence: "{}") }},
                tenures: [Tenure(person: "ann", post: "chair", during: "{}")])"#,
            text(organ), text(post), text(own),
        );
        let certain = [post, organ].iter().any(|&life| {
            tried(own, life, |own, life| own.0 < life.0).0
                || tried(own, life, |own, life| own.1 > life.1 + 1).0
        });
        prop_assert_eq!(level(&model, "absent-organ") == Some(Level::Error), certain, "{}", model);
    }

    #[test]
    fn a_holder_before_birth_or_after_death(own in unknown(), born in days(), died in days()) {
        let model = format!(
            r#"Model(posts: {{ "chair": Post() }}, people: {{ "ann": Person(born: "{}", died: "{}") }},
                tenures: [Tenure(person: "ann", post: "chair", during: "{}")])"#,
            between(born), between(died), text(own),
        );
        let lives: Vec<Days> =
            (born.0..=born.1).flat_map(|b| (died.0..=died.1).map(move |d| (b, d))).collect();
        agrees(&model, "dead-holder", &choices(own), &lives, true)?;
        let backwards = lives.iter().filter(|(born, died)| died < born).count();
        let found = level(&model, "impossible-age");
        prop_assert_eq!(found == Some(Level::Error), backwards == lives.len(), "{}", model);
        prop_assert!(found != Some(Level::Note) || backwards > 0, "{}", model);
    }

    #[test]
    fn days_without_a_superior(one in unknown(), two in unknown(), three in unknown()) {
        let model = format!(
            r#"Model(charter: Charter(lines: {{ "part_of": Line(several: true, continuous: true) }}),
                organs: {{ "a": Organ(), "b": Organ(), "c": Organ(), "d": Organ(under: [
                    Under(organ: "a", during: "{}"), Under(organ: "b", during: "{}"),
                    Under(organ: "c", during: "{}")]) }})"#,
            text(one), text(two), text(three),
        );
        let gap = |held: [Days; 3]| {
            let first = held.iter().map(|days| days.0).min().unwrap();
            let last = held.iter().map(|days| days.1).max().unwrap();
            (first..=last).any(|day| held.iter().all(|days| day < days.0 || days.1 < day))
        };
        let (twos, threes) = (choices(two), choices(three));
        let certain = choices(one).into_iter().all(|a| {
            twos.iter().all(|&b| threes.iter().all(|&c| gap([a, b, c])))
        });
        prop_assert_eq!(level(&model, "gap-in-line") == Some(Level::Error), certain, "{}", model);
    }

    #[test]
    fn more_members_than_the_charter_allows(one in unknown(), two in unknown(), three in unknown()) {
        let seats = |most: u32| format!(
            r#"Model(charter: Charter(kinds: {{ "cell": Kind(members: Size(most: {most})) }}),
                organs: {{ "c": Organ(kind: "cell") }},
                people: {{ "ann": Person(), "ben": Person(), "cid": Person() }}, seats: [
                    Seat(person: "ann", organ: "c", during: "{}"),
                    Seat(person: "ben", organ: "c", during: "{}"),
                    Seat(person: "cid", organ: "c", during: "{}")])"#,
            text(one), text(two), text(three),
        );
        // At one moment between two days: who leaves on the day on which another comes is none.
        let meet = |a: Days, b: Days| a.0 < b.1 && b.0 < a.1;
        let (twos, threes) = (choices(two), choices(three));
        let in_all = |crowd: &dyn Fn(Days, Days, Days) -> bool| choices(one).into_iter().all(|a| {
            twos.iter().all(|&b| threes.iter().all(|&c| crowd(a, b, c)))
        });
        let three_at_once = in_all(&|a, b, c| meet(a, b) && meet(b, c) && meet(a, c));
        let found = level(&seats(2), "wrong-size");
        prop_assert_eq!(found == Some(Level::Warning), three_at_once, "{}", seats(2));
        // Of more than one too many it is enough if some two are there at once in every choice.
        let two_at_once = in_all(&|a, b, c| meet(a, b) || meet(b, c) || meet(a, c));
        if level(&seats(1), "wrong-size").is_some() {
            prop_assert!(two_at_once, "{}", seats(1));
        }
    }
}
