//! What narrows a search: folded away until it is wanted, said in chips while it is in use.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlFormElement, HtmlSelectElement};
use office_hours::matching::{Facet, FacetKind};

use super::search::{Hours, Search};
use crate::kit::button::UNFOLD;
use crate::kit::field::TextField;
use crate::kit::icon::{Glyph, Icon};
use crate::kit::removable::Removable;
use crate::kit::select::{Choice, Select};
use crate::parts::profile_choices::{industries, languages, stages};
use crate::parts::words::sentence;

/// The filters of a search; without a need there is nothing to narrow.
#[component]
pub fn Filters(
    /// The search of the address.
    search: Memo<Search>,
    /// How many mentors each choice would leave, once that is known.
    facets: Signal<Vec<Facet>>,
) -> impl IntoView {
    let has_need = Memo::new(move |_| search.with(Search::has_need));
    move || {
        has_need.get().then(|| {
            view! {
                <Applied search />
                <Choices search facets />
            }
        })
    }
}

#[component]
fn Choices(search: Memo<Search>, facets: Signal<Vec<Facet>>) -> impl IntoView {
    let counts = move |kind: FacetKind| {
        Signal::derive(move || {
            let facets = facets.get();
            let facet = facets.into_iter().find(|facet| facet.kind == kind);
            facet
                .map(|facet| facet.values.into_iter().map(|one| (one.value, one.count)).collect())
                .unwrap_or_default()
        })
    };
    let field = move |read: fn(&Search) -> String| Signal::derive(move || search.with(read));
    view! {
        <details class="group">
            <summary class=UNFOLD>
                "Filters"
                <span class="transition-transform group-open:rotate-180">
                    <Icon glyph=Glyph::Chevron />
                </span>
            </summary>
            <Kept name="country" value=field(|s| s.country.clone()) />
            <Kept name="company" value=field(|s| s.company.clone()) />
            <Kept name="order" value=field(|s| s.leaning.clone()) />
            <div class="grid grid-cols-2 gap-4 pt-2 md:grid-cols-3 lg:grid-cols-4" on:change=ask_again>
                <Select name="industry" label="Industry" none="Any" choices=industries() counts=counts(FacetKind::Industry) value=field(|s| s.industry.clone()) />
                <Select name="stage" label="Stage" none="Any" choices=stages() counts=counts(FacetKind::Stage) value=field(|s| s.stage.clone()) />
                <Select name="language" label="Language" none="Any" choices=languages() counts=counts(FacetKind::Language) value=field(|s| s.language.clone()) />
                <Select name="within" label="Free within" none="Any time" choices=days() value=field(Search::within_text) />
                <Select name="hours" label="Time of day" none="Any time" choices=hours() value=field(Search::hours_text) />
                <Select name="rating" label="Rated" none="Any" choices=ratings() value=field(Search::rating_text) />
                <div class="col-span-2">
                    <TextField name="expertise" label="Expertise" value=field(|s| s.expertise.clone()) optional=true />
                </div>
            </div>
        </details>
    }
}

/// What has no control of its own and stays in the address when another choice is made.
#[component]
fn Kept(name: &'static str, value: Signal<String>) -> impl IntoView {
    view! { <input type="hidden" name=name value=value.get_untracked() prop:value=value /> }
}

#[component]
fn Applied(search: Memo<Search>) -> impl IntoView {
    let chip = |(words, without): (String, String)| {
        view! {
            <li>
                <Removable words without action="Remove filter" />
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

fn hours() -> Vec<Choice> {
    Hours::ALL.map(|hours| (hours.word().into(), sentence(hours.word()))).into()
}

fn ratings() -> Vec<Choice> {
    [("4", "4 or better"), ("3", "3 or better")].map(|(stars, words)| (stars.into(), words.into())).into()
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
