//! The form on a mentor's page that gives them a photo, or takes it away.
//!
//! It is sent to the page itself: what is refused comes back on the page that answers.

use app::pages::mentor::{PhotoNews, RefusedPhoto};
use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::IntoView;
use office_hours::ids::MentorId;
use office_hours::profile::photo::{Crop, MAX_BYTES, PHOTO, missing};
use office_hours::{Actor, Failure};
use services::{Services, profile};

use super::render_with;
use crate::http::upload;

/// What stands in the form around the file, in bytes; most of it says where the fields begin.
const AROUND: usize = 16 * 1024;

/// What the form asks for.
enum Sent {
    /// To take the photo away.
    Remove,
    /// A square of a picture.
    Save(Vec<u8>, Crop),
}

/// Does so, and leads back to the page; or that page, with what was refused.
pub(super) async fn change_photo<V: IntoView + 'static>(
    services: Services,
    (actor, mentor_id): (Actor, MentorId),
    request: Request,
    context: impl Fn() + Clone + Send + Sync + 'static,
    page: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let (parts, body) = request.into_parts();
    let done = match read(parts.clone(), body).await {
        Ok(Sent::Remove) => {
            profile::remove_photo(&services, &actor, mentor_id).await.map(|()| PhotoNews::Removed)
        }
        Ok(Sent::Save(picture, crop)) => {
            profile::save_photo(&services, &actor, mentor_id, picture, crop).await.map(|_| PhotoNews::Saved)
        }
        Err(failure) => Err(failure),
    };
    match done {
        Ok(news) => Redirect::to(&format!("/mentors/{mentor_id}?photo={}", news.as_str())).into_response(),
        Err(failure) => {
            let status = StatusCode::from_u16(failure.status()).unwrap_or_default();
            (status, render_with(RefusedPhoto(failure), parts, context, page).await).into_response()
        }
    }
}

async fn read(parts: Parts, body: Body) -> Result<Sent, Failure> {
    let body = upload::read(body, MAX_BYTES + AROUND).await?;
    let request = Request::from_parts(parts, Body::from(body));
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|refused| Failure::invalid(PHOTO, refused.body_text()))?;
    let mut picture = None;
    let [mut x, mut y, mut size] = [const { String::new() }; 3];
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name().unwrap_or_default() {
            "remove" => return Ok(Sent::Remove),
            PHOTO => picture = Some(field.bytes().await.map_err(unreadable)?),
            "crop_x" => x = text(field).await?,
            "crop_y" => y = text(field).await?,
            "crop_size" => size = text(field).await?,
            _ => {}
        }
    }
    let picture = picture.filter(|picture| !picture.is_empty()).ok_or_else(missing)?;
    Ok(Sent::Save(picture.into(), Crop::parse(&x, &y, &size)?))
}

async fn text(field: Field<'_>) -> Result<String, Failure> {
    field.text().await.map_err(unreadable)
}

fn unreadable(error: MultipartError) -> Failure {
    Failure::invalid(PHOTO, error.body_text())
}
