//! All layers look for the same features of words: they are looked up once for all.

use super::crf::{LANES, add};
use super::layer::{Layer, Seen};
use rustc_hash::FxHashMap;

/// The weights of each feature in several layers, side by side: a hash table with open addressing and linear
/// probing (Knuth, vol. 3, 6.4).
///
/// The table is larger than the processor's caches, so that time goes by waiting for memory. What is looked for
/// next never hangs on what was just found, so that many waits run at once.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Which layer, where its weights begin in a row (in [`LANES`]), and its labels.
    layers: Vec<(usize, usize, usize)>,
    /// A bit a feature, small enough for the processor's own caches: most features that no layer knows go no
    /// further (Bloom 1970, with one hash).
    filter: Vec<u64>,
    /// A feature and one more than its row; 0 where the slot is empty. Their number is a power of two.
    slots: Vec<(u32, u32)>,
    /// A row a feature, of as many lanes as all layers need.
    rows: Vec<[i8; LANES]>,
    /// Lanes of a row.
    width: usize,
}

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
    pub fn new(layers: &[Layer], wanted: impl Fn(usize) -> bool) -> Table {
        let mut table = Table {
            filter: vec![0; 1 << (FILTER - 6)],
            ..Table::default()
        };
        let mut features: FxHashMap<u32, u32> = FxHashMap::default();
        for (n, layer) in layers.iter().enumerate().filter(|(n, _)| wanted(*n)) {
            let labels = layer.crf.labels();
            table.layers.push((n, table.width, labels));
            table.width += labels.div_ceil(LANES);
            for (feature, weights) in layer.crf.rows() {
                *features.entry(feature).or_default() +=
                    weights.iter().filter(|w| **w != 0).count() as u32;
            }
        }
        // What has many weights is common: together, common features share the caches' lines and pages.
        let mut order: Vec<(u32, u32)> = features.iter().map(|(f, n)| (*n, *f)).collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        table.slots = vec![(0, 0); (order.len() * 3 / 2).next_power_of_two()];
        table.rows = vec![[0; LANES]; order.len() * table.width];
        for (row, (_, feature)) in order.iter().enumerate() {
            let (word, bit) = bit(*feature);
            table.filter[word] |= bit;
            let mut slot = table.first(*feature);
            while table.slots[slot].1 != 0 {
                slot = table.next(slot);
            }
            table.slots[slot] = (*feature, row as u32 + 1);
            features.insert(*feature, row as u32);
        }
        for &(n, start, labels) in &table.layers {
            for (feature, weights) in layers[n].crf.rows() {
                let at = features[&feature] as usize * table.width + start;
                let lanes = &mut table.rows[at..at + labels.div_ceil(LANES)];
                lanes.as_flattened_mut()[..labels].copy_from_slice(&weights[..labels]);
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

    /// What the words weigh in each layer of the table, a score a label and token; of other layers nothing. Of
    /// tokens that are not `open` nothing is asked: they are in no segment.
    pub fn scores(
        &self,
        layers: &[Layer],
        seen: &Seen,
        open: impl Fn(usize) -> bool,
    ) -> Vec<Vec<f32>> {
        let mut scores = vec![Vec::new(); layers.len()];
        let tokens = seen.atoms.len();
        for &(n, _, labels) in &self.layers {
            scores[n].reserve(tokens * labels);
        }
        let mut found = Found::default();
        let mut sums = vec![[0_i16; LANES]; self.width];
        for token in 0..tokens {
            if !open(token) {
                for &(n, ..) in &self.layers {
                    layers[n].crf.close(&mut scores[n]);
                }
                continue;
            }
            self.find(seen.of(token).0, &mut found);
            sums.fill([0; LANES]);
            for row in &found.places {
                let row = &self.rows[*row as usize * self.width..][..self.width];
                add(&mut sums, row);
            }
            for &(n, start, labels) in &self.layers {
                let sums = &sums[start..].as_flattened()[..labels];
                let scale = layers[n].crf.scale();
                scores[n].extend(sums.iter().map(|sum| f32::from(*sum) * scale));
            }
        }
        scores
    }
}
