//! Real git with what docs/editors.md sets up: diffs that show statements, merges by entries.
//! `ORGANIGRAM_REQUIRE_GIT=1` makes a skip a failure.

use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn has_git() -> bool {
    if Command::new("git").arg("--version").output().is_ok() {
        return true;
    }
    let required = std::env::var_os("ORGANIGRAM_REQUIRE_GIT").is_some();
    assert!(!required, "ORGANIGRAM_REQUIRE_GIT is set and `git` cannot be run");
    eprintln!("skipped: `git` cannot be run, so neither its diffs nor its merges are tried");
    false
}

pub(crate) fn git(folder: &Path, args: &[&str]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_organigram")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(args)
        .current_dir(folder)
        .env("PATH", path)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .unwrap()
}

pub(crate) fn done(folder: &Path, args: &[&str]) -> String {
    let output = git(folder, args);
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{args:?}: {text}");
    text
}

const BASE: &str = "Model(\n    organs: {\n        \"club\": Organ(name: \"Club\", existence: \"1950/\"),\n    },\n)\n";

/// A repository with the set-up that the page shows, and a first commit.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["init", "-q", "-b", "main"]);
    let page = std::fs::read_to_string("docs/editors.md").unwrap();
    let (_, after) = page.split_once("## git\n").expect("the page has the set-up");
    let shown =
        after.lines().filter_map(|line| line.strip_prefix("git config ")).collect::<Vec<_>>();
    assert_eq!(shown.len(), 4, "{shown:?}");
    for line in shown {
        let (key, value) = line.split_once(' ').unwrap();
        done(folder.path(), &["config", key, value.trim_matches('\'')]);
    }
    let attributes =
        after.lines().find(|line| line.starts_with("*.ron ")).expect("the page has the attributes");
    write(folder.path(), ".gitattributes", &format!("{attributes}\n"));
    write(folder.path(), "model.ron", BASE);
    commit(folder.path(), "first");
    folder
}

pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

pub(crate) fn commit(folder: &Path, message: &str) {
    done(folder, &["add", "-A"]);
    done(folder, &["commit", "-q", "-m", message]);
}

fn read(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("model.ron")).unwrap()
}

#[test]
fn a_diff_shows_statements_and_no_layout() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    write(
        folder,
        "model.ron",
        "Model(organs: {\n\"club\": Organ(\n    existence: \"1950/\", name: \"Club\",\n)})",
    );
    let moved = done(folder, &["diff"]);
    assert_eq!(moved.lines().filter(|line| line.starts_with('+')).count(), 2, "{moved}");
    write(
        folder,
        "model.ron",
        "Model(organs: { \"club\": Organ(name: \"Club\",\n existence: \"1950/1971\") })",
    );
    let changed = done(folder, &["diff"]);
    assert!(
        changed.contains("-    existence: \"1950/\"\n+    existence: \"1950/1971\"\n"),
        "{changed}"
    );
    assert!(!changed.contains("-    name"), "{changed}");
}

/// What a command of the page prints in a folder, with its variables set.
fn shown(folder: &Path, line: &str) -> String {
    let page = std::fs::read_to_string("docs/editors.md").unwrap();
    assert!(page.contains(line), "the page shows `{line}`");
    let (variable, rest) = line.split_once("='").unwrap();
    let (value, command) = rest.split_once("' git ").unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_organigram")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("git")
        .args(command.split(' '))
        .current_dir(folder)
        .envs([("PATH", path.as_str()), (variable, value), ("GIT_CONFIG_GLOBAL", "/dev/null")])
        .output()
        .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{line}: {text}");
    text
}

#[test]
fn an_external_diff_shows_what_changed_in_the_model() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    write(
        folder,
        "party.ron",
        "Model(include: [\"parts/*.ron\"], organs: { \"party\": Organ(name: \"Party\") })",
    );
    write(
        folder,
        "parts/cells.ron",
        "Model(organs: { \"cell\": Organ(name: \"Cell\", under: \"party\") })",
    );
    write(folder, "notes.txt", "one\n");
    commit(folder, "party");
    write(
        folder,
        "parts/cells.ron",
        "Model(organs: { \"cell\": Organ(name: \"First cell\", under: \"party\"), \"union\": Organ(under: \"party\") })",
    );
    write(folder, "notes.txt", "two\n");
    write(folder, "new.ron", "Model(organs: { \"new\": Organ() })");
    done(folder, &["add", "-N", "new.ron"]);
    let command = "GIT_EXTERNAL_DIFF='organigram external-diff' git diff";
    insta::assert_snapshot!(shown(folder, command));
    std::fs::remove_file(folder.join("parts/cells.ron")).unwrap();
    let gone = shown(folder, command);
    assert!(gone.contains("- Cell [cell]") || gone.contains("Cell"), "{gone}");
    write(folder, "parts/cells.ron", "Model(organs: {");
    let broken = shown(folder, command);
    assert!(broken.contains("party.ron cannot be read on both sides"), "{broken}");
}

#[test]
fn two_entries_that_were_added_at_one_place_merge() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    done(folder, &["checkout", "-q", "-b", "other"]);
    write(
        folder,
        "model.ron",
        &BASE.replace("    },\n)", "        \"board\": Organ(under: \"club\"),\n    },\n)"),
    );
    commit(folder, "other");
    done(folder, &["checkout", "-q", "main"]);
    let ours = BASE.replace("    },\n)", "        \"juniors\": Organ(under: \"club\"),\n    },\n)");
    write(folder, "model.ron", &ours.replace("1950/", "1950/1971"));
    commit(folder, "ours");
    done(folder, &["merge", "-q", "-m", "both", "other"]);
    assert_eq!(
        read(folder),
        "Model(\n    organs: {\n        \"club\": Organ(name: \"Club\", existence: \"1950/1971\"),\n        \"board\": Organ(under: \"club\"),\n        \"juniors\": Organ(under: \"club\"),\n    },\n)\n"
    );
}

#[test]
fn one_field_that_both_changed_is_marked() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    done(folder, &["checkout", "-q", "-b", "other"]);
    write(folder, "model.ron", &BASE.replace("1950/", "1950/1960"));
    commit(folder, "other");
    done(folder, &["checkout", "-q", "main"]);
    write(folder, "model.ron", &BASE.replace("1950/", "1950/1971"));
    commit(folder, "ours");
    let output = git(folder, &["merge", "other"]);
    assert!(!output.status.success());
    let text = read(folder);
    let wanted = "name: \"Club\", \n<<<<<<< ours\nexistence: \"1950/1971\",\n=======\nexistence: \"1950/1960\",\n>>>>>>> theirs\n";
    assert!(text.contains(wanted), "{text}");
    assert!(done(folder, &["status", "--short"]).contains("UU model.ron"));
}

#[test]
fn what_is_no_ron_is_merged_by_lines() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    done(folder, &["checkout", "-q", "-b", "other"]);
    write(folder, "model.ron", &format!("// first\n{BASE}"));
    commit(folder, "other");
    done(folder, &["checkout", "-q", "main"]);
    write(folder, "model.ron", &format!("{BASE}(\n"));
    commit(folder, "ours");
    done(folder, &["merge", "-q", "-m", "both", "other"]);
    assert_eq!(read(folder), format!("// first\n{BASE}(\n"));
}
