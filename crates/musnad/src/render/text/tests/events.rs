//! Events and arrangements below the statements.

use super::*;
use musnad_read::events::{Argument, ArrangementKind, EventType, Part, Party, Status, Toll};
use musnad_read::{
    Anchoring, Arrangement, Entity, Event, Group, Mention, MentionKind, TimeExpr, Told,
};
use musnad_time::EventTime;

fn argument(part: Part, words: &str, party: Party) -> Argument {
    Argument {
        part,
        span: nth(words, 0),
        party,
        code: None,
        confidence: 0.9,
    }
}

fn event(kind: EventType, status: Status, trigger: Span) -> Event {
    Event {
        kind,
        mode: None,
        status,
        trigger,
        arguments: vec![],
        time: None,
        contexts: vec![],
        on_word_of: None,
        about: None,
        killed: None,
        injured: None,
        confidence: 0.9,
        family: "coerce/aghlaqa".into(),
        decisions: vec![],
    }
}

fn told() -> Vec<Event> {
    let toll = |words, number, or_more| {
        Some(Toll {
            span: nth(words, 0),
            number,
            or_more,
        })
    };
    let closed = Event {
        mode: Some("restrict".into()),
        arguments: vec![
            argument(Part::Actor, "البلدية", Party::Entity(0)),
            argument(Part::Actor, "وكالة السهل", Party::Entity(1)),
            argument(Part::Recipient, "الطريق", Party::Group(0)),
        ],
        on_word_of: Some(1),
        ..event(EventType::Coerce, Status::Denied, nth("أغلقت", 0))
    };
    let opened = Event {
        arguments: vec![argument(Part::Place, "الجسر", Party::Group(1))],
        time: Some(0),
        on_word_of: Some(3),
        killed: toll("يدفع", 5, true),
        injured: toll("رسما", 2, false),
        confidence: 0.34,
        ..event(EventType::Retreat, Status::Planned, nth("سنفتح", 0))
    };
    let refused = Event {
        about: Some(0),
        arguments: vec![argument(Part::Recipient, "الطريق", Party::Group(0))],
        ..event(EventType::Reject, Status::Happened, nth("نفت", 0))
    };
    vec![closed, opened, refused]
}

fn with_events() -> Reading {
    let names = [
        ("البلدية", MentionKind::Organisation),
        ("وكالة السهل", MentionKind::Organisation),
    ];
    let mention = |&(words, kind): &(&str, MentionKind)| Mention {
        span: nth(words, 0),
        kind,
        nominal: false,
        confidence: 0.9,
    };
    let entity = |(n, &(words, kind)): (usize, &(&str, MentionKind))| Entity {
        kind,
        name: words.to_owned(),
        at: nth(words, 0),
        mentions: vec![n],
        roles: vec![],
        country: None,
        confidence: 0.9,
    };
    let group = |words: &str| Group {
        name: words.to_owned(),
        at: nth(words, 0),
    };
    let tomorrow = musnad_time::edtf::parse("2024-03-06").expect("a day");
    Reading {
        mentions: names.iter().map(mention).collect(),
        entities: names.iter().enumerate().map(entity).collect(),
        groups: vec![group("الطريق"), group("الجسر")],
        times: vec![TimeExpr {
            span: nth("غدا", 0),
            told: Told::Event(EventTime(tomorrow)),
            anchoring: Anchoring::Counted,
            clash: None,
            slack_days: 0,
        }],
        events: told(),
        arrangements: vec![Arrangement {
            kind: ArrangementKind::Control,
            status: Status::Ongoing,
            trigger: nth("الجسر", 0),
            parties: vec![argument(Part::Actor, "البلدية", Party::Entity(0))],
            object: Some(nth("الجسر", 0)),
            place: Some(argument(Part::Place, "الطريق", Party::Group(0))),
            time: Some(0),
            on_word_of: Some(0),
            confidence: 0.9,
            sentences: vec![],
        }],
        ..reading()
    }
}

fn page(lang: Lang) -> String {
    let reading = with_events();
    let form = form(lang, Order::Reading, false);
    let page = form.page(&report(TEXT, "ar"), &reading, &Kept::all(&reading));
    let labels = Labels(lang);
    let from = page.find(labels.get("events")).expect("has a heading");
    page[from..].to_owned()
}

#[test]
fn events_in_arabic() {
    insta::assert_snapshot!(page(Lang::Ar));
}

#[test]
fn events_in_english() {
    insta::assert_snapshot!(page(Lang::En));
}

#[test]
fn what_is_left_out_takes_its_events_along() {
    let mut reading = with_events();
    let kept = crate::args::Sure {
        min_confidence: Some(0.5),
    }
    .only(&mut reading);
    assert_eq!(kept.left_out, 1);
    // The denial stood inside the agency's words; now these tell of it.
    assert_eq!(reading.events[0].on_word_of, Some(0));
    assert_eq!(reading.events[1].on_word_of, Some(2));
}
