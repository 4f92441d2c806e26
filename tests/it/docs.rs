//! The commands in the documentation give what stands below them.
//!
//! Takes every fenced `console` block of `docs/*.md`: a line `$ organigram ..` is run in the
//! repository's folder, and what it prints must be the lines up to the next one. `UPDATE_DOCS=1`
//! writes what was printed instead.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use organigram::query::FUNCTIONS;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn commands_print_what_the_docs_say() {
    let mut pages: Vec<PathBuf> = fs::read_dir(Path::new(ROOT).join("docs"))
        .expect("there are docs")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    pages.sort();
    for page in pages {
        let text = fs::read_to_string(&page).expect("the page can be read");
        let run = with_functions(&with_output(&text));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&page, &run).expect("the page can be written");
        } else if run != text {
            let differs = run.lines().zip(text.lines()).find(|(is, was)| is != was);
            panic!("{}: run with UPDATE_DOCS=1: {differs:#?}", page.display());
        }
    }
}

/// The page with the output of its commands.
fn with_output(text: &str) -> String {
    let mut page = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        writeln!(page, "{line}").unwrap();
        if line != "```console" {
            continue;
        }
        while let Some(line) = lines.next_if(|line| *line != "```") {
            if let Some(command) = line.strip_prefix("$ organigram ") {
                writeln!(page, "{line}").unwrap();
                page.push_str(&output(command));
                if lines.clone().take_while(|line| *line != "```").any(|line| line.starts_with('$'))
                {
                    page.push('\n');
                }
            }
        }
    }
    page
}

fn output(command: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_organigram"))
        .args(words(command))
        .current_dir(ROOT)
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    format!("{out}{err}")
}

/// The words of a command line with quotes as a shell has them.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in command.chars() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// The page with the table of functions where it has one.
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
