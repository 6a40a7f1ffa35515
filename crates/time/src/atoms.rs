//! The smallest phrases that say something of a time. Each takes the index where it may begin and gives what it says
//! and the index behind it.

mod dates;
mod days;
mod digits;
mod durations;
mod hours;
mod stretches;
mod units;
mod years;

pub(crate) use dates::bare_day;

use crate::lexicon::{Keys, Sense};
use crate::parts::Parts;
use crate::words::Words;

/// What was read, and the index behind it.
pub(crate) type Parsed = Option<(Parts, usize)>;

/// The words before an expression, and what has been read of it.
pub(crate) struct Place<'a> {
    pub(crate) words: &'a Words<'a>,
    /// What the expression says so far; empty where it begins.
    pub(crate) before: &'a Parts,
    /// Whether it begins here.
    pub(crate) first: bool,
}

/// The phrase at `i`.
pub(crate) fn atom(place: &Place, i: usize) -> Parsed {
    let readers = [
        hours::clock,
        digits::date,
        dates::day_and_month,
        days::nth_day_of,
        days::feast,
        days::weekday,
        hours::day_part,
        days::relative_day,
        durations::offset,
        durations::lengths,
        durations::every,
        years::year,
        dates::month,
        units::phrase,
        years::decade,
        years::season,
        days::day_number,
        days::vague,
        durations::duration,
    ];
    readers.into_iter().find_map(|read| read(place, i))
}

impl Place<'_> {
    /// Whether the phrase at `i` may begin with what is attached to it: anything where the expression begins, «ل» of
    /// «لعام 2016» further on.
    pub(crate) fn fits(&self, conjunction: bool, preposition: Option<char>) -> bool {
        self.first || !conjunction && matches!(preposition, None | Some('ل'))
    }

    /// The first reading at `i` that `wanted` takes and that may stand here, and the index behind it.
    pub(crate) fn find<T>(
        &self,
        i: usize,
        wanted: impl Fn(Sense) -> Option<T>,
    ) -> Option<(T, bool, usize)> {
        let (found, reading, next) = self.words.find(i, wanted)?;
        self.fits(reading.conjunction, reading.preposition)
            .then_some((found, reading.definite, next))
    }

    /// Whether a preposition of time leads to `i`: written before it or attached, or an expression goes on here.
    pub(crate) fn is_led(&self, i: usize) -> bool {
        let keys = [
            Keys::IN,
            Keys::ON,
            Keys::FROM,
            Keys::TO,
            Keys::BETWEEN,
            Keys::BEFORE,
            Keys::AFTER,
            Keys::SINCE,
            Keys::DURATION,
        ];
        let keys = keys.into_iter().fold(Keys::default(), Keys::or);
        let attached = self
            .words
            .get(i)
            .is_some_and(|w| w.readings.iter().any(|r| r.preposition.is_some()));
        !self.first || attached || self.words.after_particle(i, keys)
    }
}

/// A definite direction behind a noun: «الماضي»; how far, whether it is counted from elsewhere, whether it is vague.
pub(crate) fn direction(words: &Words, i: usize) -> Option<((i32, bool, bool), usize)> {
    let (found, reading, next) = words.find_bare(i, |s| match s {
        Sense::Direction {
            by,
            anaphoric,
            vague,
        } => Some((by, anaphoric, vague)),
        _ => None,
    })?;
    // «ماض» without ال is no adjective of a definite noun; phrases («بعد المقبل») begin without it.
    (reading.definite || next > i + 1).then_some((found, next))
}

/// Skips «هذا», «هذه».
pub(crate) fn this(place: &Place, i: usize) -> Option<usize> {
    place
        .find(i, |s| (s == Sense::This).then_some(()))
        .map(|(_, _, next)| next)
}
