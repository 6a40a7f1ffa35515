//! A report in a list.

use crate::labels::Labels;
use crate::layout::Paragraph;
use crate::render::text::TextForm;
use anstyle::Style;
use musnad_archive::contract::Brief;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// One line: id, day, outlet, title; the report that is shown itself (`own`) says so.
pub fn print(form: TextForm, brief: &Brief, own: Option<&str>) -> String {
    let labels = Labels(form.lang);
    let mut line = Paragraph::new(form.base(), 2);
    line.words(&brief.id, DIM);
    let day = brief.published.as_ref().or(brief.captured.as_ref());
    if let Some(day) = day {
        line.label(" · ", DIM).label(&day.replace('-', "/"), PLAIN);
    }
    let title = brief
        .title
        .as_ref()
        .or(brief.url.as_ref())
        .or(brief.path.as_ref());
    for words in [brief.outlet.as_ref(), title].into_iter().flatten() {
        line.label(" · ", DIM).words(words, PLAIN);
    }
    if own == Some(brief.id.as_str()) {
        line.label(" · ", DIM).label(labels.get("this"), BOLD);
    }
    let mut out = String::new();
    form.screen.print(&line, &mut out);
    out
}
