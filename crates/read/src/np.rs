//! The noun phrase of a source: «أمين المجلس الأعلى للأمن القومي الإيراني علي شمخاني».
//!
//! A [`walk`] from left to right that knows what may follow what. It stops where a phrase of Arabic
//! news ends: at a verb, a complementiser, an adjunct of time or place («في تصريح», «يوم الاثنين»),
//! a relative clause, or a noun that cannot belong to it any more («شمخاني | موقف بلاده»).
//!
//! Of every word it asks, in this order: does it close the phrase ([`closing`]), is it an expression
//! of several words, a preposition that a role takes or a conjunct ([`attach`]), a part of a personal
//! name ([`names`]), a further noun or adjective ([`nouns`])?

mod agreement;
mod attach;
mod closing;
mod names;
mod nouns;
mod walk;

pub use agreement::{agreement, oblique};

use crate::doc::Doc;
use crate::lexicon::Classes;
use std::ops::Range;
use walk::{Last, Walk};

/// A noun phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct NounPhrase {
    /// Its tokens.
    pub range: Range<usize>,
    /// The token that says what it is.
    pub head: usize,
    /// Classes of the head.
    pub classes: Classes,
    /// A personal name inside.
    pub name: Option<Range<usize>>,
    /// Begins with «عدد من», «بعض», «أحد».
    pub quantified: bool,
}

impl NounPhrase {
    /// Whether somebody or something that can speak heads it.
    pub fn can_speak(&self) -> bool {
        self.name.is_some() || self.classes.any(Classes::HEAD.union(Classes::NATIONALITY))
    }
}

/// How eagerly to read on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// An object may follow without any sign: stop as soon as the phrase can be complete.
    Short,
    /// What follows is marked («أن», a quotation): read on as long as it fits.
    Long,
}

/// The noun phrase that begins at `start`, reading at most up to `limit`.
pub fn parse(doc: &Doc, start: usize, limit: usize, reach: Reach) -> Option<NounPhrase> {
    let mut walk = Walk::new(doc, start, limit, reach);
    walk.run();
    walk.name_before_title(start);
    walk.finish(start)
}

/// As [`parse`], where the first word carries «و», «ب», «ل»: they are looked past.
pub fn parse_unprefixed(doc: &Doc, start: usize, limit: usize) -> Option<NounPhrase> {
    let w = &doc.words[start];
    let mut walk = Walk::new(doc, start, limit, Reach::Short);
    walk.at += doc.phrases[start].map_or(1, |(len, _)| len);
    walk.head = Some(start);
    walk.classes = doc.classes(start);
    walk.last = if w.classes.any(Classes::NAME) && !w.classes.any(Classes::HEAD) {
        walk.name = Some(start..start + 1);
        Last::Name
    } else {
        Last::noun(w.def || w.classes.any(Classes::PLACE))
    };
    walk.run();
    walk.finish(start)
}

/// Words that no list knows, between a title and the mark of content at `to`, are a name:
/// «المتحدثة باسم الوزارة رائدة الصنوبري | إن».
pub fn with_name(doc: &Doc, mut np: NounPhrase, to: usize) -> NounPhrase {
    let shut = Classes::CLOSED
        .without(Classes::VERB)
        .union(Classes::OCCASION);
    let plain = |j: usize| {
        let w = &doc.words[j];
        !doc.is_mark(j) && !doc.is_number(j) && !w.conj && w.prep.is_none() && !w.classes.any(shut)
    };
    let gap = np.range.end..to;
    let title = np.classes.any(Classes::TITULAR);
    if title && np.name.is_none() && (1..=4).contains(&gap.len()) && gap.clone().all(plain) {
        np.range.end = to;
        np.name = Some(gap);
    }
    np
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use musnad_report::Text;
    use std::sync::LazyLock;

    static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::embedded);

    fn phrase(words: &str) -> Option<String> {
        let text = Text::new(words);
        let doc = Doc::new(&text, &ENGINE.language().lexicon);
        let np = parse(&doc, 0, doc.len(), Reach::Long)?;
        Some(text.slice(doc.span(np.range)).to_owned())
    }

    #[test]
    fn titles_names_and_adjectives_are_one_phrase() {
        for whole in [
            "وزير النقل سالم الدهني",
            "المتحدث باسم وزارة الصحة",
            "رئيسة الوزراء",
            "مصادر أمنية مطلعة",
            "عدد من شهود العيان",
            "وكالة الأنباء الرسمية",
        ] {
            assert_eq!(
                phrase(&format!("{whole} أن الطريق مفتوح")).as_deref(),
                Some(whole)
            );
        }
    }

    #[test]
    fn a_phrase_ends_where_the_rest_of_the_clause_begins() {
        for (words, expected) in [
            ("وزير الري في بيان", "وزير الري"),
            ("وزارة الري أمس أن", "وزارة الري"),
            ("الوزير الذي عاد من السفر", "الوزير"),
            ("المتحدث يوم الاثنين إن", "المتحدث"),
        ] {
            assert_eq!(phrase(words).as_deref(), Some(expected), "{words}");
        }
        assert_eq!(phrase("إلى الطريق"), None);
    }

    #[test]
    fn things_do_not_speak() {
        let speaks = |words: &str| {
            let text = Text::new(words);
            let doc = Doc::new(&text, &ENGINE.language().lexicon);
            parse(&doc, 0, doc.len(), Reach::Long).is_some_and(|np| np.can_speak())
        };
        assert!(speaks("الوزير") && speaks("مصادر مطلعة") && speaks("وزارة الري"));
        assert!(!speaks("الحجر") && !speaks("المطر الغزير"));
    }
}
