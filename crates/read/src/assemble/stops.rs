//! Where contents have to stop because another statement begins.

use super::Statement;

/// The place from which on a statement's words are its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stop {
    /// A token.
    at: usize,
    /// Index of the statement, in text order.
    by: usize,
}

/// All statements that stop others, by place: looked up, never scanned.
pub(crate) struct Stops {
    /// Of those that end a content.
    closing: Vec<Stop>,
    /// Of all statements.
    all: Vec<Stop>,
}

impl Stops {
    pub(super) fn of(statements: &[Statement]) -> Stops {
        let closing = statements.iter().enumerate().filter(|(_, s)| s.closes);
        let mut stops: Vec<Stop> = closing.map(|(by, s)| Stop { at: s.opens, by }).collect();
        stops.sort_unstable();
        let all = statements.iter().enumerate();
        let mut all: Vec<Stop> = all.map(|(by, s)| Stop { at: s.opens, by }).collect();
        all.sort_unstable();
        Stops {
            closing: stops,
            all,
        }
    }

    /// Whether a statement other than `k` begins at token `at`, and if so whether it ends a content.
    pub fn begins(&self, at: usize, k: usize) -> Option<bool> {
        let found = |stops: &[Stop]| {
            let first = stops.partition_point(|s| s.at < at);
            let mut here = stops[first..].iter().take_while(|s| s.at == at);
            here.any(|s| s.by != k)
        };
        found(&self.all).then(|| found(&self.closing))
    }

    /// How many statements other than `k` that end a content begin in these tokens.
    pub fn passed(&self, from: usize, to: usize, k: usize) -> usize {
        let first = self.closing.partition_point(|s| s.at < from);
        let within = self.closing[first..].iter().take_while(|s| s.at < to);
        within.filter(|s| s.by != k).count()
    }

    /// The first stop from token `from` on, before `end`, that is not the `k`th statement's own and
    /// holds.
    pub(super) fn next(
        &self,
        from: usize,
        end: usize,
        k: usize,
        holds: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let first = self.closing.partition_point(|s| s.at < from);
        self.closing[first..]
            .iter()
            .take_while(|s| s.at < end)
            .find(|s| s.by != k && holds(s.at))
            .map(|s| s.at)
    }

    /// The last stop of a statement before the `k`th one, after token `begin` and before `end`, that
    /// holds.
    pub(super) fn last(
        &self,
        begin: usize,
        end: usize,
        k: usize,
        holds: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let behind = self.closing.partition_point(|s| s.at < end);
        self.closing[..behind]
            .iter()
            .rev()
            .take_while(|s| s.at > begin)
            .find(|s| s.by < k && holds(s.at))
            .map(|s| s.at)
    }
}
