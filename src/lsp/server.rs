//! The server without its transport: requests and notifications in, answers out.
//!
//! Takes a method's name and its parameters, gives the result as JSON or an error. Reads texts and files, prints nothing and
//! writes no file. What nobody foresaw ends one request and not the server.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[cfg(feature = "serve")]
use crossbeam_channel::Receiver;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::addresses::path_of;
use super::hierarchy::CallDirection;
use super::positions::ColumnUnit;
#[cfg(feature = "serve")]
use super::preview::{self, Click, Previews};
use super::protocol::{AtText, LspError, LspRange, OpenedText, TextChange, TextName};
use super::settings::LspSettings;
use super::workspace::{FileText, Workspace};
use super::{
    actions, completion, formatting, hierarchy, hover, navigate, rename, reports, signature,
    structure, tokens,
};
use crate::project::{Disk, Files};

/// A language server for models.
///
/// ```
/// use organigram::lsp::{LspServer, LspSettings};
/// use serde_json::json;
///
/// let mut server = LspServer::new(LspSettings::default());
/// let about = server.request("initialize", json!({ "capabilities": {} }))?;
/// assert_eq!(about["capabilities"]["hoverProvider"], true);
/// server.notify("textDocument/didOpen", json!({ "textDocument": {
///     "uri": "untitled:club", "languageId": "ron", "version": 1,
///     "text": r#"Model(organs: { "board": Organ(under: "clubb") })"#,
/// }}));
/// let (method, reported) = &server.publish()[0];
/// assert_eq!(method, "textDocument/publishDiagnostics");
/// assert!(reported["diagnostics"].to_string().contains("clubb"));
/// # Ok::<(), organigram::lsp::LspError>(())
/// ```
#[derive(Debug)]
pub struct LspServer {
    workspace: Workspace,
    /// The texts and files for which something is reported now.
    reported: BTreeSet<String>,
    /// Whether something has changed since the last report.
    stale: bool,
    #[cfg(feature = "serve")]
    previews: Previews,
    /// Whether the client opens addresses and texts when it is asked to.
    shows: bool,
    /// What is to be asked of the client.
    asks: Vec<(&'static str, Value)>,
}

impl LspServer {
    /// A server in which no text is open.
    #[must_use]
    pub fn new(settings: LspSettings) -> LspServer {
        let mut workspace = Workspace::default();
        workspace.settings = settings;
        LspServer {
            workspace,
            reported: BTreeSet::new(),
            stale: false,
            #[cfg(feature = "serve")]
            previews: Previews::default(),
            shows: false,
            asks: Vec::new(),
        }
    }

    /// Answers a request.
    ///
    /// # Errors
    /// When the request is unknown, says something that cannot be, or cannot be done.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, LspError> {
        let asked = AssertUnwindSafe(|| self.answer(method, params));
        catch_unwind(asked).unwrap_or_else(|_| {
            let message =
                format!("organigram failed at {method}: that is a mistake in the program");
            Err(LspError { code: LspError::INTERNAL, message })
        })
    }

    /// Takes a notification; one that is unknown changes nothing.
    pub fn notify(&mut self, method: &str, params: Value) {
        let taken = AssertUnwindSafe(|| self.take(method, params));
        // A notification has no answer that could say what is wrong with it.
        let _ = catch_unwind(taken);
    }

    /// Whether a report is due.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// What is to be reported now: notifications with their parameters. Files whose problems are gone have empty lists.
    pub fn publish(&mut self) -> Vec<(String, Value)> {
        self.stale = false;
        let made = catch_unwind(AssertUnwindSafe(|| reports::reports(&self.workspace)));
        let Ok(reports) = made else { return Vec::new() };
        #[cfg(feature = "serve")]
        self.previews.refresh(&self.workspace);
        let gone = self.reported.iter().filter(|uri| !reports.contains_key(*uri));
        let mut all: Vec<(String, Value)> = gone
            .map(|uri| (PUBLISH.to_owned(), json!({ "uri": uri, "diagnostics": [] })))
            .collect();
        self.reported = reports.keys().cloned().collect();
        for (uri, diagnostics) in reports {
            let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
            let path = self.workspace.documents.path(&uri);
            if let Some(document) = self.workspace.documents.get(&path) {
                params["version"] = json!(document.version);
            }
            all.push((PUBLISH.to_owned(), params));
        }
        all
    }

    /// What the server asks of a client that can: to hear of files that change, and of its settings.
    #[must_use]
    pub fn registrations(&self) -> Value {
        json!({ "registrations": [{
            "id": "organigram-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": [{ "globPattern": "**/*.ron" }] },
        }]})
    }

    /// What the server asks of the client now: methods with their parameters, each once.
    pub fn asks(&mut self) -> Vec<(&'static str, Value)> {
        std::mem::take(&mut self.asks)
    }

    fn initialize(&mut self, params: &Value) -> Value {
        let shows = params.pointer("/capabilities/window/showDocument/support");
        self.shows = shows.and_then(Value::as_bool).unwrap_or(false);
        let workspace = &mut self.workspace;
        let folders = params["workspaceFolders"].as_array().into_iter().flatten();
        let folders = folders.filter_map(|folder| folder["uri"].as_str());
        let root = params["rootUri"].as_str();
        let mut roots: Vec<&str> = folders.collect();
        if roots.is_empty() {
            roots.extend(root);
        }
        workspace.roots = roots.into_iter().map(|uri| Disk.real(&path_of(uri))).collect();
        let offered = params.pointer("/capabilities/general/positionEncodings");
        let offered = offered.and_then(Value::as_array).into_iter().flatten();
        if offered.into_iter().any(|unit| unit == "utf-8") {
            workspace.unit = ColumnUnit::Utf8;
        }
        let snippets = "/capabilities/textDocument/completion/completionItem/snippetSupport";
        workspace.settings.snippets =
            params.pointer(snippets).and_then(Value::as_bool).unwrap_or(false);
        workspace.settings.set(&params["initializationOptions"]);
        json!({ "capabilities": capabilities(workspace.unit), "serverInfo": {
            "name": "organigram", "version": env!("CARGO_PKG_VERSION"),
        }})
    }

    fn take(&mut self, method: &str, params: Value) {
        let workspace = &mut self.workspace;
        match method {
            "textDocument/didOpen" => {
                if let Ok(text) = read::<OpenedText>(params["textDocument"].clone()) {
                    workspace.documents.open(&text.uri, text.version, text.text);
                    self.stale = true;
                }
            }
            "textDocument/didChange" => {
                let text = read::<TextName>(params["textDocument"].clone());
                let changes = read::<Vec<TextChange>>(params["contentChanges"].clone());
                if let (Ok(text), Ok(changes)) = (text, changes) {
                    let (version, unit) = (text.version.unwrap_or(0), workspace.unit);
                    self.stale |= workspace.documents.change(&text.uri, version, changes, unit);
                }
            }
            "textDocument/didClose" => {
                if let Ok(text) = read::<TextName>(params["textDocument"].clone()) {
                    workspace.documents.close(&text.uri);
                    self.stale = true;
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                workspace.forget();
                self.stale = true;
            }
            "workspace/didChangeConfiguration" => {
                workspace.settings.set(&params["settings"]);
                workspace.forget();
                self.stale = true;
            }
            #[cfg(feature = "serve")]
            "organigram/cursor" => {
                if let Ok(asked) = read::<AtText>(params) {
                    self.point(&asked);
                }
            }
            _ => {}
        }
    }

    fn answer(&mut self, method: &str, params: Value) -> Result<Value, LspError> {
        match method {
            "initialize" => return Ok(self.initialize(&params)),
            "shutdown" => return Ok(Value::Null),
            "workspace/symbol" => {
                let query = params["query"].as_str().unwrap_or_default();
                return Ok(structure::workspace_symbols(&self.workspace, query));
            }
            #[cfg(feature = "serve")]
            "workspace/executeCommand" => return self.execute(&params),
            "callHierarchy/incomingCalls" | "callHierarchy/outgoingCalls" => {
                let direction = match method {
                    "callHierarchy/incomingCalls" => CallDirection::Incoming,
                    _ => CallDirection::Outgoing,
                };
                return Ok(hierarchy::calls(&self.workspace, &params["item"], direction));
            }
            _ => {}
        }
        if !METHODS.contains(&method) {
            let message = format!("there is no request {method}");
            return Err(LspError { code: LspError::UNKNOWN_METHOD, message });
        }
        let asked: AtText = read(params.clone())?;
        // An editor asks for highlights as its cursor moves.
        #[cfg(feature = "serve")]
        if method == "textDocument/documentHighlight" {
            self.point(&asked);
        }
        let workspace = &self.workspace;
        let path = workspace.documents.path(&asked.text_document.uri);
        // Nothing is known of what is neither open nor a file.
        let Some(file) = workspace.text(&path) else { return Ok(Value::Null) };
        of_text(workspace, method, &file, &asked)
    }
}

/// The live preview.
#[cfg(feature = "serve")]
impl LspServer {
    /// What is clicked on in a preview, as it comes.
    pub(super) fn clicks(&self) -> &Receiver<Click> {
        self.previews.clicks()
    }

    /// Asks the client to go to where what was clicked on is written.
    pub(super) fn clicked(&mut self, click: &Click) {
        if let Some(place) = self.previews.place(&self.workspace, click).filter(|_| self.shows) {
            self.asks.push(("window/showDocument", place));
        }
    }

    /// Shows in a preview what the cursor stands in.
    fn point(&self, asked: &AtText) {
        let path = self.workspace.documents.path(&asked.text_document.uri);
        if let Some(file) = self.workspace.text(&path) {
            let at = file.lines(self.workspace.unit).offset(asked.position);
            self.previews.point(&self.workspace, &file, at);
        }
    }

    /// Opens a preview: of the text whose address is the first argument. A client that opens addresses is asked to open it,
    /// unless the second is false.
    fn execute(&mut self, params: &Value) -> Result<Value, LspError> {
        let bad = |message: String| LspError { code: LspError::BAD_PARAMETERS, message };
        if params["command"] != preview::COMMAND {
            return Err(bad(format!("there is no command {}", params["command"])));
        }
        let Some(uri) = params["arguments"][0].as_str() else {
            return Err(bad(format!("{} needs the address of a text", preview::COMMAND)));
        };
        let path = self.workspace.documents.path(uri);
        let address = self.previews.open(&self.workspace, &path)?;
        if self.shows && params["arguments"][1] != json!(false) {
            self.asks.push(("window/showDocument", json!({ "uri": address, "external": true })));
        }
        Ok(json!({ "address": address }))
    }
}

const PUBLISH: &str = "textDocument/publishDiagnostics";

/// The requests that are about a text.
const METHODS: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareCallHierarchy",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/codeAction",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/inlayHint",
];

/// Answers a request about a text as it is now.
fn of_text(
    workspace: &Workspace,
    method: &str,
    file: &FileText,
    asked: &AtText,
) -> Result<Value, LspError> {
    let lines = file.lines(workspace.unit);
    let at = lines.offset(asked.position);
    let bytes = |range: LspRange| lines.bytes(range);
    Ok(match method {
        "textDocument/hover" => json!(hover::hover(workspace, file, at)),
        "textDocument/completion" => completion::completion(workspace, file, at),
        "textDocument/signatureHelp" => json!(signature::signature(file, at)),
        "textDocument/definition" => json!(navigate::definition(workspace, file, at)),
        "textDocument/references" => {
            let with_definition = asked.context["includeDeclaration"].as_bool().unwrap_or(true);
            json!(navigate::references(workspace, file, at, with_definition))
        }
        "textDocument/documentHighlight" => json!(navigate::highlights(workspace, file, at)),
        "textDocument/prepareCallHierarchy" => json!(hierarchy::prepare(workspace, file, at)),
        "textDocument/prepareRename" => match rename::prepare(workspace, file, at) {
            Ok((range, id)) => json!({ "range": lines.range(&range), "placeholder": id }),
            Err(_) => Value::Null,
        },
        "textDocument/rename" => rename::rename(workspace, file, at, &asked.new_name)?,
        "textDocument/codeAction" => {
            let only = asked.context["only"].as_array().into_iter().flatten();
            let only: Vec<String> = only.filter_map(Value::as_str).map(str::to_owned).collect();
            actions::actions(workspace, file, &bytes(asked.range), &only)
        }
        "textDocument/documentSymbol" => structure::document_symbols(workspace, file),
        "textDocument/foldingRange" => structure::folds(workspace, file),
        "textDocument/selectionRange" => structure::selections(workspace, file, &asked.positions),
        "textDocument/formatting" => json!(formatting::formatting(workspace, file, None)),
        "textDocument/rangeFormatting" => {
            json!(formatting::formatting(workspace, file, Some(bytes(asked.range))))
        }
        "textDocument/semanticTokens/full" => tokens::tokens(workspace, file, None),
        "textDocument/semanticTokens/range" => {
            tokens::tokens(workspace, file, Some(bytes(asked.range)))
        }
        "textDocument/inlayHint" => tokens::hints(workspace, file, &bytes(asked.range)),
        _ => Value::Null,
    })
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, LspError> {
    serde_json::from_value(params)
        .map_err(|error| LspError { code: LspError::BAD_PARAMETERS, message: error.to_string() })
}

fn commands() -> &'static [&'static str] {
    #[cfg(feature = "serve")]
    return &[preview::COMMAND];
    #[cfg(not(feature = "serve"))]
    &[]
}

fn capabilities(unit: ColumnUnit) -> Value {
    json!({
        "positionEncoding": unit.name(),
        "textDocumentSync": { "openClose": true, "change": 2, "save": true },
        "hoverProvider": true,
        "completionProvider": { "triggerCharacters": ["\"", "(", "[", "{", ":", " "] },
        "signatureHelpProvider": { "triggerCharacters": ["(", ","] },
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "callHierarchyProvider": true,
        "renameProvider": { "prepareProvider": true },
        "codeActionProvider": {
            "codeActionKinds": ["quickfix", "refactor.rewrite", "source.fixAll.organigram"],
        },
        "documentSymbolProvider": true,
        "workspaceSymbolProvider": true,
        "foldingRangeProvider": true,
        "selectionRangeProvider": true,
        "documentFormattingProvider": true,
        "documentRangeFormattingProvider": true,
        "semanticTokensProvider": {
            "legend": { "tokenTypes": tokens::TOKEN_TYPES, "tokenModifiers": tokens::TOKEN_MODIFIERS },
            "full": true,
            "range": true,
        },
        "inlayHintProvider": true,
        "executeCommandProvider": { "commands": commands() },
        "workspace": { "workspaceFolders": { "supported": true } },
    })
}
