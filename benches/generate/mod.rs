//! A made-up party of any size, the same on every run.
//!
//! Takes a number of organs and a seed; gives the party as RON, as JSON, as CSV tables and as plain
//! vectors, all with the same content. Holds nothing of the party in memory: every organ is a
//! function of its number. Never reads a file and knows nothing of the library.
//!
//! The shape: a centre of 26 organs, provinces, counties, and basic units in nests of ten (a
//! primary committee and its cells). 5 % ended, 3 % moved to another superior, and a fifth as many
//! transitions as organs, always from an older organ to a younger one.
#![allow(dead_code, reason = "each bench and the example use a part of it")]

mod calendar;
mod facts;
mod lineage;
mod mirror;
mod party;
mod people;
mod questions;
mod random;
mod tables;
mod text;

#[allow(unused_imports, reason = "each bench and the example use a part of it")]
pub(crate) use {
    calendar::{Date, Period, civil, day},
    facts::{Facts, Life},
    mirror::Model,
    party::{Order, Party, Place},
    questions::{Ask, Question, questions},
    tables::write_tables,
    text::{Syntax, write_model},
};
