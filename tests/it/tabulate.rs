//! Panels and ties: what scholars tabulate, held against the same questions asked one by one.

use std::collections::BTreeMap;

use organigram::project::{Answer, PanelDates, PanelRow, Project, QueryRequest, Question, Tie};
use proptest::prelude::*;

use crate::ask::{code, out};

const WPK: &str = "models/wpk.ron";

#[test]
fn a_panel_is_the_same_question_at_each_date() {
    let project = Project::open(WPK).unwrap();
    let dates = PanelDates::every("06-30", "1945", "1950").unwrap();
    let panel = project.panel(&Question::default(), "organs()", &dates).unwrap();
    let mut at = 0;
    for date in dates.texts() {
        let then = Question::default().as_of(date);
        let found = project.query(&then, &QueryRequest::new("organs()")).unwrap().rows;
        for row in found {
            assert_eq!((panel[at].date.as_str(), panel[at].then.id), (date.as_str(), row.id));
            assert_eq!((panel[at].then.answer, &panel[at].then.why), (row.answer, &row.why));
            at += 1;
        }
    }
    assert_eq!(at, panel.len());
}

#[test]
fn a_panel_has_who_held_what_and_never_a_plan() {
    let project = Project::from_text(
        "club.ron",
        r#"Model(organs: { "club": Organ(name: "Club", existence: "1950/1970-06") },
        posts: { "chair": Post(organ: "club") }, people: { "ann": Person(), "bob": Person() }, tenures: [
            Tenure(person: "ann", post: "chair", during: "1951-01-01/1960-01-01", cite: "minutes p. 3"),
            Tenure(person: "bob", post: "chair", during: "1955/", modality: Planned),
        ])"#,
    );
    let dates = PanelDates::listed(["1956", "1965", "1980"]).unwrap();
    let panel = project.panel(&Question::default(), "club | chair", &dates);
    assert!(panel.is_err(), "organs and posts are not one set");
    let panel = project.panel(&Question::default(), "club", &dates).unwrap();
    let cells: Vec<BTreeMap<&str, String>> =
        panel.iter().map(|row| PanelRow::HEADINGS.into_iter().zip(row.cells()).collect()).collect();
    assert_eq!(cells.len(), 3);
    assert_eq!(cells[2]["answer"], "no", "what is named has a row after its end, too");
    assert_eq!(cells[0]["holders"], "chair: ann");
    assert_eq!(cells[1]["holders"], "");
    assert_eq!(cells[0]["earliest_end"], "1970-06-01");
    assert_eq!(cells[0]["latest_end"], "1970-06-30");
}

#[test]
fn dates_of_a_panel_are_checked() {
    for (step, from, to) in
        [("12-32", "1946", "1947"), ("day", "1946", "1947"), ("12-31", "x", "1947")]
    {
        assert!(PanelDates::every(step, from, to).is_err(), "{step} {from} {to}");
    }
    assert!(PanelDates::every("12-31", "1950", "1946").is_err(), "no date");
    assert!(PanelDates::every("month", "-9999", "9999").is_err(), "too many");
    assert_eq!(
        PanelDates::every("02-29", "1999", "2000").unwrap().texts(),
        ["1999-02-28", "2000-02-29"]
    );
    assert_eq!(code(&["panel", WPK, "organs()"]), 2);
    assert_eq!(code(&["panel", WPK, "organs()", "--on", "1800"]), 1);
    let csv = out(&["panel", WPK, "diu", "--on", "1927,1928", "--format", "csv"]);
    assert_eq!(csv.lines().filter(|line| line.starts_with("date,")).count(), 1, "{csv}");
    assert_eq!(csv.lines().count(), 3, "{csv}");
}

#[test]
fn ties_say_who_served_together_and_how_surely() {
    let project = Project::from_text(
        "club.ron",
        r#"Model(sources: { "minutes": Source(), "gossip": Source(reliability: Low) },
        organs: { "board": Organ(name: "Board") }, posts: { "chair": Post(organ: "board") },
        people: { "ann": Person(), "bob": Person(died: "1960-12-31"), "cy": Person(), "di": Person() },
        seats: [
            Seat(person: "ann", organ: "board", during: "1950-01-01/1970-12-31", cite: "minutes"),
            Seat(person: "ann", organ: "board", during: "1960-01-01/1972-12-31", cite: "minutes"),
            Seat(person: "cy", organ: "board", during: "1965/", modality: Planned, cite: "minutes"),
            Seat(person: "di", organ: "board", cite: "minutes"),
        ], tenures: [Tenure(person: "bob", post: "chair", during: "1960-12-01/1980", cite: "gossip")])"#,
    );
    let found = project.ties(&Question::default(), None).unwrap();
    assert_eq!((found.rows.len(), found.undated), (1, 1), "{found:?}");
    let tie = &found.rows[0];
    // To the death, and each day once although two seats of ann's cover it.
    assert_eq!(
        (tie.people, tie.certain_days.unwrap(), tie.possible_days),
        (["ann", "bob"], 31, Some(31))
    );
    assert_eq!(tie.reliability.to_string(), "low");
    assert_eq!(tie.cites, ["minutes", "gossip"]);
    let json = found.as_pairs("Club").to_gexf();
    assert!(
        json.contains("defaultedgetype=\"undirected\"") && json.contains("certain_days"),
        "{json}"
    );
    assert!(project.ties(&Question::default(), Some("chair")).is_err());
    let of_ann = project.ties(&Question::default().as_of("1950"), Some("ann")).unwrap();
    assert!(of_ann.rows.is_empty(), "bob came ten years later");
}

/// Dates of some days of a month, plain intervals.
fn during() -> impl Strategy<Value = String> {
    let day = |day: u32| format!("2000-01-{day:02}");
    (1u32..20, 0u32..12, 0u32..5).prop_map(move |(first, length, form)| {
        let last = first + length;
        match form {
            0 => format!("{}/", day(first)),
            1 => format!("[{}..{}]/{}", day(first), day(last), day(last)),
            2 => format!("{}/[{}..{}]", day(first), day(first), day(last)),
            _ => format!("{}/{}", day(first), day(last)),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// The days that two shared are those on which `members` finds both, day by day.
    #[test]
    fn ties_are_the_days_on_which_both_are_found(all in prop::collection::vec((0usize..3, during()), 2..6)) {
        let seats: String = all
            .iter()
            .map(|(person, during)| format!("Seat(person: \"p{person}\", organ: \"o\", during: \"{during}\"),"))
            .collect();
        let text = format!(
            r#"Model(organs: {{ "o": Organ() }}, people: {{ "p0": Person(), "p1": Person(), "p2": Person() }},
            seats: [{seats}])"#
        );
        let project = Project::from_text("m.ron", text.clone());
        let session = project.session();
        let mut right: BTreeMap<(String, String), [u64; 3]> = BTreeMap::new();
        for day in 1..=31 {
            let mut then = Question::default().as_of(format!("2000-01-{day:02}"));
            then.show = organigram::model::Show::Possible;
            let found = session.query(&then, &QueryRequest::new("members(o)")).unwrap().rows;
            let there: BTreeMap<&str, Answer> =
                found.iter().filter_map(|row| Some((row.id?, row.answer))).collect();
            for (one, first) in &there {
                for (other, second) in there.range(*one..).skip(1) {
                    let days = right.entry(((*one).to_owned(), (*other).to_owned())).or_default();
                    let answer = *first.min(second);
                    let levels = [Answer::Certain, Answer::Presumed, Answer::Possible];
                    for (count, level) in days.iter_mut().zip(levels) {
                        *count += u64::from(answer >= level);
                    }
                }
            }
        }
        let mut month = Question::default().as_of("2000-01");
        month.show = organigram::model::Show::Possible;
        let found = session.ties(&month, None).unwrap().rows;
        let row = |tie: &Tie<'_>| {
            let [one, other] = tie.people.map(str::to_owned);
            let (presumed, possible) = (tie.presumed_days.unwrap(), tie.possible_days.unwrap());
            ((one, other), [tie.certain_days.unwrap(), presumed, possible])
        };
        let found: BTreeMap<_, _> = found.iter().map(row).collect();
        prop_assert_eq!(found, right, "{}", text);
    }
}
