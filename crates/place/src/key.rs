//! Under which form a name is looked up.

use musnad_report::fold::fold;

/// The form under which a name of a place is looked up: folded, marks and hyphens gone, without the
/// article of its first word, for the text does not always show it («للرقة», «الرقة») and gazetteers differ
/// («دير الزور», «الدير الزور»).
pub fn key(name: &str) -> String {
    let folded = fold(name);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let word = match word.strip_prefix("ال") {
            Some(bare) if out.is_empty() && bare.chars().count() > 1 => bare,
            _ => word,
        };
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_the_first_article_do_not_matter() {
        assert_eq!(key("الرقّة"), key("رقه"));
        assert_eq!(key("أم‌ القيوين"), key("ام القيوين"));
        assert_eq!(key("تل-أبيب"), "تل ابيب");
        assert_eq!(key("دير الزور"), "دير الزور");
        assert_eq!(key("آل"), "ال");
        assert_eq!(key("«»"), "");
    }
}
