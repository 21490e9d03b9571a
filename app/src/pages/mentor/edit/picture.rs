//! A picture that somebody chose, as their browser opens it. Nothing of it is sent.

use js_sys::futures::JsFuture;
use leptos::prelude::window;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap};
use office_hours::Failure;
use office_hours::profile::photo::{self, Crop, KEPT_SIDE};

/// Open, and upright. Many megabytes: they are given back when it is dropped.
pub struct Picture(ImageBitmap);

impl Drop for Picture {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Picture {
    /// The one that is chosen in a form.
    pub async fn open(input: &HtmlInputElement) -> Result<Self, Failure> {
        let file: File = input.files().and_then(|files| files.get(0)).ok_or_else(photo::missing)?;
        photo::check_media_type(&file.type_())?;
        photo::check_length(file.size() as usize)?;
        // From the file itself: the page's policy allows no picture by an address of the browser's own.
        let opening = window().create_image_bitmap_with_blob(&file).map_err(|_| photo::unreadable())?;
        let opened = JsFuture::from(opening).await.map_err(|_| photo::unreadable())?;
        let picture = Self(opened.dyn_into().map_err(|_| photo::unreadable())?);
        photo::check_dimensions(picture.size())?;
        Ok(picture)
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        (self.0.width(), self.0.height())
    }

    /// Draws the square as it will be kept. What cannot be drawn is cut all the same, once it is sent.
    pub fn draw(&self, canvas: &HtmlCanvasElement, crop: Crop) {
        let Ok(square) = crop.square(self.size()) else { return };
        let context = canvas.get_context("2d").ok().flatten();
        let Some(context) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
        else {
            return;
        };
        let (x, y, side, kept) = (square.x.into(), square.y.into(), square.side.into(), KEPT_SIDE.into());
        // Behind what is transparent.
        context.set_fill_style_str("white");
        context.fill_rect(0.0, 0.0, kept, kept);
        let _ = context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &self.0, x, y, side, side, 0.0, 0.0, kept, kept,
        );
    }
}
