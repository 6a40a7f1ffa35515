//! What is attached: conjuncts («روسيا وإيران»), attached prepositions («باسم», «للأمن») and the free
//! prepositions that a role takes («النائب عن»).

use super::Reach;
use super::walk::{Last, Walk};
use crate::inflect::Part;
use crate::lexicon::Classes;

impl Walk<'_, '_> {
    /// Whether an attached «و» or preposition lets the word in.
    pub(super) fn admits(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        if w.conj {
            return self.coordinates(i);
        }
        match w.prep {
            None => true,
            Some(_) if self.last == Last::Start => false,
            Some('ب') => {
                self.last != Last::Name
                    && (self.place_or_body(i)
                        || (self.reach == Reach::Long && !w.classes.any(Classes::OCCASION)))
            }
            Some('ل') => {
                let told = Classes::ADDRESSEE.union(Classes::SPEECH);
                // «الأمين العام للمجلس» goes on, «الوزارة | لمحاسبة المقصرين» does not.
                let goes_on = self.reach == Reach::Long || w.def || self.place_or_body(i);
                self.last != Last::Name && !w.classes.any(told) && goes_on
            }
            Some(_) => false,
        }
    }

    /// «بوزارة», «باسم»: what an attached «ب» may govern inside a phrase.
    fn place_or_body(&self, i: usize) -> bool {
        let c = self.doc.classes(i);
        c.any(Classes::BODY) || &*self.doc.words[i].stem == "اسم"
    }

    /// «وزير الخارجية ووزير الدفاع», «روسيا وإيران», «الثقافة والإعلام».
    fn coordinates(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        if self.last == Last::Start || w.prep.is_some() {
            return false;
        }
        let c = self.doc.classes(i);
        if w.cues.iter().any(|(f, _)| f.part != Part::Noun) && !c.any(Classes::HEAD) {
            return false;
        }
        let peer = if self.classes.any(Classes::POLITY) {
            c.any(Classes::POLITY)
        } else {
            c.any(Classes::HEAD)
        };
        match self.last {
            Last::Name => c.any(Classes::NAME.union(Classes::TITULAR)),
            Last::Definite => {
                let placed = i + 1 < self.limit && self.doc.classes(i + 1).any(Classes::PLACE);
                peer || (w.def && !c.any(Classes::SPEECH)) || (placed && c.any(Classes::COMMON))
            }
            Last::Indefinite | Last::Qualified => peer && !w.def,
            Last::Start => false,
        }
    }

    /// A preposition that belongs to the role: «مسؤول في وزارة», «النائب عن كتلة».
    pub(super) fn preposition(&mut self, i: usize) -> usize {
        let doc = self.doc;
        if matches!(self.last, Last::Start | Last::Name) || i + 1 >= self.limit {
            return 0;
        }
        let counted = doc.words[i.saturating_sub(1)].classes.any(Classes::QUANT);
        let quantity = counted && doc.f(i) == "من"; // «عدد من النواب»
        let of_role = doc.is_form(i, Classes::OFFICE) && !doc.is_mark(i + 1);
        if quantity || of_role && (self.goes_on(i) || self.role_takes(i)) {
            self.last = Last::Indefinite;
            return 1;
        }
        0
    }

    /// Where the phrase reads on, a preposition goes on with it unless what it governs speaks of
    /// the occasion, of those spoken to, or anew of the subject: «رئيس الوفد إلى المفاوضات».
    fn goes_on(&self, i: usize) -> bool {
        let doc = self.doc;
        let c = doc.classes(i + 1);
        let apart = Classes::OCCASION
            .union(Classes::ADDRESSEE)
            .union(Classes::RELATIVE)
            .union(Classes::ADVERB)
            .union(Classes::DEM);
        let anew = doc.words[i + 1].pron.is_some() && !c.any(Classes::ORGANISATION);
        let elsewhere = match doc.f(i) {
            // «لدى وصوله» is an occasion, «السفير لدى دولة …» an office.
            "لدي" => !c.any(Classes::BODY),
            // «قال الوزير من دمشق»: where he spoke.
            "من" => c.any(Classes::PLACE) && self.head.is_some_and(|h| doc.words[h].def),
            _ => false,
        };
        self.reach == Reach::Long
            && !c.any(apart)
            && !anew
            && !elsewhere
            && !doc.is_number(i + 1)
            && doc.phrases[i].is_none()
    }

    /// Whether the head is such that this preposition completes it.
    fn role_takes(&self, i: usize) -> bool {
        let doc = self.doc;
        let c = doc.classes(i + 1);
        let role = self.classes.any(Classes::PEOPLE);
        let open = matches!(self.last, Last::Indefinite | Last::Qualified);
        match doc.f(i) {
            "في" => {
                let body = c.any(Classes::BODY.union(Classes::AGENCY));
                let apart = Classes::OCCASION
                    .union(Classes::RELATIVE)
                    .union(Classes::ADVERB);
                let field = self.reach == Reach::Long
                    && open
                    && c.any(Classes::COMMON)
                    && !c.any(apart)
                    && doc.words[i + 1].def;
                body && (role || self.classes.any(Classes::ORGANISATION)) || role && field
            }
            "عن" => (role || self.classes.any(Classes::DOCUMENT)) && c.any(Classes::HEAD),
            "لدي" => role,
            "من" => role && open && c.any(Classes::HEAD),
            _ => false,
        }
    }
}
