//! Scores the crate on Recognizers-Text's Arabic cases of dates (Microsoft, MIT licence), which lie in the shared
//! material; without it the test says so and passes.
//!
//! A case counts unless its file's marks exclude every platform: `NotSupported` and `NotSupportedByDesign` together name
//! dotnet, java, javascript and python in the files DateTime*, Merged* and Set*, of which therefore no case is supported
//! anywhere. Twelve files count. `eval/dates_excused.tsv` excuses cases one by one, each with its reason.
//!
//! Their cases are of spoken requests, and their conventions are not ours. The scorer bridges them so:
//! * Spans are compared as tokens, without function words that lead («في», «إلى», «يوم», «هذا»): their spans have them
//!   in some cases and not in others of the same form; ours follow the project's guide.
//! * An extractor's case is right when each of its spans is found and nothing else of the file's kind.
//! * They resolve what is ambiguous to the past and to the future; ours must be one of the two, or say what is not known
//!   as their timex does (`XXXX-04-22`).
//! * Their ranges end on the first day after, unless days are named; both are accepted.
//! * We keep the precision of the words: «قبل شهر» is a month of ours and a day of theirs, which must lie in it; of
//!   `~` («بداية الأسبوع») and open intervals («الأيام القليلة الماضية», three days to them) likewise.
//! * «الأشهر الثلاثة القادمة» are whole months of ours and counted from the day by them: both ends may differ by one unit.
//! * An hour without a day is of the day of the report to us; theirs has none, and neither day is compared.
//! * A season without a year is of the report's year to us, and of none to them.
//! * A part of the day without an hour has usual hours on both sides, which must overlap.

use jiff::civil::Date;
use musnad_report::{Span, Text};
use musnad_time::{
    Bounds, Clash, Clock, Duration, End, Expression, Moment, PublicationTime, Unit, Value, When,
    edtf, find,
};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

const ARCHIVE: &str = "corpora/dates/recognizers-text-arabic-specs.tar.gz";
const FOLDER: &str = "Specs/DateTime/Arabic/";
const PLATFORMS: [&str; 4] = ["dotnet", "java", "javascript", "python"];
/// Folded function words that may lead a span.
const LEADING: [&str; 12] = [
    "في",
    "الي",
    "عند",
    "من",
    "يوم",
    "ليوم",
    "هذا",
    "ما",
    "خلال",
    "منذ",
    "الفتره",
    "بعد",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn shared() -> PathBuf {
    std::env::var_os("MUSNAD_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// The files of a tar archive (POSIX ustar: 512-byte headers, sizes in octal).
fn untar(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let text = |field: &[u8]| {
        String::from_utf8_lossy(field)
            .trim_matches(['\0', ' '])
            .to_owned()
    };
    let (mut files, mut at) = (BTreeMap::new(), 0);
    while let Some(header) = bytes.get(at..at + 512).filter(|h| h[0] != 0) {
        let size = usize::from_str_radix(&text(&header[124..136]), 8).unwrap_or(0);
        let content = bytes.get(at + 512..at + 512 + size).unwrap_or_default();
        files.insert(
            text(&header[..100]).trim_start_matches("./").to_owned(),
            content.to_vec(),
        );
        at += 512 + size.div_ceil(512) * 512;
    }
    files
}

/// One case, and what it wants.
struct Case {
    file: String,
    number: usize,
    input: String,
    reference: Option<Date>,
    results: Vec<Json>,
}

fn cases(archive: &Path) -> Vec<Case> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(archive).expect("the archive opens");
    flate2::read::GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .expect("gzip");
    let mut found = Vec::new();
    for (name, content) in untar(&bytes) {
        let Some(file) = name
            .strip_prefix(FOLDER)
            .and_then(|n| n.strip_suffix(".json"))
        else {
            continue;
        };
        let content = String::from_utf8(content).expect("UTF-8");
        let list: Vec<Json> =
            serde_json::from_str(content.trim_start_matches('\u{feff}')).expect("JSON");
        found.extend(
            list.into_iter()
                .enumerate()
                .filter(|(_, case)| supported(case))
                .map(|(number, case)| Case {
                    file: file.to_owned(),
                    number,
                    input: case["Input"].as_str().unwrap_or_default().to_owned(),
                    reference: case["Context"]["ReferenceDateTime"]
                        .as_str()
                        .and_then(|d| d.get(..10)?.parse().ok()),
                    results: case["Results"].as_array().cloned().unwrap_or_default(),
                }),
        );
    }
    found
}

fn supported(case: &Json) -> bool {
    let named: String = ["NotSupported", "NotSupportedByDesign"]
        .iter()
        .filter_map(|k| case[k].as_str())
        .collect::<Vec<_>>()
        .join(",");
    let excluded: BTreeSet<&str> = named.split(',').map(str::trim).collect();
    PLATFORMS.iter().any(|p| !excluded.contains(p))
}

/// What sort of time a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Date,
    Period,
    Time,
    TimePeriod,
    Duration,
    Set,
}

fn kind(value: &Value) -> Kind {
    let undated = |m: &Moment| m.when == When::Undated;
    match value {
        Value::Moment(m) if undated(m) => Kind::Time,
        Value::Moment(m)
            if matches!(
                m.when,
                When::Day(_) | When::SomeDay { .. } | When::Weekday(_)
            ) =>
        {
            Kind::Date
        }
        Value::Moment(_) => Kind::Period,
        Value::Interval(End::At(m), _) if undated(m) => Kind::TimePeriod,
        Value::Interval(..) => Kind::Period,
        Value::Duration(_) => Kind::Duration,
        Value::Every(_) => Kind::Set,
    }
}

fn kind_of(file: &str) -> (Kind, &'static [Kind]) {
    match file
        .trim_end_matches("Extractor")
        .trim_end_matches("Parser")
    {
        "Date" => (Kind::Date, &[Kind::Date, Kind::Period]),
        "DatePeriod" => (Kind::Period, &[Kind::Date, Kind::Period]),
        "Time" => (Kind::Time, &[Kind::Time, Kind::TimePeriod]),
        "TimePeriod" => (Kind::TimePeriod, &[Kind::Time, Kind::TimePeriod]),
        "Duration" => (Kind::Duration, &[Kind::Duration]),
        _ => (Kind::Date, &[Kind::Date, Kind::Period]),
    }
}

/// A span's tokens without function words in front and marks behind.
fn core(text: &Text, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1 && LEADING.contains(&text.word(tokens.start)) {
        tokens.start += 1;
    }
    while tokens.len() > 1
        && text
            .word(tokens.end - 1)
            .chars()
            .all(|c| c.is_ascii_punctuation() || c == '،')
    {
        tokens.end -= 1;
    }
    tokens
}

/// The tokens of a result, whose offsets count characters.
fn wanted(text: &Text, result: &Json) -> Range<usize> {
    let chars = |n: usize| {
        text.as_str()
            .char_indices()
            .nth(n)
            .map_or(text.as_str().len(), |(at, _)| at)
    };
    let start = result["Start"].as_u64().unwrap_or_default() as usize;
    let length = result["Length"].as_u64().unwrap_or_default() as usize;
    core(
        text,
        text.tokens_in(Span::new(chars(start), chars(start + length))),
    )
}

fn right(case: &Case) -> Result<(), String> {
    let text = Text::new(case.input.clone());
    let reference = case.reference.filter(|_| !case.file.starts_with("Time"));
    let found = find(
        &text,
        0..text.tokens().len(),
        reference.map(PublicationTime),
    );
    let (own, like) = kind_of(&case.file);
    let mut unmatched: Vec<&Expression> = found.iter().filter(|e| kind(&e.value) == own).collect();
    for result in &case.results {
        let tokens = wanted(&text, result);
        let hit = found
            .iter()
            .find(|e| core(&text, e.tokens.clone()) == tokens && like.contains(&kind(&e.value)));
        let Some(hit) = hit else {
            return Err("not found".to_owned());
        };
        unmatched.retain(|e| e.tokens != hit.tokens);
        if case.file.ends_with("Parser") && !same(hit, result) {
            return Err(format!("is {}", hit.value));
        }
    }
    match unmatched.first() {
        Some(extra) => Err(format!("also finds {}", text.slice(extra.span))),
        None => Ok(()),
    }
}

fn same(found: &Expression, result: &Json) -> bool {
    let value = &result["Value"];
    let timex = value["Timex"].as_str().unwrap_or_default();
    let resolutions = ["FutureResolution", "PastResolution"].map(|k| &value[k]);
    if same_timex(&found.value, timex) {
        return true;
    }
    resolutions.iter().any(|r| {
        let text = |key: &str| r[key].as_str();
        match result["Type"].as_str().unwrap_or_default() {
            "date" => text("date").is_some_and(|d| same_day(found, d)),
            "daterange" => text("startDate")
                .zip(text("endDate"))
                .is_some_and(|(a, b)| same_range(found, a, b)),
            "time" => text("time").is_some_and(|t| same_time(&found.value, t)),
            "timerange" => text("startTime")
                .zip(text("endTime"))
                .is_some_and(|(a, b)| same_times(&found.value, a, b)),
            "duration" => text("duration").is_some_and(|d| same_length(&found.value, d)),
            _ => false,
        }
    })
}

/// `XXXX-04-22`, `2016-SU`.
fn same_timex(value: &Value, timex: &str) -> bool {
    let seasons = [("SP", "21"), ("SU", "22"), ("FA", "23"), ("WI", "24")];
    let season = seasons.iter().find_map(|(theirs, ours)| {
        let year = timex.strip_suffix(theirs)?.trim_end_matches('-');
        Some(format!(
            "{}-{ours}",
            if year.is_empty() { "XXXX" } else { year }
        ))
    });
    let ours = value.to_string();
    let yearless = season.as_deref().and_then(|s| s.strip_prefix("XXXX"));
    if yearless.is_some_and(|part| ours.trim_end_matches('~').ends_with(part)) {
        return true;
    }
    ours.trim_end_matches('~') == season.as_deref().unwrap_or(timex)
        || timex.replacen("XXXX-WXX", "XXXX-W", 1) == ours
}

fn same_day(found: &Expression, day: &str) -> bool {
    if day.starts_with("0001") {
        return found.clash == Some(Clash::NoSuchDay) || found.value.bounds() == Bounds::default();
    }
    let Ok(day) = day.parse::<Date>() else {
        return false;
    };
    let theirs = Bounds {
        earliest: Some(day),
        latest: Some(day),
    };
    let bounds = found.value.bounds();
    let coarser = kind(&found.value) == Kind::Period && bounds != Bounds::default();
    bounds == theirs || coarser && bounds.contain(theirs)
}

fn same_range(found: &Expression, start: &str, end: &str) -> bool {
    let (Ok(start), Ok(end)) = (start.parse::<Date>(), end.parse::<Date>()) else {
        return false;
    };
    let bounds = found.value.bounds();
    let last_day = end.yesterday().unwrap_or(end).max(start);
    let equal =
        bounds.earliest == Some(start) && [Some(end), Some(last_day)].contains(&bounds.latest);
    let theirs = Bounds {
        earliest: Some(start),
        latest: Some(last_day),
    };
    let wide = match &found.value {
        Value::Moment(m) => {
            m.approximate
                || found.anchoring == musnad_time::Anchoring::Counted
                    && m.precision() < musnad_time::Precision::Day
        }
        Value::Interval(from, to) => *from == End::Open || *to == End::Open,
        _ => false,
    };
    equal
        || wide && bounds.contain(theirs)
        || near(&found.value, start, end)
        || single_of(&found.value, start, last_day)
}

/// «بعد 3 أسابيع» is the week, or day, with which their range begins or ends.
fn single_of(value: &Value, start: Date, last: Date) -> bool {
    let bounds = value.bounds();
    let (Some(a), Some(b), Value::Moment(m)) = (bounds.earliest, bounds.latest, value) else {
        return false;
    };
    let reaches = |day: Date| (a..=b).contains(&day);
    !m.approximate && (reaches(start) || reaches(last) || last.tomorrow().is_ok_and(reaches))
}

/// Whether both ends of a counted range lie within a unit of theirs.
fn near(value: &Value, start: Date, end: Date) -> bool {
    let Value::Interval(End::At(from), End::At(to)) = value else {
        return false;
    };
    let years = from
        .bounds()
        .latest
        .zip(to.bounds().latest)
        .map_or(0, |(a, b)| b.year() - a.year());
    let days = match from.precision() {
        musnad_time::Precision::Year if years >= 10 => 3653,
        musnad_time::Precision::Decade => 3653,
        musnad_time::Precision::Year => 366,
        musnad_time::Precision::Month => 31,
        musnad_time::Precision::Week => 7,
        _ => 1,
    };
    let close = |a: Option<Date>, b: Date| {
        a.and_then(|a| a.since(b).ok())
            .is_some_and(|s| s.get_days().abs() <= days)
    };
    close(from.bounds().earliest, start) && close(to.bounds().latest, end)
}

fn clock(text: &str) -> Option<Clock> {
    match edtf::parse(&format!("T{text}"))? {
        Value::Moment(m) => m.clock,
        _ => None,
    }
}

fn at(clock: Option<Clock>) -> Option<(i8, i8, i8)> {
    clock.map(|c| (c.hour(), c.minute(), c.second().unwrap_or(0)))
}

fn ends(value: &Value) -> Option<(Option<Clock>, Option<Clock>)> {
    match value {
        Value::Interval(End::At(a), End::At(b)) => Some((a.clock, b.clock)),
        _ => None,
    }
}

fn same_time(value: &Value, time: &str) -> bool {
    let theirs = at(clock(time));
    match value {
        Value::Moment(m) => at(m.clock) == theirs,
        _ => ends(value).is_some_and(|(a, b)| at(a) <= theirs && theirs <= at(b)),
    }
}

fn same_times(value: &Value, start: &str, end: &str) -> bool {
    let (a, b) = (at(clock(start)), at(clock(end)));
    match ends(value) {
        Some((from, to)) if to.is_some_and(|t| t.hour() == 0) => at(from) < b,
        Some((from, to)) => {
            (at(from), at(to)) == (a, b)
                || at(from) < b
                    && a < at(to)
                    && from.is_some_and(|c| {
                        c.minute() == 0 && [3, 6, 9, 12, 15, 16, 18, 20].contains(&c.hour())
                    })
        }
        None => false,
    }
}

fn seconds(length: &Duration) -> f64 {
    let of = |unit| match unit {
        Unit::Second => 1.0,
        Unit::Minute => 60.0,
        Unit::Hour => 3600.0,
        Unit::Day => 86_400.0,
        Unit::Week => 604_800.0,
        Unit::Month => 2_592_000.0,
        Unit::Year => 31_536_000.0,
        Unit::Decade => 315_360_000.0,
        Unit::Century => 3_153_600_000.0,
    };
    let hundredths = |amount| match amount {
        musnad_time::Amount::Hundredths(h) => f64::from(h),
        musnad_time::Amount::Some => f64::NAN,
    };
    length
        .parts()
        .iter()
        .map(|(amount, unit)| hundredths(*amount) / 100.0 * of(*unit))
        .sum()
}

fn same_length(value: &Value, theirs: &str) -> bool {
    match (value, theirs.parse::<f64>()) {
        (Value::Duration(length), Ok(theirs)) => (seconds(length) - theirs).abs() <= theirs * 0.02,
        _ => false,
    }
}

/// The excused cases: file and number.
fn excused() -> BTreeSet<(String, usize)> {
    let table = std::fs::read_to_string(root().join("eval/dates_excused.tsv"))
        .expect("eval/dates_excused.tsv");
    let rows = table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        assert!(
            cells.len() == 3 && !cells[2].is_empty(),
            "file, case and reason are needed: {row}"
        );
        (
            cells[0].to_owned(),
            cells[1].parse().expect("a case is a number"),
        )
    })
    .collect()
}

#[test]
fn recognizers_text() {
    let archive = shared().join(ARCHIVE);
    if !archive.exists() {
        println!("skipped: there is no {ARCHIVE} in the shared material");
        return;
    }
    let excused = excused();
    let cases = cases(&archive);
    let mut by_file: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for case in &cases {
        let counts = by_file.entry(&case.file).or_default();
        let outcome = right(case);
        let excuse = excused.contains(&(case.file.clone(), case.number));
        match (&outcome, excuse) {
            (Ok(()), false) => counts[0] += 1,
            (Err(problem), false) => {
                counts[1] += 1;
                println!("{} {}: {} ({problem})", case.file, case.number, case.input);
            }
            (Ok(()), true) => panic!("{} {} is right and needs no excuse", case.file, case.number),
            (Err(_), true) => counts[2] += 1,
        }
    }
    let mut sum = [0; 3];
    for (file, counts) in &by_file {
        println!(
            "{file}: right {} of {}, excused {}",
            counts[0],
            counts[0] + counts[1],
            counts[2]
        );
        for (total, n) in sum.iter_mut().zip(counts) {
            *total += n;
        }
    }
    let [right, wrong, excused] = sum;
    println!(
        "all: right {right} of {}, excused {excused} of {}",
        right + wrong,
        cases.len()
    );
    assert!(excused * 10 <= cases.len(), "more than a tenth is excused");
    assert!(right * 100 >= (right + wrong) * 95, "less than 95 % right");
}
