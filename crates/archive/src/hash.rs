//! SHA-256, and how several values are hashed as one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256; in JSON `sha256:` and 64 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
#[schemars(with = "String")]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Of bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// Of several values, each with its length before it, so that none can run into the next; a
    /// missing one differs from an empty one.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = Option<&'a [u8]>>) -> Hash {
        let mut hash = Parts::default();
        parts.into_iter().for_each(|part| hash.add(part));
        hash.finish()
    }

    /// As a column holds it.
    pub fn from_column(bytes: &[u8]) -> Option<Hash> {
        bytes.try_into().ok().map(Hash)
    }

    /// The hash in `sha256:…`, as reports name their blob.
    pub fn from_name(name: &str) -> Option<Hash> {
        Hash::from_hex(name.strip_prefix("sha256:")?)
    }

    /// The hash in 64 hex digits, as it is shown.
    pub(crate) fn from_hex(hex: &str) -> Option<Hash> {
        let digits: Vec<u8> = hex
            .chars()
            .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
            .collect::<Option<_>>()?;
        let bytes: Vec<u8> = digits
            .chunks(2)
            .map(|d| d[0] << 4 | d.get(1).copied().unwrap_or(0))
            .collect();
        (digits.len() == 64)
            .then(|| Hash::from_column(&bytes))
            .flatten()
    }

    /// `sha256:` and 64 hex digits.
    pub fn name(self) -> String {
        format!("sha256:{self}")
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> String {
        hash.name()
    }
}

impl TryFrom<String> for Hash {
    type Error = String;

    fn try_from(name: String) -> Result<Hash, String> {
        Hash::from_name(&name).ok_or_else(|| format!("{name:?} is no SHA-256"))
    }
}

/// What [`Hash::of_parts`] does, of values that come one by one.
#[derive(Default)]
pub(crate) struct Parts(Sha256);

impl Parts {
    pub fn add(&mut self, part: Option<&[u8]>) {
        match part {
            Some(part) => {
                self.0.update([1]);
                self.0.update((part.len() as u64).to_le_bytes());
                self.0.update(part);
            }
            None => self.0.update([0]),
        }
    }

    pub fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let of =
            |parts: &[Option<&str>]| Hash::of_parts(parts.iter().map(|p| p.map(str::as_bytes)));
        assert_ne!(of(&[Some("ab"), Some("c")]), of(&[Some("a"), Some("bc")]));
        assert_ne!(of(&[None]), of(&[Some("")]));
    }

    #[test]
    fn names_are_read_back() {
        let hash = Hash::of("خبر".as_bytes());
        assert_eq!(Hash::from_name(&hash.name()), Some(hash));
        assert_eq!(Hash::from_name("sha256:00"), None);
        assert_eq!(Hash::from_name(&hash.to_string()), None);
    }
}
