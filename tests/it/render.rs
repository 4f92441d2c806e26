//! Pictures, from the outside: `output/` is what the models give. `UPDATE_OUTPUT=1` writes it anew;
//! `ORGANIGRAM_REQUIRE_GRAPHVIZ=1` makes a skip a failure.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::graphviz::{has_graphviz, read};

/// The models whose named views stand in `output/`, and the folder of each.
pub(crate) const MODELS: [(&str, &str); 5] = [
    ("models/genealogies.ron", "output/genealogies"),
    ("models/wpk.ron", "output"),
    ("models/ministry.ron", "output/ministry"),
    ("models/chess-club.ron", "output/chess-club"),
    ("models/six-scripts.ron", "output/six-scripts"),
];

fn organigram(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_organigram"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.output().expect("the program was built for the tests")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn draw(model: &str, args: &[&str]) -> Output {
    organigram(&[&["render", model], args].concat())
}

/// The pictures of a folder by name; folders in it are another model's.
pub(crate) fn pictures(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let files = entries.map(|entry| entry.expect("the folder can be read").path());
    // Pages are written by a command of their own, and compared where that is run.
    let is_page = |path: &PathBuf| path.extension().is_some_and(|form| form == "html");
    let files =
        files.filter(|path| path.is_file() && !path.ends_with("README.md") && !is_page(path));
    let name = |path: &PathBuf| path.file_name().expect("a file has a name").to_owned();
    let read = |path: &PathBuf| fs::read(path).expect("the file can be read");
    files.map(|path| (text(name(&path).as_encoded_bytes()), read(&path))).collect()
}

#[test]
fn output_is_what_the_models_give() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (model, folder) in MODELS {
        let kept = root.join(folder);
        let fresh = tempfile::tempdir().expect("there is room for temporary files");
        let path = fresh.path().to_str().expect("the path is plain");
        let run = draw(model, &["--all", path]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        let (fresh, old) = (pictures(fresh.path()), pictures(&kept));
        if std::env::var_os("UPDATE_OUTPUT").is_some() {
            write(&kept, &old, &fresh);
            continue;
        }
        let names: Vec<&String> = fresh.keys().collect();
        assert_eq!(old.keys().collect::<Vec<_>>(), names, "{folder}: run with UPDATE_OUTPUT=1");
        for (name, bytes) in &fresh {
            assert!(
                &old[name] == bytes,
                "{folder}/{name} is not what {model} gives now; look at it, then run the tests \
                 with UPDATE_OUTPUT=1"
            );
        }
    }
}

fn write(folder: &Path, old: &BTreeMap<String, Vec<u8>>, fresh: &BTreeMap<String, Vec<u8>>) {
    fs::create_dir_all(folder).expect("the folder can be made");
    for name in old.keys() {
        fs::remove_file(folder.join(name)).expect("the file can be removed");
    }
    for (name, bytes) in fresh {
        fs::write(folder.join(name), bytes).expect("the file can be written");
    }
}

#[test]
fn the_installed_graphviz_can_place_the_boxes() {
    if !has_graphviz() {
        return;
    }
    let run = draw(
        "models/wpk.ron",
        &["centre-2013", "--engine", "graphviz", "--format", "svg", "-o", "-"],
    );
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert!(text(&run.stdout).contains("<svg"));
}

/// Graphviz places the things of a network; what they look like does not change.
#[test]
fn a_network_placed_by_graphviz_looks_as_any_other() {
    if !has_graphviz() {
        return;
    }
    for cluster in ["none", "kind", "superior"] {
        let options = ["--view", "network", "--as-of", "2005", "--cluster", cluster];
        let shape = ["--highlight", "infra", "--theme", "dark", "--format", "svg", "-o", "-"];
        let own = draw("models/ministry.ron", &[&options[..], &shape].concat());
        let engine = ["--engine", "graphviz"];
        let run = draw("models/ministry.ron", &[&options[..], &shape, &engine].concat());
        assert!(run.status.success(), "{}", text(&run.stderr));
        let count = |run: &Output, what: &str| text(&run.stdout).matches(what).count();
        for what in
            ["class=\"card", "class=\"source", "class=\"ring", "highlighted: infra", "of-cluster"]
        {
            assert_eq!(count(&run, what), count(&own, what), "{cluster}: {what}");
        }
        assert_eq!(count(&run, "Graphviz could not"), 0);
    }
}

#[test]
fn that_graphviz_is_not_there_is_reported() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    for view in ["network-1946", "centre-2013"] {
        let run = Command::new(env!("CARGO_BIN_EXE_organigram"))
            .args([
                "render",
                "models/wpk.ron",
                view,
                "--engine",
                "graphviz",
                "--format",
                "svg",
                "-o",
                "-",
            ])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("PATH", folder.path())
            .output()
            .expect("the program was built for the tests");
        assert_eq!(run.status.code(), Some(2), "{view}");
        let reported = "`dot` is not installed; leave the option out to draw without it";
        assert!(text(&run.stderr).contains(reported), "{view}: {}", text(&run.stderr));
    }
}

#[test]
fn without_a_file_it_shows_what_can_be_drawn() {
    let run = draw("models/wpk.ron", &[]);
    assert_eq!(run.status.code(), Some(0));
    let reported = text(&run.stdout);
    for word in ["centre-2013", "origins-kcna", "--view hierarchy", "--view lineage"] {
        assert!(reported.contains(word), "{reported}");
    }
}

#[test]
fn an_unknown_view_has_a_near_one() {
    let run = draw("models/wpk.ron", &["center-2013", "-o", "-"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("did you mean `centre-2013`"), "{}", text(&run.stderr));
}

#[test]
fn an_ending_that_says_nothing_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    for (name, words) in [
        ("picture.tiff", "for a picture in pixels write .png"),
        ("picture.pgn", "did you mean `.png`?"),
        ("picture.docx", "office programs take .svg"),
        ("picture", "give --format"),
    ] {
        let path = folder.path().join(name);
        let run = draw("models/wpk.ron", &["centre-2013", "-o", &path.to_string_lossy()]);
        assert_eq!(run.status.code(), Some(2));
        assert!(text(&run.stderr).contains(words), "{name}: {}", text(&run.stderr));
        assert!(!path.exists(), "{name}");
    }
}

#[test]
fn a_form_that_the_ending_denies_is_written_and_reported() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let path = folder.path().join("picture.png");
    let path = path.to_str().expect("the path is plain");
    let run = draw("models/wpk.ron", &["centre-2013", "--format", "svg", "-o", path]);
    assert!(run.status.success() && fs::read_to_string(path).is_ok(), "{}", text(&run.stderr));
    let reported = text(&run.stderr);
    assert!(
        reported.contains("contains svg, as --format says, but its ending suggests png"),
        "{reported}"
    );
}

#[test]
fn what_cannot_be_written_is_reported_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let absent = folder.path().join("absent/picture.svg");
    let run = draw("models/wpk.ron", &["centre-2013", "-o", &absent.to_string_lossy()]);
    assert_eq!(run.status.code(), Some(2));
    assert!(
        text(&run.stderr).contains("absent/picture.svg was not written: there is no folder"),
        "{}",
        text(&run.stderr)
    );
    let taken = folder.path().join("taken.svg");
    fs::create_dir(&taken).expect("there is room");
    let run = draw("models/wpk.ron", &["centre-2013", "-o", &taken.to_string_lossy()]);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
    assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 1);
}

/// A device is written into. A file in its place would destroy it, for all programs of the machine.
#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_reported_and_stays_a_device() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let link = folder.path().join("full.svg");
    std::os::unix::fs::symlink("/dev/full", &link).expect("there is room");
    let run = draw("models/wpk.ron", &["centre-2013", "-o", &link.to_string_lossy()]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("No space left on device"), "{}", text(&run.stderr));
    assert!(fs::metadata("/dev/full").expect("it is there").file_type().is_char_device());
    assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
    let to_full = fs::OpenOptions::new().write(true).open("/dev/full").expect("it can be opened");
    let run = Command::new(env!("CARGO_BIN_EXE_organigram"))
        .args(["render", "models/wpk.ron", "centre-2013", "-o", "-"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(to_full)
        .output()
        .expect("the program was built for the tests");
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
    assert!(text(&run.stderr).contains("could not be written"), "{}", text(&run.stderr));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_picture_stays_a_link() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let (file, link) = (folder.path().join("old.svg"), folder.path().join("link.svg"));
    fs::write(&file, "old").expect("there is room");
    std::os::unix::fs::symlink(&file, &link).expect("there is room");
    let run = draw("models/wpk.ron", &["centre-2013", "-o", &link.to_string_lossy()]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
    assert!(fs::read_to_string(&file).expect("it can be read").starts_with("<svg"));
}

#[test]
fn mermaid_that_pages_refuse_is_reported() {
    let run = draw("models/genealogies.ron", &["fourteen-countries", "--format", "mmd", "-o", "-"]);
    assert!(run.status.success());
    assert!(text(&run.stderr).contains("raise its maxTextSize"), "{}", text(&run.stderr));
    let run = draw("models/wpk.ron", &["centre-2013", "--format", "mmd", "-o", "-"]);
    assert_eq!(text(&run.stderr), "");
}

/// What `docs/scene.md` describes the form.
#[test]
fn the_scene_is_numbered_and_has_the_parts_that_the_page_shows_of() {
    let page = fs::read_to_string("docs/scene.md").expect("the page is there");
    let run = draw("models/wpk.ron", &["centre-2013", "--format", "json", "-o", "-"]);
    let scene: serde_json::Value = serde_json::from_slice(&run.stdout).expect("it is JSON");
    assert_eq!(scene["version"], 2);
    let mut words = std::collections::BTreeSet::new();
    let mut stack = vec![&scene];
    while let Some(value) = stack.pop() {
        match value {
            serde_json::Value::Object(object) => {
                words.extend(object.keys());
                stack.extend(object.values());
            }
            serde_json::Value::Array(values) => stack.extend(values),
            _ => {}
        }
    }
    let unreported: Vec<_> =
        words.iter().filter(|word| !page.contains(&format!("`{word}`"))).collect();
    assert!(unreported.is_empty(), "docs/scene.md shows nothing of {unreported:?}");
}

/// Whether the machine has fonts makes no difference to letters that the program has itself.
#[test]
fn pictures_are_the_same_without_fonts_on_the_machine() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let no_fonts = folder.path().join("fonts.conf");
    fs::write(&no_fonts, "<?xml version=\"1.0\"?><fontconfig></fontconfig>")
        .expect("there is room");
    let views = [
        ("models/six-scripts.ron", "chart-1939"),
        ("models/six-scripts.ron", "history"),
        ("models/wpk.ron", "bureau-2013"),
    ];
    for (model, view) in views {
        for form in ["png", "pdf"] {
            let command = || {
                let mut command = Command::new(env!("CARGO_BIN_EXE_organigram"));
                command.args(["render", model, view, "--format", form, "-o", "-"]);
                command.current_dir(env!("CARGO_MANIFEST_DIR"));
                command
            };
            let with = command().output().expect("the program was built for the tests");
            let mut without = command();
            without.env("FONTCONFIG_FILE", &no_fonts).env("HOME", folder.path());
            let without = without.output().expect("the program was built for the tests");
            assert!(with.status.success() && !with.stdout.is_empty(), "{}", text(&with.stderr));
            assert!(with.stdout == without.stdout, "{view} as {form} differs without fonts");
        }
    }
}

#[test]
fn nothing_to_draw_is_a_diagnostic() {
    let run = draw("models/wpk.ron", &["--as-of", "1066", "-o", "-"]);
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(text(&run.stdout), "");
}

/// Ids and names that try to leave their place in each form of file.
const HOSTILE: &str = r#"Model(title: "a]]></title><script>alert(1)</script>", organs: {
    "\"];evil[label=\"pwn": Organ(name: "</text><script>x</script>\\"),
    "trailing\\": Organ(name: "조선 \u{202e}\u{1}\u{1b}[31m", under: ["\"];evil[label=\"pwn"]),
    "__proto__": Organ(name: "\\N\\G%s&amp;", under: ["trailing\\"]),
}, views: { "../../up": Hierarchy(title: "up"), "CON/x": Hierarchy(), "con?x": Hierarchy() })"#;

#[test]
fn hostile_names_stay_names() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let model = folder.path().join("hostile.ron");
    fs::write(&model, HOSTILE).expect("the file can be written");
    let out = folder.path().join("out/in");
    let run = draw(&model.to_string_lossy(), &["--all", &out.to_string_lossy()]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let drawn = pictures(&out);
    assert_eq!(drawn.len(), 6, "{:?}", drawn.keys());
    assert!(pictures(folder.path()).len() == 1, "nothing was written outside the folder");
    let svg = drawn.iter().find(|(name, _)| name.ends_with(".svg")).expect("one is an SVG").1;
    assert!(!text(svg).contains("<script"), "{}", text(svg));
    if has_graphviz() {
        for name in drawn.keys().filter(|name| name.ends_with(".dot")) {
            let graph = read(name, &text(&drawn[name]), "dot");
            let ids = graph["objects"].as_array().expect("there are nodes").iter();
            let ids: Vec<&str> = ids.filter_map(|node| node["name"].as_str()).collect();
            // Graphviz keeps the backslashes of an id as they stand.
            assert_eq!(ids, ["\"];evil[label=\"pwn", "trailing\\\\", "__proto__"], "{name}");
        }
    }
}

#[test]
fn only_leaves_the_rest_out_and_hangs_what_is_left_higher() {
    let run = draw(
        "models/ministry.ron",
        &[
            "--as-of",
            "2012",
            "--root",
            "infra",
            "--only",
            "infra | kind(agency)",
            "--format",
            "mmd",
            "-o",
            "-",
        ],
    );
    assert!(run.status.success(), "{}", text(&run.stderr));
    let drawn = text(&run.stdout);
    let indirect = drawn.lines().filter(|line| line.contains("n0 ---|\"indirect\"| n")).count();
    let nodes = drawn.lines().filter(|line| line.contains("[\"")).count();
    assert_eq!((nodes, indirect), (5, 3), "{drawn}");
}

/// A model with a letter that no font will ever have.
#[test]
fn letters_that_no_font_has_are_named() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let model = folder.path().join("letters.ron");
    std::fs::write(
        &model,
        r#"Model(title: "Clubs", organs: { "club": Organ(name: "Club \u{10FFFD}") })"#,
    )
    .expect("there is room");
    let run = |format: &str, more: &[&str]| {
        let args = [&["--view", "hierarchy", "--format", format, "-o", "-"][..], more].concat();
        let run = draw(&model.to_string_lossy(), &args);
        assert!(run.status.success(), "{}", text(&run.stderr));
        run
    };
    let png = run("png", &["--dpi", "192"]);
    let warning = text(&png.stderr);
    assert!(warning.contains("warning: no font has `\u{10fffd}` U+10FFFD in"), "{warning}");
    assert!(warning.contains("(club)"), "{warning}");
    assert!(text(&run("pdf", &[]).stderr).contains("U+10FFFD"));
    // Whoever opens an SVG has fonts of their own.
    assert_eq!(text(&run("svg", &[]).stderr), "");
    assert_eq!(png.stdout, run("png", &["--scale", "2"]).stdout);
    // 192 to the inch are 7559 to the metre, in both directions.
    let size = png.stdout.windows(4).position(|name| name == b"pHYs").expect("it has a size");
    assert_eq!(png.stdout[size + 4..size + 13], [0, 0, 0x1d, 0x87, 0, 0, 0x1d, 0x87, 1]);
    for keyword in ["Title", "Description", "Software"] {
        let is_there = png.stdout.windows(keyword.len()).any(|part| part == keyword.as_bytes());
        assert!(is_there, "{keyword}");
    }
}

#[test]
fn what_is_highlighted_stands_in_the_legend_and_has_a_frame() {
    let run = draw(
        "models/wpk.ron",
        &["origins", "--highlight", "kind(league)", "--highlight", "wpk", "-o", "-"],
    );
    assert!(run.status.success(), "{}", text(&run.stderr));
    let drawn = text(&run.stdout);
    assert!(drawn.contains("highlighted: kind(league) | wpk"), "{drawn}");
    // Two leagues, the party, and the sample in the legend.
    assert_eq!(drawn.matches("class=\"ring\"").count(), 4, "{drawn}");
}

#[test]
fn what_is_wrong_in_an_expression_is_underlined() {
    let run = draw("models/wpk.ron", &["origins", "--only", "under(wpkk)", "-o", "-"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("      ^^^^"), "{}", text(&run.stderr));
    let run = draw("models/wpk.ron", &["origins", "--highlight", "people()", "-o", "-"]);
    assert!(text(&run.stderr).contains("expected organs, found people"), "{}", text(&run.stderr));
}
