//! Mends in files, and rules that need several files.

use organigram::check::mend::{MendError, mend};
use organigram::check::{Options, check};

use super::{graph, run};

const BEFORE: &str = "Model(  // kept\r
    organs: {\r
        \"a\": Organ(existence: Date(edtf: \"1930-07-03\", as_written: \"July 1930\")), /* kept */\r
        \"b\": Organ(under: [\"a\"],   allow: [\"bad-date\", \"orphen\"]),\r
    },\r
)\r
";

#[test]
fn a_mend_touches_nothing_but_its_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(&path, BEFORE).unwrap();
    let model = graph(&path);
    let mended = mend(&run(&model).findings, model.texts()).unwrap();
    assert_eq!((mended.files.len(), mended.skipped), (1, 0));
    let after =
        BEFORE.replace("1930-07-03", "1930-07").replace("\"bad-date\", \"orphen\"", "\"orphan\"");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), after);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn a_file_that_has_changed_since_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(&path, BEFORE).unwrap();
    let model = graph(&path);
    std::fs::write(&path, "Model()").unwrap();
    let error = mend(&run(&model).findings, model.texts()).unwrap_err();
    assert!(matches!(error, MendError::Changed(_)), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Model()");
}

#[test]
fn an_include_that_adds_nothing_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(&path, "Model(include: [\"a.ron\", \"b.ron\"])").unwrap();
    std::fs::write(folder.path().join("a.ron"), "Model(organs: { \"a\": Organ() })").unwrap();
    std::fs::write(folder.path().join("b.ron"), "Model()").unwrap();
    let report = check(&graph(&path), &Options::default());
    let told: Vec<_> = report.findings.iter().filter(|f| f.code.name == "unused-include").collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].file.as_deref().is_some_and(|file| file.ends_with("b.ron")));
}
