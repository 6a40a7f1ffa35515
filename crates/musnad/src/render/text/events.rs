//! What a report tells of as done, asked, refused or denied, and what lasts between parties: a line each.

use super::{BOLD, CUE, DIM, PLAIN, Page, TextForm, UNSURE};
use crate::layout::{NO_BREAK, Paragraph};
use anstyle::{AnsiColor, Style};
use musnad_read::events::{Argument, Part, Party, Status, Toll};
use musnad_read::{Arrangement, Event, Reading, Who};
use musnad_report::{Report, Span};

/// Cells by which a line is moved in.
const INDENT: usize = 2;

impl TextForm {
    /// One event, on a line.
    pub fn event(&self, report: &Report, reading: &Reading, event: &Event) -> String {
        let mut page = Page::new(*self, report, reading);
        page.event(event, 0);
        page.out
    }
}

impl Page<'_> {
    /// What the report tells of, in the order of the words that tell it; below it what lasts.
    pub(super) fn events(&mut self) {
        let reading = self.reading;
        if !reading.events.is_empty() {
            self.head("events");
            for event in &reading.events {
                self.event(event, INDENT);
            }
            self.out.push('\n');
        }
        if !reading.arrangements.is_empty() {
            self.head("arrangements");
            for lasting in &reading.arrangements {
                self.lasting(lasting);
            }
            self.out.push('\n');
        }
    }

    fn head(&mut self, key: &'static str) {
        let mut head = self.paragraph(0);
        head.label(self.labels.get(key), DIM);
        self.print(&head);
    }

    /// «وقع · عنف (من الجو): الطيران ← مواقع المسلحين · أين: … · متى: … · على قول: … · «قصف»».
    fn event(&mut self, event: &Event, indent: usize) {
        let mut line = self.paragraph(indent);
        self.status(&mut line, event.status);
        line.label(&self.labels.of("type", event.kind), BOLD);
        if let Some(mode) = &event.mode {
            let mode = self.labels.of("manner", mode);
            line.label(&format!("{NO_BREAK}({mode})"), DIM);
        }
        self.sides(&mut line, event);
        let places: Vec<&Argument> = event.with(Part::Place).collect();
        self.named(&mut line, "event.place", &places);
        self.dated(&mut line, event.time);
        for (key, toll) in [
            ("event.killed", event.killed),
            ("event.injured", event.injured),
        ] {
            self.toll(&mut line, key, toll);
        }
        if let Some(about) = event.about.and_then(|n| self.reading.events.get(n)) {
            self.key(&mut line, "event.about");
            line.label(&self.labels.of("type", about.kind), PLAIN);
            self.trigger(&mut line, " ", about.trigger);
        }
        self.word(&mut line, event.on_word_of);
        self.trigger(&mut line, " · ", event.trigger);
        self.doubt(&mut line, event.confidence);
        self.print(&line);
    }

    fn lasting(&mut self, lasting: &Arrangement) {
        let mut line = self.paragraph(INDENT);
        self.status(&mut line, lasting.status);
        line.label(&self.labels.of("type", lasting.kind), BOLD);
        let parties: Vec<&Argument> = lasting.parties.iter().collect();
        if !parties.is_empty() {
            line.label(": ", DIM);
            self.parties(&mut line, &parties);
        }
        if let Some(object) = lasting.object.and_then(|span| self.report.text.get(span)) {
            self.key(&mut line, "event.object");
            line.words(object, PLAIN);
        }
        let places: Vec<&Argument> = lasting.place.iter().collect();
        self.named(&mut line, "event.place", &places);
        self.dated(&mut line, lasting.time);
        self.word(&mut line, lasting.on_word_of);
        self.trigger(&mut line, " · ", lasting.trigger);
        self.doubt(&mut line, lasting.confidence);
        self.print(&line);
    }

    fn status(&self, line: &mut Paragraph, status: Status) {
        line.label(&self.labels.of("status", status), status_style(status))
            .label(" · ", DIM);
    }

    /// Who to whom; where nobody is told who did it, only to whom.
    fn sides(&self, line: &mut Paragraph, event: &Event) {
        let actors: Vec<&Argument> = event.with(Part::Actor).collect();
        let recipients: Vec<&Argument> = event.with(Part::Recipient).collect();
        if actors.is_empty() && recipients.is_empty() {
            return;
        }
        line.label(": ", DIM);
        self.parties(line, &actors);
        if !recipients.is_empty() {
            let before = if actors.is_empty() { "" } else { " " };
            line.label(&format!("{before}{} ", self.labels.get("arrow")), BOLD);
            self.parties(line, &recipients);
        }
    }

    fn parties(&self, line: &mut Paragraph, parties: &[&Argument]) {
        for (n, argument) in parties.iter().enumerate() {
            if n > 0 {
                let separator = self.labels.get("separator");
                line.label(&format!("{separator} "), DIM);
            }
            line.words(self.name(argument), PLAIN);
        }
    }

    /// Whom an argument means, by the fullest name; else by the words.
    fn name(&self, argument: &Argument) -> &str {
        let name = match argument.party {
            Party::Entity(n) => self.reading.entities.get(n).map(|e| e.name.as_str()),
            Party::Group(n) => self.reading.groups.get(n).map(|g| g.name.as_str()),
        };
        let words = || self.report.text.get(argument.span);
        name.or_else(words).unwrap_or_default()
    }

    fn key(&self, line: &mut Paragraph, key: &'static str) {
        line.label(&format!(" · {}: ", self.labels.get(key)), DIM);
    }

    fn named(&self, line: &mut Paragraph, key: &'static str, arguments: &[&Argument]) {
        if !arguments.is_empty() {
            self.key(line, key);
            self.parties(line, arguments);
        }
    }

    fn dated(&self, line: &mut Paragraph, time: Option<usize>) {
        let Some(time) = time.and_then(|n| self.reading.times.get(n)) else {
            return;
        };
        self.key(line, "event.time");
        let words = self.report.text.get(time.span).unwrap_or_default();
        line.words(words, PLAIN)
            .label(&format!("{NO_BREAK}("), DIM)
            .words(&time.told.value().to_string(), PLAIN)
            .label(")", DIM);
    }

    fn toll(&self, line: &mut Paragraph, key: &'static str, toll: Option<Toll>) {
        let Some(toll) = toll else { return };
        self.key(line, key);
        line.label(&toll.number.to_string(), PLAIN);
        if toll.or_more {
            let more = self.labels.get("event.or_more");
            line.label(&format!(" {more}"), DIM);
        }
    }

    /// On whose word; nothing on the author's own.
    fn word(&self, line: &mut Paragraph, word: Option<usize>) {
        if let Some(said) = word.and_then(|n| self.reading.attributions.get(n)) {
            self.key(line, "event.word");
            match &said.origin().who {
                Who::Unknown => line.label(self.labels.get("speaker.unknown"), PLAIN),
                who => line.words(who.as_str(), PLAIN),
            };
        }
    }

    fn trigger(&self, line: &mut Paragraph, before: &str, trigger: Span) {
        let words = self.report.text.get(trigger).unwrap_or_default();
        line.label(&format!("{before}«"), DIM)
            .words(words, CUE)
            .label("»", DIM);
    }

    fn doubt(&self, line: &mut Paragraph, confidence: f32) {
        if confidence < UNSURE {
            let unsure = self.labels.get("unsure");
            let note = format!("{unsure} ({confidence:.2})");
            line.label(" · ", DIM).label(&note, Style::new().italic());
        }
    }
}

/// What was done looks plain; what was not, or is not yet, does not.
fn status_style(status: Status) -> Style {
    let color = match status {
        Status::Denied | Status::Refused => AnsiColor::Red,
        Status::Requested | Status::Planned | Status::Agreed => AnsiColor::Blue,
        Status::Conditional | Status::Hypothetical => AnsiColor::Yellow,
        Status::Happened | Status::Ongoing | Status::Ended => return Style::new(),
    };
    Style::new().fg_color(Some(color.into()))
}
