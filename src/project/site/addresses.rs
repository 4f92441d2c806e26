//! Which file of a site the page of an id is. Takes ids, gives paths; two ids never share one, also where a file system
//! takes capitals for small letters, and the path of an id does not depend on any other id.

use crate::graph::Class;

/// Longer names are cut, and what is cut is named by its hash: file systems take 255 bytes.
const LONGEST: usize = 120;

/// The folder of a class.
pub(super) fn folder(class: Class) -> &'static str {
    match class {
        Class::Organ => "organs",
        Class::Post => "posts",
        Class::Person => "people",
        Class::Event => "events",
    }
}

/// The name of an id's file, without an ending. Small letters, digits, hyphens and points stay; a capital is an
/// underscore and its small letter; any other sign is its number between underscores.
pub(super) fn file_name(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for (at, letter) in id.chars().enumerate() {
        let small: Vec<char> = letter.to_lowercase().collect();
        match letter {
            'a'..='z' | '0'..='9' | '-' => name.push(letter),
            '.' if at > 0 => name.push(letter),
            'A'..='Z' => name.extend(['_', letter.to_ascii_lowercase()]),
            letter if !letter.is_ascii() && letter.is_alphabetic() && small == [letter] => {
                name.push(letter);
            }
            letter => name += &format!("__{:x}_", u32::from(letter)),
        }
    }
    match name.len() > LONGEST || is_reserved(&name) {
        true => format!("{}__{:016x}", cut(&name), hash(id)),
        false => name,
    }
}

/// Whether Windows keeps a name for a device, whatever its ending.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let is_port = stem.len() == 4
        && (stem.starts_with("com") || stem.starts_with("lpt"))
        && stem.ends_with(|last: char| last.is_ascii_digit());
    matches!(stem, "con" | "prn" | "aux" | "nul" | "index" | "") || is_port
}

fn cut(name: &str) -> &str {
    let mut end = name.len().min(LONGEST - 20);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo), which stays the same in every version of everything.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::file_name;
    use proptest::prelude::*;

    #[test]
    fn names_are_those_of_any_file_system() {
        assert_eq!(file_name("wpk-cc"), "wpk-cc");
        assert_eq!(file_name("A.-Meier"), "_a.-_meier");
        assert_eq!(file_name("Süd/Leiter"), "_süd__2f__leiter");
        assert_eq!(file_name("당"), "당");
        assert!(file_name("..").starts_with("__2e_"));
        for reserved in ["con", "nul.x", "index", "lpt1"] {
            assert!(file_name(reserved).len() > 16, "{reserved}");
        }
        let long = "당".repeat(500);
        assert!(file_name(&long).len() < 200);
        assert_ne!(file_name(&long), file_name(&format!("{long}x")));
    }

    proptest! {
        #[test]
        fn no_two_ids_share_a_name(ids in prop::collection::hash_set("[aA7b/_.§é É-]{0,6}", 1..40)) {
            let names: HashSet<String> = ids.iter().map(|id| file_name(id).to_lowercase()).collect();
            prop_assert_eq!(names.len(), ids.len());
        }
    }
}
