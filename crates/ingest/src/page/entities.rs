//! Character references: `&amp;`, `&#1593;`, `&#x639;`.
//!
//! By the HTML standard (section 13.2.5.72): some names stand without their semicolon («&nbsp»),
//! the longest name that fits counts, numbers of the C1 controls mean windows-1252.

use std::borrow::Cow;
use web_atoms::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name has 32 letters.
const LONGEST: usize = 32;

/// The text with its references resolved; those that mean nothing stay as they are written. In the
/// value of an attribute a name without its semicolon counts only where neither `=` nor a letter
/// follows, so that addresses survive (`?a=1&copy=2`).
pub(crate) fn resolve(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else {
        return text.into();
    };
    let mut out = String::with_capacity(text.len());
    let (mut plain, mut rest) = text.split_at(first);
    loop {
        out.push_str(plain);
        let mut chars = Chars::new(rest, in_attribute);
        let Some((resolved, _)) = chars.next() else {
            return out.into();
        };
        out.extend(resolved.into_iter().flatten());
        let next = memchr::memchr(b'&', chars.rest.as_bytes());
        (plain, rest) = chars.rest.split_at(next.unwrap_or(chars.rest.len()));
    }
}

/// The characters of a text, each with the number of bytes that it is written in. A reference can
/// stand for two of them.
pub(crate) struct Chars<'a> {
    rest: &'a str,
    in_attribute: bool,
}

impl<'a> Chars<'a> {
    pub(crate) fn new(text: &'a str, in_attribute: bool) -> Chars<'a> {
        Chars {
            rest: text,
            in_attribute,
        }
    }
}

impl Iterator for Chars<'_> {
    type Item = ([Option<char>; 2], usize);

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.rest.chars().next()?;
        let (chars, length) = if first == '&' {
            reference(&self.rest[1..], self.in_attribute)
                .map_or(([Some('&'), None], 1), |(chars, length)| {
                    (chars, length + 1)
                })
        } else {
            ([Some(first), None], first.len_utf8())
        };
        self.rest = &self.rest[length..];
        Some((chars, length))
    }
}

/// What the reference after an `&` means, and how many bytes it has.
fn reference(rest: &str, in_attribute: bool) -> Option<([Option<char>; 2], usize)> {
    match rest.strip_prefix('#') {
        Some(number) => numbered(number).map(|(c, length)| ([Some(c), None], length + 1)),
        None => named(rest, in_attribute),
    }
}

fn numbered(rest: &str) -> Option<(char, usize)> {
    let (digits, radix, before) = match rest.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (rest, 10, 0),
    };
    let length = digits
        .find(|c: char| !c.is_digit(radix))
        .unwrap_or(digits.len());
    if length == 0 {
        return None;
    }
    // What does not fit is no character either.
    let number = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let c = match number {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => {
            C1_REPLACEMENTS[number as usize - 0x80].unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    let semicolon = usize::from(digits[length..].starts_with(';'));
    Some((c, before + length + semicolon))
}

fn named(rest: &str, in_attribute: bool) -> Option<([Option<char>; 2], usize)> {
    let mut best = None;
    for (at, c) in rest.char_indices().take(LONGEST) {
        let end = at + c.len_utf8();
        // The table holds every beginning of a name too, with zeros.
        match NAMED_ENTITIES.get(&rest[..end]) {
            Some(&(0, _)) => {}
            Some(&pair) => best = Some((pair, end)),
            None => break,
        }
    }
    let ((one, two), end) = best?;
    let next = rest[end..].chars().next();
    let cut = !rest[..end].ends_with(';');
    if in_attribute && cut && next.is_some_and(|c| c == '=' || c.is_ascii_alphanumeric()) {
        return None;
    }
    let two = char::from_u32(two).filter(|&c| c != '\0');
    Some(([char::from_u32(one), two], end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_kind() {
        for (written, meant) in [
            ("قال &quot;نعم&quot;", "قال \"نعم\""),
            ("&#1593;&#x639;&#X639", "ععع"),
            ("أ&nbsp;ب&nbspج", "أ\u{a0}ب\u{a0}ج"),
            ("&laquo;نعم&raquo; &hellip;", "«نعم» …"),
            ("&#147;نعم&#148;", "“نعم”"),
            ("&notit; &noti", "¬it; ¬i"),
            ("& && &x; &; &# &#x; &#xzz", "& && &x; &; &# &#x; &#xzz"),
            ("&#0;&#xd800;&#99999999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&amp;amp;", "&amp;"),
            ("&NotEqualTilde;", "\u{2242}\u{338}"),
        ] {
            assert_eq!(resolve(written, false), meant, "{written}");
        }
    }

    #[test]
    fn addresses_keep_their_parameters() {
        assert_eq!(resolve("?a=1&copy=2&amp;b=3&lt", true), "?a=1&copy=2&b=3<");
        assert_eq!(resolve("?a=1&copy=2", false), "?a=1©=2");
    }
}
