//! What people say against the grouping, in terms that last: by report, span and words (law 4).

use crate::nodes::Nodes;
use crate::sets::Sets;
use musnad_report::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A mention, wherever its entity has got to since: found by its report and exact span, else by its words
/// where one entity of the report only has them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// The report's id.
    pub report: String,
    /// Where the mention stands, in bytes of the report's text.
    pub span: Span,
    /// Its words as they are written.
    pub words: String,
}

/// One correction. Later ones are laid over earlier ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Correction {
    /// The entities of both mentions are one.
    Merge {
        /// A mention of the one.
        a: Anchor,
        /// A mention of the other.
        b: Anchor,
    },
    /// The entities of these reports, taken together, are another than the one that they were put to.
    Split {
        /// Mentions of those that go out, one an entity of a report.
        out: Vec<Anchor>,
    },
    /// The entity is to be called so.
    Rename {
        /// A mention of it.
        of: Anchor,
        /// Its name.
        name: String,
    },
}

/// What became of the corrections.
#[derive(Debug, Default)]
pub(crate) struct Corrected {
    /// The set of every node.
    pub of: Vec<usize>,
    /// Names that people gave, by set.
    pub names: BTreeMap<usize, String>,
    /// Corrections, as indices, of which a mention was not found: questions to whoever made them.
    pub open: Vec<usize>,
}

/// Lays corrections over the sets, in their order.
pub(crate) fn apply(nodes: &Nodes, corrections: &[Correction], sets: &mut Sets) -> Corrected {
    sets.flatten();
    let mut done = Corrected {
        of: (0..nodes.all.len()).map(|i| sets.find(i)).collect(),
        ..Corrected::default()
    };
    for (n, correction) in corrections.iter().enumerate() {
        if done.lay(nodes, correction).is_none() {
            done.open.push(n);
        }
    }
    done
}

impl Corrected {
    /// Lays one over; `None` if a mention is not found.
    fn lay(&mut self, nodes: &Nodes, correction: &Correction) -> Option<()> {
        match correction {
            Correction::Merge { a, b } => {
                let (a, b) = (self.of[find(nodes, a)?], self.of[find(nodes, b)?]);
                let (to, from) = (a.min(b), a.max(b));
                self.of
                    .iter_mut()
                    .filter(|s| **s == from)
                    .for_each(|s| *s = to);
                if let Some(name) = self.names.remove(&from) {
                    self.names.entry(to).or_insert(name);
                }
            }
            Correction::Split { out } => {
                let out: Vec<usize> = out.iter().map(|a| find(nodes, a)).collect::<Option<_>>()?;
                self.split(&out);
            }
            Correction::Rename { of, name } => {
                let set = self.of[find(nodes, of)?];
                self.names.insert(set, name.clone());
            }
        }
        Some(())
    }

    /// Puts nodes into a set of their own. A set is named by a member, so what stays may need another name.
    fn split(&mut self, out: &[usize]) {
        let Some(&new) = out.iter().min() else { return };
        for &node in out {
            let old = self.of[node];
            let rest: Vec<usize> = (0..self.of.len())
                .filter(|i| self.of[*i] == old && !out.contains(i))
                .collect();
            if let Some(&least) = rest.first() {
                rest.iter().for_each(|&i| self.of[i] = least);
                if let Some(name) = self.names.remove(&old) {
                    self.names.insert(least, name);
                }
            }
        }
        out.iter().for_each(|&i| self.of[i] = new);
    }
}

/// The node of a mention.
fn find(nodes: &Nodes, anchor: &Anchor) -> Option<usize> {
    let of_report = || {
        let r = nodes
            .reports
            .binary_search_by(|r| r.report.as_str().cmp(&anchor.report))
            .ok();
        let all = nodes.all.iter().enumerate();
        all.filter(move |(_, n)| Some(n.report) == r)
    };
    let exact = |m: &(Span, String)| m.0 == anchor.span && m.1 == anchor.words;
    if let Some((i, _)) = of_report().find(|(_, n)| n.local.mentions.iter().any(exact)) {
        return Some(i);
    }
    let by_words = |m: &(Span, String)| m.1 == anchor.words;
    let mut found = of_report().filter(|(_, n)| n.local.mentions.iter().any(by_words));
    let one = found.next()?.0;
    found.next().is_none().then_some(one)
}
