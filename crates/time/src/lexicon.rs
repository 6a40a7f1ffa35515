//! What the words of time mean: `lang/ar/times/*.tsv`, and the weekdays, months and days of `lang/ar/lexicons/time.tsv`.

mod keys;
mod notes;

pub(crate) use keys::Keys;

use crate::calendar::Calendar;
use crate::moment::Part;
use crate::value::Unit;
use include_dir::{Dir, include_dir};
use musnad_report::fold::fold;
use notes::Notes;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use thiserror::Error;

static TABLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../lang/ar/times");
const SHARED_TABLE: &str = include_str!("../../../lang/ar/lexicons/time.tsv");
/// Classes of the shared table that belong to the grammar; the others are adverbials of the attribution rules.
const SHARED_CLASSES: [&str; 3] = ["weekday", "month", "relday"];

/// A row that cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
#[error(
    "{file}, line {line}: {problem}; columns are separated by tabs and explained in the file's header"
)]
pub struct DataError {
    /// The file, under `lang/ar`.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// How many a form of a unit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    One,
    Two,
    Many,
}

/// A part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    Middle,
    End,
    Rest,
    Whole,
    /// «الفترة نفسها من»: the period told before, in another year.
    Same,
    /// «وقت سابق من»: somewhere in it, nobody tells where.
    Within,
}

/// How a part of the day reads an hour of twelve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    Am,
    Noon,
    Pm,
    Night,
    Midnight,
    Day,
}

/// A part of the day: the hours in which it usually lies, and how it reads an hour of twelve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayPart {
    pub(crate) from: i8,
    pub(crate) to: i8,
    pub(crate) half: Half,
}

/// Which of a year's parts a noun counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    Season,
    Quarter,
    Half,
}

/// When a feast is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feast {
    /// Day `day` to `last` of a month.
    Fixed {
        calendar: Calendar,
        month: i8,
        day: i8,
        last: i8,
    },
    /// The `nth` weekday of a month.
    Weekday { month: i8, weekday: i8, nth: i8 },
    /// «العيد»: the nearer one of the two of the Islamic year.
    Nearest,
    /// It hangs on country, church or decree.
    Unknown,
}

/// What a word or expression may be to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// 1 is Monday.
    Weekday(i8),
    Month {
        calendar: Calendar,
        month: i8,
        ambiguous: bool,
    },
    /// Days from the report's.
    Day(i32),
    /// A day that the text names elsewhere.
    OtherDay,
    Unit {
        unit: Unit,
        count: Count,
    },
    PartNoun(PartKind),
    Weekend,
    Cardinal(i32),
    /// −1 is the last.
    Ordinal {
        n: i32,
        feminine: bool,
        compound: bool,
    },
    /// Hundredths.
    Fraction(u32),
    Few,
    FewAdjective,
    /// «مساء» before a day, «المساء».
    DayPart(DayPart),
    /// «ليلا».
    DayAdverb(DayPart),
    /// «م» behind an hour.
    DayLetter(DayPart),
    Direction {
        by: i32,
        anaphoric: bool,
        vague: bool,
    },
    This,
    That,
    Same,
    Edge(Edge),
    Within(Edge),
    DayEdge,
    Whole,
    Vague(i32),
    Stretch,
    EveryAdverb(Unit),
    Each,
    Season(Part),
    Decade(i16),
    Era(Calendar),
    Feast(Feast),
    Particle(Keys),
    NameBefore,
    /// «أحداث» before a day and month: an event of that name.
    EventBefore,
    /// «روسيا» before «اليوم»: an outlet.
    OutletBefore,
    /// «موسم»: a year that begins in the autumn.
    SplitYear,
    /// «الموسم الجديد».
    New,
    /// «على التوالي».
    Row,
    /// «دراسي» behind «عام»: such a year.
    OfSplitYear,
    /// «عامي», «سنوات» before two years.
    YearsOf,
    /// «شهري», «أشهر» before names of months.
    MonthsOf,
    /// «بالتوقيت المحلي», «بتوقيت غرينتش» (`utc`) behind an hour.
    Zone {
        utc: bool,
    },
    /// «يومي», «أيام» before a list of days.
    DaysOf,
    /// «الأمين» before «العام», which is an adjective then.
    General,
    /// «الذي»: the day before it is explained, and not today.
    Which,
    Future,
    /// A verb that tells of what was.
    Past,
    NoFuture,
    /// «دستور»: the number behind it is a year.
    YearBefore,
    Age,
    /// «ذو», «دون»: years right behind it are an age.
    AgeBefore,
    /// «استمر»: a unit behind it is a length, with a number or without.
    Lasts,
    /// «إجازة», «أيام» before a feast.
    Holiday,
}

impl Sense {
    /// The unit that a noun counts, and how many of it its form says.
    pub(crate) fn unit(self) -> Option<(Unit, Count)> {
        match self {
            Sense::Unit { unit, count } => Some((unit, count)),
            _ => None,
        }
    }

    /// Asks for the singular of a unit.
    pub(crate) fn one(unit: Unit) -> impl Fn(Sense) -> Option<()> {
        move |sense| (sense.unit() == Some((unit, Count::One))).then_some(())
    }
}

/// An expression of several words: what follows the first one, and what it means.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) rest: Vec<Box<str>>,
    pub(crate) sense: Sense,
}

/// All tables.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: FxHashMap<Box<str>, Vec<Sense>>,
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    no_future: Vec<Box<str>>,
}

/// The tables that are built in, read on first use; a test reads them all.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| match Lexicon::embedded() {
        Ok(lexicon) => lexicon,
        Err(error) => panic!("lang/ar: {error}"),
    });
    &LEXICON
}

impl Lexicon {
    /// Reads the tables that are built in.
    pub(crate) fn embedded() -> Result<Lexicon, DataError> {
        let mut lexicon = Lexicon::default();
        lexicon.load("lexicons/time.tsv", SHARED_TABLE, |class| {
            SHARED_CLASSES.contains(&class)
        })?;
        for file in TABLES.files() {
            let name = format!("times/{}", file.path().display());
            lexicon.load(&name, file.contents_utf8().unwrap_or_default(), |_| true)?;
        }
        Ok(lexicon)
    }

    fn load(
        &mut self,
        file: &str,
        table: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<(), DataError> {
        for (n, line) in table.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            self.add(line, &wanted).map_err(|problem| DataError {
                file: file.to_owned(),
                line: n + 1,
                problem,
            })?;
        }
        Ok(())
    }

    fn add(&mut self, line: &str, wanted: &impl Fn(&str) -> bool) -> Result<(), String> {
        let mut columns = line.split('\t');
        let (Some(form), Some(class)) = (columns.next(), columns.next()) else {
            return Err("has one column, at least form and class are needed".to_owned());
        };
        if !wanted(class) {
            return Ok(());
        }
        let form = fold(form);
        let Some(sense) = Notes(columns.nth(1).unwrap_or_default()).sense(class)? else {
            return Ok(());
        };
        if sense == Sense::NoFuture {
            self.no_future.push(form.into());
            return Ok(());
        }
        let mut words = form.split(' ');
        let first = words.next().unwrap_or_default();
        let rest: Vec<Box<str>> = words.map(Box::from).collect();
        if rest.is_empty() {
            self.words.entry(first.into()).or_default().push(sense);
        } else {
            let phrases = self.phrases.entry(first.into()).or_default();
            phrases.push(Phrase { rest, sense });
            // The longest first: «بعد منتصف الليل» before «بعد منتصف».
            phrases.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
        }
        Ok(())
    }

    /// What a folded word may be, nothing taken off it.
    pub(crate) fn senses(&self, word: &str) -> &[Sense] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// The expressions that begin with a folded word, the longest first.
    pub(crate) fn phrases(&self, word: &str) -> &[Phrase] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a folded word is an imperfect with the «س» of the future, as far as its letters tell.
    pub(crate) fn has_future_prefix(&self, word: &str) -> bool {
        let word = word
            .strip_prefix(['و', 'ف'])
            .filter(|w| w.starts_with('س'))
            .unwrap_or(word);
        let imperfect = word.strip_prefix('س').is_some_and(|rest| {
            rest.starts_with(['ي', 'ت', 'ن', 'ا']) && rest.chars().count() >= 4
        });
        imperfect
            && !self
                .no_future
                .iter()
                .any(|begin| word.starts_with(&**begin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_read() {
        let lexicon = Lexicon::embedded().unwrap_or_else(|e| panic!("{e}"));
        assert!(
            lexicon
                .senses("نوفمبر")
                .iter()
                .any(|s| matches!(s, Sense::Month { month: 11, .. }))
        );
        assert!(lexicon.senses("اسبوعين").contains(&Sense::Unit {
            unit: Unit::Week,
            count: Count::Two
        }));
    }

    #[test]
    fn tables_are_in_order() {
        for file in TABLES.files() {
            let table = file.contents_utf8().unwrap_or_default();
            let rows = table
                .lines()
                .filter(|l| !l.starts_with('#') && !l.is_empty());
            let keys: Vec<_> = rows.filter_map(|l| l.split_once("\town\t")).collect();
            assert!(keys.is_sorted(), "{}", file.path().display());
            let folded = keys.iter().map(|(entry, _)| fold(entry));
            let folded: std::collections::BTreeSet<_> = folded.collect();
            assert_eq!(folded.len(), keys.len(), "{}", file.path().display());
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named() {
        let mut lexicon = Lexicon::default();
        let error = lexicon.load(
            "times/x.tsv",
            "# head\nغد\trelday\town\tday=many\n",
            |_| true,
        );
        let error = error.expect_err("many is no number");
        assert_eq!((error.line, error.file.as_str()), (2, "times/x.tsv"));
    }

    #[test]
    fn future_is_told_from_nouns() {
        let lexicon = lexicon();
        assert!(lexicon.has_future_prefix("سيعقد") && lexicon.has_future_prefix("وستنطلق"));
        assert!(!lexicon.has_future_prefix("سياسي") && !lexicon.has_future_prefix("سيارات"));
    }
}
