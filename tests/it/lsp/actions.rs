//! What changes texts: fixes, allows, lists of claims, new ids.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{CLUB, CURSOR, Editor, Spot, club_at, edited};

/// The text after the action whose title begins so, and the titles of all.
fn done(editor: &mut Editor, spot: &Spot, text: &str, title: &str) -> (String, Vec<String>) {
    let actions =
        editor.try_ask("codeAction", spot, json!({ "context": { "diagnostics": [] } })).unwrap();
    let titles: Vec<String> = actions
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["title"].as_str().unwrap().to_owned())
        .collect();
    let wanted = actions
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["title"].as_str().unwrap().starts_with(title));
    let wanted = wanted.unwrap_or_else(|| panic!("{title} is among {titles:?}"));
    (edited(text, &wanted["edit"]["changes"][&spot.uri]), titles)
}

#[test]
fn a_safe_fix_is_offered_where_its_problem_is() {
    let mut editor = Editor::new();
    let text = "Model(organs: { \"club\": Organ(nmae: \"Club\"), \"board\": Organ(existance: \"1950/\") })";
    let spot = editor.open("club.ron", &text.replace("nmae", "n¦mae"));
    let (changed, titles) = done(&mut editor, &spot, text, "Replace `nmae` by `name`");
    assert!(changed.contains("name: \"Club\"") && changed.contains("existance"), "{titles:?}");
    let (changed, _) = done(&mut editor, &spot, text, "Apply all safe fixes");
    assert!(changed.contains("name: \"Club\"") && changed.contains("existence"));
}

#[test]
fn all_safe_fixes_are_those_of_check() {
    let mut editor = Editor::new();
    let text = "Model(organs: { \"club\": Organ(nmae: \"Club\", kind: Some(\"x\")), \"board\": Organ(existance: \"3 July 1950\") })";
    editor.write("club.ron", text);
    let spot = editor.open("club.ron", text);
    let (changed, _) = done(&mut editor, &spot, text, "Apply all safe fixes");
    let path = editor.path("club.ron");
    let load = || organigram::project::Project::load(&path);
    organigram::project::fix(load, &Default::default()).unwrap();
    // `check` goes on where one fix shows the next problem.
    let once = organigram::project::Project::from_text("club.ron", changed.clone());
    assert!(once.load_problems().counts().errors == 0, "{changed}");
    let fixed = std::fs::read_to_string(&path).unwrap();
    let spot = editor.open("club.ron", &changed);
    let more = editor
        .try_ask("codeAction", &spot, json!({ "context": { "only": ["source.fixAll"] } }))
        .unwrap();
    match more.as_array().unwrap().first() {
        None => assert_eq!(changed, fixed),
        Some(more) => assert_eq!(edited(&changed, &more["edit"]["changes"][&spot.uri]), fixed),
    }
}

#[test]
fn an_allow_is_offered_where_it_silences_the_problem() {
    for text in [
        "Model(sources: { \"m\": Source() }, organs: { \"a\": Organ(existence: \"19¦50/1940\", cite: \"m\") })",
        "Model(sources: { \"m\": Source() }, organs: {\n    \"a\": Organ(\n        existence: \"19¦50/1940\",\n        cite: \"m\",\n    ),\n})",
        "Model(sources: { \"m\": Source() }, organs: { \"a\": Organ(existence: \"19¦50/1940\", cite: \"m\", allow: \"orphan\") })",
        "Model(sources: { \"m\": Source() }, organs: { \"a\": Organ(existence: \"19¦50/1940\", cite: \"m\", allow: [\"orphan\"]) })",
        "Model(sources: { \"m\": Source() }, organs: { \"c\": Organ(existence: \"1950/1960\"), \"a\": Organ(existence: \"1950/\", under: Under(organ: \"c\", during: \"19¦55/1950\"), cite: \"m\") })",
    ] {
        let mut editor = Editor::new();
        let spot = editor.open("x.ron", text);
        let plain = text.replace(CURSOR, "");
        assert!(editor.reports().contains("ends-before-start"), "{text}");
        let (changed, _) = done(&mut editor, &spot, &plain, "Allow `ends-before-start`");
        assert!(changed.contains("Allow(rule: \"ends-before-start\", reason: \"\")"), "{changed}");
        editor.open("x.ron", &changed);
        let reports = editor.reports();
        assert!(
            !reports.contains("ends-before-start") && !reports.contains(" 1 L"),
            "{changed}\n{reports}"
        );
    }
}

#[test]
fn no_allow_is_offered_for_what_cannot_be_read() {
    let mut editor = Editor::new();
    let spot = editor.open("x.ron", "Model(organs: { \"a\": Organ(foo¦: 1) })");
    let actions = editor.ask("codeAction", &spot);
    assert!(!actions.to_string().contains("Allow"), "{actions}");
}

#[test]
fn a_source_that_is_missing_is_described() {
    let mut editor = Editor::new();
    let text = CLUB.replace("cite: \"memoir p. 2\"),\n    },", "cite: \"gazette p. 2\"),\n    },");
    let at = text.find("gazette").unwrap() + 2;
    let spot = editor.open("club.ron", &format!("{}¦{}", &text[..at], &text[at..]));
    let (changed, _) = done(&mut editor, &spot, &text, "Describe the source `gazette`");
    assert!(changed.contains("sources: {\n        \"gazette\": Source(title: \"\"),"), "{changed}");
    editor.open("club.ron", &changed);
    assert!(!editor.reports().contains("unknown-source"));
    // In a model without sources the section is new.
    let text = "Model(organs: { \"a\": Organ(cite: \"gazette\") })";
    let spot = editor.open("new.ron", &text.replace("gaz", "gaz¦"));
    let (changed, _) = done(&mut editor, &spot, text, "Describe the source `gazette`");
    editor.open("new.ron", &changed);
    assert!(!editor.reports().contains("unknown-source"), "{changed}");
}

#[test]
fn one_value_becomes_a_list_of_rival_claims() {
    let mut editor = Editor::new();
    let spot = editor.open("club.ron", &club_at("existence: \"1950/1971\"", 15));
    let (changed, _) = done(&mut editor, &spot, CLUB, "Make this a list");
    let new = "existence: [Claim(value: \"1950/1971\", cite: \"\"), Claim(value: \"\", cite: \"\")], cite";
    assert!(changed.contains(new), "{changed}");
    // What is a list already, and what can have no rivals, stays.
    for (wanted, within) in [("value: \"1949/\"", 9), ("title: \"Chairman\"", 9), ("[Claim(", 1)] {
        let spot = editor.open("club.ron", &club_at(wanted, within));
        let actions = editor.ask("codeAction", &spot).to_string();
        assert!(!actions.contains("Make this a list"), "{wanted}: {actions}");
    }
}

/// All texts of the editor's folder after a rename.
fn renamed(editor: &mut Editor, spot: &Spot, new: &str, texts: &mut BTreeMap<String, String>) {
    let edit = editor.try_ask("rename", spot, json!({ "newName": new })).unwrap();
    for (uri, edits) in edit["changes"].as_object().unwrap() {
        let name = editor.name(uri);
        let text = texts.get_mut(&name).unwrap_or_else(|| panic!("{name} was open"));
        *text = edited(text, edits);
    }
}

#[test]
fn an_id_is_renamed_in_all_files_also_within_queries_and_views() {
    let mut editor = Editor::new();
    let main = "Model(include: \"parts/*.ron\", organs: { \"club\": Organ(name: \"club\") }, queries: { \"all\": \"under(club) & name(\\\"club\\\") | 'club'\" }, views: { \"v\": Hierarchy(root: \"club\", only: [\"club::\"]) })";
    let part = "Model(organs: { \"board\": Organ(under: \"cl¦ub\", tags: \"club\", kind: \"club\") }, seats: [Seat(person: \"club\", organ: \"club\")])";
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    texts.insert("model.ron".into(), main.into());
    texts.insert("parts/board.ron".into(), part.replace('¦', ""));
    editor.open("model.ron", main);
    let spot = editor.open("parts/board.ron", part);
    let prepared = editor.ask("prepareRename", &spot);
    assert_eq!(prepared["placeholder"], "club");
    renamed(&mut editor, &spot, "chess/(old)", &mut texts);
    assert_eq!(
        texts["model.ron"],
        "Model(include: \"parts/*.ron\", organs: { \"chess/(old)\": Organ(name: \"club\") }, queries: { \"all\": \"under('chess/(old)') & name(\\\"club\\\") | 'chess/(old)'\" }, views: { \"v\": Hierarchy(root: \"chess/(old)\", only: [\"'chess/(old)'::\"]) })"
    );
    // A person of that id is none; it is the same id, and wrong before and after.
    assert_eq!(
        texts["parts/board.ron"],
        "Model(organs: { \"board\": Organ(under: \"chess/(old)\", tags: \"club\", kind: \"club\") }, seats: [Seat(person: \"chess/(old)\", organ: \"chess/(old)\")])"
    );
}

#[test]
fn a_shipped_model_means_the_same_after_a_rename() {
    let mut editor = Editor::new();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for name in ["wpk.ron", "charters/leninist.ron"] {
        texts.insert(name.into(), std::fs::read_to_string(format!("models/{name}")).unwrap());
    }
    for file in std::fs::read_dir("models/wpk").unwrap() {
        let file = file.unwrap();
        let name = format!("wpk/{}", file.file_name().to_str().unwrap());
        texts.insert(name, std::fs::read_to_string(file.path()).unwrap());
    }
    for (name, text) in &texts {
        editor.write(name, text);
    }
    let rows = |editor: &Editor| {
        let project = organigram::project::Project::open(editor.path("wpk.ron")).unwrap();
        let mut things: Vec<_> =
            project.things().map(|thing| (thing.id.to_owned(), thing.name.to_owned())).collect();
        things.sort();
        let problems: BTreeMap<&str, usize> =
            project.problems().iter().fold(BTreeMap::new(), |mut counts, problem| {
                *counts.entry(problem.code.code).or_default() += 1;
                counts
            });
        (things, format!("{problems:?}"))
    };
    let before = rows(&editor);
    for (old, new) in [("wpk", "party-2"), ("kim-il-sung", "kis"), ("wpk-pb", "wpk.bureau")] {
        let text =
            texts.values().find(|text| text.contains(&format!("\"{old}\": "))).unwrap().clone();
        let name = texts.iter().find(|(_, one)| **one == text).unwrap().0.clone();
        let at = text.find(&format!("\"{old}\": ")).unwrap() + 1;
        let spot = editor.open(&name, &format!("{}¦{}", &text[..at], &text[at..]));
        renamed(&mut editor, &spot, new, &mut texts);
        for (name, text) in &texts {
            editor.write(name, text);
        }
        editor
            .server
            .notify("textDocument/didClose", json!({ "textDocument": { "uri": spot.uri } }));
        editor.server.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    }
    let (mut things, problems) = rows(&editor);
    for thing in &mut things {
        for (old, new) in [("wpk", "party-2"), ("kim-il-sung", "kis"), ("wpk-pb", "wpk.bureau")] {
            if thing.0 == new {
                thing.0 = old.into();
            }
        }
    }
    things.sort();
    assert_eq!(things, before.0);
    assert_eq!(problems, before.1);
}

#[test]
fn a_rename_that_would_clash_is_refused_with_the_reason() {
    let mut editor = Editor::new();
    let ask = |editor: &mut Editor, wanted: &str, within: usize, new: &str| {
        let spot = editor.open("club.ron", &club_at(wanted, within));
        editor.try_ask("rename", &spot, json!({ "newName": new })).unwrap_err().message
    };
    assert_eq!(
        ask(&mut editor, "\"board\": Organ", 2, "meier"),
        "`meier` is the id of an organ, post, person or event already: club.ron, line 27"
    );
    assert_eq!(
        ask(&mut editor, "\"board\": Organ", 2, "bodies"),
        "`bodies` is the id of a query already: club.ron, line 35"
    );
    assert_eq!(
        ask(&mut editor, "\"memoir\"", 2, "minutes"),
        "`minutes` is the id of a source already: club.ron, line 12"
    );
    assert_eq!(ask(&mut editor, "\"board\": Organ", 2, "a b"), "an id holds no blanks: `a b`");
    assert_eq!(ask(&mut editor, "\"board\": Organ", 2, ""), "an id has at least one character");
    assert!(ask(&mut editor, "\"board\": Organ", 2, "a\"b").contains("quotation mark"));
    assert_eq!(
        ask(&mut editor, "Rookhaven Chess", 2, "x"),
        "there is no id here that could be changed"
    );
    // A kind is no organ: the same word is free.
    let spot = editor.open("club.ron", &club_at("kind: \"board\"", 8));
    let edit = editor.try_ask("rename", &spot, json!({ "newName": "meier" })).unwrap();
    assert_eq!(edit["changes"][&spot.uri].as_array().unwrap().len(), 4);
    assert_ne!(edit, Value::Null);
}
