//! The live preview: the text as it stands in the editor is what the page shows, the cursor and the page follow each other.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Editor, Spot};

const TEXT: &str = r#"Model(
    organs: {
        "club": Organ(name: "Chess Club"),
        "board": Organ(name: "Board", un¦der: "club"),
    },
    people: { "vera": Person(name: "Vera Stone") },
    posts: { "chair": Post(title: "Chair", organ: "board") },
    tenures: [Tenure(person: "vera", post: "chair")],
)
"#;

/// Asks the page's server something.
fn ask(address: &str, line: &str, more: &str) -> (u16, String) {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).expect("the preview listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let request = format!("{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

fn get(address: &str, path: &str) -> Value {
    let (status, body) = ask(address, &format!("GET {path}"), "");
    assert_eq!(status, 200, "{path}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// An editor with a text that is not saved, and the address of its preview.
fn previewed() -> (Editor, Spot, String) {
    let mut editor = Editor::new();
    let spot = editor.open("club.ron", TEXT);
    let command = json!({ "command": "organigram.preview", "arguments": [spot.uri] });
    let answer = editor.server.request("workspace/executeCommand", command).unwrap();
    let address = answer["address"].as_str().unwrap().to_owned();
    (editor, spot, address)
}

fn change(editor: &mut Editor, spot: &Spot, version: i64, text: &str) {
    editor.server.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": spot.uri, "version": version },
            "contentChanges": [{ "text": text }],
        }),
    );
    editor.server.publish();
}

#[test]
fn unsaved_text_is_drawn_and_a_broken_one_keeps_the_picture() {
    let (mut editor, spot, address) = previewed();
    let board = |address: &str| get(address, "/api/show?name=board").to_string();
    assert!(board(&address).contains("Board"));
    assert!(!editor.path("club.ron").exists());
    let text = TEXT.replace('¦', "").replace("\"Board\"", "\"Committee\"");
    change(&mut editor, &spot, 2, &text);
    assert!(board(&address).contains("Committee"));
    let state = get(&address, "/api/changes?after=1");
    assert_eq!(state["version"], 2);
    change(
        &mut editor,
        &spot,
        3,
        &text.replace("Committee", "Council").replace("people: {", "people: ("),
    );
    let state = get(&address, "/api/changes?after=2");
    assert_eq!((&state["broken"], &state["good"]), (&json!(true), &json!(2)));
    assert!(board(&address).contains("Committee"));
    assert_ne!(get(&address, "/api/check"), json!([]));
}

#[test]
fn the_page_shows_what_the_cursor_stands_in() {
    let (mut editor, spot, address) = previewed();
    let pointed = |turn: u64| {
        get(&address, &format!("/api/changes?after=1&pointed={turn}"))["pointed"].clone()
    };
    // An editor that asks for highlights says where its cursor is; another has a word of its own for it.
    editor.ask("documentHighlight", &spot);
    assert_eq!(pointed(0), json!({ "turn": 1, "id": "board" }));
    let place = |needle: &str| {
        let before = &TEXT[..TEXT.find(needle).unwrap()];
        let line = before.matches('\n').count();
        json!({
            "textDocument": { "uri": spot.uri },
            "position": { "line": line, "character": before.rsplit('\n').next().unwrap().chars().count() + 1 },
        })
    };
    editor.server.notify("organigram/cursor", place("\"Chess Club"));
    assert_eq!(pointed(1), json!({ "turn": 2, "id": "club" }));
    // A tenure is about whom and what it names.
    editor.server.notify("organigram/cursor", place("\"chair\")]"));
    assert_eq!(pointed(2), json!({ "turn": 3, "id": "chair" }));
    editor.server.notify("organigram/cursor", place("enure(person"));
    assert_eq!(pointed(3), json!({ "turn": 4, "id": "vera" }));
}

#[test]
fn only_the_page_itself_may_say_what_was_clicked_on() {
    let (_editor, _, address) = previewed();
    let click = "/api/clicked?id=board";
    let own = format!("Origin: {}\r\n", address.trim_end_matches('/'));
    assert_eq!(ask(&address, &format!("GET {click}"), "").0, 405);
    assert_eq!(ask(&address, &format!("POST {click}"), "").0, 403);
    assert_eq!(
        ask(&address, &format!("POST {click}"), "Origin: http://elsewhere.example\r\n").0,
        403
    );
    assert_eq!(ask(&address, "POST /api/clicked", &own).0, 400);
    assert_eq!(ask(&address, &format!("POST {click}"), &own).0, 200);
    assert_eq!(ask(&address, "POST /api/tree", &own).0, 405);
}

#[test]
fn what_cannot_be_previewed_is_said() {
    let mut editor = Editor::new();
    let broken = editor.open("broken.ron", "Model(organs: { \"a\": Organ(under: ) })");
    let note = editor.open("note.ron", "Note(1)");
    let mut ask = |command: Value| {
        let answer = editor.server.request("workspace/executeCommand", command);
        answer.unwrap_err().message
    };
    let preview = |spot: &Spot| json!({ "command": "organigram.preview", "arguments": [spot.uri] });
    assert!(ask(preview(&note)).contains("no part of a model"));
    assert!(ask(preview(&broken)).contains("broken.ron"));
    assert!(ask(json!({ "command": "organigram.preview" })).contains("address of a text"));
    assert!(ask(json!({ "command": "other" })).contains("no command"));
}

/// The whole way: a click in the page comes to the editor as a place to show.
#[test]
fn a_click_moves_the_cursor() {
    let folder = tempfile::tempdir().unwrap();
    let uri = organigram::lsp::address_of(&folder.path().canonicalize().unwrap().join("club.ron"));
    let mut client = super::stdio::Client::start();
    let capabilities = json!({ "window": { "showDocument": { "support": true } } });
    client.ask("initialize", json!({ "rootUri": null, "capabilities": capabilities }));
    client.note("initialized", json!({}));
    let document =
        json!({ "uri": uri, "languageId": "ron", "version": 1, "text": TEXT.replace('¦', "") });
    client.note("textDocument/didOpen", json!({ "textDocument": document }));
    let command = json!({ "command": "organigram.preview", "arguments": [uri] });
    let answer = client.ask("workspace/executeCommand", command);
    let address = answer["result"]["address"].as_str().unwrap().to_owned();
    let opened = client.asked("window/showDocument");
    assert_eq!(opened, json!({ "uri": address, "external": true }));
    let own = format!("Origin: {}\r\n", address.trim_end_matches('/'));
    let before = Instant::now();
    assert_eq!(ask(&address, "POST /api/clicked?id=vera", &own).0, 200);
    let shown = client.asked("window/showDocument");
    assert!(before.elapsed() < Duration::from_secs(30));
    assert_eq!(shown["uri"], uri.as_str());
    assert_eq!(shown["selection"]["start"], json!({ "line": 5, "character": 15 }));
    client.end();
}
