//! `organigram site`: a page for each thing and source, whose links lead somewhere; written whole, and only what changed.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use organigram::project::{Project, Site, SiteOptions};

fn site_of(text: &str) -> Site {
    let project = Project::from_text("club.ron", text);
    project.site(&SiteOptions::default().address("https://example.org/club/")).unwrap()
}

fn text<'s>(site: &'s Site, path: &str) -> &'s str {
    let file = site.files.iter().find(|file| file.path == path);
    std::str::from_utf8(&file.unwrap_or_else(|| panic!("no {path}")).bytes).unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_organigram"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// What stands in the attributes `href` and `src` of a page.
fn links(page: &str) -> Vec<String> {
    let link = regex::Regex::new(r#"(?:href|src)="([^"]*)""#).unwrap();
    link.captures_iter(page).map(|found| found[1].replace("&amp;", "&")).collect()
}

/// A path with its `..` taken away and its bytes as letters.
fn path_of(page: &str, link: &str) -> String {
    let link = link.split('#').next().unwrap();
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    let (mut bytes, mut rest) = (Vec::new(), joined.as_bytes());
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let hex = String::from_utf8_lossy(&[*high, *low]).into_owned();
                bytes.push(u8::from_str_radix(&hex, 16).unwrap());
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_link_of_every_page_leads_to_a_file_of_the_site() {
    for model in
        ["models/wpk.ron", "models/ministry.ron", "models/chess-club.ron", "models/six-scripts.ron"]
    {
        let project = Project::open(model).unwrap();
        let mut options = SiteOptions::default();
        options.explorer = false;
        let site = project.site(&options).unwrap();
        let files: BTreeSet<&str> = site.files.iter().map(|file| file.path.as_str()).collect();
        assert!(site.left_out.is_empty(), "{:?}", site.left_out);
        let mut count = 0;
        for page in site.files.iter().filter(|file| file.path.ends_with(".html")) {
            for link in links(std::str::from_utf8(&page.bytes).unwrap()) {
                if link.contains("://") || link.starts_with('#') {
                    continue;
                }
                let to = path_of(&page.path, &link);
                assert!(files.contains(to.as_str()), "{model} {}: {link} ({to})", page.path);
                count += 1;
            }
        }
        assert!(count > 100, "{model} has {count} links");
    }
}

#[test]
fn a_page_says_what_the_dossier_says_and_its_source_says_it_too() {
    let site = site_of(
        r#"Model(title: "Club", sources: {
            "minutes": Source(title: "Minute book", url: "https://example.org/m"),
            "gossip": Source(title: "Gossip", reliability: Low, url: "javascript:alert(1)") },
        organs: { "Club A": Organ(name: "Chess Club", existence: [
            Claim(value: "1950-05-02/1971", cite: "minutes p. 3"),
            Claim(value: "1949/", cite: "gossip", modality: Reported)]) },
        posts: { "Club A/chair": Post(title: "Chair", organ: "Club A", cite: "minutes") })"#,
    );
    let club = text(&site, "organs/_club__20__a.html");
    for said in [
        "1950-05-02/1971",
        "1949/",
        "rival claim",
        "reported",
        "low reliability",
        "../posts/_club__20__a__2f_chair.html",
    ] {
        assert!(club.contains(said), "{said} in {club}");
    }
    // Two claims disagree: no search engine is given either as the date.
    assert!(!club.contains("foundingDate"), "{club}");
    assert!(club.contains("https://example.org/club/organs/_club__20__a.html"));
    let minutes = text(&site, "sources/minutes.html");
    assert!(minutes.contains("1950-05-02/1971") && minutes.contains("p. 3"), "{minutes}");
    assert!(!minutes.contains("1949/"));
    let gossip = text(&site, "sources/gossip.html");
    assert!(gossip.contains("javascript:alert(1)") && !gossip.contains("href=\"javascript"));
    let data: serde_json::Value =
        serde_json::from_str(text(&site, "organs/_club__20__a.json")).unwrap();
    assert_eq!(data["id"], "Club A");
}

#[test]
fn one_stated_date_is_given_to_search_engines_and_a_doubtful_one_is_not() {
    let site = site_of(
        r#"Model(organs: { "a": Organ(name: "A", existence: "1950-05-02/1971"), "b": Organ(existence: "1950~/"),
        "c": Organ(existence: [Claim(value: "1960/", modality: Planned)]) })"#,
    );
    let a = text(&site, "organs/a.html");
    assert!(
        a.contains(r#""foundingDate":"1950-05-02""#) && a.contains(r#""dissolutionDate":"1971""#),
        "{a}"
    );
    for path in ["organs/b.html", "organs/c.html"] {
        assert!(!text(&site, path).contains("foundingDate"), "{path}");
    }
}

#[test]
fn hostile_texts_are_texts() {
    let hostile = r#"</script><script>alert(1)</script><img src=x onerror=alert(1)>"#;
    let site = site_of(&format!(
        r#"Model(title: "{hostile}", sources: {{ "s": Source(title: "{hostile}", note: "{hostile}") }},
        organs: {{ "a": Organ(name: "{hostile}", note: "{hostile}", place: "{hostile}", cite: ("s", "{hostile}")),
        "b": Organ(under: "a", existence: "1950", cite: "s {hostile}") }})"#
    ));
    for file in
        site.files.iter().filter(|file| file.path.ends_with("ml") && file.path != "explore.html")
    {
        let page = String::from_utf8_lossy(&file.bytes);
        assert!(!page.contains("<script>") && !page.contains("<img src=x"), "{}", file.path);
    }
}

#[test]
fn feed_and_list_of_pages_are_xml_with_whole_addresses() {
    let project = Project::open("models/wpk.ron").unwrap();
    let mut options = SiteOptions::default().address("https://example.org/a&b/");
    options.explorer = false;
    let site = project.site(&options).unwrap();
    for path in ["changes.xml", "sitemap.xml"] {
        let mut reader = quick_xml::Reader::from_str(text(&site, path));
        let mut next = || reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}"));
        while next() != quick_xml::events::Event::Eof {}
    }
    let feed = text(&site, "changes.xml");
    let ids: Vec<&str> = feed.lines().filter(|line| line.trim().starts_with("<id>")).collect();
    assert_eq!(
        ids.iter().collect::<BTreeSet<_>>().len(),
        ids.len(),
        "each entry has an id of its own"
    );
    assert!(ids.len() > 50 && !feed.contains("<updated>9999"));
    let pages = text(&site, "sitemap.xml").matches("<loc>https://example.org/a&amp;b/").count();
    assert_eq!(pages, site.files.iter().filter(|file| file.path.ends_with(".html")).count());
}

#[test]
fn a_second_run_writes_what_changed_and_a_page_that_is_gone_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let write = |organs: &str| {
        std::fs::write(folder.path().join("m.ron"), format!("Model(organs: {{ {organs} }})"))
            .unwrap();
    };
    let site = || run(folder.path(), &["site", "m.ron", "-o", "out", "--without-explorer"]);
    write(r#""a": Organ(name: "A"), "b": Organ(name: "B")"#);
    let first = site();
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let page = folder.path().join("out/organs/b.html");
    assert!(page.exists());
    let again = site();
    assert!(String::from_utf8_lossy(&again.stderr).contains(" 0 of them new or changed"));
    write(r#""a": Organ(name: "A")"#);
    assert!(site().status.success());
    assert!(std::fs::read_to_string(&page).unwrap().contains("No longer in the model"));
    // What comes back takes its address again.
    write(r#""a": Organ(name: "A"), "b": Organ(name: "B again")"#);
    let back = site();
    assert!(back.status.success(), "{}", String::from_utf8_lossy(&back.stderr));
    assert!(std::fs::read_to_string(&page).unwrap().contains("B again"));
    // What the site did not write is not replaced, and then nothing is written.
    let foreign = folder.path().join("out/organs/c.html");
    std::fs::write(&foreign, "mine").unwrap();
    write(r#""a": Organ(name: "Another name"), "c": Organ(name: "C")"#);
    let refused = site();
    assert!(!refused.status.success());
    assert_eq!(std::fs::read_to_string(&foreign).unwrap(), "mine");
    assert!(
        !std::fs::read_to_string(folder.path().join("out/organs/a.html"))
            .unwrap()
            .contains("Another")
    );
    let forced =
        run(folder.path(), &["site", "m.ron", "-o", "out", "--without-explorer", "--force"]);
    assert!(forced.status.success());
    assert!(std::fs::read_to_string(&foreign).unwrap().contains("<h1>C</h1>"));
}

#[test]
fn a_list_that_names_a_file_outside_of_the_site_is_refused() {
    for outside in ["../m.html", "/etc/a.html", "a/../../b.html", "a\\\\b.html"] {
        let mut site = site_of(r#"Model(organs: { "a": Organ() })"#);
        let list =
            format!(r#"{{ "program": "organigram", "files": ["index.html", "{outside}"] }}"#);
        assert!(site.after(&list).is_err(), "{outside}");
    }
}

#[test]
fn several_models_have_a_folder_each_and_a_page_that_leads_to_all() {
    let folder = tempfile::tempdir().unwrap();
    for (name, title) in [("one.ron", "First"), ("two.ron", "Second")] {
        let text = format!(r#"Model(title: "{title}", organs: {{ "a": Organ(name: "A") }})"#);
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let made =
        run(folder.path(), &["site", "one.ron", "two.ron", "-o", "out", "--without-explorer"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let index = std::fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert!(
        index.contains("one/index.html\">First<") && index.contains("two/index.html\">Second<"),
        "{index}"
    );
    assert!(folder.path().join("out/two/organs/a.html").exists());
}

#[test]
fn a_quotation_stands_in_its_language_with_what_it_means() {
    let site = site_of(
        r#"Model(sources: { "s": Source() }, organs: { "o": Organ(names: Name(text: "P", cite:
            Cite(source: "s", quote: "<Zwei>", lang: "de", translation: "Two"))) })"#,
    );
    for path in ["organs/o.html", "sources/s.html"] {
        let page = text(&site, path);
        assert!(page.contains("<q lang=\"de\">&lt;Zwei&gt;</q> [<q>Two</q>]"), "{path}: {page}");
    }
}
