//! The house: data flows one way, no module imports a later one, and the documentation shows it.

mod contents;
mod cycles;
mod names;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each module, what it owns, and which modules it may import: the table of `docs/architecture.md`.
#[rustfmt::skip]
const MODULES: &[(&str, &str, &[&str])] = &[
    ("text", "source files, places in them, the line index", &[]),
    ("atomic_write", "files written whole or not at all; several together or none; `docs/reliability.md`", &[]),
    ("dot_escape", "texts in the quotes of DOT", &[]),
    ("time", "EDTF dates, periods, the four answers; `time/loose`: dates as people write them, for imports and for help", &[]),
    ("limited", "files and patterns of users, read and compiled up to a limit", &[]),
    ("settings_file", "settings of users in RON or JSON: themes, mappings of tables", &[]),
    ("graphviz_program", "the program `dot`, run with a limit", &["limited"]),
    ("identifiers", "identifiers of registers: their schemes, forms, check digits and addresses", &[]),
    ("workers", "work on all cores, by rayon's one pool of threads", &[]),
    ("diagnostics", "problems, codes, levels; how they are written for people and programs", &["text"]),
    ("syntax", "RON taken apart once: tokens, a tree with every comment, places; for loading, formatting, edits and fixes", &["text"]),
    ("model", "the plain data: what a person writes, as records; the seam to a reader with places", &["text"]),
    ("load", "RON files to entries, every problem of every file at once", &["text", "limited", "workers", "diagnostics", "syntax", "model"]),
    ("graph", "the packed graph, slices, perspectives, walks, petgraph's traits", &["text", "time", "workers", "model"]),
    ("ask", "who held what, what changed, what happened when, how much is known", &["time", "identifiers", "model", "graph"]),
    ("query", "the set language: parse, resolve, optimise, evaluate", &["time", "limited", "identifiers", "diagnostics", "model", "graph", "ask"]),
    ("check", "the registry of rules, one file a rule", &["text", "atomic_write", "time", "identifiers", "workers", "diagnostics", "syntax", "model", "load", "graph", "query"]),
    ("view", "what to show, of one state or of two: labels, groups, marks; no coordinates", &["time", "model", "graph", "query", "ask"]),
    ("layout", "a view to a scene with coordinates, one file a named algorithm; `layout/network/engine.rs` alone names the crate that draws in layers", &["time", "graphviz_program", "workers", "view"]),
    ("render", "a scene to SVG, a view to DOT", &["text", "time", "dot_escape", "settings_file", "workers", "view", "layout"]),
    ("exchange", "other people's formats", &["text", "dot_escape", "time", "limited", "settings_file", "identifiers", "workers", "diagnostics", "syntax", "model", "graph"]),
    ("project", "the front door: a model opened, checked, asked, drawn and made a page of, by one call each", &["text", "dot_escape", "time", "graphviz_program", "identifiers", "workers", "diagnostics", "model", "load", "graph", "ask", "query", "check", "view", "layout", "render", "exchange"]),
    ("serve", "the page and the answers over HTTP, for browsers on this machine; `serve/connections.rs` alone knows sockets", &["diagnostics", "model", "project"]),
    ("lsp", "the language server: what an editor asks of its texts, answered by the front door", &["text", "diagnostics", "syntax", "model", "project", "serve"]),
];

#[test]
fn no_module_imports_a_later_one() {
    let mut wrong = Vec::new();
    let allowed: BTreeMap<&str, &[&str]> =
        MODULES.iter().map(|&(module, _, allowed)| (module, allowed)).collect();
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

/// What files of `cli` import besides `project`, the front door, and `diagnostics`, whose writers print problems.
const BESIDES_THE_FRONT_DOOR: &[(&str, &str)] = &[
    // The choices that an option takes, as the language writes them.
    ("src/cli/args.rs", "model"),
    ("src/cli/lineage.rs", "model"),
    ("src/cli/panel.rs", "model"),
    ("src/cli/render/args.rs", "model"),
    // The modality of a row, which is not said where it is the usual one.
    ("src/cli/show.rs", "model"),
    ("src/cli/timeline.rs", "model"),
    ("src/cli/who.rs", "model"),
    // The other doors, which the program opens.
    ("src/cli/lsp.rs", "lsp"),
    ("src/cli/serve.rs", "serve"),
    // The files that the program writes, and what can go wrong with them.
    ("src/cli.rs", "atomic_write"),
    ("src/cli/error.rs", "atomic_write"),
    ("src/cli/files.rs", "atomic_write"),
    ("src/cli/files.rs", "limited"),
];

#[test]
fn verbs_go_by_the_front_door() {
    let mut wrong = Vec::new();
    let mut used: BTreeSet<&(&str, &str)> = BTreeSet::new();
    let mut cli = files(Path::new("src/cli"));
    cli.push("src/cli.rs".into());
    for file in cli {
        let name = file.display().to_string();
        for imported in imports(&file) {
            let besides = BESIDES_THE_FRONT_DOOR.iter().find(|entry| **entry == (&name, &imported));
            used.extend(besides);
            if besides.is_none() && !["cli", "project", "diagnostics"].contains(&&*imported) {
                wrong.push(format!("{name} imports {imported}"));
            }
        }
        // What stands behind the front door is not reached through it either.
        if std::fs::read_to_string(&file).unwrap().contains(".graph()") {
            wrong.push(format!("{name} asks the graph"));
        }
    }
    let idle = BESIDES_THE_FRONT_DOOR.iter().filter(|entry| !used.contains(entry));
    wrong.extend(idle.map(|(file, module)| format!("{file} need not import {module}")));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Only `cli` knows what its options are called: other doors ask for the same things by other names. Tests may run
/// other programs.
#[test]
fn the_library_names_no_options() {
    let is_library = |file: &PathBuf| {
        !file.starts_with("src/cli")
            && file != Path::new("src/cli.rs")
            && !file.ends_with("tests.rs")
    };
    let mut named = Vec::new();
    for file in files(Path::new("src")).into_iter().filter(is_library) {
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let option = |line: &&str| {
            line.match_indices("--").any(|(at, sign)| {
                !line[..at].ends_with(|before: char| before.is_alphanumeric())
                    && line[at + sign.len()..]
                        .starts_with(|letter: char| letter.is_ascii_lowercase())
            })
        };
        named.extend(code.filter(option).map(|line| format!("{}: {line}", file.display())));
    }
    assert!(named.is_empty(), "{named:#?}");
}

#[test]
fn every_permission_is_used() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(Path::new("src")) {
        if let Some(module) = module(&file) {
            used.entry(module).or_default().extend(imports(&file));
        }
    }
    let mut unused = Vec::new();
    for (module, _, allowed) in MODULES {
        let used = used.get(*module).unwrap_or_else(|| panic!("there is no module `{module}`"));
        let idle = allowed.iter().filter(|allowed| !used.contains(**allowed));
        unused.extend(idle.map(|allowed| format!("{module} never imports {allowed}")));
    }
    assert!(unused.is_empty(), "{unused:#?}");
}

/// `UPDATE_DOCS=1` writes the table anew.
#[test]
fn the_architecture_shows_this_table() {
    let path = "docs/architecture.md";
    let page = std::fs::read_to_string(path).unwrap();
    let start = page.find("| module | owns | imports |").expect("the page has the table");
    let end = start + page[start..].find("\n\n").expect("text follows the table") + 1;
    let wanted = format!("{}{}{}", &page[..start], table(), &page[end..]);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, wanted).unwrap();
    } else {
        assert_eq!(page, wanted, "run this test with UPDATE_DOCS=1");
    }
}

fn table() -> String {
    let mut table = "| module | owns | imports |\n|---|---|---|\n".to_owned();
    for (module, owns, allowed) in MODULES {
        let imports = if allowed.is_empty() { "-".to_owned() } else { allowed.join(", ") };
        table += &format!("| `{module}` | {owns} | {imports} |\n");
    }
    table
        + "| `cli`, `main.rs` | arguments, files, the terminal, exit codes | project, diagnostics, the choices of `model`, atomic_write |\n"
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

/// Words that are not used, and what is said instead: one concept has one name.
const REPLACED: &[(&str, &str)] = &[
    ("finding", "diagnostic, problem"),
    ("findings", "diagnostics, problems"),
    ("fault", "problem, mistake"),
    ("faults", "problems, mistakes"),
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("misfit", "what lies outside"),
    ("misfits", "what lies outside"),
    ("refusal", "error"),
    ("refusals", "errors"),
    ("joint", "change event"),
    ("joints", "change events"),
    ("voice", "quoted source"),
    ("voices", "quoted sources"),
    ("slip", "typing error, mistake"),
    ("slips", "typing errors, mistakes"),
    ("forerunner", "predecessor"),
    ("forerunners", "predecessors"),
    ("heir", "successor"),
    ("heirs", "successors"),
    ("told", "reported, shown, recorded"),
    ("tells", "reports, shows, says"),
    ("telling", "reporting"),
];

/// Where a replaced word stands so that "did you mean" knows it.
const STILL_UNDERSTOOD: &[(&str, &str)] = &[
    ("src/query/resolve.rs", "forerunners"),
    ("src/query/resolve.rs", "heirs"),
    ("src/query/tests.rs", "forerunners"),
    ("src/query/tests.rs", "heirs"),
    ("src/check/rules/unknown_rule.rs", "heir"),
];

/// `UPDATE_DOCS=1` cannot help here: the sentence is to be written anew, in the field's words.
#[test]
fn code_messages_and_documentation_use_the_terms_of_the_field() {
    let mut texts = files(Path::new("src"));
    for folder in ["docs", "docs/rules"] {
        let pages = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        texts.extend(pages.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    texts.push("README.md".into());
    let mut wrong = Vec::new();
    for file in texts {
        let text = std::fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            for word in line.split(|c: char| !c.is_alphanumeric()) {
                let replaced =
                    REPLACED.iter().find(|(replaced, _)| *replaced == word).filter(|_| {
                        !STILL_UNDERSTOOD
                            .iter()
                            .any(|(in_file, known)| *known == word && file == Path::new(in_file))
                    });
                wrong.extend(replaced.map(|(word, say)| {
                    format!("{}:{}: `{word}`: say {say}", file.display(), number + 1)
                }));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
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
