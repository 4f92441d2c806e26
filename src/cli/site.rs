//! `organigram site`: static pages of models. Takes what the library makes, writes all of it or nothing, and of a site that is
//! there only the files that changed. A file that no earlier site wrote is never replaced unless that is asked for.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use super::files::{Existing, Folders, NewFile, bytes_of, existing, read, write_all};
use super::open::project;
use super::{CliError, ModelArgs, Outcome, Terminal};
use crate::project::{Site, SiteOptions};

/// Write a site of static pages: one for each organ, post, person, event and source, at an address that stays.
///
/// With the page to explore the model, all pictures, tables, a feed of changes, and the data of each page beside it.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The models' files; each of several has a folder of its own.
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// Let the models include files that lie outside their own folders.
    #[arg(long)]
    allow_outside: bool,
    /// The folder to write to.
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    /// Where the site will stand, such as https://example.org/party: for its feed and its list of pages.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// Leave out the page to explore the model, which takes long for a large one.
    #[arg(long)]
    without_explorer: bool,
    /// Replace files that were not written by this command.
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  organigram site models/wpk.ron -o public
  organigram site models/wpk.ron -o public --address https://example.org/party
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let address = args.address.as_deref().map(|address| address.trim_end_matches('/'));
    if let Some(address) = address
        && !["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
    {
        let message = format!("`{address}` is no address of a site; it begins with https://");
        return Err(CliError::Usage(message));
    }
    let mut sites: Vec<(String, String, Site)> = Vec::new();
    for model in &args.models {
        let model = ModelArgs { model: model.clone(), allow_outside: args.allow_outside };
        let project = project(&model, terminal)?;
        let stem = model.model.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if sites.iter().any(|(folder, ..)| folder.eq_ignore_ascii_case(&stem)) {
            let message =
                format!("two models are called `{stem}`, and each needs a folder of its own");
            return Err(CliError::Usage(message));
        }
        let mut options = SiteOptions::default();
        options.explorer = !args.without_explorer;
        options.address = address.map(|address| match args.models.len() {
            1 => address.to_owned(),
            _ => format!("{address}/{stem}"),
        });
        let site = project.site(&options)?;
        let title =
            if project.title().is_empty() { stem.clone() } else { project.title().to_owned() };
        sites.push((stem, title, site));
    }
    let site = match sites.len() {
        1 => sites.remove(0).2,
        _ => Site::of_several(sites),
    };
    for (view, why) in &site.left_out {
        terminal.note(&format!("the view `{view}` is left out: {why}"));
    }
    if address.is_none() {
        terminal.note("without --address there is no feed and no list of pages for search engines");
    }
    write(args, site, terminal)
}

fn write(args: &Args, mut site: Site, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let folder = &args.output;
    let list = folder.join(Site::LIST);
    let own = match list.exists() {
        false => BTreeSet::new(),
        true => site.after(&read(&list)?).map_err(|error| {
            CliError::Usage(format!("{}: not the list of a site: {error}", list.display()))
        })?,
    };
    // What an earlier run wrote may be replaced as long as it is what was read here.
    let mut before: HashMap<&str, Vec<u8>> = HashMap::new();
    for file in &site.files {
        if let Some(bytes) = bytes_of(&folder.join(&file.path)) {
            before.insert(&file.path, bytes);
        }
    }
    let changed: Vec<NewFile<'_>> = site
        .files
        .iter()
        .filter(|file| before.get(file.path.as_str()) != Some(&file.bytes))
        .map(|file| {
            let old = before.get(file.path.as_str()).filter(|_| own.contains(&file.path));
            let there = old.map_or(existing(args.force), |old| Existing::Unchanged(old));
            NewFile::of(folder.join(&file.path), there, &file.bytes)
        })
        .collect();
    if !changed.is_empty() {
        write_all(&changed, Folders::Created)?;
    }
    let (all, new) = (site.files.len(), changed.len());
    terminal.note(&format!("{}: {all} files, {new} of them new or changed", folder.display()));
    Ok(Outcome::Fine)
}
