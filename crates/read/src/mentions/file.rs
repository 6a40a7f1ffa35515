//! Files of what was learnt.

use super::crf::Crf;
use super::layer::Layer;

/// What begins a file of layers.
const MAGIC: &[u8; 8] = b"MUSNADT1";

/// A file of weights that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaggerError {
    /// It does not begin like one.
    #[error("this is no file of a tagger of this version; `cargo xtask train mentions` makes one")]
    Magic,
    /// It ends early or its numbers make no sense.
    #[error(
        "the file of a tagger is cut short or damaged; `cargo xtask train mentions` makes it anew"
    )]
    Damaged,
}

/// Reads a file of layers.
///
/// # Errors
/// If it is none, or is damaged.
pub fn parse(bytes: &[u8]) -> Result<Vec<Layer>, TaggerError> {
    let mut bytes = Bytes(bytes.strip_prefix(MAGIC).ok_or(TaggerError::Magic)?);
    let count = bytes.number()?;
    let mut layers = Vec::new();
    for _ in 0..count {
        let name = bytes.text()?;
        let sorts = bytes.texts()?;
        let inputs = bytes.texts()?;
        let crf = Crf::read(&mut bytes)?;
        if crf.labels() != super::tags::labels(sorts.len()) {
            return Err(TaggerError::Damaged);
        }
        layers.push(Layer {
            name,
            sorts,
            inputs,
            crf,
        });
    }
    match bytes.0 {
        [] => Ok(layers),
        _ => Err(TaggerError::Damaged),
    }
}

/// The file: the magic and the number of layers, then of each its name, its sorts, its inputs, its weights (see
/// `Crf`). Numbers are LEB128; a text is its length in bytes and its bytes; a list its length and its texts.
pub fn to_bytes(layers: &[Layer]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    write_number(&mut out, layers.len());
    for layer in layers {
        write_text(&mut out, &layer.name);
        for list in [&layer.sorts, &layer.inputs] {
            write_number(&mut out, list.len());
            list.iter().for_each(|text| write_text(&mut out, text));
        }
        layer.crf.write(&mut out);
    }
    out
}

/// What is left of a file.
#[derive(Debug)]
pub(super) struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    pub(super) fn byte(&mut self) -> Result<u8, TaggerError> {
        let (byte, rest) = self.0.split_first().ok_or(TaggerError::Damaged)?;
        self.0 = rest;
        Ok(*byte)
    }

    pub(super) fn float(&mut self) -> Result<f32, TaggerError> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(TaggerError::Damaged)?;
        self.0 = rest;
        Ok(f32::from_le_bytes(*bytes))
    }

    pub(super) fn number(&mut self) -> Result<usize, TaggerError> {
        let mut number = 0_u64;
        for shift in (0..56).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return usize::try_from(number).map_err(|_| TaggerError::Damaged);
            }
        }
        Err(TaggerError::Damaged)
    }

    fn text(&mut self) -> Result<String, TaggerError> {
        let len = self.number()?;
        let (text, rest) = self.0.split_at_checked(len).ok_or(TaggerError::Damaged)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).map_err(|_| TaggerError::Damaged)
    }

    fn texts(&mut self) -> Result<Vec<String>, TaggerError> {
        (0..self.number()?).map(|_| self.text()).collect()
    }
}

pub(super) fn write_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    write_number(out, text.len());
    out.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer() -> Layer {
        let rows = [(7, vec![0.0, 1.5, 0.0]), (70_000, vec![-3.0, 0.0, 0.25])];
        Layer {
            name: "roles".to_owned(),
            sorts: vec!["role".to_owned()],
            inputs: vec!["names".to_owned()],
            crf: Crf::new(3, &rows, vec![0.5; 12]),
        }
    }

    #[test]
    fn layers_come_back_from_their_file() {
        let layers = vec![layer(), layer()];
        let bytes = to_bytes(&layers);
        assert_eq!(parse(&bytes), Ok(layers));
    }

    #[test]
    fn what_is_no_file_of_layers_is_refused() {
        let bytes = to_bytes(&[layer()]);
        assert_eq!(parse(b"PK"), Err(TaggerError::Magic));
        for cut in MAGIC.len()..bytes.len() {
            assert!(parse(&bytes[..cut]).is_err(), "{cut}");
        }
        assert_eq!(
            parse(&[&bytes[..], &[0]].concat()),
            Err(TaggerError::Damaged)
        );
    }
}
