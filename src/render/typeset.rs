//! Reads our own SVG back as shapes for the writers of PNG and PDF. Takes a scene and a theme, gives a tree
//! whose letters come from the bundled fonts; scripts that those lack fall back to fonts of the system.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::svg::svg;
use super::theme::Theme;
use crate::layout::{Scene, fonts};

/// Why a picture cannot be written in this form.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The drawing was not understood.
    #[error("the drawing could not be read back: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// More pixels than fit.
    #[error("a picture of {0} by {1} pixels is too large; write it smaller, or as SVG or PDF")]
    TooLarge(u64, u64),
    /// The pixels could not be packed.
    #[error("the pixels could not be packed: {0}")]
    Packing(String),
}

/// The shapes of a scene.
pub(super) fn tree(scene: &Scene, theme: &Theme) -> Result<Tree, WriteError> {
    let options = Options {
        font_family: "Liberation Sans".to_owned(),
        fontdb: Arc::clone(database()),
        ..Options::default()
    };
    Ok(Tree::from_str(&svg(scene, theme), &options)?)
}

/// The fonts: the bundled ones first.
pub(super) fn database() -> &'static Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut database = Database::new();
        fonts().into_iter().for_each(|font| database.load_font_data(font.to_vec()));
        database.load_system_fonts();
        database.set_sans_serif_family("Liberation Sans");
        Arc::new(database)
    })
}
