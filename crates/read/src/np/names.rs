//! Personal names inside a noun phrase: which words are parts of one, where one may stand, and whose
//! it is.

use super::Reach;
use super::walk::{Last, Walk};
use crate::lexicon::Classes;

impl Walk<'_, '_> {
    /// «أشرف القدرة الناطق باسم الوزارة»: what stands before a definite title is a name.
    pub(super) fn name_before_title(&mut self, start: usize) {
        let doc = self.doc;
        if self.name.is_some() || self.classes.any(Classes::HEAD) {
            return;
        }
        let title = |j: &usize| doc.words[*j].def && doc.words[*j].classes.any(Classes::TITLE);
        let Some(j) = (start + 1..self.at.min(start + 5)).find(title) else {
            return;
        };
        if (start..j).all(|k| !doc.is_mark(k) && doc.words[k].prep.is_none()) {
            self.name = Some(start..j);
            self.classes = self.classes.union(Classes::TITLE);
        }
    }

    /// Whether a name is that of the head: not in «متحدث باسم فلان», not in «مصدر مقرب من فلان».
    pub(super) fn own_name(&self, i: usize) -> bool {
        let Some(head) = self.head else { return true };
        if self.name.as_ref().is_some_and(|n| n.end == i) {
            return true;
        }
        let w = &self.doc.words[head];
        let before = &self.doc.words[i - 1];
        let governed = i > head + 1
            && (before.classes.any(Classes::PREP) || matches!(self.doc.f(i - 1), "باسم" | "اسم"));
        let spokesman = !w.def && (head..i).any(|j| matches!(self.doc.f(j), "باسم" | "اسم"));
        // «جامعة الأمير سالم», «مجلس الإدارة برئاسة فلان»: the body is meant.
        let body = self.classes.any(Classes::INSTITUTION) && !self.classes.any(Classes::TITLE);
        let unnamed = w.classes.any(Classes::ANONYMOUS) && !w.def && i > head + 1;
        // «عمادة القبول بجامعة الأمير سالم»: nor is he what stands behind a preposition.
        let attached = (head + 1..i).any(|j| self.doc.words[j].prep.is_some())
            && !self.classes.any(Classes::PEOPLE.union(Classes::HONORIFIC));
        !(governed || spokesman || unnamed || body || attached) && self.last != Last::Name
    }

    /// Whether a name may begin or go on here.
    pub(super) fn name_fits(&self, i: usize) -> bool {
        let named = self.doc.words[i].classes.any(Classes::NAME);
        match self.last {
            Last::Name => true,
            Last::Definite => named || self.classes.any(Classes::PEOPLE.union(Classes::HONORIFIC)),
            Last::Indefinite | Last::Qualified | Last::Start => {
                // «الشيخ فلان», «وزير فلان» no more: in «رئيس حملة السكينة» the name is the body's.
                let titles = Classes::TITULAR.union(Classes::PERSON);
                named && (i == 0 || self.doc.words[i - 1].classes.any(titles))
            }
        }
    }

    /// Whether the word looks like part of a personal name; `inside`: one has begun.
    pub(super) fn is_name(&self, i: usize, inside: bool) -> bool {
        let doc = self.doc;
        if i >= self.limit {
            return false;
        }
        let w = &doc.words[i];
        let c = w.classes;
        if w.prep.is_some() || doc.is_mark(i) || doc.is_number(i) {
            return false;
        }
        if doc.is_form(i, Classes::CONNECTOR) {
            let next = || i + 1 < self.limit && doc.words[i + 1].classes.any(Classes::NAME);
            return inside || c.any(Classes::NAME) || next();
        }
        if doc.f(i) == "علي" {
            // With ى it is the preposition, unless a family name follows and a title stood before.
            return doc.text.surface(i).ends_with('ي') && i + 1 < self.limit && self.plain(i + 1);
        }
        if self.titles(i, inside) {
            return false;
        }
        if c.any(Classes::NAME) {
            let sure = !c.any(Classes::ORDINARY.union(Classes::AMBIGUOUS));
            return sure || inside || self.near_name(i);
        }
        let cue = w
            .cues
            .iter()
            .any(|(f, _)| doc.verb(f).is(crate::lexicon::VerbFlag::Core));
        if cue || c.any(Classes::ORDINARY) {
            return false;
        }
        if w.def {
            inside
        } else {
            self.plain(i) && !w.conj
        }
    }

    /// A word that says what somebody is, not what he is called, although some are called so:
    /// «جعفري قائد الحرس».
    fn titles(&self, i: usize, inside: bool) -> bool {
        let doc = self.doc;
        let w = &doc.words[i];
        let c = w.classes;
        let described = w.def && c.any(Classes::NATIONALITY.union(Classes::TITLE));
        let next = i + 1;
        let office = c.any(Classes::TITLE)
            && next < self.limit
            && (doc.words[next].def || doc.classes(next).any(Classes::HEAD));
        office || !inside && (described || c.any(Classes::HEAD))
    }

    /// «خولة الخطيب»: a definite word after one given name is the family's, whatever else it means;
    /// so is the last word before a mark of content («أحمد كامل | إلى أن»).
    pub(super) fn family(&self, i: usize) -> bool {
        let Some(name) = &self.name else { return false };
        let w = &self.doc.words[i];
        if self.last != Last::Name || w.conj || w.prep.is_some() {
            return false;
        }
        let before = self.doc.words[name.end - 1].classes;
        let given =
            before.any(Classes::GIVEN) || w.stem.ends_with('ي') && before.any(Classes::FAMILY);
        let last =
            self.reach == Reach::Long && i + 1 == self.limit && !w.classes.any(Classes::TITLE);
        (name.len() == 1 && given && w.def) || (last && name.len() <= 3)
    }

    /// An ambiguous name word («سعيد», «صالح») counts beside another name.
    fn near_name(&self, i: usize) -> bool {
        let words = &self.doc.words;
        let name = |k: usize| words.get(k).is_some_and(|w| w.classes.any(Classes::NAME));
        // «سالم الدهني»: a family name that no list knows has the article and the nisba.
        let family = words.get(i + 1).is_some_and(|w| {
            w.def && w.classes.is_empty() && w.stem.ends_with('ي') && w.cues.is_empty()
        });
        family || name(i + 1) || (i > 0 && name(i - 1)) || self.classes.any(Classes::TITULAR)
    }

    /// A word of which nothing is listed and that has no article: mostly a foreign name.
    pub(super) fn plain(&self, i: usize) -> bool {
        let doc = self.doc;
        let c = doc.words[i].classes;
        let form = doc.f(i);
        let letters = form.chars().count();
        // «استقبلت», «تحدثت»: a verb in the feminine.
        let feminine = form.ends_with('ت') && form.starts_with(['ا', 'ت']) && letters >= 5;
        let verbal = c.is_empty() && (feminine || doc.finite(i).next().is_some());
        !verbal
            && !doc.is_mark(i)
            && !doc.is_number(i)
            && (c.is_empty() || c.any(Classes::NAME))
            && letters >= 2
    }
}
