//! What single words may be: the lexicons of `lang/ar/lexicons`, and the reading of one word of a
//! text against them, particles and pronouns taken off.

use crate::inflect::{self, Agreement, Form, Part};
use crate::reading::Stance;
use rustc_hash::FxHashMap;

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Gender {
    Masculine,
    Feminine,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Number {
    Singular,
    Dual,
    Plural,
}

macro_rules! classes {
    ($($name:ident = $word:literal, $doc:literal;)*) => {
        classes!(@each 0; $($name = $word, $doc;)*);
        /// The class column of the lexicons.
        const CLASS_WORDS: &[(&str, Classes)] = &[$(($word, Classes::$name)),*];
    };
    (@each $n:expr; $($name:ident = $word:literal, $doc:literal;)*) => {
        #[repr(u8)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name),* }
        impl Classes { $(#[doc = $doc] pub const $name: Classes = Classes(1 << Bit::$name as u64);)* }
    };
}

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

classes! {
    TITLE = "title", "Heads a person's noun phrase: «وزير», «رئيس», «متحدث».";
    ANONYMOUS = "anonymous", "Heads a source without a name: «مصدر», «مسؤولون», «شهود».";
    HONORIFIC = "honorific", "Stands before a title or name: «السيد», «معالي».";
    PERSON = "person", "A person, but no title: «رجل», «والدة».";
    ORGANISATION = "organisation", "Heads or names an organisation.";
    STATE = "state", "«دولة», «حكومة», «مملكة».";
    AGENCY = "agency", "A news agency, or the word «وكالة».";
    OUTLET = "outlet", "A newspaper, channel or site, or the word for one.";
    DOCUMENT = "document", "«بيان», «تقرير», «دراسة».";
    COUNTRY = "country", "A country's name.";
    CAPITAL = "capital", "A capital.";
    CITY = "city", "A town.";
    REGION = "region", "A region or governorate.";
    GIVEN = "given", "A person's given name.";
    FAMILY = "family", "A person's family name.";
    NATIONALITY = "nationality", "A nisba: «إيراني».";
    WEEKDAY = "weekday", "«الثلاثاء».";
    RELDAY = "relday", "«أمس», «اليوم».";
    DAYPART = "daypart", "«صباح», «مساء».";
    RELATIVE = "relative", "«الماضي», «المقبل», «السابق».";
    UNIT = "unit", "«يوم», «أسبوع», «عام».";
    MONTH = "month", "«أغسطس», «آب», «أوت».";
    ADVERB = "adverb", "«مؤخرا», «أيضا».";
    DISCOURSE = "discourse", "A fixed connective: «من جهته», «في المقابل».";
    ADJUNCT_PREP = "adjunct_prep", "Opens an adjunct of time, place or topic: «خلال», «عقب», «بشأن».";
    BOILERPLATE = "boilerplate", "Page furniture.";
    PREP = "prep", "A preposition.";
    CONJ = "conj", "A conjunction.";
    SUBORD = "subord", "Opens a subordinate clause: «حيث», «بينما», «لأن».";
    COMP = "comp", "«أن», «إن».";
    NEG = "neg", "«لم», «لا», «لن», «ما».";
    REL = "rel", "«الذي», «التي», «من».";
    DEM = "dem", "«هذا», «تلك».";
    PRON = "pron", "«هو», «هي».";
    AUX = "aux", "«كان», «قد», «سوف».";
    MODAL = "modal", "«يجب», «يمكن».";
    ADV = "adv", "An adverb.";
    NUMBER = "number", "A number word.";
    QUANT = "quant", "«كل», «بعض», «عدد».";
    INTERJ = "interj", "«نعم», «يا».";
    ADJECTIVE = "adjective", "An adjective.";
    COMMON = "common", "A common noun or adjective, no name.";
    SPEECH = "speech", "An occasion or product of speech: «تصريح», «مؤتمر», «بيان».";
    AUDIENCE = "audience", "Those spoken to: «الصحافيين», «الإعلام».";
    ASIDE = "aside", "After a comma: the report goes on in its own voice («وذلك»).";
    VERB = "verb", "A finite verb that does not report.";
    AMBIGUOUS = "ambiguous", "Is an ordinary word as well.";
}

impl Classes {
    /// No class.
    pub const NONE: Classes = Classes(0);
    /// Any name of a place.
    pub const PLACE: Classes =
        Classes(Self::COUNTRY.0 | Self::CAPITAL.0 | Self::CITY.0 | Self::REGION.0);
    /// Any personal name word.
    pub const NAME: Classes = Classes(Self::GIVEN.0 | Self::FAMILY.0);
    /// Anything that dates.
    pub const TIME: Classes =
        Classes(Self::WEEKDAY.0 | Self::RELDAY.0 | Self::DAYPART.0 | Self::UNIT.0 | Self::MONTH.0);
    /// Anything that can head the noun phrase of a source.
    pub const HEAD: Classes = Classes(
        Self::TITLE.0
            | Self::ANONYMOUS.0
            | Self::HONORIFIC.0
            | Self::PERSON.0
            | Self::ORGANISATION.0
            | Self::STATE.0
            | Self::AGENCY.0
            | Self::OUTLET.0
            | Self::DOCUMENT.0
            | Self::PLACE.0,
    );
    /// Words that never stand inside a noun phrase.
    pub const CLOSED: Classes = Classes(
        Self::PREP.0
            | Self::CONJ.0
            | Self::SUBORD.0
            | Self::COMP.0
            | Self::NEG.0
            | Self::REL.0
            | Self::PRON.0
            | Self::AUX.0
            | Self::MODAL.0
            | Self::ADV.0
            | Self::ADVERB.0
            | Self::INTERJ.0
            | Self::DISCOURSE.0
            | Self::ADJUNCT_PREP.0
            | Self::VERB.0,
    );

    /// Both sets together.
    pub const fn union(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// The set less another.
    pub const fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }

    /// Whether any class of `other` is here.
    pub const fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there are classes here and none beyond those of `other` (ambiguity aside).
    pub const fn only(self, other: Classes) -> bool {
        self.0 != 0 && self.0 & !(other.0 | Self::AMBIGUOUS.0) == 0
    }

    /// Whether nothing is known.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The class of a lexicon's class column.
    pub fn named(word: &str) -> Option<Classes> {
        CLASS_WORDS
            .iter()
            .find(|(w, _)| *w == word)
            .map(|(_, c)| *c)
    }
}

/// A preposition that a verb governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named after the letters")]
pub enum Prep {
    Ila,
    Bi,
    An,
    Ala,
    Min,
    Li,
    Fi,
}

impl Prep {
    /// The word as the folded text has it.
    pub fn word(self) -> &'static str {
        match self {
            Prep::Ila => "الي",
            Prep::Bi => "ب",
            Prep::An => "عن",
            Prep::Ala => "علي",
            Prep::Min => "من",
            Prep::Li => "ل",
            Prep::Fi => "في",
        }
    }

    fn parse(word: &str) -> Option<Prep> {
        Some(match word {
            "إلى" => Prep::Ila,
            "ب" => Prep::Bi,
            "عن" => Prep::An,
            "على" => Prep::Ala,
            "من" => Prep::Min,
            "ل" => Prep::Li,
            "في" => Prep::Fi,
            _ => return None,
        })
    }
}

/// What may follow a verb as its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frame {
    /// A clause opened by «أن» or «إن».
    Clause,
    /// A quotation, or a colon.
    Quote,
    /// A noun phrase: «نفى قيام …».
    Object,
    /// A noun phrase after a preposition: «أشاد بـ…».
    Prep(Prep),
    /// The clause «بأن …» alone.
    BiClause,
    /// Object, then a preposition: «اتهم فلانا بـ…».
    ObjectPrep(Prep),
    /// Object, then a clause: «أبلغ فلانا أن …».
    ObjectClause,
    /// Two objects: «حمّل فلانا المسؤولية».
    ObjectObject,
}

impl Frame {
    fn parse(word: &str) -> Option<Frame> {
        Some(match word {
            "أن" => Frame::Clause,
            "«" => Frame::Quote,
            "مفعول" => Frame::Object,
            "بأن" => Frame::BiClause,
            "مفعول+أن" => Frame::ObjectClause,
            "مفعول+مفعول" => Frame::ObjectObject,
            _ => match word.strip_prefix("مفعول+") {
                Some(p) => Frame::ObjectPrep(Prep::parse(p)?),
                None => Frame::Prep(Prep::parse(word)?),
            },
        })
    }
}

/// Properties of a reporting verb that rules ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "explained in the header of verbs.tsv")]
pub struct VerbFlags {
    pub core: bool,
    pub req: bool,
    pub weak: bool,
    pub relay: bool,
    pub doc: bool,
    pub light: bool,
    pub impersonal: bool,
    pub neg: bool,
    pub claim: bool,
    pub weakimpf: bool,
    pub passive: bool,
}

/// One reporting verb.
#[derive(Clone, Debug)]
pub struct Verb {
    /// Third person masculine singular perfect, as in a dictionary.
    pub lemma: String,
    /// What it does with its content.
    pub stance: Stance,
    /// What can follow it.
    pub frames: Vec<Frame>,
    /// Further properties.
    pub flags: VerbFlags,
}

impl Verb {
    /// Whether `frame` is among its frames.
    pub fn takes(&self, frame: Frame) -> bool {
        self.frames.contains(&frame)
    }
}

/// A form found in the text: of which verb, which part, agreeing with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueForm {
    /// Index into [`Lexicon::verbs`].
    pub verb: usize,
    /// Which part.
    pub part: Part,
    /// Whom it agrees with.
    pub agreement: Agreement,
    /// Stands after a negation alone («لم ينف»).
    pub short: bool,
}

/// A fixed expression of several words.
#[derive(Clone, Debug)]
pub struct Phrase {
    words: Vec<Box<str>>,
    classes: Classes,
}

/// One word of a text, read.
#[derive(Clone, Debug, Default)]
pub struct Word {
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
    pub stem: Box<str>,
    /// Reporting verbs that it may be a form of.
    pub cues: Vec<(CueForm, Attached)>,
}

impl Word {
    fn only_name(&self) -> bool {
        self.classes.only(Classes::NAME)
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

/// All lexicons.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Reporting verbs.
    pub verbs: Vec<Verb>,
    words: FxHashMap<Box<str>, Classes>,
    numbers: FxHashMap<Box<str>, u8>,
    cues: FxHashMap<Box<str>, Vec<CueForm>>,
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    stances: FxHashMap<Box<str>, Stance>,
}

/// Object and possessive pronouns, longest first.
const PRONOUNS: &[&str] = &[
    "هما", "كما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك", "ي",
];

impl Lexicon {
    /// Adds one verb with all its forms. `fold` is the text's folding.
    ///
    /// # Errors
    /// A sentence saying which column is wrong.
    pub fn add_verb(&mut self, line: &str, fold: &dyn Fn(&str) -> String) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[perfect, imperfect, participle, nouns, stance, frames, flags] = &columns[..] else {
            return Err(format!("has {} columns, a verb has 7", columns.len()));
        };
        let stance = stance_named(stance).ok_or_else(|| format!("unknown stance {stance:?}"))?;
        let frames = frames
            .split(' ')
            .map(|f| Frame::parse(f).ok_or_else(|| format!("unknown frame {f:?}")))
            .collect::<Result<Vec<_>, _>>()?;
        let flags = parse_flags(flags)?;
        let mut forms: Vec<Form> = Vec::new();
        inflect::perfect(perfect, imperfect, &mut forms);
        inflect::imperfect(imperfect, &mut forms);
        if !participle.is_empty() {
            inflect::participle(participle, &mut forms);
        }
        for noun in nouns.split(',').filter(|n| !n.is_empty()) {
            inflect::noun(noun, &mut forms);
        }
        let verb = self.verbs.len();
        self.verbs.push(Verb {
            lemma: perfect.to_owned(),
            stance,
            frames,
            flags,
        });
        for Form {
            form,
            part,
            agreement,
            short,
        } in forms
        {
            let entry = self.cues.entry(fold(&form).into_boxed_str()).or_default();
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
        Ok(())
    }

    /// Adds a word or expression of a class.
    ///
    /// # Errors
    /// A sentence saying what is wrong.
    pub fn add_word(&mut self, folded: &str, class: &str, note: &str) -> Result<(), String> {
        let mut classes =
            Classes::named(class).ok_or_else(|| format!("unknown class {class:?}"))?;
        if note.split([' ', ';', ',']).any(|w| w == "ambiguous") {
            classes = classes.union(Classes::AMBIGUOUS);
        }
        if let Some(n) = note
            .split([' ', ';', ','])
            .find_map(|w| w.strip_prefix("month="))
        {
            let n = n.parse().map_err(|_| format!("month {n:?} is no number"))?;
            self.numbers.insert(folded.into(), n);
        }
        let mut words = folded.split(' ');
        let first = words.next().unwrap_or_default();
        let rest: Vec<Box<str>> = words.map(Box::from).collect();
        if first.is_empty() {
            return Err("the form is empty".to_owned());
        }
        if rest.is_empty() {
            let e = self.words.entry(first.into()).or_default();
            *e = e.union(classes);
        } else {
            let words = std::iter::once(Box::from(first)).chain(rest).collect();
            let words: Vec<Box<str>> = words;
            let list = self.phrases.entry(first.into()).or_default();
            match list.iter_mut().find(|p| p.words == words) {
                Some(p) => p.classes = p.classes.union(classes),
                None => list.push(Phrase { words, classes }),
            }
        }
        Ok(())
    }

    /// Adds a noun that gives its stance to a light verb: «إدانة» condemn.
    ///
    /// # Errors
    /// When the stance is unknown.
    pub fn add_stance(&mut self, folded: &str, stance: &str) -> Result<(), String> {
        let stance = stance_named(stance).ok_or_else(|| format!("unknown stance {stance:?}"))?;
        self.stances.insert(folded.into(), stance);
        Ok(())
    }

    /// Longest first, so that «الولايات المتحدة الأميركية» wins over «الولايات المتحدة».
    pub fn finish(&mut self) {
        for list in self.phrases.values_mut() {
            list.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
        }
    }

    /// Classes of a folded form exactly as listed.
    pub fn classes(&self, folded: &str) -> Classes {
        self.words.get(folded).copied().unwrap_or_default()
    }

    /// The stance that a noun lends to its light verb.
    pub fn noun_stance(&self, word: &Word) -> Option<Stance> {
        self.stances.get(&word.stem).copied()
    }

    /// The month's number, 1 to 12.
    pub fn month(&self, folded: &str) -> Option<u8> {
        self.numbers.get(folded).copied()
    }

    /// The longest expression that begins here, as its length in words and its classes. The first
    /// word may carry «و» or «ف», an attached preposition or the article where the list has none; the
    /// third value says that it carries nothing.
    pub fn phrase<'a>(
        &self,
        first: &Word,
        surface: &str,
        next: impl Fn(usize) -> Option<&'a str>,
    ) -> Option<(usize, Classes, bool)> {
        let bare = surface.strip_prefix(['و', 'ف']).unwrap_or(surface);
        let unprefixed = bare.strip_prefix(['ب', 'ل', 'ك']).unwrap_or(bare);
        let restored = bare.strip_prefix("لل").map(|r| format!("ال{r}"));
        for key in [
            surface,
            bare,
            unprefixed,
            restored.as_deref().unwrap_or(surface),
            &first.stem,
        ] {
            let found = self.phrases.get(key).and_then(|list| {
                list.iter().find(|p| {
                    p.words
                        .iter()
                        .enumerate()
                        .skip(1)
                        .all(|(k, w)| next(k) == Some(&**w))
                })
            });
            if let Some(p) = found {
                return Some((p.words.len(), p.classes, key == surface));
            }
        }
        None
    }

    /// Reads one folded word.
    pub fn read(&self, folded: &str) -> Word {
        let mut word = self.read_classes(folded);
        word.cues = self.read_cues(folded);
        if word.classes.is_empty() && !word.cues.is_empty() {
            word.conj = word.cues.iter().all(|(_, a)| a.conj);
        }
        word
    }

    fn read_classes(&self, w: &str) -> Word {
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
                for stem in [Some(rest), restored.as_deref()].into_iter().flatten() {
                    if let Some(found) = self.stem(stem) {
                        return Word {
                            conj,
                            pron: Some(pron),
                            ..found
                        };
                    }
                }
            }
        }
        unknown(w)
    }

    /// The word with article and attached prepositions taken off, if that is listed.
    fn stem(&self, w: &str) -> Option<Word> {
        let listed = |s: &str| -> Option<Classes> {
            let mut c = self.classes(s);
            if c.is_empty() {
                c = self.inflected(s)?;
            }
            Some(c)
        };
        let make = |classes, prep, def, stem: &str| Word {
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
                c.only(Classes::NAME) && !c.any(Classes::GIVEN) || p == 'ك' && !c.any(Classes::HEAD)
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

    fn read_cues(&self, w: &str) -> Vec<(CueForm, Attached)> {
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
                .cues
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

/// A word of which nothing is listed: what its letters alone show.
fn unknown(w: &str) -> Word {
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

/// The stance of a lexicon's stance column.
pub fn stance_named(word: &str) -> Option<Stance> {
    Some(match word {
        "state" => Stance::State,
        "affirm" => Stance::Affirm,
        "allege" => Stance::Allege,
        "deny" => Stance::Deny,
        "accuse" => Stance::Accuse,
        "condemn" => Stance::Condemn,
        "request" => Stance::Request,
        "promise" => Stance::Promise,
        "reject" => Stance::Reject,
        "warn" => Stance::Warn,
        "support" => Stance::Support,
        "opine" => Stance::Opine,
        _ => return None,
    })
}

fn parse_flags(words: &str) -> Result<VerbFlags, String> {
    let mut f = VerbFlags::default();
    for w in words.split(' ').filter(|w| !w.is_empty()) {
        match w {
            "core" => f.core = true,
            "req" => f.req = true,
            "weak" => f.weak = true,
            "relay" => f.relay = true,
            "doc" => f.doc = true,
            "light" => f.light = true,
            "impersonal" => f.impersonal = true,
            "neg" => f.neg = true,
            "claim" => f.claim = true,
            "weakimpf" => f.weakimpf = true,
            "passive" => f.passive = true,
            _ => return Err(format!("unknown flag {w:?}")),
        }
    }
    Ok(f)
}
