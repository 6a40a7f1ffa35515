//! What stands on either side of a quotation mark, and what it says.

use super::{Family, Level, Mark, Placed, Side, labels::Label, mark_at};
use crate::fold::Folded;
use crate::tokens::{Token, TokenKind};
use std::ops::Range;

/// What each reading of a mark costs: 0 fits its surroundings wholly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub open: u8,
    pub close: u8,
    /// No quotation mark: an inch, a minute, an apostrophe.
    pub none: u8,
}

/// What stands on one side of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// The paragraph's first or last place.
    Edge,
    /// White space.
    Space,
    /// A word, without a space.
    Word,
    /// A number, without a space.
    Number,
    /// What leads to an opening mark: `(`, and a colon with or without a space.
    Leads,
    /// What ends words: `.`, `،`, `)`; without a space.
    Ends,
    /// Dashes, symbols, and «و», «بـ» before a mark: they say nothing.
    Nothing,
}

/// Collects the quotation marks of a paragraph. Of marks without space between them («"نعم"») each
/// sees what stands beyond the others.
pub(crate) fn collect(
    original: &str,
    folded: &Folded,
    tokens: &[Token],
    paragraph: Range<usize>,
    marks: &mut Vec<Placed>,
) {
    let word = |i: usize| &folded.as_str()[tokens[i].folded.range()];
    let mut sides = Vec::new();
    for i in paragraph.clone() {
        let Some(mark) = mark_at(original, folded, &tokens[i]) else {
            continue;
        };
        let left = match (marks.last(), sides.last()) {
            _ if i == paragraph.start => Beside::Edge,
            (Some(before), Some(&left)) if before.token + 1 == i && !tokens[i].space_before => left,
            _ => left_of(&tokens[i - 1], word(i - 1), tokens[i].space_before),
        };
        sides.push(left);
        let evidence = Evidence::default();
        marks.push(Placed {
            token: i,
            mark,
            evidence,
            label: Label::None,
        });
    }
    let mut beyond = (usize::MAX, Beside::Edge);
    for (placed, left) in marks.iter_mut().zip(sides).rev() {
        let next = placed.token + 1;
        let right = match beyond {
            _ if next == paragraph.end => Beside::Edge,
            (mark, right) if mark == next && !tokens[next].space_before => right,
            _ => right_of(&tokens[next], word(next)),
        };
        beyond = (placed.token, right);
        placed.evidence = weigh(placed.mark, left, right);
    }
}

fn left_of(before: &Token, word: &str, space: bool) -> Beside {
    match (before.kind, word) {
        (_, ":") => Beside::Leads,
        _ if space => Beside::Space,
        (TokenKind::Word, word) if is_proclitic(word) => Beside::Nothing,
        (TokenKind::Word, _) => Beside::Word,
        (TokenKind::Number, _) => Beside::Number,
        (_, "(" | "[" | "{") => Beside::Leads,
        (_, word) if ends(word) || word.starts_with(['.', '…']) => Beside::Ends,
        _ => Beside::Nothing,
    }
}

fn right_of(after: &Token, word: &str) -> Beside {
    match (after.kind, word) {
        _ if after.space_before => Beside::Space,
        (TokenKind::Word, _) => Beside::Word,
        (TokenKind::Number, _) => Beside::Number,
        (_, "(" | "[" | "{") => Beside::Leads,
        (_, word) if ends(word) || word == ":" => Beside::Ends,
        _ => Beside::Nothing,
    }
}

fn ends(word: &str) -> bool {
    matches!(
        word,
        "." | "،" | "," | "؛" | ";" | "!" | "?" | "؟" | ")" | "]" | "}" | "%"
    )
}

/// Whether a word that touches a mark may be a particle before it: «و"نعم"», «لـ«الأخبار»».
fn is_proclitic(word: &str) -> bool {
    matches!(
        word,
        "و" | "ف" | "ب" | "ل" | "ك" | "ال" | "وب" | "ول" | "بال" | "لل" | "وال"
    )
}

/// The prices. Touching a word weighs more than a space, since spaces stray and words do not; the
/// direction of « » weighs more than that of “ ”, which editors turn the wrong way in Arabic.
fn weigh(mark: Mark, left: Beside, right: Beside) -> Evidence {
    let mut evidence = Evidence {
        open: 0,
        close: 0,
        none: 8,
    };
    match left {
        Beside::Edge | Beside::Leads => evidence.close += 3,
        Beside::Space => evidence.close += 2,
        Beside::Word | Beside::Number | Beside::Ends => evidence.open += 3,
        Beside::Nothing => {}
    }
    match right {
        // What opens at a paragraph's end has nothing to hold.
        Beside::Edge => evidence.open += 6,
        Beside::Ends => evidence.open += 3,
        Beside::Space => evidence.open += 2,
        Beside::Word | Beside::Number => evidence.close += 3,
        Beside::Leads => evidence.close += 2,
        Beside::Nothing => {}
    }
    let direction = match mark.family {
        Family::Guillemet | Family::Corner => 6,
        Family::Curly | Family::Straight => 3,
    };
    match mark.side {
        Side::Open => evidence.close += direction,
        Side::Close => evidence.open += direction,
        Side::Either => {}
    }
    match (mark.level, mark.family) {
        // `workers'`, `90'`, and ’ for ع in transliteration.
        (Level::Single, Family::Straight | Family::Curly) => evidence.none = 4,
        // A screen of 55".
        (Level::Double, Family::Straight | Family::Curly) if left == Beside::Number => {
            evidence.none = 2
        }
        _ => {}
    }
    evidence
}
