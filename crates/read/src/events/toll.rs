//! How many were killed and injured.

use super::event::{Event, Toll};
use super::kinds::EventType;
use super::scene::Scene;
use super::triggers::Trigger;
use crate::data::DataError;
use musnad_report::fold::fold;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The words that count the dead and injured.
#[derive(Clone, Debug, Default)]
pub struct Tolls {
    words: FxHashMap<Box<str>, Sense>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    /// «مقتل», «قتيلا»: of the dead. The number is what the word itself tells: two for «قتيلان», else 0.
    Killed(u32),
    /// «جرح», «مصابين».
    Injured(u32),
    /// «ثلاثة».
    Number(u32),
    /// «عشرات»: so many or more.
    Least(u32),
}

impl Tolls {
    /// Adds the table `toll.tsv`: word, sense, number.
    ///
    /// # Errors
    /// A line with too few columns, or of no sense.
    pub fn add(&mut self, path: &str, contents: &str) -> Result<(), DataError> {
        for (n, line) in contents.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            let sense = match columns[..] {
                [_, sense, number] => number.parse().ok().and_then(|number| match sense {
                    "killed" => Some(Sense::Killed(number)),
                    "injured" => Some(Sense::Injured(number)),
                    "number" => Some(Sense::Number(number)),
                    "least" => Some(Sense::Least(number)),
                    _ => None,
                }),
                _ => None,
            };
            let sense = sense.ok_or_else(|| DataError {
                file: path.to_owned(),
                line: n + 1,
                problem: "is no word, sense and number".to_owned(),
                remedy: "write: word, tab, killed|injured|number|least, tab, number",
            })?;
            self.words.insert(fold(columns[0]).into(), sense);
        }
        Ok(())
    }

    /// What a word is here, and what is attached to it taken off.
    fn sense(&self, scene: &Scene, i: usize) -> Option<Sense> {
        let word = scene.doc.f(i);
        if let Ok(number) = word.parse() {
            return Some(Sense::Number(number));
        }
        let bare = word.strip_prefix(['و', 'ف']);
        let of = |w: &str| {
            self.words
                .get(w)
                .or_else(|| self.words.get(w.strip_prefix(['ب', 'ل'])?))
        };
        of(word).or_else(|| of(bare?)).copied()
    }

    /// The number that begins at a token: «خمسة», «خمسة وعشرين», «أكثر من 30»; and where it ends.
    fn number(&self, scene: &Scene, i: usize) -> Option<(u32, bool, usize)> {
        let (first, least) = match self.sense(scene, i)? {
            Sense::Number(n) => (n, false),
            Sense::Least(n) => (n, true),
            Sense::Killed(_) | Sense::Injured(_) => return None,
        };
        let next = (i + 1 < scene.doc.len())
            .then(|| self.sense(scene, i + 1))
            .flatten();
        Some(match next {
            Some(Sense::Number(tens))
                if first < 10 && tens >= 20 && scene.doc.words[i + 1].conj =>
            {
                (first + tens, least, i + 2)
            }
            _ => (first, least, i + 1),
        })
    }
}

/// So many words may stand between a word of death and its number: «مقتل ما لا يقل عن 12».
const GAP: usize = 5;

/// Gives the dead and injured of each sentence to the deed of violence that it tells, else to the last one before.
pub(super) fn count(scene: &Scene, tolls: &Tolls, triggers: &[Trigger], events: &mut [Event]) {
    let violent = |e: &Event| {
        matches!(
            e.kind,
            EventType::Assault | EventType::Protest | EventType::Coerce
        )
    };
    for sentence in scene.doc.text.sentences() {
        let inside: Vec<usize> = (0..triggers.len())
            .filter(|&n| sentence.contains(&triggers[n].token) && violent(&events[n]))
            .collect();
        if inside.is_empty() {
            continue;
        }
        for (at, killed, toll) in tolls_of(scene, tolls, sentence.clone()) {
            let near = inside
                .iter()
                .min_by_key(|&&n| triggers[n].token.abs_diff(at));
            let Some(&n) = near else { continue };
            let slot = if killed {
                &mut events[n].killed
            } else {
                &mut events[n].injured
            };
            slot.get_or_insert(toll);
        }
    }
}

fn tolls_of(scene: &Scene, tolls: &Tolls, sentence: Range<usize>) -> Vec<(usize, bool, Toll)> {
    let mut out = Vec::new();
    for i in sentence.clone() {
        let (killed, own) = match tolls.sense(scene, i) {
            Some(Sense::Killed(own)) => (true, own),
            Some(Sense::Injured(own)) => (false, own),
            _ => continue,
        };
        let toll = |number, or_more, tokens: Range<usize>| Toll {
            span: scene.span(tokens),
            number,
            or_more,
        };
        if own > 0 {
            out.push((i, killed, toll(own, false, i..i + 1)));
            continue;
        }
        // «12 قتيلا» before, «مقتل 12» behind it.
        let before = i
            .checked_sub(1)
            .filter(|&b| sentence.contains(&b))
            .and_then(|b| {
                tolls
                    .number(scene, b)
                    .filter(|(_, _, end)| *end == i)
                    .map(|n| (b, n))
            });
        let behind = || {
            let stop = (i + 1..sentence.end.min(i + 1 + GAP)).take_while(|&t| {
                !matches!(
                    tolls.sense(scene, t),
                    Some(Sense::Killed(_) | Sense::Injured(_))
                )
            });
            stop.into_iter()
                .find_map(|t| tolls.number(scene, t).map(|n| (t, n)))
        };
        if let Some((from, (number, least, end))) = before.or_else(behind) {
            let more = least || or_more(scene, from);
            out.push((i, killed, toll(number, more, from..end)));
        }
    }
    out
}

/// «أكثر من 30», «ما لا يقل عن 30», «على الأقل».
fn or_more(scene: &Scene, number: usize) -> bool {
    let doc = scene.doc;
    let two = |k: usize| number.checked_sub(k).map_or("", |t| doc.f(t));
    matches!((two(2), two(1)), ("اكثر" | "ازيد", "من") | ("يقل", "عن")) || {
        (number + 1..doc.len().min(number + 4)).any(|t| doc.f(t) == "الاقل")
    }
}
