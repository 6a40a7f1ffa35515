//! The text of a report that comes in fields: title, blank line, body, each cleaned.
//!
//! The rules are those by which gold offsets count (CRLF and CR become LF, no-break spaces become
//! spaces, runs of spaces and tabs become one, spaces around a line break go, two or more line
//! breaks become two, both ends are stripped), so every offset into a cleaned text is fixed by
//! them: a change here moves every stored span.

/// One field cleaned.
///
/// The rules are written as one pass: each longest run of spaces, tabs, no-break spaces and line
/// breaks becomes one space where it holds no line break, and one or two line breaks otherwise.
pub fn clean(field: &str) -> String {
    let field = field.trim_matches(is_stripped);
    let mut out = String::with_capacity(field.len());
    let mut rest = field;
    while let Some(start) = uneven_gap(rest.as_bytes()) {
        out.push_str(&rest[..start]);
        let run = &rest[start..];
        let end = run.find(|c| !is_gap(c)).unwrap_or(run.len());
        out.push_str(gap(&run[..end]));
        rest = &run[end..];
    }
    out.push_str(rest);
    out
}

/// The text of a report: cleaned title, blank line, cleaned body, one line break at the end. A
/// report without a title begins with the two line breaks, so that the place of the body follows
/// one rule.
pub fn text_of(title: &str, body: &str) -> String {
    let (title, body) = (clean(title), clean(body));
    let mut text = String::with_capacity(title.len() + body.len() + 3);
    text.push_str(&title);
    text.push_str("\n\n");
    text.push_str(&body);
    text.push('\n');
    text
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{a0}')
}

/// Where the next gap begins that is not a single space: in most texts there is none for pages, so
/// this looks at bytes.
fn uneven_gap(text: &[u8]) -> Option<usize> {
    let next = text.iter().skip(1).chain([&0]);
    text.iter().zip(next).position(|(&byte, &next)| match byte {
        b'\t' | b'\r' | b'\n' => true,
        b' ' => matches!(next, b' ' | b'\t' | b'\r' | b'\n' | NO_BREAK_LEAD),
        NO_BREAK_LEAD => next == 0xa0,
        _ => false,
    })
}

/// First byte of U+00A0 in UTF-8 (and of others: a gap found by it alone may be a single space).
const NO_BREAK_LEAD: u8 = 0xc2;

/// What a run of gap characters becomes. CRLF is one line break.
fn gap(run: &str) -> &'static str {
    let breaks = run
        .bytes()
        .zip(run.bytes().skip(1).chain([0]))
        .filter(|&(byte, next)| byte == b'\n' || (byte == b'\r' && next != b'\n'))
        .count();
    match breaks {
        0 => " ",
        1 => "\n",
        _ => "\n\n",
    }
}

/// Unicode white space and the four ASCII separators U+001C to U+001F, which Python's `str.strip`
/// counts as white space and Unicode's `White_Space` does not.
fn is_stripped(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_rule_has_its_example() {
        for (given, expected) in [
            ("أعلن\r\nالوزير\rذلك", "أعلن\nالوزير\nذلك"),
            ("قال\u{a0}الوزير", "قال الوزير"),
            ("قال \t \u{a0} الوزير", "قال الوزير"),
            ("قال \n\t الوزير", "قال\nالوزير"),
            ("فقرة \n \n\r\n\n أخرى", "فقرة\n\nأخرى"),
            ("\u{1c}\u{1f}\u{2003}\u{85}متن\u{3000}\u{1e} ", "متن"),
            // Neither a zero-width mark nor a vertical tab inside the text is touched.
            ("\u{200f}قال\u{b}هو", "\u{200f}قال\u{b}هو"),
            // The separators are stripped at the ends only, and not the space beside an inner one.
            ("أ \u{1c} ب", "أ \u{1c} ب"),
            ("", ""),
            (" \n ", ""),
        ] {
            assert_eq!(clean(given), expected, "{given:?}");
        }
    }

    #[test]
    fn a_text_is_title_blank_line_body() {
        assert_eq!(text_of(" عنوان ", "متن\n"), "عنوان\n\nمتن\n");
        assert_eq!(text_of("", "متن"), "\n\nمتن\n");
        assert_eq!(text_of("عنوان", ""), "عنوان\n\n\n");
    }

    /// The rules one after the other, as they are worded.
    fn rule_by_rule(field: &str) -> String {
        let mut text = field
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\u{a0}', " ");
        text = text.replace('\t', " ");
        while text.contains("  ") {
            text = text.replace("  ", " ");
        }
        text = text.replace(" \n", "\n").replace("\n ", "\n");
        while text.contains("\n\n\n") {
            text = text.replace("\n\n\n", "\n\n");
        }
        text.trim_matches(is_stripped).to_owned()
    }

    proptest! {
        #[test]
        fn one_pass_equals_rule_by_rule(field in "[ \t\r\n\u{a0}\u{1c}\u{2003}\u{200f}قع]{0,40}") {
            prop_assert_eq!(clean(&field), rule_by_rule(&field));
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(field in "\\PC{0,40}|[ \t\r\n\u{a0}ق]{0,40}") {
            let once = clean(&field);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
