//! The elements `{content}`, `{clause}` and `{rest}`: where what is said begins.

use super::attempt::Attempt;
use super::reasons::UNEXPLAINED_WORDS;
use crate::content::{self, Start};
use crate::lexicon::{Classes, Frame};

impl Attempt<'_, '_> {
    pub(super) fn content(&mut self) -> bool {
        if self.start.is_some() {
            return true;
        }
        let doc = self.doc;
        let Some((form, a)) = self.form else {
            return false;
        };
        if self.at >= doc.len() {
            return false;
        }
        let verb = doc.verb(&form);
        let end = doc.sentence_end(self.at.min(doc.len() - 1));
        let j = content::skip_adverbials(doc, self.at, end);
        let marked = content::marked(doc, verb, self.at);
        let bare = content::bare(doc, verb, self.at, a.pron.is_some());
        self.start = match (marked, bare) {
            (Some(m), Some(b)) if b.at < m.at && !(m.introduced && m.at == b.at + 1) => Some(b),
            (Some(m), _)
                if m.at == j
                    || doc.f(j) == ":"
                    || (m.introduced && m.at == j + 1)
                    || self.insertion_before(m.at) =>
            {
                Some(m)
            }
            (Some(m), _) if m.at <= j + 3 => {
                self.reasons.push(UNEXPLAINED_WORDS);
                Some(m)
            }
            (_, b) => b,
        };
        self.start.is_some()
    }

    /// A clause right here, perhaps after a preposition or an adverb.
    pub(super) fn clause(&mut self) -> bool {
        let doc = self.doc;
        if self.at >= doc.len() {
            return false;
        }
        let end = doc.sentence_end(self.at);
        let j = content::skip_adverbials(doc, self.at, end);
        let at = (j..end.min(j + 3)).find(|&k| doc.is_comp(k));
        self.start = at.map(|at| Start {
            at,
            frame: Frame::Clause,
            introduced: false,
            sure: 1.0,
        });
        self.start.is_some()
    }

    /// What is left of the sentence, if that is more than a word.
    pub(super) fn rest(&mut self) -> bool {
        let doc = self.doc;
        let from = self.at;
        let source = self.first_source();
        let place = Classes::PLACE.union(Classes::STATE);
        if let Some(np) = source.filter(|np| np.classes.any(place)) {
            // «طهران: روسيا نفذت …» is a claim about others; «الجزائر: وفاة …» says where.
            let other = doc.classes(from).any(place) && doc.f(from) != doc.f(np.head);
            let verb = |i: usize| doc.is_finite_cue(i) || doc.words[i].classes.any(Classes::VERB);
            if !other || !(from..doc.len().min(from + 5)).any(verb) {
                return false;
            }
        }
        if from >= doc.len() || doc.words_in(from..doc.sentence_end(from)) < 2 {
            return false;
        }
        self.start = Some(Start {
            at: from,
            frame: Frame::Quote,
            introduced: false,
            sure: 1.0,
        });
        true
    }

    /// «وأضاف، في مؤتمر صحافي …، أن»: what stands before the mark opened with a comma or preposition.
    pub(super) fn insertion_before(&self, mark: usize) -> bool {
        let doc = self.doc;
        let first = self.at;
        mark > first
            && (doc.is_comma(first)
                || doc.f(first) == "("
                || doc.classes(first).any(
                    Classes::PREP
                        .union(Classes::ADJUNCT_PREP)
                        .union(Classes::TIME)
                        .union(Classes::DISCOURSE),
                )
                || doc.words[first].prep.is_some())
    }
}
