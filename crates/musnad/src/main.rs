//! The musnad binary.
fn main() {}
