//! The front door: what it gives is what the program gives, from wherever the texts are.

use std::process::Command;

use organigram::model::Show;
use organigram::project::{
    CheckRequest, Compare, Disk, ExportFormat, ExportRequest, ImportedModel, LineageRequest,
    LoadOptions, Mapping, Overlay, PictureFormat, Project, ProjectError, QueryColumn, QueryRequest,
    Question, Request, Style, TableImport, TreeAnswer, Who, draw,
};
use serde_json::{Value, json};

const CLUB: &str =
    r#"Model(include: ["parts/*.ron"], organs: { "club": Organ(existence: "1950/") })"#;
const BOARD: &str = r#"Model(organs: { "board": Organ(under: "club", existence: "1950/1971") })"#;

#[test]
fn three_calls_draw_what_the_program_drew() {
    let project = Project::open("models/wpk.ron").unwrap();
    let style = Style::default();
    assert!(project.view_files().len() > 5);
    for (name, file) in project.view_files() {
        let view = project.view(&Request::named(&project, name).unwrap()).unwrap();
        let picture = draw(&view, &style);
        for format in [PictureFormat::Svg, PictureFormat::Dot] {
            let path = format!("output/{file}.{}", format.ending());
            let drawn = picture.bytes(format).unwrap();
            assert!(drawn == std::fs::read(&path).unwrap(), "{path} is drawn otherwise");
        }
    }
}

#[test]
fn texts_in_memory_include_each_other() {
    let project =
        Project::from_texts("a/club.ron", [("a/club.ron", CLUB), ("a/parts/b.ron", BOARD)]);
    assert!(project.problems().iter().all(|problem| problem.code.name != "include-nothing"));
    assert!(project.organ("board").is_ok());
    let missing = Project::from_texts("club.ron", [("club.ron", CLUB)]);
    assert!(matches!(missing.readable(), Err(ProjectError::Unreadable { .. })));
}

#[test]
fn texts_in_memory_keep_to_their_folder() {
    let outside = r#"Model(include: ["../secret.ron"])"#;
    let texts = [("a/club.ron", outside), ("secret.ron", BOARD)];
    let project = Project::from_texts("a/club.ron", texts);
    assert!(project.organ("board").is_err());
    assert!(project.problems().iter().any(|problem| problem.message.contains("outside")));
}

#[test]
fn an_unsaved_text_stands_for_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let entry = folder.path().join("club.ron");
    std::fs::create_dir(folder.path().join("parts")).unwrap();
    std::fs::write(&entry, CLUB).unwrap();
    std::fs::write(folder.path().join("parts/saved.ron"), BOARD).unwrap();
    let mut files = Overlay::new(Disk);
    files.insert(folder.path().join("parts/saved.ron"), BOARD.replace("board", "committee"));
    files.insert(folder.path().join("parts/new.ron"), BOARD.replace("board", "jury"));
    let project = Project::load_from(&files, &entry, &LoadOptions::default());
    let has = |name| project.organ(name).is_ok();
    assert!(has("committee") && has("jury") && has("club") && !has("board"));
    assert!(Project::load(&entry).organ("board").is_ok());
}

#[test]
fn a_broken_view_is_shown_where_it_stands() {
    let text = r#"Model(organs: { "club": Organ() }, views: { "v": Hierarchy(root: "clubb") })"#;
    let project = Project::from_text("club.ron", text);
    let error = project.view(&Request::named(&project, "v").unwrap()).unwrap_err();
    let shown = error.to_string();
    assert!(shown.contains("club.ron:1:") && shown.contains("did you mean `club`?"), "{shown}");
    let asked = project.view(&Request::hierarchy().root("clubb")).unwrap_err();
    assert!(matches!(asked, ProjectError::Unknown { near: Some(near), .. } if near == "club"));
}

#[test]
fn one_call_gives_the_problems_of_the_charter_too() {
    let text = r#"Model(
    charter: Charter(rules: { "lone": UserRule(message: "too small", query: "kind(cell)") }),
    organs: { "a": Organ(kind: "cell") },
)"#;
    let project = Project::from_text("club.ron", text);
    let too_small = |problems: &[organigram::diagnostics::Diagnostic]| {
        problems.iter().filter(|problem| problem.message.contains("too small")).count()
    };
    assert_eq!(too_small(project.problems()), 1);

    let mut request = CheckRequest::default();
    request.deny.push("lone".into());
    assert!(project.check(&request).unwrap().failed());
    request.deny.clear();
    request.baseline =
        Some(organigram::check::Baseline::parse(&project.baseline(&request).unwrap()));
    let known = project.check(&request).unwrap();
    assert!(known.known > 0);
    assert_eq!(too_small(&known.diagnostics), 0);
    request.deny.push("no-such-rule".into());
    assert!(matches!(project.check(&request), Err(ProjectError::Unknown { what: "rule", .. })));
}

const WPK: &str = "models/wpk.ron";

/// What the program prints.
fn printed(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_organigram")).args(args).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn pretty(rows: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(rows).unwrap() + "\n"
}

#[test]
fn the_rows_of_each_verb_are_those_that_the_program_prints() {
    let project = Project::open(WPK).unwrap();
    let (ever, then) = (Question::default(), Question::default().as_of("1946"));
    let json = |args: &[&str]| printed(&[args, &["--format", "json"]].concat());
    let as_of = ["--as-of", "1946"];

    let who = project.who(&then, "wpk").unwrap();
    assert_eq!(pretty(&who), json(&[&["who", WPK, "wpk"], &as_of[..]].concat()));
    let show = project.show(&then, "wpk").unwrap();
    assert_eq!(pretty(&show), json(&[&["show", WPK, "wpk"], &as_of[..]].concat()));
    let rows = project.tree(&then, None, Some(2)).unwrap();
    let tree = TreeAnswer::new(rows, project.left_out(&then).unwrap()).unwrap();
    assert_eq!(pretty(&tree), json(&[&["tree", WPK, "--depth", "2"], &as_of[..]].concat()));
    let timeline = project.timeline(&then, Some("organs()")).unwrap();
    assert_eq!(pretty(&timeline), json(&[&["timeline", WPK, "organs()"], &as_of[..]].concat()));
    let stats = project.stats(&ever).unwrap();
    assert_eq!(pretty(&stats), json(&["stats", WPK]));
    let lineage = project.lineage(&ever, &LineageRequest::of("diu").to("wpk")).unwrap();
    assert_eq!(pretty(&lineage), json(&["lineage", WPK, "diu", "wpk"]));
    let diff = project.diff(&ever, &Compare::dates("1945", "1946")).unwrap();
    assert_eq!(pretty(&diff), json(&["diff", WPK, "--from", "1945", "--to", "1946"]));
    let export = project.export(&ever, &ExportRequest::new(ExportFormat::Ron)).unwrap();
    assert_eq!(export.files[0].1, printed(&["export", "ron", WPK]));
}

#[test]
fn the_columns_of_a_query_are_those_that_the_program_prints() {
    let project = Project::open(WPK).unwrap();
    let columns = QueryColumn::ALL.map(QueryColumn::name).join(",");
    let mut question = Question::default().as_of("1946");
    question.show = Show::Possible;
    for expression in ["all()", "people()", "posts()", "events()", "transitions()", "claims()"] {
        let request = QueryRequest::new(expression).columns(&QueryColumn::ALL);
        let found = project.query(&question, &request).unwrap();
        let row = |row: &organigram::project::QueryRow<'_>| -> Value {
            let cells = QueryColumn::ALL.map(|column| (column.name(), row.text(column)));
            cells.into_iter().map(|(name, text)| (name.to_owned(), json!(text))).collect()
        };
        let rows: Vec<Value> = found.rows.iter().map(row).collect();
        let args = ["query", WPK, expression, "--as-of", "1946", "--possible", "--format", "json"];
        let printed = printed(&[&args[..], &["--columns", &columns]].concat());
        assert!(!rows.is_empty(), "{expression}");
        assert_eq!(serde_json::from_str::<Vec<Value>>(&printed).unwrap(), rows, "{expression}");
    }
}

/// What only a rumour says, and what minutes say too.
const RUMOUR: &str = r#"Model(
    sources: { "rumour": Source(reliability: Low), "minutes": Source(title: "Minutes") },
    organs: {
        "club": Organ(existence: [Claim(value: "1950-05-01/1971", cite: "rumour p. 1")], cite: "rumour"),
        "board": Organ(existence: "1951/1971", cite: ["rumour", "minutes"], under:
            Under(organ: "club", during: "1951/1971", cite: "rumour")),
        "union": Organ(cite: "minutes"),
    },
    people: { "vera": Person(name: "Vera") },
    posts: { "chair": Post(title: "Chair", organ: "club") },
    tenures: [Tenure(person: "vera", post: "chair", during: "1952/1960", modality: Reported, cite: "rumour")],
    transitions: [Succeeded(from: "club", into: "union", on: "1971", cite: "rumour p. 2")],
)"#;

/// The keys that say how sure an answer is and how its sources say it, with what a rumour gives.
fn is_qualified(row: &impl serde::Serialize) {
    let row = serde_json::to_value(row).unwrap();
    assert_eq!(row["reliability"], "Low", "{row}");
    assert!(row["modality"].is_string() && row["answer"].is_string(), "{row}");
    assert!(!row["why"].as_str().unwrap().is_empty(), "{row}");
    assert!(row["cites"].to_string().contains("rumour"), "{row}");
}

#[test]
fn every_answer_comes_with_its_reason_its_modality_and_its_sources() {
    let project = Project::from_text("club.ron", RUMOUR).readable().unwrap();
    let then = Question::default().as_of("1955");
    let Who::Post(post) = project.who(&then, "chair").unwrap() else { panic!("a post") };
    is_qualified(&post.holdings[0]);
    is_qualified(&project.tree(&then, None, None).unwrap()[0]);
    is_qualified(&project.tree(&then, None, None).unwrap()[1]);
    let later = Question::default().as_of("1980");
    let lineage = project.lineage(&later, &LineageRequest::of("union")).unwrap();
    is_qualified(&lineage.predecessors.unwrap()[0]);
    let between = Question::default().as_of("1950/1952");
    is_qualified(&project.timeline(&between, Some("club")).unwrap()[0]);
    let diff = project.diff(&Question::default(), &Compare::dates("1949", "1955")).unwrap();
    is_qualified(diff.changes.iter().find(|change| change.ids == ["club"]).unwrap());
    let request = QueryRequest::new("club").columns(&QueryColumn::ALL);
    is_qualified(&project.query(&then, &request).unwrap().rows[0]);
    let show = project.show(&then, "club").unwrap();
    let mut rows = show.sections.iter().flat_map(|section| &section.rows);
    is_qualified(rows.find(|row| row.value == "Vera").unwrap());
    // A better source counts.
    let request = QueryRequest::new("board").columns(&QueryColumn::ALL);
    let board = serde_json::to_value(project.query(&then, &request).unwrap()).unwrap();
    assert_eq!(board["rows"][0]["reliability"], Value::Null);
}

#[test]
fn a_session_answers_as_a_fresh_project_does() {
    let project = Project::open(WPK).unwrap();
    let session = project.session();
    for date in ["1936", "1946", "2013"] {
        let question = Question::default().as_of(date);
        for expression in ["under(wpk)", "predecessors(wpk)", "disputed()"] {
            let request = QueryRequest::new(expression);
            let found = session.query(&question, &request).unwrap();
            assert_eq!(found, project.query(&question, &request).unwrap());
            assert_eq!(found.rows.len(), session.count(&question, expression).unwrap());
        }
    }
}

#[test]
fn each_door_says_what_to_do_in_its_own_words() {
    let project = Project::open(WPK).unwrap();
    let backwards = project.diff(&Question::default(), &Compare::dates("1946", "1945"));
    let error = backwards.unwrap_err().to_string();
    assert_eq!(error, "`from` 1946 is later than `to` 1945: exchange the two");
    let args = ["diff", WPK, "--from", "1946", "--to", "1945"];
    let output = Command::new(env!("CARGO_BIN_EXE_organigram")).args(args).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("--from 1946 is later than --to 1945"), "{error}");
    let nothing = project.diff(&Question::default(), &Compare::default()).unwrap_err();
    assert!(nothing.to_string().contains("name what to compare: `from` DATE"), "{nothing}");
}

#[test]
fn a_model_takes_what_is_imported_only_if_it_can_be_read_after_it() {
    let document = r#"{ "organs": { "club": { "name": "Chess Club" } } }"#;
    let model = || ImportedModel::from_json("new.json", document).unwrap();
    let refused = model().added_to("model.ron", r#"Model(organs: { "club": Organ(] })"#);
    assert!(refused.unwrap_err().to_string().contains("closes nothing"));
    let filled = model().added_to("model.ron", r#"Model(organs: { "club": Organ() })"#).unwrap();
    assert_eq!(filled, r#"Model(organs: { "club": Organ(name: "Chess Club") })"#);
    let added = model().added_to("model.ron", "Model(organs: { /* none yet */ })").unwrap();
    assert!(added.contains("none yet") && added.contains("Chess Club"), "{added}");

    let mut tables = TableImport::new(Mapping::default());
    tables.add("organs.csv", "id,name\nclub,Chess Club\nband,Brass Band\n").unwrap();
    tables.into_model("model.ron", r#"Model(organs: { "club": Organ() })"#).unwrap();
    let imported = tables.import().unwrap();
    assert_eq!(imported.report.reported(), 0);
    let updated =
        imported.update("model.ron", r#"Model(organs: { "club": Organ() })"#, None).unwrap();
    assert_eq!((updated.report.added, updated.report.updated), (1, 1));
    assert!(updated.files[0].new.contains(r#""club": Organ(name: "Chess Club")"#));
}
