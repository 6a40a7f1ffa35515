//! What the output is shown on.

use crate::args::{BidiArg, Color, Look};
use crate::layout::{Order, Screen};
use anstream::{AutoStream, ColorChoice};
use std::io::{self, IsTerminal};

/// Terminals that show characters in the order in which they come: an environment variable that they
/// set, and how its value begins.
const WITHOUT_BIDI: [(&str, &str); 9] = [
    ("TERM", "linux"),
    ("TERM", "alacritty"),
    ("TERM", "foot"),
    ("TERM_PROGRAM", "WezTerm"),
    ("TERM_PROGRAM", "vscode"),
    ("TERM_PROGRAM", "ghostty"),
    ("ALACRITTY_WINDOW_ID", ""),
    ("WT_SESSION", ""),
    ("XTERM_VERSION", ""),
];

/// Lines longer than this are hard to read.
const WIDEST: usize = 100;
const USUAL: usize = 80;

/// The screen behind standard output, as far as it can be known and as the user wants it.
pub fn screen(look: Look) -> Screen {
    let tty = io::stdout().is_terminal();
    let order = match look.bidi {
        BidiArg::None => Order::Visual,
        BidiArg::Auto if tty && without_bidi() => Order::Visual,
        BidiArg::Auto | BidiArg::Terminal => Order::Reading,
    };
    Screen {
        width: width(),
        color: color(look.color),
        order,
    }
}

fn without_bidi() -> bool {
    WITHOUT_BIDI
        .iter()
        .any(|(name, start)| std::env::var(name).is_ok_and(|value| value.starts_with(start)))
}

/// `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR` and `TERM=dumb` as everywhere; the flag goes before them.
fn color(flag: Color) -> bool {
    match flag {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
    }
}

fn width() -> usize {
    let told = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen).unwrap_or(USUAL).clamp(30, WIDEST)
}

/// What tells a terminal that a line's own first letter decides where it begins (DEC mode 2501 of the
/// Terminal Working Group's BiDi recommendation; VTE heeds it, others ignore it), and what takes it
/// back. Empty where the output is no terminal, or is in visual order already.
pub fn direction_by_line(screen: &Screen) -> (&'static str, &'static str) {
    if screen.order == Order::Reading && io::stdout().is_terminal() {
        ("\u{1b}[?2501h", "\u{1b}[?2501l")
    } else {
        ("", "")
    }
}
