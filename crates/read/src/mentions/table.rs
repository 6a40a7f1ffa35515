//! All layers look for the same features of words: they are looked up once for all.

use super::layer::{Layer, Seen};

/// Where the weights of each feature stand in each layer: a hash table with open addressing and linear probing
/// (Knuth, vol. 3, 6.4).
///
/// The table and the weights are larger than the processor's caches, so that time goes by waiting for memory.
/// What is looked for next never hangs on what was just found, so that many waits run at once.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The layers that it is for, by their places.
    layers: Vec<usize>,
    /// A bit a feature, small enough for the processor's own caches: most features that no layer knows go no
    /// further (Bloom 1970, with one hash).
    filter: Vec<u64>,
    /// A feature and one more than its place in `rows`, divided by the number of layers; 0 where the slot is
    /// empty. Their number is a power of two.
    slots: Vec<(u32, u32)>,
    /// Of each feature its row in every layer.
    rows: Vec<u32>,
}

/// A layer that has no weights for a feature.
const NONE: u32 = u32::MAX;

/// Bits of the filter, as a power of two.
const FILTER: u32 = 21;

/// Of one token: what is to be looked for, and what was found so far.
#[derive(Default)]
struct Found {
    features: Vec<u32>,
    probes: Vec<(u32, u32)>,
    places: Vec<u32>,
}

/// The word of the filter, and the bit in it, that stands for a feature.
fn bit(feature: u32) -> (usize, u64) {
    let at = feature >> (32 - FILTER);
    ((at >> 6) as usize, 1 << (at & 63))
}

impl Table {
    /// Of the features of those layers that are `wanted`.
    pub fn new(layers: &[Layer], wanted: &[bool]) -> Table {
        let wanted: Vec<usize> = (0..layers.len()).filter(|n| wanted[*n]).collect();
        let mut features: Vec<u32> = Vec::new();
        for &n in &wanted {
            features.extend(layers[n].crf.rows().map(|(feature, _)| feature));
        }
        features.sort_unstable();
        features.dedup();
        let mut table = Table {
            slots: vec![(0, 0); (features.len() * 3 / 2).next_power_of_two()],
            rows: vec![NONE; features.len() * wanted.len()],
            filter: vec![0; 1 << (FILTER - 6)],
            layers: wanted,
        };
        for feature in &features {
            let (word, bit) = bit(*feature);
            table.filter[word] |= bit;
        }
        for (place, feature) in features.iter().enumerate() {
            let mut slot = table.first(*feature);
            while table.slots[slot].1 != 0 {
                slot = table.next(slot);
            }
            table.slots[slot] = (*feature, place as u32 + 1);
        }
        for k in 0..table.layers.len() {
            for (feature, row) in layers[table.layers[k]].crf.rows() {
                if let Ok(place) = features.binary_search(&feature) {
                    table.rows[place * table.layers.len() + k] = row;
                }
            }
        }
        table
    }

    /// The slot where a feature is looked for first.
    fn first(&self, feature: u32) -> usize {
        feature.wrapping_mul(0x9E37_79B1) as usize & (self.slots.len() - 1)
    }

    fn next(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }

    /// Where those of these features stand that any layer knows.
    fn find(&self, features: &[u32], found: &mut Found) {
        found.features.clear();
        found.features.extend(features.iter().filter(|feature| {
            let (word, bit) = bit(**feature);
            self.filter[word] & bit != 0
        }));
        found.probes.clear();
        found
            .probes
            .extend(found.features.iter().map(|f| self.slots[self.first(*f)]));
        found.places.clear();
        for (&feature, &(mut here, mut place)) in found.features.iter().zip(&found.probes) {
            let mut slot = self.first(feature);
            while place != 0 && here != feature {
                slot = self.next(slot);
                (here, place) = self.slots[slot];
            }
            found.places.extend(place.checked_sub(1));
        }
    }

    /// What the words weigh in each layer of the table, a score a label and token; of other layers nothing.
    pub fn scores(&self, layers: &[Layer], seen: &Seen) -> Vec<Vec<f32>> {
        let mut scores = vec![Vec::new(); layers.len()];
        let mut found = Found::default();
        let mut rows: Vec<u32> = Vec::new();
        let mut sums: Vec<i32> = Vec::new();
        let tokens = seen.atoms.len();
        for &n in &self.layers {
            scores[n].reserve(tokens * layers[n].crf.labels());
        }
        for token in 0..tokens {
            self.find(seen.of(token).0, &mut found);
            for (k, &n) in self.layers.iter().enumerate() {
                let crf = &layers[n].crf;
                rows.clear();
                let row = |place: &u32| self.rows[*place as usize * self.layers.len() + k];
                rows.extend(found.places.iter().map(row));
                sums.clear();
                sums.resize(crf.labels(), 0);
                for &row in rows.iter().filter(|row| **row != NONE) {
                    for (sum, weight) in sums.iter_mut().zip(crf.row(row)) {
                        *sum += i32::from(*weight);
                    }
                }
                scores[n].extend(sums.iter().map(|sum| *sum as f32 * crf.scale()));
            }
        }
        scores
    }
}
