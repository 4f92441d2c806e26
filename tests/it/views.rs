//! Rosters, tenures and differences, from the outside: what a wrong question is reported, and what two files
//! are distinguished by. The pictures themselves stand in `output/`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Output};

use organigram::layout::{LayoutOptions, SceneItem, layout};
use organigram::project::{Project, Request, Style, View, draw};

fn render(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_organigram"));
    command.arg("render").args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.output().expect("the program was built for the tests")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a refused command says, and its exit code.
fn refused(args: &[&str]) -> String {
    let run = render(&[args, &["-o", "-"]].concat());
    assert_eq!(text(&run.stdout), "", "{args:?}");
    format!("{}: {}", run.status.code().expect("it ends by itself"), text(&run.stderr).trim())
}

#[test]
fn a_wrong_question_is_reported_how_to_fix_it() {
    let club = "models/chess-club.ron";
    for (args, words) in [
        (vec!["--view", "roster"], "2: error: a roster shows an organ: name it with --root"),
        (vec!["--view", "roster", "--root", "bord"], "did you mean `board`?"),
        (
            vec!["--view", "tenures", "--root", "nobody-here"],
            "no organ, post or person has the id or name",
        ),
        (
            vec!["--view", "roster", "--root", "youth"],
            "1: note: nothing to draw: no member or post holder",
        ),
        (vec!["--view", "tenures", "--root", "study"], "add --depth 1"),
        (
            vec!["--view", "roster", "--root", "board", "--as-of", "1066"],
            "recorded are 1971-06-01/, 1990-02/",
        ),
        (vec!["--view", "diff"], "add --from DATE --to DATE"),
        (vec!["--view", "diff", "--from", "1990", "--to", "1970"], "exchange the two"),
        (vec!["--view", "diff", "--from", "1990"], "--to <DATE>"),
        (vec!["--view", "diff", "--from", "199o", "--to", "2000"], "--from: `199o`"),
        (vec!["--view", "diff", "--between", "minutes", "minuets"], "did you mean `minutes`?"),
        (vec!["--view", "lineage", "--from", "1970", "--to", "1990"], "use --view diff"),
        (vec!["--view", "tenures", "--between", "minutes", "jubilee"], "--as-of FROM/TO"),
        (vec!["--view", "hierarchy", "--from", "1000", "--to", "1001"], "1: note: nothing to draw"),
    ] {
        let reported = refused(&[&[club], &args[..]].concat());
        assert!(reported.contains(words), "{args:?}\n{reported}");
    }
}

#[test]
fn two_files_are_reported_apart_in_one_picture() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let write = |name: &str, model: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, model).expect("the file can be written");
        path.to_str().expect("the path is plain").to_owned()
    };
    let old = write(
        "old.ron",
        r#"Model(organs: { "a": Organ(name: "Head"), "b": Organ(name: "Old hand", under: "a"), "c": Organ(under: "a") })"#,
    );
    let new = write(
        "new.ron",
        r#"Model(organs: { "a": Organ(name: "Head"), "d": Organ(name: "New hand", under: "a"), "c": Organ(name: "Left", under: "d") })"#,
    );
    let run = render(&[&old, "--view", "diff", "--against", &new, "-o", "-", "--format", "mmd"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    // Mermaid is given a mark that is not seen before what it could take for Markdown.
    let drawn = text(&run.stdout).replace('\u{2060}', "");
    for words in [
        "Old hand<br/>(only in the first)",
        "New hand<br/>(only in the second)",
        "(under another superior)<br/>(under another name)",
    ] {
        assert!(drawn.contains(words), "{words}\n{drawn}");
    }
    let gone = refused(&[&old, "--view", "diff", "--against", &new, "--root", "b"]);
    assert!(gone.contains("name an organ that both have"), "{gone}");
}

#[test]
fn every_form_of_file_takes_every_view() {
    for view in ["bureau-2013", "heads", "bureau-2011-2013", "guerrilla-two-tellings"] {
        for form in ["svg", "dot", "mmd", "json", "html", "png", "pdf"] {
            let run =
                render(&["models/wpk.ron", view, "--format", form, "--scale", "0.2", "-o", "-"]);
            assert!(run.status.success(), "{view} as {form}: {}", text(&run.stderr));
            assert!(!run.stdout.is_empty(), "{view} as {form}");
        }
    }
}

#[test]
fn who_only_is_forecast_or_honoured_is_reported_so() {
    let draw = |args: &[&str]| {
        let run = render(&[&["models/wpk.ron"], args, &["-o", "-"]].concat());
        assert!(run.status.success(), "{}", text(&run.stderr));
        text(&run.stdout)
    };
    let bureau = draw(&["bureau-2013"]);
    assert!(bureau.contains("projected, not a member"), "{bureau}");
    let open = draw(&["bureau-2011-2013"]);
    assert!(open.contains(">perhaps:"), "{open}");
    let heads = draw(&["heads"]);
    for words in ["no holder recorded", "posthumous honour, not the holder"] {
        assert!(heads.contains(words), "{words}");
    }
}

#[test]
fn hostile_names_of_people_stay_names() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let model = folder.path().join("hostile.ron");
    let hostile = r#"Model(organs: { "o": Organ(name: "</title><script>") }, people: {
        "\"];evil[label=\"pwn": Person(name: "</text><script>alert(1)</script>"), "b:c,d;#": Person(name: "a : b, c ; %% d\u{202e}\u{1}"),
    }, posts: { "p\\": Post(title: "\\N\"]", organ: "o") }, tenures: [
        Tenure(person: "\"];evil[label=\"pwn", post: "p\\", during: "1950/1960"), Tenure(person: "b:c,d;#", post: "p\\"),
    ], seats: [Seat(person: "b:c,d;#", organ: "o")] )"#;
    std::fs::write(&model, hostile).expect("the file can be written");
    let path = model.to_str().expect("the path is plain");
    for view in ["roster", "tenures"] {
        for form in ["svg", "dot", "mmd", "html"] {
            let run = render(&[path, "--view", view, "--root", "o", "--format", form, "-o", "-"]);
            assert!(run.status.success(), "{}", text(&run.stderr));
            let drawn = text(&run.stdout);
            // In DOT a name in quotes may hold anything.
            let holds = form != "dot" && drawn.contains("<script>alert");
            assert!(!holds && !drawn.contains('\0'), "{view} {form}\n{drawn}");
            if form == "mmd" && view == "tenures" {
                let task = drawn.lines().find(|line| line.contains("alert")).expect("it is drawn");
                assert_eq!(task.matches(':').count(), 1, "{task}");
            }
        }
    }
}

#[test]
fn a_large_picture_on_paper_has_the_same_bytes_on_every_run() {
    // A process each: a hash table has another order in each.
    let draw = || {
        let run = render(&[
            "models/ministry.ron",
            "whole-2020",
            "--paper",
            "a4",
            "--format",
            "pdf",
            "-o",
            "-",
        ]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        run.stdout
    };
    let (one, other) = (draw(), draw());
    assert!(one == other, "two runs differ");
    let plain = text(&one);
    assert_eq!(plain.matches("/Type/Page/").count(), 4, "sheets");
    // Every letter can be found again, in fonts that the file holds.
    let (fonts, embedded) = (plain.matches("/Type0").count(), plain.matches("/FontFile2").count());
    assert_eq!((fonts, plain.matches("/ToUnicode").count(), embedded), (2, 2, 2));
}

/// A lineage without a date stands in the order in which one came of another, and no axis makes up years.
#[test]
fn an_undated_lineage_has_an_order_and_no_years() {
    let project = Project::from_text(
        "undated.ron",
        r#"Model(
            organs: { "d": Organ(name: "Delta"), "c": Organ(name: "Gamma"), "b": Organ(name: "Beta"), "a": Organ(name: "Alpha") },
            transitions: [
                Split(from: "c", into: ["d"]),
                Merged(from: ["a", "b"], into: "c"),
                Renamed(organ: "c", name: "Gamma New"),
            ],
        )"#,
    );
    let view = project.view(&Request::lineage()).expect("there is a lineage");
    let scene = layout(&view, &LayoutOptions::default());
    let mut words: BTreeMap<String, f64> = BTreeMap::new();
    for item in scene.leaves() {
        if let SceneItem::Text(text) = item {
            words.insert(text.lines.join(" "), text.x);
        }
    }
    let is_year = |word: &str| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    assert!(!words.keys().any(|words| words.split(' ').any(is_year)), "{words:?}");
    assert!(
        words.contains_key("each stands after what it came of; nothing has a date"),
        "{words:?}"
    );
    for pair in
        [["Alpha", "Gamma"], ["Beta", "Gamma"], ["Gamma", "Gamma New"], ["Gamma New", "Delta"]]
    {
        assert!(words[pair[0]] < words[pair[1]], "{pair:?} {words:?}");
    }
    assert!(
        words.contains_key("without a date") && !words.contains_key("start or end not recorded"),
        "{words:?}"
    );
}

/// A period is the part of the axis that is drawn: names are those of its days, and what is left out is counted.
#[test]
fn a_period_is_the_part_of_the_axis_that_is_drawn() {
    let project = Project::from_text(
        "period.ron",
        r#"Model(
            organs: {
                "a": Organ(name: "Alpha", existence: "1970/1982"),
                "b": Organ(name: "Beta", existence: "1975/1982"),
                "c": Organ(name: "Gamma", existence: "1982/1999"),
                "d": Organ(name: "Delta", existence: "1999/"),
                "z": Organ(name: "Zeta", existence: "1950/1970"),
            },
            transitions: [
                Succeeded(from: "z", into: "a", on: "1970"),
                Renamed(organ: "a", name: "Alpha B", on: "1978-03"),
                Merged(from: ["a", "b"], into: "c", on: "1982-06-01"),
                Renamed(organ: "c", name: "Gamma C", on: "1984-05-05"),
                Succeeded(from: "c", into: "d", on: "1999"),
            ],
        )"#,
    );
    let mut request = Request::lineage();
    request.question.as_of = Some("1980/1985".to_owned());
    let view = project.view(&request).expect("there is a lineage");
    let scene = layout(&view, &LayoutOptions::default());
    let mut words = BTreeSet::new();
    for item in scene.leaves() {
        if let SceneItem::Text(text) = item {
            words.insert(text.lines.join(" "));
        }
    }
    for shown in
        ["Alpha B", "Beta", "Gamma", "Gamma C", "1 change before or after these dates left out."]
    {
        assert!(words.contains(shown), "{shown}: {words:?}");
    }
    for hidden in ["Alpha", "Zeta", "Delta"] {
        assert!(!words.contains(hidden), "{hidden}: {words:?}");
    }
    let years = words.iter().filter_map(|words| words.parse::<i32>().ok());
    let years: Vec<i32> = years.collect();
    assert!(
        !years.is_empty() && years.iter().all(|year| (1980..=1986).contains(year)),
        "{years:?}"
    );
}

/// What has a lineage before or after a period runs through it as a band, also where nothing changed.
#[test]
fn a_period_without_a_change_has_the_bands_that_run_through_it() {
    let text = r#"Model(
        organs: {
            "a": Organ(name: "Alpha", existence: "1950/1969"),
            "b": Organ(name: "Beta", existence: "1970/1999"),
            "c": Organ(name: "Gamma", existence: "2000/"),
            "lone": Organ(name: "Alone", existence: "1940/"),
        },
        transitions: [
            Succeeded(from: "a", into: "b", on: "1970"),
            Succeeded(from: "b", into: "c", on: "2000"),
        ],
    )"#;
    let project = Project::from_text("between.ron", text);
    let view = project.view(&Request::lineage().as_of("1980/1985")).unwrap();
    let View::Lineage(lineage) = &view else { panic!("a lineage") };
    let bands: Vec<&str> = lineage.bands.iter().map(|band| &band.label[..]).collect();
    assert_eq!((&bands[..], lineage.event_marks.len()), (&["Beta"][..], 0));
    let notes = &view.caption().notes;
    assert_eq!(notes[..], ["1 organ without a recorded lineage left out."], "{notes:?}");
    let svg = draw(&view, &Style::default()).svg().unwrap();
    assert!(svg.contains("Beta") && svg.contains(">1980<"), "{svg}");
}

#[test]
fn a_subtitle_takes_the_place_of_nothing() {
    let model = r#"Model(title: "Club", organs: {
        "club": Organ(name: "Chess Club", existence: "1950/"),
        "board": Organ(name: "Board", under: "club", existence: "1950/"),
    })"#;
    let project = Project::from_text("club.ron", model);
    let requests = [
        Request::hierarchy().as_of("1960"),
        Request::lineage().as_of("1960"),
        Request::network().as_of("1960"),
        Request::diff().from_to("1949", "1960"),
    ];
    for request in requests {
        let before = project.view(&request).unwrap();
        let view = project.view(&request.subtitle("Figure 3 <&>")).unwrap();
        let asked = &before.caption().subtitle;
        assert_eq!(&view.caption().subtitle, asked);
        let style = Style::default();
        let picture = draw(&view, &style);
        let svg = picture.svg().unwrap();
        let at = |words: &str| {
            svg.find(&format!(">{words}<")).unwrap_or_else(|| panic!("{words}: {svg}"))
        };
        let first_words = asked.split_once(',').map_or(&asked[..], |(first, _)| first);
        assert!(at("Club") < at("Figure 3 &lt;&amp;&gt;"), "{svg}");
        let below = svg.rfind(first_words).unwrap();
        assert!(at("Figure 3 &lt;&amp;&gt;") < below, "{svg}");
        assert!(
            picture.mermaid().contains("title: \"Club \u{2013} Figure 3"),
            "{}",
            picture.mermaid()
        );
        assert!(!draw(&before, &Style::default()).svg().unwrap().contains("Figure 3"));
    }
}
