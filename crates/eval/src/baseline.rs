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

/// The keyword baseline of the field: a list of reporting words; the words that follow, up to one
/// that cannot be part of a plain noun phrase, are the source; the rest of the sentence, from an أن
/// or a quotation mark where there is one, is the content. Nothing else: one hop each, every stance
/// "state", every name as it is written.
#[derive(Clone, Debug)]
pub struct NearestNoun {
    cues: HashSet<&'static str>,
    openers: HashSet<&'static str>,
    stops: HashSet<&'static str>,
}

/// Form and class, one word a line.
const WORDS: &str = include_str!("../../../eval/nearest_noun.tsv");

/// How many words a source has at most.
const SOURCE_WORDS: usize = 8;

/// How many words after the cue a content opens at most.
const OPENER_WITHIN: usize = 12;

impl Default for NearestNoun {
    fn default() -> NearestNoun {
        let class = |class: &str| {
            WORDS
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .filter(|(_, of)| *of == class)
                .map(|(form, _)| form)
                .collect()
        };
        NearestNoun {
            cues: class("cue"),
            openers: class("opener"),
            stops: class("stop"),
        }
    }
}

impl Reader for NearestNoun {
    fn read(&self, doc: &Doc) -> Annotations {
        Annotations {
            attributions: self.attributions(doc.text()),
            ..Annotations::default()
        }
    }
}

impl NearestNoun {
    fn attributions(&self, text: &str) -> Vec<Attribution> {
        let mut attributions = Vec::new();
        for sentence in sentences(text) {
            let words: Vec<Span> = words(text, sentence).collect();
            for (i, &word) in words.iter().enumerate() {
                let cue = trim(text, word);
                if self.is_cue(&text[cue.range()]) {
                    attributions.extend(self.attribution(text, cue, &words[i + 1..]));
                }
            }
        }
        attributions
    }

    fn is_cue(&self, word: &str) -> bool {
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        self.cues.contains(word) || self.cues.contains(bare)
    }

    /// `rest`: the words of the sentence after the cue.
    fn attribution(&self, text: &str, cue: Span, rest: &[Span]) -> Option<Attribution> {
        let opener = rest
            .iter()
            .take(OPENER_WITHIN)
            .position(|&word| self.opens_content(text, word));
        let source_words = self.source_words(text, &rest[..opener.unwrap_or(rest.len())]);
        let first = rest.get(opener.unwrap_or(source_words))?;
        let content = Span::new(first.start, rest.last()?.end);
        let source = match source_words {
            0 => None,
            n => Some(trim(text, Span::new(rest[0].start, rest[n - 1].end))),
        };
        Some(Attribution {
            chain: vec![Hop {
                cue: Some(cue.into()),
                source: source.map(Into::into),
                who: Some(source.map_or("unknown", |s| &text[s.range()]).into()),
                kind: Some("person".to_owned()),
            }],
            content: vec![content.into()],
            mode: Some("indirect".to_owned()),
            stance: Some("state".to_owned()),
            ..Attribution::default()
        })
    }

    /// How many of `words` can be the source: up to a preposition, an adverb or a relative pronoun,
    /// and up to the first that has a comma or colon after it.
    fn source_words(&self, text: &str, words: &[Span]) -> usize {
        let mut n = 0;
        for &word in words.iter().take(SOURCE_WORDS) {
            let plain = trim(text, word);
            if self.stops.contains(&text[plain.range()]) {
                break;
            }
            n += 1;
            if plain.end < word.end {
                break;
            }
        }
        n
    }

    fn opens_content(&self, text: &str, word: Span) -> bool {
        self.openers.contains(&text[trim(text, word).range()])
            || text[word.range()].starts_with(['"', '«', '“'])
    }
}

/// Sentences end at a full stop, at ! ؟ ? and at line breaks.
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
    let mut start = sentence.start;
    text[sentence.range()]
        .split_inclusive(char::is_whitespace)
        .map(move |piece| {
            let word = Span::new(start, start + piece.trim_end().len());
            start += piece.len();
            word
        })
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::Resolved;

    /// Cue, source («∅» for none), content.
    fn read(text: &str) -> Vec<[&str; 3]> {
        let annotations = Annotations {
            attributions: NearestNoun::default().attributions(text),
            ..Annotations::default()
        };
        let resolved = Resolved::new(text, &annotations).unwrap();
        let slice = |span: Option<Span>| span.map_or("∅", |span| &text[span.range()]);
        let parts = |item: &crate::resolve::Item| {
            let hop = item.origin();
            [hop.cue, hop.source, Some(item.content[0])].map(slice)
        };
        resolved.attributions.iter().map(parts).collect()
    }

    #[test]
    fn the_words_before_the_opener_are_the_source() {
        assert_eq!(
            read("وأعلن وزير الري أن السد آمن. وقال إنه مطمئن."),
            [
                ["وأعلن", "وزير الري", "أن السد آمن"],
                ["وقال", "∅", "إنه مطمئن"]
            ]
        );
    }

    #[test]
    fn a_preposition_and_a_comma_end_the_source() {
        assert_eq!(
            read("دعا الوزير إلى الهدوء. قالت الشركة، صباحا، «نعمل»"),
            [["دعا", "الوزير", "إلى الهدوء"], ["قالت", "الشركة", "نعمل"]]
        );
    }

    #[test]
    fn a_cue_without_anything_after_it_is_none() {
        assert!(read("قال").is_empty());
        assert!(read("قال الوزير").is_empty());
        assert!(read("").is_empty());
    }

    #[test]
    fn the_list_is_sorted_and_without_duplicates() {
        let lines: Vec<&str> = WORDS.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(
            lines.is_sorted_by(|a, b| a < b),
            "sort eval/nearest_noun.tsv"
        );
    }
}
