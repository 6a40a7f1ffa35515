//! Who may be meant by a cue without a written source, and what is known of each.

use super::Scene;
use crate::np::NounPhrase;
use crate::reading::{Kind, Who};
use crate::who::Resolved;
use std::ops::Range;

/// So many mentions before a cue are looked at, and so many speakers.
const MENTIONS: usize = 20;
const SPEAKERS: usize = 12;

/// Somebody who may be meant.
pub(super) struct Somebody {
    pub who: Resolved,
    /// Rules think of him.
    pub proposed: bool,
    /// Whether he speaks the words in which the cue stands.
    pub outer: bool,
    /// What he said last before the cue.
    pub said: Option<Said>,
    /// The mention nearest before the cue.
    pub mention: Option<Mention>,
    /// How often he is mentioned before.
    pub times: usize,
    /// How the nearest subject on the cue's level stands to him; the same of persons alone.
    pub rivals: [Rival; 2],
}

/// How the nearest subject stands to somebody.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rival {
    /// There is none.
    Nobody,
    /// It is he.
    Himself,
    /// Another has been the subject since he spoke, in the cue's sentence or before it.
    Here,
    Since,
    /// He has spoken since.
    Before,
}

/// What somebody said last.
pub(super) struct Said {
    /// How many distinct speakers came since.
    pub rank: usize,
    /// The token of its cue, and one past the last of its content.
    pub cue: usize,
    pub end: usize,
    /// Whether it stands in the same content as the cue, or in none like it.
    pub level: bool,
    /// Whether its speaker was written there.
    pub written: bool,
    /// Whether it only framed a clause.
    pub frames: bool,
    /// How many statements are his.
    pub times: usize,
}

/// Where somebody is mentioned.
pub(super) struct Mention {
    pub np: NounPhrase,
    pub level: Level,
    /// How many others are mentioned nearer on its level.
    pub rank: usize,
    /// Of a subject, how many subjects on its level are nearer.
    pub subject: Option<usize>,
    /// Whether it is quoted.
    pub quoted: bool,
}

/// Where a mention stands, seen from the cue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// In the same content, or both in none.
    Same,
    /// The cue stands in somebody's words, the mention in nobody's.
    Around,
    /// In words of somebody that the cue does not stand in.
    Inside,
}

/// Everybody who may be meant at token `at`, nobody among them.
pub(super) fn everybody(scene: &Scene, at: usize, proposed: Resolved) -> Vec<Somebody> {
    let mut options = vec![Somebody::new(Resolved::unknown()), Somebody::new(proposed)];
    options[1].proposed = true;
    if options[1].who.who == Who::Unknown {
        options.remove(1);
        options[0].proposed = true;
    }
    speakers(scene, at, &mut options);
    if let Some(outer) = scene.outer {
        find(&mut options, outer).outer = true;
    }
    mentions(scene, at, &mut options);
    rivals(scene, at, &mut options);
    options
}

/// Tells each how the nearest subject stands to him.
fn rivals(scene: &Scene, at: usize, options: &mut [Somebody]) {
    let sentence = scene.cast.sentence_start(at);
    for (n, persons) in [false, true].into_iter().enumerate() {
        let subject = |o: &Somebody| {
            let mention = o.mention.as_ref();
            let subject = mention.filter(|m| m.level == Level::Same && m.subject.is_some());
            let counts = !persons || o.who.kind == Kind::Person;
            subject.filter(|_| counts).map(|m| m.np.range.start)
        };
        let nearest = options.iter().map(subject).max().flatten();
        let Some(nearest) = nearest else { continue };
        for o in options.iter_mut() {
            let spoke = o.said.as_ref().map_or(0, |said| said.cue);
            o.rivals[n] = match subject(o) {
                Some(own) if own == nearest => Rival::Himself,
                _ if spoke > nearest => Rival::Before,
                _ if nearest >= sentence => Rival::Here,
                _ => Rival::Since,
            };
        }
    }
}

/// Those who spoke before, first those on the level of the cue.
fn speakers(scene: &Scene, at: usize, options: &mut Vec<Somebody>) {
    let before = || scene.past.iter().rev().filter(|s| s.cue < at);
    let alike = before().filter(|s| s.level == scene.level);
    let others = before().filter(|s| s.level != scene.level);
    let mut rank = 0;
    for s in alike.take(SPEAKERS).chain(others.take(SPEAKERS / 2)) {
        let option = find(options, &s.who);
        match &mut option.said {
            Some(said) => said.times += 1,
            None => {
                option.said = Some(Said {
                    rank,
                    cue: s.cue,
                    end: s.end,
                    level: s.level == scene.level,
                    written: s.source.is_some(),
                    frames: s.frames,
                    times: 1,
                });
                rank += 1;
            }
        }
    }
}

/// Those who are mentioned before.
fn mentions(scene: &Scene, at: usize, options: &mut Vec<Somebody>) {
    let mut seen = [(0, 0); 3];
    for np in scene.cast.before(at, MENTIONS) {
        let level = match scene.inside[np.head] {
            inside if inside == scene.level => Level::Same,
            None => Level::Around,
            Some(_) => Level::Inside,
        };
        let (rank, subjects) = &mut seen[level as usize];
        let subject = scene.cast.speaks_in_clause(np).then_some(*subjects);
        let mention = Mention {
            np: np.clone(),
            level,
            rank: *rank,
            subject,
            quoted: scene.cast.is_quoted(np),
        };
        *rank += 1;
        *subjects += usize::from(subject.is_some());
        let option = find(options, &identity(scene, np));
        option.times += 1;
        option.mention.get_or_insert(mention);
    }
}

/// Whom a mention means: whoever was written there when he spoke, or bears its name.
fn identity(scene: &Scene, np: &NounPhrase) -> Resolved {
    let past = || scene.past.iter().rev();
    let holds = |r: &Range<usize>| r.start <= np.head && np.head < r.end;
    if let Some(s) = past().find(|s| s.source.as_ref().is_some_and(holds)) {
        return s.who.clone();
    }
    let who = scene.cast.named(np, scene.past);
    let short = who.who.as_str();
    let ends = |full: &str| full.strip_suffix(short).is_some_and(|r| r.ends_with(' '));
    let same = past().find(|s| {
        s.who.kind == Kind::Person && who.kind == Kind::Person && ends(s.who.who.as_str())
    });
    same.map_or(who, |s| s.who.clone())
}

impl Somebody {
    fn new(who: Resolved) -> Somebody {
        Somebody {
            who,
            proposed: false,
            outer: false,
            said: None,
            mention: None,
            times: 0,
            rivals: [Rival::Nobody; 2],
        }
    }
}

fn find<'o>(options: &'o mut Vec<Somebody>, who: &Resolved) -> &'o mut Somebody {
    let same = options
        .iter()
        .position(|o| o.who.who.as_str() == who.who.as_str());
    let n = same.unwrap_or_else(|| {
        options.push(Somebody::new(who.clone()));
        options.len() - 1
    });
    let option = &mut options[n];
    option.who.gender = option.who.gender.or(who.gender);
    option
}
