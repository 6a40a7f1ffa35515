//! Which bearer of a name a report means.

use crate::gazetteer::Gazetteer;
use crate::named::Bearers;
use crate::place::{Kind, Place};

/// The words of one mention of a place.
pub type Named<'a> = &'a str;

/// What tells of which part of the world a report speaks, beside the places that it names.
#[derive(Clone, Debug, Default)]
pub struct Clues {
    /// ISO 3166-1 codes of countries, with how often something of each is named («السوري», «الروسية»).
    pub countries: Vec<(String, usize)>,
}

/// The place that a mention means.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The likeliest bearer of the name.
    pub place: Place,
    /// How probable it is among all bearers, 0 to 1.
    pub probability: f32,
    /// The next in line, the likelier first.
    pub rivals: Vec<Place>,
    /// Countries of all bearers, each with how probable it is.
    countries: Vec<(&'static str, f64)>,
}

/// Below this score a name has no bearer that is known well enough: a hamlet of which nothing else in the
/// report speaks is not where the report plays.
const ENOUGH: f64 = 1.5;
/// So many names settle one another; the report that has most of 26,000 has about as many.
const STRETCH: usize = 400;
/// So many rivals are told.
const RIVALS: usize = 3;
/// Within so many kilometres places are near one another.
const NEAR: f64 = 60.0;

/// For each mention, in the order of the text, the place that it means; `None` where no bearer of its
/// name is known, or none is likely. Names that can mean little else are settled first, and help to
/// settle the others: beside «حماة» and «إدلب», «حلب» is the Syrian one.
///
/// Each is compared with all that are settled; of more names than any report has, those of a stretch decide.
pub fn choose(gazetteer: &Gazetteer, mentions: &[Named], clues: &Clues) -> Vec<Option<Choice>> {
    let stretch = |names: &[Named]| choose_in(gazetteer, names, clues);
    mentions.chunks(STRETCH).flat_map(stretch).collect()
}

fn choose_in(gazetteer: &Gazetteer, mentions: &[Named], clues: &Clues) -> Vec<Option<Choice>> {
    let bearers: Vec<Bearers> = mentions.iter().map(|m| Bearers::of(gazetteer, m)).collect();
    let mut setting = Setting::new(gazetteer, clues);
    let first: Vec<Option<Choice>> = bearers.iter().map(|b| setting.choose(b, None)).collect();
    setting.settle(&bearers, &first);
    let settled = |n: usize| first.get(n)?.as_ref().map(|c| c.place);
    bearers
        .iter()
        .enumerate()
        .map(|(n, b)| {
            let next = settled(n + 1).or_else(|| settled(n.checked_sub(1)?));
            setting.choose(b, next.as_ref())
        })
        .collect()
}

/// Where a report plays, as far as it is known.
struct Setting<'g> {
    gazetteer: &'g Gazetteer,
    clues: &'g Clues,
    settled: Vec<Settled>,
}

/// A name that was given a place; each name once.
struct Settled {
    name: String,
    place: Place,
    probability: f64,
    /// How probable each country is.
    countries: Vec<(&'static str, f64)>,
}

impl<'g> Setting<'g> {
    fn new(gazetteer: &'g Gazetteer, clues: &'g Clues) -> Setting<'g> {
        Setting {
            gazetteer,
            clues,
            settled: Vec::new(),
        }
    }

    /// Takes what was chosen as known.
    fn settle(&mut self, bearers: &[Bearers], choices: &[Option<Choice>]) {
        for (bearers, choice) in bearers.iter().zip(choices) {
            let Some(choice) = choice else { continue };
            if !self.settled.iter().any(|s| s.name == bearers.name) {
                self.settled.push(Settled {
                    name: bearers.name.clone(),
                    place: choice.place,
                    probability: f64::from(choice.probability),
                    countries: choice.countries.clone(),
                });
            }
        }
    }

    /// How often something of a country is named, but for the name in question, which must not be its own
    /// witness.
    fn speaks_of(&self, country: &str, name: &str) -> f64 {
        let words = self.clues.countries.iter().filter(|(c, _)| c == country);
        let words: f64 = words.map(|(_, times)| *times as f64).sum();
        let others = self.others(name).flat_map(|s| &s.countries);
        let others = others.filter(|(c, _)| *c == country);
        words + others.map(|(_, probability)| probability).sum::<f64>()
    }

    fn others<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Settled> {
        self.settled.iter().filter(move |s| s.name != name)
    }

    fn choose(&self, bearers: &Bearers, beside: Option<&Place>) -> Option<Choice> {
        let mut scored: Vec<(f64, Place)> = bearers
            .places
            .iter()
            .map(|p| (self.score(p, bearers, beside), *p))
            .collect();
        // Equal scores: by id, so that the order of tables does not decide (law 2).
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(b.1.id)));
        let &(best, place) = scored.first().filter(|(score, _)| *score >= ENOUGH)?;
        let all: f64 = scored.iter().map(|(score, _)| (score - best).exp()).sum();
        let rivals = scored[1..].iter().take(RIVALS).map(|(_, p)| *p);
        let probable = |&(score, p): &(f64, Place)| (p.country, (score - best).exp() / all);
        Some(Choice {
            place,
            probability: (1.0 / all) as f32,
            rivals: rivals.collect(),
            countries: scored.iter().map(probable).collect(),
        })
    }

    /// How well a bearer of a name fits: how well it is known, whether the word before the name says what
    /// it is, and whether the report speaks of its country, its governorate, or places near it.
    fn score(&self, place: &Place, bearers: &Bearers, beside: Option<&Place>) -> f64 {
        let mut score = known(place) + fitting(place, bearers.kinds);
        let named = self.speaks_of(place.country, &bearers.name);
        score += 1.2 * (1.0 + named).ln().min(2.0);
        let holders = self.gazetteer.holders(place);
        let holds =
            |other: &Place| other.kind != Kind::Country && holders.iter().any(|h| h.id == other.id);
        let sure = |s: &&Settled| s.probability > 0.5;
        if self
            .others(&bearers.name)
            .filter(sure)
            .any(|s| holds(&s.place))
        {
            score += 1.0;
        }
        if beside.is_some_and(|other| holders.iter().any(|h| h.id == other.id)) {
            score += 0.8;
        }
        let near = |other: &Place| other.kind <= Kind::District && place.distance(other) < NEAR;
        let beside_it = |s: &Settled| near(&s.place);
        if place.kind <= Kind::District && self.others(&bearers.name).filter(sure).any(beside_it) {
            score += 0.7;
        }
        score
    }
}

/// How likely a place is to be named at all.
fn known(place: &Place) -> f64 {
    let heads = place
        .population
        .map_or(0.8, |p| (p.max(1) as f64).log10() - 1.0);
    match place.kind {
        Kind::Country => 6.0,
        Kind::Region | Kind::Water => 5.5,
        Kind::Governorate => 3.5,
        Kind::District => 1.5,
        Kind::Town => heads.max(0.8),
        Kind::Quarter => 0.4,
        Kind::Point => 2.5,
    }
}

/// What the word before a name says for or against a place.
fn fitting(place: &Place, kinds: &[Kind]) -> f64 {
    match kinds.iter().position(|&k| k == place.kind) {
        _ if kinds.is_empty() => 0.0,
        Some(n) => 3.0 - n as f64 * 0.7,
        None => -3.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(mentions: &[&str], countries: &[&str]) -> Vec<Option<&'static str>> {
        let clues = Clues {
            countries: countries.iter().map(|c| ((*c).to_owned(), 1)).collect(),
        };
        let choices = choose(Gazetteer::embedded(), mentions, &clues);
        choices
            .iter()
            .map(|c| c.as_ref().map(|c| c.place.id))
            .collect()
    }

    #[test]
    fn a_name_means_what_is_best_known() {
        assert_eq!(chosen(&["حلب"], &[]), [Some("wof:421202163")]);
        assert_eq!(chosen(&["همدان"], &[]), [Some("wof:421203885")]);
        assert_eq!(chosen(&["محافظة حلب"], &[]), [Some("wof:85678359")]);
    }

    #[test]
    fn the_rest_of_the_report_decides() {
        let tripoli = |beside: &str| chosen(&["طرابلس", beside], &[])[0];
        assert_ne!(tripoli("بنغازي"), tripoli("بيروت"));
        assert!(tripoli("لبنان").is_some());
    }

    #[test]
    fn of_more_names_than_any_report_has_each_gets_its_place() {
        let names = ["دمشق", "حلب"].repeat(STRETCH);
        let places = chosen(&names, &[]);
        assert_eq!(places.len(), names.len());
        let same = |pair: &[Option<&str>]| pair == &places[..2];
        assert!(places.chunks(2).all(same) && places[0] != places[1]);
    }

    #[test]
    fn nothing_is_said_of_what_is_not_known() {
        assert_eq!(chosen(&["كوكب الزمرد"], &[]), [None]);
        assert_eq!(chosen(&[], &["SY"]), []);
    }

    #[test]
    fn probabilities_are_of_all_bearers() {
        let choices = choose(
            Gazetteer::embedded(),
            &["الرياض", "السلام"],
            &Clues::default(),
        );
        for choice in choices.into_iter().flatten() {
            assert!(choice.probability > 0.0 && choice.probability <= 1.0);
            assert!(choice.rivals.len() <= RIVALS);
        }
    }
}
