//! The verbs that take and give other people's files, as a person uses them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn organigram(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_organigram"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(args)
        .output()
        .expect("the program runs")
}

fn fine(args: &[&str]) -> String {
    let output = organigram(args);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {err}");
    String::from_utf8(output.stdout).expect("models are text")
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("there is room for a folder"))
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.0.path().join(name), text).expect("the folder takes files");
        self.path(name)
    }
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path).expect("the file is there")
}

#[test]
fn shipped_models_are_what_their_mappings_make() {
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("models");
    for name in ["parlgov", "us-congress"] {
        let mapping = format!("models/data/{name}/mapping.ron");
        let made = fine(&["import", "csv", "--map", &mapping]);
        assert!(
            made == read(home.join(format!("{name}.ron"))),
            "make models/{name}.ron anew: {mapping}"
        );
    }
}

#[test]
fn shipped_models_come_back_from_tables_and_json() {
    let folder = Folder::new();
    for name in ["wpk", "ministry", "parlgov"] {
        let model = format!("models/{name}.ron");
        let (tables, back) =
            (folder.path(&format!("{name}-tables")), folder.path(&format!("{name}.ron")));
        fine(&["export", "csv", &model, "--output", &tables]);
        fine(&["import", "csv", &tables, "--output", &back]);
        let json = fine(&["export", "json", &model]);
        assert!(
            fine(&["export", "json", &back]) == json,
            "{name} changed on its way through tables"
        );
        let file = folder.file(&format!("{name}.json"), &json);
        let again = fine(&["import", "json", &file]);
        assert!(again == read(&back), "{name} changed on its way through JSON");
    }
}

#[test]
fn a_new_model_checks_and_is_never_overwritten() {
    let folder = Folder::new();
    for from in ["company", "leninist", "ministry", "genealogy"] {
        let path = folder.path(from);
        fine(&["new", &path, "--from", from]);
        let model = format!("{path}/model.ron");
        fine(&["check", &model]);
        fine(&["fmt", "--check", &model]);
        assert_eq!(organigram(&["new", &path, "--from", from]).status.code(), Some(2));
    }
}

#[test]
fn a_model_that_is_there_keeps_its_comments() {
    let folder = Folder::new();
    let model = folder.file(
        "model.ron",
        "// mine\nModel(\n    organs: {\n        \"a\": Organ(), // old\n    },\n)\n",
    );
    let table = folder.file("organs.csv", "id,name\nb,B\na,again\n");
    let output = organigram(&["import", "csv", &table, "--into", &model]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("2 read = 2 taken + 0 reported"));
    assert_eq!(
        read(&model),
        "// mine\nModel(\n    organs: {\n        \"a\": Organ(name: \"again\"), // old\n        \"b\": Organ(name: \"B\"),\n    },\n)\n"
    );
}

#[test]
fn bad_input_has_a_clear_message_and_writes_nothing() {
    let folder = Folder::new();
    let target = folder.path("out.ron");
    for (name, bytes, message) in [
        ("binary.csv", &b"id\0\x01\x02"[..], "is not text"),
        ("book.csv", &b"PK\x03\x04...."[..], "workbook"),
        ("latin.csv", &b"id,name\na,B\xf6hme\n"[..], "not saved as UTF-8: line 2"),
        ("empty.csv", &b""[..], "empty"),
        ("organs.csv", &b"colour\nred\n"[..], "needs a column `id`"),
        ("half.csv.gz", &b"\x1f\x8b\x08\x00\x00"[..], "half.csv.gz"),
    ] {
        let file = folder.file(name, bytes);
        let output = organigram(&["import", "csv", &file, "--output", &target]);
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {err}");
        assert!(err.contains(message), "{name}: {err}");
        assert!(!Path::new(&target).exists());
    }
    let rows = folder.file("people.csv", "id,name\na,A\n,nobody\n");
    let output = organigram(&["import", "csv", &rows, "--strict", "--output", &target]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!Path::new(&target).exists());
}

#[test]
fn many_faulty_rows_are_reported_in_few_lines() {
    let folder = Folder::new();
    let rows = format!("id,name\n{}", ",x\n".repeat(50_000));
    let output = organigram(&["import", "csv", &folder.file("people.csv", rows)]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("50000 read = 0 taken + 50000 reported"), "{err}");
    assert!(err.lines().count() < 200);
}

#[test]
fn every_shipped_model_is_in_style() {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("models"), PathBuf::from("assets/new")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("its entries can be read").path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|ending| ending == "ron") => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    assert!(files.len() > 20, "{files:?}");
    let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    let args: Vec<&str> =
        ["fmt", "--check"].into_iter().chain(files.iter().map(String::as_str)).collect();
    fine(&args);
}

#[test]
fn a_query_exports_the_organs_that_it_finds_and_what_is_in_them() {
    let folder = Folder::new();
    let query = "under(club) & kind(board)";
    let found = fine(&["query", "models/chess-club.ron", query, "--format", "json"]);
    assert!(found.contains("board"), "{found}");
    let json = fine(&["export", "json", "models/chess-club.ron", "--query", query]);
    let model: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let organs: Vec<&String> = model["organs"].as_object().expect("it has organs").keys().collect();
    assert_eq!(organs, ["board"]);
    assert!(json.contains("ada-linden") && json.contains("minutes"), "{json}");
    for format in ["ron", "graphml", "gexf", "dot", "popolo"] {
        let text = fine(&["export", format, "models/chess-club.ron", "--query", query]);
        assert!(text.contains("board") && !text.contains("under-12"), "{format}: {text}");
    }
    let tables = folder.path("tables");
    fine(&["export", "csv", "models/chess-club.ron", "--query", query, "--output", &tables]);
    assert_eq!(read(format!("{tables}/organs.csv")).lines().count(), 2);
    let posts = organigram(&["export", "json", "models/chess-club.ron", "--query", "posts(club)"]);
    assert_eq!(posts.status.code(), Some(2));
}

#[test]
fn diagnostics_of_an_import_are_written_for_programs_too() {
    let folder = Folder::new();
    let rows = folder.file("organs.csv", "id,name,start\na,A,1930\n,nobody,\nb,B,1930-02-30\n");
    let output = organigram(&["import", "csv", &rows, "--format", "json"]);
    let err = String::from_utf8(output.stderr).expect("it is text");
    let lines: Vec<serde_json::Value> =
        err.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let codes: Vec<&str> = lines.iter().filter_map(|line| line["code"].as_str()).collect();
    assert_eq!(codes, ["I002", "I005"]);
    let counts = lines.last().expect("the counts come last");
    let count = |name: &str| counts[name].as_u64().expect("it is a number");
    assert_eq!(count("read"), count("taken") + count("taken_in_part") + count("reported"));
    assert_eq!(count("taken_in_part"), 1);
    assert_eq!(count("read"), 3);
    let short = organigram(&["import", "csv", &rows, "--format", "short"]);
    assert!(String::from_utf8_lossy(&short.stderr).contains("organs.csv:3:1"));
}

/// Tables in the shapes in which strangers have them, without a mapping.
#[test]
fn tables_of_strangers_are_read() {
    let folder = Folder::new();
    let tables: [(&str, &[u8], &[&str]); 5] = [
        (
            "agencies.csv",
            b"\xef\xbb\xbfAgency;Parent agency;Established;Abolished;Minister;;Agency\r\n\
            Ministry of Works;;01/04/1979;31/12/1997;J. Smith;;x\r\n\
            Roads Office;Ministry of Works;c. 1936;present;;;\r\n\
            Canal Board;Ministry of Works;?;03/07/1961;;;\r\nTotal;;;;3;;\r\n",
            &[],
        ),
        (
            "query.csv",
            b"item,itemLabel,parent,inception,replaces,replacedBy\n\
            http://www.wikidata.org/entity/Q1,One,http://www.wikidata.org/entity/Q9,1945-10-10T00:00:00Z,,http://www.wikidata.org/entity/Q2\n\
            http://www.wikidata.org/entity/Q1,One,http://www.wikidata.org/entity/Q8,1946-01-01T00:00:00Z,,\n\
            http://www.wikidata.org/entity/Q2,Two,,t123456,http://www.wikidata.org/entity/Q1,\n",
            &["--repeated", "united", "--years", "01-01"],
        ),
        (
            "units.csv",
            b"unit:id,unit:name,unit:parent,first cited date,last cited date,sources\n\
            U1,1st Brigade,U0,2001-05,2012-03-04,https://example.org/a; https://example.org/b?x=1\n\
            U0,Army,,,present,The Guardian 3 May 2001\n",
            &[],
        ),
        (
            "leaders.csv",
            b"Name,Position,Organisation,From,To\n\
            Ada Linden,Chair,Chess Club,1949-06-30,1994-07-08\nTom Oakes,Chair,Chess Club,2008,present\n",
            &[],
        ),
        ("latin.csv", b"code,label\na,B\xf6hme\n", &["--encoding", "windows-1252", "--as", "organs"]),
    ];
    let mut reported = String::new();
    for (name, bytes, more) in tables {
        folder.file(name, bytes);
        let output = Command::new(env!("CARGO_BIN_EXE_organigram"))
            .current_dir(folder.0.path())
            .args(["import", "csv", name])
            .args(more)
            .output()
            .expect("the program runs");
        let model = String::from_utf8_lossy(&output.stdout).into_owned();
        reported +=
            &format!("{name} {more:?}\n{model}{}\n", String::from_utf8_lossy(&output.stderr));
    }
    insta::assert_snapshot!(reported);
}

#[test]
fn popolo_as_parliaments_publish_it() {
    let folder = Folder::new();
    let document = r#"{
        "persons": [
            { "id": "p1", "other_names": [{ "note": "Main", "given_name": "Ada", "family_name": "Linden" }],
              "memberships": [{ "organization_id": "board", "role": "chair", "start_date": "2001" }] },
            { "id": "p2", "name": "Tom Oakes", "gender": "male" }
        ],
        "organizations": [
            { "id": "house", "name": "House", "classification": "legislature" },
            { "id": "board", "name": "Board" }, { "id": "greens", "name": "Greens", "classification": "party" }
        ],
        "events": [{ "id": "term/13", "name": "13th House", "classification": "legislative period",
            "organization_id": "house", "start_date": "2010-05-06", "end_date": "2015-03-30" }],
        "areas": [{ "id": "north", "name": "North" }],
        "memberships": [
            { "person_id": "p2", "organization_id": "house", "on_behalf_of_id": "greens", "area_id": "north",
              "legislative_period_id": "term/13", "role": "member" },
            { "person_id": "p2", "organization_id": "house", "legislative_period_id": "term/13",
              "start_date": "2012-01-01", "end_date": "2013-01-01", "role": "member" }
        ],
        "meta": { "sources": ["https://example.org"] }
    }"#;
    let output = organigram(&["import", "popolo", &folder.file("house.json", document)]);
    let model = String::from_utf8_lossy(&output.stdout).into_owned();
    insta::assert_snapshot!(model + &String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_dates_of_a_column_are_read_by_what_the_column_shows() {
    let folder = Folder::new();
    let import = |start: &[&str], end: &[&str], more: &[&str]| {
        let rows = start.iter().zip(end).enumerate();
        let rows: String = rows.map(|(at, (from, to))| format!("o{at},{from},{to}\n")).collect();
        let path = folder.file("organs.csv", format!("id,start,end\n{rows}"));
        let output = organigram(&[&["import", "csv", &path, "--format", "short"], more].concat());
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    };
    // A column of ranges makes `1909-10` one; the other column stays as it is.
    let (model, said) = import(&["1939-45", "1909-10"], &["1950-07", "1909-10"], &[]);
    assert!(model.contains("[1909..1910]/1909-10"), "{model}");
    assert!(
        said.contains("in `start` dates such as 1909-10 mean from one year to another"),
        "{said}"
    );
    // Alone it is a month, as ISO 8601 has it.
    let (model, _) = import(&["1909-10"], &["1910-11"], &[]);
    assert!(model.contains("\"1909-10/1910-11\""), "{model}");
    // A column that shows both settles nothing, and says so.
    let (_, said) = import(&["1939-45", "1909-10", "1998-07"], &["", "", ""], &[]);
    assert!(said.contains("`1909-10` is ambiguous"), "{said}");
    // What the user says counts more than what the column shows.
    let (model, _) =
        import(&["1939-45", "1909-10", "1998-07"], &["", "", ""], &["--dates", "months"]);
    assert!(model.contains("1909-10/"), "{model}");
    let (_, said) = import(&["2009/10"], &["2010"], &[]);
    assert!(said.contains("`2009-10` (a month) or `2009/2010` (from one to the other)"), "{said}");
    let (model, _) = import(&["2009/10", "41913"], &["", ""], &["--dates", "ranges,serials"]);
    assert!(model.contains("[2009..2010]/") && model.contains("2014-10-01/"), "{model}");
    // Periods in a column are no reason against Old Style years there.
    let (_, said) = import(&["1939-45", "1675/6"], &["", ""], &[]);
    assert!(said.contains("`1675/6` is ambiguous"), "{said}");
    let (model, _) = import(&["1939-45", "1675/6"], &["", ""], &["--dates", "old-style"]);
    assert!(model.contains("\"1676/\""), "{model}");
    // Days and months: one date shows it for both columns.
    let (model, _) = import(&["03/07/1930"], &["25/12/1945"], &[]);
    assert!(model.contains("1930-07-03/1945-12-25"), "{model}");
}

#[test]
fn things_that_share_an_id_are_kept_and_reported() {
    let folder = Folder::new();
    let document = r#"{
        "organizations": [
            { "id": 1, "name": "First" }, { "id": "1", "name": "Second" },
            { "id": "q r", "name": "Third" }, { "id": "q-r", "name": "Fourth" },
            { "id": "x", "name": "Fifth" },
            { "id": "x", "name": "Sixth", "memberships": [{ "person_id": "p", "role": "of the sixth" }] },
            { "id": "x", "name": "Fifth" }, { "id": "x-2", "name": "Seventh" }
        ],
        "persons": [{ "id": "p", "name": "Ada", "memberships": [
            { "organization_id": 1 }, { "organization_id": "1" }, { "organization_id": "q-r" }
        ] }]
    }"#;
    let output = organigram(&["import", "popolo", &folder.file("house.json", document)]);
    let model = String::from_utf8_lossy(&output.stdout).into_owned();
    insta::assert_snapshot!(model + &String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_key_that_stands_twice_in_json_is_an_error() {
    let folder = Folder::new();
    let twice = r#"{ "organs": { "a": { "name": "One" }, "a": { "name": "Two" } } }"#;
    for format in ["json", "popolo"] {
        let output = organigram(&["import", format, &folder.file("twice.json", twice)]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("the key \"a\" appears twice in one object at line 1"), "{said}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn csv_of_answers_keeps_every_letter_and_no_formula() {
    let folder = Folder::new();
    let name = "=1+1\u{1b}[1mB\u{9b}\u{7}";
    let model = format!(r#"Model(organs: {{ "a": Organ(name: "{name}") }})"#);
    let path = folder.file("model.ron", model);
    let args = ["query", &path, "all()", "--columns", "id,name", "--format", "csv"];
    let output = organigram(&args);
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("id,name\na,'{name}\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_never_end_are_refused() {
    let folder = Folder::new();
    let model = folder.file("model.ron", r#"Model(organs: { "a": Organ() })"#);
    let theme = folder.0.path().join("theme.ron");
    std::os::unix::fs::symlink("/dev/zero", &theme).unwrap();
    let theme = theme.to_string_lossy().into_owned();
    let args = ["render", &model, "--view", "hierarchy", "-o", "-", "--theme", &theme];
    assert_eq!(organigram(&args).status.code(), Some(2));
    let output = organigram(&["check", &model, "--baseline", "/dev/zero"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("it is longer than 64 MiB"), "{said}");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, &vec![b'a'; 64 << 20]).unwrap();
    let bomb = folder.file("organs.csv.gz", packed.finish().unwrap());
    let output = organigram(&["import", "csv", &bomb]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("it unpacks to more than 100 times its size"), "{said}");
}
