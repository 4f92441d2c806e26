//! The page that everybody with a browser can explore a model with. Takes what it is to hold; gives one HTML file with
//! every view, every answer and every source in it. Whatever the page shows is worked out here: it draws and filters, and
//! decides nothing. Never opens a file.
//!
//! | file | owns |
//! |---|---|
//! | `options` | what the page is to hold |
//! | `selection` | the things and the days that the page is about |
//! | `moments` | the days on which something changes |
//! | `sources` | the sources, and the perspectives that are offered |
//! | `dossiers` | what is said of each thing, with the answers at every moment |
//! | `changes` | the moments at which what is shown of a thing changes |
//! | `charts` | which charts a view has: one, or of a large one many that each fit a screen |
//! | `context` | what the pictures are made of |
//! | `pictures`, `marks`, `drawn` | the views as scenes, each part of them kept once |
//! | `pool` | things that occur often, kept once |

mod changes;
mod charts;
mod context;
mod dossiers;
mod drawn;
mod marks;
mod moments;
mod options;
mod pictures;
mod pool;
mod selection;
mod sources;

use std::cell::RefCell;

use serde::Serialize;

use self::changes::Changes;
use self::context::Pictures;
use self::dossiers::{Asking, DossierData, Shared, ThingData};
use self::drawn::{Drawn, DrawnData};
use self::moments::Moments;
pub use self::options::PageOptions;
use self::pictures::ViewData;
use self::selection::Selection;
use self::sources::{PerspectiveData, SourceData};
use super::{Happening, Project, ProjectError, Question, Request};
use crate::graph::{Caches, DaysOfChange};
use crate::model::ViewForm;
use crate::render;
use crate::time::Day;

/// A page, and what it is made of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ModelPage {
    /// The file.
    pub html: String,
    /// What the page knows, as JSON: `docs/page.md` shows what stands in it.
    pub data: String,
    /// How many series of pictures it lacks, each of a view in one perspective and certainty, because with them it would
    /// be too large.
    pub left_out: usize,
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
    /// The first and the last day that the page answers for, where it leaves others out.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<(i32, i32)>,
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
        let (data, left_out) = self.page_text(options)?;
        let html = render::explorer(self.page_title(), options.language, &data);
        Ok(ModelPage { html, data, left_out })
    }

    /// The same as a server gives it, which counts the versions of the model that it reads.
    ///
    /// # Errors
    /// As [`Project::page`].
    #[cfg(feature = "serve")]
    pub fn served_page(
        &self,
        options: &PageOptions,
        version: u64,
    ) -> Result<ModelPage, ProjectError> {
        let (data, left_out) = self.page_text(options)?;
        let html = render::served_explorer(self.page_title(), options.language, &data, version);
        Ok(ModelPage { html, data, left_out })
    }

    fn page_title(&self) -> &str {
        if self.title().is_empty() { self.name() } else { self.title() }
    }

    fn page_text(&self, options: &PageOptions) -> Result<(String, usize), ProjectError> {
        let (data, left_out) = self.page_data(options)?;
        let text = serde_json::to_string(&data).expect("a page has nothing that JSON lacks");
        Ok((text, left_out))
    }

    fn page_data(&self, options: &PageOptions) -> Result<(PageData<'_>, usize), ProjectError> {
        let graph = self.graph();
        let requests = self.page_views(options)?;
        let perspectives = sources::perspectives(self, &requests, options.perspectives)?;
        let days = DaysOfChange::new(graph);
        let selection = Selection::of(self, options, &days)?;
        let possible = Moments { days: selection.days(days.all()), periods: periods(&requests)? };
        let mut shared = Shared::default();
        let asked = (&days, &possible, &selection);
        let dossiers = self.dossiers(&perspectives, asked, &mut shared)?;
        let moments = renumbered(&possible, &mut shared);
        let changes = Changes::of(&dossiers, &shared);
        let pictures = Pictures {
            project: self,
            moments: &moments,
            perspectives: &perspectives,
            changes: &changes,
            selection: &selection,
            style: &options.style,
        };
        let mut drawn = Drawn::default();
        let views = requests.iter().map(|request| pictures.view(request, &mut drawn));
        let views = views.collect::<Result<_, _>>()?;
        let happened = |of: &PerspectiveData| self.happenings(&of.question, &selection);
        let happenings = perspectives.iter().map(happened).collect::<Result<_, _>>()?;
        let left_out = drawn.left_out;
        let data = PageData {
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
            range: selection.range.map(|(from, to)| (from.0, to.0)),
            things: dossiers::things(graph, &selection),
            shared,
            dossiers,
            views,
            drawn: drawn.data(),
            happenings,
            texts: serde_json::from_str(options.language.words()).expect("the words are JSON"),
        };
        Ok((data, left_out))
    }

    /// The views of the page: those of the model, and a chart of all organs where none of them shows who stood under
    /// whom.
    fn page_views(&self, options: &PageOptions) -> Result<Vec<Request>, ProjectError> {
        let mut requests = Vec::new();
        let is_part = !options.root.is_empty() || !options.only.is_empty();
        if options.views.is_empty() && !is_part {
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
                Request {
                    name: Some("organisation".to_owned()),
                    root: options.root.clone(),
                    ..Request::hierarchy()
                },
            );
        }
        Ok(requests)
    }

    /// What happened to the things of the page on its days.
    fn happenings(
        &self,
        question: &Question,
        selection: &Selection,
    ) -> Result<Vec<Happening>, ProjectError> {
        let graph = self.graph();
        let mut all = self.timeline(question, None)?;
        let is_kept = |id: &String| graph.node(id).is_some_and(|node| selection.has(node));
        all.retain(|one| {
            selection.when().is_none_or(|when| one.meets(when)) && one.ids.iter().any(is_kept)
        });
        Ok(all)
    }

    fn dossiers(
        &self,
        perspectives: &[PerspectiveData],
        (days, moments, selection): (&DaysOfChange<'_>, &Moments, &Selection),
        shared: &mut Shared,
    ) -> Result<Vec<Vec<DossierData>>, ProjectError> {
        let caches = Caches::new(self.graph());
        let mut all = Vec::new();
        for perspective in perspectives {
            let slices = moments.slices(&caches, &perspective.question)?;
            let asking =
                Asking { known: RefCell::default(), days, moments, slices: &slices, selection };
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
