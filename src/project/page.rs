//! The page that everybody with a browser can explore a model with. Takes what it is to hold; gives one HTML file with
//! every view, every answer and every source in it. Whatever the page shows is worked out here: it draws and filters, and
//! decides nothing. Never opens a file.
//!
//! | file | owns |
//! |---|---|
//! | `moments` | the days on which something changes |
//! | `sources` | the sources, and the perspectives that are offered |
//! | `dossiers` | what is said of each thing, with the answers at every moment |
//! | `marks`, `pictures` | the views as scenes, each part of them kept once |
//! | `pool` | things that occur often, kept once |

mod dossiers;
mod marks;
mod moments;
mod pictures;
mod pool;
mod sources;

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::Serialize;

use self::dossiers::{Asking, DossierData, Shared, ThingData};
use self::moments::Moments;
use self::pictures::{Drawn, DrawnData, Pictures, ViewData};
use self::sources::{PerspectiveData, SourceData};
use super::{Happening, Project, ProjectError, Request, Style};
use crate::graph::{Caches, DaysOfChange};
use crate::model::ViewForm;
use crate::render::{self, PageLanguage};
use crate::time::Day;

/// What a page is to hold.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PageOptions {
    /// The names of the views; all of the model's where there is none.
    pub views: Vec<String>,
    /// How many perspectives are offered at the most, beside those of the views: all sources, then the main sources.
    pub perspectives: usize,
    /// The language of the page's own words. What the model says, and the reasons of answers, stay as they are.
    pub language: PageLanguage,
    /// How pictures are drawn.
    pub style: Style,
}

impl Default for PageOptions {
    fn default() -> Self {
        PageOptions {
            views: Vec::new(),
            perspectives: 8,
            language: PageLanguage::default(),
            style: Style::default(),
        }
    }
}

/// A page, and what it is made of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ModelPage {
    /// The file.
    pub html: String,
    /// What the page knows, as JSON: `docs/page.md` shows what stands in it.
    pub data: String,
}

#[derive(Serialize)]
struct PageData<'p> {
    version: u32,
    title: &'p str,
    program: &'static str,
    /// The days on which something changes, counted from 1970-01-01.
    days: Vec<i32>,
    /// Those of the days that a date names by itself, by their place.
    named: Vec<usize>,
    /// Periods that views ask about: in EDTF, the first and the last day.
    periods: Vec<(String, i32, i32)>,
    perspectives: Vec<PerspectiveData>,
    sources: Vec<SourceData>,
    things: Vec<ThingData>,
    shared: Shared,
    /// By perspective, then by thing.
    dossiers: Vec<Vec<DossierData>>,
    views: Vec<ViewData>,
    drawn: DrawnData,
    /// By perspective: what happened when.
    happenings: Vec<Vec<Happening>>,
    /// The page's own words.
    texts: serde_json::Value,
}

impl Project {
    /// One HTML file with every view of the model, to be explored by anybody who has a browser: through time, by
    /// source and by certainty, down to the claim and the place in its source.
    ///
    /// ```
    /// use organigram::project::{PageOptions, Project};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(title: "Chess Club", organs: {
    ///     "club": Organ(name: "Chess Club", existence: "1950/", cite: "minutes p. 3"),
    ///     "board": Organ(name: "Board", under: "club", existence: "1950/1971"),
    /// })"#);
    /// let page = project.page(&PageOptions::default())?;
    /// assert!(page.html.contains("<title>Chess Club</title>"));
    /// assert!(page.data.contains("minutes"));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When a view is named that the model lacks, and when one of its views is wrong.
    pub fn page(&self, options: &PageOptions) -> Result<ModelPage, ProjectError> {
        let data = self.page_data(options)?;
        let data = serde_json::to_string(&data).expect("a page has nothing that JSON lacks");
        let title = if self.title().is_empty() { self.name() } else { self.title() };
        let html = render::explorer(title, options.language, &data);
        Ok(ModelPage { html, data })
    }

    fn page_data(&self, options: &PageOptions) -> Result<PageData<'_>, ProjectError> {
        let graph = self.graph();
        let requests = self.page_views(options)?;
        let perspectives = sources::perspectives(self, &requests, options.perspectives)?;
        let days = DaysOfChange::new(graph);
        let possible = Moments { days: days.all(), periods: periods(&requests)? };
        let mut shared = Shared::default();
        let dossiers = self.dossiers(&perspectives, &days, &possible, &mut shared)?;
        let moments = renumbered(&possible, &mut shared);
        let changes = changes(&dossiers, &shared);
        let pictures = Pictures {
            project: self,
            moments: &moments,
            perspectives: &perspectives,
            changes: &changes,
            style: &options.style,
        };
        let mut drawn = Drawn::default();
        let views = requests.iter().map(|request| pictures.view(request, &mut drawn));
        let views = views.collect::<Result<_, _>>()?;
        let happened = |of: &PerspectiveData| self.timeline(&of.question, None);
        let happenings = perspectives.iter().map(happened).collect::<Result<_, _>>()?;
        Ok(PageData {
            version: 1,
            title: self.title(),
            program: concat!("organigram ", env!("CARGO_PKG_VERSION")),
            days: moments.days.iter().map(|day| day.0).collect(),
            named: places(&moments.days, &days.named()),
            periods: moments
                .periods
                .iter()
                .map(|(text, when)| (text.clone(), when.from.0, when.to.0))
                .collect(),
            perspectives,
            sources: sources::sources(graph),
            things: dossiers::things(graph),
            shared,
            dossiers,
            views,
            drawn: drawn.data(),
            happenings,
            texts: serde_json::from_str(options.language.words()).expect("the words are JSON"),
        })
    }

    /// The views of the page: those of the model, and a chart of all organs where none of them shows who stood under
    /// whom.
    fn page_views(&self, options: &PageOptions) -> Result<Vec<Request>, ProjectError> {
        let mut requests = Vec::new();
        if options.views.is_empty() {
            for view in self.views() {
                requests.push(Request::named(self, view.name)?);
            }
        }
        for name in &options.views {
            requests.push(Request::named(self, name)?);
        }
        if options.views.is_empty() && requests.iter().all(|view| view.form != ViewForm::Hierarchy)
        {
            requests.insert(
                0,
                Request { name: Some("organisation".to_owned()), ..Request::hierarchy() },
            );
        }
        Ok(requests)
    }

    fn dossiers(
        &self,
        perspectives: &[PerspectiveData],
        days: &DaysOfChange<'_>,
        moments: &Moments,
        shared: &mut Shared,
    ) -> Result<Vec<Vec<DossierData>>, ProjectError> {
        let caches = Caches::new(self.graph());
        let mut all = Vec::new();
        for perspective in perspectives {
            let slices = moments.slices(&caches, &perspective.question)?;
            let asking = Asking { known: RefCell::default(), days, moments, slices: &slices };
            all.push(asking.dossiers(shared));
        }
        Ok(all)
    }
}

/// The periods of several days that views ask about.
fn periods(requests: &[Request]) -> Result<Vec<(String, crate::time::When)>, ProjectError> {
    let mut periods: Vec<(String, crate::time::When)> = Vec::new();
    for request in requests {
        let period = request.question.when()?.filter(|when| !when.is_day());
        if let Some(when) = period
            && periods.iter().all(|(_, known)| *known != when)
        {
            periods.push((when.to_string(), when));
        }
    }
    Ok(periods)
}

/// Where some days stand in a list of days; both are in order.
fn places(all: &[Day], some: &[Day]) -> Vec<usize> {
    some.iter().filter_map(|day| all.binary_search(day).ok()).collect()
}

/// Leaves out the days on which nothing changes.
fn renumbered(possible: &Moments, shared: &mut Shared) -> Moments {
    let mut wanted = vec![false; possible.count() as usize];
    shared.each_run(|run| {
        run.chunks(2).for_each(|turn| wanted[turn[0] as usize] = true);
        run
    });
    let (moments, numbers) = possible.only(&wanted);
    shared.each_run(|mut run| {
        run.chunks_mut(2).for_each(|turn| turn[0] = numbers[turn[0] as usize]);
        run
    });
    moments
}

/// By perspective, certainty and thing: the moments at which what is shown of it changes, or of its relations.
fn changes(dossiers: &[Vec<DossierData>], shared: &Shared) -> Vec<[Vec<BTreeSet<u32>>; 3]> {
    let of = |dossier: &DossierData, least| {
        let mut moments = BTreeSet::new();
        dossier.runs.iter().for_each(|run| shared.changes(*run, least, &mut moments));
        moments
    };
    let all = |all: &Vec<DossierData>, least| all.iter().map(|one| of(one, least)).collect();
    dossiers.iter().map(|by| [3, 2, 1].map(|least| all(by, least))).collect()
}
