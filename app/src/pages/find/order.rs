//! Sliders that put the results in another order at once, without asking the server.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use office_hours::matching::MatchResult;
use office_hours::matching::leaning::{Leaning, Slider, reorder};
use office_hours::matching::score::Weights;
use office_hours::{msgid, text};

use super::search::use_search;
use crate::kit::button::QUIET;
use crate::state::language::{say, tell};

/// A list of results as it was answered.
#[derive(Clone)]
pub struct Listed {
    /// The results in the order in which they are shown.
    pub shown: RwSignal<Vec<MatchResult>>,
    /// The weights that are not as usual.
    pub weights: Vec<(String, f64)>,
    /// The leaning under which the server has put them in order.
    pub leaning: String,
}

/// How many are named when the order has changed.
const NAMED: usize = 3;
/// What each level says.
const LEVELS: [&str; Leaning::MOST as usize + 1] =
    [msgid!("Least"), msgid!("Less"), msgid!("As usual"), msgid!("More"), msgid!("Most")];

/// The sliders, with the list following them and the address following both.
pub fn sliders(listed: Listed) -> AnyView {
    let search = use_search();
    let navigate = use_navigate();
    let shown = listed.shown;
    // Nobody else puts the list in another order.
    let answered = StoredValue::new(shown.get_untracked());
    let from = read(&listed.leaning);
    let base =
        Weights::CONTROL.with(listed.weights.iter().map(|(signal, weight)| (signal.as_str(), *weight)));
    let leaning = RwSignal::new(from);
    let news = RwSignal::new(String::new());
    let lean = move |to: Leaning| {
        if leaning.get_untracked() == to {
            return;
        }
        let now = answered.with_value(|answered| reorder(answered, base, from, to));
        news.set(shown.with_untracked(|before| what_changed(before, &now)));
        shown.set(now);
        leaning.set(to);
    };
    // Back and forward, and what a link says.
    let wanted = Memo::new(move |_| search.with(|search| read(&search.leaning)));
    Effect::new(move || {
        if let Some(wanted) = wanted.try_get() {
            lean(wanted);
        }
    });
    let keep = move || {
        let (now, leaning) = (search.get_untracked(), leaning.get_untracked());
        if now.leaning != leaning.told() {
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate(&now.leaning_to(leaning), options);
        }
    };
    let keep_moved = keep.clone();
    let reset = move |_| {
        lean(Leaning::default());
        keep();
    };
    let is_usual = move || (leaning.get() == Leaning::default()).then_some("true");
    view! {
        <div
            role="group"
            aria-label=say("What counts for more or less")
            class="grid gap-4 pb-4 pt-2"
            on:input=move |event| lean(moved(&event, leaning.get_untracked()))
            on:change=move |_| keep_moved()
        >
            {rows(leaning.into(), true)}
            <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
                <button type="button" class=QUIET aria-disabled=is_usual on:click=reset>
                    {say("Reset")}
                </button>
                <p role="status" class="text-muted">
                    {news}
                </p>
            </div>
        </div>
    }
    .into_any()
}

/// One row for each slider; where nobody moves them live, what a level says is left out, as it would not follow.
fn rows(leaning: Signal<Leaning>, live: bool) -> AnyView {
    let row = |slider: Slider| {
        let id = id(slider);
        let level = move || leaning.get().level(slider);
        let said = move || LEVELS.get(usize::from(level())).copied().map(say).unwrap_or_default();
        view! {
            <div class="grid min-w-0">
                <div class="flex justify-between gap-3">
                    <label for=id.clone() class="font-medium">
                        {name(slider)}
                    </label>
                    {live.then(|| view! { <span aria-hidden="true" class="text-muted">{said}</span> })}
                </div>
                <input
                    type="range"
                    id=id
                    name="order"
                    min="0"
                    max=Leaning::MOST.to_string()
                    step="1"
                    value=leaning.with_untracked(|leaning| leaning.level(slider)).to_string()
                    prop:value=move || level().to_string()
                    aria-valuetext=move || live.then(said)
                    class="h-11 w-full accent-(--accent)"
                />
                <div aria-hidden="true" class="flex justify-between text-xs text-muted">
                    <span>{say("less")}</span>
                    <span>{say("more")}</span>
                </div>
            </div>
        }
    };
    let rows = Slider::ALL.map(row).into_iter().collect_view();
    view! { <div class="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">{rows}</div> }.into_any()
}

/// The same as a form that asks the server.
#[cfg(feature = "ssr")]
pub fn plain_sliders(search: &super::search::Search) -> String {
    let kept = search.params().into_iter().filter(|(name, value)| *name != "order" && !value.is_empty());
    let kept =
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let rows = rows(Signal::stored(read(&search.leaning)), false);
    let usual = search.leaning_to(Leaning::default());
    view! {
        <form method="get" action="/find" aria-label=say("What counts for more or less") class="grid gap-4 pb-4 pt-2">
            {kept} {rows}
            <div class="flex flex-wrap gap-4">
                <button type="submit" class=QUIET>
                    {say("Apply")}
                </button>
                <a class=QUIET href=usual>
                    {say("Reset")}
                </a>
            </div>
        </form>
    }
    .into_any()
    .to_html()
}

/// The browser has the sliders themselves.
#[cfg(not(feature = "ssr"))]
pub fn plain_sliders(_: &super::search::Search) -> String {
    String::new()
}

fn read(leaning: &str) -> Leaning {
    Leaning::parse(leaning).unwrap_or_default()
}

fn id(slider: Slider) -> String {
    format!("order-{}", slider as u8)
}

fn name(slider: Slider) -> &'static str {
    say(match slider {
        Slider::Fit => msgid!("Fit with my need"),
        Slider::Soon => msgid!("Free soon"),
        Slider::Ratings => msgid!("Ratings"),
        Slider::Room => msgid!("Room in their week"),
        Slider::NewFaces => msgid!("New faces"),
        Slider::Active => msgid!("Lately active"),
    })
}

/// The leaning after what was done to one of the sliders.
fn moved(event: &Event, leaning: Leaning) -> Leaning {
    let input = event_target::<HtmlInputElement>(event);
    let slider = Slider::ALL.into_iter().find(|slider| id(*slider) == input.id());
    match (slider, input.value().parse()) {
        (Some(slider), Ok(level)) => leaning.with(slider, level),
        _ => leaning,
    }
}

/// What has become of the order, in words.
fn what_changed(before: &[MatchResult], now: &[MatchResult]) -> String {
    let is_same = before.iter().map(|one| one.mentor_id).eq(now.iter().map(|one| one.mentor_id));
    if is_same {
        return say("The order stays the same.").to_owned();
    }
    let names: Vec<&str> = now.iter().take(NAMED).map(|result| result.name.as_str()).collect();
    tell(text!("Now first: {names}.", names = names.join(", ")))
}
