//! What pages say of themselves to search engines, and to those who show a link to them. Server only: who reads
//! it fetches every page anew, and the browser carries nothing for it.
//!
//! Only pages that are there for everybody say something; all others ask not to be listed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::{HeaderName, HeaderValue};
use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos::serde_json::{Value, json};
use leptos_axum::ResponseOptions;
use leptos_meta::{HashedStylesheet, Link, Meta, Script};
use office_hours::profile::{MentorProfile, Visibility};
use office_hours::text;
use office_hours::text::shortened;

use crate::api::request::{base_url, is_first_visit};
use crate::parts::words::area;
use crate::state::language::{say, tell};

/// The longest first sentence, in characters: about what a preview shows.
const MAX_SENTENCE: usize = 200;
/// "Dr." and "e.g." end no sentence: nothing shorter than this is one, in bytes.
const MIN_SENTENCE: usize = 20;

/// Whether this page has said who it is. A page may be rendered more than once for one answer.
#[derive(Clone, Default)]
struct Presented(Arc<AtomicBool>);

/// What a page is.
struct Card {
    /// The page's path, without what only leads there.
    path: String,
    title: String,
    description: String,
    /// In the words of the Open Graph protocol.
    kind: &'static str,
    /// In the words of schema.org.
    data: Option<Value>,
}

/// What all pages say, so that a link to any of them has a picture. Called once, by the app.
pub fn provide_head() {
    provide_context(Presented::default());
    ask_not_to_be_listed(true);
    let Some(base_url) = base_url() else { return };
    write(view! {
        <Meta property="og:site_name" content="Office Hours" />
        <Meta property="og:image" content=format!("{base_url}/social.png") />
        <Meta property="og:image:width" content="1200" />
        <Meta property="og:image:height" content="630" />
        <Meta property="og:image:alt" content=say("Office Hours: What do you need help with?") />
        <Meta name="twitter:card" content="summary_large_image" />
    });
}

/// The whole stylesheet as text, where pages may carry it.
#[derive(Clone, Debug)]
pub struct StyleText(pub Arc<str>);

/// What pages look like: in the page itself for whoever comes for the first time, who sees it one way to the server and
/// back sooner; else in a file, which their browser keeps.
pub fn style(options: &LeptosOptions) -> AnyView {
    match use_context::<StyleText>() {
        Some(StyleText(text)) if is_first_visit() => {
            view! { <style id="style" nonce=use_nonce() inner_html=text.to_string()></style> }.into_any()
        }
        _ => view! { <HashedStylesheet id="style" options=options.clone() /> }.into_any(),
    }
}

/// The start page.
pub fn present_landing() {
    present(|_| Card {
        path: "/".to_owned(),
        title: say("Office Hours: find the right mentor").to_owned(),
        description: say("Say what you need help with, find the mentor who fits, book half an hour.")
            .to_owned(),
        kind: "website",
        data: None,
    });
}

/// The list of all mentors.
pub fn present_list() {
    present(|_| Card {
        path: "/find".to_owned(),
        title: say("All mentors").to_owned(),
        description: say(
            "Every mentor by name: what they know, and the next half hours in which they are free.",
        )
        .to_owned(),
        kind: "website",
        data: None,
    });
}

/// A mentor, if strangers may find them.
pub fn present_mentor(mentor: &MentorProfile) {
    if mentor.active && mentor.visibility == Visibility::Public {
        present(|base_url| mentor_card(mentor, base_url));
    }
}

fn present(card: impl FnOnce(&str) -> Card) {
    let (Some(base_url), Some(presented)) = (base_url(), use_context::<Presented>()) else { return };
    if presented.0.swap(true, Ordering::Relaxed) {
        return;
    }
    ask_not_to_be_listed(false);
    let Card { path, title, description, kind, data } = card(&base_url);
    let url = format!("{base_url}{path}");
    write(view! {
        <Meta name="description" content=description.clone() />
        <Link rel="canonical" href=url.clone() />
        <Meta property="og:type" content=kind />
        <Meta property="og:title" content=title />
        <Meta property="og:description" content=description />
        <Meta property="og:url" content=url />
    });
    if let Some(data) = data {
        let text = script_text(&data);
        write(view! { <Script type_="application/ld+json">{text}</Script> });
    }
}

/// Tags of the head go there while they are rendered, and leave nothing where they stand. Outside of the page's
/// own view, because the browser has none of them in its view.
fn write(tags: impl RenderHtml) {
    let _ = tags.to_html();
}

/// In a header, which holds for the page whatever is in it.
fn ask_not_to_be_listed(ask: bool) {
    if let Some(response) = use_context::<ResponseOptions>() {
        let value = HeaderValue::from_static(if ask { "noindex" } else { "all" });
        response.insert_header(HeaderName::from_static("x-robots-tag"), value);
    }
}

fn mentor_card(mentor: &MentorProfile, base_url: &str) -> Card {
    let path = format!("/mentors/{}", mentor.mentor_id);
    let said = mentor.bio.as_deref().map(first_sentence).unwrap_or_default();
    let headline = mentor.headline.as_deref().unwrap_or_default().trim();
    let description = match (headline, said.as_str()) {
        ("", "") => tell(text!("Book half an hour with {name}.", name = &mentor.name)),
        (headline, "") => headline.to_owned(),
        ("", said) => said.to_owned(),
        (headline, said) if headline.ends_with(char::is_alphanumeric) => format!("{headline}. {said}"),
        (headline, said) => format!("{headline} {said}"),
    };
    Card {
        data: Some(mentor_data(mentor, base_url, &format!("{base_url}{path}"))),
        path,
        title: mentor.name.clone(),
        description,
        kind: "profile",
    }
}

/// schema.org/ProfilePage, as Google reads it; what is not known is left out.
fn mentor_data(mentor: &MentorProfile, base_url: &str, url: &str) -> Value {
    let photo = mentor.photo_url.as_deref().and_then(|photo| match photo {
        here if here.starts_with('/') => Some(format!("{base_url}{here}")),
        elsewhere => elsewhere.starts_with("https://").then(|| elsewhere.to_owned()),
    });
    let areas: Vec<String> = mentor.expertise.iter().map(area).collect();
    let mut person = json!({
        "@type": "Person",
        "@id": format!("{url}#mentor"),
        "identifier": mentor.mentor_id.to_string(),
        "name": mentor.name,
        "url": url,
    });
    let known = [
        ("description", mentor.headline.as_deref().map(Value::from)),
        ("jobTitle", mentor.title.as_deref().map(Value::from)),
        ("worksFor", mentor.company.as_deref().map(|name| json!({ "@type": "Organization", "name": name }))),
        ("image", photo.map(Value::from)),
        ("sameAs", mentor.linkedin_url.as_deref().map(Value::from)),
        ("knowsAbout", (!areas.is_empty()).then(|| Value::from(areas))),
        ("knowsLanguage", (!mentor.languages.is_empty()).then(|| Value::from(mentor.languages.clone()))),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            person[name] = value;
        }
    }
    json!({ "@context": "https://schema.org", "@type": "ProfilePage", "url": url, "mainEntity": person })
}

/// JSON in which nothing ends the element that it stands in. It is data: no policy of scripts concerns it.
fn script_text(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

/// The first sentence of a text, or as much of it as fits.
fn first_sentence(text: &str) -> String {
    let text = text.trim();
    let is_end = |&(at, c): &(usize, char)| {
        let rest = &text[at + c.len_utf8()..];
        let closes = match c {
            '\n' | '。' => true,
            '.' | '!' | '?' => rest.starts_with(char::is_whitespace),
            _ => false,
        };
        at >= MIN_SENTENCE && closes
    };
    let end = text.char_indices().find(is_end).map_or(text.len(), |(at, c)| at + c.len_utf8());
    let words = text[..end].split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&words, MAX_SENTENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_is_taken() {
        for (text, first) in [
            ("I raised two seed rounds. Ask me.", "I raised two seed rounds."),
            ("  I raised two\nseed rounds, and more.\n", "I raised two seed rounds, and more."),
            ("Dr. Ada Engel teaches. She rests.", "Dr. Ada Engel teaches."),
            ("A line of more than twenty\nAnd another", "A line of more than twenty"),
            ("version 2.0 is not the end of this", "version 2.0 is not the end of this"),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }

    #[test]
    fn data_cannot_end_its_element() {
        let data = json!({ "name": "</script><script>alert(1)</script>" });
        let text = script_text(&data);
        assert!(!text.contains('<'), "{text}");
        assert_eq!(leptos::serde_json::from_str::<Value>(&text).unwrap(), data);
    }
}
