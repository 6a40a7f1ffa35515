//! What people say against the grouping of entities: made into events, and found again.

use super::Signature;
use super::anchor::{How, Question};
use super::event::{Correction, Event, Mentioned, What};
use super::replay::{Anchored, State, undone};
use crate::error::Result;
use crate::file::{Archive, Stamp};
use musnad_link::Anchor;
use musnad_read::Reading;
use musnad_read::contract::Words;
use musnad_report::{Span, Text};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// What a person wants grouped otherwise; entities by their full ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Regrouping {
    /// Two entities are one.
    Merge {
        /// The one.
        a: String,
        /// The other.
        b: String,
    },
    /// What these reports tell of an entity is of another.
    Split {
        /// The entity.
        of: String,
        /// The ids of the reports.
        reports: Vec<String>,
    },
    /// An entity is to be called otherwise.
    Rename {
        /// The entity.
        of: String,
        /// Its name.
        name: String,
    },
}

impl Archive {
    /// Writes down what a person says against the groups, which have to be there ([`Archive::group`]); they are to be
    /// made again after that.
    ///
    /// # Errors
    /// [`ArchiveError::Unknown`](crate::ArchiveError::Unknown) if there is no such entity;
    /// [`ArchiveError::Refused`](crate::ArchiveError::Refused) if nothing would change; else if the archive cannot be
    /// written to.
    pub fn regroup(
        &mut self,
        change: Regrouping,
        signature: &Signature,
        stamp: &Stamp,
    ) -> Result<Correction> {
        let what = match change {
            Regrouping::Merge { a, b } if a == b => {
                return Err(self.refused(format!("{a} and {b} are one entity already")));
            }
            Regrouping::Merge { a, b } => What::MergeEntities {
                a: self.mention_of(&a)?,
                b: self.mention_of(&b)?,
            },
            Regrouping::Split { of, reports } => self.split(&of, &reports)?,
            Regrouping::Rename { of, name } => {
                let name = name.trim().to_owned();
                if name.is_empty() {
                    return Err(self.refused("an entity needs a name"));
                }
                let of = self.mention_of(&of)?;
                What::RenameEntity { of, name }
            }
        };
        let report = what.mentions().first().map(|m| m.report.clone());
        let report = report.ok_or_else(|| self.refused("no report was named"))?;
        self.append(&report, what, signature, stamp)
    }

    fn split(&self, of: &str, reports: &[String]) -> Result<What> {
        let members = self.meant(of)?;
        if members.is_empty() {
            return Err(self.unknown(format!("no entity {of}")));
        }
        let goes = |report: &String| reports.contains(report);
        for report in reports {
            if members.iter().all(|member| &member.report != report) {
                return Err(self.unknown(format!("report {report} tells nothing of entity {of}")));
            }
        }
        if members.iter().all(|member| goes(&member.report)) {
            return Err(self.refused(format!("no report would be left to tell of entity {of}")));
        }
        let out = members.iter().filter(|member| goes(&member.report));
        Ok(What::SplitEntity {
            out: out
                .map(|member| self.mentioned(member))
                .collect::<Result<_>>()?,
        })
    }

    /// A mention of an entity: where its earliest report names it in full.
    fn mention_of(&self, id: &str) -> Result<Mentioned> {
        let members = self.meant(id)?;
        let first = members.first();
        self.mentioned(first.ok_or_else(|| self.unknown(format!("no entity {id}")))?)
    }

    /// What becomes of the corrections about entities, of which `replay` knows only whether they were taken back.
    pub(super) fn anchor_mentions(&self, anchored: &mut [Anchored]) -> Result<()> {
        for anchored in anchored {
            let mentions = anchored.correction.event.what.mentions();
            if mentions.is_empty() || matches!(anchored.state, State::Undone { .. }) {
                continue;
            }
            let mut state = State::Applied { by: How::Exact };
            for mention in mentions {
                match self.find_mention(mention)? {
                    Ok(How::Exact) => {}
                    Ok(by) => state = State::Applied { by },
                    Err(question) => {
                        state = State::Question(question);
                        break;
                    }
                }
            }
            anchored.state = state;
        }
        Ok(())
    }

    fn find_mention(&self, mention: &Mentioned) -> Result<std::result::Result<How, Question>> {
        let Some(held) = self.held(&mention.report)? else {
            return Ok(Err(Question::NoReport));
        };
        let (_, reading) = self.reading(&held)?;
        let text = Text::new(self.text(&held)?);
        Ok(find(&text, &reading, &mention.words))
    }
}

/// By what a mention is found in a reading: as `musnad_link` finds it.
pub(crate) fn find(
    text: &Text,
    reading: &Reading,
    words: &Words,
) -> std::result::Result<How, Question> {
    let span = Span::new(words.start, words.end);
    let spans = |entity: &musnad_read::entities::Entity| -> Vec<Span> {
        let mentions = entity.mentions.iter();
        mentions
            .filter_map(|&m| Some(reading.mentions.get(m)?.span))
            .filter(|&span| text.get(span) == Some(&words.text))
            .collect()
    };
    let with: Vec<Vec<Span>> = reading.entities.iter().map(spans).collect();
    if with.iter().flatten().any(|&found| found == span) {
        return Ok(How::Exact);
    }
    match with.iter().filter(|spans| !spans.is_empty()).count() {
        1 => Ok(How::Words),
        _ => Err(Question::NoMention),
    }
}

/// All corrections about entities that nobody took back, in the order in which they were made.
/// Damaged ones are left out; `verify` names them.
pub(crate) fn standing(connection: &Connection) -> rusqlite::Result<Vec<musnad_link::Correction>> {
    let mut select = connection.prepare_cached("SELECT id, event FROM correction")?;
    let mut of_report: BTreeMap<String, Vec<Correction>> = BTreeMap::new();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, json): (String, String) = (row.get(0)?, row.get(1)?);
        if let Some(correction) = Correction::from_stored(&id, &json) {
            let report = correction.event.report.clone();
            of_report.entry(report).or_default().push(correction);
        }
    }
    let mut standing = Vec::new();
    for corrections in of_report.into_values() {
        let undone = undone(&corrections);
        let held = corrections.into_iter().zip(undone);
        standing.extend(held.filter(|(_, undone)| undone.is_none()).map(|(c, _)| c));
    }
    standing.sort_by(|a, b| (a.event.at, &a.id).cmp(&(b.event.at, &b.id)));
    let links = standing.iter().filter_map(|made| to_link(&made.event));
    Ok(links.collect())
}

/// As `musnad_link` takes it; `None` where it is not about entities.
fn to_link(event: &Event) -> Option<musnad_link::Correction> {
    let anchor = |mention: &Mentioned| Anchor {
        report: mention.report.clone(),
        span: Span::new(mention.words.start, mention.words.end),
        words: mention.words.text.clone(),
    };
    match &event.what {
        What::MergeEntities { a, b } => Some(musnad_link::Correction::Merge {
            a: anchor(a),
            b: anchor(b),
        }),
        What::SplitEntity { out } => Some(musnad_link::Correction::Split {
            out: out.iter().map(anchor).collect(),
        }),
        What::RenameEntity { of, name } => Some(musnad_link::Correction::Rename {
            of: anchor(of),
            name: name.clone(),
        }),
        What::Reject { .. }
        | What::Speaker { .. }
        | What::ContentEnd { .. }
        | What::Undo { .. } => None,
    }
}
