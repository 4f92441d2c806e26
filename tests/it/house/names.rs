//! One type, one name.
//!
//! The name of a public type belongs to no other type of the crate, and that of a private one to no other in its
//! module, with all that lies below that. The verbs of `cli` alone each call their arguments `Args`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::cycles::{drop_tests, tokens};

#[test]
fn no_two_types_share_a_name() {
    let mut public: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for file in super::files(Path::new("src")) {
        let Some(module) = super::module(&file) else { continue };
        let is_test = file.ends_with("tests.rs") || file.ends_with("oracle.rs");
        if is_test {
            continue;
        }
        for (name, is_public) in types(&std::fs::read_to_string(&file).unwrap()) {
            if module == "cli" && name == "Args" {
                continue;
            }
            *public.entry(name.clone()).or_default() += usize::from(is_public);
            all.entry(name).or_default().push((module.clone(), file.display().to_string()));
        }
    }
    let shared: Vec<_> = all
        .iter()
        .filter(|(name, places)| {
            // What a file defines twice is for two platforms.
            let places: BTreeSet<&(String, String)> = places.iter().collect();
            let modules: BTreeSet<&String> = places.iter().map(|(module, _)| module).collect();
            places.len() > 1 && (public[*name] > 0 || modules.len() < places.len())
        })
        .collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

/// The names of the types that a file defines outside functions, and whether each is public.
fn types(text: &str) -> Vec<(String, bool)> {
    let mut tokens = tokens(text);
    drop_tests(&mut tokens);
    let mut found = Vec::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            // The macros that define records and choices put one more brace round them.
            "struct" | "enum" | "trait" if depth < 2 => {
                let name = &tokens[at + 1];
                let is_public = at > 0 && tokens[at - 1] == "pub";
                if name.starts_with(|first: char| first.is_ascii_uppercase()) {
                    found.push((name.clone(), is_public));
                }
            }
            _ => {}
        }
    }
    found
}
