//! What goes to standard output.

use crate::args::Look;
use crate::render::text::TextForm;
use crate::terminal;
use anyhow::Result;
use serde::Serialize;
use std::io::{self, Write};

/// Prints a text as it is.
///
/// # Errors
/// If standard output fails.
pub fn print(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(stdout.flush()?)
}

/// Prints one object in one line.
///
/// # Errors
/// If standard output fails.
pub fn json(value: &impl Serialize) -> Result<()> {
    print(&format!("{}\n", serde_json::to_string(value)?))
}

/// Prints for people what `page` makes for their screen.
///
/// # Errors
/// If standard output fails.
pub fn page(look: Look, page: impl FnOnce(TextForm) -> String) -> Result<()> {
    let screen = terminal::screen(look);
    let (on, off) = terminal::direction_by_line(&screen);
    let lang = look.lang;
    print(&format!("{on}{}{off}", page(TextForm { screen, lang })))
}

/// `| head` has seen enough.
pub fn nobody_reads(error: &anyhow::Error) -> bool {
    let broken = |cause: &(dyn std::error::Error + 'static)| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    };
    error.chain().any(broken)
}
