//! What the verbs, the pictures and the exports say: changes that are only possible, events that happened more than
//! once, perspectives, and how things are said.
//!
//! Takes small models; compares what the program prints with what follows from their possible worlds.

use serde_json::Value;

use super::{Case, hold, print, run};

/// The differences between two dates as `kind id: answer`.
pub(crate) fn differences(model: &str, options: &[&str]) -> Vec<String> {
    let text = print("diff", model, &[options, &["--format", "json"]].concat());
    let found: Value = serde_json::from_str(&text).unwrap();
    let changes = found["changes"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().unwrap_or("").to_owned();
    changes
        .map(|change| {
            let [kind, id, answer] =
                [&change["kind"], &change["ids"][0], &change["answer"]].map(word);
            format!("{kind} {id}: {answer}")
        })
        .collect()
}

const CHANGES: &str = r#"Model(organs: {
    "r": Organ(name: "R", existence: "1900-01-01/1990-12-31"),
    "s": Organ(name: "S", existence: "1900-01-01/1990-12-31"),
    "m": Organ(name: "M", existence: "1900-01-01/1990-12-31", under: [
        Under(organ: "r", during: "1900/1950~"), Under(organ: "s", during: "1950~/1990"),
    ]),
    "n": Organ(name: "New", existence: "1900-01-01/1990-12-31", names: [
        Name(text: "Old", used: "1900/1950~"), Name(text: "New", used: "1950~/"),
    ]),
    "f": Organ(name: "F", existence: "1950~/1990"),
    "e": Organ(name: "E", existence: "1900/1950~"),
    "p": Organ(name: "P", existence: "1950-01-01/", modality: Planned),
    "undated": Organ(),
}, people: { "ann": Person(), "ben": Person() }, seats: [
    Seat(person: "ann", organ: "r", during: "1900/1950~"), Seat(person: "ben", organ: "r", during: "1950~/1990"),
])"#;

#[test]
fn a_change_that_may_not_have_come_is_possible() {
    let found = differences(CHANGES, &["--from", "1940", "--to", "1950-06-15"]);
    let right = [
        "founded f: possible",
        "ended e: possible",
        "renamed n: possible",
        "moved m: possible",
        "in ben: possible",
        "out ann: possible",
    ];
    assert_eq!(found, right);
}

#[test]
fn a_change_that_has_come_whichever_day_is_meant_is_sure() {
    let found = differences(CHANGES, &["--from", "1940", "--to", "1960"]);
    let right = [
        "founded f: certain",
        "ended e: certain",
        // The end of the new name is not recorded.
        "renamed n: presumed",
        "moved m: certain",
        "in ben: certain",
        "out ann: certain",
    ];
    assert_eq!(found, right);
}

#[test]
fn what_begins_with_no_recorded_end_is_presumed_to_be_there() {
    let model = r#"Model(organs: { "k": Organ(existence: "1945-01-01/") })"#;
    assert_eq!(differences(model, &["--from", "1940", "--to", "1950"]), ["founded k: presumed"]);
}

#[test]
fn a_picture_marks_what_is_only_possible_and_tells_what_it_does_not_draw() {
    let dates = ["--from", "1940", "--to", "1950-06-15"];
    let svg = print("render", CHANGES, &[&["--view", "diff", "-o", "-"], &dates[..]].concat());
    for text in [
        "1 moved (1 only possible)",
        "1 renamed (1 only possible)",
        "perhaps goes on",
        "perhaps not yet",
    ] {
        assert!(svg.contains(text), "{text} is not reported in\n{svg}");
    }
}

#[test]
fn a_timeline_of_some_days_marks_what_may_have_been_on_others() {
    let model = r#"Model(organs: { "a": Organ(existence: "1950~/1990-01-01"), "b": Organ(existence: "1950-03-01/") })"#;
    let text = print("timeline", model, &["--as-of", "1950", "--format", "json"]);
    let found: Vec<Value> = serde_json::from_str(&text).unwrap();
    let reported: Vec<(&str, &str)> = found
        .iter()
        .map(|one| (one["ids"][0].as_str().unwrap(), one["answer"].as_str().unwrap()))
        .collect();
    assert_eq!(reported, [("a", "possible"), ("b", "certain")]);
}

const AGAIN: &str = r#"Model(sources: { "s": Source(), "t": Source() }, organs: {
    "u": Organ(name: "U"), "a": Organ(name: "A"), "b": Organ(name: "B"), "d": Organ(name: "D", existence: "1900-01-01/"),
    "x": Organ(name: "X"), "y": Organ(name: "Y"),
}, transitions: [
    Reorganised(organ: "u", on: "1930", cite: "s"), Reorganised(organ: "u", on: "1950", cite: "t"),
    Reorganised(organ: "u", on: "1970", cite: "t"),
    Dissolved(organ: "d", on: "1910", cite: "s"), Revived(organ: "d", on: "1920"), Dissolved(organ: "d", on: "1930", cite: "t"),
    Absorbed(from: "a", into: "b", on: "1967"), Split(from: "b", into: "a", on: "1997"),
    Absorbed(from: "a", into: "b", on: "2007"),
    Succeeded(from: "x", into: "y", on: "1950", cite: "s"), Succeeded(from: "x", into: "y", on: "1960", cite: "t"),
])"#;

/// The events of a genealogy as `kind date disputed`.
fn events(root: &str) -> Vec<String> {
    use organigram::graph::{Builder, Slice};
    use organigram::view::{LineageView, Scope};
    let graph = Builder::from_model(ron::from_str(AGAIN).unwrap());
    let mut scope = Scope::default();
    scope.roots = vec![graph.node(root).unwrap()];
    let view = LineageView::of(&Slice::all(&graph), &scope);
    let event = |mark: &organigram::view::EventMark| {
        format!("{} {}{}", mark.kind, mark.on, if mark.mark.disputed { " disputed" } else { "" })
    };
    view.event_marks.iter().map(event).collect()
}

#[test]
fn what_happened_several_times_is_an_event_each_time() {
    assert_eq!(events("u"), ["reorganised 1930", "reorganised 1950", "reorganised 1970"]);
    assert_eq!(events("d"), ["dissolved 1910", "dissolved 1930", "revived 1920"]);
    assert_eq!(events("a"), ["absorbed 1967", "absorbed 2007", "split 1997"]);
}

#[test]
fn what_happens_once_and_has_two_dates_is_disputed() {
    assert_eq!(events("x"), ["succeeded 1950 disputed"]);
}

#[test]
fn a_timeline_and_a_difference_tell_each_of_several_events() {
    let text = print("timeline", AGAIN, &["u"]);
    assert_eq!(text.matches("reorganised").count(), 3, "{text}");
    let found = differences(AGAIN, &["--from", "1940", "--to", "1960"]);
    assert!(found.contains(&"passed u: certain".to_owned()), "{found:?}");
}

const WITNESSES: &str = r#"Model(sources: {
    "outside": Source(), "outside-1": Source(within: "outside"), "outside-2": Source(within: "outside"),
    "page": Source(), "page#caption": Source(within: "page", witness: Host), "page#quoted": Source(within: "page"),
}, organs: {
    "collected": Organ(cite: ["outside-1", "outside-2"]),
    "captioned": Organ(cite: ["page", "page#caption"]),
    "quoted": Organ(cite: ["page", "page#quoted"]),
    "once": Organ(cite: ["outside-1 p. 1", "outside-1 p. 2"]),
})"#;

#[test]
fn each_page_of_a_collection_is_a_source_of_its_own() {
    let found = print("query", WITNESSES, &["single_sourced()", "--format", "ids"]);
    assert_eq!(found, "captioned\nonce\n");
    let reported = print("check", WITNESSES, &["--warn", "single-source", "--format", "short"]);
    let reported: Vec<&str> = reported.lines().filter(|line| line.contains("E006")).collect();
    assert!(
        reported.len() == 2 && reported[0].contains("captioned") && reported[1].contains("once"),
        "{reported:?}"
    );
}

const LEAKS: &str = r#"Model(sources: {
    "old": Source(published: "2010"), "new": Source(published: "2021"), "far": Source(published: "2021"),
}, organs: {
    "o": Organ(
        name: "Committee", note: "Ended in 2021, says the new one.", cite: ["old", "new"],
        existence: [Claim(value: "2000/", cite: "old p. 1"), Claim(value: "2000/2021", cite: "new p. 9", note: "seen")],
        names: [Name(text: "Younger", cite: "new"), Name(text: "Elder", cite: "old")],
        place: [Claim(value: "Here", cite: "new"), Claim(value: "There", cite: "old")],
    ),
    "old-only": Organ(note: "Said at once.", cite: "old"),
    "new-only": Organ(cite: "far"),
})"#;

#[test]
fn what_is_shown_exported_and_cited_keeps_to_the_perspective() {
    let new = ["new", "far", "2021", "Younger", "Here\"", "seen", "says"];
    for (verb, options) in [
        ("show", &["o", "--known-by", "2013"][..]),
        ("show", &["o", "--according-to", "old"]),
        ("export ron", &["--known-by", "2013"]),
        ("export json", &["--according-to", "old"]),
        ("export popolo", &["--according-to", "old"]),
    ] {
        let text = print(verb, LEAKS, options);
        let leaks: Vec<&&str> = new.iter().filter(|leak| text.contains(**leak)).collect();
        assert!(
            leaks.is_empty() && text.contains("2000"),
            "{verb} {options:?} leaks {leaks:?}:\n{text}"
        );
    }
    assert!(print("show", LEAKS, &["old-only", "--known-by", "2013"]).contains("Said at once."));
    assert!(print("show", LEAKS, &["o"]).contains("Ended in 2021"));
}

#[test]
fn a_bound_is_cited_to_what_states_it() {
    let model = r#"Model(sources: { "s": Source(), "t": Source() }, organs: {
        "e": Organ(existence: ["1950/", Claim(value: "/1980", cite: "t p. 2")], cite: "s"),
    })"#;
    let text = print("timeline", model, &[]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("1950") && lines[0].ends_with('s'), "{text}");
    assert!(lines[1].starts_with("1980") && lines[1].ends_with("t p. 2"), "{text}");
}

const PLANS: &str = r#"Model(
    sources: { "s": Source(), "rumour": Source(reliability: Low) },
    organs: {
        "a": Organ(name: "A"), "b": Organ(name: "B"),
        "u": Organ(name: "U", under: [Under(organ: "b", line: "guided_by"), Under(organ: "a")]),
        "v": Organ(name: "V", under: [Under(organ: "b", line: "guided_by")]),
        "plan": Organ(name: "Plan", existence: "2030/", modality: Planned),
    },
    posts: { "p": Post(title: "P", organ: "a") },
    people: { "ann": Person(name: "Ann"), "ben": Person(name: "Ben"), "cy": Person(name: "Cy") },
    tenures: [Tenure(person: "cy", post: "p", during: "1950/1960", status: Honorary)],
    seats: [
        Seat(person: "ann", organ: "a", during: "1950-01-01/1960-12-31"),
        Seat(person: "ben", organ: "a", during: "1955-01-01/1965-12-31", modality: Projected),
        Seat(person: "cy", organ: "a", during: "1955-01-01/1965-12-31", modality: Reported, cite: "rumour"),
    ],
)"#;

#[test]
fn an_export_asserts_no_plan() {
    let text = print("export popolo", PLANS, &[]);
    let found: Value = serde_json::from_str(&text).unwrap();
    let ids = |class: &str, field: &str| -> Vec<String> {
        let list = found[class].as_array().unwrap().iter();
        list.map(|one| one[field].as_str().unwrap_or("").to_owned()).collect()
    };
    assert_eq!(ids("organizations", "id"), ["a", "b", "u", "v"]);
    assert_eq!(ids("organizations", "parent_id"), ["", "", "a", ""]);
    assert_eq!(ids("memberships", "person_id"), ["ann", "cy"]);
    for format in ["export dot", "export graphml", "export gexf"] {
        assert!(print(format, PLANS, &[]).contains("seat_in (projected)"), "{format}");
    }
}

#[test]
fn what_an_export_leaves_out_is_counted() {
    let said = super::run("export popolo", PLANS, &[]).1;
    for text in [
        "2 things that are only planned",
        "1 honours",
        "2 superiors along other lines",
        "1 marks of memberships",
    ] {
        assert!(said.contains(text), "{text} is missing in\n{said}");
    }
}

#[test]
fn a_weak_claim_is_shown_as_such_everywhere() {
    let roster = ["--view", "roster", "--root", "a", "--as-of", "1958", "-o", "-"];
    let tenures = ["--view", "tenures", "--root", "a", "-o", "-"];
    let diff = [
        "--view", "diff", "--of", "roster", "--root", "a", "--from", "1952", "--to", "1958", "-o",
        "-",
    ];
    for options in [&roster[..], &tenures, &diff] {
        let svg = print("render", PLANS, options);
        assert!(svg.contains("is-weak"), "{options:?} has no sign\n{svg}");
        assert!(svg.contains("only in unreliable sources"), "{options:?} has no legend");
    }
    let text = print("diff", PLANS, &["--from", "1952", "--to", "1958"]);
    assert!(text.contains("reported, low reliability"), "{text}");
    let text = print("diff", PLANS, &["--from", "1952", "--to", "1958", "--format", "json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    let change = &found["changes"][0];
    let said = ["answer", "modality", "reliability"].map(|field| change[field].as_str().unwrap());
    assert_eq!(said, ["certain", "Reported", "Low"]);
    let text = print("who", PLANS, &["a", "--as-of", "1958", "--format", "json"]);
    assert!(text.contains("\"reliability\": \"Low\""), "{text}");
}

const NEVER: &str = r#"Model(organs: {
    "b": Organ(existence: "1930/1945"), "c": Organ(existence: "1960/1970", under: "b"),
    "d": Organ(existence: "1940/1970", under: "b"),
}, posts: { "p": Post(organ: "b", existence: "1930/1945") }, people: { "late": Person(born: "1960", died: "1990") },
tenures: [Tenure(person: "late", post: "p")])"#;

/// The lines of `check` that have a code.
fn reported(model: &str, code: &str) -> Vec<String> {
    let text = print("check", model, &["--format", "short"]);
    text.lines().filter(|line| line.contains(code)).map(str::to_owned).collect()
}

#[test]
fn a_relation_that_can_never_have_held_is_a_problem() {
    let found = reported(NEVER, "T012");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].contains("`c` stands under `b`") && found[1].contains("`late` holds `p`"),
        "{found:?}"
    );
}

const TWICE: &str = r#"Model(
    organs: { "o": Organ(name: "O", existence: "1900-01-01/1999-12-31") },
    posts: { "p": Post(title: "P", organ: "o") }, people: { "ann": Person(name: "Ann"), "ben": Person(name: "Ben") },
    tenures: [
        Tenure(person: "ann", post: "p", during: "1950-01-01/"),
        Tenure(person: "ann", post: "p", during: "1950-01-01/1960-12-31"),
    ],
    seats: [
        Seat(person: "ben", organ: "o", during: "1950-01-01/1960-12-31"),
        Seat(person: "ben", organ: "o", during: "1955-01-01/1965-12-31"),
        Seat(person: "ben", organ: "o", during: "1970-01-01/1975-12-31"),
    ],
)"#;

#[test]
fn the_same_person_twice_is_one_holder_and_a_problem() {
    let found = reported(TWICE, "T013");
    assert_eq!(found.len(), 2, "{found:?}");
    let holders = |date: &str| {
        super::ask(TWICE, "holders(p)", &["--as-of", date]).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(holders("1955"), [("ann".to_owned(), "certain".to_owned())]);
    assert_eq!(holders("1970"), []);
    let text = print("who", TWICE, &["o", "--as-of", "1957", "--format", "json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["organ"]["full"].as_array().unwrap().len(), 1, "{text}");
    assert_eq!(found["organ"]["posts"][0]["holdings"].as_array().unwrap().len(), 1, "{text}");
    let svg =
        print("render", TWICE, &["--view", "roster", "--root", "o", "--as-of", "1957", "-o", "-"]);
    assert!(svg.contains("Members (1)"), "{svg}");
}

#[test]
fn a_headline_follows_from_the_rows() {
    let model = r#"Model(organs: { "o": Organ(existence: "1900/1999") }, posts: { "p": Post(title: "P", organ: "o") },
        people: { "ann": Person(name: "Ann") }, tenures: [Tenure(person: "ann", post: "p", during: "1950/1960~")])"#;
    let text = print("who", model, &["p", "--as-of", "1960-06-15"]);
    assert!(
        text.contains("no holder is certain") && !text.contains("no holder is recorded"),
        "{text}"
    );
    let text = print("who", model, &["p", "--as-of", "1970"]);
    assert!(text.contains("no holder is recorded after Ann"), "{text}");
    let text = print("who", model, &["p", "--as-of", "1955"]);
    assert!(!text.contains("no holder"), "{text}");
}

#[test]
fn an_organ_that_succeeds_itself_is_a_problem() {
    let model = r#"Model(organs: { "a": Organ(), "b": Organ() }, transitions: [
        Succeeded(from: "a", into: "a"), Reorganised(organ: "a"), Split(from: "a", into: ["a", "b"]),
    ])"#;
    let found = reported(model, "N007");
    assert!(found.len() == 1 && found[0].contains("from `a` to itself"), "{found:?}");
}

#[test]
fn a_lineage_whose_dates_run_backwards_is_said_to() {
    let model = r#"Model(organs: { "a": Organ(name: "A"), "b": Organ(name: "B"), "c": Organ(name: "C"), "d": Organ(name: "D") },
        transitions: [Succeeded(from: "a", into: "b", on: "1960"), Succeeded(from: "b", into: "c", on: "1950")])"#;
    let text = print("lineage", model, &["a", "c"]);
    assert!(
        text.contains("the recorded dates run backwards")
            && text.contains("1960")
            && text.contains("1950"),
        "{text}"
    );
    let text = print("lineage", model, &["a", "d"]);
    assert!(text.contains("no path is recorded"), "{text}");
    let text = print("lineage", model, &["a", "c", "--format", "json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["backwards"].as_array().unwrap().len(), 2, "{text}");
}

const UNDATED: &str = r#"Model(organs: {
    "dated": Organ(name: "Dated", existence: "1900-01-01/1999-12-31"),
    "undated": Organ(name: "Undated", under: "dated"), "other": Organ(name: "Other"),
})"#;

#[test]
fn what_a_dated_chart_leaves_out_for_want_of_a_date_is_counted() {
    let svg = print("render", UNDATED, &["--view", "hierarchy", "--as-of", "1950", "-o", "-"]);
    assert!(svg.contains("2 organs without dates left out."), "{svg}");
    let svg = print(
        "render",
        UNDATED,
        &["--view", "hierarchy", "--root", "dated", "--as-of", "1950", "-o", "-"],
    );
    assert!(svg.contains("1 organ without dates left out."), "{svg}");
    let (_, said) = super::run("tree", UNDATED, &["--as-of", "1950"]);
    assert!(said.contains("2 organs without dates"), "{said}");
    let svg = print(
        "render",
        UNDATED,
        &["--view", "hierarchy", "--as-of", "1950", "--possible", "-o", "-"],
    );
    assert!(!svg.contains("without dates"), "{svg}");
}

#[test]
fn a_difference_of_two_files_lists_how_things_are_said() {
    let old = r#"Model(sources: { "s": Source(reliability: High) }, organs: {
        "o": Organ(name: "O", note: "one", cite: "s p. 1", existence: "1950/"),
        "q": Organ(name: "Q", cite: "s", existence: [Claim(value: "1950/", cite: "s p. 3")]),
    })"#;
    let new = r#"Model(sources: { "s": Source(reliability: Low) }, organs: {
        "o": Organ(name: "O", note: "two", cite: "s p. 2", existence: "1950/", modality: Reported),
        "q": Organ(name: "Q", cite: "s", existence: [Claim(value: "1950/", cite: "s p. 3", modality: Reported)]),
    })"#;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.ron");
    std::fs::write(&path, new).unwrap();
    let text = print("diff", old, &[path.to_str().unwrap()]);
    for line in [
        "O, modality: asserted → reported",
        "O, cites: s p. 1 → s p. 2",
        "O, note: one → two",
        "Q, date 1950/, modality: asserted → reported",
        "s, reliability: High → Low",
    ] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
    assert_eq!(text.matches("modality").count(), 2, "{text}");
    std::fs::write(&path, old).unwrap();
    assert!(print("diff", old, &[path.to_str().unwrap()]).contains("no difference"));
}

#[test]
fn a_report_that_must_be_cut_shows_errors_first_and_counts_the_rest() {
    let organs: String =
        (0..30).map(|n| format!("\"o{n}\": Organ(kind: \"k{n}\", under: \"o{n}\"), ")).collect();
    let model = format!(
        "Model(charter: Charter(kinds: {{ \"k\": Kind() }}), organs: {{ {organs} \"z\": Organ(under: \"nobody\") }})"
    );
    let text = print("check", &model, &["--most", "3"]);
    let first = text.find("error").unwrap_or(usize::MAX);
    let other = text.find("warning[").or(text.find("note[")).unwrap_or(usize::MAX);
    assert!(first < other, "{text}");
    assert!(text.contains("not shown: "), "{text}");
}

const BOUNDS: &str = r#"Model(organs: {
    "start": Organ(existence: "/1950-06-30"), "end": Organ(existence: "1950-01-01/"), "none": Organ(),
    "on": Organ(existence: "1950-01-01/.."),
})"#;

super::cases!(a_bound_that_is_not_recorded_may_lie_anywhere, BOUNDS, {
    "a start before the end": "organs() & founded(1940)" [] => ["start" "possible", "none" "possible"];
    "no start after the end": "organs() & founded(1960)" [] => ["none" "possible"];
    "an end after the start": "organs() & ended(1960)" [] => ["end" "possible", "none" "possible", "on" "possible"];
    "no end before the start": "organs() & ended(1940)" [] => ["none" "possible"];
    "over before": "organs() & before(1960)" [] => ["start" "certain", "end" "possible", "none" "possible", "on" "possible"];
    "begun after": "organs() & after(1940)" [] => ["start" "possible", "end" "certain", "none" "possible", "on" "certain"];
    "what ended and what did not": "(end | start) ~ ended(1950)" [] => ["end" "presumed"];
});

const QUOTED: &str = r#"Model(sources: { "s": Source(), "t": Source() }, organs: { "o": Organ(
    name: "O", functions: Remit(text: "counts", cite: [
        Cite(source: "s", at: "p. 1", quote: "Zwei", lang: "de", translation: "Two"),
    ]),
    place: [Claim(value: "Port", cite: [Cite(source: "t", quote: "im Hafen")])],
) })"#;

#[test]
fn a_quotation_is_said_with_its_language_and_what_it_means() {
    let shown = print("show", QUOTED, &["o"]);
    assert!(shown.contains("\u{201c}im Hafen\u{201d}\n"), "{shown}");
    assert!(shown.contains("\u{201c}Zwei\u{201d} (de) [\u{201c}Two\u{201d}]\n"), "{shown}");
    let found: Value =
        serde_json::from_str(&print("show", QUOTED, &["o", "--format", "json"])).unwrap();
    let text = found.to_string();
    assert!(text.contains(r#""translation":"Two""#), "{text}");
    // Only who is heard is quoted.
    let shown = print("show", QUOTED, &["o", "--without", "s"]);
    assert!(!shown.contains("Zwei") && !shown.contains("Two"), "{shown}");
    for (format, count) in
        [("popolo", "2 quotations of sources"), ("ftm", "quotations of sources (2)")]
    {
        let folder = tempfile::tempdir().unwrap();
        let written = folder.path().join("out");
        let said = run(&format!("export {format}"), QUOTED, &["-o", written.to_str().unwrap()]).1;
        assert!(said.contains(count), "{format}: {said}");
    }
}
