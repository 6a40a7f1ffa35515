//! What an expression of time means, as ISO 8601 and EDTF (ISO 8601-2) write it.

use crate::moment::{Bounds, Moment, Precision, When};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A unit in which time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// «ثانية».
    Second,
    /// «دقيقة».
    Minute,
    /// «ساعة».
    Hour,
    /// «يوم», and «ليلة», which belongs to a day.
    Day,
    /// «أسبوع».
    Week,
    /// «شهر».
    Month,
    /// «عام», «سنة».
    Year,
    /// «عقد»: ten years.
    Decade,
    /// «قرن»: a hundred years.
    Century,
}

/// How many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// Hundredths: 150 is «ساعة ونصف».
    Hundredths(u32),
    /// «بضع ساعات», «سنوات»: some. Written X, as in TIMEX3.
    Some,
}

impl Amount {
    /// So many whole ones.
    pub fn whole(n: u32) -> Amount {
        Amount::Hundredths(n.saturating_mul(100))
    }

    /// The whole ones, where it is a number; a half is dropped.
    pub fn count(self) -> Option<i32> {
        match self {
            Amount::Hundredths(h) => i32::try_from(h / 100).ok(),
            Amount::Some => None,
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Amount::Some => f.write_str("X"),
            Amount::Hundredths(h) => {
                let rest = format!("{:02}", h % 100);
                match rest.trim_end_matches('0') {
                    "" => write!(f, "{}", h / 100),
                    digits => write!(f, "{}.{digits}", h / 100),
                }
            }
        }
    }
}

/// A length of time: what it is made of, the greatest unit first, each unit once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration(Vec<(Amount, Unit)>);

impl Duration {
    /// So much of one unit.
    pub fn of(amount: Amount, unit: Unit) -> Duration {
        Duration(vec![(amount, unit)])
    }

    /// The parts, the greatest unit first.
    pub fn parts(&self) -> &[(Amount, Unit)] {
        &self.0
    }

    /// Adds a part; `false` where the unit is there already.
    pub fn push(&mut self, amount: Amount, unit: Unit) -> bool {
        let free = self.0.iter().all(|(_, u)| *u != unit);
        if free {
            self.0.push((amount, unit));
            self.0.sort_by_key(|(_, u)| std::cmp::Reverse(*u));
        }
        free
    }

    /// The smallest unit.
    pub fn finest(&self) -> Option<Unit> {
        self.0.last().map(|(_, unit)| *unit)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let mut clock = false;
        for &(amount, unit) in &self.0 {
            if unit <= Unit::Hour && !clock {
                clock = true;
                f.write_str("T")?;
            }
            let (amount, letter) = match (unit, amount) {
                (Unit::Decade, Amount::Hundredths(h)) => {
                    (Amount::Hundredths(h.saturating_mul(10)), 'Y')
                }
                (Unit::Century, Amount::Hundredths(h)) => {
                    (Amount::Hundredths(h.saturating_mul(100)), 'Y')
                }
                (Unit::Decade | Unit::Century | Unit::Year, amount) => (amount, 'Y'),
                (Unit::Month, amount) => (amount, 'M'),
                (Unit::Week, amount) => (amount, 'W'),
                (Unit::Day, amount) => (amount, 'D'),
                (Unit::Hour, amount) => (amount, 'H'),
                (Unit::Minute, amount) => (amount, 'M'),
                (Unit::Second, amount) => (amount, 'S'),
            };
            write!(f, "{amount}{letter}")?;
        }
        Ok(())
    }
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// `..`: it is not told where it ends on this side.
    Open,
    /// At this time, which belongs to it.
    At(Moment),
}

/// What an expression means. [`fmt::Display`] writes it as ISO 8601 and EDTF; [`crate::edtf::parse`] reads that.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A time.
    Moment(Moment),
    /// From one time to another, both included.
    Interval(End, End),
    /// A length of time that lies nowhere: «لمدة ثلاثة أيام».
    Duration(Duration),
    /// From one length to another: «من 5 إلى 10 سنوات». EDTF has no form for it; it is written `P5Y/P10Y`.
    Lengths(Duration, Duration),
    /// What comes again: «كل جمعة», «سنويا».
    Every(Duration),
}

impl Value {
    /// The first and last day that it can mean; none of a length or of what comes again.
    pub fn bounds(&self) -> Bounds {
        match self {
            Value::Moment(moment) => moment.bounds(),
            Value::Interval(from, to) => Bounds {
                earliest: from.bounds().earliest,
                latest: to.bounds().latest,
            },
            Value::Duration(_) | Value::Lengths(..) | Value::Every(_) => Bounds::default(),
        }
    }

    /// The day, where it is one and no more than one.
    pub fn day(&self) -> Option<Date> {
        match self {
            Value::Moment(Moment {
                when: When::Day(date),
                ..
            }) => Some(*date),
            _ => None,
        }
    }

    /// The finest unit that is told, of an interval that of its finer end; none of a length.
    pub fn precision(&self) -> Option<Precision> {
        let of_end = |end: &End| match end {
            End::Open => None,
            End::At(moment) => Some(moment.precision()),
        };
        match self {
            Value::Moment(moment) => Some(moment.precision()),
            Value::Interval(from, to) => of_end(from).max(of_end(to)),
            Value::Duration(_) | Value::Lengths(..) | Value::Every(_) => None,
        }
    }
}

impl Value {
    /// The value where ISO 8601-1 can say it: nothing of it unknown, approximate, open, or a season.
    pub fn iso(&self) -> Option<String> {
        let vague =
            |when: &When| matches!(when, When::Century(_) | When::Decade(_) | When::Part { .. });
        let plain = |m: &Moment| !m.approximate && !vague(&m.when);
        let plain_end = |end: &End| matches!(end, End::At(m) if plain(m));
        let plain = match self {
            Value::Moment(m) => plain(m),
            Value::Interval(from, to) => plain_end(from) && plain_end(to),
            Value::Lengths(..) => false,
            Value::Duration(_) | Value::Every(_) => true,
        };
        Some(self.to_string()).filter(|text| plain && !text.contains('X'))
    }
}

/// A value is stored as its EDTF text.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::edtf::parse(&text)
            .ok_or_else(|| de::Error::custom(format!("{text:?} is no time that EDTF writes")))
    }
}

impl End {
    fn bounds(&self) -> Bounds {
        match self {
            End::Open => Bounds::default(),
            End::At(moment) => moment.bounds(),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Open => f.write_str(".."),
            End::At(moment) => moment.fmt(f),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Moment(moment) => moment.fmt(f),
            Value::Interval(from, to) => write!(f, "{from}/{to}"),
            Value::Duration(duration) => duration.fmt(f),
            Value::Lengths(least, most) => write!(f, "{least}/{most}"),
            Value::Every(duration) => write!(f, "R/{duration}"),
        }
    }
}
