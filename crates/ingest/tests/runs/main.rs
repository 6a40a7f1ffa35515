//! Whole runs over files: every format, hostile inputs, and the corpora where they lie at hand.

mod common;
mod corpora;
mod formats;
mod hostile;
mod hostile_pages;
mod pages;
