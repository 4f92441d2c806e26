//! Messages as people and programs see them.

use organigram::diagnostics::human::Human;
use organigram::diagnostics::{Diagnostics, json};
use organigram::load::{self, code};

use super::Lines;

fn shown(text: &str) -> String {
    let loaded = load::load_text("model.ron", text, Lines::default());
    let mut out = Vec::new();
    Human::default().write(&mut out, &loaded.diagnostics, &loaded.sources).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn codes_and_names_are_unique() {
    let mut codes: Vec<_> = code::ALL.iter().map(|code| (code.code, code.name)).collect();
    insta::assert_debug_snapshot!("codes", codes);
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup_by_key(|code| code.0);
    codes.sort_by_key(|code| code.1);
    codes.dedup_by_key(|code| code.1);
    assert_eq!(codes.len(), count);
}

#[test]
fn places_are_underlined_with_hangul_tabs_crlf_and_a_bom() {
    insta::assert_snapshot!(shown(
        "\u{feff}Model(\r\n\torgans: {\r\n\t\t\"당\": Organ(nmae: \"타도제국주의동맹\", kund: \"x\"),\r\n\t},\r\n)\r\n"
    ));
}

#[test]
fn two_places_of_one_diagnostic_are_both_shown() {
    let filler = "\n".repeat(30);
    insta::assert_snapshot!(shown(&format!(
        "Model(sources: {{\n  \"s\": Source(title: \"One\"),{filler}  \"s\": Source(title: \"Two\"),\n}})"
    )));
}

#[test]
fn a_long_line_is_shown_around_the_problem() {
    let long = "\"a\": Organ(), ".repeat(1000);
    insta::assert_snapshot!(shown(&format!(
        "Model(organs: {{ {long} \"b\": Organ(nmae: \"x\"), {long} }})"
    )));
}

#[test]
fn many_diagnostics_are_counted() {
    let faulty = "\"a\": Organ(x: 1),\n".repeat(2000);
    let text = format!("Model(organs: {{\n{faulty}}})");
    let loaded = load::load_text("model.ron", text, Lines::default());
    assert_eq!(loaded.diagnostics.kept().len(), Diagnostics::MOST);
    assert_eq!(loaded.diagnostics.counts().errors, 2000);
    let mut out = Vec::new();
    Human::default().write(&mut out, &loaded.diagnostics, &loaded.sources).unwrap();
    assert!(String::from_utf8(out).unwrap().ends_with("not shown: 1980 errors\n\n"));
}

#[test]
fn programs_get_one_object_a_line() {
    let loaded = load::load_text("model.ron", "Model(\n titel: \"x\")", Lines::default());
    let mut out = Vec::new();
    json::write(&mut out, loaded.diagnostics.kept(), &loaded.sources).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn the_page_of_each_problem_shows_a_text_that_has_it_and_one_that_has_not() {
    use organigram::project::{Project, explain_rule};
    let codes = |text: &str| -> Vec<&'static str> {
        let project = Project::from_text("x.ron", text);
        let codes = project.problems().iter().map(|found| found.code.code);
        codes.filter(|code| code.starts_with('L')).collect()
    };
    let mut without = Vec::new();
    for code in code::ALL {
        let page = explain_rule(code.code).unwrap();
        let texts: Vec<&str> =
            page.split("```ron\n").skip(1).filter_map(|part| part.split("\n```").next()).collect();
        match texts[..] {
            [fails, passes] => {
                assert_eq!(codes(fails), [code.code], "{fails}");
                assert!(codes(passes).is_empty(), "{passes}");
            }
            _ => without.push(code.code),
        }
    }
    // Brackets too deep to be shown, and problems with files.
    assert_eq!(without, ["L032", "L040", "L041", "L042", "L043", "L044", "L045", "L046", "L047"]);
}
