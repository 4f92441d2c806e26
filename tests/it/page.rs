//! The page: what stands in its data is what the library answers, on every day, in every perspective. What a browser
//! makes of it is tested in `web/test`.

use std::collections::BTreeSet;
use std::process::Command;

use organigram::project::{
    Answer, PageOptions, Project, Question, Request, Statement, Style, draw,
};
use organigram::time::Day;
use serde_json::Value;

/// The data of a page, and how to look things up in it, written anew from `docs/page.md`.
struct PageData {
    data: Value,
}

/// A moment of a page, as a question asks about it.
type Moment = (usize, Option<String>);

impl PageData {
    fn of(project: &Project, options: &PageOptions) -> PageData {
        let page = project.page(options).expect("the model is whole");
        PageData { data: serde_json::from_str(&page.data).expect("it is JSON") }
    }

    fn list(&self, name: &str) -> &Vec<Value> {
        self.data[name].as_array().unwrap()
    }

    /// Every moment, and for each day also the last before the next change.
    fn moments(&self) -> Vec<Moment> {
        let days: Vec<i32> =
            self.list("days").iter().map(|day| day.as_i64().unwrap() as i32).collect();
        let text = |day: i32| Some(Day(day).to_string());
        let mut moments = vec![(0, None), (1, text(days[0] - 1)), (1, text(days[0] - 4000))];
        for (at, day) in days.iter().enumerate() {
            moments.push((at + 2, text(*day)));
            let last = days.get(at + 1).map_or(day + 4000, |next| next - 1);
            if last > *day {
                moments.push((at + 2, text(last)));
            }
        }
        for (at, period) in self.list("periods").iter().enumerate() {
            moments.push((days.len() + 2 + at, Some(period[0].as_str().unwrap().to_owned())));
        }
        moments
    }

    fn question(&self, by: usize) -> Question {
        let perspective = &self.list("perspectives")[by];
        let ids = |name: &str| -> Vec<String> {
            let sources = perspective[name].as_array().unwrap().iter();
            let id =
                |number: &Value| &self.list("sources")[number.as_u64().unwrap() as usize]["id"];
            sources.map(|number| id(number).as_str().unwrap().to_owned()).collect()
        };
        let mut question = Question::default();
        question.according_to = ids("by");
        question.without = ids("without");
        question.known_by = perspective["known_by"].as_str().map(str::to_owned);
        question
    }

    fn shared(&self, what: &str, number: &Value) -> &Value {
        &self.data["shared"][what][number.as_u64().unwrap() as usize]
    }

    fn text(&self, number: &Value) -> &str {
        self.shared("texts", number).as_str().unwrap()
    }

    /// What a run says at a moment: the answer, the reason and the name.
    fn said(&self, run: &Value, (moment, day): &Moment) -> (u64, String, &str) {
        let run = self.shared("runs", run).as_array().unwrap();
        let turn = run.chunks(2).rfind(|turn| turn[0].as_u64().unwrap() as usize <= *moment);
        let value = self.shared("values", &turn.unwrap()[1]);
        let why = self.text(&value[1]).replace("{day}", day.as_deref().unwrap_or_default());
        (value[0].as_u64().unwrap(), why, self.text(&value[2]))
    }
}

fn number(answer: Answer) -> u64 {
    [Answer::No, Answer::Possible, Answer::Presumed, Answer::Certain]
        .iter()
        .position(|of| *of == answer)
        .unwrap() as u64
}

/// What differs between a row of the page and the library's.
fn row_differs(page: &PageData, row: &Value, wanted: &Statement<'_>, moment: &Moment) -> bool {
    let row = page.shared("rows", row);
    let said = row.get("a").map(|run| page.said(run, moment));
    let (mut answer, mut why, name) = said.map_or((4, String::new(), ""), |said| said);
    if why.starts_with("its date comes again and again") && wanted.answer == Some(Answer::No) {
        (answer, why) = (0, wanted.why.clone());
    }
    let value = if row.get("t").is_some() { name } else { row["v"].as_str().unwrap_or("") };
    let id = row
        .get("t")
        .map(|thing| page.list("things")[thing.as_u64().unwrap() as usize]["id"].as_str().unwrap());
    let dates: Vec<&str> = row
        .get("d")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|d| d["e"].as_str().unwrap())
        .collect();
    let cites = row.get("c").and_then(Value::as_array).map_or(0, Vec::len);
    (value, id, answer, why.as_str())
        != (&*wanted.value, wanted.id, wanted.answer.map_or(4, number), &*wanted.why)
        || row["h"].as_str().unwrap_or("") != wanted.how
        || dates != wanted.dates.iter().map(|date| date.edtf).collect::<Vec<_>>()
        || cites != wanted.cites.len()
        || row.get("x").is_some() != wanted.rival
}

/// Compares the dossiers of things with the library's, at every moment in every perspective; of each `step`-th only.
fn compare_dossiers(model: &str, options: &PageOptions, step: usize) {
    let project = Project::open(model).unwrap();
    let page = PageData::of(&project, options);
    let (moments, things) = (page.moments(), page.list("things").len());
    let mut turn = 0;
    let mut asked = 0;
    for by in 0..page.list("perspectives").len() {
        let own = page.question(by);
        for moment in &moments {
            for thing in 0..things {
                turn += 1;
                if turn % step != 0 {
                    continue;
                }
                asked += 1;
                let mut question = own.clone();
                question.as_of.clone_from(&moment.1);
                let id = page.list("things")[thing]["id"].as_str().unwrap();
                let wanted = project.show(&question, id).unwrap();
                let dossier = &page.list("dossiers")[by][thing];
                let said = page.said(&dossier["a"], moment);
                let context = format!("{model}, {id}, {question:?}");
                // A date that comes again and again is not followed for ever: less sure, and said.
                if said.1.starts_with("its date comes again and again") {
                    assert!(said.0 == 1 && wanted.answer <= Answer::Possible, "{context}");
                    continue;
                }
                assert_eq!(
                    said,
                    (number(wanted.answer), wanted.why.clone(), wanted.name),
                    "{context}"
                );
                let sections = dossier["s"].as_array().unwrap();
                assert_eq!(sections.len(), wanted.sections.len(), "{context}");
                for (section, wanted) in sections.iter().zip(&wanted.sections) {
                    assert_eq!(page.text(&section[0]), wanted.title, "{context}");
                    let rows = section[1].as_array().unwrap();
                    assert_eq!(rows.len(), wanted.rows.len(), "{context}, {}", wanted.title);
                    for (row, wanted) in rows.iter().zip(&wanted.rows) {
                        assert!(
                            !row_differs(&page, row, wanted, moment),
                            "{context}: the page says {:?} {:?}, the library {wanted:?}",
                            page.shared("rows", row),
                            page.shared("rows", row).get("a").map(|run| page.said(run, moment)),
                        );
                    }
                }
            }
        }
    }
    assert!(asked > 300, "{asked} questions are few");
}

/// `PAGE_ALL=1` asks about every thing at every moment in every perspective, of the whole of the largest model too: for a
/// release build.
fn is_whole() -> bool {
    std::env::var_os("PAGE_ALL").is_some()
}

fn step(usual: usize) -> usize {
    if is_whole() { 1 } else { usual }
}

/// The page of the Workers' Party, with a few views unless all is wanted.
fn party() -> PageOptions {
    let mut options = PageOptions::default();
    if !is_whole() {
        options.views = vec!["guerrilla-1937".to_owned(), "bureau-2013".to_owned()];
        options.perspectives = 1;
    }
    options
}

#[test]
fn the_answers_are_those_of_the_library() {
    let all = PageOptions::default();
    compare_dossiers("models/chess-club.ron", &all, step(3));
    compare_dossiers("models/six-scripts.ron", &all, step(7));
    compare_dossiers("models/wpk.ron", &party(), step(997));
}

/// The ids of the marks of a picture, each with its classes but for the numbers of kinds, which are of one picture.
fn marks_of(svg: &str) -> BTreeSet<(String, String)> {
    let mut marks = BTreeSet::new();
    for (at, _) in svg.match_indices(" id=\"o-") {
        let id = svg[at + 7..].split('"').next().unwrap();
        let tag = &svg[..at];
        let tag = &tag[tag.rfind('<').unwrap()..];
        let class = tag.split("class=\"").nth(1).and_then(|rest| rest.split('"').next());
        let is_kind = |word: &&str| {
            word.strip_prefix('k')
                .is_some_and(|rest| rest == "-none" || rest.parse::<u32>().is_ok())
        };
        let class = class.unwrap_or("").split(' ').filter(|word| !is_kind(word));
        marks.insert((id.to_owned(), class.collect::<Vec<_>>().join(" ")));
    }
    marks
}

/// The marks of a scene of the page.
fn marks_shown(page: &PageData, scene: usize) -> BTreeSet<(String, String)> {
    let drawn = &page.data["drawn"];
    let list = drawn["scenes"][scene]["m"].as_array().unwrap();
    let mut marks = BTreeSet::new();
    for turn in list.chunks(3) {
        let mark = &drawn["marks"][turn[0].as_u64().unwrap() as usize];
        let svg = mark["s"].as_str().unwrap();
        let class = svg.split("class=\"").nth(1).filter(|_| svg.starts_with("<g class"));
        let class = class.and_then(|rest| rest.split('"').next()).unwrap_or("");
        let id = match (mark["k"].as_str(), mark["t"].as_array()) {
            (Some(name), _) => name.to_owned(),
            (None, Some(things)) => {
                let thing = things[0].as_u64().unwrap() as usize;
                page.list("things")[thing]["id"].as_str().unwrap().to_owned()
            }
            (None, None) => String::new(),
        };
        let whole = match id.is_empty() {
            true => svg.to_owned(),
            false => format!("<g class=\"{class}\" id=\"o-{id}\">{svg}"),
        };
        marks.extend(marks_of(&whole));
    }
    marks
}

/// Compares the pictures of a model with the library's: each `step`-th of all views, perspectives, certainties and moments.
fn compare_pictures(model: &str, options: &PageOptions, step: usize) {
    let project = Project::open(model).unwrap();
    let page = PageData::of(&project, options);
    let moments = page.moments();
    let (mut turn, mut drawn) = (0, 0);
    for view in page.list("views") {
        let name = view["name"].as_str().unwrap();
        let named = Request::named(&project, name).unwrap_or_else(|_| Request::hierarchy());
        for (by, pictures) in view["pictures"].as_array().unwrap().iter().enumerate() {
            for (shows, turns) in pictures.as_array().unwrap().iter().enumerate() {
                let turns = turns.as_array().unwrap();
                for moment in &moments {
                    turn += 1;
                    if turns.is_empty() || turn % step != 0 || view["motion"] != "moving" {
                        continue;
                    }
                    drawn += 1;
                    let mut request = named.clone();
                    request.question = page.question(by);
                    request.question.lines.clone_from(&named.question.lines);
                    request.question.as_of.clone_from(&moment.1);
                    request = match shows {
                        0 => request.certain(),
                        2 => request.possible(),
                        _ => request,
                    };
                    let view = project.view(&request).unwrap();
                    let wanted = match view.is_empty() {
                        true => BTreeSet::new(),
                        false => marks_of(&draw(&view, &Style::default()).svg().unwrap()),
                    };
                    let own =
                        turns.chunks(2).rfind(|t| t[0].as_u64().unwrap() as usize <= moment.0);
                    let shown = match own.map_or(0, |turn| turn[1].as_u64().unwrap()) {
                        0 => BTreeSet::new(),
                        scene => marks_shown(&page, scene as usize - 1),
                    };
                    assert_eq!(shown, wanted, "{model}, {name}, {:?}", request.question);
                }
            }
        }
    }
    assert!(drawn > 100, "{drawn} pictures are few");
}

#[test]
fn the_pictures_are_those_of_the_library() {
    compare_pictures("models/chess-club.ron", &PageOptions::default(), step(3));
    compare_pictures("models/wpk.ron", &party(), step(37));
}

fn small(title: &str) -> Project {
    Project::from_text(
        "club.ron",
        format!(
            r#"Model(title: {title:?}, organs: {{
                "club": Organ(name: {title:?}, existence: "1950/1971", cite: "minutes p. 3"),
                "board": Organ(name: "Board", under: "club", existence: "1951~/1960"),
            }})"#
        ),
    )
}

#[test]
fn hostile_names_stay_words() {
    let page = small("</script><script>alert(1)</script><img src=x onerror=alert(1)>");
    let page = page.page(&PageOptions::default()).unwrap();
    assert!(!page.html.contains("<script>alert"));
    assert!(!page.html.contains("<img"));
    let data: Value = serde_json::from_str(&page.data).unwrap();
    for mark in data["drawn"]["marks"].as_array().unwrap() {
        let svg = mark["s"].as_str().unwrap();
        assert!(!svg.contains("<script") && !svg.contains("<img"), "{svg}");
    }
}

#[test]
fn a_page_allows_nothing_but_its_own_script() {
    let page = small("Club").page(&PageOptions::default()).unwrap().html;
    let policy = page.split("Content-Security-Policy").nth(1).unwrap();
    let policy = policy.split('>').next().unwrap();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("script-src 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(!page.contains(" src=\"") && !page.contains("<link") && !page.contains("@import"));
}

#[test]
fn the_same_model_gives_the_same_page() {
    let page =
        || Project::open("models/chess-club.ron").unwrap().page(&PageOptions::default()).unwrap();
    assert!(page().html == page().html);
}

#[test]
fn the_verb_writes_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("club.html");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_organigram"));
        command
            .args(["page", "models/chess-club.ron", "-o"])
            .arg(&path)
            .args(args)
            .output()
            .unwrap()
    };
    let done = run(&[]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("<!DOCTYPE html>"));
    let wrong = run(&["--view", "sections-1971"]);
    assert_eq!(wrong.status.code(), Some(2));
    let message = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(message.contains("did you mean `sections-1970`?"), "{message}");
}

/// A model of `levels` levels under one organ, each organ with `units` units.
fn tree(levels: u32, units: usize) -> Project {
    let mut organs = String::from(r#""o": Organ(name: "o", existence: "1900/2000", cite: "a"),"#);
    let mut above = vec!["o".to_owned()];
    for _ in 0..levels {
        let mut next = Vec::new();
        for superior in &above {
            for unit in 0..units {
                let id = format!("{superior}{unit}");
                let start = 1901 + id.len() * 10 + unit;
                organs += &format!(
                    r#""{id}": Organ(name: "{id}", under: "{superior}", existence: "{start}/1990", cite: "a"),"#
                );
                next.push(id);
            }
        }
        above = next;
    }
    let text = format!(
        r#"Model(title: "Tree", sources: {{ "a": Source(title: "A") }}, organs: {{ {organs} }})"#
    );
    Project::from_text("tree.ron", text)
}

fn numbers(list: &Value) -> Vec<usize> {
    list.as_array().into_iter().flatten().map(|number| number.as_u64().unwrap() as usize).collect()
}

/// The scene of a list of turns at a moment, if anything is shown.
fn scene_at<'p>(page: &'p PageData, turns: &Value, moment: usize) -> Option<&'p Value> {
    let turns = numbers(turns);
    let turn = turns.chunks(2).rfind(|turn| turn[0] <= moment)?;
    turn[1].checked_sub(1).map(|scene| &page.data["drawn"]["scenes"][scene])
}

#[test]
fn a_large_chart_is_cut_to_screens_that_hang_together() {
    let project = tree(4, 4);
    let page = PageData::of(&project, &PageOptions::default());
    let things = page.list("things");
    assert_eq!(things.len(), 1 + 4 + 16 + 64 + 256);
    let view = &page.list("views")[0];
    let parts: Vec<&Value> = view["parts"].as_array().unwrap().iter().collect();
    // Each organ that has units has a chart of its own.
    assert_eq!(parts.len(), 1 + 4 + 16 + 64);
    let part = |thing: usize| parts.iter().find(|part| part["t"] == thing);
    let charts = std::iter::once((None, &view["pictures"]))
        .chain(parts.iter().map(|part| (part["t"].as_u64(), &part["p"])));
    let slice_of = |moment: &Moment, id: Option<&str>, depth| {
        let mut question = Question::default();
        question.as_of.clone_from(&moment.1);
        let rows = project.tree(&question, id, Some(depth)).unwrap();
        rows.iter().map(|row| row.id.to_owned()).collect::<BTreeSet<String>>()
    };
    for (head, pictures) in charts {
        let scenes = page.moments().into_iter().filter_map(|moment| {
            scene_at(&page, &pictures[0][1], moment.0).map(|scene| (moment, scene))
        });
        let scenes: Vec<(Moment, &Value)> = scenes.collect();
        let levels = |scene: &Value| numbers(&scene["o"]).chunks(2).map(|one| one[1]).max();
        let edge = scenes.iter().filter_map(|(_, scene)| levels(scene)).max();
        for (moment, scene) in scenes {
            let listed = numbers(&scene["o"]);
            let id = |thing: usize| things[thing]["id"].as_str().unwrap();
            let shown: BTreeSet<String> =
                listed.chunks(2).map(|one| id(one[0]).to_owned()).collect();
            assert!(shown.len() <= 60, "{head:?}: {} boxes", shown.len());
            // What is shown is what the library says of those levels.
            let deepest = listed.chunks(2).map(|one| one[1]).max().unwrap() as u32;
            let head = head.map(|head| id(head as usize));
            assert_eq!(shown, slice_of(&moment, head, deepest), "{head:?} {moment:?}");
            // What is closed can be opened, and nothing else that has units is at the edge.
            for closed in numbers(&scene["k"]) {
                assert!(part(closed).is_some(), "{}", id(closed));
                assert!(shown.contains(id(closed)));
            }
            let edge = listed.chunks(2).filter(|one| Some(one[1]) == edge);
            let with_units = edge.filter(|one| part(one[0]).is_some()).count();
            assert_eq!(numbers(&scene["k"]).len(), with_units, "{head:?} {moment:?}");
        }
    }
}

#[test]
fn an_organ_that_stood_alone_for_a_while_begins_the_chart_then() {
    let mut text = String::from(
        r#""late": Organ(existence: "1900/1990", under: [Under(organ: "o", during: "1950/1990")]),
           "o": Organ(existence: "1900/1990"),"#,
    );
    for unit in 0..200 {
        text += &format!(r#""u{unit}": Organ(existence: "1900/1990", under: "o"),"#);
    }
    let project = Project::from_text("tree.ron", format!("Model(organs: {{ {text} }})"));
    let page = PageData::of(&project, &PageOptions::default());
    let view = &page.list("views")[0];
    let shown = |year: &str| {
        let moments = page.moments();
        let moment = moments.iter().rfind(|(_, day)| day.as_deref().is_some_and(|day| day < year));
        let scene = scene_at(&page, &view["pictures"][0][1], moment.unwrap().0).unwrap();
        let listed = numbers(&scene["o"]);
        let ids = listed.chunks(2).map(|one| page.list("things")[one[0]]["id"].as_str().unwrap());
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(shown("1949"), ["o", "late"]);
    assert_eq!(shown("1960"), ["o"]);
}

#[test]
fn an_organ_with_very_many_units_shows_some_and_says_how_many_are_not_drawn() {
    let units: String = (0..1000).map(|unit| format!(r#""u{unit}": Organ(under: "o"),"#)).collect();
    let project =
        Project::from_text("wide.ron", format!(r#"Model(organs: {{ "o": Organ(), {units} }})"#));
    let page = PageData::of(&project, &PageOptions::default());
    let part = &page.list("views")[0]["parts"][0];
    let scene = scene_at(&page, &part["p"][0][1], 0).unwrap();
    assert_eq!(numbers(&scene["o"]).len() / 2, 240);
    let note = &page.data["drawn"]["notes"][scene["n"][0].as_u64().unwrap() as usize];
    assert!(note.as_str().unwrap().starts_with("761 more organs"), "{note}");
}

#[test]
fn what_is_left_out_of_a_page_is_not_in_it() {
    let project = tree(3, 3);
    let whole = project.page(&PageOptions::default()).unwrap();
    let mut options = PageOptions::default();
    options.root = vec!["o1".to_owned()];
    let page = PageData::of(&project, &options);
    assert!(page.data.to_string().len() * 2 < whole.data.len());
    let has = |page: &PageData, id: &str| {
        let thing = page.list("things").iter().find(|thing| thing["id"] == id).unwrap();
        thing.get("x").is_none()
    };
    assert!(has(&page, "o1") && has(&page, "o12") && !has(&page, "o") && !has(&page, "o2"));
    options.root.clear();
    options.only = vec!["under(o2)".to_owned()];
    let page = PageData::of(&project, &options);
    assert!(has(&page, "o21") && !has(&page, "o2") && !has(&page, "o11"));
    options.only = vec!["undr(o2)".to_owned()];
    assert!(project.page(&options).is_err());
}

#[test]
fn a_page_of_some_years_answers_for_each_of_their_days() {
    let project = Project::open("models/chess-club.ron").unwrap();
    let mut options = PageOptions::default();
    options.from = Some("1955".to_owned());
    options.to = Some("1965".to_owned());
    let page = PageData::of(&project, &options);
    let range: Vec<i32> =
        page.list("range").iter().map(|day| day.as_i64().unwrap() as i32).collect();
    assert_eq!(
        [Day(range[0]).to_string(), Day(range[1]).to_string()],
        ["1955-01-01", "1965-12-31"]
    );
    let days = page.list("days");
    assert!(
        days.iter().all(|day| (range[0] as i64..=range[1] as i64).contains(&day.as_i64().unwrap()))
    );
    let moments =
        |day: i32| 1 + days.iter().filter(|of| of.as_i64().unwrap() <= i64::from(day)).count();
    let mut asked = 0;
    for day in (range[0]..=range[1]).step_by(13) {
        let mut question = Question::default();
        question.as_of = Some(Day(day).to_string());
        for (thing, of) in page.list("things").iter().enumerate() {
            if of.get("x").is_some() {
                continue;
            }
            let wanted = project.show(&question, of["id"].as_str().unwrap()).unwrap();
            let said = page.said(
                &page.list("dossiers")[0][thing]["a"],
                &(moments(day), question.as_of.clone()),
            );
            assert_eq!(
                said,
                (number(wanted.answer), wanted.why.clone(), wanted.name),
                "{of} {question:?}"
            );
            asked += 1;
        }
    }
    assert!(asked > 1000, "{asked}");
    assert!(page.list("things").iter().any(|thing| thing.get("x").is_some()));
}
