//! When two spans and two names count as equal.
//!
//! The classes are those of the reference scorer, which is written in Python: its `\w` is a letter,
//! a number or the underscore, and no mark. Rust's own `\w` and `char::is_alphanumeric` hold the
//! Arabic vowel signs too («كتبَ»), so the classes are spelt out here.

use musnad_report::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What is taken off a span's two ends before it is compared: white space, punctuation, quotation
/// marks.
const ENDS: &str = " \n\t.,،؛:;!?؟-–…\"«»“”'‘’()[]";

/// A word as contents are counted: it may hold tatweel and vowel signs, and does not begin with one.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N}_][\p{L}\p{N}_\u{640}\u{64b}-\u{652}]*").expect("a constant pattern")
});

/// A run of word characters of a folded name.
static RUN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("a constant pattern"));

/// The span without white space, punctuation and quotation marks at its two ends; unchanged where
/// nothing else is left (the colon of a headline «الوزارة: …» is a cue).
pub fn trim(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let is_end = |c: char| ENDS.contains(c);
    let left = words.trim_start_matches(is_end);
    if left.is_empty() {
        return span;
    }
    let start = span.end - left.len();
    Span::new(start, start + left.trim_end_matches(is_end).len())
}

/// The byte offsets at which the words of `span` start.
pub fn word_starts(text: &str, span: Span) -> impl Iterator<Item = usize> {
    WORD.find_iter(&text[span.range()])
        .map(move |word| span.start + word.start())
}

/// A name folded for comparison: marks, tatweel and invisible characters gone, the forms of alef,
/// yeh, teh marbuta, kaf and waw made one, digits made European; words joined by single spaces.
pub fn fold(name: &str) -> String {
    let letters: String = name
        .chars()
        .filter(|&c| !is_mark(c))
        .map(fold_letter)
        .collect();
    let words: Vec<&str> = RUN.find_iter(&letters).map(|word| word.as_str()).collect();
    words.join(" ")
}

/// Characters that change nothing in a name: vowel signs, tatweel, zero-width and direction marks.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn fold_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' | 'ې' => 'ي',
        'ة' | 'ۀ' => 'ه',
        'ک' => 'ك',
        'ؤ' => 'و',
        '\u{660}'..='\u{669}' => european_digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => european_digit(c, 0x6f0),
        _ => c,
    }
}

fn european_digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

/// Whether two names mean the same source, as far as words tell: equal after folding; or the
/// shorter has two words or more and stands whole in the longer, which has at most four words more;
/// or gold's is a single word that is the first or last word of the predicted one («الحداد» for
/// «سامي الحداد»: the fuller form is no error).
pub fn same_name(predicted: &str, gold: &str) -> bool {
    let (predicted, gold) = (fold(predicted), fold(gold));
    if predicted.is_empty() || gold.is_empty() {
        return false;
    }
    if predicted == gold {
        return true;
    }
    let words = |name: &str| name.split(' ').count();
    let predicted_is_shorter = words(&predicted) < words(&gold);
    let (short, long) = if predicted_is_shorter {
        (&predicted, &gold)
    } else {
        (&gold, &predicted)
    };
    if words(long) - words(short) > 4 || !format!(" {long} ").contains(&format!(" {short} ")) {
        return false;
    }
    let mut ends = [long.split(' ').next(), long.split(' ').next_back()].into_iter();
    words(short) >= 2 || (!predicted_is_shorter && ends.any(|end| end == Some(short.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trim_takes_off_punctuation_but_leaves_a_bare_colon() {
        let text = "قال: «نعم.» ثم";
        let quoted = text.find('«').unwrap()..text.find(" ثم").unwrap();
        assert_eq!(&text[trim(text, quoted.into()).range()], "نعم");
        let colon = text.find(':').unwrap()..text.find(':').unwrap() + 1;
        assert_eq!(trim(text, colon.clone().into()), Span::from(colon));
        assert_eq!(trim(text, Span::new(0, 0)), Span::new(0, 0));
    }

    #[test]
    fn a_word_keeps_its_vowel_signs_and_does_not_begin_with_one() {
        let text = "كَتَبَ_١ ـَب َب";
        let starts: Vec<&str> = word_starts(text, Span::new(0, text.len()))
            .map(|at| &text[at..])
            .collect();
        // Tatweel is a letter to Unicode (Lm), a lone vowel sign is none.
        assert_eq!(starts, ["كَتَبَ_١ ـَب َب", "ـَب َب", "ب"]);
    }

    #[test]
    fn folding_makes_one_of_spellings() {
        assert_eq!(fold("  آمِنة  «الهُدى» ۱٢"), "امنه الهدي 12");
        assert_eq!(fold("(…)"), "");
        // Letters that only the folding of search engines makes one stay apart here.
        assert_ne!(fold("سماء"), fold("سما"));
    }

    #[test]
    fn names_match_by_their_words() {
        assert!(same_name("سامي الحداد", "سامي الحدّاد"));
        assert!(same_name("الوزير سامي الحداد", "سامي الحداد"));
        assert!(same_name("سامي الحداد", "وزير الري سامي الحداد"));
        // The predicted name may be the fuller one, gold's may not.
        assert!(same_name("سامي الحداد", "الحداد"));
        assert!(!same_name("الحداد", "سامي الحداد"));
        // A single word in the middle names nobody.
        assert!(!same_name("وزير الري الحداد", "الري"));
        assert!(same_name("أ ب ج د ه و", "أ ب"));
        assert!(!same_name("أ ب ج د ه و ز", "أ ب"));
        assert!(!same_name("", ""));
        assert!(!same_name("سامي", "سام"));
    }
}
