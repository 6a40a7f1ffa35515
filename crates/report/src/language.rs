//! Which language a text is in: Arabic, one of those that share its letters, or another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language by its ISO 639 code: `ar`, `fa`, `ur`, `ckb`, `en`, `fr`; `und` where it cannot be
/// told, as in a text without letters or in one of a script that the crate does not know.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Language(String);

impl Language {
    /// The language with this ISO 639 code.
    pub fn new(code: impl Into<String>) -> Language {
        Language(code.into())
    }

    /// Its ISO 639 code.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// Whether it is Arabic, the language that is read.
    pub fn is_arabic(&self) -> bool {
        self.0 == "ar"
    }
}

impl Default for Language {
    /// `und`.
    fn default() -> Language {
        Language::new("und")
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How much of a long text is looked at, in words: more does not change the answer.
const ENOUGH: usize = 300;
/// A function word is better evidence than a letter, which may stand in a foreign name («گوگل»).
const WORD: u32 = 2;
const LETTER: u32 = 1;
/// What must be outweighed before a text in Arabic letters is taken for another language.
const FIRST_OF_SCRIPT: u32 = 1;

/// Text is in Arabic letters if they are one of so many: a headline may be half made of firms and
/// products in Latin ones.
const MINORITY: usize = 3;

/// The language of a text, a headline included, by its letters and function words.
///
/// ```
/// use musnad_report::language;
///
/// assert!(language::of("البلدية تؤجل افتتاح الجسر").is_arabic());
/// assert_eq!(language::of("شهرداری افتتاح پل را به تعویق انداخت").code(), "fa");
/// assert_eq!(language::of("12:30").code(), "und");
/// ```
pub fn of(text: &str) -> Language {
    let inventory = inventory();
    let (mut arabic, mut latin, mut other) = (0, 0, 0);
    let mut scores = vec![0_u32; inventory.languages.len()];
    let words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    for word in words.take(ENOUGH) {
        let Some(script) = word.chars().next().map(Script::of) else {
            continue;
        };
        let letters = word.chars().count();
        match script {
            Script::Arabic => {
                arabic += letters;
                inventory.weigh(word, &mut scores);
            }
            Script::Latin => {
                latin += letters;
                inventory.weigh(&word.to_lowercase(), &mut scores);
            }
            Script::Other => other += letters,
        }
    }
    match arabic + latin + other {
        0 => Language::default(),
        all if arabic * MINORITY >= all => inventory.best(Script::Arabic, &scores),
        _ if latin >= other => inventory.best(Script::Latin, &scores),
        _ => Language::default(),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Arabic,
    Latin,
    Other,
}

impl Script {
    fn of(c: char) -> Script {
        match c {
            '\u{600}'..='\u{6FF}'
            | '\u{750}'..='\u{77F}'
            | '\u{8A0}'..='\u{8FF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFF}' => Script::Arabic,
            'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' => Script::Latin,
            _ => Script::Other,
        }
    }
}

/// The rows of `data/languages.tsv`.
#[derive(Default)]
struct Inventory {
    languages: Vec<(&'static str, Script)>,
    letters: HashMap<char, Vec<usize>>,
    words: HashMap<&'static str, Vec<usize>>,
    prefixes: Vec<(&'static str, usize)>,
}

fn inventory() -> &'static Inventory {
    static INVENTORY: LazyLock<Inventory> =
        LazyLock::new(
            || match Inventory::load(include_str!("../data/languages.tsv")) {
                Ok(inventory) => inventory,
                Err(line) => {
                    panic!("crates/report/data/languages.tsv: this row cannot be read: {line}")
                }
            },
        );
    &INVENTORY
}

impl Inventory {
    fn load(data: &'static str) -> Result<Inventory, &'static str> {
        let mut inventory = Inventory::default();
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            let &[code, script, what, items] = cells.as_slice() else {
                return Err(line);
            };
            let script = match script {
                "arabic" => Script::Arabic,
                "latin" => Script::Latin,
                _ => return Err(line),
            };
            let known = inventory
                .languages
                .iter()
                .position(|(known, _)| *known == code);
            let language = known.unwrap_or(inventory.languages.len());
            if known.is_none() {
                inventory.languages.push((code, script));
            }
            for item in items.split(' ') {
                match what {
                    "letters" => {
                        let letter = item.chars().next().ok_or(line)?;
                        inventory.letters.entry(letter).or_default().push(language);
                    }
                    "words" => inventory.words.entry(item).or_default().push(language),
                    "prefixes" => inventory.prefixes.push((item, language)),
                    _ => return Err(line),
                }
            }
        }
        Ok(inventory)
    }

    fn weigh(&self, word: &str, scores: &mut [u32]) {
        for &language in self.words.get(word).into_iter().flatten() {
            scores[language] += WORD;
        }
        for &language in word.chars().filter_map(|c| self.letters.get(&c)).flatten() {
            scores[language] += LETTER;
        }
        if word.chars().nth(4).is_some() {
            let begins = |(prefix, _): &&(&str, usize)| word.starts_with(prefix);
            if let Some((_, language)) = self.prefixes.iter().find(begins) {
                scores[*language] += WORD;
            }
        }
    }

    /// The language of a script for which most speaks; of equals, the one that the table names first.
    /// Without any evidence, text in Arabic letters is Arabic, and text in others is not told.
    fn best(&self, script: Script, scores: &[u32]) -> Language {
        let of_script = self
            .languages
            .iter()
            .zip(scores)
            .filter(|((_, of), _)| *of == script);
        let scored = of_script.enumerate().map(|(rank, ((code, _), score))| {
            let default = script == Script::Arabic && rank == 0;
            (score + if default { FIRST_OF_SCRIPT } else { 0 }, *code)
        });
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        match best {
            Some((score, code)) if score > 0 => Language::new(code),
            _ => Language::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_languages_of_arabic_letters_apart() {
        for (text, code) in [
            ("وزير النقل يفتتح جسرا جديدا", "ar"),
            ("جسر جديد", "ar"),
            ("علی الحکومة ان تتحمل المسؤولیة فی هذا الملف", "ar"),
            ("شركة گوگل تطلق خدمة جديدة في المنطقة", "ar"),
            ("قالَ الوَزيرُ إنَّ الجِسرَ آمِنٌ", "ar"),
            ("وزیر راه گفت پل جدید تا پایان سال افتتاح می‌شود", "fa"),
            ("افتتاح پل جدید در شهر", "fa"),
            ("وزیر نے کہا ہے کہ نیا پل اگلے سال کھلے گا", "ur"),
            ("پل کا افتتاح ملتوی", "ur"),
            ("وەزیری گواستنەوە پردێکی نوێی کردەوە", "ckb"),
            ("The minister said the bridge is safe", "en"),
            ("Le ministre ouvre un pont dans la ville", "fr"),
            ("Мост открыт", "und"),
            ("", "und"),
            ("12:30 …", "und"),
        ] {
            assert_eq!(of(text).code(), code, "{text}");
        }
    }

    #[test]
    fn foreign_words_do_not_make_arabic_foreign() {
        assert!(of("«LMN» تطلق هاتف «Lorem Pro»").is_arabic());
        assert!(of("أعلنت شركة Meridian Bridge Works أن الجسر آمن تماما للعبور").is_arabic());
    }
}
