//! The sorts of errors.

use std::fmt;

/// What sort of error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(
    missing_docs,
    reason = "the names are those that are printed and say it all"
)]
pub enum Class {
    MissedCue,
    SpuriousCue,
    CueBounds,
    SourceMissed,
    SourceSpurious,
    SourceTooShort,
    SourceTooLong,
    SourceElsewhere,
    ContentStartsEarly,
    ContentStartsLate,
    ContentEndsEarly,
    ContentEndsLate,
    ContentSpans,
    ContentElsewhere,
    Who,
    Chain,
    Stance,
    Mode,
    Kind,
    Inside,
    SaidOn,
    CreditMissed,
    CreditSpurious,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Class::MissedCue => "missed cue",
            Class::SpuriousCue => "spurious cue",
            Class::CueBounds => "cue bounds",
            Class::SourceMissed => "source missed",
            Class::SourceSpurious => "source spurious",
            Class::SourceTooShort => "source too short",
            Class::SourceTooLong => "source too long",
            Class::SourceElsewhere => "source elsewhere",
            Class::ContentStartsEarly => "content starts early",
            Class::ContentStartsLate => "content starts late",
            Class::ContentEndsEarly => "content ends early",
            Class::ContentEndsLate => "content ends late",
            Class::ContentSpans => "content spans",
            Class::ContentElsewhere => "content elsewhere",
            Class::Who => "who",
            Class::Chain => "chain",
            Class::Stance => "stance",
            Class::Mode => "mode",
            Class::Kind => "kind",
            Class::Inside => "inside",
            Class::SaidOn => "said_on",
            Class::CreditMissed => "credit missed",
            Class::CreditSpurious => "credit spurious",
        })
    }
}
