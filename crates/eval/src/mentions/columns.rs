//! Sets of a token and its tags a line, a blank line between sentences (CoNLL 2003): WikiFANE, AQMAR.
//!
//! A text is made of some sentences, a line each, as it would be written: WikiFANE has particles and pronouns
//! cut off («و المدينة», «نتائج ه»), which are joined again, as the program reads reports and not tokens. A
//! mention is widened to the whole words that hold it.

use super::{Mark, Marked};
use crate::set::{SetError, malformed, read};
use musnad_report::{Span, Text};
use std::collections::BTreeMap;
use std::path::Path;

/// One set of this form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Alotaibi and Lee 2014: fifty types, particles cut off.
    WikiFane,
    /// Mohit et al. 2012: PER, LOC, ORG, MISC.
    Aqmar,
}

/// How many sentences make a text where the set does not tell where its texts end.
const SENTENCES: usize = 25;

const LABELS: &str = include_str!("../../data/mention_labels.tsv");

/// A token and its tags but `O`, a line each.
pub type Sentence = Vec<(String, Vec<String>)>;

impl Columns {
    fn name(self) -> &'static str {
        match self {
            Columns::WikiFane => "wikifane",
            Columns::Aqmar => "aqmar",
        }
    }

    /// The sentences of a file.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn read(self, path: &Path) -> Result<Vec<Sentence>, SetError> {
        let bytes = read(path)?;
        let text = std::str::from_utf8(&bytes).map_err(|error| malformed(path, error))?;
        Ok(self.parse(text))
    }

    /// The sentences of a file's text.
    pub fn parse(self, text: &str) -> Vec<Sentence> {
        let mut out = vec![Vec::new()];
        for line in text.lines() {
            let line = line.trim_matches(['\u{feff}', '\u{200e}', '\r', ' ']);
            let mut fields = line.split(['\t', ' ']).filter(|field| !field.is_empty());
            match fields.next() {
                None => out.push(Vec::new()),
                Some(token) => {
                    let tags = fields.filter(|tag| *tag != "O").map(str::to_owned);
                    let last = out.last_mut().expect("begins with one");
                    last.push((token.to_owned(), tags.collect()));
                }
            }
        }
        out.retain(|sentence| !sentence.is_empty());
        out
    }

    /// Texts of these sentences. With `join`, particles and pronouns that are tokens of their own are joined to
    /// the words that they are written with.
    pub fn texts(self, sentences: &[Sentence], join: bool) -> Vec<Marked> {
        let types = types(self.name());
        let texts = sentences.chunks(SENTENCES).enumerate();
        texts
            .map(|(n, some)| self.text(n, some, join, &types))
            .collect()
    }

    fn text(
        self,
        n: usize,
        sentences: &[Sentence],
        join: bool,
        types: &BTreeMap<&str, &str>,
    ) -> Marked {
        let mut text = String::new();
        let mut segments: Vec<(Span, &str)> = Vec::new();
        for sentence in sentences {
            let tokens: Vec<&str> = sentence.iter().map(|(token, _)| token.as_str()).collect();
            let begin = segments.len();
            for (i, (token, tags)) in sentence.iter().enumerate() {
                let joined = join && i > 0 && joins(tokens[i - 1], token);
                if i > 0 && !joined {
                    text.push(' ');
                }
                let span = write(&mut text, token, joined);
                for tag in tags {
                    let Some((place, label)) = tag.split_once('-') else {
                        continue;
                    };
                    let Some(&label) = types.get(label) else {
                        continue;
                    };
                    let open = segments[begin..].iter_mut().rev();
                    let mut open = open.filter(|(s, l)| *l == label && s.end + 1 >= span.start);
                    match open.next() {
                        Some((segment, _)) if place == "I" => segment.end = span.end,
                        _ => segments.push((span, label)),
                    }
                }
            }
            text.push('\n');
        }
        let text = Text::new(text);
        let marks = segments
            .into_iter()
            .filter_map(|(span, label)| mark(&text, span, label));
        let mut marks: Vec<Mark> = marks.collect();
        marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        Marked {
            id: format!("{}-{n}", self.name()),
            text,
            marks,
        }
    }
}

/// Appends a token; where it joins the word before, as it is written there («عاصمة» + «ها»: «عاصمتها»,
/// «ل» + «الوزارة»: «للوزارة»).
fn write(text: &mut String, token: &str, joined: bool) -> Span {
    let mut token = token;
    if joined {
        if PRONOUNS.contains(&token) {
            for (end, written) in [("ة", "ت"), ("على", "علي"), ("الى", "الي"), ("ى", "ا")]
            {
                if let Some(rest) = text.strip_suffix(end).map(str::len) {
                    text.truncate(rest);
                    text.push_str(written);
                    break;
                }
            }
        } else if text.ends_with('ل')
            && let Some(rest) = token.strip_prefix('ا')
            && rest.starts_with('ل')
        {
            token = rest;
        }
    }
    let start = text.len();
    text.push_str(token);
    Span::new(start, text.len())
}

const PARTICLES: [&str; 5] = ["و", "ف", "ب", "ل", "ك"];
const PRONOUNS: [&str; 7] = ["ه", "ها", "هم", "هما", "هن", "نا", "ني"];

/// Whether a token is written together with the one before it.
fn joins(before: &str, token: &str) -> bool {
    let word = |w: &str| w.chars().all(char::is_alphabetic);
    word(token) && (PARTICLES.contains(&before) || PRONOUNS.contains(&token) && word(before))
}

/// The whole words that hold a span, without marks at its ends.
pub(super) fn mark(text: &Text, span: Span, label: &str) -> Option<Mark> {
    let mut tokens = text.tokens_in(span);
    let is_mark = |i: usize| text.tokens()[i].kind == musnad_report::TokenKind::Mark;
    while !tokens.is_empty() && is_mark(tokens.start) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && is_mark(tokens.end - 1) {
        tokens.end -= 1;
    }
    (!tokens.is_empty()).then(|| Mark {
        span: text.span_of(tokens),
        label: label.to_owned(),
    })
}

fn types(set: &str) -> BTreeMap<&'static str, &'static str> {
    let rows = LABELS.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    });
    rows.filter(|row| row.0 == set)
        .map(|row| (row.1, row.2))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(set: Columns, file: &str, join: bool) -> (String, Vec<(String, String)>) {
        let texts = set.texts(&set.parse(file), join);
        let text = &texts[0];
        let marks = text
            .marks
            .iter()
            .map(|m| (m.label.clone(), text.text.slice(m.span).to_owned()));
        (text.text.as_str().to_owned(), marks.collect())
    }

    fn pair(label: &str, words: &str) -> (String, String) {
        (label.to_owned(), words.to_owned())
    }

    #[test]
    fn particles_that_were_cut_off_are_joined_again() {
        let file = "و\tO\nسالم\tB-Politician\nالساري\tI-Politician\nزار\tO\nمدينة\tO\nها\tO\nل\tO\nالبصرة\tB-Population-Center\n";
        let (text, found) = marks(Columns::WikiFane, file, true);
        assert_eq!(text, "وسالم الساري زار مدينتها للبصرة\n");
        assert_eq!(found, [pair("PER", "وسالم الساري"), pair("GPE", "للبصرة")]);
        let (text, found) = marks(Columns::WikiFane, file, false);
        assert_eq!(text, "و سالم الساري زار مدينة ها ل البصرة\n");
        assert_eq!(found, [pair("PER", "سالم الساري"), pair("GPE", "البصرة")]);
    }

    #[test]
    fn mentions_that_touch_stay_apart_and_marks_at_their_ends_fall_off() {
        let file = "سالم B-PER\nهند B-PER\n( I-PER\nدمشق، B-LOC\n";
        let (_, found) = marks(Columns::Aqmar, file, false);
        assert_eq!(
            found,
            [pair("PER", "سالم"), pair("PER", "هند"), pair("LOC", "دمشق")]
        );
    }
}
