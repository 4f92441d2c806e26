//! What other programs make of our plain SVG: each draws what we draw. `ORGANIGRAM_REQUIRE_SVG=resvg,cairosvg`, or whichever
//! of [`PROGRAMS`], makes a skip of these a failure.

use std::fs;
use std::path::Path;
use std::process::Command;

use tiny_skia::Pixmap;

use crate::browser::{address, apart, browse, browser, draw};

/// A program that makes pixels of an SVG, and how far apart its picture and ours may be in squares of 16, 8 and 4
/// pixels.
struct Program {
    name: &'static str,
    limits: [f64; 3],
    /// Pixels for one of the picture's. CairoSVG moves letters to whole pixels, which is seen least where these
    /// are small.
    scale: u32,
    run: fn(&Path, &Path, u32) -> bool,
}

/// Measured on the pictures below: the first three at most 4.0, 12.0 and 18.0, CairoSVG 13.5, 40.2 and 119.5; the limits stand
/// a fifth and more above. A name that is missing is seen by each of them.
const PROGRAMS: [Program; 5] = [
    Program { name: "resvg", limits: [6.0, 16.0, 25.0], scale: 1, run: resvg },
    Program { name: "inkscape", limits: [6.0, 16.0, 25.0], scale: 1, run: inkscape },
    Program { name: "rsvg-convert", limits: [6.0, 16.0, 25.0], scale: 1, run: rsvg },
    Program { name: "cairosvg", limits: [17.0, 50.0, 145.0], scale: 4, run: cairosvg },
    Program { name: "chromium", limits: [16.0, 33.0, 75.0], scale: 1, run: chromium },
];

fn runs(mut command: Command) -> bool {
    command.output().is_ok_and(|run| run.status.success())
}

fn resvg(svg: &Path, png: &Path, _: u32) -> bool {
    let mut command = Command::new("resvg");
    command.arg(svg).arg(png);
    runs(command)
}

fn inkscape(svg: &Path, png: &Path, _: u32) -> bool {
    let mut command = Command::new("inkscape");
    command.arg(svg).arg("--export-type=png").arg("--export-dpi=96");
    command.arg(format!("--export-filename={}", png.display()));
    runs(command)
}

fn rsvg(svg: &Path, png: &Path, _: u32) -> bool {
    let mut command = Command::new("rsvg-convert");
    command.arg(svg).arg("-o").arg(png);
    runs(command)
}

fn cairosvg(svg: &Path, png: &Path, scale: u32) -> bool {
    let mut command = Command::new("python3");
    command.args(["-m", "cairosvg", "--scale", &scale.to_string()]).arg(svg).arg("-o").arg(png);
    runs(command)
}

fn chromium(svg: &Path, png: &Path, _: u32) -> bool {
    let Some(browser) = browser() else { return false };
    let text = fs::read_to_string(svg).expect("it was written");
    let side = |name: &str| {
        let (_, rest) = text.split_once(&format!(" {name}=\"")).expect("the picture has a size");
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let size = format!("--window-size={},{}", side("width"), side("height"));
    let folder = svg.parent().expect("it stands in a folder");
    browse(browser, folder, &[&format!("--screenshot={}", png.display()), &size, &address(svg)]);
    png.exists()
}

/// How far apart our picture of a view and a program's are, in squares of 16, 8 and 4 pixels at scale 1; nothing where the
/// program cannot be run.
fn distances(
    program: &Program,
    of: (&str, &str, &str),
    spoil: impl Fn(&str) -> String,
) -> Option<[f64; 3]> {
    let (model, view, theme) = of;
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let file = |name: &str| folder.path().join(name);
    let (svg, ours, theirs) = (file("a.svg"), file("a.png"), file("b.png"));
    draw(model, &[view, "--theme", theme, "--svg", "plain"], &svg);
    let scale = program.scale.to_string();
    draw(model, &[view, "--theme", theme, "--scale", &scale], &ours);
    let text = fs::read_to_string(&svg).expect("it was written");
    fs::write(&svg, spoil(&text)).expect("there is room");
    if !(program.run)(&svg, &theirs, program.scale) {
        return None;
    }
    let load = |path: &Path| Pixmap::load_png(path).expect("the file is a PNG");
    let (ours, theirs) = (load(&ours), load(&theirs));
    assert_eq!(
        (ours.width(), ours.height()),
        (theirs.width(), theirs.height()),
        "{}",
        program.name
    );
    Some([16, 8, 4].map(|side| apart(&ours, &theirs, side * program.scale).1))
}

/// Whether a program that cannot be run makes the test fail.
fn skip(program: &Program) {
    let required = std::env::var("ORGANIGRAM_REQUIRE_SVG").unwrap_or_default();
    let is_required = required.split(',').any(|name| name == program.name);
    assert!(!is_required, "ORGANIGRAM_REQUIRE_SVG names {}, which cannot be run", program.name);
    eprintln!("skipped: {} cannot be run", program.name);
}

#[test]
fn other_programs_draw_what_we_draw() {
    for program in &PROGRAMS {
        for of in [
            ("models/ministry.ron", "ministry-2012", "light"),
            ("models/ministry.ron", "council-2002-2005", "print"),
            ("models/wpk.ron", "origins-embassy", "dark"),
            ("models/chess-club.ron", "presidents", "light"),
        ] {
            let Some(found) = distances(program, of, str::to_owned) else {
                skip(program);
                break;
            };
            eprintln!("{}, {}: {found:.1?}", program.name, of.1);
            let is_near = found.iter().zip(program.limits).all(|(found, limit)| *found <= limit);
            assert!(is_near, "{}, {}: {found:.1?}", program.name, of.1);
        }
    }
}

/// The limits are narrow enough: a picture in which a name is missing, or its ground is in the way, is reported.
#[test]
fn what_other_programs_draw_wrong_is_seen() {
    let of = ("models/ministry.ron", "ministry-2012", "light");
    let nameless = |text: &str| {
        let start = text.find("font-size=\"12\" font-weight=\"bold\"").expect("a box has a name");
        let from = start + text[start..].find('>').expect("its opening ends") + 1;
        let to = from + text[from..].find('<').expect("it ends");
        format!("{}{}", &text[..from], &text[to..])
    };
    for program in &PROGRAMS {
        let Some(found) = distances(program, of, nameless) else {
            skip(program);
            continue;
        };
        let is_far = found.iter().zip(program.limits).any(|(found, limit)| *found > limit);
        assert!(is_far, "{}: {found:.1?}", program.name);
    }
}
