//! The rules on intervals against brute force: every choice of the unknown days is tried.
//!
//! A conflict is an error exactly when every choice has it, and a note only when some choice has.

use organigram::diag::Level;
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
    report.findings.iter().filter(|f| f.code.name == rule).map(|f| f.level).max()
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
    fn a_circle_on_one_day(one in unknown(), other in unknown()) {
        let model = format!(
            r#"Model(organs: {{ "a": Organ(under: [Under(organ: "b", during: "{}")]),
                "b": Organ(under: [Under(organ: "a", during: "{}")]) }})"#,
            text(one), text(other),
        );
        // A day that both hold on is enough.
        let (all, some) = tried(one, other, |a, b| a.0 <= b.1 && b.0 <= a.1);
        let found = level(&model, "circle");
        prop_assert_eq!(found == Some(Level::Error), all, "{}", model);
        prop_assert!(found != Some(Level::Note) || some, "{}", model);
    }

    #[test]
    fn an_heir_older_than_its_forerunner(old in unknown(), new in unknown()) {
        let model = format!(
            r#"Model(organs: {{ "old": Organ(existence: "{}"), "new": Organ(existence: "{}") }},
                transitions: [Succeeded(from: "old", into: "new")])"#,
            text(old), text(new),
        );
        let certain = old.0 > new.1;
        prop_assert_eq!(level(&model, "older-heir") == Some(Level::Warning), certain, "{}", model);
    }
}
