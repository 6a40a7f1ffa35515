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

    /// Adds a part; `false` where the unit is there already. Of «قرن وعشر سنوات» one number of years is made: ISO 8601
    /// has no letters for decades and centuries.
    pub fn push(&mut self, amount: Amount, unit: Unit) -> bool {
        let years = |unit: Unit| matches!(unit, Unit::Year | Unit::Decade | Unit::Century);
        let alike = |u: Unit| u == unit || years(u) && years(unit);
        match self.0.iter_mut().find(|(_, u)| alike(*u)) {
            None => {
                self.0.push((amount, unit));
                self.0.sort_by_key(|(_, u)| std::cmp::Reverse(*u));
                true
            }
            Some(known) if known.1 != unit => match (in_years(*known), in_years((amount, unit))) {
                (Amount::Hundredths(a), Amount::Hundredths(b)) => {
                    *known = (Amount::Hundredths(a.saturating_add(b)), Unit::Year);
                    true
                }
                _ => false,
            },
            Some(_) => false,
        }
    }

    /// The smallest unit.
    pub fn finest(&self) -> Option<Unit> {
        self.0.last().map(|(_, unit)| *unit)
    }
}

/// The amount of years that as many decades or centuries are; of other units the amount itself.
fn in_years((amount, unit): (Amount, Unit)) -> Amount {
    match (unit, amount) {
        (Unit::Decade, Amount::Hundredths(h)) => Amount::Hundredths(h.saturating_mul(10)),
        (Unit::Century, Amount::Hundredths(h)) => Amount::Hundredths(h.saturating_mul(100)),
        (_, amount) => amount,
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
            let letter = match unit {
                Unit::Decade | Unit::Century | Unit::Year => 'Y',
                Unit::Month | Unit::Minute => 'M',
                Unit::Week => 'W',
                Unit::Day => 'D',
                Unit::Hour => 'H',
                Unit::Second => 'S',
            };
            let amount = in_years((amount, unit));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_centuries_decades_and_years_one_number_of_years_is_made() {
        let of = |parts: &[(u32, Unit)]| {
            let mut all = Duration::default();
            let whole = parts
                .iter()
                .map(|(n, unit)| (Amount::Hundredths(n * 100), *unit));
            whole.for_each(|(amount, unit)| assert!(all.push(amount, unit)));
            all.to_string()
        };
        assert_eq!(of(&[(1, Unit::Century), (10, Unit::Year)]), "P110Y");
        assert_eq!(
            of(&[(10, Unit::Year), (2, Unit::Decade), (3, Unit::Month)]),
            "P30Y3M"
        );
        assert_eq!(of(&[(1, Unit::Century)]), "P100Y");
        let mut twice = Duration::of(Amount::Some, Unit::Decade);
        assert!(!twice.push(Amount::Hundredths(100), Unit::Year));
    }
}
