//! Tables of contents: a module that lists its files lists all of them, and no others.

use std::collections::BTreeSet;
use std::path::Path;

/// Files that a list need not name: tests, and the naive oracle of the query language.
const UNLISTED: &[&str] = &["tests", "oracle"];

#[test]
fn the_lists_of_files_name_what_is_there() {
    let mut wrong = Vec::new();
    for file in super::files(Path::new("src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let Some(listed) = listed(&text) else { continue };
        let there = modules(&text);
        for name in listed.difference(&there) {
            wrong.push(format!("{} lists `{name}`, which is not there", file.display()));
        }
        for name in there.difference(&listed) {
            wrong.push(format!("{} does not list `{name}`", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names in the first column of the list, if the module has one.
fn listed(text: &str) -> Option<BTreeSet<String>> {
    let (_, list) = text.split_once("//! | file | owns |\n")?;
    let rows = list.lines().skip(1).map_while(|line| line.strip_prefix("//! | "));
    let cells = rows.filter_map(|row| row.split('|').next());
    let names = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    Some(names.map(|name| name.trim_end_matches("/*").to_owned()).collect())
}

/// The modules that a file declares.
fn modules(text: &str) -> BTreeSet<String> {
    let names = text.lines().filter_map(|line| {
        let line = line.trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        let line = line.trim_start_matches("pub(super) ");
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    names.filter(|name| !UNLISTED.contains(name)).map(str::to_owned).collect()
}
