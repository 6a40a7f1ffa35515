//! Statement by statement.

use super::Version;
use super::words::{self, Piece, Tokens};
use musnad_read::contract::{Attribution, Hop};
use musnad_read::{Mode, Stance};
use musnad_report::{Span, fold};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::HashMap;

/// What became of a page's statements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatementChanges {
    /// Statements that only the later version has.
    pub gained: Vec<Attribution>,
    /// Statements that only the earlier version has.
    pub lost: Vec<Attribution>,
    /// Statements that both have, with a difference.
    pub changed: Vec<ChangedStatement>,
    /// The number of statements that both have without one.
    pub unchanged: usize,
}

/// A statement that both versions have, with a difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedStatement {
    /// As it was.
    pub before: Attribution,
    /// As it is.
    pub after: Attribution,
    /// In what they differ.
    pub what: Vec<Aspect>,
    /// What is said, word by word; empty unless that is what differs.
    pub pieces: Vec<Piece>,
}

/// In what two statements can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// Who says it.
    Speaker,
    /// Through whom.
    Chain,
    /// By which words.
    Cue,
    /// What the cue does with it.
    Stance,
    /// Whether the words themselves are given.
    Mode,
    /// When it was said.
    When,
    /// What is said.
    Content,
}

/// Statements belong together from this share of common words on if speaker and cue are the same …
const ALIKE: f32 = 0.3;
/// … and from this one on if they are not: the desk put the words into another mouth.
const VERY_ALIKE: f32 = 0.7;
/// What is left over is matched by trying all pairs, up to this number of pairs.
const MOST_PAIRS: usize = 1_000_000;

/// What a statement is compared by, folded.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    speaker: String,
    chain: Vec<String>,
    cue: Vec<String>,
    stance: Stance,
    mode: Mode,
    when: Vec<String>,
    content: Vec<String>,
}

impl Key {
    fn new(attribution: &Attribution) -> Key {
        let origin = attribution.chain.last();
        let who = |hop: &Hop| fold::fold(&hop.who);
        let content = attribution.content.iter().map(|words| words.text.as_str());
        let when = attribution.said_on.as_ref();
        Key {
            speaker: origin.map(who).unwrap_or_default(),
            chain: attribution.chain.iter().map(who).collect(),
            cue: origin.map(|hop| bare(&hop.cue.text)).unwrap_or_default(),
            stance: attribution.stance,
            mode: attribution.mode,
            when: when.map(|when| bare(&when.words.text)).unwrap_or_default(),
            content: content.flat_map(bare).collect(),
        }
    }

    fn differences(&self, other: &Key) -> Vec<Aspect> {
        let relays = |key: &Key| key.chain.split_last().map(|(_, relays)| relays.to_vec());
        let aspects = [
            (Aspect::Speaker, self.speaker != other.speaker),
            (Aspect::Chain, relays(self) != relays(other)),
            (Aspect::Cue, self.cue != other.cue),
            (Aspect::Stance, self.stance != other.stance),
            (Aspect::Mode, self.mode != other.mode),
            (Aspect::When, self.when != other.when),
            (Aspect::Content, self.content != other.content),
        ];
        let differ = aspects.into_iter().filter(|(_, differ)| *differ);
        differ.map(|(aspect, _)| aspect).collect()
    }

    /// How well two statements fit together; `None` if they do not.
    fn fit(&self, other: &Key) -> Option<f32> {
        let alike = overlap(&self.content, &other.content);
        let same = self.speaker == other.speaker && self.cue == other.cue;
        let enough = if same { ALIKE } else { VERY_ALIKE };
        (alike >= enough).then(|| alike + f32::from(u8::from(same)))
    }
}

/// The folded words of a text, without marks.
fn bare(text: &str) -> Vec<String> {
    let folded = fold::fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn overlap(a: &[String], b: &[String]) -> f32 {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in a {
        *left.entry(word).or_insert(0) += 1;
    }
    let mut common = 0;
    for word in b {
        if let Some(n) = left.get_mut(word.as_str()).filter(|n| **n > 0) {
            *n -= 1;
            common += 1;
        }
    }
    match a.len() + b.len() {
        0 => 1.0,
        all => 2.0 * common as f32 / all as f32,
    }
}

/// What became of the statements.
pub(super) fn changes(before: Version<'_>, after: Version<'_>) -> StatementChanges {
    let (old, new) = (&before.line.attributions, &after.line.attributions);
    let old_keys: Vec<Key> = old.iter().map(Key::new).collect();
    let new_keys: Vec<Key> = new.iter().map(Key::new).collect();
    let (mut old_left, mut new_left): (Vec<_>, Vec<_>) =
        ((0..old.len()).collect(), (0..new.len()).collect());
    let unchanged = take_equal((&old_keys, &mut old_left), (&new_keys, &mut new_left));
    let pairs = take_alike((&old_keys, &mut old_left), (&new_keys, &mut new_left));
    let changed = pairs.into_iter().map(|(i, j)| {
        let what = old_keys[i].differences(&new_keys[j]);
        let pieces = match what.contains(&Aspect::Content) {
            true => words::pieces(&content(before, &old[i]), &content(after, &new[j])),
            false => Vec::new(),
        };
        ChangedStatement {
            before: old[i].clone(),
            after: new[j].clone(),
            what,
            pieces,
        }
    });
    StatementChanges {
        changed: changed.collect(),
        gained: new_left.iter().map(|&j| new[j].clone()).collect(),
        lost: old_left.iter().map(|&i| old[i].clone()).collect(),
        unchanged,
    }
}

/// Takes out of both what is the same in both, each statement once, and counts it.
fn take_equal(
    (old, old_left): (&[Key], &mut Vec<usize>),
    (new, new_left): (&[Key], &mut Vec<usize>),
) -> usize {
    let mut waiting: HashMap<&Key, Vec<usize>> = HashMap::new();
    for &j in new_left.iter().rev() {
        waiting.entry(&new[j]).or_default().push(j);
    }
    let mut taken = vec![false; new.len()];
    let before = old_left.len();
    old_left.retain(|&i| match waiting.get_mut(&old[i]).and_then(Vec::pop) {
        Some(j) => {
            taken[j] = true;
            false
        }
        None => true,
    });
    new_left.retain(|&j| !taken[j]);
    before - old_left.len()
}

/// Takes out of both what belongs together, the best fit first; in the order of the later version.
fn take_alike(
    (old, old_left): (&[Key], &mut Vec<usize>),
    (new, new_left): (&[Key], &mut Vec<usize>),
) -> Vec<(usize, usize)> {
    if old_left.len() * new_left.len() > MOST_PAIRS {
        return Vec::new();
    }
    let all = old_left
        .iter()
        .flat_map(|&i| new_left.iter().map(move |&j| (i, j)));
    let mut fits: Vec<(u32, usize, usize)> = all
        .filter_map(|(i, j)| {
            // In thousandths, so that fits have an order.
            let fit = old[i].fit(&new[j])?;
            Some(((fit * 1000.0) as u32, i, j))
        })
        .collect();
    fits.sort_by_key(|&(fit, i, j)| (Reverse(fit), i, j));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let (mut old_taken, mut new_taken) = (vec![false; old.len()], vec![false; new.len()]);
    for (_, i, j) in fits {
        if !old_taken[i] && !new_taken[j] {
            (old_taken[i], new_taken[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    old_left.retain(|&i| !old_taken[i]);
    new_left.retain(|&j| !new_taken[j]);
    pairs.sort_by_key(|&(_, j)| j);
    pairs
}

/// From the first word of what is said to the last.
fn content<'a>(version: Version<'a>, attribution: &Attribution) -> Tokens<'a> {
    let (first, last) = (attribution.content.first(), attribution.content.last());
    let span = first
        .zip(last)
        .map(|(first, last)| Span::new(first.start, last.end));
    let tokens = span.map_or(0..0, |span| version.text.tokens_in(span));
    (version.text, tokens)
}
