//! No cycles of imports between the files of `src`.
//!
//! The rule: a file imports another if it names an item that the other defines. A path is followed
//! through modules and through `use`, so that a name taken from a parent that only passes it on
//! (`pub use child::Name`) is an import of the file that defines it. `mod child;`, a re-export that
//! the file itself does not use, and a module named without an item of it are no imports, nor is
//! what only tests use. Methods are not seen, for they are named by no path; nor is `cli`, whose verbs share the
//! command that lists them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[test]
fn files_import_each_other_in_one_direction() {
    let cycles = cycles(&imports(&Sources::read(Path::new("src"))));
    assert!(cycles.is_empty(), "{cycles:#?}");
}

type Names = Vec<String>;

/// One file: what it imports under which name, and the code besides.
struct Source {
    uses: Vec<Use>,
    code: Vec<String>,
}

struct Use {
    path: Names,
    name: String,
    passed_on: bool,
}

/// The files by the paths of their modules: `["layout", "page"]` is `layout/page.rs`.
struct Sources(BTreeMap<Names, Source>);

impl Sources {
    fn read(folder: &Path) -> Self {
        let mut sources = BTreeMap::new();
        for file in super::files(folder) {
            let place = file.strip_prefix(folder).unwrap().with_extension("");
            let mut module: Names =
                place.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            let is_left_out = |part: &String| ["main", "oracle", "tests"].contains(&&**part);
            if module.iter().any(is_left_out) {
                continue;
            }
            if module == ["lib"] {
                module.clear();
            }
            sources.insert(module, Source::new(&std::fs::read_to_string(&file).unwrap()));
        }
        Self(sources)
    }

    /// The module of the file that defines what a path in a module names.
    fn defining(&self, module: &[String], path: &[String], depth: usize) -> Option<Names> {
        let mut at = module.to_vec();
        let mut first = true;
        let mut ended_on_module = true;
        for (index, part) in path.iter().enumerate() {
            match part.as_str() {
                "crate" => at.clear(),
                "super" => drop(at.pop()),
                "self" => {}
                _ => {
                    let below: Names = at.iter().chain([part]).cloned().collect();
                    if self.0.contains_key(&below) {
                        at = below;
                    } else if let Some(used) = self.used(&at, part)
                        && depth < 10
                    {
                        let longer: Names =
                            used.path.iter().chain(&path[index + 1..]).cloned().collect();
                        return self.defining(&at, &longer, depth + 1);
                    } else if first {
                        return None;
                    } else {
                        ended_on_module = false;
                        break;
                    }
                }
            }
            first = false;
        }
        (!ended_on_module && self.0.contains_key(&at)).then_some(at)
    }

    fn used(&self, module: &[String], name: &str) -> Option<&Use> {
        self.0.get(module)?.uses.iter().find(|used| used.name == name)
    }
}

impl Source {
    fn new(text: &str) -> Self {
        let mut tokens = tokens(text);
        drop_tests(&mut tokens);
        let mut uses = Vec::new();
        let mut code = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at] == "use" && tokens[at + 1] != "<" {
                let end = at + tokens[at..].iter().position(|token| token == ";").unwrap();
                let passed_on = at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")");
                branches(&tokens[at + 1..end], &mut Vec::new(), passed_on, &mut uses);
                at = end;
            } else {
                code.push(tokens[at].clone());
            }
            at += 1;
        }
        Self { uses, code }
    }

    /// Whether the code itself uses a name that it passes on: a type anywhere, a function where it is called.
    fn says(&self, name: &str) -> bool {
        let is_type = name.starts_with(char::is_uppercase);
        (0..self.code.len()).filter(|&at| self.code[at] == name).any(|at| {
            let before = at.checked_sub(1).map_or("", |before| &self.code[before]);
            let after = self.code.get(at + 1).map_or("", String::as_str);
            before != "mod" && (is_type || after == "(" && !matches!(before, "." | "fn" | "::"))
        })
    }

    /// Every path of the code that may lead into another file.
    fn paths(&self) -> Vec<Names> {
        let mut paths: Vec<Names> = self
            .uses
            .iter()
            .filter(|used| !used.passed_on || self.says(&used.name))
            .map(|used| used.path.clone())
            .collect();
        let mut at = 0;
        while at < self.code.len() {
            let mut path = vec![self.code[at].clone()];
            while self.code.get(at + 1).is_some_and(|token| token == "::")
                && self.code.get(at + 2).is_some_and(|token| is_name(token))
            {
                path.push(self.code[at + 2].clone());
                at += 2;
            }
            if path.len() > 1 {
                paths.push(path);
            }
            at += 1;
        }
        paths
    }
}

/// The paths of a tree of `use`, one each.
fn branches(tokens: &[String], stem: &mut Names, passed_on: bool, into: &mut Vec<Use>) {
    let mut path = stem.clone();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "::" => {}
            "{" => {
                for branch in split(&tokens[at + 1..tokens.len() - 1]) {
                    branches(branch, &mut path, passed_on, into);
                }
                return;
            }
            "as" => {
                let name = tokens[at + 1].clone();
                into.push(Use { path, name, passed_on });
                return;
            }
            name => path.push(name.to_owned()),
        }
        at += 1;
    }
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    if let Some(name) = path.last().cloned() {
        into.push(Use { path, name, passed_on });
    }
}

fn split(tokens: &[String]) -> Vec<&[String]> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 0 => {
                parts.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Names and signs; comments, texts and characters left out.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            raw.find("\"#").unwrap() + 5
        } else if first == '"' {
            quoted(rest)
        } else if first == '\'' {
            character(rest)
        } else {
            let word = |sign: char| sign.is_alphanumeric() || sign == '_';
            let name = rest.find(|sign| !word(sign)).unwrap_or(rest.len());
            let sign = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            let length = name.max(sign);
            if !first.is_whitespace() {
                tokens.push(rest[..length].to_owned());
            }
            length
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of the text in quotes that begins here.
fn quoted(text: &str) -> usize {
    let mut escaped = true;
    let end = text.find(|sign| {
        let ends = sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        ends
    });
    end.unwrap() + 1
}

/// The length of the character that begins here; 1 if it is the quote of a lifetime.
fn character(text: &str) -> usize {
    let second = text[1..].chars().next().unwrap();
    if second == '\\' {
        return text[3..].find('\'').unwrap() + 4;
    }
    let end = 1 + second.len_utf8();
    if text[end..].starts_with('\'') { end + 1 } else { 1 }
}

/// Takes out what stands behind `#[cfg(test)]`, up to the end of its braces or to its `;`.
pub(super) fn drop_tests(tokens: &mut Vec<String>) {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    while let Some(start) = tokens.windows(mark.len()).position(|window| window == mark) {
        let mut depth = 0;
        let mut end = start + mark.len();
        while end < tokens.len() {
            match tokens[end].as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(tokens[end].as_str(), "}" | ";") {
                break;
            }
            end += 1;
        }
        tokens.drain(start..(end + 1).min(tokens.len()));
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}

fn imports(sources: &Sources) -> BTreeMap<String, BTreeSet<String>> {
    let mut imports = BTreeMap::new();
    for (module, source) in &sources.0 {
        let found = source
            .paths()
            .iter()
            .filter_map(|path| sources.defining(module, path, 0))
            .filter(|target| target != module)
            .map(|target| target.join("/"))
            .collect();
        imports.insert(module.join("/"), found);
    }
    imports
}

/// The groups of files of which each reaches each, with the imports inside the group.
fn cycles(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let mut graph = petgraph::graphmap::DiGraphMap::<&str, ()>::new();
    for (from, imported) in imports {
        for to in imported {
            graph.add_edge(from, to, ());
        }
    }
    petgraph::algo::tarjan_scc(&graph)
        .into_iter()
        .filter(|group| group.len() > 1)
        .map(|group| {
            let inner = group.iter().flat_map(|from| graph.edges(from));
            let inner = inner.filter(|(_, to, ())| group.contains(to));
            inner.map(|(from, to, ())| format!("{from} -> {to}")).collect()
        })
        .collect()
}
