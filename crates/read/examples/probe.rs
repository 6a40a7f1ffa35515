use musnad_read::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = if std::path::Path::new(&a[1]).exists() {
        std::fs::read_to_string(&a[1]).unwrap()
    } else {
        a[1].clone()
    };
    let at = a.get(2).cloned().unwrap_or_default();
    let text = musnad_report::Text::new(t.clone());
    let e = Engine::embedded();
    if at == "words" {
        let d = musnad_read::doc::Doc::new(&text, &e.language().lexicon);
        for i in 0..d.len() {
            println!(
                "{} {:?} {:?} phrase {:?}",
                d.text.surface(i),
                d.words[i].stem,
                d.words[i],
                d.phrases[i]
            );
        }
    }
    let r = e.read(&text, &Context::default());
    let near = |s: musnad_report::Span| {
        at.is_empty()
            || t[..]
                .match_indices(&at)
                .any(|(i, m)| s.start < i + m.len() + 5 && i < s.end + 5)
    };
    for x in &r.attributions {
        let o = x.origin();
        if near(o.cue) {
            println!(
                "+ {} | {:?} | {} {:?} | {:?}\n    {:?}",
                text.slice(o.cue),
                o.source.map(|s| text.slice(s)),
                o.who.as_str(),
                o.kind,
                x.content.iter().map(|s| text.slice(*s)).collect::<Vec<_>>(),
                x.because
                    .iter()
                    .map(|b| format!("{} {:?}", b.rule, b.weight))
                    .collect::<Vec<_>>()
            );
        }
    }
    for x in &r.rejected {
        if near(x.cue) {
            println!(
                "- {} {:?}",
                text.slice(x.cue),
                x.because
                    .iter()
                    .map(|b| format!(
                        "{} {} {:?}",
                        b.rule,
                        b.at.map(|s| text.slice(s).to_string()).unwrap_or_default(),
                        b.weight
                    ))
                    .collect::<Vec<_>>()
            );
        }
    }
}
