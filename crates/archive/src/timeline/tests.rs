use super::order::Entry;
use super::told::{events, saying};
use jiff::civil::date;
use musnad_read::{
    Anchoring, Attribution, Clash, Hop, Kind, Mode, Precision, Reading, SaidOn, Stance, TimeExpr,
    Told, Who,
};
use musnad_report::Span;
use musnad_time::{EventTime, SayingTime, Value, edtf};

fn statement(content: (usize, usize), inside: Option<usize>) -> Attribution {
    let hop = Hop {
        cue: Span::new(0, 6),
        source: None,
        who: Who::Unknown,
        kind: Kind::Unknown,
    };
    Attribution {
        chain: vec![hop],
        content: vec![Span::new(content.0, content.1)],
        mode: Mode::Indirect,
        stance: Stance::State,
        said_on: None,
        inside,
        confidence: 1.0,
        field_confidence: None,
        because: Vec::new(),
        decisions: Vec::new(),
    }
}

fn value(edtf: &str) -> Value {
    edtf::parse(edtf).expect("a value")
}

fn time(at: usize, told: Told, anchoring: Anchoring) -> TimeExpr {
    TimeExpr {
        span: Span::new(at, at + 4),
        told,
        anchoring,
        clash: None,
        slack_days: 0,
    }
}

fn event(at: usize, edtf: &str) -> TimeExpr {
    time(at, Told::Event(EventTime(value(edtf))), Anchoring::Absolute)
}

fn said(at: usize, edtf: &str) -> TimeExpr {
    time(
        at,
        Told::Saying(SayingTime(value(edtf))),
        Anchoring::Counted,
    )
}

/// The words of the second statement stand in those of the first.
fn nested() -> Reading {
    Reading {
        attributions: vec![statement((10, 100), None), statement((50, 100), Some(0))],
        times: vec![
            said(6, "2026-03-01"),
            event(20, "2026-02"),
            event(30, "P3D"),
            event(60, "2025"),
            event(200, "2024"),
        ],
        ..Reading::default()
    }
}

fn edtfs(reading: &Reading, statement: usize) -> Vec<String> {
    let events = events(reading, statement);
    events.iter().map(|timed| timed.edtf()).collect()
}

#[test]
fn a_time_belongs_to_the_innermost_statement_whose_words_it_stands_in() {
    let reading = nested();
    assert_eq!(
        edtfs(&reading, 0),
        ["2026-02"],
        "no length, no time of saying"
    );
    assert_eq!(edtfs(&reading, 1), ["2025"]);
    assert_eq!(edtfs(&reading, 2), [""; 0], "there is none");
}

#[test]
fn the_time_of_saying_is_told_by_words_or_not_known() {
    let mut reading = nested();
    assert_eq!(
        saying(&reading, 0),
        None,
        "no word of the statement tells it"
    );
    reading.attributions[0].said_on = Some(SaidOn {
        span: Span::new(6, 10),
        date: Some(date(2026, 3, 1)),
        precision: Precision::Day,
    });
    let timed = saying(&reading, 0).expect("is told");
    assert_eq!(timed.edtf(), "2026-03-01");
    reading.times.clear();
    let alone = saying(&reading, 0).expect("the day is kept with the statement");
    assert_eq!(
        (alone.edtf(), alone.bounds()),
        (timed.edtf(), timed.bounds())
    );
}

fn entry(n: usize, time: Option<TimeExpr>) -> Entry {
    let reading = Reading {
        attributions: vec![statement((0, 100), None)],
        times: time.into_iter().collect(),
        ..Reading::default()
    };
    Entry::new(1, n, events(&reading, 0).pop())
}

#[test]
fn what_lies_nowhere_comes_last_and_in_no_stretch_of_time() {
    let mut clashing = event(0, "2026-03-02");
    clashing.clash = Some(Clash::Names);
    let mut unanchored = event(0, "XXXX-W-4");
    unanchored.anchoring = Anchoring::Unanchored;
    let mut entries = [
        entry(0, None),
        entry(1, Some(clashing)),
        entry(2, Some(event(0, "2026-03-02T09:30"))),
        entry(3, Some(event(0, "2026"))),
        entry(4, Some(event(0, "2026-03-02"))),
        entry(5, Some(unanchored)),
        entry(6, Some(event(0, "../2026-01-01"))),
        entry(7, Some(event(0, "2026-01-01"))),
    ];
    entries.sort_by(Entry::by_time);
    let order = entries.iter().map(|entry| entry.statement);
    assert_eq!(order.collect::<Vec<_>>(), [6, 7, 3, 4, 2, 1, 5, 0]);
    let (from, to) = (Some(date(2026, 3, 1)), Some(date(2026, 3, 31)));
    let within = entries.iter().filter(|entry| entry.lies_between(from, to));
    let within: Vec<usize> = within.map(|entry| entry.statement).collect();
    assert_eq!(
        within,
        [3, 4, 2],
        "the year may be that month; what lies nowhere is not"
    );
    assert_eq!(entries.iter().filter(|entry| entry.is_dated()).count(), 5);
    assert!(entries.iter().all(|entry| entry.lies_between(None, None)));
}
