//! The tests of the whole, one module a stage, in one binary.

mod check;
mod cli;
mod docs;
mod house;
mod language;
mod load;
mod render;
