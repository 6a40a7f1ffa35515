//! What the elements of HTML are to the text of a page.

use crate::table;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/elements.tsv");

/// An element, by the table.
#[derive(Debug)]
pub(crate) struct Element {
    /// In lower case; empty for all that the table does not know.
    pub(crate) name: &'static str,
    kind: &'static str,
    /// Open elements that its start tag ends.
    pub(crate) ends: Vec<&'static str>,
    /// Elements beyond which it ends nothing.
    pub(crate) up_to: Vec<&'static str>,
}

/// What stands between the tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Markup and text.
    Markup,
    /// Markup of which nothing belongs to the text.
    Dropped,
    /// No markup, and not of the text.
    Raw,
    /// Nothing: there is no end tag.
    None,
}

impl Element {
    pub(crate) fn content(&self) -> Content {
        match self.kind {
            "drop" => Content::Dropped,
            "raw" => Content::Raw,
            "void" | "break" => Content::None,
            _ => Content::Markup,
        }
    }

    /// Whether it begins and ends a line.
    pub(crate) fn is_block(&self) -> bool {
        self.kind == "block"
    }

    /// Whether it is a line break.
    pub(crate) fn is_break(&self) -> bool {
        self.kind == "break"
    }

    /// A heading's level: 1 for `h1`.
    pub(crate) fn heading(&self) -> Option<u8> {
        let [b'h', level @ b'1'..=b'6'] = self.name.as_bytes() else {
            return None;
        };
        Some(level - b'0')
    }
}

static UNKNOWN: Element = Element {
    name: "",
    kind: "inline",
    ends: Vec::new(),
    up_to: Vec::new(),
};

static ELEMENTS: LazyLock<FxHashMap<&'static str, Element>> = LazyLock::new(|| {
    let words = |cell: Option<&&'static str>| {
        cell.map_or(Vec::new(), |c| {
            c.split(' ').filter(|w| !w.is_empty()).collect()
        })
    };
    let element = |row: Vec<&'static str>| {
        let (&name, &kind) = (row.first()?, row.get(1)?);
        let element = Element {
            name,
            kind,
            ends: words(row.get(2)),
            up_to: words(row.get(3)),
        };
        Some((name, element))
    };
    table::rows(TABLE).filter_map(element).collect()
});

/// The element of this name, in any case.
pub(crate) fn of(name: &str) -> &'static Element {
    if let Some(element) = ELEMENTS.get(name) {
        return element;
    }
    if !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return &UNKNOWN;
    }
    ELEMENTS
        .get(name.to_ascii_lowercase().as_str())
        .unwrap_or(&UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_loads_and_names_known_elements() {
        assert_eq!(ELEMENTS.len(), table::rows(TABLE).count());
        for element in ELEMENTS.values() {
            assert!(
                ["block", "inline", "void", "break", "drop", "raw"].contains(&element.kind),
                "{element:?}"
            );
            for name in element.ends.iter().chain(&element.up_to) {
                assert!(ELEMENTS.contains_key(name), "{element:?}");
            }
        }
        assert_eq!((of("TD").name, of("x-card").name), ("td", ""));
        assert_eq!((of("h3").heading(), of("hr").heading()), (Some(3), None));
    }
}
