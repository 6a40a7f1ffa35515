//! What the index holds about every report, in a few bytes, beside what it should hold.

use super::put::stems_of;
use super::rows::Rows;
use super::told::Told;
use crate::hash::Hash;
use crate::message::{Message, message};
use musnad_read::events::Party;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hasher};

/// A fingerprint of all rows about one report. Two are equal where the rows are, but for chance (128
/// bits for terms and places, 256 for the rest).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Print {
    /// Sum over all terms, each with its column and place: in an index they come in another order.
    terms: u128,
    /// Terms in each column.
    sizes: [i64; COLUMNS.len()],
    /// Day, outlet, hops, events and arrangements.
    rest: Vec<u8>,
    /// Those who have a part in these.
    parts: Vec<u8>,
}

const COLUMNS: [&str; 4] = ["title_exact", "title_stem", "body_exact", "body_stem"];

impl Print {
    /// Of the rows that a report should have.
    pub fn derived(rows: &Rows) -> Print {
        let mut print = Print::default();
        let columns = [
            &rows.title.exact,
            &rows.title.stem,
            &rows.body.exact,
            &rows.body.stem,
        ];
        for (column, terms) in columns.into_iter().enumerate() {
            for (place, term) in terms.split_ascii_whitespace().enumerate() {
                print.add(term, column, place as i64);
                print.sizes[column] += 1;
            }
        }
        print.facet(rows.day.as_deref(), rows.outlet.as_deref());
        for said in &rows.said {
            let numbers = [said.statement as i64, said.hop as i64];
            let speaker = said.speaker.as_deref();
            let parts = [
                speaker,
                Some(&said.kind),
                Some(&said.stance),
                said.said_on.as_deref(),
            ];
            let entity = said.entity.map(|entity| entity as i64);
            print.said(numbers, parts, said.id.as_ref().map(|id| &id.0[..]), entity);
        }
        for told in &rows.told {
            print.told(&Telling::derived(told));
            for (argument, part) in told.parts.iter().enumerate() {
                let (entity, people) = match part.party {
                    Party::Entity(entity) => (Some(entity as i64), None),
                    Party::Group(group) => (None, Some(group as i64)),
                };
                let place = [i64::from(told.lasting), told.n as i64, argument as i64];
                print.takes_part(place, part.part, [entity, people]);
            }
        }
        print.seal();
        print
    }

    fn add(&mut self, term: &str, column: usize, place: i64) {
        let half = |seed: u8| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u8(seed);
            hasher.write(term.as_bytes());
            hasher.write_u8(0xFF);
            hasher.write_usize(column);
            hasher.write_i64(place);
            u128::from(hasher.finish())
        };
        self.terms = self.terms.wrapping_add(half(0) << 64 | half(1));
    }

    fn facet(&mut self, day: Option<&str>, outlet: Option<&str>) {
        self.part(day);
        self.part(outlet);
    }

    fn said(
        &mut self,
        numbers: [i64; 2],
        parts: [Option<&str>; 4],
        id: Option<&[u8]>,
        entity: Option<i64>,
    ) {
        for number in numbers {
            self.rest.extend(number.to_le_bytes());
        }
        for part in parts {
            self.part(part);
        }
        self.bytes(id);
        self.number(entity);
    }

    fn told(&mut self, told: &Telling) {
        for number in told.numbers {
            self.rest.extend(number.to_le_bytes());
        }
        for part in &told.texts {
            self.part(part.as_deref());
        }
        self.number(told.place);
        self.rest.extend(told.confidence.to_bits().to_le_bytes());
    }

    fn takes_part(&mut self, place: [i64; 3], part: &str, who: [Option<i64>; 2]) {
        // Tables are read one after the other, and rows of a report stand together in each.
        let rest = std::mem::take(&mut self.rest);
        for number in place {
            self.rest.extend(number.to_le_bytes());
        }
        self.part(Some(part));
        who.into_iter().for_each(|number| self.number(number));
        self.parts.append(&mut self.rest);
        self.rest = rest;
    }

    fn number(&mut self, number: Option<i64>) {
        let bytes = number.map(i64::to_le_bytes);
        self.bytes(bytes.as_ref().map(|bytes| &bytes[..]));
    }

    fn part(&mut self, part: Option<&str>) {
        self.bytes(part.map(str::as_bytes));
    }

    /// With its length before it, no part can run into the next; a missing one has none.
    fn bytes(&mut self, part: Option<&[u8]>) {
        let length = part.map_or(-1, |part| part.len() as i64);
        self.rest.extend(length.to_le_bytes());
        self.rest.extend(part.unwrap_or_default());
    }

    /// Makes it small; it is done with.
    fn seal(&mut self) {
        self.rest = Hash::of(&self.rest).0.to_vec();
        self.parts = Hash::of(&self.parts).0.to_vec();
    }
}

/// A row of an event or an arrangement.
struct Telling {
    /// Whether it lasts, and which it is.
    numbers: [i64; 2],
    /// Kind, status, days, time.
    texts: [Option<String>; 5],
    place: Option<i64>,
    confidence: f64,
}

impl Telling {
    fn derived(told: &Told) -> Telling {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        Telling {
            numbers: [i64::from(told.lasting), told.n as i64],
            texts: [
                Some(told.kind.to_owned()),
                Some(told.status.to_owned()),
                day(told.days.map(|(first, _)| first)),
                day(told.days.map(|(_, last)| last)),
                told.edtf.clone(),
            ],
            place: told.place.map(|place| place as i64),
            confidence: f64::from(told.confidence),
        }
    }
}

/// The index as it is stored.
pub(crate) struct Index {
    /// By the reports' numbers.
    pub prints: BTreeMap<i64, Print>,
    /// What is wrong with the index as a whole.
    pub wrong: Vec<Message>,
}

/// Reads the whole index.
///
/// # Errors
/// If it cannot be read to its end; all of it has to be made again then.
pub(crate) fn stored(connection: &Connection) -> rusqlite::Result<Index> {
    let mut index = Index {
        prints: BTreeMap::new(),
        wrong: Vec::new(),
    };
    let labels = labels(connection, &mut index)?;
    let mut used = BTreeSet::new();
    facets(connection, &labels, &mut used, &mut index)?;
    said(connection, &labels, &mut used, &mut index)?;
    told(connection, &mut index)?;
    let strays = labels.keys().filter(|n| !used.contains(n)).count();
    if strays > 0 {
        index
            .wrong
            .push(message!("names that belong to no row: {}", strays));
    }
    terms(connection, &mut index)?;
    sizes(connection, &mut index)?;
    index.prints.values_mut().for_each(Print::seal);
    Ok(index)
}

type Labels = HashMap<i64, String>;

/// All names, each compared with its words.
fn labels(connection: &Connection, index: &mut Index) -> rusqlite::Result<Labels> {
    let mut words: HashMap<i64, BTreeSet<String>> = HashMap::new();
    let mut select = connection.prepare("SELECT stem, label FROM label_word")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        words.entry(row.get(1)?).or_default().insert(row.get(0)?);
    }
    let mut select = connection.prepare("SELECT n, text FROM label NOT INDEXED")?;
    let labels = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Labels>>()?;
    for (n, text) in &labels {
        if words.remove(n).unwrap_or_default() != stems_of(text) {
            index
                .wrong
                .push(message!("the words of the name «{}» are not its own", text));
        }
    }
    if !words.is_empty() {
        index.wrong.push(message!(
            "words of names that are not there: {}",
            words.len()
        ));
    }
    Ok(labels)
}

/// The name with this number; a number without a name is damage, and reads as an impossible one.
fn name<'l>(labels: &'l Labels, used: &mut BTreeSet<i64>, n: Option<i64>) -> Option<&'l str> {
    let n = n?;
    used.insert(n);
    Some(labels.get(&n).map_or("\0", String::as_str))
}

fn facets(
    connection: &Connection,
    labels: &Labels,
    used: &mut BTreeSet<i64>,
    index: &mut Index,
) -> rusqlite::Result<()> {
    let mut select = connection.prepare("SELECT report, day, outlet FROM facet")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let day: Option<String> = row.get(1)?;
        let outlet = name(labels, used, row.get(2)?);
        let print = index.prints.entry(row.get(0)?).or_default();
        print.facet(day.as_deref(), outlet);
    }
    Ok(())
}

fn said(
    connection: &Connection,
    labels: &Labels,
    used: &mut BTreeSet<i64>,
    index: &mut Index,
) -> rusqlite::Result<()> {
    let mut select = connection.prepare(
        "SELECT report, statement, hop, speaker, kind, stance, said_on, id, entity FROM said
         ORDER BY report, statement, hop",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let speaker = name(labels, used, row.get(3)?);
        let kind = name(labels, used, row.get(4)?);
        let stance = name(labels, used, row.get(5)?);
        let said_on: Option<String> = row.get(6)?;
        let print = index.prints.entry(row.get(0)?).or_default();
        let parts = [speaker, kind, stance, said_on.as_deref()];
        let id: Option<Vec<u8>> = row.get(7)?;
        print.said(
            [row.get(1)?, row.get(2)?],
            parts,
            id.as_deref(),
            row.get(8)?,
        );
    }
    Ok(())
}

/// Events and arrangements, and who has a part in them.
fn told(connection: &Connection, index: &mut Index) -> rusqlite::Result<()> {
    let mut select = connection.prepare(
        "SELECT report, lasting, n, kind, status, first, last, edtf, place, confidence FROM told
         ORDER BY report, lasting, n",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let telling = Telling {
            numbers: [row.get(1)?, row.get(2)?],
            texts: [
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
                row.get(7)?,
            ],
            place: row.get(8)?,
            confidence: row.get(9)?,
        };
        let print = index.prints.entry(row.get(0)?).or_default();
        print.told(&telling);
    }
    let mut select = connection.prepare(
        "SELECT report, lasting, n, argument, part, entity, people FROM told_part
         ORDER BY report, lasting, n, argument",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let part: String = row.get(4)?;
        let place = [row.get(1)?, row.get(2)?, row.get(3)?];
        let print = index.prints.entry(row.get(0)?).or_default();
        print.takes_part(place, &part, [row.get(5)?, row.get(6)?]);
    }
    Ok(())
}

/// Every term with its report, column and place, as FTS5 itself lists them.
fn terms(connection: &Connection, index: &mut Index) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.place USING fts5vocab (main, words, instance)",
    )?;
    let mut select = connection.prepare("SELECT term, doc, col, offset FROM temp.place")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let term = row.get_ref(0)?.as_str().unwrap_or("\0");
        let column = row.get_ref(2)?.as_str().unwrap_or_default();
        let column = COLUMNS.iter().position(|name| *name == column);
        let print = index.prints.entry(row.get(1)?).or_default();
        print.add(term, column.unwrap_or(COLUMNS.len()), row.get(3)?);
    }
    Ok(())
}

/// FTS5's own counts: of each report, and of all together. Ranking rests on them.
fn sizes(connection: &Connection, index: &mut Index) -> rusqlite::Result<()> {
    let mut totals = [0; COLUMNS.len()];
    let mut reports = 0;
    let mut select = connection.prepare("SELECT id, sz FROM words_docsize")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(1)?;
        let sizes =
            <[i64; COLUMNS.len()]>::try_from(varints(&bytes)).unwrap_or([-1; COLUMNS.len()]);
        index.prints.entry(row.get(0)?).or_default().sizes = sizes;
        reports += 1;
        for (total, size) in totals.iter_mut().zip(sizes) {
            *total += size;
        }
    }
    let averages: Vec<u8> =
        connection.query_row("SELECT block FROM words_data WHERE id = 1", [], |row| {
            row.get(0)
        })?;
    let expected = if reports == 0 {
        vec![]
    } else {
        [&[reports][..], &totals].concat()
    };
    let found = varints(&averages);
    if found != expected && !(reports == 0 && found.iter().all(|n| *n == 0)) {
        index
            .wrong
            .push(message!("the sums of the index of words are wrong"));
    }
    Ok(())
}

/// Integers as SQLite writes them: seven bits a byte, the highest first.
fn varints(bytes: &[u8]) -> Vec<i64> {
    let mut all = Vec::new();
    let mut value = 0_i64;
    for byte in bytes {
        value = value << 7 | i64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            all.push(value);
            value = 0;
        }
    }
    all
}
