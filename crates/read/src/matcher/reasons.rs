//! All that is weighed beside the rules, in one place: what speaks for and against a match, and by
//! how much. A rule's own weight is about 1; a match below 0.75 is no statement, so that a weight of
//! −0.3 makes an ordinary match doubtful and one of −0.6 ends it, unless something else speaks for it.
//! The weights were set by hand on the seed reports; learning them is an issue of its own.

/// One reason for or against a match.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// As `musnad explain` prints it.
    pub why: &'static str,
    /// What it adds to the score.
    pub weight: f32,
}

const fn reason(why: &'static str, weight: f32) -> Reason {
    Reason { why, weight }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $why:literal, $weight:literal;)*) => {
        $($(#[$doc])* pub(super) const $name: Reason = reason($why, $weight);)*
    };
}

// The source.
reasons! {
    /// «الوزير قال»: word order of headlines and of stress.
    OPENS_WITH_SPEAKER = "the sentence opens with the speaker", 0.25;
    CAN_SPEAK = "the source can speak", 0.3;
    NO_KNOWN_SPEAKER = "the source is no known speaker", -0.25;
    /// «وطالب لاعبي المنتخب بـ»: the players are asked.
    OBLIQUE = "the phrase is an object by its ending", -0.6;
    AGREES = "verb and source agree", 0.1;
    DISAGREES = "verb and source disagree", -0.45;
    MUTE_WITHOUT_MARK = "who cannot speak does not report", -0.3;
}

// The content.
reasons! {
    UNEXPLAINED_WORDS = "unexplained words before the content", -0.45;
    /// Weighed by how sure the mark is.
    MARKED = "a mark of content", 0.3;
    /// «كما قال الوزير إن»: «كما» joins, the clause is the verb's own.
    CONTENT_OF_ITS_OWN = "a content of its own follows", -0.8;
    /// «نقل الموقع عن الميناء مكاتبه»: things are moved, words are not handed on.
    HANDED_ON_UNMARKED = "nothing marks what is handed on", -1.0;
    NOTHING_WRITTEN = "no subject and no mark of content", -0.2;
}

// The verb.
reasons! {
    /// «بين إيران وروسيا» is the preposition.
    IS_PREPOSITION = "the word is a preposition", -0.6;
    COMMONER_MEANINGS = "the verb has commoner meanings", -0.6;
    COMMONER_MEANINGS_FAR_MARK = "the verb has commoner meanings", -0.35;
    COMMONER_MEANINGS_NEAR_MARK = "the verb has commoner meanings", -0.1;
    AT_TIMES = "the verb reports only at times", -0.15;
    ALWAYS = "the verb always reports", 0.15;
    DOCUMENTS_ALONE = "only a document reports so", -0.4;
    /// «تابعة لجيش» is no «تابع» with a pronoun.
    TAKES_NO_OBJECT = "the verb takes no object", -0.8;
    NOUN_WITH_PRONOUN = "more likely a noun with its pronoun", -0.3;
    FUTURE = "it is still to be said", -0.3;
    NOT_THIRD_PERSON = "not in the third person", -0.6;
    ONLY_NEGATED = "reports only when negated", -1.0;
    /// «لم يذكر» says nothing; «لم ينف» and «لم يستبعد» do.
    NOT_SAID = "not said", -0.5;
}

// What stands before the cue.
reasons! {
    /// «أن يصف الوزير أن».
    SUBJUNCTIVE_MARKED = "a subjunctive tells of no saying", -0.2;
    SUBJUNCTIVE = "a subjunctive tells of no saying", -0.5;
    /// «الحريق الذي أظهر …».
    RELATIVE_CLAUSE = "a relative clause tells of an effect", -0.25;
    /// «عبر عن أسف بلاده».
    AFTER_PREPOSITION = "after a preposition stands a noun", -0.8;
    /// «"أعتقد …"».
    OWN_WORDS = "inside somebody's own words", -0.3;
}
