//! Photos of mentors: what is kept of a picture, who may set one, and when its file goes.

use std::io::Cursor;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Method, Request};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, RgbaImage};
use office_hours::account::Role;
use serde_json::{Value, json};

use crate::support::{Answer, Edition, Login, TestApp, on_both_databases};

const RED: Rgb<u8> = Rgb([200, 30, 30]);
const GREEN: Rgb<u8> = Rgb([30, 200, 30]);
const BLUE: Rgb<u8> = Rgb([30, 30, 200]);
const GREY: Rgb<u8> = Rgb([120, 120, 120]);
const WHITE: Rgb<u8> = Rgb([255, 255, 255]);

/// A quarter of each colour: red and green above, blue and grey below.
fn quarters(width: u32, height: u32) -> DynamicImage {
    let colour = |x: u32, y: u32| match (2 * x < width, 2 * y < height) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => GREY,
    };
    RgbImage::from_fn(width, height, colour).into()
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    file(picture, ImageFormat::Png)
}

/// As a camera writes it: with how it was held, and where.
fn jpeg_of_camera(lying: &DynamicImage, orientation: u16) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    lying.write_with_encoder(encoder).unwrap();
    bytes
}

const PLACE: &[u8] = b"at the secret harbour\0";

/// A directory with the orientation and, in one of its own, a text about the place.
fn exif(orientation: u16) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let length = u32::try_from(PLACE.len()).unwrap();
    [
        &b"II*\0\x08\0\0\0"[..],
        &2_u16.to_le_bytes(),
        &entry(0x0112, 3, 1, orientation.into()),
        &entry(0x8825, 4, 1, 38),
        &[0; 4],
        &1_u16.to_le_bytes(),
        &entry(0x0012, 2, length, 56),
        &[0; 4],
        PLACE,
    ]
    .concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The colours in the middle of each quarter of a photo, which is as every photo is.
#[track_caller]
fn expect_colours(photo: &[u8], expected: [Rgb<u8>; 4]) {
    let photo = image::load_from_memory_with_format(photo, ImageFormat::Jpeg).unwrap().into_rgb8();
    assert_eq!(photo.dimensions(), (512, 512));
    for ((x, y), expected) in [(128, 128), (384, 128), (128, 384), (384, 384)].into_iter().zip(expected) {
        let found = photo.get_pixel(x, y);
        let is_near = found.0.iter().zip(expected.0).all(|(found, expected)| found.abs_diff(expected) < 12);
        assert!(is_near, "{found:?} instead of {expected:?} at {x} {y}");
    }
}

fn path_of(mentor_id: &str) -> String {
    format!("/api/profiles/{mentor_id}/photo")
}

async fn put(app: &TestApp, login: Option<&Login>, path: &str, picture: Vec<u8>) -> Answer {
    let mut request = Request::put(path).header(CONTENT_TYPE, "image/jpeg");
    if let Some(login) = login {
        request = request.header(COOKIE, &login.cookie);
    }
    app.send(request.body(Body::from(picture)).unwrap()).await
}

async fn remove(app: &TestApp, login: Option<&Login>, path: &str) -> Answer {
    app.call(login, Method::DELETE, path, None).await
}

/// Puts a picture and gives the address of the photo.
async fn put_well(app: &TestApp, login: &Login, mentor_id: &str, picture: Vec<u8>) -> String {
    let saved = put(app, Some(login), &path_of(mentor_id), picture).await.expect(200);
    saved["photo_url"].as_str().unwrap().to_owned()
}

/// What stands in a form, in order.
type Fields<'a> = &'a [(&'a str, &'a [u8])];

/// The form of the page, as browsers send it.
async fn send_form(
    app: &TestApp,
    login: Option<&Login>,
    mentor_id: &str,
    origin: &str,
    fields: Fields<'_>,
) -> Answer {
    let mut body = vec![];
    for (name, content) in fields {
        let kind = if *name == "photo" { "; filename=\"me.png\"\r\nContent-Type: image/png" } else { "" };
        let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{kind}\r\n\r\n");
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    }
    body.extend(b"--edge--\r\n");
    let mut request = Request::post(format!("/mentors/{mentor_id}"))
        .header(CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header("accept", "text/html")
        .header("origin", origin)
        .header("host", "office.test");
    if let Some(login) = login {
        request = request.header(COOKIE, &login.cookie);
    }
    app.send(request.body(Body::from(body)).unwrap()).await
}

const HERE: &str = "http://office.test";

on_both_databases! {
    async fn a_photo_is_square_and_upright_and_tells_nothing_of_where_it_was_taken(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        // Held on its side: whoever shows it turns it to the right by a quarter.
        let sent = jpeg_of_camera(&quarters(800, 600).rotate270(), 6);
        assert!(holds(&sent, PLACE) && holds(&sent, b"Exif"));
        let url = put_well(&app, &own, &mentor_id, sent.clone()).await;
        assert_eq!((&url[..8], &url[72..], url.len()), ("/photos/", ".jpg", 76), "{url}");

        let photo = app.get(None, &url).await;
        assert_eq!(photo.status, 200);
        assert_eq!(photo.headers[CONTENT_TYPE], "image/jpeg");
        assert_eq!(photo.headers[CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(photo.headers["x-content-type-options"], "nosniff");
        expect_colours(&photo.bytes, [RED, GREEN, BLUE, GREY]);
        assert!(!holds(&photo.bytes, PLACE) && !holds(&photo.bytes, b"Exif"));

        assert_eq!(app.get(None, &format!("/api/profiles/{mentor_id}")).await.expect(200)["photo_url"], url);
        assert_eq!(app.get(None, "/api/profiles").await.expect(200)["mentors"][0]["photo_url"], url);
        let page = app.get(None, &format!("/mentors/{mentor_id}")).await.text;
        assert!(page.contains(&format!("src=\"{url}\"")), "{page}");
        assert!(page.contains(&format!("\"image\":\"{HERE}{url}\"")), "{page}");

        // The same picture again is the same photo.
        assert_eq!(put_well(&app, &own, &mentor_id, sent).await, url);
        assert_eq!(app.kept_photos(), [url.trim_start_matches("/photos/")]);
        let noted = app.journal("mentor.saved").await;
        assert_eq!(noted.iter().filter(|props| props["field"] == "photo").count(), 1, "{noted:?}");
    }

    async fn the_square_that_is_asked_for_is_kept(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let picture = quarters(1_000, 600);
        for (query, colours) in [
            ("", [RED, GREEN, BLUE, GREY]),
            ("?x=10000&y=0&size=5000", [GREEN; 4]),
            ("?x=0&y=10000&size=5000", [BLUE; 4]),
            ("?x=0", [RED, RED, BLUE, BLUE]),
            ("?x=&y=&size=10000", [RED, GREEN, BLUE, GREY]),
        ] {
            for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Jpeg] {
                let path = format!("{}{query}", path_of(&mentor_id));
                let saved = put(&app, Some(&own), &path, file(&picture, format)).await.expect(200);
                let photo = app.get(None, saved["photo_url"].as_str().unwrap()).await.bytes;
                expect_colours(&photo, colours);
            }
        }
    }

    async fn what_is_transparent_is_white(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mut picture = RgbaImage::new(400, 400);
        for (x, _, pixel) in picture.enumerate_pixels_mut() {
            pixel.0 = if x < 200 { [200, 30, 30, 255] } else { [200, 30, 30, 0] };
        }
        let url = put_well(&app, &own, &mentor_id, png(&picture.into())).await;
        expect_colours(&app.get(None, &url).await.bytes, [RED, WHITE, RED, WHITE]);
    }

    async fn what_cannot_be_a_photo_is_refused_in_words_and_nothing_is_kept(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let path = path_of(&mentor_id);
        let good = png(&quarters(400, 300));
        let mut bomb = file(&quarters(300, 300), ImageFormat::Jpeg);
        // Its head says 60,000 by 60,000 pixels.
        let frame = bomb.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
        bomb[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
        for (what, picture, says) in [
            ("nothing", vec![], "Choose a picture first"),
            ("a text", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "JPEG, PNG or WebP"),
            ("another kind", b"GIF89a\x01\0\x01\0".to_vec(), "JPEG, PNG or WebP"),
            ("half of one", good[..good.len() / 2].to_vec(), "cannot be read"),
            ("a name alone", b"\x89PNG\r\n\x1a\n".to_vec(), "cannot be read"),
            ("too small", png(&quarters(199, 300)), "at least 200 pixels on each side; this has 199 by 300"),
            ("too many pixels", bomb, "40 megapixels"),
            ("too long", vec![0; 5 * 1024 * 1024 + 1], "5 MB at most"),
            ("far too long", vec![0; 33 * 1024 * 1024], "5 MB at most"),
        ] {
            let refused = put(&app, Some(&own), &path, picture).await;
            assert!(refused.text.contains(says), "{what}: {}", refused.text);
            assert_eq!(refused.problem(422), "photo", "{what}");
        }
        for query in ["x=NaN", "y=-1", "size=10001", "size=0", "size=6000", "x=1e9", "y=0.5", "size=half", "x=%00"] {
            let refused = put(&app, Some(&own), &format!("{path}?{query}"), good.clone()).await;
            assert_eq!(refused.problem(422), "crop", "{query}");
        }
        assert_eq!(app.get(None, &format!("/api/profiles/{mentor_id}")).await.expect(200)["photo_url"], Value::Null);
        assert_eq!(app.kept_photos(), Vec::<String>::new());
    }

    async fn only_the_mentor_and_staff_set_a_photo(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let (other, _) = app.mentor("mo@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let pm = app.staff("pm@example.com", Role::Pm).await;
        let (path, picture) = (path_of(&mentor_id), png(&quarters(300, 300)));
        put(&app, None, &path, picture.clone()).await.problem(401);
        remove(&app, None, &path).await.problem(401);
        for login in [&mentee, &other] {
            put(&app, Some(login), &path, picture.clone()).await.problem(403);
            remove(&app, Some(login), &path).await.problem(403);
        }
        put(&app, Some(&pm), &path, picture.clone()).await.expect(200);
        // Whoever cannot see the profile does not learn that it is there.
        let hide = json!({ "field": "visibility", "value": "private", "was": "public" });
        app.call(Some(&own), Method::PATCH, &format!("/api/profiles/{mentor_id}"), Some(hide)).await.expect(200);
        put(&app, Some(&other), &path, picture.clone()).await.problem(404);
        remove(&app, Some(&other), &path).await.problem(404);
        assert_eq!(remove(&app, Some(&pm), &path).await.status, 204);
        assert_eq!(remove(&app, Some(&own), &path).await.status, 204, "there is none any more");
        put(&app, Some(&own), &path, picture.clone()).await.expect(200);
        for nobody in [path_of("00000000-0000-7000-8000-000000000000"), path_of("nobody")] {
            put(&app, Some(&pm), &nobody, picture.clone()).await.problem(404);
        }
    }

    async fn the_page_offers_the_form_and_answers_it(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let mentee = app.mentee("noor@example.com").await;
        let pm = app.staff("pm@example.com", Role::Pm).await;
        let page = format!("/mentors/{mentor_id}");
        for (login, offered) in [(None, false), (Some(&mentee), false), (Some(&own), true), (Some(&pm), true)] {
            let text = app.get(login, &page).await.text;
            assert_eq!(text.contains("name=\"crop_size\" value=\"10000\""), offered, "{login:?} {text}");
        }
        let picture = png(&quarters(1_000, 600));
        let sent = send_form(&app, Some(&own), &mentor_id, HERE, &[("photo", &picture)]).await;
        assert_eq!((sent.status.as_u16(), sent.headers[LOCATION].to_str().unwrap()), (303, format!("{page}?photo=saved").as_str()));
        let shown = app.get(Some(&own), &format!("{page}?photo=saved")).await.text;
        assert!(shown.contains("Photo saved") && shown.contains("Remove photo"), "{shown}");
        let photo = async || {
            let read = app.get(None, &format!("/api/profiles/{mentor_id}")).await.expect(200);
            read["photo_url"].as_str().map(ToOwned::to_owned)
        };
        expect_colours(&app.get(None, &photo().await.unwrap()).await.bytes, [RED, GREEN, BLUE, GREY]);
        let cut: Fields<'_> = &[("crop_x", b"10000"), ("crop_y", b"0"), ("crop_size", b"5000"), ("photo", &picture)];
        assert_eq!(send_form(&app, Some(&pm), &mentor_id, HERE, cut).await.status, 303);
        let url = photo().await.unwrap();
        expect_colours(&app.get(None, &url).await.bytes, [GREEN; 4]);

        // What is refused is on the page that answers.
        let (long, small) = (vec![0; 6_000_000], png(&quarters(150, 300)));
        let cases: [(Fields<'_>, &str); 6] = [
            (&[("photo", &long)], "Use a file of 5 MB at most."),
            (&[("photo", &small)], "at least 200 pixels on each side"),
            (&[("photo", b"")], "Choose a picture first."),
            (&[], "Choose a picture first."),
            (&[("crop_size", b"NaN"), ("photo", &picture)], "in whole numbers from 0 to 10000"),
            (&[("crop_x", b"\xff"), ("photo", &picture)], "One thing to correct"),
        ];
        for (fields, says) in cases {
            let refused = send_form(&app, Some(&own), &mentor_id, HERE, fields).await;
            assert_eq!((refused.status.as_u16(), refused.headers.get(LOCATION)), (422, None), "{says}");
            assert!(refused.text.contains(says) && refused.text.contains("Ines Carvalho"), "{says}: {}", refused.text);
        }
        let no_form = app.submit(Some(&own), &page, &page, &[("photo", "x")]).await;
        assert_eq!(no_form.status, 422, "{}", no_form.text);
        for (login, status) in [(None, 401), (Some(&mentee), 403)] {
            let refused = send_form(&app, login, &mentor_id, HERE, &[("photo", &picture)]).await;
            assert_eq!(refused.status, status, "{}", refused.text);
            assert!(refused.text.contains("Ines Carvalho"), "{}", refused.text);
        }
        let elsewhere = send_form(&app, Some(&own), &mentor_id, "https://evil.example", &[("remove", b"1")]).await;
        assert_eq!(elsewhere.status, 403);
        assert_eq!(photo().await, Some(url), "nothing of it was done");

        let removed = send_form(&app, Some(&own), &mentor_id, HERE, &[("remove", b"1")]).await;
        assert_eq!(removed.headers[LOCATION].to_str().unwrap(), format!("{page}?photo=removed"));
        let shown = app.get(Some(&own), &format!("{page}?photo=removed")).await.text;
        assert!(shown.contains("Photo removed") && !shown.contains("Remove photo"), "{shown}");
        assert_eq!(photo().await, None);
    }

    async fn the_file_goes_with_the_last_one_who_has_it(app: TestApp) {
        let (ines, ines_id) = app.mentor("ines@example.com", Value::Null).await;
        let (mo, mo_id) = app.mentor("mo@example.com", Value::Null).await;
        let (one, other) = (png(&quarters(300, 300)), png(&quarters(300, 400).fliph()));
        let shared = put_well(&app, &ines, &ines_id, one.clone()).await;
        assert_eq!(put_well(&app, &mo, &mo_id, one).await, shared);
        let own = put_well(&app, &ines, &ines_id, other).await;
        app.deliver().await;
        for url in [&shared, &own] {
            assert_eq!(app.get(None, url).await.status, 200, "{url}");
        }
        assert_eq!(remove(&app, Some(&mo), &path_of(&mo_id)).await.status, 204);
        app.deliver().await;
        app.get(None, &shared).await.problem(404);
        assert_eq!(app.kept_photos(), [own.trim_start_matches("/photos/")]);
    }

    async fn whoever_is_erased_leaves_no_photo(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let url = put_well(&app, &own, &mentor_id, png(&quarters(300, 300))).await;
        let user_id = app.get(Some(&own), "/api/auth/me").await.expect(200)["person"]["user_id"].clone();
        let path = format!("/api/users/{}/erasure", user_id.as_str().unwrap());
        let erased = app.post(Some(&own), &path, json!({ "email": "ines@example.com", "reason": "" })).await;
        assert!(erased.status.is_success(), "{}", erased.text);
        app.deliver().await;
        app.get(None, &url).await.problem(404);
        assert_eq!(app.kept_photos(), Vec::<String>::new());
        let pm = app.staff("pm@example.com", Role::Pm).await;
        put(&app, Some(&pm), &path_of(&mentor_id), png(&quarters(300, 300))).await.problem(404);
        assert_eq!(app.kept_photos(), Vec::<String>::new());
    }

    async fn a_search_that_is_asked_again_shows_the_new_photo(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let search = async || {
            let found = app.post(None, "/api/match", json!({ "query": "fundraising" })).await.expect(200);
            found["results"][0]["photo_url"].clone()
        };
        assert_eq!(search().await, Value::Null);
        app.clock.advance(Duration::from_secs(1));
        let url = put_well(&app, &own, &mentor_id, png(&quarters(300, 300))).await;
        assert_eq!(search().await, url);
    }

    async fn what_names_no_photo_is_not_there(app: TestApp) {
        let (own, mentor_id) = app.mentor("ines@example.com", Value::Null).await;
        let url = put_well(&app, &own, &mentor_id, png(&quarters(300, 300))).await;
        let name = url.trim_start_matches("/photos/");
        for wrong in [
            "0".repeat(64) + ".jpg",
            name.to_uppercase(),
            name.replace(".jpg", ".png"),
            name.replace(".jpg", ""),
            format!("{name}.part"),
            format!("..%2Fphotos%2F{name}"),
            format!("..%2F{name}"),
            "%2e%2e".to_owned(),
            "%00".to_owned(),
        ] {
            app.get(None, &format!("/photos/{wrong}")).await.problem(404);
        }
        for path in ["/photos", "/photos/", "/photos/a/b.jpg"] {
            assert_eq!(app.get(None, path).await.status, 404, "{path}");
        }
    }
}
