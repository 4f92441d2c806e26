//! The server over real standard input and output: the program is run and spoken to in the protocol.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use organigram::lsp::address_of;
use serde_json::{Value, json};

/// The program, spoken to by its standard input and output.
pub(super) struct Client {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    next: i64,
    /// What came unasked.
    notes: Vec<Value>,
}

impl Client {
    pub(super) fn start() -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_organigram"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let to = child.stdin.take();
        let from = BufReader::new(child.stdout.take().unwrap());
        Client { child, to, from, next: 0, notes: Vec::new() }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let to = self.to.as_mut().unwrap();
        write!(to, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        to.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = None;
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "the server ended");
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some(number) = line.strip_prefix("Content-Length: ") {
                length = Some(number.parse::<usize>().unwrap());
            }
        }
        let mut body = vec![0; length.expect("a message has a length")];
        self.from.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    pub(super) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.notes.push(message);
        }
    }

    pub(super) fn note(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The parameters of the next request of the server with some method.
    pub(super) fn asked(&mut self, method: &str) -> Value {
        loop {
            let known = self.notes.iter().position(|note| note["method"] == method);
            if let Some(known) = known {
                let asked = self.notes.remove(known);
                self.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": {} }));
                return asked["params"].clone();
            }
            let message = self.receive();
            self.notes.push(message);
        }
    }

    /// Says goodbye.
    pub(super) fn end(&mut self) {
        assert_eq!(self.ask("shutdown", Value::Null)["result"], Value::Null);
        self.note("exit", Value::Null);
        assert!(self.child.wait().unwrap().success());
    }

    /// The next reports of a file.
    fn reports(&mut self, uri: &str) -> Value {
        loop {
            let known = self.notes.iter().position(|note| note["params"]["uri"] == uri);
            if let Some(known) = known {
                return self.notes.remove(known)["params"].clone();
            }
            let message = self.receive();
            self.notes.push(message);
        }
    }
}

#[test]
fn an_editor_is_served_from_its_hello_to_its_goodbye() {
    let folder = tempfile::tempdir().unwrap();
    let uri = address_of(&folder.path().canonicalize().unwrap().join("a club.ron"));
    let mut client = Client::start();
    let watched =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let about = client.ask(
        "initialize",
        json!({
            "processId": null, "rootUri": address_of(folder.path()), "capabilities": watched,
        }),
    );
    assert_eq!(about["result"]["serverInfo"]["name"], "organigram");
    assert_eq!(about["result"]["capabilities"]["positionEncoding"], "utf-16");
    client.note("initialized", json!({}));
    let registered = client.receive();
    assert_eq!(registered["method"], "client/registerCapability");
    client.send(&json!({ "jsonrpc": "2.0", "id": registered["id"], "result": null }));

    let text = "Model(organs: { \"board\": Organ(under: \"clubb\"), \"club\": Organ() })";
    let document = json!({ "uri": uri, "languageId": "ron", "version": 1, "text": text });
    client.note("textDocument/didOpen", json!({ "textDocument": document }));
    let reported = client.reports(&uri);
    assert_eq!(reported["version"], 1);
    assert!(reported["diagnostics"].to_string().contains("clubb"));

    // Many keystrokes, then a question: the answer is that of the last of them.
    for (version, letters) in (2..).zip(["x", "xy", "xyz", "board"]) {
        let text = text.replace("clubb", letters);
        client.note("textDocument/didChange", json!({
            "textDocument": { "uri": uri, "version": version }, "contentChanges": [{ "text": text }],
        }));
    }
    let place =
        json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 40 } });
    let found = client.ask("textDocument/definition", place.clone());
    assert_eq!(found["result"][0]["range"]["start"]["character"], 17);
    loop {
        let reported = client.reports(&uri);
        if reported["version"] == 5 {
            assert!(!reported["diagnostics"].to_string().contains("R001"));
            break;
        }
    }
    let unknown = client.ask("textDocument/notARequest", place);
    assert_eq!(unknown["error"]["code"], -32601);
    let strange = client.ask("textDocument/hover", json!({ "textDocument": 7 }));
    assert_eq!(strange["error"]["code"], -32602);

    client.end();
}

#[test]
fn a_client_that_is_gone_ends_the_server() {
    let mut client = Client::start();
    client.ask("initialize", json!({ "capabilities": {} }));
    client.note("initialized", json!({}));
    drop(client.to.take());
    let status = client.child.wait().unwrap();
    assert!(status.code().is_some_and(|code| code != 101), "{status}");
    let mut errors = String::new();
    client.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert!(!errors.contains("panicked"), "{errors}");
}
