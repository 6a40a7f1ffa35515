//! For people: figures, facts and lists of what a command did.

use super::text::TextForm;
use crate::labels::Labels;
use crate::layout::Paragraph;
use anstyle::{AnsiColor, Color, Style};
use musnad_archive::Message;

const DIM: Style = Style::new().dimmed();
const PLAIN: Style = Style::new();
const WRONG: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));

/// Lines on their way to the screen.
pub struct Sheet {
    /// How they look.
    pub form: TextForm,
    /// The words around the words.
    pub labels: Labels,
    /// What was printed up to now.
    pub out: String,
}

impl Sheet {
    /// An empty one.
    pub fn new(form: TextForm) -> Sheet {
        Sheet {
            form,
            labels: Labels(form.lang),
            out: String::new(),
        }
    }

    /// A line of labels and numbers in turn.
    pub fn figures(&mut self, figures: &[(&'static str, u64)]) -> &mut Sheet {
        let figures: Vec<_> = figures
            .iter()
            .map(|(key, n)| (*key, n.to_string()))
            .collect();
        self.out.push_str(&self.form.figures(&figures));
        self
    }

    /// A line that is one label.
    pub fn line(&mut self, key: &'static str) -> &mut Sheet {
        self.out.push_str(&self.form.line(key));
        self
    }

    /// What one may do now; commands stand in backquotes.
    pub fn hint(&mut self, key: &'static str) -> &mut Sheet {
        let mut line = Paragraph::new(self.form.base(), 0);
        commands(&mut line, self.labels.get(key), DIM);
        self.print(&line)
    }

    /// A label and what there is to say about it.
    pub fn fact(&mut self, indent: usize, key: &'static str, value: &str) -> &mut Sheet {
        let mut line = Paragraph::new(self.form.base(), indent);
        line.label(&format!("{}: ", self.labels.get(key)), DIM);
        line.words(value, PLAIN);
        self.print(&line)
    }

    /// Something that is wrong: messages with colons between them.
    pub fn wrong(&mut self, messages: &[&Message]) -> &mut Sheet {
        let mut line = Paragraph::new(self.form.base(), 0);
        line.label("! ", WRONG);
        self.messages(&mut line, messages, WRONG);
        self.print(&line)
    }

    /// A label and what there is to say about it, in the language of the screen.
    pub fn told(&mut self, indent: usize, key: &'static str, messages: &[&Message]) -> &mut Sheet {
        let mut line = Paragraph::new(self.form.base(), indent);
        line.label(&format!("{}: ", self.labels.get(key)), DIM);
        self.messages(&mut line, messages, PLAIN);
        self.print(&line)
    }

    fn messages(&self, line: &mut Paragraph, messages: &[&Message], style: Style) {
        for (n, message) in messages.iter().enumerate() {
            if n > 0 {
                line.label(": ", style);
            }
            let template = self.labels.template(message);
            for (n, part) in template.split("{}").enumerate() {
                let value = n.checked_sub(1).and_then(|gap| message.values().get(gap));
                if let Some(value) = value {
                    line.words(value, style);
                }
                commands(line, part, style);
            }
        }
    }

    /// A name and a number.
    pub fn part(&mut self, indent: usize, name: &str, number: u64) -> &mut Sheet {
        let mut line = Paragraph::new(self.form.base(), indent);
        line.words(name, PLAIN).label(&format!(": {number}"), DIM);
        self.print(&line)
    }

    /// A paragraph as it is.
    pub fn print(&mut self, paragraph: &Paragraph) -> &mut Sheet {
        self.form.screen.print(paragraph, &mut self.out);
        self
    }
}

/// Running text in which commands stand in backquotes: they are read from the left.
fn commands(line: &mut Paragraph, text: &str, style: Style) {
    for (n, piece) in text.split('`').enumerate() {
        match n % 2 {
            0 => line.label(piece, style),
            _ => line.words(&format!("`{piece}`"), style),
        };
    }
}
