//! The words of a stretch of text as the grammar sees them: what each may be, what is attached to it, and numbers.

use crate::lexicon::{Keys, Lexicon, Sense};
use musnad_report::{Text, TokenKind};
use std::ops::Range;

/// Of what a verb speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
}

/// What a number token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digits {
    /// A whole number, and with how many digits it is written.
    Whole { n: i32, len: usize },
    /// `3.5`, in hundredths, and its two sides.
    Decimal {
        hundredths: u32,
        whole: i32,
        fraction: i32,
    },
    /// `7:56`, `7:56:30`.
    Clock {
        hour: i32,
        minute: i32,
        second: Option<i32>,
    },
}

impl Digits {
    fn read(text: &str) -> Option<Digits> {
        if text.len() > 9 {
            return None;
        }
        if let Some((hour, rest)) = text.split_once(':') {
            let (minute, second) = match rest.split_once(':') {
                Some((minute, second)) => (minute, Some(second.parse().ok()?)),
                None => (rest, None),
            };
            return Some(Digits::Clock {
                hour: hour.parse().ok()?,
                minute: minute.parse().ok()?,
                second,
            });
        }
        // «07,38» is written for 7:38 and for a fraction; «1,200» is a number of things.
        if let Some((whole, fraction)) = text.split_once(['.', ',']) {
            let hundredths = match fraction.len() {
                1 => fraction.parse::<u32>().ok()? * 10,
                2 => fraction.parse().ok()?,
                _ => return None,
            };
            return Some(Digits::Decimal {
                hundredths: whole
                    .parse::<u32>()
                    .ok()?
                    .checked_mul(100)?
                    .checked_add(hundredths)?,
                whole: whole.parse().ok()?,
                fraction: fraction.parse().ok()?,
            });
        }
        Some(Digits::Whole {
            n: text.parse().ok()?,
            len: text.len(),
        })
    }
}

/// One thing that a word, alone or with those behind it, may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) sense: Sense,
    /// How many tokens it takes.
    pub(crate) len: usize,
    /// It has the article, before it or as a part of the name.
    pub(crate) definite: bool,
    /// The article was taken off it.
    pub(crate) article: bool,
    /// «و» or «ف» before it.
    pub(crate) conjunction: bool,
    /// «ب», «ل» or «ك» before it.
    pub(crate) preposition: Option<char>,
}

/// One word.
#[derive(Clone, Debug)]
pub(crate) struct Word<'t> {
    /// Folded, with all that is attached.
    pub(crate) text: &'t str,
    /// As it is written: «أن» and «إن» are two words.
    pub(crate) surface: &'t str,
    pub(crate) kind: TokenKind,
    pub(crate) digits: Option<Digits>,
    pub(crate) readings: Vec<Reading>,
    pub(crate) space_before: bool,
}

/// The words of one stretch; indices count from its first token.
#[derive(Debug)]
pub(crate) struct Words<'t> {
    words: Vec<Word<'t>>,
    lexicon: &'t Lexicon,
}

impl<'t> Words<'t> {
    /// Reads `tokens` of a text, which must lie in one paragraph.
    pub(crate) fn read(lexicon: &'t Lexicon, text: &'t Text, tokens: Range<usize>) -> Words<'t> {
        let words = tokens.clone().map(|i| {
            let (token, word) = (&text.tokens()[i], text.word(i));
            Word {
                text: word,
                surface: text.surface(i),
                kind: token.kind,
                digits: (token.kind == TokenKind::Number)
                    .then(|| Digits::read(word))
                    .flatten(),
                readings: match token.kind {
                    TokenKind::Word => readings(lexicon, text, i..tokens.end),
                    _ => Vec::new(),
                },
                space_before: token.space_before,
            }
        });
        Words {
            words: words.collect(),
            lexicon,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn get(&self, i: usize) -> Option<&Word<'t>> {
        self.words.get(i)
    }

    /// The folded word at `i`; nothing past the end.
    pub(crate) fn text(&self, i: usize) -> &'t str {
        self.words.get(i).map_or("", |w| w.text)
    }

    pub(crate) fn digits(&self, i: usize) -> Option<Digits> {
        self.words.get(i)?.digits
    }

    /// A whole number in digits.
    pub(crate) fn whole(&self, i: usize) -> Option<i32> {
        match self.digits(i)? {
            Digits::Whole { n, .. } => Some(n),
            _ => None,
        }
    }

    /// The first reading at `i` that `wanted` takes: what it made of it, the reading, and the index behind it.
    pub(crate) fn find<T>(
        &self,
        i: usize,
        wanted: impl Fn(Sense) -> Option<T>,
    ) -> Option<(T, Reading, usize)> {
        let readings = &self.words.get(i)?.readings;
        readings
            .iter()
            .find_map(|r| Some((wanted(r.sense)?, *r, i + r.len)))
    }

    /// Like [`Words::find`], with nothing attached before the word: it goes on with an expression.
    pub(crate) fn find_bare<T>(
        &self,
        i: usize,
        wanted: impl Fn(Sense) -> Option<T>,
    ) -> Option<(T, Reading, usize)> {
        let readings = &self.words.get(i)?.readings;
        let bare = |r: &&Reading| !r.conjunction && r.preposition.is_none();
        readings
            .iter()
            .filter(bare)
            .find_map(|r| Some((wanted(r.sense)?, *r, i + r.len)))
    }

    /// The index behind a particle of one of `keys`, itself bare.
    pub(crate) fn particle(&self, i: usize, keys: Keys) -> Option<usize> {
        let is = |sense| matches!(sense, Sense::Particle(k) if k.any(keys)).then_some(());
        self.find_bare(i, is).map(|(_, _, next)| next)
    }

    /// The same with «و» or «ف» before it or not.
    pub(crate) fn particle_or_and(&self, i: usize, keys: Keys) -> Option<usize> {
        let is = |sense| matches!(sense, Sense::Particle(k) if k.any(keys)).then_some(());
        self.find(i, is)
            .filter(|(_, r, _)| r.preposition.is_none())
            .map(|(_, _, next)| next)
    }

    /// Whether a particle of one of `keys` ends right before `i`; «و» may stand before it.
    pub(crate) fn after_particle(&self, i: usize, keys: Keys) -> bool {
        (i.saturating_sub(3)..i).any(|k| self.particle_or_and(k, keys) == Some(i))
    }

    /// Where «نحو» or «أكثر من» begins that ends right before `i`, and whether it is «نحو»; `i` itself where there is
    /// none.
    pub(crate) fn about_before(&self, i: usize) -> (usize, bool) {
        let from = i.saturating_sub(4);
        let begin = (from..i)
            .rev()
            .find(|&k| self.particle(k, Keys::ABOUT.or(Keys::MORE)) == Some(i));
        let about = begin.is_some_and(|k| self.particle(k, Keys::ABOUT) == Some(i));
        (begin.unwrap_or(i), about)
    }

    /// Whether one of the few words before `i`, in its clause, has this sense.
    pub(crate) fn shortly_before(&self, i: usize, sense: Sense, reach: usize) -> bool {
        let near = (i.saturating_sub(reach)..i).rev();
        near.take_while(|&k| !self.ends_at(k))
            .any(|k| self.is(k, sense))
    }

    /// Whether a reading at `i` is this sense.
    pub(crate) fn is(&self, i: usize, sense: Sense) -> bool {
        self.find(i, |s| (s == sense).then_some(())).is_some()
    }

    pub(crate) fn is_mark(&self, i: usize, marks: &[&str]) -> bool {
        marks.contains(&self.text(i))
    }

    /// Whether a clause ends before `i`: a mark other than a bracket or dash, or nothing more.
    pub(crate) fn ends_at(&self, i: usize) -> bool {
        self.words.get(i).is_none_or(|w| {
            w.kind == TokenKind::Mark && !matches!(w.text, "%" | "(" | "-" | "/" | "\"" | ":")
        })
    }

    /// «سيعقد», «سأعود»; without its hamza «سا» begins other words («ساحة»).
    fn is_future(&self, i: usize) -> bool {
        let Some(word) = self.words.get(i) else {
            return false;
        };
        let first_person = word.text.trim_start_matches(['و', 'ف']).starts_with("سا");
        self.lexicon.has_future_prefix(word.text) && (!first_person || word.surface.contains("سأ"))
    }

    /// «أن يتم», «أن يجري»: what is hoped, planned or asked for.
    fn is_intended(&self, i: usize) -> bool {
        let imperfect = |word: &str| word.starts_with(['ي', 'ت']) && word.chars().count() >= 3;
        let before = i.checked_sub(1).and_then(|k| self.get(k));
        // «قبل أن يتم» tells of what was.
        let after = i.checked_sub(2).map_or("", |k| self.text(k));
        before.is_some_and(|w| matches!(w.surface, "أن" | "ان"))
            && imperfect(self.text(i))
            && !matches!(after, "قبل" | "بعد" | "منذ")
    }

    /// «قد يغيب»: «قد» before an imperfect tells of what may come.
    fn is_possible(&self, i: usize) -> bool {
        // «قد تم», «قد تعرضت» are perfects.
        let imperfect = |word: &str| {
            word.chars().count() >= 4
                && (word.starts_with('ي') || word.starts_with('ت') && !word.ends_with('ت'))
        };
        let before = i.checked_sub(1).map_or("", |k| self.text(k));
        before == "قد" && imperfect(self.text(i))
    }

    /// Whether the verb nearest before `i` speaks of what is to come.
    pub(crate) fn future_before(&self, i: usize) -> bool {
        self.tense_before(i) == Some(Tense::Future)
    }

    /// Of what the verb nearest before `i` in its clause speaks, as far as letters tell.
    pub(crate) fn tense_before(&self, i: usize) -> Option<Tense> {
        // «يصوت الجمعة», «يلتقيان غدا»: an imperfect right before a day.
        let verb = i.checked_sub(1).and_then(|k| self.get(k));
        if verb.is_some_and(|w| {
            w.readings.is_empty() && w.text.starts_with('ي') && w.text.chars().count() >= 4
        }) {
            return Some(Tense::Future);
        }
        let from = i.saturating_sub(14);
        let back = (from..i)
            .rev()
            .take_while(|&k| !self.is_mark(k, &[".", "؟", "!", ";", "؛"]));
        let tells = |k: usize| {
            let past = self.find(k, |s| (s == Sense::Past).then_some(()));
            if past.is_some_and(|(_, r, _)| r.preposition.is_none()) {
                return Some(Tense::Past);
            }
            let verb = self.is(k, Sense::Future) || self.is_future(k);
            (verb || self.is_intended(k) || self.is_possible(k)).then_some(Tense::Future)
        };
        back.filter_map(tells).next()
    }
}

/// A word with what may be attached before it taken off: the rest, «و», and the preposition.
fn bases(word: &str) -> impl Iterator<Item = (&str, bool, Option<char>)> {
    let without_and = word.strip_prefix(['و', 'ف']);
    let both = [(Some(word), false), (without_and, true)];
    both.into_iter()
        .filter_map(|(base, and)| Some((base?, and)))
        .flat_map(|(base, and)| {
            let preposition = base.chars().next().filter(|c| matches!(c, 'ب' | 'ل' | 'ك'));
            let rest = preposition.map(|c| &base[c.len_utf8()..]);
            [(Some(base), None), (rest, preposition)]
                .into_iter()
                .filter_map(move |(base, p)| Some((base?, and, p)))
        })
}

fn readings(lexicon: &Lexicon, text: &Text, tokens: Range<usize>) -> Vec<Reading> {
    let mut found = Vec::new();
    for (base, conjunction, preposition) in bases(text.word(tokens.start)) {
        // «لليوم» is ل and «اليوم».
        let article = match preposition {
            Some('ل') => base.strip_prefix('ل').or_else(|| base.strip_prefix("ال")),
            _ => base.strip_prefix("ال"),
        };
        let forms = [(Some(base), false), (article, true)];
        for (form, article) in forms {
            let definite = article || base.starts_with("ال");
            let Some(form) = form.filter(|f| f.len() > 1) else {
                continue;
            };
            let reading = |sense, len| Reading {
                sense,
                len,
                definite,
                article,
                conjunction,
                preposition,
            };
            for phrase in lexicon.phrases(form) {
                if let Some(end) = phrase_end(text, tokens.start + 1..tokens.end, &phrase.rest) {
                    let definite =
                        definite || phrase.rest.iter().any(|word| word.starts_with("ال"));
                    found.push(Reading {
                        definite,
                        ..reading(phrase.sense, end - tokens.start)
                    });
                }
            }
            found.extend(lexicon.senses(form).iter().map(|&sense| reading(sense, 1)));
        }
    }
    found
}

/// The token behind the words of a phrase, which hyphens may join («منتصف-الليل»).
fn phrase_end(text: &Text, tokens: Range<usize>, rest: &[Box<str>]) -> Option<usize> {
    let mut i = tokens.start;
    for word in rest {
        if i < tokens.end && text.word(i) == "-" {
            i += 1;
        }
        if i >= tokens.end || text.word(i) != &**word {
            return None;
        }
        i += 1;
    }
    Some(i)
}
