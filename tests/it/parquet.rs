//! The folder of tables: that its answers are those of the model, that its files are whole, and that engines read them.
//!
//! Engines are asked where Python has them. `ORGANIGRAM_REQUIRE_ENGINES=duckdb,spark` makes a skip of those a failure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use organigram::graph::{Class, Item, NodeIx, RelationIx, Slice, Threshold, TransitionIx, UnderIx};
use organigram::model::{Lapse, Modality};
use organigram::project::{ParquetRequest, Project, Question};
use organigram::time::{Answer, Day, When};

const HARD_CASES: &str = "cluster/hard-cases.ron";

/// A row of a table: its values by their columns.
type Row = BTreeMap<String, Field>;

fn bytes(project: &Project, question: &Question, request: &ParquetRequest) -> Vec<Vec<u8>> {
    let folder = project.parquet(question, request).unwrap();
    let write = |name: &String| {
        let mut bytes = Vec::new();
        folder.write(name, &mut bytes).unwrap();
        bytes
    };
    folder.names().iter().map(write).collect()
}

fn table(project: &Project, question: &Question, request: &ParquetRequest, name: &str) -> Vec<Row> {
    let folder = project.parquet(question, request).unwrap();
    let mut written = Vec::new();
    folder.write(&format!("{name}.parquet"), &mut written).unwrap();
    let reader = SerializedFileReader::new(bytes::Bytes::from(written)).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    let values = |row: parquet::record::Row| {
        row.get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()
    };
    rows.map(|row| values(row.unwrap())).collect()
}

fn number(row: &Row, column: &str) -> i32 {
    match row[column] {
        Field::Int(number) => number,
        ref other => panic!("{column} is {other}"),
    }
}

fn text<'r>(row: &'r Row, column: &str) -> &'r str {
    match &row[column] {
        Field::Str(text) => text,
        Field::Null => "",
        other => panic!("{column} is {other}"),
    }
}

fn questions() -> Vec<(&'static str, Question)> {
    let with = |change: &dyn Fn(&mut Question)| {
        let mut question = Question::default();
        change(&mut question);
        question
    };
    vec![
        ("models/wpk.ron", Question::default()),
        ("models/wpk.ron", with(&|q| q.known_by = Some("2013-02".into()))),
        ("models/chess-club.ron", with(&|q| q.presume_for = Some("5y".parse::<Lapse>().unwrap()))),
        ("models/six-scripts.ron", Question::default()),
        (HARD_CASES, Question::default()),
        (HARD_CASES, with(&|q| q.without = vec!["rumour".into()])),
        (HARD_CASES, with(&|q| q.presume_for = Some("3y".parse::<Lapse>().unwrap()))),
        (HARD_CASES, with(&|q| q.modality = vec![Modality::Asserted])),
    ]
}

fn answer(slice: &Slice<'_>, table: &str, at: i32) -> Answer {
    let at = u32::try_from(at).unwrap();
    match table {
        "organs" | "events" | "posts" | "people" => slice.answer(NodeIx(at)),
        "hierarchy" => slice.under_answer(&slice.graph().under(UnderIx(at))),
        "transitions" => slice.transition_answer(&slice.graph().transition(TransitionIx(at))),
        _ => slice.relation_answer(&slice.graph().tie(RelationIx(at))),
    }
}

fn word(answer: Answer) -> String {
    answer.to_string()
}

/// The days on which something may change, those beside them, and some on which nothing does.
fn days_of(answers: &[Row]) -> BTreeSet<i32> {
    let ends = answers.iter().flat_map(|row| [number(row, "from_day"), number(row, "to_day")]);
    let ends: BTreeSet<i32> = ends.filter(|day| Day(*day).is_bounded()).collect();
    let thinned = ends.iter().step_by(ends.len() / 60 + 1);
    let near = thinned.flat_map(|day| [day - 1, *day, day + 1]);
    near.chain([-900_000, -12_267, 0, 900_000]).collect()
}

#[test]
fn the_answers_of_the_tables_are_those_of_the_model_on_every_day() {
    for (model, question) in questions() {
        let project = Project::open(model).unwrap();
        let rows = table(&project, &question, &ParquetRequest::default(), "answers");
        let mut known: BTreeMap<(&str, i32), Vec<&Row>> = BTreeMap::new();
        for row in &rows {
            known.entry((text(row, "of_table"), number(row, "of_row"))).or_default().push(row);
        }
        assert!(known.len() > 10, "{model} has things");
        let slice = question.slice(project.graph()).unwrap();
        for day in days_of(&rows) {
            let then = slice.clone().at(Some(When::day(Day(day))));
            for ((of, at), stretches) in &known {
                let covers =
                    |row: &&&Row| (number(row, "from_day")..=number(row, "to_day")).contains(&day);
                let mut here = stretches.iter().filter(covers);
                let found = here.next().map_or("no", |row| text(row, "answer"));
                assert!(here.next().is_none(), "{model}: {of} {at} has two answers on {day}");
                // A date that comes again and again is followed only as far as the model's dates reach.
                let expected = word(answer(&then, of, *at));
                let is_beyond = found == "possible" && expected == "no" && of.starts_with("event");
                assert!(
                    found == expected || is_beyond,
                    "{model}: {of} {at} on {}: {found}, but {expected}",
                    Day(day)
                );
            }
        }
    }
}

#[test]
fn the_closure_has_what_stood_below_an_organ_on_every_day() {
    for (model, question) in questions() {
        let project = Project::open(model).unwrap();
        let request = ParquetRequest::default().with_closure();
        let rows = table(&project, &question, &request, "closure");
        let graph = project.graph();
        let slice = question.slice(graph).unwrap();
        for day in days_of(&rows) {
            let mut found: BTreeMap<(u32, u32), (String, u32)> = BTreeMap::new();
            let covers = |row: &&Row| {
                (number(row, "from_day")..=number(row, "to_day")).contains(&day)
                    && row["line"] == Field::Null
            };
            for row in rows.iter().filter(covers) {
                let pair = (number(row, "superior") as u32, number(row, "unit") as u32);
                let value = (text(row, "answer").to_owned(), number(row, "depth") as u32);
                assert!(found.insert(pair, value).is_none(), "{model}: {pair:?} twice on {day}");
            }
            let mut expected = BTreeMap::new();
            for threshold in [Threshold::Possible, Threshold::Presumed, Threshold::Certain] {
                let then = slice.clone().at(Some(When::day(Day(day)))).with_threshold(threshold);
                for superior in graph.organs() {
                    let below = then.below(superior, None);
                    expected.extend(below.into_iter().map(|(unit, level)| {
                        ((superior.0, unit.0), (word(threshold.least()), level))
                    }));
                }
            }
            assert_eq!(found, expected, "{model} on {}", Day(day));
        }
    }
}

#[test]
fn the_closure_keeps_the_lines_apart() {
    let project = Project::open(HARD_CASES).unwrap();
    let request = ParquetRequest::default().with_closure();
    let rows = table(&project, &Question::default(), &request, "closure");
    let lines: BTreeSet<&str> = rows.iter().map(|row| text(row, "line")).collect();
    assert_eq!(lines, BTreeSet::from(["", "guided_by", "part_of"]));
    let node = |id: &str| project.graph().node(id).unwrap().0 as i32;
    let along = |line: &str| {
        let pair = |row: &&Row| {
            (number(row, "superior"), number(row, "unit")) == (node("union"), node("c"))
        };
        rows.iter().filter(pair).any(|row| text(row, "line") == line)
    };
    // c under b, b under the union: both along `guided_by` from 1950 on.
    assert!(along("guided_by") && along("part_of"));
}

#[test]
fn a_hierarchy_too_deep_for_a_closure_is_refused_before_anything_is_written() {
    let mut model = String::from("Model(organs: {\n    \"o0\": Organ(),\n");
    for at in 1..7_000 {
        model.push_str(&format!("    \"o{at}\": Organ(under: \"o{}\"),\n", at - 1));
    }
    let project = Project::from_text("chain.ron", model + "})");
    let error = project
        .parquet(&Question::default(), &ParquetRequest::default().with_closure())
        .unwrap_err();
    assert!(error.to_string().contains("24496500 rows"), "{error}");
    project.parquet(&Question::default(), &ParquetRequest::default()).unwrap();
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let request = ParquetRequest::default().with_closure();
    let write = || bytes(&Project::open(HARD_CASES).unwrap(), &Question::default(), &request);
    assert_eq!(write(), write());
}

#[test]
fn plans_and_what_only_they_say_are_never_more_than_possible() {
    let project = Project::open(HARD_CASES).unwrap();
    let (question, request) = (Question::default(), ParquetRequest::default());
    let table = |name| table(&project, &question, &request, name);
    let answers = table("answers");
    for (name, key) in [("organs", "node"), ("tenures", "number"), ("transitions", "number")] {
        let planned: Vec<i32> = table(name)
            .iter()
            .filter(|row| matches!(text(row, "modality"), "planned" | "projected"))
            .map(|row| number(row, key))
            .collect();
        assert!(!planned.is_empty(), "{name} has a plan");
        let of_plans = answers.iter().filter(|row| {
            text(row, "of_table") == name && planned.contains(&number(row, "of_row"))
        });
        of_plans.for_each(|row| assert_eq!(text(row, "answer"), "possible"));
    }
}

#[test]
fn rivals_stand_beside_each_other_with_their_rank_and_their_sources() {
    let project = Project::open(HARD_CASES).unwrap();
    let (question, request) = (Question::default(), ParquetRequest::default());
    let claims = table(&project, &question, &request, "claims");
    let node = project.graph().node("rival").unwrap().0 as i32;
    let rows: Vec<&Row> = claims
        .iter()
        .filter(|row| text(row, "of_table") == "organs" && number(row, "of_row") == node)
        .collect();
    let told: Vec<(&str, i32, i32, &str, &str)> = rows
        .iter()
        .map(|row| {
            (
                text(row, "value"),
                number(row, "rank"),
                number(row, "rivals"),
                text(row, "source"),
                text(row, "modality"),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("1930/", 1, 1, "minutes", "asserted"), ("1932/1940", 2, 1, "rumour", "reported"),]
    );
    // Bounds that nothing gives have no value, and a day before the year 1 has a number.
    assert_eq!(rows[0]["end_max"], Field::Null);
    assert_eq!(text(rows[0], "end_bound"), "unknown");
    let organs = table(&project, &question, &request, "organs");
    let rome = organs.iter().find(|row| text(row, "id") == "rome").unwrap();
    assert_eq!(number(rome, "start_min"), Day::from_ymd(-508, 1, 1).unwrap().0);
}

#[test]
fn perspective_date_and_expression_choose_what_is_written() {
    let project = Project::open(HARD_CASES).unwrap();
    let ids = |question: &Question, request: &ParquetRequest, name: &str| -> Vec<String> {
        let rows = table(&project, question, request, name);
        rows.iter().map(|row| text(row, "id").to_owned()).collect()
    };
    let all = ParquetRequest::default();
    let mut without = Question::default();
    without.without = vec!["rumour".into()];
    assert!(!ids(&without, &all, "sources").contains(&"rumour".to_owned()));
    assert!(!ids(&without, &all, "organs").contains(&"o'brien%_x".to_owned()));
    let then = Question::default().as_of("1905");
    let organs = ids(&then, &all, "organs");
    assert!(organs.contains(&"a".to_owned()) && !organs.contains(&"c".to_owned()), "{organs:?}");
    let only = ParquetRequest::default().only("위원회 | under(위원회)");
    let organs = ids(&Question::default(), &only, "organs");
    assert!(organs.contains(&"sparse".to_owned()) && !organs.contains(&"p1".to_owned()));
    assert_eq!(ids(&Question::default(), &only, "posts"), ["deputy", "empty"]);
    // Of every relation that is written, both ends are.
    let nodes: BTreeSet<i32> = ["organs", "posts", "people", "events"]
        .iter()
        .flat_map(|name| table(&project, &Question::default(), &only, name))
        .map(|row| number(&row, "node"))
        .collect();
    let ends =
        [("tenures", "person"), ("tenures", "post"), ("seats", "organ"), ("hierarchy", "unit")];
    for (name, column) in ends {
        let rows = table(&project, &Question::default(), &only, name);
        assert!(!rows.is_empty(), "{name}");
        assert!(rows.iter().all(|row| nodes.contains(&number(row, column))), "{name}.{column}");
    }
}

#[test]
fn units_are_the_numbers_up_to_the_last_in_the_subtree() {
    let project = Project::open("models/wpk.ron").unwrap();
    let graph = project.graph();
    let rows = table(&project, &Question::default(), &ParquetRequest::default(), "organs");
    assert_eq!(rows.len(), graph.nodes(Class::Organ).count());
    for row in &rows {
        let organ = NodeIx(number(row, "node") as u32);
        assert_eq!(text(row, "id"), graph.id(organ));
        assert_eq!(number(row, "last_in_subtree") as u32, graph.main_subtree(organ).end - 1);
        let modality = graph.modality(Item::Node(organ)).to_string();
        assert_eq!(text(row, "modality"), modality);
    }
}

fn organigram(folder: &Path, arguments: &[&str]) -> Output {
    let program =
        Command::new(env!("CARGO_BIN_EXE_organigram")).args(arguments).current_dir(folder).output();
    program.unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_program_writes_the_folder_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(HARD_CASES, folder.path().join("hard-cases.ron")).unwrap();
    let export = |more: &[&str]| {
        organigram(folder.path(), &[&["export", "parquet", "hard-cases.ron"], more].concat())
    };
    let tables = folder.path().join("tables");
    let refused = export(&[]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("name a folder with `--output`"));

    assert!(export(&["-o", "tables"]).status.success());
    assert_eq!(files(&tables).len(), 18);
    let readme = std::fs::read_to_string(tables.join("README.md")).unwrap();
    assert!(readme.starts_with("# Odd \"cases\", and a comma\n\nat any time; all sources\n"));
    assert!(readme.contains("| `sureness` | int32 |"));
    let schema = std::fs::read_to_string(tables.join("schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["tables"].as_array().unwrap().len(), 16);

    // What is there stays unless it is to be replaced, and nothing is written beside it.
    std::fs::remove_file(tables.join("organs.parquet")).unwrap();
    assert!(!export(&["-o", "tables"]).status.success());
    assert_eq!(files(&tables).len(), 17);
    assert!(export(&["-o", "tables", "--closure", "--force"]).status.success());
    assert_eq!(files(&tables).len(), 19);
    // A closure of another export would be taken for one of this.
    let stale = export(&["-o", "tables", "--force"]);
    assert!(
        String::from_utf8_lossy(&stale.stderr).contains("closure.parquet of an earlier export")
    );
    let other =
        organigram(folder.path(), &["export", "csv", "hard-cases.ron", "-o", "csv", "--closure"]);
    assert!(String::from_utf8_lossy(&other.stderr).contains("a table of parquet alone"));
}

/// Python, if it has some modules; shows why a test is skipped where it has not.
fn python(engine: &str, modules: &str) -> Option<Command> {
    let has = Command::new("python3").args(["-c", &format!("import {modules}")]).output();
    if has.is_ok_and(|done| done.status.success()) {
        return Some(Command::new("python3"));
    }
    let required = std::env::var("ORGANIGRAM_REQUIRE_ENGINES").unwrap_or_default();
    let is_required = required.split(',').any(|required| required == engine);
    assert!(!is_required, "ORGANIGRAM_REQUIRE_ENGINES names {engine}, and Python lacks {modules}");
    eprintln!(
        "skipped: Python lacks {modules}, so {engine} is not asked; cluster/requirements.txt names it"
    );
    None
}

#[test]
fn pyarrow_and_duckdb_read_the_tables_back() {
    let Some(mut python) = python("duckdb", "duckdb, pyarrow.parquet") else { return };
    let folder = tempfile::tempdir().unwrap();
    let tables = folder.path().join("tables");
    let output = tables.display().to_string();
    let written =
        organigram(Path::new("."), &["export", "parquet", HARD_CASES, "--closure", "-o", &output]);
    assert!(written.status.success());
    let script = r#"
import json, sys, duckdb, pyarrow.parquet as pq
folder = sys.argv[1]
schema = json.load(open(f"{folder}/schema.json", encoding="utf-8"))
for table in schema["tables"]:
    path = f"{folder}/{table['file']}"
    read = pq.read_table(path)
    columns = [(c["name"], {"int32": "int32", "string": "string"}[c["type"]], c["nullable"]) for c in table["columns"]]
    assert [(f.name, str(f.type), f.nullable) for f in read.schema] == columns, (table["name"], read.schema)
    theirs = [tuple(row.values()) for row in read.to_pylist()]
    assert theirs == duckdb.execute(f"SELECT * FROM read_parquet('{path}')").fetchall(), table["name"]
    print(table["name"], len(theirs))
"#;
    let done = python.args(["-c", script, &output]).output().unwrap();
    let printed = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(printed.contains("organs 22\n"), "{printed}");
}

/// Asks engines the twelve questions of some models. `cluster/compare.py` fails where an answer differs by a byte.
fn compare(engine: &str, modules: &str) {
    let Some(_) = python(engine, modules) else { return };
    let program = env!("CARGO_BIN_EXE_organigram");
    let questions = Path::new(program).with_file_name("examples").join("twelve_questions");
    let asked = [
        (
            HARD_CASES,
            "day=1957-03-03 before=1933-01-01 after=1951-07-01 organ=union person=ivan from=p1 to=p5 \
             first_year=1899 last_year=1970",
        ),
        (
            "models/wpk.ron",
            "day=2013-01-28 before=1930-07-03 after=2013-01-28 organ=wpk person=kim-jong-un from=diu \
             to=wpk first_year=1926 last_year=2021",
        ),
    ];
    for (model, given) in asked {
        let done = Command::new("python3")
            .args(["cluster/compare.py", "--program", program, "--engines", engine, "--questions"])
            .arg(&questions)
            .arg(model)
            .args(given.split_whitespace())
            .output()
            .unwrap();
        let (printed, failed) =
            (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert!(done.status.success(), "{model}:\n{printed}\n{failed}");
        assert!(printed.contains("all answers are the same, byte for byte"), "{printed}");
    }
}

#[test]
fn duckdb_gives_the_same_answers() {
    compare("duckdb", "duckdb");
}

#[test]
fn datafusion_gives_the_same_answers() {
    compare("datafusion", "datafusion");
}

#[test]
fn the_statements_for_other_engines_are_those_that_sqlglot_writes() {
    let Some(mut python) = python("sqlglot", "sqlglot") else { return };
    let done = python.args(["cluster/transpile.py", "--check"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
