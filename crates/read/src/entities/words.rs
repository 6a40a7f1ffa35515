//! The words of a name as they are compared: folded, without article and marks.

use musnad_report::fold::fold;

/// The words of a name, in order. What stands attached before its first word has been taken off already.
pub fn of(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(article_off).collect()
}

/// A single word as it is compared.
pub(crate) fn bare(word: &str) -> Box<str> {
    article_off(&fold(word)).into()
}

/// Words with a space between them.
pub fn joined(words: &[String]) -> String {
    words.join(" ")
}

/// «الوزارة», «للوزارة», «بالوزارة», «والوزارة» → «وزاره».
fn article_off(word: &str) -> String {
    const LEAST: usize = 2;
    let bare = ["ال", "لل", "بال", "وال", "كال"];
    let rest = bare.iter().find_map(|a| word.strip_prefix(a));
    match rest.filter(|r| r.chars().count() >= LEAST) {
        Some(rest) => rest.to_owned(),
        None => word.to_owned(),
    }
}

/// The word, and what it may be a form of: «روسيه» → «روسي», «سعوديين» → «سعودي», «جديده» → «جديد».
pub(crate) fn endings(word: &str) -> impl Iterator<Item = String> + '_ {
    const ENDINGS: [&str; 8] = ["ه", "ون", "ين", "ات", "ان", "تين", "يه", "ا"];
    const LEAST: usize = 2;
    let shorter = ENDINGS.iter().filter_map(move |e| {
        let stem = word.strip_suffix(e)?;
        (stem.chars().count() >= LEAST).then(|| stem.to_owned())
    });
    std::iter::once(word.to_owned()).chain(shorter)
}

/// The word without a pronoun at its end, as it would stand alone: «وزارتها» → «وزاره», «حزبه» → «حزب».
pub(crate) fn pronoun_off(word: &str) -> impl Iterator<Item = String> + '_ {
    const PRONOUNS: [&str; 8] = ["هما", "ها", "هم", "هن", "نا", "كم", "ه", "ي"];
    PRONOUNS.iter().flat_map(move |p| {
        let stem = word.strip_suffix(p).filter(|s| s.chars().count() >= 2);
        let restored = stem.and_then(|s| Some(format!("{}ه", s.strip_suffix('ت')?)));
        stem.map(str::to_owned).into_iter().chain(restored)
    })
}

/// Whether `short` is `long` with words left out, an attached «ل» or «ب» not counted.
pub fn within(short: &[String], long: &[String], same: impl Fn(&str, &str) -> bool) -> bool {
    let mut rest = long.iter();
    short
        .iter()
        .all(|s| rest.any(|l| same(s, l) || same(unattached(s), unattached(l))))
}

/// «لحقوق» → «حقوق».
pub fn unattached(word: &str) -> &str {
    const LEAST: usize = 3;
    let rest = word.strip_prefix(['ل', 'ب', 'و']);
    rest.filter(|r| r.chars().count() >= LEAST).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_article_and_marks() {
        assert_eq!(of("وزارة الريّ (الجبلية)"), ["وزاره", "ري", "جبليه"]);
        assert_eq!(of("تي-4"), ["تي", "4"]);
        assert_eq!(of("هيئة للسدود"), ["هييه", "سدود"]);
        assert_eq!(of("آل سعود"), ["ال", "سعود"]);
    }

    #[test]
    fn a_pronoun_is_taken_off_and_its_feminine_restored() {
        let forms: Vec<String> = pronoun_off("وزارتها").collect();
        assert!(forms.contains(&"وزاره".to_owned()), "{forms:?}");
        assert!(pronoun_off("حزبه").any(|f| f == "حزب"));
    }
}
