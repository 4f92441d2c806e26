//! A sheet that stays the master: imported again into the model that it became.

use std::path::Path;
use std::process::{Command, Output};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().expect("there is room for a folder"))
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).expect("the folder takes files");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).expect("the file is there")
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_organigram"));
        program.args(args).current_dir(self.0.path()).output().expect("the program runs")
    }

    /// What it says of a run that ends well.
    fn fine(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {said}");
        said
    }
}

const CLUBS: &str = "Club,Part of,Started,Ended,Chairman,Where from\n\
    Chess Club,,2 May 1950,,A. Meier (1950-1955); B. Schulz (from 1955),Minute book p. 3\n\
    Junior section,Chess Club,c. 1954,1974,,Minute book p. 9\n";

#[test]
fn the_same_sheet_again_doubles_nothing_and_what_changed_in_it_is_updated() {
    let desk = Desk::new();
    desk.put("clubs.csv", CLUBS);
    desk.fine(&["import", "csv", "clubs.csv", "-o", "club.ron"]);
    let first = desk.read("club.ron");
    let said = desk.fine(&["import", "csv", "clubs.csv", "--into", "club.ron"]);
    assert!(said.contains("0 added, 0 updated, 8 unchanged"), "{said}");
    assert_eq!(desk.read("club.ron"), first);
    let changed = CLUBS.replace("c. 1954", "1953").replace("1950-1955", "1950-1956");
    desk.put("clubs.csv", &(changed + "Ladies,Chess Club,1961,,,Gazette\n"));
    desk.fine(&["import", "csv", "clubs.csv", "--into", "club.ron"]);
    let model = desk.read("club.ron");
    assert!(model.contains("\"1953/1974\"") && model.contains("1950/1956"), "{model}");
    assert_eq!(model.matches("Tenure(").count(), 2);
    assert_eq!(model.matches("Ladies\",").count(), 1);
    assert!(desk.run(&["check", "club.ron"]).status.code() != Some(2));
}

#[test]
fn what_was_changed_in_the_model_is_kept_and_reported() {
    let desk = Desk::new();
    desk.put("clubs.csv", CLUBS);
    desk.fine(&["import", "csv", "clubs.csv", "-o", "club.ron"]);
    let edited = desk.read("club.ron").replace("1950-05-02/", "1949-05-02/");
    desk.put("club.ron", &edited);
    let said = desk.fine(&["import", "csv", "clubs.csv", "--into", "club.ron"]);
    assert!(said.contains("kept: `existence` of the organ `Chess-Club`"), "{said}");
    assert_eq!(desk.read("club.ron"), edited);
    // If the sheet has another value now too, somebody must decide: the exit code says so.
    desk.put("clubs.csv", &CLUBS.replace("2 May 1950", "3 May 1950"));
    let output = desk.run(&["import", "csv", "clubs.csv", "--into", "club.ron"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("make them agree"), "{said}");
    assert_eq!(desk.read("club.ron"), edited);
}

#[test]
fn rows_without_ids_are_the_organs_of_that_name() {
    let desk = Desk::new();
    let mine = "Model(organs: { \"rcc\": Organ(name: \"Rookhaven Chess Club\"), \"x\": Organ(name: \"Twin\"), \"y\": Organ(name: \"Twin\") })";
    desk.put("club.ron", mine);
    desk.put(
        "clubs.csv",
        "Club,Part of,Started\nrookhaven  chess club,Union,1950\nTwin,,1960\nJuniors,Rookhaven Chess Club,1954\n",
    );
    let output = desk.run(&["import", "csv", "clubs.csv", "--into", "club.ron"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("`Twin` is the name of 2 things: `x`, `y`"), "{said}");
    let model = desk.read("club.ron");
    assert!(model.contains("\"rcc\": Organ(name: \"Rookhaven Chess Club\", names:"), "{model}");
    assert!(model.contains("under: \"rcc\"") && !model.contains("\"rookhaven-"), "{model}");
}

#[test]
fn an_organ_that_is_only_named_cites_every_row_that_names_it() {
    let desk = Desk::new();
    desk.put(
        "clubs.csv",
        "Club,Part of,Where from\nA,Union,Minute book p. 3\nB,Union,Gazette p. 9\nC,Union,Minute book p. 3\n",
    );
    desk.fine(&["import", "csv", "clubs.csv", "-o", "club.ron"]);
    let model = desk.read("club.ron");
    assert!(
        model.contains(
            "\"Union\": Organ(name: \"Union\", cite: [\"Minute-book p. 3\", \"Gazette p. 9\"])"
        ) || model.contains("\"Union\": Organ(cite: [\"Minute-book p. 3\", \"Gazette p. 9\"])"),
        "{model}"
    );
}

#[test]
fn the_files_that_a_model_includes_are_updated_too() {
    let desk = Desk::new();
    desk.put("clubs.csv", CLUBS);
    desk.fine(&["import", "csv", "clubs.csv", "--split", "model"]);
    desk.put("clubs.csv", &CLUBS.replace("c. 1954", "1953"));
    let said = desk.fine(&["import", "csv", "clubs.csv", "--into", "model/model.ron"]);
    assert!(said.contains("0 added, 1 updated"), "{said}");
    assert!(desk.read("model/organs.ron").contains("\"1953/1974\""));
    assert!(Path::new(&desk.0.path().join("model/model.ron.imported")).exists());
}

#[test]
fn a_memory_that_cannot_be_read_is_named_and_nothing_is_written() {
    let desk = Desk::new();
    desk.put("clubs.csv", CLUBS);
    desk.fine(&["import", "csv", "clubs.csv", "-o", "club.ron"]);
    let model = desk.read("club.ron");
    desk.put("club.ron.imported", "Imported(");
    let output = desk.run(&["import", "csv", "clubs.csv", "--into", "club.ron"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("delete that file to do without it"), "{said}");
    assert_eq!(desk.read("club.ron"), model);
}
