//! JSON-LD of schema.org: the object that describes the article.

use crate::page::entities;
use serde_json::Value;

/// What JSON-LD tells about an article.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Article {
    /// Names in lower case, values as text: of an object its name, of a list its parts joined.
    pub(crate) fields: Vec<(String, String)>,
    /// Its whole text.
    pub(crate) body: Option<String>,
    /// Whether it is called an article, or something that merely has a date and a name.
    pub(crate) is_article: bool,
}

/// Words in the types of articles: `NewsArticle`, `ReportageNewsArticle`, `BlogPosting`.
const ARTICLES: [&str; 4] = ["Article", "Posting", "Report", "Review"];

/// The article of a script's content: the first object that is called one, else the first with a
/// date (a film's) or a headline. `None` where there is none, and where the content is no JSON.
pub(crate) fn article(content: &str) -> Option<Article> {
    // Some pages wrap it in a CDATA section or a comment, and many write line breaks into strings.
    let content = content.replace("<![CDATA[", "").replace("]]>", "");
    let start = content.find(['{', '['])?;
    let closing = if content[start..].starts_with('{') {
        '}'
    } else {
        ']'
    };
    let json = content.get(start..=content.rfind(closing)?)?;
    let json = json.replace(|c: char| c.is_control(), " ");
    let value: Value = serde_json::from_str(&json).ok()?;
    let objects = objects(&value);
    let by_type = objects.iter().find(|object| is_article(object));
    let dated = |object: &&&Value| {
        object
            .get("datePublished")
            .or(object.get("uploadDate"))
            .is_some()
    };
    let found = by_type
        .or_else(|| objects.iter().find(dated))
        .or_else(|| objects.iter().find(|o| o.get("headline").is_some()))?;
    Some(read(found))
}

/// The objects of a script, those in lists and graphs among them.
fn objects(value: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut next = vec![value];
    while let Some(value) = next.pop() {
        match value {
            Value::Array(values) => next.extend(values.iter().rev()),
            Value::Object(fields) => {
                found.push(value);
                next.extend(fields.get("mainEntity"));
                next.extend(fields.get("@graph"));
            }
            _ => {}
        }
    }
    found
}

fn is_article(object: &Value) -> bool {
    let named = |value: &Value| {
        value
            .as_str()
            .is_some_and(|name| ARTICLES.iter().any(|word| name.contains(word)))
    };
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(named),
        Some(one) => named(one),
        None => false,
    }
}

fn read(object: &Value) -> Article {
    let mut article = Article {
        is_article: is_article(object),
        ..Article::default()
    };
    let Some(fields) = object.as_object() else {
        return article;
    };
    for (name, value) in fields {
        let Some(text) = text_of(value).filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        // What a page builder escaped twice comes back here.
        let text = entities::resolve(&text, false).into_owned();
        if name == "articleBody" {
            article.body = Some(text);
        } else {
            article.fields.push((name.to_lowercase(), text));
        }
    }
    article
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(text_of).collect();
            Some(parts.join("، "))
        }
        Value::Object(fields) => fields
            .get("name")
            .or_else(|| fields.get("@id"))
            .and_then(text_of),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(article: &Article, name: &str) -> Option<String> {
        let found = article.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    #[test]
    fn the_article_is_found_in_a_graph() {
        let found = article(
            "//<![CDATA[\n{\"@graph\": [{\"@type\": \"WebSite\", \"name\": \"يراع\"},\
             {\"@type\": [\"NewsArticle\"], \"headline\": \"عنوان &quot;الخبر&quot;\n\",\
             \"author\": [{\"name\": \"سمر\"}, {\"name\": \"نادر\"}], \"publisher\": {\"name\": \"يراع\"},\
             \"mainEntityOfPage\": {\"@id\": \"https://yaraa.example/1\"}, \"articleBody\": \"متن\"}]}\n//]]>",
        )
        .expect("an article");
        assert!(found.is_article);
        assert_eq!(
            field(&found, "headline").as_deref(),
            Some("عنوان \"الخبر\" ")
        );
        assert_eq!(field(&found, "author").as_deref(), Some("سمر، نادر"));
        assert_eq!(field(&found, "publisher").as_deref(), Some("يراع"));
        assert_eq!(
            field(&found, "mainentityofpage").as_deref(),
            Some("https://yaraa.example/1")
        );
        assert_eq!(found.body.as_deref(), Some("متن"));
    }

    #[test]
    fn what_is_no_article_is_none() {
        for content in ["", "x", "{", "[1]", "{\"@type\": \"WebSite\"}", "}{"] {
            assert_eq!(article(content), None, "{content}");
        }
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(article(&deep), None);
    }
}
