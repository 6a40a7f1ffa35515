//! Which marks of one family open, which close: the cheapest reading of a row.

use super::{Family, Level, Placed};

/// How a mark is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// It opens a quotation, which is closed by a mark of its family or not.
    Open { has_partner: bool },
    /// It closes one, of its family or, where none is open, of another.
    Close,
    /// It is no quotation mark.
    None,
}

/// How deep quotations of one family may stand in one another.
pub(crate) const DEEPEST: usize = 3;

/// A closing mark without its opening one.
const STRAY: u64 = 4;
/// A quotation that its paragraph does not close. Newspapers leave them open when they go on in the
/// next one, so this is the lesser evil; but not between single marks, which stand for ع in names
/// (‘Abd) more often than they are forgotten.
const fn unclosed(level: Level) -> u64 {
    match level {
        Level::Double => 3,
        Level::Single => 5,
    }
}

type Costs = [u64; DEEPEST + 1];
const IMPOSSIBLE: u64 = u64::MAX;

/// The last step of the cheapest way to a depth.
#[derive(Clone, Copy)]
struct Step {
    from: u8,
    label: Label,
}

/// Sets the labels of the marks of one family in a paragraph.
pub(crate) fn label(marks: &mut [Placed], family: Family, level: Level) {
    let of_family = |placed: &Placed| placed.mark.family == family && placed.mark.level == level;
    let nested = match family {
        // `"a "b" c"` is rarer than a forgotten mark; « and “ stand in their own kind more often.
        Family::Straight => 4,
        Family::Curly | Family::Guillemet | Family::Corner => 1,
    };
    let mut costs: Costs = [IMPOSSIBLE; DEEPEST + 1];
    costs[0] = 0;
    let mut steps = Vec::new();
    for placed in marks.iter().filter(|placed| of_family(placed)) {
        let (next, step) = advance(&costs, placed, nested);
        costs = next;
        steps.push(step);
    }
    let end = |depth: &usize| costs[*depth].saturating_add(unclosed(level) * *depth as u64);
    let mut depth = (0..=DEEPEST).min_by_key(end).unwrap_or(0);
    // Backwards, a closing mark is met before the one that it closes.
    let mut closers = 0_usize;
    for (placed, step) in marks
        .iter_mut()
        .rev()
        .filter(|p| of_family(p))
        .zip(steps.iter().rev())
    {
        let Step { from, label } = step[depth];
        placed.label = match label {
            Label::Open { .. } => {
                let has_partner = closers > 0;
                closers = closers.saturating_sub(1);
                Label::Open { has_partner }
            }
            Label::Close => {
                closers += usize::from(from > 0);
                Label::Close
            }
            Label::None => Label::None,
        };
        depth = from as usize;
    }
}

/// The cheapest ways to all depths after one more mark.
fn advance(costs: &Costs, placed: &Placed, nested: u64) -> (Costs, [Step; DEEPEST + 1]) {
    let mut next = [IMPOSSIBLE; DEEPEST + 1];
    let mut steps = [Step {
        from: 0,
        label: Label::None,
    }; DEEPEST + 1];
    let evidence = placed.evidence;
    for (depth, &cost) in costs
        .iter()
        .enumerate()
        .filter(|(_, cost)| **cost != IMPOSSIBLE)
    {
        let mut offer = |to: usize, price: u64, label: Label| {
            if to <= DEEPEST && cost + price < next[to] {
                next[to] = cost + price;
                steps[to] = Step {
                    from: depth as u8,
                    label,
                };
            }
        };
        let (open, close) = (u64::from(evidence.open), u64::from(evidence.close));
        match depth {
            0 => offer(0, close + STRAY, Label::Close),
            _ => offer(depth - 1, close, Label::Close),
        }
        let nesting = if depth == 0 { 0 } else { nested };
        offer(
            depth + 1,
            open + nesting,
            Label::Open { has_partner: false },
        );
        offer(depth, u64::from(evidence.none), Label::None);
    }
    (next, steps)
}
