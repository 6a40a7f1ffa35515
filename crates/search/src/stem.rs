//! The stem of a word: what is left when clitics and inflection are taken off.
//!
//! A light stemmer in the sense of Larkey, Ballesteros and Connell (SIGIR 2002), but one that knows
//! words: it takes a letter off only where what is left is known, or where counts say that the letter
//! is no radical. Roots are not looked for: «كاتب», «كتاب» and «مكتب» are three words to a reader.

use crate::lexicon::{Lexicon, lexicon};
use rustc_hash::FxHashMap;

/// How many times an ending may be taken off: «وزارات» + «هم» has two, a dual with a pronoun three.
const DEPTH: usize = 4;
/// Letters of the longest chain of endings («تيهما», «اتهما»), to look for a known word before them.
const LONGEST_TAIL: usize = 5;
/// Letters that must be left where no table knows what is left.
const SHORTEST: usize = 3;
/// Entries a [`Stemmer`] keeps; news of a month has about this many forms.
const CACHE: usize = 1 << 18;

const PRONOUNS: [&str; 8] = ["هما", "كما", "ها", "هم", "هن", "كم", "نا", "ه"];
/// Endings of nouns and verbs. «تين» and the like are ة before a dual.
const ENDINGS: [&str; 13] = [
    "تان", "تين", "ات", "ون", "ين", "ان", "تا", "تي", "وا", "ه", "ت", "ا", "و",
];

/// The stem of a word in its folded form (see [`musnad_report::Folded`]). Words that are not in
/// Arabic letters, and numbers, are their own stems. Deterministic; never fails.
///
/// ```
/// use musnad_report::fold::fold;
/// use musnad_search::stem;
///
/// assert_eq!(stem(&fold("والإيرانيون")), stem(&fold("ایرانی")));
/// assert_eq!(stem(&fold("للوزراء")), stem(&fold("وزير")));
/// assert_ne!(stem(&fold("لبنان")), stem(&fold("لبن")));
/// ```
pub fn stem(folded: &str) -> String {
    if !folded.starts_with(is_arabic) {
        return folded.to_owned();
    }
    let lexicon = lexicon();
    let Start {
        length: start,
        article,
    } = start_of_stem(lexicon, folded);
    let mut rest = folded[start..].to_owned();
    if !article {
        rest = third_person(lexicon, rest);
    }
    let pronoun = !article;
    without_ending(lexicon, &rest, pronoun, true, DEPTH)
}

/// Stems words and remembers them: texts repeat their words, and looking one up is ten times as
/// cheap as taking it apart.
#[derive(Debug, Default)]
pub struct Stemmer {
    known: FxHashMap<Box<str>, Box<str>>,
}

impl Stemmer {
    /// As [`stem`].
    pub fn stem(&mut self, folded: &str) -> &str {
        if !self.known.contains_key(folded) {
            if self.known.len() >= CACHE {
                self.known.clear();
            }
            self.known.insert(folded.into(), stem(folded).into());
        }
        &self.known[folded]
    }
}

fn is_arabic(c: char) -> bool {
    ('\u{620}'..='\u{64A}').contains(&c)
}

/// All that stands before the stem.
fn start_of_stem(lexicon: &Lexicon, word: &str) -> Start {
    let own = own_start(lexicon, word);
    let conjunction = word.strip_prefix(['و', 'ف']).and_then(|rest| {
        let Start { length, article } = without_preposition(lexicon, rest);
        let known = listed(lexicon, &rest[length..]).or((length > 0).then_some(LONGEST_TAIL));
        // و begins any word, ف only what is known: «فولكس» and the like are names.
        let unknown = word.starts_with('و') && letters(rest) >= SHORTEST;
        let tail = known.or(unknown.then_some(LONGEST_TAIL))?;
        let length = word.len() - rest.len() + length;
        let likelier = own.is_none_or(|own| tail + usize::from(word.starts_with('ف')) < own);
        likelier.then_some(Start { length, article })
    });
    conjunction.unwrap_or_else(|| without_preposition(lexicon, word))
}

/// What stands at the beginning of a word and is none of it.
#[derive(Clone, Copy, Default)]
struct Start {
    /// Its bytes.
    length: usize,
    /// Whether ال was in it.
    article: bool,
}

impl Start {
    /// What stands in `word` before `rest`.
    fn before(word: &str, rest: &str, article: bool) -> Start {
        let length = word.len() - rest.len();
        Start { length, article }
    }
}

/// ب ك ل, ال and س at the beginning of `word`.
fn without_preposition(lexicon: &Lexicon, word: &str) -> Start {
    let own = own_start(lexicon, word);
    if own == Some(0) {
        return Start::default();
    }
    if let Some(rest) = word.strip_prefix("ال").filter(|rest| letters(rest) >= 2) {
        // «الأمين»: «أمين» is a whole word, «آلام» only a word with an ending.
        let article = own.is_none_or(|own| noun(lexicon, rest).is_some_and(|tail| tail < own));
        return match article {
            true => Start::before(word, rest, true),
            false => Start::default(),
        };
    }
    if let Some(rest) = word.strip_prefix("لل").filter(|rest| letters(rest) >= 2) {
        // «للجنة» is ل + ل + «جنة» only where «لجنة» is no word.
        let whole = &word['ل'.len_utf8()..];
        return match own_start(lexicon, whole) {
            Some(_) => Start::before(word, whole, false),
            None => Start::before(word, rest, true),
        };
    }
    if let Some(rest) = word.strip_prefix('س').filter(|_| own.is_none()) {
        return match is_imperfect(lexicon, rest) {
            true => Start::before(word, rest, false),
            false => Start::default(),
        };
    }
    one_letter(lexicon, word, own)
}

/// Whether this can follow the س of the future.
fn is_imperfect(lexicon: &Lexicon, word: &str) -> bool {
    let person = word.starts_with(['ا', 'ن', 'ي', 'ت']);
    let known = lexicon.word(word).is_some_and(|w| w.imperfect);
    person && (known || letters(word) > SHORTEST)
}

/// ب ك ل, with or without ال; `own` is what is known of the word with it.
fn one_letter(lexicon: &Lexicon, word: &str, own: Option<usize>) -> Start {
    let Some(rest) = word.strip_prefix(['ب', 'ك', 'ل']) else {
        return Start::default();
    };
    if let Some(noun) = rest.strip_prefix("ال").filter(|noun| letters(noun) >= 2)
        && own.is_none()
        && own_start(lexicon, rest).is_none()
    {
        return Start::before(word, noun, true);
    }
    // «بايران»: «ايران» is a whole word, «باير» only a word with an ending.
    let tail = listed(lexicon, rest);
    match tail.is_some_and(|tail| own.is_none_or(|own| tail + 1 < own)) {
        true => Start::before(word, rest, false),
        false => Start::default(),
    }
}

/// Whether the word's first letter (or ال) is its own: a word of the tables that says so stands at
/// its beginning, with nothing but endings after it («وزيراها» by «وزير»). Gives the letters of the
/// endings.
fn own_start(lexicon: &Lexicon, word: &str) -> Option<usize> {
    tail_after(word, |head| {
        lexicon.word(head).is_some_and(|w| w.start) || lexicon.irregular(head).is_some()
    })
}

/// Whether the word, or what is left of it without its endings, is in the tables. Gives the letters
/// of the endings.
fn listed(lexicon: &Lexicon, word: &str) -> Option<usize> {
    tail_after(word, |head| {
        lexicon.word(head).is_some() || lexicon.irregular(head).is_some()
    })
}

/// As [`listed`], for words that can have ال: «إليهم» is no ال + «يهم».
fn noun(lexicon: &Lexicon, word: &str) -> Option<usize> {
    tail_after(word, |head| {
        lexicon.word(head).is_some_and(|w| !w.imperfect) || lexicon.irregular(head).is_some()
    })
}

fn is_listed(lexicon: &Lexicon, word: &str) -> bool {
    listed(lexicon, word).is_some()
}

/// The number of letters after the longest beginning of `word` for which `holds`, where they are
/// endings; 0 if it holds for the word.
fn tail_after(word: &str, holds: impl Fn(&str) -> bool) -> Option<usize> {
    if holds(word) {
        return Some(0);
    }
    let cuts = word.char_indices().rev().take(LONGEST_TAIL).zip(1..);
    cuts.map(|((at, _), n)| (word.split_at(at), n))
        .find(|((head, tail), _)| {
            // One letter is no word, and a word of two («من») takes pronouns only.
            letters(head) >= 2
                && is_tail(tail, letters(head) >= SHORTEST)
                && (holds(head)
                    || (tail.starts_with(['ت', 'ا']) && holds(&format!("{head}ه")))
                    || hamza_final(head).is_some_and(|head| holds(&head)))
        })
        .map(|(_, n)| n)
}

/// Whether `tail` is an ending, a pronoun, or an ending with a pronoun.
fn is_tail(tail: &str, endings: bool) -> bool {
    let ending = |t: &str| endings && (ENDINGS.contains(&t) || t == "ي");
    if PRONOUNS.contains(&tail) || ending(tail) {
        return true;
    }
    PRONOUNS
        .iter()
        .filter_map(|pronoun| tail.strip_suffix(pronoun))
        .any(ending)
}

/// «وزراؤها» and «وزرائها» fold to «وزراو» and «وزراي» before the pronoun: ء has its seat there.
fn hamza_final(head: &str) -> Option<String> {
    let alef = head.strip_suffix('و').or_else(|| head.strip_suffix('ي'))?;
    alef.ends_with('ا').then(|| format!("{alef}ء"))
}

/// «تعلن» and «نعلن» are the verb «يعلن», unless they are nouns («تقرير»).
fn third_person(lexicon: &Lexicon, word: String) -> String {
    let Some(rest) = word.strip_prefix(['ت', 'ن']) else {
        return word;
    };
    let verb = format!("ي{rest}");
    let is_verb = tail_after(&verb, |head| {
        lexicon.word(head).is_some_and(|w| w.imperfect)
    })
    .is_some();
    if is_verb && !is_listed(lexicon, &word) {
        verb
    } else {
        word
    }
}

/// Takes endings off, one after the other; a pronoun first, where there may be one (not after ال).
/// `whole`: no ending is off yet, so that «تجار» is the plural of «تاجر», but not in «تجارة».
fn without_ending(
    lexicon: &Lexicon,
    word: &str,
    pronoun: bool,
    whole: bool,
    depth: usize,
) -> String {
    let singular = lexicon.irregular(word).filter(|s| whole && *s != word);
    if let Some(singular) = singular {
        return without_ending(lexicon, singular, false, false, depth);
    }
    if depth == 0 || lexicon.word(word).is_some_and(|w| w.end) {
        return word.to_owned();
    }
    let pronouns = if pronoun { &PRONOUNS[..] } else { &[] };
    let mut before = pronouns
        .iter()
        .filter_map(|p| before_pronoun(lexicon, word.strip_suffix(p)?, p));
    if let Some(head) = before.next() {
        return without_ending(lexicon, &head, false, true, depth - 1);
    }
    let mut before = ENDINGS
        .iter()
        .filter_map(|e| before_ending(lexicon, word.strip_suffix(e)?, e));
    if let Some(head) = before.next() {
        // «جهودا» is a broken plural, «قوية» no form of «قوى».
        let whole = word.ends_with('ا');
        return without_ending(lexicon, &head, false, whole, depth - 1);
    }
    construct_plural(lexicon, word).unwrap_or_else(|| word.to_owned())
}

/// The word before a pronoun, as it would stand alone; `None` where the letters are no pronoun.
fn before_pronoun(lexicon: &Lexicon, head: &str, pronoun: &str) -> Option<String> {
    // «بيانا» is the accusative of «بيان», «بياننا» has the pronoun.
    let accusative = pronoun == "نا" && lexicon.word(&format!("{head}ن")).is_some();
    if accusative || letters(head) < 2 {
        return None;
    }
    if let Some(whole) = hamza_final(head).filter(|h| is_listed(lexicon, h)) {
        return Some(whole);
    }
    let known = is_listed(lexicon, head);
    if let Some(feminine) = head.strip_suffix('ت')
        && lexicon.word(head).is_none()
        && lexicon.irregular(head).is_none()
        && letters(feminine) >= 2
        && let feminine = format!("{feminine}ه")
        && (!head.ends_with("ات") || lexicon.word(&feminine).is_some())
    {
        let verb = lexicon.word(&feminine).is_none()
            && lexicon.irregular(&feminine).is_none()
            && lexicon
                .word(&head[..head.len() - 2])
                .is_some_and(|w| w.perfect);
        return Some(if verb { head.to_owned() } else { feminine });
    }
    // «ه» alone is also ة, and «ها», «هم», «هما» are seldom anything else; the others often are.
    let plain = matches!(pronoun, "ها" | "هم" | "هما") && letters(head) >= SHORTEST;
    let particle = letters(head) == 2 && lexicon.word(head).is_some();
    if particle {
        return Some(head.to_owned());
    }
    // «بلاده» has the pronoun; «تجارة», which is no form of «تجار», is in the tables.
    let plural = lexicon.irregular(head).is_some() && lexicon.word(&format!("{head}ه")).is_none();
    (plural || pronoun != "ه" && (known || plain)).then(|| head.to_owned())
}

/// The word before an ending, as it would stand alone; `None` where the letters are no ending.
fn before_ending(lexicon: &Lexicon, head: &str, ending: &str) -> Option<String> {
    let own = |form: &str| lexicon.word(form);
    let feminine = format!("{head}ه");
    let own_feminine = own(&feminine).is_some_and(|w| w.end);
    let known = own(head).is_some() || lexicon.irregular(head).is_some();
    let long = letters(head) >= SHORTEST;
    match ending {
        "تان" | "تين" | "تا" | "تي" => {
            let feminine_known = own(&feminine).is_some() || is_listed(lexicon, &feminine);
            (letters(head) >= 2 && feminine_known).then_some(feminine)
        }
        "ات" if own_feminine => Some(feminine),
        "ات" | "ون" | "ين" | "ه" => long.then(|| head.to_owned()),
        "وا" => (long && is_listed(lexicon, head)).then(|| head.to_owned()),
        "ت" => own(head)
            .filter(|w| w.perfect && long)
            .map(|_| head.to_owned()),
        "و" => own(head).filter(|w| w.sound).map(|_| head.to_owned()),
        _ => (long && (known || is_listed(lexicon, head))).then(|| head.to_owned()),
    }
}

/// «مسؤولي الوزارة» is the construct of «مسؤولين»; «رسمي» is a word of its own.
fn construct_plural(lexicon: &Lexicon, word: &str) -> Option<String> {
    let head = word.strip_suffix('ي')?;
    let sound = lexicon.word(head)?.sound;
    (sound && lexicon.word(word).is_none()).then(|| head.to_owned())
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_report::fold::fold;

    fn stem_of(word: &str) -> String {
        stem(&fold(word))
    }

    #[test]
    fn pairs_meet_or_stay_apart() {
        let mut wrong = Vec::new();
        for line in include_str!("../tests/pairs.tsv").lines() {
            let cells: Vec<_> = line.split('\t').collect();
            let [a, b, kind, ref note @ ..] = cells[..] else {
                continue;
            };
            let (stem_a, stem_b) = (stem_of(a), stem_of(b));
            let right = (stem_a == stem_b) == (kind == "meet");
            if right == note.contains(&"wrong") {
                wrong.push(format!("{a} {b}: {kind}: {stem_a} {stem_b}"));
            }
        }
        assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn names_keep_their_letters() {
        assert!(stem_of("وزير").starts_with('و'));
        assert_eq!(stem_of("وفلسطين"), "فلسطين");
        assert!(stem_of("البرتغالية").starts_with("ال"));
        assert!(stem_of("لألبانيا").starts_with("الب"));
    }

    #[test]
    fn foreign_words_and_numbers_stay() {
        assert_eq!(stem("t-4"), "t-4");
        assert_eq!(stem("2016"), "2016");
        assert_eq!(stem(""), "");
    }

    #[test]
    fn a_remembered_stem_is_the_same() {
        let mut stemmer = Stemmer::default();
        for word in ["والجسور", "لبنان", "والجسور"] {
            assert_eq!(stemmer.stem(word), stem(word));
        }
    }
}
