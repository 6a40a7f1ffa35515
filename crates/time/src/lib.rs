//! What time do these words mean?
//!
//! [`find`] gives the expressions of time in a report's text, each with its span and its [`Value`]: a moment, an
//! interval, a length or what comes again, written as ISO 8601 and EDTF (ISO 8601-2). What is marked follows TIMEX3.
//! Relative expressions are counted from the day of publication; without it, and where the words leave something open,
//! the value holds what is known and no more (`XXXX-W-4`, `XXXX-01-25`). What contradicts itself is told by its
//! [`Clash`].
//!
//! Words are data (`lang/ar/times`, `lang/ar/lexicons/time.tsv`); the grammar goes from words to parts to values:
//! `atoms` read the smallest phrases, `compound` puts together what belongs together, `resolve` counts. It reads the
//! folded view, so that spelling habits do not matter.
//!
//! The crate is pure: no clock, no input or output, no randomness; and no text makes it fail.

mod atoms;
pub mod calendar;
pub mod clocks;
mod compound;
pub mod edtf;
mod find;
mod lexicon;
pub mod moment;
mod numbers;
mod parts;
mod resolve;
pub mod value;
mod words;

pub use calendar::Calendar;
pub use clocks::{CaptureTime, EventTime, PublicationTime, SayingTime};
pub use find::{Expression, find};
pub use lexicon::DataError;
pub use moment::{Bounds, Clock, Moment, Part, Precision, When};
pub use resolve::{Anchoring, Clash};
pub use value::{Amount, Duration, End, Unit, Value};
