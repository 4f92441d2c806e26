//! Files of settings, in RON or in JSON.
//!
//! Takes a text and gives the value that it says, or why it says none. A text that begins with `{` is JSON, which may name
//! its schema as `$schema`; everything else is RON. Reads no file.

use serde::de::DeserializeOwned;

/// Why a text gives no settings; the message names the place.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It is not RON of the shape that is expected.
    #[error("{0}")]
    Ron(#[from] ron::error::SpannedError),
    /// It is not JSON of the shape that is expected.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
}

/// The settings that a text says.
///
/// # Errors
/// When it is neither RON nor JSON of their shape.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, SettingsError> {
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        return Ok(options.from_str(text)?);
    }
    let mut json: serde_json::Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
    if let Some(fields) = json.as_object_mut() {
        fields.remove("$schema");
    }
    Ok(serde_json::from_value(json)?)
}
