//! What is offered while somebody writes: words that fit, and the arguments of a function.

use std::fmt::Write;

use serde_json::json;

use super::{CLUB, Editor, club_at};

/// What is offered in the place of a stretch of the model, in which `¦` is the cursor.
fn offered(wanted: &str, written: &str) -> String {
    assert!(CLUB.contains(wanted), "the model has {wanted}");
    offered_in(&CLUB.replacen(wanted, written, 1))
}

fn offered_in(text: &str) -> String {
    let mut editor = Editor::new();
    let spot = editor.open("club.ron", text);
    let found = editor.ask("completion", &spot);
    let items = found["items"].as_array().unwrap().iter().map(|item| {
        let detail =
            item["detail"].as_str().map(|detail| format!(" ({detail})")).unwrap_or_default();
        let new = item["textEdit"]["newText"].as_str().unwrap();
        let label = item["label"].as_str().unwrap();
        let new =
            if new == label { String::new() } else { format!(" => {}", new.replace('\n', "⏎")) };
        format!("  {label}{detail}{new}")
    });
    items.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_fits_is_offered_and_nothing_else() {
    let cases = [
        ("a person where a person belongs", "person: \"meier\"", "person: \"¦\""),
        ("a person by the name", "person: \"meier\"", "person: \"sch¦\""),
        ("a post", "post: \"chair\"", "post: \"¦\""),
        ("an organ, without quotes yet", "under: [Under(organ: \"club\"", "under: [Under(organ: ¦"),
        (
            "an organ while the quote is open",
            "organ: \"board\", cite: \"minutes p. 3\") },",
            "organ: \"b¦",
        ),
        (
            "a source in a citation",
            "cite: \"memoir p. 2\"),\n    },",
            "cite: \"me¦moir p. 2\"),\n    },",
        ),
        (
            "nothing for the place in a source",
            "cite: \"minutes p. 1\"),\n        \"board\"",
            "cite: \"minutes ¦\"),\n        \"board\"",
        ),
        ("a kind", "kind: \"board\"", "kind: \"¦\""),
        ("a status", "status: Acting", "status: ¦"),
        ("a modality", "modality: Reported", "modality: Re¦"),
        ("fields that the record lacks", "born: \"1900~\", ", "¦"),
        ("fields behind a bracket", "Post(title: \"Chairman\", ", "Post(¦"),
        ("a transition", "transitions: [Founded", "transitions: [¦, Founded"),
        ("an entry", "posts: { \"chair\"", "posts: { ¦\"chair\""),
        ("a claim", "existence: \"1950/1971\"", "existence: ¦"),
        ("forms of a date", "during: \"1951/1953\"", "during: \"1951¦\""),
        ("forms of a date to begin with", "during: \"1951/1953\"", "during: \"¦\""),
        ("words of a query", "\"under(club) | \\\"board\\\"\"", "\"under(c¦\""),
        (
            "a kind in a query",
            "highlight: \"under(club) & kind(board)\"",
            "highlight: \"kind(bo¦\"",
        ),
        ("nothing in a comment", "title: \"Rookhaven\",", "title: \"Rookhaven\", // ti¦"),
        ("nothing behind a text", "title: \"Rookhaven\",", "title: \"Rookhaven\"¦,"),
    ];
    let mut shown = String::new();
    for (what, wanted, written) in cases {
        let found = offered(wanted, written);
        let found = if found.is_empty() { "  nothing".to_owned() } else { found };
        writeln!(shown, "{what}\n{found}\n").unwrap();
    }
    writeln!(shown, "a file\n{}\n", offered_in("¦")).unwrap();
    writeln!(shown, "a rule's level\n{}", offered_in("Model(levels: { \"orph¦\": Off })")).unwrap();
    insta::assert_snapshot!(shown);
}

#[test]
fn a_word_replaces_the_one_that_is_being_written_and_no_more() {
    let mut editor = Editor::new();
    let text = CLUB.replace("cite: \"memoir p. 2\"),\n    },", "cite: \"me¦moi p. 2\"),\n    },");
    let spot = editor.open("club.ron", &text);
    let found = editor.ask("completion", &spot);
    let plain = text.replace('¦', "");
    let changed = super::edited(&plain, &json!([found["items"][0]["textEdit"]]));
    assert_eq!(changed, CLUB);
}

#[test]
fn an_editor_without_snippets_gets_none() {
    use organigram::lsp::{LspServer, LspSettings};
    let mut server = LspServer::new(LspSettings::default());
    server.request("initialize", json!({ "capabilities": {} })).unwrap();
    let document = json!({ "uri": "untitled:x", "languageId": "ron", "version": 1, "text": "Model(organs: { " });
    server.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let found = server
        .request(
            "textDocument/completion",
            json!({
                "textDocument": { "uri": "untitled:x" }, "position": { "line": 0, "character": 16 },
            }),
        )
        .unwrap();
    let text = found["items"][0]["textEdit"]["newText"].as_str().unwrap();
    assert!(text.starts_with("\"id\": Organ(") && !text.contains('$'), "{text}");
    assert!(found["items"][0].get("insertTextFormat").is_none());
}

#[test]
fn the_arguments_of_a_function_are_shown() {
    let mut editor = Editor::new();
    let text =
        CLUB.replace("\"under(club) | \\\"board\\\"\"", "\"all() & under(club, reports_to¦\"");
    let spot = editor.open("club.ron", &text);
    let shown = editor.ask("signatureHelp", &spot);
    assert_eq!(shown["signatures"][0]["label"], "under(x, LINE.., DEPTH)");
    assert_eq!(shown["activeParameter"], 1);
    let spot = editor.open("club.ron", &club_at("Rookhaven", 2));
    assert!(editor.ask("signatureHelp", &spot).is_null());
}
