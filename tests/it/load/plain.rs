//! Entries of bare texts take a short way: it gives what the long way gives.

use organigram::graph::Builder;
use organigram::load::{Loaded, load_text};
use organigram::model::{Entry, Sink};
use organigram::text::SourceFile;
use proptest::prelude::*;

use super::agreement::compare;

/// A builder that is given every entry as a record.
struct LongWay(Builder);

impl Sink for LongWay {
    fn fresh(&self) -> Self {
        LongWay(self.0.fresh())
    }

    fn take<'t>(&mut self, file: &'t SourceFile, entry: &Entry<'t>) {
        self.0.take(file, entry);
    }

    fn append(&mut self, later: Self) {
        self.0.append(later.0);
    }
}

/// Reads a text both ways and compares the diagnostics and the graphs, places and all.
fn both_ways(text: &str) {
    let Loaded { sources, sink, diagnostics, charter } =
        load_text("t.ron", text, Builder::default());
    let short = format!("{diagnostics:?}{:?}", sink.finish(sources, charter));
    let long = load_text("t.ron", text, LongWay(Builder::default()));
    let Loaded { sources, sink, diagnostics, charter } = long;
    let long = format!("{diagnostics:?}{:?}", sink.0.finish(sources, charter));
    assert!(short == long, "the two ways differ on\n{text}\n\n{short}\n\n{long}");
    compare(text);
}

#[test]
fn what_is_nearly_plain_takes_the_long_way() {
    for entry in [
        r#""a": Organ()"#,
        r#""a": Organ(name: "x", existence: "1950/", kind: "k", cite: "s p. 3", under: "b")"#,
        r#""a": Organ(name: "x",), "b": Organ (name: "y"), "c": (name: "z")"#,
        r#""a": Organ(name: "", existence: "1950")"#,
        r#""a": Organ(name: "x", name: "y")"#,
        r#""a": Organ(name: "a\n", note: "b")"#,
        r##""a": Organ(name: r#"a"#, note: "b")"##,
        r#""a": Organ(name: /* b */ "a")"#,
        r#""a": Organ(name: "a" note: "b")"#,
        r#""a": Organ(kind: ["a", "b"], under: ["c", "a",], cite: [], place: "p")"#,
        r#""a": Organ(under: [Under(organ: "a")], cite: ["s", "t p. 1"])"#,
        r#""a": Organ(existence: "no date", cite: "s")"#,
        r#""a": Organ(nmae: "x")"#,
        r#""a": Organ(name: "x", modality: Inferred)"#,
        r#""a": Organ(members: "x")"#,
        r#""a": Organ(name: "x"#,
        r#""a": Organ(name: "x")]"#,
        r#""가 나": Organ(name: "조선로동당")"#,
    ] {
        both_ways(&format!("Model(organs: {{{entry}}})"));
    }
    for entry in [
        r#"Split(from: "a", into: ["b", "c"], on: "1930", how: "h", cite: ["s p. 1"])"#,
        r#"Founded(organ: "a", by: ["b", "c"]), Dissolved(organ: "a"), Renamed(organ: "a", name: "n")"#,
        r#"Merged(into: "a"), Merged(from: []), Origin(on: "x", note: "y")"#,
        r#"split(from: "a")"#,
        r#"r#Split(from: "a")"#,
    ] {
        both_ways(&format!("Model(organs: {{\"a\": Organ()}}, transitions: [{entry}])"));
    }
    for entry in [
        r#"Tenure(person: "p", post: "q", during: "1950/", by: ["a"], note: "n", cite: "s 1")"#,
        r#"Tenure(person: "p"), Tenure(post: "", status: Acting)"#,
    ] {
        both_ways(&format!("Model(people: {{\"p\": Person()}}, tenures: [{entry}])"));
    }
}

/// A value, mostly a bare text.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-c]{1,2}( p. [0-9])?".prop_map(|text| format!("\"{text}\"")),
        4 => "19[0-9][0-9](-0[1-9])?/?".prop_map(|text| format!("\"{text}\"")),
        2 => "[a-c당 ]{0,3}".prop_map(|text| format!("[\"a\", \"{text}\"]")),
        1 => Just("[]".to_owned()),
        1 => "[\\\\\"a-b/*당]{0,3}".prop_map(|text| format!("\"{text}\"")),
        1 => "[\\[\\](){},:\"'#/*A-Za-z0-9 \n]{1,4}",
    ]
}

fn record(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    let field = (prop::sample::select(names), "[ \n\t]{0,2}", value(), "[ \n]{0,1}");
    let fields = prop::collection::vec(field, 0..5);
    (fields, prop::bool::ANY).prop_map(|(fields, comma)| {
        let fields: Vec<String> =
            fields.iter().map(|(name, a, value, b)| format!("{a}{name}:{b}{value}")).collect();
        format!("({}{})", fields.join(","), if comma && !fields.is_empty() { "," } else { "" })
    })
}

const ORGAN: &[&str] =
    &["kind", "name", "existence", "place", "note", "under", "cite", "tags", "names", "modality"];
const CHANGE: &[&str] = &["organ", "from", "into", "on", "by", "how", "name", "note", "cite"];
const TENURE: &[&str] = &["person", "post", "during", "by", "note", "cite", "status"];
const KINDS: &[&str] = &["Founded", "Split", "Merged", "Origin", "Dissolved", "Renamed", "Split "];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn both_ways_give_the_same(
        organs in prop::collection::vec(("[a-c]{1,2}", record(ORGAN)), 0..4),
        changes in prop::collection::vec((prop::sample::select(KINDS), record(CHANGE)), 0..3),
        tenures in prop::collection::vec(record(TENURE), 0..3),
    ) {
        let organs: Vec<String> =
            organs.iter().map(|(id, record)| format!("\"{id}\": Organ{record}")).collect();
        let changes: Vec<String> =
            changes.iter().map(|(kind, record)| format!("{kind}{record}")).collect();
        let tenures: Vec<String> = tenures.iter().map(|record| format!("Tenure{record}")).collect();
        both_ways(&format!(
            "Model(organs: {{{}}}, transitions: [{}], tenures: [{}])",
            organs.join(", "), changes.join(", "), tenures.join(", "),
        ));
    }
}
