//! How right are expressions of time? Counted are exact span, and exact span and value, as the shared tasks on TIMEX3
//! (TempEval 2 and 3) do.

pub mod cases;
pub mod errors;
pub mod floors;
pub mod gold;
pub mod score;

use jiff::civil::Date;
use musnad_report::{Span, Text};
use musnad_time::PublicationTime;

/// A report and the expressions of time that are marked in it.
#[derive(Clone, Debug)]
pub struct Timed {
    /// The report's id.
    pub id: String,
    /// The text that spans count in.
    pub text: Text,
    /// The day from which values are counted.
    pub published: Option<Date>,
    /// In the order of their starts; no two of one span.
    pub times: Vec<Time>,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Bytes of the text, half-open.
    pub span: Span,
    /// What it means, as ISO 8601 and EDTF write it.
    pub value: String,
}

impl Timed {
    /// What the program finds in it.
    pub fn found(&self) -> Vec<Time> {
        let all = 0..self.text.tokens().len();
        let found = musnad_time::find(&self.text, all, self.published.map(PublicationTime));
        let time = |e: musnad_time::Expression| Time {
            span: e.span,
            value: e.value.to_string(),
        };
        found.into_iter().map(time).collect()
    }
}
