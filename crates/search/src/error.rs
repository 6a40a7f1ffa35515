//! What can be wrong with a query.

use std::ops::Range;

/// A query that cannot be understood: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at byte {} («{words}»): {problem}; {}", at.start, problem.remedy())]
pub struct QueryError {
    /// The place, in bytes of the query.
    pub at: Range<usize>,
    /// The query's words at that place.
    pub words: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// No word, phrase or filter is left.
    #[error("the query asks for nothing")]
    Empty,
    /// A quotation mark without its partner.
    #[error("this quotation is not closed")]
    OpenQuotation,
    /// A quotation without a word.
    #[error("there is no word between the quotation marks")]
    EmptyQuotation,
    /// A parenthesis without its partner.
    #[error("this parenthesis has no partner")]
    LoneParenthesis,
    /// Nothing between two parentheses.
    #[error("there is nothing between the parentheses")]
    EmptyGroup,
    /// AND, OR, NOT or NEAR without what they join.
    #[error("this operator lacks a word beside it")]
    LoneOperator,
    /// `NEAR(…)` that cannot be read.
    #[error("this NEAR cannot be read")]
    Near,
    /// A wildcard elsewhere than at a word's end, or after fewer than two letters.
    #[error("a wildcard stands at the end of a word of at least two letters")]
    Wildcard,
    /// `name:value` with a name that is none.
    #[error("there is no filter of this name")]
    UnknownFilter,
    /// A filter without a value.
    #[error("this filter has no value")]
    MissingValue,
    /// A stance or kind that there is not; all there are.
    #[error("this filter takes one of: {0}")]
    UnknownValue(String),
    /// A date that is none.
    #[error("this is no date")]
    Date,
    /// `in:title` alone.
    #[error("`in:title` says where to look, and not for what")]
    OnlyTitle,
    /// Parentheses or negations in one another beyond what anybody reads.
    #[error("the query is nested more than {} deep", crate::parser::MAX_DEPTH)]
    TooDeep,
    /// More words or bytes than anybody types.
    #[error(
        "the query is longer than {} bytes or {} words",
        crate::parser::MAX_BYTES,
        crate::parser::MAX_WORDS
    )]
    TooLong,
}

impl Problem {
    /// What to do about it, as a half-sentence.
    pub fn remedy(&self) -> &'static str {
        match self {
            Problem::Empty => "give a word, a \"phrase\" or a filter such as speaker:name",
            Problem::OpenQuotation => "add the closing quotation mark",
            Problem::EmptyQuotation => "put words between the marks, or take the marks away",
            Problem::LoneParenthesis => "add the other one, or take this one away",
            Problem::EmptyGroup => "put words between them, or take them away",
            Problem::LoneOperator => {
                "put a word on both sides (NOT and - : behind it), or the operator in quotation marks"
            }
            Problem::Near => {
                "write NEAR(word word, 5) or word NEAR/5 word, with words or ~\"phrases\""
            }
            Problem::Wildcard => "write the beginning of the word and then *, as in ايران*",
            Problem::UnknownFilter => {
                "filters are speaker: outlet: stance: kind: after: before: in:title; words with a colon go in quotation marks"
            }
            Problem::MissingValue => "write the value directly behind the colon",
            Problem::UnknownValue(_) => "choose one of them",
            Problem::Date => "write a year, a month or a day: 2016, 2016-12, 2016-12-20",
            Problem::OnlyTitle => "add words to look for, as in: in:title جسر",
            Problem::TooDeep => "take parentheses away",
            Problem::TooLong => "ask for less at a time",
        }
    }
}
