//! What any reader has to beat.

use crate::annotations::{Annotations, Attribution, Hop};
use crate::normal::trim;
use crate::reader::Reader;
use crate::set::Doc;
use musnad_report::Span;
use std::collections::HashSet;

/// Finds nothing.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl Reader for Nothing {
    fn read(&self, _: &Doc) -> Annotations {
        Annotations::default()
    }
}

/// The keyword baseline of the field: a list of reporting verbs; the next words, up to what opens a
/// content, are the source; the rest of the sentence is the content.
#[derive(Clone, Debug)]
pub struct NearestNoun {
    verbs: HashSet<&'static str>,
}

/// The forms, one a line.
const VERBS: &str = include_str!("../../../eval/baseline_verbs.tsv");

/// How many words a source has at most.
const SOURCE_WORDS: usize = 8;

/// Words that open a content.
const OPENERS: [&str; 9] = ["أن", "إن", "ان", "بأن", "بان", "أنه", "إنه", "أنها", "إنها"];

impl Default for NearestNoun {
    fn default() -> NearestNoun {
        NearestNoun {
            verbs: VERBS
                .lines()
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .collect(),
        }
    }
}

impl Reader for NearestNoun {
    fn read(&self, doc: &Doc) -> Annotations {
        let mut attributions = Vec::new();
        for sentence in sentences(&doc.text) {
            let words: Vec<Span> = words(&doc.text, sentence).collect();
            for at in 0..words.len() {
                attributions.extend(self.attribution(&doc.text, sentence, &words, at));
            }
        }
        Annotations {
            attributions,
            ..Annotations::default()
        }
    }
}

impl NearestNoun {
    fn attribution(
        &self,
        text: &str,
        sentence: Span,
        words: &[Span],
        at: usize,
    ) -> Option<Attribution> {
        let cue = trim(text, words[at]);
        let verb = &text[cue.range()];
        if !self
            .verbs
            .contains(verb.strip_prefix(['و', 'ف']).unwrap_or(verb))
            && !self.verbs.contains(verb)
        {
            return None;
        }
        let rest = &words[at + 1..];
        let opener = rest
            .iter()
            .take(SOURCE_WORDS + 1)
            .position(|&word| opens_content(text, word));
        // Without anything that opens a content, the nearest noun is the next word.
        let source_words = opener.unwrap_or(1);
        let content = Span::new(rest.get(source_words)?.start, sentence.end);
        let source = rest[..source_words]
            .last()
            .map(|last| trim(text, Span::new(rest[0].start, last.end)));
        Some(Attribution {
            chain: vec![Hop {
                cue: Some(cue.into()),
                source: source.map(Into::into),
                who: Some(source.map_or("unknown", |s| &text[s.range()]).to_owned()),
                kind: Some("person".to_owned()),
            }],
            content: vec![content.into()],
            mode: Some("indirect".to_owned()),
            stance: Some("state".to_owned()),
            ..Attribution::default()
        })
    }
}

fn opens_content(text: &str, word: Span) -> bool {
    let written = &text[word.range()];
    OPENERS.contains(&&text[trim(text, word).range()]) || written.starts_with(['"', '«', '“'])
}

/// Sentences end at a full stop that closes a word, at ! ؟ ? and at line breaks.
fn sentences(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split_inclusive(['.', '!', '؟', '?', '\n'])
        .map(move |piece| {
            let span = Span::new(start, start + piece.len());
            start = span.end;
            span
        })
}

fn words(text: &str, sentence: Span) -> impl Iterator<Item = Span> {
    let base = text.as_ptr() as usize;
    text[sentence.range()].split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - base;
        Span::new(start, start + word.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::Resolved;

    fn doc(text: &str) -> Doc {
        Doc {
            id: "d".to_owned(),
            text: text.to_owned(),
            published: None,
            has_title: false,
            gold: Resolved::default(),
        }
    }

    fn read(text: &str) -> Vec<(String, Option<String>, String)> {
        let read = NearestNoun::default().read(&doc(text));
        let resolved = Resolved::new(text, &read).unwrap();
        let slice = |span: Span| text[span.range()].to_owned();
        resolved
            .attributions
            .iter()
            .map(|a| {
                (
                    slice(a.origin().cue.unwrap()),
                    a.origin().source.map(slice),
                    slice(a.content[0]),
                )
            })
            .collect()
    }

    #[test]
    fn the_words_before_the_opener_are_the_source() {
        let found = read("وأعلن وزير الري أن السد آمن. وقال إنه مطمئن.");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].0, "وأعلن");
        assert_eq!(found[0].1.as_deref(), Some("وزير الري"));
        assert_eq!(found[0].2, "أن السد آمن");
        assert_eq!(found[1], ("وقال".into(), None, "إنه مطمئن".into()));
    }

    #[test]
    fn without_an_opener_the_next_word_is_the_source() {
        let found = read("ونفت الوزارة الخبر");
        assert_eq!(
            found,
            [("ونفت".into(), Some("الوزارة".into()), "الخبر".into())]
        );
        assert_eq!(read("قال"), []);
        assert_eq!(read(""), []);
    }

    #[test]
    fn the_list_is_sorted_and_without_duplicates() {
        let forms: Vec<&str> = VERBS.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(
            forms.is_sorted_by(|a, b| a < b),
            "sort eval/baseline_verbs.tsv"
        );
    }
}
