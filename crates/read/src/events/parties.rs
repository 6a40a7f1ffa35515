//! Who and what may have a part in an event: the mentions of a sentence, and the noun phrases that name nobody
//! («عشرات المتظاهرين», «مواقع المسلحين»).

use super::scene::Scene;
use crate::lexicon::Classes;
use crate::reading::MentionKind;
use std::ops::Range;

/// A noun phrase that may be a party.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// Its tokens, titles before a name among them; the first says where it stands.
    pub tokens: Range<usize>,
    /// The words that name it: of «وزير الري ماهر الساري» the name.
    pub words: Range<usize>,
    /// The first that is no number or quantifier: «عشرات | المتظاهرين».
    pub head: usize,
    /// The mention that it is, or that begins with it.
    pub mention: Option<usize>,
    /// The party just before, where it goes on from that: «الجيش و | المقاومة».
    pub after: Option<usize>,
}

/// The parties of a sentence, in its order. Mentions inside of longer phrases are parties of their own.
pub(super) fn of_sentence(scene: &Scene, sentence: Range<usize>) -> Vec<Party> {
    let mut out: Vec<Party> = Vec::new();
    let mut i = sentence.start;
    while i < sentence.end {
        if let Some(m) = scene.mention_at[i] {
            let mention = &scene.reading.mentions[m];
            let tokens = scene.doc.text.tokens_in(mention.span);
            let (tokens, m) = unit(scene, tokens, m, sentence.end);
            if tokens.start == i && Scene::is_party(mention.kind) {
                push(scene, &mut out, tokens.clone(), Some(m));
            }
            i = tokens.end.max(i + 1);
            continue;
        }
        if opens(scene, i) {
            let end = extent(scene, i, sentence.end);
            push(scene, &mut out, i..end, None);
            // «مطالب | المحامين»: people inside are looked at by themselves, too.
            let people = Classes::PERSON.union(Classes::ANONYMOUS);
            let inner = (i + 1..end).filter(|&t| scene.mention_at[t].is_none());
            for t in inner.filter(|&t| scene.doc.classes(t).any(people)) {
                let tokens = t..extent(scene, t, sentence.end);
                out.push(Party {
                    words: tokens.clone(),
                    tokens,
                    head: t,
                    mention: None,
                    after: None,
                });
            }
            // What is named inside («مواقع | الحوثيين») is looked at by itself.
            i = (i + 1..end)
                .find(|&t| scene.mention_at[t].is_some())
                .unwrap_or(end);
            continue;
        }
        i += 1;
    }
    out
}

/// A mention with those behind it that name the same: titles, then the name («خادم الحرمين الشريفين | الملك | سلمان»).
fn unit(scene: &Scene, tokens: Range<usize>, m: usize, limit: usize) -> (Range<usize>, usize) {
    let mentions = &scene.reading.mentions;
    let (mut end, mut last) = (tokens.end, m);
    while mentions[last].kind == MentionKind::Role && end < limit {
        let Some(next) = scene.mention_at[end] else {
            break;
        };
        let behind = scene.doc.text.tokens_in(mentions[next].span);
        let name = matches!(mentions[next].kind, MentionKind::Role | MentionKind::Person);
        let apart =
            scene.doc.words[behind.start].conj || scene.doc.words[behind.start].prep.is_some();
        if behind.start != end || !name || apart {
            break;
        }
        (end, last) = (behind.end, next);
    }
    (tokens.start..end, last)
}

/// The party that stands at these tokens, where one is named there: the innermost name of «وزير الري ماهر الساري».
pub(super) fn named(scene: &Scene, tokens: Range<usize>) -> Vec<Party> {
    let mut out = of_sentence(scene, tokens.clone());
    for party in &mut out {
        party.after = None;
    }
    let person = out.iter().position(|p| {
        p.mention
            .is_some_and(|m| scene.reading.mentions[m].kind == MentionKind::Person)
    });
    match (person, out.len()) {
        (Some(n), _) => vec![out.swap_remove(n)],
        (None, 0) => {
            push(scene, &mut out, tokens, None);
            out
        }
        (None, _) => {
            out.truncate(1);
            out
        }
    }
}

fn push(scene: &Scene, out: &mut Vec<Party>, tokens: Range<usize>, mention: Option<usize>) {
    let doc = scene.doc;
    let named = mention.map(|m| doc.text.tokens_in(scene.reading.mentions[m].span));
    let words = named.unwrap_or(tokens.clone());
    let counts = |&t: &usize| doc.is_number(t) || doc.classes(t).any(COUNTING) || doc.f(t) == "من";
    let head = words.clone().find(|t| !counts(t)).unwrap_or(words.start);
    let joined = doc.words[tokens.start].conj;
    let after = out.last().filter(|last| {
        let gap = last.tokens.end..tokens.start;
        joined && gap.clone().all(|t| doc.is_mark(t) && !doc.is_comma(t))
            || gap.len() == 1 && doc.is_comma(gap.start)
    });
    let after = after.map(|_| out.len() - 1);
    out.push(Party {
        tokens,
        words,
        head,
        mention,
        after,
    });
}

/// «عشرات», «عدد من», «بعض», «ثلاثة».
const COUNTING: Classes = Classes::QUANT.union(Classes::NUMBER);

/// What no noun phrase of a party begins with.
const SHUT: Classes = Classes::CLOSED
    .union(Classes::TIME)
    .union(Classes::ADVERB)
    .union(Classes::DISCOURSE)
    .union(Classes::ADJUNCT_PREP)
    .without(COUNTING)
    .without(Classes::VERB);

/// Whether a noun phrase without a name may begin here: a noun that continues none.
fn opens(scene: &Scene, i: usize) -> bool {
    let doc = scene.doc;
    if doc.is_mark(i) || scene.told[i] || scene.cue_of[i].is_some() || scene.is_verb(i) {
        return false;
    }
    if doc.is_number(i) {
        return i + 1 < doc.len()
            && is_noun(scene, i + 1)
            && !doc.classes(i + 1).any(Classes::TIME);
    }
    is_noun(scene, i)
}

fn is_noun(scene: &Scene, i: usize) -> bool {
    let doc = scene.doc;
    if doc.is_mark(i) || doc.is_number(i) {
        return false;
    }
    let classes = doc.classes(i);
    if classes.any(SHUT) && !classes.any(Classes::PERSON.union(Classes::ANONYMOUS)) {
        return false;
    }
    !(classes.any(Classes::VERB) && !classes.any(Classes::NOMINAL) && scene.is_verb(i))
}

/// One past the last token of the phrase that begins here: what follows without a preposition, a verb or a mark.
fn extent(scene: &Scene, start: usize, limit: usize) -> usize {
    let doc = scene.doc;
    let mut end = start + 1;
    while end < limit && end < start + LONGEST {
        let w = &doc.words[end];
        let number = doc.is_number(end - 1) || doc.classes(end - 1).any(COUNTING);
        // «أكثر من 200 مدرس».
        let counted = doc.is_number(end) && doc.f(end - 1) == "من";
        let of = counted || number && doc.f(end) == "من";
        if !of
            && (doc.is_mark(end)
                || scene.told[end]
                || w.conj
                || w.prep.is_some()
                || scene.is_verb(end))
        {
            break;
        }
        if let Some(m) = scene.mention_at[end] {
            end = doc
                .text
                .tokens_in(scene.reading.mentions[m].span)
                .end
                .max(end + 1);
            break;
        }
        if !of && !is_noun(scene, end) {
            break;
        }
        end += 1;
    }
    end
}

/// So many words a phrase has at most.
const LONGEST: usize = 6;
