//! Pictures in a browser: Chromium and resvg draw the same, and the page works without a network.
//! `ORGANIGRAM_REQUIRE_BROWSER=1` makes a skip a failure.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use resvg::tiny_skia::Pixmap;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The browser; tells why a test is skipped where there is none.
fn browser() -> Option<&'static str> {
    let runs = |name: &&&str| {
        Command::new(name).arg("--version").output().is_ok_and(|run| run.status.success())
    };
    if let Some(name) = NAMES.iter().find(runs) {
        return Some(name);
    }
    let required = std::env::var_os("ORGANIGRAM_REQUIRE_BROWSER").is_some();
    assert!(!required, "ORGANIGRAM_REQUIRE_BROWSER is set and Chromium cannot be run");
    eprintln!("skipped: Chromium cannot be run, so no picture is compared with a browser's");
    None
}

/// Runs the browser without a window, a network or anything kept from an earlier run.
fn browse(browser: &str, folder: &Path, args: &[&str]) -> Output {
    let profile = folder.join("profile");
    let _ = fs::remove_dir_all(&profile);
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--hide-scrollbars", "--force-device-scale-factor=1", "--force-color-profile=srgb"])
        .args(["--proxy-server=127.0.0.1:9", "--enable-logging=stderr"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(args)
        .output();
    output.expect("the browser was found")
}

fn draw(model: &str, args: &[&str], to: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_organigram"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["render", model]).args(args);
    let run = command.arg("-o").arg(to).output().expect("the program was built for the tests");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

fn address(file: &Path) -> String {
    format!("file://{}", file.display())
}

/// Grey values of a picture, averaged over squares so that the smoothing of edges does not count.
fn squares(png: &Path) -> (u32, u32, Vec<f64>) {
    let picture = Pixmap::load_png(png).expect("the file is a PNG");
    let (width, height) = (picture.width(), picture.height());
    let (across, down) = (width.div_ceil(SIDE), height.div_ceil(SIDE));
    let mut sums = vec![(0.0, 0.0); (across * down) as usize];
    for (at, pixel) in picture.pixels().iter().enumerate() {
        let (x, y) = (at as u32 % width / SIDE, at as u32 / width / SIDE);
        let (sum, count) = &mut sums[(y * across + x) as usize];
        *sum +=
            f64::from(u32::from(pixel.red()) + u32::from(pixel.green()) + u32::from(pixel.blue()))
                / 3.0;
        *count += 1.0;
    }
    (width, height, sums.into_iter().map(|(sum, count)| sum / count).collect())
}

/// The side of a square of pixels that are compared as one.
const SIDE: u32 = 16;

#[test]
fn a_browser_draws_what_resvg_draws() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    for (model, view, theme) in [
        ("models/ministry.ron", "ministry-2012", "light"),
        ("models/ministry.ron", "reorganisations", "dark"),
        ("models/wpk.ron", "origins-embassy", "print"),
        ("models/wpk.ron", "network-1946", "light"),
    ] {
        let (svg, ours, theirs) =
            (folder.path().join("a.svg"), folder.path().join("a.png"), folder.path().join("b.png"));
        draw(model, &[view, "--theme", theme], &svg);
        draw(model, &[view, "--theme", theme, "--scale", "1"], &ours);
        let size = Pixmap::load_png(&ours).expect("the file is a PNG");
        let run = browse(
            browser,
            folder.path(),
            &[
                &format!("--screenshot={}", theirs.display()),
                &format!("--window-size={},{}", size.width(), size.height()),
                &address(&svg),
            ],
        );
        assert!(theirs.exists(), "{}", String::from_utf8_lossy(&run.stderr));
        let ((w, h, ours), (other_w, other_h, theirs)) = (squares(&ours), squares(&theirs));
        assert_eq!((w, h), (other_w, other_h), "{view}");
        let apart: Vec<f64> = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).collect();
        let mean = apart.iter().sum::<f64>() / apart.len() as f64;
        let most = apart.iter().copied().fold(0.0, f64::max);
        eprintln!("{view}, {theme}: apart by {mean:.3} on average, {most:.1} at most");
        assert!(mean < MEAN && most < MOST, "{view}, {theme}: {mean:.3} and {most:.1}");
    }
}

/// How far apart squares of 16 pixels may be, of 255.
const MEAN: f64 = 1.0;
const MOST: f64 = 40.0;

/// What a person would do to the page, done by a script that is appended to it. What it finds stands in the
/// page's title in the end.
const HANDS: &str = r##"<script>
window.addEventListener("load", () => {
  const told = {}, id = name => document.getElementById(name);
  const place = () => document.querySelector("#view>svg").style.transform;
  const key = (on, key, more) => on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  const pointer = (type, x, y) => id("view").dispatchEvent(new PointerEvent(type, { pointerId: 7, clientX: x, clientY: y, bubbles: true }));
  const changed = act => { const before = place(); act(); return place() !== before; };
  told.zoomed = changed(() => id("in").click()) && changed(() => id("out").click());
  told.wheel = changed(() => id("view").dispatchEvent(new WheelEvent("wheel", { deltaY: -100, clientX: 50, clientY: 50, bubbles: true, cancelable: true })));
  told.panned = changed(() => key(id("view"), "ArrowLeft")) && changed(() => { pointer("pointerdown", 10, 10); pointer("pointermove", 12, 12); pointer("pointerup", 12, 12); });
  const words = id("words");
  words.value = WORDS; words.dispatchEvent(new Event("input"));
  told.found = document.querySelectorAll(".is-found").length;
  told.said = id("found").textContent;
  told.next = changed(() => key(words, "Enter")) + " " + id("found").textContent;
  key(words, "Escape");
  told.left = document.querySelectorAll(".is-found").length;
  const first = document.querySelector("svg .card");
  first.focus(); key(first, "Enter");
  told.panel = id("told").hidden ? "" : id("told").textContent.slice(0, 200);
  key(document.body, "Escape");
  told.closed = id("told").hidden;
  told.all = changed(() => key(id("view"), "0"));
  told.scripts = document.scripts.length;
  document.title = JSON.stringify(told);
});
</script>
</body>"##;

/// Opens a page with those hands and gives what they found, and what the browser's console said.
fn handled(browser: &str, folder: &Path, page: &Path, words: &str) -> (serde_json::Value, String) {
    let html = fs::read_to_string(page).expect("the page was written");
    let hands = HANDS.replace("WORDS", &format!("{words:?}"));
    let (body, rest) = html.rsplit_once("</body>").expect("the page ends");
    let with_hands = page.with_extension("hands.html");
    fs::write(&with_hands, [body, &hands, rest].concat()).expect("there is room");
    let run =
        browse(browser, folder, &["--window-size=1200,800", "--dump-dom", &address(&with_hands)]);
    let (dom, console) =
        (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
    let title = title.unwrap_or_default().replace("&amp;", "&");
    let told = serde_json::from_str(&title).unwrap_or_else(|_| panic!("{title}\n{console}"));
    let said: Vec<&str> = console.lines().filter(|line| line.contains("CONSOLE")).collect();
    (told, said.join("\n"))
}

#[test]
fn the_page_can_be_moved_zoomed_searched_and_used_by_keys() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let page = folder.path().join("page.html");
    draw("models/ministry.ron", &["ministry-2012"], &page);
    let (told, said) = handled(browser, folder.path(), &page, "agency");
    assert_eq!(said, "", "the console");
    for what in ["zoomed", "wheel", "panned", "closed", "all"] {
        assert_eq!(told[what], true, "{what}: {told}");
    }
    let found = told["found"].as_u64().expect("a number");
    assert!(found > 1, "{told}");
    assert_eq!(told["said"], format!("1 of {found}"), "{told}");
    assert_eq!(told["next"], format!("true 2 of {found}"), "{told}");
    assert_eq!(told["left"], 0, "{told}");
    assert!(
        told["panel"].as_str().is_some_and(|said| said.contains("Ministry of Infrastructure")),
        "{told}"
    );
}

/// Names that a careless page would run.
const HOSTILE: &str = r##"Model(title: "</title><script>document.title='pwned'</script>", organs: {
    "\"><img/src=x/onerror=alert(1)>": Organ(name: "<script>alert(1)</script><img src=x onerror=alert(2)>"),
    "b": Organ(name: "]]></style><svg onload=alert(3)>", under: ["\"><img/src=x/onerror=alert(1)>"]),
    "c": Organ(name: "@title @picture @ink ${x} `y`", under: ["b"]),
})"##;

#[test]
fn hostile_names_run_nothing_in_a_browser() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let model: PathBuf = folder.path().join("hostile.ron");
    fs::write(&model, HOSTILE).expect("there is room");
    for view in ["hierarchy", "network"] {
        let page = folder.path().join(format!("{view}.html"));
        draw(&model.to_string_lossy(), &["--view", view], &page);
        let (told, said) = handled(browser, folder.path(), &page, "<script>");
        assert_eq!(said, "", "the console");
        // The page's own script and our hands.
        assert_eq!(told["scripts"], 2, "{told}");
        assert!(told["found"].as_u64().is_some_and(|found| found > 0), "{told}");
    }
}

#[test]
fn an_address_opens_the_page_at_a_seat_with_its_claims() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let page = folder.path().join("page.html");
    draw("models/wpk.ron", &["bureau-2013"], &page);
    let at = format!("{}#o-kim-jong-un@wpk-presidium", address(&page));
    let run = browse(browser, folder.path(), &["--window-size=1200,800", "--dump-dom", &at]);
    let dom = String::from_utf8_lossy(&run.stdout);
    let told = dom.split("<div id=\"told\"").nth(1).expect("the page has a panel");
    let (tag, rest) = told.split_once('>').expect("the tag ends");
    assert!(!tag.contains("hidden"), "{tag}");
    let panel = rest.split("</div>").next().unwrap_or_default();
    assert!(panel.contains("Kim Jong Un"), "{panel}");
    // The numbers of the sources lead to them.
    assert!(panel.contains("<a title=") && panel.contains("]</a>"), "{panel}");
}
