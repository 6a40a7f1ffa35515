//! The fields that are compared on pairs, and credit lines.

use super::class::Class;
use super::matches::Match;
use super::{Finder, Form, NONE, Place, Side};
use crate::figures::Figure;
use crate::normal::fold;
use crate::resolve::{Item, Resolved};
use musnad_report::Span;
use std::collections::HashSet;

/// The fields that every attribution has.
const ALWAYS: [Figure; 5] = [
    Figure::Who,
    Figure::Stance,
    Figure::Mode,
    Figure::Kind,
    Figure::Inside,
];

impl Finder<'_> {
    pub(super) fn fields(&mut self, found: &Match<'_>) {
        let said = |item: Option<&Item>| item.is_some_and(|item| item.said_on.is_some());
        let right = match found.both() {
            Some((read, gold)) if found.pair => self.comparison.right_fields(read, gold),
            _ => Vec::new(),
        };
        let sides = ALWAYS
            .map(|figure| {
                let side = Side::of(found.gold.is_some(), found.read.is_some());
                (figure, side)
            })
            .into_iter()
            .chain([(Figure::SaidOn, Side::of(said(found.gold), said(found.read)))]);
        for (figure, side) in sides {
            if let Some(side) = side.filter(|_| !right.contains(&figure)) {
                self.field(figure, side, found);
            }
        }
    }

    fn field(&mut self, figure: Figure, side: Side, found: &Match<'_>) {
        let value = |item: Option<&Item>, items: &[Item]| match item {
            Some(item) => self.value(figure, item, items),
            None => Form::Nothing,
        };
        let gold = value(found.gold, &self.comparison.gold);
        let read = value(found.read, &self.comparison.predicted);
        let mut place = self.place(found);
        let class = match (found.field_cause(), found.both()) {
            (None, Some((read, gold))) => self.field_class(figure, side, read, gold),
            (Some(cause), _) => Class::Follows(figure, cause),
            (None, None) => return,
        };
        if matches!(class, Class::Stance | Class::Mode | Class::Kind) {
            place.key = format!("{} → {}", shown(&gold), shown(&read));
        }
        self.add(class, side, place, gold, read);
    }

    /// An outer attribution is shown by its hops.
    fn value(&self, figure: Figure, item: &Item, items: &[Item]) -> Form {
        let value = match figure {
            Figure::Who => Some(item.origin().who.clone()).filter(|who| !who.is_empty()),
            Figure::Stance => item.stance.clone(),
            Figure::Mode => item.mode.clone(),
            Figure::Kind => item.origin().kind.clone(),
            Figure::SaidOn => item.said_on.clone(),
            _ => {
                let outer = items
                    .iter()
                    .find(|outer| item.inside.is_some() && outer.id == item.inside);
                return self.hops(outer.map_or(&[], |outer| &outer.hops));
            }
        };
        value.map_or(Form::Nothing, Form::Value)
    }

    fn field_class(&self, figure: Figure, side: Side, read: &Item, gold: &Item) -> Class {
        match (figure, side) {
            (Figure::Who, _) => self.who_class(read, gold),
            (Figure::Stance, _) => Class::Stance,
            (Figure::Mode, _) => Class::Mode,
            (Figure::Kind, _) => Class::Kind,
            (Figure::SaidOn, Side::Missed) => Class::SaidOnMissed,
            (Figure::SaidOn, Side::Spurious) => Class::SaidOnSpurious,
            (Figure::SaidOn, Side::Wrong) => Class::SaidOnOther,
            _ if gold.inside.is_none() => Class::InsideSpurious,
            _ if read.inside.is_none() => Class::InsideMissed,
            _ => Class::InsideOther,
        }
    }

    fn who_class(&self, read: &Item, gold: &Item) -> Class {
        let (hop, gold_hop) = (read.origin(), gold.origin());
        let nobody = |item: &Item| {
            item.origin().who.is_empty() || item.origin().kind.as_deref() == Some("unknown")
        };
        let words =
            |name: &str| -> HashSet<String> { fold(name).split(' ').map(str::to_owned).collect() };
        let (name, gold_name) = (words(&hop.who), words(&gold_hop.who));
        if nobody(gold) {
            Class::InventedSpeaker
        } else if nobody(read) {
            Class::Unresolved
        } else if gold_hop.source.is_none() {
            // Two persons may share a given name; of one person, one form holds the other.
            if name.is_subset(&gold_name) || gold_name.is_subset(&name) {
                Class::NameForm
            } else {
                Class::WrongAntecedent
            }
        } else if !name.is_disjoint(&gold_name) {
            Class::NameForm
        } else if self.is_part(&name, gold_hop.source) {
            Class::TitleWithoutName
        } else {
            Class::OtherName
        }
    }

    /// Whether all words of a name stand in these words of the text.
    fn is_part(&self, name: &HashSet<String>, words: Option<Span>) -> bool {
        words.is_some_and(|span| {
            let source = fold(&self.text()[span.range()]);
            let source: HashSet<&str> = source.split(' ').collect();
            name.iter().all(|word| source.contains(word.as_str()))
        })
    }

    pub(super) fn credits(&mut self, predicted: &Resolved) {
        let gold = &self.doc.gold.credits;
        let missed = gold.difference(&predicted.credits);
        let spurious = predicted.credits.difference(gold);
        for &credit in missed {
            self.credit(Class::CreditMissed, Side::Missed, Some(credit), None);
        }
        for &credit in spurious {
            self.credit(Class::CreditSpurious, Side::Spurious, None, Some(credit));
        }
    }

    fn credit(&mut self, class: Class, side: Side, gold: Option<Span>, read: Option<Span>) {
        let around = gold.or(read).unwrap_or_default();
        let place = Place {
            around,
            key: self.word(around),
        };
        self.add(class, side, place, gold.into(), read.into());
    }
}

fn shown(form: &Form) -> &str {
    match form {
        Form::Value(value) => value,
        _ => NONE,
    }
}
