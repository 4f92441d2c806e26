//! The tests of the whole, one module a stage, in one binary.

mod load;
mod render;
