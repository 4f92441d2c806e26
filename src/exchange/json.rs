//! A model as JSON, and back: the fields of the language under their own names.
//!
//! Takes a model, gives JSON that holds all of it; takes that JSON, gives the model. Short forms are
//! short here too: a date without more is a text.

use super::unique_keys;
use crate::model::Model;

/// The model as JSON.
///
/// # Panics
/// Never: every model can be said in JSON.
#[must_use]
pub fn to_json(model: &Model<'_>) -> String {
    let mut text = serde_json::to_string_pretty(model).expect("models hold only what JSON has");
    text.push('\n');
    text
}

/// The model that [`to_json`] wrote.
///
/// # Errors
/// When the text is no JSON, has a key twice in one object (two entries of one id), or says what no model
/// says: the error shows line and column.
pub fn from_json(text: &str) -> Result<Model<'static>, serde_json::Error> {
    serde_json::from_str(unique_keys::checked(text)?)
}
