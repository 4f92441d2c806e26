//! Right answers to small models, worked out by hand from the meaning of possible worlds: certain is true in
//! every world, presumed in every world in which no unrecorded end has come, possible in some, no in none.
//!
//! Takes a model, a query and a date, and compares ids and answers with what the program prints. Each case
//! stands for a kind of mistake that an earlier edition made; the oracle tests hold the kinds as a whole.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// A question to a model and the whole right answer: all ids that are at least possible.
struct Case {
    name: &'static str,
    model: &'static str,
    query: &'static str,
    options: &'static [&'static str],
    answers: &'static [(&'static str, &'static str)],
}

/// What a verb prints and what it says beside it, of a model. A verb may have its first argument with it.
fn run(verb: &str, model: &str, options: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(&path, model).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_organigram"))
        .args(verb.split(' '))
        .arg(path)
        .args(options)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code().is_some_and(|code| code < 2), "{verb} {options:?}: {said}");
    (String::from_utf8(output.stdout).unwrap(), said)
}

/// What a verb prints of a model.
fn print(verb: &str, model: &str, options: &[&str]) -> String {
    run(verb, model, options).0
}

/// What `query --possible` finds, by id. A thing that was named and is not there is printed with "no".
fn ask(model: &str, query: &str, options: &[&str]) -> BTreeMap<String, String> {
    let text =
        print("query", model, &[&[query, "--format", "json", "--possible"], options].concat());
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap_or_default();
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or("").to_owned();
    let found = rows.iter().map(|row| (text(row, "id"), text(row, "answer")));
    found.filter(|(_, answer)| answer != "no").collect()
}

fn hold(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let right: BTreeMap<String, String> =
            case.answers.iter().map(|(id, answer)| ((*id).into(), (*answer).into())).collect();
        let found = ask(case.model, case.query, case.options);
        if found != right {
            let Case { name, query, options, .. } = case;
            wrong
                .push(format!("{name}: {query} {options:?}\n  right {right:?}\n  found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

macro_rules! cases {
    ($test:ident, $model:expr, { $($name:literal: $query:literal [$($option:literal),*] => [$($id:literal $answer:literal),*];)+ }) => {
        #[test]
        fn $test() {
            hold(&[$(Case {
                name: $name, model: $model, query: $query, options: &[$($option),*],
                answers: &[$(($id, $answer)),*],
            }),+]);
        }
    };
}

pub(crate) use cases;

mod attested;
mod found;
mod said;
mod values;

cases!(negation_is_asked_in_the_worlds, r#"Model(organs: {
    "k": Organ(existence: "1900-01-01/1936~"),
    "c": Organ(existence: "1900-01-01/1950-12-31"),
    "p": Organ(existence: "1900-01-01/"),
})"#, {
    "difference of two dates": "k & (existed(1930) ~ existed(1936-06-01))" ["--as-of", "1930"] => ["k" "possible"];
    "the certain one is not left over": "c & (existed(1930) ~ existed(1936-06-01))" ["--as-of", "1930"] => [];
    "what is presumed to be there may be gone": "p & (existed(1930) ~ existed(1936-06-01))" ["--as-of", "1930"] => ["p" "possible"];
    "absence": "absent(k | c | p)" ["--as-of", "1936-06-01"] => ["k" "possible", "p" "possible"];
    "absence after a recorded end": "absent(c)" ["--as-of", "1951"] => ["c" "certain"];
});

cases!(roots_and_leaves_follow_the_worlds, r#"Model(organs: {
    "a": Organ(existence: "1900-01-01/1990-12-31"),
    "b": Organ(existence: "1900-01-01/1990-12-31", under: Under(organ: "a", during: "1900-01-01/1936~")),
})"#, {
    "a root for certain, and one that may be": "roots()" ["--as-of", "1936-06-01"] => ["a" "certain", "b" "possible"];
    "a leaf for certain, and one that may be": "leaves()" ["--as-of", "1936-06-01"] => ["a" "possible", "b" "certain"];
    "while the superior is certain": "roots()" ["--as-of", "1930"] => ["a" "certain"];
});

cases!(dates_are_sets_of_days, r#"Model(organs: {
    "all": Organ(existence: "{1960,1961-12}"),
    "one": Organ(existence: "[1667,1668,1670..1672]"),
    "month": Organ(existence: "1999-XX-01"),
    "decade": Organ(existence: "156X-12-25"),
    "plain": Organ(existence: "1950/1960"),
})"#, {
    "between the members of all": "all" ["--as-of", "1961-06"] => [];
    "in a member of all": "all" ["--as-of", "1960"] => ["all" "certain"];
    "in the other member of all": "all" ["--as-of", "1961-12"] => ["all" "certain"];
    "between the members of one": "one" ["--as-of", "1669"] => [];
    "in a member of one": "one" ["--as-of", "1667"] => ["one" "possible"];
    "no first of the month": "month" ["--as-of", "1999-03-15"] => [];
    "a first of the month": "month" ["--as-of", "1999-03-01"] => ["month" "possible"];
    "no Christmas": "decade" ["--as-of", "1565-07"] => [];
    "a Christmas": "decade" ["--as-of", "1565-12-25"] => ["decade" "possible"];
    "a plain interval is as before": "plain" ["--as-of", "1955"] => ["plain" "certain"];
});

cases!(a_question_may_be_uncertain, r#"Model(organs: {
    "b": Organ(existence: "1936-02-01/1936-02-02"),
    "long": Organ(existence: "1930-01-01/1940-12-31"),
    "october": Organ(existence: "1936-10-10/1940-12-31"),
    "may": Organ(existence: "1936-05-10/1940-12-31"),
})"#, {
    "one of two years, neither of them": "b" ["--as-of", "[1935,1937]"] => [];
    "about a year": "b" ["--as-of", "1936~"] => ["b" "possible"];
    "one of two years, both of them": "long" ["--as-of", "[1935,1937]"] => ["long" "certain"];
    "founded in an October": "founded(XXXX-10)" [] => ["october" "certain"];
});

cases!(a_stated_bound_wins_over_an_unrecorded_one, r#"Model(sources: { "s": Source(), "t": Source() }, organs: {
    "e": Organ(existence: ["1950/", Claim(value: "1950/1980", cite: "t")], cite: "s"),
    "d": Organ(existence: ["/1980", Claim(value: "1950/", cite: "t")], cite: "s"),
})"#, {
    "the recorded end ends it": "e" ["--as-of", "1983"] => [];
    "before the recorded end": "e" ["--as-of", "1960"] => ["e" "certain"];
    "the recorded start begins it": "d" ["--as-of", "1940"] => [];
    "no dispute": "claims() & disputed()" [] => [];
});

cases!(change_events_bear_on_lives, r#"Model(organs: {
    "dissolved": Organ(existence: "1950-01-01/"),
    "reported": Organ(),
    "a": Organ(existence: "1950-01-01/"), "b": Organ(existence: "1950-01-01/"), "m": Organ(),
    "small": Organ(existence: "1950-01-01/"), "big": Organ(existence: "1940-01-01/1999-12-31"),
    "back": Organ(existence: "1950-01-01/"),
    "split": Organ(existence: "1950-01-01/"), "half": Organ(existence: "1970-01-01/1999-12-31"),
}, transitions: [
    Dissolved(organ: "dissolved", on: "1980-01-01"),
    Founded(organ: "reported", on: "1950-01-01"), Dissolved(organ: "reported", on: "1960-01-01"),
    Merged(from: ["a", "b"], into: "m", on: "1970-01-01"),
    Absorbed(from: "small", into: "big", on: "1970-01-01"),
    Dissolved(organ: "back", on: "1960-01-01"), Revived(organ: "back", on: "1970-01-01"),
    Split(from: "split", into: "half", on: "1970-01-01"),
])"#, {
    "a dissolution ends a life": "dissolved" ["--as-of", "1983"] => [];
    "before the dissolution": "dissolved" ["--as-of", "1970"] => ["dissolved" "certain"];
    "a life by change events alone": "reported" ["--as-of", "1955"] => ["reported" "certain"];
    "and before and after it": "(reported @ 1949) | (reported @ 1961)" [] => [];
    "a merger ends what it takes": "a | b" ["--as-of", "1975"] => [];
    "a merger dates nothing that it makes": "m" ["--as-of", "1975"] => ["m" "possible"];
    "an absorption ends what it takes": "small | big" ["--as-of", "1975"] => ["big" "certain"];
    "between two spells": "back" ["--as-of", "1965"] => [];
    "in the first spell": "back" ["--as-of", "1955"] => ["back" "certain"];
    "in the second spell": "back" ["--as-of", "1975"] => ["back" "presumed"];
    "a split ends nothing by itself": "split" ["--as-of", "1975"] => ["split" "presumed"];
});

cases!(goes_on_is_certain_as_far_as_its_source_knows, r#"Model(sources: {
    "s": Source(published: "2013-05-01"), "u": Source(),
}, organs: {
    "dated": Organ(existence: "1950/..", cite: "s"),
    "undated": Organ(existence: "1950/..", cite: "u"),
})"#, {
    "up to the day of its source": "dated" ["--as-of", "2010"] => ["dated" "certain"];
    "after the day of its source": "dated" ["--as-of", "9999"] => ["dated" "presumed"];
    "a source without a date": "undated" ["--as-of", "1960"] => ["undated" "presumed"];
});

cases!(people_live, r#"Model(people: {
    "old": Person(born: "1745~"), "unknown": Person(), "dead": Person(born: "1900", died: "1950-03-01"),
    "young": Person(born: "1950-01-01"),
})"#, {
    "long dead": "old" ["--as-of", "1990"] => [];
    "no date at all": "unknown" ["--as-of", "1990"] => ["unknown" "possible"];
    "after a recorded death": "dead" ["--as-of", "1960"] => [];
    "before a birth": "young" ["--as-of", "1940"] => [];
    "a death that is not recorded, below 100": "young" ["--as-of", "2000"] => ["young" "presumed"];
    "a death that is not recorded, above 100": "young" ["--as-of", "2060"] => ["young" "possible"];
    "nobody lives past 125": "young" ["--as-of", "2080"] => [];
});

cases!(chains_hold_on_one_day, r#"Model(organs: {
    "c": Organ(existence: "2000/2040"),
    "b": Organ(existence: "2000/2040", under: Under(organ: "c", during: "2022-01-01/2022-12-31")),
    "a": Organ(existence: "2000/2040", under: Under(organ: "b", during: "2020-01-01/2020-12-31")),
})"#, {
    "the two links share no day": "under(c)" ["--as-of", "2019/2023"] => ["b" "certain"];
    "above too": "above(a)" ["--as-of", "2019/2023"] => ["b" "certain"];
});

cases!(a_walk_is_no_surer_than_its_steps, r#"Model(organs: { "w": Organ(), "x": Organ(), "z": Organ() }, transitions: [
    Succeeded(from: "w", into: "x", on: "1960-01-01"),
    Succeeded(from: "x", into: "z", on: "1960~"),
])"#, {
    "the second step may lie before the first": "successors(w)" [] => ["x" "certain", "z" "possible"];
    "and backwards": "predecessors(z)" [] => ["x" "certain", "w" "possible"];
});

cases!(a_tenure_lies_in_the_life_of_its_post_and_holder, r#"Model(
    organs: { "o": Organ(existence: "1950/1999") },
    posts: { "p": Post(organ: "o", existence: "1960/1969") },
    people: { "a": Person(born: "1920", died: "1990"), "gone": Person(born: "1900", died: "1965-01-01") },
    tenures: [
        Tenure(person: "a", post: "p", during: "1958/1975"),
        Tenure(person: "gone", post: "p", during: "1961/1968"),
    ],
)"#, {
    "after the end of the post": "holders(p)" ["--as-of", "1972"] => [];
    "within both": "holders(p)" ["--as-of", "1962"] => ["a" "certain", "gone" "certain"];
    "after a death": "holders(p)" ["--as-of", "1967"] => ["a" "certain"];
});

cases!(what_is_no_contradiction, r#"Model(sources: { "s": Source(), "t": Source() }, organs: {
    "finer": Organ(existence: ["1930-10/", Claim(value: "1930-10-15/", cite: "t")], cite: "s"),
    "silent": Organ(existence: ["1930/", Claim(value: "1930/1940", cite: "t")], cite: "s"),
    "plan": Organ(existence: [Claim(value: "1930/1940", cite: "s"), Claim(value: "1930/1950", cite: "t", modality: Planned)]),
    "place": Organ(place: [Claim(value: "Onsong area", cite: "s"), Claim(value: "Turu Hill, Onsong County", cite: "t")]),
    "own": Organ(kind: [Claim(value: "league", cite: "s"), Claim(value: "union", cite: "s")]),
    "really": Organ(existence: [Claim(value: "1930/..", cite: "s"), Claim(value: "1930/1940", cite: "t")]),
})"#, {
    "only the last is one": "disputed()" [] => ["really" "certain"];
});

cases!(names_have_their_times, r#"Model(organs: {
    "n": Organ(name: "New Mill", existence: "1940-01-01/1999-12-31", names: [
        Name(text: "Old Mill", used: "/1955-03-31"), Name(text: "New Mill", used: "1955-03-31/"),
    ]),
    "r": Organ(name: "First", existence: "1940-01-01/1999-12-31"),
}, transitions: [Renamed(organ: "r", name: "Second", on: "1961-01-01")])"#, {
    "found by the name it took": "name(\"Second\")" [] => ["r" "certain"];
    "found by its first name": "name(\"First\")" [] => ["r" "certain"];
});

cases!(texts_are_compared_in_every_form, r#"Model(organs: {
    "nfd": Organ(name: "Cafe\u{301} Zentral"), "street": Organ(name: "Große Straße"), "dot": Organ(name: "İstanbul"),
})"#, {
    "composed finds decomposed": "name(\"café\")" [] => ["nfd" "certain"];
    "ss finds ß": "name(\"grosse strasse\")" [] => ["street" "certain"];
    "i finds İ": "name(\"i\u{307}stanbul\")" [] => ["dot" "certain"];
});
