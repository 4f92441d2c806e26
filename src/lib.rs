//! Organisations as code: a person writes what sources say about an organisation as RON text, and
//! organigram loads it, checks it, answers questions about any date and draws it.

pub mod ask;
pub mod check;
pub mod cli;
pub mod diag;
pub mod exchange;
pub mod graph;
pub mod layout;
pub mod load;
pub mod model;
pub mod query;
pub mod render;
pub mod text;
pub mod time;
pub mod view;
