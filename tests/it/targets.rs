//! `check` as CI and hooks call it: several models, parts, charters, folders, patterns, standard input; reports for
//! GitLab and JUnit; the shipped hooks and the shipped action.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

/// A folder with a model of two parts, a second model, a charter that nobody names, and a mapping.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    write(
        "models/party.ron",
        "Model(charter: \"charters/party.ron\", include: [\"party/*.ron\"], sources: { \"m\": Source() })",
    );
    write(
        "models/party/organs.ron",
        "Model(organs: { \"cc\": Organ(kind: \"cell\", cite: \"m\") })",
    );
    write(
        "models/party/people.ron",
        "Model(posts: { \"sec\": Post(organ: \"ccc\", cite: \"m\") })",
    );
    write("models/charters/party.ron", "Charter(kinds: { \"cell\": Kind() })");
    write("models/charters/idle.ron", "Charter(kinds: { \"cell\": Kind(labl: \"x\") })");
    write(
        "models/club.ron",
        "Model(sources: { \"m\": Source() }, organs: { \"c\": Organ(cite: \"m\"), \"d\": Organ(under: \"c\", cite: \"m\") })",
    );
    write("models/mapping.ron", "Mapping(tables: [])");
    write(".hidden/broken.ron", "Model(");
    folder
}

fn run(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_organigram"))
        .args(args)
        .current_dir(folder)
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn shown(folder: &Path, args: &[&str]) -> (String, String, i32) {
    let output = run(folder, args, "");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

const SHORT: &[&str] = &["--format", "short"];

#[test]
fn a_part_or_a_charter_is_checked_with_the_models_that_include_it() {
    let folder = folder();
    for part in ["models/party/people.ron", "models/party/organs.ron", "models/charters/party.ron"]
    {
        let (out, err, code) = shown(folder.path(), &["check", part, "--format", "short"]);
        assert_eq!(code, 1, "{out}{err}");
        assert!(out.contains("models/party/people.ron:1:36: error[R001]"), "{out}");
        assert!(!out.contains("L007"), "{out}");
        assert!(
            err.contains(&format!("{part} is part of models/party.ron, which is checked")),
            "{err}"
        );
    }
    // From another folder, by another way to say it.
    let (out, _, code) =
        shown(&folder.path().join("models/party"), &["check", "people.ron", "--format", "short"]);
    assert_eq!(code, 1);
    assert!(out.contains("people.ron:1:36: error[R001]"), "{out}");
    // A model is checked as itself, and a charter that no model names is read alone.
    let (out, err, code) =
        shown(folder.path(), &["check", "models/party.ron", "--format", "short"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let (out, err, code) =
        shown(folder.path(), &["check", "models/charters/idle.ron", "--format", "short"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.starts_with("models/charters/idle.ron:1:31: error[L001] unknown-field"), "{out}");
}

#[test]
fn several_models_folders_and_patterns_are_checked_each_once() {
    let folder = folder();
    let (out, err, code) = shown(folder.path(), &["check", "models"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let summaries: Vec<&str> =
        out.lines().filter(|line| line.starts_with("models/") && line.contains(".ron: ")).collect();
    assert_eq!(
        summaries,
        [
            "models/charters/idle.ron: 1 error",
            "models/club.ron: no problems",
            "models/party.ron: 1 error",
        ],
        "{out}"
    );
    assert!(out.trim_end().ends_with("3 models: 2 errors"), "{out}");
    let named = [
        "check",
        "models/party/people.ron",
        "models/party.ron",
        "models/club.ron",
        "models/mapping.ron",
    ];
    let (out, err, _) = shown(folder.path(), &[&named[..], SHORT].concat());
    assert_eq!(out.matches("R001").count(), 1, "{out}");
    assert!(err.contains("models/mapping.ron is neither a model nor a charter"), "{err}");
    let (out, _, code) = shown(folder.path(), &["check", "models/cl*.ron"]);
    assert_eq!(code, 0, "{out}");
    for (named, said) in [
        ("models/x*.ron", "no file matches models/x*.ron"),
        (".git", "no file below the folder .git is a model"),
    ] {
        let (_, err, code) = shown(folder.path(), &["check", named]);
        assert_eq!(code, 2);
        assert!(err.contains(said), "{err}");
    }
}

#[test]
fn standard_input_stands_for_a_file() {
    let folder = folder();
    let text = "Model(posts: { \"sec\": Post(organ: \"cc\", cite: \"m\") })";
    let args = ["check", "-", "--stdin-name", "models/party/people.ron", "--format", "short"];
    let output = run(folder.path(), &args, text);
    let (out, err) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(!out.contains("R001"), "{out}");
    assert!(err.contains("is part of models/party.ron"), "{err}");
    // The file itself is as it was.
    assert!(
        std::fs::read_to_string(folder.path().join("models/party/people.ron"))
            .unwrap()
            .contains("ccc")
    );
    let output = run(folder.path(), &["check", "-", "--format", "short"], "Model(titel: \"x\")");
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("stdin.ron:1:7: error[L001]"), "{out}");
    let output = run(folder.path(), &["check", "-", "--fix"], "Model()");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_baseline_knows_the_problems_of_all_models() {
    let folder = folder();
    let (_, _, code) = shown(
        folder.path(),
        &["check", "models/party.ron", "models/club.ron", "--write-baseline", "known.txt"],
    );
    assert_eq!(code, 1);
    let (_, err, code) = shown(
        folder.path(),
        &["check", "models/party.ron", "models/club.ron", "--baseline", "known.txt"],
    );
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("1 known problem not shown"), "{err}");
}

#[test]
fn gitlab_takes_one_fingerprint_a_problem() {
    let folder = folder();
    let (out, _, code) = shown(folder.path(), &["check", "models", "--format", "gitlab"]);
    assert_eq!(code, 1);
    let rows: Value = serde_json::from_str(&out).unwrap();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 2);
    let mut prints: Vec<&str> =
        rows.iter().map(|row| row["fingerprint"].as_str().unwrap()).collect();
    prints.dedup();
    assert_eq!(prints.len(), 2);
    let unknown = rows.iter().find(|row| row["check_name"] == "unknown-id").unwrap();
    assert_eq!(unknown["severity"], "major");
    assert_eq!(unknown["location"]["path"], "models/party/people.ron");
    assert_eq!(unknown["location"]["lines"]["begin"], 1);
    for row in rows {
        assert!(row["description"].is_string());
        assert!(
            ["info", "minor", "major", "critical", "blocker"]
                .contains(&row["severity"].as_str().unwrap())
        );
    }
    let (out, _, _) = shown(folder.path(), &["check", "models/club.ron", "--format", "gitlab"]);
    assert_eq!(out.trim(), "[]");
}

#[test]
fn junit_has_a_case_for_each_problem_and_one_for_none() {
    let folder = folder();
    std::fs::write(
        folder.path().join("models/odd.ron"),
        "Model(organs: { \"<&\\\">\": Organ(under: \"\u{1}\") })",
    )
    .unwrap();
    let (out, _, code) = shown(folder.path(), &["check", "models", "--format", "junit"]);
    assert_eq!(code, 1);
    let (mut cases, mut failures, mut suites) = (0, 0, Vec::new());
    let mut reader = Reader::from_str(&out);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {out}")) {
            Event::Start(tag) | Event::Empty(tag) => {
                let attribute = |name: &str| {
                    let found = tag.attributes().flatten().find(|one| one.key.as_ref() == name);
                    found.map(|one| one.value.to_string()).unwrap_or_default()
                };
                match tag.name().as_ref() {
                    "testcase" => cases += 1,
                    "failure" => failures += 1,
                    "testsuite" => suites.push(attribute("name")),
                    "testsuites" => assert!(attribute("tests").parse::<usize>().unwrap() > 3),
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(
        suites,
        ["models/charters/idle.ron", "models/club.ron", "models/odd.ron", "models/party.ron"]
    );
    assert!(cases > failures && failures >= 3, "{out}");
    assert!(out.contains("<testcase name=\"no problem\" classname=\"models/club.ron\"/>"), "{out}");
}

#[test]
fn sarif_of_several_models_is_one_log() {
    let folder = folder();
    let (out, _, _) = shown(folder.path(), &["check", "models", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 2);
}

/// The words of a command in a file of settings.
fn command<'t>(text: &'t str, key: &str) -> Vec<Vec<&'t str>> {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix(key));
    lines.map(|line| line.split_whitespace().collect()).collect()
}

#[test]
fn the_hooks_for_pre_commit_run() {
    let folder = folder();
    let hooks = std::fs::read_to_string(".pre-commit-hooks.yaml").unwrap();
    let entries = command(&hooks, "entry: organigram ");
    assert_eq!(entries, [["check"], ["fmt"]]);
    // As pre-commit does: the entry, then the files that changed.
    let (out, _, code) =
        shown(folder.path(), &["check", "models/party/people.ron", "models/mapping.ron"]);
    assert_eq!(code, 1, "{out}");
    let (_, err, code) =
        shown(folder.path(), &["fmt", "models/party/people.ron", "models/club.ron"]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn the_action_runs_as_it_stands() {
    let folder = folder();
    let action = std::fs::read_to_string("action.yml").unwrap();
    let mut line = action.lines().filter_map(|line| line.trim().strip_prefix("run: "));
    let run = line.rfind(|line| line.starts_with("organigram ")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_organigram")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("bash")
        .args(["-c", run])
        .current_dir(folder.path())
        .env("PATH", path)
        .envs([
            ("MODELS", "models/party.ron models/club.ron"),
            ("FORMAT", "github"),
            ("ARGUMENTS", "--deny warnings"),
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(
        out.starts_with("::error file=models/party/people.ron,line=1,")
            || out.contains("\n::error file=models/party/people.ron"),
        "{out}"
    );
}

#[test]
fn what_newcomers_type_is_answered() {
    let folder = folder();
    for (args, said) in [
        (&["import", "x.csv"][..], "tip: say what is in it: `organigram import csv x.csv`"),
        (
            &["tree", "models/club.ron", "--date", "1950"],
            "tip: `--as-of DATE` asks about a day or a period",
        ),
        (&["models/club.ron"], "tip: say what to do with it: `organigram check models/club.ron`"),
        (
            &["render", "models/club.ron", "x", "--format", "mermaid"],
            "tip: `--format mmd` is Mermaid",
        ),
        (
            &[
                "render",
                "models/club.ron",
                "--view",
                "hierarchy",
                "--root",
                "c",
                "-o",
                "missing/x.svg",
            ],
            "missing/x.svg was not written: there is no folder missing. Make it first",
        ),
    ] {
        let (_, err, code) = shown(folder.path(), args);
        assert_eq!(code, 2, "{args:?}");
        assert!(err.contains(said), "{args:?}: {err}");
    }
    let args = [
        "render",
        "models/club.ron",
        "--view",
        "hierarchy",
        "--root",
        "c",
        "-o",
        "x.pdf",
        "--paper",
        "A4",
    ];
    let (_, err, code) = shown(folder.path(), &args);
    assert_eq!(code, 0, "{err}");
    for line in ["quit", "exit", ":q"] {
        let output = run(
            folder.path(),
            &["repl", "models/club.ron"],
            &format!("help\n{line}\nunder(nobody)\n"),
        );
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(text.contains("under(x, LINE.., DEPTH)") && !text.contains("nobody"), "{text}");
        assert_eq!(output.status.code(), Some(0));
    }
}

/// What is wrong with a model, in short.
fn problems(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("x.ron"), text).unwrap();
    shown(folder.path(), &["check", "x.ron", "--format", "short", "--allow", "unsourced,orphan"]).0
}

#[test]
fn a_bracket_that_is_missing_is_reported_once_and_what_follows_is_read() {
    let text = "Model(\n    organs:\n        \"club\": Organ(name: \"Club\"),\n        \"board\": Organ(under: \"clubb\"),\n    },\n    people: {},\n)\n";
    assert_eq!(
        problems(text),
        "x.ron:3:9: error[L034] missing-bracket: no `{` opens before the entries of `organs`\n\
         x.ron:4:32: error[R001] unknown-id: no organ has the id `clubb`\n"
    );
}

#[test]
fn a_tenure_that_names_nobody_is_reported_at_its_place() {
    let text = "Model(organs: { \"club\": Organ() }, posts: { \"p\": Post(organ: \"club\") }, tenures: [\nTenure(post: \"p\"),\nTenure(post: \"p\", status: Acting)])";
    assert_eq!(
        problems(text),
        "x.ron:2:1: error[R001] unknown-id: no person is named here\n\
         x.ron:3:1: error[R001] unknown-id: no person is named here\n"
    );
}

#[test]
fn what_is_done_and_not_done_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Model(organs: { \"club\": Organ(name: \"Club\") }, posts: { \"president\": Post(title: \"Patron\", organ: \"club\"), \"chair\": Post(title: \"President\", organ: \"club\") })";
    std::fs::write(folder.path().join("x.ron"), text).unwrap();
    let said = |args: &[&str]| shown(folder.path(), args).1;
    let note = "note: `president` is taken for the id; chair (President) is called so too\n";
    for verb in ["who", "show"] {
        assert_eq!(said(&[verb, "x.ron", "president"]), note);
        assert_eq!(said(&[verb, "x.ron", "chair"]), "");
    }
    assert_eq!(
        said(&["render", "x.ron", "--view", "lineage"]),
        "note: nothing is drawn: `-o FILE` names the file of the picture\n"
    );
    assert_eq!(said(&["render", "x.ron"]), "");
    assert!(said(&["tree", "x.ron", "--as-of", "55"]).contains("all four digits of the year"));
}
