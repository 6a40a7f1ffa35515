//! How is it found again?
//!
//! A reader types «ايراني» and means «والإيرانيون» and «الإيرانية» too; another types it in quotation
//! marks and means that form alone. So every word of a text is known under two terms ([`Term`]): its
//! *exact form*, which is the folded spelling, and its *stem*, with clitics and inflection taken off
//! ([`stem`]). A [`Query`] is parsed into a typed tree, compared with a [`Text`](musnad_report::Text) by
//! [`Query::hits`], and shown by [`snippet`]. An index (the archive's) stores the same terms.
//!
//! ```
//! use musnad_report::Text;
//! use musnad_search::{Query, snippet};
//!
//! let text = Text::new("رفض المندوبون الإيرانيون المقترح. وصفق الحاضرون.");
//! let query = Query::parse("ايراني").unwrap();
//! let hits = query.hits(&text, None);
//! assert_eq!(text.slice(hits[0]), "الإيرانيون");
//! assert_eq!(text.slice(snippet(&text, &hits, 35).span), "رفض المندوبون الإيرانيون المقترح.");
//! assert!(Query::parse("\"ايراني\"").unwrap().hits(&text, None).is_empty());
//! ```
//!
//! The crate is pure: no clock, no input or output, no randomness; and no text or query makes it fail.

mod error;
mod lexer;
mod lexicon;
mod matching;
mod parser;
mod print;
pub mod query;
mod snippet;
pub mod stem;
pub mod terms;
mod vocabulary;

pub use error::{Problem, QueryError};
pub use query::{Filter, Name, Node, PartialDate, Query};
pub use snippet::{Snippet, snippet};
pub use stem::{Stemmer, stem};
pub use terms::{Term, terms};
pub use vocabulary::values;
