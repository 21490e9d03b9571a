//! What makes the site an app that can be installed, and what is there without a connection.

use std::fs;
use std::path::Path;

use crate::support::{Answer, Edition, PUBLIC, TestApp};

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers[name].to_str().unwrap()
}

#[tokio::test]
async fn the_manifest_names_files_that_are_there() {
    let app = TestApp::start(Edition::Sqlite).await;
    let answer = app.get(None, "/manifest.webmanifest").await;
    assert_eq!(header(&answer, "content-type"), "application/manifest+json");
    assert_eq!(header(&answer, "cache-control"), "no-cache");
    let manifest = answer.expect(200);
    assert_eq!(manifest["name"], "Office Hours");
    assert_eq!(
        (manifest["start_url"].as_str(), manifest["display"].as_str()),
        (Some("/"), Some("standalone"))
    );
    for icon in manifest["icons"].as_array().unwrap() {
        let file = app.get(None, icon["src"].as_str().unwrap()).await;
        assert_eq!(file.status, 200, "{icon}");
        assert_eq!(header(&file, "content-type"), icon["type"], "{icon}");
    }

    let page = app.get(None, "/").await;
    assert!(page.text.contains("<link rel=\"manifest\" href=\"/manifest.webmanifest\""), "{}", page.text);
    let policy = header(&page, "content-security-policy");
    assert!(policy.contains("worker-src 'self'") && policy.contains("manifest-src 'self'"), "{policy}");
    let icon = app.get(None, "/apple-touch-icon.png").await;
    assert!(page.text.contains("/apple-touch-icon.png") && icon.status == 200);
}

#[tokio::test]
async fn the_worker_is_asked_for_each_time_and_may_fetch() {
    let app = TestApp::start(Edition::Sqlite).await;
    let worker = app.get(None, "/sw.js").await;
    assert_eq!(worker.status, 200);
    assert!(header(&worker, "content-type").contains("javascript"));
    assert_eq!(header(&worker, "cache-control"), "no-cache");
    assert!(header(&worker, "content-security-policy").contains("connect-src 'self'"));
}

#[tokio::test]
async fn the_offline_page_stands_alone() {
    let app = TestApp::start(Edition::Sqlite).await;
    let page = app.get(None, "/offline").await;
    assert_eq!(page.status, 200);
    assert!(header(&page, "content-type").starts_with("text/html"));
    assert!(header(&page, "content-security-policy").contains("style-src 'unsafe-inline'"));
    assert!(page.text.contains("Try again") && page.text.contains("Nothing was lost"));
    assert!(
        !page.text.contains("<script") && !page.text.contains("/pkg/"),
        "it has to do without other files"
    );
    assert!(!page.headers.contains_key("set-cookie"));
}

/// The worker keeps these until it is another one itself.
#[test]
fn the_worker_changes_with_what_it_always_keeps() {
    let read = |file: &str| fs::read(Path::new(PUBLIC).join(file)).unwrap();
    let kept = [read("offline.html"), read("fonts/inter-latin.woff2")].concat();
    // FNV-1a, 64 bits.
    let version = kept.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let worker = String::from_utf8(read("sw.js")).unwrap();
    let line = format!("const VERSION = \"{version:016x}\";");
    assert!(worker.contains(&line), "public/sw.js has to say: {line}");
}
