//! FollowTheMoney (followthemoney.tech): entities of organisations, people, positions and what joins them, as JSON
//! lines, in and out.
//!
//! Takes lines, gives a model and a note for each kind of thing that a model has no place for; takes a model, gives
//! lines or statements and a note for all that they cannot say. What is only presumed never comes out as `current`. Opens no file.
//!
//! | file | owns |
//! |---|---|
//! | `entity` | one entity: its schema and properties |
//! | `ids` | ids in the letters that are allowed, and back |
//! | `read` | entities to a model |
//! | `said` | statements to entities that know who says what |
//! | `statements` | entities as statements: who says which value |
//! | `status` | whether somebody holds a post, as far as it is known |
//! | `write` | a model to entities |

mod entity;
mod ids;
mod read;
mod said;
mod statements;
mod status;
mod write;

#[cfg(test)]
mod tests;

pub use read::{from_ftm, is_ftm};
pub use write::{to_ftm, to_ftm_statements};
