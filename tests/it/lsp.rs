//! The language server: each request asked in process, of texts that are open and of files.

mod actions;
mod edits;
mod emacs;
#[cfg(unix)]
mod kate;
mod neovim;
mod preview;
mod requests;
mod stdio;
mod writing;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use organigram::lsp::{LspError, LspServer, LspSettings, address_of};
use serde_json::{Value, json};

/// Where the cursor stands in the texts of these tests.
pub(crate) const CURSOR: char = '¦';

/// An editor with a server, and a folder of files.
pub(crate) struct Editor {
    pub(crate) server: LspServer,
    pub(crate) folder: tempfile::TempDir,
    version: i64,
}

/// A place in an open text.
pub(crate) struct Spot {
    pub(crate) uri: String,
    pub(crate) line: u32,
    pub(crate) character: u32,
}

impl Editor {
    pub(crate) fn new() -> Editor {
        Editor::with(&json!({}))
    }

    /// An editor with some settings.
    pub(crate) fn with(settings: &Value) -> Editor {
        let folder = tempfile::tempdir().unwrap();
        let mut server = LspServer::new(LspSettings::default());
        let capabilities = json!({
            "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } },
        });
        let params = json!({
            "capabilities": capabilities,
            "workspaceFolders": [{ "uri": address_of(folder.path()), "name": "models" }],
            "initializationOptions": settings,
        });
        server.request("initialize", params).unwrap();
        Editor { server, folder, version: 0 }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    /// Writes a file that is not open.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Opens a text, saved or not; gives where its cursor stands.
    pub(crate) fn open(&mut self, name: &str, text: &str) -> Spot {
        let path = self.path(name);
        self.open_path(&path, text)
    }

    pub(crate) fn open_path(&mut self, path: &Path, text: &str) -> Spot {
        self.version += 1;
        let at = text.find(CURSOR);
        let plain = text.replacen(CURSOR, "", 1);
        let uri = address_of(path);
        let document = json!({
            "uri": uri, "languageId": "ron", "version": self.version, "text": plain,
        });
        self.server.notify("textDocument/didOpen", json!({ "textDocument": document }));
        let before = &text[..at.unwrap_or(0)];
        let line = before.matches('\n').count() as u32;
        let column = before.rsplit('\n').next().unwrap_or_default();
        Spot { uri, line, character: column.encode_utf16().count() as u32 }
    }

    pub(crate) fn ask(&mut self, method: &str, spot: &Spot) -> Value {
        self.try_ask(method, spot, json!({})).unwrap()
    }

    /// Asks something at a place, with more parameters.
    pub(crate) fn try_ask(
        &mut self,
        method: &str,
        spot: &Spot,
        more: Value,
    ) -> Result<Value, LspError> {
        let place = json!({ "line": spot.line, "character": spot.character });
        let mut params = json!({
            "textDocument": { "uri": spot.uri },
            "position": place,
            "positions": [place],
            "range": { "start": place, "end": place },
        });
        for (key, value) in more.as_object().unwrap() {
            params[key] = value.clone();
        }
        self.server.request(&format!("textDocument/{method}"), params)
    }

    /// What is reported of each file: `name:line:column severity code message`, by files.
    pub(crate) fn reports(&mut self) -> String {
        let mut shown = String::new();
        for (_, params) in self.server.publish() {
            let name = self.name(params["uri"].as_str().unwrap());
            for report in params["diagnostics"].as_array().unwrap() {
                let range = &report["range"];
                let message = report["message"].as_str().unwrap().lines().next().unwrap();
                let severity = report["severity"].as_u64().unwrap();
                let code = report["code"].as_str().unwrap();
                let place = place(&range["start"]);
                writeln!(
                    shown,
                    "{name}:{place}-{} {severity} {code} {message}",
                    self::place(&range["end"])
                )
                .unwrap();
            }
        }
        shown
    }

    /// An address as the name of a file of the folder.
    pub(crate) fn name(&self, uri: &str) -> String {
        let folder = address_of(&self.path(""));
        uri.strip_prefix(&folder).unwrap_or(uri).trim_start_matches('/').to_owned()
    }

    /// Locations as `name:line:column`.
    pub(crate) fn places(&self, locations: &Value) -> Vec<String> {
        let list = locations.as_array().unwrap().iter();
        let name = |location: &Value| {
            let name = self.name(location["uri"].as_str().unwrap());
            format!("{name}:{}", place(&location["range"]["start"]))
        };
        list.map(name).collect()
    }
}

/// A place, counted from 1.
pub(crate) fn place(place: &Value) -> String {
    format!("{}:{}", place["line"].as_u64().unwrap() + 1, place["character"].as_u64().unwrap() + 1)
}

/// A text with the edits of the protocol in it, which count in UTF-16.
pub(crate) fn edited(text: &str, edits: &Value) -> String {
    use organigram::lsp::{ColumnUnit, LspEdit, TextLines};
    let edits: Vec<LspEdit> = serde_json::from_value(edits.clone()).unwrap();
    let lines = TextLines::new(text, ColumnUnit::Utf16);
    let mut edits: Vec<_> =
        edits.into_iter().map(|edit| (lines.bytes(edit.range), edit.new_text)).collect();
    edits.sort_by_key(|(range, _)| range.start);
    let mut text = text.to_owned();
    for (range, new) in edits.into_iter().rev() {
        text.replace_range(range, &new);
    }
    text
}

/// A small model with everything that ids may name.
pub(crate) const CLUB: &str = r#"Model(
    title: "Rookhaven",
    charter: Charter(
        kinds: {
            "club": Kind(label: "chess club", description: "Plays chess."),
            "board": Kind(label: "board", under: "club"),
        },
        lines: { "reports_to": Line(label: "reports to") },
        rules: { "no-lone-board": UserRule(query: "kind(board) ~ under(club)", message: "a board stands alone") },
    ),
    sources: {
        "minutes": Source(title: "Minute book", published: "1951", reliability: High),
        "memoir": Source(title: "A memoir", published: "1980", reliability: Low),
    },
    organs: {
        "club": Organ(name: "Rookhaven Chess Club", kind: "club", existence: "1950/1971", cite: "minutes p. 1"),
        "board": Organ(
            name: "Board",
            kind: "board",
            under: [Under(organ: "club", during: "1950/", cite: "minutes p. 2")],
            existence: [Claim(value: "1950/", cite: "minutes p. 2"), Claim(value: "1949/", cite: "memoir p. 9", modality: Reported)],
        ),
    },
    transitions: [Founded(organ: "club", on: "1950-05-02", cite: "minutes p. 1")],
    posts: { "chair": Post(title: "Chairman", organ: "board", cite: "minutes p. 3") },
    people: {
        "meier": Person(name: "A. Meier", born: "1900~", cite: "minutes p. 3"),
        "schulz": Person(name: "B. Schulz", cite: "memoir p. 2"),
    },
    tenures: [
        Tenure(person: "meier", post: "chair", during: "1951/1953", cite: "minutes p. 3"),
        Tenure(person: "schulz", post: "chair", during: "1953/", status: Acting, cite: "memoir p. 2"),
    ],
    views: { "all": Hierarchy(root: "club", as_of: "1960", highlight: "under(club) & kind(board)") },
    queries: { "bodies": "under(club) | \"board\"" },
)
"#;

/// The model with the cursor before the first place at which a text stands, so many bytes into it.
pub(crate) fn club_at(wanted: &str, within: usize) -> String {
    let at = CLUB.find(wanted).unwrap_or_else(|| panic!("the model has {wanted}")) + within;
    format!("{}{CURSOR}{}", &CLUB[..at], &CLUB[at..])
}
