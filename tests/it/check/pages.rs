//! The pages of `docs/rules/` are those of the rules: `ORGANIGRAM_PAGES=rewrite` writes them anew.

use std::path::Path;

use organigram::check::{CHARTER_RULE, RULES, pages};
use organigram::model::RuleLevel;

#[test]
fn the_pages_are_those_of_the_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let rewrite = std::env::var_os("ORGANIGRAM_PAGES").is_some_and(|value| value == "rewrite");
    let rules = RULES
        .iter()
        .copied()
        .chain([&CHARTER_RULE])
        .map(|rule| (format!("{}.md", rule.code), pages::page(rule)));
    let all: Vec<(String, String)> =
        rules.chain([("README.md".to_owned(), pages::contents())]).collect();
    if rewrite {
        std::fs::create_dir_all(&folder).unwrap();
    }
    for (name, text) in &all {
        let path = folder.join(name);
        if rewrite {
            std::fs::write(&path, text).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(&found, text, "{name} is old: set ORGANIGRAM_PAGES=rewrite");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), all.len(), "a page without a rule");
}

/// The program itself, on the text as it stands on the page.
#[test]
fn each_rule_is_provoked_as_its_page_says_and_the_mended_example_is_silent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.ron");
    std::fs::write(folder.path().join("leftover.ron"), "Model()").unwrap();
    for rule in RULES.iter().copied().chain([&CHARTER_RULE]) {
        let page = pages::page(rule);
        let examples: Vec<&str> =
            page.split("```ron\n").skip(1).filter_map(|rest| rest.split("\n```").next()).collect();
        assert_eq!(examples.len(), 2, "{}", rule.code);
        let codes = |example: &str| {
            std::fs::write(&path, example).unwrap();
            let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_organigram"));
            program.args(["check", "--format", "short"]).arg(&path);
            if rule.level == RuleLevel::Off {
                program.args(["--warn", rule.name]);
            }
            let output = program.output().unwrap();
            assert!(output.stderr.is_empty(), "{}: {output:?}", rule.code);
            String::from_utf8(output.stdout).unwrap()
        };
        let code = format!("[{}] {}", rule.code, rule.name);
        let (fails, passes) = (codes(examples[0]), codes(examples[1]));
        assert!(fails.contains(&code), "{code}: {fails}");
        assert!(!passes.contains(&code), "{code}: {passes}");
    }
}

#[test]
fn codes_are_never_used_again() {
    let codes: Vec<String> = RULES
        .iter()
        .copied()
        .chain([&CHARTER_RULE])
        .map(|rule| format!("{} {} {:?}", rule.code, rule.name, rule.level))
        .collect();
    insta::assert_snapshot!(codes.join("\n"));
}

#[test]
fn the_models_of_the_charter_guide_are_sound() {
    let guide =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/charters.md"))
            .unwrap();
    let blocks = guide.split("```ron\n").skip(1).filter_map(|rest| rest.split("```").next());
    let models: Vec<&str> = blocks.filter(|block| block.starts_with("Model(")).collect();
    assert!(!models.is_empty());
    for model in models {
        let report = super::run(&super::graph_of(model));
        assert_eq!(report.errors(), 0, "{:?}", report.diagnostics);
    }
}
