//! The tests of the whole, one module a stage, in one binary.

mod exchange;
mod load;
