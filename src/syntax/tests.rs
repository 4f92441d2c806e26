use proptest::prelude::*;

use super::lexer::{quote_or_escape, text};
use super::places::{entry, find_text, head, inside, key, value_end};
use super::*;

/// Texts in which much of RON stands, rarely in order.
fn texts() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        ",",
        ",",
        ":",
        ": ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\"",
        "\"a\"",
        "\"a, b\"",
        "\"\\\"\"",
        "\"\\\\\"",
        "\\",
        "'",
        "'x'",
        "'\\''",
        "b'x'",
        "b\"x\"",
        "r\"",
        "r\"y\"",
        "r#\"z\"#",
        "r##\"",
        "r#name",
        "br#\"z\"#",
        "#",
        "#![enable(implicit_some)]",
        "#![",
        "]",
        "// c\n",
        "// c",
        "/* d */",
        "/* d\n */",
        "/*",
        "*/",
        "/",
        "Model",
        "Organ(",
        "name: ",
        "-1.5e3",
        "0x1F",
        "1_000u32",
        ";",
        "=",
        "당",
        "\u{feff}",
        "\u{85}",
        "\u{200e}",
        "\u{2028}",
        "\u{b}",
        "“",
        "Some(",
    ];
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..40);
    prop_oneof![pieces.prop_map(|pieces| pieces.concat()), any::<String>()]
}

/// Every token that a tree holds, in the order of the text.
fn tokens_of(tree: &SyntaxTree<'_>) -> Vec<SyntaxToken> {
    let mut tokens = Vec::new();
    for group in tree.groups() {
        tokens.extend(group.open.into_iter().chain(group.close));
        tokens.extend(group.tail.iter().map(|comment| comment.token));
        for item in &group.items {
            tokens.extend(item.lead.iter().chain(&item.trail).map(|comment| comment.token));
            tokens.extend(item.comma);
            tokens.extend(item.atoms.iter().filter_map(|atom| match atom {
                SyntaxAtom::Token(token) => Some(*token),
                SyntaxAtom::Comment(comment) => Some(comment.token),
                SyntaxAtom::Group(_) => None,
            }));
        }
    }
    tokens.sort_by_key(|token| token.start);
    tokens
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_tokens_of_any_text_are_the_text(text in texts()) {
        let mut end = 0;
        for token in SyntaxLexer::new(&text) {
            prop_assert_eq!(token.start, end);
            prop_assert!(token.end > token.start);
            end = token.end;
        }
        let whole: String = SyntaxLexer::new(&text).map(|token| &text[token.range()]).collect();
        prop_assert_eq!(whole, text);
    }

    #[test]
    fn the_tree_of_any_text_holds_every_token_once(text in texts()) {
        let tree = SyntaxTree::parse(&text);
        let said: Vec<SyntaxToken> =
            SyntaxLexer::new(&text).filter(|token| token.kind != TokenKind::Blank).collect();
        prop_assert_eq!(tokens_of(&tree), said);
        let bad = SyntaxLexer::new(&text).any(|token| matches!(token.kind, TokenKind::Bad(_)));
        prop_assert!(!bad || !tree.problems().is_empty());
    }

    #[test]
    fn every_byte_of_any_text_has_its_places(text in texts()) {
        let tree = SyntaxTree::parse(&text);
        for at in 0..=text.len() + 1 {
            let around = tree.around(at);
            prop_assert!(around.iter().all(|item| tree.range(item).unwrap().contains(&at)));
            for found in [entry(&text, at), key(&text, at), head(&text, at)] {
                prop_assert!(text.get(found.clone()).is_some() || found == (at..at), "{found:?}");
            }
            let _ = places::field(&text, at, "name");
            let found = find_text(&text, 0..at, "a");
            prop_assert!(found.is_none_or(|found| &text[found] == "a"));
        }
    }

    #[test]
    fn a_value_of_the_tree_ends_where_the_places_say(text in texts()) {
        let tree = SyntaxTree::parse(&text);
        if !tree.problems().is_empty() {
            return Ok(());
        }
        for item in tree.groups().iter().flat_map(|group| &group.items) {
            if let [SyntaxAtom::Group(group)] = item.atoms[..] {
                let group = &tree.groups()[group];
                prop_assert_eq!(value_end(&text, group.open.unwrap().start), Some(group.end));
            }
        }
    }

    #[test]
    fn a_text_is_read_to_the_end_of_its_token(body in "[a\\\\\"nxu{}0A\n\r당]{0,12}") {
        let quoted = format!("\"{body}");
        let token = SyntaxLexer::new(&quoted).next().unwrap();
        match text(&quoted, 0) {
            Some(read) => prop_assert_eq!((token.kind, token.end), (TokenKind::Text, read.end)),
            None => prop_assert_eq!(token.kind, TokenKind::Bad(BadToken::UnclosedText)),
        }
        let first = quoted[1..].find(['"', '\\']).map(|at| at + 1);
        prop_assert_eq!(quote_or_escape(quoted.as_bytes(), 1), first);
    }
}

fn problem(text: &str) -> Option<(usize, &'static str)> {
    SyntaxTree::parse(text).problems().first().map(|problem| (problem.at, problem.what))
}

#[test]
fn what_is_no_ron_is_said_with_its_place() {
    assert_eq!(problem("# ! [ enable ( a, b ) ]\n#![type = \"x]\"]\nModel(a: 1,)"), None);
    assert_eq!(
        problem("Model() #![a]"),
        Some((8, "a header line `#![..]` must stand at the head of the file"))
    );
    assert_eq!(problem("#![a\nModel(b: c)"), Some((0, "this header line is not closed")));
    assert_eq!(problem("(b'x', 'y', '\\'', 'z)"), Some((18, "this character is never closed")));
    assert_eq!(problem("(r#\"x\")"), Some((1, "this raw text is never closed")));
    assert_eq!(problem("([)"), Some((2, "this bracket closes nothing")));
    assert_eq!(problem("(a;b)"), Some((2, "this character cannot stand in a model file")));
}

#[test]
fn brackets_nest_as_deep_as_the_limit() {
    let nested = |deep: usize| format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    assert_eq!(problem(&nested(DEEPEST)), None);
    assert_eq!(value_end(&nested(DEEPEST), 0), Some(2 * DEEPEST));
    let what = "brackets are nested too deeply here";
    assert_eq!(problem(&nested(DEEPEST + 1)), Some((DEEPEST, what)));
    assert_eq!(SyntaxTree::parse(&nested(DEEPEST + 9)).problems().len(), 9);
    assert_eq!(value_end(&nested(DEEPEST + 1), 0), None);
    assert_eq!(problem(&"(".repeat(1_000_000)), Some((DEEPEST, what)));
}

#[test]
fn a_wrong_bracket_ends_what_it_can() {
    let text = "(a: [1, {2, b: 3)";
    let tree = SyntaxTree::parse(text);
    assert_eq!(tree.problems().len(), 1);
    assert_eq!(tree.record().unwrap().end, text.len());
    assert_eq!(tree.around(text.find('3').unwrap()).len(), 4);
}

#[test]
fn a_text_does_not_end_at_an_escaped_quote() {
    let text = r##"a: "say \"yes\"", b: r#"a "raw" one"#, c: b"x""##;
    assert_eq!(&text[head(text, 3)], r#"say \"yes\""#);
    let raw = text.find("r#").unwrap();
    assert_eq!(&text[head(text, raw)], r#"a "raw" one"#);
    assert_eq!(&text[inside(text, text.len() - 4..text.len())], "x");
    assert_eq!(inside("\"a\", \"b\"", 0..8), 0..8);
    assert_eq!(head("\"never\nclosed", 0), 1..6);
}

#[test]
fn what_has_no_quotation_marks_is_taken_whole() {
    assert_eq!(entry("include: parts/a.ron, x", 9), 9..20);
    assert_eq!(key("party-club: Organ()", 0), 0..10);
}

#[test]
fn the_extent_of_a_place_is_found_again() {
    let text =
        "Model(organs: { \"a\" : Organ(name: \"당\", under: [\"b\", Under(organ: \"c\")]), })";
    let at = |piece: &str| text.find(piece).unwrap();
    let whole = "\"a\" : Organ(name: \"당\", under: [\"b\", Under(organ: \"c\")])";
    assert_eq!(&text[entry(text, at("\"a\""))], whole);
    assert_eq!(&text[entry(text, at("Under"))], "Under(organ: \"c\")");
    assert_eq!(&text[entry(text, at("\"당\""))], "\"당\"");
    let field = |at, name| places::field(text, at, name).map(|range| &text[range]);
    assert_eq!(field(at("\"a\""), "name"), Some("\"당\""));
    assert_eq!(field(at("Under"), "organ"), Some("\"c\""));
    assert_eq!(field(at("Under"), "line"), None);
}
