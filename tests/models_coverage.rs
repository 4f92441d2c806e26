//! Reads every model that we ship and holds it to its word: each file reads, each reference leads
//! somewhere, each organ is cited, each date is one, each kind and line is in the charter.
//!
//! For the Workers' Party of Korea it also holds that no numbered statement was forgotten: the
//! comments of the model carry the numbers (`// H21`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use organigram::model::{
    Charter, CharterRef, Cite, Date, Disputed, Kind, Model, Name, Organ, Transition,
};

/// A model with all its fragments.
struct Whole {
    files: Vec<(PathBuf, String, Model<'static>)>,
    charter: Option<Charter<'static>>,
}

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models")
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> (String, T) {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let value = ron::from_str(&text).unwrap_or_else(|e| panic!("{}:{e}", path.display()));
    (text, value)
}

fn ron_files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ron"))
        .collect();
    paths.sort();
    paths
}

impl Whole {
    fn load(entry: &str) -> Whole {
        let path = models().join(entry);
        let (text, model) = read::<Model>(&path);
        let charter = match &model.charter {
            CharterRef::File(file, _) => Some(read::<Charter>(&models().join(&**file)).1),
            CharterRef::Inline(charter) => Some((**charter).clone()),
            CharterRef::None => None,
        };
        let folders: Vec<String> = model
            .include
            .iter()
            .map(|glob| glob.strip_suffix("/*.ron").expect("we include whole folders").to_owned())
            .collect();
        let mut files = vec![(path, text, model)];
        for folder in folders {
            for path in ron_files(&models().join(folder)) {
                let (text, model) = read::<Model>(&path);
                files.push((path, text, model));
            }
        }
        Whole { files, charter }
    }

    fn all() -> Vec<Whole> {
        let names = ["chess-club.ron", "ministry.ron", "six-scripts.ron", "wpk.ron"];
        names.into_iter().map(Whole::load).collect()
    }

    fn models(&self) -> impl Iterator<Item = &Model<'static>> {
        self.files.iter().map(|(_, _, model)| model)
    }

    fn organs(&self) -> impl Iterator<Item = (&str, &Organ<'static>)> {
        self.models().flat_map(|m| &m.organs).map(|(id, organ)| (&**id, organ))
    }

    fn kind_of(&self, organ: &str) -> Option<&str> {
        let organ = self.models().find_map(|m| m.organs.get(organ))?;
        organ.kind.preferred().map(|kind| &**kind)
    }

    fn kind(&self, name: &str) -> &Kind<'static> {
        let charter = self.charter.as_ref().expect("asked of models with a charter");
        charter.kinds.get(name).unwrap_or_else(|| panic!("kind `{name}` is not in the charter"))
    }

    /// The kind and the wider kinds of which it is one.
    fn wider(&self, name: &str) -> Vec<String> {
        let mut found = vec![name.to_owned()];
        let mut next = self.kind(name).is.clone();
        while !next.is_empty() {
            assert!(!found.contains(&next.to_string()), "kind `{name}` is one of itself");
            found.push(next.to_string());
            next = self.kind(&next).is.clone();
        }
        found
    }
}

/// What refers to something, in a model: the ids it names, by what they must be.
#[derive(Default)]
struct Refs {
    organs: Vec<String>,
    posts: Vec<String>,
    people: Vec<String>,
    organs_or_people: Vec<String>,
    any: Vec<String>,
    cites: Vec<String>,
    /// The places cited, each with its source.
    places: Vec<(String, String)>,
}

impl Refs {
    fn cites(&mut self, cites: &[Cite]) {
        self.cites.extend(cites.iter().map(|cite| cite.source.to_string()));
        let place = |cite: &Cite| (cite.source.to_string(), cite.at.to_string());
        self.places.extend(cites.iter().map(place));
    }

    fn disputed<T>(&mut self, value: &Disputed<T>) {
        for claim in value.claims() {
            self.cites(&claim.cite);
        }
    }

    fn names(&mut self, names: &[Name]) {
        for name in names {
            self.cites(&name.cite);
            self.disputed(&name.used);
        }
    }

    fn of(model: &Model) -> Refs {
        let mut refs = Refs::default();
        for organ in model.organs.values() {
            refs.organ(organ);
        }
        for transition in &model.transitions {
            refs.transition(transition);
        }
        for event in model.events.values() {
            refs.cites(&event.cite);
            refs.names(&event.names);
            refs.disputed(&event.on);
            refs.disputed(&event.place);
            refs.organs.extend(event.organs.iter().map(ToString::to_string));
            refs.organs_or_people.extend(event.by.iter().map(ToString::to_string));
            refs.people.extend(event.people.iter().map(ToString::to_string));
        }
        for post in model.posts.values() {
            refs.cites(&post.cite);
            refs.names(&post.names);
            refs.disputed(&post.existence);
            if !post.organ.is_empty() {
                refs.organs.push(post.organ.to_string());
            }
        }
        for person in model.people.values() {
            refs.cites(&person.cite);
            refs.names(&person.names);
            refs.disputed(&person.born);
            refs.disputed(&person.died);
        }
        for tenure in &model.tenures {
            refs.cites(&tenure.cite);
            refs.disputed(&tenure.during);
            refs.people.push(tenure.person.to_string());
            refs.posts.push(tenure.post.to_string());
            refs.any.extend(tenure.by.iter().map(ToString::to_string));
        }
        for seat in &model.seats {
            refs.cites(&seat.cite);
            refs.disputed(&seat.during);
            refs.people.push(seat.person.to_string());
            refs.organs.push(seat.organ.to_string());
            refs.any.extend(seat.by.iter().map(ToString::to_string));
        }
        for view in model.views.values() {
            // Tenures may be a person's.
            refs.any.extend(view.spec.root.iter().map(ToString::to_string));
            refs.cites.extend(view.spec.between.iter().map(ToString::to_string));
            refs.cites.extend(view.spec.according_to.iter().map(ToString::to_string));
            refs.cites.extend(view.spec.without.iter().map(ToString::to_string));
        }
        refs
    }

    fn organ(&mut self, organ: &Organ) {
        self.cites(&organ.cite);
        self.names(&organ.names);
        self.disputed(&organ.kind);
        self.disputed(&organ.existence);
        self.disputed(&organ.place);
        for under in &organ.under {
            self.organs.push(under.organ.to_string());
            self.cites(&under.cite);
            self.disputed(&under.during);
        }
        for members in &organ.members {
            self.cites(&members.cite);
        }
    }

    fn transition(&mut self, transition: &Transition) {
        let change = &transition.change;
        self.cites(&change.cite);
        self.disputed(&change.on);
        for ids in [&change.organ, &change.from, &change.into] {
            self.organs.extend(ids.iter().map(ToString::to_string));
        }
        self.organs_or_people.extend(change.by.iter().map(ToString::to_string));
    }
}

#[test]
fn every_file_under_models_belongs_to_a_model() {
    let mut read_files: BTreeSet<PathBuf> =
        Whole::all().iter().flat_map(|w| w.files.iter().map(|(path, ..)| path.clone())).collect();
    for path in ron_files(&models().join("charters")) {
        read::<Charter>(&path);
        read_files.insert(path);
    }
    // What mappings make of `models/data` is compared with them in a test of its own, and drawn in another.
    let made =
        ["parlgov.ron", "us-congress.ron", "genealogies.ron"].map(|name| models().join(name));
    for folder in [models(), models().join("wpk"), models().join("charters")] {
        for path in ron_files(&folder).into_iter().filter(|path| !made.contains(path)) {
            assert!(read_files.contains(&path), "{} is read by no test", path.display());
        }
    }
}

#[test]
fn no_id_occurs_twice() {
    for whole in Whole::all() {
        let (mut ids, mut sources) = (BTreeMap::new(), BTreeMap::new());
        for (path, _, model) in &whole.files {
            let entries = model.organs.keys().chain(model.posts.keys());
            for id in entries.chain(model.people.keys()).chain(model.events.keys()) {
                let before = ids.insert(id.to_string(), path.clone());
                assert!(before.is_none(), "`{id}`: {} and {before:?}", path.display());
            }
            for id in model.sources.keys() {
                let before = sources.insert(id.to_string(), path.clone());
                assert!(before.is_none(), "`{id}`: {} and {before:?}", path.display());
            }
        }
        for id in ids.keys().chain(sources.keys()) {
            assert!(!id.contains(|c: char| c.is_whitespace() || c.is_control()), "`{id}`");
        }
    }
}

/// The map readers let a later entry win over an earlier one of its id, so that the test above
/// sees one file's doubles only in the text.
#[test]
fn no_id_occurs_twice_within_a_file() {
    for (path, text, model) in Whole::all().into_iter().flat_map(|w| w.files) {
        let written = text
            .lines()
            .filter(|line| line.starts_with("        \"") && line.contains("\": "))
            .filter(|line| {
                ["Organ(", "Post(", "Person(", "Event(", "Source("]
                    .iter()
                    .any(|n| line.contains(&format!("\": {n}")))
            })
            .count();
        let read = model.organs.len()
            + model.posts.len()
            + model.people.len()
            + model.events.len()
            + model.sources.len();
        assert_eq!(written, read, "{}: an id is written twice", path.display());
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for whole in Whole::all() {
        let ids = |pick: fn(&Model<'static>) -> Vec<String>| -> BTreeSet<String> {
            whole.models().flat_map(pick).collect()
        };
        let organs = ids(|m| m.organs.keys().map(ToString::to_string).collect());
        let posts = ids(|m| m.posts.keys().map(ToString::to_string).collect());
        let people = ids(|m| m.people.keys().map(ToString::to_string).collect());
        let events = ids(|m| m.events.keys().map(ToString::to_string).collect());
        let sources = ids(|m| m.sources.keys().map(ToString::to_string).collect());
        let mut lost = Vec::new();
        for (path, _, model) in &whole.files {
            let refs = Refs::of(model);
            let mut miss = |ids: &[String], known: &[&BTreeSet<String>], what: &str| {
                for id in ids.iter().filter(|id| !known.iter().any(|set| set.contains(*id))) {
                    lost.push(format!("{}: {what} `{id}`", path.display()));
                }
            };
            miss(&refs.organs, &[&organs], "organ");
            miss(&refs.posts, &[&posts], "post");
            miss(&refs.people, &[&people], "person");
            miss(&refs.organs_or_people, &[&organs, &people], "organ or person");
            miss(&refs.any, &[&organs, &people, &events], "organ, person or event");
            miss(&refs.cites, &[&sources], "source");
            for source in model.sources.values().filter(|source| !source.within.is_empty()) {
                miss(&[source.within.to_string()], &[&sources], "source");
            }
        }
        assert!(lost.is_empty(), "nothing has these ids:\n{}", lost.join("\n"));
    }
}

/// The lines that bear text in each of the four documents that we wrote the model from.
fn documents() -> BTreeMap<&'static str, BTreeSet<usize>> {
    let lines = include_str!("wpk_lines.txt").lines().filter(|line| !line.starts_with('#'));
    let document = |line: &'static str| {
        let (source, ranges) = line.split_once(": ").expect("a source and its lines");
        (source, ranges.split(' ').flat_map(range).collect())
    };
    lines.map(document).collect()
}

/// The lines of `L39`, `39` or `39-41`.
fn range(text: &str) -> std::ops::RangeInclusive<usize> {
    let text = text.trim_start_matches('L');
    let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("`{text}` is no line"));
    match text.split_once('-') {
        Some((first, last)) => number(first)..=number(last),
        None => number(text)..=number(text),
    }
}

/// The lines under each of the three headings of the embassy's essay.
const SECTIONS: [(&str, std::ops::RangeInclusive<usize>); 3] =
    [("§1", 12..=81), ("§2", 87..=171), ("§3", 175..=227)];

/// What is wrong with a cited place such as `§1 L39-41, L45`, `L17, L21`.
fn wrong_place(at: &str, document: &BTreeSet<usize>) -> Option<String> {
    let mut section = None;
    for part in at.split(", ").flat_map(|part| part.split(' ')) {
        if part.starts_with('§') {
            section = Some(SECTIONS.iter().find(|(name, _)| *name == part)?.1.clone());
            continue;
        }
        let lines = range(part);
        if lines.is_empty() || !document.contains(lines.start()) || !document.contains(lines.end())
        {
            return Some(format!("{part} is blank or not there"));
        }
        let outside = |section: &std::ops::RangeInclusive<usize>| {
            !section.contains(lines.start()) || !section.contains(lines.end())
        };
        if section.as_ref().is_some_and(outside) {
            return Some(format!("{part} is not in that section"));
        }
    }
    None
}

#[test]
fn every_cited_line_of_the_workers_party_exists() {
    let documents = documents();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (path, _, model) in &Whole::load("wpk.ron").files {
        for (source, at) in Refs::of(model).places {
            let host = source.split('#').next().unwrap_or_default();
            let Some(document) = documents.get(host) else { continue };
            seen += 1;
            if at.is_empty() {
                wrong.push(format!("{}: `{source}` is cited without a line", path.display()));
            }
            let problem = (!at.is_empty()).then(|| wrong_place(&at, document)).flatten();
            wrong.extend(problem.map(|why| format!("{}: {source} {at}: {why}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 400, "only {seen} citations of the four documents were found");
}

#[test]
fn a_cited_line_that_is_not_there_is_found() {
    let document = BTreeSet::from([12, 15, 39, 41, 87, 90]);
    assert_eq!(wrong_place("§1 L39-41, L15, §2 L87", &document), None);
    for at in ["L40", "L41-39", "L39-99", "§1 L87", "§2 L39", "L16, L39"] {
        assert!(wrong_place(at, &document).is_some(), "{at}");
    }
}

#[test]
fn every_source_is_used_and_every_person_and_post_has_a_part() {
    for whole in Whole::all() {
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut people = BTreeSet::new();
        for model in whole.models() {
            let refs = Refs::of(model);
            used.extend(refs.cites);
            used.extend(model.sources.values().map(|source| source.within.to_string()));
            people.extend(refs.people);
            people.extend(refs.organs_or_people);
            people.extend(refs.any);
        }
        let sources = whole.models().flat_map(|m| m.sources.keys());
        let idle: Vec<_> = sources.filter(|id| !used.contains(&***id)).collect();
        assert!(idle.is_empty(), "sources that nothing cites: {idle:?}");
        let idle: Vec<_> = whole
            .models()
            .flat_map(|m| m.people.keys())
            .filter(|id| !people.contains(&***id))
            .collect();
        assert!(idle.is_empty(), "people who do nothing: {idle:?}");
    }
}

/// That an entry rests on a source: cited itself, or with every one of its claims cited.
#[test]
fn every_entry_is_cited() {
    for whole in Whole::all() {
        let mut bare = Vec::new();
        for model in whole.models() {
            bare.extend(
                model
                    .organs
                    .iter()
                    .filter(|(_, o)| o.cite.is_empty())
                    .map(|(id, _)| id.to_string()),
            );
            bare.extend(
                model.posts.iter().filter(|(_, p)| p.cite.is_empty()).map(|(id, _)| id.to_string()),
            );
            bare.extend(
                model
                    .people
                    .iter()
                    .filter(|(_, p)| p.cite.is_empty())
                    .map(|(id, _)| id.to_string()),
            );
            bare.extend(
                model
                    .events
                    .iter()
                    .filter(|(_, e)| e.cite.is_empty())
                    .map(|(id, _)| id.to_string()),
            );
            bare.extend(
                model
                    .tenures
                    .iter()
                    .filter(|t| t.cite.is_empty())
                    .map(|t| format!("{} as {}", t.person, t.post)),
            );
            bare.extend(
                model
                    .seats
                    .iter()
                    .filter(|s| s.cite.is_empty())
                    .map(|s| format!("{} in {}", s.person, s.organ)),
            );
            bare.extend(
                model
                    .transitions
                    .iter()
                    .filter(|t| t.change.cite.is_empty())
                    .map(|t| format!("{t:?}")),
            );
        }
        assert!(bare.is_empty(), "no source is named for: {bare:#?}");
    }
}

/// EDTF, with our extension that a set may stand at either end of an interval.
fn is_date(edtf: &str) -> bool {
    edtf_core::is_valid(edtf)
        || edtf.split_once('/').is_some_and(|(start, end)| {
            [start, end].iter().all(|side| {
                side.is_empty()
                    || *side == ".."
                    || (!side.contains('/') && edtf_core::is_valid(side))
            })
        })
}

fn dates(model: &Model) -> Vec<String> {
    let mut found = Vec::new();
    let mut take = |date: &Disputed<Date>| {
        found.extend(date.claims().iter().map(|claim| claim.value.edtf.to_string()));
    };
    let name_dates = |names: &[Name], take: &mut dyn FnMut(&Disputed<Date>)| {
        names.iter().for_each(|name| take(&name.used));
    };
    for organ in model.organs.values() {
        take(&organ.existence);
        name_dates(&organ.names, &mut take);
        organ.under.iter().for_each(|under| take(&under.during));
        organ.members.iter().for_each(|members| take(&members.on));
    }
    model.transitions.iter().for_each(|transition| take(&transition.change.on));
    for event in model.events.values() {
        take(&event.on);
        name_dates(&event.names, &mut take);
    }
    for post in model.posts.values() {
        take(&post.existence);
        name_dates(&post.names, &mut take);
    }
    for person in model.people.values() {
        take(&person.born);
        take(&person.died);
    }
    model.tenures.iter().for_each(|tenure| take(&tenure.during));
    model.seats.iter().for_each(|seat| take(&seat.during));
    found.extend(model.sources.values().map(|source| source.published.edtf.to_string()));
    for view in model.views.values() {
        found.extend([view.spec.as_of.to_string(), view.spec.known_by.to_string()]);
    }
    found.retain(|edtf| !edtf.is_empty());
    found
}

#[test]
fn every_date_is_a_date() {
    for (path, _, model) in Whole::all().into_iter().flat_map(|w| w.files) {
        for edtf in dates(&model) {
            assert!(is_date(&edtf), "{}: `{edtf}` is no date", path.display());
        }
    }
    for text in ["[..2013-01]/", "1945-10-10?/..", "/1945", "XXXX-04", "[1926-10-17..1930-06-30]"] {
        assert!(is_date(text), "`{text}`");
    }
    for text in ["1930-13-01", "July 1930", "1930-07-03/1931/1932", "[1930", "[1930]/x"] {
        assert!(!is_date(text), "`{text}`");
    }
}

#[test]
fn kinds_and_lines_are_those_of_the_charter() {
    for whole in Whole::all().into_iter().filter(|whole| whole.charter.is_some()) {
        let charter = whole.charter.as_ref().expect("filtered");
        for name in charter.kinds.keys() {
            whole.wider(name);
        }
        for kind in charter.kinds.values() {
            for stand in &kind.under {
                whole.kind(&stand.kind);
                assert!(
                    stand.line.is_empty() || charter.lines.contains_key(&stand.line),
                    "{stand:?}"
                );
            }
            kind.posts.iter().chain(&*kind.subset_of).for_each(|name| {
                whole.kind(name);
            });
        }
        for model in whole.models() {
            let kinds = model.posts.values().map(|post| &post.kind);
            for kind in kinds.chain(model.events.values().map(|event| &event.kind)) {
                assert!(kind.is_empty() || charter.kinds.contains_key(kind), "kind `{kind}`");
            }
        }
        for (id, organ) in whole.organs() {
            let kind = organ.kind.preferred().unwrap_or_else(|| panic!("`{id}` has no kind"));
            whole.kind(kind);
            for under in &organ.under {
                let line = if under.line.is_empty() { &charter.main_line } else { &under.line };
                assert!(charter.lines.contains_key(line), "`{id}`: line `{line}`");
                assert!(
                    may_stand(&whole, kind, &under.organ, line),
                    "`{id}`, a {kind}, {line} `{}`",
                    under.organ
                );
            }
        }
    }
}

/// Whether the nearest rule on what the kind may stand under allows this.
fn may_stand(whole: &Whole, kind: &str, superior: &str, line: &str) -> bool {
    let main = &whole.charter.as_ref().expect("asked of models with a charter").main_line;
    let kinds = whole.wider(kind);
    let Some(rule) = kinds.iter().map(|name| &whole.kind(name).under).find(|u| !u.is_empty())
    else {
        return true;
    };
    let above = whole.wider(whole.kind_of(superior).expect("references are tested elsewhere"));
    rule.iter().any(|stand| {
        let along = if stand.line.is_empty() { main } else { &stand.line };
        **along == *line && above.iter().any(|kind| *kind == *stand.kind)
    })
}

/// What the comments of the Workers' Party's model must name.
fn rows() -> Vec<String> {
    let rows = |prefix: &'static str, last: u32| {
        (1..=last).map(move |number| format!("{prefix}{number:02}"))
    };
    rows("H", 41).chain(rows("LN", 31)).chain(rows("P", 20)).chain(rows("EV", 29)).collect()
}

#[test]
fn no_numbered_statement_is_forgotten() {
    let whole = Whole::load("wpk.ron");
    let mut named = BTreeSet::new();
    for (_, text, _) in &whole.files {
        for (_, comment) in text.lines().filter_map(|line| line.split_once("// ")) {
            named.extend(comment.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_owned));
        }
    }
    let forgotten: Vec<_> = rows().into_iter().filter(|row| !named.contains(row)).collect();
    assert!(forgotten.is_empty(), "rows that no comment names: {forgotten:?}");
}

#[test]
fn no_organ_is_forgotten() {
    let whole = Whole::load("wpk.ron");
    let known: BTreeSet<_> = whole
        .models()
        .flat_map(|m| m.organs.keys().chain(m.events.keys()))
        .map(ToString::to_string)
        .collect();
    let forgotten: Vec<_> = ORGANS.split_whitespace().filter(|id| !known.contains(*id)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

const ORGANS: &str = "
    diu aiyl ycl src onsong basic-1930s rudimentary ajpga kpra kpra-units kpra-pc local-orgs empwc
    hpwc changbai manchuria-organs arf primary-1945 cpnk coc-1945 wpk wpk-cc wpk-pb wpk-presidium
    wpk-secretariat wpk-party-committees wpk-congress wpk-conf-4 csm csm-1 csm-2 csm-3 csm-4 csm-6
    dprk
";

#[test]
fn the_fatherland_association_is_found_by_both_abbreviations() {
    let whole = Whole::load("wpk.ron");
    let (_, arf) = whole.organs().find(|(id, _)| *id == "arf").expect("it is in the model");
    let names: Vec<_> = arf.names.iter().map(|name| &*name.text).collect();
    assert!(names.contains(&"ARP") && names.contains(&"ARF"), "{names:?}");
}

#[test]
fn every_kind_and_line_of_a_charter_is_used() {
    for whole in Whole::all().into_iter().filter(|whole| whole.charter.is_some()) {
        let charter = whole.charter.as_ref().expect("filtered");
        let (mut kinds, mut lines) = (BTreeSet::new(), BTreeSet::new());
        for model in whole.models() {
            let organs = model.organs.values();
            let claimed = organs.clone().flat_map(|organ| organ.kind.claims()).map(|c| &c.value);
            let posts = model.posts.values().map(|post| &post.kind);
            let events = model.events.values().map(|event| &event.kind);
            for kind in claimed.chain(posts).chain(events).filter(|kind| !kind.is_empty()) {
                kinds.extend(whole.wider(kind));
            }
            lines.extend(organs.flat_map(|organ| &organ.under).map(|under| match &*under.line {
                "" => charter.main_line.to_string(),
                line => line.to_owned(),
            }));
        }
        let idle: Vec<_> = charter.kinds.keys().filter(|kind| !kinds.contains(&***kind)).collect();
        assert!(idle.is_empty(), "kinds of which there is none: {idle:?}");
        let idle: Vec<_> = charter.lines.keys().filter(|line| !lines.contains(&***line)).collect();
        assert!(idle.is_empty(), "lines along which nothing stands: {idle:?}");
    }
}
