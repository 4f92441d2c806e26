//! Posts that report to posts, seats by virtue of a post, and vacancies: asked, drawn, checked and written out.

use crate::ask::{code, out};

const COUNCIL: &str = r#"Model(
    sources: { "law": Source(title: "Organic law", published: "1949", in_force: "1949"), "gazette": Source(title: "Gazette") },
    organs: {
        "office": Organ(name: "Office", kind: "ministry", existence: "1949/2000", cite: "law"),
        "council": Organ(name: "Council", kind: "council", existence: "1949/2000", cite: "law"),
    },
    people: {
        "ada": Person(name: "Ada Linden", born: "1910"), "ben": Person(name: "Ben Moss", born: "1920"),
    },
    posts: {
        "minister": Post(title: "Minister", organ: "office", seats: 1, cite: "law"),
        "deputy": Post(title: "Deputy", organ: "office", under: "minister", cite: "law"),
        "clerk": Post(title: "Clerk", organ: "office", under: [
            Under(post: "deputy", during: "1949/1960", cite: "gazette"),
            Under(post: "minister", during: "1961/1970", cite: "gazette p. 7"),
        ]),
    },
    tenures: [
        Tenure(person: "ada", post: "minister", during: "1950-01-01/1955-12-31", cite: "gazette p. 1"),
        Tenure(person: "ben", post: "minister", during: "1958-01-01/", cite: "gazette p. 2"),
        Tenure(post: "minister", vacant: true, during: "1965-01-01/1966-12-31", cite: "gazette p. 9"),
        Tenure(person: "ben", post: "deputy", during: "1950/1957", cite: "gazette p. 1"),
    ],
    seats: [Seat(ex_officio: "minister", organ: "council", rank: 2, during: "1952-01-01/1960-12-31", cite: "law art. 3")],
)"#;

/// The output of a command on the model.
fn said(args: &[&str]) -> String {
    on(COUNCIL, args, out)
}

/// How a command on the model ends.
fn ends(args: &[&str]) -> i32 {
    on(COUNCIL, args, code)
}

fn on<T>(model: &str, args: &[&str], run: fn(&[&str]) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("council.ron");
    std::fs::write(&path, model).unwrap();
    let path = path.to_str().unwrap();
    run(&args.iter().map(|arg| if *arg == "MODEL" { path } else { arg }).collect::<Vec<_>>())
}

#[test]
fn who_reports_to_whom_is_asked_like_who_stands_under_whom() {
    let ids = |expression: &str, more: &[&str]| {
        let args = [&["query", "MODEL", expression, "--format", "ids"], more].concat();
        said(&args).split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ids("superiors(clerk)", &["--as-of", "1955"]), ["deputy"]);
    assert_eq!(ids("above(clerk)", &["--as-of", "1955"]), ["minister", "deputy"]);
    assert_eq!(ids("above(clerk)", &["--as-of", "1965"]), ["minister"]);
    assert_eq!(ids("units(Minister)", &["--as-of", "1965"]), ["deputy", "clerk"]);
    assert_eq!(ids("roots(posts())", &["--as-of", "1955"]), ["minister"]);
    assert_eq!(ids("holders(under(minister))", &["--as-of", "1955"]), ["ben"]);
    // A post does not belong to the organ of the post that it reports to by reporting to it.
    assert_eq!(ids("organs(deputy)", &[]), ["office"]);
    insta::assert_snapshot!(said(&["tree", "MODEL", "minister", "--as-of", "1955"]));
    insta::assert_snapshot!(said(&["show", "MODEL", "deputy", "--as-of", "1955"]));
}

#[test]
fn whoever_holds_a_post_sits_where_its_holder_has_a_seat() {
    let members = |date| ["query", "MODEL", "members(council)", "--as-of", date, "--format", "ids"];
    assert_eq!(ends(&members("1951")), 1, "the law gives the seat from 1952 on");
    assert_eq!(said(&members("1953")), "ada\n");
    assert_eq!(said(&members("1959")), "ben\n", "presumed until the post was vacant");
    assert_eq!(ends(&members("1963")), 1, "the seat ended with 1960");
    insta::assert_snapshot!(said(&["who", "MODEL", "council", "--as-of", "1959"]));
    insta::assert_snapshot!(said(&["who", "MODEL", "ada"]));
}

#[test]
fn nobody_is_presumed_to_hold_a_post_that_is_stated_vacant() {
    insta::assert_snapshot!(said(&["who", "MODEL", "minister", "--as-of", "1964"]));
    // Whoever held it before holds it no more: nobody is found, and the source is named.
    assert_eq!(ends(&["who", "MODEL", "minister", "--as-of", "1965-06"]), 1);
    let wrong = COUNCIL.replace("1950-01-01/1955-12-31", "1950-01-01/1965-12-31");
    assert_eq!(on(&wrong, &["check", "MODEL"], code), 1);
}

#[test]
fn pictures_and_exports_say_it() {
    insta::assert_snapshot!(said(&[
        "render",
        "MODEL",
        "--view",
        "hierarchy",
        "--root",
        "minister",
        "--as-of",
        "1955",
        "-o",
        "-",
        "--format",
        "mmd"
    ]));
    let turtle = said(&["export", "org", "MODEL"]);
    assert!(turtle.contains("org:reportsTo <#post/minister>"), "{turtle}");
    let json = said(&["export", "json", "MODEL"]);
    assert!(
        json.contains(r#""ex_officio": "minister""#) && json.contains(r#""vacant": true"#),
        "{json}"
    );
}
