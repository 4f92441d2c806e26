//! The questions that are asked every week: what was so at one time, gaps and terms, bodies through reorganisations, standing,
//! and changes between revisions of git.

use std::path::Path;
use std::process::Command;

use organigram::model::{Show, TransitionKind};
use organigram::project::{
    Compare, Project, QueryColumn, QueryRequest, Question, RowOrder, Who, WhoStage,
};
use organigram::time::Answer;

use crate::git::{done, has_git};

const BUREAU: &str = r#"Model(
    sources: { "old": Source(published: "1950"), "new": Source(published: "1956") },
    organs: {
        "bureau": Organ(name: "Bureau", existence: "1946-01-01/1952-12-31"),
        "presidium": Organ(name: "Presidium", existence: "1953-01-01/"),
    },
    people: { "ann": Person(name: "Ann"), "bob": Person(name: "Bob"), "cay": Person(name: "Cay") },
    posts: {
        "head": Post(title: "Secretary", organ: "bureau"), "chair": Post(title: "Chair", organ: "bureau"),
        "head-2": Post(title: "Secretary", organ: "presidium"),
    },
    tenures: [
        Tenure(person: "ann", post: "head", during: "1946-01-01/1948-12-31"),
        Tenure(person: "ann", post: "head", during: "1949-01-01/1949-12-31"),
        Tenure(person: "bob", post: "head", during: "1951-01-01/1952-12-31"),
        Tenure(person: "ann", post: "chair", during: "1949-01-01/1950-06-30"),
        Tenure(person: "bob", post: "head-2", during: "1953-01-01/"),
    ],
    seats: [
        Seat(person: "ann", organ: "bureau", rank: 1, during: "1946-01-01/1952-12-31"),
        Seat(person: "cay", organ: "bureau", rank: 2, during: "1948-01-01/1952-12-31"),
        Seat(person: "cay", organ: "presidium", rank: 1, during: "1953-01-01/"),
        Seat(person: "ann", organ: "presidium", rank: 2, during: "1953-01-01/", cite: "new"),
        Seat(person: "bob", organ: "presidium", rank: 3, during: "1953-01-01/", cite: "old"),
    ],
    events: {
        "first": Event(name: "First congress", on: "1946-10-10", people: ["ann", "bob"]),
        "second": Event(name: "Second congress", on: "1951-03", people: ["cay", "bob", "ann"]),
    },
    transitions: [Succeeded(from: "bureau", into: "presidium", on: "1953-01-01", cite: "old")],
)"#;

fn bureau() -> Project {
    Project::from_text("bureau.ron", BUREAU).readable().unwrap()
}

/// Ids and answers of what an expression finds.
fn found(as_of: Option<&str>, expression: &str) -> Vec<(String, Answer)> {
    let project = bureau();
    let mut question = Question::default();
    question.show = Show::Possible;
    question.as_of = as_of.map(str::to_owned);
    let rows = project.query(&question, &QueryRequest::new(expression)).unwrap().rows;
    rows.iter().map(|row| (row.id.unwrap().to_owned(), row.answer)).collect()
}

fn certain(ids: &[&str]) -> Vec<(String, Answer)> {
    ids.iter().map(|id| ((*id).to_owned(), Answer::Certain)).collect()
}

#[test]
fn what_was_so_at_one_time_is_found_with_the_days() {
    assert_eq!(found(Some("1949-06"), "concurrent()"), certain(&["ann"]));
    assert_eq!(found(Some("1947-06"), "concurrent(ann)"), []);
    assert_eq!(found(Some("1950-12-01"), "vacant(bureau)"), certain(&["head", "chair"]));
    assert_eq!(found(Some("1951-06-01"), "vacant(head)"), []);
    // A post whose organ is no more is not vacant.
    assert_eq!(found(Some("1953-06-01"), "vacant(chair)"), []);
    assert_eq!(found(Some("1947-06"), "held_together(cay)"), []);
    assert_eq!(found(None, "attended(first)"), certain(&["ann", "bob"]));
    let shared = Question::default().as_of("1949");
    let request = QueryRequest::new("held_together(cay)").columns(&QueryColumn::ALL);
    let project = bureau();
    let rows = project.query(&shared, &request).unwrap().rows;
    let ann = &rows[0];
    assert_eq!((ann.id, ann.person, &ann.organ[..]), (Some("ann"), Some("cay"), &["bureau"][..]));
    assert_eq!((ann.from.as_str(), ann.to.as_str()), ("1949-01-01", "1949-12-31"));
    assert_eq!(ann.why, "with Cay in Bureau, from 1949-01-01 to 1949-12-31");
}

#[test]
fn the_longest_come_first_and_a_limit_says_what_it_leaves_out() {
    let project = bureau();
    let request = QueryRequest::new("longest(tenures(bureau))").limit(2);
    let found = project.query(&Question::default(), &request).unwrap();
    let rows: Vec<(&str, &str)> =
        found.rows.iter().map(|row| (row.person.unwrap(), row.why.as_str())).collect();
    assert_eq!(rows[0], ("ann", "2 years 365 days; place 1 of 4 by recorded length"));
    assert_eq!((found.rows.len(), found.left_out), (2, 2));
    let request = QueryRequest::new("seats(presidium)").order(RowOrder::Rank);
    let found = project.query(&Question::default(), &request).unwrap();
    let people: Vec<&str> = found.rows.iter().map(|row| row.person.unwrap()).collect();
    assert_eq!(people, ["cay", "ann", "bob"]);
    assert_eq!(found.columns, QueryColumn::of_services());
}

#[test]
fn gaps_and_terms_are_those_between_the_tenures() {
    let project = bureau();
    let Who::Post(post) = project.who(&Question::default(), "head").unwrap() else { panic!() };
    let terms: Vec<Option<u32>> = post.holdings.iter().map(|held| held.term).collect();
    assert_eq!(terms, [Some(1), Some(2), None]);
    let gaps: Vec<String> = post.unnamed.iter().map(ToString::to_string).collect();
    assert_eq!(gaps, ["no source names a holder from 1950-01-01 to 1950-12-31"]);
    let dated = project.who(&Question::default().as_of("1947"), "head").unwrap();
    let Who::Post(dated) = dated else { panic!() };
    assert!(dated.unnamed.is_empty() && dated.holdings[0].term.is_none());
}

#[test]
fn a_body_is_followed_across_the_changes_that_are_named_and_no_others() {
    let project = bureau();
    let question = Question::default();
    let line = |across: &[TransitionKind]| -> Vec<&str> {
        let line = project.continuity(&question, "presidium", across).unwrap();
        line.iter().map(|stage| stage.id).collect()
    };
    assert_eq!(line(&[TransitionKind::Succeeded]), ["bureau", "presidium"]);
    assert_eq!(line(&[TransitionKind::Merged]), ["presidium"]);
    let stages = project.who_across(&question, "head-2", &[TransitionKind::Succeeded]).unwrap();
    let holders = |stage: &WhoStage<'_>| match &stage.who {
        Some(Who::Post(post)) => post.holdings.iter().map(|held| held.person.to_owned()).collect(),
        _ => Vec::new(),
    };
    assert_eq!(
        stages.iter().map(holders).collect::<Vec<_>>(),
        [vec!["ann", "ann", "bob"], vec!["bob"]]
    );
    assert_eq!(stages[1].stage.changes[0].date(), Some("1953-01-01"));
    let ended = project.continuity(&question, "bureau", &[TransitionKind::Dissolved]);
    assert!(ended.unwrap_err().to_string().contains("`across` takes"));
}

#[test]
fn standing_is_an_order_and_what_changed_in_it() {
    let project = bureau();
    let found = project.ranking(&Question::default(), "first", Some("second")).unwrap();
    let change = found.change.unwrap();
    assert_eq!((change.distance, change.pairs, change.tau), (1, 1, Some(-1.0)));
    assert_eq!((change.moved, change.came), (vec![["bob", "ann"]], vec!["cay"]));
    let seats =
        project.ranking(&Question::default(), "bureau @ 1950", Some("presidium @ 1955")).unwrap();
    let change = seats.change.unwrap();
    assert_eq!((change.rose[0].person, change.fell[0].person), ("cay", "ann"));
    assert!(project.ranking(&Question::default(), "bureau", None).is_err());
}

#[test]
fn a_change_of_what_was_known_names_the_source_that_moved_it() {
    let project = bureau();
    let mut question = Question::default();
    question.known_by = Some("1951".to_owned());
    let diff = project.diff(&question, &Compare::known_later("1957")).unwrap();
    let ann = diff.changes.iter().find(|change| change.ids == ["ann", "presidium"]).unwrap();
    let belief = ann.belief.as_ref().unwrap();
    assert_eq!((belief.earlier.as_str(), belief.later.as_str()), ("not believed", "believed"));
    assert_eq!(belief.moved_by[0].source, "new");
    // By dates nothing moves a belief.
    let dates = project.diff(&Question::default(), &Compare::dates("1950", "1955")).unwrap();
    assert!(dates.changes.iter().all(|change| change.belief.is_none()));
}

#[test]
fn a_diff_keeps_to_what_it_is_asked_about() {
    let project = bureau();
    let mut compare = Compare::dates("1950", "1955");
    compare.root.push("presidium".to_owned());
    let diff = project.diff(&Question::default(), &compare).unwrap();
    assert!(!diff.is_empty());
    let is_of = |id: &String| ["presidium", "head-2"].contains(&id.as_str());
    assert!(diff.changes.iter().all(|change| change.ids.iter().any(is_of)), "{diff:#?}");
    compare.only.push("cay".to_owned());
    let diff = project.diff(&Question::default(), &compare).unwrap();
    assert!(
        !diff.is_empty() && diff.changes.iter().all(|change| change.ids[0] == "cay"),
        "{diff:#?}"
    );
}

fn organigram(folder: &Path, args: &[&str]) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_organigram"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap(), output.status.code().unwrap())
}

#[test]
fn a_diff_reads_revisions_of_git_with_all_that_a_model_includes() {
    if !has_git() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    done(folder, &["init", "-q", "-b", "main"]);
    write(
        "parts/club.ron",
        "Model(organs: { \"club\": Organ(name: \"Club\", existence: \"1950/\") })",
    );
    write("model.ron", "Model(include: [\"parts/*.ron\"])");
    done(folder, &["add", "."]);
    done(folder, &["commit", "-q", "-m", "first"]);
    write(
        "parts/club.ron",
        "Model(organs: { \"club\": Organ(name: \"Club\", existence: \"1951/\") })",
    );
    write("parts/board.ron", "Model(organs: { \"board\": Organ(name: \"Board\") })");
    let (by_option, _) = organigram(folder, &["diff", "model.ron", "--git", "HEAD"]);
    assert!(
        by_option.contains("existed 1950/ → 1951/") && by_option.contains("+ Board"),
        "{by_option}"
    );
    let (by_name, _) = organigram(folder, &["diff", "HEAD:model.ron", "model.ron"]);
    assert_eq!(by_name, by_option);
    // From a folder below, a path is taken from the top as git takes it.
    let (below, _) = organigram(&folder.join("parts"), &["diff", "HEAD:model.ron", "../model.ron"]);
    assert!(below.contains("existed 1950/ → 1951/"), "{below}");
    let (backwards, _) = organigram(folder, &["diff", "model.ron", "HEAD:model.ron"]);
    assert!(backwards.contains("existed 1951/ → 1950/"), "{backwards}");
    for (args, message) in [
        (&["diff", "model.ron", "--git", "nope"][..], "has no revision `nope`"),
        (&["diff", "HEAD:none.ron", "model.ron"], "revision `HEAD` has no file none.ron"),
    ] {
        let (said, code) = organigram(folder, args);
        assert!(said.contains(message) && code == 2, "{said}");
    }
}

#[test]
fn an_order_that_the_source_gives_is_said_to_be_that_of_the_source() {
    let of = |order: &str| {
        let text = format!(
            r#"Model(people: {{ "ann": Person(), "bob": Person() }},
            events: {{ "funeral": Event(on: "1950", people: ["bob", "ann"]{order}) }})"#
        );
        let project = Project::from_text("m.ron", text).readable().unwrap();
        project.ranking(&Question::default(), "funeral", None).unwrap().ranking.basis.words()
    };
    assert_eq!(of(", order: AsListed"), "the order in which the source lists who was there");
    assert!(of("").contains("may be that of no source"));
    // The alphabet ranks nobody.
    let text = r#"Model(people: { "ann": Person() }, events: { "e": Event(people: ["ann"], order: Alphabetical) })"#;
    let project = Project::from_text("m.ron", text).readable().unwrap();
    let refused = project.ranking(&Question::default(), "e", None).unwrap_err().to_string();
    assert!(refused.contains("alphabet"), "{refused}");
}

#[test]
fn a_vacancy_that_a_source_states_is_the_reason_why_a_post_is_vacant() {
    let project = Project::from_text(
        "m.ron",
        r#"Model(sources: { "s": Source() }, organs: { "o": Organ(existence: "1900/1999") },
        posts: { "p": Post(organ: "o", existence: "1900/1999", seats: 1), "q": Post(organ: "o", existence: "1900/1999") },
        people: { "a": Person(born: "1900") },
        tenures: [Tenure(person: "a", post: "p", during: "1940/1950"),
            Tenure(post: "p", vacant: true, during: "1951-01-01/1952-12-31", cite: "s p. 3")])"#,
    );
    let project = project.readable().unwrap();
    let question = Question::default().as_of("1951-06-01");
    let rows = project.query(&question, &QueryRequest::new("vacant(o)")).unwrap().rows;
    let why = |id: &str| &rows.iter().find(|row| row.id == Some(id)).expect(id).why;
    assert_eq!(why("p"), "stated vacant 1951-01-01/1952-12-31 by s p. 3");
    assert!(why("q").starts_with("no source names a holder"), "{}", why("q"));
}

#[test]
fn a_vacancy_on_one_of_two_days_is_not_on_the_one_on_which_somebody_held_the_post() {
    let asked = |ada: &str| {
        let text = format!(
            r#"Model(organs: {{ "o": Organ(existence: "1900/1999") }},
            posts: {{ "p": Post(organ: "o", existence: "1900/1999", seats: 1) }},
            people: {{ "ada": Person(born: "1900"), "ben": Person(born: "1900") }},
            tenures: [Tenure(person: "ada", post: "p", during: "{ada}"),
                Tenure(person: "ben", post: "p", during: "1950-03-03/"),
                Tenure(post: "p", vacant: true, during: "[1950-03-01,1950-03-05]")])"#
        );
        let project = Project::from_text("m.ron", text).readable().unwrap();
        let on = |day: &str| {
            let question = Question::default().as_of(day);
            let rows = project.query(&question, &QueryRequest::new("holders(p)")).unwrap().rows;
            rows.iter().find(|row| row.id == Some("ben")).map(|row| row.answer)
        };
        [on("1950-03-04"), on("1950-03-05"), on("1950-03-06")]
    };
    let presumed = Some(Answer::Presumed);
    // Ada held the post on the first of the two days, so that it was vacant on the other one, after Ben had begun.
    assert_eq!(asked("1950-02-01/1950-03-01"), [presumed, None, None]);
    // The post may have been vacant before Ben: nothing ends his tenure.
    assert_eq!(asked("1950-02-01/1950-02-28"), [presumed; 3]);
}

#[test]
fn what_a_register_knows_is_found_by_its_identifier() {
    let project = Project::from_text(
        "m.ron",
        r#"Model(sources: { "s": Source(published: "1950"), "t": Source(published: "1960") },
        organs: {
            "o": Organ(existence: "1900/1950", cite: "s", ids: { "isni": "0000 0001 2281 955X", "shelf": ["II/7", "II/8"] }),
            "p": Organ(existence: "1900/", cite: "t", ids: { "shelf": "III/1" }), "q": Organ(existence: "1900/"),
        },
        people: { "a": Person(ids: { "isni": "0000 0001 2281 955X" }) })"#,
    );
    let project = project.readable().unwrap();
    let found = |question: &Question, expression: &str| -> Vec<(String, Answer, String)> {
        let rows = project.query(question, &QueryRequest::new(expression)).unwrap().rows;
        rows.into_iter().map(|row| (row.id.unwrap().to_owned(), row.answer, row.why)).collect()
    };
    let row = |id: &str, answer, why: &str| (id.to_owned(), answer, why.to_owned());
    let any = Question::default();
    let (o, p) =
        (row("o", Answer::Certain, "shelf II/7, II/8"), row("p", Answer::Certain, "shelf III/1"));
    assert_eq!(found(&any, "organs() & identified(shelf)"), [o, p]);
    let seven = row("o", Answer::Certain, "shelf II/7");
    assert_eq!(found(&any, "organs() & identified(shelf, \"ii/7\")"), [seven]);
    // In whatever way it is written.
    let ann = row("a", Answer::Certain, "isni 0000 0001 2281 955X");
    assert_eq!(found(&any, "people() & identified(isni, exact:\"000000012281955X\")"), [ann]);
    // What the one source does not speak of it does not identify, and a date is asked of the thing itself.
    let mut old = Question::default();
    old.known_by = Some("1955".to_owned());
    assert_eq!(found(&old, "organs() & identified(shelf)").len(), 1);
    let then = found(&Question::default().as_of("1955"), "organs() & identified(shelf)");
    assert_eq!((then.len(), then[0].1), (1, Answer::Presumed));
    assert!(then[0].2.starts_with("shelf III/1; begun 1900"), "{}", then[0].2);
    let without = found(&any, "organs() ~ identified(shelf)");
    assert_eq!(without.iter().map(|(id, ..)| id.as_str()).collect::<Vec<_>>(), ["q"]);
    let refused =
        project.query(&any, &QueryRequest::new("identified(wikidatum)")).unwrap_err().to_string();
    assert!(refused.contains("unknown scheme"), "{refused}");
}
