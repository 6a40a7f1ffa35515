//! The same report with other places and nationalities in it: what a tagger learns from «محافظ حلب» is not to hang
//! on «حلب» (mention replacement, Dai and Adel 2020). They come from the lexicons; within a report one word is
//! always replaced by the same other one. Persons stay: with names drawn from lists fewer of them were found.

use musnad_eval::mentions::{Mark, Marked};
use musnad_eval::rng::SplitMix64;
use musnad_report::{Span, Text};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words to choose from.
pub struct Names {
    /// By class of the lexicon: `country`, `capital`, `city`, `region`.
    places: BTreeMap<String, Vec<String>>,
    /// The class of a place.
    place: BTreeMap<String, String>,
    /// Nisbas in the masculine singular without the article.
    peoples: Vec<String>,
}

/// A table of the lexicons: form, class, notes; one word a form.
fn rows(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        let (form, class) = (columns.next()?, columns.next()?);
        (!form.contains(' ')).then(|| (form, class, columns.nth(1).unwrap_or("")))
    })
}

impl Names {
    /// From the tables `places` and `nationalities` of the lexicons.
    pub fn new(places: &str, peoples: &str) -> Names {
        let peoples = rows(peoples).filter(|(_, _, note)| note.len() == 2);
        let mut names = Names {
            places: BTreeMap::new(),
            place: BTreeMap::new(),
            peoples: peoples.map(|(form, ..)| form.to_owned()).collect(),
        };
        for (form, class, note) in rows(places) {
            if !note.contains("ambiguous") {
                names
                    .places
                    .entry(class.to_owned())
                    .or_default()
                    .push(form.to_owned());
                names.place.insert(form.to_owned(), class.to_owned());
            }
        }
        names
    }

    /// A report with other names.
    pub fn vary(&self, report: &Marked, rng: &mut SplitMix64) -> Marked {
        let text = &report.text;
        let mut change = Change {
            names: self,
            rng,
            known: BTreeMap::new(),
        };
        let mut written: BTreeMap<usize, String> = BTreeMap::new();
        for mark in &report.marks {
            let tokens = text.tokens_in(mark.span);
            match mark.label.as_str() {
                "place" => change.place(text, tokens, &mut written),
                "nationality" => change.people(text, tokens, &mut written),
                _ => {}
            }
        }
        rewrite(report, &written)
    }
}

struct Change<'a> {
    names: &'a Names,
    rng: &'a mut SplitMix64,
    known: BTreeMap<String, String>,
}

impl Change<'_> {
    fn one(&mut self, word: &str, among: &[String]) -> String {
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let other = match among {
            [] => word.to_owned(),
            _ => among[self.rng.below(among.len())].clone(),
        };
        self.known.insert(word.to_owned(), other.clone());
        other
    }

    fn place(&mut self, text: &Text, tokens: Range<usize>, written: &mut BTreeMap<usize, String>) {
        for i in tokens.clone() {
            let (front, bare) =
                attached(text.surface(i), |bare| self.names.place.contains_key(bare));
            let class = self.names.place.get(bare).map(String::as_str);
            if class.is_none() && tokens.len() > 1 {
                continue;
            }
            let among = &self.names.places[class.unwrap_or("city")];
            let other = self.one(bare, among);
            written.insert(i, join(front, &other));
        }
    }

    fn people(&mut self, text: &Text, tokens: Range<usize>, written: &mut BTreeMap<usize, String>) {
        for i in tokens {
            let word = text.surface(i);
            let peoples = &self.names.peoples;
            let found = peoples
                .iter()
                .filter(|p| word.contains(p.as_str()))
                .max_by_key(|p| p.len());
            let Some(found) = found else { continue };
            let Some((front, back)) = word.split_once(found.as_str()) else {
                continue;
            };
            if !["", "ة", "ين", "ون", "ات", "ا", "ان"].contains(&back) {
                continue;
            }
            let (front, back) = (front.to_owned(), back.to_owned());
            let found = found.clone();
            let other = self.one(&found, peoples);
            written.insert(i, format!("{front}{other}{back}"));
        }
    }
}

/// What is attached to a word of which the rest is known, and that rest.
fn attached(word: &str, known: impl Fn(&str) -> bool) -> (&str, &str) {
    for front in ["", "و", "ل", "ب", "ف", "ول", "وب", "ك"] {
        if let Some(bare) = word.strip_prefix(front).filter(|bare| known(bare)) {
            if front.is_empty() && word.chars().count() < 3 {
                continue;
            }
            return (&word[..word.len() - bare.len()], bare);
        }
    }
    ("", word)
}

/// «ل» + «البصرة»: «للبصرة».
fn join(front: &str, word: &str) -> String {
    match word.strip_prefix('ا') {
        Some(rest) if front.ends_with('ل') && word.starts_with("ال") => format!("{front}{rest}"),
        _ => format!("{front}{word}"),
    }
}

fn rewrite(report: &Marked, written: &BTreeMap<usize, String>) -> Marked {
    let old = report.text.as_str();
    let mut text = String::with_capacity(old.len());
    let mut spans: Vec<Span> = Vec::new();
    let mut at = 0;
    for (i, token) in report.text.tokens().iter().enumerate() {
        text.push_str(&old[at..token.span.start]);
        let start = text.len();
        match written.get(&i) {
            Some(other) => text.push_str(other),
            None => text.push_str(&old[token.span.start..token.span.end]),
        }
        spans.push(Span::new(start, text.len()));
        at = token.span.end;
    }
    text.push_str(&old[at..]);
    let marks = report.marks.iter().filter_map(|m| {
        let tokens = report.text.tokens_in(m.span);
        let span = Span::new(spans[tokens.start].start, spans[tokens.end - 1].end);
        (!tokens.is_empty()).then(|| Mark {
            span,
            label: m.label.clone(),
        })
    });
    Marked {
        id: report.id.clone(),
        marks: marks.collect(),
        text: Text::new(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::new(
            "حلب\tcity\town\t\nالبصرة\tcity\town\t\n",
            "روسي\tnationality\town\tRU\nيوناني\tnationality\town\tGR\n",
        )
    }

    #[test]
    fn a_place_is_another_one_wherever_it_stands_and_its_mark_goes_with_it() {
        let text = "وصل الوفد اليوناني إلى حلب، وقال ماهر الساري إن اليونانيين في حلب.";
        let nth = |word: &str, n: usize| {
            let start = text.match_indices(word).nth(n).expect("it is there").0;
            Span::new(start, start + word.len())
        };
        let mark = |span, label: &str| Mark {
            span,
            label: label.to_owned(),
        };
        let marks = vec![
            mark(nth("اليوناني", 0), "nationality"),
            mark(nth("حلب", 0), "place"),
            mark(nth("ماهر الساري", 0), "person"),
            mark(nth("اليونانيين", 0), "nationality"),
            mark(nth("حلب", 1), "place"),
        ];
        let report = Marked {
            id: "one".to_owned(),
            text: Text::new(text),
            marks,
        };
        let mut rng = SplitMix64::new(1);
        let varied: Vec<Marked> = (0..9).map(|_| names().vary(&report, &mut rng)).collect();
        for varied in &varied {
            let words: Vec<&str> = varied
                .marks
                .iter()
                .map(|m| varied.text.slice(m.span))
                .collect();
            assert_eq!(words[1], words[4]);
            assert_eq!(words[2], "ماهر الساري");
            assert_eq!(words[3], format!("{}ين", words[0]));
        }
        let wrote = |word: &str| varied.iter().any(|v| v.text.as_str().contains(word));
        assert!(wrote("البصرة") && wrote("الروسيين"));
    }

    #[test]
    fn what_is_attached_stays_attached() {
        assert_eq!(attached("وللبصرة", |w| w == "البصرة"), ("", "وللبصرة"));
        assert_eq!(attached("بحلب", |w| w == "حلب"), ("ب", "حلب"));
        assert_eq!(join("ل", "البصرة"), "للبصرة");
        assert_eq!(join("و", "البصرة"), "والبصرة");
    }
}
