//! The encoding of a page: by its byte order mark, by what it declares, by its content.

use crate::decode::{self, Choice, Decoded, NotText};
use crate::page::scan::{Scanner, Token};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// In how many bytes a declaration is looked for. The HTML standard says 1024; comments of programs
/// that save pages and long heads push it further.
const HEAD: usize = 16 * 1024;

/// Chooses the encoding of a page.
///
/// A byte order mark and bytes that are valid UTF-8 go before the declaration: pages are saved in
/// UTF-8 whose declaration still says windows-1256, and Arabic in an 8-bit encoding is never valid
/// UTF-8. Latin-1, which servers declare for everything, is believed only where the letters do not
/// say otherwise.
///
/// # Errors
/// As [`decode::decode`].
pub(crate) fn choose(page: &[u8]) -> Result<Choice, NotText> {
    decode::choose(page, false).map(|choice| or_declared(page, choice))
}

/// The choice by content, or what the page declares where that is believed more.
fn or_declared(page: &[u8], choice: Choice) -> Choice {
    let sure = choice.bom > 0 || matches!(choice.encoding, e if e == UTF_16LE || e == UTF_16BE);
    if sure || (choice.encoding == UTF_8 && choice.confidence > 0.9) {
        return choice;
    }
    let declared = declared(page).filter(|&encoding| encoding != UTF_8 && encoding != WINDOWS_1252);
    declared.map_or(choice, |encoding| Choice {
        encoding,
        confidence: 1.0,
        bom: 0,
    })
}

/// Decodes a page. `glance` was chosen by the content of its first [`decode::SAMPLE`] bytes.
///
/// # Errors
/// As [`decode::decode`].
pub(crate) fn decode(page: &[u8], glance: Choice) -> Result<(String, Decoded), NotText> {
    let choice = match page.len() < decode::SAMPLE {
        true => or_declared(page, glance),
        false => choose(page)?,
    };
    decode::decode_as(page, choice)
}

/// What the page declares: `<meta charset>`, `<meta http-equiv=content-type>`, or the declaration
/// of XML. Such a declaration cannot stand in UTF-16.
fn declared(page: &[u8]) -> Option<&'static Encoding> {
    let head = &page[..page.len().min(HEAD)];
    // Every encoding but UTF-16 has ASCII where ASCII is.
    let ascii: String = head
        .iter()
        .map(|&byte| if byte.is_ascii() { byte as char } else { '?' })
        .collect();
    let label = Scanner::new(&ascii).find_map(|piece| match piece.token {
        Token::Open(name, attributes) if name.eq_ignore_ascii_case("meta") => {
            let by_content = || charset(&attributes.get("content")?);
            let by_charset = attributes.get("charset").map(Cow::into_owned);
            by_charset.or_else(|| {
                let equiv = attributes.get("http-equiv")?;
                equiv
                    .trim()
                    .eq_ignore_ascii_case("content-type")
                    .then(by_content)?
            })
        }
        Token::Comment(xml) if xml.starts_with("xml ") => xml_encoding(xml),
        _ => None,
    })?;
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if wide { UTF_8 } else { encoding })
}

/// `text/html; charset=windows-1256`.
fn charset(content: &str) -> Option<String> {
    let at = content.to_ascii_lowercase().find("charset")?;
    let value = content[at + "charset".len()..]
        .trim_start()
        .strip_prefix('=')?;
    let value = value.trim().trim_matches(['"', '\'']);
    Some(value.split([';', ' ']).next()?.to_owned())
}

/// `xml version="1.0" encoding="windows-1256"?`.
fn xml_encoding(declaration: &str) -> Option<String> {
    let value = declaration.split_once("encoding=")?.1;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split(quote).next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{ISO_8859_6, WINDOWS_1256};

    const SENTENCE: &str = "أعلن وزير الري أن السد الجديد سيبدأ العمل في الربيع المقبل.";

    fn read(page: &[u8]) -> Result<(String, Decoded), NotText> {
        decode(page, decode::choose(page, false)?)
    }

    #[test]
    fn every_way_to_declare() {
        for head in [
            "<meta charset=windows-1256>",
            "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1256'>",
            "<meta http-equiv=content-type content=\"text/html;charset='cp1256'\">",
            "<?xml version='1.0' encoding='windows-1256'?><html>",
            // Latin-1, UTF-8 and nonsense by mistake: the letters tell.
            "<meta charset=iso-8859-1>",
            "<meta charset=utf-8>",
            "<meta charset=arabic-windows>",
            "",
        ] {
            let (page, _, _) = WINDOWS_1256.encode(SENTENCE);
            let page = [head.as_bytes(), &page].concat();
            let (text, decoded) = read(&page).expect("text");
            assert!(text.ends_with(SENTENCE), "{head}");
            assert_eq!(decoded.encoding, "windows-1256", "{head}");
        }
    }

    #[test]
    fn content_goes_before_a_wrong_declaration() {
        let page = format!("<meta charset=windows-1256>{SENTENCE}");
        assert_eq!(read(page.as_bytes()).expect("text").1.encoding, "UTF-8");
        // Few letters, which alone say nothing.
        let (word, _, _) = ISO_8859_6.encode("قال");
        let page = [b"<meta charset=iso-8859-6>", &*word].concat();
        assert!(read(&page).expect("text").0.ends_with("قال"));
    }
}
