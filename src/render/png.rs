//! Writes a scene as PNG. Takes a scene, a theme and a scale, gives bytes; the same on every machine for
//! the scripts that the bundled fonts have.

use resvg::tiny_skia::{Pixmap, Transform};

use super::theme::Theme;
use super::typeset::{WriteError, tree};
use crate::layout::Scene;

/// More pixels than this are more than a program should ask for.
const MOST: f64 = 400e6;

/// Writes a scene as PNG, `scale` pixels for one of the scene's.
///
/// # Errors
/// When the picture would be too large.
pub fn png(scene: &Scene, theme: &Theme, scale: f64) -> Result<Vec<u8>, WriteError> {
    let (width, height) = ((scene.width * scale).ceil(), (scene.height * scale).ceil());
    let too_large = || WriteError::TooLarge(width as u64, height as u64);
    if width * height > MOST {
        return Err(too_large());
    }
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(too_large)?;
    let transform = Transform::from_scale(scale as f32, scale as f32);
    resvg::render(&tree(scene, theme)?, transform, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| WriteError::Packing(error.to_string()))
}
