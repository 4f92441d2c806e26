//! The number of threads never shows in what is read.

use organigram::load;
use organigram::text::SourceFile;

use super::Lines;

/// A model of a few megabytes: large enough to be read in pieces.
fn large(entry: impl Fn(usize) -> String, tail: &str) -> String {
    let body: String = (0..60_000).map(entry).collect();
    format!("Model(\n    organs: {{\n{body}    }},\n{tail})\n")
}

fn alike(text: String) -> usize {
    let files = [SourceFile::alone("large.ron", text)];
    assert!(files[0].text().len() > 4 << 20, "{}", files[0].text().len());
    let (one, found) = load::read(&files, Lines::default(), 1);
    for threads in [2, 3, 7] {
        let (many, also) = load::read(&files, Lines::default(), threads);
        assert!(many == one, "{threads} threads read something else");
        assert_eq!(also.kept(), found.kept());
        assert_eq!(also.counts(), found.counts());
    }
    one.0.len()
}

fn organ(i: usize) -> String {
    format!(
        "        \"p.b{i}\": Organ(name: \"Organisation {i}\", under: [\"p\"], cite: [\"reg p. 7\"]),\n"
    )
}

#[test]
fn a_clean_file_is_read_alike() {
    assert_eq!(alike(large(organ, "    people: { \"x\": Person() },\n")), 60_001);
}

#[test]
fn problems_and_a_repeated_section_are_reported_alike() {
    let faulty = |i: usize| match i % 9_000 {
        7 => format!("        \"p.b{i}\": Organ(nmae: \"Organisation {i}\", under: [\"p\"]),\n"),
        8 => format!("        \"p.b{i}\": Organ(name: \"Organisation {i}, under: [\"p\"]),\n"),
        9 => format!("        \"p.b{i}\": Organ(name: \"Organisation {i}\", under: [\"p\"],\n"),
        _ => organ(i),
    };
    alike(large(faulty, "    organs: {},\n"));
}

#[test]
fn entries_inside_a_text_or_a_comment_deceive_nobody() {
    let inside = |i: usize| match i {
        10 => "        /*\n".to_owned(),
        59_990 => "        */\n".to_owned(),
        _ => organ(i),
    };
    assert_eq!(alike(large(inside, "")), 19);
    let inside = |i: usize| match i {
        10 => "        \"long\": Organ(note: r#\"\n".to_owned(),
        59_990 => "\"#),\n".to_owned(),
        _ => organ(i),
    };
    assert_eq!(alike(large(inside, "")), 20);
}
