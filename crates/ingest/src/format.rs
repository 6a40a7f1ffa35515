//! What an input holds: by the ending of its name, and by its first bytes.

use crate::scan::Layout;
use crate::table;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/formats.tsv");

/// What names and endings of files say, by the table.
static NAMES: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let row = |row: Vec<&'static str>| row.first_chunk().map(|&[name, says]| (name, says));
    table::rows(TABLE).filter_map(row).collect()
});

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Gzip,
    Zip,
    Json(Layout),
    Page,
    Text,
}

/// The format of an input with this name (without the endings of packing) and these first bytes.
/// `text` are the same bytes decoded.
pub(crate) fn of(name: &str, text: &str) -> Format {
    let text = text.trim_start();
    match by_name(name) {
        _ if looks_like_page(text) => Format::Page,
        Some("page") => Format::Page,
        Some("text") => Format::Text,
        Some("json") => Format::Json(layout(text, Layout::Values)),
        Some("lines") => Format::Json(layout(text, Layout::Lines)),
        _ if looks_like_json(text) => Format::Json(layout(text, Layout::Values)),
        _ => Format::Text,
    }
}

/// What the name of a file says about it.
fn by_name(name: &str) -> Option<&'static str> {
    let file = name.rsplit(['/', '\\']).next()?.to_ascii_lowercase();
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    NAMES.get(&*file).or_else(|| NAMES.get(ending)).copied()
}

/// Whether a file is one that pages are saved with, by its name.
pub(crate) fn is_asset(name: &str) -> bool {
    by_name(name) == Some("asset")
}

/// The names that a page may have beside which a folder of this name lies with its pictures, styles
/// and frames: browsers save `x.html` and `x_files`.
pub(crate) fn pages_of_folder(folder: &str) -> Option<[String; 4]> {
    const ENDINGS: [&str; 4] = [".html", ".htm", ".xhtml", ".shtml"];
    let page = folder
        .strip_suffix("_files")
        .or_else(|| folder.strip_suffix("_ملفات"))?;
    Some(ENDINGS.map(|ending| format!("{page}{ending}")))
}

/// How records that begin like this are packed, if they are.
pub(crate) fn packed(bytes: &[u8]) -> Option<Format> {
    match bytes {
        [0x1f, 0x8b, ..] => Some(Format::Gzip),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Format::Zip),
        _ => None,
    }
}

/// A page by its first words, behind declarations and the comments of programs that save pages.
pub(crate) fn looks_like_page(text: &str) -> bool {
    const OPENINGS: [&str; 5] = ["<!doctype html", "<html", "<head", "<body", "<meta"];
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let closing = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?xml") => "?>",
            _ => break,
        };
        let Some((_, behind)) = rest.split_once(closing) else {
            return false;
        };
        rest = behind.trim_start();
    }
    let begins = |opening: &&str| {
        rest.get(..opening.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(opening))
    };
    OPENINGS.iter().any(begins)
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
