//! An example of each problem of the text itself, and the same text put right. Plain data; a test holds that the one
//! gives the problem and the other gives none.

/// A text with a problem, and without it.
pub(crate) struct CodeExample {
    /// The code of the problem.
    pub(crate) code: &'static str,
    /// A text that has it.
    pub(crate) fails: &'static str,
    /// The same text without it.
    pub(crate) passes: &'static str,
}

const fn example(code: &'static str, fails: &'static str, passes: &'static str) -> CodeExample {
    CodeExample { code, fails, passes }
}

/// The examples, by code. Problems with files have none: they cannot be shown in one text.
pub(crate) const EXAMPLES: &[CodeExample] = &[
    example(
        "L001",
        r#"Model(organs: { "club": Organ(nmae: "Chess Club") })"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
    example(
        "L002",
        r#"Model(organs: { "club": Organ(name: ["Chess Club"]) })"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
    example(
        "L003",
        r#"Model(organs: { "club": Organ(modality: Rumoured) })"#,
        r#"Model(organs: { "club": Organ(modality: Reported) })"#,
    ),
    example(
        "L004",
        r#"Model(organs: { "chess club": Organ() })"#,
        r#"Model(organs: { "chess-club": Organ(name: "Chess Club") })"#,
    ),
    example(
        "L005",
        r#"Model(organs: { "club": Organ(name: "Club", name: "Chess Club") })"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club", names: ["Club"]) })"#,
    ),
    example(
        "L006",
        r#"Model(sources: { "minutes": Source(), "minutes": Source() })"#,
        r#"Model(sources: { "minutes-1950": Source(), "minutes-1951": Source() })"#,
    ),
    example(
        "L007",
        r#"Model(organs: { "vera": Person(name: "Vera Stone") })"#,
        r#"Model(people: { "vera": Person(name: "Vera Stone") })"#,
    ),
    example(
        "L008",
        r#"Model(organs: { "club": Organ("Chess Club") })"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
    example(
        "L009",
        r#"Model(organs: { "club": Organ() }, posts: { "p": Post(organ: "club", seats: 1.5) })"#,
        r#"Model(organs: { "club": Organ() }, posts: { "p": Post(organ: "club", seats: 1) })"#,
    ),
    example(
        "L010",
        r#"Model(organs: { "club": Organ(name: Some("Chess Club")) })"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
    example(
        "L020",
        r#"Model(organs: { "club": Organ(), ? })"#,
        r#"Model(organs: { "club": Organ() })"#,
    ),
    example(
        "L021",
        r#"Model(organs: { "club": Organ() "board": Organ() })"#,
        r#"Model(organs: { "club": Organ(), "board": Organ() })"#,
    ),
    example(
        "L022",
        r#"Model(organs: { "club": Organ(name = "Chess Club") })"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
    example(
        "L023",
        r#"Model(organs: { "club": Organ(name: "Chess Club")"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
    example(
        "L024",
        r#"Model(organs: { "club": Organ(names: ["Chess Club")) })"#,
        r#"Model(organs: { "club": Organ(names: ["Chess Club"]) })"#,
    ),
    example(
        "L025",
        r#"Model(organs: { "club": Organ(name: "Chess Club) })"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
    example("L026", "Model(organs: {} /* to be filled)", "Model(organs: {} /* to be filled */)"),
    example(
        "L027",
        "Model(organs: { \"club\": Organ(name: 'Chess Club') })",
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
    example(
        "L028",
        r#"Model(organs: { "club": Organ(existence: 1950-05-02) })"#,
        r#"Model(organs: { "club": Organ(existence: "1950-05-02") })"#,
    ),
    example(
        "L029",
        r#"Model(organs: { "club": Organ("name": "Chess Club") })"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
    example(
        "L030",
        r#"Model(organs: { "club": Organ(name: "Chess\Club") })"#,
        r#"Model(organs: { "club": Organ(name: "Chess\\Club") })"#,
    ),
    example("L031", "#![enable(strange)]\nModel()", "Model()"),
    example("L033", "Model()\nModel()", "Model()"),
    example(
        "L034",
        r#"Model(organs: "club": Organ(name: "Chess Club") })"#,
        r#"Model(organs: { "club": Organ(name: "Chess Club") })"#,
    ),
];
