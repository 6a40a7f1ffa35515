//! `musnad explain`: why words were read so.

mod decided;
pub mod grid;
mod told;

use crate::args::{ExplainArgs, Format};
use crate::exit::Exit;
use crate::labels::Labels;
use crate::layout::{Direction, Paragraph};
use crate::output;
use crate::progress::say;
use crate::read_command::{options, reading_by};
use crate::render::text::TextForm;
use crate::terminal;
use anstyle::Style;
use anyhow::{Result, bail};
use grid::{Grid, Marked, Role};
use musnad_ingest::{Draft, Ingest};
use musnad_read::{Attribution, Because, Engine, Event, Reading, contract};
use musnad_report::{Report, Span, Text, fold};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Prints why words were read so.
///
/// # Errors
/// If there is no such report in the file, or no such words in the report, or standard output fails.
pub fn run(args: &ExplainArgs) -> Result<Exit> {
    let Some(mut draft) = find_draft(args)? else {
        return Ok(Exit::SomeFailed);
    };
    let notes = std::mem::take(&mut draft.diagnostics);
    let report = draft.into_report();
    let engine = Engine::embedded();
    let reading = reading_by(&report, notes, |text, context| {
        engine.explain(text, context)
    });
    let screen = terminal::screen(args.look);
    let lang = args.look.lang;
    let explanation = Explanation {
        form: TextForm { screen, lang },
        labels: Labels(lang),
        engine: &engine,
        report: &report,
        reading: &reading,
    };
    let at = place(&report.text, args)?;
    if args.format == Format::Json {
        output::print(&explanation.json(at)?)?;
    } else {
        output::page(args.look, |_| explanation.print(at))?;
    }
    Ok(Exit::Done)
}

/// The report that is meant; `None` if the file could not be read. What cannot be read on the way to it is told of.
fn find_draft(args: &ExplainArgs) -> Result<Option<Draft>> {
    let ingest = Ingest::new([&args.file], options(&args.about));
    let (mut position, mut failed) = (0, false);
    for item in ingest {
        match item {
            Ok(draft) if draft.origin.record.unwrap_or(position) == args.record => {
                return Ok(Some(draft));
            }
            Ok(_) => position += 1,
            Err(failure) => {
                failed = true;
                say(&format!("musnad: {failure}"));
            }
        }
    }
    if failed {
        return Ok(None);
    }
    bail!("{} has no report {}", args.file.display(), args.record)
}

/// The words that are meant.
fn place(text: &Text, args: &ExplainArgs) -> Result<Span> {
    let places = places(text, &args.at);
    let nth = usize::try_from(args.nth).unwrap_or(usize::MAX);
    let Some(&at) = nth.checked_sub(1).and_then(|i| places.get(i)) else {
        match places.len() {
            0 => bail!("the report has no words «{}»", args.at),
            n => bail!("the report has «{}» in {n} places only", args.at),
        }
    };
    if places.len() > 1 && nth == 1 {
        let n = places.len();
        say(&format!(
            "musnad: the words stand in {n} places; --nth 2 explains the next"
        ));
    }
    Ok(at)
}

/// Where the words stand: as they are written, else in any spelling of them.
fn places(text: &Text, words: &str) -> Vec<Span> {
    let exact = |(start, found): (usize, &str)| Span::new(start, start + found.len());
    let places: Vec<Span> = text.as_str().match_indices(words).map(exact).collect();
    let folded = fold::fold(words);
    let folded = folded.trim();
    if !places.is_empty() || folded.is_empty() {
        return places;
    }
    let found = text.folded().as_str().match_indices(folded);
    found
        .map(|place| text.folded().to_original(exact(place)))
        .collect()
}

struct Explanation<'a> {
    form: TextForm,
    labels: Labels,
    engine: &'a Engine,
    report: &'a Report,
    reading: &'a Reading,
}

impl Explanation<'_> {
    fn json(&self, at: Span) -> Result<String> {
        let language = self.engine.language();
        let explanation = contract::Explanation::new(
            (self.report, self.reading),
            (at, self.sentence(at)),
            &language.rules,
            contract::Engine::with_data(&language.version),
        );
        Ok(serde_json::to_string(&explanation)? + "\n")
    }

    fn print(&self, at: Span) -> String {
        let mut out = String::new();
        let sentence = self.sentence(at);
        let touching: Vec<&Attribution> = self
            .reading
            .attributions
            .iter()
            .filter(|a| a.touches(at))
            .collect();
        let events = self.reading.events.iter();
        let events: Vec<&Event> = events
            .filter(|event| self.reading.touches(event, at))
            .collect();
        if touching.is_empty() && events.is_empty() {
            Grid {
                text: &self.report.text,
                shown: sentence,
                labels: self.labels,
            }
            .print(&[], self.form.screen, &mut out);
            self.line(&mut out, 0, self.labels.get("explain.nothing"), DIM);
        }
        for (n, attribution) in touching.iter().enumerate() {
            if n > 0 {
                out.push('\n');
            }
            self.attribution(attribution, sentence, &mut out);
        }
        for (n, event) in events.iter().enumerate() {
            if n > 0 || !touching.is_empty() {
                out.push('\n');
            }
            self.event(event, sentence, &mut out);
        }
        self.losers(sentence, &mut out);
        self.untold(sentence, &mut out);
        out
    }

    fn attribution(&self, a: &Attribution, sentence: Span, out: &mut String) {
        out.push_str(&self.form.one(self.report, self.reading, a));
        out.push('\n');
        let marked = marked(a);
        let firm = marked.iter().filter(|m| m.role != Role::Content);
        let shown = firm.fold(sentence, |shown, m| cover(shown, self.sentence(m.span)));
        Grid {
            text: &self.report.text,
            shown,
            labels: self.labels,
        }
        .print(&marked, self.form.screen, out);
        out.push('\n');
        self.line(
            out,
            0,
            &format!("{}:", self.labels.get("explain.because")),
            DIM,
        );
        for because in &a.because {
            self.reason(because, out);
        }
        self.decided(a, out);
    }

    /// Candidates of the sentence that lost.
    fn losers(&self, sentence: Span, out: &mut String) {
        let mut lost = self
            .reading
            .rejected
            .iter()
            .filter(|r| sentence.overlaps(r.cue))
            .peekable();
        if lost.peek().is_some() {
            out.push('\n');
            self.line(
                out,
                0,
                &format!("{}:", self.labels.get("explain.lost")),
                DIM,
            );
        }
        for rejected in lost {
            let cue = self.report.text.get(rejected.cue).unwrap_or_default();
            let mut line = Paragraph::new(self.form.base(), 2);
            line.words(cue, BOLD);
            self.form.screen.print(&line, out);
            for because in &rejected.because {
                self.reason(because, out);
            }
            for decision in &rejected.decisions {
                self.decision(decision, out);
            }
        }
    }

    /// Rule ids and weights run from the left, and so do what a rule says of itself.
    fn reason(&self, because: &Because, out: &mut String) {
        let mut line = Paragraph::new(Direction::Ltr, 4);
        line.label(&because.rule, Style::new());
        if let Some(weight) = because.weight {
            line.label(&format!("  {weight:+.2}"), BOLD);
        }
        if let Some(words) = because.at.and_then(|at| self.report.text.get(at)) {
            line.label("  ", DIM).words(&format!("«{words}»"), DIM);
        }
        self.form.screen.print(&line, out);
        let rules = &self.engine.language().rules;
        if let Some(rule) = rules.iter().find(|rule| rule.id == because.rule) {
            let mut line = Paragraph::new(Direction::Ltr, 6);
            line.label(&rule.what, DIM);
            self.form.screen.print(&line, out);
        }
    }

    fn line(&self, out: &mut String, indent: usize, text: &str, style: Style) {
        let mut line = Paragraph::new(self.form.base(), indent);
        line.label(text, style);
        self.form.screen.print(&line, out);
    }

    /// The sentence in which words stand; over several, those of their two ends.
    fn sentence(&self, words: Span) -> Span {
        let text = &self.report.text;
        let tokens = text.tokens_in(words);
        let of = |token: usize| {
            let sentence = text.sentences().get(text.sentence_of(token)).cloned();
            sentence.map_or(words, |tokens| text.span_of(tokens))
        };
        match tokens.is_empty() {
            true => words,
            false => cover(of(tokens.start), of(tokens.end - 1)),
        }
    }
}

fn cover(a: Span, b: Span) -> Span {
    Span::new(a.start.min(b.start), a.end.max(b.end))
}

/// The words of an attribution by what they do in it; those that are looked at first go first.
fn marked(a: &Attribution) -> Vec<Marked> {
    let numbered = a.chain.len() > 1;
    let mut marked = Vec::new();
    for (n, hop) in a.chain.iter().enumerate() {
        let hop_number = numbered.then_some(n + 1);
        marked.push(Marked {
            span: hop.cue,
            role: Role::Cue,
            hop: hop_number,
        });
        marked.extend(hop.source.map(|span| Marked {
            span,
            role: Role::Source,
            hop: hop_number,
        }));
    }
    let said_on = a.said_on.as_ref().map(|said_on| said_on.span);
    marked.extend(said_on.map(|span| Marked {
        span,
        role: Role::When,
        hop: None,
    }));
    marked.extend(a.content.iter().map(|&span| Marked {
        span,
        role: Role::Content,
        hop: None,
    }));
    marked
}

#[cfg(test)]
mod tests;
