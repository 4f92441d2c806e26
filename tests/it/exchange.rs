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
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("2 read = 1 taken + 1 reported"));
    assert_eq!(
        read(&model),
        "// mine\nModel(\n    organs: {\n        \"a\": Organ(), // old\n        \"b\": Organ(name: \"B\"),\n    },\n)\n"
    );
}

#[test]
fn bad_input_has_a_clear_message_and_writes_nothing() {
    let folder = Folder::new();
    let target = folder.path("out.ron");
    for (name, bytes, message) in [
        ("binary.csv", &b"id\0\x01\x02"[..], "is not text"),
        ("book.csv", &b"PK\x03\x04...."[..], "workbook"),
        ("latin.csv", &b"id,name\na,B\xf6hme\n"[..], "not UTF-8: line 2"),
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
fn many_faulty_rows_are_told_in_few_lines() {
    let folder = Folder::new();
    let rows = format!("id,name\n{}", ",x\n".repeat(50_000));
    let output = organigram(&["import", "csv", &folder.file("people.csv", rows)]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("50000 read = 0 taken + 50000 reported"), "{err}");
    assert!(err.lines().count() < 200);
}
