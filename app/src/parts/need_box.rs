//! The need box: the one question of the product.

use leptos::html;
use leptos::prelude::*;

use crate::kit::button::PRIMARY;
use crate::kit::field::follow;
use crate::kit::icon::{Glyph, Icon};
use crate::state::language::say;

/// How it is put on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The page is this question.
    Alone,
    /// Above the answers.
    Above,
}

/// The question, its field and its button. Stands in a form that asks `/find`.
#[component]
pub fn NeedBox(
    /// What was asked; when it changes later, the field follows.
    #[prop(into)]
    query: Signal<String>,
    /// How it is put on the page.
    place: Place,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    follow(field, query, |input, query| input.set_value(query));
    let label = match place {
        Place::Alone => "text-2xl",
        Place::Above => "text-lg",
    };
    view! {
        <h1 class=label>
            <label for="need">{say("What do you need help with?")}</label>
        </h1>
        <div class="flex flex-col gap-2 rounded-card border border-edge bg-raised p-2 transition-shadow \
        focus-within:border-accent focus-within:shadow-float sm:flex-row sm:items-center">
            <input
                node_ref=field
                id="need"
                name="query"
                type="search"
                value=query.get_untracked()
                required
                maxlength="500"
                autocomplete="off"
                enterkeyhint="search"
                placeholder=say("In your own words")
                class="min-h-12 min-w-0 grow rounded-control bg-transparent px-3 text-base"
            />
            <button type="submit" class=PRIMARY>
                <Icon glyph=Glyph::Search />
                {say("Search")}
            </button>
        </div>
    }
}
