//! What was published, and where exactly is it written?
pub mod span;
pub use span::Span;
