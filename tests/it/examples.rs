//! The examples are real: each runs to its end.

#[path = "../../examples/ask.rs"]
mod ask;
#[path = "../../examples/build_in_code.rs"]
mod build_in_code;
#[path = "../../examples/check.rs"]
mod check;
#[path = "../../examples/draw.rs"]
mod draw;

#[test]
fn every_example_of_the_front_door_runs() {
    ask::main().unwrap();
    check::main().unwrap();
    draw::main().unwrap();
    build_in_code::main().unwrap();
}
