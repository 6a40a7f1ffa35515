//! Sentences of Arabic newswire: long, chained by commas, ended by a dot more often than not.

use crate::fold::Folded;
use crate::quotations::Quotation;
use crate::tokens::{Token, TokenKind};
use std::ops::Range;

/// Splits each paragraph into sentences; see [`crate::Text::sentences`].
pub(crate) fn sentences(
    folded: &Folded,
    tokens: &[Token],
    paragraphs: &[Range<usize>],
    quotations: &[Quotation],
) -> Vec<Range<usize>> {
    let word = |i: usize| &folded.as_str()[tokens[i].folded.range()];
    let mut sentences = Vec::with_capacity(paragraphs.len() * 2);
    let mut outermost = quotations.iter().filter(|q| q.parent.is_none()).peekable();
    for paragraph in paragraphs {
        let mut start = paragraph.start;
        let mut i = start;
        while i < paragraph.end {
            let mut ends = ends_sentence(word(i)) && !is_list_number(tokens, start, i);
            if let Some(quotation) = outermost.next_if(|q| q.open == i) {
                let last = quotation.close.unwrap_or(paragraph.end - 1);
                // «لن نغلق الجسر.» وأضاف: the dot inside ends the sentence outside as well.
                ends = last > i + 1 && quotation.close.is_some() && word(last - 1) == ".";
                i = last;
            }
            i += 1;
            if ends {
                while i < paragraph.end && !tokens[i].space_before {
                    // A closing mark whose opening one stands in another paragraph, or nowhere.
                    let closes = is_quotation_mark(word(i))
                        && outermost.peek().is_none_or(|q| q.open != i)
                        && tokens.get(i + 1).is_none_or(|next| next.space_before);
                    if !trails(word(i)) && !closes {
                        break;
                    }
                    i += 1;
                }
                sentences.push(start..i);
                start = i;
            }
        }
        if start < paragraph.end {
            sentences.push(start..paragraph.end);
        }
    }
    sentences
}

fn ends_sentence(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "؟")
}

/// What still belongs to a sentence after the mark that ends it: «؟!», «.)».
fn trails(word: &str) -> bool {
    ends_sentence(word) || matches!(word, ")" | "]" | "}")
}

fn is_quotation_mark(word: &str) -> bool {
    matches!(word, "\"" | "'")
}

/// «1. إغلاق الجسر»: the dot after the number with which a sentence begins.
fn is_list_number(tokens: &[Token], start: usize, dot: usize) -> bool {
    dot == start + 1 && tokens[start].kind == TokenKind::Number
}
