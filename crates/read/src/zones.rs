//! What of a page is not running text: headline, dateline, byline, credits, furniture, repeats.

use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::reading::{Credit, Zone, ZoneKind};
use musnad_report::Span;
use rustc_hash::FxHashMap;
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

/// A title is no longer than this.
const HEADLINE_WORDS: usize = 26;

/// Finds all zones. `has_title`: the first paragraph is known to be the title.
pub fn zones(doc: &Doc, has_title: bool) -> Zones {
    let mut z = Zones {
        furniture: vec![false; doc.len()],
        ..Zones::default()
    };
    let paragraphs = doc.text.paragraphs();
    let mut seen: FxHashMap<String, ()> = FxHashMap::default();
    for (n, p) in paragraphs.iter().enumerate() {
        if p.is_empty() {
            continue;
        }
        let span = doc.span(p.clone());
        if n == 0 && is_headline(doc, p, has_title, paragraphs.len()) {
            z.headline = Some(p.clone());
            z.zones.push(Zone {
                span,
                kind: ZoneKind::Headline,
            });
            continue;
        }
        if furniture(doc, p) {
            z.furniture[p.clone()].fill(true);
            z.zones.push(Zone {
                span,
                kind: ZoneKind::Boilerplate,
            });
            if let Some(c) = link_credit(doc, p) {
                z.credits.push(c);
            }
            continue;
        }
        if let Some((kind, c)) = whole_line(doc, p, n) {
            z.zones.push(Zone { span: c.span, kind });
            z.credits.push(c);
            continue;
        }
        inline_credits(doc, p, &mut z);
        let key: String = p
            .clone()
            .filter(|&i| !doc.is_mark(i))
            .map(|i| doc.f(i))
            .fold(String::new(), |mut s, w| {
                s.push_str(w);
                s.push(' ');
                s
            });
        if doc.words_in(p.clone()) >= 5 && seen.insert(key, ()).is_some() {
            z.zones.push(Zone {
                span,
                kind: ZoneKind::Repeat,
            });
        }
    }
    z
}

fn is_headline(doc: &Doc, p: &Range<usize>, has_title: bool, paragraphs: usize) -> bool {
    let words = doc.words_in(p.clone());
    has_title
        || (paragraphs > 1 && words <= HEADLINE_WORDS && !matches!(doc.f(p.end - 1), "." | "!"))
}

/// A line of page furniture: a listed phrase alone, or one that opens a line of links.
fn furniture(doc: &Doc, p: &Range<usize>) -> bool {
    let first = p.start;
    if let Some((len, c)) = doc.phrases[first]
        && c.any(Classes::BOILERPLATE)
    {
        let rest = doc.words_in(first + len..p.end);
        return rest <= 16;
    }
    let single = doc.words[first].classes.any(Classes::BOILERPLATE);
    single && doc.words_in(p.clone()) <= 2
}

/// «رابط الخبر بصحيفة …» carries the outlet's name.
fn link_credit(doc: &Doc, p: &Range<usize>) -> Option<Credit> {
    let outlet = p.clone().find(|&i| doc.classes(i).any(Classes::OUTLET))?;
    let end = (outlet..p.end).find(|&i| doc.is_mark(i)).unwrap_or(p.end);
    (doc.f(p.start) == "رابط").then(|| Credit {
        span: doc.span(p.start..end),
        who: doc.text.slice(doc.span(outlet..end)).to_owned(),
    })
}

/// A line that only credits: «العربية», «المدينة - وكالات», «المصدر: …», «كتب فلان».
fn whole_line(doc: &Doc, p: &Range<usize>, n: usize) -> Option<(ZoneKind, Credit)> {
    let words = doc.words_in(p.clone());
    if words == 0 || words > 7 {
        return None;
    }
    let span = doc.span(trim(doc, p));
    let who = |r: Range<usize>| doc.text.slice(doc.span(trim(doc, &r))).to_owned();
    let labelled = matches!(doc.f(p.start), "المصدر" | "مصدر" | "نقلا") && words <= 5;
    if labelled && words > 1 {
        let from = (p.start + 1..p.end).find(|&i| !doc.is_mark(i) && doc.f(i) != "عن")?;
        return Some((
            ZoneKind::Credit,
            Credit {
                span,
                who: who(from..p.end),
            },
        ));
    }
    let credited = |i: usize| {
        doc.classes(i).any(Classes::AGENCY.union(Classes::OUTLET)) && !doc.is_finite_cue(i)
    };
    let all = p.clone().filter(|&i| !doc.is_mark(i)).all(|i| {
        let c = doc.classes(i);
        credited(i)
            || covered(doc, p, i)
            || c.any(Classes::PLACE)
            || (c.is_empty() && !doc.words[i].conj)
    });
    if all && p.clone().any(credited) && words <= 5 {
        let kind = if n <= 2 {
            ZoneKind::Dateline
        } else {
            ZoneKind::Credit
        };
        return Some((
            kind,
            Credit {
                span,
                who: who(p.clone()),
            },
        ));
    }
    None
}

/// Whether the token lies inside an agency's or outlet's name of several words.
fn covered(doc: &Doc, p: &Range<usize>, i: usize) -> bool {
    (1..5).any(|k| {
        i >= p.start + k
            && doc.phrases[i - k].is_some_and(|(len, c)| {
                len > k && c.any(Classes::AGENCY.union(Classes::OUTLET).union(Classes::PLACE))
            })
    })
}

/// Outer punctuation other than brackets stays out of a credit.
fn trim(doc: &Doc, r: &Range<usize>) -> Range<usize> {
    let mark = |i: usize| doc.is_mark(i) && !matches!(doc.f(i), "(" | ")" | "[" | "]");
    let (mut a, mut b) = (r.start, r.end);
    while a < b && mark(a) && doc.quotation_at(a).is_none() {
        a += 1;
    }
    while b > a && mark(b - 1) {
        b -= 1;
    }
    a..b
}

/// «(أ ف ب)» inside a paragraph, and the dateline «القاهرة - رويترز -» that opens one.
fn inline_credits(doc: &Doc, p: &Range<usize>, z: &mut Zones) {
    let named = Classes::AGENCY.union(Classes::OUTLET);
    for i in p.clone() {
        if doc.f(i) != "(" {
            continue;
        }
        let Some(close) = (i + 1..p.end.min(i + 9)).find(|&k| doc.f(k) == ")") else {
            continue;
        };
        let inside = i + 1..close;
        let words: Vec<usize> = inside.clone().filter(|&k| !doc.is_mark(k)).collect();
        let Some(&first) = words.first() else {
            continue;
        };
        let agency = doc.classes(first).any(named)
            && doc.words[first].prep.is_none()
            && words.iter().all(|&k| {
                doc.classes(k).any(named) || covered(doc, &inside, k) || doc.classes(k).is_empty()
            });
        let at_edge = close + 2 >= p.end || i <= p.start + 4;
        if agency && at_edge {
            let who = doc
                .text
                .slice(doc.span(first..words[words.len() - 1] + 1))
                .to_owned();
            let span = doc.span(i..close + 1);
            z.zones.push(Zone {
                span,
                kind: ZoneKind::Credit,
            });
            z.credits.push(Credit { span, who });
        }
    }
    dateline(doc, p, z);
}

/// «القاهرة - رويترز -», «واس - الرياض»: place and agency before a dash or colon.
fn dateline(doc: &Doc, p: &Range<usize>, z: &mut Zones) {
    let dash = |i: usize| matches!(doc.f(i), "-" | "–" | "—" | ":" | "،" | "_");
    let Some(last) = (p.start + 1..p.end.min(p.start + 9))
        .filter(|&i| dash(i))
        .max()
    else {
        return;
    };
    let range = p.start..last;
    let named = Classes::AGENCY.union(Classes::OUTLET);
    let mut agency: Option<Range<usize>> = None;
    for i in range.clone() {
        if doc.is_mark(i) {
            continue;
        }
        let c = doc.classes(i);
        if c.any(named) && !doc.words[i].conj && doc.words[i].prep.is_none() {
            let len = doc.phrases[i].map_or(1, |(len, _)| len);
            agency.get_or_insert(i..i + len);
        } else if !c.any(Classes::PLACE) && !covered(doc, &range, i) && !c.is_empty() {
            return;
        }
    }
    if let Some(a) = agency {
        let span: Span = doc.span(a.clone());
        z.zones.push(Zone {
            span: doc.span(range),
            kind: ZoneKind::Dateline,
        });
        z.credits.push(Credit {
            span,
            who: doc.text.slice(span).to_owned(),
        });
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
