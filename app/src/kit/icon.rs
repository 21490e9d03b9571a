//! The few icons, drawn on a grid of 20 with one stroke width. They stand beside words, never alone.

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A magnifying glass.
    Search,
    /// A calendar sheet.
    Calendar,
    /// A clock.
    Clock,
    /// Three bars.
    Chart,
    /// Back.
    ArrowBack,
    /// Taken away.
    Cross,
    /// Done.
    Check,
    /// More below.
    Chevron,
    /// To be found again.
    Bookmark,
    /// To be changed.
    Pencil,
    /// A compass.
    Compass,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Search => "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12Zm4.5-1.5L17 17",
            Self::Calendar => "M4 5h12v11H4zM4 8.5h12M7.5 3v3.5M12.5 3v3.5",
            Self::Clock => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-11v4l2.5 2",
            Self::Chart => "M4.5 16.5V11M10 16.5v-13M15.5 16.5V7.5",
            Self::ArrowBack => "M16 10H4m5-5-5 5 5 5",
            Self::Cross => "m5.5 5.5 9 9m0-9-9 9",
            Self::Check => "m4 10.5 4 4 8-9",
            Self::Bookmark => "M5.5 3.5h9V17L10 13.5 5.5 17z",
            Self::Compass => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm3-10-1.6 4.4L7 13l1.6-4.4z",
            Self::Chevron => "m5.5 8 4.5 4.5L14.5 8",
            Self::Pencil => "M4 16l.8-3.4L13.6 3.8l2.6 2.6-8.8 8.8L4 16Z",
        }
    }
}

/// An icon of the size of the text around it, hidden from screen readers.
#[component]
pub fn Icon(
    /// Which one.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg
            viewBox="0 0 20 20"
            class=if glyph == Glyph::ArrowBack { "size-5 shrink-0 rtl:-scale-x-100" } else { "size-5 shrink-0" }
            fill="none"
            stroke="currentColor"
            stroke-width="1.6"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=glyph.path() />
        </svg>
    }
}
