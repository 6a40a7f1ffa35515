//! The sorts of errors.

use crate::figures::Figure;
use std::fmt;

/// What sort of error. Every class belongs to one figure, and every error that the scorer counts
/// there falls into exactly one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A cue of gold that nothing read touches.
    MissedCue(CueKind),
    /// A cue read where gold has none.
    SpuriousCue(CueKind),
    /// A part of gold's cue («أعلنت» for «قد أعلنت»).
    CueTooShort,
    /// Gold's cue and more.
    CueTooLong,
    /// Words of gold's cue and others.
    CueShifted,
    /// The other part of a cue that its source splits («وجه الوزير اتهامات»: «وجه» for «اتهامات»).
    SplitCue,
    /// For one content, another cue than gold's.
    OtherCue,

    /// A written source, taken for an implicit one.
    SourceMissing,
    /// A source where none is written.
    SourceSpurious,
    /// A part of gold's source.
    SourceTooShort,
    /// Gold's source and more.
    SourceTooLong,
    /// Another phrase.
    SourceElsewhere,

    /// The content begins before gold's.
    ContentBeginsEarly,
    /// The content begins after gold's.
    ContentBeginsLate,
    /// Begins and ends elsewhere than gold's.
    ContentBothEnds,
    /// Ends after gold's, past a cue that follows («أن السد آمن، مضيفا أن …»).
    ContentRunsPastCue,
    /// Ends after gold's.
    ContentRunsOn,
    /// Ends before gold's.
    ContentStopsEarly,
    /// Lacks a span of gold's; the others are right.
    ContentMissesSpan,
    /// Has gold's spans and one more.
    ContentExtraSpan,
    /// First and last word are gold's, what is left out between them is not.
    ContentGap,
    /// A content that is all in quotation marks, not taken as it stands.
    ContentQuotation,
    /// Shares no word with gold's.
    ContentElsewhere,

    /// Of cue, source and content of one attribution those that are wrong.
    Tuple(Parts),

    /// A chain with fewer hops than gold's.
    HopMissing,
    /// A chain with more hops than gold's.
    HopExtra,
    /// The same hops in another order.
    HopOrder,
    /// As many hops, and one of them has another cue or source.
    HopWrong,

    /// Another speaker for a cue that has none written («وأضاف»).
    WrongAntecedent,
    /// No speaker for a cue whose speaker the report tells.
    Unresolved,
    /// A speaker where nobody is given.
    InventedSpeaker,
    /// A written source's title where the report has its name.
    TitleWithoutName,
    /// Words of the right name, too few or too many.
    NameForm,
    /// Another source.
    OtherName,

    /// The wrong stance.
    Stance,
    /// The wrong mode.
    Mode,
    /// The wrong kind of source.
    Kind,

    /// Inside nothing, where gold has an outer attribution.
    InsideMissed,
    /// Inside another attribution, where gold's is inside nothing.
    InsideSpurious,
    /// Inside the wrong one.
    InsideOther,

    /// No date, where gold has one.
    SaidOnMissed,
    /// A date, where gold has none.
    SaidOnSpurious,
    /// Another date.
    SaidOnOther,

    /// A credit line not found.
    CreditMissed,
    /// A credit line that is none.
    CreditSpurious,

    /// Not right in this figure because of what is wrong with the attribution as a whole.
    Follows(Figure, Cause),
}

/// What sort of words a cue is, by the annotation guide's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// «قال», «لم ينف», «كان قد أعلن».
    Verb,
    /// «مضيفا», «مشيرا إلى».
    Participle,
    /// «قوله», «تأكيده».
    VerbalNoun,
    /// «بحسب», «نقلا عن», «على حد قول».
    Preposition,
    /// «جاء في البيان»: the source is a document.
    Document,
    /// «قيل», «ذُكر»: nobody is given.
    Impersonal,
    /// The colon of a headline.
    Colon,
    /// A hop without a cue, which only a defective prediction has.
    None,
}

/// Why a field cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Gold's attribution was not found.
    NotFound,
    /// There is no such attribution.
    MadeUp,
    /// The content was found under another cue.
    OtherCue,
    /// The attribution was found, but shares too few words of its content with gold's.
    OtherContent,
}

/// Which parts of an attribution are wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Parts {
    /// The origin's cue.
    pub cue: bool,
    /// The origin's source.
    pub source: bool,
    /// The content.
    pub content: bool,
}

impl Class {
    /// The figure whose errors it is a class of.
    pub fn figure(self) -> Figure {
        use Class as C;
        match self {
            C::MissedCue(_) | C::SpuriousCue(_) => Figure::Cue,
            C::CueTooShort | C::CueTooLong | C::CueShifted => Figure::Cue,
            C::SplitCue | C::OtherCue => Figure::Cue,
            C::SourceMissing | C::SourceSpurious => Figure::Source,
            C::SourceTooShort | C::SourceTooLong | C::SourceElsewhere => Figure::Source,
            C::ContentBeginsEarly | C::ContentBeginsLate | C::ContentBothEnds => Figure::Content,
            C::ContentRunsPastCue | C::ContentRunsOn | C::ContentStopsEarly => Figure::Content,
            C::ContentMissesSpan | C::ContentExtraSpan | C::ContentGap => Figure::Content,
            C::ContentQuotation | C::ContentElsewhere => Figure::Content,
            C::Tuple(_) => Figure::Tuple,
            C::HopMissing | C::HopExtra | C::HopOrder | C::HopWrong => Figure::Chain,
            C::WrongAntecedent | C::Unresolved | C::InventedSpeaker => Figure::Who,
            C::TitleWithoutName | C::NameForm | C::OtherName => Figure::Who,
            C::Stance => Figure::Stance,
            C::Mode => Figure::Mode,
            C::Kind => Figure::Kind,
            C::InsideMissed | C::InsideSpurious | C::InsideOther => Figure::Inside,
            C::SaidOnMissed | C::SaidOnSpurious | C::SaidOnOther => Figure::SaidOn,
            C::CreditMissed | C::CreditSpurious => Figure::Credits,
            C::Follows(figure, _) => figure,
        }
    }

    /// Whether it only repeats, in one more figure, that the attribution as a whole is wrong.
    pub fn follows(self) -> bool {
        matches!(self, Class::Follows(..))
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Class as C;
        f.pad(match self {
            C::MissedCue(kind) => return f.pad(&format!("missed cue: {kind}")),
            C::SpuriousCue(kind) => return f.pad(&format!("spurious cue: {kind}")),
            C::Tuple(parts) => return f.pad(&format!("{parts} wrong")),
            C::Follows(figure, cause) => return f.pad(&format!("{figure}: {cause}")),
            C::CueTooShort => "cue too short",
            C::CueTooLong => "cue too long",
            C::CueShifted => "cue shifted",
            C::SplitCue => "split cue",
            C::OtherCue => "another cue for the content",
            C::SourceMissing => "source missing",
            C::SourceSpurious => "source where none is written",
            C::SourceTooShort => "source too short",
            C::SourceTooLong => "source too long",
            C::SourceElsewhere => "source: wrong phrase",
            C::ContentBeginsEarly => "content begins early",
            C::ContentBeginsLate => "content begins late",
            C::ContentBothEnds => "content begins and ends wrong",
            C::ContentRunsPastCue => "content runs on past a following cue",
            C::ContentRunsOn => "content runs on",
            C::ContentStopsEarly => "content stops early",
            C::ContentMissesSpan => "content misses a span",
            C::ContentExtraSpan => "content has a span too many",
            C::ContentGap => "content: wrong gap",
            C::ContentQuotation => "content: quotation not taken whole",
            C::ContentElsewhere => "content elsewhere",
            C::HopMissing => "chain: hop missing",
            C::HopExtra => "chain: hop too many",
            C::HopOrder => "chain: order",
            C::HopWrong => "chain: wrong cue or source of a hop",
            C::WrongAntecedent => "who: wrong antecedent of an implicit speaker",
            C::Unresolved => "who: implicit speaker not resolved",
            C::InventedSpeaker => "who: a name where nobody is given",
            C::TitleWithoutName => "who: title without name",
            C::NameForm => "who: wrong form of the name",
            C::OtherName => "who: another name",
            C::Stance => "stance confused",
            C::Mode => "mode confused",
            C::Kind => "kind confused",
            C::InsideMissed => "inside missed",
            C::InsideSpurious => "inside spurious",
            C::InsideOther => "inside the wrong one",
            C::SaidOnMissed => "said_on missed",
            C::SaidOnSpurious => "said_on spurious",
            C::SaidOnOther => "said_on: another date",
            C::CreditMissed => "credit missed",
            C::CreditSpurious => "credit spurious",
        })
    }
}

impl fmt::Display for CueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            CueKind::Verb => "verb",
            CueKind::Participle => "participle",
            CueKind::VerbalNoun => "verbal noun",
            CueKind::Preposition => "preposition",
            CueKind::Document => "document",
            CueKind::Impersonal => "impersonal",
            CueKind::Colon => "colon",
            CueKind::None => "no words",
        })
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Cause::NotFound => "attribution not found",
            Cause::MadeUp => "attribution made up",
            Cause::OtherCue => "found under another cue",
            Cause::OtherContent => "found with another content",
        })
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.cue, "cue"),
            (self.source, "source"),
            (self.content, "content"),
        ];
        let wrong: Vec<&str> = parts.iter().filter(|p| p.0).map(|p| p.1).collect();
        f.pad(&wrong.join(" and "))
    }
}
