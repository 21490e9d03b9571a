//! What is folded away on the search page, and fetched by the browser when it is first unfolded.
//!
//! The first load carries the fold and no more. Without scripts the server's text stands in its place.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::filters::{Narrowing, choices};
use super::order::{Listed, sliders};
use super::signals::{Standing, bars};
use crate::kit::button::UNFOLD;
use crate::kit::icon::{Glyph, Icon};
use crate::lazy;
use crate::state::language::say;

/// What can be unfolded.
#[derive(Clone)]
pub enum Piece {
    /// The filters of a search.
    Choices(Narrowing),
    /// The sliders that put a list in another order.
    Sliders(Listed),
    /// The numbers behind one result.
    Bars(Standing),
}

/// How a piece is made.
pub type MakePiece = fn(Piece) -> AnyView;

/// Makes a piece. Only what is fetched may call it.
pub fn make_piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Choices(narrowing) => choices(narrowing),
        Piece::Sliders(listed) => sliders(listed),
        Piece::Bars(standing) => bars(standing),
    }
}

/// What makes the pieces, shared by all folds of the page.
#[derive(Clone, Copy)]
struct Later(RwSignal<Option<Result<MakePiece, ()>>>);

/// Makes it known to the folds of a page.
pub fn provide_later() {
    provide_context(Later(RwSignal::new(None)));
}

impl Later {
    /// Whether it is there, or the page is gone.
    fn is_done(self) -> bool {
        self.0.try_with_untracked(|make| matches!(make, Some(Ok(_)))).unwrap_or(true)
    }

    fn fetch(self) {
        if self.is_done() {
            return;
        }
        spawn_local(async move {
            let made = lazy::order().await.map_err(|_| ());
            // Another fold may have waited for it as well: what is made from it is not made anew.
            if !self.is_done() {
                self.0.set(Some(made));
            }
        });
    }
}

/// A fold.
#[component]
pub fn Unfold(
    /// What is in it.
    label: &'static str,
    /// When it opens by itself.
    #[prop(optional, into)]
    wanted: Signal<bool>,
    /// The same as text, for those without scripts; the server's business alone.
    plain: String,
    /// What is fetched.
    piece: Piece,
) -> impl IntoView {
    let later = expect_context::<Later>();
    let details = NodeRef::<html::Details>::new();
    let unfolded = RwSignal::new(false);
    let look = move || {
        if details.get_untracked().is_some_and(|details| details.open()) {
            // Once: folding it again keeps what was made.
            if !unfolded.get_untracked() {
                unfolded.set(true);
            }
            later.fetch();
        }
    };
    Effect::new(move || {
        if let Some(details) = details.get() {
            if wanted.try_get().unwrap_or_default() {
                details.set_open(true);
            }
            // Somebody may have unfolded it before the page came alive.
            look();
        }
    });
    let fetched = move || {
        let made = unfolded.try_get().filter(|unfolded| *unfolded).and_then(|_| later.0.try_get().flatten());
        made.map(|made| match made {
            Ok(make) => make(piece.clone()),
            Err(()) => {
                view! { <p role="alert">{say("This could not be loaded. Load the page again to see it.")}</p> }
                    .into_any()
            }
        })
    };
    view! {
        <details node_ref=details open=wanted.get_untracked() class="group/fold w-full" on:toggle=move |_| look()>
            <summary class=UNFOLD>
                {label} <span class="transition-transform group-open/fold:rotate-180">
                    <Icon glyph=Glyph::Chevron />
                </span>
            </summary>
            <noscript inner_html=plain></noscript>
            {fetched}
        </details>
    }
}
