//! Words of running text, and their classes.

use super::exchange::{Bigrams, exchange};
use musnad_eval::corpora;
use musnad_read::mentions::word_classes::{Class, WordClasses};
use musnad_report::{Text, TokenKind};
use std::collections::HashMap;
use std::path::Path;

/// So many fine classes, and so many coarse ones.
const SIZES: [usize; 2] = [600, 64];
/// Rounds at most.
const ROUNDS: usize = 12;
/// Words that are met less often have no class.
const LEAST: u32 = 3;

/// Sentences as words.
#[derive(Default)]
pub struct Words {
    numbers: HashMap<String, u32>,
    counts: Vec<u32>,
    sentences: Vec<Vec<u32>>,
}

impl Words {
    /// Adds a text. All numbers are one word.
    pub fn add(&mut self, text: &Text) {
        for sentence in text.sentences() {
            let words = sentence.clone().map(|i| match text.tokens()[i].kind {
                TokenKind::Number => "0",
                TokenKind::Word | TokenKind::Mark => text.word(i),
            });
            let words = words.map(|word| {
                let next = self.counts.len() as u32;
                let number = *self.numbers.entry(word.to_owned()).or_insert(next);
                if number == next {
                    self.counts.push(0);
                }
                self.counts[number as usize] += 1;
                number
            });
            let words = words.collect();
            self.sentences.push(words);
        }
    }

    /// Adds all articles of a file of the corpora.
    pub fn add_corpus(&mut self, file: &Path) {
        corpora::each(file, &mut |draft| self.add(&Text::new(draft.text.clone())));
    }

    /// The classes of all words that were met often enough.
    pub fn classes(&self) -> WordClasses {
        let mut words: Vec<(&str, u32)> =
            self.numbers.iter().map(|(w, n)| (w.as_str(), *n)).collect();
        words.retain(|(_, n)| self.counts[*n as usize] >= LEAST);
        words.sort_unstable();
        let mut places = vec![0; self.counts.len()];
        for (place, (_, number)) in words.iter().enumerate() {
            places[*number as usize] = place as u32 + 1;
        }
        eprintln!(
            "{} sentences, {} words of {}",
            self.sentences.len(),
            words.len(),
            self.counts.len()
        );
        let sentences = self
            .sentences
            .iter()
            .map(|s| s.iter().map(|n| places[*n as usize]).collect());
        let bigrams = Bigrams::new(words.len() + 1, sentences);
        let [fine, coarse] = SIZES.map(|size| exchange(&bigrams, size, ROUNDS));
        let class = |place: usize| Class {
            fine: fine[place] as u16,
            coarse: coarse[place] as u8,
            name: 0,
        };
        WordClasses::new(
            words
                .iter()
                .enumerate()
                .map(|(n, (word, _))| (*word, class(n + 1))),
        )
    }
}
