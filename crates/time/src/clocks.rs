//! The four clocks of a report. Each is a type of its own: no statement about when something happened can be
//! mistaken for one about when it was said, printed or fetched. Only what stands here leads from one to another,
//! and each way has a name that says what it assumes.
//!
//! ```compile_fail
//! use musnad_time::{CaptureTime, PublicationTime};
//!
//! fn published(day: PublicationTime) {}
//! published(CaptureTime(jiff::civil::date(2015, 7, 22)));
//! ```

use crate::value::Value;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// When what is told happened, or will happen.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventTime(pub Value);

/// When it was said.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SayingTime(pub Value);

/// The day on which the report appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PublicationTime(pub Date);

/// The day on which the report was fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CaptureTime(pub Date);

impl CaptureTime {
    /// Where a report tells no day of publication, the day it was fetched is the last on which it can have
    /// appeared; a crawler that comes daily may take it for that day.
    pub fn taken_for_publication(self) -> PublicationTime {
        PublicationTime(self.0)
    }
}

impl SayingTime {
    /// What was said to happen «اليوم» happened when it was said.
    pub fn taken_for_event(&self) -> EventTime {
        EventTime(self.0.clone())
    }
}

impl PublicationTime {
    /// The day from which relative expressions are counted.
    pub fn day(self) -> Date {
        self.0
    }
}
