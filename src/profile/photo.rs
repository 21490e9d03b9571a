//! A mentor's photo: which pictures can be one, which square of them is kept, and what it is called.
//!
//! Browsers ask the same functions as the server: they say at once what the server would say, and show the very square
//! that it will cut. Opening, turning and shrinking a picture is the server's work and not here.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::text;

/// The longest file, in bytes: 5 MB.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The shortest side of a picture, and of the square that is cut out of it, in pixels.
pub const MIN_SIDE: u32 = 200;
/// The most pixels of a picture, however few bytes they take.
pub const MAX_PIXELS: u64 = 40_000_000;
/// The side of the square as it is kept, in pixels: enough for the largest place that shows it, on a screen of any
/// density.
pub const KEPT_SIDE: u32 = 512;
/// What files can be.
pub const MEDIA_TYPES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// The field under which forms send the file and refusals name it.
pub const PHOTO: &str = "photo";
/// The field that refusals of a [`Crop`] name.
pub const CROP: &str = "crop";

/// Refuses a form without a file.
pub fn missing() -> Failure {
    Failure::invalid(PHOTO, "Choose a picture first.")
}

/// Refuses a file of another kind.
pub fn wrong_kind() -> Failure {
    Failure::invalid(PHOTO, "Choose a JPEG, PNG or WebP picture.")
}

/// Refuses what is longer than [`MAX_BYTES`].
pub fn too_long() -> Failure {
    Failure::invalid(PHOTO, "Use a file of 5 MB at most.")
}

/// Refuses what is of the right kind and cannot be opened all the same.
pub fn unreadable() -> Failure {
    Failure::invalid(
        PHOTO,
        "This file cannot be read as a picture. Save it again as JPEG, PNG or WebP, and try that.",
    )
}

/// Checks how long the file is, in bytes.
pub fn check_length(bytes: usize) -> Result<(), Failure> {
    match bytes {
        0 => Err(missing()),
        _ if bytes > MAX_BYTES => Err(too_long()),
        _ => Ok(()),
    }
}

/// Checks what a browser takes the file for.
pub fn check_media_type(media_type: &str) -> Result<(), Failure> {
    if MEDIA_TYPES.contains(&media_type) { Ok(()) } else { Err(wrong_kind()) }
}

/// Checks how many pixels the picture has.
pub fn check_dimensions((width, height): (u32, u32)) -> Result<(), Failure> {
    if width.min(height) < MIN_SIDE {
        let message = text!(
            "Use a picture of at least {min} pixels on each side; this has {width} by {height}.",
            min = MIN_SIDE,
            width,
            height,
        );
        return Err(Failure::invalid(PHOTO, message));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        let message = text!(
            "Use a picture of {max} megapixels at most; this has {width} by {height} pixels.",
            max = MAX_PIXELS / 1_000_000,
            width,
            height,
        );
        return Err(Failure::invalid(PHOTO, message));
    }
    Ok(())
}

/// Which square of a picture is kept, as it is seen upright.
///
/// Each part is a whole number of ten thousandths, so that whoever computes with it comes to the very same pixel. Where
/// the square stands is said within the room there is for it: whatever the picture's shape, it never leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crop {
    x: u16,
    y: u16,
    size: u16,
}

/// The square in the middle, as large as it can be.
impl Default for Crop {
    fn default() -> Self {
        Self { x: Self::MIDDLE, y: Self::MIDDLE, size: Self::WHOLE }
    }
}

/// A square of a picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Square {
    /// From the left edge.
    pub x: u32,
    /// From the upper edge.
    pub y: u32,
    /// Its width and its height.
    pub side: u32,
}

impl Crop {
    /// All of the room, or of the shorter side.
    pub const WHOLE: u16 = 10_000;
    /// Half of it.
    const MIDDLE: u16 = Self::WHOLE / 2;

    /// Parses what a form or a program sends; what is empty is that of [`Crop::default`].
    pub fn parse(x: &str, y: &str, size: &str) -> Result<Self, Failure> {
        Ok(Self { x: part(x, Self::MIDDLE)?, y: part(y, Self::MIDDLE)?, size: part(size, Self::WHOLE)? })
    }

    /// How far the square is from the left edge: 0 is at it, [`Crop::WHOLE`] at the right one.
    pub fn x(self) -> u16 {
        self.x
    }

    /// How far the square is from the upper edge: 0 is at it, [`Crop::WHOLE`] at the lower one.
    pub fn y(self) -> u16 {
        self.y
    }

    /// The side of the square, of the shorter side of the picture.
    pub fn size(self) -> u16 {
        self.size
    }

    /// The same square, so far from the left edge; what is beyond the right one is at it.
    pub fn with_x(self, x: u16) -> Self {
        Self { x: x.min(Self::WHOLE), ..self }
    }

    /// The same square, so far from the upper edge; what is beyond the lower one is at it.
    pub fn with_y(self, y: u16) -> Self {
        Self { y: y.min(Self::WHOLE), ..self }
    }

    /// The square in a picture of this width and height.
    pub fn square(self, picture: (u32, u32)) -> Result<Square, Failure> {
        check_dimensions(picture)?;
        let square = self.cut(picture);
        if square.side < MIN_SIDE {
            let message = text!(
                "Keep a larger part of the picture: at least {min} pixels; this has {side}.",
                min = MIN_SIDE,
                side = square.side,
            );
            return Err(Failure::invalid(CROP, message));
        }
        Ok(square)
    }

    /// The least size that a square of this picture may have.
    pub fn least_size((width, height): (u32, u32)) -> u16 {
        let whole = u32::from(Self::WHOLE);
        let least = (MIN_SIDE * whole).div_ceil(width.min(height).max(1));
        u16::try_from(least.min(whole)).unwrap_or(Self::WHOLE)
    }

    /// Of another size, around the same middle as far as the edges let it.
    pub fn zoomed(self, picture: (u32, u32), size: u16) -> Self {
        let before = self.cut(picture);
        let sized = Self { size: size.clamp(Self::least_size(picture), Self::WHOLE), ..self };
        let shrunk = i64::from(before.side) - i64::from(sized.cut(picture).side);
        sized.at(picture, i64::from(before.x) + shrunk / 2, i64::from(before.y) + shrunk / 2)
    }

    /// Moved by so many pixels of the picture, as far as the edges let it.
    pub fn moved(self, picture: (u32, u32), right: i64, down: i64) -> Self {
        let before = self.cut(picture);
        self.at(picture, i64::from(before.x).saturating_add(right), i64::from(before.y).saturating_add(down))
    }

    /// With its corner as near to these pixels as there is room.
    fn at(self, picture: (u32, u32), x: i64, y: i64) -> Self {
        let side = self.cut(picture).side;
        Self { x: share(x, picture.0 - side), y: share(y, picture.1 - side), ..self }
    }

    /// The square, whether it is large enough or not; it is within any picture.
    fn cut(self, (width, height): (u32, u32)) -> Square {
        let side = scaled(width.min(height), self.size);
        Square { x: scaled(width - side, self.x), y: scaled(height - side, self.y), side }
    }
}

fn part(text: &str, otherwise: u16) -> Result<u16, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(otherwise);
    }
    let number = text.parse::<u16>().ok().filter(|number| *number <= Crop::WHOLE);
    number.ok_or_else(|| {
        let message = text!(
            "Say where the square is, and its size, in whole numbers from 0 to {whole}.",
            whole = Crop::WHOLE
        );
        Failure::invalid(CROP, message)
    })
}

/// So many ten thousandths of a length, at most all of it.
fn scaled(length: u32, part: u16) -> u32 {
    let whole = u64::from(Crop::WHOLE);
    let scaled = (u64::from(length) * u64::from(part) + whole / 2) / whole;
    u32::try_from(scaled).map_or(length, |scaled| scaled.min(length))
}

/// How many ten thousandths of the room a length is, if it is within it; without room, the middle.
fn share(length: i64, room: u32) -> u16 {
    if room == 0 {
        return Crop::MIDDLE;
    }
    let room = i64::from(room);
    let share = (length.clamp(0, room) * i64::from(Crop::WHOLE) + room / 2) / room;
    u16::try_from(share).unwrap_or(Crop::WHOLE)
}

/// What a photo that is kept is called: the SHA-256 of its bytes. The same picture has one name, and under a name there
/// is never another picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhotoName(String);

/// Every photo is kept as JPEG.
const ENDING: &str = ".jpg";
/// Where photos are on the site.
const PLACE: &str = "/photos/";

impl PhotoName {
    /// Of the photo with this digest.
    pub fn of_digest(digest: &[u8; 32]) -> Self {
        let mut name = String::with_capacity(2 * digest.len() + ENDING.len());
        for byte in digest {
            // Writing to a string cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        Self(name + ENDING)
    }

    /// Parses a name; whatever is none names no photo.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let digest = text.strip_suffix(ENDING).unwrap_or_default();
        let is_digest =
            digest.len() == 64 && digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_digest { Ok(Self(text.to_owned())) } else { Err(Failure::not_found("photo")) }
    }

    /// The name in an address of this site; pictures elsewhere have none.
    pub fn of_url(url: &str) -> Option<Self> {
        Self::parse(url.strip_prefix(PLACE)?).ok()
    }

    /// Where the photo is on this site.
    pub fn url(&self) -> String {
        format!("{PLACE}{}", self.0)
    }

    /// As a file is called.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PhotoName {
    type Error = Failure;

    fn try_from(text: String) -> Result<Self, Failure> {
        Self::parse(&text)
    }
}

impl From<PhotoName> for String {
    fn from(name: PhotoName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field_of<T: std::fmt::Debug>(answer: Result<T, Failure>) -> String {
        match answer {
            Err(Failure::Invalid { field, message }) if message.to_string().ends_with('.') => field,
            other => panic!("expected a field, got {other:?}"),
        }
    }

    fn crop(x: u16, y: u16, size: u16) -> Crop {
        Crop::parse(&x.to_string(), &y.to_string(), &size.to_string()).unwrap()
    }

    #[test]
    fn files_and_pictures_have_limits() {
        assert_eq!((check_length(1), check_length(MAX_BYTES)), (Ok(()), Ok(())));
        assert_eq!((check_length(0), check_length(MAX_BYTES + 1)), (Err(missing()), Err(too_long())));
        for good in MEDIA_TYPES {
            assert_eq!(check_media_type(good), Ok(()));
        }
        for other in ["", "image/gif", "image/svg+xml", "text/html", "IMAGE/JPEG"] {
            assert_eq!(check_media_type(other), Err(wrong_kind()), "{other}");
        }
        for good in [(200, 200), (200, 200_000), (8_000, 5_000)] {
            assert_eq!(check_dimensions(good), Ok(()), "{good:?}");
        }
        for wrong in
            [(199, 4_000), (4_000, 199), (0, 0), (8_001, 5_000), (u32::MAX, u32::MAX), (200, 200_001)]
        {
            assert_eq!(field_of(check_dimensions(wrong)), PHOTO, "{wrong:?}");
        }
    }

    #[test]
    fn the_middle_is_kept_where_nothing_is_said() {
        assert_eq!(Crop::parse("", " ", "").unwrap(), Crop::default());
        for (picture, square) in [
            ((800, 600), Square { x: 100, y: 0, side: 600 }),
            ((600, 800), Square { x: 0, y: 100, side: 600 }),
            ((200, 200), Square { x: 0, y: 0, side: 200 }),
            ((301, 200), Square { x: 51, y: 0, side: 200 }),
        ] {
            assert_eq!(Crop::default().square(picture), Ok(square), "{picture:?}");
        }
    }

    #[test]
    fn what_is_no_part_of_the_whole_is_refused() {
        for wrong in ["NaN", "-1", "10001", "99999999999", "0.5", "inf", "1e3", "half", "0x10", "１"] {
            for (x, y, size) in [(wrong, "", ""), ("", wrong, ""), ("", "", wrong)] {
                assert_eq!(field_of(Crop::parse(x, y, size)), CROP, "{wrong}");
            }
        }
    }

    #[test]
    fn a_square_is_refused_where_too_little_would_be_kept() {
        assert_eq!(crop(0, 0, 5_000).square((400, 900)).unwrap().side, 200);
        for (size, picture) in [(4_900, (400, 900)), (0, (4_000, 4_000)), (9_900, (200, 900))] {
            assert_eq!(field_of(crop(0, 0, size).square(picture)), CROP, "{size}");
        }
        assert_eq!(field_of(Crop::default().square((100, 900))), PHOTO);
    }

    #[test]
    fn every_square_is_within_its_picture() {
        let steps = [0, 1, 37, 2_500, 4_999, 5_000, 9_999, 10_000];
        let pictures = [(200, 200), (200, 201), (333, 1_000), (1_000, 333), (8_000, 5_000), (200, 200_000)];
        for picture in pictures {
            let least = Crop::least_size(picture);
            assert!(crop(0, 0, least).square(picture).is_ok(), "{picture:?} {least}");
            for (x, y) in steps.iter().flat_map(|x| steps.map(|y| (*x, y))) {
                for size in steps {
                    let square = crop(x, y, size).cut(picture);
                    let ends = (square.x + square.side, square.y + square.side);
                    assert!(ends.0 <= picture.0 && ends.1 <= picture.1, "{picture:?} {square:?}");
                }
                // Moving and zooming lead to squares that are kept.
                for size in [0, least, 9_000, u16::MAX] {
                    let led = crop(x, y, 10_000).zoomed(picture, size).moved(picture, 17, i64::MIN);
                    assert!(led.square(picture).is_ok(), "{picture:?} {led:?}");
                }
            }
        }
    }

    #[test]
    fn a_square_goes_with_the_hand_up_to_the_edges() {
        let picture = (1_000, 600);
        let small = crop(5_000, 5_000, 5_000);
        assert_eq!(small.square(picture), Ok(Square { x: 350, y: 150, side: 300 }));
        assert_eq!(small.moved(picture, 70, -30).square(picture), Ok(Square { x: 420, y: 120, side: 300 }));
        assert_eq!(small.moved(picture, -351, 151).square(picture), Ok(Square { x: 0, y: 300, side: 300 }));
        assert_eq!(
            small.moved(picture, i64::MAX, i64::MIN).square(picture),
            Ok(Square { x: 700, y: 0, side: 300 })
        );
        // Where there is no room the middle is as good as any place.
        assert_eq!(crop(0, 0, 10_000).moved((600, 600), 5, 5), Crop::default());
    }

    #[test]
    fn zooming_stays_around_the_middle() {
        let picture = (1_000, 600);
        let near = crop(5_000, 5_000, 5_000).zoomed(picture, 4_000);
        assert_eq!(near.square(picture), Ok(Square { x: 380, y: 180, side: 240 }));
        assert_eq!(near.zoomed(picture, 5_000).square(picture), Ok(Square { x: 350, y: 150, side: 300 }));
        // At an edge it gives way.
        assert_eq!(
            crop(0, 0, 4_000).zoomed(picture, 10_000).square(picture),
            Ok(Square { x: 0, y: 0, side: 600 })
        );
        assert_eq!(crop(0, 0, 10_000).zoomed(picture, 0).size(), Crop::least_size(picture));
    }

    #[test]
    fn only_a_digest_is_a_name() {
        let name = PhotoName::of_digest(&[0xa7; 32]);
        assert_eq!(name.as_str(), format!("{}.jpg", "a7".repeat(32)));
        assert_eq!(PhotoName::parse(name.as_str()), Ok(name.clone()));
        assert_eq!(PhotoName::of_url(&name.url()), Some(name.clone()));
        let digest = "a7".repeat(32);
        for wrong in [
            String::new(),
            ".jpg".into(),
            digest.clone(),
            format!("{digest}.png"),
            format!("{}.jpg", digest.to_uppercase()),
            format!("{digest}0.jpg"),
            format!("../{digest}.jpg"),
            format!("{}/../x.jpg", "a".repeat(58)),
            format!("{digest}.jpg.jpg"),
            "é".repeat(32) + ".jpg",
        ] {
            assert!(PhotoName::parse(&wrong).is_err(), "{wrong}");
            assert_eq!(PhotoName::of_url(&format!("/photos/{wrong}")), None, "{wrong}");
        }
        assert_eq!(PhotoName::of_url("https://example.com/me.jpg"), None);
        assert_eq!(serde_json::from_value::<PhotoName>(serde_json::json!(name.as_str())).unwrap(), name);
        assert!(serde_json::from_value::<PhotoName>(serde_json::json!("../x.jpg")).is_err());
    }
}
