//! What the words of one expression say, before it is counted from anything: «مساء أمس الاثنين» says a part of the
//! day, a relative day and a weekday.

use crate::calendar::Calendar;
use crate::lexicon::{DayPart, Edge, Feast};
use crate::moment::Part;
use crate::value::{Amount, Duration, Unit};

/// An hour as said, on a face of twelve or twenty-four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hour {
    pub(crate) hour: i32,
    pub(crate) minute: i32,
    pub(crate) second: Option<i32>,
}

/// A year as written, and the calendar that is named with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Year {
    pub(crate) n: i16,
    pub(crate) era: Option<Calendar>,
}

/// A month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    pub(crate) calendar: Calendar,
    pub(crate) n: i8,
}

/// What is meant as a whole and takes no further parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fixed {
    /// «ثلاثة أيام».
    Duration(Duration),
    /// «من 5 إلى 10 سنوات».
    Lengths(Duration, Duration),
    /// «كل جمعة».
    Every(Duration),
    /// «مؤخرا» (−1), «المستقبل القريب» (1).
    Vague(i32),
    /// «قبل يومين» (−1), «بعد أسبوع» (1), «قبل نحو عامين».
    Offset {
        length: Duration,
        sign: i32,
        about: bool,
    },
    /// «الأيام الثلاثة الماضية»: so many units before (−1), with (0) or after (1) the one of the report.
    Stretch { amount: Amount, unit: Unit, by: i32 },
}

/// What the words say, each in its slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// 1 is Monday.
    pub(crate) weekday: Option<i8>,
    /// Days from the report's.
    pub(crate) relative_day: Option<i32>,
    /// Counted from a time that the text names elsewhere («في اليوم التالي»): the precision alone is known.
    pub(crate) elsewhere: Option<Unit>,
    /// «نفس اليوم», «ذلك العام»: that time itself, which was told last.
    pub(crate) same: bool,
    /// «العام السابق» (−1), «اليوم التالي» (1): so many units from the one that was told last.
    pub(crate) step: Option<i32>,
    pub(crate) day: Option<i32>,
    pub(crate) month: Option<Month>,
    pub(crate) year: Option<Year>,
    /// The year begins in the autumn: «الموسم الماضي».
    pub(crate) split_year: bool,
    /// A unit counted from that of the report.
    pub(crate) relative: Option<(Unit, i32)>,
    /// «الأسبوع الثالث», «اليوم الأول»; −1 is the last.
    pub(crate) nth: Option<(i32, Unit)>,
    /// «أول جمعة»: which of its weekdays.
    pub(crate) nth_weekday: Option<i32>,
    /// «الأشهر الستة الأولى» of a year: so many of its first units; its last ones where the number is below 0.
    pub(crate) firsts: Option<(i32, Unit)>,
    /// «أسبوع 15 سبتمبر»: the week of that day.
    pub(crate) week_of: bool,
    pub(crate) part: Option<Part>,
    /// The first two digits.
    pub(crate) century: Option<i16>,
    /// 90 of «التسعينيات».
    pub(crate) decade: Option<i16>,
    pub(crate) edge: Option<Edge>,
    /// «الماضي» behind a weekday or month.
    pub(crate) direction: Option<i32>,
    pub(crate) day_part: Option<DayPart>,
    pub(crate) hour: Option<Hour>,
    /// «بتوقيت غرينتش» stands behind the hour.
    pub(crate) utc: bool,
    pub(crate) feast: Option<Feast>,
    pub(crate) weekend: bool,
    /// A number that only its neighbours explain: the 3 of «من 3 إلى 5 مايو».
    pub(crate) bare: Option<i32>,
    pub(crate) fixed: Option<Fixed>,
    /// The same day in another calendar.
    pub(crate) other: Option<Box<Parts>>,
    /// Two names of one month that are not of one month.
    pub(crate) months_clash: bool,
}

impl Parts {
    /// Whether it names a day, alone or with what may still come.
    pub(crate) fn has_day(&self) -> bool {
        self.weekday.is_some()
            || self.relative_day.is_some()
            || self.day.is_some()
            || self.feast.is_some()
            || self.elsewhere == Some(Unit::Day)
    }

    /// Whether it names a whole day of a month.
    pub(crate) fn has_date(&self) -> bool {
        self.day.is_some() && self.month.is_some()
    }

    /// Whether it names a period that is longer than a day.
    pub(crate) fn has_period(&self) -> bool {
        self.month.is_some()
            || self.year.is_some()
            || self.relative.is_some()
            || self.part.is_some()
            || self.decade.is_some()
            || self.century.is_some()
    }

    /// Whether it tells the time of the day alone.
    pub(crate) fn only_hours(&self) -> bool {
        (self.hour.is_some() || self.day_part.is_some()) && !self.has_day() && !self.has_period()
    }

    pub(crate) fn fixed(fixed: Fixed) -> Parts {
        Parts {
            fixed: Some(fixed),
            ..Parts::default()
        }
    }

    /// Both together; `None` where they do not belong together.
    pub(crate) fn merge(&self, with: &Parts) -> Option<Parts> {
        if self.fixed.is_some()
            || with.fixed.is_some()
            || self.bare.is_some()
            || with.bare.is_some()
            || self.edge.is_some() && with.edge.is_some()
        {
            return None;
        }
        if self.has_date() && with.has_date() {
            return self.merge_other_calendar(with);
        }
        let merged = Parts {
            weekday: one(self.weekday, with.weekday)?,
            relative_day: one(self.relative_day, with.relative_day)?,
            elsewhere: one(self.elsewhere, with.elsewhere)?,
            same: self.same || with.same,
            step: one(self.step, with.step)?,
            day: one(self.day, with.day)?,
            month: one(self.month, with.month)?,
            year: one(self.year, with.year)?,
            split_year: self.split_year || with.split_year,
            relative: one(self.relative, with.relative)?,
            nth: one(self.nth, with.nth)?,
            nth_weekday: one(self.nth_weekday, with.nth_weekday)?,
            firsts: one(self.firsts, with.firsts)?,
            week_of: self.week_of || with.week_of,
            part: one(self.part, with.part)?,
            century: one(self.century, with.century)?,
            decade: one(self.decade, with.decade)?,
            edge: self.edge.or(with.edge),
            direction: self.direction_with(with)?,
            day_part: with.day_part.or(self.day_part),
            hour: one(self.hour, with.hour)?,
            utc: self.utc || with.utc,
            feast: one(self.feast, with.feast)?,
            weekend: self.weekend || with.weekend,
            bare: None,
            fixed: None,
            other: self.other.clone().or_else(|| with.other.clone()),
            months_clash: self.months_clash || with.months_clash,
        };
        merged.coherent().then_some(merged)
    }

    /// Where both point; «المقبل» of «الخميس المقبل الموافق 21 شوال» is the weekday's, and the date needs none.
    fn direction_with(&self, with: &Parts) -> Option<Option<i32>> {
        let weekday = |p: &Parts| p.weekday.is_some() && p.month.is_none() && p.day.is_none();
        match (self.direction, with.direction) {
            (Some(_), None) if weekday(self) && with.has_date() => Some(None),
            (None, Some(_)) if weekday(with) && self.has_date() => Some(None),
            (a, b) => one(a, b),
        }
    }

    /// «16 رجب 1436 هـ الموافق 5 مايو 2015»: the Gregorian one leads.
    fn merge_other_calendar(&self, with: &Parts) -> Option<Parts> {
        let calendar = |p: &Parts| p.month.map(|m| m.calendar);
        if calendar(self) == calendar(with) || self.other.is_some() {
            return None;
        }
        let (mut lead, mut other) = (self.clone(), with.clone());
        if calendar(with) == Some(Calendar::Gregorian) {
            std::mem::swap(&mut lead, &mut other);
        }
        lead.weekday = lead.weekday.or(other.weekday);
        lead.relative_day = lead.relative_day.or(other.relative_day);
        lead.hour = lead.hour.or(other.hour);
        lead.utc |= other.utc;
        lead.day_part = lead.day_part.or(other.day_part);
        lead.other = Some(Box::new(other));
        Some(lead)
    }

    /// Whether parts of these sizes can lie in one another.
    fn coherent(&self) -> bool {
        self.periods_fit() && self.days_fit() && self.hours_fit()
    }

    fn periods_fit(&self) -> bool {
        let unit = self.relative.map(|(unit, _)| unit);
        let none_but = |fits: Unit| unit.is_none_or(|unit| unit == fits);
        let (month, year) = (self.month.is_some(), self.year.is_some());
        let day = self.day.is_some() || self.weekday.is_some();
        let date = day || self.nth.is_some() || self.nth_weekday.is_some();
        let fits = [
            !year || none_but(Unit::Year),
            !month || none_but(Unit::Year),
            self.part.is_none() || none_but(Unit::Year) && !month && !date,
            self.decade.is_none() || none_but(Unit::Century) && !month && !year && !date,
            self.century.is_none() || unit.is_none() && !month && !year && !day,
            self.edge.is_none() || !day && self.relative_day.is_none(),
            self.nth.is_none() || unit != Some(Unit::Day) && self.weekday.is_none(),
            // «ديسمبر الماضي 1257 سائحا»
            self.direction.is_none() || !year || self.weekday.is_some(),
            // «أكتوبر من العام نفسه», «25 من الشهر نفسه», «الشهر نفسه من العام الماضي»
            match self.elsewhere {
                None => true,
                Some(Unit::Year) => !year && unit.is_none() && self.weekday.is_none(),
                Some(Unit::Month) => {
                    !month && (self.same || !year && unit.is_none()) && none_but(Unit::Year)
                }
                Some(_) => !self.has_period() && !day,
            },
        ];
        fits.into_iter().all(|fit| fit)
    }

    fn days_fit(&self) -> bool {
        let unit = self.relative.map(|(unit, _)| unit);
        let (day, month, year) = (
            self.day.is_some(),
            self.month.is_some(),
            self.year.is_some(),
        );
        let (nth, weekday) = (self.nth_weekday.is_some(), self.weekday.is_some());
        let today = self.relative_day.is_some();
        let fits = [
            !day || !year || month,
            // «الاثنين» and «مايو» need a day of the month, or «أول».
            !weekday || !month || day || nth,
            !weekday || !year || month,
            !weekday || unit.is_none_or(|unit| unit == Unit::Week || nth || day),
            self.feast.is_none() || !month && !weekday && unit.is_none_or(|u| u == Unit::Year),
            // «أمس» is no part of «الأسبوع الماضي».
            !today || unit.is_none(),
            !today || day || !month && !year,
            !today || self.feast.is_none() && self.part.is_none() && self.nth.is_none(),
        ];
        fits.into_iter().all(|fit| fit)
    }

    fn hours_fit(&self) -> bool {
        let hours = self.hour.is_some() || self.day_part.is_some();
        let nth_day = self.nth.is_some_and(|(_, unit)| unit == Unit::Day);
        let day = self.has_day() || nth_day || self.nth_weekday.is_some();
        !hours || self.edge.is_none() && (day || !self.has_period())
    }
}

/// The one that is there; `None` where both are and differ.
fn one<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<Option<T>> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => Some(a.or(b)),
    }
}
