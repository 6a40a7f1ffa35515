//! Damage done to files, and what SQLite alone sees of it.

use musnad_archive::Hash;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// Small, even and the same on every machine (Steele, Lea and Flood 2014: SplitMix).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// What there is to ask of an archive: tables and indexes, so that a damaged schema hides none.
pub struct Questions(Vec<String>);

impl Questions {
    pub fn of(path: &Path) -> Questions {
        let connection = open(path).expect("opens");
        let list = |sql: &str| -> Vec<(String, String)> {
            let mut select = connection.prepare(sql).expect("asks");
            let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
            rows.expect("asks")
                .collect::<Result<_, _>>()
                .expect("reads")
        };
        let mut questions = vec![
            "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema".to_owned(),
            "PRAGMA user_version".to_owned(),
            "PRAGMA application_id".to_owned(),
            "PRAGMA encoding".to_owned(),
        ];
        for (table, sql) in
            list("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
        {
            let number = if sql.contains("WITHOUT ROWID") {
                ""
            } else {
                "rowid, "
            };
            questions.push(format!("SELECT {number}* FROM {table} NOT INDEXED"));
        }
        let indexes =
            "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND rootpage > 0";
        for (index, table) in list(indexes) {
            let columns: Vec<String> = list(&format!(
                "SELECT name, '' FROM pragma_index_xinfo('{index}') WHERE cid >= 0"
            ))
            .into_iter()
            .map(|(name, _)| name)
            .collect();
            let partial = match index.as_str() {
                "reading_current" => "WHERE current = 1",
                "said_by_id" => "WHERE id IS NOT NULL",
                _ => "",
            };
            let columns = columns.join(", ");
            // Rows of a table without numbers stand in its indexes under their key.
            let number = match table.as_str() {
                "said" | "entity_member" | "told" | "told_part" => "",
                _ => ", n",
            };
            questions.push(format!(
                "SELECT {columns}{number} FROM {table} INDEXED BY {index} {partial}"
            ));
        }
        Questions(questions)
    }

    /// The hash of all answers, tables row by row and indexes entry by entry; `None` where one cannot
    /// be had.
    pub fn ask(&self, path: &Path) -> Option<Hash> {
        let connection = open(path).ok()?;
        let mut all = Vec::new();
        for question in &self.0 {
            ask(&connection, question, &mut all).ok()?;
        }
        Some(Hash::of(&all))
    }
}

fn ask(connection: &Connection, question: &str, all: &mut Vec<u8>) -> rusqlite::Result<()> {
    let mut select = connection.prepare(question)?;
    let columns = select.column_count();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let (kind, bytes) = match row.get_ref(column)? {
                ValueRef::Null => (0, Vec::new()),
                ValueRef::Integer(n) => (1, n.to_le_bytes().to_vec()),
                ValueRef::Real(x) => (2, x.to_le_bytes().to_vec()),
                ValueRef::Text(bytes) => (3, bytes.to_vec()),
                ValueRef::Blob(bytes) => (4, bytes.to_vec()),
            };
            all.push(kind);
            all.extend((bytes.len() as u64).to_le_bytes());
            all.extend(bytes);
        }
    }
    all.push(u8::MAX);
    Ok(())
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}
