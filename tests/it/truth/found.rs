//! What the oracle of possible worlds found (`tests/worlds`), each as the smallest case of its kind, and what verbs say
//! of changes, origins and modality.

use super::{Case, ask, hold, print, run};

cases!(an_end_may_lie_before_a_start_that_is_not_exact, r#"Model(organs: {
    "c": Organ(existence: "[2000-01-02,2000-01-05]/"), "b": Organ(existence: "2000-01-04/"),
}, transitions: [
    Dissolved(organ: "c", on: "[2000-01-01..2000-01-02]"), Dissolved(organ: "b", on: "[2000-01-02..]"),
])"#, {
    "the one start that is left": "c" ["--as-of", "2000-01-02"] => ["c" "certain"];
    "over for certain": "c" ["--as-of", "2000-01-03/2000-01-05"] => [];
    "an end that may have come": "b" ["--as-of", "2000-01-05"] => ["b" "possible"];
});

cases!(a_founding_on_one_of_several_days_keeps_them_apart, r#"Model(organs: { "b": Organ() }, transitions: [
    Founded(organ: "b", on: "[2000-01-01,2000-01-04]"), Dissolved(organ: "b", on: "2000-01-03"),
])"#, {
    "the one day that is left": "b" ["--as-of", "2000-01-02"] => ["b" "certain"];
    "over": "b" ["--as-of", "2000-01-04"] => [];
});

cases!(a_post_belongs_to_its_organ_while_both_are_there, r#"Model(organs: {
    "club": Organ(existence: "1950/1971"),
}, posts: {
    "chair": Post(organ: "club"), "clerk": Post(organ: "club", existence: "1960/1975"),
})"#, {
    "before the club": "posts(club)" ["--as-of", "1949"] => [];
    "in its days": "posts(club)" ["--as-of", "1965"] => ["chair" "certain", "clerk" "certain"];
});

cases!(all_of_several_days_end_with_the_last, r#"Model(organs: {
    "c": Organ(existence: "{2000-01-01,2000-01-05}"),
})"#, {
    "the last is the end": "organs() & ended(2000-01-03/2000-01-05)" [] => ["c" "certain"];
    "the first is not": "organs() & ended(2000-01-01)" [] => [];
    "the first is the start": "organs() & founded(2000-01-01)" [] => ["c" "certain"];
});

cases!(one_of_several_days_may_lie_in_either_spell, r#"Model(organs: {
    "a": Organ(existence: "2000-01-01/"),
}, transitions: [
    Dissolved(organ: "a", on: "2000-01-02"), Revived(organ: "a", on: "2000-01-04"),
])"#, {
    "there on either": "a" ["--as-of", "[2000-01-01,2000-01-04]"] => ["a" "certain"];
    "there on one alone": "a" ["--as-of", "[2000-01-02,2000-01-03]"] => ["a" "possible"];
});

cases!(a_plan_before_what_came_of_it_takes_nothing_away, r#"Model(organs: { "o": Organ() }, people: { "k": Person() },
sources: { "t": Source() }, posts: { "p": Post(organ: "o") }, tenures: [
    Tenure(person: "k", post: "p", during: [
        Claim(value: "1950/1960", cite: "t", modality: Planned), Claim(value: "1951/1960", cite: "t"),
    ]),
])"#, {
    "held": "holders(p)" ["--as-of", "1955"] => ["k" "certain"];
    "planned alone": "holders(p)" ["--as-of", "1950"] => [];
});

#[test]
fn what_moved_is_no_surer_than_that_it_was_there() {
    let model = r#"Model(organs: {
        "a": Organ(existence: "2000-01-01/2000-01-02"),
        "b": Organ(existence: "2000-01-02/", under: "a"),
    })"#;
    let json =
        print("diff", model, &["--from", "2000-01-02", "--to", "2000-01-04", "--format", "json"]);
    let diff: serde_json::Value = serde_json::from_str(&json).unwrap();
    let changes = diff["changes"].as_array().unwrap();
    let moved = changes.iter().find(|change| change["kind"] == "moved").unwrap();
    assert_eq!(moved["answer"], "presumed");
}

/// A rename and a move are said by somebody, on either side.
#[test]
fn a_rename_and_a_move_cite_their_sources() {
    let model = r#"Model(sources: { "acts": Source(), "gazette": Source(), "list": Source() }, organs: {
        "a": Organ(existence: "1900/"), "b": Organ(existence: "1900/"),
        "x": Organ(name: "First", existence: "1900/", cite: "list", under: [
            Under(organ: "a", during: "1900/1950", cite: "acts art. 3"),
            Under(organ: "b", during: "1950-06/", cite: "gazette p. 7"),
        ]),
    }, transitions: [Renamed(organ: "x", name: "Second", on: "1945", cite: "gazette p. 1")])"#;
    let text = print("diff", model, &["--from", "1940", "--to", "1960", "--format", "json"]);
    let diff: serde_json::Value = serde_json::from_str(&text).unwrap();
    let cites = |kind: &str| {
        let all = diff["changes"].as_array().unwrap();
        all.iter().find(|change| change["kind"] == kind).unwrap()["cites"].to_string()
    };
    assert_eq!(cites("moved"), r#"["acts art. 3","gazette p. 7"]"#);
    assert_eq!(cites("renamed"), r#"["list","gazette p. 1"]"#);
}

#[test]
fn a_lineage_has_what_the_organ_itself_went_through() {
    let model = r#"Model(sources: { "acts": Source() }, organs: { "u": Organ(), "v": Organ() }, transitions: [
        Reorganised(organ: "u", on: "1970"), Reorganised(organ: "u", on: "1930", cite: "acts p. 2"),
        Renamed(organ: "u", name: "Union", on: "1950"), Succeeded(from: "u", into: "v", on: "1980"),
    ])"#;
    let text = print("lineage", model, &["u"]);
    let changes = text.split("Changes of").nth(1).unwrap_or_else(|| panic!("{text}"));
    let lines: Vec<&str> = changes.lines().skip(1).map(str::trim).collect();
    let right = [
        "1930  reorganised  acts p. 2",
        "1950  renamed \u{201c}Union\u{201d}",
        "1970  reorganised",
    ];
    assert_eq!(lines, right);
    let json: serde_json::Value =
        serde_json::from_str(&print("lineage", model, &["u", "--format", "json"])).unwrap();
    assert_eq!(json["changes"].as_array().unwrap().len(), 3);
    let way = print("lineage", model, &["u", "v", "--format", "json"]);
    assert!(!way.contains("\"changes\""), "{way}");
}

cases!(an_origin_is_what_sources_call_so, r#"Model(organs: {
    "union": Organ(), "league": Organ(), "society": Organ(), "party": Organ(), "army": Organ(), "heir": Organ(),
}, transitions: [
    Succeeded(from: "union", into: "league", on: "1926"), Succeeded(from: "league", into: "society", on: "1930"),
    Origin(from: "society", into: "party", on: "1945"),
    Origin(from: "army", into: "party", on: "1945", modality: Implied),
    Succeeded(from: "party", into: "heir", on: "1990"),
])"#, {
    "the one that is named": "origins(party)" [] => ["society" "certain"];
    "the first where none is named": "origins(society)" [] => ["union" "certain"];
    "of the heir all that is first": "origins(heir)" [] => ["union" "certain", "army" "certain"];
});

#[test]
fn mermaid_says_how_a_thing_is_said() {
    let model = r#"Model(sources: { "rumour": Source(reliability: Low), "acts": Source() }, organs: {
        "a": Organ(existence: "1900/2000", cite: "acts"),
        "b": Organ(existence: "1900/2000", cite: "acts", under: [Under(organ: "a", modality: Inferred, cite: "acts")]),
        "c": Organ(existence: "1900/2000", cite: "rumour", modality: Reported, under: "a"),
        "d": Organ(modality: Planned, existence: "1900/2000", under: "a"),
    }, people: { "k": Person(name: "Kim") }, posts: { "p": Post(organ: "a") }, tenures: [
        Tenure(person: "k", post: "p", during: "1950/1960", cite: "rumour"),
    ])"#;
    let draw = |view: &str| {
        let (text, _) = run(
            "render",
            model,
            &["--view", view, "--format", "mmd", "-o", "-", "--as-of", "1955", "--possible"],
        );
        text
    };
    let chart = draw("hierarchy");
    let line = |id: &str| {
        chart
            .lines()
            .find(|line| line.contains(&format!("[\"{id}")))
            .unwrap_or_else(|| panic!("{chart}"))
    };
    assert!(line("c").contains("(reported, low reliability)"), "{chart}");
    assert!(line("d").contains("(planned)"), "{chart}");
    assert!(chart.contains("|\"inferred\"|"), "{chart}");
    assert!(draw("tenures").contains("low reliability"), "{}", draw("tenures"));
}

/// Tables keep how a thing is said, and a perspective leaves out what does not count, be it a plan.
#[test]
fn tables_keep_plans_as_plans_and_obey_the_perspective() {
    let model = r#"Model(sources: { "acts": Source(), "plan": Source() }, organs: {
        "a": Organ(existence: "1900/", cite: "acts"),
        "b": Organ(existence: [Claim(value: "1950/", cite: "plan", modality: Planned)], cite: "plan", modality: Planned),
    }, people: { "k": Person(), "h": Person() }, posts: { "p": Post(organ: "a", cite: "acts") }, tenures: [
        Tenure(person: "k", post: "p", during: "1950/1960", cite: "acts"),
        Tenure(person: "h", post: "p", during: "1960/", cite: "plan", modality: Projected),
    ])"#;
    let tables = |options: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t").display().to_string();
        run("export csv", model, &[&["-o", &path], options].concat());
        let read =
            |name: &str| std::fs::read_to_string(format!("{path}/{name}.csv")).unwrap_or_default();
        (read("organs"), read("tenures"))
    };
    let (organs, tenures) = tables(&[]);
    let planned = |text: &str, id: &str, how: &str| {
        text.lines().any(|line| line.contains(id) && line.contains(how))
    };
    assert!(planned(&organs, "b", "Planned"), "{organs}");
    assert!(planned(&tenures, "h", "Projected"), "{tenures}");
    let (organs, tenures) = tables(&["--according-to", "acts"]);
    assert!(!organs.contains("plan") && !tenures.contains("plan"), "{organs}\n{tenures}");
    assert!(organs.contains("1900/") && tenures.contains("1950/1960"), "{organs}\n{tenures}");
    assert!(ask(model, "holders(p)", &["--as-of", "1965"]).is_empty());
}

/// Two dates that agree say more together than each alone: a merger within the year in which an organ is said to end.
#[test]
fn an_event_within_a_coarse_date_gives_the_day() {
    let model = |existence: &str, event: &str| {
        format!(
            r#"Model(organs: {{ "a": Organ(existence: "{existence}"), "b": Organ(existence: "1900/2000") }},
            transitions: [{event}])"#
        )
    };
    let there = |model: &str, day: &str| {
        let found = ask(model, "organs()", &["--as-of", day]);
        found.get("a").cloned().unwrap_or("no".into())
    };
    let merged = model("1948/1957", r#"Absorbed(from: "a", into: "b", on: "1957-09-01")"#);
    assert_eq!(there(&merged, "1957-08-31"), "certain");
    assert_eq!(there(&merged, "1957-09-02"), "no");
    let founded = model("1948/1957-01-01", r#"Founded(organ: "a", on: "1948-03-05")"#);
    assert_eq!(there(&founded, "1948-03-04"), "no");
    assert_eq!(there(&founded, "1948-03-05"), "certain");
    // One that disagrees takes nothing away: the dates of the entry are preferred.
    let other = model("1948/1957", r#"Absorbed(from: "a", into: "b", on: "1959")"#);
    assert_eq!(there(&other, "1957-09-02"), "possible");
    // What came back did not end when it ended first.
    let twice = model(
        "1948/1957",
        r#"Dissolved(organ: "a", on: "1957-02-01"), Revived(organ: "a", on: "1957-06-01")"#,
    );
    assert_eq!(there(&twice, "1957-04-01"), "no");
    assert_eq!(there(&twice, "1957-06-02"), "possible");
}

/// What a dated tree or chart does not show although it may have been there is counted, with the option that shows it.
#[test]
fn what_may_have_been_there_is_counted_where_it_is_left_out() {
    let model = r#"Model(organs: { "a": Organ(name: "A", existence: "1900/2000"),
        "b": Organ(name: "B", existence: "1950~/"), "c": Organ(name: "C", existence: "1980/"),
        "d": Organ(name: "D", existence: "1940/", modality: Planned) })"#;
    let (_, said) = super::run("tree", model, &["--as-of", "1950"]);
    assert!(said.contains("1 organ that may have been there left out; --possible"), "{said}");
    let svg = print("render", model, &["--view", "hierarchy", "--as-of", "1950", "-o", "-"]);
    assert!(svg.contains("1 organ that may have been there left out."), "{svg}");
    let (_, said) = super::run("tree", model, &["--as-of", "1950", "--possible"]);
    assert!(!said.contains("left out"), "{said}");
}

#[test]
fn a_place_that_is_only_perhaps_kept_is_in_words() {
    let model = r#"Model(organs: { "a": Organ(name: "A", existence: "1900/2000"),
        "b": Organ(name: "B", existence: "1900/2000", under: [Under(organ: "a", during: "1950/1960~")]) })"#;
    let text = print("diff", model, &["--from", "1955", "--to", "1960-06"]);
    assert!(text.contains("perhaps no longer"), "{text}");
}
