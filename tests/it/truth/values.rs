//! Kinds and places over time: a move is no dispute, and a value that may have changed is only possible.
//!
//! Takes small models; compares what the program prints with what follows from their possible worlds.

use std::process::Command;

use super::said::differences;
use super::{Case, hold, print};

const MOVED: &str = r#"Model(
    sources: { "s": Source(published: "1999"), "t": Source(published: "1999") },
    charter: Charter(kinds: { "body": Kind(), "bureau": Kind(is: "body"), "section": Kind(is: "body") }),
    organs: {
        "o": Organ(name: "Office", existence: "1950-01-01/1990-12-31", place: [
            Claim(value: "Port", during: "1950-01-01/1960-12-31", cite: "s"),
            Claim(value: "Hill", during: "1961-01-01/", cite: "t"),
        ], kind: [
            Claim(value: "bureau", during: "1950-01-01/1970~", cite: "s"),
            Claim(value: "section", during: "1970~/1990-12-31", cite: "t"),
        ]),
        "rivals": Organ(existence: "1950-01-01/1990-12-31", place: [
            Claim(value: "Port", during: "1950/1960", cite: "s"), Claim(value: "Dale", during: "1955/1965", cite: "t"),
        ]),
        "still": Organ(existence: "1950-01-01/1990-12-31", kind: "body", place: "Dale"),
    })"#;

super::cases!(a_value_holds_on_its_own_days, MOVED, {
    "before the move": "place(port)" ["--as-of", "1951-06"] => ["o" "certain", "rivals" "certain"];
    "after the move": "organs() & place(port)" ["--as-of", "1975"] => [];
    "an end that is not recorded": "organs() & place(hill)" ["--as-of", "1975"] => ["o" "presumed"];
    "where it is no more": "o ~ place(port)" ["--as-of", "1975"] => ["o" "certain"];
    "at any time": "organs() & place(port)" [] => ["o" "certain", "rivals" "certain"];
    "of that kind then": "organs() & kind(bureau)" ["--as-of", "1955"] => ["o" "certain"];
    "perhaps of that kind": "organs() & kind(section)" ["--as-of", "1970-06"] => ["o" "possible"];
    "of the wider kind all along": "organs() & kind(body)" ["--as-of", "1955"] => ["o" "certain", "still" "certain"];
    "a move is no dispute": "disputed()" [] => ["rivals" "certain"];
});

#[test]
fn a_kind_that_changed_is_a_difference_as_sure_as_its_days() {
    let sure = differences(MOVED, &["--from", "1955", "--to", "1980"]);
    assert_eq!(sure, ["recast o: certain"]);
    let open = differences(MOVED, &["--from", "1955", "--to", "1970-06-15"]);
    assert_eq!(open, ["recast o: possible"]);
    assert!(differences(MOVED, &["--from", "1955", "--to", "1956"]).is_empty());
    hold(&[Case {
        name: "changed",
        model: MOVED,
        query: "changed(1955, 1980)",
        options: &[],
        answers: &[("o", "certain")],
    }]);
}

#[test]
fn what_is_shown_is_what_held_then() {
    let shown = print("show", MOVED, &["o", "--as-of", "1955"]);
    assert!(shown.contains("Port, 1950-01-01/1960-12-31"), "{shown}");
    assert!(shown.contains("Hill, 1961-01-01/"), "{shown}");
    let cells = |date| {
        print(
            "query",
            MOVED,
            &["o", "--as-of", date, "--columns", "id,kind,place", "--format", "csv"],
        )
    };
    assert!(cells("1955").ends_with("o,bureau,Port\n"), "{}", cells("1955"));
    assert!(cells("1985").ends_with("o,section,Hill\n"), "{}", cells("1985"));
}

#[test]
fn an_export_keeps_the_days_or_counts_them_as_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("model.ron");
    std::fs::write(&model, MOVED).unwrap();
    let export = |format: &str| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_organigram"));
        run.arg("export").arg(format).arg(&model).args(["-o"]).arg(folder.path().join(format));
        let output = run.output().unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    for format in ["popolo", "ftm", "eac"] {
        let said = export(format);
        let counts = ["6 times of kinds and places", "times of kinds and places (6)"];
        assert!(counts.iter().any(|count| said.contains(count)), "{format}: {said}");
    }
    let said = export("graphml");
    let written = std::fs::read_to_string(folder.path().join("graphml")).unwrap();
    assert!(
        written.contains("during: &quot;1961-01-01/&quot;")
            || written.contains("during: \"1961-01-01/\""),
        "{said}{written}"
    );
}
