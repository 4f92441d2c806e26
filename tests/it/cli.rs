//! The program as a whole: what it prints, and how it ends.

use std::process::{Command, Output};

fn organigram(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_organigram"))
        .args(args)
        .env("COLUMNS", "100")
        .env_remove("NO_COLOR")
        .output()
        .expect("the program was built")
}

fn out(args: &[&str]) -> String {
    let output = organigram(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn code(args: &[&str]) -> i32 {
    organigram(args).status.code().expect("it ended by itself")
}

const WPK: &str = "models/wpk.ron";

#[test]
fn exit_codes_show_fine_from_diagnostics_from_failures() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.ron");
    std::fs::write(&bad, "Model(organs: { \"a\": Organ(under: [\"nobody\"]) })").unwrap();
    let bad = bad.to_str().unwrap();
    assert_eq!(code(&["check", WPK]), 0);
    assert_eq!(code(&["check", bad]), 1);
    assert_eq!(code(&["lineage", WPK, "wpk", "diu"]), 1);
    assert_eq!(code(&["show", WPK, "nobody at all"]), 2);
    assert_eq!(code(&["show", WPK, "wpk", "--as-of", "yesterday"]), 2);
    assert_eq!(code(&["show", "no such file", "wpk"]), 2);
    assert_eq!(code(&["show"]), 2);
}

#[test]
fn fixes_are_made_as_long_as_there_are_any_and_no_rule_fixes_a_text_read_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    let (model, read) = (path.to_str().unwrap(), || std::fs::read_to_string(&path).unwrap());
    std::fs::write(
        &path,
        "Model(organs: {\n    \"a\": Organ(naem: \"A\", under: \"b\", \
         allow: [\"cycle\", \"bad-date\", \"no-superior\"]), // kept\n    \"b\": Organ(),\n})\n",
    )
    .unwrap();
    let output = organigram(&["check", model, "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("4 problems fixed in"), "{said}");
    let after = "Model(organs: {\n    \"a\": Organ(name: \"A\", under: \"b\", allow: []), // kept\n    \
                 \"b\": Organ(),\n})\n";
    assert_eq!(read(), after);
    let again = organigram(&["check", model, "--fix"]);
    assert!(String::from_utf8(again.stderr).unwrap().contains("no problem has a safe fix"));
    assert_eq!(read(), after);
    // The relation that the allow is for is left out, for it leads to nothing.
    let half = "Model(organs: { \"a\": Organ(under: \"c\", allow: [\"cycle\"]) })";
    std::fs::write(&path, half).unwrap();
    organigram(&["check", model, "--fix"]);
    assert_eq!(read(), half);
}

#[test]
fn codes_are_links_to_their_pages_in_colour_and_names_are_only_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    let name = "\u{1b}]0;title\u{7}";
    std::fs::write(
        &path,
        format!("Model(organs: {{ \"a\": Organ(name: \"{name}\", existence: \"1960/1950\") }})"),
    )
    .unwrap();
    let model = path.to_str().unwrap();
    let pages = ["--rule-pages", "https://example.org/{code}.html"];
    let check = |more: &[&str]| {
        let args = [&["check", model][..], &pages, more].concat();
        String::from_utf8(organigram(&args).stdout).unwrap()
    };
    let link = "[\u{1b}]8;;https://example.org/T002.html\u{1b}\\T002\u{1b}]8;;\u{1b}\\]";
    let reported = check(&["--color", "always"]);
    assert!(reported.contains(link) && !reported.contains(name), "{reported}");
    assert!(!check(&["--color", "never"]).contains('\u{1b}'));
    assert!(
        check(&["--format", "sarif"]).contains("\"helpUri\": \"https://example.org/T002.html\"")
    );
    let home = folder.path().to_str().unwrap();
    let args = ["check", model, "--format", "sarif", "--rule-pages", home];
    let log = String::from_utf8(organigram(&args).stdout).unwrap();
    assert!(log.contains("## Why it matters") && !log.contains("helpUri"), "{log}");
    assert_eq!(code(&["check", model, "--rule-pages", "no such folder"]), 2);
    let tree = out(&["tree", model, "--color", "always"]);
    assert!(tree.contains("␛]0;title␇") && !tree.contains(name), "{tree}");
}

#[test]
fn what_was_meant_is_suggested() {
    let said = |args: &[&str]| String::from_utf8(organigram(args).stderr).unwrap();
    let date = said(&["show", WPK, "wpk", "--as-of", "3 July 1930"]);
    assert!(date.contains("1930-07-03"), "{date}");
    let source = said(&["tree", WPK, "--according-to", "kcna-2019-07-30"]);
    assert!(source.contains("kcna-2019-07-03"), "{source}");
    let organ = said(&["show", WPK, "hpwcc"]);
    assert!(organ.contains("`hpwc`"), "{organ}");
}

#[test]
fn no_answer_is_given_from_a_half_read_model() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.ron");
    std::fs::write(&bad, "Model(organs: { \"a\": Organ(nmae: \"A\") })").unwrap();
    let output = organigram(&["show", bad.to_str().unwrap(), "a"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`name`") && said.contains("bad.ron:1:28"), "{said}");
}

#[test]
fn the_answer_on_a_day_is_one_of_four() {
    let answer = |date: &str| {
        let text = out(&["show", WPK, "changbai", "--as-of", date, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        json["answer"].as_str().unwrap().to_owned()
    };
    assert_eq!(answer("1937-01-31"), "no");
    assert_eq!(answer("1937-02-15"), "possible");
    assert_eq!(answer("1937-03-01"), "presumed");
    assert_eq!(answer("1937-02"), "certain");
}

#[test]
fn a_perspective_changes_the_lineage() {
    let ways = |source: &str| {
        let output = organigram(&["lineage", WPK, "diu", "wpk", "--according-to", source]);
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().filter(|line| line.starts_with("Path")).count()
    };
    assert_eq!(ways("embassy-2013-10-10"), 3);
    assert_eq!(ways("kcna-2019-07-03"), 0);
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    assert!(!out(&["show", WPK, "wpk"]).contains('\x1b'));
    assert!(out(&["show", WPK, "wpk", "--color", "always"]).contains('\x1b'));
}

#[test]
fn a_circle_of_superiors_is_unfolded_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("circle.ron");
    let text = "Model(organs: { \"a\": Organ(under: [\"b\"]), \"b\": Organ(under: [\"a\"]) })";
    std::fs::write(&path, text).unwrap();
    let tree = out(&["tree", path.to_str().unwrap()]);
    assert_eq!(tree.lines().count(), 3, "{tree}");
    let json = out(&["tree", path.to_str().unwrap(), "--format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}

#[test]
fn a_long_chain_is_no_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chain.ron");
    let mut text = String::from("Model(organs: { \"o0\": Organ(),\n");
    for at in 1..20_000 {
        text.push_str(&format!("\"o{at}\": Organ(under: [\"o{}\"]),\n", at - 1));
    }
    text.push_str("}, transitions: [\n");
    for at in 1..20_000 {
        text.push_str(&format!("Succeeded(from: \"o{}\", into: \"o{at}\"),\n", at - 1));
    }
    std::fs::write(&path, text + "])").unwrap();
    let path = path.to_str().unwrap();
    assert_eq!(code(&["check", path]), 0);
    assert_eq!(out(&["lineage", path, "o0", "o19999"]).lines().count(), 20_000);
    assert!(out(&["show", path, "o10000"]).contains("o9999"));
    assert_eq!(out(&["tree", path, "--depth", "3"]).lines().count(), 4);
}

/// What `--help` of a verb shows; the overview where none is named.
fn help(verb: &[&str], flag: &str) -> String {
    out(&[verb, &[flag]].concat())
}

#[test]
fn help_fits_on_a_screen_and_all_of_it_is_one_word_away() {
    const SCREEN: usize = 45;
    let overview = help(&[], "--help-all");
    let commands = overview.split("Commands:\n").nth(1).unwrap();
    let commands = commands.split("\n\n").next().unwrap().lines();
    let verbs: Vec<&str> = commands
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|verb| *verb != "help")
        .collect();
    assert!(verbs.len() > 20 && verbs.contains(&"textconv"), "{verbs:?}");
    let named = verbs.iter().map(|verb| vec![*verb]);
    let all = named.chain([vec![], vec!["import", "csv"], vec!["export", "csv"]]);
    for verb in all {
        let usual = help(&verb, "--help");
        assert!(usual.lines().count() <= SCREEN, "{verb:?}: {}", usual.lines().count());
        assert_eq!(usual, help(&verb, "-h"));
        assert!(usual.contains("--help-all"), "{verb:?}");
        let whole = help(&verb, "--help-all");
        let options = |text: &str| {
            let words = text.split_whitespace().filter(|word| word.starts_with("--"));
            words
                .map(|word| word.trim_end_matches(&[',', '.', ':', ')'][..]).to_owned())
                .collect::<Vec<_>>()
        };
        let known = options(&whole);
        assert!(options(&usual).iter().all(|option| known.contains(option)), "{verb:?}");
    }
    assert!(!help(&[], "--help").contains("textconv"));
    assert!(help(&["check"], "--help-all").contains("--write-baseline"));
    assert!(!help(&["check"], "--help").contains("--write-baseline"));
}
