//! What stands in a page beside the article, by its words.

use crate::date;
use crate::page::lines::{is_arabic, is_letter};
use crate::table;
use musnad_report::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/furniture.tsv");

/// How a phrase marks a line; the table explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Label,
    End,
    Call,
    Platform,
    Notice,
    Policy,
    Postal,
    Credit,
    Author,
    Role,
    Updated,
    Published,
    Time,
}

impl How {
    fn named(name: &str) -> Option<How> {
        Some(match name {
            "label" => How::Label,
            "end" => How::End,
            "call" => How::Call,
            "platform" => How::Platform,
            "notice" => How::Notice,
            "policy" => How::Policy,
            "postal" => How::Postal,
            "credit" => How::Credit,
            "author" => How::Author,
            "role" => How::Role,
            "updated" => How::Updated,
            "published" => How::Published,
            "time" => How::Time,
            _ => return None,
        })
    }
}

/// What the words of a line make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Text, as far as words tell.
    Text,
    /// Where the report comes from: «المصدر: وكالات».
    Credit,
    /// Furniture.
    Furniture,
    /// A label alone, which the links that follow belong to.
    Label,
    /// A label alone after which nothing of the article comes.
    End,
}

/// A phrase, its words folded, and what it marks.
type Phrase = (Vec<String>, How);

/// Phrases by their first word; the longest first.
static PHRASES: LazyLock<FxHashMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<String, Vec<_>> = FxHashMap::default();
    for row in table::rows(TABLE) {
        let words: Vec<String> = words(&fold(row[0]))
            .into_iter()
            .map(|word| word.folded.to_owned())
            .collect();
        if let (Some(first), Some(how)) =
            (words.first(), row.get(1).and_then(|name| How::named(name)))
        {
            phrases.entry(first.clone()).or_default().push((words, how));
        }
    }
    for sharing in phrases.values_mut() {
        sharing.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
});

/// A word of a folded line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) folded: &'a str,
    /// Which of the pieces between spaces it is.
    pub(crate) piece: usize,
    /// Whether a colon or the like stands right behind it.
    colon: bool,
}

/// The words of a folded text, whose white space is that of ASCII. Signs and numbers are none.
pub(crate) fn words(folded: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::new();
    for (piece, written) in folded.split_ascii_whitespace().enumerate() {
        let colon = written.ends_with([':', '|', '…']) || written.ends_with("..");
        let letters =
            written.trim_matches(|c: char| !is_arabic(c) && (!is_letter(c) || c.is_numeric()));
        match words.last_mut() {
            // «المصدر :» has its colon in a piece of its own.
            Some(last) if letters.is_empty() => last.colon |= colon,
            _ if letters.is_empty() => {}
            _ => words.push(Word {
                folded: letters,
                piece,
                colon,
            }),
        }
    }
    words
}

/// The longest phrase that these words begin with: how many words it has, and what it marks.
pub(crate) fn opening(words: &[Word]) -> Option<(usize, How)> {
    let first = words.first()?.folded;
    let bare = || opening_as(first.strip_prefix('و')?, words);
    // «فيسبوك وتويتر»: the conjunction is written with the name.
    opening_as(first, words).or_else(|| bare().filter(|(_, how)| *how == How::Platform))
}

/// As [`opening`], with this for the first word.
fn opening_as(first: &str, words: &[Word]) -> Option<(usize, How)> {
    let rest = words[1..].iter().map(|word| word.folded);
    let fits = |phrase: &[String]| {
        phrase.len() <= words.len() && phrase[1..].iter().zip(rest.clone()).all(|(a, b)| a == b)
    };
    let found = PHRASES.get(first)?.iter().find(|(phrase, _)| fits(phrase));
    found.map(|(phrase, how)| (phrase.len(), *how))
}

/// What the words of a line make of it, of which so many stand in links.
pub(crate) fn verdict(text: &str, linked: usize) -> Verdict {
    /// A longer line is a paragraph, whatever it begins with.
    const LABELLED: usize = 25;
    const CALLED: usize = 35;
    const REASONED: usize = 16;
    /// Of a line of more bytes the first ones tell whether the others are worth folding.
    const LONG: usize = 300;
    const FIRST: usize = 100;
    if text.len() > LONG && linked == 0 {
        let first = fold(&text[..text.floor_char_boundary(FIRST)]);
        if opening(&words(&first)).is_none() {
            return Verdict::Text;
        }
    }
    let folded = fold(text);
    let words = words(&folded);
    let reasoned = words.len() <= REASONED && !text.ends_with('.');
    if reasoned || linked > 0 {
        let has = kinds(&words);
        // «للمزيد من المقابلات اشتركوا في قناتنا»: the call stands behind its reason.
        let is_call = reasoned && has(How::Call) && has(How::Platform);
        // «شارع الزيتون 12، ص.ب 450»: the sender's address, as the law wants it under newsletters.
        let is_postal = reasoned && has(How::Postal) && text.contains(date::is_digit);
        if is_call || is_postal || (linked > 0 && has(How::Policy)) {
            return Verdict::Furniture;
        }
    }
    let Some((length, how)) = opening(&words) else {
        return Verdict::Text;
    };
    let rest = words.len() - length;
    let colon = words[length - 1].colon;
    let in_links = linked >= rest && linked > 0;
    match how {
        How::Credit if rest <= 12 => Verdict::Credit,
        How::Notice => Verdict::Furniture,
        How::Label | How::End | How::Platform if buttons(&words) => match how {
            How::End => Verdict::End,
            _ if rest == 0 => Verdict::Label,
            _ => Verdict::Furniture,
        },
        How::Label | How::End if (colon && rest <= LABELLED) || in_links => Verdict::Furniture,
        How::Call | How::Policy if rest == 0 => Verdict::Label,
        How::Call if words.len() <= CALLED && (linked > 0 || kinds(&words)(How::Platform)) => {
            Verdict::Furniture
        }
        _ => Verdict::Text,
    }
}

/// Whether a line is a label with a few words more, which only what follows can tell from the
/// heading of a part of the article: «المزيد من أخبار الاقتصاد», «المزيد من الضغوط على الليرة».
pub(crate) fn may_be_label(text: &str) -> bool {
    /// Bytes and words of the longest.
    const LONG: usize = 100;
    const WORDS: usize = 7;
    if text.len() > LONG || text.ends_with(['.', '؟', '!']) {
        return false;
    }
    let folded = fold(text);
    let words = words(&folded);
    words.len() <= WORDS && matches!(opening(&words), Some((_, How::Label)))
}

/// Whether a line tells what somebody is, and nothing else: «كاتبة صحفية من تونس».
pub(crate) fn is_role(text: &str) -> bool {
    /// Bytes and words of the longest.
    const LONG: usize = 120;
    const WORDS: usize = 8;
    if text.len() > LONG || text.ends_with(['.', '؟', '!', ':']) {
        return false;
    }
    let folded = fold(text);
    let words = words(&folded);
    words.len() <= WORDS && matches!(opening(&words), Some((_, How::Role)))
}

/// Whether a line is made of labels and platforms alone: «شارك فيسبوك تويتر طباعة».
fn buttons(words: &[Word]) -> bool {
    let mut rest = words;
    while let Some((length, How::Label | How::End | How::Platform)) = opening(rest) {
        rest = &rest[length..];
    }
    rest.is_empty()
}

/// Whether a phrase of a kind stands anywhere in a line.
fn kinds(words: &[Word]) -> impl Fn(How) -> bool {
    let found = (0..words.len()).filter_map(|at| opening(&words[at..]));
    let found: Vec<How> = found.map(|(_, how)| how).collect();
    move |wanted| found.contains(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_loads() {
        let phrases: usize = PHRASES.values().map(Vec::len).sum();
        assert_eq!(phrases, table::rows(TABLE).count());
    }

    #[test]
    fn labels_need_a_sign_that_they_are_labels() {
        for (line, linked, expected) in [
            ("اقرأ أيضًا", 0, Verdict::Label),
            ("إقرأ أيضا:", 0, Verdict::Label),
            ("اقرأ أيضا: وزير الري يتفقد السد", 0, Verdict::Furniture),
            ("أخبار متعلقة وزير الري يتفقد السد", 4, Verdict::Furniture),
            (
                "أخبار متعلقة بالسد شغلت الصحف المحلية أمس.",
                0,
                Verdict::Text,
            ),
            ("كلمات مفتاحية: الري، السد", 0, Verdict::Furniture),
            ("شارك  فيسبوك تويتر واتساب طباعة", 0, Verdict::Furniture),
            ("شارك وزير الري في افتتاح السد.", 0, Verdict::Text),
            ("التعليقات (12)", 0, Verdict::End),
            ("عدد المشاهدات: 1200", 0, Verdict::Label),
            ("إعلان", 0, Verdict::Label),
            ("إعلان الطوارئ جاء متأخرا بحسب الأهالي.", 0, Verdict::Text),
        ] {
            assert_eq!(verdict(line, linked), expected, "{line}");
        }
    }

    #[test]
    fn feet_of_newsletters_and_statements() {
        for (line, expected) in [
            ("أفضل التعليقات", Verdict::End),
            ("أفضل التعليقات على القانون كتبها محام شاب.", Verdict::Text),
            ("لإلغاء الاشتراك في الرسائل اضغط هنا", Verdict::Furniture),
            ("مؤسسة يراع، شارع الزيتون 12، ص.ب 450", Verdict::Furniture),
            (
                "وصلت الرسالة إلى ص.ب 450 في مكتب البلدة القديمة.",
                Verdict::Text,
            ),
            (
                "للمزيد من المعلومات يرجى الاتصال بالمكتب الإعلامي",
                Verdict::Furniture,
            ),
            ("وطلب الأهالي المزيد من المعلومات عن السد.", Verdict::Text),
            ("استمع إلى الحلقة", Verdict::Label),
            ("استمع إلى الحلقة وزراء كثيرون، قال المذيع.", Verdict::Text),
        ] {
            assert_eq!(verdict(line, 0), expected, "{line}");
        }
    }

    #[test]
    fn roles_are_no_sentences() {
        assert!(is_role("كاتبة صحفية من تونس"));
        assert!(!is_role("كاتبة صحفية من تونس فازت بالجائزة."));
        assert!(!is_role("كتابة الصحف"));
    }

    #[test]
    fn calls_notices_and_credits() {
        for (line, linked, expected) in [
            ("تابعونا على فيسبوك وتويتر", 0, Verdict::Furniture),
            (
                "تابعنا الأعمال منذ يومها الأول، قال المهندس.",
                0,
                Verdict::Text,
            ),
            (
                "اشترك في نشرتنا البريدية ليصلك كل جديد",
                0,
                Verdict::Furniture,
            ),
            ("اشترك في المؤتمر ثلاثون خبيرا.", 0, Verdict::Text),
            ("جميع الحقوق محفوظة © جريدة يراع", 0, Verdict::Furniture),
            ("المصدر: وكالات", 0, Verdict::Credit),
            ("المصدر : وكالة يراع", 2, Verdict::Credit),
            (
                "المصدر الذي تحدث إلى الصحيفة رفض أن يذكر اسمه خشية أن يفقد عمله في الوزارة.",
                0,
                Verdict::Text,
            ),
            (
                "ننصح بقراءة سياسة الخصوصية قبل التعليق",
                2,
                Verdict::Furniture,
            ),
            ("ناقش النواب سياسة الخصوصية في المدارس", 0, Verdict::Text),
        ] {
            assert_eq!(verdict(line, linked), expected, "{line}");
        }
    }
}
