//! What people ask every day: who held what, and what changed.
//!
//! Takes slices of the graph, gives data that can be told as text, as JSON or as marks in a
//! picture. Never reads files, never prints.

mod change;

pub use change::{changed, name_at};
