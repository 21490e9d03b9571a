//! Between what and what a number is likely to be, as a bar.

use leptos::prelude::*;

/// Half of the drawing's width.
const HALF: f64 = 500.0;

/// A bar from `low` to `high` with a mark at `value`, on a scale with 0 in its middle; the numbers themselves stand
/// beside it as text.
///
/// Drawn as SVG, because the page's content policy allows no style attributes.
#[component]
pub fn Interval(
    /// Its lower end.
    low: f64,
    /// What was counted.
    value: f64,
    /// Its upper end.
    high: f64,
    /// Where the scale ends on both sides; above 0.
    reach: f64,
) -> impl IntoView {
    let at = |value: f64| place(value, reach);
    let (from, to) = (at(low), at(high));
    view! {
        <svg viewBox="0 0 1000 24" preserveAspectRatio="none" class="h-6 w-full min-w-32" aria-hidden="true">
            <rect x="498" width="4" height="24" class="fill-edge" />
            <rect x=from.to_string() y="10" width=(to - from).max(4).to_string() height="4" class="fill-ink" />
            <rect x=(at(value) - 8).to_string() y="4" width="16" height="16" class="fill-accent" />
        </svg>
    }
}

/// Whole numbers, as printing fractions would cost the browser ten kilobytes.
fn place(value: f64, reach: f64) -> i64 {
    (HALF + HALF * (value / reach).clamp(-1.0, 1.0)).round() as i64
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn nothing_is_in_the_middle_and_ends_are_kept() {
        for (value, expected) in [(0.0, 500), (0.1, 1_000), (-0.05, 250), (0.2, 1_000), (-9.0, 0)] {
            assert_eq!(place(value, 0.1), expected, "{value}");
        }
    }
}
