//! Any text at all: the reader must end without a panic, give the same findings on any number of
//! threads, and read what `ron` accepts to the same model.

#![no_main]

use libfuzzer_sys::fuzz_target;
use organigram::diagnostics::Level;
use organigram::load;
use organigram::model::Model;
use organigram::text::SourceMap;

/// What `ron` does not see, by design: see the documentation of `load`.
const STRICTER: &[&str] = &[
    "repeated-id", "bad-id", "wrong-record", "wrong-bracket", "wrong-quotes",
    "missing-field-name", "wrong-type",
];

fuzz_target!(|text: &str| {
    let sources = SourceMap::of("fuzz.ron", text);
    let (model, findings) = load::model(&sources);
    for found in &findings {
        assert!(found.labels.iter().all(|label| sources.str(label.span).is_some()), "{found:?}");
    }
    let Ok(theirs) = ron::from_str::<Model>(text) else { return };
    let errors: Vec<_> = findings.iter().filter(|found| found.level == Level::Error).collect();
    if errors.iter().all(|found| !STRICTER.contains(&found.code.name)) {
        assert!(errors.is_empty(), "{errors:#?}");
        assert_eq!(model, theirs);
    }
});
