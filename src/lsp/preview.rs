//! The live preview: a model's page in a browser beside its text. The page follows the text, saved or not, and shows what the
//! cursor stands in; a click on a thing there moves the cursor to where it is written.
//!
//! Takes the models of the open texts; gives the address of a page, and places to go to. Draws nothing itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crossbeam_channel::{Receiver, Sender, unbounded};
use serde_json::{Value, json};

use super::outline::{Outline, OutlineEntry, PieceKind};
use super::protocol::LspError;
use super::symbols::{IdSpace, Symbol, namings, symbol, symbol_at};
use super::workspace::{FileText, OpenModel, Workspace};
use crate::serve::PreviewServer;

/// The command that opens a preview.
pub(super) const COMMAND: &str = "organigram.preview";

/// What was clicked on in the page of a model.
#[derive(Debug)]
pub(super) struct Click {
    entry: PathBuf,
    id: String,
}

/// The pages that are open, by the entry files of their models.
#[derive(Debug)]
pub(super) struct Previews {
    open: BTreeMap<PathBuf, PreviewServer>,
    send: Sender<Click>,
    clicks: Receiver<Click>,
}

impl Default for Previews {
    fn default() -> Previews {
        let (send, clicks) = unbounded();
        Previews { open: BTreeMap::new(), send, clicks }
    }
}

impl Previews {
    /// What was clicked on, as it comes.
    pub(super) fn clicks(&self) -> &Receiver<Click> {
        &self.clicks
    }

    /// Opens the page of the first model that a text belongs to; gives its address.
    pub(super) fn open(&mut self, workspace: &Workspace, path: &Path) -> Result<String, LspError> {
        let models = workspace.models_of(path);
        let Some(model) = models.first() else {
            return Err(LspError::failed(
                "this text is no part of a model, so there is nothing to draw",
            ));
        };
        if !self.open.contains_key(&model.entry) {
            let (send, entry) = (self.send.clone(), model.entry.clone());
            let clicked = move |id: &str| {
                // Who hears of it is gone only when the process ends.
                let _ = send.send(Click { entry: entry.clone(), id: id.to_owned() });
            };
            let server = PreviewServer::start(model.project.clone(), clicked)
                .map_err(|error| LspError::failed(format!("{}: {error}", model.entry.display())))?;
            self.open.insert(model.entry.clone(), server);
        }
        Ok(format!("http://{}/", self.open[&model.entry].address()))
    }

    /// Shows the texts as they are now.
    pub(super) fn refresh(&self, workspace: &Workspace) {
        for (entry, server) in &self.open {
            server.show(workspace.model(entry).project.clone());
        }
    }

    /// Shows what the cursor stands in.
    pub(super) fn point(&self, workspace: &Workspace, file: &FileText, at: usize) {
        if self.open.is_empty() {
            return;
        }
        for model in workspace.models_lately(&file.path) {
            if let (Some(server), Some(id)) =
                (self.open.get(&model.entry), thing_at(file, at, &model))
            {
                server.point(&id);
            }
        }
    }

    /// Where what was clicked on is written, as the parameters of `window/showDocument`.
    pub(super) fn place(&self, workspace: &Workspace, click: &Click) -> Option<Value> {
        let model = workspace.model(&click.entry);
        let wanted = Symbol { space: IdSpace::Things, id: click.id.clone() };
        let naming =
            namings(workspace, &model, &wanted).into_iter().find(|naming| naming.defines)?;
        let range = naming.file.lines(workspace.unit).range(&naming.at);
        let uri = workspace.uri(&naming.file.path);
        Some(json!({ "uri": uri, "external": false, "takeFocus": false, "selection": range }))
    }
}

/// The organ, person, post or event that a place is about: that of the entry around it; of a tenure or a change, what is named
/// there, else the first that it names.
fn thing_at(file: &FileText, at: usize, model: &OpenModel) -> Option<String> {
    let outline = file.outline_near(&(at..at + 1));
    let entry = outline.entries.iter().find(|entry| entry.whole.contains(&at))?;
    let is_thing = |symbol: &Symbol| symbol.space == IdSpace::Things;
    if entry.has_id {
        let own = outline.piece_at(entry.head.start)?;
        return symbol(own, &file.text, &model.project).filter(is_thing).map(|own| own.id);
    }
    let here = symbol_at(file, at, &model.project).map(|(symbol, _)| symbol).filter(is_thing);
    here.or_else(|| named_in(&outline, entry, file, model).find(is_thing)).map(|named| named.id)
}

fn named_in<'f>(
    outline: &'f Outline,
    entry: &OutlineEntry,
    file: &'f FileText,
    model: &'f OpenModel,
) -> impl Iterator<Item = Symbol> + 'f {
    let whole = entry.whole.clone();
    let pieces = outline.pieces.iter().filter(move |piece| whole.contains(&piece.at.start));
    let texts = pieces.filter(|piece| matches!(piece.kind, PieceKind::Text { .. }));
    texts.filter_map(|piece| symbol(piece, &file.text, &model.project))
}
