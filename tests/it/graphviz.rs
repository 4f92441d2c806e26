//! What Graphviz finds in our DOT: the same things, lines and frames that the view has, whatever they are
//! called. `ORGANIGRAM_REQUIRE_GRAPHVIZ=1` makes a skip a failure.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use organigram::render::dot;
use organigram::view::{Body, Bond, View};

use crate::drawn;
use crate::render::{MODELS, pictures};

/// Things by id with how their words begin, lines by their ends, frames by their words with what is in them.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) nodes: BTreeMap<String, String>,
    pub(crate) edges: Vec<(String, String)>,
    pub(crate) frames: Vec<(String, Vec<String>)>,
}

impl Found {
    fn sorted(mut self) -> Found {
        self.edges.sort();
        self.frames.iter_mut().for_each(|(_, members)| members.sort());
        self.frames.sort();
        self
    }
}

/// Whether Graphviz is there; shows why a test is skipped where it is not.
pub(crate) fn has_graphviz() -> bool {
    if Command::new("dot").arg("-V").output().is_ok() {
        return true;
    }
    let required = std::env::var_os("ORGANIGRAM_REQUIRE_GRAPHVIZ").is_some();
    assert!(!required, "ORGANIGRAM_REQUIRE_GRAPHVIZ is set and `dot` cannot be run");
    eprintln!("skipped: `dot` cannot be run, so no DOT file is read back; install Graphviz");
    false
}

/// What Graphviz understands of a text, after one of its engines has placed everything.
pub(crate) fn read(name: &str, text: &str, engine: &str) -> Value {
    let mut dot = Command::new("dot")
        .args(["-Tdot_json", "-K", engine])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("dot runs");
    let mut stdin = dot.stdin.take().expect("it is piped");
    let text_again = text;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let read = dot.wait_with_output().expect("dot ends");
    let written = writer.join().expect("the writer ends");
    let reported = String::from_utf8_lossy(&read.stderr);
    // Where its ranking of frames in frames gives up, another of its engines shows that it reads the text.
    if engine == "dot" && reported.contains("trouble in init_rank") {
        return self::read(name, text_again, "neato");
    }
    // Of how hard a drawing was Graphviz may complain; what it reads, it must understand.
    let about_reading = reported.lines().find(|line| !line.contains("reclaim box space"));
    assert!(read.status.success() && about_reading.is_none(), "{name}: {reported}");
    written.expect("dot reads to the end");
    serde_json::from_slice(&read.stdout).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn found(graph: &Value) -> Found {
    let mut found = Found::default();
    let text = |of: &Value, key: &str| of[key].as_str().unwrap_or_default().to_owned();
    let empty = Vec::new();
    let objects = graph["objects"].as_array().unwrap_or(&empty);
    let id = |object: &Value| id_of(&text(object, "name"));
    let named = |gvid: &Value| {
        let object = objects.iter().find(|object| object["_gvid"] == *gvid);
        id(object.expect("an edge joins nodes that are there"))
    };
    let (subgraphs, nodes) =
        objects.split_at(graph["_subgraph_cnt"].as_u64().unwrap_or(0) as usize);
    // Some engines add subgraphs of their own.
    for frame in subgraphs.iter().filter(|frame| text(frame, "name").starts_with("cluster_")) {
        let members = frame["nodes"].as_array().unwrap_or(&empty).iter().map(named).collect();
        found.frames.push((words_of(&text(frame, "label")), members));
    }
    for node in nodes {
        let again = found.nodes.insert(id(node), words_of(&text(node, "label")));
        assert_eq!(again, None, "a node twice");
    }
    for edge in graph["edges"].as_array().unwrap_or(&empty) {
        found.edges.push((named(&edge["tail"]), named(&edge["head"])));
    }
    found
}

/// An id as it was before it was written: Graphviz keeps the backslashes of an id as they stand.
fn id_of(written: &str) -> String {
    let mut out = String::new();
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (letter, false) => out.push(letter),
            (_, true) => match letters.next() {
                Some('x') => {
                    let digits: String = letters.by_ref().take(2).collect();
                    let code = u32::from_str_radix(&digits, 16).expect("two digits follow");
                    out.push(char::from_u32(code).expect("a control character"));
                }
                other => out.push(other.expect("a backslash escapes something")),
            },
        }
    }
    out
}

/// The words that a reader sees for a label. One that was not written is Graphviz's own word for the id.
fn words_of(written: &str) -> String {
    if written == "\\N" {
        return String::new();
    }
    let mut out = String::new();
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => out.push('\n'),
                Some('\\') => out.push('\\'),
                other => {
                    panic!("Graphviz would take \\{other:?} for something else in {written:?}")
                }
            },
            letter => out.push(letter),
        }
    }
    // Graphviz reads `&` and `;` with letters and digits between them as one letter.
    let pieces = out.split('&').skip(1).filter(|piece| !piece.starts_with("amp;"));
    let entity = pieces.filter_map(|piece| piece.split_once(';')).find(|(name, _)| {
        !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '#')
    });
    assert!(entity.is_none(), "an entity in {written:?}");
    out.replace("&amp;", "&")
}

/// Words as any form of file shows them: what cannot be shown has a sign in its place.
fn shown(words: &str) -> String {
    let show = |letter: char| match letter {
        '\n' => '\n',
        letter if letter.is_control() => '\u{FFFD}',
        letter => letter,
    };
    words.chars().map(show).collect()
}

/// What a view has, read off the view.
pub(crate) fn wanted(view: &View) -> Found {
    let mut wanted = Found::default();
    match view {
        View::Hierarchy(view) => {
            let id = |at: usize| view.cards[at].id.clone();
            for card in &view.cards {
                wanted.nodes.insert(card.id.clone(), shown(&card.label));
                let above = card.superior.iter().map(|above| (card.id.clone(), id(above.card)));
                wanted.edges.extend(above);
            }
            wanted.edges.extend(view.extras.iter().map(|extra| (id(extra.to), id(extra.from))));
        }
        View::Network(view) => {
            let id = |at: usize| view.cards[at].id.clone();
            let cards = view.cards.iter().map(|card| (card.id.clone(), shown(&card.label)));
            wanted.nodes.extend(cards);
            // From the unit to the superior.
            wanted.edges.extend(view.links.iter().map(|link| match link.bond {
                Bond::Superior => (id(link.to), id(link.from)),
                Bond::Descent | Bond::Service => (id(link.from), id(link.to)),
            }));
            let members = |cards: &[usize]| cards.iter().map(|&card| id(card)).collect();
            let frames = view.clusters.iter();
            wanted.frames = frames.map(|of| (shown(&of.label), members(&of.cards))).collect();
        }
        View::Lineage(view) => {
            let id = |at: &usize| view.bands[*at].id.clone();
            let bands = view.bands.iter().map(|band| (band.id.clone(), shown(&band.label)));
            wanted.nodes.extend(bands);
            for (place, joint) in view.event_marks.iter().enumerate() {
                match (&joint.from[..], &joint.into[..]) {
                    ([], _) | (_, []) => {}
                    ([from], [into]) => wanted.edges.push((id(from), id(into))),
                    (from, into) => {
                        let hub = format!("event {place}");
                        wanted.edges.extend(from.iter().map(|from| (id(from), hub.clone())));
                        wanted.edges.extend(into.iter().map(|into| (hub.clone(), id(into))));
                        wanted.nodes.insert(hub, String::new());
                    }
                }
            }
        }
        View::Roster(view) => {
            let mut count = 0;
            for side in &view.sides {
                for body in &side.bodies {
                    wanted.body(body, &side.label, None, &mut count);
                }
            }
        }
        View::Tenures(view) => {
            for (place, row) in view.rows.iter().enumerate() {
                wanted.nodes.insert(format!("post {place}"), shown(&row.label));
                for bar in &row.bars {
                    let person = format!("person {}", bar.person);
                    wanted.edges.push((format!("post {place}"), person.clone()));
                    wanted.nodes.entry(person).or_insert_with(|| shown(&bar.name));
                }
            }
        }
    }
    wanted
}

impl Found {
    /// A body, its lists and their entries: numbered in the order in which they are read, for somebody may
    /// sit in several.
    fn body(&mut self, body: &Body, label: &str, above: Option<&str>, count: &mut usize) {
        let words = if label.is_empty() { &body.name } else { label };
        let own = self.add(&body.id, words, above, count);
        for list in &body.lists {
            let head = self.add(&list.heading, &list.heading, Some(&own), count);
            for entry in &list.entries {
                self.add(&entry.person, "", Some(&head), count);
            }
        }
        for inner in &body.bodies {
            self.body(inner, "", Some(&own), count);
        }
    }

    fn add(&mut self, id: &str, words: &str, above: Option<&str>, count: &mut usize) -> String {
        *count += 1;
        let name = format!("{count} {id}");
        self.nodes.insert(name.clone(), shown(words));
        self.edges.extend(above.map(|above| (above.to_owned(), name.clone())));
        name
    }
}

/// Ids and ends must be the same; of words, how they begin: what follows them in a box is the writer's.
fn compare(name: &str, view: &View, engine: &str) {
    let read = read(name, &dot(view), engine);
    let (found, wanted) = (found(&read).sorted(), wanted(view).sorted());
    let ids = |found: &Found| found.nodes.keys().cloned().collect::<Vec<_>>();
    assert_eq!(apart(ids(&found), ids(&wanted)), Vec::<String>::new(), "{name}: nodes");
    assert_eq!(apart(found.edges, wanted.edges), Vec::<String>::new(), "{name}: lines");
    assert_eq!(apart(found.frames, wanted.frames), Vec::<String>::new(), "{name}: frames");
    for (id, words) in &wanted.nodes {
        assert!(found.nodes[id].starts_with(words), "{name}: {id:.60?} {:.60?}", found.nodes[id]);
    }
}

/// What only one of two sorted lists has, however often.
pub(crate) fn apart<T: PartialEq + std::fmt::Debug>(
    mut found: Vec<T>,
    wanted: Vec<T>,
) -> Vec<String> {
    let mut apart = Vec::new();
    for one in wanted {
        match found.iter().position(|other| *other == one) {
            Some(at) => drop(found.swap_remove(at)),
            None => apart.push(format!("missing: {one:.60?}")),
        }
    }
    apart.extend(found.iter().map(|one| format!("too much: {one:.60?}")));
    apart
}

#[test]
fn graphviz_finds_the_things_and_lines_of_the_models() {
    if has_graphviz() {
        drawn::of_models().iter().for_each(|(name, view)| compare(name, view, "dot"));
    }
}

#[test]
fn graphviz_reads_every_file_of_the_gallery() {
    if !has_graphviz() {
        return;
    }
    for (_, folder) in MODELS {
        for (name, text) in pictures(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            if name.ends_with(".dot") {
                let text = String::from_utf8(text).expect("it is UTF-8");
                let found = found(&read(&name, &text, "osage"));
                assert!(!found.nodes.is_empty() && !found.edges.is_empty(), "{folder}/{name}");
            }
        }
    }
}

#[test]
fn graphviz_finds_them_whatever_they_are_called() {
    if has_graphviz() {
        // The engine `dot` leads no line along a box as wide as a name of 5,000 letters.
        drawn::hostile().iter().for_each(|(name, view)| compare(name, view, "osage"));
    }
}
