//! `musnad search`: reports by what is written and said in them.

mod explain;
pub mod print;

use super::args::SearchArgs;
use crate::args::{Format, Look};
use crate::exit::Exit;
use crate::explain::grid::{Grid, Marked, Role};
use crate::labels::Labels;
use crate::opened::open;
use crate::output;
use crate::progress::say;
use crate::terminal;
use anyhow::Result;
use musnad_archive::contract::search::{NAME, Search};
use musnad_archive::{Access, Page};
use musnad_report::{Span, Text};
use musnad_search::{Query, QueryError};

/// Prints what a query finds.
///
/// # Errors
/// If the archive cannot be used, or standard output fails.
pub fn run(args: &SearchArgs) -> Result<Exit> {
    let written = args.query.join(" ");
    let query = match Query::parse(&written) {
        Ok(query) => query,
        Err(error) => {
            say(&fault(args.answer.look, &written, &error));
            return Ok(Exit::Usage);
        }
    };
    if args.explain {
        output::page(args.answer.look, |form| explain::print(form, &query))?;
        return Ok(Exit::Done);
    }
    let archive = open(&args.answer.archive, Access::Read)?;
    let page = Page {
        limit: args.part.limit,
        offset: args.part.offset,
    };
    let found = archive.search(&query, page)?;
    let search = Search {
        schema: NAME.to_owned(),
        understood: query.to_string(),
        query: written,
        total: found.total,
        offset: args.part.offset,
        hits: found.hits.iter().map(Into::into).collect(),
        facets: (&found.facets).into(),
    };
    match args.answer.format {
        Format::Json => output::json(&search)?,
        Format::Text => output::page(args.answer.look, |form| print::page(form, &search))?,
    }
    Ok(Exit::Done)
}

/// What is wrong with a query, and the query with the place marked under it.
fn fault(look: Look, written: &str, error: &QueryError) -> String {
    let text = Text::new(written);
    let mut shown = String::new();
    let grid = Grid {
        text: &text,
        shown: Span::new(0, written.len()),
        labels: Labels(look.lang),
    };
    let mark = Marked {
        span: Span::from(error.at.clone()),
        role: Role::Here,
        hop: None,
    };
    grid.print(&[mark], terminal::screen(look), &mut shown);
    let problem = &error.problem;
    format!(
        "musnad: {problem}; {}\n{}",
        problem.remedy(),
        shown.trim_end()
    )
}
