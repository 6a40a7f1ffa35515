//! What a word may be: a set of classes, as the class column of the lexicons names them.

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
    BYLINE = "byline", "Opens a line that names the report's author: «بقلم», «كتب».";
    ASIDE = "aside", "After a comma: the report goes on in its own voice («وذلك»).";
    VERB = "verb", "A finite verb that does not report.";
    AMBIGUOUS = "ambiguous", "Note: is an ordinary word as well.";
    CONNECTOR = "connector", "Note: binds a personal name, «بن», «أبو», «فان».";
    EMPHATIC = "emphatic", "Note: repeats the noun before it, «ذاتها», «نفسه».";
    EVIDENTIAL = "evidential", "Note: hands a clause to a source, «وفقا», «بحسب», «نقلا».";
    OFFICE = "office", "Note: a preposition that a role or office takes, «النائب عن», «مسؤول في».";
    ANAPHOR = "anaphor", "Note: definite, it may mean a person named before, «المسؤول», «الخبير».";
    ANONYMITY = "anonymity", "Note: keeps a source without a name, «طلب عدم ذكر اسمه».";
    LABEL = "label", "Note: opens a line that only credits, «المصدر: …».";
    RESUMPTIVE = "resumptive", "Note: shows that a relative clause runs, «تصريح جاء فيه».";
    BURDEN = "burden", "Note: shows the second object of «حمّل», «المسؤولية».";
    LINK = "link", "Note: page furniture that links to where the report came from, «رابط الخبر».";
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

    /// What the note column adds: properties of a word beside its class.
    pub const NOTES: Classes = Classes(
        Self::AMBIGUOUS.0
            | Self::CONNECTOR.0
            | Self::EMPHATIC.0
            | Self::EVIDENTIAL.0
            | Self::OFFICE.0
            | Self::ANAPHOR.0
            | Self::ANONYMITY.0
            | Self::LABEL.0
            | Self::RESUMPTIVE.0
            | Self::BURDEN.0
            | Self::LINK.0,
    );
    /// Binds a clause to what stands before it: «من جهته», «بينما».
    pub const CONNECTIVE: Classes = Classes(Self::DISCOURSE.0 | Self::SUBORD.0);
    /// After it a clause begins: «لكن», «حيث», «كان», «من جهته».
    pub const CLAUSE_OPENER: Classes = Classes(Self::CONNECTIVE.0 | Self::CONJ.0 | Self::AUX.0);

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

    /// Whether there are classes here and none beyond those of `other` (notes aside).
    pub const fn nothing_but(self, other: Classes) -> bool {
        self.0 != 0 && self.0 & !(other.0 | Self::NOTES.0) == 0
    }

    /// Whether nothing is known.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set as bits. They change when a class is added: what is learnt from them has to be learnt anew.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The class of a lexicon's class column.
    pub fn named(word: &str) -> Option<Classes> {
        CLASS_WORDS
            .iter()
            .find(|(w, _)| *w == word)
            .map(|(_, c)| *c)
    }
}
