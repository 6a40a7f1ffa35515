//! How do bytes become reports?
//!
//! [`Ingest`] takes files, folders and standard input, and gives one [`Draft`] a report, in order,
//! or one [`Failure`] for what could not be read; the rest goes on. Plain text keeps its own text,
//! decoded ([`decode`]); a record of JSON gets title, blank line and body ([`text_of`]). Arrays,
//! lines and archives are read record by record, so memory does not grow with their number.
//!
//! Reports in other languages are read in like all others and marked by their language.
//!
//! What names mean lies in tables under `data/`: field names of records, forms of dates, endings
//! and signatures of files, frequencies of letters.

mod clean;
mod date;
mod decode;
mod draft;
mod failure;
mod fields;
mod format;
mod ingest;
mod letters;
mod options;
mod page;
mod progress;
mod record;
mod run;
mod scan;
mod signature;
mod stream;
mod table;
mod unpack;

pub use clean::{clean, text_of};
pub use date::parse as parse_date;
pub use decode::{Decoded, NotText, decode};
pub use draft::Draft;
pub use failure::{Failure, FailureKind, Place};
pub use ingest::{Drafts, Ingest};
pub use options::Options;
pub use page::map::PageMap;
pub use progress::Progress;
pub use signature::Signature;
