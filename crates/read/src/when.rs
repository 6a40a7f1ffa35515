//! Every expression of time in a report, each with the clock by which it counts.

use crate::reading::{Attribution, TimeExpr, Told, Zone, ZoneKind};
use jiff::civil::Date;
use musnad_report::{Span, Text};
use musnad_time::{EventTime, Expression, PublicationTime, SayingTime};

/// The expressions of a text in its order, counted from the day of publication. What dates an act of saying
/// («قال الوزير أمس») counts by the clock of saying, what stands in a dateline or byline by that of
/// publication; all else tells when something happened or will happen.
pub(crate) fn times(
    text: &Text,
    published: Option<Date>,
    attributions: &[Attribution],
    zones: &[Zone],
) -> Vec<TimeExpr> {
    let mut said: Vec<Span> = attributions
        .iter()
        .filter_map(|a| a.said_on.map(|s| s.span))
        .collect();
    said.sort_unstable();
    let printed = |z: &&Zone| matches!(z.kind, ZoneKind::Byline | ZoneKind::Dateline);
    let printed: Vec<Span> = zones.iter().filter(printed).map(|z| z.span).collect();
    let published = published.map(PublicationTime);
    let expressions = musnad_time::find(text, 0..text.tokens().len(), published);
    let told = |e: Expression| TimeExpr {
        span: e.span,
        told: clock(&e, &said, &printed),
        anchoring: e.anchoring,
        clash: e.clash,
        slack_days: e.calendar.slack_days(),
    };
    expressions.into_iter().map(told).collect()
}

/// The two find expressions each in its own way, so that their spans need not be equal.
fn clock(e: &Expression, said: &[Span], printed: &[Span]) -> Told {
    let last = said.partition_point(|s| s.start < e.span.end);
    let says = last
        .checked_sub(1)
        .is_some_and(|n| said[n].end > e.span.start);
    if says {
        Told::Saying(SayingTime(e.value.clone()))
    } else if printed.iter().any(|z| z.contains(e.span)) {
        Told::Printed(e.value.clone())
    } else {
        Told::Event(EventTime(e.value.clone()))
    }
}
