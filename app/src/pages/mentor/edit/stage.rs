//! Where a chosen picture is moved and zoomed until the right part of it is in the circle: by hand, or with sliders, which
//! need no pointer. Fetched when the first picture has been chosen.
//!
//! Nothing is decided here: which square that is, and what can be chosen, say `office_hours::profile::photo`.

use leptos::ev::{Event, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use office_hours::profile::photo::{Crop, KEPT_SIDE};

use super::photo::PhotoDraft;
use super::picture::Picture;
use crate::state::language::{say, tell};

/// Steps of the sliders from one edge to the other.
const STEPS: u16 = 100;
/// The smallest part that the slider leads to, of the shorter side: five times as large.
const NEAREST: u16 = Crop::WHOLE / 5;

/// Opens the chosen file and makes the place for it; what cannot be used is said at the file.
pub fn make_stage(draft: PhotoDraft) -> AnyView {
    let picture = StoredValue::new_local(None::<Picture>);
    spawn_local(async move {
        let Some(input) = draft.input.get_untracked() else { return };
        // Another file may have been chosen, or the page left, before this one is open: it is closed again then.
        match Picture::open(&input).await {
            Ok(opened) => {
                let size = opened.size();
                if picture.try_set_value(Some(opened)).is_none() {
                    draft.size.set(Some(size));
                }
            }
            Err(failure) => {
                if picture.try_with_value(|_| ()).is_some() {
                    draft.problem.set(Some(tell(failure.text())));
                }
            }
        }
    });
    let stage = move || draft.size.try_get().flatten().map(|size| Stage { draft, picture, size }.view());
    stage.into_any()
}

/// An open picture.
#[derive(Clone, Copy)]
struct Stage {
    draft: PhotoDraft,
    picture: StoredValue<Option<Picture>, LocalStorage>,
    size: (u32, u32),
}

/// A pointer that is down: where it went down, and what was kept then.
#[derive(Clone, Copy)]
struct Grip {
    at: (i32, i32),
    crop: Crop,
}

impl Stage {
    fn view(self) -> AnyView {
        view! {
            <div class="grid gap-5 sm:grid-cols-[16rem_1fr]">
                {self.circle()}
                <div role="group" aria-label=say("Which part is shown") class="grid content-start gap-4">
                    {self.sliders()}
                </div>
            </div>
        }
        .into_any()
    }

    fn circle(self) -> AnyView {
        let canvas = NodeRef::<html::Canvas>::new();
        let grip = StoredValue::new(None::<Grip>);
        Effect::new(move || {
            if let (Some(canvas), Some(crop)) = (canvas.get(), self.draft.crop.try_get()) {
                self.picture.try_with_value(|picture| {
                    if let Some(picture) = picture {
                        picture.draw(&canvas, crop);
                    }
                });
            }
        });
        let take = move |event: PointerEvent| {
            if !event.is_primary() || event.button() != 0 {
                return;
            }
            if let Some(canvas) = canvas.get_untracked() {
                // Without it the hand loses the picture at its edge, and nothing else.
                let _ = canvas.set_pointer_capture(event.pointer_id());
            }
            let at = (event.client_x(), event.client_y());
            grip.set_value(Some(Grip { at, crop: self.draft.crop.get_untracked() }));
        };
        let drag = move |event: PointerEvent| {
            let (Some(grip), Some(canvas)) = (grip.get_value(), canvas.get_untracked()) else { return };
            let Ok(square) = grip.crop.square(self.size) else { return };
            // The picture goes with the hand, so the square goes the other way.
            let pixels = |from: i32, to: i32| {
                i64::from(from - to) * i64::from(square.side) / i64::from(canvas.client_width().max(1))
            };
            let (right, down) = (pixels(grip.at.0, event.client_x()), pixels(grip.at.1, event.client_y()));
            self.draft.crop.set(grip.crop.moved(self.size, right, down));
        };
        let let_go = move |_: PointerEvent| grip.set_value(None);
        let side = KEPT_SIDE.to_string();
        view! {
            <div class="relative aspect-square w-full max-w-64 overflow-hidden rounded-card border border-edge">
                <canvas
                    node_ref=canvas
                    width=side.clone()
                    height=side
                    role="img"
                    aria-label=say("The part that is shown")
                    class="size-full cursor-grab touch-none select-none active:cursor-grabbing"
                    on:pointerdown=take
                    on:pointermove=drag
                    on:pointerup=let_go
                    on:pointercancel=let_go
                ></canvas>
                // Pale outside of the circle. SVG, because the page's content policy allows no style attributes.
                <svg viewBox="0 0 100 100" class="pointer-events-none absolute inset-0 size-full" aria-hidden="true">
                    <path
                        d="M0 0h100v100H0ZM50 0a50 50 0 1 0 0 100 50 50 0 1 0 0-100Z"
                        fill-rule="evenodd"
                        class="fill-paper/75"
                    />
                </svg>
            </div>
        }
        .into_any()
    }

    fn sliders(self) -> AnyView {
        let Self { draft, size, .. } = self;
        let crop = draft.crop;
        let least = Crop::least_size(size).max(NEAREST);
        let farthest = zoom_of(least);
        let square = move || crop.try_get().and_then(|crop| crop.square(size).ok());
        let no_room_across = Signal::derive(move || square().is_none_or(|square| square.side >= size.0));
        let no_room_down = Signal::derive(move || square().is_none_or(|square| square.side >= size.1));
        let percent = |value: u16| format!("{value} %");
        let step = Crop::WHOLE / STEPS;
        view! {
            {slider(Slider {
                name: "zoom",
                label: say("Zoom"),
                range: (100, farthest),
                value: Signal::derive(move || crop.try_get().map_or(100, |crop| zoom_of(crop.size()))),
                rests: Signal::stored(farthest == 100),
                said: percent,
                put: Callback::new(move |zoom| crop.update(|crop| *crop = crop.zoomed(size, size_of(zoom).max(least)))),
            })}
            {slider(Slider {
                name: "across",
                label: say("From left to right"),
                range: (0, STEPS),
                value: Signal::derive(move || crop.try_get().map_or(0, |crop| crop.x() / step)),
                rests: no_room_across,
                said: percent,
                put: Callback::new(move |x: u16| crop.update(|crop| *crop = crop.with_x(x.saturating_mul(step)))),
            })}
            {slider(Slider {
                name: "down",
                label: say("From top to bottom"),
                range: (0, STEPS),
                value: Signal::derive(move || crop.try_get().map_or(0, |crop| crop.y() / step)),
                rests: no_room_down,
                said: percent,
                put: Callback::new(move |y: u16| crop.update(|crop| *crop = crop.with_y(y.saturating_mul(step)))),
            })}
        }
        .into_any()
    }
}

struct Slider {
    name: &'static str,
    label: &'static str,
    range: (u16, u16),
    value: Signal<u16>,
    /// Whether there is nothing to choose.
    rests: Signal<bool>,
    said: fn(u16) -> String,
    put: Callback<u16>,
}

fn slider(Slider { name, label, range: (min, max), value, rests, said, put }: Slider) -> AnyView {
    let id = format!("photo-{name}");
    let on_input = move |event: Event| {
        if let Ok(value) = event_target_value(&event).parse() {
            put.run(value);
        }
    };
    view! {
        <div class="grid min-w-0">
            <label for=id.clone() class="font-medium">
                {label}
            </label>
            <input
                type="range"
                id=id
                min=min.to_string()
                max=max.to_string()
                step="1"
                prop:value=move || value.get().to_string()
                disabled=move || rests.get()
                aria-valuetext=move || said(value.get())
                class="h-11 w-full accent-(--accent) disabled:opacity-50"
                on:input=on_input
            />
        </div>
    }
    .into_any()
}

/// How large the picture is drawn, in percent, where a part of this size is shown.
fn zoom_of(size: u16) -> u16 {
    u16::try_from(u32::from(Crop::WHOLE) * 100 / u32::from(size.max(1))).unwrap_or(u16::MAX)
}

/// The part that is shown at this zoom.
fn size_of(zoom: u16) -> u16 {
    u16::try_from(u32::from(Crop::WHOLE) * 100 / u32::from(zoom.max(1))).unwrap_or(Crop::WHOLE)
}
