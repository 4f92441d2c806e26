//! A file that was cut off, or lost a character, is read to its end: diagnostics, never a panic.

use std::path::Path;

use organigram::load::{Loaded, load_text};

use super::Lines;

/// Each diagnostic must lie within the text, or it could not be shown.
fn read(text: &str) -> usize {
    let Loaded { sources, diagnostics, .. } = load_text("t.ron", text, Lines::default());
    let kept = diagnostics.kept();
    for found in kept {
        assert!(found.labels.iter().all(|label| sources.str(label.span).is_some()), "{found:?}");
    }
    kept.len()
}

fn mistakes() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/load/mistakes.ron");
    std::fs::read_to_string(path).unwrap()
}

/// A fuzzer found that recovery looked at the byte after the last one.
#[test]
fn a_file_cut_off_anywhere_is_read_to_its_end() {
    let text = mistakes();
    for (at, _) in text.char_indices().skip(1) {
        let found = read(&text[..at]);
        assert!(found > 0, "nothing is said of\n{}", &text[..at]);
    }
}

#[test]
fn a_file_that_lost_any_one_mark_is_read_to_its_end() {
    let text = mistakes();
    for (at, lost) in text.char_indices().filter(|(_, byte)| byte.is_ascii_punctuation()) {
        read(&format!("{}{}", &text[..at], &text[at + lost.len_utf8()..]));
    }
}

/// A fuzzer found that the second of two such ids was underlined as if it had quotation marks.
#[test]
fn a_repeated_id_without_quotation_marks_is_underlined_as_it_stands() {
    for end in ["", " ", "당신", ": 당"] {
        assert!(read(&format!("(sources: {{ a: Source(), a{end}")) > 0);
        assert!(read(&format!("(sources: {{ 'a': Source(), 'a':{end}")) > 0);
    }
}
