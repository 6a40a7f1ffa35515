//! The note column: `key=value` pairs and marks, read by the class that they stand with.

use super::{Count, DayPart, Edge, Feast, Half, Keys, PartKind, Sense};
use crate::calendar::Calendar;
use crate::moment::Part;
use crate::value::Unit;
use std::str::FromStr;

/// The note of one row.
pub(super) struct Notes<'a>(pub(super) &'a str);

impl<'a> Notes<'a> {
    /// What a row of this class and note says; `None` where it says nothing to the grammar.
    pub(super) fn sense(&self, class: &str) -> Result<Option<Sense>, String> {
        Ok(Some(match class {
            "weekday" => Sense::Weekday(self.number("weekday")?),
            "month" => self.month()?,
            "relday" if self.text("day").is_some_and(|d| d.starts_with("anaphor")) => {
                Sense::OtherDay
            }
            "relday" => Sense::Day(self.number("day")?),
            "unit" => Sense::Unit {
                unit: self.unit()?,
                count: self.count()?,
            },
            "part" => Sense::PartNoun(self.part_kind()?),
            "weekend" => Sense::Weekend,
            "cardinal" => Sense::Cardinal(self.number("n")?),
            "ordinal" => Sense::Ordinal {
                n: if self.text("n") == Some("last") {
                    -1
                } else {
                    self.number("n")?
                },
                feminine: self.has("f"),
                compound: self.has("compound"),
            },
            "fraction" => Sense::Fraction(self.number("n")?),
            "daypart" => Sense::DayPart(self.day_part()?),
            "daypart_adverb" => Sense::DayAdverb(self.day_part()?),
            "daypart_letter" => Sense::DayLetter(self.day_part()?),
            "direction" => Sense::Direction {
                by: self.number("dir")?,
                anaphoric: self.has("anaphoric"),
                vague: self.has("vague"),
            },
            "edge" => Sense::Edge(self.edge()?),
            "within" => Sense::Within(self.edge()?),
            "vague" => Sense::Vague(self.number("dir")?),
            "every" => Sense::EveryAdverb(self.unit()?),
            "season" => {
                Sense::Season(Part::from_code(self.number("part")?).ok_or("part= is no season")?)
            }
            "decade" => Sense::Decade(self.number("n")?),
            "era" => Sense::Era(self.calendar()?.unwrap_or_default()),
            "feast" => Sense::Feast(self.feast()?),
            "particle" => Sense::Particle(self.keys()?),
            "zone" => Sense::Zone {
                utc: self.has("utc"),
            },
            _ => return self.plain(class),
        }))
    }

    /// Classes without notes.
    fn plain(&self, class: &str) -> Result<Option<Sense>, String> {
        Ok(Some(match class {
            "few" => Sense::Few,
            "few_adjective" => Sense::FewAdjective,
            "this" => Sense::This,
            "that" => Sense::That,
            "same" => Sense::Same,
            "day_edge" => Sense::DayEdge,
            "whole" => Sense::Whole,
            "stretch" => Sense::Stretch,
            "each" => Sense::Each,
            "outlet_before" => Sense::OutletBefore,
            "event_before" => Sense::EventBefore,
            "new" => Sense::New,
            "row" => Sense::Row,
            "split_year" => Sense::SplitYear,
            "of_split_year" => Sense::OfSplitYear,
            "years_of" => Sense::YearsOf,
            "months_of" => Sense::MonthsOf,
            "days_of" => Sense::DaysOf,
            "general" => Sense::General,
            "which" => Sense::Which,
            "name_before" => Sense::NameBefore,
            "future" => Sense::Future,
            "past" => Sense::Past,
            "year_before" => Sense::YearBefore,
            "no_future" => Sense::NoFuture,
            "age" => Sense::Age,
            "age_before" => Sense::AgeBefore,
            "lasts" => Sense::Lasts,
            "holiday" => Sense::Holiday,
            _ => return Err(format!("unknown class {class:?}")),
        }))
    }

    fn text(&self, key: &str) -> Option<&'a str> {
        let mut pairs = self
            .0
            .split([' ', ';'])
            .filter_map(|pair| pair.split_once('='));
        pairs.find(|(k, _)| *k == key).map(|(_, value)| value)
    }

    fn has(&self, mark: &str) -> bool {
        self.0.split([' ', ';']).any(|word| word == mark)
    }

    fn number<N: FromStr>(&self, key: &str) -> Result<N, String> {
        let text = self.text(key).ok_or_else(|| format!("{key}= is missing"))?;
        text.parse()
            .map_err(|_| format!("{key}={text} is no number of the kind"))
    }

    fn calendar(&self) -> Result<Option<Calendar>, String> {
        match self.text("cal") {
            Some("gregorian") | None => Ok(Some(Calendar::Gregorian)),
            Some("hijri") => Ok(Some(Calendar::Hijri)),
            Some("solar") => Ok(Some(Calendar::SolarHijri)),
            Some("unknown") => Ok(None),
            Some(other) => Err(format!("cal={other} is no calendar")),
        }
    }

    /// `n=` with `cal=`, or as the shared table has it, `month=` or `hmonth=`.
    fn month(&self) -> Result<Sense, String> {
        let (calendar, month) = if self.text("hmonth").is_some() {
            (Calendar::Hijri, self.number("hmonth")?)
        } else if self.text("month").is_some() {
            (Calendar::Gregorian, self.number("month")?)
        } else {
            (self.calendar()?.unwrap_or_default(), self.number("n")?)
        };
        Ok(Sense::Month {
            calendar,
            month,
            ambiguous: self.has("ambiguous"),
        })
    }

    fn unit(&self) -> Result<Unit, String> {
        Ok(match self.text("unit") {
            Some("second") => Unit::Second,
            Some("minute") => Unit::Minute,
            Some("hour") => Unit::Hour,
            Some("day" | "night") => Unit::Day,
            Some("week") => Unit::Week,
            Some("month") => Unit::Month,
            Some("year") => Unit::Year,
            Some("decade") => Unit::Decade,
            Some("century") => Unit::Century,
            other => return Err(format!("unit={} is no unit", other.unwrap_or_default())),
        })
    }

    fn count(&self) -> Result<Count, String> {
        match self.text("count") {
            Some("1") => Ok(Count::One),
            Some("2") => Ok(Count::Two),
            Some("many") => Ok(Count::Many),
            _ => Err("count= is none of 1, 2, many".to_owned()),
        }
    }

    fn part_kind(&self) -> Result<PartKind, String> {
        match self.text("part") {
            Some("season") => Ok(PartKind::Season),
            Some("quarter") => Ok(PartKind::Quarter),
            Some("half") => Ok(PartKind::Half),
            _ => Err("part= is none of season, quarter, half".to_owned()),
        }
    }

    fn day_part(&self) -> Result<DayPart, String> {
        Ok(DayPart {
            from: self.number("from")?,
            to: self.number("to")?,
            half: self.half()?,
        })
    }

    fn half(&self) -> Result<Half, String> {
        Ok(match self.text("half") {
            Some("am") => Half::Am,
            Some("noon") => Half::Noon,
            Some("pm") => Half::Pm,
            Some("night") => Half::Night,
            Some("midnight") => Half::Midnight,
            Some("day") => Half::Day,
            other => return Err(format!("half={} is none", other.unwrap_or_default())),
        })
    }

    fn edge(&self) -> Result<Edge, String> {
        Ok(match self.text("edge") {
            Some("start") => Edge::Start,
            Some("middle") => Edge::Middle,
            Some("end") => Edge::End,
            Some("rest") => Edge::Rest,
            Some("whole") => Edge::Whole,
            Some("within") => Edge::Within,
            Some("same") => Edge::Same,
            other => return Err(format!("edge={} is none", other.unwrap_or_default())),
        })
    }

    fn keys(&self) -> Result<Keys, String> {
        let text = self.text("key").ok_or("key= is missing")?;
        text.split(',').try_fold(Keys::default(), |keys, name| {
            let key =
                Keys::named(name).ok_or_else(|| format!("key={name} is none of the grammar's"))?;
            Ok(keys.or(key))
        })
    }

    fn feast(&self) -> Result<Feast, String> {
        let Some(calendar) = self.calendar()? else {
            return Ok(Feast::Unknown);
        };
        if self.has("nearest") {
            return Ok(Feast::Nearest);
        }
        let month = self.number("month")?;
        if self.text("nth").is_some() {
            return Ok(Feast::Weekday {
                month,
                weekday: self.number("weekday")?,
                nth: self.number("nth")?,
            });
        }
        let day = self.number("day")?;
        let last = if self.text("to").is_some() {
            self.number("to")?
        } else {
            day
        };
        Ok(Feast::Fixed {
            calendar,
            month,
            day,
            last,
        })
    }
}
