use proptest::prelude::*;

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
        ("Model(organs: {)", "line 1, column 16: this bracket closes nothing"),
        ("Model(", "line 1, column 6: this bracket is never closed"),
        ("Model(,)", "line 1, column 7: there is nothing before this comma"),
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

/// Texts that are mostly RON, with comments and blank lines anywhere.
fn texts() -> impl Strategy<Value = String> {
    const BLANKS: &[&str] = &[
        "",
        "",
        "",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " // c\n",
        "\n// d \n",
        "\n\n// e\n\n",
        "/* f */",
        "\n/* g */",
        "\n\n/* h\n i */\n",
        "/**/",
        "//\n",
    ];
    const VALUES: &[&str] = &[
        "\"a\"",
        "\"two\nlines\"",
        "r#\"raw \"x\"\n\"#",
        "'c'",
        "b'c'",
        "-1.5",
        "name",
        "r#name",
        "\"당\"",
        "Some",
        "\"a text that is long enough to make its line too wide for one line of a model file, twice\"",
        "a:b",
        ":",
    ];
    let blank = prop::sample::select(BLANKS).boxed();
    let value = prop::sample::select(VALUES).prop_map(str::to_owned);
    let padded = (blank.clone(), value, blank.clone()).prop_map(|(a, b, c)| a.to_owned() + &b + c);
    const HEADS: &[&str] = &["", "Organ", "\"k\":", "field: "];
    const BRACKETS: &[&str] = &["()", "[]", "{}"];
    let (heads, brackets) = (prop::sample::select(HEADS), prop::sample::select(BRACKETS));
    let nested = padded.prop_recursive(4, 60, 8, move |inner| {
        let items = prop::collection::vec((inner, blank.clone()), 0..8);
        (heads.clone(), brackets.clone(), items, any::<bool>(), blank.clone()).prop_map(
            |(head, brackets, items, comma, tail)| {
                let items: Vec<String> =
                    items.into_iter().map(|(item, after)| item + after).collect();
                let comma = if comma && !items.is_empty() { "," } else { "" };
                format!(
                    "{head}{}{}{comma}{tail}{}",
                    &brackets[..1],
                    items.join(","),
                    &brackets[1..]
                )
            },
        )
    });
    prop_oneof![8 => nested.clone(), 1 => broken(nested), 1 => any::<String>()]
}

/// A text of which some bytes are missing.
fn broken(texts: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (texts, any::<prop::sample::Index>(), 0..4usize).prop_map(|(text, at, len)| {
        let chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len() + 1);
        chars[..at].iter().chain(chars.iter().skip(at + len)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_formatted_once_for_all_or_refused(text in texts()) {
        let is_ron = SyntaxTree::parse(&text).problems().is_empty();
        match format(&text) {
            Ok(once) => prop_assert_eq!(format(&once), Ok(once)),
            Err(error) => prop_assert!(!is_ron, "{error}"),
        }
    }
}
