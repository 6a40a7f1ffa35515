//! Comma-separated values by RFC 4180, safe to open in a spreadsheet.

use super::rows::{COLUMNS, Cell, Row};
use std::io::{self, Write};

/// Writes rows as they come.
pub struct Writer<'a, W: Write> {
    out: &'a mut W,
}

impl<'a, W: Write> Writer<'a, W> {
    /// Begins with the names of the columns, behind a byte order mark if `bom`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(out: &'a mut W, bom: bool) -> io::Result<Writer<'a, W>> {
        if bom {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
        write!(out, "{}\r\n", names.join(","))?;
        Ok(Writer { out })
    }

    /// Writes the rows of a report.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn report(&mut self, rows: &[Row]) -> io::Result<()> {
        for row in rows {
            let cells: Vec<String> = row.iter().map(written).collect();
            write!(self.out, "{}\r\n", cells.join(","))?;
        }
        Ok(())
    }
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) => words.as_deref().map(quoted).unwrap_or_default(),
        Cell::Number(number) => number.map(|n| n.to_string()).unwrap_or_default(),
        Cell::Share(share) => share.to_string(),
    }
}

/// A text in quotation marks where it needs them. What a spreadsheet would take for a formula gets an
/// apostrophe before it (OWASP, CSV injection): a report's words are not to be trusted.
pub fn quoted(words: &str) -> String {
    const STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
    let guard = if words.starts_with(STARTS) { "'" } else { "" };
    let words = format!("{guard}{words}");
    match words.contains(['"', ',', '\r', '\n']) || words.starts_with(' ') {
        true => format!("\"{}\"", words.replace('"', "\"\"")),
        false => words,
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_are_quoted_where_they_need_it() {
        assert_eq!(quoted("قال الوزير"), "قال الوزير");
        assert_eq!(quoted("نعم, لا"), "\"نعم, لا\"");
        assert_eq!(quoted("قال \"نعم\""), "\"قال \"\"نعم\"\"\"");
        assert_eq!(quoted("سطر\nسطر"), "\"سطر\nسطر\"");
    }

    #[test]
    fn formulas_are_disarmed() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("-5 درجات"), "'-5 درجات");
        assert_eq!(quoted("@سامي, ريم"), "\"'@سامي, ريم\"");
    }
}
