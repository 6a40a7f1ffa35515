//! What an input holds: by the ending of its name, and by its first bytes.

use crate::scan::Layout;
use crate::table;

const TABLE: &str = include_str!("../data/formats.tsv");

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Gzip,
    Zip,
    Json(Layout),
    Text,
}

/// The format of an input with this name (without the endings of packing) and these first bytes.
/// `text` are the same bytes decoded.
pub(crate) fn of(name: &str, text: &str) -> Format {
    let text = text.trim_start();
    let ending = name
        .rsplit(['/', '\\'])
        .next()
        .and_then(|file| file.rsplit_once('.'));
    let ending = ending
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default();
    let known = table::rows(TABLE)
        .find(|row| row[0] == ending)
        .map(|row| row[1]);
    match known {
        Some("text") => Format::Text,
        Some("json") => Format::Json(layout(text, Layout::Values)),
        Some("lines") => Format::Json(layout(text, Layout::Lines)),
        _ if looks_like_json(text) => Format::Json(layout(text, Layout::Values)),
        _ => Format::Text,
    }
}

/// How records that begin like this are packed, if they are.
pub(crate) fn packed(bytes: &[u8]) -> Option<Format> {
    match bytes {
        [0x1f, 0x8b, ..] => Some(Format::Gzip),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Format::Zip),
        _ => None,
    }
}

fn layout(text: &str, otherwise: Layout) -> Layout {
    if text.starts_with('[') {
        Layout::Array
    } else if object_a_line(text) {
        Layout::Lines
    } else {
        otherwise
    }
}

/// Whether the first line is an object and the second begins one: JSON Lines by another name. Read
/// as lines, a bad one costs one record.
fn object_a_line(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines
        .next()
        .is_some_and(|line| line.starts_with('{') && line.ends_with('}'));
    first && lines.next().is_some_and(|line| line.starts_with('{'))
}

/// An object, or an array of them: `{"`, `[{`. A text can begin with a bracket, «[خاص] …».
fn looks_like_json(text: &str) -> bool {
    let follows = |first: char, second: &[char]| {
        text.strip_prefix(first)
            .is_some_and(|rest| rest.trim_start().starts_with(second))
    };
    follows('{', &['"', '}']) || follows('[', &['{', ']'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_ending_and_by_first_bytes() {
        for (name, text, format) in [
            ("a/b.txt", "{\"a\": 1}", Format::Text),
            ("b.JSON", " [ {", Format::Json(Layout::Array)),
            ("b.json", "{", Format::Json(Layout::Values)),
            ("b.jsonl", "{\"a\": 1}", Format::Json(Layout::Lines)),
            ("b.jsonl", "[{", Format::Json(Layout::Array)),
            (
                "b.json",
                "{\"a\": 1}\n\n{\"a\": 2}",
                Format::Json(Layout::Lines),
            ),
            ("-", "{ \"title\"", Format::Json(Layout::Values)),
            ("-", "[\n{", Format::Json(Layout::Array)),
            ("v1.2/notes", "[خاص] قال", Format::Text),
            ("x.news", "قال الوزير", Format::Text),
        ] {
            assert_eq!(of(name, text), format, "{name} {text}");
        }
    }
}
