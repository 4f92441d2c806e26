use super::*;

const EXAMPLE: &str = r#"
#![enable(implicit_some)]
Model(
    title: "Example",
    charter: "charters/leninist.ron",
    include: ["wpk/*.ron"],
    sources: { "e": Source(title: "October", published: "2013-10-10"), "e#m": Source(within: "e") },
    organs: {
        "diu": Organ(kind: "union", name: "Union", names: ["DIU", Name(text: "동맹", lang: "ko")],
            existence: "1926-10-17/", cite: "e §1 L39"),
        "pb": (kind: ["bureau"], under: "cc",
            existence: [Claim(value: "[..2013-01]/", cite: [Cite(source: "n", at: "L4")]), "2012/"]),
        "hpwc": Organ(under: [Under(organ: "pc", line: "guided_by", during: "1936-12/", modality: Inferred)],
            existence: Date(edtf: "1936-12/", as_written: "December 1936"),
            members: Members(count: 31), allow: [Allow(rule: "orphan", reason: "no source says")]),
    },
    transitions: [
        Split(from: "diu", into: ["aiyl", "ycl"], on: "[1926-10-17..1930-06-30]", cite: ["e"]),
        Merged(from: ["a", "b"], into: "c", on: [Claim(value: "1949-06-24", cite: ["w"], modality: Reported)]),
    ],
    events: { "m": Event(series: "csm", number: 4, on: "2013-01-28", modality: Planned) },
    posts: { "gs": Post(title: "General Secretary", organ: "wpk", seats: 1) },
    people: { "kji": Person(name: "Kim Jong Il", died: "2011-12-17") },
    tenures: [Tenure(person: "kji", post: "gs", during: "1997-10-08/2011", status: Held)],
    seats: [Seat(person: "kji", organ: "pb", rank: 1, membership: Candidate)],
    views: { "now": Hierarchy(root: "wpk", as_of: "2013", show: Possible) },
    queries: { "q": "all()" },
    levels: { "orphan": Off },
)
"#;

#[test]
fn every_short_form_reads_and_what_is_written_reads_back_equal() {
    let model: Model = ron::from_str(EXAMPLE).expect("the example is RON");
    let union = &model.organs["diu"];
    assert_eq!(union.names[0].text, "DIU");
    assert_eq!(union.cite[0].source, "e");
    assert_eq!(union.cite[0].at, "§1 L39");
    let claims = model.organs["pb"].existence.claims();
    assert_eq!(claims[0].cite[0].at, "L4");
    assert_eq!(claims[1].value.edtf, "2012/");
    assert_eq!(model.transitions[0].kind, TransitionKind::Split);
    assert_eq!(model.transitions[1].change.on.claims()[0].modality, Modality::Reported);
    assert_eq!(model.views["now"].spec.show, Show::Possible);
    for written in [
        ron::to_string(&model).unwrap(),
        ron::ser::to_string_pretty(&model, ron::ser::PrettyConfig::new().struct_names(true))
            .unwrap(),
    ] {
        assert_eq!(ron::from_str::<Model>(&written).expect(&written), model);
    }
}

#[test]
fn an_unknown_field_is_refused() {
    assert!(ron::from_str::<Organ>("Organ(nmae: \"x\")").is_err());
    assert!(ron::from_str::<Transition>("Split(form: \"x\")").is_err());
}
