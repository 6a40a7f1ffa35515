//! Which of the guide's sorts of cues some words are.

use super::class::CueKind;
use crate::resolve::Link;
use musnad_read::inflect::Part;
use musnad_read::lexicon::Lexicon;
use musnad_report::{Folded, Text, TokenKind};
use std::collections::HashSet;

/// Words with which prepositional cues begin, as they stand without و or ف.
const PREPOSITIONS: &str = include_str!("../../../../eval/cue_prepositions.tsv");

/// Tells the sort of a cue by its words, and where they are open by its hop.
#[derive(Debug)]
pub struct CueKinds<'a> {
    lexicon: &'a Lexicon,
    prepositions: HashSet<String>,
}

impl<'a> CueKinds<'a> {
    /// With the lexicon that tells the forms of reporting verbs.
    pub fn new(lexicon: &'a Lexicon) -> CueKinds<'a> {
        let words = PREPOSITIONS.lines().filter(|line| !line.starts_with('#'));
        CueKinds {
            lexicon,
            prepositions: words.map(folded).collect(),
        }
    }

    /// The sort of the cue of `hop`.
    pub fn of(&self, text: &Text, hop: &Link) -> CueKind {
        let Some(cue) = hop.cue else {
            return CueKind::None;
        };
        let words: Vec<&str> = text
            .tokens_in(cue)
            .filter(|&i| text.tokens()[i].kind == TokenKind::Word)
            .map(|i| text.word(i))
            .collect();
        let Some(first) = words.first() else {
            return CueKind::Colon;
        };
        let bare = first.strip_prefix(['و', 'ف']).unwrap_or(first);
        if self.prepositions.contains(*first) || self.prepositions.contains(bare) {
            return CueKind::Preposition;
        }
        match (hop.kind.as_deref(), self.by_form(&words)) {
            (Some("document"), _) => CueKind::Document,
            (Some("unknown"), CueKind::Verb) => CueKind::Impersonal,
            (_, form) => form,
        }
    }

    /// By the first word that is a form of a reporting verb; of a verb that no list has, by its shape.
    fn by_form(&self, words: &[&str]) -> CueKind {
        for word in words {
            let read = self.lexicon.read(word);
            let has = |part| read.cues.iter().any(|(form, _)| form.part == part);
            if has(Part::Perfect) || has(Part::Imperfect) {
                return CueKind::Verb;
            } else if has(Part::Participle) {
                return CueKind::Participle;
            } else if has(Part::Noun) {
                return CueKind::VerbalNoun;
            }
        }
        words.last().map_or(CueKind::None, |word| by_shape(word))
    }
}

/// A participle in the accusative has the shape of «مضيفا», «مضيفة» or «قائلا»; a verbal noun has the
/// article or a pronoun; all else is taken for a verb.
fn by_shape(word: &str) -> CueKind {
    let letters: Vec<char> = word.chars().collect();
    let active = matches!(letters[..], [_, 'ا', _, _, 'ا']);
    if active || (word.starts_with('م') && word.ends_with(['ا', 'ه'])) {
        CueKind::Participle
    } else if word.starts_with("ال") || word.ends_with("ه") || word.ends_with("ها") {
        CueKind::VerbalNoun
    } else {
        CueKind::Verb
    }
}

fn folded(word: &str) -> String {
    Folded::new(word).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_read::Engine;
    use musnad_report::Span;

    fn kind(cue: &str, kind: &str) -> CueKind {
        let engine = Engine::embedded();
        let hop = Link {
            cue: Some(Span::new(0, cue.len())),
            kind: Some(kind.to_owned()),
            ..Link::default()
        };
        CueKinds::new(&engine.language().lexicon).of(&Text::new(cue), &hop)
    }

    #[test]
    fn cues_have_the_sorts_of_the_guide() {
        assert_eq!(kind("وقال", "person"), CueKind::Verb);
        assert_eq!(kind("كان قد أعلن", "person"), CueKind::Verb);
        assert_eq!(kind("مشيرا إلى", "person"), CueKind::Participle);
        assert_eq!(kind("تأكيده", "person"), CueKind::VerbalNoun);
        assert_eq!(kind("وبحسب", "person"), CueKind::Preposition);
        assert_eq!(kind("نقلا عن", "document"), CueKind::Preposition);
        assert_eq!(kind("وجاء", "document"), CueKind::Document);
        assert_eq!(kind("قيل", "unknown"), CueKind::Impersonal);
        assert_eq!(kind("مستنكرة", "unknown"), CueKind::Participle);
        assert_eq!(kind(":", "state"), CueKind::Colon);
    }

    #[test]
    fn a_verb_that_no_list_has_is_told_by_its_shape() {
        assert_eq!(by_shape("متلعثما"), CueKind::Participle);
        assert_eq!(by_shape("هامسا"), CueKind::Participle);
        assert_eq!(by_shape("الهمس"), CueKind::VerbalNoun);
        assert_eq!(by_shape("همس"), CueKind::Verb);
    }
}
