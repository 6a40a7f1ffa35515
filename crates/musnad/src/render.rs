//! The two forms of a reading: for people and for programs.

pub mod json;
pub mod sheet;
pub mod text;
