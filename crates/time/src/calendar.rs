//! Calendars other than the Gregorian one, by ICU4X.

use icu_calendar::cal::{Hijri, Iso};
use icu_calendar::{AsCalendar, Date as IcuDate};
use jiff::ToSpan;
use jiff::civil::Date;

/// The calendar in which a date is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The civil calendar; its year is written «م».
    #[default]
    Gregorian,
    /// The Islamic one, «هـ», counted by the tables of Umm al-Qura. Where a month begins by sighting, a day may be
    /// one earlier or later than counted: [`Calendar::slack_days`].
    Hijri,
    /// Solar Hijri, «هجري شمسي», of Iran and Afghanistan.
    SolarHijri,
}

impl Calendar {
    /// By how many days a converted date may be wrong on either side.
    pub fn slack_days(self) -> u8 {
        u8::from(self == Calendar::Hijri)
    }

    /// The Gregorian day of a day of this calendar; `None` where there is no such day.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use musnad_time::Calendar;
    ///
    /// assert_eq!(Calendar::Hijri.day(1436, 9, 12), Some(date(2015, 6, 29)));
    /// assert_eq!(Calendar::SolarHijri.day(1394, 1, 1), Some(date(2015, 3, 21)));
    /// ```
    pub fn day(self, year: i16, month: i8, day: i8) -> Option<Date> {
        let (year, month, day) = (
            i32::from(year),
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        );
        match self {
            Calendar::Gregorian => gregorian(&IcuDate::try_new_iso(year, month, day).ok()?),
            Calendar::Hijri => {
                let rules = Hijri::new_umm_al_qura();
                gregorian(&IcuDate::try_new_hijri_with_calendar(year, month, day, rules).ok()?)
            }
            Calendar::SolarHijri => gregorian(&IcuDate::try_new_persian(year, month, day).ok()?),
        }
    }

    /// The first and last Gregorian day of a month of this calendar.
    pub fn month(self, year: i16, month: i8) -> Option<(Date, Date)> {
        let first = self.day(year, month, 1)?;
        let next = match month {
            12 => self.day(year + 1, 1, 1)?,
            _ => self.day(year, month + 1, 1)?,
        };
        Some((first, next.yesterday().ok()?))
    }

    /// The first and last Gregorian day of a year of this calendar.
    pub fn year(self, year: i16) -> Option<(Date, Date)> {
        let last = self.day(year.checked_add(1)?, 1, 1)?.yesterday().ok()?;
        Some((self.day(year, 1, 1)?, last))
    }

    /// The year of this calendar in which a Gregorian day lies.
    pub fn year_of(self, day: Date) -> i16 {
        let (offset, length) = match self {
            Calendar::Gregorian => return day.year(),
            // Lunar years are about eleven days shorter.
            Calendar::Hijri => (622.5, 354.367 / 365.2425),
            Calendar::SolarHijri => (622.22, 1.0),
        };
        let guess = ((f64::from(day.year()) + f64::from(day.day_of_year()) / 366.0 - offset)
            / length) as i16;
        let holds = |year: &i16| {
            self.year(*year)
                .is_some_and(|(first, last)| (first..=last).contains(&day))
        };
        [guess, guess + 1, guess - 1, guess + 2]
            .into_iter()
            .find(holds)
            .unwrap_or(guess)
    }

    /// The month of this number whose middle is nearest to `day`: its year, first and last day. «رمضان» in a report.
    pub fn nearest_month(self, month: i8, day: Date) -> Option<(i16, Date, Date)> {
        let year = self.year_of(day);
        let distance = |(_, first, _): &(i16, Date, Date)| {
            first
                .checked_add(14.days())
                .ok()
                .and_then(|middle| middle.since(day).ok())
                .map_or(i32::MAX, |s| s.get_days().abs())
        };
        let months = [year - 1, year, year + 1].into_iter();
        months
            .filter_map(|y| self.month(y, month).map(|(a, b)| (y, a, b)))
            .min_by_key(distance)
    }
}

fn gregorian<A: AsCalendar>(date: &IcuDate<A>) -> Option<Date> {
    let iso = date.to_calendar(Iso);
    let year = i16::try_from(iso.year().extended_year()).ok()?;
    Date::new(
        year,
        i8::try_from(iso.month().ordinal).ok()?,
        i8::try_from(iso.day_of_month().0).ok()?,
    )
    .ok()
}
