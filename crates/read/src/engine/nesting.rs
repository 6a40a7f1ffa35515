//! What stands inside what, in one sweep over the text.

use std::ops::Range;

/// A piece of somebody's content.
struct Piece {
    range: Range<usize>,
    owner: usize,
}

/// For each cue the owner of the shortest content, other than its own, in which it lies wholly.
///
/// The `k`th cue belongs to the owner of the `k`th contents. Of two that hold each other's cues, as
/// clauses around «بحسب …» may, the one with less to say stands inside; nothing stands inside itself,
/// however far around.
pub(crate) fn innermost<C>(
    cues: &[Range<usize>],
    contents: impl Iterator<Item = C>,
) -> Vec<Option<usize>>
where
    C: Iterator<Item = Range<usize>>,
{
    let mut sizes = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for (owner, ranges) in contents.enumerate() {
        let before = pieces.len();
        pieces.extend(ranges.map(|range| Piece { range, owner }));
        sizes.push(pieces[before..].iter().map(|p| p.range.len()).sum());
    }
    let around = around(cues, pieces, &sizes);
    let mut inside: Vec<Option<usize>> = vec![None; cues.len()];
    let mut shortest_first: Vec<usize> = (0..cues.len()).collect();
    shortest_first.sort_by_key(|&k| sizes[k]);
    for k in shortest_first {
        let leads_back =
            |owner: usize| std::iter::successors(Some(owner), |&o| inside[o]).any(|o| o == k);
        inside[k] = around[k].iter().copied().find(|&o| !leads_back(o));
    }
    inside
}

/// The owners of all contents around each cue, the shortest first. Cues are visited from left to right;
/// only what reaches over the place is looked at, as much as is nested there.
fn around(cues: &[Range<usize>], mut pieces: Vec<Piece>, sizes: &[usize]) -> Vec<Vec<usize>> {
    pieces.sort_by_key(|p| p.range.start);
    let mut from_left: Vec<usize> = (0..cues.len()).collect();
    from_left.sort_by_key(|&k| cues[k].start);
    let mut waiting = pieces.into_iter().peekable();
    let mut open: Vec<Piece> = Vec::new();
    let mut around = vec![Vec::new(); cues.len()];
    for k in from_left {
        let cue = &cues[k];
        while let Some(p) = waiting.next_if(|p| p.range.start <= cue.start) {
            open.push(p);
        }
        open.retain(|p| p.range.end > cue.start);
        let holding = open
            .iter()
            .filter(|p| p.owner != k && cue.end <= p.range.end);
        around[k].extend(holding.map(|p| p.owner));
        around[k].sort_by_key(|&owner| (sizes[owner], owner));
    }
    around
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contents as (first token, one past the last) of each piece.
    fn inside(cues: &[Range<usize>], contents: &[&[(usize, usize)]]) -> Vec<Option<usize>> {
        let ranges = contents.iter().map(|c| c.iter().map(|&(a, b)| a..b));
        innermost(cues, ranges)
    }

    #[test]
    fn the_innermost_of_several() {
        // The second speaks in the first, the third in both; the fourth begins in the first and ends
        // outside of it; the fifth is on its own.
        let cues = [0..2, 12..14, 25..26, 39..41, 50..51];
        let contents: [&[_]; 5] = [&[(10, 40)], &[(20, 40)], &[(30, 35)], &[], &[(45, 52)]];
        let expected = [None, Some(0), Some(1), None, None];
        assert_eq!(inside(&cues, &contents), expected);
    }

    #[test]
    fn of_two_that_hold_each_other_the_shorter_stands_inside() {
        let contents: [&[_]; 2] = [&[(5, 15)], &[(0, 8), (20, 40)]];
        assert_eq!(inside(&[0..2, 10..12], &contents), [Some(1), None]);
    }
}
