//! Every view with every option that says what of a model to show: what stands in each picture, or why an
//! option has no meaning there, as one table.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Command;

/// A club by two sources: what each option leaves out or adds can be reported by the names.
const CLUB: &str = r#"Model(
    title: "Club",
    sources: { "a": Source(title: "Minutes", published: "1959"), "b": Source(title: "Jubilee book", published: "1990") },
    organs: {
        "guild": Organ(name: "Guild", existence: "1940/1950", cite: "a"),
        "club": Organ(name: "Club", existence: "1950/", cite: "a"),
        "board": Organ(name: "Board", under: "club", existence: "1950/1980", cite: "a"),
        "youth": Organ(name: "Youth", under: "club", existence: [Claim(value: "1955/1960", cite: "b", modality: Reported)]),
        "girls": Organ(name: "Girls", under: "youth", existence: "1955/1960", cite: "b"),
        "fund": Organ(name: "Fund", under: "board", existence: "[1956..1958]/1980", cite: "a"),
        "press": Organ(name: "Press", under: [Under(organ: "club", during: "1952/1962"), Under(organ: "board", during: "1963/1980")], existence: "1952/1980", cite: "a"),
    },
    transitions: [
        Succeeded(from: "guild", into: "club", on: "1950", cite: "a"),
        Split(from: "club", into: "youth", on: "1955", cite: "b"),
        Split(from: "youth", into: "girls", on: "1955", cite: "b"),
        Split(from: "board", into: "fund", on: "[1956..1958]", cite: "a"),
    ],
    posts: {
        "chair": Post(title: "Chair", organ: "board", cite: "a"),
        "bursar": Post(title: "Bursar", organ: "board", cite: "a"),
        "coach": Post(title: "Coach", organ: "youth", cite: "b"),
    },
    people: { "ann": Person(name: "Ann"), "bob": Person(name: "Bob"), "cid": Person(name: "Cid"), "dot": Person(name: "Dot"), "eve": Person(name: "Eve") },
    tenures: [
        Tenure(person: "ann", post: "chair", during: "1950/1959", cite: "a"),
        Tenure(person: "bob", post: "chair", during: "1961/1970", cite: "a"),
        Tenure(person: "cid", post: "bursar", during: [Claim(value: "1955/", cite: "b", modality: Reported)]),
        Tenure(person: "dot", post: "coach", during: "1955/1960", cite: "b"),
    ],
    seats: [
        Seat(person: "bob", organ: "board", rank: 1, during: "1950/1970", cite: "a"),
        Seat(person: "cid", organ: "board", rank: 2, during: "[1956..1958]/1970", cite: "a"),
        Seat(person: "dot", organ: "board", membership: Candidate, during: "1955/", cite: "b"),
        Seat(person: "eve", organ: "fund", during: "1959/1965", cite: "a"),
    ],
)"#;

/// The views, each as it is asked for.
const VIEWS: [&[&str]; 8] = [
    &["--view", "hierarchy"],
    &["--view", "lineage"],
    &["--view", "roster", "--root", "board"],
    &["--view", "tenures"],
    &["--view", "network"],
    &["--view", "diff", "--from", "1957", "--to", "1964"],
    &["--view", "diff", "--between", "a", "b"],
    &["--view", "diff", "--of", "roster", "--root", "board", "--from", "1957", "--to", "1964"],
];

/// The options, each put behind each view.
const OPTIONS: [&[&str]; 18] = [
    &[],
    &["--as-of", "1957"],
    &["--as-of", "1957", "--possible"],
    &["--as-of", "1957", "--certain"],
    &["--as-of", "1956/1963"],
    &["--possible"],
    &["--certain"],
    &["--according-to", "b"],
    &["--without", "b"],
    &["--known-by", "1960"],
    &["--modality", "reported"],
    &["--root", "youth"],
    &["--root", "board", "--depth", "1"],
    &["--depth", "0"],
    &["--only", "board | youth"],
    &["--only", "cid"],
    &["--highlight", "board", "--highlight", "fund"],
    &["--highlight", "cid", "--highlight", "chair"],
];

/// What stands in a picture, by its DOT: every label once, stressed ones with a star; or what is said instead.
fn shown(path: &str, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_organigram"));
    command.args(["render", path]).args(args).args(["--format", "dot", "-o", "-"]);
    let run = command.output().expect("the program was built for the tests");
    if !run.status.success() {
        let reported = String::from_utf8_lossy(&run.stderr).replace(path, "club.ron");
        let words: Vec<&str> =
            reported.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        return words.join("\n        ");
    }
    let drawn = String::from_utf8_lossy(&run.stdout).into_owned();
    let mut labels = BTreeSet::new();
    // A node a line; lines between nodes show nothing new.
    for line in drawn.lines().filter(|line| !line.contains("\" -> \"")) {
        let label = line.split_once("label=\"").and_then(|(_, rest)| rest.split_once('"'));
        let is_node = line.trim_start().starts_with('"');
        if let (Some((label, _)), true) = (label, is_node) {
            let star = if line.contains("peripheries=2") { "*" } else { "" };
            labels.insert(format!("{}{star}", label.replace("\\n", " / ")));
        }
    }
    labels.into_iter().collect::<Vec<_>>().join(" | ")
}

#[test]
fn every_view_takes_every_option_or_says_why_not() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let file = folder.path().join("club.ron");
    std::fs::write(&file, CLUB).expect("the file can be written");
    let path = file.to_str().expect("the path is plain");
    let mut table = String::new();
    for view in VIEWS {
        let _ = writeln!(table, "{}", view.join(" "));
        for option in OPTIONS {
            let mut args =
                if option.contains(&"--root") { without_root(view) } else { view.to_vec() };
            args.extend(option);
            let _ = writeln!(table, "  {}\n        {}", option.join(" "), shown(path, &args));
        }
    }
    assert!(!table.contains("error[L"), "{table}");
    insta::assert_snapshot!(table);
}

/// A view without its own root: a second one beside it would add to it.
fn without_root(view: &[&'static str]) -> Vec<&'static str> {
    let at = view.iter().position(|word| *word == "--root");
    let is_root = |place: usize| at.is_some_and(|at| place == at || place == at + 1);
    (0..view.len()).filter(|&place| !is_root(place)).map(|place| view[place]).collect()
}
