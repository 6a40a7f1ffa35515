//! Answers as gold does, and keeps what was seen.

use super::examples::Examples;
use musnad_eval::normal::{fold, same_name, trim};
use musnad_eval::reader::{iso, label};
use musnad_eval::resolve::{Item, Link, Resolved};
use musnad_read::Engine;
use musnad_read::judge::{Answer, Case, Features, Judge, Question, Side, Verdict};
use musnad_report::{Span, Text};

/// One cue of gold.
struct GoldCue<'g> {
    head: Span,
    link: &'g Link,
    item: &'g Item,
    origin: bool,
}

impl GoldCue<'_> {
    /// The span of the content whose bounds are asked for: what stands on the options' side of the cue.
    fn content(&self, options: &[Answer]) -> Option<&Span> {
        let at = self.link.cue.filter(|_| self.origin)?;
        let behind = match options.first()? {
            Answer::Start(first) | Answer::End(first) => *first >= at.end,
            _ => return None,
        };
        let stands = |c: &&Span| {
            if behind {
                c.start >= at.end
            } else {
                c.end <= at.start
            }
        };
        self.item.content.iter().find(stands)
    }
}

/// A judge that knows the gold of one report.
pub struct Teacher<'g, 'e> {
    text: &'g str,
    cues: Vec<GoldCue<'g>>,
    examples: &'e mut Examples,
    features: Features,
}

impl<'g, 'e> Teacher<'g, 'e> {
    pub fn new(
        engine: &Engine,
        text: &'g Text,
        gold: &'g Resolved,
        examples: &'e mut Examples,
    ) -> Teacher<'g, 'e> {
        let mut cues = Vec::new();
        for item in &gold.attributions {
            for (n, link) in item.hops.iter().enumerate() {
                let Some(cue) = link.cue else { continue };
                if let Some(head) = engine.head_of(text, cue) {
                    let origin = n + 1 == item.hops.len();
                    cues.push(GoldCue {
                        head,
                        link,
                        item,
                        origin,
                    });
                }
            }
        }
        Teacher {
            text: text.as_str(),
            cues,
            examples,
            features: Features::default(),
        }
    }

    /// The cue of gold that is asked about.
    fn cue_at(&self, at: Span) -> Option<&GoldCue<'g>> {
        self.cues.iter().find(|c| at.contains(c.head))
    }

    /// Which option gold takes; `None` where it has none of them.
    fn right(&self, case: &Case, options: &[Answer]) -> Option<usize> {
        let cue = self.cue_at(case.at);
        if case.question == Question::Cue {
            return options
                .iter()
                .position(|o| *o == Answer::Cue(cue.is_some()));
        }
        let cue = cue?;
        match case.question {
            Question::Cue => None,
            Question::Extent => self.words(case, options, cue.link.cue),
            Question::Source => self.words(case, options, cue.link.source),
            Question::Speaker | Question::Name => self.who(case, options, &cue.link.who),
            Question::Kind => options.iter().position(|o| match o {
                Answer::Kind(kind) => cue.link.kind.is_some() && cue.link.kind == label(kind),
                _ => false,
            }),
            Question::Time => options.iter().position(|o| match o {
                Answer::When(None) => cue.item.said_on.is_none(),
                Answer::When(Some(said)) => {
                    let iso = said.date.map(|date| iso(date, said.precision));
                    iso.is_some() && iso == cue.item.said_on
                }
                _ => false,
            }),
            Question::Place => {
                let side = side(cue)?;
                options.iter().position(|o| *o == Answer::Side(side))
            }
            Question::Start => {
                let span = cue.content(options)?;
                let rest = |start| trim(self.text, Span::new(start, self.text.len()));
                options.iter().position(|o| match *o {
                    Answer::Start(start) => rest(start).start == span.start,
                    _ => false,
                })
            }
            Question::End => {
                let span = cue.content(options)?;
                let whole = |end: usize| trim(self.text, Span::new(span.start.min(end), end));
                // Gold takes the closing quotation mark in, which trimming takes off.
                let same = (0..options.len()).filter(|&n| match options[n] {
                    Answer::End(end) => whole(end).end == span.end,
                    _ => false,
                });
                same.max_by_key(|&n| match options[n] {
                    Answer::End(end) => end,
                    _ => 0,
                })
            }
        }
    }

    /// The option that names gold's source: in the same words rather than in some of them, the proposed one
    /// rather than another.
    fn who(&self, case: &Case, options: &[Answer], gold: &str) -> Option<usize> {
        let same = |n: &usize| match options[*n] {
            Answer::Who(None) => gold == "unknown",
            Answer::Who(Some(at)) => {
                let words = &self.text[at.range()];
                spellings(words).iter().any(|w| same_name(w, gold))
            }
            _ => false,
        };
        let exact = |n: &usize| match options[*n] {
            Answer::Who(Some(at)) => {
                let words = &self.text[at.range()];
                spellings(words).iter().any(|w| fold(w) == fold(gold))
            }
            _ => false,
        };
        let mut each = std::iter::once(case.proposed).chain(0..options.len());
        each.clone().find(exact).or_else(|| each.find(same))
    }

    fn words(&self, case: &Case, options: &[Answer], gold: Option<Span>) -> Option<usize> {
        let same = |o: &Answer| match o {
            Answer::Words(words) => words.map(|w| trim(self.text, w)) == gold,
            _ => false,
        };
        let long = |o: &Answer| match o {
            Answer::Words(words) => words.map_or(0, |w| w.len()),
            _ => 0,
        };
        let same = (0..options.len()).filter(|&n| same(&options[n]));
        same.max_by_key(|&n| (n == case.proposed, long(&options[n])))
    }
}

/// Words as they stand, and as gold may have them: «مسؤول في الهيئة» of «مسؤولا في الهيئة», «الهيئة»
/// of «للهيئة», of which «لهيئة» is left.
fn spellings(words: &str) -> [String; 3] {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let nominative = first.trim_end_matches('\u{64b}').trim_end_matches('ا');
    [
        words.to_owned(),
        format!("{nominative} {rest}"),
        format!("ا{words}"),
    ]
}

/// On which side of its cue gold has the content.
fn side(cue: &GoldCue) -> Option<Side> {
    if !cue.origin {
        return None;
    }
    let at = cue.link.cue?;
    let before = cue.item.content.iter().any(|c| c.end <= at.start);
    let behind = cue.item.content.iter().any(|c| c.start >= at.end);
    match (before, behind) {
        (false, true) => Some(Side::After),
        (true, false) => Some(Side::Before),
        (true, true) => Some(Side::Around),
        (false, false) => None,
    }
}

impl Judge for Teacher<'_, '_> {
    fn choose(
        &mut self,
        case: &Case,
        options: &[Answer],
        describe: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict {
        let right = self.right(case, options);
        let known = case.question == Question::Cue || self.cue_at(case.at).is_some();
        if known {
            self.examples.seen(case.question, case.proposed, right);
        }
        if let Some(right) = right {
            self.examples.begin(case.question, right);
            for n in 0..options.len() {
                self.features.clear();
                describe(n, &mut self.features);
                self.examples.option(self.features.as_slice());
            }
        }
        Verdict::sure(right.unwrap_or(case.proposed))
    }
}
