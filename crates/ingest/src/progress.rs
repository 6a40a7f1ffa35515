//! How far the work is, for a bar with an estimate.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counters that another thread may look at while reports are read in. Bytes are those of the
/// sources on disk (packed ones as they are packed).
#[derive(Debug, Default)]
pub struct Progress {
    total: AtomicU64,
    consumed: AtomicU64,
}

impl Progress {
    /// Bytes of all files, as they were when the work began; standard input counts for nothing.
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// Bytes read up to now. With standard input among the sources it can pass the total.
    pub fn consumed(&self) -> u64 {
        self.consumed.load(Ordering::Relaxed)
    }

    pub(crate) fn expect(&self, bytes: u64) {
        self.total.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(crate) fn add(&self, bytes: u64) {
        self.consumed.fetch_add(bytes, Ordering::Relaxed);
    }

    /// A file that was left early, or looked into twice, counts by its size.
    pub(crate) fn settle(&self, consumed: u64) {
        self.consumed.store(consumed, Ordering::Relaxed);
    }
}
