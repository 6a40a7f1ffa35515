//! One word of a text: its classes once particles and pronouns are taken off.

use super::{Classes, CueForm, Lexicon, PRONOUNS};
use std::borrow::Cow;

/// One word of a text, read.
#[derive(Clone, Debug, Default)]
pub struct Word<'t> {
    /// Classes of the stem.
    pub classes: Classes,
    /// «و» or «ف» before it.
    pub conj: bool,
    /// «ب», «ل» or «ك» attached.
    pub prep: Option<char>,
    /// Has the article.
    pub def: bool,
    /// Carries a pronoun.
    pub pron: Option<&'static str>,
    /// The word without what was taken off (folded).
    pub stem: Cow<'t, str>,
    /// Reporting verbs that it may be a form of.
    pub cues: Vec<(CueForm, Attached)>,
}

impl Word<'_> {
    /// The same with a stem of its own.
    fn into_owned<'t>(self) -> Word<'t> {
        Word {
            classes: self.classes,
            conj: self.conj,
            prep: self.prep,
            def: self.def,
            pron: self.pron,
            stem: Cow::Owned(self.stem.into_owned()),
            cues: self.cues,
        }
    }

    fn only_name(&self) -> bool {
        self.classes.nothing_but(Classes::NAME)
    }
}

/// What stands around a cue form inside its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attached {
    /// «و», «ف».
    pub conj: bool,
    /// «ب», «ل», «ك» (verbal nouns).
    pub prep: Option<char>,
    /// The article.
    pub def: bool,
    /// The future «س».
    pub future: bool,
    /// An object or possessive pronoun.
    pub pron: Option<&'static str>,
}

impl Lexicon {
    /// Reads one folded word.
    pub fn read<'t>(&self, folded: &'t str) -> Word<'t> {
        let mut word = self.read_classes(folded);
        word.cues = self.cues.read(folded);
        if word.classes.is_empty() && !word.cues.is_empty() {
            word.conj = word.cues.iter().all(|(_, a)| a.conj);
        }
        word
    }

    fn read_classes<'t>(&self, w: &'t str) -> Word<'t> {
        let bare = w
            .strip_prefix(['و', 'ف'])
            .filter(|r| r.chars().count() >= 2);
        for (base, conj) in [(Some(w), false), (bare, true)] {
            let Some(base) = base else { continue };
            if let Some(mut found) = self.stem(base) {
                if found.classes.any(Classes::WEEKDAY) && !base.starts_with("ال") {
                    // «جمعة» is a name, «الجمعة» a day.
                    found.classes = found
                        .classes
                        .without(Classes::WEEKDAY)
                        .union(Classes::FAMILY);
                }
                // «فاغنر» is no «ف» before «اغنر»; «وفاليري» may be «و» before «فاليري».
                if conj
                    && found.only_name()
                    && (w.starts_with('ف') || !found.classes.any(Classes::GIVEN))
                {
                    continue;
                }
                return Word { conj, ..found };
            }
        }
        for (base, conj) in [(Some(w), false), (bare, true)] {
            let Some(base) = base else { continue };
            // «ي» and «ك» at the end of a noun of the news are letters of it («الكهرماني»).
            for &pron in PRONOUNS.iter().filter(|p| !matches!(**p, "ي" | "ك" | "ني")) {
                let Some(rest) = base.strip_suffix(pron).filter(|r| r.chars().count() >= 3) else {
                    continue;
                };
                let restored = rest.strip_suffix('ت').map(|r| format!("{r}ه"));
                let found = self
                    .stem(rest)
                    .or_else(|| Some(self.stem(restored.as_deref()?)?.into_owned()));
                if let Some(found) = found {
                    return Word {
                        conj,
                        pron: Some(pron),
                        ..found
                    };
                }
            }
        }
        unknown(w)
    }

    /// The word with article and attached prepositions taken off, if that is listed.
    fn stem<'t>(&self, w: &'t str) -> Option<Word<'t>> {
        let listed = |s: &str| -> Option<Classes> {
            let mut c = self.classes(s);
            if c.is_empty() {
                c = self.inflected(s)?;
            }
            Some(c)
        };
        let make = |classes, prep, def, stem: &'t str| Word {
            classes,
            prep,
            def,
            stem: stem.into(),
            ..Word::default()
        };
        if let Some(c) = listed(w) {
            return Some(make(c, None, w.starts_with("ال"), w));
        }
        if let Some(s) = w.strip_prefix("ال").filter(|s| s.len() > 2)
            && let Some(c) = listed(s)
        {
            return Some(make(c, None, true, s));
        }
        if let Some(s) = w.strip_prefix("لل").filter(|s| s.len() > 2) {
            let whole = format!("ال{s}");
            if let Some(c) = listed(&whole).or_else(|| listed(s)) {
                return Some(make(c, Some('ل'), true, s));
            }
        }
        for p in ['ب', 'ل', 'ك'] {
            let Some(s) = w.strip_prefix(p).filter(|s| s.len() > 4) else {
                continue;
            };
            // «كارتر», «بلاتر»: what is left of a foreign name may look like another name.
            let name = |c: &Classes| {
                c.nothing_but(Classes::NAME) && !c.any(Classes::GIVEN)
                    || p == 'ك' && !c.any(Classes::HEAD)
            };
            if let Some(c) = listed(s).filter(|c| !name(c)) {
                return Some(make(c, Some(p), s.starts_with("ال"), s));
            }
            if let Some(s) = s.strip_prefix("ال").filter(|s| s.len() > 2)
                && let Some(c) = listed(s)
            {
                return Some(make(c, Some(p), true, s));
            }
        }
        None
    }

    /// Endings that the lists leave out: «مسؤولا», «الإيرانية», «الإيرانيين».
    fn inflected(&self, s: &str) -> Option<Classes> {
        for ending in ["ون", "ين", "ان", "ات", "ه", "تين", "ا"] {
            let Some(stem) = s.strip_suffix(ending).filter(|r| r.chars().count() >= 3) else {
                continue;
            };
            let c = self.classes(stem);
            let fits = if ending == "ا" {
                Classes::TITLE
                    .union(Classes::ANONYMOUS)
                    .union(Classes::DOCUMENT)
                    .union(Classes::NATIONALITY)
                    .union(Classes::PERSON)
                    .union(Classes::COMMON)
            } else {
                Classes::NATIONALITY
            };
            if c.any(fits) {
                return Some(c);
            }
        }
        None
    }
}

/// A word of which nothing is listed: what its letters alone show.
fn unknown(w: &str) -> Word<'_> {
    let (rest, conj) = match w.strip_prefix(['و', 'ف']) {
        Some(r) if r.starts_with("ال") || r.starts_with("بال") || r.starts_with("لل") => {
            (r, true)
        }
        _ => (w, false),
    };
    let (prep, def, stem) = if let Some(s) = rest.strip_prefix("بال") {
        (Some('ب'), true, s)
    } else if let Some(s) = rest.strip_prefix("كال").filter(|s| s.chars().count() > 3) {
        (Some('ك'), true, s)
    } else if let Some(s) = rest.strip_prefix("لل") {
        (Some('ل'), true, s)
    } else if let Some(s) = rest.strip_prefix("ال") {
        (None, true, s)
    } else {
        (None, false, rest)
    };
    Word {
        conj,
        prep,
        def,
        stem: stem.into(),
        ..Word::default()
    }
}
