//! What was published, and where exactly is it written?
//!
//! A [`Report`] is what one origin published: its metadata and its [`Text`]. A text is kept twice:
//! as it stands, and *folded* (hamza seats, ى and ي, harakat, digits, quotation marks made equal) so
//! that words can be compared. Every place in the folded view has an exact way back
//! ([`fold::Folded::to_original`]), and everything else (tokens, sentences, paragraphs, quotation
//! zones) is counted on top of the two.
//!
//! ```
//! use musnad_report::Text;
//!
//! let text = Text::new("وأكَّدَ الوزيرُ أنّ «الجسر سيُفتح غداً».");
//! assert_eq!(text.word(0), "واكد");
//! assert_eq!(text.surface(0), "وأكَّدَ");
//! let zone = &text.quotations()[0];
//! assert_eq!(text.slice(zone.inner), "الجسر سيُفتح غداً");
//! ```
//!
//! The crate is pure: no clock, no input or output, no randomness; and no text makes it fail.

pub mod clitics;
pub mod fold;
pub mod language;
pub mod quotations;
pub mod report;
mod sentences;
pub mod span;
mod table;
pub mod text;
pub mod tokens;

pub use fold::Folded;
pub use language::Language;
pub use quotations::Quotation;
pub use report::{DateFrom, Dated, Origin, Report, report_id, text_sha256};
pub use span::Span;
pub use text::Text;
pub use tokens::{Token, TokenKind};
