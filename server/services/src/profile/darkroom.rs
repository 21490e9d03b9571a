//! From the file that somebody chose to the photo that is kept: upright, square, small, and nothing but its pixels.
//!
//! Where, when and with what a picture was taken stands beside the pixels in its file, and is not written again.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::error::LimitErrorKind;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage, Rgba};
use office_hours::Failure;
use office_hours::profile::photo::{self, Crop, KEPT_SIDE, MAX_PIXELS, MIN_SIDE, PHOTO, Square};
use office_hours::text;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::failure::OrFail;
use crate::ports::PortError;

/// Of 100: what is lost does not show.
const QUALITY: u8 = 85;
/// The most memory of one opened picture, in bytes: its pixels with colours and transparency.
const MAX_MEMORY: u64 = 4 * MAX_PIXELS;
/// Pictures that are open at once. A second one would take as much memory again.
const AT_ONCE: usize = 1;

/// Where pictures are opened, in turn.
pub(crate) struct Darkroom(Arc<Semaphore>);

impl Default for Darkroom {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Darkroom {
    /// The square as JPEG.
    pub(super) async fn develop(&self, file: Vec<u8>, crop: Crop) -> Result<Vec<u8>, Failure> {
        let turn = Arc::clone(&self.0).acquire_owned().await;
        let developed = spawn_blocking(move || {
            // Whoever asked may be gone; the memory is not, until this is done.
            let _turn = turn;
            develop(&file, crop)
        });
        developed.await.unwrap_or_else(|stopped| {
            tracing::warn!(error = %stopped, "a picture stopped whoever opened it");
            Err(photo::unreadable())
        })
    }
}

fn develop(file: &[u8], crop: Crop) -> Result<Vec<u8>, Failure> {
    let (picture, orientation, square) = open(file, crop)?;
    let cut = picture.crop_imm(square.x, square.y, square.side, square.side);
    // As large as the rest together.
    drop(picture);
    let cut = DynamicImage::ImageRgb8(on_white(cut));
    let mut small = cut.resize_exact(KEPT_SIDE, KEPT_SIDE, FilterType::Lanczos3);
    small.apply_orientation(orientation);
    let mut kept = Vec::new();
    small
        .write_with_encoder(JpegEncoder::new_with_quality(&mut kept, QUALITY))
        .map_err(|error| PortError::GiveUp(format!("a photo could not be written: {error}")))
        .or_fail()?;
    Ok(kept)
}

/// The picture as it lies in the file, how it is turned, and the square as it lies there. What would take too much
/// memory is refused by what the file says of itself, before it takes any.
fn open(file: &[u8], crop: Crop) -> Result<(DynamicImage, Orientation, Square), Failure> {
    let is_ours =
        |format: &ImageFormat| matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP);
    let format = image::guess_format(file).ok().filter(is_ours).ok_or_else(photo::wrong_kind)?;
    let mut limits = limits();
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let lying = decoder.dimensions();
    photo::check_dimensions(lying)?;
    limits.reserve(decoder.total_bytes()).map_err(refusal)?;
    // Turned in no way that can be read: it is as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let square = crop.square(upright(lying, orientation))?;
    let picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    Ok((picture, orientation, lay(square, lying, orientation)))
}

fn limits() -> Limits {
    let longest = u32::try_from(MAX_PIXELS / u64::from(MIN_SIDE)).unwrap_or(u32::MAX);
    let mut limits = Limits::default();
    limits.max_image_width = Some(longest);
    limits.max_image_height = Some(longest);
    limits.max_alloc = Some(MAX_MEMORY);
    limits
}

fn refusal(error: ImageError) -> Failure {
    match error {
        ImageError::Limits(limit) if matches!(limit.kind(), LimitErrorKind::DimensionError) => {
            let message = text!("Use a picture of {max} megapixels at most.", max = MAX_PIXELS / 1_000_000);
            Failure::invalid(PHOTO, message)
        }
        ImageError::Limits(_) => {
            Failure::invalid(PHOTO, "Use a smaller picture: this one takes too much memory to open.")
        }
        _ => photo::unreadable(),
    }
}

/// Width and height of what lies like this once it is upright.
fn upright((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    match orientation {
        Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => (height, width),
        _ => (width, height),
    }
}

/// Where a square of the upright picture lies in the file. To turn the small square takes nothing, to turn the whole
/// picture would take as much memory again.
fn lay(Square { x, y, side }: Square, (width, height): (u32, u32), orientation: Orientation) -> Square {
    let from_right = |at: u32| width - side - at;
    let from_below = |at: u32| height - side - at;
    let (x, y) = match orientation {
        Orientation::NoTransforms => (x, y),
        Orientation::FlipHorizontal => (from_right(x), y),
        Orientation::Rotate180 => (from_right(x), from_below(y)),
        Orientation::FlipVertical => (x, from_below(y)),
        Orientation::Rotate90FlipH => (y, x),
        Orientation::Rotate90 => (y, from_below(x)),
        Orientation::Rotate270FlipH => (from_right(y), from_below(x)),
        Orientation::Rotate270 => (from_right(y), x),
    };
    Square { x, y, side }
}

/// JPEG knows no transparency: what is behind the picture is paper.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let Rgba([red, green, blue, alpha]) = *picture.get_pixel(x, y);
        Rgb([red, green, blue].map(|colour| over_white(colour, alpha)))
    })
}

fn over_white(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u32::from(colour), u32::from(alpha));
    // At most 255 by its nature.
    u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No two pixels are alike.
    fn picture(width: u32, height: u32) -> DynamicImage {
        RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, (x / 256 + 16 * (y / 256)) as u8]))
            .into()
    }

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_square_lies_where_it_stands_once_the_picture_is_upright() {
        for (width, height) in [(300, 420), (420, 300), (300, 300)] {
            let lying = picture(width, height);
            for orientation in (1..=8).filter_map(Orientation::from_exif) {
                let mut turned = lying.clone();
                turned.apply_orientation(orientation);
                let size = upright((width, height), orientation);
                assert_eq!((turned.width(), turned.height()), size, "{orientation:?}");
                for (x, y) in [("0", "0"), ("10000", "2000"), ("3000", "10000")] {
                    let seen = Crop::parse(x, y, "7000").unwrap().square(size).unwrap();
                    let expected = turned.crop_imm(seen.x, seen.y, seen.side, seen.side);
                    let Square { x, y, side } = lay(seen, (width, height), orientation);
                    let mut cut = lying.crop_imm(x, y, side, side);
                    cut.apply_orientation(orientation);
                    assert!(cut == expected, "{orientation:?} {seen:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_transparent_is_white() {
        assert_eq!((over_white(0, 0), over_white(200, 255), over_white(0, 255)), (255, 200, 0));
        assert_eq!((over_white(0, 128), over_white(255, 7)), (127, 255));
    }

    /// The head of a PNG file with transparency, without a single pixel.
    fn head_of_png((width, height): (u32, u32), bits: u8) -> Vec<u8> {
        let chunk = |content: &[u8]| {
            let crc = !content.iter().fold(u32::MAX, |crc, byte| {
                (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
            });
            let length = u32::try_from(content.len() - 4).unwrap();
            [&length.to_be_bytes()[..], content, &crc.to_be_bytes()].concat()
        };
        let header =
            [&b"IHDR"[..], &width.to_be_bytes(), &height.to_be_bytes(), &[bits, 6, 0, 0, 0]].concat();
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(&header), &chunk(b"IDAT")].concat()
    }

    #[test]
    fn what_would_take_too_much_memory_is_refused_by_its_head() {
        for (size, bits, said) in [
            ((50_000, 50_000), 8, "megapixels"),
            ((4_000_000, 200), 8, "megapixels"),
            ((7_000, 6_000), 8, "megapixels"),
            ((6_000, 5_000), 16, "memory"),
        ] {
            let refused = develop(&head_of_png(size, bits), Crop::default()).unwrap_err();
            let is_said = matches!(&refused, Failure::Invalid { field, message } if field == PHOTO && message.to_string().contains(said));
            assert!(is_said, "{size:?} {refused:?}");
        }
        // What could be opened only lacks its pixels.
        assert_eq!(develop(&head_of_png((6_000, 5_000), 8), Crop::default()), Err(photo::unreadable()));
    }

    #[test]
    fn what_is_cut_short_is_no_picture() {
        let file = png(&picture(300, 300));
        assert!(develop(&file, Crop::default()).is_ok());
        for length in [9, 60, file.len() / 2] {
            assert_eq!(develop(&file[..length], Crop::default()), Err(photo::unreadable()), "{length}");
        }
        assert_eq!(develop(b"GIF89a", Crop::default()), Err(photo::wrong_kind()));
    }
}
