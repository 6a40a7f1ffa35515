//! Every expression of time in a report, each with the clock by which it counts.

use crate::reading::{Attribution, TimeExpr, Told, Zone, ZoneKind};
use musnad_report::Span;
use musnad_time::{EventTime, Expression, SayingTime};

/// The expressions of a text in its order. What dates an act of saying
/// («قال الوزير أمس») counts by the clock of saying, what stands in a dateline or byline by that of
/// publication; all else tells when something happened or will happen.
pub(crate) fn times(
    expressions: Vec<Expression>,
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
    let told = |e: Expression| TimeExpr {
        span: e.span,
        told: clock(&e, &said, &printed),
        anchoring: e.anchoring,
        clash: e.clash,
        slack_days: e.calendar.slack_days(),
    };
    expressions.into_iter().map(told).collect()
}

fn clock(e: &Expression, said: &[Span], printed: &[Span]) -> Told {
    if said.binary_search(&e.span).is_ok() {
        Told::Saying(SayingTime(e.value.clone()))
    } else if printed.iter().any(|z| z.contains(e.span)) {
        Told::Printed(e.value.clone())
    } else {
        Told::Event(EventTime(e.value.clone()))
    }
}
