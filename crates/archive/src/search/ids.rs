//! Statements by their ids.

use crate::error::Result;
use crate::file::Archive;
use crate::held::Held;
use musnad_read::Attribution;

/// The hash in a statement's id: sixteen hex digits, after which `-2` may tell twins apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StatementId(pub [u8; 8]);

impl StatementId {
    /// Of an id as the contract writes it; `None` if it is none.
    pub fn of(id: &str) -> Option<StatementId> {
        let (hash, _) = id.split_once('-').unwrap_or((id, ""));
        let is_whole = hash.len() == 16;
        let number = u64::from_str_radix(hash, 16).ok().filter(|_| is_whole)?;
        Some(StatementId(number.to_be_bytes()))
    }

    /// The first and the last id that begins so; `None` where none can.
    fn range(beginning: &str) -> Option<[StatementId; 2]> {
        let (hash, _) = beginning.split_once('-').unwrap_or((beginning, ""));
        let first = StatementId::of(&format!("{hash:0<16}"))?;
        let last = StatementId::of(&format!("{hash:f<16}"))?;
        Some([first, last])
    }
}

impl Archive {
    /// The statements, as they are shown, whose ids begin so, each with its report; the reports in the
    /// order in which they came. An id leads to its report by an index: no other reading is looked at.
    ///
    /// # Errors
    /// If such a report or its reading is damaged, or the archive cannot be read.
    pub fn statements_like(&self, beginning: &str) -> Result<Vec<(Held, String, Attribution)>> {
        let Some([first, last]) = StatementId::range(beginning) else {
            return Ok(Vec::new());
        };
        let condition =
            "report.n IN (SELECT report FROM said WHERE id BETWEEN ?1 AND ?2) ORDER BY report.n";
        let mut found = Vec::new();
        for held in self.held_where(condition, (&first.0[..], &last.0[..]))? {
            let shown = self.shown(&held)?;
            let statements = shown.statements(&held).into_iter();
            let meant = statements.filter(|(id, _)| id.starts_with(beginning));
            found.extend(meant.map(|(id, found)| (held.clone(), id, found.clone())));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_eight_bytes_and_a_beginning_a_range_of_them() {
        let id = |written| StatementId::of(written).map(|id| u64::from_be_bytes(id.0));
        assert_eq!(id("00000000000000ff"), Some(255));
        assert_eq!(id("00000000000000ff-2"), Some(255));
        for none in ["", "ff", "00000000000000fg", "خبر"] {
            assert_eq!(id(none), None, "{none}");
        }
        let range = |beginning| {
            StatementId::range(beginning).map(|ids| ids.map(|id| u64::from_be_bytes(id.0)))
        };
        assert_eq!(range("f"), Some([0xf << 60, u64::MAX]));
        assert_eq!(range("00000000000000ff-3"), Some([255, 255]));
        assert_eq!(range("خبر"), None);
    }
}
