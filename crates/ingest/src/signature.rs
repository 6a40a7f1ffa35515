//! Files of other kinds, known by their first bytes.

use crate::table;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/signatures.tsv");

/// A kind of file that holds no text.
#[derive(Debug, PartialEq, Eq)]
pub struct Signature {
    begins: Vec<u8>,
    /// Its name, without an article: `PNG picture`.
    pub what: &'static str,
    /// What to do with such a file.
    pub remedy: &'static str,
}

static SIGNATURES: LazyLock<Vec<Signature>> = LazyLock::new(|| {
    let row = |row: Vec<&'static str>| match row[..] {
        [begins, what, remedy] => Some(Signature {
            begins: unescape(begins),
            what,
            remedy,
        }),
        _ => None,
    };
    table::rows(TABLE).filter_map(row).collect()
});

/// The kind that `bytes` begin as. Spaces before it do not count.
pub(crate) fn of(bytes: &[u8]) -> Option<&'static Signature> {
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    SIGNATURES.iter().find(|signature| {
        let len = signature.begins.len();
        bytes.len() >= len && bytes[..len].eq_ignore_ascii_case(&signature.begins)
    })
}

/// `\xHH` becomes that byte; all else stands for itself.
fn unescape(pattern: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let hex = rest.strip_prefix("\\x").and_then(|tail| tail.get(..2));
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(byte);
            rest = &rest[4..];
        } else {
            out.extend_from_slice(first.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_loads() {
        assert_eq!(SIGNATURES.len(), table::rows(TABLE).count());
        assert_eq!(unescape(r"\x89PNG\x0d"), b"\x89PNG\r");
        assert_eq!(unescape(r"{\rtf"), b"{\\rtf");
    }

    #[test]
    fn known_by_first_bytes_in_either_case() {
        assert_eq!(
            of(b"\x89PNG\r\n\x1a\n").map(|s| s.what),
            Some("PNG picture")
        );
        assert_eq!(of(b"\n <?XML ?>").map(|s| s.what), Some("XML document"));
        assert_eq!(of("قال الوزير".as_bytes()), None);
        assert_eq!(of(b""), None);
    }
}
