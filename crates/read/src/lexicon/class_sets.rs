//! Named sets of word classes: what the decisions of this crate ask of a word, each under the name
//! by which a grammar would ask for it.

use super::Classes;

impl Classes {
    /// Who publishes what others said: «وكالة», «صحيفة», «قناة» and their names.
    pub const PRESS: Classes = Self::AGENCY.union(Self::OUTLET);
    /// Bodies of any sort, the press among them.
    pub const INSTITUTION: Classes = Self::ORGANISATION.union(Self::PRESS);
    /// A country, its towns, its government: «روسيا», «دمشق», «الحكومة».
    pub const POLITY: Classes = Self::PLACE.union(Self::STATE);
    /// Bodies and places that an office belongs to: «وزير في الحكومة», «متحدث بوزارة …».
    pub const BODY: Classes = Self::ORGANISATION.union(Self::POLITY);
    /// Nouns for human beings: «وزير», «مسؤول», «رجل».
    pub const PEOPLE: Classes = Self::TITLE.union(Self::ANONYMOUS).union(Self::PERSON);
    /// What a personal name may stand behind: «الشيخ», «السيد», «وزير».
    pub const TITULAR: Classes = Self::TITLE.union(Self::HONORIFIC);
    /// Those to whom something is said: «للصحافيين», «لصحيفة …».
    pub const ADDRESSEE: Classes = Self::AUDIENCE.union(Self::PRESS);
    /// Adjectives, the nisba among them.
    pub const ADJECTIVAL: Classes = Self::ADJECTIVE.union(Self::NATIONALITY);
    /// Nouns and names of every sort.
    pub const NOMINAL: Classes = Self::HEAD
        .union(Self::NAME)
        .union(Self::COMMON)
        .union(Self::NATIONALITY);
    /// What the words of the language are that are no names of persons.
    pub const ORDINARY: Classes = Self::HEAD
        .union(Self::CLOSED)
        .union(Self::COMMON)
        .union(Self::ADJECTIVAL)
        .union(Self::TIME)
        .union(Self::QUANT)
        .union(Self::NUMBER)
        .union(Self::SPEECH);
    /// Prepositions of every sort.
    pub const PREPOSITIONAL: Classes = Self::PREP.union(Self::ADJUNCT_PREP);
    /// When and at what occasion something is said: «أمس», «في تصريح».
    pub const OCCASION: Classes = Self::SPEECH.union(Self::TIME);
    /// Words that date by themselves; a unit («عام») needs more.
    pub const DATED: Classes = Self::WEEKDAY
        .union(Self::RELDAY)
        .union(Self::DAYPART)
        .union(Self::MONTH);
    /// Expressions that belong to the clause and to no noun phrase: «في المقابل», «أول من أمس».
    pub const ADVERBIAL: Classes = Self::TIME.union(Self::DISCOURSE).union(Self::ADVERB);
    /// Particles of the clause: where one stands, a noun phrase is over.
    pub const CLAUSAL: Classes = Self::CLOSED
        .without(Self::PREP)
        .without(Self::COMP)
        .without(Self::ADJUNCT_PREP)
        .without(Self::VERB);
}
