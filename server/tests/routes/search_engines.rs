//! What search engines, and those who show a link, are told.

use office_hours::profile::Visibility;
use serde_json::{Value, json};
use store::queries::mentors;

use crate::support::{Answer, Edition, TestApp, on_both_databases};

/// The text between two others, which must be there.
#[track_caller]
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

fn is_listed(page: &Answer) -> bool {
    match page.headers["x-robots-tag"].to_str().unwrap() {
        "all" => true,
        "noindex" => false,
        other => panic!("{other}"),
    }
}

on_both_databases! {
    async fn the_sitemap_lists_whom_everybody_may_see(app: TestApp) {
        let (ines, seen) = app.mentor("ines@example.com", Value::Null).await;
        let (_, limited) = app.mentor("limited@example.com", Value::Null).await;
        let (_, private) = app.mentor("private@example.com", Value::Null).await;
        let (store, now) = (&app.services.store, app.services.now());
        mentors::set_visibility(store, limited.parse().unwrap(), Visibility::Limited, now).await.unwrap();
        mentors::set_visibility(store, private.parse().unwrap(), Visibility::Private, now).await.unwrap();

        for login in [None, Some(&ines)] {
            let map = app.get(login, "/sitemap.xml").await;
            assert_eq!((map.status.as_u16(), &map.headers["content-type"]), (200, &"application/xml; charset=utf-8".parse().unwrap()));
            for path in ["/", "/find"] {
                assert!(map.text.contains(&format!("<loc>http://office.test{path}</loc>")), "{}", map.text);
            }
            let line = format!("<loc>http://office.test/mentors/{seen}</loc><lastmod>2026-11-23</lastmod>");
            assert!(map.text.contains(&line), "{}", map.text);
            assert!(!map.text.contains(&limited) && !map.text.contains(&private), "{}", map.text);
        }
    }

    async fn a_mentors_page_says_who_they_are(app: TestApp) {
        let changes = json!({ "company": "Sillage", "title": "Partner" });
        let (_, mentor_id) = app.mentor("ines@example.com", changes).await;
        let page = app.get(None, &format!("/mentors/{mentor_id}?day=2026-11-23")).await;
        assert!(is_listed(&page));
        let url = format!("http://office.test/mentors/{mentor_id}");
        let description = "Helps founders raise their first round. I raised two seed rounds and now sit on the other side of the table.";
        for tag in [
            format!("<link href=\"{url}\" rel=\"canonical\">"),
            format!("<meta name=\"description\" content=\"{description}\">"),
            format!("<meta property=\"og:description\" content=\"{description}\">"),
            "<meta property=\"og:title\" content=\"Ines Carvalho\">".to_owned(),
            "<meta property=\"og:type\" content=\"profile\">".to_owned(),
            format!("<meta property=\"og:url\" content=\"{url}\">"),
            "<meta property=\"og:image\" content=\"http://office.test/social.png\">".to_owned(),
            "<meta name=\"twitter:card\" content=\"summary_large_image\">".to_owned(),
        ] {
            assert_eq!(page.text.matches(&tag).count(), 1, "{tag} in {}", page.text);
        }
        let data = json_ld(&page);
        assert_eq!((data["@type"].as_str(), data["url"].as_str()), (Some("ProfilePage"), Some(url.as_str())));
        let person = &data["mainEntity"];
        assert_eq!((person["@type"].as_str(), person["name"].as_str()), (Some("Person"), Some("Ines Carvalho")));
        assert_eq!((person["jobTitle"].as_str(), person["worksFor"]["name"].as_str()), (Some("Partner"), Some("Sillage")));
        assert!(page.text.find("</head>").unwrap() > page.text.find("og:title").unwrap());
    }

    async fn what_mentors_type_stays_within_its_tag(app: TestApp) {
        let evil = "Eve\"></script><script>alert(1)</script><!--";
        let (_, mentor_id) = app.mentor("eve@example.com", json!({ "name": evil, "headline": evil, "bio": evil })).await;
        let page = app.get(None, &format!("/mentors/{mentor_id}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("<script>alert"), "{}", page.text);
        assert!(!page.text.contains("content=\"Eve\">"), "{}", page.text);
        assert_eq!(json_ld(&page)["mainEntity"]["name"], evil);
    }

    async fn a_mentor_who_is_hidden_is_not_listed(app: TestApp) {
        let (ines, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let path = format!("/mentors/{mentor_id}");
        for visibility in [Visibility::Limited, Visibility::Private] {
            let now = app.services.now();
            mentors::set_visibility(&app.services.store, mentor_id.parse().unwrap(), visibility, now).await.unwrap();
            let page = app.get(Some(&ines), &path).await;
            assert_eq!(page.status, 200);
            assert!(!is_listed(&page));
            assert!(!page.text.contains("ld+json") && !page.text.contains("og:title"), "{}", page.text);
            assert!(!is_listed(&app.get(None, &path).await));
        }
    }

    async fn only_pages_for_everybody_are_listed(app: TestApp) {
        for path in ["/", "/find"] {
            let page = app.get(None, path).await;
            assert!(is_listed(&page), "{path}");
            let url = format!("<link href=\"http://office.test{path}\" rel=\"canonical\">");
            assert_eq!(page.text.matches(&url).count(), 1, "{path}: {}", page.text);
        }
        let mentee = app.mentee("noor@example.com").await;
        let others = ["/find?query=Help+with+fundraising", "/find?page=2", "/sessions", "/sign-in", "/zone", "/no/such/page"];
        for path in others {
            let page = app.get(Some(&mentee), path).await;
            assert!(!is_listed(&page), "{path}");
            assert!(!page.text.contains("canonical"), "{path}");
            assert!(page.text.contains("http://office.test/social.png"), "{path}: a link to it has a picture");
        }
    }
}

fn json_ld(page: &Answer) -> Value {
    let element = between(&page.text, "type=\"application/ld+json\"", "</script>");
    let (_, text) = element.split_once('>').unwrap();
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn robots_are_told_where_to_look() {
    let app = TestApp::start(Edition::Sqlite).await;
    let robots = app.get(None, "/robots.txt").await;
    assert_eq!(robots.headers["content-type"], "text/plain; charset=utf-8");
    assert!(robots.text.contains("Disallow: /api/\n"), "{}", robots.text);
    assert!(robots.text.ends_with("Sitemap: http://office.test/sitemap.xml\n"), "{}", robots.text);
}

#[tokio::test]
async fn the_picture_of_links_is_there() {
    let app = TestApp::start(Edition::Sqlite).await;
    let picture = app.get(None, "/social.png").await;
    assert_eq!(
        (picture.status.as_u16(), picture.headers["content-type"].as_bytes()),
        (200, &b"image/png"[..])
    );
}
