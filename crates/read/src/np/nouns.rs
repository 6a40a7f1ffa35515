//! Further nouns and adjectives: which of them go on with the phrase.

use super::Reach;
use super::agreement::agreeing;
use super::walk::{Last, Walk};
use crate::inflect::Part;
use crate::lexicon::Classes;

impl Walk<'_, '_> {
    /// A further noun or adjective.
    pub(super) fn noun(&mut self, i: usize) -> usize {
        if !self.noun_fits(i) {
            return 0;
        }
        let doc = self.doc;
        let w = &doc.words[i];
        let c = w.classes;
        let counts = |h: usize| doc.words[h].classes.any(Classes::QUANT);
        let headed = self
            .head
            .is_some_and(|h| !counts(h) || !c.any(Classes::HEAD));
        if !headed {
            self.head = Some(i);
            self.classes = c;
        }
        if w.conj && self.classes.is_empty() {
            self.classes = c;
        }
        self.last = if w.def || w.pron.is_some() || c.any(Classes::PLACE) {
            Last::Definite
        } else if self.agreeing_adjective(i) {
            Last::Qualified
        } else {
            Last::Indefinite
        };
        1
    }

    /// Whether the noun goes on with what stood last.
    fn noun_fits(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        let c = w.classes;
        if w.conj {
            return true;
        }
        match self.last {
            Last::Start => true,
            Last::Indefinite => self.reach == Reach::Long || self.complement(i),
            Last::Qualified => c.any(Classes::ADJECTIVAL) && !w.def,
            Last::Definite => {
                self.doc.is_form(i, Classes::EMPHATIC)
                    || w.def && self.qualifies(i)
                    || c.any(Classes::TITLE) && (!w.def || self.is_name(i + 1, false))
            }
            Last::Name => {
                c.any(Classes::TITLE.union(Classes::PERSON)) && w.pron.is_none()
                    || w.def && c.any(Classes::NATIONALITY.union(Classes::FAMILY))
            }
        }
    }

    /// An adjective that qualifies the indefinite noun before it: «مصادر مطلعة».
    fn agreeing_adjective(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        w.classes.any(Classes::ADJECTIVAL)
            && !w.classes.any(Classes::HEAD)
            && self.head.is_some_and(|h| h < i)
            && agreeing(&self.doc.words[i - 1].stem, &w.stem)
    }

    /// After an indefinite noun, with an object possible: does this word complete it, or is it the
    /// object («أكدت مصادر | وجود خلافات»)?
    fn complement(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        let unnamed = self.head.is_some_and(|h| {
            self.doc.words[h].classes.any(Classes::ANONYMOUS)
                && !self.doc.words[h].def
                && h + 1 == i
        });
        if unnamed && !w.def {
            let stem = &*w.stem;
            return stem.ends_with('ه')
                || stem.ends_with("ين")
                || stem.ends_with("ون")
                || self.doc.words[i].classes.any(Classes::NATIONALITY);
        }
        true
    }

    /// Whether a definite word goes on with a definite phrase. With an object possible only an
    /// adjective does: «رفض الوزير | الاتهامات», but «رفض الوزير الجديد».
    fn qualifies(&self, i: usize) -> bool {
        if self.reach == Reach::Long {
            return true;
        }
        let w = &self.doc.words[i];
        let verbal = w.cues.iter().any(|(c, _)| c.part == Part::Noun);
        let adjective = Classes::ADJECTIVAL
            .union(Classes::RELATIVE)
            .union(Classes::NUMBER);
        let head = self.head.map_or("", |h| &*self.doc.words[h].stem);
        // «يطالب القانون | المدرسين»: a human plural qualifies none but its like.
        let other = w.stem.ends_with("ين")
            && !head.ends_with("ين")
            && !head.ends_with("ون")
            && !w.classes.any(Classes::RELATIVE);
        let people = w.classes.any(Classes::PEOPLE);
        !verbal
            && !other
            && !people
            && (w.classes.any(adjective)
                || w.classes.is_empty() && w.stem.ends_with('ي')
                || w.stem.ends_with("يه"))
    }
}
