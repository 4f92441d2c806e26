//! The tests of the whole, one module a stage, in one binary.

mod cli;
mod docs;
mod exchange;
mod house;
mod language;
mod load;
mod render;
