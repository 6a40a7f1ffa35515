//! Events and arrangements across reports. The texts are read by the engine, and what they tell is written by hand
//! into the readings, so that nothing here hangs on the weights that find events. All affairs are invented.

mod support;

use musnad_archive::contract::timeline::{Clock, Timeline};
use musnad_archive::{
    Access, Archive, AskedTold, Change, Incoming, Named, Signature, Which, verify,
};
use musnad_read::Reading;
use musnad_read::contract::{Engine, Words};
use musnad_read::events::{
    Argument, Arrangement, ArrangementKind, Event, EventType, Group, Part, Party, Sort, Status,
};
use musnad_report::Span;
use support::{Folder, engine, incoming, samples, stamp};

const REQUEST: &str = "طلبت مصر من الأردن في 15 فبراير 2026 تقديم مساعدات إلى مدينة حلب. \
     وقال وزير الري المصري ماهر الساري إن مسلحين هاجموا مدينة حلب في 20 فبراير 2026.";
const AGAIN: &str = "جددت مصر طلبها من الأردن فتح المعبر. ورفض مسلحون الانسحاب من حلب. \
     وتحاورت مصر والأردن في عمان في فبراير 2026.";
const ROOM: &str =
    "أعلنت مصر والأردن إنشاء غرفة عمليات مشتركة في عمان. وستبقى الغرفة في المدينة عاما.";

/// A report whose reading is made by an engine of another name: none of ours is to read it again.
fn report(text: &str, url: &str, day: Option<&str>) -> Incoming {
    let mut made = incoming(text, url);
    made.report.published = day.map(|day| musnad_report::Dated {
        date: day.parse().expect("a day"),
        from: musnad_report::DateFrom::Metadata,
    });
    made.engine = Engine::with_data("by hand");
    (made.reading.events, made.reading.groups) = (Vec::new(), Vec::new());
    made.reading.arrangements = Vec::new();
    made
}

fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("{words}"));
    Span::new(start, start + words.len())
}

/// Whoever these words name; somebody without a name where the engine sees none.
fn argument(made: &mut Incoming, part: Part, words: &str) -> Argument {
    let span = at(made.report.text.as_str(), words);
    let reading = &mut made.reading;
    let named = |m: &usize| reading.mentions[*m].span.overlaps(span);
    let mut entities = reading.entities.iter();
    let party = match entities.position(|e| e.mentions.iter().any(named)) {
        Some(entity) => Party::Entity(entity),
        None => {
            let name = words.to_owned();
            reading.groups.push(Group { name, at: span });
            Party::Group(reading.groups.len() - 1)
        }
    };
    Argument {
        part,
        span,
        party,
        code: None,
        confidence: 0.9,
    }
}

fn tell(
    made: &mut Incoming,
    (kind, status, trigger): (EventType, Status, &str),
    parts: &[(Part, &str)],
    time: Option<&str>,
) {
    let arguments = parts
        .iter()
        .map(|(part, words)| argument(made, *part, words));
    let arguments = arguments.collect();
    let text = made.report.text.as_str();
    let trigger = at(text, trigger);
    let reading = &made.reading;
    let dates = |words: &str| {
        let span = at(text, words);
        reading
            .times
            .iter()
            .position(|time| time.span.overlaps(span))
    };
    let statements = reading.attributions.iter();
    let holds = |a: &musnad_read::Attribution| a.content.iter().any(|span| span.contains(trigger));
    let event = Event {
        kind,
        mode: None,
        status,
        trigger,
        arguments,
        time: time.map(|words| dates(words).expect("a time")),
        contexts: Vec::new(),
        on_word_of: statements.into_iter().position(holds),
        about: None,
        killed: None,
        injured: None,
        confidence: 0.8,
        family: "by/hand".into(),
        decisions: Vec::new(),
    };
    made.reading.events.push(event);
}

const ACTOR: Part = Part::Actor;
const RECIPIENT: Part = Part::Recipient;
const PLACE: Part = Part::Place;

fn request() -> Incoming {
    let mut made = report(REQUEST, "https://news.example/1", Some("2026-03-01"));
    let asks = (EventType::Request, Status::Happened, "طلبت");
    let both = [(ACTOR, "مصر"), (RECIPIENT, "الأردن")];
    tell(&mut made, asks, &both, Some("15 فبراير 2026"));
    let aid = (EventType::Aid, Status::Requested, "تقديم");
    tell(
        &mut made,
        aid,
        &[(ACTOR, "الأردن"), (RECIPIENT, "حلب")],
        None,
    );
    made.reading.events[0].about = Some(1);
    let attack = (EventType::Assault, Status::Happened, "هاجموا");
    let parts = [(ACTOR, "مسلحين"), (PLACE, "مدينة حلب في")];
    tell(&mut made, attack, &parts, Some("20 فبراير 2026"));
    made
}

fn again() -> Incoming {
    let mut made = report(AGAIN, "https://news.example/2", Some("2026-03-02"));
    let asks = (EventType::Request, Status::Ongoing, "طلبها");
    tell(
        &mut made,
        asks,
        &[(ACTOR, "مصر"), (RECIPIENT, "الأردن")],
        None,
    );
    let refuses = (EventType::Reject, Status::Happened, "رفض");
    tell(&mut made, refuses, &[(ACTOR, "مسلحون")], None);
    let leaves = (EventType::Retreat, Status::Refused, "الانسحاب");
    tell(&mut made, leaves, &[(PLACE, "حلب")], None);
    let talks = (EventType::Consult, Status::Happened, "وتحاورت");
    let both = [
        (ACTOR, "مصر والأردن في"),
        (ACTOR, "والأردن في"),
        (PLACE, "عمان"),
    ];
    tell(&mut made, talks, &both, Some("فبراير 2026"));
    made.reading.events[3].arguments[0] = argument(&mut made, ACTOR, "مصر");
    made
}

fn room() -> Incoming {
    let mut made = report(ROOM, "https://news.example/3", None);
    let parties = vec![
        argument(&mut made, ACTOR, "مصر"),
        argument(&mut made, ACTOR, "والأردن"),
    ];
    let place = Some(argument(&mut made, PLACE, "عمان"));
    let sentences = ROOM
        .split_inclusive('.')
        .map(|s| at(ROOM, s.trim()))
        .collect();
    made.reading.arrangements.push(Arrangement {
        kind: ArrangementKind::Headquarters,
        status: Status::Planned,
        trigger: at(ROOM, "غرفة"),
        parties,
        object: Some(at(ROOM, "عمليات")),
        place,
        time: None,
        on_word_of: None,
        confidence: 0.7,
        sentences,
    });
    made
}

fn all() -> [Incoming; 3] {
    [request(), again(), room()]
}

fn filled() -> (Folder, Archive) {
    let folder = Folder::new();
    let mut archive = folder.create();
    let ready: Vec<_> = all().into_iter().map(Incoming::ready).collect();
    archive.add(&ready, &stamp()).expect("adds");
    group(&mut archive);
    (folder, archive)
}

fn group(archive: &mut Archive) {
    let language = engine().language();
    archive.group(language, &mut |_, _| {}).expect("groups");
}

fn asked() -> AskedTold {
    AskedTold {
        limit: 100,
        ..AskedTold::default()
    }
}

fn named(name: &str) -> Option<Named> {
    Some(Named::Name(name.to_owned()))
}

fn triggers(archive: &Archive, clock: Clock, asked: &AskedTold) -> Vec<String> {
    let found = archive.events(clock, asked).expect("asks");
    let events = found.events.into_iter();
    events.map(|dated| dated.event.trigger.text).collect()
}

/// Whether the words stand where they are said to stand.
fn stands(url: &Option<String>, words: &Words) -> bool {
    let text = match url.as_deref() {
        Some("https://news.example/1") => REQUEST,
        Some("https://news.example/2") => AGAIN,
        _ => ROOM,
    };
    text.get(words.start..words.end) == Some(words.text.as_str())
}

#[test]
fn events_come_by_their_own_clock_and_what_no_words_date_last() {
    let (_folder, archive) = filled();
    let found = archive.events(Clock::Event, &asked()).expect("asks");
    assert_eq!((found.dated, found.undated), (3, 4));
    let order: Vec<&str> = found
        .events
        .iter()
        .map(|e| &*e.event.trigger.text)
        .collect();
    assert_eq!(
        order,
        [
            "وتحاورت",
            "طلبت",
            "هاجموا",
            "تقديم",
            "طلبها",
            "رفض",
            "الانسحاب"
        ],
        "a month begins before its days"
    );
    for dated in &found.events {
        let (url, event) = (&dated.report.url, &dated.event);
        let parts = event
            .actors
            .iter()
            .chain(&event.recipients)
            .chain(&event.place);
        let time = event.time.iter().filter_map(|time| time.words.as_ref());
        let words = parts.map(|party| &party.words).chain(time);
        for words in words.chain([&event.trigger, &event.sentence]) {
            assert!(stands(url, words), "{words:?}");
        }
        assert!(event.sentence.start <= event.trigger.start);
    }
    let attack = &found.events[2].event;
    let word = attack.on_word_of.as_ref().expect("somebody says so");
    assert_eq!(word.chain[0].who, "ماهر الساري");
    assert_eq!(
        (attack.actors[0].entity.as_ref(), attack.actors[0].group),
        (None, Some(1))
    );
    let location = attack.location.as_ref().expect("the gazetteer knows it");
    assert_eq!(
        (location.name.as_str(), location.country.as_deref()),
        ("حلب", Some("SY"))
    );
    let request = &found.events[1].event;
    assert_eq!(request.about.as_ref().map(|about| &*about.id), Some("v2"));
    assert_eq!(request.on_word_of, None, "the author's own");
}

#[test]
fn events_are_chosen_by_what_how_who_when_and_where() {
    let (_folder, archive) = filled();
    let by = |asked: AskedTold| triggers(&archive, Clock::Event, &asked);
    let sorts = vec![Sort::Event(EventType::Request), Sort::Event(EventType::Aid)];
    assert_eq!(
        by(AskedTold { sorts, ..asked() }),
        ["طلبت", "تقديم", "طلبها"]
    );
    let statuses = vec![Status::Refused, Status::Requested];
    assert_eq!(
        by(AskedTold {
            statuses,
            ..asked()
        }),
        ["تقديم", "الانسحاب"]
    );
    let actor = named("مصر");
    assert_eq!(
        by(AskedTold { actor, ..asked() }),
        ["وتحاورت", "طلبت", "طلبها"]
    );
    let recipient = named("الأردن");
    let jordan = by(AskedTold {
        recipient,
        ..asked()
    });
    assert_eq!(jordan, ["وتحاورت", "طلبت", "طلبها"], "with whom, too");
    let place = Some("SY".to_owned());
    assert_eq!(by(AskedTold { place, ..asked() }), ["هاجموا", "الانسحاب"]);
    let (from, to) = ("2026-02-16".parse().ok(), "2026-03-31".parse().ok());
    assert_eq!(
        by(AskedTold {
            from,
            to,
            ..asked()
        }),
        ["وتحاورت", "هاجموا"]
    );
    assert_eq!(
        by(AskedTold {
            least: Some(0.81),
            ..asked()
        }),
        [""; 0]
    );
    let part = AskedTold {
        offset: 1,
        limit: 2,
        ..asked()
    };
    assert_eq!(by(part), ["طلبت", "هاجموا"]);
    let from = "2026-03-02".parse().ok();
    let published = triggers(&archive, Clock::Publication, &AskedTold { from, ..asked() });
    assert_eq!(published, ["وتحاورت", "طلبها", "رفض", "الانسحاب"]);
}

#[test]
fn one_who_acts_in_two_reports_is_one_and_people_without_a_name_are_not() {
    let (_folder, archive) = filled();
    let found = archive.actors(&asked()).expect("asks");
    assert_eq!((found.events, found.without_actor), (7, 1));
    let first = &found.rows[0];
    let name = |row: &musnad_archive::contract::actors::Row| {
        let recipient = row.recipient.as_ref().map(|r| r.name.clone());
        (row.actor.name.clone(), row.r#type, recipient)
    };
    let request = (
        "مصر".to_owned(),
        EventType::Request,
        Some("الأردن".to_owned()),
    );
    assert_eq!(name(first), request);
    assert_eq!((first.events, first.reports), (2, 2));
    let statuses: Vec<_> = first
        .statuses
        .iter()
        .map(|c| (c.status, c.events))
        .collect();
    assert_eq!(statuses, [(Status::Happened, 1), (Status::Ongoing, 1)]);
    assert_eq!(first.first.as_deref(), Some("2026-03-01"));
    let grounds: Vec<_> = first
        .grounds
        .iter()
        .map(|g| &*g.event.trigger.text)
        .collect();
    assert_eq!(grounds, ["طلبت", "طلبها"]);
    assert!(
        first
            .grounds
            .iter()
            .all(|g| stands(&g.report.url, &g.event.sentence))
    );
    let armed: Vec<_> = found
        .rows
        .iter()
        .filter(|row| row.actor.entity.is_none())
        .collect();
    assert_eq!(armed.len(), 2, "«مسلحين» and «مسلحون» are nobody known");
    let talks = found
        .rows
        .iter()
        .find(|row| row.r#type == EventType::Consult);
    let talks = talks.expect("is there");
    assert!(talks.together && talks.recipient.is_some());
    // Whoever is asked for stands first.
    for (asked_for, other) in [("مصر", "الأردن"), ("الأردن", "مصر")] {
        let sorts = vec![Sort::Event(EventType::Consult)];
        let actor = named(asked_for);
        let found = archive
            .actors(&AskedTold {
                sorts,
                actor,
                ..asked()
            })
            .expect("asks");
        assert_eq!(found.rows.len(), 1);
        let with = (
            asked_for.to_owned(),
            EventType::Consult,
            Some(other.to_owned()),
        );
        assert_eq!(name(&found.rows[0]), with);
    }
    let recipient = named("الأردن");
    let found = archive
        .actors(&AskedTold {
            recipient,
            ..asked()
        })
        .expect("asks");
    assert_eq!(found.rows.iter().map(|row| row.events).sum::<usize>(), 3);
}

#[test]
fn an_arrangement_has_its_parties_and_each_sentence_that_touches_it() {
    let (_folder, archive) = filled();
    let found = archive.arrangements(&asked()).expect("asks");
    assert_eq!((found.total, found.arrangements.len()), (1, 1));
    let told = &found.arrangements[0];
    let room = &told.arrangement;
    assert_eq!(
        (room.kind, room.status),
        (ArrangementKind::Headquarters, Status::Planned)
    );
    let names: Vec<_> = room.parties.iter().map(|party| &*party.name).collect();
    assert_eq!(names, ["مصر", "الأردن"]);
    assert!(room.parties.iter().all(|party| party.entity.is_some()));
    assert_eq!(
        room.object.as_ref().map(|words| &*words.text),
        Some("عمليات")
    );
    assert_eq!(
        room.location
            .as_ref()
            .and_then(|place| place.country.as_deref()),
        Some("JO")
    );
    assert_eq!(room.sentences.len(), 2);
    assert!(
        room.sentences
            .iter()
            .all(|words| stands(&told.report.url, words))
    );
    let count = |asked: AskedTold| archive.arrangements(&asked).expect("asks").total;
    assert_eq!(
        count(AskedTold {
            entity: named("الأردن"),
            ..asked()
        }),
        1
    );
    assert_eq!(
        count(AskedTold {
            entity: named("الساري"),
            ..asked()
        }),
        0
    );
    let sorts = vec![Sort::Lasting(ArrangementKind::Base)];
    assert_eq!(count(AskedTold { sorts, ..asked() }), 0);
    let statuses = vec![Status::Planned];
    assert_eq!(
        count(AskedTold {
            statuses,
            ..asked()
        }),
        1
    );
    let unsure = archive.arrangements(&AskedTold {
        least: Some(0.9),
        ..asked()
    });
    assert_eq!(unsure.expect("asks").left_out, 1);
}

#[test]
fn rows_follow_readings_and_corrections() {
    let (_folder, mut archive) = filled();
    let held = archive.held_after(0, 1).expect("lists").remove(0);
    let shown = archive.shown(&held).expect("reads");
    let (id, _) = shown.statements(&held).remove(0);
    let by = Signature::default();
    archive
        .correct(&held.id, &id, Change::Reject, &by, &stamp())
        .expect("rejects");
    assert_eq!(triggers(&archive, Clock::Event, &asked()).len(), 7);
    let blind = |_: &musnad_report::Report| Reading::default();
    let other = Engine::with_data("another");
    let which = Which::Ids(vec![held.id.clone()]);
    archive
        .reread(blind, &other, &which, &stamp(), &mut |_, _| {})
        .expect("reads again");
    group(&mut archive);
    assert_eq!(triggers(&archive, Clock::Event, &asked()).len(), 4);
    assert_eq!(
        archive
            .verify(Some(&samples::again()), &mut |_, _| {})
            .problems,
        []
    );
}

#[test]
fn rows_that_were_changed_are_found_and_made_again() {
    let (folder, archive) = filled();
    let expected = events(&archive);
    archive.close().expect("closes");
    for sql in [
        "UPDATE told SET status = 'planned' WHERE report = 1 AND n = 0",
        "UPDATE told SET last = '2026-02-28' WHERE report = 1 AND n = 0",
        "UPDATE told SET place = 0 WHERE lasting = 1",
        "UPDATE told SET confidence = 0.81 WHERE report = 2",
        "DELETE FROM told WHERE report = 1 AND n = 1",
        "UPDATE told_part SET part = 'actor' WHERE part = 'recipient'",
        "UPDATE told_part SET people = NULL, entity = 0 WHERE people IS NOT NULL",
        "DELETE FROM told_part WHERE lasting = 1",
    ] {
        let connection = rusqlite::Connection::open(folder.archive()).expect("opens");
        connection.execute_batch(sql).expect(sql);
        drop(connection);
        let found = verify(folder.archive(), None, &mut |_, _| {}).expect("is there");
        assert!(!found.is_clean(), "{sql}");
        let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
        let repaired = archive
            .repair(&samples::again(), &stamp(), &mut |_, _| {})
            .expect("repairs");
        assert_eq!(repaired.left, [], "{sql}");
        group(&mut archive);
        assert_eq!(events(&archive), expected, "{sql}");
        archive.close().expect("closes");
    }
}

fn events(archive: &Archive) -> Timeline {
    archive.events(Clock::Event, &asked()).expect("asks")
}

#[test]
fn whatever_the_order_of_arrival_the_answers_are_the_same_and_travel_with_an_export() {
    let (_folder, archive) = filled();
    let expected = (
        archive.actors(&asked()).expect("asks"),
        archive.arrangements(&asked()).expect("asks"),
    );
    let mut lines = Vec::new();
    archive.export(&mut lines, &mut |_, _| {}).expect("exports");
    let other = Folder::new();
    let mut into = other.create();
    let last = all().into_iter().next_back().expect("is there");
    into.add(&[last.ready()], &stamp()).expect("adds");
    let taken = into
        .import(&mut &lines[..], &stamp(), &mut |_| {})
        .expect("imports");
    assert_eq!(taken.bad.len(), 0);
    group(&mut into);
    assert_eq!(
        into.actors(&asked()).expect("asks").rows.len(),
        expected.0.rows.len()
    );
    assert_eq!(
        into.actors(&asked()).expect("asks").rows[0],
        expected.0.rows[0]
    );
    assert_eq!(into.arrangements(&asked()).expect("asks"), expected.1);
    assert_eq!(into.verify(None, &mut |_, _| {}).problems, []);
}

#[test]
fn a_reading_that_names_what_is_not_there_is_not_taken_in() {
    let folder = Folder::new();
    let mut archive = folder.create();
    let mut made = request();
    made.reading.events[0].about = Some(99);
    archive.add(&[made.ready()], &stamp()).expect("adds");
    let mut lines = Vec::new();
    archive.export(&mut lines, &mut |_, _| {}).expect("exports");
    let other = Folder::new();
    let taken = other
        .create()
        .import(&mut &lines[..], &stamp(), &mut |_| {})
        .expect("imports");
    assert!(!taken.bad.is_empty());
    // Here, where nobody looked, it is left out and nothing falls over.
    group(&mut archive);
    let found = archive.events(Clock::Event, &asked()).expect("asks");
    assert_eq!(found.events.len(), 3);
    assert!(found.events.iter().all(|dated| dated.event.about.is_none()));
}
