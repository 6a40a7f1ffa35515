//! The terms under which the words of a text are known, to an index as to a query.

use musnad_report::{Text, TokenKind};
use std::borrow::Cow;
use std::ops::Range;

/// A word or number of a text. Marks have no term and take no place: in «قال: نعم» the two words are
/// neighbours. Nor have words without a letter: a combining mark that stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term<'t> {
    /// The index of the token.
    pub token: usize,
    /// Its exact form: the folded spelling, without punctuation inside («أ.ف.ب» → `افب`). It has
    /// letters and digits only, so that no tokenizer of an index tears it apart. Its stem is
    /// [`stem`](crate::stem()) of this.
    pub exact: Cow<'t, str>,
}

/// The terms of a range of tokens, in order.
///
/// ```
/// let text = musnad_report::Text::new("قالت (أ.ف.ب): ٣٫٥%");
/// let terms: Vec<_> = musnad_search::terms(&text, 0..text.tokens().len()).map(|t| t.exact).collect();
/// assert_eq!(terms, ["قالت", "افب", "3٫5"]);
/// ```
pub fn terms(text: &Text, tokens: Range<usize>) -> impl Iterator<Item = Term<'_>> {
    tokens.filter_map(|token| {
        let kind = text.tokens().get(token)?.kind;
        let exact = match kind {
            TokenKind::Word => without_marks(text.word(token)),
            TokenKind::Number => number(text.word(token)),
            TokenKind::Mark => return None,
        };
        // «ش\u{331}كة» is three tokens, of which the mark of another script alone has no letter.
        (!exact.is_empty()).then_some(Term { token, exact })
    })
}

fn without_marks(word: &str) -> Cow<'_, str> {
    if word.chars().all(char::is_alphanumeric) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.chars().filter(|c| c.is_alphanumeric()).collect())
}

/// `1,200` is 1200, but `3.5` is not 35: other separators become «٫», which folds to a dot again and
/// is no punctuation to tokenizers that know ASCII only.
fn number(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let keep = |c: char| match c {
        ',' => None,
        c if c.is_ascii_punctuation() => Some('٫'),
        c => Some(c),
    };
    Cow::Owned(word.chars().filter_map(keep).collect())
}
