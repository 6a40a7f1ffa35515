//! Which of a report's expressions of time can date an act of saying: «أمس», «يوم الثلاثاء», «الأسبوع الماضي».

use crate::reading::{Precision, SaidOn};
use musnad_time::{Expression, Moment, Value, When};
use std::ops::Range;

/// An expression that names one day, week, month or year.
#[derive(Clone, Debug)]
pub struct Dated {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it says of an act of saying.
    pub said: SaidOn,
}

/// Those that name one day, week, month or year, in order; nobody says something for three days, or every week. Of a day
/// that nothing tells, and of one without the report's date, the words are kept and no date.
pub fn dated(expressions: &[Expression]) -> Vec<Dated> {
    expressions.iter().filter_map(of).collect()
}

/// The first of them that lies within `range`.
pub fn first_in(dated: &[Dated], range: &Range<usize>) -> Option<SaidOn> {
    within(dated, range).next().map(|d| d.said)
}

/// Those of them that lie within a range of tokens.
pub fn within<'a>(dated: &'a [Dated], range: &Range<usize>) -> impl Iterator<Item = &'a Dated> {
    let from = dated.partition_point(|d| d.tokens.start < range.start);
    let end = range.end;
    dated[from..]
        .iter()
        .take_while(move |d| d.tokens.end <= end)
}

fn of(e: &Expression) -> Option<Dated> {
    let Value::Moment(moment) = &e.value else {
        return None;
    };
    let said = SaidOn {
        span: e.span,
        date: moment.bounds().earliest,
        precision: precision(moment)?,
    };
    Some(Dated {
        tokens: e.tokens.clone(),
        said,
    })
}

fn precision(moment: &Moment) -> Option<Precision> {
    Some(match moment.when {
        When::Day(_) | When::SomeDay { .. } | When::Weekday(_) => Precision::Day,
        When::Week(_) => Precision::Week,
        When::Month { .. } => Precision::Month,
        When::Year(_) => Precision::Year,
        When::Century(_) | When::Decade(_) | When::Part { .. } | When::Undated => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};
    use musnad_report::Text;
    use musnad_time::PublicationTime;

    /// A Wednesday.
    const PUBLISHED: Date = date(2016, 3, 9);

    /// The first expression that dates something, as its text and its date.
    fn found(words: &str, published: Option<Date>) -> Option<(String, Option<Date>, Precision)> {
        let text = Text::new(words);
        let all = 0..text.tokens().len();
        let expressions = musnad_time::find(&text, all.clone(), published.map(PublicationTime));
        let said = first_in(&dated(&expressions), &all)?;
        Some((text.slice(said.span).to_owned(), said.date, said.precision))
    }

    #[test]
    fn days_are_counted_from_the_report() {
        for (words, expression, day) in [
            ("قال اليوم إن", "اليوم", 9),
            ("قالت أمس إن", "أمس", 8),
            ("أعلن الثلاثاء أن", "الثلاثاء", 8),
            ("أعلن الأربعاء أن", "الأربعاء", 9),
            ("أعلن الأربعاء الماضي أن", "الأربعاء الماضي", 2),
            ("أعلن مساء الجمعة أن", "مساء الجمعة", 4),
            ("أعلن يوم الاثنين أن", "يوم الاثنين", 7),
        ] {
            let expected = (
                expression.to_owned(),
                Some(date(2016, 3, day)),
                Precision::Day,
            );
            assert_eq!(found(words, Some(PUBLISHED)), Some(expected), "{words}");
        }
    }

    #[test]
    fn longer_times_begin_with_their_first_day() {
        for (words, first, precision) in [
            ("قال الأسبوع الماضي إن", date(2016, 2, 29), Precision::Week),
            ("قال الشهر الماضي إن", date(2016, 2, 1), Precision::Month),
            ("قال عام 2014 إن", date(2014, 1, 1), Precision::Year),
        ] {
            let said = found(words, Some(PUBLISHED)).map(|(_, date, p)| (date, p));
            assert_eq!(said, Some((Some(first), precision)), "{words}");
        }
    }

    #[test]
    fn what_names_no_one_time_dates_nothing() {
        for words in [
            "قال الوزير إن الجسر سيفتح",
            "استمر ثلاثة أيام",
            "يقول كل جمعة إن",
            "قال مؤخرا إن",
            "",
        ] {
            assert_eq!(found(words, Some(PUBLISHED)), None, "{words}");
        }
    }

    #[test]
    fn without_the_reports_date_a_weekday_stays_one() {
        let expected = ("الثلاثاء".to_owned(), None, Precision::Day);
        assert_eq!(found("أعلن الثلاثاء أن", None), Some(expected));
    }
}
