//! Bodies that are longer than those of other requests: files that people choose.
//!
//! What is too long is refused in words and at the place where it was chosen. Whoever still sends hears no answer, so it
//! is let in and thrown away first, up to a bound.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody};
use office_hours::Failure;
use office_hours::profile::photo;

/// So much is let in at most, in bytes, whatever becomes of it.
const MAX_RECEIVED: usize = 32 * 1024 * 1024;

/// The body, if it has `max` bytes at most.
pub(super) async fn read(mut body: Body, max: usize) -> Result<Vec<u8>, Failure> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > MAX_RECEIVED {
        return Err(photo::too_long());
    }
    let mut kept = Vec::with_capacity(announced.min(max));
    let mut received = 0;
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|_| {
            Failure::invalid(photo::PHOTO, "The file did not arrive whole. Send it once more.")
        })?;
        // Trailers are no part of a file.
        let Ok(data) = frame.into_data() else { continue };
        received += data.len();
        if received > MAX_RECEIVED {
            break;
        }
        if received <= max {
            kept.extend_from_slice(&data);
        }
    }
    if received > max { Err(photo::too_long()) } else { Ok(kept) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_read_up_to_its_bound() {
        assert_eq!(read(Body::from("abc"), 3).await, Ok(b"abc".to_vec()));
        assert_eq!(read(Body::empty(), 0).await, Ok(vec![]));
        assert_eq!(read(Body::from("abcd"), 3).await, Err(photo::too_long()));
        assert_eq!(read(Body::from(vec![0; MAX_RECEIVED + 1]), 3).await, Err(photo::too_long()));
    }
}
