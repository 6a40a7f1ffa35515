//! The two shared sets made from Wikipedia, WikiFANE and AQMAR, parted so that no sentence of a part that tests
//! stands in one that teaches: both took articles from the same encyclopedia.

use super::columns::{Columns, Sentence};
use crate::set::{SetError, malformed, read};
use musnad_ingest::{Ingest, Options};
use musnad_report::fold::fold;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;

/// Both sets.
#[derive(Clone, Debug)]
pub struct Wikipedia {
    /// WikiFANE, what may teach.
    pub fane: Vec<Sentence>,
    /// Its last tenth in the order of its file, which is that of its documents.
    pub fane_test: Vec<Sentence>,
    /// AQMAR's parts `train` and `testa`.
    pub aqmar: Vec<Sentence>,
    /// Its part `testb`.
    pub aqmar_test: Vec<Sentence>,
    /// How many sentences of `fane` and of `aqmar` were left out, as they stand in a test part.
    pub left_out: [usize; 2],
}

impl Wikipedia {
    /// Reads both from the folder of shared material.
    ///
    /// # Errors
    /// When a file is missing or is not what it should be.
    pub fn load(shared: &Path) -> Result<Wikipedia, SetError> {
        let folder = shared.join("corpora/ner");
        let part = |name: &str| Columns::Aqmar.read(&folder.join(format!("aqmar.ar.{name}.txt")));
        let mut fane = Columns::WikiFane.parse(&wikifane(&folder)?);
        let fane_test = fane.split_off(fane.len() * 9 / 10);
        let aqmar = [part("train")?, part("testa")?].concat();
        let aqmar_test = part("testb")?;
        let tests = Tests::new(fane_test.iter().chain(&aqmar_test));
        let before = [fane.len(), aqmar.len()];
        let [fane, aqmar] = [fane, aqmar].map(|sentences| tests.leave_out(sentences));
        let left_out = [before[0] - fane.len(), before[1] - aqmar.len()];
        Ok(Wikipedia {
            fane,
            fane_test,
            aqmar,
            aqmar_test,
            left_out,
        })
    }
}

/// WikiFANE's text, out of its archive. NewsFANE, which lies beside it there, overlaps tests of others.
fn wikifane(folder: &Path) -> Result<String, SetError> {
    let path = folder.join("WikiFANE_2014_Gold_standard.zip");
    read(&path)?;
    let mut found = None;
    Ingest::new([&path], Options::default()).run(|draft| match draft {
        Ok(draft)
            if draft
                .origin
                .path
                .as_ref()
                .is_some_and(|p| p.contains("WikiFANE_Gold_2014")) =>
        {
            found = Some(draft.text);
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(()),
    });
    found.ok_or_else(|| malformed(&path, "WikiFANE_Gold_2014_500K.txt is not in it"))
}

/// Sentences that test, as their letters alone.
struct Tests {
    whole: HashSet<String>,
    long: Vec<String>,
}

/// Of sentences that are as long as this, in letters, one may not hold the other either.
const LONG: usize = 40;

impl Tests {
    fn new<'a>(sentences: impl Iterator<Item = &'a Sentence>) -> Tests {
        let whole: HashSet<String> = sentences.map(letters).collect();
        let long = whole
            .iter()
            .filter(|s| s.chars().count() >= LONG)
            .cloned()
            .collect();
        Tests { whole, long }
    }

    /// The sentences that do not stand among those that test.
    fn leave_out(&self, sentences: Vec<Sentence>) -> Vec<Sentence> {
        let mut kept = sentences;
        kept.retain(|sentence| {
            let letters = letters(sentence);
            let part = |s: &String| {
                s.contains(&letters) && letters.chars().count() >= LONG || letters.contains(s)
            };
            !self.whole.contains(&letters) && !self.long.iter().any(part)
        });
        kept
    }
}

/// A sentence's letters and digits, folded, without what the sets cut apart.
fn letters(sentence: &Sentence) -> String {
    let words: String = sentence.iter().map(|(token, _)| token.as_str()).collect();
    fold(&words)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(words: &str) -> Sentence {
        words
            .split(' ')
            .map(|word| (word.to_owned(), Vec::new()))
            .collect()
    }

    #[test]
    fn what_tests_is_left_out_however_it_is_cut() {
        let tests = Tests::new([sentence("و المدينة أكبر من القرية .")].iter());
        let kept = tests.leave_out(vec![
            sentence("والمدينة أكبر من القرية"),
            sentence("والمدينة أصغر من القرية"),
        ]);
        assert_eq!(kept, [sentence("والمدينة أصغر من القرية")]);
    }

    #[test]
    fn a_long_sentence_that_holds_one_is_left_out() {
        let long = "يجري النهر من الجبال العالية في الشمال إلى البحر الكبير في الجنوب";
        let tests = Tests::new([sentence(long)].iter());
        let kept = tests.leave_out(vec![
            sentence(&format!("قيل إنه {long}")),
            sentence("يجري النهر"),
        ]);
        assert_eq!(kept, [sentence("يجري النهر")]);
    }
}
