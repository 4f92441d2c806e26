//! A site of static pages: one for each organ, post, person, event and source, at an address that stays. Takes what it is
//! to hold; gives files, by their paths within the site. What a page says of a thing is its dossier, as `show` gives it, with
//! the footing of each claim. Never writes a file, and asks no clock: the same model gives the same bytes.
//!
//! | file | owns |
//! |---|---|
//! | `addresses` | which file the page of an id is |
//! | `layout` | what all pages share: head, links, escaping |
//! | `things`, `cited` | the pages of things and of sources |
//! | `linked` | what search engines and reference managers read |
//! | `feed` | what happened, as a page and as a feed; the list of all pages |

mod addresses;
mod cited;
mod feed;
mod layout;
mod linked;
mod things;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use self::cited::Resting;
use self::layout::{Frame, escaped};
use super::{
    ExportFormat, ExportRequest, PageOptions, Project, ProjectError, Question, Style, draw,
};
use crate::graph::Class;

const STYLE: &str = include_str!("../../assets/site/style.css");

/// What a site is to hold.
///
/// ```
/// use organigram::project::SiteOptions;
/// let options = SiteOptions::default().address("https://example.org/club");
/// # assert!(options.explorer);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct SiteOptions {
    /// Where the site will stand, without which it has no feed and no list of its pages for search engines: both name
    /// pages by their whole addresses.
    pub address: Option<String>,
    /// Whether the page to explore the model with is part of it.
    pub explorer: bool,
}

impl Default for SiteOptions {
    fn default() -> Self {
        SiteOptions { address: None, explorer: true }
    }
}

impl SiteOptions {
    /// The same for a site that will stand at an address.
    #[must_use]
    pub fn address(self, address: impl Into<String>) -> SiteOptions {
        SiteOptions { address: Some(address.into()), ..self }
    }
}

/// A file of a site.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct SiteFile {
    /// Its path within the site, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A site, whole.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Site {
    /// Its files, each once, by their paths.
    pub files: Vec<SiteFile>,
    /// Views that could not be drawn, and why.
    pub left_out: Vec<(String, String)>,
}

/// The files of a site, as `site.json` lists them.
#[derive(Serialize, Deserialize)]
struct SiteList {
    program: String,
    files: BTreeSet<String>,
}

impl Site {
    /// The path of the list of a site's files, in which the next run finds what it no longer makes.
    pub const LIST: &str = "site.json";

    /// Several sites as one: each in a folder of its own, with a page that leads to all. Takes each with its folder's name
    /// and its title.
    #[must_use]
    pub fn of_several(sites: Vec<(String, String, Site)>) -> Site {
        let (mut files, mut left_out, mut listed) = (Vec::new(), Vec::new(), String::new());
        for (folder, title, site) in sites {
            listed +=
                &format!("<li>{}</li>\n", layout::link(&format!("{folder}/index.html"), &title));
            left_out.extend(site.left_out);
            files.extend(site.files.into_iter().filter(|file| file.path != Site::LIST).map(
                |file| SiteFile { path: format!("{folder}/{}", file.path), bytes: file.bytes },
            ));
        }
        let mut put = |path: &str, text: String| {
            files.push(SiteFile { path: path.to_owned(), bytes: text.into_bytes() });
        };
        put("index.html", layout::list_of_sites(&listed));
        put("style.css", STYLE.to_owned());
        Site::listed(files, left_out)
    }

    /// The files with their list.
    fn listed(mut files: Vec<SiteFile>, left_out: Vec<(String, String)>) -> Site {
        let program = concat!("organigram ", env!("CARGO_PKG_VERSION")).to_owned();
        let list =
            SiteList { program, files: files.iter().map(|file| file.path.clone()).collect() };
        let list = serde_json::to_string_pretty(&list).expect("paths are JSON") + "\n";
        files.push(SiteFile { path: Site::LIST.to_owned(), bytes: list.into_bytes() });
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Site { files, left_out }
    }

    /// Takes in what an earlier site at the same place had: a page that this one no longer has becomes one that says so, for
    /// an address that somebody cited leads to an answer as long as the site stands. `list` is the `site.json` of the earlier
    /// site; gives the paths of its files, which this one may replace.
    ///
    /// ```
    /// use organigram::project::{Project, SiteOptions};
    /// let site = |organs: &str| {
    ///     let text = format!("Model(organs: {{ {organs} }})");
    ///     Project::from_text("club.ron", text).site(&SiteOptions::default())
    /// };
    /// let earlier = site(r#""club": Organ(), "board": Organ()"#)?;
    /// let list = &earlier.files.iter().find(|file| file.path == "site.json").unwrap().bytes;
    /// let mut now = site(r#""club": Organ()"#)?;
    /// let own = now.after(std::str::from_utf8(list)?)?;
    /// assert!(own.contains("organs/board.html"));
    /// let gone = now.files.iter().find(|file| file.path == "organs/board.html").unwrap();
    /// assert!(std::str::from_utf8(&gone.bytes)?.contains("No longer in the model"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When it is no such list, also when it names a file outside of the site.
    pub fn after(&mut self, list: &str) -> Result<BTreeSet<String>, serde_json::Error> {
        let earlier: SiteList = serde_json::from_str(list)?;
        let is_inside = |path: &&String| {
            path.split('/').all(|part| !matches!(part, "" | "." | ".."))
                && !path.contains(['\\', ':'])
        };
        if let Some(outside) = earlier.files.iter().find(|path| !is_inside(path)) {
            let message = format!("`{outside}` is no file of a site");
            return Err(serde::de::Error::custom(message));
        }
        let mut files = std::mem::take(&mut self.files);
        files.retain(|file| file.path != Site::LIST);
        let now: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let gone = earlier.files.iter().filter(|path| !now.contains(path.as_str()));
        let gone = gone
            .filter_map(|path| Some(SiteFile { bytes: layout::gone(path)?, path: path.clone() }));
        let gone: Vec<SiteFile> = gone.collect();
        files.extend(gone);
        *self = Site::listed(files, std::mem::take(&mut self.left_out));
        let mut own = earlier.files;
        own.insert(Site::LIST.to_owned());
        Ok(own)
    }
}

impl Project {
    /// A site of static pages, one for each thing and source of the model.
    ///
    /// ```
    /// use organigram::project::{Project, SiteOptions};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(title: "Chess Club",
    ///     sources: { "minutes": Source(title: "Minute book") },
    ///     organs: { "club": Organ(name: "Chess Club", existence: "1950/", cite: "minutes p. 3") })"#);
    /// let site = project.site(&SiteOptions::default())?;
    /// let page = |path: &str| {
    ///     let file = site.files.iter().find(|file| file.path == path).expect(path);
    ///     String::from_utf8_lossy(&file.bytes).into_owned()
    /// };
    /// assert!(page("organs/club.html").contains("sources/minutes.html"));
    /// assert!(page("sources/minutes.html").contains("organs/club.html"));
    /// assert!(page("organs/club.json").contains("1950/"));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Project::page`].
    pub fn site(&self, options: &SiteOptions) -> Result<Site, ProjectError> {
        let title = if self.title().is_empty() { self.name() } else { self.title() };
        let frame = Frame::new(title, options.address.as_deref(), options.explorer);
        let mut files = Vec::new();
        let mut put = |path: &str, text: String| {
            files.push(SiteFile { path: path.to_owned(), bytes: text.into_bytes() });
        };
        let mut resting = Resting::new(self);
        things::pages(self, &frame, &mut resting, &mut put)?;
        cited::pages(self, &frame, &resting, &mut put);
        feed::pages(self, &frame, &mut put)?;
        let tables = self.export(&Question::default(), &ExportRequest::new(ExportFormat::Csv))?;
        for (name, table) in &tables.files {
            put(&format!("tables/{name}"), table.clone());
        }
        let mut left_out = Vec::new();
        let mut pictures = Vec::new();
        for (view, file) in self.view_files() {
            let drawn = self.drawn_view(view);
            match drawn {
                Ok((title, svg)) => {
                    put(&format!("pictures/{file}.svg"), svg);
                    pictures.push((title, file));
                }
                Err(why) => left_out.push((view.to_owned(), why.to_string())),
            }
        }
        put("index.html", self.site_index(&frame, &pictures, &tables.files));
        put("style.css", STYLE.to_owned());
        if options.explorer {
            put("explore.html", self.page(&PageOptions::default())?.html);
        }
        let paths: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
        if let Some(map) = feed::site_map(&frame, &paths) {
            files.push(SiteFile { path: "sitemap.xml".to_owned(), bytes: map.into_bytes() });
        }
        Ok(Site::listed(files, left_out))
    }

    /// The title of a view of the model, and its picture.
    fn drawn_view(&self, name: &str) -> Result<(String, String), Box<dyn std::error::Error>> {
        let request = super::Request::named(self, name)?;
        let view = self.view(&request)?;
        let title = if request.title.is_empty() { name.to_owned() } else { request.title.clone() };
        let style = Style::default();
        let svg = draw(&view, &style).svg()?;
        Ok((title, svg))
    }

    fn site_index(
        &self,
        frame: &Frame<'_>,
        pictures: &[(String, String)],
        tables: &[(String, String)],
    ) -> String {
        let graph = self.graph();
        let mut body = String::new();
        if frame.has_explorer {
            body += "<p class=\"lead\"><a href=\"explore.html\">Explore the model</a> through time, by source and by \
                     certainty.</p>\n";
        }
        body += "<ul class=\"counts\">\n";
        for class in [Class::Organ, Class::Post, Class::Person, Class::Event] {
            let (folder, count) = (addresses::folder(class), graph.nodes(class).count());
            if count > 0 {
                body += &format!("<li><a href=\"{folder}/index.html\">{count} {folder}</a></li>\n");
            }
        }
        body += &format!(
            "<li><a href=\"sources/index.html\">{} sources</a></li>\n\
             <li><a href=\"changes.html\">What happened when</a></li>\n</ul>\n",
            graph.sources().len()
        );
        if !pictures.is_empty() {
            body += "<h2>Pictures</h2>\n<ul class=\"pictures\">\n";
            for (title, file) in pictures {
                let (title, file) = (escaped(title), escaped(&layout::encoded(file)));
                body += &format!(
                    "<li><a href=\"pictures/{file}.svg\"><img src=\"pictures/{file}.svg\" alt=\"\" loading=\"lazy\">\
                     {title}</a></li>\n"
                );
            }
            body += "</ul>\n";
        }
        body += "<h2>Tables</h2>\n<ul>\n";
        for (name, _) in tables {
            let name = escaped(name);
            body += &format!("<li><a href=\"tables/{name}\">{name}</a></li>\n");
        }
        body += "</ul>\n";
        frame.page("", frame.title, "index.html", "", &body)
    }
}
