//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): the weight of a row of
//! labels is the sum of what each token's features give its label, and of what each label gives the next.
//! Features are numbers (see [`crate::judge::Features`]); those that were kept in training have a row of
//! weights each, all others weigh nothing.

use super::file::{Bytes, TaggerError, write_number};
use rustc_hash::FxHashMap;

/// So many labels a chain has at most.
const MOST: usize = 48;

/// So many weights are added at once.
pub(super) const LANES: usize = 8;

/// Adds weights to sums, both a label each. A token has far fewer features than it would take to overflow.
#[inline]
pub(super) fn add(sums: &mut [[i16; LANES]], weights: &[[i8; LANES]]) {
    for (sums, weights) in sums.iter_mut().zip(weights) {
        // All lanes at once: written so, it becomes three instructions.
        let weights = weights.map(i16::from);
        *sums = std::array::from_fn(|lane| sums[lane].wrapping_add(weights[lane]));
    }
}

/// The weights of one chain of labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Crf {
    labels: usize,
    /// What label a (row) gives label b that follows it; the last row is of the place before the first token.
    transitions: Vec<f32>,
    /// Their exponentials.
    moves: Vec<f32>,
    /// A feature's row.
    rows: FxHashMap<u32, u32>,
    /// A weight a label, row after row, each row filled up to whole [`LANES`].
    weights: Vec<i8>,
    scale: f32,
}

/// The likeliest labels of a sequence, each with the probability of that label at its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labelling {
    /// A label a token.
    pub labels: Vec<u8>,
    /// How probable that label is there.
    pub probabilities: Vec<f32>,
}

impl Crf {
    /// With these weights: a row of `labels` a feature, and `labels + 1` rows of transitions. They are
    /// rounded to a part in 127 of the largest.
    pub fn new(labels: usize, rows: &[(u32, Vec<f32>)], transitions: Vec<f32>) -> Crf {
        debug_assert_eq!(transitions.len(), (labels + 1) * labels);
        let all = rows.iter().flat_map(|(_, row)| row);
        let largest = all
            .fold(0.0_f32, |m, w| m.max(w.abs()))
            .max(f32::MIN_POSITIVE);
        let scale = largest / f32::from(i8::MAX);
        let width = labels.next_multiple_of(LANES);
        let filled = |row: &Vec<f32>| {
            let mut row: Vec<i8> = row.iter().map(|w| (w / scale).round() as i8).collect();
            row.resize(width, 0);
            row
        };
        Crf {
            labels,
            moves: raised(&transitions),
            transitions,
            weights: rows.iter().flat_map(|(_, row)| filled(row)).collect(),
            rows: rows
                .iter()
                .enumerate()
                .map(|(n, (key, _))| (*key, n as u32))
                .collect(),
            scale,
        }
    }

    /// Reads what [`Crf::write`] writes.
    pub(super) fn read(bytes: &mut Bytes) -> Result<Crf, TaggerError> {
        let labels = bytes.number()?;
        if labels == 0 || labels > MOST {
            return Err(TaggerError::Damaged);
        }
        let transitions: Vec<f32> = (0..(labels + 1) * labels)
            .map(|_| bytes.float())
            .collect::<Result<_, _>>()?;
        let scale = bytes.float()?;
        let count = bytes.number()?;
        let (mut rows, mut weights) = (FxHashMap::default(), Vec::new());
        let mut key = 0_u32;
        for row in 0..count {
            let gap = u32::try_from(bytes.number()?).map_err(|_| TaggerError::Damaged)?;
            key = key.checked_add(gap).ok_or(TaggerError::Damaged)?;
            rows.insert(key, row as u32);
            let filled = bytes.number()?;
            for label in 0..labels.next_multiple_of(LANES) {
                weights.push(if filled >> label & 1 == 1 {
                    bytes.byte()? as i8
                } else {
                    0
                });
            }
        }
        Ok(Crf {
            labels,
            moves: raised(&transitions),
            transitions,
            rows,
            weights,
            scale,
        })
    }

    /// The number of labels, the transitions and the scale (f32), the number of features, and of each, in the
    /// order of their numbers: the gap to it, the set of labels that it has weights for (a bit each), and those
    /// weights (i8). Numbers are LEB128, the rest little-endian.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.labels);
        for value in self.transitions.iter().chain([&self.scale]) {
            out.extend(value.to_le_bytes());
        }
        let mut rows: Vec<(u32, u32)> = self.rows.iter().map(|(key, row)| (*key, *row)).collect();
        rows.sort_unstable();
        write_number(out, rows.len());
        let mut last = 0;
        for (key, row) in rows {
            write_number(out, (key - last) as usize);
            last = key;
            let row = &self.row(row)[..self.labels];
            let filled = row.iter().enumerate().filter(|(_, w)| **w != 0);
            write_number(out, filled.clone().map(|(label, _)| 1 << label).sum());
            out.extend(filled.map(|(_, w)| *w as u8));
        }
    }

    /// How many labels there are.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// The features that have weights, in any order, and those weights, a label each and then what fills up
    /// the last lanes, in units of [`Crf::scale`].
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, &[i8])> {
        let rows = self.rows.iter();
        rows.map(|(feature, row)| (*feature, self.row(*row)))
    }

    fn row(&self, row: u32) -> &[i8] {
        let width = self.width();
        &self.weights[row as usize * width..][..width]
    }

    /// Labels, and what fills up the last lanes.
    fn width(&self) -> usize {
        self.labels.next_multiple_of(LANES)
    }

    /// Adds the scores of a token that is in no segment, whatever its words are.
    pub(super) fn close(&self, scores: &mut Vec<f32>) {
        let end = scores.len() + self.labels;
        scores.push(0.0);
        scores.resize(end, PRUNED);
    }

    /// What the weights' units are.
    pub(super) fn scale(&self) -> f32 {
        self.scale
    }

    /// Adds to `scores`, one a label, what these features weigh.
    pub fn add(&self, features: &[u32], scores: &mut [f32]) {
        let mut sums = [[0; LANES]; MOST / LANES];
        for feature in features {
            if let Some(&row) = self.rows.get(feature) {
                add(&mut sums, self.row(row).as_chunks().0);
            }
        }
        for (score, sum) in scores.iter_mut().zip(sums.as_flattened()) {
            *score += f32::from(*sum) * self.scale;
        }
    }

    /// The likeliest labels under these scores (`labels` a token): the Viterbi path.
    /// Labels that weigh far less at a token than its heaviest are not followed there.
    pub fn decode(&self, scores: &mut [f32]) -> Labelling {
        prune(self.labels, scores);
        let labels = viterbi(self.labels, &self.transitions, scores);
        let lattice = Lattice::over(self.labels, self.moves.clone(), scores);
        let at = |(t, label): (usize, &u8)| lattice.probability(t, usize::from(*label));
        let probabilities = labels.iter().enumerate().map(at).collect();
        Labelling {
            labels,
            probabilities,
        }
    }
}

/// A label that weighs so much less at a token than the heaviest one there is not followed: transitions do not
/// make up for it.
const FAR: f32 = 16.0;
/// What such a label weighs from then on.
const PRUNED: f32 = -1e4;

fn prune(n: usize, scores: &mut [f32]) {
    for token in scores.chunks_exact_mut(n) {
        let top = token.iter().fold(f32::MIN, |m, s| m.max(*s));
        // Outside of any mention every row of labels can go on.
        for score in token.iter_mut().skip(1).filter(|s| **s < top - FAR) {
            *score = PRUNED;
        }
    }
}

/// The path of the greatest weight.
pub fn viterbi(n: usize, transitions: &[f32], scores: &[f32]) -> Vec<u8> {
    let mut best: Vec<f32> = Vec::with_capacity(n);
    let mut from: Vec<u8> = Vec::with_capacity(scores.len());
    let mut next = vec![0.0; n];
    for (t, score) in scores.chunks_exact(n).enumerate() {
        if t == 0 {
            best.extend(score.iter().zip(&transitions[n * n..]).map(|(s, w)| s + w));
            from.resize(n, 0);
            continue;
        }
        next.copy_from_slice(&transitions[..n]);
        next.iter_mut().for_each(|w| *w += best[0]);
        let at = from.len();
        from.resize(at + n, 0);
        let back = &mut from[at..];
        let top = best.iter().fold(f32::MIN, |m, w| m.max(*w));
        for a in (1..n).filter(|&a| best[a] > top + PRUNED / 2.0) {
            let row = &transitions[a * n..(a + 1) * n];
            for b in 0..n {
                let w = best[a] + row[b];
                if w > next[b] {
                    next[b] = w;
                    back[b] = a as u8;
                }
            }
        }
        for ((b, w), s) in best.iter_mut().zip(&next).zip(score) {
            *b = w + s;
        }
    }
    let mut path = vec![0; from.len() / n];
    let mut label = (0..best.len()).fold(0, |m, k| if best[k] > best[m] { k } else { m });
    for (t, place) in path.iter_mut().enumerate().rev() {
        *place = label as u8;
        label = usize::from(from[t * n + label]);
    }
    path
}

fn raised(transitions: &[f32]) -> Vec<f32> {
    transitions.iter().map(|w| w.exp()).collect()
}

/// So little (in nats, against its token's best) any label has at least: where only forbidden moves lead to the
/// best ones there is still a way.
const LEAST: f32 = -25.0;

fn raise(score: f32) -> f32 {
    match score {
        pruned if pruned < PRUNED / 2.0 => 0.0,
        score => score.max(LEAST).exp(),
    }
}

/// Sums over all rows of labels: of those that lead to a label at a token, and of those that lead on from it.
/// Each token's are scaled to a sum of one, which keeps them from running out of range.
#[derive(Clone, Debug)]
pub struct Lattice {
    n: usize,
    /// Of what leads to a label, `n` a token.
    pub forward: Vec<f32>,
    /// Of what leads on from it.
    pub backward: Vec<f32>,
    /// The exponentials of the scores, each token's less its greatest.
    pub raised: Vec<f32>,
    /// The exponentials of the transitions.
    pub moves: Vec<f32>,
    /// By what each token's were divided.
    pub norms: Vec<f32>,
    /// The logarithm of the sum over all rows of labels.
    pub total: f64,
}

impl Lattice {
    /// Under these scores; labels at [`PRUNED`] are not followed.
    pub fn new(n: usize, transitions: &[f32], scores: &[f32]) -> Lattice {
        Lattice::over(n, raised(transitions), scores)
    }

    fn over(n: usize, moves: Vec<f32>, scores: &[f32]) -> Lattice {
        let tokens = scores.len() / n;
        let mut raised = Vec::with_capacity(scores.len());
        let mut total = 0.0;
        for score in scores.chunks_exact(n) {
            let top = score.iter().fold(f32::MIN, |m, s| m.max(*s));
            total += f64::from(top);
            raised.extend(score.iter().map(|s| raise(s - top)));
        }
        let mut forward = vec![0.0; scores.len()];
        let mut norms = vec![1.0; tokens];
        for t in 0..tokens {
            let (before, here) = forward.split_at_mut(t * n);
            let here = &mut here[..n];
            match before.len().checked_sub(n) {
                None => here.copy_from_slice(&moves[n * n..]),
                Some(last) => {
                    let followed = before[last..]
                        .iter()
                        .enumerate()
                        .filter(|(_, alpha)| **alpha > 0.0);
                    for (a, alpha) in followed {
                        for (sum, w) in here.iter_mut().zip(&moves[a * n..(a + 1) * n]) {
                            *sum += alpha * w;
                        }
                    }
                }
            }
            for (alpha, e) in here.iter_mut().zip(&raised[t * n..]) {
                *alpha *= e;
            }
            let norm: f32 = here.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            here.iter_mut().for_each(|alpha| *alpha /= norm);
            norms[t] = norm;
            total += f64::from(norm.ln());
        }
        let mut backward = vec![1.0; scores.len()];
        let mut ahead = vec![0.0; n];
        for t in (1..tokens).rev() {
            for (b, x) in ahead.iter_mut().enumerate() {
                *x = backward[t * n + b] * raised[t * n + b] / norms[t];
            }
            for a in (0..n).filter(|a| forward[(t - 1) * n + a] > 0.0) {
                let row = &moves[a * n..(a + 1) * n];
                backward[(t - 1) * n + a] = row.iter().zip(&ahead).map(|(w, x)| w * x).sum();
            }
        }
        Lattice {
            n,
            forward,
            backward,
            raised,
            moves,
            norms,
            total,
        }
    }

    /// How probable a label is at a token.
    pub fn probability(&self, t: usize, label: usize) -> f32 {
        self.forward[t * self.n + label] * self.backward[t * self.n + label]
    }

    /// Adds how probable each pair of labels of tokens `t - 1` and `t` is, `n` a row; for the first token to
    /// the last row, as transitions have it.
    pub fn pairs(&self, t: usize, sums: &mut [f32]) {
        let n = self.n;
        let ahead = |b: usize| self.backward[t * n + b] * self.raised[t * n + b] / self.norms[t];
        let Some(last) = t.checked_sub(1) else {
            for b in 0..n {
                sums[n * n + b] += self.moves[n * n + b] * ahead(b);
            }
            return;
        };
        for b in 0..n {
            let x = ahead(b);
            for a in 0..n {
                sums[a * n + b] += self.forward[last * n + a] * self.moves[a * n + b] * x;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All rows of labels with their weights, by brute force.
    fn all(n: usize, transitions: &[f32], scores: &[f32]) -> Vec<(Vec<u8>, f32)> {
        let tokens = scores.len() / n;
        let mut out = Vec::new();
        for code in 0..n.pow(tokens as u32) {
            let path: Vec<u8> = (0..tokens)
                .map(|t| (code / n.pow(t as u32) % n) as u8)
                .collect();
            let mut before = n;
            let mut weight = 0.0;
            for (t, &label) in path.iter().enumerate() {
                weight += transitions[before * n + usize::from(label)]
                    + scores[t * n + usize::from(label)];
                before = usize::from(label);
            }
            out.push((path, weight));
        }
        out
    }

    const TRANSITIONS: [f32; 12] = [
        0.5, -1.0, 0.2, 0.0, 1.5, -0.5, 0.3, 0.1, -2.0, 1.0, 0.0, -0.4,
    ];
    const SCORES: [f32; 12] = [
        1.0, 0.5, -0.2, -1.0, 0.4, 0.9, 0.3, 0.3, 0.2, 2.0, -1.0, 0.1,
    ];

    #[test]
    fn the_path_is_the_heaviest_of_all() {
        let paths = all(3, &TRANSITIONS, &SCORES);
        let best = paths
            .iter()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(path, _)| path);
        assert_eq!(Some(&viterbi(3, &TRANSITIONS, &SCORES)), best);
        assert_eq!(viterbi(3, &TRANSITIONS, &[]), Vec::<u8>::new());
    }

    #[test]
    fn probabilities_are_those_of_all_rows_of_labels() {
        let paths = all(3, &TRANSITIONS, &SCORES);
        let total: f32 = paths.iter().map(|(_, w)| w.exp()).sum();
        let lattice = Lattice::new(3, &TRANSITIONS, &SCORES);
        assert!(
            (lattice.total - f64::from(total.ln())).abs() < 1e-4,
            "{}",
            lattice.total
        );
        for t in 0..4 {
            for label in 0..3 {
                let with = paths.iter().filter(|(p, _)| usize::from(p[t]) == label);
                let share: f32 = with.map(|(_, w)| w.exp()).sum::<f32>() / total;
                assert!(
                    (lattice.probability(t, label) - share).abs() < 1e-5,
                    "{t} {label}"
                );
            }
        }
        let mut pairs = vec![0.0; 12];
        (0..4).for_each(|t| lattice.pairs(t, &mut pairs));
        let (mut expected, n) = (vec![0.0; 12], 3);
        for (path, w) in &paths {
            let mut before = n;
            for &label in path {
                expected[before * n + usize::from(label)] += w.exp() / total;
                before = usize::from(label);
            }
        }
        for (a, b) in pairs.iter().zip(&expected) {
            assert!((a - b).abs() < 1e-4, "{pairs:?} {expected:?}");
        }
    }

    #[test]
    fn where_every_way_is_forbidden_nothing_runs_out_of_range() {
        let mut transitions = TRANSITIONS;
        transitions.iter_mut().for_each(|w| *w = -1e4);
        let lattice = Lattice::new(3, &transitions, &[1e3, -1e3, 0.0, -1e3, 1e3, 0.0]);
        let sure = |t, label| lattice.probability(t, label);
        assert!((0..2).all(|t| (0..3).all(|label| sure(t, label).is_finite())));
    }
}
