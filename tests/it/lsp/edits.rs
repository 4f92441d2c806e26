//! Whatever is typed: after every edit the server reports what `check` does of the same texts, answers every request, and
//! names no place that is not there.

use std::path::Path;

use organigram::diagnostics::json as json_lines;
use organigram::lsp::{ColumnUnit, LspError, LspPosition, TextLines, address_of};
use organigram::project::Project;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{CLUB, Editor, Spot};

/// What `check` reports of a file: where, how heavily, and the code.
fn checked(entry: &Path, name: &str, text: &str) -> Vec<(LspPosition, LspPosition, u64, String)> {
    let project = Project::load(entry);
    let mut out = Vec::new();
    json_lines::write(&mut out, project.problems(), project.texts()).unwrap();
    let lines = TextLines::new(text, ColumnUnit::Utf16);
    let mut found = Vec::new();
    for line in String::from_utf8(out).unwrap().lines() {
        let problem: Value = serde_json::from_str(line).unwrap();
        let level = match problem["level"].as_str().unwrap() {
            "error" => 1,
            "warning" => 2,
            _ => 3,
        };
        let code = problem["code"].as_str().unwrap().to_owned();
        let place = &problem["labels"][0];
        let file = problem["file"].as_str();
        if file.is_some_and(|file| Path::new(file) != Path::new(name)) {
            continue;
        }
        // One without a place stands at the head of its file.
        let (start, end) = match problem["line"].is_null() {
            true => (0, 0),
            false => (place["start_byte"].as_u64().unwrap(), place["end_byte"].as_u64().unwrap()),
        };
        found.push((lines.position(start as usize), lines.position(end as usize), level, code));
    }
    found.sort_by(|one, other| {
        (one.0, one.1, &one.3, one.2).cmp(&(other.0, other.1, &other.3, other.2))
    });
    found
}

/// What the server reports of the same file.
fn reported(editor: &mut Editor, uri: &str) -> Vec<(LspPosition, LspPosition, u64, String)> {
    let published = editor.server.publish();
    let own = published
        .iter()
        .find(|(_, params)| params["uri"] == uri)
        .expect("an open text has its list");
    let list = own.1["diagnostics"].as_array().unwrap().iter();
    let place = |value: &Value| serde_json::from_value::<LspPosition>(value.clone()).unwrap();
    let mut found: Vec<_> = list
        .map(|report| {
            let code = report["code"].as_str().unwrap().to_owned();
            let (start, end) = (place(&report["range"]["start"]), place(&report["range"]["end"]));
            (start, end, report["severity"].as_u64().unwrap(), code)
        })
        .collect();
    found.sort_by(|one, other| {
        (one.0, one.1, &one.3, one.2).cmp(&(other.0, other.1, &other.3, other.2))
    });
    found
}

/// An edit: where it begins and ends, in thousandths of the text, and what is put there.
#[derive(Clone, Debug)]
struct Typed {
    from: usize,
    len: usize,
    text: String,
}

fn typed() -> impl Strategy<Value = Typed> {
    let pieces = prop_oneof![
        Just(String::new()),
        Just("\"".to_owned()),
        Just("(".to_owned()),
        Just("}, ".to_owned()),
        Just("club".to_owned()),
        Just("Organ(".to_owned()),
        Just("\"x\": Organ(under: \"board\"),".to_owned()),
        Just("/*".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("당𝄞".to_owned()),
        Just("1950/1940".to_owned()),
        Just("\\".to_owned()),
        "[a-z\"(){},:]{0,6}",
    ];
    (0..1000usize, prop_oneof![Just(0usize), 0..12usize, 0..300usize], pieces)
        .prop_map(|(from, len, text)| Typed { from, len, text })
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Types an edit, as an editor sends it; gives the new text.
fn typing(editor: &mut Editor, uri: &str, text: &str, edit: &Typed, version: i64) -> String {
    let start = floor(text, text.len() * edit.from / 1000);
    let end = floor(text, start + edit.len);
    // Between the two signs of a line break there is no place.
    let splits = |at: usize| {
        text.as_bytes().get(at) == Some(&b'\n') && at > 0 && text.as_bytes()[at - 1] == b'\r'
    };
    let (start, end) = (start - usize::from(splits(start)), end - usize::from(splits(end)));
    let end = end.max(start);
    let lines = TextLines::new(text, ColumnUnit::Utf16);
    let change = json!({ "range": lines.range(&(start..end)), "text": edit.text });
    editor.server.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": uri, "version": version }, "contentChanges": [change],
        }),
    );
    let mut text = text.to_owned();
    text.replace_range(start..end, &edit.text);
    text
}

const REQUESTS: &[&str] = &[
    "hover",
    "completion",
    "signatureHelp",
    "definition",
    "references",
    "documentHighlight",
    "prepareCallHierarchy",
    "prepareRename",
    "codeAction",
    "documentSymbol",
    "foldingRange",
    "selectionRange",
    "formatting",
    "rangeFormatting",
    "semanticTokens/full",
    "semanticTokens/range",
    "inlayHint",
];

/// That every place of an answer is one of the text.
fn assert_places(method: &str, answer: &Value, lines: &TextLines<'_>) {
    match answer {
        Value::Object(fields)
            if fields.contains_key("line") && fields.contains_key("character") =>
        {
            let place: LspPosition = serde_json::from_value(answer.clone()).unwrap();
            let again = lines.position(lines.offset(place));
            assert_eq!(again, place, "{method} answers with a place that is not there");
        }
        Value::Object(fields) => {
            fields.values().for_each(|value| assert_places(method, value, lines))
        }
        Value::Array(items) => items.iter().for_each(|value| assert_places(method, value, lines)),
        _ => {}
    }
}

/// A model whose head is broken by an edit is still one: `check` reports that it is none, and so does the server.
#[test]
fn a_model_whose_head_is_broken_is_still_reported() {
    let mut editor = Editor::new();
    let spot = editor.open("club.ron", CLUB);
    let edit = Typed { from: 0, len: 0, text: "club".to_owned() };
    let text = typing(&mut editor, &spot.uri, CLUB, &edit, 10);
    let path = editor.path("club.ron");
    std::fs::write(&path, &text).unwrap();
    let found = reported(&mut editor, &spot.uri);
    assert!(!found.is_empty());
    assert_eq!(found, checked(&path, &path.display().to_string(), &text));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn after_random_edits_the_server_reports_what_check_does(edits in prop::collection::vec(typed(), 1..5)) {
        let mut editor = Editor::new();
        let spot = editor.open("club.ron", CLUB);
        let path = editor.path("club.ron");
        let mut text = CLUB.to_owned();
        for (at, edit) in edits.iter().enumerate() {
            text = typing(&mut editor, &spot.uri, &text, edit, at as i64 + 10);
            let found = reported(&mut editor, &spot.uri);
            std::fs::write(&path, &text).unwrap();
            let name = path.display().to_string();
            prop_assert_eq!(found, checked(&path, &name, &text), "{}", text);
        }
    }

    #[test]
    fn no_request_panics_or_names_a_place_that_is_not_there(
        edits in prop::collection::vec(typed(), 1..4), places in prop::collection::vec(0..1000usize, 3),
    ) {
        let mut editor = Editor::new();
        let uri = editor.open("club.ron", CLUB).uri;
        let mut text = CLUB.to_owned();
        for (at, edit) in edits.iter().enumerate() {
            text = typing(&mut editor, &uri, &text, edit, at as i64 + 10);
            let lines = TextLines::new(&text, ColumnUnit::Utf16);
            for place in &places {
                let place = lines.position(floor(&text, text.len() * place / 1000));
                let spot = Spot { uri: uri.clone(), line: place.line, character: place.character };
                for method in REQUESTS {
                    match editor.try_ask(method, &spot, json!({})) {
                        Ok(answer) if !method.starts_with("semanticTokens") => {
                            assert_places(method, &answer, &lines);
                        }
                        Ok(_) => {}
                        Err(error) => prop_assert_ne!(error.code, LspError::INTERNAL, "{}", error.message),
                    }
                }
                let rename = editor.try_ask("rename", &spot, json!({ "newName": "fresh" }));
                if let Err(error) = rename {
                    prop_assert_ne!(error.code, LspError::INTERNAL, "{}", error.message);
                }
            }
        }
    }
}

#[test]
fn shipped_models_have_the_reports_of_check() {
    for entry in
        ["models/wpk.ron", "models/chess-club.ron", "models/six-scripts.ron", "models/ministry.ron"]
    {
        let path = std::fs::canonicalize(entry).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut editor = Editor::new();
        let spot = editor.open_path(&path, &text);
        let found = reported(&mut editor, &spot.uri);
        assert_eq!(found, checked(&path, path.to_str().unwrap(), &text), "{entry}");
    }
}

#[test]
fn a_part_is_checked_with_the_models_that_include_it_as_it_is_typed() {
    let mut editor = Editor::new();
    editor.write("model.ron", "Model(charter: \"c/charter.ron\", include: [\"parts/*.ron\"], organs: { \"club\": Organ() })");
    editor.write("c/charter.ron", "Charter(kinds: { \"board\": Kind() })");
    let text = "Model(organs: { \"board\": Organ(under: \"club\", kind: \"board\") })";
    let spot = editor.open("parts/board.ron", text);
    let before = editor.reports();
    assert!(!before.contains("unknown") && !before.contains("unused-kind"), "{before}");
    // The entry file changes without being saved.
    editor.open("model.ron", "Model(charter: \"c/charter.ron\", include: [\"parts/*.ron\"], organs: { \"clubs\": Organ() })");
    let after = editor.reports();
    assert!(
        after.contains("parts/board.ron:1:40-1:44 1 R001 no organ has the id `club`"),
        "{after}"
    );
    // The charter is opened, changed and not saved.
    editor.open("c/charter.ron", "Charter(kinds: { \"bord\": Kind() })");
    let after = editor.reports();
    assert!(
        after.contains("parts/board.ron:1:54-1:59 1 K001") || after.contains("unknown-kind"),
        "{after}"
    );
    // Closed, they are again what the disk has.
    for name in ["model.ron", "c/charter.ron"] {
        let uri = organigram::lsp::address_of(&editor.path(name));
        editor.server.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }
    assert_eq!(editor.reports(), before);
    // A file of the folder that is new belongs to the model at once.
    editor.write("parts/clubs.ron", "Model(organs: { \"board\": Organ() })");
    editor.server.notify("textDocument/didSave", json!({ "textDocument": { "uri": spot.uri } }));
    let after = editor.reports();
    assert!(after.contains("duplicate-id"), "{after}");
}

#[test]
fn a_change_on_the_disk_is_seen_by_the_next_request() {
    let mut editor = Editor::new();
    editor.write(
        "model.ron",
        "Model(include: \"b.ron\", organs: { \"club\": Organ(name: \"Club\") })",
    );
    let spot = editor.open("b.ron", "Model(organs: { \"board\": Organ(under: \"cl¦ub\") })");
    assert!(editor.ask("hover", &spot).to_string().contains("Club"));
    editor.write(
        "model.ron",
        "Model(include: \"b.ron\", organs: { \"club\": Organ(name: \"Chess Circle\") })",
    );
    assert!(editor.ask("hover", &spot).to_string().contains("Chess Circle"));
    let found = editor.ask("definition", &spot);
    assert_eq!(editor.places(&found), ["model.ron:1:36"]);
}

#[test]
fn a_problem_that_is_gone_is_reported_no_longer_in_any_file() {
    let mut editor = Editor::new();
    editor.write(
        "model.ron",
        "Model(include: \"b.ron\", organs: { \"club\": Organ(under: \"board\") })",
    );
    let spot = editor.open("b.ron", "Model(organs: { \"bord\": Organ() })");
    let before = editor.reports();
    assert!(before.contains(" 1 R001"), "{before}");
    editor.server.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": spot.uri, "version": 9 },
            "contentChanges": [{ "text": "Model(organs: { \"board\": Organ() })" }],
        }),
    );
    let published = editor.server.publish();
    let own = published.iter().find(|(_, params)| params["uri"] == spot.uri).unwrap();
    assert_eq!(own.1["version"], 9);
    assert!(!format!("{published:?}").contains("R001"));
    editor.server.notify("textDocument/didClose", json!({ "textDocument": { "uri": spot.uri } }));
    let published = editor.server.publish();
    assert!(!published.is_empty());
    assert!(published.iter().all(|(_, params)| params["diagnostics"] == json!([])));
}

#[test]
fn a_charter_alone_a_mapping_and_what_is_no_model() {
    let mut editor = Editor::new();
    editor
        .open("charter.ron", "Charter(kinds: { \"board\": Kind(labl: \"x\"), \"idle\": Kind() })");
    let shown = editor.reports();
    assert!(shown.contains("charter.ron:1:32-1:36 1 L001"), "{shown}");
    assert!(!shown.contains("unused-kind"), "{shown}");
    editor.open("mapping.ron", "Mapping(tables: [Table(file: \"x.csv\")])");
    editor.open("notes.ron", "");
    let shown = editor.reports();
    assert!(!shown.contains("mapping.ron"), "{shown}");
    let spot = editor.open("mapping.ron", "Mapping(tables: [Ta¦ble(file: \"x.csv\")])");
    assert!(editor.ask("hover", &spot).is_null());
    assert_eq!(editor.ask("completion", &spot)["items"], json!([]));
}

#[test]
fn a_diagnostic_says_all_that_check_says() {
    let mut editor = Editor::with(&json!({ "rulePages": "https://example.org/rules/{code}" }));
    let text = "Model(sources: { \"m\": Source() }, organs: { \"a\": Organ(under: \"b\", existence: \"1950/1960\", cite: \"m\"), \"b\": Organ(existence: \"1970/\", cite: \"m\") })";
    editor.open("x.ron", text);
    let published = editor.server.publish();
    let list = published[0].1["diagnostics"].as_array().unwrap();
    let shown = list.iter().find(|one| one.get("relatedInformation").is_some());
    let shown = serde_json::to_string_pretty(shown.unwrap()).unwrap();
    insta::assert_snapshot!(shown.replace(&address_of(&editor.path("")), "file:///models"));
}

#[test]
fn columns_are_bytes_for_a_client_that_offers_them() {
    use organigram::lsp::{LspServer, LspSettings};
    let text = "Model(note: \"당신𝄞\", organs: { \"a\": Organ(under: \"bb\") })";
    for (offered, column) in [(json!(["utf-16"]), 49), (json!(["utf-8", "utf-16"]), 55)] {
        let mut server = LspServer::new(LspSettings::default());
        let general = json!({ "general": { "positionEncodings": offered } });
        server.request("initialize", json!({ "capabilities": general })).unwrap();
        let document =
            json!({ "uri": "untitled:x", "languageId": "ron", "version": 1, "text": text });
        server.notify("textDocument/didOpen", json!({ "textDocument": document }));
        let published = server.publish();
        let list = published[0].1["diagnostics"].as_array().unwrap();
        let unknown = list.iter().find(|one| one["code"] == "R001").unwrap();
        assert_eq!(unknown["range"]["start"]["character"], column);
    }
}
