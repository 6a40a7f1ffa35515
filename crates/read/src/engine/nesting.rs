//! What stands inside what, in one sweep over the text.

use std::ops::Range;

/// A piece of somebody's content.
struct Piece {
    range: Range<usize>,
    owner: usize,
    /// Length of all of the owner's pieces: the shorter, the further inside.
    size: usize,
}

/// For each cue the owner of the shortest content, other than its own, in which it lies wholly.
///
/// The `k`th cue belongs to the owner of the `k`th contents. Cues are visited from left to right; only
/// the contents that reach over the place are looked at, as many as statements are nested there.
pub(super) fn innermost<C>(
    cues: &[Range<usize>],
    contents: impl Iterator<Item = C>,
) -> Vec<Option<usize>>
where
    C: Iterator<Item = Range<usize>> + Clone,
{
    let pieces = contents.enumerate().flat_map(|(owner, ranges)| {
        let size = ranges.clone().map(|r| r.len()).sum();
        ranges.map(move |range| Piece { range, owner, size })
    });
    let mut pieces: Vec<Piece> = pieces.collect();
    pieces.sort_by_key(|p| p.range.start);
    let mut order: Vec<usize> = (0..cues.len()).collect();
    order.sort_by_key(|&k| cues[k].start);
    let mut inside = vec![None; cues.len()];
    let mut waiting = pieces.into_iter().peekable();
    let mut open: Vec<Piece> = Vec::new();
    for k in order {
        let cue = &cues[k];
        open.retain(|p| p.range.end > cue.start);
        while let Some(p) = waiting.next_if(|p| p.range.start <= cue.start) {
            open.push(p);
        }
        let around = open
            .iter()
            .filter(|p| p.owner != k && cue.end <= p.range.end && cue.start < p.range.end);
        inside[k] = around.min_by_key(|p| (p.size, p.owner)).map(|p| p.owner);
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_of_several() {
        // 0 says 10..40; in it 1 says 20..40; 2 speaks in both; 3 begins in 0 and ends outside.
        let cues = [0..2, 12..14, 25..26, 39..41, 50..51];
        let contents = [
            vec![10..40],
            vec![20..40],
            vec![30..35],
            vec![],
            vec![45..52],
        ];
        let contents = contents.iter().map(|c| c.iter().cloned());
        let inside = innermost(&cues, contents);
        assert_eq!(inside, [None, Some(0), Some(1), None, None]);
    }
}
