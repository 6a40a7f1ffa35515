//! The author's line: «كتب سالم الدهني», «بقلم: ليان الصفصافي», «قلعة الطير - ليان الصفصافي».

use crate::doc::Doc;
use crate::lexicon::Classes;
use std::ops::Range;

/// A longer line, in words, tells more than who wrote.
const BYLINE_WORDS: usize = 6;

/// It stands under the headline or at the very end.
const FIRST_PARAGRAPHS: usize = 3;

/// Whether the paragraph, the `n`th, only names who wrote the report.
pub(super) fn is_byline(doc: &Doc, p: &Range<usize>, n: usize) -> bool {
    let edge = n <= FIRST_PARAGRAPHS || p.end == doc.len();
    let words = doc.words_in(p.clone());
    if !edge || !(2..=BYLINE_WORDS).contains(&words) || matches!(doc.f(p.end - 1), "." | "؟") {
        return false;
    }
    let opener = doc.words[p.start].classes.any(Classes::BYLINE);
    let parted = p
        .clone()
        .rfind(|&i| matches!(doc.f(i), "-" | ":" | "/" | "|"));
    let placed = p.start < p.end && doc.classes(p.start).any(Classes::PLACE);
    let named = match (opener, parted) {
        (true, Some(mark)) => mark + 1..p.end,
        (true, None) => p.start + 1..p.end,
        (false, Some(mark)) if placed || unlisted(doc, p.start..mark) => mark + 1..p.end,
        _ => return false,
    };
    doc.words_in(named.clone()) >= 2 && is_name(doc, named)
}

/// A place or outlet that no list knows may stand before the dash.
fn unlisted(doc: &Doc, r: Range<usize>) -> bool {
    !r.is_empty()
        && r.into_iter()
            .all(|i| !doc.is_mark(i) && !doc.is_finite_cue(i) && !says(doc, i))
}

/// A personal name: words of names, words that no list knows, and after them a nisba, which may be
/// an adjective as well («الذهبي»).
fn is_name(doc: &Doc, r: Range<usize>) -> bool {
    let first = r.start;
    r.into_iter().all(|i| {
        let w = &doc.words[i];
        let nisba = i > first && w.def && w.stem.ends_with('ي') && !w.classes.any(Classes::HEAD);
        let fits = w.classes.any(Classes::NAME) || w.classes.is_empty() || nisba;
        !doc.is_mark(i) && fits && !says(doc, i)
    })
}

fn says(doc: &Doc, i: usize) -> bool {
    doc.words[i].classes.any(Classes::VERB) && !doc.words[i].classes.any(Classes::NAME)
        || doc.is_finite_cue(i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use musnad_report::Text;

    fn reads(line: &str) -> bool {
        let engine = Engine::embedded();
        let text = Text::new(line);
        let doc = Doc::new(&text, &engine.language().lexicon);
        is_byline(&doc, &(0..doc.len()), 1)
    }

    #[test]
    fn names_its_author_and_nothing_else() {
        assert!(reads("كتب سالم الدهني"));
        assert!(reads("بقلم: ليان الصفصافي"));
        assert!(reads("القاهرة - سالم الدهني"));
        assert!(!reads("كتب الوزير رسالة إلى البرلمان"));
        assert!(!reads("الجزائر: وفاة ثلاثة في حادث"));
        assert!(!reads("قال سالم الدهني"));
    }
}
