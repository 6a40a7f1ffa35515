//! The differences.

use super::edit::Edited;
use musnad_report::Text;
use std::collections::HashMap;
use std::fmt;

/// A way in which pages write the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variant {
    /// «اعلن» for «أعلن», «موتمر» for «مؤتمر», «الجزاير» for «الجزائر».
    NoHamza,
    /// The same, and «الوزرا» for «الوزراء».
    NoHamzaAtAll,
    /// Vowel signs on every letter that can bear one.
    Marks,
    /// A letter stretched in every word: «قـال».
    Tatweel,
    /// Persian letters for those that look like them: «یقول» for «يقول», «کل» for «كل».
    PersianLetters,
    /// Straight marks of quotation.
    StraightQuotes,
    /// Curly ones.
    CurlyQuotes,
    /// Guillemets.
    Guillemets,
    /// None.
    NoQuotes,
    /// Two spaces for one.
    DoubledSpaces,
    /// One paragraph a line, without empty lines.
    LineAParagraph,
    /// The body in one line.
    JoinedBody,
    /// All in one line, the title too.
    JoinedText,
}

/// Marks of quotation round a quotation, the single ones aside, which are apostrophes too.
const QUOTES: &str = "\"«»“”„‟〝〞〟″＂❝❞";

impl Variant {
    /// All, in the order in which they are printed.
    pub const ALL: [Variant; 13] = [
        Variant::NoHamza,
        Variant::NoHamzaAtAll,
        Variant::Marks,
        Variant::Tatweel,
        Variant::PersianLetters,
        Variant::StraightQuotes,
        Variant::CurlyQuotes,
        Variant::Guillemets,
        Variant::NoQuotes,
        Variant::DoubledSpaces,
        Variant::LineAParagraph,
        Variant::JoinedBody,
        Variant::JoinedText,
    ];

    /// How far tuple F1 may fall. Two variants lose something that no reader gets back: where a
    /// quotation ends, and where the title does, which has no full stop.
    pub fn allowed(self) -> f64 {
        match self {
            Variant::NoQuotes => 0.08,
            Variant::JoinedText => 0.05,
            _ => 0.03,
        }
    }

    /// Whether the title is a paragraph of its own afterwards.
    pub fn keeps_title(self) -> bool {
        self != Variant::JoinedText
    }

    /// The text as this variant writes it.
    pub fn edit(self, text: &str) -> Edited {
        match self {
            Variant::NoHamza => letters(text, |c| Some(without_hamza(c))),
            Variant::NoHamzaAtAll => letters(text, |c| (c != 'ء').then(|| without_hamza(c))),
            Variant::Marks => marked(text),
            Variant::Tatweel => stretched(text),
            Variant::PersianLetters => letters(text, |c| Some(persian(c))),
            Variant::StraightQuotes => letters(text, |c| Some(if is_quote(c) { '"' } else { c })),
            Variant::CurlyQuotes => quoted(text, ['“', '”']),
            Variant::Guillemets => quoted(text, ['«', '»']),
            Variant::NoQuotes => letters(text, |c| (!is_quote(c)).then_some(c)),
            Variant::DoubledSpaces => Edited::by_character(text, |_, c, out| {
                out.push(c);
                if c == ' ' {
                    out.push(c);
                }
            }),
            Variant::LineAParagraph => breaks(text, 0, "\n"),
            Variant::JoinedBody => breaks(text, body(text), " "),
            Variant::JoinedText => breaks(text, 0, " "),
        }
    }
}

/// Every character by another, or by nothing.
fn letters(text: &str, mut write: impl FnMut(char) -> Option<char>) -> Edited {
    Edited::by_character(text, |_, c, out| out.extend(write(c)))
}

fn without_hamza(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' => 'ي',
        _ => c,
    }
}

fn persian(c: char) -> char {
    match c {
        'ي' => 'ی',
        'ك' => 'ک',
        _ => c,
    }
}

fn is_quote(c: char) -> bool {
    QUOTES.contains(c)
}

fn is_letter(c: char) -> bool {
    matches!(c, 'ء'..='غ' | 'ف'..='ي')
}

/// Whether the letter is joined to the one after it.
fn joins_onward(c: char) -> bool {
    is_letter(c) && !"ءآأؤإاةدذرزوى".contains(c)
}

/// Vowel signs in turn. What they spell is nonsense, which to a reader that looks past them is all one.
fn marked(text: &str) -> Edited {
    const SIGNS: [&str; 5] = ["\u{64e}", "\u{650}", "\u{651}\u{64f}", "\u{652}", "\u{64b}"];
    let mut n = 0;
    Edited::by_character(text, |_, c, out| {
        out.push(c);
        if is_letter(c) && !"اىآ".contains(c) {
            out.push_str(SIGNS[n % SIGNS.len()]);
            n += 1;
        }
    })
}

/// One tatweel a word, after the first letter that is joined to another.
fn stretched(text: &str) -> Edited {
    let mut stretched_word = false;
    Edited::by_character(text, |at, c, out| {
        out.push(c);
        let next = text[at + c.len_utf8()..].chars().next();
        if !is_letter(c) {
            stretched_word = false;
        } else if !stretched_word && joins_onward(c) && next.is_some_and(is_letter) {
            out.push('ـ');
            stretched_word = true;
        }
    })
}

/// The marks of every quotation by these two; a mark that belongs to no quotation stays.
fn quoted(text: &str, [open, close]: [char; 2]) -> Edited {
    let report = Text::new(text);
    let mut marks = HashMap::new();
    for quotation in report.quotations() {
        let start = |token: usize| report.tokens()[token].span.start;
        marks.insert(start(quotation.open), open);
        marks.extend(quotation.close.map(|token| (start(token), close)));
    }
    Edited::by_character(text, |at, c, out| {
        let mark = marks.get(&at).filter(|_| is_quote(c));
        out.push(mark.copied().unwrap_or(c));
    })
}

/// Every run of line breaks from byte `from` on by `with`; the one that ends the text stays.
fn breaks(text: &str, from: usize, with: &str) -> Edited {
    let end = text.trim_end_matches('\n').len();
    let mut after_break = false;
    Edited::by_character(text, |at, c, out| {
        if c != '\n' || at < from || at >= end {
            out.push(c);
        } else if !after_break {
            out.push_str(with);
        }
        after_break = c == '\n';
    })
}

/// Where the body starts: after the line breaks behind the first paragraph.
fn body(text: &str) -> usize {
    let title = text.len() - text.trim_start_matches('\n').len();
    let first = text[title..].find('\n').map_or(text.len(), |at| title + at);
    let rest = &text[first..];
    first + rest.len() - rest.trim_start_matches('\n').len()
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Variant::NoHamza => "no hamza on its bearers",
            Variant::NoHamzaAtAll => "no hamza at all",
            Variant::Marks => "vowel signs",
            Variant::Tatweel => "tatweel",
            Variant::PersianLetters => "Persian letters",
            Variant::StraightQuotes => "straight quotation marks",
            Variant::CurlyQuotes => "curly quotation marks",
            Variant::Guillemets => "guillemets",
            Variant::NoQuotes => "no quotation marks",
            Variant::DoubledSpaces => "doubled spaces",
            Variant::LineAParagraph => "one paragraph a line",
            Variant::JoinedBody => "body in one line",
            Variant::JoinedText => "text in one line",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(variant: Variant, text: &str) -> String {
        variant.edit(text).text
    }

    #[test]
    fn letters_are_written_otherwise() {
        assert_eq!(
            edited(Variant::NoHamza, "أعلن رئيس الوزراء"),
            "اعلن رييس الوزراء"
        );
        assert_eq!(
            edited(Variant::NoHamzaAtAll, "مؤتمر الوزراء"),
            "موتمر الوزرا"
        );
        assert_eq!(edited(Variant::PersianLetters, "يقول كل"), "یقول کل");
        assert_eq!(edited(Variant::Tatweel, "قال الوزير"), "قـال الـوزير");
        assert_eq!(edited(Variant::Marks, "قال"), "ق\u{64e}ال\u{650}");
    }

    #[test]
    fn quotation_marks_are_of_one_family() {
        let text = "قال: «نعم»، ثم \"لا\"";
        assert_eq!(
            edited(Variant::StraightQuotes, text),
            "قال: \"نعم\"، ثم \"لا\""
        );
        assert_eq!(edited(Variant::CurlyQuotes, text), "قال: “نعم”، ثم “لا”");
        assert_eq!(edited(Variant::Guillemets, text), "قال: «نعم»، ثم «لا»");
        assert_eq!(edited(Variant::NoQuotes, text), "قال: نعم، ثم لا");
    }

    #[test]
    fn spaces_and_line_breaks_are_more_or_fewer() {
        let text = "عنوان هنا\n\nأولى\n\nثانية\n";
        assert_eq!(
            edited(Variant::DoubledSpaces, text),
            "عنوان  هنا\n\nأولى\n\nثانية\n"
        );
        assert_eq!(
            edited(Variant::LineAParagraph, text),
            "عنوان هنا\nأولى\nثانية\n"
        );
        assert_eq!(
            edited(Variant::JoinedBody, text),
            "عنوان هنا\n\nأولى ثانية\n"
        );
        assert_eq!(edited(Variant::JoinedText, text), "عنوان هنا أولى ثانية\n");
    }
}
