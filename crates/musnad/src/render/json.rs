//! For programs: one line of the contract `musnad.reading/1`.

use crate::args::Sure;
use musnad_read::Reading;
use musnad_read::contract::{Engine, Line};
use musnad_report::Report;

/// A reading as one line, its line break included, and without what is not sure enough.
///
/// # Errors
/// None with the types of the contract; the signature is that of the serialiser.
pub fn line(
    report: &Report,
    reading: &Reading,
    engine: Engine,
    with_text: bool,
    sure: Sure,
) -> serde_json::Result<String> {
    let mut line = Line::new(report, reading, engine);
    sure.only_of_line(&mut line);
    if with_text {
        line.document.text = Some(report.text.as_str().to_owned());
    }
    let mut json = serde_json::to_string(&line)?;
    json.push('\n');
    Ok(json)
}
