//! Whatever `ron` accepts is read to the same model.

use organigram::load;
use organigram::model::Model;
use organigram::text::SourceMap;

/// The faults that `ron` does not see, by design: `load`'s documentation names each.
const STRICTER: &[&str] = &[
    "repeated-id",
    "bad-id",
    "wrong-record",
    "wrong-bracket",
    "wrong-quotes",
    "missing-field-name",
    "wrong-type",
];

/// Compares the two readers on one text. Gives whether `ron` accepts it.
pub(super) fn compare(text: &str) -> bool {
    let ours = SourceMap::of("t.ron", text);
    let (model, findings) = load::model(&ours);
    let Ok(theirs) = ron::from_str::<Model>(text) else { return false };
    let errors: Vec<_> =
        findings.iter().filter(|found| found.level == organigram::diag::Level::Error).collect();
    if errors.iter().any(|found| STRICTER.contains(&found.code.name)) {
        return true;
    }
    assert!(errors.is_empty(), "ron accepts what we refuse:\n{text}\n{errors:#?}");
    assert_eq!(model, theirs, "the two read different models:\n{text}");
    true
}

const CORPUS: &[&str] = &[
    "Model()",
    "()",
    "( )",
    "(title: \"a\")",
    "Model(title:\"a\",)",
    "/* a /* b */ */ Model // c\n ( /**/ title /* */ : /* */ \"x\" /* */ , // d\n ) // end",
    "#![enable(implicit_some)] Model(title: \"x\")",
    "#![enable(unwrap_newtypes, unwrap_variant_newtypes,)]\n#![enable(explicit_struct_names)]\nModel(title: \"x\")",
    "# ! [ enable ( implicit_some ) ] Model()",
    "#![type = \"x\"]\n#![schema = \"y\"]\nModel()",
    "r#Model(r#title: \"x\")",
    "Model(title: r\"a\\b\")",
    "Model(title: r#\"a\"b\"#, note: r##\"a\"#b\"##)",
    r#"Model(title: "a\n\r\t\0\\\"\'\x41\xEA\xB9\x80\u{AC00}\u{1F600}b")"#,
    "Model(title: \"a \\\n   b\", note: \"a\nb\")",
    "Model(title: \"tab\there\u{0}nul\")",
    "Model(organs: {})",
    "Model(organs: {\"a\": ()})",
    "Model(organs: {r\"a\": Organ(),})",
    "Model(organs: {\"a\": Organ(kind: \"k\", name: \"n\", under: \"b\", existence: \"1950/\", cite: \"s p. 3\")})",
    "Model(organs: {\"a\": Organ(kind: [\"k\"], names: [\"n\", (text: \"m\", lang: \"ko\")], under: [\"b\", Under(organ: \"c\", line: \"l\", during: [\"1\", Claim(value: \"2\", cite: \"s\")])])})",
    "Model(organs: {\"a\": Organ(existence: [Claim(value: Date(edtf: \"1\", as_written: \"one\"), modality: Implied), (value: \"2\")])})",
    "Model(organs: {\"a\": (members: (count: 0x1F)), \"b\": (members: [(count: +1_000), (count: 7u64), (count: 0b101), (count: 0o17)])})",
    "Model(posts: {\"p\": (seats: 4u32)})",
    "Model(transitions: [Split(from: \"a\", into: [\"b\", \"c\"]), Founded(), r#Origin(how: \"x\")])",
    "Model(transitions: [Split (from: \"a\")])",
    "Model(levels: {\"orphan\": Off, \"x\": r#Warn})",
    "Model(charter: \"a.ron\")",
    "Model(charter: Charter(kinds: {\"k\": (members: (least: 5, most: 30), needs_superior: true, under: [\"a\", Stand(kind: \"b\", line: \"c\")])}))",
    "Model(charter: Charter(lines: {\"l\": Line(several: false)}, rules: {\"r\": UserRule(level: Error, query: \"q\")}))",
    "Model(views: {\"v\": Hierarchy(root: [\"a\", \"b\"], depth: 3, modality: [Inferred, Reported])})",
    "Model(queries: {\"q\": \"all()\"})",
    "Model(seats: [(person: \"a\", organ: \"b\", rank: 1, membership: Candidate)])",
    "Model(\u{b}\u{c}\u{85}\u{200e}\u{2028}title: \"x\")",
    "Model(cite: Some(\"x\"))",
    "Model(organs: {\"a\": Organ(cite: [], names: [])})",
    "Model(organs: {\"타도제국주의동맹\": Organ(name: \"당\")})",
    "Model(title: \"x\") // the end",
    "Model(title: \"x\") /",
    "Model(title: \"x\" note: \"y\")",
    "Model(title: \"x\",, note: \"y\")",
    "Model(title: 'x')",
    "Model(include: ('a', 'b'))",
    "Model(include: (\"a\", \"b\"))",
    "Model(organs: {\"a\": Organ(under: Foo(organ: \"x\"), existence: {edtf: \"1\"})})",
];

#[test]
fn the_corpus_is_read_alike() {
    let accepted = CORPUS.iter().filter(|text| compare(text)).count();
    assert!(accepted > 35, "{accepted}");
}
