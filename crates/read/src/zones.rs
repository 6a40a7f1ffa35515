//! What of a page is not running text: headline, byline, dateline, credits, furniture, repeats.
//!
//! Every paragraph is tried in this order, and the first that fits takes it: headline (the first
//! paragraph alone), furniture, a line that only credits, the author's line. What is left is running text, in which
//! credits in brackets and a dateline may stand ([`credits`]), and which may have stood before.

mod bylines;
mod credits;

use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::reading::{Credit, Zone, ZoneKind};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Zones and credits of a text.
#[derive(Debug, Default)]
pub struct Zones {
    /// In text order.
    pub zones: Vec<Zone>,
    /// Credit lines.
    pub credits: Vec<Credit>,
    /// Tokens of the headline.
    pub headline: Option<Range<usize>>,
    /// A token that belongs to page furniture.
    pub furniture: Vec<bool>,
}

/// A title is no longer than this, in words.
const HEADLINE_WORDS: usize = 26;

/// What stands behind a phrase of furniture on its line is no longer than this, in words.
const FURNITURE_WORDS: usize = 16;

/// A shorter paragraph that comes twice is no repeat («وأضاف قائلا:»), in words.
const REPEAT_WORDS: usize = 5;

/// Finds all zones. `has_title`: the first paragraph is known to be the title.
pub fn zones(doc: &Doc, has_title: bool) -> Zones {
    let mut z = Zones {
        furniture: vec![false; doc.len()],
        ..Zones::default()
    };
    let paragraphs = doc.text.paragraphs();
    let mut seen = FxHashSet::default();
    for (n, p) in paragraphs.iter().enumerate() {
        if p.is_empty() {
            continue;
        }
        if n == 0 && is_headline(doc, p, has_title, paragraphs.len()) {
            z.headline = Some(p.clone());
            z.mark(doc, p, ZoneKind::Headline);
        } else if is_furniture(doc, p) {
            z.furniture[p.clone()].fill(true);
            z.mark(doc, p, ZoneKind::Boilerplate);
            z.credits.extend(credits::linked(doc, p));
        } else if let Some((kind, credit)) = credits::whole_line(doc, p, n) {
            z.credit(kind, credit);
        } else if bylines::is_byline(doc, p, n) {
            z.mark(doc, p, ZoneKind::Byline);
        } else {
            credits::in_running_text(doc, p, &mut z);
            if doc.words_in(p.clone()) >= REPEAT_WORDS && !seen.insert(words(doc, p)) {
                z.mark(doc, p, ZoneKind::Repeat);
            }
        }
    }
    z
}

impl Zones {
    /// Tokens that name the page, its author or its source, and of which a cue is only what a rule says:
    /// «لمحة نت» is no glance.
    pub fn silent(&self, doc: &Doc) -> Vec<bool> {
        let mut silent = vec![false; doc.len()];
        for zone in &self.zones {
            if !matches!(zone.kind, ZoneKind::Headline | ZoneKind::Repeat) {
                silent[doc.text.tokens_in(zone.span)].fill(true);
            }
        }
        silent
    }

    fn mark(&mut self, doc: &Doc, tokens: &Range<usize>, kind: ZoneKind) {
        let span = doc.span(tokens.clone());
        self.zones.push(Zone { span, kind });
    }

    /// A zone that is a credit, all of it.
    fn credit(&mut self, kind: ZoneKind, credit: Credit) {
        let span = credit.span;
        self.zones.push(Zone { span, kind });
        self.credits.push(credit);
    }
}

/// The folded words of a paragraph, marks left out.
fn words<'d>(doc: &Doc<'d>, p: &Range<usize>) -> Vec<&'d str> {
    p.clone()
        .filter(|&i| !doc.is_mark(i))
        .map(|i| doc.f(i))
        .collect()
}

fn is_headline(doc: &Doc, p: &Range<usize>, has_title: bool, paragraphs: usize) -> bool {
    let short = doc.words_in(p.clone()) <= HEADLINE_WORDS;
    let sentence = matches!(doc.f(p.end - 1), "." | "!");
    has_title || paragraphs > 1 && short && !sentence
}

/// A line of page furniture: a listed phrase alone, or one that opens a line of links.
fn is_furniture(doc: &Doc, p: &Range<usize>) -> bool {
    let first = p.start;
    match doc.phrases[first] {
        Some((len, c)) if c.any(Classes::BOILERPLATE) => {
            doc.words_in(first + len..p.end) <= FURNITURE_WORDS
        }
        _ => doc.words[first].classes.any(Classes::BOILERPLATE) && doc.words_in(p.clone()) <= 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use musnad_report::Text;
    use std::sync::LazyLock;

    static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::embedded);

    /// Kind and words of every zone, then whom the credits name.
    fn found(words: &str) -> (Vec<(ZoneKind, String)>, Vec<String>) {
        let text = Text::new(words);
        let z = zones(&Doc::new(&text, &ENGINE.language().lexicon), false);
        let shown = z
            .zones
            .iter()
            .map(|z| (z.kind, text.slice(z.span).to_owned()));
        (
            shown.collect(),
            z.credits.into_iter().map(|c| c.who).collect(),
        )
    }

    #[test]
    fn a_short_first_paragraph_is_the_headline() {
        let (zones, _) = found("السد يمتلئ\n\nامتلأ السد أمس للمرة الأولى منذ سنوات.");
        assert_eq!(zones, [(ZoneKind::Headline, "السد يمتلئ".to_owned())]);
        let (zones, _) = found("امتلأ السد أمس للمرة الأولى منذ سنوات.");
        assert_eq!(zones, [], "a text of one paragraph has no headline");
    }

    #[test]
    fn agencies_are_credited_in_a_line_or_in_brackets() {
        let page = "السد يمتلئ\n\nامتلأ السد أمس للمرة الأولى منذ سنوات. (رويترز)";
        assert_eq!(found(page).1, ["رويترز"]);
        let page = "السد يمتلئ\n\nامتلأ السد أمس للمرة الأولى منذ سنوات.\n\nالمصدر: رويترز";
        assert_eq!(found(page).1, ["رويترز"]);
    }

    #[test]
    fn a_paragraph_that_stood_before_is_a_repeat() {
        let again = "امتلأ السد أمس للمرة الأولى منذ سنوات طويلة.";
        let (zones, _) = found(&format!(
            "السد يمتلئ\n\n{again}\n\nفرح الناس به.\n\n{again}"
        ));
        let repeats = zones.iter().filter(|(k, _)| *k == ZoneKind::Repeat).count();
        assert_eq!(repeats, 1);
    }

    #[test]
    fn furniture_says_nothing() {
        let (zones, _) = found("السد يمتلئ\n\nامتلأ السد أمس.\n\nالمواضيع الأكثر قراءة");
        let furniture = zones.iter().filter(|(k, _)| *k == ZoneKind::Boilerplate);
        assert_eq!(
            furniture.map(|(_, w)| w.as_str()).collect::<Vec<_>>(),
            ["المواضيع الأكثر قراءة"]
        );
    }
}
