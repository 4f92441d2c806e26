//! What is answered: a status, a kind of text and the text. Takes words, gives replies; knows nothing of sockets.

use serde_json::json;

pub(super) const JSON: &str = "application/json";

/// What is answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Reply {
    /// The status of HTTP.
    pub(super) status: u16,
    pub(super) media: &'static str,
    pub(super) body: String,
}

/// A reply that says no.
pub(super) fn error_reply(status: u16, message: &str) -> Reply {
    Reply { status, media: JSON, body: json!({ "error": message }).to_string() }
}

/// That a request is wrong, and what to do about it.
pub(super) fn wrong(message: &str, help: Option<String>) -> Reply {
    let body = match help {
        Some(help) => json!({ "error": message, "help": help }),
        None => json!({ "error": message }),
    };
    Reply { status: 400, media: JSON, body: body.to_string() }
}
