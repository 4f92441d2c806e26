//! What others find in our PDF: pdftotext the words, readers the links. `ORGANIGRAM_REQUIRE_POPPLER=1` makes a skip
//! a failure.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use quick_xml::Reader;
use quick_xml::events::Event;

/// Whether pdftotext is there; says why a test is skipped where it is not.
fn has_poppler() -> bool {
    if Command::new("pdftotext").arg("-v").output().is_ok() {
        return true;
    }
    let required = std::env::var_os("ORGANIGRAM_REQUIRE_POPPLER").is_some();
    assert!(!required, "ORGANIGRAM_REQUIRE_POPPLER is set and `pdftotext` cannot be run");
    eprintln!("skipped: `pdftotext` cannot be run, so no PDF is read back; install poppler-utils");
    false
}

fn drawn(model: &str, view: &str, more: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_organigram"));
    command.args(["render", model, view, "-o", "-"]).args(more);
    let run = command.current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let run = run.expect("the program was built for the tests");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

/// The text of a PDF.
fn read(pdf: &[u8]) -> String {
    let mut program = Command::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext runs");
    let mut stdin = program.stdin.take().expect("it is piped");
    let bytes = pdf.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let read = program.wait_with_output().expect("pdftotext ends");
    writer.join().expect("the writer ends").expect("pdftotext reads to the end");
    String::from_utf8(read.stdout).expect("it is asked for UTF-8")
}

/// The words of a text, without the signs round them.
fn words(text: &str) -> BTreeSet<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What the texts of an SVG say, a line each.
fn said(svg: &str) -> String {
    let mut reader = Reader::from_str(svg);
    let (mut said, mut within) = (String::new(), false);
    loop {
        match reader.read_event().expect("the SVG is well-formed") {
            Event::Start(tag) if matches!(tag.name().as_ref(), "text" | "tspan") => {
                within = true;
                said.push('\n');
            }
            Event::End(tag) if tag.name().as_ref() == "text" => within = false,
            Event::Text(text) if within => said.push_str(&text),
            Event::Eof => return said,
            _ => {}
        }
    }
}

#[test]
fn the_words_of_every_script_are_found() {
    if !has_poppler() {
        return;
    }
    for (model, view) in [
        ("models/six-scripts.ron", "chart-1939"),
        ("models/six-scripts.ron", "history"),
        ("models/wpk.ron", "origins"),
        ("models/wpk.ron", "everyone-2013"),
        ("models/wpk.ron", "bureau-2013"),
    ] {
        let svg = drawn(model, view, &["--format", "svg"]);
        let shown = words(&said(&String::from_utf8(svg).expect("SVG is UTF-8")));
        assert!(shown.len() > 20, "{view}: {shown:?}");
        for paper in ["fitting", "a4"] {
            let text = read(&drawn(model, view, &["--format", "pdf", "--paper", paper]));
            assert!(!text.contains(['\u{2066}', '\u{2067}', '\u{2069}', '\u{FFFD}']), "{text}");
            let missing: Vec<_> = shown.difference(&words(&text)).cloned().collect();
            assert!(missing.is_empty(), "{view} on {paper}: {missing:?} in {text}");
        }
    }
}

#[test]
fn words_of_arabic_stand_in_their_order_with_blanks_between() {
    if !has_poppler() {
        return;
    }
    let pdf = drawn("models/six-scripts.ron", "chart-1939", &["--format", "pdf"]);
    let text = read(&pdf);
    for line in
        ["اتحاد صانعي الأجراس", "صناعة النحاس والأجراس", "في بلاد الشام", "איגוד יוצקי הפעמונים"]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
}

/// How often a PDF holds these bytes; what is not drawn stands in it as it is.
fn count(pdf: &[u8], bytes: &str) -> usize {
    pdf.windows(bytes.len()).filter(|window| *window == bytes.as_bytes()).count()
}

#[test]
fn marks_lead_to_their_sources() {
    let svg = drawn("models/wpk.ron", "origins", &["--format", "svg"]);
    let marks = count(&svg, "href=\"#s-");
    assert!(marks > 10);
    for paper in ["fitting", "a4"] {
        let pdf = drawn("models/wpk.ron", "origins", &["--format", "pdf", "--paper", paper]);
        assert!(count(&pdf, "/Subtype/Link") + count(&pdf, "/Subtype /Link") >= marks, "{paper}");
        assert!(count(&pdf, "/XYZ") > 0, "{paper}");
    }
}
