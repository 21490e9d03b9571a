//! A share of a whole as a bar.

use leptos::prelude::*;

/// A bar filled to `value`; the number itself stands beside it as text.
///
/// Drawn as SVG, because the page's content policy allows no style attributes.
#[component]
pub fn Bar(
    /// In [0, 1]; more is shown as full.
    value: f64,
) -> impl IntoView {
    let width = hundredths(value.clamp(0.0, 1.0)).to_string();
    view! {
        <svg viewBox="0 0 100 6" preserveAspectRatio="none" class="h-1.5 w-full rounded-full" aria-hidden="true">
            <rect width="100" height="6" class="fill-tint" />
            <rect width=width height="6" class="fill-accent" />
        </svg>
    }
}

/// `0.914` as "91 %".
pub fn percent(value: f64) -> String {
    format!("{} %", hundredths(value))
}

/// Whole numbers, because printing fractions alone would cost the browser ten kilobytes.
fn hundredths(value: f64) -> i64 {
    (value * 100.0).round() as i64
}
