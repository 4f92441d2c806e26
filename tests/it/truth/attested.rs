//! When a thing that is presumed was last attested, and for how long it is presumed after that.

use super::{Case, ask, hold, print};

/// What a query says of one thing, by column.
fn column(model: &str, query: &str, column: &str, options: &[&str]) -> String {
    let columns = ["--columns", column, "--format", "csv"];
    let text = print("query", model, &[&[query, "--possible"], &columns[..], options].concat());
    text.lines().nth(1).unwrap_or_default().trim_matches('"').to_owned()
}

const SOURCES: &str = "sources: { \"old\": Source(published: \"1960-05-02\"), \"new\": Source(published: \"2013-01-28\") },";

#[test]
fn each_dated_claim_attests_up_to_its_end_its_source_or_its_start() {
    let last = |organs: &str, options: &[&str]| {
        let model = format!("Model({SOURCES} {organs})");
        column(&model, "x", "last_attested", &[&["--as-of", "2020"], options].concat())
    };
    let x = |rest: &str| {
        format!("organs: {{ \"x\": Organ(existence: \"1950/\"{rest}), \"y\": Organ() }},")
    };
    assert_eq!(last(&x(""), &[]), "1950");
    assert_eq!(last("organs: { \"x\": Organ(existence: \"[..1950-03]/\") }", &[]), "1950-03");
    let goes_on = "organs: { \"x\": Organ(existence: [\"1950/\", Claim(value: \"1950/..\", cite: \"new\")]) }";
    assert_eq!(last(goes_on, &[]), "2013-01-28");
    assert_eq!(last(goes_on, &["--known-by", "2000"]), "", "no claim counts");
    assert_eq!(last(&x(", members: [Members(count: 3, on: \"1971-06\")]"), &[]), "1971-06");
    assert_eq!(last(&x(", under: [Under(organ: \"y\", during: \"1972/\")]"), &[]), "1972");
    let planned = x(", under: [Under(organ: \"y\", during: \"1972/\", modality: Planned)]");
    assert_eq!(last(&planned, &[]), "1950");
    let with = |more: &str| format!("{} {more}", x(""));
    let post = "people: { \"h\": Person() }, posts: { \"p\": Post(organ: \"x\") },";
    let tenure = with(&format!(
        "{post} tenures: [Tenure(person: \"h\", post: \"p\", during: \"1980/1985-07\")]"
    ));
    assert_eq!(last(&tenure, &[]), "1985-07");
    let honour = with(&format!(
        "{post} tenures: [Tenure(person: \"h\", post: \"p\", during: \"1980/1985-07\", status: Honorary)]"
    ));
    assert_eq!(last(&honour, &[]), "1950");
    assert_eq!(
        last(&with("events: { \"e\": Event(on: \"1990-02-03\", organs: \"x\") }"), &[]),
        "1990-02-03"
    );
    let yearly = |cite: &str| {
        with(&format!("events: {{ \"e\": Event(on: \"XXXX-10-10\", organs: \"x\"{cite}) }}"))
    };
    assert_eq!(last(&yearly(", cite: \"new\""), &[]), "2013-01-28", "up to the day of its source");
    assert_eq!(last(&yearly(""), &[]), "1950");
    assert_eq!(last(&with("transitions: [Reorganised(organ: \"x\", on: \"1991\")]"), &[]), "1991");
    assert_eq!(
        last(&with("transitions: [Origin(from: \"x\", into: \"y\", on: \"1991\")]"), &[]),
        "1950"
    );
}

#[test]
fn only_what_counts_in_the_perspective_attests() {
    let model = format!(
        "Model({SOURCES} organs: {{ \"x\": Organ(existence: \"1950/\", cite: \"old\"), \"y\": Organ(under: [\
         Under(organ: \"x\", during: \"1990/\", cite: \"new\")]) }})"
    );
    let last = |options: &[&str]| {
        column(&model, "x", "last_attested", &[&["--as-of", "2020"], options].concat())
    };
    assert_eq!(last(&[]), "1990");
    assert_eq!(last(&["--without", "new"]), "1950");
    assert_eq!(last(&["--according-to", "old"]), "1950");
}

const BODIES: &str = r#"Model(presume_for: "10y", charter: Charter(kinds: {
    "body": Kind(presume_for: "5y"), "cell": Kind(is: "body"), "state": Kind(), "hasty": Kind(presume_for: "0d"),
}), organs: {
    "b": Organ(kind: "body", existence: "1950-03-01/"),
    "c": Organ(kind: "cell", existence: "1950-03-01/", under: "b"),
    "s": Organ(kind: "state", existence: "1950-03-01/"),
    "z": Organ(kind: "hasty", existence: "1950-03-01/"),
    "e": Organ(kind: "body", existence: "1950-03-01/1999"),
}, people: { "h": Person() }, posts: { "p": Post(organ: "b") }, tenures: [
    Tenure(person: "h", post: "p", during: "1952/"),
])"#;

cases!(a_presumption_lapses_and_a_certainty_does_not, BODIES, {
    "up to the last day": "organs()" ["--as-of", "1950-03-01"] =>
        ["b" "certain", "c" "certain", "s" "certain", "z" "certain", "e" "certain"];
    "at once where it is presumed for no day": "z" ["--as-of", "1950-03-02"] => ["z" "possible"];
    "as its kind, its wider kind and the model say": "organs()" ["--as-of", "1955-03-01"] =>
        ["b" "presumed", "c" "presumed", "s" "presumed", "z" "possible", "e" "certain"];
    "the tenure attests the body of the post": "organs()" ["--as-of", "1955-03-02"] =>
        ["b" "presumed", "c" "possible", "s" "presumed", "z" "possible", "e" "certain"];
    "a question of days asks for one of them": "c" ["--as-of", "1955-02/1955-04"] => ["c" "presumed"];
    "the model's": "s" ["--as-of", "1960-03-02"] => ["s" "possible"];
    "the question's goes first": "b | s" ["--as-of", "1955-03-01", "--presume-for", "1m"] => ["b" "possible", "s" "possible"];
    "and may be longer": "b | s" ["--as-of", "1970", "--presume-for", "50y"] => ["b" "presumed", "s" "presumed"];
    "what is under it lapses with it": "under(b)" ["--as-of", "1955-03-02"] => ["c" "possible"];
    "a tenure as its organ": "holders(p)" ["--as-of", "1957-12-31"] => ["h" "presumed"];
    "and no longer": "holders(p)" ["--as-of", "1958-01-01"] => ["h" "possible"];
});

#[test]
fn every_verb_says_when_it_was_last_attested() {
    let dated = ["--as-of", "1954"];
    let text = |verb: &str, options: &[&str]| print(verb, BODIES, &[options, &dated[..]].concat());
    let who = text("who", &["p"]);
    assert!(who.contains("presumed: begun 1952, end not recorded; last attested 1952"), "{who}");
    let show = text("show", &["b"]);
    assert!(
        show.contains("presumed: begun 1950-03-01, end not recorded; last attested 1952"),
        "{show}"
    );
    assert!(text("tree", &[]).contains("~ b [b] (last attested 1952)"), "{}", text("tree", &[]));
    for (verb, options) in [("who", "p"), ("show", "b"), ("tree", "b")] {
        let json = text(verb, &[options, "--format", "json"]);
        assert!(json.contains("\"last_attested\": \"1952\""), "{verb}: {json}");
    }
    let json = text("query", &["b", "--format", "json", "--columns", "id,last_attested"]);
    assert!(json.contains("\"last_attested\": \"1952\""), "{json}");
    let lapsed = print("show", BODIES, &["b", "--as-of", "1990"]);
    let words = "possible: begun 1950-03-01, end not recorded; last attested 1952, more than 5 years before";
    assert!(lapsed.contains(words), "{lapsed}");
    let picture = print(
        "render",
        BODIES,
        &["--view", "hierarchy", "--as-of", "1954", "-o", "-", "--format", "svg"],
    );
    assert!(picture.contains("end not recorded; last attested 1952"), "{picture}");
}

#[test]
fn a_text_that_is_no_length_of_time_is_a_diagnostic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(&path, "Model(presume_for: \"five\")").unwrap();
    let program = || std::process::Command::new(env!("CARGO_BIN_EXE_organigram"));
    let output = program().arg("check").arg(&path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("a length of time such as \"5y\", \"18m\" or \"90d\""), "{said}");
    std::fs::write(&path, "Model()").unwrap();
    let output = program().args(["tree", "--presume-for", "y"]).arg(&path).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("such as 5y, 18m or 90d"));
}

/// Claims are asked like the things that they are about: what goes on is certain as long as its source speaks.
#[test]
fn a_claim_goes_on_as_long_as_its_source_speaks() {
    let model = format!(
        "Model({SOURCES} organs: {{ \"x\": Organ(existence: \"1950/..\", cite: \"new\") }})"
    );
    let answer = |day: &str| column(&model, "claims(x)", "answer", &["--as-of", day]);
    assert_eq!(answer("2013-01-28"), "certain");
    assert_eq!(answer("2013-01-29"), "presumed");
    assert!(ask(&model, "x", &["--as-of", "2013-01-29"])["x"] == "presumed");
}
