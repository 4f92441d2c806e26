//! The plain data of a model: what a person writes, as Rust types.
//!
//! Each type is a record of the language (`docs/language.md` shows every field) and reads and
//! writes as RON through serde; [`Value`] is the same once more for the fast reader in `load`,
//! which also knows places. Nothing here is looked up, checked or walked.
//!
//! ```
//! let model: organigram::model::Model = ron::from_str(r#"
//!     Model(
//!         organs: {
//!             "club": Organ(name: "Chess Club", existence: "1950/"),
//!             "board": Organ(name: "Board", under: ["club"], cite: ["minutes p. 3"]),
//!         },
//!         sources: { "minutes": Source(title: "Minutes of 1950", published: "1950-12") },
//!     )
//! "#)?;
//! assert_eq!(model.organs["board"].under[0].organ, "club");
//! assert_eq!(model.organs["board"].cite[0].at, "p. 3");
//! # Ok::<(), ron::error::SpannedError>(())
//! ```

mod at;
pub(crate) mod bare;
mod charter;
mod cite;
mod claim;
mod entry;
#[cfg(test)]
pub(crate) mod json_schema;
mod lapse;
mod map;
#[allow(clippy::module_inception, reason = "the glossary names the file after its type")]
mod model;
mod one_or_many;
mod organ;
mod people;
mod quantity;
mod record;
mod shape;
mod sink;
mod source;
mod transition;
mod value;
mod view;

#[cfg(test)]
mod tests;

pub use at::At;
pub(crate) use bare::BareEntry;
pub use charter::{Charter, CharterRef, Kind, Line, RuleLevel, Shape, Size, Stand, UserRule};
pub use cite::Cite;
pub use claim::{Allow, CLAIM_SHAPE, Claim, Date, Disputed, Modality};
pub use entry::{Entry, EntryKey};
pub use lapse::{Lapse, LapseError, PresumeFor};
pub use map::Map;
pub use model::Model;
pub use one_or_many::OneOrMany;
pub use organ::{Event, ListOrder, Members, Name, Number, Organ, Remit, Under};
pub use people::{Membership, Person, Post, PostUnder, Seat, Status, Tenure};
pub use quantity::{Quantity, QuantityError};
pub use record::{IntoOwned, is_default};
pub use shape::{ChoiceShape, FieldShape, RecordShape, ValueShape};
pub use sink::Sink;
pub use source::{Reliability, Source, Witness};
pub use transition::{SuccessionIn, Transition, TransitionKind, TransitionSpec};
pub use value::{Choice, Forms, Read, Record, Value};
pub use view::{Clustering, Compared, NamedView, Show, ViewForm, ViewSpec};

/// A text: borrowed from the file it stands in, or owned.
pub type Text<'t> = std::borrow::Cow<'t, str>;
