//! Where a noun phrase is over: words that it cannot go on over.

use super::walk::{Last, Walk};
use crate::inflect::Part;
use crate::lexicon::Classes;

impl Walk<'_, '_> {
    /// Whether the phrase cannot go on over this word.
    pub(super) fn closes(&self, i: usize) -> bool {
        let doc = self.doc;
        if doc.is_comp(i)
            || self.adverbial_phrase(i)
            || doc.is_finite_cue(i) && !self.fits_as_noun(i)
        {
            return true;
        }
        // «الوكالة ذاتها»: repeated, the noun is no demonstrative's.
        if self.last == Last::Definite && doc.is_form(i, Classes::EMPHATIC) {
            return false;
        }
        self.other_verb(i)
            || self
                .particle(i)
                .unwrap_or_else(|| self.dates(i) && !self.paper_of_the_day())
    }

    /// «أول من أمس», «في المقابل»: an expression that belongs to the clause.
    fn adverbial_phrase(&self, i: usize) -> bool {
        let apart = Classes::ADVERBIAL.union(Classes::ASIDE);
        self.doc.phrases[i].is_some_and(|(_, c)| c.any(apart) && !c.any(Classes::HEAD))
    }

    /// A verb that does not report and that is no noun here.
    fn other_verb(&self, i: usize) -> bool {
        let c = self.doc.words[i].classes;
        c.any(Classes::VERB)
            && !c.any(Classes::NOMINAL)
            && !(c.any(Classes::AMBIGUOUS) && self.after_noun())
    }

    /// A particle of the clause closes, unless it is a name; `None`: it is no such particle.
    fn particle(&self, i: usize) -> Option<bool> {
        let c = self.doc.words[i].classes;
        let governs = c.any(Classes::PREP) && !c.any(Classes::NAME);
        let noun = c.any(Classes::NOMINAL) && self.last == Last::Indefinite;
        if !c.any(Classes::CLAUSAL) || governs || noun {
            return None;
        }
        // «علي» the name is «على» the preposition after folding; see `is_name`.
        Some(!(c.any(Classes::NAME) && self.is_name(i, false)))
    }

    /// A word of time; «عام» alone is «general» as well («الأمين العام»).
    fn dates(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        let general = w.prep.is_none() && !w.conj && w.pron.is_none() && &*w.stem == "عام";
        w.classes.any(Classes::DATED) || w.classes.any(Classes::UNIT) && !general
    }

    /// «صحيفة اليوم», «موقع الجمعة»: a day may be the name of an outlet.
    fn paper_of_the_day(&self) -> bool {
        self.last == Last::Indefinite && self.classes.any(Classes::OUTLET)
    }

    /// Where a word that may be a noun or a verb is rather a noun.
    fn after_noun(&self) -> bool {
        self.last == Last::Indefinite || self.last == Last::Name
    }

    /// «إعلان», «حديث», «طلب» may be nouns inside a phrase; «أمل», «فضل» names.
    fn fits_as_noun(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        w.def
            || (self.last == Last::Indefinite && w.cues.iter().any(|(c, _)| c.part == Part::Noun))
            || (w.classes.any(Classes::NAME) && self.last == Last::Name)
    }
}
