//! The house: data flows one way, and no module imports a later one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Who may import whom. `docs/architecture.md` shows the same.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("atomic_write", &[]),
    ("dot_escape", &[]),
    ("time", &[]),
    ("hands", &[]),
    ("diagnostics", &["text"]),
    ("model", &["text", "time"]),
    ("load", &["text", "time", "diagnostics", "model"]),
    ("graph", &["text", "time", "hands", "model"]),
    ("ask", &["text", "time", "model", "graph"]),
    ("query", &["text", "time", "diagnostics", "model", "graph", "ask"]),
    ("check", &["text", "atomic_write", "time", "diagnostics", "model", "load", "graph", "query"]),
    ("view", &["text", "time", "model", "graph", "query", "ask"]),
    ("layout", &["time", "hands", "view"]),
    ("render", &["time", "dot_escape", "hands", "view", "layout"]),
    ("exchange", &["text", "dot_escape", "time", "diagnostics", "model", "load", "graph", "query"]),
    (
        "project",
        &[
            "text",
            "time",
            "diagnostics",
            "model",
            "load",
            "graph",
            "ask",
            "query",
            "check",
            "view",
            "layout",
            "render",
        ],
    ),
];

#[test]
fn no_module_imports_a_later_one() {
    let mut wrong = Vec::new();
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    for file in files(Path::new("src")) {
        let Some(module) = module(&file) else { continue };
        if module == "cli" {
            continue;
        }
        let Some(allowed) = allowed.get(module.as_str()) else {
            panic!("the module `{module}` is not in the table of who may import whom");
        };
        for imported in imports(&file) {
            if imported != module && !allowed.contains(&imported.as_str()) {
                wrong.push(format!("{} imports {imported}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The files of `cli` that go by the front door alone: what they print of it are problems, rows and texts.
const BY_THE_FRONT_DOOR: &[(&str, &[&str])] = &[
    // `model`: the choices that an option takes, as the language writes them.
    ("src/cli/render.rs", &["project"]),
    ("src/cli/render/args.rs", &["project", "model"]),
    ("src/cli/render/list.rs", &["project"]),
    // `check`: the rules and their pages, which SARIF lists; `text`: the places of problems.
    ("src/cli/check.rs", &["project", "check", "diagnostics", "text"]),
];

#[test]
fn verbs_go_by_the_front_door() {
    let mut wrong = Vec::new();
    for (file, allowed) in BY_THE_FRONT_DOOR {
        let imports = imports(Path::new(file));
        let other = imports.iter().filter(|name| *name != "cli" && !allowed.contains(&&***name));
        wrong.extend(other.map(|name| format!("{file} imports {name}")));
        let idle = allowed.iter().filter(|name| !imports.contains(**name));
        wrong.extend(idle.map(|name| format!("{file} need not import {name}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_opens_by_saying_what_it_is_for() {
    let silent: Vec<PathBuf> = files(Path::new("src"))
        .into_iter()
        .filter(|file| !file.ends_with("tests.rs"))
        .filter(|file| !std::fs::read_to_string(file).unwrap().starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn no_file_grows_past_a_screenful_of_screens() {
    let long: Vec<String> = files(Path::new("src"))
        .into_iter()
        .map(|file| (std::fs::read_to_string(&file).unwrap().lines().count(), file))
        .filter(|(lines, _)| *lines > 900)
        .map(|(lines, file)| format!("{} has {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the sources lie here") {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The module of a file: the first part of its path below `src`.
fn module(file: &Path) -> Option<String> {
    let first = file.strip_prefix("src").ok()?.components().next()?;
    let name = first.as_os_str().to_str()?.trim_end_matches(".rs");
    (!["lib", "main"].contains(&name)).then(|| name.to_owned())
}

/// The modules that a file names by `crate::`, outside comments.
fn imports(file: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let named = code.flat_map(|line| line.split("crate::").skip(1));
    named
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect())
        .filter(|name: &String| Path::new("src").join(format!("{name}.rs")).exists())
        .collect()
}
