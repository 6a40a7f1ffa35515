//! Why events were found, and why other words tell none: as the engine stored it.

use super::grid::{Grid, Marked, Role};
use super::{BOLD, DIM, Explanation, cover};
use crate::layout::Paragraph;
use anstyle::Style;
use musnad_read::Event;
use musnad_read::events::judge::{Answer, Question};
use musnad_read::events::{Decision, Part};
use musnad_report::Span;

impl Explanation<'_> {
    /// The event, its words on the grid, and every decision on the way to it.
    pub(super) fn event(&self, event: &Event, sentence: Span, out: &mut String) {
        out.push_str(&self.form.event(self.report, self.reading, event));
        out.push('\n');
        let marked = self.marked_of(event);
        let shown = marked.iter();
        Grid {
            text: &self.report.text,
            shown: shown.fold(sentence, |shown, m| cover(shown, self.sentence(m.span))),
            labels: self.labels,
        }
        .print(&marked, self.form.screen, out);
        if !event.decisions.is_empty() {
            out.push('\n');
            self.heading("explain.decided", out);
            for decision in &event.decisions {
                self.event_decision(decision, out);
            }
        }
    }

    fn marked_of(&self, event: &Event) -> Vec<Marked> {
        let mark = |span, role| Marked {
            span,
            role,
            hop: None,
        };
        let mut marked = vec![mark(event.trigger, Role::Trigger)];
        for argument in &event.arguments {
            let role = match argument.part {
                Part::Actor => Role::Actor,
                Part::Recipient => Role::Recipient,
                Part::Place => Role::Place,
            };
            marked.push(mark(argument.span, role));
        }
        let time = event.time.and_then(|n| self.reading.times.get(n));
        marked.extend(time.map(|time| mark(time.span, Role::When)));
        marked
    }

    /// Words of the sentence that might have told an event.
    pub(super) fn untold(&self, sentence: Span, out: &mut String) {
        let untold = self.reading.untold.iter();
        let mut untold = untold.filter(|u| sentence.overlaps(u.trigger)).peekable();
        if untold.peek().is_some() {
            out.push('\n');
            self.heading("explain.untold", out);
        }
        for word in untold {
            let words = self.report.text.get(word.trigger).unwrap_or_default();
            let mut line = Paragraph::new(self.form.base(), 2);
            line.words(words, BOLD);
            self.form.screen.print(&line, out);
            for decision in &word.decisions {
                self.event_decision(decision, out);
            }
        }
    }

    /// The answer taken, the runner-up, and what told them apart.
    fn event_decision(&self, d: &Decision, out: &mut String) {
        let mut line = Paragraph::new(self.form.base(), 4);
        line.label(&self.labels.of("asked", d.question), DIM);
        if d.question == Question::Part {
            let of = self.report.text.get(d.at).unwrap_or_default();
            line.label(" «", DIM).words(of, DIM).label("»", DIM);
        }
        line.label(": ", DIM);
        self.event_answer(&mut line, &d.taken, d.probability, BOLD);
        if let Some((rival, probability)) = &d.runner_up {
            line.label(&format!(" · {} ", self.labels.get("explain.against")), DIM);
            self.event_answer(&mut line, rival, *probability, Style::new());
        }
        self.form.screen.print(&line, out);
        if !d.weighed.is_empty() {
            self.weighed(&d.weighed, out);
        }
    }

    /// `عنف 0.93`, `«أمس» 0.81`.
    fn event_answer(&self, line: &mut Paragraph, answer: &Answer, probability: f32, style: Style) {
        match answer.words().and_then(|span| self.report.text.get(span)) {
            Some(words) => {
                line.label("«", DIM).words(words, style).label("»", DIM);
            }
            None => {
                let family = match answer {
                    Answer::Type(_) => "type",
                    Answer::Part(_) => "part",
                    Answer::Status(_) => "status",
                    Answer::About(_) => "about",
                    Answer::Date(_) | Answer::Word(_) => "answer",
                };
                line.label(&self.labels.of(family, answer.name()), style);
            }
        }
        line.label(&format!(" {probability:.2}"), DIM);
    }
}
