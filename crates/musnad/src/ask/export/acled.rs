//! Events as rows in the columns of ACLED (Armed Conflict Location & Event Data), as a draft: a machine has read them,
//! nobody has coded them, and each row says so. Only protests, assaults, coercion and the moving of forces that
//! happened or go on; which of ACLED's types is the nearest stands in `data/acled.tsv`.

use super::csv::quoted;
use super::plover::id_of;
use jiff::civil::Date;
use musnad_archive::contract::events::{Event, Party};
use musnad_archive::contract::timeline::Time;
use musnad_place::Kind;
use musnad_read::contract::Document;
use musnad_read::events::{EventType, Status};
use std::io::{self, Write};

const TABLE: &str = include_str!("../../../data/acled.tsv");

/// What stands in the first column of every row.
const DRAFT: &str = "DRAFT: machine coding, not checked by people";

/// The columns, in their order. Those of ACLED keep its names; what it codes by hand (`inter1`, `inter2`) is empty.
const COLUMNS: [&str; 19] = [
    "coding",
    "event_id_cnty",
    "event_date",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "inter1",
    "actor2",
    "inter2",
    "country",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
    "fatalities",
    "status",
];

/// Writes the names of the columns, behind a byte order mark if `bom`.
///
/// # Errors
/// If they cannot be written.
pub fn head(out: &mut impl Write, bom: bool) -> io::Result<()> {
    if bom {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    write!(out, "{}\r\n", COLUMNS.join(","))
}

/// Writes the row of an event, if it is one of those that ACLED has.
///
/// # Errors
/// If it cannot be written.
pub fn write(document: &Document, event: &Event, out: &mut impl Write) -> io::Result<()> {
    if !matches!(event.status, Status::Happened | Status::Ongoing) {
        return Ok(());
    }
    let Some((kind, sub)) = coded(event) else {
        return Ok(());
    };
    let (actors, others) = sides(event);
    let (date, time_precision) = dated(event.time.as_ref(), document.published.as_deref());
    let place = event.location.as_ref();
    let location = place.map(|place| place.name.clone());
    let words = || event.place.as_ref().map(|place| place.name.clone());
    let degrees = |degrees: Option<f64>| degrees.map(|d| d.to_string()).unwrap_or_default();
    let cells: [String; COLUMNS.len()] = [
        DRAFT.to_owned(),
        id_of(document, &event.id),
        date.unwrap_or_default(),
        time_precision.map(|p| p.to_string()).unwrap_or_default(),
        kind.to_owned(),
        sub.to_owned(),
        names(&actors),
        String::new(),
        names(&others),
        String::new(),
        place
            .and_then(|place| place.country.clone())
            .unwrap_or_default(),
        location.or_else(words).unwrap_or_default(),
        degrees(place.map(|place| place.latitude)),
        degrees(place.map(|place| place.longitude)),
        place
            .map(|place| geo_precision(place.precision).to_string())
            .unwrap_or_default(),
        source(document),
        notes(document, event),
        event
            .killed
            .as_ref()
            .map(|toll| toll.number.to_string())
            .unwrap_or_default(),
        event.status.name().to_owned(),
    ];
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    write!(out, "{}\r\n", cells.join(","))
}

/// Who stands on either side: actors and recipients; of a fight of which all are told as actors the first and the rest.
fn sides(event: &Event) -> (Vec<&Party>, Vec<&Party>) {
    let actors: Vec<&Party> = event.actors.iter().collect();
    match event.recipients.is_empty() && event.r#type == EventType::Assault {
        true => {
            let (first, rest) = actors.split_at(actors.len().min(1));
            (first.to_vec(), rest.to_vec())
        }
        false => (actors, event.recipients.iter().collect()),
    }
}

fn names(parties: &[&Party]) -> String {
    let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    names.join("; ")
}

fn source(document: &Document) -> String {
    let known = document.outlet.as_ref().or(document.url.as_ref());
    known
        .or(document.path.as_ref())
        .cloned()
        .unwrap_or_default()
}

/// The sentence, on whose word it is told, and where it stands.
fn notes(document: &Document, event: &Event) -> String {
    let word = match &event.on_word_of {
        Some(word) => {
            let chain: Vec<&str> = word
                .chain
                .iter()
                .map(|source| source.who.as_str())
                .collect();
            format!("on the word of {} ({})", chain.join(" < "), word.statement)
        }
        None => "on the report's own word".to_owned(),
    };
    let at = &event.trigger;
    let more = event.killed.as_ref().is_some_and(|toll| toll.or_more);
    let more = if more { "; fatalities or more" } else { "" };
    format!(
        "{} [{word}; report {}, bytes {}-{}{more}]",
        event.sentence.text, document.id, at.start, at.end
    )
}

/// ACLED's types for an event; nothing where it is none that ACLED has.
fn coded(event: &Event) -> Option<(&'static str, &'static str)> {
    let (kind, mode) = (event.r#type.name(), event.mode.as_deref());
    let against = match sides(event).1.iter().any(|party| is_armed(party)) {
        true => "armed",
        false => "civilian",
    };
    rows().find_map(|[of, own_mode, own_against, event_type, sub]| {
        let fits = of == kind
            && (own_mode == "-" || Some(own_mode) == mode)
            && (own_against == "-" || own_against == against);
        fits.then_some((event_type, sub))
    })
}

fn is_armed(party: &Party) -> bool {
    let sectors = party.code.iter().flat_map(|code| &code.sectors);
    let armed = |sector: &str| rows().any(|row| row[0] == "armed" && row[1] == sector);
    sectors.into_iter().any(|sector| armed(sector))
}

fn rows() -> impl Iterator<Item = [&'static str; 5]> {
    let row = |line: &'static str| -> Option<[&'static str; 5]> {
        line.split('\t').collect::<Vec<_>>().try_into().ok()
    };
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(row)
}

/// The day, and ACLED's precision of it: 1 that day, 2 within a week, 3 within a month or more. What no words date is
/// taken for the day of publication, to the week; what may lie on more days than one for that day, if it is one of them.
fn dated(time: Option<&Time>, published: Option<&str>) -> (Option<String>, Option<u8>) {
    let day = |written: &Option<String>| written.as_deref().and_then(|d| d.parse::<Date>().ok());
    let published: Option<Date> = published.and_then(|day| day.parse().ok());
    let told = time.map(|time| (day(&time.earliest), day(&time.latest)));
    let (first, last) = match told {
        Some((Some(first), Some(last))) => (first, last),
        Some((Some(open), None) | (None, Some(open))) => (open, open),
        Some((None, None)) | None => {
            let day = published.map(|day| day.to_string());
            let precision = day.as_ref().map(|_| 2);
            return (day, precision);
        }
    };
    let is_open = told.is_some_and(|(first, last)| first.is_none() || last.is_none());
    let days = (last - first).get_days();
    let precision = match days {
        _ if is_open => 3,
        0 => 1,
        1..7 => 2,
        _ => 3,
    };
    let nearest = published.filter(|day| (first..=last).contains(day));
    (Some(nearest.unwrap_or(first).to_string()), Some(precision))
}

/// ACLED's precision of a place: 1 a town or what lies in it, 2 a part of a region, 3 a region or more.
fn geo_precision(kind: Kind) -> u8 {
    match kind {
        Kind::Point | Kind::Quarter | Kind::Town => 1,
        Kind::District => 2,
        Kind::Governorate | Kind::Country | Kind::Water | Kind::Region => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_read::contract::Words;
    use musnad_read::events::Code;

    fn words(text: &str) -> Words {
        Words {
            start: 0,
            end: text.len(),
            text: text.to_owned(),
        }
    }

    fn party(name: &str, sector: Option<&str>) -> Party {
        let code = |sector: &str| Code {
            country: None,
            sectors: vec![sector.into()],
        };
        Party {
            words: words(name),
            name: name.to_owned(),
            entity: None,
            group: Some(1),
            code: sector.map(code),
            confidence: 0.9,
        }
    }

    fn event(kind: EventType, mode: Option<&str>, recipients: Vec<Party>) -> Event {
        Event {
            id: "v1".to_owned(),
            r#type: kind,
            mode: mode.map(str::to_owned),
            status: Status::Happened,
            trigger: words("هاجم"),
            sentence: words("هاجم مسلحون، أمس، القرية."),
            actors: vec![party("مسلحون", Some("UAF"))],
            recipients,
            place: None,
            location: None,
            time: None,
            contexts: Vec::new(),
            on_word_of: None,
            about: None,
            killed: None,
            injured: None,
            confidence: 0.9,
        }
    }

    #[test]
    fn a_fight_with_the_armed_is_a_battle_and_with_others_none() {
        let against = |sector| {
            let other = party("غيرهم", sector);
            coded(&event(EventType::Assault, Some("firearms"), vec![other]))
        };
        assert_eq!(against(Some("MIL")), Some(("Battles", "Armed clash")));
        let civilians = Some(("Violence against civilians", "Attack"));
        assert_eq!(against(Some("CVL")), civilians);
        assert_eq!(against(None), civilians);
        let mut equals = event(EventType::Assault, None, Vec::new());
        equals.actors.push(party("جنود", Some("MIL")));
        assert_eq!(coded(&equals), Some(("Battles", "Armed clash")));
        assert_eq!(names(&sides(&equals).1), "جنود");
    }

    #[test]
    fn every_type_that_acled_has_comes_to_one_of_its_types() {
        for kind in EventType::ALL {
            let has = matches!(
                kind,
                EventType::Protest | EventType::Assault | EventType::Coerce | EventType::Mobilize
            );
            let modes = kind.modes().iter().map(|mode| Some(*mode)).chain([None]);
            for mode in modes {
                let found = coded(&event(kind, mode, Vec::new()));
                assert_eq!(found.is_some(), has, "{kind:?} {mode:?}");
            }
        }
        for [kind, mode, ..] in rows().filter(|row| row[0] != "armed").skip(1) {
            let kind = EventType::named(kind).expect("a type");
            assert!(mode == "-" || kind.modes().contains(&mode), "{mode}");
        }
    }

    #[test]
    fn what_did_not_happen_has_no_row_and_what_did_says_that_it_is_a_draft() {
        let document = serde_json::json!({ "id": "8d41", "blob": "", "path": null, "record": null,
            "url": null, "title": null, "outlet": "=يراع", "author": null, "published": "2026-03-02",
            "published_from": "none", "modified": null, "captured": null, "language": "ar",
            "text_sha256": "" });
        let document: Document = serde_json::from_value(document).expect("a document");
        let mut denied = event(EventType::Assault, None, Vec::new());
        denied.status = Status::Denied;
        let mut out = Vec::new();
        write(&document, &denied, &mut out).expect("writes");
        assert!(out.is_empty());
        let done = event(EventType::Assault, None, Vec::new());
        write(&document, &done, &mut out).expect("writes");
        let row = String::from_utf8(out).expect("UTF-8");
        let begins = "\"DRAFT: machine coding, not checked by people\",8d41.v1,2026-03-02,2,";
        assert!(row.starts_with(begins), "{row}");
        assert!(
            row.contains(",'=يراع,") && row.ends_with(",happened\r\n"),
            "{row}"
        );
        assert!(
            row.contains("on the report's own word; report 8d41, bytes 0-8"),
            "{row}"
        );
    }

    #[test]
    fn a_day_is_as_exact_as_the_words() {
        let time = |earliest: Option<&str>, latest: Option<&str>| Time {
            edtf: String::new(),
            precision: None,
            earliest: earliest.map(str::to_owned),
            latest: latest.map(str::to_owned),
            words: None,
            anchoring: None,
            clash: None,
            slack_days: 0,
        };
        let on = |first, last| {
            let (day, precision) = dated(Some(&time(first, last)), Some("2026-03-02"));
            (day.unwrap_or_default(), precision)
        };
        let day = |day: &str, precision| (day.to_owned(), Some(precision));
        assert_eq!(
            on(Some("2026-02-28"), Some("2026-02-28")),
            day("2026-02-28", 1)
        );
        assert_eq!(
            on(Some("2026-02-22"), Some("2026-02-28")),
            day("2026-02-22", 2)
        );
        assert_eq!(
            on(Some("2026-03-01"), Some("2026-03-31")),
            day("2026-03-02", 3)
        );
        assert_eq!(on(None, Some("2026-01-01")), day("2026-01-01", 3));
        assert_eq!(on(None, None), day("2026-03-02", 2));
        assert_eq!(dated(None, None), (None, None));
    }
}
