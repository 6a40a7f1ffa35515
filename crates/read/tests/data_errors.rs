//! Language data fails at load, naming file, line and remedy (law 7).

use musnad_read::Engine;

/// What loading one file says.
fn complaint(path: &str, contents: &str) -> String {
    let outcome = Engine::with([(path, contents)]);
    outcome
        .err()
        .map_or_else(|| "it loads".to_owned(), |e| e.to_string())
}

/// The complaint names the line and the problem, and something follows that helps.
fn fails(path: &str, contents: &str, line: usize, problem: &str) {
    let said = complaint(path, contents);
    let start = format!("{path}:{line}: ");
    assert!(
        said.starts_with(&start),
        "{said:?} does not start with {start:?}"
    );
    let (found, remedy) = said[start.len()..].rsplit_once("; ").unwrap_or((&said, ""));
    assert!(found.contains(problem), "{said:?} does not say {problem:?}");
    assert!(!remedy.is_empty(), "{said:?} says no remedy");
}

const VERBS: &str = "# Verbs.\n# perfect\timperfect\tparticiple\tnouns\tstance\tframes\tflags\n";
const WORDS: &str = "# Words.\n# form\tclass\tsource\tnote\n";

#[test]
fn a_lexicon_says_which_line_is_wrong() {
    let verbs = |line: &str| format!("{VERBS}قال\tيقول\tقائل\tقول\tstate\tأن «\tcore\n{line}\n");
    let words = |line: &str| format!("{WORDS}وزير\ttitle\town\t\n{line}\n");
    for (path, contents, problem) in [
        (
            "lexicons/verbs.tsv",
            verbs("قال\tيقول"),
            "2 columns, a verb has 7",
        ),
        (
            "lexicons/verbs.tsv",
            verbs("عد\tيعد\t\t\tguess\tأن\t"),
            "unknown stance \"guess\"",
        ),
        (
            "lexicons/verbs.tsv",
            verbs("عد\tيعد\t\t\topine\tحتى\t"),
            "unknown frame \"حتى\"",
        ),
        (
            "lexicons/verbs.tsv",
            verbs("عد\tيعد\t\t\topine\tأن\tloud"),
            "unknown flag \"loud\"",
        ),
        ("lexicons/words.tsv", words("مدير"), "one column"),
        (
            "lexicons/words.tsv",
            words("مدير\tboss\town\t"),
            "unknown class \"boss\"",
        ),
        (
            "lexicons/words.tsv",
            words("\ttitle\town\t"),
            "the form is empty",
        ),
    ] {
        fails(path, &contents, 4, problem);
    }
    let stances = "# Nouns.\n# form\tstance\tsource\nإدانة\tangry\town\n";
    fails("lexicons/nouns.tsv", stances, 3, "unknown stance \"angry\"");
}

#[test]
fn a_rule_says_which_one_is_wrong() {
    let sound = rule("what = 'A cue.'", "finds = ['[cue=قال]']\nleaves = ['سكت']");
    assert_eq!(complaint("rules/cues/x.toml", &sound), "it loads");
    for (contents, line, problem) in [
        (
            rule("what = 'A cue.'", "finds = ['[cue=قال]']\nleaves = []"),
            8,
            "without both",
        ),
        (
            rule("what = 'A cue.'", "finds = []\nleaves = ['سكت']"),
            8,
            "without both",
        ),
        (
            rule("what = 'A cue.'", "finds = ['[cue=قال]']"),
            8,
            "leaves",
        ),
        (
            rule("colour = 'red'", "finds = ['[cue=قال]']\nleaves = ['سكت']"),
            8,
            "colour",
        ),
        (
            sound.replace("{verb}", "{colour}"),
            10,
            "unknown element {colour}",
        ),
        (
            sound.replace("{verb}", "{verb coer}"),
            10,
            "unknown flag \"coer\"",
        ),
        (
            sound.replace("[\"cue\"]", "[\"queue\"]"),
            11,
            "slot \"queue\"",
        ),
        (sound.replace("\"slot\"", "\"elsewhere\""), 8, "elsewhere"),
    ] {
        // The rule that is at fault is the second of the file; it begins on line 8.
        let first = rule("what = 'A cue.'", "finds = ['[cue=قال]']\nleaves = ['سكت']");
        let file = format!("{}\n{contents}", first.replace("[said]", "[first]"));
        fails("rules/cues/x.toml", &file, line, problem);
    }
    fails("rules/cues/x.toml", "[said]\nwhat = \n", 2, "");
}

fn rule(head: &str, examples: &str) -> String {
    let body =
        "match = [\"cue:{verb}\", \"{content}\"]\ngives = { hops = [\"cue\"], content = \"slot\" }";
    format!("[said]\n{head}\n{body}\n{examples}\n")
}

#[test]
fn the_order_of_files_is_nothing_to_the_data() {
    let files = [
        (
            "lexicons/verbs.tsv",
            format!("{VERBS}قال\tيقول\tقائل\tقول\tstate\tأن «\tcore\n"),
        ),
        ("lexicons/words.tsv", format!("{WORDS}وزير\ttitle\town\t\n")),
    ];
    let forward = Engine::with(files.iter().map(|(p, c)| (*p, c.as_str()))).expect("sound data");
    let backward = Engine::with(files.iter().rev().map(|(p, c)| (*p, c.as_str())));
    assert_eq!(
        forward.language().version,
        backward.expect("sound data").language().version
    );
    let changed = Engine::with([(files[0].0, files[0].1.as_str())]).expect("sound data");
    assert_ne!(forward.language().version, changed.language().version);
}
