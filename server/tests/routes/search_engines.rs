//! What search engines, and those who show a link, are told.

use office_hours::profile::Visibility;
use serde_json::Value;
use store::queries::mentors;

use crate::support::{Edition, TestApp, on_both_databases};

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
}

#[tokio::test]
async fn robots_are_told_where_to_look() {
    let app = TestApp::start(Edition::Sqlite).await;
    let robots = app.get(None, "/robots.txt").await;
    assert_eq!(robots.headers["content-type"], "text/plain; charset=utf-8");
    assert!(robots.text.contains("Disallow: /api/\n"), "{}", robots.text);
    assert!(robots.text.ends_with("Sitemap: http://office.test/sitemap.xml\n"), "{}", robots.text);
}
