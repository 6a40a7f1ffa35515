//! Paragraph by paragraph.

use super::words::{self, Piece, PieceKind, Tokens};
use musnad_read::contract::Words;
use musnad_report::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// A paragraph that came, went or was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParagraphChange {
    /// As it was; `null` where it is new.
    pub before: Option<Words>,
    /// As it is; `null` where it is gone.
    pub after: Option<Words>,
    /// Word by word, in the order of reading.
    pub pieces: Vec<Piece>,
}

/// More paragraphs than this in both together are not compared one by one.
const MOST: usize = 20_000;
/// Paragraphs belong together from this share of common words on.
const ALIKE: f32 = 0.5;
/// Runs of changed paragraphs are matched by trying all pairs, up to this number of pairs.
const MOST_PAIRS: usize = 40_000;

/// Paragraphs that differ, and the number of those that do not.
pub(super) fn changes(before: &Text, after: &Text) -> (Vec<ParagraphChange>, usize) {
    let (old, new) = (Side::new(before), Side::new(after));
    if old.keys.len() + new.keys.len() > MOST && before != after {
        let whole = [change(&old, 0..old.keys.len(), &new, 0..new.keys.len())];
        return (whole.into_iter().flatten().collect(), 0);
    }
    let (mut changed, mut same) = (Vec::new(), 0);
    for op in capture_diff_slices(Algorithm::Patience, &old.keys, &new.keys) {
        let (tag, old_range, new_range) = op.as_tag_tuple();
        match tag {
            DiffTag::Equal => same += old_range.len(),
            _ => changed.extend(block((&old, old_range), (&new, new_range))),
        }
    }
    (changed, same)
}

/// One version's paragraphs, and what they are compared by: all that is written, but for white space.
struct Side<'a> {
    text: &'a Text,
    keys: Vec<String>,
}

impl<'a> Side<'a> {
    fn new(text: &'a Text) -> Side<'a> {
        let key = |tokens: &Range<usize>| {
            let surfaces: Vec<&str> = tokens.clone().map(|i| text.surface(i)).collect();
            surfaces.join(" ")
        };
        let keys = text.paragraphs().iter().map(key).collect();
        Side { text, keys }
    }

    /// The tokens of paragraphs.
    fn tokens(&self, paragraphs: Range<usize>) -> Tokens<'a> {
        let all = self.text.paragraphs();
        let tokens = match paragraphs.is_empty() {
            true => 0..0,
            false => all[paragraphs.start].start..all[paragraphs.end - 1].end,
        };
        (self.text, tokens)
    }

    /// How often each folded word stands in a paragraph.
    fn bag(&self, paragraph: usize) -> HashMap<&'a str, usize> {
        let mut bag = HashMap::new();
        for i in self.text.paragraphs()[paragraph].clone() {
            *bag.entry(self.text.word(i)).or_insert(0) += 1;
        }
        bag
    }
}

fn change(
    old: &Side<'_>,
    old_range: Range<usize>,
    new: &Side<'_>,
    new_range: Range<usize>,
) -> Option<ParagraphChange> {
    let (before, after) = (old.tokens(old_range), new.tokens(new_range));
    let pieces = words::pieces(&before, &after);
    // Where a piece of white space alone made the difference there is nothing to show.
    let differ = pieces.iter().any(|piece| piece.kind != PieceKind::Same);
    differ.then(|| ParagraphChange {
        before: words::words(&before),
        after: words::words(&after),
        pieces,
    })
}

/// A run of paragraphs that differ: those that belong together are compared, the others came or went.
fn block(
    (old, old_range): (&Side<'_>, Range<usize>),
    (new, new_range): (&Side<'_>, Range<usize>),
) -> Vec<ParagraphChange> {
    let mut changes = Vec::new();
    let (mut i, mut j) = (old_range.start, new_range.start);
    let mut pairs = pairs((old, old_range.clone()), (new, new_range.clone()));
    pairs.push((old_range.end, new_range.end));
    for (n, (old_pair, new_pair)) in pairs.iter().copied().enumerate() {
        changes.extend((i..old_pair).filter_map(|p| change(old, p..p + 1, new, 0..0)));
        changes.extend((j..new_pair).filter_map(|p| change(old, 0..0, new, p..p + 1)));
        if n + 1 < pairs.len() {
            changes.extend(change(
                old,
                old_pair..old_pair + 1,
                new,
                new_pair..new_pair + 1,
            ));
        }
        (i, j) = (old_pair + 1, new_pair + 1);
    }
    changes
}

/// Paragraphs that belong together, in order, with as many common words in all as can be
/// (Needleman and Wunsch, 1970).
fn pairs(
    (old, old_range): (&Side<'_>, Range<usize>),
    (new, new_range): (&Side<'_>, Range<usize>),
) -> Vec<(usize, usize)> {
    let (rows, columns) = (old_range.len(), new_range.len());
    if rows * columns > MOST_PAIRS {
        return Vec::new();
    }
    let old_bags: Vec<_> = old_range.clone().map(|p| old.bag(p)).collect();
    let new_bags: Vec<_> = new_range.clone().map(|p| new.bag(p)).collect();
    let alike = |i: usize, j: usize| {
        let alike = overlap(&old_bags[i], &new_bags[j]);
        if alike >= ALIKE { alike } else { 0.0 }
    };
    // best[i][j]: the most that paragraphs from i and from j on can have in common.
    let mut best = vec![vec![0.0_f32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let together = alike(i, j) + best[i + 1][j + 1];
            best[i][j] = together.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < rows && j < columns {
        let here = alike(i, j);
        if here > 0.0 && best[i][j] <= here + best[i + 1][j + 1] {
            found.push((old_range.start + i, new_range.start + j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// Dice's coefficient of two bags of words: 1 for the same words, 0 for none in common.
fn overlap(a: &HashMap<&str, usize>, b: &HashMap<&str, usize>) -> f32 {
    let size = |bag: &HashMap<&str, usize>| bag.values().sum::<usize>();
    let common: usize = a
        .iter()
        .filter_map(|(word, &n)| b.get(word).map(|&m| n.min(m)))
        .sum();
    match size(a) + size(b) {
        0 => 0.0,
        all => 2.0 * common as f32 / all as f32,
    }
}
