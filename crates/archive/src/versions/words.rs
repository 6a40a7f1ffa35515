//! Word by word.

use musnad_read::contract::Words;
use musnad_report::{Text, TokenKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// Words that both versions have, or one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    /// What became of them.
    pub kind: PieceKind,
    /// Where they stand in the earlier version; `null` where they are new.
    pub before: Option<Words>,
    /// Where they stand in the later version; `null` where they are gone.
    pub after: Option<Words>,
}

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    /// They stand in both.
    Same,
    /// They are gone.
    Removed,
    /// They are new.
    Added,
}

/// Tokens of a text.
pub(super) type Tokens<'a> = (&'a Text, Range<usize>);

/// More words than this in both together are not compared one by one: the time is their product.
const MOST: usize = 20_000;

/// What stands at tokens; nothing for no tokens.
pub(super) fn words((text, tokens): &Tokens<'_>) -> Option<Words> {
    let span = text.span_of(tokens.clone());
    (!tokens.is_empty()).then(|| Words {
        start: span.start,
        end: span.end,
        text: text.slice(span).to_owned(),
    })
}

/// Compares the words of two places.
pub(super) fn pieces(before: &Tokens<'_>, after: &Tokens<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for run in runs(before, after) {
        let old = words(&(before.0, run.before));
        let new = words(&(after.0, run.after));
        if run.same {
            pieces.push(Piece {
                kind: PieceKind::Same,
                before: old,
                after: new,
            });
            continue;
        }
        pieces.extend(old.map(|words| Piece {
            kind: PieceKind::Removed,
            before: Some(words),
            after: None,
        }));
        pieces.extend(new.map(|words| Piece {
            kind: PieceKind::Added,
            before: None,
            after: Some(words),
        }));
    }
    pieces
}

/// Tokens that both have, or that were changed into each other.
struct Run {
    same: bool,
    before: Range<usize>,
    after: Range<usize>,
}

fn runs(before: &Tokens<'_>, after: &Tokens<'_>) -> Vec<Run> {
    let surfaces = |(text, tokens): &Tokens<'_>| -> Vec<String> {
        let surface = |i| text.surface(i).to_owned();
        tokens.clone().map(surface).collect()
    };
    if before.1.len() + after.1.len() > MOST {
        return vec![Run {
            same: false,
            before: before.1.clone(),
            after: after.1.clone(),
        }];
    }
    let (old, new) = (surfaces(before), surfaces(after));
    let mut runs: Vec<Run> = Vec::new();
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    // Lengths are exact; where an operation that only takes away stands in the later text is not.
    let (mut i, mut j) = (before.1.start, after.1.start);
    for (n, op) in ops.iter().enumerate() {
        let (tag, old_range, new_range) = op.as_tag_tuple();
        let run = (i..i + old_range.len(), j..j + new_range.len());
        (i, j) = (run.0.end, run.1.end);
        let between = runs.last().is_some_and(|last| !last.same) && n + 1 < ops.len();
        let same = tag == DiffTag::Equal && !(between && is_chaff(before.0, run.0.clone()));
        match runs.last_mut() {
            Some(last) if last.same == same => {
                (last.before.end, last.after.end) = (i, j);
            }
            _ => runs.push(Run {
                same,
                before: run.0,
                after: run.1,
            }),
        }
    }
    runs
}

/// Whether equal words between two changes are there by chance: one «في» or a comma that the old
/// sentence and the new one share tells nothing, and tears both apart.
fn is_chaff(text: &Text, tokens: Range<usize>) -> bool {
    const SHORT: usize = 3;
    let is_short = |i: usize| {
        text.tokens()[i].kind == TokenKind::Mark || text.word(i).chars().count() <= SHORT
    };
    tokens.len() == 1 && tokens.clone().all(is_short)
}
