//! Bytes become text.
//!
//! The decision is taken in this order: byte order mark; UTF-16 without one; UTF-8; for the rest
//! three hypotheses are weighed by how likely the letters are in Arabic news: windows-1256,
//! ISO-8859-6 (the same from ء to ض, different from ط on, ل among them), or neither. Where neither
//! wins, the general detector (`chardetng`) names the encoding. Asked first, that detector takes
//! short windows-1256 text for KOI8-U, windows-1251 and others: of 4,505 pieces of 20 characters of
//! news it misses 99, the weighing of letters 6 of 4,496, and none from 40 characters on.

use crate::format;
use crate::letters::{self, Evidence};
use crate::signature::{self, Signature};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};
use thiserror::Error;

/// How many bytes of an input decide its encoding.
pub(crate) const SAMPLE: usize = 64 * 1024;

/// How a text was decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decoded {
    /// The encoding's name in the WHATWG Encoding Standard: `UTF-8`, `windows-1256`, `ISO-8859-6`.
    pub encoding: &'static str,
    /// 0 to 1: how sure the choice of the encoding is; 1 for a byte order mark and for valid UTF-8.
    pub confidence: f32,
    /// Whether a byte order mark stood at the start; it is not part of the text.
    pub bom: bool,
    /// How many U+FFFD stand in the text for bytes that the encoding does not know.
    pub replaced: usize,
}

/// Why bytes are not taken for text.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotText {
    /// They begin as files of another kind do.
    #[error("this is a {}, not a text", .0.what)]
    Signature(&'static Signature),
    /// They hold bytes that no text holds.
    #[error("binary data, not a text (byte 0x{byte:02x} at offset {at})")]
    Binary {
        /// The byte.
        byte: u8,
        /// Its offset from the start, in bytes.
        at: usize,
    },
}

/// The choice of an encoding, before anything is decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Choice {
    pub(crate) encoding: &'static Encoding,
    pub(crate) confidence: f32,
    /// Length of the byte order mark in bytes.
    pub(crate) bom: usize,
}

/// Decodes a whole text. Nothing but the byte order mark is left out or changed.
///
/// Text in UTF-8 with some broken bytes is decoded with U+FFFD in their place, as the WHATWG
/// Encoding Standard says, and counted in [`Decoded::replaced`].
///
/// # Errors
/// [`NotText`] where the bytes are of a known binary format, hold a NUL, or hold more control
/// characters than text does.
pub fn decode(bytes: &[u8]) -> Result<(String, Decoded), NotText> {
    decode_as(bytes, choose(bytes, false)?)
}

/// Decodes a whole text in an encoding that was chosen.
///
/// # Errors
/// As [`decode`].
pub(crate) fn decode_as(bytes: &[u8], choice: Choice) -> Result<(String, Decoded), NotText> {
    let body = &bytes[choice.bom..];
    let (text, had_errors) = choice.encoding.decode_without_bom_handling(body);
    let text = text.into_owned();
    if let Some(at) = control_at(text.as_bytes()) {
        return Err(NotText::Binary {
            byte: text.as_bytes()[at],
            at,
        });
    }
    let replaced = match had_errors {
        true => replaced(&text, choice.encoding, body),
        false => 0,
    };
    let decoded = Decoded {
        encoding: choice.encoding.name(),
        confidence: choice.confidence,
        bom: choice.bom > 0,
        replaced,
    };
    Ok((text, decoded))
}

/// U+FFFD that the decoding made: all of them but those that the file itself holds in UTF-8.
fn replaced(text: &str, encoding: &'static Encoding, body: &[u8]) -> usize {
    let own = if encoding == UTF_8 {
        replacements(body)
    } else {
        0
    };
    replacements(text.as_bytes()).saturating_sub(own)
}

/// How many U+FFFD stand in UTF-8.
pub(crate) fn replacements(utf8: &[u8]) -> usize {
    memchr::memmem::find_iter(utf8, "\u{fffd}").count()
}

/// Chooses the encoding of an input that begins with `bytes`; `more` says that others follow.
///
/// # Errors
/// As [`decode`], by what these bytes show.
pub(crate) fn choose(bytes: &[u8], more: bool) -> Result<Choice, NotText> {
    if let Some(signature) = signature::of(bytes)
        && !is_page(bytes)
    {
        return Err(NotText::Signature(signature));
    }
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return Ok(Choice {
            encoding,
            confidence: 1.0,
            bom,
        });
    }
    if let Some((encoding, confidence)) = utf16(&bytes[..bytes.len().min(SAMPLE)]) {
        return Ok(Choice {
            encoding,
            confidence,
            bom: 0,
        });
    }
    if let Some(at) = control_at(bytes) {
        return Err(NotText::Binary {
            byte: bytes[at],
            at,
        });
    }
    // A long page head in ASCII says nothing: the sample begins where the encodings differ.
    let telling = &bytes[bytes
        .iter()
        .position(|byte| !byte.is_ascii())
        .unwrap_or(bytes.len())..];
    let sample = &telling[..telling.len().min(SAMPLE)];
    let cut = more || sample.len() < telling.len();
    let (encoding, confidence) = utf8(sample, cut).unwrap_or_else(|| eight_bit(sample));
    Ok(Choice {
        encoding,
        confidence,
        bom: 0,
    })
}

/// Whether what begins like another kind of file is a page: XHTML begins as XML does.
fn is_page(bytes: &[u8]) -> bool {
    const GLANCE: usize = 1024;
    format::looks_like_page(&String::from_utf8_lossy(&bytes[..bytes.len().min(GLANCE)]))
}

/// UTF-16 without a byte order mark.
///
/// Letters of Arabic (U+06xx) and Latin (U+00xx) have a high byte that is a control character in
/// every 8-bit encoding, so text of those never looks like this. The test comes before UTF-8
/// because UTF-16 of Arabic letters is valid UTF-8 too: 06 27 is U+0006 and an apostrophe.
fn utf16(sample: &[u8]) -> Option<(&'static Encoding, f32)> {
    const ENOUGH: f32 = 0.7;
    // Its letters of Latin and Arabic have these for high bytes.
    if sample.len() < 2 || memchr::memchr2(0x00, 0x06, sample).is_none() {
        return None;
    }
    let share = |read: fn([u8; 2]) -> u16| {
        let units = sample.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        let likely = units
            .filter(|unit| matches!(unit, 9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0xff | 0x600..=0x6ff));
        likely.count() as f32 / (sample.len() / 2) as f32
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    let (encoding, best) = if little >= big {
        (UTF_16LE, little)
    } else {
        (UTF_16BE, big)
    };
    (best >= ENOUGH).then_some((encoding, best))
}

/// UTF-8, whole or with some broken bytes: more well-formed characters beyond ASCII than broken
/// sequences. `cut` says that the sample may end inside a character. Arabic in an 8-bit encoding forms next to none, since its letters are all ≥ 0xC0.
fn utf8(sample: &[u8], cut: bool) -> Option<(&'static Encoding, f32)> {
    // Nearly all pages are whole.
    match simdutf8::compat::from_utf8(sample) {
        Ok(_) => return Some((UTF_8, 1.0)),
        Err(error) if cut && error.error_len().is_none() => return Some((UTF_8, 1.0)),
        Err(_) => {}
    }
    let (mut formed, mut broken) = (0usize, 0usize);
    let mut chunks = sample.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        formed += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let cut_here = cut && chunks.peek().is_none();
        broken += usize::from(!chunk.invalid().is_empty() && !cut_here);
    }
    if broken == 0 {
        return Some((UTF_8, 1.0));
    }
    (formed > broken).then(|| (UTF_8, formed as f32 / (formed + broken) as f32))
}

/// An 8-bit encoding, or one of another script.
fn eight_bit(sample: &[u8]) -> (&'static Encoding, f32) {
    /// `chardetng` gives no probability; nothing measured says more than "perhaps".
    const PERHAPS: f32 = 0.5;
    match letters::weigh(sample, [WINDOWS_1256, ISO_8859_6]) {
        Evidence::Arabic {
            encoding,
            confidence,
        } => (encoding, confidence),
        Evidence::Other => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(sample, true);
            (detector.guess(None, Utf8Detection::Deny), PERHAPS)
        }
    }
}

/// Offset of the byte that shows binary data: a NUL, or the first control character where there is
/// more than one in fifty bytes. One alone is left in: exports carry a stray U+001F or U+000C.
fn control_at(bytes: &[u8]) -> Option<usize> {
    /// A count of so many bytes fits into one, which the processor adds up many at a time.
    const CHUNK: usize = 128;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let is_control = |byte: &u8| matches!(byte, 0x00..=0x08 | 0x0e..=0x1f);
    let count = |chunk: &[u8]| {
        chunk
            .iter()
            .map(|byte| u8::from(is_control(byte)))
            .sum::<u8>()
    };
    memchr::memchr(0, bytes).or_else(|| {
        let controls: usize = sample
            .chunks(CHUNK)
            .map(|chunk| usize::from(count(chunk)))
            .sum();
        if controls <= 1 + sample.len() / 50 {
            return None;
        }
        sample.iter().position(is_control)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SENTENCE: &str = "أعلن وزير الري أن السد الجديد سيبدأ العمل في الربيع المقبل، وقال إن القرى المجاورة لن تتضرر.";

    fn utf16_bytes(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    fn in_every_encoding(text: &str) -> Vec<(&'static str, Vec<u8>)> {
        vec![
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-16LE", utf16_bytes(text, u16::to_le_bytes)),
            ("UTF-16BE", utf16_bytes(text, u16::to_be_bytes)),
            ("windows-1256", WINDOWS_1256.encode(text).0.into_owned()),
            ("ISO-8859-6", ISO_8859_6.encode(text).0.into_owned()),
        ]
    }

    #[test]
    fn arabic_of_twenty_characters_and_more_comes_back_from_every_encoding() {
        let letters: Vec<char> = SENTENCE.chars().collect();
        for length in [20, 30, 60, letters.len()] {
            for piece in letters.chunks_exact(length) {
                let text: String = piece.iter().collect();
                for (name, bytes) in in_every_encoding(&text) {
                    let (back, decoded) = decode(&bytes).expect(name);
                    assert_eq!((back.as_str(), decoded.encoding), (text.as_str(), name));
                    assert_eq!((decoded.bom, decoded.replaced), (false, 0), "{name}");
                    assert!(decoded.confidence > 0.5, "{name}: {}", decoded.confidence);
                }
            }
        }
    }

    #[test]
    fn a_byte_order_mark_is_dropped_and_told() {
        for (name, bytes) in in_every_encoding(&format!("\u{feff}{SENTENCE}"))
            .into_iter()
            .take(3)
        {
            let (back, decoded) = decode(&bytes).expect(name);
            assert_eq!((back.as_str(), decoded.encoding), (SENTENCE, name));
            assert_eq!((decoded.bom, decoded.confidence), (true, 1.0));
        }
    }

    #[test]
    fn nothing_else_is_changed() {
        let text = " قال\r\n\r\n\u{200f}الوزير\u{a0} \u{feff}إنه\t\n";
        assert_eq!(decode(text.as_bytes()).expect("UTF-8").0, text);
    }

    #[test]
    fn broken_utf8_is_counted() {
        let mut bytes = SENTENCE.as_bytes().to_vec();
        bytes.insert(4, 0xff);
        bytes.truncate(bytes.len() - 2); // the last letter's second byte and the full stop
        let (text, decoded) = decode(&bytes).expect("mostly UTF-8");
        assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", 2));
        assert!(decoded.confidence > 0.9 && decoded.confidence < 1.0);
        assert_eq!(text.matches('\u{fffd}').count(), 2);
        // One that the file holds in good UTF-8 is its own.
        let (_, decoded) = decode("كلمة \u{fffd} أخرى".as_bytes()).expect("UTF-8");
        assert_eq!(decoded.replaced, 0);
    }

    #[test]
    fn an_ascii_head_does_not_hide_the_encoding() {
        let text = format!("{}{SENTENCE}", "=".repeat(3 * SAMPLE));
        let (back, decoded) = decode(&WINDOWS_1256.encode(&text).0).expect("text");
        assert_eq!((back, decoded.encoding), (text, "windows-1256"));
    }

    #[test]
    fn other_scripts_are_left_to_the_general_detector() {
        let russian =
            "Министр сообщил журналистам, что переговоры продолжатся на следующей неделе.";
        for encoding in [encoding_rs::KOI8_U, encoding_rs::WINDOWS_1251] {
            let (back, decoded) = decode(&encoding.encode(russian).0).expect("text");
            assert_eq!(
                (back.as_str(), decoded.encoding),
                (russian, encoding.name())
            );
        }
        let english =
            decode(&utf16_bytes("The minister said so.", u16::to_le_bytes)).expect("text");
        assert_eq!(english.0, "The minister said so.");
    }

    #[test]
    fn binary_is_refused() {
        assert_eq!(
            decode(b"text\0text"),
            Err(NotText::Binary { byte: 0, at: 4 })
        );
        assert_eq!(
            decode(&[b'a', 1, 2, 3, 4, b'b']),
            Err(NotText::Binary { byte: 1, at: 1 })
        );
        assert!(
            matches!(decode(b"%PDF-1.7 ..."), Err(NotText::Signature(s)) if s.what == "PDF document")
        );
        assert!(matches!(
            decode(b"\x7fELF\x02\x01"),
            Err(NotText::Signature(_))
        ));
        // A lone control character in a text is left in.
        assert!(decode("قال الوزير\u{1f} إن".as_bytes()).is_ok());
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn valid_utf8_comes_back_as_it_is(text in "[\u{621}-\u{64a}a-z «»،.\r\n]{0,200}") {
            let (back, decoded) = decode(text.as_bytes()).expect("no control characters");
            prop_assert_eq!(back, text);
            prop_assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", 0));
        }
    }
}
