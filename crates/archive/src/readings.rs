//! Readings, by the engine and language data that made them.

use crate::error::Result;
use crate::file::Archive;
use crate::hash::Hash;
use crate::held::Held;
use crate::pack;
use musnad_read::{Reading, contract};
use rusqlite::{Connection, OptionalExtension, params};

/// A reading as it is stored: JSON, packed.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    pub sha256: Hash,
    pub size: usize,
    pub bytes: Vec<u8>,
}

impl Packed {
    pub fn new(reading: &Reading) -> Packed {
        // Such a value has no map with other keys than strings, the one thing that JSON cannot hold.
        let json = serde_json::to_vec(reading).unwrap_or_default();
        Packed {
            sha256: Hash::of(&json),
            size: json.len(),
            bytes: pack::pack(&json, &[]),
        }
    }
}

/// Puts a reading in and makes it the one that is shown.
pub(crate) fn put(
    connection: &Connection,
    report: i64,
    engine: &contract::Engine,
    reading: &Packed,
) -> rusqlite::Result<()> {
    let engine = engine_number(connection, engine)?;
    connection
        .prepare_cached("UPDATE reading SET current = 0 WHERE report = ?1 AND current = 1")?
        .execute([report])?;
    let mut put = connection.prepare_cached(
        "INSERT INTO reading (report, engine, current, sha256, size, packed)
         VALUES (?1, ?2, 1, ?3, ?4, ?5)
         ON CONFLICT (report, engine) DO UPDATE SET current = 1, sha256 = ?3, size = ?4, packed = ?5",
    )?;
    let size = reading.size as i64;
    put.execute(params![
        report,
        engine,
        &reading.sha256.0[..],
        size,
        reading.bytes
    ])?;
    Ok(())
}

/// What became of a reading that came from elsewhere.
pub(crate) enum Brought {
    New,
    Known,
    /// It was here, and is the one that is shown only now.
    Shown,
    /// The same engine's reading of the report is here, and it is another one.
    Other,
}

/// Puts in a reading that came from elsewhere, where it was the one that is shown if `current`. Of two
/// that are shown in two archives one is chosen by the engines alone, so that both come to the same.
pub(crate) fn bring(
    connection: &Connection,
    report: i64,
    engine: &contract::Engine,
    reading: &Packed,
    current: bool,
) -> rusqlite::Result<Brought> {
    let number = engine_number(connection, engine)?;
    let here: Option<Vec<u8>> = connection
        .prepare_cached("SELECT sha256 FROM reading WHERE report = ?1 AND engine = ?2")?
        .query_row([report, number], |row| row.get(0))
        .optional()?;
    let is_other = |here: &Vec<u8>| reading.sha256.0[..] != here[..];
    if here.as_ref().is_some_and(is_other) {
        return Ok(Brought::Other);
    }
    if here.is_none() {
        put_aside(connection, report, number, reading)?;
    }
    let shown = shown_engine(connection, report)?;
    let takes_over = current && shown.is_none_or(|shown| rank(&shown) < rank(engine));
    if takes_over {
        show(connection, report, number)?;
    }
    Ok(match (here, takes_over) {
        (None, _) => Brought::New,
        (Some(_), true) => Brought::Shown,
        (Some(_), false) => Brought::Known,
    })
}

/// Puts a reading in that is not shown.
fn put_aside(
    connection: &Connection,
    report: i64,
    engine: i64,
    reading: &Packed,
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO reading (report, engine, current, sha256, size, packed)
         VALUES (?1, ?2, 0, ?3, ?4, ?5)",
    )?;
    let (sha256, size) = (&reading.sha256.0[..], reading.size as i64);
    insert.execute(params![report, engine, sha256, size, reading.bytes])?;
    Ok(())
}

/// Makes an engine's reading the one that is shown.
fn show(connection: &Connection, report: i64, engine: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE reading SET current = 0 WHERE report = ?1 AND current = 1")?
        .execute([report])?;
    connection
        .prepare_cached("UPDATE reading SET current = 1 WHERE report = ?1 AND engine = ?2")?
        .execute([report, engine])?;
    Ok(())
}

fn shown_engine(
    connection: &Connection,
    report: i64,
) -> rusqlite::Result<Option<contract::Engine>> {
    let mut select = connection.prepare_cached(
        "SELECT version, data FROM reading JOIN engine ON engine.n = reading.engine
         WHERE report = ?1 AND current = 1",
    )?;
    let engine = |row: &rusqlite::Row<'_>| {
        let (version, data) = (row.get(0)?, row.get(1)?);
        Ok(contract::Engine { version, data })
    };
    select.query_row([report], engine).optional()
}

/// Engines in order: by the numbers in their versions (0.9 before 0.10), then by name.
fn rank(engine: &contract::Engine) -> (Vec<u64>, &str, &str) {
    let numbers = engine.version.split(|c: char| !c.is_ascii_digit());
    let numbers = numbers.filter_map(|digits| digits.parse().ok()).collect();
    (numbers, &engine.version, &engine.data)
}

fn engine_number(connection: &Connection, engine: &contract::Engine) -> rusqlite::Result<i64> {
    let of = [&engine.version, &engine.data];
    let mut select =
        connection.prepare_cached("SELECT n FROM engine WHERE version = ?1 AND data = ?2")?;
    if let Some(n) = select.query_row(of, |row| row.get(0)).optional()? {
        return Ok(n);
    }
    connection
        .prepare_cached("INSERT INTO engine (version, data) VALUES (?1, ?2)")?
        .insert(of)
}

impl Archive {
    /// The reading that is shown for a report, before corrections, and what made it.
    ///
    /// # Errors
    /// If it is missing or damaged (`musnad reread` makes it again), or the archive cannot be read.
    pub fn reading(&self, held: &Held) -> Result<(contract::Engine, Reading)> {
        type Row = (String, String, Vec<u8>, i64, Vec<u8>);
        let row: Option<Row> = self
            .connection
            .prepare_cached(
                "SELECT engine.version, engine.data, sha256, size, packed
                 FROM reading JOIN engine ON engine.n = reading.engine
                 WHERE report = ?1 AND current = 1",
            )
            .and_then(|mut select| {
                let columns = |row: &rusqlite::Row<'_>| {
                    Ok((
                        row.get(0)?,
                        row.get(1)?,
                        row.get(2)?,
                        row.get(3)?,
                        row.get(4)?,
                    ))
                };
                select.query_row([held.n], columns).optional()
            })
            .map_err(|error| self.error(&error))?;
        row.and_then(|(version, data, sha256, size, packed)| {
            let json = pack::unpack(&packed, usize::try_from(size).ok()?, &[])?;
            (Hash::from_column(&sha256)? == Hash::of(&json)).then_some(())?;
            let reading = serde_json::from_slice(&json).ok()?;
            Some((contract::Engine { version, data }, reading))
        })
        .ok_or_else(|| {
            self.damaged(format!(
                "the reading of report {} is not what was stored",
                held.id
            ))
        })
    }
}
