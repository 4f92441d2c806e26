//! Workbooks between organigram and the programs that people have: openpyxl, which many use, writes them and reads them
//! back. `ORGANIGRAM_REQUIRE_OPENPYXL=1` makes a skip a failure.

use std::path::Path;
use std::process::Command;

/// Whether openpyxl is there; says why a test is skipped where it is not.
fn has_openpyxl() -> bool {
    let asked = Command::new("python3").args(["-c", "import openpyxl"]).output();
    if asked.is_ok_and(|asked| asked.status.success()) {
        return true;
    }
    let required = std::env::var_os("ORGANIGRAM_REQUIRE_OPENPYXL").is_some();
    assert!(!required, "ORGANIGRAM_REQUIRE_OPENPYXL is set and python3 has no openpyxl");
    eprintln!("skipped: python3 has no openpyxl, so no workbook is tried; install it by pip");
    false
}

fn python(script: &str, folder: &Path) -> String {
    let run = Command::new("python3").args(["-c", script]).current_dir(folder).output();
    let run = run.expect("python3 was asked before");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("it prints text")
}

/// What the program prints, of both kinds, and how it ends.
fn organigram(args: &[&str], folder: &Path) -> (String, Option<i32>) {
    let run =
        Command::new(env!("CARGO_BIN_EXE_organigram")).args(args).current_dir(folder).output();
    let run = run.expect("the program runs");
    let said = [run.stdout, run.stderr].concat();
    (String::from_utf8(said).expect("it prints text"), run.status.code())
}

#[test]
fn our_workbook_is_read_by_others_with_all_that_it_says() {
    if !has_openpyxl() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let models = std::fs::canonicalize("models").unwrap();
    let model = models.join("chess-club.ron").display().to_string();
    let (said, code) = organigram(&["export", "xlsx", &model, "-o", "club.xlsx"], folder.path());
    assert_eq!(code, Some(0), "{said}");
    let read = python(
        "import openpyxl\n\
         book = openpyxl.load_workbook('club.xlsx')\n\
         for sheet in book:\n\
         \x20   print(sheet.title, sheet.freeze_panes, sheet.auto_filter.ref == sheet.dimensions, sheet.max_row)\n\
         organs = list(book['organs'].iter_rows(values_only=True))\n\
         columns = organs[0]\n\
         for row in organs[1:]:\n\
         \x20   said = dict(zip(columns, row))\n\
         \x20   print(said['id'], said['start earliest'], said['start latest'], said['end earliest'], said['end known'],\n\
         \x20       said['modality'], said['sources'], sep='|')\n",
        folder.path(),
    );
    insta::assert_snapshot!(read);
    // What another program has of it comes back.
    let (_, code) = organigram(&["import", "xlsx", "club.xlsx", "-o", "back.ron"], folder.path());
    assert_eq!(code, Some(0));
    let ids = |model: &str| {
        organigram(&["query", model, "all()", "--columns", "id", "--format", "csv"], folder.path())
            .0
    };
    assert_eq!(ids("back.ron"), ids(&model));
}

#[test]
fn workbooks_as_people_have_them_are_read() {
    if !has_openpyxl() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    python(
        "import openpyxl, datetime\n\
         book = openpyxl.Workbook()\n\
         sheet = book.active\n\
         sheet.title = 'Departments'\n\
         for row in [['Departments of the Ministry'], [],\n\
         \x20   ['Department', 'Belongs to', 'Founded', 'Closed', 'Head', 'Source'],\n\
         \x20   ['Ministry', None, datetime.date(1950, 5, 2), None, 'A. Meier (1950-53)', 'Yearbook 1950, p. 3'],\n\
         \x20   ['Roads', 'Ministry', datetime.date(1951, 1, 1), datetime.date(1960, 12, 31), None, 'Yearbook 1951, p. 4'],\n\
         \x20   ['Canals', None, 'c. 1953', 1960, None, 'Yearbook 1953'],\n\
         \x20   ['Total', None, 3]]:\n\
         \x20   sheet.append(row)\n\
         sheet['C5'].number_format = 'yyyy'\n\
         sheet.merge_cells('B5:B6')\n\
         people = book.create_sheet('People')\n\
         for row in [['Name', 'Born'], ['A. Meier', 1901]]:\n\
         \x20   people.append(row)\n\
         book.create_sheet('Notes').append(['made by hand'])\n\
         book.create_sheet('Empty')\n\
         book.save('messy.xlsx')\n",
        folder.path(),
    );
    let (said, _) = organigram(&["import", "xlsx", "messy.xlsx"], folder.path());
    insta::assert_snapshot!(said);
    let (said, code) =
        organigram(&["import", "xlsx", "messy.xlsx", "--sheet", "People"], folder.path());
    assert!(said.contains("A. Meier") && !said.contains("Roads"), "{said}");
    assert_eq!(code, Some(0));
    let (said, code) =
        organigram(&["import", "xlsx", "messy.xlsx", "--sheet", "Persons"], folder.path());
    assert!(
        said.contains("it has no sheet `Persons`; its sheets are `Departments`, `People`"),
        "{said}"
    );
    assert_eq!(code, Some(2));
}
