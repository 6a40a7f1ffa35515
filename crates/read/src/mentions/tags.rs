//! Segments as labels of tokens (BIO: Ramshaw and Marcus 1995): 0 outside, 1 + 2k the first token of a
//! segment of sort k, 2 + 2k a later one.

use std::ops::Range;

/// How many labels `sorts` sorts need.
pub fn labels(sorts: usize) -> usize {
    1 + 2 * sorts
}

/// Whether label `b` may follow label `a` (`None`: may stand first).
pub fn may_follow(a: Option<usize>, b: usize) -> bool {
    b == 0 || b % 2 == 1 || a.is_some_and(|a| a == b || a + 1 == b)
}

/// The labels of `len` tokens with these segments; of two that overlap the first in the list wins.
pub fn encode(len: usize, segments: &[(Range<usize>, usize)]) -> Vec<u8> {
    let mut out = vec![0; len];
    for (range, sort) in segments {
        if range.is_empty() || range.end > len || out[range.clone()].iter().any(|l| *l != 0) {
            continue;
        }
        out[range.clone()].fill(2 + 2 * *sort as u8);
        out[range.start] = 1 + 2 * *sort as u8;
    }
    out
}

/// The segments of these labels.
pub fn decode(labels: &[u8]) -> Vec<(Range<usize>, usize)> {
    let mut out: Vec<(Range<usize>, usize)> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        if label == 0 {
            continue;
        }
        let sort = usize::from(label - 1) / 2;
        match out.last_mut() {
            Some((range, last)) if label % 2 == 0 && range.end == i && *last == sort => {
                range.end += 1
            }
            _ => out.push((i..i + 1, sort)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_come_back_from_their_labels() {
        let segments = [(0..2, 0), (2..3, 0), (4..7, 3)];
        let labels = encode(8, &segments);
        assert_eq!(labels, [1, 2, 1, 0, 7, 8, 8, 0]);
        assert_eq!(decode(&labels), segments);
    }

    #[test]
    fn of_two_that_overlap_the_first_wins() {
        assert_eq!(
            decode(&encode(5, &[(1..4, 0), (3..5, 1), (9..12, 0)])),
            [(1..4, 0)]
        );
    }

    #[test]
    fn a_later_token_follows_its_own_sort_alone() {
        assert!(may_follow(Some(1), 2) && may_follow(Some(2), 2));
        assert!(!may_follow(Some(1), 4) && !may_follow(Some(0), 2) && !may_follow(None, 2));
        assert!(may_follow(None, 1) && may_follow(Some(4), 1) && may_follow(None, 0));
    }
}
