//! The two character tables of `data/`, in the form in which folding and quotation look them up.

use crate::quotations::{Family, Level, Mark, Side};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const FOLDING: &str = include_str!("../data/folding.tsv");
const QUOTATION_MARKS: &str = include_str!("../data/quotation_marks.tsv");

/// What folding does with a character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Action {
    /// It stays.
    Keep,
    /// It becomes its lower case (which may be several characters: İ).
    Lower,
    /// It vanishes.
    Drop,
    /// It vanishes and belongs to the letter before it (harakat).
    Attach,
    /// It attaches where it stretches a word and is a dash where it stands alone («الرياض ـ وكالات»).
    Tatweel,
    /// It becomes this.
    To(&'static str),
}

/// One [`Action`] for each character of the pages (256 code points) that the tables mention.
pub(crate) struct Table {
    page_of: [u8; 256],
    pages: Vec<[Action; 256]>,
    quotation_marks: BTreeMap<char, Mark>,
}

const NO_PAGE: u8 = u8::MAX;

/// The table, read on first use. The data are part of the crate and a test reads them all.
pub(crate) fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| match Table::load() {
        Ok(table) => table,
        Err(line) => panic!("crates/report/data: no such row can be read: {line}"),
    });
    &TABLE
}

impl Table {
    /// What becomes of `c`.
    pub(crate) fn action(&self, c: char) -> Action {
        let code = c as usize;
        if code <= 0xFFFF {
            let page = self.page_of[code >> 8];
            if page != NO_PAGE {
                return self.pages[page as usize][code & 0xFF];
            }
        }
        default_action(c)
    }

    /// `c` as a quotation mark, where it is one.
    pub(crate) fn quotation_mark(&self, c: char) -> Option<Mark> {
        self.quotation_marks.get(&c).copied()
    }

    fn load() -> Result<Table, &'static str> {
        let mut table = Table {
            page_of: [NO_PAGE; 256],
            pages: Vec::new(),
            quotation_marks: BTreeMap::new(),
        };
        for line in rows(FOLDING) {
            let mut cells = line.split('\t');
            let (codes, action) = (cells.next().ok_or(line)?, cells.next().ok_or(line)?);
            let (first, last) = codes.split_once('-').unwrap_or((codes, codes));
            let action = table.read_action(action);
            for code in code_point(first).ok_or(line)?..=code_point(last).ok_or(line)? {
                table.set(char::from_u32(code).ok_or(line)?, action);
            }
        }
        for line in rows(QUOTATION_MARKS) {
            let (c, mark) = read_mark(line).ok_or(line)?;
            let folded = match mark.level {
                Level::Double => "\"",
                Level::Single => "'",
            };
            table.set(
                c,
                if folded.starts_with(c) {
                    Action::Keep
                } else {
                    Action::To(folded)
                },
            );
            table.quotation_marks.insert(c, mark);
        }
        Ok(table)
    }

    fn read_action(&self, cell: &'static str) -> Action {
        match cell {
            "<drop>" => Action::Drop,
            "<attach>" => Action::Attach,
            "<tatweel>" => Action::Tatweel,
            "<space>" => Action::To(" "),
            "<line>" => Action::To("\n"),
            letters => self.replacement(letters),
        }
    }

    /// Folds the letters that a ligature or presentation form stands for by the rows read so far.
    fn replacement(&self, letters: &'static str) -> Action {
        if letters.chars().all(|c| self.action(c) == Action::Keep) {
            return Action::To(letters);
        }
        let mut folded = String::new();
        for c in letters.chars() {
            match self.action(c) {
                Action::To(to) => folded.push_str(to),
                Action::Keep => folded.push(c),
                Action::Lower => folded.extend(c.to_lowercase()),
                Action::Drop | Action::Attach | Action::Tatweel => {}
            }
        }
        // A few hundred short strings, made once in the life of a process.
        Action::To(folded.leak())
    }

    fn set(&mut self, c: char, action: Action) {
        let code = c as usize;
        let page = code >> 8;
        if page > 0xFF {
            return;
        }
        if self.page_of[page] == NO_PAGE {
            self.page_of[page] = self.pages.len() as u8;
            self.pages.push(std::array::from_fn(|low| {
                char::from_u32((page << 8 | low) as u32).map_or(Action::Keep, default_action)
            }));
        }
        self.pages[self.page_of[page] as usize][code & 0xFF] = action;
    }
}

/// What becomes of a character that no table mentions.
fn default_action(c: char) -> Action {
    if c.is_lowercase() || c.to_lowercase().eq([c]) {
        Action::Keep
    } else {
        Action::Lower
    }
}

fn rows(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn code_point(hex: &str) -> Option<u32> {
    u32::from_str_radix(hex, 16).ok()
}

fn read_mark(line: &str) -> Option<(char, Mark)> {
    let mut cells = line.split('\t');
    let c = char::from_u32(code_point(cells.next()?)?)?;
    let family = match cells.next()? {
        "straight" => Family::Straight,
        "curly" => Family::Curly,
        "guillemet" => Family::Guillemet,
        "corner" => Family::Corner,
        _ => return None,
    };
    let level = match cells.next()? {
        "double" => Level::Double,
        "single" => Level::Single,
        _ => return None,
    };
    let side = match cells.next()? {
        "open" => Side::Open,
        "close" => Side::Close,
        "either" => Side::Either,
        _ => return None,
    };
    Some((
        c,
        Mark {
            family,
            level,
            side,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let table = Table::load().expect("the data of the crate");
        assert_eq!(table.action('أ'), Action::To("ا"));
        assert_eq!(table.action('ﻻ'), Action::To("لا"));
        assert_eq!(table.action('ﺔ'), Action::To("ه"), "presentation form of ة");
        assert_eq!(table.action('ﷲ'), Action::To("الله"));
        assert_eq!(
            table.action('ﷺ'),
            Action::Keep,
            "NFKC would make four words of it"
        );
        assert_eq!(table.action('ب'), Action::Keep);
        assert_eq!(table.action('T'), Action::Lower);
    }

    #[test]
    fn folding_twice_changes_nothing() {
        let table = table();
        for c in (0..=0xFFFF).filter_map(char::from_u32) {
            if let Action::To(to) = table.action(c) {
                assert!(
                    to.chars().all(|c| table.action(c) == Action::Keep),
                    "{c:?} → {to:?}"
                );
            }
        }
    }
}
