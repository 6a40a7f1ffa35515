//! The contributor tasks.
fn main() {}
