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
    let mut line = facts_of(form, brief);
    let title = brief.title.as_ref().or(brief.url.as_ref());
    if let Some(title) = title.or(brief.path.as_ref()) {
        line.label(" · ", DIM).words(title, PLAIN);
    }
    if own == Some(brief.id.as_str()) {
        line.label(" · ", DIM);
        line.label(Labels(form.lang).get("this"), BOLD);
    }
    let mut out = String::new();
    form.screen.print(&line, &mut out);
    out
}

/// The same without the title, which stands elsewhere.
pub fn facts(form: TextForm, brief: &Brief) -> String {
    let mut out = String::new();
    form.screen.print(&facts_of(form, brief), &mut out);
    out
}

fn facts_of(form: TextForm, brief: &Brief) -> Paragraph {
    let mut line = Paragraph::new(form.base(), 2);
    line.words(&brief.id, DIM);
    // The day of capture is none of publication, and no filter goes by it.
    let captured = brief
        .captured
        .as_ref()
        .filter(|_| brief.published.is_none());
    if captured.is_some() {
        let label = Labels(form.lang).get("captured");
        line.label(&format!(" · {label}"), DIM);
    }
    if let Some(day) = brief.published.as_ref().or(captured) {
        let before = if captured.is_some() { " " } else { " · " };
        line.label(before, DIM).label(&day.replace('-', "/"), PLAIN);
    }
    if let Some(outlet) = &brief.outlet {
        line.label(" · ", DIM).words(outlet, PLAIN);
    }
    line
}
