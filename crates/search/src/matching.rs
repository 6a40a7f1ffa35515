//! Which words of a text a query means.

use crate::query::{Node, Query};
use crate::stem::{Stemmer, stem};
use crate::terms::{Term, terms};
use musnad_report::{Span, Text};
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

impl Query {
    /// The words of `text` that this query looks for, in order, each once: what a page marks. Words
    /// under NOT are none, and where only one side of an OR is there, its words are. `title` is where
    /// the title stands in the text; without it the text has none. Phrases and NEAR do not reach from
    /// the title into the body.
    pub fn hits(&self, text: &Text, title: Option<Span>) -> Vec<Span> {
        let words = Words::new(text, title);
        let mut found = Vec::new();
        words.collect(&self.root, false, &mut found);
        found.sort_unstable();
        found.dedup();
        let token = |i: usize| text.tokens()[words.words[i].token].span;
        found.into_iter().map(token).collect()
    }

    /// Whether the words of `text` are as this query asks; filters, which are not about words, count
    /// as met.
    pub fn is_met_by(&self, text: &Text, title: Option<Span>) -> bool {
        Words::new(text, title).meets(&self.root, false)
    }
}

struct Word<'t> {
    token: usize,
    exact: Cow<'t, str>,
    stem: String,
}

/// The words of a text, and which of them are the title's.
struct Words<'t> {
    words: Vec<Word<'t>>,
    title: Range<usize>,
}

impl<'t> Words<'t> {
    fn new(text: &'t Text, title: Option<Span>) -> Words<'t> {
        thread_local! {
            /// Stemming is a function of the word; this only remembers what it gave.
            static STEMMER: RefCell<Stemmer> = RefCell::default();
        }
        let all = terms(text, 0..text.tokens().len());
        let words: Vec<Word> = STEMMER.with_borrow_mut(|stemmer| {
            let word = |term: Term<'t>| Word {
                token: term.token,
                stem: stemmer.stem(&term.exact).to_owned(),
                exact: term.exact,
            };
            all.map(word).collect()
        });
        let tokens = title.map_or(0..0, |title| text.tokens_in(title));
        let first = words.partition_point(|w| w.token < tokens.start);
        let end = words.partition_point(|w| w.token < tokens.end);
        Words {
            words,
            title: first..end,
        }
    }

    /// The stretches that phrases do not leave.
    fn stretches(&self, in_title: bool) -> Vec<Range<usize>> {
        let title = self.title.clone();
        if in_title {
            return vec![title];
        }
        vec![0..title.start, title.clone(), title.end..self.words.len()]
    }

    fn meets(&self, node: &Node, in_title: bool) -> bool {
        match node {
            Node::And(nodes) => nodes.iter().all(|node| self.meets(node, in_title)),
            Node::Or(nodes) => nodes.iter().any(|node| self.meets(node, in_title)),
            Node::Not(node) => !self.meets(node, in_title),
            Node::InTitle(node) => self.meets(node, true),
            Node::Filter(_) => true,
            leaf => !self.occurrences(leaf, in_title).is_empty(),
        }
    }

    /// Indices of the words that `node` looks for.
    fn collect(&self, node: &Node, in_title: bool, found: &mut Vec<usize>) {
        match node {
            Node::And(nodes) | Node::Or(nodes) => {
                for node in nodes {
                    self.collect(node, in_title, found);
                }
            }
            Node::InTitle(node) => self.collect(node, true, found),
            Node::Not(_) | Node::Filter(_) => {}
            leaf => found.extend(self.occurrences(leaf, in_title).into_iter().flatten()),
        }
    }

    /// Where a leaf occurs, as ranges of words.
    fn occurrences(&self, leaf: &Node, in_title: bool) -> Vec<Range<usize>> {
        let stretches = self.stretches(in_title).into_iter();
        match leaf {
            Node::Stems(words) => {
                let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
                stretches
                    .flat_map(|s| self.runs(s, &stems, |word| &word.stem))
                    .collect()
            }
            Node::Exact(words) => stretches
                .flat_map(|s| self.runs(s, words, |word| &word.exact))
                .collect(),
            Node::Prefix(begin) => stretches
                .flatten()
                .filter(|&i| {
                    let word = &self.words[i];
                    word.exact.starts_with(begin) || word.stem.starts_with(begin)
                })
                .map(|i| i..i + 1)
                .collect(),
            Node::Near { items, within } => {
                let within = usize::try_from(*within).unwrap_or(usize::MAX);
                stretches
                    .flat_map(|s| self.near(s, items, within))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Where `wanted` stand one after the other.
    fn runs<'w>(
        &'w self,
        stretch: Range<usize>,
        wanted: &[String],
        form: impl Fn(&'w Word<'t>) -> &'w str,
    ) -> Vec<Range<usize>> {
        if wanted.is_empty() {
            return Vec::new();
        }
        let ends = stretch.start + wanted.len()..stretch.end + 1;
        ends.map(|end| end - wanted.len()..end)
            .filter(|run| self.words[run.clone()].iter().map(&form).eq(wanted))
            .collect()
    }

    fn near(
        &self,
        stretch: Range<usize>,
        items: &[Vec<String>],
        within: usize,
    ) -> Vec<Range<usize>> {
        let runs: Vec<Vec<Range<usize>>> = items
            .iter()
            .map(|item| {
                let stems: Vec<String> = item.iter().map(|w| stem(w)).collect();
                self.runs(stretch.clone(), &stems, |word| &word.stem)
            })
            .collect();
        let mut found = Vec::new();
        for first in runs.iter().flatten() {
            // The nearest occurrence of each item from here on.
            let clump: Option<Vec<&Range<usize>>> = runs
                .iter()
                .map(|runs| runs.get(runs.partition_point(|run| run.start < first.start)))
                .collect();
            let Some(clump) = clump else { continue };
            let last = clump.iter().map(|run| run.start).max();
            if last.is_some_and(|last| last.saturating_sub(first.end) <= within) {
                found.extend(clump.into_iter().cloned());
            }
        }
        found
    }
}
