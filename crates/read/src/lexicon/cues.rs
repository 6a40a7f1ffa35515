//! One word of a text: the forms of listed verbs and nouns that it may be.

use super::{Attached, CueForm, PRONOUNS};
use crate::inflect::{Form, Part};
use rustc_hash::FxHashMap;

/// Inflected forms, and of which verbs or nouns they are.
#[derive(Clone, Debug, Default)]
pub struct FormTable {
    forms: FxHashMap<Box<str>, Vec<CueForm>>,
}

impl FormTable {
    /// Adds the forms of the verb or noun that has this number. `fold` is the text's folding.
    pub fn add(&mut self, verb: usize, forms: Vec<Form>, fold: &dyn Fn(&str) -> String) {
        for Form {
            form,
            part,
            agreement,
            short,
        } in forms
        {
            let entry = self.forms.entry(fold(&form).into_boxed_str()).or_default();
            let cue = CueForm {
                verb,
                part,
                agreement,
                short,
            };
            if !entry.contains(&cue) {
                entry.push(cue);
            }
        }
    }

    /// What a folded word may be, with what is attached to it.
    pub fn read(&self, w: &str) -> Vec<(CueForm, Attached)> {
        let mut out: Vec<(CueForm, Attached)> = Vec::new();
        self.cues_at(w, Attached::default(), &mut out);
        if let Some(rest) = w
            .strip_prefix(['و', 'ف'])
            .filter(|r| r.chars().count() >= 2)
        {
            self.cues_at(
                rest,
                Attached {
                    conj: true,
                    ..Attached::default()
                },
                &mut out,
            );
        }
        // «دعوة» is the noun, not «دعوا» with a pronoun.
        if out
            .iter()
            .any(|(c, a)| c.part == Part::Noun && a.pron.is_none())
        {
            out.retain(|(c, a)| c.part == Part::Noun || a.pron.is_none());
        }
        out
    }

    fn cues_at(&self, w: &str, a: Attached, out: &mut Vec<(CueForm, Attached)>) {
        self.cue_stem(w, a, &|_| true, out);
        if let Some(rest) = w.strip_prefix('س') {
            let future = Attached { future: true, ..a };
            self.cue_stem(rest, future, &|c| c.part == Part::Imperfect, out);
        }
        let noun = |c: &CueForm| c.part == Part::Noun;
        if let Some(rest) = w.strip_prefix("لل") {
            self.cue_stem(
                rest,
                Attached {
                    prep: Some('ل'),
                    def: true,
                    ..a
                },
                &noun,
                out,
            );
        }
        if let Some(rest) = w.strip_prefix("ال") {
            self.cue_stem(rest, Attached { def: true, ..a }, &noun, out);
        }
        for p in ['ب', 'ل', 'ك'] {
            let Some(rest) = w.strip_prefix(p) else {
                continue;
            };
            self.cue_stem(rest, Attached { prep: Some(p), ..a }, &noun, out);
            if let Some(rest) = rest.strip_prefix("ال") {
                self.cue_stem(
                    rest,
                    Attached {
                        prep: Some(p),
                        def: true,
                        ..a
                    },
                    &noun,
                    out,
                );
            }
        }
    }

    fn cue_stem(
        &self,
        w: &str,
        a: Attached,
        fits: &dyn Fn(&CueForm) -> bool,
        out: &mut Vec<(CueForm, Attached)>,
    ) {
        let mut take = |form: &str, a: Attached, also: &dyn Fn(&CueForm) -> bool| {
            for c in self
                .forms
                .get(form)
                .into_iter()
                .flatten()
                .filter(|c| fits(c) && also(c))
            {
                if !out.contains(&(*c, a)) {
                    out.push((*c, a));
                }
            }
        };
        take(w, a, &|_| true);
        for &pron in PRONOUNS {
            let Some(rest) = w.strip_suffix(pron).filter(|r| r.chars().count() >= 2) else {
                continue;
            };
            let a = Attached {
                pron: Some(pron),
                ..a
            };
            // «ي» and «ك» on a finite verb would be a guess: «اتهمني» has «ني».
            let personal = pron != "ي" && pron != "ك";
            take(rest, a, &|c| {
                c.part == Part::Noun || (personal && c.part != Part::Participle)
            });
            if let Some(stem) = rest.strip_suffix('ت') {
                take(&format!("{stem}ه"), a, &|c| c.part == Part::Noun);
            }
            // «استيائه», «لقاؤه» from «استياء», «لقاء»: the seat of the hamza goes with its vowel.
            if let Some(stem) = rest.strip_suffix(['ي', 'و']).filter(|s| s.ends_with('ا')) {
                take(&format!("{stem}ء"), a, &|c| c.part == Part::Noun);
            }
            if let Some(stem) = rest.strip_suffix('ا').filter(|_| personal) {
                // «سماهم» from «سمى».
                take(&format!("{stem}ي"), a, &|c| c.part == Part::Perfect);
            }
            if personal && let Some(stem) = rest.strip_suffix('و') {
                take(&format!("{stem}وا"), a, &|c| c.part != Part::Noun);
            }
        }
    }
}
