//! What the four clocks tell of a statement. Each has its function and its type (`musnad_time::clocks`): nothing here
//! leads from one to another.

use crate::contract::timeline::Time;
use crate::held::Held;
use jiff::civil::Date;
use musnad_read::contract::Words;
use musnad_read::{Anchoring, Attribution, Clash, Reading, TimeExpr, Told};
use musnad_report::{Span, Text};
use musnad_time::moment::{Moment, When};
use musnad_time::{Bounds, CaptureTime, EventTime, PublicationTime, SayingTime, Value, edtf};

/// A time of one of the clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clocked {
    Event(EventTime),
    Saying(SayingTime),
    Publication(PublicationTime),
    Capture(CaptureTime),
}

impl Clocked {
    fn value(&self) -> Value {
        let day = |date| {
            Value::Moment(Moment {
                when: When::Day(date),
                clock: None,
                approximate: false,
            })
        };
        match self {
            Clocked::Event(EventTime(value)) | Clocked::Saying(SayingTime(value)) => value.clone(),
            Clocked::Publication(published) => day(published.day()),
            Clocked::Capture(CaptureTime(date)) => day(*date),
        }
    }
}

/// A time of a statement, and the words that tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Timed {
    pub clocked: Clocked,
    words: Option<(Span, Anchoring)>,
    clash: Option<Clash>,
    slack_days: u8,
}

impl Timed {
    fn by_words(clocked: Clocked, time: &TimeExpr) -> Timed {
        Timed {
            clocked,
            words: Some((time.span, time.anchoring)),
            clash: time.clash,
            slack_days: time.slack_days,
        }
    }

    fn by_report(clocked: Clocked) -> Timed {
        Timed {
            clocked,
            words: None,
            clash: None,
            slack_days: 0,
        }
    }

    /// The days between which it lies; none where the words contradict themselves, or where it is not known from when
    /// they count: what is then known of it is shown, and is no place in time.
    pub fn bounds(&self) -> Bounds {
        let unanchored = matches!(self.words, Some((_, Anchoring::Unanchored)));
        if unanchored || self.clash.is_some() {
            return Bounds::default();
        }
        self.clocked.value().bounds()
    }

    /// The first and the last day that it can be; an open end is the other one. `None` where it lies nowhere in time.
    pub fn days(&self) -> Option<(Date, Date)> {
        let bounds = self.bounds();
        let first = bounds.earliest.or(bounds.latest);
        first.zip(bounds.latest.or(first))
    }

    /// The value as EDTF.
    pub fn edtf(&self) -> String {
        self.clocked.value().to_string()
    }

    /// As programs see it.
    pub fn shown(&self, text: &Text) -> Time {
        let value = self.clocked.value();
        let bounds = self.bounds();
        Time {
            edtf: value.to_string(),
            precision: value.precision(),
            earliest: bounds.earliest.map(|day| day.to_string()),
            latest: bounds.latest.map(|day| day.to_string()),
            words: self.words.map(|(span, _)| Words {
                start: span.start,
                end: span.end,
                text: text.slice(span).to_owned(),
            }),
            anchoring: self.words.map(|(_, anchoring)| anchoring),
            clash: self.clash,
            slack_days: self.slack_days,
        }
    }
}

/// When what a statement's content tells happened, or will happen: every time that stands in it, but for those that
/// stand in the words of somebody within it, whose statement has them. Lengths («ثلاثة أيام») and what comes again
/// («كل جمعة») tell no when.
pub(super) fn events(reading: &Reading, statement: usize) -> Vec<Timed> {
    let holds = |a: &Attribution, span: Span| a.content.iter().any(|part| part.contains(span));
    let is_inner = |span: Span| {
        let mut all = reading.attributions.iter();
        all.any(|other| other.inside == Some(statement) && holds(other, span))
    };
    let event = |time: &TimeExpr| match &time.told {
        Told::Event(event) if tells_when(&event.0) => {
            Some(Timed::by_words(Clocked::Event(event.clone()), time))
        }
        Told::Event(_) | Told::Saying(_) | Told::Printed(_) => None,
    };
    let own = reading.attributions.get(statement);
    let times = reading
        .times
        .iter()
        .filter(|time| own.is_some_and(|own| holds(own, time.span)) && !is_inner(time.span));
    times.filter_map(event).collect()
}

/// When an event or an arrangement was, by the expression of time that dates it, told by its index; `None` where that
/// tells a length («ثلاثة أيام») or something else than the time of what is told.
pub(crate) fn of_event(reading: &Reading, time: Option<usize>) -> Option<Timed> {
    let time = reading.times.get(time?)?;
    match &time.told {
        Told::Event(event) if tells_when(&event.0) => {
            Some(Timed::by_words(Clocked::Event(event.clone()), time))
        }
        // Asking and refusing are done by saying: «طالب الوزير أمس بانسحابهم».
        Told::Saying(saying) if tells_when(&saying.0) => {
            let event = EventTime(saying.0.clone());
            Some(Timed::by_words(Clocked::Event(event), time))
        }
        Told::Event(_) | Told::Saying(_) | Told::Printed(_) => None,
    }
}

fn tells_when(value: &Value) -> bool {
    match value {
        Value::Moment(_) | Value::Interval(..) => true,
        Value::Duration(_) | Value::Lengths(..) | Value::Every(_) => false,
    }
}

/// When it was said, by the report's own words.
pub(super) fn saying(reading: &Reading, statement: usize) -> Option<Timed> {
    let said_on = reading.attributions.get(statement)?.said_on.as_ref()?;
    let same = reading.times.iter().find_map(|time| match &time.told {
        Told::Saying(saying) if time.span.overlaps(said_on.span) => {
            Some(Timed::by_words(Clocked::Saying(saying.clone()), time))
        }
        _ => None,
    });
    // Where a person, or an engine that knew no times, gave the day.
    same.or_else(|| {
        Some(Timed {
            clocked: Clocked::Saying(SayingTime(edtf::parse(&said_on.iso()?)?)),
            words: Some((said_on.span, Anchoring::Counted)),
            clash: None,
            slack_days: 0,
        })
    })
}

/// When the report was published.
pub(super) fn publication(held: &Held) -> Option<Timed> {
    let published = PublicationTime(held.published?.date);
    Some(Timed::by_report(Clocked::Publication(published)))
}

/// When the report was fetched.
pub(super) fn capture(held: &Held) -> Option<Timed> {
    Some(Timed::by_report(Clocked::Capture(CaptureTime(
        held.captured?,
    ))))
}
