//! Files: includes, charters, and everything that a disk can hold against us.

use std::fs;
use std::path::Path;

use organigram::load::{self, LoadOptions, Loaded, Outside};

use super::Lines;

/// Writes files into a new folder and loads the first of them.
fn load_files(
    files: &[(&str, &[u8])],
    options: &LoadOptions,
) -> (Loaded<Lines>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    (load::load(&folder.path().join(files[0].0), options, Lines::default()), folder)
}

/// The names of the diagnostics of some files.
fn names(files: &[(&str, &[u8])]) -> Vec<&'static str> {
    let (loaded, _folder) = load_files(files, &LoadOptions::default());
    loaded.diagnostics.kept().iter().map(|found| found.code.name).collect()
}

#[test]
fn includes_are_read_once_each_in_order() {
    let (loaded, _folder) = load_files(
        &[
            (
                "m/main.ron",
                b"Model(include: [\"*.ron\", \"parts/**/*.ron\", \"b.ron\"], charter: \"c/c.ron\")",
            ),
            ("m/b.ron", b"Model(title: \"b\", include: \"parts/x.ron\")"),
            ("m/a.ron", b"(organs: {\"a\": ()})"),
            ("m/parts/x.ron", b"(note: \"x\")"),
            ("m/parts/deep/y.ron", b"(note: \"y\")"),
            ("m/c/c.ron", b"Charter(name: \"C\", kinds: {\"k\": Kind()})"),
        ],
        &LoadOptions::default(),
    );
    assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
    let files: Vec<_> =
        loaded.sources.files().iter().map(|f| f.path.file_name().unwrap()).collect();
    assert_eq!(files, ["main.ron", "a.ron", "b.ron", "y.ron", "x.ron", "c.ron"]);
    assert_eq!(loaded.charter.unwrap().name, "C");
}

#[test]
fn a_circle_of_includes_is_reported_with_the_way_round() {
    let (loaded, _folder) = load_files(
        &[
            ("a.ron", b"(include: \"b.ron\")"),
            ("b.ron", b"(include: \"c.ron\")"),
            ("c.ron", b"(include: \"b.ron\")"),
        ],
        &LoadOptions::default(),
    );
    let [found] = loaded.diagnostics.kept() else { panic!("{:#?}", loaded.diagnostics) };
    assert_eq!(found.code.name, "include-cycle");
    let files: Vec<_> =
        found.notes[0].split(" -> ").map(|path| Path::new(path).file_name().unwrap()).collect();
    assert_eq!(files, ["b.ron", "c.ron", "b.ron"]);
    assert_eq!(names(&[("a.ron", b"(include: \"a.ron\")")]), ["include-cycle"]);
}

#[test]
fn an_include_that_leaves_the_folder_needs_leave() {
    let files: &[(&str, &[u8])] =
        &[("m/a.ron", b"(include: \"../b.ron\")"), ("b.ron", b"(title: \"b\")")];
    assert_eq!(names(files), ["include-outside"]);
    let allowed = LoadOptions::default().outside(Outside::Allowed);
    let (loaded, _folder) = load_files(files, &allowed);
    assert!(loaded.diagnostics.is_empty());
    assert_eq!(loaded.sink.0.len(), 2);
    assert_eq!(names(&[("a.ron", b"(include: \"/etc/passwd\")")]), ["include-outside"]);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_and_a_circle_of_links_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("m");
    fs::create_dir(&inner).unwrap();
    fs::write(folder.path().join("secret.ron"), "(title: \"secret\")").unwrap();
    fs::write(inner.join("a.ron"), "(include: [\"out.ron\", \"loop.ron\", \"**/z*.ron\"])")
        .unwrap();
    std::os::unix::fs::symlink("../secret.ron", inner.join("out.ron")).unwrap();
    std::os::unix::fs::symlink("loop.ron", inner.join("loop.ron")).unwrap();
    std::os::unix::fs::symlink(".", inner.join("again")).unwrap();
    let loaded = load::load(&inner.join("a.ron"), &LoadOptions::default(), Lines::default());
    let names: Vec<_> = loaded.diagnostics.kept().iter().map(|found| found.code.name).collect();
    assert_eq!(names, ["include-outside", "unreadable-file", "include-nothing"]);
}

#[test]
fn what_cannot_be_read_is_reported_and_nothing_panics() {
    assert_eq!(names(&[("a.ron", b"")]), ["unexpected"]);
    assert_eq!(names(&[("a.ron", b"\xef\xbb\xbfModel(title: \"x\")\r\n")]), [""; 0]);
    assert_eq!(names(&[("a.ron", b"(title: \"\xff\")")]), ["not-utf8"]);
    assert_eq!(names(&[("a.ron", b"(title: \"a\0\")")]), ["not-text"]);
    assert_eq!(names(&[("a.ron", b"(title: \"a\\0b\\x00\\u{0}\")")]), ["bad-escape"; 3]);
    assert_eq!(
        names(&[("a.ron", b"(include: [\"b.rno\", \"*.x\"])"), ("b.ron", b"()")]),
        ["include-nothing"; 2]
    );
    assert_eq!(names(&[("a.ron", b"(include: \"d\")"), ("d/x", b"")]), ["unreadable-file"]);
    assert_eq!(
        names(&[
            ("a.ron", b"(charter: \"c.ron\", include: \"b.ron\")"),
            ("b.ron", b"(charter: Charter())"),
            ("c.ron", b"Charter()")
        ]),
        ["two-charters"]
    );
    assert_eq!(
        names(&[
            ("a.ron", b"(sources: {\"s\": ()}, include: \"b.ron\")"),
            ("b.ron", b"(sources: {\"s\": ()})")
        ]),
        ["repeated-id"]
    );
    let missing =
        load::load(Path::new("/nowhere/x.ron"), &LoadOptions::default(), Lines::default());
    assert_eq!(missing.diagnostics.kept()[0].code.name, "unreadable-file");
}

#[cfg(unix)]
#[test]
fn an_endless_file_is_refused() {
    let endless = load::load(Path::new("/dev/zero"), &LoadOptions::default(), Lines::default());
    assert_eq!(
        endless.diagnostics.kept()[0].message,
        "/dev/zero is not a regular file (it is a device or a pipe)"
    );
    assert!(names(&[("a.ron", b"(include: \"/dev/zero\")")]) == ["include-outside"]);
}

#[test]
fn hostile_texts_end_soon() {
    let deep = format!("(title: {}", "[".repeat(1_000_000));
    let raw = "    \"a\": Organ(name: r##\"x),\n".repeat(50_000);
    let raw = format!("(\n  organs: {{\n{raw}  }})");
    let quotes = "    \"a\": Organ(name: \"x),\n".repeat(50_000);
    let quotes = format!("(\n  organs: {{\n{quotes}  }})");
    let comments = format!("({}", "/*".repeat(500_000));
    let commas = ",".repeat(500_000);
    let somes = format!("(title: {}", "Some(".repeat(100_000));
    let closing = format!("(organs: {{{}", "\"a\": )".repeat(100_000));
    let spanning = "    \"a\": Organ(r#\"\n".repeat(30_000);
    let spanning = format!("(\n  organs: {{\n{spanning}\"#");
    for text in [deep, raw, quotes, comments, commas, somes, closing, spanning] {
        let loaded = load::load_text("hostile.ron", text, Lines::default());
        assert!(loaded.diagnostics.counts().errors > 0);
        assert!(loaded.diagnostics.kept().len() <= organigram::diagnostics::Diagnostics::MOST);
    }
}

#[test]
fn a_file_cut_off_anywhere_gives_at_most_a_few_diagnostics() {
    let text = "Model(\n  title: \"T\",\n  organs: {\n    \"a\": Organ(name: \"당\", under: [\"b\"]),\n    \
                \"b\": (existence: [Claim(value: \"1950/\", cite: [\"s\"])]),\n  },\n  transitions: [\n    \
                Split(from: \"a\", into: [\"b\"]),\n  ],\n)\n";
    let end = text.trim_end().len();
    for cut in (0..end).filter(|&cut| text.is_char_boundary(cut)) {
        let loaded = load::load_text("cut.ron", &text[..cut], Lines::default());
        let count = loaded.diagnostics.counts().total();
        assert!((1..=3).contains(&count), "{:?}\n{:#?}", &text[..cut], loaded.diagnostics);
    }
}

#[test]
fn ten_thousand_includes_are_read() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..10_000 {
        fs::write(
            folder.path().join(format!("f{i:05}.ron")),
            format!("(organs: {{\"o{i}\": ()}})"),
        )
        .unwrap();
    }
    let entry = folder.path().join("main.ron");
    fs::write(&entry, "(include: \"f*.ron\")").unwrap();
    let loaded = load::load(&entry, &LoadOptions::default(), Lines::default());
    assert!(loaded.diagnostics.is_empty());
    assert_eq!(loaded.sink.0.len(), 10_001);
    assert!(loaded.sink.0[10_000].contains("o9999"));
}

#[test]
fn many_files_that_include_each_other_are_read_once_each() {
    let files: Vec<(String, &[u8])> =
        (0..400).map(|at| (format!("m{at}.ron"), &b"(include: \"*.ron\")"[..])).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (&**name, *text)).collect();
    let (loaded, _folder) = load_files(&files, &LoadOptions::default());
    assert_eq!(loaded.sources.files().len(), 400);
    let names: Vec<_> = loaded.diagnostics.kept().iter().map(|found| found.code.name).collect();
    assert!(names.len() < 400 && names.iter().all(|name| *name == "include-cycle"), "{names:?}");
}

#[test]
fn a_search_outside_is_refused_before_it_begins() {
    let (loaded, _folder) = load_files(
        &[("main.ron", b"(include: \"../../../../../../../**\")")],
        &LoadOptions::default(),
    );
    let names: Vec<_> = loaded.diagnostics.kept().iter().map(|found| found.code.name).collect();
    assert_eq!(names, ["include-outside"]);
}

#[test]
fn a_pattern_that_nobody_can_follow_is_refused_in_words() {
    let text = format!("(include: \"{}\")", "{".repeat(250));
    let (loaded, _folder) = load_files(&[("main.ron", text.as_bytes())], &LoadOptions::default());
    let words = &loaded.diagnostics.kept()[0].message;
    assert!(words.contains("nested more than 8 deep"), "{words}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_an_error_where_it_would_be_included() {
    use std::os::unix::ffi::OsStrExt;
    let (_, folder) = load_files(&[("main.ron", b"(include: \"*.ron\")")], &LoadOptions::default());
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"\xff.txt")), "").unwrap();
    let load =
        || load::load(&folder.path().join("main.ron"), &LoadOptions::default(), Lines::default());
    assert!(load().diagnostics.is_empty());
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"\xff.ron")), "()").unwrap();
    let loaded = load();
    assert!(
        loaded.diagnostics.kept()[0].message.contains("is not valid UTF-8 (Unicode): rename it")
    );
}
