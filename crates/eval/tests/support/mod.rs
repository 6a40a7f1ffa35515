//! Predictions with faults, made from gold by a seeded generator.

use musnad_eval::annotations::{Annotations, Attribution, Hop, Name, Quote, SaidOn};
use musnad_eval::rng::SplitMix64;

/// Gold and a prediction of the same report.
pub struct Case {
    pub text: String,
    pub gold: Annotations,
    pub predicted: Annotations,
}

/// A prediction that is gold with faults of every sort: attributions dropped, doubled, merged and
/// shuffled, ends shifted, contents split, fields exchanged, sources and hops gone; and gold of
/// which some is optional. `gold` may quote the text; what comes back has byte offsets.
pub fn perturbed(text: &str, gold: &Annotations, seed: u64) -> Case {
    let gold = by_offsets(text, gold);
    let mut faults = Faults {
        text,
        rng: SplitMix64::new(seed),
    };
    let mut predicted = gold.clone();
    faults.whole(&mut predicted.attributions);
    for a in &mut predicted.attributions {
        faults.attribution(a);
    }
    faults.credits(&mut predicted);
    let mut gold = gold;
    for a in &mut gold.attributions {
        a.optional = faults.rng.one_in(9);
    }
    Case {
        text: text.to_owned(),
        gold,
        predicted,
    }
}

/// A report of letters, marks, digits and signs on which scripts and languages differ about what a
/// word is, with annotations strewn over it.
pub fn strange(seed: u64) -> Case {
    const SIGNS: &str = "ابتثكلمةىئؤأإآٱیکېۀ٠٥۹3½²Ⅷⓐ一ßé_ـ\u{64b}\u{64e}\u{651}\u{653}\u{670}\u{6d6}\u{93e}क\u{200c}\u{200f}\u{feff}\u{a0}\u{1c}\u{85}   \n\t.,،؛:«»“”\"'()[]…–-!؟😀";
    let mut rng = SplitMix64::new(seed);
    let signs: Vec<char> = SIGNS.chars().collect();
    let text: String = (0..200).map(|_| signs[rng.below(signs.len())]).collect();
    let mut faults = Faults { text: &text, rng };
    let mut annotations = || Annotations {
        attributions: (0..6).map(|i| faults.any_attribution(i)).collect(),
        credits: (0..2).map(|_| faults.any_span()).collect(),
        ..Annotations::default()
    };
    let (gold, predicted) = (annotations(), annotations());
    Case {
        gold,
        predicted,
        text,
    }
}

/// The same with every span by byte offsets and every name by its words.
pub fn by_offsets(text: &str, annotations: &Annotations) -> Annotations {
    let mut annotations = annotations.clone();
    let offsets =
        |quote: &mut Quote| *quote = quote.locate(text).expect("gold fits its text").into();
    for a in &mut annotations.attributions {
        for hop in &mut a.chain {
            hop.cue.iter_mut().chain(&mut hop.source).for_each(offsets);
            // The reference scorer knows names by their words alone.
            if let Some(name) = &mut hop.who {
                *name = Name::Words(name.words(text).expect("gold fits its text"));
            }
        }
        a.content.iter_mut().for_each(offsets);
    }
    annotations.credits.iter_mut().for_each(offsets);
    annotations
}

struct Faults<'a> {
    text: &'a str,
    rng: SplitMix64,
}

impl Faults<'_> {
    fn whole(&mut self, all: &mut Vec<Attribution>) {
        all.retain(|_| !self.rng.one_in(8));
        for i in (0..all.len()).rev() {
            if self.rng.one_in(10) {
                all.insert(i, all[i].clone());
            }
            if i + 1 < all.len() && self.rng.one_in(10) {
                let next = all.remove(i + 1);
                all[i].content.extend(next.content);
            }
            let j = self.rng.below(all.len());
            if self.rng.one_in(6) {
                all.swap(i, j);
            }
        }
    }

    fn attribution(&mut self, a: &mut Attribution) {
        if self.rng.one_in(5) {
            let at = self.rng.below(a.content.len());
            self.content(&mut a.content, at);
        }
        if self.rng.one_in(5) {
            let at = self.rng.below(a.chain.len());
            self.hops(&mut a.chain, at);
        }
        self.fields(a);
    }

    fn content(&mut self, content: &mut Vec<Quote>, at: usize) {
        match self.rng.below(5) {
            0 => content.clear(),
            1 => content.push(self.any_span()),
            2 => self.split(content, at),
            _ => self.shift(&mut content[at]),
        }
    }

    fn split(&mut self, content: &mut Vec<Quote>, at: usize) {
        let &Quote::Offsets { start, end } = &content[at] else {
            return;
        };
        let middle = self.boundary(start, end);
        content[at] = Quote::Offsets { start: middle, end };
        content.push(Quote::Offsets { start, end: middle });
    }

    fn hops(&mut self, chain: &mut Vec<Hop>, at: usize) {
        match self.rng.below(8) {
            0 => chain.clear(),
            1 => chain.reverse(),
            2 => chain.push(chain[at].clone()),
            3 => chain[at].source = None,
            4 => chain[at].cue = None,
            5 => chain[at].source = Some(self.any_span()),
            6 => chain[at].cue.iter_mut().for_each(|cue| self.shift(cue)),
            _ => chain[at]
                .source
                .iter_mut()
                .for_each(|source| self.shift(source)),
        }
    }

    fn fields(&mut self, a: &mut Attribution) {
        if self.rng.one_in(6) {
            a.mode = self.one_of(&["direct", "indirect", "mixed", ""]);
        }
        if self.rng.one_in(6) {
            a.stance = self.one_of(&["state", "deny", "opine", ""]);
        }
        if self.rng.one_in(6) {
            a.inside = self.one_of(&["a1", "a2", "a3", "nobody", ""]);
        }
        if self.rng.one_in(8) {
            let iso = self.one_of(&["2015-07-20", "2015-07", ""]);
            a.said_on = Some(SaidOn { iso });
        }
        if self.rng.one_in(20) {
            a.id = None;
        }
        for hop in &mut a.chain {
            if self.rng.one_in(6) {
                hop.kind = self.one_of(&["person", "agency", ""]);
            }
            if self.rng.one_in(3) {
                hop.who = hop
                    .who
                    .take()
                    .and_then(|who| self.name(&who))
                    .map(Name::Words);
            }
        }
    }

    /// A name with words fewer or more.
    fn name(&mut self, who: &Name) -> Option<String> {
        let who = who.words(self.text).expect("gold fits its text");
        let words: Vec<&str> = who.split_whitespace().collect();
        let last = words.len().saturating_sub(1);
        match self.rng.below(10) {
            0 => None,
            8 => Some(format!("{who} في بيت من بيوتها")),
            9 => Some(who.replace('ا', "ا\u{670}ـ\u{200f}")),
            1 => Some(words[last..].concat()),
            2 => Some(words[..last].join(" ")),
            3 => Some(words[last.min(1)..].join(" ")),
            4 => Some(format!("معالي {who}")),
            5 => Some(format!("{who} في بيت من بيوت القرية")),
            6 => Some(who.replace('ا', "أَ")),
            _ => Some(words.first().unwrap_or(&"").to_string()),
        }
    }

    fn credits(&mut self, predicted: &mut Annotations) {
        predicted.credits.retain(|_| !self.rng.one_in(3));
        if self.rng.one_in(4) {
            predicted.credits.push(self.any_span());
        }
    }

    /// Moves one end by up to three characters, the span staying a span.
    fn shift(&mut self, quote: &mut Quote) {
        let Quote::Offsets { start, end } = quote else {
            return;
        };
        let moves_start = self.rng.one_in(2);
        let end_to_move = if moves_start { *start } else { *end };
        let n = 1 + self.rng.below(3);
        let moved = if self.rng.one_in(2) {
            self.text[end_to_move..]
                .char_indices()
                .nth(n)
                .map(|(i, _)| end_to_move + i)
        } else {
            self.text[..end_to_move]
                .char_indices()
                .rev()
                .nth(n - 1)
                .map(|(i, _)| i)
        };
        match moved {
            Some(at) if moves_start && at <= *end => *start = at,
            Some(at) if !moves_start && at >= *start => *end = at,
            _ => {}
        }
    }

    fn any_attribution(&mut self, index: usize) -> Attribution {
        let hops = self.rng.below(3);
        let spans = 1 + self.rng.below(2);
        let mut a = Attribution {
            id: Some(format!("a{index}")),
            chain: (0..hops).map(|_| self.any_hop()).collect(),
            content: (0..spans).map(|_| self.any_span()).collect(),
            optional: self.rng.one_in(6),
            ..Attribution::default()
        };
        self.fields(&mut a);
        a
    }

    fn any_hop(&mut self) -> Hop {
        let who = match self.any_span() {
            Quote::Offsets { start, end } => self.text[start..end].chars().take(6).collect(),
            _ => String::new(),
        };
        Hop {
            cue: Some(self.any_span()),
            source: (!self.rng.one_in(3)).then(|| self.any_span()),
            who: Some(Name::Words(who)),
            kind: None,
        }
    }

    fn any_span(&mut self) -> Quote {
        let a = self.boundary(0, self.text.len());
        let b = self.boundary(0, self.text.len());
        Quote::Offsets {
            start: a.min(b),
            end: a.max(b),
        }
    }

    /// A character boundary between two, both included.
    fn boundary(&mut self, from: usize, to: usize) -> usize {
        let mut at = from + self.rng.below(to - from + 1);
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// One of the values; the empty one stands for none.
    fn one_of(&mut self, values: &[&str]) -> Option<String> {
        let value = values[self.rng.below(values.len())];
        (!value.is_empty()).then(|| value.to_owned())
    }
}
