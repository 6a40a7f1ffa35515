//! The times that a report names, and what they mean.

use super::{BOLD, DIM, PLAIN, Page};
use musnad_read::{TimeExpr, Told};
use std::collections::HashSet;

impl Page<'_> {
    /// One line for each time that the report names, with its words; the same words with the same meaning once.
    pub(super) fn times(&mut self) {
        let mut seen = HashSet::new();
        let report = self.report;
        let mut times: Vec<(&str, &TimeExpr)> = Vec::new();
        for time in &self.reading.times {
            let words = report.text.slice(time.span);
            if seen.insert((words, time.told.value())) {
                times.push((words, time));
            }
        }
        if times.is_empty() {
            return;
        }
        let mut head = self.paragraph(0);
        head.label(self.labels.get("times"), DIM);
        self.print(&head);
        for (words, time) in times {
            self.time(words, time);
        }
        self.out.push('\n');
    }

    fn time(&mut self, words: &str, time: &TimeExpr) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut line = self.paragraph(2);
        line.words(&words, PLAIN).label(": ", DIM);
        line.words(&time.told.value().to_string(), BOLD);
        let clock = match time.told {
            Told::Event(_) => None,
            Told::Saying(_) => Some("clock.saying"),
            Told::Printed(_) => Some("clock.publication"),
        };
        let clash = time.clash.map(|_| "clash");
        for key in clock.into_iter().chain(clash) {
            line.label(&format!(" · {}", self.labels.get(key)), DIM);
        }
        self.print(&line);
    }
}
