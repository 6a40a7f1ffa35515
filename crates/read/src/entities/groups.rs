//! Which mentions are one: groups that only grow.

use super::seen::Seen;

/// Disjoint sets of mentions (union by smaller index, so that the outcome hangs on no order of unions).
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<usize>,
    sure: Vec<f32>,
}

impl Groups {
    /// Every mention by itself.
    pub fn new(seen: &[Seen]) -> Groups {
        Groups {
            parent: (0..seen.len()).collect(),
            sure: vec![1.0; seen.len()],
        }
    }

    /// Adds one more mention, by itself.
    pub fn push(&mut self) -> usize {
        let i = self.parent.len();
        self.parent.push(i);
        self.sure.push(1.0);
        i
    }

    /// The group of a mention: its smallest member.
    pub fn find(&self, mut i: usize) -> usize {
        while self.parent[i] != i {
            i = self.parent[i];
        }
        i
    }

    /// Makes the groups of two mentions one; `of` is the mention that is as sure of that.
    pub fn join(&mut self, of: usize, to: usize, sure: f32) {
        let (a, b) = (self.find(of), self.find(to));
        self.parent[a.max(b)] = a.min(b);
        self.sure[of] = self.sure[of].min(sure);
    }

    /// How sure it is that a mention belongs to its group.
    pub fn sure(&self, i: usize) -> f32 {
        self.sure[i]
    }

    /// The groups as lists of mentions.
    pub fn all(&self) -> Vec<Vec<usize>> {
        let mut lists = vec![Vec::new(); self.parent.len()];
        for i in 0..self.parent.len() {
            lists[self.find(i)].push(i);
        }
        lists.retain(|l| !l.is_empty());
        lists
    }
}
