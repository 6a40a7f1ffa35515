//! What the model decided about an attribution, and what it weighed: as the engine stored it.

use super::{BOLD, DIM, Explanation};
use crate::layout::{Direction, Paragraph};
use anstyle::Style;
use musnad_read::Attribution;
use musnad_read::confidence::Field;
use musnad_read::judge::{Answer, Decision, Weighed};

impl Explanation<'_> {
    /// How sure the whole and each field are, and every decision on the way there; nothing of a reading
    /// by rules alone, which weighs nothing.
    pub(super) fn decided(&self, a: &Attribution, out: &mut String) {
        if let Some(of) = &a.field_confidence {
            self.heading("explain.sure", out);
            self.sure(
                [(Field::Tuple, a.confidence)].into_iter().chain(of.iter()),
                out,
            );
        }
        if a.decisions.iter().any(|d| d.runner_up.is_some()) {
            self.heading("explain.decided", out);
            for decision in &a.decisions {
                self.decision(decision, out);
            }
        }
    }

    fn sure(&self, fields: impl Iterator<Item = (Field, f32)>, out: &mut String) {
        let mut line = Paragraph::new(self.form.base(), 4);
        for (n, (field, p)) in fields.enumerate() {
            let before = if n == 0 { "" } else { " · " };
            let name = self.labels.of("field", field.name());
            line.label(&format!("{before}{name} "), DIM)
                .label(&format!("{p:.2}"), BOLD);
        }
        self.form.screen.print(&line, out);
    }

    pub(super) fn heading(&self, key: &'static str, out: &mut String) {
        self.line(out, 0, &format!("{}:", self.labels.get(key)), DIM);
    }

    /// The answer taken, the runner-up, and what told them apart.
    pub(super) fn decision(&self, d: &Decision, out: &mut String) {
        let mut line = Paragraph::new(self.form.base(), 4);
        let question = self.labels.of("question", d.question);
        line.label(&format!("{question}: "), DIM);
        self.answer(&mut line, &d.taken, d.probability, BOLD);
        if let Some(rival) = d.runner_up {
            line.label(&format!(" · {} ", self.labels.get("explain.against")), DIM);
            self.answer(&mut line, &rival.answer, rival.probability, Style::new());
        }
        if !d.proposed {
            line.label(" · ", DIM)
                .label(self.labels.get("explain.otherwise"), DIM);
        }
        self.form.screen.print(&line, out);
        if !d.weighed.is_empty() {
            self.weighed(&d.weighed, out);
        }
    }

    /// `«إن السد آمن» 0.93`.
    fn answer(&self, line: &mut Paragraph, answer: &Answer, probability: f32, style: Style) {
        let words = answer.words(&self.report.text);
        match words.and_then(|span| self.report.text.get(span)) {
            Some(words) => {
                let (before, after) = match answer {
                    Answer::Start(_) => ("", "…"),
                    Answer::End(_) => ("…", ""),
                    _ => ("", ""),
                };
                line.label(&format!("«{before}"), DIM)
                    .words(words, style)
                    .label(&format!("{after}»"), DIM);
            }
            None => {
                let family = match answer {
                    Answer::Kind(_) => "kind",
                    _ => "answer",
                };
                line.label(&self.labels.of(family, answer.name()), style);
            }
        }
        line.label(&format!(" {probability:.2}"), DIM);
    }

    /// Features have names in English, as in the program's source, and run from the left.
    pub(super) fn weighed(&self, weighed: &[Weighed], out: &mut String) {
        let mut line = Paragraph::new(Direction::Ltr, 6);
        for (n, w) in weighed.iter().enumerate() {
            let before = if n == 0 { "" } else { " · " };
            line.label(&format!("{before}{} {:+.2}", w.feature, w.weight), DIM);
        }
        self.form.screen.print(&line, out);
    }
}
