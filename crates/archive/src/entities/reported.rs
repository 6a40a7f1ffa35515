//! What grouping needs of each report, made once of its reading.

use super::maker;
use crate::hash::Hash;
use crate::pack;
use crate::search::Source;
use musnad_link::Reported;
use musnad_read::data::Language;
use musnad_read::doc::Doc;
use rayon::prelude::*;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Reports that are done in one transaction.
const BATCH: usize = 256;

/// What grouping needs of all reports.
pub(super) struct Reports {
    /// By the reports' numbers.
    pub all: Vec<Reported>,
    /// The reports' numbers by their ids.
    pub numbers: HashMap<String, i64>,
}

/// How many reports lack it.
pub(super) fn missing(connection: &Connection, language: &Language) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM report WHERE {LACKS}");
    let count: i64 = connection
        .prepare_cached(&sql)?
        .query_row([maker(language)], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// That a report has a reading and not what grouping by [`maker`] `?1` needs of it.
const LACKS: &str = "report.n NOT IN (SELECT report FROM reported WHERE data = ?1)
    AND report.n IN (SELECT report FROM reading WHERE current = 1)";

/// Makes it of the next reports after number `after` that lack it: the last one's number, and how many there were;
/// `None` behind the last one. Damaged reports are left out; `verify` names them.
pub(super) fn complete(
    connection: &Connection,
    language: &Language,
    after: i64,
) -> rusqlite::Result<Option<(i64, u64)>> {
    let condition = format!("{LACKS} AND report.n > ?2 ORDER BY report.n LIMIT ?3");
    let data = maker(language);
    let values = params![data, after, BATCH as i64];
    let sources = Source::select(connection, &condition, values)?;
    let Some(last) = sources.last() else {
        return Ok(None);
    };
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO reported (report, data, sha256, size, packed) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let made: Vec<Option<String>> = sources.par_iter().map(|s| json(s, language)).collect();
    for (source, json) in sources.iter().zip(made) {
        let Some(json) = json else { continue };
        insert.execute(params![
            source.held.n,
            data,
            &seal(&source.held.id, &data, json.as_bytes()).0[..],
            json.len() as i64,
            pack::pack(json.as_bytes(), &[]),
        ])?;
    }
    Ok(Some((last.held.n, sources.len() as u64)))
}

/// It of one report, as it is kept; `None` where something that it comes of is damaged.
fn json(source: &Source, language: &Language) -> Option<String> {
    let (report, reading) = source.read()?;
    let doc = Doc::new(&report.text, &language.lexicon);
    let published = report.published.map(|dated| dated.date);
    let reported = Reported::read(report.id, published, report.outlet, &doc, &reading);
    serde_json::to_string(&reported).ok()
}

fn seal(report: &str, data: &str, json: &[u8]) -> Hash {
    Hash::of_parts([Some(report.as_bytes()), Some(data.as_bytes()), Some(json)])
}

/// A row, unpacked.
struct Kept {
    report: i64,
    id: String,
    data: String,
    json: Option<Vec<u8>>,
}

/// Reads all rows; `json` is `None` where a row is not what was written.
fn each(
    connection: &Connection,
    mut see: impl FnMut(Kept) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut select = connection.prepare_cached(
        "SELECT reported.report, report.id, data, sha256, size, packed
         FROM reported JOIN report ON report.n = reported.report ORDER BY reported.report",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, data): (String, String) = (row.get(1)?, row.get(2)?);
        let (sha256, size, packed): (Vec<u8>, i64, Vec<u8>) =
            (row.get(3)?, row.get(4)?, row.get(5)?);
        let json = usize::try_from(size)
            .ok()
            .and_then(|size| pack::unpack(&packed, size, &[]))
            .filter(|json| Hash::from_column(&sha256) == Some(seal(&id, &data, json)));
        let report = row.get(0)?;
        see(Kept {
            report,
            id,
            data,
            json,
        })?;
    }
    Ok(())
}

/// What is kept of all reports, made with this language data. Damaged rows are left out; `verify` names them.
pub(super) fn all(connection: &Connection, language: &Language) -> rusqlite::Result<Reports> {
    let mut packed = Vec::new();
    let mut numbers = HashMap::new();
    each(connection, |kept| {
        if kept.data == maker(language)
            && let Some(json) = kept.json
        {
            numbers.insert(kept.id, kept.report);
            packed.push(json);
        }
        Ok(())
    })?;
    let read = |json: &Vec<u8>| serde_json::from_slice(json).ok();
    Ok(Reports {
        all: packed.par_iter().filter_map(read).collect(),
        numbers,
    })
}

/// The numbers of the reports of which it is not what was written, or, where this language data wrote it, not what
/// would be written.
pub(super) fn wrong(
    connection: &Connection,
    language: Option<&Language>,
) -> rusqlite::Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut batch: Vec<(i64, String, Vec<u8>)> = Vec::new();
    let compare = |batch: &mut Vec<(i64, String, Vec<u8>)>, wrong: &mut Vec<String>| {
        let Some(language) = language else {
            batch.clear();
            return Ok(());
        };
        let mut sources = Vec::new();
        for (report, ..) in batch.iter() {
            sources.push(Source::select(connection, "report.n = ?1", [report])?.pop());
        }
        let made: Vec<Option<String>> = sources
            .par_iter()
            .map(|source| json(source.as_ref()?, language))
            .collect();
        for ((_, id, kept), made) in batch.drain(..).zip(made) {
            if made.is_some_and(|made| made.as_bytes() != kept) {
                wrong.push(id);
            }
        }
        Ok::<(), rusqlite::Error>(())
    };
    each(connection, |kept| {
        match kept.json {
            None => wrong.push(kept.id),
            Some(json) if language.is_some_and(|l| maker(l) == kept.data) => {
                batch.push((kept.report, kept.id, json));
            }
            Some(_) => {}
        }
        if batch.len() == BATCH {
            compare(&mut batch, &mut wrong)?;
        }
        Ok(())
    })?;
    compare(&mut batch, &mut wrong)?;
    Ok(wrong)
}
