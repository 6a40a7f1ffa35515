//! Prints the expressions of time of files, one a line: `cargo run -p musnad-time --example times -- [--published DATE] FILE…`

use jiff::civil::Date;
use musnad_report::Text;
use musnad_time::PublicationTime;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut published: Option<Date> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--published" {
            published = Some(
                arguments
                    .next()
                    .ok_or("--published needs a date")?
                    .parse()?,
            );
            continue;
        }
        let text = Text::new(std::fs::read_to_string(&argument)?);
        for found in musnad_time::find(
            &text,
            0..text.tokens().len(),
            published.map(PublicationTime),
        ) {
            let clash = found.clash.map(|c| format!(" !{c:?}")).unwrap_or_default();
            println!(
                "{}..{}\t{}\t{}\t{:?}{clash}",
                found.span.start,
                found.span.end,
                text.slice(found.span).replace('\n', " "),
                found.value,
                found.anchoring
            );
        }
    }
    Ok(())
}
