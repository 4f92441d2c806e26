//! Draws made-up and measured views, to look at: `cargo run --example pictures -- FOLDER [PARLGOV]`.
//! Takes a folder to write to and perhaps the folder of the ParlGov tables; never part of the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

#[path = "../tests/verify/mod.rs"]
mod verify;

use organigram::layout::{Direction, LayoutOptions, Stretches, layout};
use organigram::render::{Theme, dot, svg};
use organigram::time::{Answer, DateSpan, Day, Period};
use organigram::view::{
    Band, Caption, Card, CardNote, End, EventMark, EventMarkKind, Extra, HierarchyView,
    LineageView, Mark, Modality, Reference, Rename, Role, Superior, View,
};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder to write to");
    let folder = Path::new(&folder);
    let sideways = LayoutOptions::default().direction(Direction::Right);
    let cut = LayoutOptions::default().stretches(Stretches::CutShort);
    let usual = LayoutOptions::default();
    write(folder, "tiny", &View::Hierarchy(party()), &usual);
    write(folder, "tiny-right", &View::Hierarchy(party()), &sideways);
    write(folder, "ministry", &View::Hierarchy(ministry(200)), &usual);
    write(folder, "ministry-2000", &View::Hierarchy(ministry(2000)), &usual);
    write(folder, "ministry-100000", &View::Hierarchy(ministry(100_000)), &usual);
    write(folder, "ministry-10000", &View::Hierarchy(ministry(10_000)), &usual);
    write(folder, "ministry-1000", &View::Hierarchy(ministry(1000)), &usual);
    write(folder, "predecessors", &View::Lineage(predecessors()), &cut);
    write(folder, "predecessors-in-scale", &View::Lineage(predecessors()), &usual);
    if let Some(tables) = arguments.next() {
        let tables = Path::new(&tables);
        write(folder, "israel", &View::Lineage(parlgov(tables, &["IL"], 500)), &usual);
        write(folder, "parties", &View::Lineage(parlgov(tables, &[], 500)), &usual);
    }
}

fn write(folder: &Path, name: &str, view: &View, options: &LayoutOptions) {
    let start = Instant::now();
    let scene = layout(view, options);
    let laid = start.elapsed();
    let text = svg(&scene, &Theme::light());
    println!(
        "{name}: {} x {}, {} kB; layout {laid:?}, all {:?}",
        scene.width,
        scene.height,
        text.len() / 1000,
        start.elapsed()
    );
    let faults = [
        verify::off_the_page(&scene),
        verify::words_outside_their_box(&scene),
        verify::against_time(&scene),
        verify::overlapping_cards(&scene).into_iter().map(|pair| format!("{pair:?}")).collect(),
        verify::overlapping_names(&scene).into_iter().map(|pair| format!("{pair:?}")).collect(),
    ];
    for fault in faults.into_iter().flat_map(|faults| faults.into_iter().take(5)) {
        println!("  {fault}");
    }
    fs::write(folder.join(format!("{name}.svg")), text).expect("the folder can be written to");
    fs::write(folder.join(format!("{name}.dot")), dot(view)).expect("the folder can be written to");
}

fn sure(answer: Answer, modality: Modality, disputed: bool) -> Mark {
    Mark { answer, modality, disputed, ..Mark::default() }
}

fn under(card: usize, line: usize, mark: Mark) -> Option<Superior> {
    Some(Superior {
        card,
        line: Some(line),
        mark,
        tooltip: "part of".into(),
        ..Superior::default()
    })
}

fn party() -> HierarchyView {
    let certain = Mark::default();
    let presumed = sure(Answer::Presumed, Modality::Asserted, false);
    let possible = sure(Answer::Possible, Modality::Inferred, false);
    let disputed = sure(Answer::Certain, Modality::Reported, true);
    let ahead = sure(Answer::Possible, Modality::Projected, false);
    let card = |id: &str, label: &str, kind: usize, mark: Mark, superior: Option<Superior>| Card {
        id: id.into(),
        label: label.into(),
        kind: Some(kind),
        mark,
        superior,
        tooltip: format!("{label}: according to two sources"),
        ..Card::default()
    };
    let mut cards = vec![
        card("wpk", "Workers' Party of Korea", 0, certain, None),
        card("congress", "Party Congress", 1, certain, under(0, 0, certain)),
        card(
            "cc",
            "Central Committee of the Workers' Party of Korea",
            2,
            certain,
            under(0, 0, certain),
        ),
        card("pb", "Political Bureau", 3, presumed, under(2, 1, presumed)),
        card("presidium", "Presidium", 3, presumed, under(3, 0, presumed)),
        card("secretariat", "Secretariat", 3, disputed, under(2, 0, disputed)),
        card("ccc", "Central Control and Auditing Commission", 4, possible, under(2, 0, possible)),
        card("meeting", "Eighth Meeting of Party Cell Secretaries", 5, ahead, under(2, 0, ahead)),
        card("provinces", "Provincial Party Committees", 2, certain, under(2, 0, certain)),
        card("cells", "Party cells", 6, certain, under(8, 0, certain)),
    ];
    cards[0].asides.push(CardNote { role: Role::Name, text: "조선로동당".into() });
    cards[3].asides.push(CardNote { role: Role::Holder, text: "Chair: vacant since 2013".into() });
    cards[9].collapsed = 120;
    let extra = |from, to, line, mark| Extra {
        from,
        to,
        line: Some(line),
        mark,
        tooltip: "guides".into(),
        ..Extra::default()
    };
    HierarchyView {
        caption: Caption {
            title: "Workers' Party of Korea".into(),
            second_title: String::new(),
            subtitle: "As of 28 January 2013, according to all sources, preferred claims first".into(),
            highlight: String::new(),
            notes: vec!["Almost no source gives an end for any organ. What is presumed had begun for certain and has no recorded end.".into()],
            sources: ["North Korea Leadership Watch, “Party Cell Secretaries to Meet on 28 January”, 25 January 2013", "Embassy of the DPRK in Jakarta, “October and the Workers' Party of Korea”, 10 October 2013"]
                .iter()
                .zip(1..)
                .map(|(text, number)| Reference { number, text: (*text).into(), short: String::new(), link: None })
                .collect(),
        },
        kinds: ["party", "congress", "committee", "bureau", "commission", "meeting", "cell"].map(String::from).into(),
        lines: ["part of", "elected by", "guided by"].map(String::from).into(),
        cards,
        extras: vec![extra(1, 2, 1, certain), extra(3, 7, 2, ahead), extra(4, 8, 2, possible), extra(5, 9, 2, disputed)],
    }
}

/// Small random numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }
}

fn ministry(count: usize) -> HierarchyView {
    let kinds = ["ministry", "department", "directorate", "division", "unit", "agency"];
    let topics = [
        "Budget",
        "Rail",
        "Ports and Inland Waterways",
        "Road Safety",
        "Civil Aviation",
        "Public Works",
        "Legal Affairs",
        "Personnel",
        "International Cooperation",
        "Archives",
        "Statistics",
        "Procurement",
        "Internal Audit",
        "Regional Transport Planning",
        "Energy",
        "Press",
    ];
    let mut dice = Dice(7);
    let mut cards: Vec<Card> = vec![Card {
        id: "ministry".into(),
        label: "Ministry of Transport and Public Works".into(),
        kind: Some(0),
        asides: vec![CardNote { role: Role::Holder, text: "Minister: A. Example".into() }],
        ..Card::default()
    }];
    let mut depth = vec![0usize];
    let mut open = vec![0usize];
    while cards.len() < count {
        let parent = open.remove(dice.roll(open.len().min(3)));
        let units = if depth[parent] == 0 { 7 } else { 2 + dice.roll(9) };
        for _ in 0..units.min(count - cards.len()) {
            let topic = topics[dice.roll(topics.len())];
            let place = cards.len();
            let kind = (depth[parent] + 1).min(5);
            let answer = [Answer::Certain, Answer::Certain, Answer::Presumed, Answer::Possible]
                [dice.roll(4)];
            cards.push(Card {
                id: format!("organ-{place}"),
                label: format!(
                    "{} of {topic}",
                    ["Ministry", "Department", "Directorate", "Division", "Unit", "Agency"][kind]
                ),
                kind: Some(kind),
                mark: sure(answer, Modality::Asserted, dice.roll(30) == 0),
                superior: under(parent, 0, Mark::default()),
                ..Card::default()
            });
            depth.push(depth[parent] + 1);
            if dice.roll(100) < 38 || depth[parent] == 0 {
                open.push(place);
            }
        }
        if open.is_empty() {
            open.push(cards.len() - 1);
        }
    }
    let extras = (0..(count / 25).min(60))
        .map(|_| Extra {
            from: dice.roll(cards.len()),
            to: dice.roll(cards.len()),
            line: Some(1),
            ..Extra::default()
        })
        .filter(|extra| extra.from != extra.to)
        .collect();
    HierarchyView {
        caption: Caption {
            title: "Ministry of Transport and Public Works".into(),
            subtitle: format!("As of 1 March 2020; {count} organs"),
            ..Caption::default()
        },
        kinds: kinds.map(String::from).into(),
        lines: ["part of", "advises"].map(String::from).into(),
        cards,
        extras,
    }
}

fn span(text: &str) -> DateSpan {
    if text.is_empty() { DateSpan::UNKNOWN } else { Period::parse(text).expect("a date").start() }
}

/// The predecessors of the Workers' Party as the sources of the model show them.
fn predecessors() -> LineageView {
    let rows: [(&str, &str, usize, &str, &str); 26] = [
        ("diu", "Down-with-Imperialism Union", 0, "1926-10-17", "?"),
        ("aiyl", "Anti-imperialist Youth League", 0, "[1926-10-17..1930-06-30]", "?"),
        ("ycl", "Young Communist League", 0, "[1926-10-17..1930-06-30]", "?"),
        ("src", "Society for Rallying Comrades", 1, "1930-07-03", "?"),
        ("onsong", "First party organisation in the homeland (Onsong)", 2, "1930-10", "?"),
        ("basic", "Basic party organisations", 2, "[1930-07..1934-05]", "?"),
        ("rudimentary", "Rudimentary party organisations", 2, "", "?"),
        ("ajpga", "Anti-Japanese People's Guerrilla Army", 3, "", "?"),
        ("kpra", "Korean People's Revolutionary Army", 3, "[..1934-05]", "?"),
        ("kpra-pc", "KPRA Party Committee", 4, "1934-05", "?"),
        ("kpra-units", "Party organisations in KPRA units", 2, "", "?"),
        ("local", "Local party organisations", 2, "", "?"),
        ("empwc", "East Manchurian Party Working Committee", 4, "1936-03", "?"),
        ("hpwc", "Homeland Party Working Committee", 4, "1936-12", "?"),
        ("changbai", "Changbai Party County", 4, "1937-02", "?"),
        ("manchuria", "Regional party guidance organs in Manchuria", 4, "", "?"),
        ("arf", "Association for the Restoration of the Fatherland", 1, "1936-05", "?"),
        ("primary", "Primary Party organisations", 2, "[..1945-08-15]", "?"),
        ("cpnk", "Communist Party of North Korea", 5, "[..1945-10-10]", "?"),
        (
            "coc",
            "Central Organising Committee of the Communist Party of North Korea",
            4,
            "1945-10-10",
            "?",
        ),
        ("wpnk", "Workers' Party of North Korea", 5, "1946-08-28", "1949-06-30"),
        ("wpsk", "Workers' Party of South Korea", 5, "1946-11-23", "1949-06-24"),
        ("wpk", "Workers' Party of Korea", 5, "[1945-08-15..1945-10-14]", ".."),
        ("dprk", "Democratic People's Republic of Korea", 6, "1948-09-09", ".."),
        ("pb", "Political Bureau", 4, "[..2013-01]", "?"),
        ("npp", "New People's Party", 5, "1946-02-16", "1946-08-28"),
    ];
    let place = |id: &str| rows.iter().position(|row| row.0 == id).expect("the id is in the list");
    let bands = rows
        .iter()
        .map(|&(id, label, kind, start, end)| Band {
            id: id.into(),
            label: label.into(),
            kind: Some(kind),
            start: span(start),
            end: match end {
                "?" => End::NotRecorded(None),
                ".." => End::Open,
                date => End::Stated(span(date)),
            },
            renames: if id == "pb" {
                vec![Rename {
                    on: span("2016-05"),
                    label: "Political Bureau (elected by the Seventh Congress)".into(),
                    ..Rename::default()
                }]
            } else {
                Vec::new()
            },
            mark: match id {
                "wpk" => sure(Answer::Certain, Modality::Asserted, true),
                "manchuria" | "local" => sure(Answer::Possible, Modality::Implied, false),
                _ => Mark::default(),
            },
            tooltip: format!("{label}\nbegins {start}"),
            ..Band::default()
        })
        .collect();
    let event = |kind, from: &[&str], into: &[&str], on: &str, mark| EventMark {
        kind,
        from: from.iter().map(|id| place(id)).collect(),
        into: into.iter().map(|id| place(id)).collect(),
        on: span(on),
        mark,
        tooltip: format!("{kind:?} {on}"),
        ..EventMark::default()
    };
    let sure_mark = Mark::default();
    let implied = sure(Answer::Possible, Modality::Implied, false);
    use EventMarkKind::{Absorbed, Founded, Merged, Origin, Split, Succeeded};
    let event_marks = vec![
        event(Founded, &[], &["diu"], "1926-10-17", sure_mark),
        event(Split, &["diu"], &["aiyl", "ycl"], "[1926-10-17..1930-06-30]", sure_mark),
        event(Origin, &["aiyl", "ycl"], &["src"], "1930-07-03", sure_mark),
        event(Founded, &[], &["src"], "1930-07-03", sure_mark),
        event(Origin, &["src"], &["onsong"], "1930-10", sure_mark),
        event(Origin, &["onsong"], &["basic"], "[1930-07..1934-05]", sure_mark),
        event(Origin, &["onsong"], &["hpwc"], "1936-12", sure_mark),
        event(Succeeded, &["ajpga"], &["kpra"], "", sure_mark),
        event(Origin, &["diu"], &["wpk"], "1926-10-17", sure_mark),
        event(Origin, &["src"], &["wpk"], "1930-07-03", sure_mark),
        event(Origin, &["coc"], &["wpk"], "1945-10-10", implied),
        event(Origin, &["primary"], &["wpk"], "1945", sure_mark),
        event(Origin, &["arf"], &["wpk"], "1936-05", sure_mark),
        event(Origin, &["cpnk"], &["coc"], "1945-10-10", implied),
        event(Merged, &["cpnk", "npp"], &["wpnk"], "1946-08-28", sure_mark),
        event(
            Absorbed,
            &["wpnk"],
            &["wpk"],
            "1949-06-30",
            sure(Answer::Certain, Modality::Asserted, true),
        ),
        event(
            Absorbed,
            &["wpsk"],
            &["wpk"],
            "1949-06-24",
            sure(Answer::Certain, Modality::Asserted, true),
        ),
    ];
    LineageView {
        groups: Vec::new(),
        caption: Caption {
            title: "The Workers' Party of Korea and its predecessors".into(),
            second_title: String::new(),
            subtitle: "Lineage 1926-2016, according to all sources, preferred claims first".into(),
            highlight: String::new(),
            notes: Vec::new(),
            sources: ["KCNA, “Society for Rallying Comrades, origin of WPK”, 3 July 2019", "Embassy of the DPRK in Jakarta, “October and the Workers' Party of Korea”, 10 October 2013", "North Korea Leadership Watch, “Party Cell Secretaries to Meet on 28 January”, 25 January 2013"]
                .iter()
                .zip(1..)
                .map(|(text, number)| Reference { number, text: (*text).into(), short: String::new(), link: Some("https://example.org/".into()) })
                .collect(),
        },
        kinds: ["youth union", "society", "party organisation", "army", "committee", "party", "state"].map(String::from).into(),
        bands,
        event_marks,
        range: None,
    }
}

/// Parties that have predecessors or successors, of the given countries or of all, as many as wanted.
fn parlgov(folder: &Path, countries: &[&str], most: usize) -> LineageView {
    let organs = table(&folder.join("organs.csv"));
    let lineage = table(&folder.join("lineage.csv"));
    let names = table(&folder.join("names.csv"));
    let country: BTreeMap<&str, &str> =
        organs.iter().map(|row| (&row[0][..], &row[7][..])).collect();
    let wanted =
        |id: &str| countries.is_empty() || country.get(id).is_some_and(|c| countries.contains(c));
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    let mut event_marks = Vec::new();
    for row in lineage.iter().filter(|row| wanted(&row[0]) && wanted(&row[1])) {
        if place.len() + 2 > most {
            break;
        }
        let mut at = |id: &str| {
            let next = place.len();
            *place.entry(id.to_owned()).or_insert(next)
        };
        let (from, into) = (at(&row[0]), at(&row[1]));
        let kind = match &row[2][..] {
            "merged" => EventMarkKind::Merged,
            "joined" => EventMarkKind::Absorbed,
            "splinter" | "division" => EventMarkKind::Split,
            "successor" => EventMarkKind::Succeeded,
            _ => EventMarkKind::Origin,
        };
        let on = if row[3].ends_with("-07-01") { &row[3][..4] } else { &row[3][..] };
        let mut event = EventMark {
            kind,
            from: vec![from],
            into: vec![into],
            on: span(on),
            tooltip: on.into(),
            ..EventMark::default()
        };
        if matches!(kind, EventMarkKind::Absorbed) && from == into {
            event.into.clear();
        }
        event_marks.push(event);
    }
    let mut ids: Vec<(String, usize)> = place.into_iter().collect();
    ids.sort_by_key(|(_, place)| *place);
    let mut kinds: Vec<String> = Vec::new();
    let mut bands = Vec::new();
    for (id, place) in &ids {
        let row = organs.iter().find(|row| row[0] == *id).expect("the organ is in the table");
        let kind = kinds.iter().position(|kind| *kind == row[7]).unwrap_or_else(|| {
            kinds.push(row[7].clone());
            kinds.len() - 1
        });
        let first =
            event_marks.iter().filter(|j| j.into.contains(place)).map(|j| j.on.earliest).min();
        let start = if row[5].is_empty() {
            first.map_or(DateSpan::UNKNOWN, |day| DateSpan { earliest: Day::MIN, latest: day })
        } else {
            span(if row[5].ends_with("-07-01") { &row[5][..4] } else { &row[5] })
        };
        let gone = event_marks
            .iter()
            .filter(|j| j.from.contains(place) && j.kind == EventMarkKind::Merged)
            .map(|j| j.on)
            .next();
        let end = if !row[6].is_empty() {
            End::Stated(span(&row[6]))
        } else if let Some(on) = gone {
            End::Stated(on)
        } else {
            End::NotRecorded(None)
        };
        let renames = names
            .iter()
            .filter(|name| name[0] == *id && name[2] == "en" && !name[3].is_empty())
            .map(|name| Rename { on: span(&name[3]), label: name[1].clone(), ..Rename::default() })
            .filter(|rename| rename.on.earliest > start.latest || start.latest == Day::MAX)
            .collect();
        bands.push(Band {
            id: id.clone(),
            label: row[2].clone(),
            kind: Some(kind),
            start,
            end,
            renames,
            tooltip: format!("{} ({} - {})", row[2], row[5], row[6]),
            ..Band::default()
        });
    }
    LineageView {
        groups: Vec::new(),
        caption: Caption {
            title: if countries.is_empty() {
                "Party genealogy".into()
            } else {
                format!("Party genealogy: {}", countries.join(", "))
            },
            second_title: String::new(),
            subtitle: format!("{} parties; ParlGov 2024", bands.len()),
            highlight: String::new(),
            notes: Vec::new(),
            sources: vec![Reference {
                short: String::new(),
                number: 1,
                text: "Döring and Manow, ParlGov, 2024 release".into(),
                link: None,
            }],
        },
        kinds,
        bands,
        event_marks,
        range: Some((Day(-20000), Day(19000))),
    }
}

/// Rows of a table without its heading.
fn table(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).expect("the table can be read");
    let mut rows = vec![Vec::new()];
    let (mut field, mut quoted) = (String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => {
                rows.last_mut().expect("there is a row").push(std::mem::take(&mut field))
            }
            '\n' if !quoted => {
                rows.last_mut().expect("there is a row").push(std::mem::take(&mut field));
                rows.push(Vec::new());
            }
            '\r' => {}
            c => field.push(c),
        }
    }
    rows.retain(|row| row.len() > 1);
    rows.split_off(1)
}
