//! Texts rewritten character by character, with the way from the old offsets to the new ones.

use musnad_report::Span;

/// A rewritten text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// As it is now.
    pub text: String,
    /// Where everything has gone.
    pub offsets: Offsets,
}

/// The new byte offset of every old one. It never runs backward, and leads from the start of a
/// character, or from the end of the text, to such a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offsets(Vec<usize>);

impl Edited {
    /// Writes for every character, told with its byte offset, whatever `write` puts to the new text.
    pub fn by_character(old: &str, mut write: impl FnMut(usize, char, &mut String)) -> Edited {
        let mut text = String::with_capacity(old.len());
        let mut offsets = Vec::with_capacity(old.len() + 1);
        for (at, c) in old.char_indices() {
            offsets.resize(at + c.len_utf8(), text.len());
            write(at, c, &mut text);
        }
        offsets.push(text.len());
        Edited {
            text,
            offsets: Offsets(offsets),
        }
    }
}

impl Offsets {
    /// Where the old byte `at` has gone; past the old end, the new end.
    pub fn new_of(&self, at: usize) -> usize {
        let end = self.0.last().copied().unwrap_or(0);
        self.0.get(at).copied().unwrap_or(end)
    }

    /// Where a span of the old text has gone: all that was written for its characters.
    pub fn span(&self, old: Span) -> Span {
        Span::new(self.new_of(old.start), self.new_of(old.end))
    }
}
