//! The language reference: its examples are read without a diagnostic, agree with `ron`, and show
//! every field of every record.

use organigram::graph::Builder;
use organigram::load::load_text;
use organigram::model::*;

fn examples() -> Vec<String> {
    let page = std::fs::read_to_string("docs/language.md").unwrap();
    let blocks = page.split("```ron").skip(1);
    blocks
        .map(|block| block.split_once('\n').unwrap().1.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn every_example_is_read_without_a_diagnostic_and_as_ron_reads_it() {
    for example in examples() {
        if example.trim_start().starts_with("Charter(") {
            ron::from_str::<Charter>(&example).expect(&example);
            let model = format!("Model(charter: {example})");
            assert!(
                load_text("charter", model, Builder::default()).diagnostics.is_empty(),
                "{example}"
            );
            continue;
        }
        let plain: Model = ron::from_str(&example).expect(&example);
        assert!(!plain.title.is_empty() || plain != Model::default(), "{example}");
        let loaded = load_text("example", example.clone(), Builder::default());
        let diagnostics: Vec<&str> =
            loaded.diagnostics.kept().iter().map(|found| found.code.name).collect();
        assert!(
            diagnostics.iter().all(|name| name.starts_with("include")
                || name.starts_with("charter")
                || *name == "cannot-include"),
            "{diagnostics:?} in {example}"
        );
    }
}

#[test]
fn every_field_and_every_choice_is_shown() {
    let shown = examples().join("\n");
    let mut missing = Vec::new();
    let mut fields = |name: &str, fields: &[&str]| {
        for field in fields {
            if !shown.contains(&format!("{field}: ")) {
                missing.push(format!("{name}.{field}"));
            }
        }
    };
    fields("Model", Model::FIELDS);
    fields("Source", Source::FIELDS);
    fields("Cite", Cite::FIELDS);
    fields("Organ", Organ::FIELDS);
    fields("Name", Name::FIELDS);
    fields("Under", Under::FIELDS);
    fields("Members", Members::FIELDS);
    fields("Number", Number::FIELDS);
    fields("Remit", Remit::FIELDS);
    fields("Date", Date::FIELDS);
    fields("Allow", Allow::FIELDS);
    fields("Claim", &["value", "during", "cite", "modality", "note"]);
    fields("TransitionSpec", TransitionSpec::FIELDS);
    fields("Event", Event::FIELDS);
    fields("Post", Post::FIELDS);
    fields("Under", PostUnder::FIELDS);
    fields("Person", Person::FIELDS);
    fields("Tenure", Tenure::FIELDS);
    fields("Seat", Seat::FIELDS);
    fields("ViewSpec", ViewSpec::FIELDS);
    fields("Charter", Charter::FIELDS);
    fields("Kind", Kind::FIELDS);
    fields("Stand", Stand::FIELDS);
    fields("Size", Size::FIELDS);
    fields("Line", Line::FIELDS);
    fields("UserRule", UserRule::FIELDS);
    let page = std::fs::read_to_string("docs/language.md").unwrap();
    let mut choices = |names: &[&str]| {
        missing.extend(
            names.iter().filter(|name| !page.contains(**name)).map(|name| (*name).to_owned()),
        );
    };
    choices(Modality::NAMES);
    choices(Status::NAMES);
    choices(Membership::NAMES);
    choices(ListOrder::NAMES);
    choices(SuccessionIn::NAMES);
    choices(TransitionKind::NAMES);
    choices(Reliability::NAMES);
    choices(Shape::NAMES);
    choices(RuleLevel::NAMES);
    choices(Show::NAMES);
    choices(ViewForm::NAMES);
    choices(Compared::NAMES);
    assert!(missing.is_empty(), "docs/language.md does not show {missing:?}");
}
