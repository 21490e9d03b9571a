//! What narrows a search: folded away until it is wanted, said in chips while it is in use.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlFormElement, HtmlSelectElement};
use office_hours::matching::{Facet, FacetKind};

use super::later::{Piece, Unfold};
use super::search::{Hours, Search};
use crate::kit::field::TextField;
use crate::kit::removable::Removable;
use crate::kit::select::{Choice, Select};
use crate::parts::profile_choices::{industries, languages, stages};
use crate::state::language::say;

/// What the filters need to know.
#[derive(Clone, Copy)]
pub struct Narrowing {
    /// The search of the address.
    search: Memo<Search>,
    /// How many mentors each choice would leave, once that is known.
    facets: Signal<Vec<Facet>>,
    /// Whether the choices are there.
    made: RwSignal<bool>,
}

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
            let narrowing = Narrowing { search, facets, made: RwSignal::new(false) };
            view! {
                <Applied search />
                {move || kept(search, narrowing.made.get())}
                <Unfold label=say("Filters") plain=plain_choices(narrowing) piece=Piece::Choices(narrowing) />
            }
        })
    }
}

/// The choices.
pub fn choices(narrowing: Narrowing) -> AnyView {
    let Narrowing { search, facets, made } = narrowing;
    made.set(true);
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
        <div class="grid grid-cols-2 gap-4 pt-2 md:grid-cols-3 lg:grid-cols-4" on:change=ask_again>
            <Select name="industry" label=say("Industry") none=say("Any") choices=industries() counts=counts(FacetKind::Industry) value=field(|s| s.industry.clone()) />
            <Select name="stage" label=say("Stage") none=say("Any") choices=stages() counts=counts(FacetKind::Stage) value=field(|s| s.stage.clone()) />
            <Select name="language" label=say("Language") none=say("Any") choices=languages() counts=counts(FacetKind::Language) value=field(|s| s.language.clone()) />
            <Select name="within" label=say("Free within") none=say("Any time") choices=days() value=field(Search::within_text) />
            <Select name="hours" label=say("Time of day") none=say("Any time") choices=hours() value=field(Search::hours_text) />
            <Select name="rating" label=say("Rated") none=say("Any") choices=ratings() value=field(Search::rating_text) />
            <div class="col-span-2">
                <TextField name="expertise" label=say("Expertise") value=field(|s| s.expertise.clone()) optional=true />
            </div>
        </div>
    }
    .into_any()
}

/// The same for a form that is sent without a script; what comes later in a form counts, so that these win over
/// what is kept.
#[cfg(feature = "ssr")]
fn plain_choices(narrowing: Narrowing) -> String {
    choices(Narrowing { made: RwSignal::new(false), ..narrowing }).to_html()
}

/// The browser has the choices themselves.
#[cfg(not(feature = "ssr"))]
fn plain_choices(_: Narrowing) -> String {
    String::new()
}

/// What stays in the address when something else is asked, though no control says it: all that narrows while the
/// choices are not there. A part that was left out belongs to the need, which may be another one now.
fn kept(search: Memo<Search>, made: bool) -> AnyView {
    let is_kept = |name: &str| match name {
        // The form itself has the need, and whoever was chosen.
        "query" | "without" | "chosen" => false,
        "country" | "company" | "order" => true,
        _ => !made,
    };
    let kept =
        search.with(Search::params).into_iter().filter(|(name, value)| is_kept(name) && !value.is_empty());
    kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view()
        .into_any()
}

#[component]
fn Applied(search: Memo<Search>) -> impl IntoView {
    let chip = |(words, without): (String, String)| {
        view! {
            <li>
                <Removable words without action=say("Remove filter") />
            </li>
        }
    };
    move || {
        let applied = search.with(Search::applied);
        (!applied.is_empty()).then(|| {
            view! {
                <ul aria-label=say("Filters in use") class="flex flex-wrap gap-2">
                    {applied.into_iter().map(chip).collect_view()}
                </ul>
            }
        })
    }
}

fn days() -> Vec<Choice> {
    [("2", say("2 days")), ("7", say("A week")), ("14", say("Two weeks"))]
        .map(|(days, words)| (days.into(), words.into()))
        .into()
}

fn hours() -> Vec<Choice> {
    Hours::ALL.map(|hours| (hours.word().into(), say(hours.label()).into())).into()
}

fn ratings() -> Vec<Choice> {
    [("4", say("4 or better")), ("3", say("3 or better"))]
        .map(|(stars, words)| (stars.into(), words.into()))
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
