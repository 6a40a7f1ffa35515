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
pub(super) struct Stops(Vec<Stop>);

impl Stops {
    pub(super) fn of(statements: &[Statement]) -> Stops {
        let closing = statements.iter().enumerate().filter(|(_, s)| s.closes);
        let mut stops: Vec<Stop> = closing.map(|(by, s)| Stop { at: s.opens, by }).collect();
        stops.sort_unstable();
        Stops(stops)
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
        let first = self.0.partition_point(|s| s.at < from);
        self.0[first..]
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
        let behind = self.0.partition_point(|s| s.at < end);
        self.0[..behind]
            .iter()
            .rev()
            .take_while(|s| s.at > begin)
            .find(|s| s.by < k && holds(s.at))
            .map(|s| s.at)
    }
}
