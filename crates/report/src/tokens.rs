//! Tokens: words, numbers and marks.

use crate::fold::Folded;
use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters of any script, with what belongs inside them: «أ.ف.ب», «د.», `don't`, `T-4`.
    Word,
    /// Digits, with the separators inside: `06:35`, `3.5`, `1,200`.
    Number,
    /// One character of punctuation or a symbol, or a run of dots (`..`, `…`).
    Mark,
}

/// One token. Tokens are in order and do not overlap; what stands between two of them is white space
/// or characters that fold to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the original text.
    pub span: Span,
    /// Bytes of the folded text.
    pub folded: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space (line breaks included) stands between it and the token before; `false`
    /// for the first one.
    pub space_before: bool,
    arabic: bool,
}

impl Token {
    /// Whether it is a word in Arabic letters.
    pub fn is_arabic(&self) -> bool {
        self.arabic
    }
}

/// The tokens of a text, and the index of the first token of each paragraph.
pub(crate) fn tokens(folded: &Folded) -> (Vec<Token>, Vec<usize>) {
    let text = folded.as_str();
    let mut scanner = Scanner {
        text,
        after_number: false,
    };
    let mut cursor = folded.cursor();
    // A word and the space after it take about 10 bytes in news.
    let mut tokens = Vec::with_capacity(text.len() / 8);
    let mut starts = Vec::new();
    let (mut at, mut new_paragraph, mut space_before) = (0, true, false);
    while let Some(c) = scanner.char_at(at) {
        if c == ' ' || c == '\n' || c.is_whitespace() {
            space_before = true;
            new_paragraph |= c == '\n';
            at += c.len_utf8();
            continue;
        }
        let (end, kind, arabic) = scanner.token(at, c);
        let span = Span::new(at, end);
        if new_paragraph {
            starts.push(tokens.len());
        }
        tokens.push(Token {
            span: cursor.original_of(span),
            folded: span,
            kind,
            space_before: space_before && !tokens.is_empty(),
            arabic,
        });
        scanner.after_number = kind == TokenKind::Number;
        (at, new_paragraph, space_before) = (end, false, false);
    }
    (tokens, starts)
}

/// What a character is to the scanner.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Arabic,
    /// A letter of another script, or a mark that combines with one.
    Foreign,
    Digit,
    Other,
}

impl Class {
    fn of(c: char) -> Class {
        match c {
            '\u{621}'..='\u{64A}' => Class::Arabic,
            'a'..='z' => Class::Foreign,
            '0'..='9' => Class::Digit,
            '\0'..='\x7F' => Class::Other,
            '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}'
                if c.is_alphabetic() =>
            {
                Class::Arabic
            }
            '\u{300}'..='\u{36F}' => Class::Foreign,
            _ if c.is_alphabetic() => Class::Foreign,
            _ if c.is_numeric() => Class::Digit,
            _ => Class::Other,
        }
    }

    fn is_letter(self) -> bool {
        matches!(self, Class::Arabic | Class::Foreign)
    }
}

/// Finds where a token that begins at a place of the folded text ends.
struct Scanner<'a> {
    text: &'a str,
    after_number: bool,
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn class_at(&self, at: usize) -> Class {
        self.char_at(at).map_or(Class::Other, Class::of)
    }

    fn token(&self, at: usize, c: char) -> (usize, TokenKind, bool) {
        let class = Class::of(c);
        match class {
            Class::Arabic | Class::Foreign => {
                let end = self.abbreviation(at, c).unwrap_or_else(|| {
                    if class == Class::Arabic {
                        self.run(at, Class::Arabic)
                    } else {
                        self.foreign(at)
                    }
                });
                (end, TokenKind::Word, class == Class::Arabic)
            }
            Class::Digit => {
                let end = self.number(at);
                if self.class_at(end) == Class::Foreign {
                    return (self.foreign(end), TokenKind::Word, false);
                }
                (end, TokenKind::Number, false)
            }
            Class::Other => (self.mark(at, c), TokenKind::Mark, false),
        }
    }

    /// The end of the run of characters of `class` that begins at `at`.
    fn run(&self, at: usize, class: Class) -> usize {
        let mut end = at;
        while let Some(c) = self.char_at(end) {
            if Class::of(c) != class {
                break;
            }
            end += c.len_utf8();
        }
        end
    }

    /// «أ.ف.ب», «د.», `u.s.`: single letters with dots. The last dot belongs to them only if words
    /// follow in the same line: «قال د. سامي» but not «(أ.ف.ب).», and not after a number, where the
    /// letter is a unit or an era: «عام 1436 هـ. وأضاف». All letters are of one script: «أ.b» is
    /// two words.
    fn abbreviation(&self, at: usize, first: char) -> Option<usize> {
        let mut end = at + first.len_utf8();
        if self.char_at(end)? != '.' {
            return None;
        }
        let mut letters = 1;
        while self.char_at(end) == Some('.') {
            match self.char_at(end + 1) {
                Some(c) if Class::of(c) == Class::of(first) => {
                    let next = end + 1 + c.len_utf8();
                    if matches!(
                        self.class_at(next),
                        Class::Arabic | Class::Foreign | Class::Digit
                    ) {
                        break;
                    }
                    (end, letters) = (next, letters + 1);
                }
                _ => break,
            }
        }
        let goes_on = self.char_at(end) == Some('.') && {
            let after = self.text[end + 1..].trim_start_matches(' ');
            after
                .chars()
                .next()
                .is_some_and(|c| Class::of(c).is_letter())
        };
        match (goes_on, letters) {
            (true, 1) if self.after_number => None,
            (true, _) => Some(end + 1),
            (false, 1) => None,
            (false, _) => Some(end),
        }
    }

    /// Letters and digits of other scripts, joined by single apostrophes, hyphens and dots:
    /// `don't`, `d'ivoire`, `e-mail`, `t-4`, `example.com`.
    fn foreign(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            match Class::of(c) {
                Class::Foreign | Class::Digit => end = next,
                Class::Other if matches!(c, '\'' | '-' | '.') && end > at => {
                    if !matches!(self.class_at(next), Class::Foreign | Class::Digit) {
                        break;
                    }
                    end = next;
                }
                _ => break,
            }
        }
        end
    }

    fn number(&self, at: usize) -> usize {
        let mut end = self.run(at, Class::Digit);
        while matches!(self.char_at(end), Some('.' | ',' | ':'))
            && self.class_at(end + 1) == Class::Digit
        {
            end = self.run(end + 1, Class::Digit);
        }
        end
    }

    fn mark(&self, at: usize, c: char) -> usize {
        if !matches!(c, '.' | '…') {
            return at + c.len_utf8();
        }
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start_matches(['.', '…']).len()
    }
}
