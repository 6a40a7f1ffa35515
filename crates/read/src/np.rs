//! The noun phrase of a source: «أمين المجلس الأعلى للأمن القومي الإيراني علي شمخاني».
//!
//! A walk from left to right that knows what may follow what. It stops where a phrase of Arabic
//! news ends: at a verb, a complementiser, an adjunct of time or place («في تصريح», «يوم الاثنين»),
//! a relative clause, or a noun that cannot belong to it any more («شمخاني | موقف بلاده»).

use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Classes, Gender, Number};
use std::ops::Range;

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

/// What stood last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Last {
    Start,
    Indefinite,
    /// An indefinite noun and its adjective: no further noun completes it.
    Qualified,
    Definite,
    Name,
}

/// How eagerly to read on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// An object may follow without any sign: stop as soon as the phrase can be complete.
    Short,
    /// What follows is marked («أن», a quotation): read on as long as it fits.
    Long,
}

struct Walk<'d, 't> {
    doc: &'d Doc<'t>,
    at: usize,
    limit: usize,
    reach: Reach,
    last: Last,
    head: Option<usize>,
    classes: Classes,
    name: Option<Range<usize>>,
    quantified: bool,
}

/// Words that belong to names.
const NAME_PARTICLES: &[&str] = &[
    "بن", "ابن", "بنت", "ابو", "ابي", "ابا", "ام", "ال", "عبد", "دي", "دا", "فان", "فون", "لو",
    "سان", "دو", "ول", "ولد",
];

/// Prepositions that a role or office takes: «المتحدث باسم», «النائب عن», «السفير لدى».
const ROLE_PREPOSITIONS: &[&str] = &["في", "عن", "لدى", "لدي", "من", "علي", "الي"];

/// The noun phrase that begins at `start`, reading at most up to `limit`.
pub fn parse(doc: &Doc, start: usize, limit: usize, reach: Reach) -> Option<NounPhrase> {
    let mut walk = Walk {
        doc,
        at: start,
        limit: limit.min(doc.len()),
        reach,
        last: Last::Start,
        head: None,
        classes: Classes::NONE,
        name: None,
        quantified: false,
    };
    while walk.at < walk.limit {
        let taken = walk.step();
        if taken == 0 {
            break;
        }
        walk.at += taken;
    }
    let head = walk.head?;
    if walk.name.is_none() && !walk.classes.any(Classes::HEAD) {
        walk.name_before_title(start);
    }
    Some(NounPhrase {
        range: start..walk.at,
        head,
        classes: walk.classes,
        name: walk.name,
        quantified: walk.quantified,
    })
}

/// Words that no list knows, between a title and the mark of content at `to`, are a name:
/// «المتحدثة باسم الوزارة رائدة الصنوبري | إن».
pub fn with_name(doc: &Doc, mut np: NounPhrase, to: usize) -> NounPhrase {
    let gap = np.range.end..to;
    let title = np.classes.any(Classes::TITLE.union(Classes::HONORIFIC));
    let plain = |j: usize| {
        let w = &doc.words[j];
        let shut = Classes::CLOSED
            .without(Classes::VERB)
            .union(Classes::TIME)
            .union(Classes::SPEECH);
        !doc.is_mark(j) && !doc.is_number(j) && !w.conj && w.prep.is_none() && !w.classes.any(shut)
    };
    if title && np.name.is_none() && (1..=4).contains(&gap.len()) && gap.clone().all(plain) {
        np.range.end = to;
        np.name = Some(gap);
    }
    np
}

/// As [`parse`], where the first word carries «و», «ب», «ل»: they are looked past.
pub fn parse_unprefixed(doc: &Doc, start: usize, limit: usize) -> Option<NounPhrase> {
    let w = &doc.words[start];
    let mut walk = Walk {
        doc,
        at: start + doc.phrases[start].map_or(1, |(len, _)| len),
        limit: limit.min(doc.len()),
        reach: Reach::Short,
        last: if w.def || w.classes.any(Classes::PLACE) {
            Last::Definite
        } else {
            Last::Indefinite
        },
        head: Some(start),
        classes: doc.classes(start),
        name: None,
        quantified: false,
    };
    if w.classes.any(Classes::NAME) && !w.classes.any(Classes::HEAD) {
        walk.last = Last::Name;
        walk.name = Some(start..start + 1);
    }
    while walk.at < walk.limit {
        let taken = walk.step();
        if taken == 0 {
            break;
        }
        walk.at += taken;
    }
    Some(NounPhrase {
        range: start..walk.at,
        head: start,
        classes: walk.classes,
        name: walk.name,
        quantified: false,
    })
}

impl Walk<'_, '_> {
    /// «أشرف القدرة الناطق باسم الوزارة»: what stands before a definite title is a name.
    fn name_before_title(&mut self, start: usize) {
        let doc = self.doc;
        let title = |j: &usize| doc.words[*j].def && doc.words[*j].classes.any(Classes::TITLE);
        let Some(j) = (start + 1..self.at.min(start + 5)).find(title) else {
            return;
        };
        if (start..j).all(|k| !doc.is_mark(k) && doc.words[k].prep.is_none()) {
            self.name = Some(start..j);
            self.classes = self.classes.union(Classes::TITLE);
        }
    }

    /// Takes what stands here, if it belongs; returns how many tokens.
    fn step(&mut self) -> usize {
        let i = self.at;
        if self.doc.is_mark(i) {
            return self.mark(i);
        }
        if self.doc.is_number(i) {
            return self.number(i);
        }
        if self.closes(i) {
            return 0;
        }
        if let Some((len, classes)) = self.doc.phrases[i] {
            return self.expression(i, len, classes);
        }
        self.word(i)
    }

    /// A quotation inside the phrase («وكالة "فارس"»), or a comma before the name.
    fn mark(&mut self, i: usize) -> usize {
        if self.last == Last::Start {
            return self.quoted_name(i);
        }
        if let Some(q) = self.doc.quotation_at(i) {
            let Some(close) = q.close.filter(|&c| c < self.limit) else {
                return 0;
            };
            if self.last != Last::Name && self.doc.words_in(i..close) <= 5 {
                self.last = Last::Definite;
                return close + 1 - i;
            }
            return 0;
        }
        if self.doc.is_comma(i) && self.doc.f(i) != "؛" && self.name.is_none() {
            return self.name_after_comma(i);
        }
        0
    }

    /// «"ميتسوبيشي" تعتذر»: a short quotation that begins a phrase is a name.
    fn quoted_name(&mut self, i: usize) -> usize {
        let Some((open, close)) = self
            .doc
            .quotation_at(i)
            .and_then(|q| Some((q.open, q.close?)))
        else {
            return 0;
        };
        if close >= self.limit || !(1..=4).contains(&self.doc.words_in(open..close)) {
            return 0;
        }
        self.head = Some(open + 1);
        self.classes = self.doc.classes(open + 1);
        self.last = Last::Definite;
        close + 1 - i
    }

    /// «رئيس الوكالة، يوكيا أمانو»: a title and its name.
    fn name_after_comma(&mut self, i: usize) -> usize {
        if !self.classes.any(Classes::TITLE) {
            return 0;
        }
        let mut end = i + 1;
        while end < self.limit && end - i <= 6 && self.is_name(end, end > i + 1) {
            end += 1;
        }
        let closes = end >= self.limit || self.doc.is_mark(end) || self.doc.is_comp(end);
        if end > i + 1 && (end > i + 2 || closes) {
            self.name = Some(i + 1..end);
            self.last = Last::Name;
            return end - i;
        }
        0
    }

    /// «دستور 2012», «قناة 24»; a number that begins («17%») heads an unnamed group.
    fn number(&mut self, i: usize) -> usize {
        match self.last {
            Last::Start => {
                self.head = Some(i);
                self.quantified = true;
                self.last = Last::Indefinite;
                1
            }
            Last::Indefinite | Last::Qualified | Last::Definite if self.reach == Reach::Long => 1,
            Last::Indefinite => 1,
            _ => 0,
        }
    }

    /// Whether the phrase cannot go on over this word.
    fn closes(&self, i: usize) -> bool {
        let doc = self.doc;
        let w = &doc.words[i];
        let c = w.classes;
        if doc.is_comp(i) {
            return true;
        }
        if let Some((_, c)) = doc.phrases[i] {
            // «أول من أمس», «في وقت سابق».
            let apart = Classes::TIME
                .union(Classes::RELDAY)
                .union(Classes::DISCOURSE)
                .union(Classes::ADVERB)
                .union(Classes::ASIDE);
            if c.any(apart) && !c.any(Classes::HEAD) {
                return true;
            }
        }
        if doc.is_finite_cue(i) && !self.fits_as_noun(i) {
            return true;
        }
        if self.last == Last::Definite
            && matches!(
                doc.f(i),
                "ذاتها" | "ذاته" | "نفسها" | "نفسه" | "عينه" | "عينها"
            )
        {
            return false;
        }
        let noun = c.any(
            Classes::HEAD
                .union(Classes::NAME)
                .union(Classes::COMMON)
                .union(Classes::NATIONALITY),
        );
        if c.any(Classes::VERB) && !noun && !(c.any(Classes::AMBIGUOUS) && self.after_noun()) {
            return true;
        }
        let adverbial = Classes::CONJ
            .union(Classes::SUBORD)
            .union(Classes::NEG)
            .union(Classes::REL)
            .union(Classes::PRON)
            .union(Classes::AUX)
            .union(Classes::MODAL)
            .union(Classes::ADVERB)
            .union(Classes::ADV)
            .union(Classes::DISCOURSE)
            .union(Classes::INTERJ);
        let governs = c.any(Classes::PREP) && !c.any(Classes::NAME);
        if c.any(adverbial) && !governs && !(noun && self.last == Last::Indefinite) {
            // «علي» the name is «على» the preposition after folding; see `is_name`.
            return !(c.any(Classes::NAME) && self.is_name(i, false));
        }
        let dated = Classes::WEEKDAY
            .union(Classes::RELDAY)
            .union(Classes::DAYPART)
            .union(Classes::MONTH);
        if c.any(dated) || (c.any(Classes::UNIT) && doc.f(i) != "عام" && doc.f(i) != "العام")
        {
            let named_after_day =
                self.last == Last::Indefinite && self.classes.any(Classes::OUTLET);
            return !named_after_day;
        }
        false
    }

    fn after_noun(&self) -> bool {
        self.last == Last::Indefinite || self.last == Last::Name
    }

    /// «إعلان», «حديث», «طلب» may be nouns inside a phrase; «أمل», «فضل» names.
    fn fits_as_noun(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        w.def
            || (self.last == Last::Indefinite && w.cues.iter().any(|(c, _)| c.part == Part::Noun))
            || (w.classes.any(Classes::NAME) && self.last == Last::Name)
    }

    /// A fixed expression: a place, an organisation, an agency.
    fn expression(&mut self, i: usize, len: usize, classes: Classes) -> usize {
        if classes.any(Classes::CLOSED) || i + len > self.limit {
            return 0;
        }
        let w = &self.doc.words[i];
        if !self.admits(i) {
            return 0;
        }
        if self.last == Last::Start || w.conj {
            self.set_head(i, classes);
        } else if self.last == Last::Name && !classes.any(Classes::TITLE) {
            return 0;
        } else if self.last == Last::Definite && classes.any(Classes::PLACE) && w.prep.is_none() {
            // «حثت المديرة | الولايات المتحدة على».
            return 0;
        }
        self.last = Last::Definite;
        len
    }

    fn set_head(&mut self, i: usize, classes: Classes) {
        if self.head.is_none() {
            self.head = Some(i);
            self.classes = classes;
        }
    }

    /// Whether an attached «و» or preposition lets the word in.
    fn admits(&self, i: usize) -> bool {
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
                        || (self.reach == Reach::Long
                            && !w.classes.any(Classes::TIME.union(Classes::SPEECH))))
            }
            Some('ل') => {
                let audience = Classes::AUDIENCE
                    .union(Classes::OUTLET)
                    .union(Classes::AGENCY);
                self.last != Last::Name && !w.classes.any(audience.union(Classes::SPEECH))
            }
            Some(_) => false,
        }
    }

    fn place_or_body(&self, i: usize) -> bool {
        let c = self.doc.classes(i);
        let body = Classes::ORGANISATION
            .union(Classes::PLACE)
            .union(Classes::STATE);
        c.any(body) || &*self.doc.words[i].stem == "اسم"
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
        let peer = if self.classes.any(Classes::PLACE.union(Classes::STATE)) {
            c.any(Classes::PLACE.union(Classes::STATE))
        } else {
            c.any(Classes::HEAD)
        };
        match self.last {
            Last::Name => c.any(
                Classes::NAME
                    .union(Classes::TITLE)
                    .union(Classes::HONORIFIC),
            ),
            Last::Definite => {
                let placed = i + 1 < self.limit && self.doc.classes(i + 1).any(Classes::PLACE);
                peer || (w.def && !c.any(Classes::SPEECH)) || (placed && c.any(Classes::COMMON))
            }
            Last::Indefinite | Last::Qualified => peer && !w.def,
            Last::Start => false,
        }
    }

    fn word(&mut self, i: usize) -> usize {
        let doc = self.doc;
        let w = &doc.words[i];
        let c = w.classes;
        if c.any(Classes::PREP.union(Classes::ADJUNCT_PREP)) && !self.is_name(i, false) {
            return self.preposition(i);
        }
        if self.last == Last::Start {
            return self.first(i);
        }
        if !self.admits(i) {
            return 0;
        }
        if w.conj && self.last == Last::Name && !c.any(Classes::TITLE) {
            return 1;
        }
        if w.prep.is_some() {
            // «المديرة الطبية لمستشفى …»: a complement begins anew.
            let definite = w.def || c.any(Classes::PLACE);
            self.last = if definite {
                Last::Definite
            } else {
                Last::Indefinite
            };
            return 1;
        }
        if self.is_name(i, self.last == Last::Name) && self.name_fits(i) || self.family(i) {
            if self.own_name(i) {
                let start = self.name.as_ref().map_or(i, |n| n.start);
                self.name = Some(start..i + 1);
            }
            self.last = Last::Name;
            return 1;
        }
        self.noun(i)
    }

    /// Whether a name is that of the head: not in «متحدث باسم فلان», not in «مصدر مقرب من فلان».
    fn own_name(&self, i: usize) -> bool {
        let Some(head) = self.head else { return true };
        if self.name.as_ref().is_some_and(|n| n.end == i) {
            return true;
        }
        let w = &self.doc.words[head];
        let before = &self.doc.words[i - 1];
        let governed =
            i > head + 1 && (before.classes.any(Classes::PREP) || &*before.stem == "اسم");
        let spokesman = !w.def && (head..i).any(|j| &*self.doc.words[j].stem == "اسم");
        let unnamed = w.classes.any(Classes::ANONYMOUS) && !w.def && i > head + 1;
        !(governed || spokesman || unnamed) && self.last != Last::Name
    }

    /// The word that the phrase begins with.
    fn first(&mut self, i: usize) -> usize {
        let doc = self.doc;
        let w = &doc.words[i];
        let c = w.classes;
        if w.conj || w.prep.is_some() {
            return 0;
        }
        if c.any(Classes::DEM.union(Classes::HONORIFIC)) || matches!(doc.f(i), "نفس" | "ذات")
        {
            self.set_head(i, c);
            self.head = None;
            return 1;
        }
        if c.any(Classes::QUANT.union(Classes::NUMBER)) {
            self.quantified = true;
            self.head = Some(i);
            self.classes = c;
            self.last = Last::Indefinite;
            return 1;
        }
        let surname = w.def && c.is_empty() && w.stem.ends_with('ي') && w.cues.is_empty();
        if surname || self.is_name(i, false) && !c.any(Classes::HEAD) {
            self.set_head(i, c);
            self.name = Some(i..i + 1);
            self.last = Last::Name;
            return 1;
        }
        self.set_head(i, c);
        let proper = c.any(Classes::PLACE.union(Classes::AGENCY).union(Classes::OUTLET));
        self.last = if w.def || w.pron.is_some() || (proper && !self.generic(i)) {
            Last::Definite
        } else {
            Last::Indefinite
        };
        1
    }

    /// «وكالة», «صحيفة»: words for the thing, which a name follows.
    fn generic(&self, i: usize) -> bool {
        let next = i + 1;
        next < self.limit
            && (self.doc.quotation_at(next).is_some()
                || (!self.doc.is_mark(next)
                    && !self.closes(next)
                    && !self.doc.classes(next).any(Classes::PREP)
                    && !self.doc.words[i].classes.any(Classes::PLACE)))
    }

    /// A further noun or adjective.
    fn noun(&mut self, i: usize) -> usize {
        let doc = self.doc;
        let w = &doc.words[i];
        let c = w.classes;
        let definite = w.def || w.pron.is_some() || c.any(Classes::PLACE);
        let adjective = Classes::ADJECTIVE.union(Classes::NATIONALITY);
        let qualifies = !w.def
            && w.pron.is_none()
            && c.any(adjective)
            && !c.any(Classes::HEAD)
            && self.head.is_some_and(|h| h < i)
            && agreeing(&doc.words[i - 1].stem, &w.stem);
        let head_less = self
            .head
            .is_some_and(|h| doc.words[h].classes.any(Classes::QUANT));
        let same = matches!(
            doc.f(i),
            "ذاتها" | "ذاته" | "نفسها" | "نفسه" | "عينه" | "عينها"
        );
        let fits = match self.last {
            _ if w.conj => true,
            Last::Definite if same => true,
            Last::Start => true,
            Last::Indefinite => self.reach == Reach::Long || self.complement(i),
            Last::Qualified => c.any(adjective) && !w.def,
            Last::Definite => {
                (w.def && self.qualifies(i))
                    || c.any(Classes::TITLE) && (!w.def || self.is_name(i + 1, false))
            }
            Last::Name => {
                c.any(Classes::TITLE.union(Classes::PERSON)) && w.pron.is_none()
                    || (w.def && c.any(Classes::NATIONALITY.union(Classes::FAMILY)))
            }
        };
        if !fits {
            return 0;
        }
        if self.head.is_none() || (head_less && c.any(Classes::HEAD)) {
            self.head = Some(i);
            self.classes = c;
        }
        if w.conj && self.classes.is_empty() {
            self.classes = c;
        }
        self.last = match (definite, qualifies) {
            (true, _) => Last::Definite,
            (_, true) => Last::Qualified,
            _ => Last::Indefinite,
        };
        1
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
        let adjective = Classes::ADJECTIVE
            .union(Classes::NATIONALITY)
            .union(Classes::RELATIVE)
            .union(Classes::NUMBER);
        let head = self.head.map_or("", |h| &*self.doc.words[h].stem);
        // «يطالب القانون | المدرسين»: a human plural qualifies none but its like.
        let other = w.stem.ends_with("ين")
            && !head.ends_with("ين")
            && !head.ends_with("ون")
            && !w.classes.any(Classes::RELATIVE);
        let people = w.classes.any(
            Classes::TITLE
                .union(Classes::ANONYMOUS)
                .union(Classes::PERSON),
        );
        !verbal
            && !other
            && !people
            && (w.classes.any(adjective)
                || w.classes.is_empty() && w.stem.ends_with(['ي'])
                || w.stem.ends_with("يه"))
    }

    /// A preposition that belongs to the role: «مسؤول في وزارة», «النائب عن كتلة».
    fn preposition(&mut self, i: usize) -> usize {
        if matches!(self.last, Last::Start | Last::Name) || i + 1 >= self.limit {
            return 0;
        }
        let doc = self.doc;
        let w = doc.f(i);
        let quantity = doc.words[i.saturating_sub(1)].classes.any(Classes::QUANT) && w == "من";
        if quantity {
            self.last = Last::Indefinite;
            return 1;
        }
        if !ROLE_PREPOSITIONS.contains(&w) || doc.is_mark(i + 1) {
            return 0;
        }
        let c = doc.classes(i + 1);
        let apart = Classes::SPEECH
            .union(Classes::TIME)
            .union(Classes::RELATIVE)
            .union(Classes::ADVERB)
            .union(Classes::AUDIENCE)
            .union(Classes::OUTLET)
            .union(Classes::AGENCY)
            .union(Classes::DEM);
        let own = doc.words[i + 1].pron.is_some() && !c.any(Classes::ORGANISATION)
            || w == "لدي"
                && !c.any(
                    Classes::ORGANISATION
                        .union(Classes::PLACE)
                        .union(Classes::STATE),
                )
            || w == "من" && c.any(Classes::PLACE) && self.head.is_some_and(|h| doc.words[h].def);
        if self.reach == Reach::Long
            && !c.any(apart)
            && !own
            && !doc.is_number(i + 1)
            && doc.phrases[i].is_none()
        {
            self.last = Last::Indefinite;
            return 1;
        }
        let body = Classes::ORGANISATION
            .union(Classes::PLACE)
            .union(Classes::STATE)
            .union(Classes::AGENCY);
        let role = self.classes.any(
            Classes::TITLE
                .union(Classes::ANONYMOUS)
                .union(Classes::PERSON),
        );
        let paper = self.classes.any(Classes::DOCUMENT);
        let fits = match w {
            "في" => {
                c.any(body) && (role || self.classes.any(Classes::ORGANISATION))
                    || role
                        && self.reach == Reach::Long
                        && !c.any(
                            Classes::SPEECH
                                .union(Classes::TIME)
                                .union(Classes::RELATIVE)
                                .union(Classes::ADVERB),
                        )
                        && c.any(Classes::COMMON)
                        && doc.words[i + 1].def
                        && matches!(self.last, Last::Indefinite | Last::Qualified)
            }
            "عن" => (role || paper) && (c.any(body) || c.any(Classes::HEAD)),
            "لدي" => role,
            "من" => {
                role && c.any(Classes::HEAD)
                    && matches!(self.last, Last::Indefinite | Last::Qualified)
            }
            _ => false,
        };
        if fits {
            self.last = Last::Indefinite;
        }
        usize::from(fits)
    }

    /// Whether a name may begin or go on here.
    fn name_fits(&self, i: usize) -> bool {
        let named = self.doc.words[i].classes.any(Classes::NAME);
        match self.last {
            Last::Name => true,
            Last::Definite => {
                named
                    || self.classes.any(
                        Classes::TITLE
                            .union(Classes::PERSON)
                            .union(Classes::ANONYMOUS)
                            .union(Classes::HONORIFIC),
                    )
            }
            Last::Indefinite | Last::Qualified | Last::Start => {
                // «الشيخ فلان», «وزير فلان» no more: in «رئيس حملة السكينة» the name is the body's.
                let titles = Classes::TITLE
                    .union(Classes::HONORIFIC)
                    .union(Classes::PERSON);
                named && (i == 0 || self.doc.words[i - 1].classes.any(titles))
            }
        }
    }

    /// Whether the word looks like part of a personal name.
    fn is_name(&self, i: usize, inside: bool) -> bool {
        let doc = self.doc;
        if i >= self.limit {
            return false;
        }
        let w = &doc.words[i];
        let c = w.classes;
        if w.prep.is_some() || doc.is_mark(i) || doc.is_number(i) {
            return false;
        }
        let surface = doc.f(i);
        if NAME_PARTICLES.contains(&surface) {
            return inside
                || c.any(Classes::NAME)
                || i + 1 < self.limit && doc.words[i + 1].classes.any(Classes::NAME);
        }
        if surface == "علي" {
            // With ى it is the preposition, unless a family name follows and a title stood before.
            return doc.text.surface(i).ends_with('ي') && i + 1 < self.limit && self.plain(i + 1);
        }
        let ordinary = Classes::COMMON
            .union(Classes::ADJECTIVE)
            .union(Classes::HEAD)
            .union(Classes::CLOSED)
            .union(Classes::TIME)
            .union(Classes::QUANT)
            .union(Classes::NUMBER)
            .union(Classes::SPEECH)
            .union(Classes::NATIONALITY);
        if (c.any(Classes::NATIONALITY.union(Classes::TITLE)) && w.def || c.any(Classes::HEAD))
            && !inside
        {
            return false;
        }
        let next = i + 1;
        if c.any(Classes::TITLE)
            && next < self.limit
            && (doc.words[next].def || doc.classes(next).any(Classes::HEAD))
        {
            return false; // «جعفري قائد الحرس»: a title, although some are named so
        }
        if c.any(Classes::NAME) {
            return !c.any(ordinary) && !c.any(Classes::AMBIGUOUS) || inside || self.near_name(i);
        }
        let cue = w.cues.iter().any(|(f, _)| doc.verb(f).flags.core);
        if cue || c.any(ordinary) {
            return false;
        }
        if w.def {
            inside
        } else {
            self.plain(i) && !w.conj
        }
    }

    /// «خولة الخطيب»: a definite word after one given name is the family's, whatever else it means;
    /// so is the last word before a mark of content («أحمد كامل | إلى أن»).
    fn family(&self, i: usize) -> bool {
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
        let name = |k: usize| {
            self.doc
                .words
                .get(k)
                .is_some_and(|w| w.classes.any(Classes::NAME))
        };
        let particle = matches!(self.doc.f(i + 1), "بن" | "بنت" | "ابو" | "ابن" | "عبد");
        particle
            || name(i + 1)
            || (i > 0 && name(i - 1))
            || self.classes.any(Classes::TITLE.union(Classes::HONORIFIC))
    }

    /// A word of which nothing is listed and that has no article: mostly a foreign name.
    fn plain(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        let f = self.doc.f(i);
        let verbal = f.ends_with('ت')
            && f.starts_with(['ا', 'ت'])
            && f.chars().count() >= 5
            && w.classes.is_empty();
        let finite = w.classes.is_empty() && self.doc.finite(i).next().is_some();
        !verbal
            && !finite
            && !self.doc.is_mark(i)
            && !self.doc.is_number(i)
            && (w.classes.is_empty() || w.classes.any(Classes::NAME))
            && self.doc.f(i).chars().count() >= 2
    }
}

/// An adjective follows its noun's ending: «منظمة دولية», «مصادر مطلعة», «مسؤولون حكوميون».
fn agreeing(noun: &str, adjective: &str) -> bool {
    if adjective.ends_with('ه') {
        // Plurals of things take the feminine: «مصادر مطلعة», «تقارير صحفية».
        return noun.ends_with('ه') || noun.ends_with("ات") || noun.chars().any(|c| c == 'ا');
    }
    if adjective.ends_with("ين") || adjective.ends_with("ون") {
        return true;
    }
    adjective.ends_with('ي') && !noun.ends_with('ه')
}

/// Whether a plural's ending shows that it is no subject: «المواطنين», «لاعبي المنتخب».
pub fn oblique(doc: &Doc, i: usize) -> bool {
    let stem = &*doc.words[i].stem;
    let people = Classes::TITLE
        .union(Classes::ANONYMOUS)
        .union(Classes::PERSON);
    let known = |s: String| doc.lexicon.classes(&s).any(people);
    if let Some(base) = stem.strip_suffix("ين") {
        return known(format!("{base}ون"))
            || (doc.words[i].classes.any(people) && known(base.to_owned()));
    }
    stem.strip_suffix('ي')
        .is_some_and(|base| known(format!("{base}ين")) && known(format!("{base}ون")))
}

/// Gender and number of the head, as far as its ending and class tell.
pub fn agreement(doc: &Doc, np: &NounPhrase) -> (Option<Gender>, Option<Number>) {
    let stem = &*doc.words[np.head].stem;
    let feminine_name = np.classes.any(Classes::PLACE) && !stem.ends_with("ان");
    let gender = if stem.ends_with('ه') || stem.ends_with("ات") || feminine_name {
        Some(Gender::Feminine)
    } else if np.name.is_some() && !np.classes.any(Classes::TITLE) {
        None
    } else if np.classes.any(
        Classes::TITLE
            .union(Classes::DOCUMENT)
            .union(Classes::ORGANISATION),
    ) {
        Some(Gender::Masculine)
    } else {
        None
    };
    let number =
        if stem.ends_with("ون") || stem.ends_with("ين") && np.classes.any(Classes::ANONYMOUS) {
            Some(Number::Plural)
        } else {
            None
        };
    (gender, number)
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
