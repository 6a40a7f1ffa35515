//! Hours and parts of the day.

use super::{Anchor, Anchoring, Found};
use crate::lexicon::{DayPart, Half};
use crate::moment::{Clock, Moment, When};
use crate::parts::{Hour, Parts};
use crate::value::{End, Value};

/// The hour of a day.
pub(super) fn with_hour(parts: &Parts, mut found: Found) -> Found {
    let clock = parts.hour.and_then(|hour| clock(hour, parts.day_part));
    let clock = clock.map(|c| if parts.utc { c.in_utc() } else { c });
    if let (Value::Moment(moment), Some(clock)) = (&mut found.value, clock) {
        moment.clock = Some(clock);
    }
    found
}

/// «الساعة السابعة»: of the day of which the sentence speaks, else of the report's, where that is known.
pub(super) fn alone(parts: &Parts, anchor: Anchor) -> Option<Found> {
    if let Some(published) = anchor.published {
        let told = anchor.told.sentence;
        let found = match told {
            Some(day) => Found::day(day, Anchoring::Told),
            None => Found::day(published, Anchoring::Nearest),
        };
        return (parts.hour.is_some() || parts.day_part.is_some()).then(|| with_hour(parts, found));
    }
    let at = |clock| Moment {
        when: When::Undated,
        clock: Some(clock),
        approximate: false,
    };
    let value = match (parts.hour, parts.day_part) {
        (Some(hour), part) => Value::Moment(at(clock(hour, part)?)),
        (None, Some(part)) if part.half == Half::Midnight => {
            Value::Moment(at(Clock::new(0, 0, None)?))
        }
        (None, Some(part)) => {
            let hour = |h: i8| Clock::new(i32::from(h), 0, None).map(|c| End::At(at(c)));
            Value::Interval(hour(part.from)?, hour(part.to)?)
        }
        (None, None) => return None,
    };
    Some(Found {
        value,
        anchoring: Anchoring::Unanchored,
        clash: None,
    })
}

/// An hour of twelve in its half of the day.
fn clock(hour: Hour, part: Option<DayPart>) -> Option<Clock> {
    let h = hour.hour;
    let counted = match part.map(|p| p.half) {
        Some(Half::Am) if h == 12 => 0,
        Some(Half::Pm) if (1..12).contains(&h) => h + 12,
        Some(Half::Noon) if (1..10).contains(&h) => h + 12,
        Some(Half::Night) if (6..12).contains(&h) => h + 12,
        Some(Half::Night | Half::Midnight) if h == 12 => 0,
        _ => h,
    };
    Clock::new(counted, hour.minute, hour.second)
}
