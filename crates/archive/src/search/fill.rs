//! Fills the index for reports that were there before it.

use super::{derive, put};
use crate::hash::Hash;
use crate::held::{COLUMNS, Held};
use crate::pack;
use musnad_read::Reading;
use rusqlite::{Row, Transaction};

/// A report's row with what is packed in it.
struct Packed {
    held: Held,
    original: (i64, Vec<u8>),
    text: Vec<u8>,
    reading: Option<(i64, Vec<u8>, Vec<u8>)>,
}

/// Puts all reports of an archive into its empty index. What of them is damaged is indexed as far as it
/// can be read; `verify` names it.
pub(crate) fn fill(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT {COLUMNS}, blob.size, blob.packed, report.text_packed,
                reading.size, reading.sha256, reading.packed
         FROM report JOIN blob ON blob.n = report.blob
         LEFT JOIN reading ON reading.report = report.n AND reading.current = 1
         ORDER BY report.n"
    );
    let mut select = transaction.prepare(&sql)?;
    for packed in select.query_map([], Packed::from_row)? {
        let packed = packed?;
        let text = packed.text().unwrap_or_default();
        let reading = packed.reading().unwrap_or_default();
        let n = packed.held.n;
        put(
            transaction,
            n,
            &derive(&packed.held.to_report(text), &reading),
        )?;
    }
    Ok(())
}

impl Packed {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Packed> {
        let size: Option<i64> = row.get(22)?;
        let reading = match size {
            Some(size) => Some((size, row.get(23)?, row.get(24)?)),
            None => None,
        };
        Ok(Packed {
            held: Held::from_row(row)?,
            original: (row.get(19)?, row.get(20)?),
            text: row.get(21)?,
            reading,
        })
    }

    fn text(&self) -> Option<String> {
        let (size, packed) = &self.original;
        let original = pack::unpack(packed, usize::try_from(*size).ok()?, &[])?;
        let text = pack::unpack(&self.text, self.held.text_size, &original)?;
        String::from_utf8(text).ok()
    }

    fn reading(&self) -> Option<Reading> {
        let (size, sha256, packed) = self.reading.as_ref()?;
        let json = pack::unpack(packed, usize::try_from(*size).ok()?, &[])?;
        (Hash::from_column(sha256)? == Hash::of(&json)).then_some(())?;
        serde_json::from_slice(&json).ok()
    }
}
