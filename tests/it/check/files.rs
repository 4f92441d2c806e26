//! Fixes in files, and rules that need several files.

use organigram::atomic_write::WriteError;
use organigram::check::fixes::{FixError, fix};
use organigram::check::{CheckOptions, check};

use super::{graph, run};

const BEFORE: &str = "Model(  // kept\r
    organs: {\r
        \"a\": Organ(existence: Date(edtf: \"1930-07-03\", as_written: \"July 1930\")), /* kept */\r
        \"b\": Organ(under: [\"a\"],   allow: [\"bad-date\", \"orphen\"]),\r
    },\r
)\r
";

#[test]
fn a_fix_touches_nothing_but_its_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(&path, BEFORE).unwrap();
    let model = graph(&path);
    let fixed = fix(&run(&model).diagnostics, model.texts()).unwrap();
    assert_eq!((fixed.files.len(), fixed.skipped), (1, 0));
    let after =
        BEFORE.replace("1930-07-03", "1930-07").replace("\"bad-date\", \"orphen\"", "\"orphan\"");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), after);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn a_fix_that_could_hit_something_else_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    for text in [
        // The name of the rule is escaped in the text.
        r#"Model(organs: { "a": Organ(allow: ["orphan\""]), "b": Organ(allow: ["orp\"han"]) })"#,
        r#"Model(levels: { "orp\"han": Off })"#,
        // Comments stand beside it.
        "Model(organs: { \"a\": Organ(existence: \"1950\", allow: [\"cycle\" /* c */, \"no-language\"]) })",
    ] {
        std::fs::write(&path, text).unwrap();
        let model = graph(&path);
        fix(&run(&model).diagnostics, model.texts()).unwrap();
        let fixed = std::fs::read_to_string(&path).unwrap();
        assert!(fixed.contains("\"a\": Organ(") || !text.contains("\"a\""), "{fixed}");
        assert!(fixed.contains("orphan\\\"") || !text.contains("orphan\\\""), "{fixed}");
        assert!(fixed.contains("/* c */, ") || !text.contains("/* c */"), "{fixed}");
        graph(&path);
    }
}

#[test]
fn a_comma_in_a_comment_is_no_comma_of_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    let text =
        "Model(organs: { \"a\": Organ(name: \"A\", allow: [\"orphan\", // see b,\n \"cycle\"]) })";
    std::fs::write(&path, text).unwrap();
    let model = graph(&path);
    fix(&run(&model).diagnostics, model.texts()).unwrap();
    graph(&path);
    assert!(std::fs::read_to_string(&path).unwrap().contains("// see b,\n"));
}

#[test]
fn a_file_that_has_changed_since_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(&path, BEFORE).unwrap();
    let model = graph(&path);
    std::fs::write(&path, "Model()").unwrap();
    let error = fix(&run(&model).diagnostics, model.texts()).unwrap_err();
    assert!(matches!(error, FixError::Write(WriteError::Changed(_))), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Model()");
}

fn write_two(folder: &std::path::Path) -> (std::path::PathBuf, std::path::PathBuf) {
    let (path, part) = (folder.join("model.ron"), folder.join("part.ron"));
    let main = "Model(include: [\"part.ron\"], organs: { \"c\": Organ(allow: [\"orphen\"]) })";
    std::fs::write(&path, main).unwrap();
    std::fs::write(&part, BEFORE).unwrap();
    (path, part)
}

#[test]
fn one_file_that_has_changed_keeps_all_from_being_mended() {
    let folder = tempfile::tempdir().unwrap();
    let (path, part) = write_two(folder.path());
    let before = std::fs::read(&path).unwrap();
    let model = graph(&path);
    let diagnostics = run(&model).diagnostics;
    std::fs::write(&part, "Model()").unwrap();
    fix(&diagnostics, model.texts()).unwrap_err();
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn one_file_that_may_not_be_written_keeps_all_from_being_mended() {
    let folder = tempfile::tempdir().unwrap();
    let (path, part) = write_two(folder.path());
    let before = std::fs::read(&path).unwrap();
    let mut rights = std::fs::metadata(&part).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&part, rights).unwrap();
    let model = graph(&path);
    let error = fix(&run(&model).diagnostics, model.texts()).unwrap_err();
    assert!(matches!(error, FixError::Write(WriteError::ReadOnly(_))), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read(&part).unwrap(), BEFORE.as_bytes());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_what_it_leads_to_is_mended() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (path, real) = (folder.path().join("model.ron"), elsewhere.path().join("real.ron"));
    std::fs::write(&real, BEFORE).unwrap();
    std::os::unix::fs::symlink(&real, &path).unwrap();
    let model = graph(&path);
    fix(&run(&model).diagnostics, model.texts()).unwrap();
    assert!(std::fs::symlink_metadata(&path).unwrap().is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().contains("\"1930-07\""));
}

#[test]
fn an_id_in_two_files_is_reported_with_both_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(&path, "Model(include: [\"a.ron\", \"b.ron\"])").unwrap();
    for name in ["a.ron", "b.ron"] {
        std::fs::write(folder.path().join(name), "Model(organs: { \"club\": Organ() })").unwrap();
    }
    let model = graph(&path);
    let report = run(&model);
    let reported = report.diagnostics.iter().find(|f| f.code.name == "duplicate-id").unwrap();
    let files: Vec<bool> = ["b.ron", "a.ron"]
        .iter()
        .zip(&reported.labels)
        .map(|(name, label)| model.texts().file_of(label.span.start).unwrap().name.ends_with(name))
        .collect();
    assert_eq!(files, [true, true]);
}

#[test]
fn an_include_that_adds_nothing_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(&path, "Model(include: [\"a.ron\", \"b.ron\"])").unwrap();
    std::fs::write(folder.path().join("a.ron"), "Model(organs: { \"a\": Organ() })").unwrap();
    std::fs::write(folder.path().join("b.ron"), "Model()").unwrap();
    let report = check(&graph(&path), &CheckOptions::default());
    let reported: Vec<_> =
        report.diagnostics.iter().filter(|f| f.code.name == "unused-include").collect();
    assert_eq!(reported.len(), 1);
    assert!(reported[0].file.as_deref().is_some_and(|file| file.ends_with("b.ron")));
}

#[test]
fn fixes_that_would_make_a_file_unreadable_are_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    let text = r#"Model(organs: { "a": Organ() }, levels: { "orphen": Off, "cycel": Off })"#;
    std::fs::write(&path, text).unwrap();
    let model = graph(&path);
    let mut diagnostics = run(&model).diagnostics;
    diagnostics.retain(|one| !one.fix.is_empty());
    assert_eq!(diagnostics.len(), 2);
    diagnostics[0].fix[0].text = "\"".to_owned();
    let error = fix(&diagnostics, model.texts()).unwrap_err();
    assert!(matches!(error, FixError::Unreadable { .. }), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}
