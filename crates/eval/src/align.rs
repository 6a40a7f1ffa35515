//! Which prediction stands for which gold attribution.

use crate::resolve::Item;
use musnad_report::Span;

/// One prediction and the gold attribution that it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Index of the prediction.
    pub predicted: usize,
    /// Index of the gold attribution.
    pub gold: usize,
    /// F1 of the words that the two contents share, above 0 and at most 1.
    pub overlap: f64,
}

/// What touching origin cues add to the overlap when partners are chosen: of two attributions over
/// one content («قال … نقلا عن …») the one with the same cue is meant.
const CUE_BONUS: f64 = 0.25;

/// Pairs one to one, greedily: best content overlap first, touching origin cues preferred, ties in
/// the order of the text. Attributions whose contents share no word are never paired.
pub fn align(predicted: &[Item], gold: &[Item]) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for (i, p) in predicted.iter().enumerate() {
        for (k, g) in gold.iter().enumerate() {
            let shared = p.words.intersection(&g.words).count();
            if shared == 0 {
                continue;
            }
            let overlap = (2 * shared) as f64 / (p.words.len() + g.words.len()) as f64;
            let bonus = if touch(p.origin().cue, g.origin().cue) {
                CUE_BONUS
            } else {
                0.0
            };
            let pair = Pair {
                predicted: i,
                gold: k,
                overlap,
            };
            candidates.push((overlap + bonus, pair));
        }
    }
    candidates.sort_by(|(a, x), (b, y)| {
        b.total_cmp(a)
            .then((x.predicted, x.gold).cmp(&(y.predicted, y.gold)))
    });
    let mut free_predicted = vec![true; predicted.len()];
    let mut free_gold = vec![true; gold.len()];
    candidates.retain(|(_, pair)| {
        let both_free = free_predicted[pair.predicted] && free_gold[pair.gold];
        if both_free {
            free_predicted[pair.predicted] = false;
            free_gold[pair.gold] = false;
        }
        both_free
    });
    candidates.into_iter().map(|(_, pair)| pair).collect()
}

/// Whether both are there and share at least one byte.
pub fn touch(a: Option<Span>, b: Option<Span>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.overlaps(b))
}
