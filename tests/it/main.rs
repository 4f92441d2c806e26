//! The tests of the whole, one module a stage, in one binary.

mod ask;
mod browser;
mod check;
mod cli;
mod docs;
mod exchange;
mod graph;
mod house;
mod language;
mod load;
mod render;
mod views;
