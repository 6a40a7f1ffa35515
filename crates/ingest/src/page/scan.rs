//! A page is cut into tags and text, with the place of each.
//!
//! The cuts are those of the HTML standard's tokenizer (section 13.2.5), with which the parsers of
//! Rust agree too; this one exists because none of them tells byte offsets, and the way back from a
//! text into its page counts in bytes. It looks at every byte once.

use crate::page::elements::{self, Content};
use crate::page::entities;
use memchr::{memchr, memchr_iter, memchr2_iter, memchr3};
use std::borrow::Cow;

/// A piece of a page, and where it begins, in bytes of the decoded page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub(crate) at: usize,
    pub(crate) token: Token<'a>,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text with its entities as they are written.
    Text(&'a str),
    /// `<p class="x">`: the name as it is written, and what stands between it and the `>`.
    Open(&'a str, Attributes<'a>),
    /// `</p>`: the name as it is written.
    Close(&'a str),
    /// What stands in an element whose content is no markup: a script, a title.
    Raw(&'a str),
    /// What stands in a comment.
    Comment(&'a str),
}

/// The pieces of a page, in order.
#[derive(Clone, Debug)]
pub(crate) struct Scanner<'a> {
    page: &'a str,
    at: usize,
    /// The element just opened, if its content is no markup.
    raw: Option<&'a str>,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(page: &'a str) -> Scanner<'a> {
        Scanner {
            page,
            at: 0,
            raw: None,
        }
    }

    /// What stands at a `<`, and the offset behind it; `None` where the `<` is text.
    fn markup(&mut self) -> Option<(Token<'a>, usize)> {
        let (page, at) = (self.page, self.at);
        let bytes = page.as_bytes();
        match bytes.get(at + 1)? {
            b'/' if bytes.get(at + 2)?.is_ascii_alphabetic() => {
                let name = name(&page[at + 2..]);
                let end = tag_end(bytes, at + 2 + name.len());
                Some((Token::Close(name), end))
            }
            b'!' if page[at..].starts_with("<!--") => Some(comment(page, at + 4)),
            b'!' | b'?' | b'/' => {
                let end = memchr(b'>', &bytes[at..]).map_or(page.len(), |n| at + n);
                let inner = page.get(at + 2..end).unwrap_or_default();
                Some((Token::Comment(inner), (end + 1).min(page.len())))
            }
            first if first.is_ascii_alphabetic() => {
                let name = name(&page[at + 1..]);
                let (from, end) = (at + 1 + name.len(), tag_end(bytes, at + 1 + name.len()));
                let attributes = page[from..end].trim_end_matches('>');
                if elements::of(name).content() == Content::Raw {
                    self.raw = Some(name);
                }
                Some((Token::Open(name, Attributes(attributes)), end))
            }
            _ => None,
        }
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let at = self.at;
        let rest = self.page.get(at..).filter(|rest| !rest.is_empty())?;
        if let Some(name) = self.raw.take() {
            let end = raw_end(rest, name);
            if end > 0 {
                self.at += end;
                let token = Token::Raw(&rest[..end]);
                return Some(Piece { at, token });
            }
        }
        if rest.starts_with('<')
            && let Some((token, end)) = self.markup()
        {
            self.at = end;
            return Some(Piece { at, token });
        }
        // A `<` that opens nothing is text up to the next one.
        let end = memchr(b'<', &rest.as_bytes()[1..]).map_or(rest.len(), |n| n + 1);
        self.at += end;
        let token = Token::Text(&rest[..end]);
        Some(Piece { at, token })
    }
}

fn name(rest: &str) -> &str {
    let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    &rest[..end.unwrap_or(rest.len())]
}

/// The comment whose content begins at `from`.
fn comment(page: &str, from: usize) -> (Token<'_>, usize) {
    let rest = &page[from..];
    // `<!-->` and `<!--->` are whole comments.
    for short in [">", "->"] {
        if rest.starts_with(short) {
            return (Token::Comment(""), from + short.len());
        }
    }
    let ends = memchr_iter(b'>', rest.as_bytes());
    for end in ends {
        let inner = rest[..end]
            .strip_suffix("--")
            .or_else(|| rest[..end].strip_suffix("--!"));
        if let Some(inner) = inner {
            return (Token::Comment(inner), from + end + 1);
        }
    }
    (Token::Comment(rest), page.len())
}

/// The offset behind the `>` of a tag: one in the quotes of a value ends nothing. A tag that is
/// never ended takes the rest of the page, as in browsers.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let (mut at, mut place) = (from, Place::Between);
    let mut next = from;
    while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[next..]) {
        let found = next + found;
        next = found + 1;
        if bytes[found] == b'>' {
            return next;
        }
        place = place.behind(&bytes[at..found]);
        if place == Place::Value {
            let Some(closing) = memchr(bytes[found], &bytes[next..]) else {
                break;
            };
            next += closing + 1;
            place = Place::Between;
        } else {
            place = place.behind(&bytes[found..next]);
        }
        at = next;
    }
    bytes.len()
}

/// Where in the attributes of a tag a byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before a name, which may begin with `=`: in `<p ="a>b">` the first `>` ends the tag.
    Between,
    Name,
    /// Behind a name and a space: `=` may follow.
    Named,
    /// Behind `=`: here a quotation mark opens a value, and nowhere else.
    Value,
    /// In a value without quotation marks.
    Bare,
}

impl Place {
    fn behind(self, bytes: &[u8]) -> Place {
        bytes.iter().fold(self, |place, byte| match (place, byte) {
            (Place::Value, b) if b.is_ascii_whitespace() => Place::Value,
            (Place::Value, _) => Place::Bare,
            (Place::Bare, b) if !b.is_ascii_whitespace() => Place::Bare,
            (Place::Bare, _) | (_, b'/') => Place::Between,
            (Place::Name | Place::Named, b'=') => Place::Value,
            (Place::Name | Place::Named, b) if b.is_ascii_whitespace() => Place::Named,
            (Place::Between, b) if b.is_ascii_whitespace() => Place::Between,
            _ => Place::Name,
        })
    }
}

/// How long the content of a raw element is: up to its end tag, or to the end of the page.
///
/// In a comment inside of a script, a `<script` of a string takes the next end tag to itself, as
/// the standard's "double escaped" states say: `<!-- document.write("<script></script>") -->`.
fn raw_end(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let is_script = name.eq_ignore_ascii_case("script");
    let (mut escaped, mut inner) = (false, false);
    for at in memchr2_iter(b'<', b'>', bytes) {
        let tail = &bytes[at + 1..];
        match bytes[at] {
            b'>' if escaped && bytes[..at].ends_with(b"--") => (escaped, inner) = (false, false),
            b'>' => {}
            _ if tail.starts_with(b"!--") => escaped |= is_script,
            _ if escaped && is_tag(tail, name) => inner = true,
            _ if tail.first() == Some(&b'/') && is_tag(&tail[1..], name) => {
                if !inner {
                    return at;
                }
                inner = false;
            }
            _ => {}
        }
    }
    rest.len()
}

/// Whether a tag of this name begins here.
fn is_tag(bytes: &[u8], name: &str) -> bool {
    let named =
        bytes.len() >= name.len() && bytes[..name.len()].eq_ignore_ascii_case(name.as_bytes());
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    named && bytes.get(name.len()).is_none_or(ends)
}

/// The attributes of a tag, as they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    /// All of them: name and value, with entities as they are written.
    pub(crate) fn all(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.0;
        std::iter::from_fn(move || next_attribute(&mut rest))
    }

    /// The value of the first attribute of this name (in lower case), with its entities resolved.
    pub(crate) fn get(self, name: &str) -> Option<Cow<'a, str>> {
        let (_, value) = self.all().find(|(n, _)| n.eq_ignore_ascii_case(name))?;
        Some(entities::resolve(value, true))
    }

    /// What is written, for a quick look whether a word stands in it at all.
    pub(crate) fn written(self) -> &'a str {
        self.0
    }
}

fn next_attribute<'a>(rest: &mut &'a str) -> Option<(&'a str, &'a str)> {
    let is_space = |c: char| c.is_ascii_whitespace() || c == '/';
    let text = rest.trim_start_matches(is_space);
    if text.is_empty() {
        return None;
    }
    // A name may begin with `=` and with nothing else that ends one.
    let mut ends = text.char_indices().skip(1);
    let end = ends.find(|&(_, c)| is_space(c) || c == '=');
    let (name, tail) = text.split_at(end.map_or(text.len(), |(at, _)| at));
    let Some(value) = tail.trim_ascii_start().strip_prefix('=') else {
        *rest = tail;
        return Some((name, ""));
    };
    let value = value.trim_ascii_start();
    let (value, tail) = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &value[1..];
            inner.split_once(quote).unwrap_or((inner, ""))
        }
        _ => value.split_at(
            value
                .find(|c: char| c.is_ascii_whitespace())
                .unwrap_or(value.len()),
        ),
    };
    *rest = tail;
    Some((name, value))
}
