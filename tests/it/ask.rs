//! What people ask from the command line: every verb that answers, driven as a whole.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const WPK: &str = "models/wpk.ron";

fn organigram(args: &[&str]) -> Output {
    command(args).output().expect("the program was built")
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_organigram"));
    command.args(args).env("COLUMNS", "100").env_remove("NO_COLOR");
    command
}

/// What a command prints; it must end well.
pub(crate) fn out(args: &[&str]) -> String {
    let output = organigram(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(args: &[&str]) -> serde_json::Value {
    let text = String::from_utf8(organigram(args).stdout).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{args:?}: {error}: {text}"))
}

pub(crate) fn code(args: &[&str]) -> i32 {
    organigram(args).status.code().expect("it ended by itself")
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

// repl

fn repl(args: &[&str], lines: &str) -> Output {
    let mut command = command(&[&["repl"], args].concat());
    let streams = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = streams.spawn().expect("the program was built");
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_repl_answers_line_by_line_and_goes_on_after_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let model = file(
        folder.path(),
        "club.ron",
        r#"Model(
            organs: { "club": Organ(existence: "1950/"), "board": Organ(under: "club", existence: "1960/") },
            queries: { "boards": "under(club)" },
        )"#,
    );
    let lines = "boards\nundr(club)\n: --as-of 1955 --format ids\nall()\n:\n\
                 let x = club; units(x)\n: --as-of never\n?\n";
    let output = repl(&[&model], lines);
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let reported: Vec<&str> = said.lines().collect();
    assert!(reported[1].starts_with("board"), "a named query: {said}");
    assert_eq!(reported[2], "club", "the options of a line with a colon hold: {said}");
    assert!(reported[4].starts_with("board"), "a colon alone clears them, let works: {said}");
    assert!(said.contains("under(x, LINE.., DEPTH)"), "a question mark lists the functions");
    let wrong = String::from_utf8(output.stderr).unwrap();
    assert!(wrong.contains("did you mean `under`?"), "{wrong}");
    assert!(wrong.contains("never"), "{wrong}");
}

#[test]
fn a_repl_keeps_its_lines_for_the_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let history = folder.path().join("history");
    let path = history.to_str().unwrap();
    assert!(repl(&[WPK, "--history", path], "src\n").status.success());
    assert!(repl(&[WPK, "--history", path], "diu::wpk\n").status.success());
    let kept = std::fs::read_to_string(history).unwrap();
    assert!(kept.contains("src\n") && kept.contains("diu::wpk\n"), "{kept}");
}

// Completions and man pages

/// The words that a shell would offer for the last of `words`.
fn completed(words: &[&str]) -> Vec<String> {
    let mut command = command(&[&["--", "organigram"], words].concat());
    let index = words.len().to_string();
    command.env("COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", index).env("_CLAP_IFS", "\n");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn shells_complete_verbs_ids_sources_and_the_last_word_of_an_expression() {
    assert_eq!(completed(&["line"]), ["lineage"]);
    assert_eq!(completed(&["show", WPK, "hpw"]), ["hpwc"]);
    assert_eq!(completed(&["who", WPK, "wpk-general"]), ["wpk-general-secretary"]);
    assert_eq!(completed(&["lineage", WPK, "diu", "aiy"]), ["aiyl"]);
    assert_eq!(completed(&["tree", WPK, "--according-to", "kcna-"]), ["kcna-2019-07-03"]);
    let ended = completed(&["query", WPK, "src | unde"]);
    assert_eq!(ended, ["src | under("]);
    assert!(completed(&["show", "no such model.ron", "x"]).is_empty());
}

#[test]
fn every_shell_has_its_completions_and_every_verb_its_page() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(out(&["completions", shell]).contains("organigram"), "{shell}");
    }
    assert_eq!(code(&["completions", "cobol"]), 2);
    let folder = tempfile::tempdir().unwrap();
    out(&["man", folder.path().to_str().unwrap()]);
    for verb in ["query", "who", "lineage", "diff", "timeline", "stats", "repl", "render"] {
        let page = folder.path().join(format!("organigram-{verb}.1"));
        let text = std::fs::read_to_string(page).unwrap();
        assert!(text.contains(".SH OPTIONS") && text.contains("Examples"), "{verb}");
    }
}

// diff

const OLD: &str = r#"Model(
    sources: { "s": Source() },
    organs: {
        "club": Organ(name: "Club", existence: "1950/", cite: "s"),
        "board": Organ(name: "Board", under: "club", existence: "1950/"),
        "juniors": Organ(name: "Juniors", under: "club"),
    },
    people: { "ann": Person(name: "Ann"), "bob": Person(name: "Bob") },
    seats: [ Seat(person: "ann", organ: "board", rank: 2, membership: Candidate),
             Seat(person: "bob", organ: "board", rank: 1) ],
)"#;

const NEW: &str = r#"Model(
    sources: { "s": Source() },
    organs: {
        "club": Organ(name: "Chess Club", existence: "1949/", cite: "s"),
        "board": Organ(name: "Board", under: "club", existence: "1950/"),
        "seniors": Organ(name: "Seniors", under: "board"),
    },
    people: { "ann": Person(name: "Ann"), "bob": Person(name: "Bob") },
    seats: [ Seat(person: "ann", organ: "board", rank: 2), Seat(person: "bob", organ: "board", rank: 3) ],
)"#;

#[test]
fn two_models_differ_in_organs_names_people_and_claims() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (file(folder.path(), "old.ron", OLD), file(folder.path(), "new.ron", NEW));
    let reported = out(&["diff", &old, &new]);
    let reported = reported.replace(folder.path().to_str().unwrap(), "");
    insta::assert_snapshot!(reported);
    assert_eq!(code(&["diff", &old, &new]), 0);
    assert_eq!(code(&["diff", &old, &new, "--exit-code"]), 1);
    assert_eq!(code(&["diff", &old, &old, "--exit-code"]), 0);
    assert!(out(&["diff", &old, &old]).contains("no difference"));
    let data = json(&["diff", &old, &new, "--format", "json"]);
    assert_eq!(data["between"], "tellings");
    assert_eq!(data["marks"]["juniors"], "removed");
    assert_eq!(data["marks"]["seniors"], "added");
    assert_eq!(data["marks"]["club"], "changed");
}

#[test]
fn a_diff_of_dates_does_not_take_doubt_for_change() {
    let folder = tempfile::tempdir().unwrap();
    let model = file(
        folder.path(),
        "party.ron",
        r#"Model(
            organs: {
                "new": Organ(name: "New", existence: "1945-06-01/"),
                "old": Organ(name: "Old", existence: "[..1945-08]/"),
                "gone": Organ(name: "Gone", existence: "1930/[1940..1950]"),
                "open": Organ(name: "Open", existence: "1930/"),
            },
            people: { "ann": Person(name: "Ann") },
            posts: { "head": Post(title: "Head", organ: "open") },
            tenures: [ Tenure(person: "ann", post: "head", during: "1930/1945~") ],
        )"#,
    );
    insta::assert_snapshot!(out(&["diff", &model, "--from", "1939", "--to", "1946"]));
    let data = json(&["diff", &model, "--from", "1939", "--to", "1946", "--format", "json"]);
    let answers: Vec<&str> = data["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["answer"].as_str().unwrap())
        .collect();
    // The end of the first is not recorded.
    assert_eq!(answers, ["presumed", "possible", "possible", "possible"]);
}

#[test]
fn what_to_compare_has_to_be_said() {
    assert_eq!(code(&["diff", WPK]), 2);
    assert_eq!(code(&["diff", WPK, "--from", "1945"]), 2);
    let known = ["diff", WPK, "--known-by", "2012", "--and-by", "2014", "--exit-code"];
    assert_eq!(code(&known), 1);
    let sources = ["diff", WPK, "--between", "kcna-2019-07-03", "embassy-2013-10-10"];
    assert!(out(&sources).contains("Claims only in the second"));
}

// lineage

#[test]
fn the_shortest_way_is_one_of_the_ways_and_has_the_fewest_steps() {
    let embassy = ["--according-to", "embassy-2013-10-10"];
    let ways = |more: &[&str]| {
        let args = [&["lineage", WPK, "diu", "wpk", "--format", "json"], &embassy[..], more];
        json(&args.concat())["paths"].as_array().unwrap().clone()
    };
    let (all, shortest) = (ways(&[]), ways(&["--shortest"]));
    assert_eq!((all.len(), shortest.len()), (3, 1));
    assert!(all.contains(&shortest[0]));
    assert_eq!(shortest[0].as_array().unwrap().len(), 1);
    let split = ways(&["--via", "split"]);
    assert!(split.is_empty(), "no way of splits alone leads there: {split:?}");
    assert_eq!(code(&["lineage", WPK, "diu", "--shortest"]), 2);
    assert_eq!(code(&["lineage", WPK, "diu", "wpk", "--via", "marriage"]), 2);
}

#[test]
fn shared_predecessors_are_reported_with_the_ways_from_them() {
    let reported = out(&["lineage", WPK, "aiyl", "--common", "ycl", "--without", "outside"]);
    assert!(
        reported.starts_with("Nearest shared predecessor: Down-with-Imperialism Union [diu]"),
        "{reported}"
    );
    let data = json(&[
        "lineage",
        WPK,
        "aiyl",
        "--common",
        "ycl,src",
        "--without",
        "outside",
        "--format",
        "json",
    ]);
    assert_eq!(data["common"], serde_json::json!(["diu"]));
    assert_eq!(data["paths"].as_array().unwrap().len(), 4);
}

#[test]
fn a_lineage_is_a_graph_for_graphviz_with_every_name_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let model = file(
        folder.path(),
        "names.ron",
        r#"Model(
            organs: { "a": Organ(name: "\"];evil [label=\"x\\"), "b": Organ(name: "B") },
            transitions: [ Succeeded(from: "a", into: "b", on: "1930", cite: []) ],
        )"#,
    );
    insta::assert_snapshot!(out(&["lineage", &model, "a", "b", "--format", "dot"]));
}

#[test]
fn each_step_of_a_lineage_carries_its_claims() {
    let data = json(&["lineage", WPK, "wpnk", "wpk", "--format", "json"]);
    let step = &data["paths"][0][0][0];
    assert_eq!(step["kind"], "merged");
    let dates: Vec<&str> = step["dates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|date| date["edtf"].as_str().unwrap())
        .collect();
    assert_eq!(dates, ["1949-06-24", "1949-06-30"], "rivals both stay");
    assert!(step["dates"][1]["cites"].as_array().unwrap().len() > 1);
}

/// a0 .. a19 ──▶ b0 .. b19 ──▶ z
#[test]
fn a_transition_of_many_into_many_is_reported_once() {
    const MANY: usize = 20;
    let folder = tempfile::tempdir().unwrap();
    let ids = |letter: char| {
        (0..MANY).map(|at| format!("\"{letter}{at}\"")).collect::<Vec<_>>().join(", ")
    };
    let organs = [ids('a'), ids('b')].join(", ").replace(", ", ": Organ(), ");
    let text = format!(
        "Model(organs: {{ {organs}: Organ(), \"z\": Organ() }}, transitions: [
            Reorganised(from: [{}], into: [{}], on: \"1960\"),
            Merged(from: [{}], into: \"z\", on: \"1970\"),
        ])",
        ids('a'),
        ids('b'),
        ids('b')
    );
    let model = file(folder.path(), "many.ron", &text);
    let reported = out(&["lineage", &model, "z"]);
    let crowd = "  1960  a0, a1, a2 and 17 more → b0, b1, b2 and 17 more  reorganised";
    assert!(reported.contains(crowd), "{reported}");
    assert_eq!(reported.lines().filter(|line| line.contains("→ z")).count(), MANY);

    let data = json(&["lineage", &model, "z", "--format", "json"]);
    let ends = |side: &str| data["predecessors"][0][side].as_array().unwrap().len();
    assert_eq!((ends("from"), ends("to")), (MANY, MANY));

    let dot = out(&["lineage", &model, "z", "--format", "dot"]);
    assert_eq!(dot.matches(" -> ").count(), 3 * MANY, "{dot}");
    assert_eq!(dot.matches("shape=point").count(), 1);

    let network = out(&["export", "graphml", &model]);
    assert_eq!(network.matches("<edge ").count(), 3 * MANY, "a node between the two sides");

    let view = out(&["render", &model, "--view", "network", "--format", "dot", "-o", "-"]);
    assert_eq!(view.matches(" -> ").count(), 3 * MANY, "{view}");

    let shared = json(&["lineage", &model, "b1", "--common", "b2,z", "--format", "json"]);
    assert_eq!(shared["common"].as_array().unwrap().len(), MANY);
    assert_eq!(shared["more"], true, "at most a hundred ways are reported");
}

// timeline and stats

#[test]
fn a_timeline_is_text_json_and_csv_of_the_same_happenings() {
    let args = ["timeline", WPK, "kim-jong-il", "--without", "outside"];
    let text = out(&args);
    let data = json(&[&args[..], &["--format", "json"]].concat());
    let csv = out(&[&args[..], &["--format", "csv"]].concat());
    let count = data.as_array().unwrap().len();
    assert!(count >= 3, "{text}");
    assert_eq!((text.lines().count(), csv.lines().count()), (count, count + 1));
    assert_eq!(csv.lines().next(), Some("date,what,text,ids,modality,answer,sources"));
    assert_eq!(code(&["timeline", WPK, "claims()"]), 2);
    assert_eq!(code(&["timeline", WPK, "src", "--as-of", "1800"]), 1);
}

#[test]
fn a_timeline_gives_whole_dates_to_meetings_and_bounds_to_organs() {
    let csm = out(&["timeline", WPK, "series(csm)"]);
    assert!(csm.contains("2017-12-21/2017-12-23  5th Conference"), "{csm}");
    let folder = tempfile::tempdir().unwrap();
    let model = file(
        folder.path(),
        "union.ron",
        r#"Model(
            organs: { "a": Organ(name: "A", existence: "1920/"), "b": Organ(name: "B", existence: "1930/1940") },
            transitions: [ Merged(from: ["a"], into: "b", on: "1925"), Dissolved(organ: "b", on: "1940-05") ],
        )"#,
    );
    insta::assert_snapshot!(out(&["timeline", &model]));
}

#[test]
fn statistics_count_for_people_and_for_programs() {
    let text = out(&["stats", WPK, "--without", "outside"]);
    for title in ["What there is", "decade", "Citations by source", "precision", "Gaps"] {
        assert!(text.contains(title), "{title}: {text}");
    }
    let data = json(&["stats", WPK, "--format", "json"]);
    let organs = &data["things"][0];
    assert_eq!(organs["name"], "organs");
    let counted: usize = out(&["query", WPK, "all()", "--count"]).trim().parse().unwrap();
    assert_eq!(organs["count"], counted);
}

// query

#[test]
fn counts_of_groups_are_counts_of_rows() {
    let rows = out(&["query", WPK, "all()", "--columns", "kind", "--format", "csv"]);
    let groups = out(&["query", WPK, "all()", "--group-by", "kind", "--format", "csv"]);
    let mut sum = 0;
    for line in groups.lines().skip(1) {
        let (kind, count) = line.rsplit_once(',').unwrap();
        let kind = if kind == "no kind" { "" } else { kind };
        let count: usize = count.parse().unwrap();
        assert_eq!(rows.lines().skip(1).filter(|row| *row == kind).count(), count, "{kind}");
        sum += count;
    }
    assert_eq!(out(&["query", WPK, "all()", "--count"]).trim(), sum.to_string());
}

#[test]
fn what_is_merely_possible_is_not_shown_and_not_hidden_either() {
    let output =
        organigram(&["query", WPK, "ajpga & all()", "--as-of", "1930", "--without", "outside"]);
    assert_eq!(output.status.code(), Some(1));
    let note = String::from_utf8(output.stderr).unwrap();
    assert!(note.contains("no certain or presumed organ found; one is possible"), "{note}");
}

#[test]
fn mixed_precision_is_no_dispute() {
    let folder = tempfile::tempdir().unwrap();
    let rivals = |one: &str, two: &str| {
        let text = format!(
            r#"Model(sources: {{ "a": Source(), "b": Source() }}, organs: {{ "x": Organ(existence: [
                Claim(value: "{one}", cite: "a"), Claim(value: "{two}", cite: "b") ]) }})"#
        );
        let model = file(folder.path(), "rivals.ron", &text);
        code(&["query", &model, "disputed()"]) == 0
    };
    assert!(rivals("1949-06-24/", "1949-06-30/"));
    assert!(!rivals("1949-06-24/", "1949/"));
    assert!(!rivals("[..2013]/", "[..2021]/.."));
    assert!(rivals("1930/1940", "1930/1941"));
    assert!(!rivals("1930/1940", "1930/"));
}

#[test]
fn a_perspective_hides_names_and_citations_that_it_does_not_have() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"Model(sources: { "a": Source(), "b": Source() }, organs: { "x": Organ(
        name: "X", existence: [Claim(value: "1930/", cite: ["a p. 1", "b p. 2"])], cite: ["a", "b"],
        names: [Name(text: "Secret", cite: "b")]) })"#;
    let model = file(folder.path(), "names.ron", text);
    let reported = out(&["show", &model, "x", "--according-to", "a"]);
    assert!(reported.contains("a p. 1") && !reported.contains("b p. 2"), "{reported}");
    assert_eq!(code(&["query", &model, "name(secret)", "--according-to", "a"]), 1);
    assert_eq!(code(&["query", &model, "name(secret)"]), 0);
}

#[test]
fn an_ambiguous_name_lists_what_it_may_be() {
    let said = |args: &[&str]| String::from_utf8(organigram(args).stderr).unwrap();
    let model = "models/us-congress.ron";
    for reported in [said(&["who", model, "Kennedy"]), said(&["query", model, "Kennedy"])] {
        assert!(reported.contains("K000107 (John Fitzgerald Kennedy)"), "{reported}");
    }
}

#[test]
fn how_long_somebody_held_a_post() {
    let speaker = "claims(\"Speaker of the House\") & career(P000197)";
    let columns = ["--columns", "existence,length", "--format", "csv"];
    let reported = out(&[&["query", "models/us-congress.ron", speaker], &columns[..]].concat());
    let rows = "existence,length\n2019-01-03/2021-01-03,2 years\n2021-01-03/2023-01-03,2 years\n";
    assert_eq!(reported, rows);
}
