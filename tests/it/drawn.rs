//! Views for the tests of the writers: of every sort, from the shipped models and with hostile words in
//! every place that takes words.

use std::path::Path;

use organigram::graph::{Builder, Class, OrgGraph, Perspective, PerspectiveSpec, Slice, Threshold};
use organigram::load::{LoadOptions, load};
use organigram::model::Clustering;
use organigram::time::{Answer, DateSpan, Day, When};
use organigram::view::{
    Band, Bar, Body, Bond, Caption, Card, CardNote, Change, Cluster, Comparison, End, EventMark,
    EventMarkKind, Extra, HierarchyView, LineageView, Link, LinkTarget, List, ListSort, Mark,
    NetworkView, Posts, Reference, Rename, Role, RosterEntry, RosterSide, RosterView, Scope, State,
    Superior, TenureRow, TenuresView, Vacancy, Varies, View,
};

/// Words that try to leave their place in one form of file or another.
pub(crate) fn hostile_words() -> Vec<String> {
    let short = [
        "",
        "   ",
        "\"",
        "a\"];evil[label=\"pwn",
        "\"]; click n0 href \"javascript:alert(1)\"",
        "trailing\\",
        "\\\"",
        "\\\\",
        "\\N\\G\\l\\n",
        "line\nbreak",
        "\\\nglue",
        "return\r\nand\ttab",
        "nul\0bell\u{7}escape\u{1b}[31mdelete\u{7f}",
        "nul\u{1}bell\u{7}escape\u{1b}[31mdelete\u{7f}",
        "next\u{85}line\u{2028}separator\u{feff}",
        "not\u{fffe}a\u{ffff}letter",
        "<b>bold</b>",
        "<<b>html</b>>",
        "</text></svg><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "]]>",
        "--><!--",
        "&amp;&#38;&lt;#38;#quot;&nosuch;",
        "{a|b}",
        "node",
        "graph",
        "edge",
        "subgraph",
        "digraph",
        "strict",
        "cluster_0",
        "end",
        "default",
        "style",
        "n0",
        "%%{init: {'theme': 'forest'}}%%",
        "%% remark",
        "---",
        "# heading",
        "- item",
        "* item",
        "+ 3 below",
        "1. first",
        "2) second",
        "> quoted",
        "*slanted* **bold** _it_ __b__ ~~struck~~",
        "[link](javascript:alert(1))",
        "![img](x.png)",
        "`code`",
        "$$x^2$$",
        "fa:fa-ban",
        "http://example.org/?a=b&c=d",
        "a --> b",
        "a;b:c,d",
        "a::: hidden",
        "vert, crit, milestone",
        "1950-01-01",
        "@title @picture @ink ${x}",
        "__proto__",
        "constructor",
        "조선로동당 중앙위원회",
        "中国共产党",
        "שלום (עולם)",
        "مرحبا بالعالم",
        "left \u{202e}right\u{202c} \u{2067}isolated\u{2069}",
        "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
        "Z\u{351}\u{36b}\u{343}\u{36a}\u{302}a\u{334}lgo",
    ];
    let long = ["x".repeat(5_000), "🎉".repeat(5_000), "five thousand letters ".repeat(228)];
    short.into_iter().map(String::from).chain(long).collect()
}

fn caption(words: &str) -> Caption {
    Caption {
        title: words.to_owned(),
        second_title: words.to_owned(),
        subtitle: words.to_owned(),
        notes: vec![words.to_owned()],
        sources: vec![Reference {
            short: String::new(),
            number: 1,
            text: words.to_owned(),
            link: Some(words.to_owned()),
        }],
        ..Caption::default()
    }
}

fn page(words: &str) -> Option<LinkTarget> {
    Some(LinkTarget::Page(words.to_owned()))
}

fn card(words: &str, at: usize) -> Card {
    let above = (at > 0).then(|| Superior {
        card: (at - 1) / 3,
        line: Some(at),
        tooltip: words.to_owned(),
        ..Superior::default()
    });
    Card {
        id: words.to_owned(),
        label: words.to_owned(),
        asides: vec![CardNote { role: Role::Note, text: words.to_owned() }],
        kind: Some(at),
        tooltip: words.to_owned(),
        link: page(words),
        collapsed: (at % 5) as u32,
        superior: above,
        highlighted: at.is_multiple_of(7),
        ..Card::default()
    }
}

fn mark(at: usize) -> Mark {
    let answer = [Answer::Certain, Answer::Presumed, Answer::Possible][at % 3];
    Mark { answer, disputed: at.is_multiple_of(4), ..Mark::default() }
}

/// A view of every sort in which every word is hostile.
pub(crate) fn hostile() -> Vec<(String, View)> {
    let words = hostile_words();
    let title = "</title><script>alert(1)</script>\"\\";
    let views = [
        View::Hierarchy(hostile_hierarchy(&words, title)),
        View::Lineage(hostile_lineage(&words, title)),
        View::Roster(hostile_roster(&words, title)),
        View::Tenures(hostile_tenures(&words, title)),
        View::Network(hostile_network(&words, title)),
    ];
    let names = ["hierarchy", "lineage", "roster", "tenures", "network"];
    names.iter().map(|name| format!("hostile {name}")).zip(views).collect()
}

fn hostile_hierarchy(words: &[String], title: &str) -> HierarchyView {
    let count = words.len();
    let extra = |at: usize| Extra {
        from: at,
        to: (at * 7 + 3) % count,
        line: Some(at),
        mark: mark(at),
        tooltip: words[at].clone(),
        link: page(&words[at]),
        change: at.is_multiple_of(6).then_some(Change::Added),
    };
    HierarchyView {
        caption: caption(title),
        kinds: words.to_vec(),
        lines: words.to_vec(),
        cards: words.iter().zip(0..).map(|(words, at)| card(words, at)).collect(),
        extras: (0..count).step_by(3).map(extra).collect(),
    }
}

fn hostile_network(words: &[String], title: &str) -> NetworkView {
    let count = words.len();
    let bonds = [Bond::Superior, Bond::Descent, Bond::Service];
    let link = |at: usize| Link {
        from: at,
        to: (at * 5 + 2) % count,
        bond: bonds[at % 3],
        line: at % 9,
        mark: mark(at),
        tooltip: words[at].clone(),
        link: page(&words[at]),
    };
    let cluster = |at: usize| Cluster {
        label: words[at].clone(),
        cards: (at..count).step_by(9).collect(),
        superior: None,
    };
    NetworkView {
        caption: caption(title),
        kinds: words.to_vec(),
        lines: words.to_vec(),
        cards: words.iter().zip(0..).map(|(words, at)| card(words, at)).collect(),
        links: (0..count).map(link).collect(),
        clusters: (0..6).map(cluster).collect(),
    }
}

fn year(at: usize) -> DateSpan {
    DateSpan::day(Day::from_ymd(1900 + at as i32, 1, 1).expect("the first of January is a day"))
}

fn hostile_lineage(words: &[String], title: &str) -> LineageView {
    let band = |(at, words): (usize, &String)| Band {
        id: words.clone(),
        label: words.clone(),
        renames: vec![Rename {
            on: year(at + 3),
            label: words.clone(),
            tooltip: words.clone(),
            link: page(words),
        }],
        kind: Some(at),
        group: Some(at),
        start: year(at),
        end: [End::Stated(year(at + 9)), End::NotRecorded(None), End::Open][at % 3],
        mark: mark(at),
        tooltip: words.clone(),
        link: page(words),
        highlighted: at.is_multiple_of(7),
    };
    let kinds = [
        EventMarkKind::Split,
        EventMarkKind::Merged,
        EventMarkKind::Succeeded,
        EventMarkKind::Origin,
    ];
    let joint = |at: usize| {
        let (from, into) = match at % 4 {
            0 => (vec![at], vec![at + 1, at + 2]),
            1 => (vec![at, at + 1], vec![at + 2]),
            _ => (vec![at], vec![at + 1]),
        };
        let tooltip = words[at].clone();
        let on = year(at + 5);
        EventMark {
            kind: kinds[at % 4],
            from,
            into,
            on,
            mark: mark(at),
            tooltip,
            ..EventMark::default()
        }
    };
    LineageView {
        groups: words.to_vec(),
        caption: caption(title),
        kinds: words.to_vec(),
        bands: words.iter().enumerate().map(band).collect(),
        event_marks: (0..words.len() - 2).step_by(2).map(joint).collect(),
        range: None,
    }
}

fn hostile_roster(words: &[String], title: &str) -> RosterView {
    let entry = |(at, words): (usize, &String)| RosterEntry {
        person: words.clone(),
        place: words.clone(),
        name: words.clone(),
        original: Some(words.clone()),
        rank: Some(at as u32),
        details: vec![words.clone()],
        mark: mark(at),
        change: at.is_multiple_of(5).then_some(Change::Moved),
        tooltip: words.clone(),
        link: page(words),
        ..RosterEntry::default()
    };
    let list = |words: &[String]| List {
        sort: if words.len().is_multiple_of(2) { ListSort::Members } else { ListSort::Post },
        heading: words[0].clone(),
        original: Some(words[0].clone()),
        entries: words.iter().enumerate().map(entry).collect(),
        note: words[0].clone(),
        id: words[0].clone(),
        tooltip: words[0].clone(),
        ..List::default()
    };
    let body = |words: &[String]| Body {
        id: words[0].clone(),
        name: words[0].clone(),
        original: Some(words[0].clone()),
        kind: words[0].clone(),
        lists: words.chunks(5).map(list).collect(),
        tooltip: words[0].clone(),
        link: page(&words[0]),
        ..Body::default()
    };
    let side = |words: &[String]| RosterSide {
        label: words[0].clone(),
        bodies: words
            .chunks(12)
            .map(|words| Body { bodies: vec![body(words)], ..body(words) })
            .collect(),
    };
    let sides = words.chunks(words.len().div_ceil(2)).map(side).collect();
    RosterView { caption: caption(title), sides }
}

fn hostile_tenures(words: &[String], title: &str) -> TenuresView {
    let bar = |(at, words): (usize, &String)| Bar {
        person: words.clone(),
        name: words.clone(),
        dates: words.clone(),
        label: words.clone(),
        start: year(at),
        end: End::Stated(year(at + 1)),
        mark: mark(at),
        tooltip: words.clone(),
        link: page(words),
        ..Bar::default()
    };
    let row = |words: &[String]| TenureRow {
        id: words[0].clone(),
        label: words[0].clone(),
        place: words[0].clone(),
        original: Some(words[0].clone()),
        bars: words.iter().enumerate().map(bar).collect(),
        gaps: vec![Vacancy {
            from: year(0).earliest,
            to: year(1).earliest,
            tooltip: words[0].clone(),
        }],
        tooltip: words[0].clone(),
        ..TenureRow::default()
    };
    TenuresView { caption: caption(title), rows: words.chunks(4).map(row).collect(), range: None }
}

/// The models, and a day and a second day on which much stands in each.
const MODELS: [(&str, &str, &str); 3] = [
    ("models/wpk.ron", "2013-01-28", "2021"),
    ("models/ministry.ron", "2005", "2012"),
    ("models/chess-club.ron", "1970", "1990"),
];

fn open(model: &str) -> OrgGraph {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(model);
    let loaded = load(&path, &LoadOptions::default(), Builder::default());
    loaded.sink.finish(loaded.sources, loaded.charter)
}

fn at<'g>(graph: &'g OrgGraph, day: Option<&str>, threshold: Threshold) -> Slice<'g> {
    let when = day.map(|day| When::parse(day).expect("it is EDTF"));
    let all = Perspective::new(graph, &PerspectiveSpec::default()).expect("no source is named");
    Slice::new(graph, when, all, threshold)
}

/// Views of every sort of the shipped models.
pub(crate) fn of_models() -> Vec<(String, View)> {
    let mut views = Vec::new();
    for (model, first, second) in MODELS {
        let graph = open(model);
        let mut add = |name: &str, view: View| views.push((format!("{model} {name}"), view));
        for (name, threshold) in [("", Threshold::Presumed), (" possible", Threshold::Possible)] {
            let (slice, past) = (at(&graph, Some(first), threshold), at(&graph, None, threshold));
            let scope = Scope::default().posts(Posts::InBoxes);
            let named = |sort: &str| format!("{sort}{name}");
            add(&named("hierarchy"), View::Hierarchy(HierarchyView::of(&slice, &scope)));
            add(&named("lineage"), View::Lineage(LineageView::of(&past, &scope)));
            add(&named("tenures"), View::Tenures(TenuresView::of(&past, &scope)));
            let clusterings = [Clustering::None, Clustering::Kind, Clustering::Superior];
            for cluster in clusterings {
                let scope = Scope::default().cluster(cluster);
                let view = NetworkView::of(&slice, &scope);
                add(&named(&format!("network {cluster}")), View::Network(view));
            }
            let scope = Scope::default().roots(graph.nodes(Class::Organ));
            add(&named("roster"), View::Roster(RosterView::of(&slice, &scope)));
        }
        let (before, after) = (
            at(&graph, Some(first), Threshold::Presumed),
            at(&graph, Some(second), Threshold::Presumed),
        );
        let (whole, scope) = (Scope::default().roots(graph.nodes(Class::Organ)), Scope::default());
        let states = |scope| Comparison {
            before: State { slice: &before, scope },
            after: State { slice: &after, scope },
            varies: Varies::Date,
        };
        add("diff", View::Hierarchy(HierarchyView::compared(&states(&scope))));
        add("diff of rosters", View::Roster(RosterView::compared(&states(&whole))));
    }
    let genealogies = open("models/genealogies.ron");
    let past = at(&genealogies, None, Threshold::Presumed);
    views.push((
        "models/genealogies.ron lineage".to_owned(),
        View::Lineage(LineageView::of(&past, &Scope::default())),
    ));
    views
}
