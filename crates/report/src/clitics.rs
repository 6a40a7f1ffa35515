//! What may be attached to a word: و ف, ب ك ل, ال, س before it, a pronoun behind it.
//!
//! Arabic writes these without a space, and often only a lexicon can tell «وسام» (a name) from «و» +
//! «سام». So this gives candidates and decides nothing.

use std::ops::Range;

/// One way to take a word apart; ranges are bytes of the folded word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// و or ف.
    pub conjunction: Option<Range<usize>>,
    /// ب, ك or ل.
    pub preposition: Option<Range<usize>>,
    /// ال, or of لل the second letter («للوزارة» is ل + الوزارة).
    pub article: Option<Range<usize>>,
    /// س of the future, before an imperfect.
    pub future: Option<Range<usize>>,
    /// The word itself. Before a pronoun ة is written ت and ى is written ا; see [`Split::stem_form`].
    pub stem: Range<usize>,
    /// A pronoun: ه ها هم هما هن ك كم كما كن نا ني ي.
    pub enclitic: Option<Range<usize>>,
}

impl Split {
    /// Whether nothing is taken off.
    pub fn is_whole(&self) -> bool {
        self.stem.start == 0 && self.enclitic.is_none()
    }

    /// The stem as it would stand alone, where that differs in the folded view: «وزارته» → «وزاره».
    ///
    /// ```
    /// let word = "وزارته";
    /// let split = musnad_report::clitics::splits(word).into_iter()
    ///     .find(|s| &word[s.stem.clone()] == "وزارت").unwrap();
    /// assert_eq!(split.stem_form(word).as_deref(), Some("وزاره"));
    /// ```
    pub fn stem_form(&self, word: &str) -> Option<String> {
        self.enclitic.as_ref()?;
        let stem = word.get(self.stem.clone())?;
        stem.strip_suffix('ت').map(|begin| format!("{begin}ه"))
    }
}

/// A stem has at least two letters, of two bytes each.
const SHORTEST: usize = 4;

const ENCLITICS: [&str; 12] = [
    "ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "نا", "ني", "ي",
];

/// All candidate readings of a folded word, the unsplit one first, then by what is taken off in
/// front, from nothing to most, and behind.
///
/// ```
/// let word = "وللوزاره";
/// let stems: Vec<_> = musnad_report::clitics::splits(word)
///     .into_iter()
///     .map(|split| &word[split.stem])
///     .collect();
/// assert_eq!(stems[0], word);
/// assert!(stems.contains(&"وزاره"));
/// ```
pub fn splits(folded: &str) -> Vec<Split> {
    let mut found = Vec::new();
    let whole = Split {
        stem: 0..folded.len(),
        ..Split::default()
    };
    let mut fronts = with_prefixes(folded, &whole);
    let conjunction = folded.chars().next().filter(|c| matches!(c, 'و' | 'ف'));
    if let Some(rest) = conjunction.and_then(|c| shorten(folded, &whole, c.len_utf8())) {
        let front = Split {
            conjunction: Some(0..rest.stem.start),
            ..rest
        };
        fronts.extend(with_prefixes(folded, &front));
    }
    for front in fronts {
        let pronouns = if front.article.is_some() {
            &[][..]
        } else {
            &ENCLITICS[..]
        };
        let behind = pronouns.iter().filter_map(|pronoun| {
            let stem = folded[front.stem.clone()].strip_suffix(pronoun)?;
            let end = front.stem.start + stem.len();
            (stem.len() >= SHORTEST).then(|| Split {
                stem: front.stem.start..end,
                enclitic: Some(end..folded.len()),
                ..front.clone()
            })
        });
        let behind: Vec<_> = behind.collect();
        found.push(front);
        found.extend(behind);
    }
    found
}

/// `front` itself, and what else may be taken off its stem in front: ب ك ل, ال, both, or س.
fn with_prefixes(word: &str, front: &Split) -> Vec<Split> {
    let mut found = vec![front.clone()];
    let start = front.stem.start;
    let stem = &word[front.stem.clone()];
    if stem.starts_with("ال") {
        let article = shorten(word, front, "ال".len());
        found.extend(article.map(|s| Split {
            article: Some(start..s.stem.start),
            ..s
        }));
    }
    if stem.starts_with('س') && stem['س'.len_utf8()..].starts_with(['ا', 'ن', 'ي', 'ت']) {
        let future = shorten(word, front, 'س'.len_utf8());
        // An imperfect has its prefix and two letters of the root at least: «وسام» is none.
        let imperfect = future.filter(|s| s.stem.len() > SHORTEST);
        found.extend(imperfect.map(|s| Split {
            future: Some(start..s.stem.start),
            ..s
        }));
    }
    let Some(letter) = stem.chars().next().filter(|c| matches!(c, 'ب' | 'ك' | 'ل')) else {
        return found;
    };
    let Some(rest) = shorten(word, front, letter.len_utf8()) else {
        return found;
    };
    let after = rest.stem.start;
    let with_article = match letter {
        'ل' if word[after..].starts_with('ل') => shorten(word, &rest, 'ل'.len_utf8()),
        _ if word[after..].starts_with("ال") => shorten(word, &rest, "ال".len()),
        _ => None,
    };
    found.push(Split {
        preposition: Some(start..after),
        ..rest
    });
    found.extend(with_article.map(|s| Split {
        preposition: Some(start..after),
        article: Some(after..s.stem.start),
        ..s
    }));
    found
}

/// `split` with its stem shortened by `bytes` in front, if enough of it is left.
fn shorten(word: &str, split: &Split, bytes: usize) -> Option<Split> {
    let stem = split.stem.start + bytes..split.stem.end;
    let left = word.get(stem.clone())?;
    (left.len() >= SHORTEST).then(|| Split {
        stem,
        ..split.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(word: &str) -> Vec<String> {
        let part = |r: &Option<Range<usize>>| {
            r.clone()
                .map(|r| format!("{}+", &word[r]))
                .unwrap_or_default()
        };
        splits(word)
            .iter()
            .map(|s| {
                let front = [&s.conjunction, &s.preposition, &s.article, &s.future].map(part);
                let behind = s
                    .enclitic
                    .clone()
                    .map(|r| format!("+{}", &word[r]))
                    .unwrap_or_default();
                front.concat() + &word[s.stem.clone()] + &behind
            })
            .collect()
    }

    #[test]
    fn whole_word_comes_first() {
        assert_eq!(readings("وسام"), ["وسام", "و+سام"]);
        assert!(splits("وسام")[0].is_whole());
        assert_eq!(readings(""), [""]);
        assert_eq!(readings("x"), ["x"]);
    }

    #[test]
    fn takes_off_what_stands_in_front() {
        assert_eq!(readings("والجسر"), ["والجسر", "و+الجسر", "و+ال+جسر"]);
        assert_eq!(readings("للجسر"), ["للجسر", "ل+لجسر", "ل+ل+جسر"]);
        assert_eq!(readings("بالجسر"), ["بالجسر", "ب+الجسر", "ب+ال+جسر"]);
        assert!(readings("وسيعلن").contains(&"و+س+يعلن".to_owned()));
        assert!(
            !readings("سفير").contains(&"س+فير".to_owned()),
            "no imperfect begins with ف"
        );
    }

    #[test]
    fn takes_off_pronouns() {
        let found = readings("وبقولها");
        assert!(found.contains(&"و+ب+قول+ها".to_owned()), "{found:?}");
        assert!(
            !readings("الوزاره").contains(&"ال+وزار+ه".to_owned()),
            "no pronoun after ال"
        );
    }
}
