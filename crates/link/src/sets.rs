//! Which entities of reports are one: sets that only grow.

/// Disjoint sets of nodes; the smallest member names a set, so the outcome hangs on no order of unions.
#[derive(Clone, Debug)]
pub(crate) struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    /// Every node by itself.
    pub fn new(nodes: usize) -> Sets {
        Sets {
            parent: (0..nodes).collect(),
        }
    }

    /// The set of a node, as its smallest member.
    pub fn find(&self, mut i: usize) -> usize {
        while self.parent[i] != i {
            i = self.parent[i];
        }
        i
    }

    /// Makes two sets one.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high] = low;
    }

    /// Makes every node point to its set at once, so that later questions are short.
    pub fn flatten(&mut self) {
        for i in 0..self.parent.len() {
            self.parent[i] = self.find(i);
        }
    }
}
