//! Words that a person gives, found in the text in any spelling.

use musnad_report::{Span, Text, TokenKind};

/// Where `words` stand in the text, whole words only, spelt alike when folded: «الري» is found in
/// «الرى». Punctuation around them is neither needed nor taken along.
pub(super) fn find(text: &Text, words: &str) -> Vec<Span> {
    let given = Text::new(words);
    let is_word = |text: &Text, i: usize| text.tokens()[i].kind != TokenKind::Mark;
    let asked: Vec<usize> = (0..given.tokens().len())
        .skip_while(|&i| !is_word(&given, i))
        .collect();
    let kept = asked.iter().rposition(|&i| is_word(&given, i));
    let asked = &asked[..kept.map_or(0, |last| last + 1)];
    if asked.is_empty() {
        return Vec::new();
    }
    let starts = 0..(text.tokens().len() + 1).saturating_sub(asked.len());
    starts
        .filter(|&start| {
            (start..)
                .zip(asked)
                .all(|(i, &j)| text.word(i) == given.word(j))
        })
        .map(|start| text.span_of(start..start + asked.len()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a Text, words: &str) -> Vec<&'a str> {
        find(text, words)
            .into_iter()
            .map(|span| text.slice(span))
            .collect()
    }

    #[test]
    fn in_any_spelling_and_whole() {
        let text = Text::new("قال وزير الري أحمد: «إن السد امتلأ». وأضاف احمد أن أحمدَ لم يأت.");
        assert_eq!(found(&text, "أحمد"), ["أحمد", "احمد", "أحمدَ"]);
        assert_eq!(found(&text, "«السد إمتلأ»."), ["السد امتلأ"]);
        assert_eq!(found(&text, "سد"), [""; 0]);
        assert_eq!(found(&text, "«»"), [""; 0]);
        assert_eq!(found(&Text::new(""), "سد"), [""; 0]);
    }
}
