//! What narrows a search: folded away until it is wanted, said in chips while it is in use.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlFormElement, HtmlSelectElement};

use super::search::Search;
use crate::kit::field::TextField;
use crate::kit::icon::{Glyph, Icon};
use crate::kit::select::{Choice, Select};
use crate::parts::profile_choices::{industries, languages, stages};

/// The filters of a search; without a need there is nothing to narrow.
#[component]
pub fn Filters(
    /// The search of the address.
    search: Memo<Search>,
) -> impl IntoView {
    let has_need = Memo::new(move |_| search.with(Search::has_need));
    move || {
        has_need.get().then(|| {
            view! {
                <Applied search />
                <Choices search />
            }
        })
    }
}

#[component]
fn Choices(search: Memo<Search>) -> impl IntoView {
    let field = move |read: fn(&Search) -> String| Signal::derive(move || search.with(read));
    view! {
        <details class="group">
            <summary class="inline-flex min-h-11 items-center gap-1.5 rounded-control font-medium text-muted hover:text-ink">
                "Filters"
                <span class="transition-transform group-open:rotate-180">
                    <Icon glyph=Glyph::Chevron />
                </span>
            </summary>
            <div class="grid grid-cols-2 gap-4 pt-2 lg:grid-cols-5" on:change=ask_again>
                <Select name="industry" label="Industry" none="Any" choices=industries() value=field(|s| s.industry.clone()) />
                <Select name="stage" label="Stage" none="Any" choices=stages() value=field(|s| s.stage.clone()) />
                <Select name="language" label="Language" none="Any" choices=languages() value=field(|s| s.language.clone()) />
                <Select name="within" label="Free within" none="Any time" choices=days() value=field(Search::within_text) />
                <div class="col-span-2 lg:col-span-1">
                    <TextField name="expertise" label="Expertise" value=field(|s| s.expertise.clone()) optional=true />
                </div>
            </div>
        </details>
    }
}

#[component]
fn Applied(search: Memo<Search>) -> impl IntoView {
    let chip = |(words, without): (String, String)| {
        view! {
            <li>
                <a
                    href=without
                    class="inline-flex min-h-8 items-center gap-1 rounded-full border border-edge bg-raised pl-3 pr-2 text-xs \
                    font-medium hover:border-ink"
                >
                    <span class="sr-only">"Remove filter: "</span>
                    {words}
                    <Icon glyph=Glyph::Cross />
                </a>
            </li>
        }
    };
    move || {
        let applied = search.with(Search::applied);
        (!applied.is_empty()).then(|| {
            view! {
                <ul aria-label="Filters in use" class="flex flex-wrap gap-2">
                    {applied.into_iter().map(chip).collect_view()}
                </ul>
            }
        })
    }
}

fn days() -> Vec<Choice> {
    [("2", "2 days"), ("7", "A week"), ("14", "Two weeks")]
        .map(|(days, words)| (days.into(), words.into()))
        .into()
}

/// A choice asks at once; text waits for the button.
fn ask_again(event: Event) {
    let chosen = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
    let form: Option<HtmlFormElement> = chosen.and_then(|select| select.form());
    if let Some(form) = form {
        // A form that cannot be sent says so itself.
        let _ = form.request_submit();
    }
}
