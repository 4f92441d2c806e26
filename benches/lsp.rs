//! The language server while somebody types into a large model.
//!
//! `cargo bench --bench lsp -- [--organs 5000,100000] [--rounds 15]`
//! Writes a made-up party, opens it in a server within this process, and types: a letter into a name in the middle of the
//! text, as an editor sends it. Times what comes after: the report of all problems, and the requests that an editor sends
//! as somebody types on. Prints the middle and the slowest of all rounds, and what the server holds in memory beside the
//! length of the text.

use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

#[path = "generate/mod.rs"]
mod generate;
#[path = "measure/mod.rs"]
mod measure;

use generate::{Party, Syntax, write_model};
use measure::{median, option, print_table};
use organigram::lsp::{LspServer, LspSettings};
use serde_json::{Value, json};

const URI: &str = "untitled:party.ron";

/// The requests that are timed after a letter was typed and its problems are reported.
const REQUESTS: &[&str] = &[
    "textDocument/completion",
    "textDocument/hover",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/codeAction",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/range",
    "textDocument/semanticTokens/full",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/prepareCallHierarchy",
    "textDocument/formatting",
];

fn main() -> Result<(), Box<dyn Error>> {
    let rounds = option("--rounds", "15");
    let organs = option("--organs", "5000,100000");
    if let Ok(organs) = organs.parse() {
        return one(organs, rounds.parse()?);
    }
    // Each size in a process of its own, so that none lives on the memory of another.
    for organs in organs.split(',') {
        let args = ["--organs", organs, "--rounds", &rounds];
        Command::new(std::env::current_exe()?).args(args).status()?;
    }
    Ok(())
}

/// What this process holds, in bytes.
fn held() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kib.unwrap_or(0) * 1024
}

fn one(organs: usize, rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut text = Vec::new();
    write_model(&Party::new(organs), Syntax::Ron, &mut text)?;
    let text = String::from_utf8(text)?;
    // The text that is opened becomes the server's: what it holds of it counts.
    let length = text.len();
    let before = held().saturating_sub(length);
    let mut server = LspServer::new(LspSettings::default());
    server.request("initialize", json!({ "capabilities": {} }))?;
    let (line, column) = middle(&text);
    let mut opened = json!({ "textDocument": { "uri": URI, "languageId": "ron", "version": 0 } });
    opened["textDocument"]["text"] = text.into();
    server.notify("textDocument/didOpen", opened);
    let start = Instant::now();
    let first = server.publish();
    let opening = start.elapsed();
    let problems =
        |reports: &[(String, Value)]| reports[0].1["diagnostics"].as_array().map_or(0, Vec::len);
    println!("{organs} organs, {:.1} MB, {} problems", length as f64 / 1e6, problems(&first));
    drop(first);
    // What stays, before any answer that is as long as the text is made.
    typed(&mut server, 1, line, column - 1);
    drop(server.publish());
    let after = held();
    let mut times = vec![Vec::new(); 2 + REQUESTS.len()];
    let place = json!({ "line": line, "character": column });
    let shown_line = |line: usize| json!({ "line": line, "character": 0 });
    let seen =
        json!({ "start": shown_line(line.saturating_sub(25)), "end": shown_line(line + 25) });
    let params = json!({ "textDocument": { "uri": URI }, "position": place, "range": seen });
    for round in 0..rounds {
        typed(&mut server, round, line, column);
        // Most editors ask for words at once, and the report waits until the writer rests.
        let start = Instant::now();
        server.request("textDocument/completion", params.clone())?;
        times[0].push(start.elapsed());
        let start = Instant::now();
        let reports = server.publish();
        times[1].push(start.elapsed());
        assert_eq!(reports.len(), 1, "one text is open");
        for (at, method) in REQUESTS.iter().enumerate() {
            let start = Instant::now();
            server.request(method, params.clone())?;
            times[2 + at].push(start.elapsed());
        }
    }
    let shown = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    let mut rows = vec![vec!["what".to_owned(), "median".to_owned(), "slowest".to_owned()]];
    rows.push(vec!["report when opened".to_owned(), shown(opening), shown(opening)]);
    let names = ["words at once after a letter", "report after a letter"];
    let names = names.iter().chain(REQUESTS);
    for (name, times) in names.zip(&times) {
        let slowest = times.iter().copied().max().unwrap_or_default();
        rows.push(vec![(*name).to_owned(), shown(median(times)), shown(slowest)]);
    }
    print_table(&rows);
    let times = (after.saturating_sub(before)) as f64 / length as f64;
    println!("memory with the problems reported: {times:.1} times the text\n");
    Ok(())
}

/// A place within the superior of an organ in the middle of the text.
fn middle(text: &str) -> (usize, usize) {
    let at = text.len() / 2;
    let at = at + text[at..].find("under: ").expect("organs have superiors");
    let at = at + text[at..].find('"').expect("a superior has an id") + 2;
    let before = &text[..at];
    let line = before.matches('\n').count();
    (line, before.len() - before.rfind('\n').map_or(0, |end| end + 1))
}

/// Types a letter, and in the next round takes it away again.
fn typed(server: &mut LspServer, round: usize, line: usize, column: usize) {
    let place = |column: usize| json!({ "line": line, "character": column });
    let (end, letter) = if round.is_multiple_of(2) { (column, "x") } else { (column + 1, "") };
    let change = json!({ "range": { "start": place(column), "end": place(end) }, "text": letter });
    let text = json!({ "uri": URI, "version": round + 1 });
    server.notify(
        "textDocument/didChange",
        json!({ "textDocument": text, "contentChanges": [change] }),
    );
}
