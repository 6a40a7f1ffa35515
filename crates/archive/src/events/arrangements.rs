//! What lasts between parties.

use super::select::Row;
use super::{AskedTold, Telling};
use crate::contract::Brief;
use crate::contract::arrangements::{Arrangements, NAME, Told};
use crate::contract::timeline::Clock;
use crate::error::Result;
use crate::file::Archive;
use crate::who::Pages;

impl Archive {
    /// Arrangements as reports tell them, by the day of publication, those without one last. `asked.entity` are
    /// parties, or where it is. The groups have to be there ([`Archive::group`]).
    ///
    /// # Errors
    /// If a report is damaged, or the archive cannot be read.
    pub fn arrangements(&self, asked: &AskedTold) -> Result<Arrangements> {
        let mut selected = self.select(true, Clock::Event, asked)?;
        let key = |row: &Row| (row.published.is_none(), row.published, row.report, row.n);
        selected.rows.sort_by_key(key);
        let mut pages = Pages::new(self);
        let mut arrangements = Vec::new();
        for row in selected.rows.iter().skip(asked.offset).take(asked.limit) {
            let Some(page) = pages.open(row.report)? else {
                continue;
            };
            if let Some(arrangement) = Telling::of(page).arrangement(row.n) {
                let report = Brief::from(&page.held);
                arrangements.push(Told {
                    report,
                    arrangement,
                });
            }
        }
        Ok(Arrangements {
            schema: NAME.to_owned(),
            entities: selected.entities,
            places: selected.places,
            total: selected.rows.len(),
            left_out: selected.left_out,
            arrangements,
        })
    }
}
