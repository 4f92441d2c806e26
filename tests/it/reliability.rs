//! What `docs/reliability.md` promises of the program: files survive kills, signals and each other.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn program(args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_organigram"));
    command.args(args).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn output(args: &[&str], folder: &Path) -> Output {
    program(args, folder).stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What a folder and those in it hold, by path.
fn all(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.path().is_dir() {
            true => found.extend(all(&entry.path())),
            false => found.push((
                entry.path().display().to_string(),
                String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned(),
            )),
        }
    }
    found.sort();
    found
}

/// Two files out of style, of a size that takes a moment, one in a folder of its own.
fn untidy(folder: &Path) {
    let organs = |letter: char| -> String {
        (0..300).map(|at| format!("\"{letter}{at}\": Organ( name:\"{at}\" ),\n")).collect()
    };
    fs::create_dir_all(folder.join("sub")).unwrap();
    let model = format!("Model( include:[\"sub/b.ron\"], organs:{{\n{}}})\n", organs('a'));
    fs::write(folder.join("a.ron"), model).unwrap();
    fs::write(folder.join("sub/b.ron"), format!("Model( organs:{{\n{}}})\n", organs('b'))).unwrap();
    fs::write(folder.join("new.csv"), "id,name\nnew,New\n").unwrap();
}

fn ended(child: &mut Child, signal: &str) {
    let pid = child.id().to_string();
    // It may have ended by itself already.
    let _ = Command::new("kill").args([signal, &pid]).stderr(Stdio::null()).status();
    child.wait().unwrap();
}

/// Rounds a verb and signal: few in the suite, more by `ORGANIGRAM_KILL_ROUNDS=200`.
fn rounds() -> u32 {
    std::env::var("ORGANIGRAM_KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(6)
}

#[test]
fn killed_at_any_moment_files_are_old_or_new() {
    let verbs: [&[&str]; 3] = [
        &["fmt", "a.ron", "sub/b.ron"],
        &["import", "csv", "new.csv", "--as", "organs", "--into", "a.ron"],
        &["export", "csv", "a.ron", "-o", "tables", "--force"],
    ];
    for verb in verbs {
        // What it holds at the end, and how long that takes.
        let folder = tempfile::tempdir().unwrap();
        untidy(folder.path());
        let start = Instant::now();
        program(verb, folder.path()).status().unwrap();
        let whole = start.elapsed();
        let strip = |found: Vec<(String, String)>, folder: &Path| -> Vec<(String, String)> {
            let prefix = folder.display().to_string();
            found.into_iter().map(|(name, text)| (name.replace(&prefix, ""), text)).collect()
        };
        let new = strip(all(folder.path()), folder.path());
        for signal in ["-KILL", "-TERM", "-INT", "-HUP"] {
            for round in 0..rounds() {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path();
                untidy(path);
                let old = strip(all(path), path);
                let mut child = program(verb, path).spawn().unwrap();
                std::thread::sleep(whole * (round + 1) / (rounds() + 1));
                ended(&mut child, signal);
                if signal == "-KILL" {
                    // The next run clears up; it does so in each folder that it opens.
                    output(&["check", "a.ron"], path);
                    output(&["check", "sub/b.ron"], path);
                    let left = all(path).into_iter().filter(|(name, _)| name.contains("tables"));
                    if left.count() > 0 {
                        output(verb, path);
                    }
                }
                let now = strip(all(path), path);
                let names: Vec<&String> = now.iter().map(|(name, _)| name).collect();
                assert!(now == old || now == new, "{verb:?} {signal} round {round}: {names:?}");
            }
        }
    }
}

#[test]
fn of_imports_at_once_none_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("model.ron"), "Model(\n    organs: {\n    },\n)\n").unwrap();
    let count = 6;
    let mut children = Vec::new();
    for at in 0..count {
        let table = format!("{at}.csv");
        fs::write(path.join(&table), format!("id,name\norgan{at},Organ {at}\n")).unwrap();
        let args = ["import", "csv", &table, "--as", "organs", "--into", "model.ron"];
        children.push(program(&args, path).stderr(Stdio::piped()).spawn().unwrap());
    }
    let model = || fs::read_to_string(path.join("model.ron")).unwrap();
    let mut done = 0;
    for (at, child) in children.into_iter().enumerate() {
        let output = child.wait_with_output().unwrap();
        let is_there = model().contains(&format!("\"organ{at}\""));
        assert_eq!(output.status.success(), is_there, "{}", said(&output));
        if !is_there {
            assert!(said(&output).contains("has changed since it was read"), "{}", said(&output));
        }
        done += usize::from(is_there);
    }
    assert!(done >= 1);
}

#[test]
fn an_edit_beside_fmt_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    untidy(path);
    // `fmt` reads a.ron, then waits for the pipe; in between somebody saves a.ron.
    assert!(Command::new("mkfifo").arg(path.join("pipe")).status().unwrap().success());
    let child = program(&["fmt", "a.ron", "pipe"], path).stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = fs::OpenOptions::new().write(true).open(path.join("pipe")).unwrap();
    fs::write(path.join("a.ron"), "Model()  // mine\n").unwrap();
    std::io::Write::write_all(&mut pipe, b"Model()\n").unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("a.ron has changed since it was read"), "{}", said(&output));
    assert_eq!(fs::read_to_string(path.join("a.ron")).unwrap(), "Model()  // mine\n");
}

#[test]
fn standard_output_by_name_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("model.ron"), "Model(organs: {\"a\": Organ()})\n").unwrap();
    let shell = format!(
        "(echo first; {} export json model.ron -o /dev/stdout; echo last) > out",
        env!("CARGO_BIN_EXE_organigram")
    );
    assert!(Command::new("sh").args(["-c", &shell]).current_dir(path).status().unwrap().success());
    let out = fs::read_to_string(path.join("out")).unwrap();
    assert!(out.starts_with("first\n{") && out.ends_with("last\n"), "{out}");
}

#[test]
fn what_may_not_be_written_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    untidy(path);
    let mut permissions = fs::metadata(path.join("a.ron")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path.join("a.ron"), permissions).unwrap();
    let old = all(path);
    let refused: [&[&str]; 3] = [
        &["fmt", "sub/b.ron", "a.ron"],
        &["import", "csv", "new.csv", "--as", "organs", "--into", "a.ron"],
        &["export", "json", "sub/b.ron", "-o", "a.ron", "--force"],
    ];
    for verb in refused {
        let output = output(verb, path);
        assert_eq!(output.status.code(), Some(2), "{verb:?}");
        assert!(said(&output).contains("a.ron is read-only"), "{}", said(&output));
    }
    let output = output(&["render", "sub/b.ron", "-o", "no/such/folder.svg"], path);
    assert!(
        said(&output).contains("no/such/folder.svg was not written: there is no folder no/such"),
        "{}",
        said(&output)
    );
    assert!(!said(&output).contains(".organigram"));
    assert_eq!(all(path), old);
}

#[test]
fn a_signal_that_is_ignored_stays_ignored() {
    let folder = tempfile::tempdir().unwrap();
    untidy(folder.path());
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap().success());
    let shell = format!("trap '' HUP; exec {} fmt --check pipe", env!("CARGO_BIN_EXE_organigram"));
    let mut child =
        Command::new("sh").args(["-c", &shell]).current_dir(folder.path()).spawn().unwrap();
    let mut pipe = fs::OpenOptions::new().write(true).open(folder.path().join("pipe")).unwrap();
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-HUP", &pid]).status().unwrap().success());
    std::thread::sleep(Duration::from_millis(50));
    std::io::Write::write_all(&mut pipe, b"Model()\n").unwrap();
    drop(pipe);
    assert!(child.wait().unwrap().code().is_some(), "it ended by itself");
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let model = "Model(\n    organs: {\n        \"a\": Organ(),\n    },\n)\n";
    fs::write(path.join("model.ron"), model).unwrap();
    // An id that no model takes.
    fs::write(path.join("new.json"), r#"{"organs": {"two words": {"name": "X"}}}"#).unwrap();
    let refused = output(&["import", "json", "new.json", "--into", "model.ron"], path);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert!(said(&refused).contains("nothing was written"), "{}", said(&refused));
    assert_eq!(fs::read_to_string(path.join("model.ron")).unwrap(), model);
    // One that fits is taken.
    fs::write(path.join("new.json"), r#"{"organs": {"b": {"name": "X"}}}"#).unwrap();
    let taken = output(&["import", "json", "new.json", "--into", "model.ron"], path);
    assert!(taken.status.success(), "{}", said(&taken));
    assert!(output(&["check", "model.ron"], path).status.code() != Some(2));
}

#[test]
fn a_chain_of_many_levels_gives_no_flood() {
    let folder = tempfile::tempdir().unwrap();
    let under =
        |at: usize| at.checked_sub(1).map_or(String::new(), |at| format!("under: \"o{at}\""));
    let organs: String =
        (0..2_000).map(|at| format!("\"o{at}\": Organ({}),\n", under(at))).collect();
    fs::write(folder.path().join("chain.ron"), format!("Model(organs: {{ {organs} }})")).unwrap();
    let tree = output(&["tree", "chain.ron"], folder.path());
    assert!(tree.stdout.len() < 2_000 * 250, "{} bytes", tree.stdout.len());
    assert!(String::from_utf8_lossy(&tree.stdout).contains("level 1999 └─ o1999"));
    let nested = output(&["tree", "chain.ron", "--format", "json"], folder.path());
    assert_eq!(nested.status.code(), Some(2));
    assert!(said(&nested).contains("2000 levels") && said(&nested).contains("--depth"));
}

#[test]
fn ids_hold_nothing_invisible() {
    let folder = tempfile::tempdir().unwrap();
    let report = |id: &str| {
        fs::write(folder.path().join("m.ron"), format!("Model(organs: {{ \"{id}\": Organ() }})"))
            .unwrap();
        let checked = output(&["check", "m.ron"], folder.path());
        String::from_utf8_lossy(&checked.stdout).into_owned() + &said(&checked)
    };
    for (id, named) in
        [("a\u{200b}b", "U+200B"), ("a\u{202e}b", "U+202E"), ("a\\u{feff}b", "U+FEFF")]
    {
        let said = report(id);
        assert!(
            said.contains("bad-id") && said.contains(named) && said.contains("\"ab\""),
            "{said}"
        );
    }
    assert!(!report("당-세포").contains("bad-id"));
}
