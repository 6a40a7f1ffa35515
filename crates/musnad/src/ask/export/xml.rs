//! What graphml and gexf have in common: elements, and text that XML 1.0 can hold.

use super::network::{Cell, Sort};
use anyhow::Result;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;
use std::io::Write;

/// A document on its way.
pub struct Xml<W: Write>(quick_xml::Writer<W>);

impl<W: Write> Xml<W> {
    /// Begins one.
    pub fn new(out: W) -> Result<Xml<W>> {
        let mut xml = quick_xml::Writer::new_with_indent(out, b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Xml(xml))
    }

    /// Opens an element.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
        Ok(self.0.write_event(Event::Start(start(name, attributes)))?)
    }

    /// Closes it.
    pub fn close(&mut self, name: &str) -> Result<()> {
        Ok(self.0.write_event(Event::End(BytesEnd::new(name)))?)
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
        Ok(self.0.write_event(Event::Empty(start(name, attributes)))?)
    }

    /// An element that holds a text.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> Result<()> {
        self.open(name, attributes)?;
        self.0
            .write_event(Event::Text(BytesText::new(&held(text))))?;
        self.close(name)
    }

    /// Ends the document, of which every element is closed.
    pub fn end(self) -> Result<()> {
        Ok(self.0.into_inner().write_all(b"\n")?)
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, &*held(value)));
    }
    element
}

/// A text in one line, as every tool shows a name, with � for what XML 1.0 has no way to write (its production 2,
/// Char): a name may hold whatever a report holds.
fn held(text: &str) -> Cow<'_, str> {
    let is_char = |c: char| matches!(c, '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    if text.chars().all(is_char) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        c if is_char(c) => c,
        _ => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// A cell as it is written; numbers by XML Schema.
pub fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(n) => n.to_string(),
        Cell::Measure(number) => number.to_string(),
    }
}

/// Columns with their cells, of those that are there.
pub fn filled<'c>(
    columns: &'c [(&'static str, Sort)],
    cells: &'c [Option<Cell>],
) -> impl Iterator<Item = (&'static str, String)> + 'c {
    let both = columns.iter().zip(cells);
    both.filter_map(|((column, _), cell)| Some((*column, written(cell.as_ref()?))))
}
