//! Events for people: what, how far it got, who has which part, when and where, on whose word.

use super::search::print::excerpt;
use crate::labels::Labels;
use crate::layout::Paragraph;
use crate::render::sheet::Sheet;
use anstyle::Style;
use musnad_archive::contract::entities::Place;
use musnad_archive::contract::events::{Event, Party, Word};
use musnad_archive::contract::search::Excerpt;
use musnad_archive::contract::timeline::Time;
use musnad_read::contract::Words;
use musnad_read::events::{EventType, Status};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// An event: its sentence with the words that tell it, and what is known of it.
pub fn event(sheet: &mut Sheet, event: &Event) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    what(&sheet.labels, &mut line, event);
    sheet.print(&line);
    let parties = event.actors.iter().chain(&event.recipients);
    let words = parties.chain(&event.place).map(|party| &party.words);
    let words = words.chain([&event.trigger]).cloned();
    sentence(sheet, &event.sentence, words.collect());
    parties_of(sheet, "part.actor", &event.actors);
    parties_of(sheet, "part.recipient", &event.recipients);
    place(sheet, event.place.as_ref(), event.location.as_ref());
    when(sheet, event.time.as_ref());
    word(sheet, event.on_word_of.as_ref());
}

/// `ASSAULT (aerial) — happened`, and what was told of the dead.
fn what(labels: &Labels, line: &mut Paragraph, event: &Event) {
    kind(labels, line, event.r#type);
    if let Some(mode) = &event.mode {
        line.label(&format!(" ({})", labels.of("manner", mode)), DIM);
    }
    line.label(" — ", DIM)
        .label(&labels.of("status", event.status), PLAIN);
    if let Some(about) = &event.about {
        line.label(&format!(" · {}: ", labels.get("event.about")), DIM);
        kind(labels, line, about.r#type);
        line.label(" «", DIM)
            .words(&about.trigger.text, PLAIN)
            .label("»", DIM);
    }
    for (key, toll) in [
        ("event.killed", &event.killed),
        ("event.injured", &event.injured),
    ] {
        if let Some(toll) = toll {
            let more = if toll.or_more { "+" } else { "" };
            line.label(
                &format!(" · {}: {}{more}", labels.get(key), toll.number),
                PLAIN,
            );
        }
    }
}

/// A type of PLOVER: its name in this language, and its own.
pub fn kind(labels: &Labels, line: &mut Paragraph, kind: EventType) {
    let named = labels.of("type", kind);
    line.label(&named, BOLD);
    if named != kind.name() {
        line.label(" ", DIM).label(kind.name(), DIM);
    }
}

/// How many there are of each status.
pub fn statuses(labels: &Labels, counted: impl Iterator<Item = (Status, usize)>) -> String {
    let one = |(status, n): (Status, usize)| format!("{} {n}", labels.of("status", status));
    let separator = format!("{} ", labels.get("separator"));
    counted.map(one).collect::<Vec<_>>().join(&separator)
}

/// A sentence in which these words are meant.
pub fn sentence(sheet: &mut Sheet, sentence: &Words, mut hits: Vec<Words>) {
    hits.retain(|hit| sentence.start <= hit.start && hit.end <= sentence.end);
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
    hits.dedup_by(|next, kept| next.start < kept.end);
    let shown = Excerpt {
        words: sentence.clone(),
        hits,
        cut_before: false,
        cut_after: false,
    };
    excerpt(sheet, &shown, 4, PLAIN);
}

/// Who has a part, where anybody has.
pub fn parties_of(sheet: &mut Sheet, key: &'static str, parties: &[Party]) {
    if parties.is_empty() {
        return;
    }
    let mut line = Paragraph::new(sheet.form.base(), 4);
    line.label(&format!("{}: ", sheet.labels.get(key)), DIM);
    for (n, party) in parties.iter().enumerate() {
        if n > 0 {
            let separator = sheet.labels.get("separator");
            line.label(separator, DIM).label(" ", DIM);
        }
        line.words(&party.name, PLAIN);
        let code = party.code.as_ref();
        let code = code.map(|code| code.country.iter().chain(&code.sectors));
        let code: Vec<&str> = code.into_iter().flatten().map(|part| &**part).collect();
        if !code.is_empty() {
            line.label(" ", DIM)
                .words(&format!("[{}]", code.join(" ")), DIM);
        }
    }
    sheet.print(&line);
}

/// The words that tell where, and where that lies.
pub fn place(sheet: &mut Sheet, place: Option<&Party>, location: Option<&Place>) {
    if place.is_none() && location.is_none() {
        return;
    }
    let mut line = Paragraph::new(sheet.form.base(), 4);
    line.label(&format!("{}: ", sheet.labels.get("event.place")), DIM);
    if let Some(place) = place {
        line.words(&place.name, PLAIN);
    }
    if let Some(location) = location {
        let kind = sheet.labels.of("place", location.precision);
        let before = if place.is_some() { " · " } else { "" };
        line.label(before, DIM).words(&location.name, DIM);
        line.label(&format!(" ({kind})"), DIM);
        let point = format!("{:.4}, {:.4}", location.latitude, location.longitude);
        line.label(" · ", DIM).words(&point, DIM);
    }
    sheet.print(&line);
}

/// The words that date it, and the time that they tell.
pub fn when(sheet: &mut Sheet, time: Option<&Time>) {
    let Some((time, words)) = time.and_then(|time| Some((time, time.words.as_ref()?))) else {
        return;
    };
    let mut line = Paragraph::new(sheet.form.base(), 4);
    line.label(&format!("{}: ", sheet.labels.get("event.time")), DIM);
    line.words(
        &words.text.split_whitespace().collect::<Vec<_>>().join(" "),
        PLAIN,
    );
    line.label(" · ", DIM).words(&time.edtf, DIM);
    sheet.print(&line);
}

/// On whose word it is told.
pub fn word(sheet: &mut Sheet, word: Option<&Word>) {
    let mut line = Paragraph::new(sheet.form.base(), 4);
    line.label(&format!("{}: ", sheet.labels.get("event.word")), DIM);
    match word {
        None => {
            line.label(sheet.labels.get("told.author"), PLAIN);
        }
        Some(word) => {
            for (n, source) in word.chain.iter().enumerate() {
                if n > 0 {
                    line.label(&format!(" {} ", sheet.labels.get("arrow")), DIM);
                }
                line.words(&source.who, PLAIN);
                let kind = sheet.labels.of("kind", source.kind);
                line.label(&format!(" ({kind})"), DIM);
            }
        }
    }
    sheet.print(&line);
}
