//! What we write for archives and investigators, judged by their own programs: xmllint and jing by the schemas of EAC-CPF,
//! the package followthemoney by its own, rdflib and pyshacl our linked data by the shapes in `tests/shapes`.
//! `ORGANIGRAM_REQUIRE_EAC=1`, `ORGANIGRAM_REQUIRE_FTM=1` and `ORGANIGRAM_REQUIRE_RDF=1` make a skip a failure.

use std::path::{Path, PathBuf};
use std::process::Command;

fn is_there(program: &str, args: &[&str], required: &str, what: &str) -> bool {
    let asked = Command::new(program).args(args).output();
    if asked.is_ok_and(|asked| asked.status.success()) {
        return true;
    }
    let is_required = std::env::var_os(required).is_some();
    assert!(!is_required, "{required} is set and {what} cannot be run");
    eprintln!("skipped: {what} cannot be run");
    false
}

/// What the program prints, of both kinds, and how it ends.
fn organigram(args: &[&str], folder: &Path) -> (String, Option<i32>) {
    let run =
        Command::new(env!("CARGO_BIN_EXE_organigram")).args(args).current_dir(folder).output();
    let run = run.expect("the program runs");
    let said = [run.stdout, run.stderr].concat();
    (String::from_utf8(said).expect("it prints text"), run.status.code())
}

fn model(name: &str) -> String {
    std::fs::canonicalize("models").unwrap().join(name).display().to_string()
}

fn records(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder was written");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_record_that_is_written_is_valid() {
    let has_xmllint = is_there("xmllint", &["--version"], "ORGANIGRAM_REQUIRE_EAC", "xmllint");
    // Without files it only says how it is used, and that it was used wrongly.
    let has_jing = Command::new("jing").output().is_ok();
    assert!(has_jing || std::env::var_os("ORGANIGRAM_REQUIRE_EAC").is_none(), "jing cannot be run");
    let schemas = std::fs::canonicalize("tests/schemas/eac-cpf").unwrap();
    for name in ["chess-club.ron", "wpk.ron", "ministry.ron"] {
        let folder = tempfile::tempdir().unwrap();
        let (said, code) =
            organigram(&["export", "eac", &model(name), "-o", "records"], folder.path());
        assert_eq!(code, Some(0), "{said}");
        let files = records(&folder.path().join("records"));
        assert!(!files.is_empty());
        if has_xmllint {
            let mut check = Command::new("xmllint");
            check.args(["--noout", "--schema"]).arg(schemas.join("eac.xsd")).args(&files);
            let checked = check.output().unwrap();
            assert!(
                checked.status.success(),
                "{name}: {}",
                String::from_utf8_lossy(&checked.stderr)
            );
        }
        if has_jing {
            let checked =
                Command::new("jing").arg(schemas.join("eac.rng")).args(&files).output().unwrap();
            assert!(
                checked.status.success(),
                "{name}: {}",
                String::from_utf8_lossy(&checked.stdout)
            );
        }
        // And they are read again.
        let (said, code) =
            organigram(&["import", "eac", "records", "-o", "back.ron"], folder.path());
        assert!(matches!(code, Some(0 | 1)), "{said}");
        let (said, code) = organigram(&["stats", "back.ron"], folder.path());
        assert_eq!(code, Some(0), "{said}");
    }
}

const VALIDATE: &str = "
import json, sys
from followthemoney import model
from followthemoney.proxy import EntityProxy
count = 0
for line in open(sys.argv[1]):
    data = json.loads(line)
    schema = model.get(data['schema'])
    schema.validate(data)
    proxy = EntityProxy.from_dict(data, cleaned=False)
    for name, values in data['properties'].items():
        kept = proxy.get(name)
        assert len(kept) == len(values), (data['id'], name, values, kept)
    count += 1
assert count > 0
print(count)
";

#[test]
fn every_entity_that_is_written_is_valid() {
    if !is_there(
        "python3",
        &["-c", "import followthemoney"],
        "ORGANIGRAM_REQUIRE_FTM",
        "followthemoney in python3",
    ) {
        return;
    }
    for name in ["chess-club.ron", "wpk.ron", "ministry.ron"] {
        let folder = tempfile::tempdir().unwrap();
        let (said, code) =
            organigram(&["export", "ftm", &model(name), "-o", "all.ftm.json"], folder.path());
        assert_eq!(code, Some(0), "{said}");
        let checked = Command::new("python3")
            .args(["-c", VALIDATE, "all.ftm.json"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(checked.status.success(), "{name}: {}", String::from_utf8_lossy(&checked.stderr));
    }
}

#[test]
fn entities_and_records_become_models_and_what_has_no_place_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let entity =
        r#"{"id":"o1","schema":"PublicBody","properties":{"name":["Ministry"],"country":["de"]}}"#;
    std::fs::write(folder.path().join("all.ftm.json"), entity).unwrap();
    let (said, code) = organigram(&["import", "ftm", "all.ftm.json"], folder.path());
    assert_eq!(code, Some(1));
    assert!(said.contains("\"o1\": Organ(kind: \"PublicBody\", name: \"Ministry\")"), "{said}");
    assert!(said.contains("`country` has no place in a model"), "{said}");
    std::fs::write(folder.path().join("page.xml"), "<html/>").unwrap();
    let (said, code) = organigram(&["import", "eac", "page.xml"], folder.path());
    assert_eq!(code, Some(2));
    assert!(said.contains("page.xml: its outermost element is `html`"), "{said}");
}

const SHAPES: &str = "
import sys
from rdflib import Graph
from pyshacl import validate
data = Graph().parse(sys.argv[1], format='turtle')
shapes = Graph().parse(sys.argv[2], format='turtle')
conforms, _, report = validate(data, shacl_graph=shapes, inference='none')
if not conforms:
    sys.exit(report)
for word in sys.argv[3:]:
    print(word.rsplit('#')[-1], len(set(data.subjects(None, data.namespace_manager.expand_curie(word)))))
";

#[cfg(feature = "rdf")]
#[test]
fn linked_data_keeps_its_shapes_and_says_all_that_is_held() {
    if !is_there(
        "python3",
        &["-c", "import rdflib, pyshacl"],
        "ORGANIGRAM_REQUIRE_RDF",
        "rdflib and pyshacl in python3",
    ) {
        return;
    }
    let shapes = std::fs::canonicalize("tests/shapes").unwrap();
    let classes = [
        ("org", ["org:Organization", "org:Membership", "org:ChangeEvent", "foaf:Person"]),
        ("rico", ["rico:CorporateBody", "rico:MembershipRelation", "rico:Date", "rico:Person"]),
    ];
    let mut counted = String::new();
    for name in ["chess-club.ron", "wpk.ron", "ministry.ron"] {
        for (format, classes) in classes {
            let folder = tempfile::tempdir().unwrap();
            let (said, code) =
                organigram(&["export", format, &model(name), "-o", "all.ttl"], folder.path());
            assert_eq!(code, Some(0), "{said}");
            let checked = Command::new("python3")
                .args(["-c", SHAPES, "all.ttl"])
                .arg(shapes.join(format!("{format}.ttl")))
                .args(classes)
                .current_dir(folder.path())
                .output()
                .unwrap();
            let wrong = String::from_utf8_lossy(&checked.stderr);
            assert!(checked.status.success(), "{name} {format}: {wrong}");
            counted +=
                &format!("{name} {format}\n{}{said}\n", String::from_utf8_lossy(&checked.stdout));
        }
    }
    insta::assert_snapshot!(counted);
}
