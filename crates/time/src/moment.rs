//! One time as it is told: a day, a month, a week, and how exactly it is known.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A part of a year, by its code of EDTF level 2 (ISO 8601-2, 4.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part(u8);

impl Part {
    /// «الربيع», the season in which it is spring north of the equator.
    pub const SPRING: Part = Part(21);
    /// «الشتاء».
    pub const WINTER: Part = Part(24);

    /// The part with this code: 21 to 24 seasons from spring to winter, 33 to 36 quarters, 40 and 41 halves.
    pub fn from_code(code: u8) -> Option<Part> {
        matches!(code, 21..=24 | 33..=36 | 40..=41).then_some(Part(code))
    }

    /// The first to fourth quarter of a year.
    pub fn quarter(nth: u8) -> Option<Part> {
        (1..=4).contains(&nth).then(|| Part(32 + nth))
    }

    /// The first or second half of a year.
    pub fn half(nth: u8) -> Option<Part> {
        (1..=2).contains(&nth).then(|| Part(39 + nth))
    }

    /// Whether it is a quarter or half, and no season.
    pub fn is_counted(self) -> bool {
        self.0 > 24
    }

    /// Its code in EDTF.
    pub fn code(self) -> u8 {
        self.0
    }

    /// The first month, and how many. A season begins with the month in which newspapers let it begin: spring is March
    /// to May, and the winter of a year begins in its December.
    fn months(self) -> (i32, i32) {
        match self.0 {
            season @ 21..=24 => (i32::from(season - 21) * 3 + 3, 3),
            quarter @ 33..=36 => (i32::from(quarter - 33) * 3 + 1, 3),
            half => (i32::from(half.saturating_sub(40)) * 6 + 1, 6),
        }
    }
}

/// The calendar part of a time. `None` is a part that nothing tells, written X in EDTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// Years that begin with these digits: 19 is 1900 to 1999.
    Century(i16),
    /// Years that begin with these digits: 199 is 1990 to 1999.
    Decade(i16),
    /// A year.
    Year(Option<i16>),
    /// A season, quarter or half of a year.
    Part {
        /// The year, if it is known.
        year: Option<i16>,
        /// Which part of it.
        part: Part,
    },
    /// A month, 1 to 12.
    Month {
        /// The year, if it is known.
        year: Option<i16>,
        /// The month, if it is known.
        month: Option<i8>,
    },
    /// A week: the year and number of ISO 8601, from Monday to Sunday.
    Week(Option<(i16, i8)>),
    /// A day of which all is known.
    Day(Date),
    /// A day of which something is not known: «25 يناير».
    SomeDay {
        /// The year, if it is known.
        year: Option<i16>,
        /// The month, if it is known.
        month: Option<i8>,
        /// The day of the month, if it is known.
        day: Option<i8>,
    },
    /// A weekday of which no more is known: 1 is Monday, 7 Sunday.
    Weekday(i8),
    /// Nothing is known but the time of the day.
    Undated,
}

/// The finest unit that the words name.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A hundred years.
    Century,
    /// Ten years.
    Decade,
    /// A year.
    Year,
    /// A season, quarter or half of a year.
    PartOfYear,
    /// A month.
    Month,
    /// Monday to Sunday.
    Week,
    /// A day.
    Day,
    /// A minute or second of a day.
    Time,
}

/// An hour of the day, counted to 24, in the place of the report: no zone is guessed. Where the words name universal
/// time («بتوقيت غرينتش») it is in that, and written with `Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    hour: i8,
    minute: i8,
    second: Option<i8>,
    utc: bool,
}

impl Clock {
    /// `None` where there is no such time. 24 o'clock is 0.
    pub fn new(hour: i32, minute: i32, second: Option<i32>) -> Option<Clock> {
        let within = |n: i32, most: i32| i8::try_from(n).ok().filter(|_| (0..=most).contains(&n));
        let second = match second {
            Some(second) => Some(within(second, 59)?),
            None => None,
        };
        Some(Clock {
            hour: within(hour, 24)? % 24,
            minute: within(minute, 59)?,
            second,
            utc: false,
        })
    }

    /// The same hour in universal time.
    pub fn in_utc(self) -> Clock {
        Clock { utc: true, ..self }
    }

    /// Whether it is told in universal time.
    pub fn utc(self) -> bool {
        self.utc
    }

    /// 0 to 23.
    pub fn hour(self) -> i8 {
        self.hour
    }

    /// 0 to 59.
    pub fn minute(self) -> i8 {
        self.minute
    }

    /// 0 to 59, where the words name it.
    pub fn second(self) -> Option<i8> {
        self.second
    }
}

/// A time as told: calendar part, hour, and whether it is «نحو» or «منتصف».
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The calendar part.
    pub when: When,
    /// The hour, where one is told.
    pub clock: Option<Clock>,
    /// EDTF's `~`: somewhere in or near it («منتصف نوفمبر», «نحو عام 1990», a date converted from another calendar).
    pub approximate: bool,
}

/// The first and the last day that a time can mean; `None` where nothing bounds it on that side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The first day.
    pub earliest: Option<Date>,
    /// The last day; it belongs to the time.
    pub latest: Option<Date>,
}

impl Bounds {
    fn between(earliest: Option<Date>, latest: Option<Date>) -> Bounds {
        match (earliest, latest) {
            (Some(_), Some(_)) => Bounds { earliest, latest },
            _ => Bounds::default(),
        }
    }

    fn years(first: i16, last: i16) -> Bounds {
        Bounds::between(Date::new(first, 1, 1).ok(), Date::new(last, 12, 31).ok())
    }

    /// Whether every day of `other` lies inside.
    pub fn contain(self, other: Bounds) -> bool {
        let begins = self
            .earliest
            .is_none_or(|a| other.earliest.is_some_and(|b| a <= b));
        begins
            && self
                .latest
                .is_none_or(|a| other.latest.is_some_and(|b| b <= a))
    }
}

impl Moment {
    /// A moment of the day's or a coarser precision.
    pub fn of(when: When) -> Moment {
        Moment {
            when,
            clock: None,
            approximate: false,
        }
    }

    /// A day.
    pub fn day(date: Date) -> Moment {
        Moment::of(When::Day(date))
    }

    /// The week in which a day lies.
    pub fn week_of(date: Date) -> Moment {
        let week = date.iso_week_date();
        Moment::of(When::Week(Some((week.year(), week.week()))))
    }

    /// The month in which a day lies.
    pub fn month_of(date: Date) -> Moment {
        Moment::of(When::Month {
            year: Some(date.year()),
            month: Some(date.month()),
        })
    }

    /// The same, approximately.
    pub fn approximately(self) -> Moment {
        Moment {
            approximate: true,
            ..self
        }
    }

    /// The finest unit that is told.
    pub fn precision(&self) -> Precision {
        if self.clock.is_some() {
            return Precision::Time;
        }
        match self.when {
            When::Century(_) => Precision::Century,
            When::Decade(_) => Precision::Decade,
            When::Year(_) => Precision::Year,
            When::Part { .. } => Precision::PartOfYear,
            When::Month { .. } => Precision::Month,
            When::Week(_) => Precision::Week,
            When::Day(_) | When::SomeDay { .. } | When::Weekday(_) => Precision::Day,
            When::Undated => Precision::Time,
        }
    }

    /// The first and last day that it can mean. Those of an approximate one are the bounds of what it names.
    pub fn bounds(&self) -> Bounds {
        match self.when {
            When::Century(c) => Bounds::years(
                c.saturating_mul(100),
                c.saturating_mul(100).saturating_add(99),
            ),
            When::Decade(d) => {
                Bounds::years(d.saturating_mul(10), d.saturating_mul(10).saturating_add(9))
            }
            When::Year(Some(year)) => Bounds::years(year, year),
            When::Part {
                year: Some(year),
                part,
            } => {
                let (first, count) = part.months();
                months(year, first, count)
            }
            When::Month {
                year: Some(year),
                month: Some(month),
            } => months(year, i32::from(month), 1),
            When::SomeDay {
                year: Some(year),
                month: Some(month),
                ..
            } => months(year, i32::from(month), 1),
            When::SomeDay {
                year: Some(year), ..
            }
            | When::Month {
                year: Some(year), ..
            } => Bounds::years(year, year),
            When::Week(Some((year, week))) => {
                let day = |weekday| ISOWeekDate::new(year, week, weekday).ok().map(|d| d.date());
                Bounds::between(day(Weekday::Monday), day(Weekday::Sunday))
            }
            When::Day(date) => Bounds::between(Some(date), Some(date)),
            _ => Bounds::default(),
        }
    }
}

/// The bounds of `count` months from month `first` of `year`.
fn months(year: i16, first: i32, count: i32) -> Bounds {
    let begin = Date::new(year, 1, 1)
        .ok()
        .and_then(|d| d.checked_add((first - 1).months()).ok());
    let end = begin
        .and_then(|d| d.checked_add(count.months()).ok())
        .and_then(|d| d.yesterday().ok());
    Bounds::between(begin, end)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.when {
            When::Century(c) => write!(f, "{}XX", signed(c, 2))?,
            When::Decade(d) => write!(f, "{}X", signed(d, 3))?,
            When::Year(year) => f.write_str(&year_text(year))?,
            When::Part { year, part } => write!(f, "{}-{:02}", year_text(year), part.code())?,
            When::Month { year, month } => write!(f, "{}-{}", year_text(year), two(month))?,
            When::Week(Some((year, week))) => write!(f, "{}-W{week:02}", signed(year, 4))?,
            When::Week(None) => f.write_str("XXXX-WXX")?,
            When::Day(d) => write!(f, "{}-{:02}-{:02}", signed(d.year(), 4), d.month(), d.day())?,
            When::SomeDay { year, month, day } => {
                write!(f, "{}-{}-{}", year_text(year), two(month), two(day))?;
            }
            When::Weekday(day) => write!(f, "XXXX-W-{day}")?,
            When::Undated => {}
        }
        if let Some(clock) = self.clock {
            write!(f, "T{clock}")?;
        }
        f.write_str(if self.approximate { "~" } else { "" })
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        self.second.map_or(Ok(()), |s| write!(f, ":{s:02}"))?;
        f.write_str(if self.utc { "Z" } else { "" })
    }
}

fn year_text(year: Option<i16>) -> String {
    year.map_or_else(|| "XXXX".to_owned(), |y| signed(y, 4))
}

fn signed(number: i16, digits: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{:0digits$}", number.unsigned_abs())
}

fn two(number: Option<i8>) -> String {
    number.map_or_else(|| "XX".to_owned(), |n| format!("{n:02}"))
}
