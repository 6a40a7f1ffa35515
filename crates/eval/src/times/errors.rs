//! What went wrong, sorted by what one would have to mend.

use super::{Time, Timed};
use std::fmt::Write as _;

/// What sort of error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Gold has it, and nothing that was found touches it.
    Missed,
    /// It was found, and nothing of gold touches it.
    MadeUp,
    /// What was found touches what gold has, and begins or ends elsewhere.
    Span,
    /// The span is that of gold, the value is not.
    Value,
}

impl Class {
    /// All of them, in the order in which they are printed.
    pub const ALL: [Class; 4] = [Class::Missed, Class::MadeUp, Class::Span, Class::Value];

    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Class::Missed => "missed",
            Class::MadeUp => "made up",
            Class::Span => "span",
            Class::Value => "value",
        }
    }
}

/// One error: gold's expression, what was found, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What sort.
    pub class: Class,
    /// What gold has.
    pub gold: Option<Time>,
    /// What was found.
    pub found: Option<Time>,
}

/// The errors of a text. Of each class: what is missed or has another span or value stands once for each expression
/// of gold, what is made up once for each that was found. What is found twice in one of gold is told with it once.
pub fn errors(gold: &[Time], found: &[Time]) -> Vec<Error> {
    let touching = |time: &Time, others: &[Time]| -> Option<Time> {
        let same = others.iter().find(|other| other.span == time.span);
        let touches =
            |other: &&Time| other.span.start < time.span.end && time.span.start < other.span.end;
        same.or_else(|| others.iter().find(touches)).cloned()
    };
    let mut out = Vec::new();
    for time in gold {
        let found = touching(time, found);
        let class = match &found {
            None => Class::Missed,
            Some(found) if found.span != time.span => Class::Span,
            Some(found) if found.value != time.value => Class::Value,
            Some(_) => continue,
        };
        out.push(Error {
            class,
            gold: Some(time.clone()),
            found,
        });
    }
    let made_up = found.iter().filter(|time| touching(time, gold).is_none());
    out.extend(made_up.map(|time| Error {
        class: Class::MadeUp,
        gold: None,
        found: Some(time.clone()),
    }));
    out
}

/// How many bytes of the text are shown before an error.
const BEFORE: usize = 60;

/// A set's errors as lines, class by class: the report, what stands before, gold's expression with its value, and what
/// was found instead.
pub fn table<'a>(reports: impl IntoIterator<Item = (&'a Timed, Vec<Time>)>) -> String {
    let mut lines = Class::ALL.map(|class| (class, Vec::new()));
    for (report, found) in reports {
        for error in errors(&report.times, &found) {
            let of_class = lines.iter_mut().find(|(class, _)| *class == error.class);
            of_class
                .expect("every class has its lines")
                .1
                .push(line(report, &error));
        }
    }
    let mut out = String::new();
    for (class, lines) in lines.iter().filter(|(_, lines)| !lines.is_empty()) {
        let _ = writeln!(out, "  {} {}", class.name(), lines.len());
        for line in lines {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}

fn line(report: &Timed, error: &Error) -> String {
    let text = report.text.as_str();
    let shown = |time: &Time| format!("«{}» {}", &text[time.span.range()], time.value);
    let start = [&error.gold, &error.found]
        .into_iter()
        .flatten()
        .map(|time| time.span.start)
        .min();
    let start = start.unwrap_or_default();
    let from = (start.saturating_sub(BEFORE)..=start).find(|&at| text.is_char_boundary(at));
    let before = &text[from.unwrap_or(start)..start];
    let sides = [("gold", &error.gold), ("found", &error.found)];
    let sides: Vec<String> = sides
        .iter()
        .filter_map(|(side, time)| Some(format!("{side} {}", shown(time.as_ref()?))))
        .collect();
    let line = format!("{}: …{before}| {}", report.id, sides.join("  "));
    line.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_report::{Span, Text};

    fn time(start: usize, end: usize, value: &str) -> Time {
        Time {
            span: Span::new(start, end),
            value: value.to_owned(),
        }
    }

    #[test]
    fn every_error_has_one_class() {
        let gold = [
            time(0, 6, "A"),
            time(10, 20, "B"),
            time(30, 40, "C"),
            time(50, 60, "D"),
        ];
        let found = [
            time(10, 20, "X"),
            time(35, 44, "C"),
            time(50, 60, "D"),
            time(70, 80, "E"),
        ];
        let classes: Vec<Class> = errors(&gold, &found).iter().map(|e| e.class).collect();
        assert_eq!(
            classes,
            [Class::Missed, Class::Value, Class::Span, Class::MadeUp]
        );
    }

    #[test]
    fn an_error_is_shown_with_what_stands_before_it() {
        let report = Timed {
            id: "one".to_owned(),
            text: Text::new("عاد الوفد أمس"),
            published: None,
            times: vec![time(18, 24, "2015-07-21")],
        };
        let table = table([(&report, Vec::new())]);
        assert_eq!(
            table,
            "  missed 1\n    one: …عاد الوفد | gold «أمس» 2015-07-21\n"
        );
    }
}
