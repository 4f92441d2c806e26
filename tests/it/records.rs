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

/// Reads statements as the package does, rolls them up and compares them with the entities; says when each thing was seen
/// first and last, and by which data sets.
const ROLL_UP: &str = "
import json, sys
from pathlib import Path
from followthemoney.cli.cli import cli
from followthemoney.dataset import Dataset
from followthemoney.statement import CSV, StatementEntity, read_path_statements
from followthemoney.types import registry
wanted = {}
for line in open(sys.argv[1]):
    data = json.loads(line)
    wanted[data['id']] = (data['schema'], {name: sorted(values) for name, values in data['properties'].items()})
import csv
groups, ids = {}, set()
rows = list(csv.DictReader(open(sys.argv[2])))
for row, stmt in zip(rows, read_path_statements(Path(sys.argv[2]), CSV)):
    assert row['prop_type'] == stmt.prop_type, (row, stmt.prop_type)
    assert stmt.id is not None and stmt.id not in ids, row
    ids.add(stmt.id)
    stmt.to_db_row()
    groups.setdefault(stmt.canonical_id, []).append(stmt)
assert list(groups) == list(wanted), 'one entity after the other'
said = {}
for id, group in groups.items():
    for stmt in group:
        Dataset.make({'name': stmt.dataset})
    entity = StatementEntity.from_statements(Dataset.make({'name': 'all'}), group)
    entity.schema.validate({'schema': entity.schema.name, 'properties': entity.properties})
    said[id] = (entity.schema.name, {name: sorted(values) for name, values in entity.properties.items()})
    if id in sys.argv[3:]:
        print(id, entity.first_seen, entity.last_seen, ' '.join(sorted(entity.datasets)))
assert said == wanted, [(id, said[id], wanted[id]) for id in wanted if said[id] != wanted[id]][:3]
assert cli(['aggregate-statements', '-i', sys.argv[2], '-o', 'rolled.json'], standalone_mode=False) in (None, 0)
rolled = {}
for line in open('rolled.json'):
    data = json.loads(line)
    rolled[data['id']] = (data['schema'], {name: sorted(values) for name, values in data['properties'].items()})
assert rolled == wanted
";

const SEEN: &str = r#"Model(
    sources: {
        "Gazette": Source(title: "Gazette", published: "1990-05-02", url: "https://example.org/g"),
        "yearbook": Source(title: "Yearbook, \"old\"", published: "1994"),
        "letters": Source(title: "Letters", published: "1930/1935"),
        "당보": Source(published: "1951~"),
        "diary": Source(title: "Diary", published: "[1960..]"),
    },
    organs: {
        "club": Organ(
            name: "Chess Club",
            names: [Name(text: "Club, the", lang: "en", cite: "letters"), Name(text: "Chess Club", cite: "Gazette p. 3")],
            place: [Claim(value: "Oakham", cite: "yearbook"), Claim(value: "Elmford", cite: "letters")],
            existence: [Claim(value: Date(edtf: "1950-05-02/1987", as_written: "2 May 1950 – 87"), cite: "Gazette")],
            cite: ["Gazette", "yearbook p. 4"],
        ),
        "board": Organ(name: "=Board", under: Under(organ: "club", during: "1951/1960~", cite: "당보")),
        "guild": Organ(name: "Guild", cite: "diary"),
        "league": Organ(name: "League"),
    },
    people: { "ada": Person(name: "Ada", born: "1901", cite: ["missing", "당보"]) },
    posts: { "chair": Post(title: "Chair", organ: "club", cite: "yearbook") },
    tenures: [Tenure(person: "ada", post: "chair", during: "1952/1953", cite: ["yearbook", "Gazette"])],
)"#;

#[test]
fn statements_say_who_says_what_and_roll_up_to_the_same_entities() {
    let has_package = is_there(
        "python3",
        &["-c", "import followthemoney"],
        "ORGANIGRAM_REQUIRE_FTM",
        "followthemoney in python3",
    );
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("seen.ron"), SEEN).unwrap();
    let models = ["chess-club.ron", "wpk.ron", "ministry.ron"].map(model);
    for name in models.iter().map(String::as_str).chain(["seen.ron"]) {
        for (option, file) in [(&[][..], "all.ftm.json"), (&["--statements"][..], "all.csv")] {
            let args = [&["export", "ftm", name, "--force", "-o", file], option].concat();
            let (said, code) = organigram(&args, folder.path());
            assert_eq!(code, Some(0), "{said}");
        }
        if !has_package {
            continue;
        }
        let rolled = Command::new("python3")
            .args(["-c", ROLL_UP, "all.ftm.json", "all.csv"])
            .args(["club", "board", "guild", "league", "ada", "occupancy-ada-chair"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(rolled.status.success(), "{name}: {}", String::from_utf8_lossy(&rolled.stderr));
        if name == "seen.ron" {
            insta::assert_snapshot!("statements_seen", String::from_utf8_lossy(&rolled.stdout));
        }
    }
    // And back: a data set is a source, and each value is cited to those that say it.
    let rows = std::fs::read_to_string(folder.path().join("all.csv")).unwrap();
    insta::assert_snapshot!("statements_rows", rows);
    let (back, _) = organigram(&["import", "ftm", "all.csv"], folder.path());
    insta::assert_snapshot!("statements_back", back);
    if has_package {
        // In the package's other forms too.
        for form in ["json", "pack"] {
            let args = ["format-statements", "-i", "all.csv", "-x", form, "-o", "all.other"];
            let run = format!("from followthemoney.cli.cli import cli; cli({args:?})");
            let run =
                Command::new("python3").args(["-c", &run]).current_dir(folder.path()).output();
            assert!(run.unwrap().status.success());
            let (other, _) = organigram(&["import", "ftm", "all.other"], folder.path());
            assert_eq!(other, back, "{form}");
        }
    }
    let (said, code) = organigram(&["export", "csv", "seen.ron", "--statements"], folder.path());
    assert_eq!((said.contains("`--statements` is a form of ftm alone"), code), (true, Some(2)));
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

/// Prints what the shapes of the Core Public Organisation Vocabulary do not allow, by constraint and property.
const CPOV: &str = "
import sys
from collections import Counter
from rdflib import Graph, Namespace
from pyshacl import validate
data = Graph().parse(sys.argv[1], format='turtle')
_, results, _ = validate(data, shacl_graph=Graph().parse(sys.argv[2], format='turtle'), inference='none')
SH = Namespace('http://www.w3.org/ns/shacl#')
found = Counter()
for result in results.subjects(SH.resultSeverity, SH.Violation):
    name = lambda word: str(results.value(result, word)).rsplit('#')[-1].rsplit('/')[-1]
    found[name(SH.sourceConstraintComponent), name(SH.resultPath)] += 1
for (constraint, path), count in sorted(found.items()):
    print(count > 0, constraint, path)
";

#[cfg(feature = "rdf")]
#[test]
fn the_vocabulary_of_public_organisations_finds_no_more_than_that_a_model_does_not_say_who_is_public()
 {
    if !is_there(
        "python3",
        &["-c", "import rdflib, pyshacl"],
        "ORGANIGRAM_REQUIRE_RDF",
        "rdflib and pyshacl in python3",
    ) {
        return;
    }
    let shapes = std::fs::canonicalize("tests/shapes/cpov.ttl").unwrap();
    for name in ["chess-club.ron", "wpk.ron", "ministry.ron"] {
        let folder = tempfile::tempdir().unwrap();
        let (said, code) =
            organigram(&["export", "org", &model(name), "-o", "all.ttl"], folder.path());
        assert_eq!(code, Some(0), "{said}");
        let checked = Command::new("python3")
            .args(["-c", CPOV, "all.ttl"])
            .arg(&shapes)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
        assert_eq!(
            String::from_utf8_lossy(&checked.stdout),
            "True ClassConstraintComponent originalOrganization\n\
             True ClassConstraintComponent resultingOrganization\n",
            "{name}"
        );
    }
}

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
