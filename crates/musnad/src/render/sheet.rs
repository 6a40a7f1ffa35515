//! For people: figures, facts and lists of what a command did.

use super::text::TextForm;
use crate::labels::Labels;
use crate::layout::{Direction, Paragraph};
use anstyle::{AnsiColor, Style};

const DIM: Style = Style::new().dimmed();
const PLAIN: Style = Style::new();

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

    /// A label and what there is to say about it.
    pub fn fact(&mut self, indent: usize, key: &'static str, value: &str) -> &mut Sheet {
        let mut line = Paragraph::new(self.form.base(), indent);
        line.label(&format!("{}: ", self.labels.get(key)), DIM);
        line.words(value, PLAIN);
        self.print(&line)
    }

    /// What the library says in English, ids and paths: from the left.
    pub fn said(&mut self, indent: usize, words: &str) -> &mut Sheet {
        let mut line = Paragraph::new(Direction::Ltr, indent);
        line.words(words, PLAIN);
        self.print(&line)
    }

    /// The same, of something that is wrong.
    pub fn wrong(&mut self, words: &str) -> &mut Sheet {
        let mut line = Paragraph::new(Direction::Ltr, 0);
        let yellow = Style::new().fg_color(Some(AnsiColor::Yellow.into()));
        line.words(&format!("! {words}"), yellow);
        self.print(&line)
    }

    /// A paragraph as it is.
    pub fn print(&mut self, paragraph: &Paragraph) -> &mut Sheet {
        self.form.screen.print(paragraph, &mut self.out);
        self
    }
}
