//! The pages: every command that README and docs show prints what they show.
//!
//! A block that begins with ```` ```console ```` holds commands (`$ organigram ..`) and what they
//! print, errors included. A block ```` ```ron file=NAME ```` (or `csv`) is a file that the commands below it
//! find. All commands of a page run in one folder, in which `models` lies. `UPDATE_DOCS=1` writes
//! what they print now.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use organigram::query::FUNCTIONS;

#[test]
fn every_shown_command_prints_what_is_shown() {
    let mut stale = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        let fresh = with_functions(&run_page(&text));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            if fresh != text {
                std::fs::write(&page, fresh).unwrap();
            }
        } else if fresh != text {
            stale.push(format!("{}:\n{}", page.display(), first_difference(&text, &fresh)));
        }
    }
    assert!(stale.is_empty(), "UPDATE_DOCS=1 rewrites these pages:\n{}", stale.join("\n"));
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![PathBuf::from("README.md")];
    let docs = std::fs::read_dir("docs").expect("the docs lie here");
    pages.extend(docs.map(|entry| entry.unwrap().path()));
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    pages
}

fn first_difference(old: &str, new: &str) -> String {
    let pair = old.lines().zip(new.lines()).enumerate().find(|(_, (old, new))| old != new);
    match pair {
        Some((at, (old, new))) => format!("  line {}\n  shown:   {old}\n  printed: {new}", at + 1),
        None => "  one is longer than the other".to_owned(),
    }
}

/// The page as it would be with what the commands print now.
fn run_page(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    link_models(folder.path());
    let mut fresh = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        fresh.push('\n');
        let Some(fence) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if fence == "console" {
            fresh.push_str(&run_block(&block, folder.path()));
        } else {
            if let Some((_, name)) = fence.split_once(" file=") {
                std::fs::write(folder.path().join(name), block.join("\n") + "\n").unwrap();
            }
            block.iter().for_each(|line| fresh.push_str(&format!("{line}\n")));
        }
        fresh.push_str("```\n");
    }
    fresh
}

#[cfg(unix)]
fn link_models(folder: &Path) {
    let models = std::fs::canonicalize("models").unwrap();
    std::os::unix::fs::symlink(models, folder.join("models")).unwrap();
}

#[cfg(not(unix))]
fn link_models(_: &Path) {}

fn run_block(block: &[&str], folder: &Path) -> String {
    let mut fresh = String::new();
    for line in block.iter().filter(|line| line.starts_with("$ ")) {
        if !fresh.is_empty() {
            fresh.push('\n');
        }
        fresh.push_str(line);
        fresh.push('\n');
        fresh.push_str(&run(&line[2..], folder));
    }
    fresh
}

/// Runs one shown command: `organigram` with its arguments, in which quotes keep blanks together.
fn run(command: &str, folder: &Path) -> String {
    let words = words(command);
    assert_eq!(words[0], "organigram", "pages show organigram's own commands: {command}");
    let output = Command::new(env!("CARGO_BIN_EXE_organigram"))
        .args(&words[1..])
        .current_dir(folder)
        .env("COLUMNS", "100")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    let mut text = String::from_utf8(text).expect("output is UTF-8");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    // A blank at the end of a line would be lost in many an editor.
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in command.chars() {
        match letter {
            '\'' | '"' if quote.is_none() => quote = Some(letter),
            _ if quote == Some(letter) => quote = None,
            ' ' if quote.is_none() => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The page with the table of the query language's functions where it has one.
fn with_functions(text: &str) -> String {
    const START: &str = "<!-- functions -->\n";
    const END: &str = "<!-- end of functions -->";
    let (Some(start), Some(end)) = (text.find(START), text.find(END)) else {
        return text.to_owned();
    };
    let mut table = String::from("| function | gives |\n|---|---|\n");
    for entry in FUNCTIONS {
        writeln!(table, "| `{}({})` | {} |", entry.name, entry.arguments, entry.about).unwrap();
    }
    format!("{}{table}{}", &text[..start + START.len()], &text[end..])
}
