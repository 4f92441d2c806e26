use super::*;

fn check(text: &str) -> String {
    let once = format(text).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    assert_eq!(format(&once).unwrap(), once, "a second time changes nothing:\n{text}");
    once
}

#[test]
fn comments_of_all_places_stay() {
    let text = "\
// head

#![enable(implicit_some)]
Model( // after the bracket
    title: /* why */ \"x\", // after a field


    // before organs
    organs: {
        // lonely
    },
    people: { \"p\": Person(name: \"P\") // no comma
        // before the end
        , \"q\": Person(name: // odd
            \"Q\"),
    }
    // last
) // end
/* tail */
";
    insta::assert_snapshot!(check(text));
}

#[test]
fn what_fits_stands_on_one_line_and_long_lists_fill_lines() {
    let ids: Vec<String> = (0..30).map(|at| format!("\"id-{at}\"")).collect();
    let text = format!(
        "Model(include:[\"a\",\"b\"],organs:{{\"a\":Organ(name:\"A\",under:[\"b\"]),\"한국\":Organ(name:\"{}\",\
         existence:\"1930/\",cite:[Cite(source:\"s\",quote:\"{}\")])}},views:{{}},events:{{\"e\":Event(people:[{}])}})",
        "가".repeat(30),
        "q".repeat(80),
        ids.join(","),
    );
    insta::assert_snapshot!(check(&text));
}

#[test]
fn odd_texts_are_pieces_too() {
    check("Model(title: r#\"a \"quoted\" one, // no comment\"#, note: \"\\\" /* \\\\\")");
    check(
        "Model(title: \"two\nlines\", note: r##\"x\"#\"##, r#title: 'c', n: -1.5e3, o: Some(\"x\"))",
    );
    check("\u{feff}Model()\r\n");
    check("");
    check("// only a comment");
}

#[test]
fn what_is_no_ron_is_reported_with_its_place() {
    for (text, message) in [
        ("Model(\n  title: \"x", "line 2, column 10: this text is never closed"),
        ("Model(organs: {)", "line 1, column 16: this bracket closes no other"),
        ("Model(", "line 1, column 6: this bracket is never closed"),
        ("Model(,)", "line 1, column 7: nothing stands before this comma"),
        ("Model(/* )", "line 1, column 7: this comment is never closed"),
        ("Model(é§)", "line 1, column 1: "),
    ] {
        match format(text) {
            Err(problem) => assert_eq!(problem.to_string(), message),
            Ok(formatted) => assert!(message.ends_with(": "), "{formatted}"),
        }
    }
    assert!(format(&"(".repeat(100_000)).is_err());
}

#[test]
fn new_entries_go_to_the_end_of_their_sections_and_nothing_else_moves() {
    let text = "Model( // c\n    organs: {\n        \"a\": Organ() // no comma\n    },\n    seats: [],\n)\n";
    let sections = [
        ModelSection {
            name: "organs",
            brackets: ['{', '}'],
            entries: "        \"b\": Organ(),\n".into(),
        },
        ModelSection {
            name: "people",
            brackets: ['{', '}'],
            entries: "        \"p\": Person(),\n".into(),
        },
        ModelSection {
            name: "seats",
            brackets: ['[', ']'],
            entries: "        Seat(person: \"p\"),\n".into(),
        },
    ];
    insta::assert_snapshot!(splice(text, &sections).unwrap());
    assert_eq!(ids(text).unwrap(), ["a"]);
    assert_eq!(ids("Model(organs: {\"a\\u{62}\": ()}, seats: [])").unwrap(), ["ab"]);
}
