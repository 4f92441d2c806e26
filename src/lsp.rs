//! The language server: help for whoever writes models in an editor.
//!
//! Takes what an editor says of its texts and asks of them (Language Server Protocol 3.17), gives what `project` knows:
//! diagnostics of all rules as somebody types, dossiers, words that fit, places, edits. Decides nothing itself and writes
//! no file. Each request is a plain function of the texts as they are at that moment.
//!
//! | file | owns |
//! |---|---|
//! | `server` | requests and notifications to their functions |
//! | `stdio` | the same over standard input and output |
//! | `settings` | what an editor may set |
//! | `documents`, `workspace` | the open texts; the models that they belong to |
//! | `addresses`, `positions`, `protocol` | files, places and edits as editors write them |
//! | `slots`, `outline`, `texts` | what belongs where in a model; what each piece of a file is |
//! | `brackets` | which brackets are open at a place, without reading all that stands before it |
//! | `cursor` | what belongs at a place of an unfinished text |
//! | `symbols` | what an id means, and all places that name the same |
//! | `reports` | diagnostics |
//! | `hover`, `markdown` | what is known of what stands at a place |
//! | `completion`, `snippets`, `signature` | what may be written there |
//! | `navigate`, `rename` | other places that name the same |
//! | `hierarchy` | what stands above and below, before and after |
//! | `preview` | a model's page in a browser beside its text |
//! | `actions` | fixes and other changes |
//! | `structure` | symbols, folds, selections |
//! | `formatting` | what `fmt` writes, as edits |
//! | `tokens` | colours, and names behind ids |

mod actions;
mod addresses;
mod brackets;
mod completion;
mod cursor;
mod documents;
mod formatting;
mod hierarchy;
mod hover;
mod markdown;
mod navigate;
mod outline;
mod positions;
#[cfg(feature = "serve")]
mod preview;
mod protocol;
mod rename;
mod reports;
mod server;
mod settings;
mod signature;
mod slots;
mod snippets;
mod stdio;
mod structure;
mod symbols;
mod texts;
mod tokens;
mod workspace;

pub use addresses::{address_of, path_of};
pub use positions::{ColumnUnit, TextLines};
pub use protocol::{
    Href, LspDiagnostic, LspEdit, LspError, LspLocation, LspPosition, LspRange, RelatedPlace,
};
pub use server::LspServer;
pub use settings::LspSettings;
pub use stdio::serve_stdio;
