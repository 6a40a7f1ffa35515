//! A text with every word read: what all later steps look at.

use crate::inflect::Part;
use crate::lexicon::{Attached, Classes, CueForm, Frame, Lexicon, Prep, Verb, VerbFlag, Word};
use musnad_report::{Quotation, Span, Text, TokenKind};
use std::ops::Range;

/// A text and the reading of its words.
pub struct Doc<'t> {
    /// The text.
    pub text: &'t Text,
    /// The lexicons.
    pub lexicon: &'t Lexicon,
    /// One a token; marks have an empty one.
    pub words: Vec<Word<'t>>,
    /// Fixed expressions: at their first token, length in tokens and classes.
    pub phrases: Vec<Option<(usize, Classes)>>,
}

impl<'t> Doc<'t> {
    /// Reads every word.
    pub fn new(text: &'t Text, lexicon: &'t Lexicon) -> Doc<'t> {
        let n = text.tokens().len();
        let mut words: Vec<Word> = (0..n)
            .map(|i| match text.tokens()[i].kind {
                TokenKind::Word => lexicon.read(text.word(i)),
                TokenKind::Number | TokenKind::Mark => Word::default(),
            })
            .collect();
        let phrases = (0..n)
            .map(|i| {
                if text.tokens()[i].kind == TokenKind::Mark {
                    return None;
                }
                let next = |k: usize| (i + k < n).then(|| text.word(i + k));
                let (len, classes, whole) = lexicon.phrase(&words[i], text.word(i), next)?;
                if whole {
                    // «وسائل إعلام» begins with «و» and no conjunction.
                    words[i].conj = false;
                    words[i].prep = None;
                }
                Some((len, classes))
            })
            .collect();
        Doc {
            text,
            lexicon,
            words,
            phrases,
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Folded form of a token; empty past the end.
    pub fn f(&self, i: usize) -> &'t str {
        if i < self.len() {
            self.text.word(i)
        } else {
            ""
        }
    }

    /// Classes of a token's stem, the expression that begins there included.
    pub fn classes(&self, i: usize) -> Classes {
        let single = self.words.get(i).map(|w| w.classes).unwrap_or_default();
        match self.phrases.get(i).copied().flatten() {
            Some((_, c)) => single.union(c),
            None => single,
        }
    }

    /// Whether the form, nothing taken off, is listed with one of `classes`.
    pub fn is_form(&self, i: usize, classes: Classes) -> bool {
        self.lexicon.classes(self.f(i)).any(classes)
    }

    /// Whether the token is a punctuation mark.
    pub fn is_mark(&self, i: usize) -> bool {
        self.text
            .tokens()
            .get(i)
            .is_some_and(|t| t.kind == TokenKind::Mark)
    }

    /// Whether the token is a number.
    pub fn is_number(&self, i: usize) -> bool {
        self.text
            .tokens()
            .get(i)
            .is_some_and(|t| t.kind == TokenKind::Number)
    }

    /// Whether the token is a comma of any script.
    pub fn is_comma(&self, i: usize) -> bool {
        matches!(self.f(i), "،" | "," | "؛" | ";")
    }

    /// One past the last token of the sentence that holds `i`.
    pub fn sentence_end(&self, i: usize) -> usize {
        self.text.sentences()[self.text.sentence_of(i)].end
    }

    /// The sentence that holds `i`.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        self.text.sentences()[self.text.sentence_of(i)].clone()
    }

    /// The paragraph that holds `i`.
    pub fn paragraph(&self, i: usize) -> Range<usize> {
        self.text.paragraphs()[self.text.paragraph_of(i)].clone()
    }

    /// Whether «أن», «إن», «بأن», «أنه» … opens a clause here.
    pub fn is_comp(&self, i: usize) -> bool {
        let w = self.f(i);
        let bare = w.strip_prefix('ب').unwrap_or(w);
        let bare = bare.strip_prefix('ف').unwrap_or(bare);
        match bare.strip_prefix("ان") {
            Some("") => !self.words[i].conj || w.starts_with('ف'),
            Some(rest) => {
                matches!(
                    rest,
                    "ه" | "ها" | "هم" | "هما" | "هن" | "نا" | "ني" | "ي" | "ك" | "كم" | "ما"
                )
            }
            None => false,
        }
    }

    /// The quotation that opens at this token.
    pub fn quotation_at(&self, i: usize) -> Option<&Quotation> {
        if !self.is_mark(i) {
            return None;
        }
        let q = self.text.quotations();
        let k = q.partition_point(|q| q.open < i);
        q.get(k).filter(|q| q.open == i)
    }

    /// The quotation that closes with this token.
    pub fn quotation_closed_at(&self, i: usize) -> Option<&Quotation> {
        if !self.is_mark(i) {
            return None;
        }
        let q = &self.text.quotations()[self.text.quotation_of(i)?];
        (q.close == Some(i)).then_some(q)
    }

    /// Whether a quotation has just closed before this token, perhaps with a comma: «"…"، قال».
    pub fn follows_quotation(&self, i: usize) -> bool {
        let comma = i > 0 && self.is_comma(i - 1);
        let end = i - usize::from(comma);
        end > 0 && self.quotation_closed_at(end - 1).is_some()
    }

    /// Number of words between two tokens.
    pub fn words_in(&self, r: Range<usize>) -> usize {
        r.filter(|&i| !self.is_mark(i)).count()
    }

    /// The span of a range of tokens.
    pub fn span(&self, r: Range<usize>) -> Span {
        self.text.span_of(r)
    }

    /// The verb of a cue form.
    pub fn verb(&self, c: &CueForm) -> &'t Verb {
        &self.lexicon.verbs[c.verb]
    }

    /// Finite forms of reporting verbs that this word may be.
    pub fn finite(&self, i: usize) -> impl Iterator<Item = &(CueForm, Attached)> {
        self.words
            .get(i)
            .into_iter()
            .flat_map(|w| w.cues.iter())
            .filter(|(c, _)| matches!(c.part, Part::Perfect | Part::Imperfect))
    }

    /// Whether the word is, more likely than anything else, a finite reporting verb.
    pub fn is_finite_cue(&self, i: usize) -> bool {
        let Some(w) = self.words.get(i) else {
            return false;
        };
        if w.def || w.prep.is_some() {
            return false;
        }
        // «عبر الهاتف» is the preposition, «عبر عن» the verb.
        let particle = w.classes.any(Classes::PREP.union(Classes::ADJUNCT_PREP));
        let noun = w
            .classes
            .any(Classes::HEAD.union(Classes::COMMON).union(Classes::NAME));
        self.finite(i).any(|(c, a)| {
            let v = self.verb(c);
            if particle
                && !(v.takes(Frame::Prep(Prep::An))
                    && v.is(VerbFlag::Core)
                    && self.f(i + 1) == "عن")
            {
                return false;
            }
            let at_home = v.is(VerbFlag::Core) || v.is(VerbFlag::Req) || v.is(VerbFlag::Relay);
            let likelier_noun = noun && (!v.is(VerbFlag::Core) || a.pron.is_some());
            at_home && !c.short && !likelier_noun
        })
    }
}
