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

/// Runs one shown command: `organigram` with its arguments, in which quotes keep blanks together, and perhaps `> FILE`.
fn run(command: &str, folder: &Path) -> String {
    let mut words = words(command);
    // `> FILE` keeps what is printed, as in every shell.
    let file = (words.len() > 2 && words[words.len() - 2] == ">").then(|| words.pop().unwrap());
    if file.is_some() {
        words.pop();
    }
    assert_eq!(words[0], "organigram", "pages show organigram's own commands: {command}");
    let output = Command::new(env!("CARGO_BIN_EXE_organigram"))
        .args(&words[1..])
        .current_dir(folder)
        .env("COLUMNS", "100")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    let printed = match file {
        Some(file) => {
            std::fs::write(folder.join(file), output.stdout).unwrap();
            Vec::new()
        }
        None => output.stdout,
    };
    let text = [printed, output.stderr].concat();
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

/// R, with igraph: the scripts of docs/r.md print what the page shows. `UPDATE_DOCS=1` writes what they print now.
#[test]
fn scripts_in_r_print_what_is_shown() {
    let r = Command::new("Rscript").args(["-e", "library(igraph)"]).output();
    if !r.is_ok_and(|r| r.status.success()) {
        assert!(std::env::var_os("ORGANIGRAM_REQUIRE_R").is_none(), "R or igraph is missing");
        eprintln!("skipped: R with igraph is not installed");
        return;
    }
    let page = Path::new("docs/r.md");
    let text = std::fs::read_to_string(page).unwrap();
    let folder = tempfile::tempdir().unwrap();
    link_models(folder.path());
    let (mut fresh, mut ran) = (String::new(), 0);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        writeln!(fresh, "{line}").unwrap();
        let Some(fence) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let mut body: String = block.iter().map(|line| format!("{line}\n")).collect();
        if fence == "console" {
            run_block(&block, folder.path());
        } else if let Some(name) = fence.strip_prefix("r file=") {
            std::fs::write(folder.path().join(name), &body).unwrap();
        } else if let Some(name) = fence.strip_prefix("text result of ") {
            let printed = Command::new("Rscript")
                .args(["--vanilla", name])
                .current_dir(folder.path())
                .env("LC_ALL", "C.UTF-8")
                .output()
                .unwrap();
            let problems = String::from_utf8_lossy(&printed.stderr);
            assert!(printed.status.success() && problems.is_empty(), "{name}: {problems}");
            body = String::from_utf8(printed.stdout).unwrap();
            body = body.lines().map(|line| format!("{}\n", line.trim_end())).collect();
            ran += 1;
        }
        writeln!(fresh, "{body}```").unwrap();
    }
    assert!(ran >= 4, "the page has scripts");
    if std::env::var_os("UPDATE_DOCS").is_some() && fresh != text {
        std::fs::write(page, fresh).unwrap();
    } else {
        assert!(fresh == text, "{}", first_difference(&text, &fresh));
    }
}

/// Every link of README, docs and the change log leads to a file and a heading.
#[test]
fn links_lead_somewhere() {
    let mut pages = pages();
    let rules = std::fs::read_dir("docs/rules").unwrap().map(|entry| entry.unwrap().path());
    pages.extend(rules.filter(|page| page.extension().is_some_and(|ending| ending == "md")));
    pages.push("CHANGELOG.md".into());
    let link = regex::Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in &pages {
        let text = std::fs::read_to_string(page).unwrap();
        for found in prose(&text).iter().flat_map(|line| link.captures_iter(line)) {
            let target = found[1].to_owned();
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            count += 1;
            let (path, heading) = target.split_once('#').unwrap_or((&target, ""));
            let path = match path {
                "" => page.clone(),
                path => page.parent().unwrap_or(Path::new("")).join(path),
            };
            let is_there = path.exists();
            let is_page = path.extension().is_some_and(|ending| ending == "md");
            let has_heading = heading.is_empty()
                || !is_page
                || is_there && headings(&path).iter().any(|known| known == heading);
            if !is_there || !has_heading {
                wrong.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(count > 200, "{count} links were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The lines of a page that are no code.
fn prose(text: &str) -> Vec<&str> {
    let mut in_code = false;
    text.lines()
        .filter(|line| {
            in_code ^= line.starts_with("```");
            !in_code && !line.starts_with("```")
        })
        .collect()
}

/// The headings of a page as links name them: small letters, hyphens for blanks, no other signs.
fn headings(page: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(page).unwrap();
    let headings = prose(&text).into_iter().filter(|line| line.starts_with('#'));
    let name = |line: &str| -> String {
        let title = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        title.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    headings.map(name).collect()
}
