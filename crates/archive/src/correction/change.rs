//! What a correction changes in a statement.

use super::event::What;
use musnad_read::contract::Words;
use musnad_read::{Attribution, Kind, Mode, Who};
use musnad_report::{Span, Text, TokenKind};

/// Whether the change can be made: an end has to lie behind the content's beginning, and the content
/// must not come to hold its own cue.
pub(super) fn is_possible(text: &Text, attribution: &Attribution, what: &What) -> bool {
    match what {
        What::ContentEnd { end, words, .. } => {
            let before = text.as_str().get(..*end);
            before.is_some_and(|before| before.ends_with(words.as_str()))
                && moved(attribution, *end).is_some()
        }
        _ => true,
    }
}

/// Makes the change; `all` are the statements of the reading before any correction.
pub(super) fn apply(text: &Text, all: &[Attribution], attribution: &mut Attribution, what: &What) {
    match what {
        What::Speaker {
            name,
            source,
            name_at,
            ..
        } => speak(text, all, attribution, (name, *source, name_at.as_ref())),
        What::ContentEnd { end, .. } => {
            if let Some(content) = moved(attribution, *end) {
                attribution.mode = mode(text, &content, attribution);
                attribution.content = content;
            }
        }
        // Neither a rejection nor what is said of entities changes a statement.
        _ => {}
    }
}

/// The content when it ends at byte `end`: pieces behind that fall away, the last one left is cut or
/// runs on. `None` if nothing is left, or if it would run over one of the statement's own cues.
pub(super) fn moved(attribution: &Attribution, end: usize) -> Option<Vec<Span>> {
    let mut content: Vec<Span> = (attribution.content.iter().copied())
        .filter(|span| span.start < end)
        .collect();
    let last = content.last_mut()?;
    let before = *last;
    last.end = end;
    let over = |cue: Span| last.overlaps(cue) && !before.overlaps(cue);
    let own = attribution.chain.iter().any(|hop| over(hop.cue));
    (!own).then_some(content)
}

/// How the moved content is rendered. Whether quotation marks hold no more than a name, as in
/// «وكالة "فارس"», only the engine can tell, so that what it called indirect stays so where it was cut.
fn mode(text: &Text, content: &[Span], before: &Attribution) -> Mode {
    let words = content.iter().flat_map(|&span| text.tokens_in(span));
    let (mut quoted, mut plain) = (0, 0);
    for i in words.filter(|&i| text.tokens()[i].kind != TokenKind::Mark) {
        match text.quotation_of(i) {
            Some(_) => quoted += 1,
            None => plain += 1,
        }
    }
    let is_cut = content.last().map(|s| s.end) < before.content.last().map(|s| s.end);
    match (quoted, plain) {
        (0, _) => Mode::Indirect,
        _ if is_cut && before.mode != Mode::Mixed => before.mode,
        (_, 0) => Mode::Direct,
        _ => Mode::Mixed,
    }
}

/// Gives the statement's origin another name.
///
/// Law 5 wants a place for it: where the name stands; where it does not, the words that stand for the
/// speaker here, or the cue.
fn speak(
    text: &Text,
    all: &[Attribution],
    attribution: &mut Attribution,
    (name, kind, name_at): (&str, Option<Kind>, Option<&Words>),
) {
    let kind = kind.unwrap_or_else(|| kind_of(all, attribution, name));
    let at = name_at
        .map(|words| Span {
            start: words.start,
            end: words.end,
        })
        .filter(|&span| text.get(span).is_some());
    let Some(hop) = attribution.chain.last_mut() else {
        return;
    };
    // In «قال الوزير» the phrase still stands for the speaker, whoever the minister is; a name in the
    // cue's own sentence is a better phrase than the one that was taken for the source.
    let near = at.filter(|&at| {
        sentence(text, at).is_some() && sentence(text, at) == sentence(text, hop.cue)
    });
    if let Some(near) = near
        && !hop.source.is_some_and(|source| source.overlaps(near))
    {
        hop.source = Some(near);
    }
    let at = at.or(hop.source).unwrap_or(hop.cue);
    let name = name.to_owned();
    hop.who = match kind {
        Kind::Unknown => Who::Unknown,
        Kind::Anonymous => Who::Unnamed { words: name, at },
        _ => Who::Named { name, at },
    };
    hop.kind = kind;
}

/// What sort of source a name is, where the person did not say: as elsewhere in this reading; else as
/// this source was, if it had a name; else a person, as most speakers are.
fn kind_of(all: &[Attribution], attribution: &Attribution, name: &str) -> Kind {
    let mut hops = all.iter().flat_map(|a| &a.chain);
    let namesake = hops.find(|hop| hop.who.as_str() == name && hop.who != Who::Unknown);
    match (namesake, attribution.origin().kind) {
        (Some(hop), _) => hop.kind,
        (None, Kind::Unknown | Kind::Anonymous) => Kind::Person,
        (None, kind) => kind,
    }
}

fn sentence(text: &Text, span: Span) -> Option<usize> {
    let first = text.tokens_in(span).next()?;
    Some(text.sentence_of(first))
}
