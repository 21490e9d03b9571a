//! The first step of a new mentor: a text about them, out of which the form is filled.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use office_hours::Failure;
use office_hours::profile::suggest::{MAX_PASTED, SuggestedProfile, Suggestion};
use serde::{Deserialize, Serialize};

use crate::api::profile::suggest_profile;
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{QUIET, Submit};
use crate::kit::text_area::TextArea;
use crate::parts::words::sentence;
use crate::state::language::{say, tell};

/// The text that a browser without a script has sent to the page itself.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Pasted {
    /// As it was pasted.
    #[serde(default)]
    pub text: String,
}

/// A text and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// As it was pasted.
    text: String,
    /// What it suggests, or what would be right.
    pub outcome: Result<SuggestedProfile, Failure>,
}

/// Reads what was sent to the page, if the page was sent anything.
pub async fn read_pasted() -> Option<Read> {
    #[cfg(feature = "ssr")]
    {
        let Pasted { text } = use_context()?;
        let outcome = suggest_profile(text.clone()).await.map_err(|error| error.0);
        Some(Read { text, outcome })
    }
    #[cfg(not(feature = "ssr"))]
    None
}

/// The form, and what was found.
#[component]
pub fn Paste(
    /// What was sent to the page.
    read: Option<Read>,
    /// Fills the form below.
    take: Callback<SuggestedProfile>,
) -> impl IntoView {
    let (text, outcome) = read.map(|read| (read.text, read.outcome)).unzip();
    let text = RwSignal::new(text.unwrap_or_default());
    let outcome = RwSignal::new(outcome);
    let pending = RwSignal::new(false);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        spawn_local(async move {
            let answer = suggest_profile(text.get_untracked()).await.map_err(|error| error.0);
            if let Ok(suggested) = &answer {
                take.run(suggested.clone());
            }
            outcome.try_set(Some(answer));
            pending.try_set(false);
        });
    };
    let error = Signal::derive(move || match outcome.try_get().flatten() {
        Some(Err(failure @ Failure::Invalid { .. })) => Some(tell(failure.text())),
        _ => None,
    });
    let found = move || match outcome.try_get().flatten() {
        Some(Ok(suggested)) => view! { <Found suggested /> }.into_any(),
        Some(Err(failure)) if !matches!(failure, Failure::Invalid { .. }) => {
            view! { <Alert tone=Tone::Problem title=say(failure.title()) text=tell(failure.text()) /> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <section aria-labelledby="paste" class="grid max-w-form gap-5">
            <h2 id="paste" class="text-lg">
                {say("Begin with a text you have")}
            </h2>
            <form method="post" action="/welcome/mentor" class="grid gap-4" on:submit=on_submit>
                <TextArea
                    name="text"
                    label=say("Paste your bio or LinkedIn text")
                    hint=say("It is read here and sent nowhere else. What is found fills the form below; nothing is saved until you do.")
                    value=text
                    error
                    rows=5
                    max=MAX_PASTED as u32
                    typed=Callback::new(move |words| text.set(words))
                />
                <div>
                    <Submit label=say("Suggest from this text") pending look=QUIET />
                </div>
            </form>
            <div role="status">{found}</div>
        </section>
    }
}

/// What was found, each with the words that say so.
#[component]
fn Found(suggested: SuggestedProfile) -> impl IntoView {
    let SuggestedProfile { name, headline, title, company, bio, areas, industry, stage, languages, country } =
        suggested;
    let one = |name: &'static str, suggestion: Option<Suggestion>| {
        (name, suggestion.into_iter().collect::<Vec<_>>())
    };
    let quoted = [
        one(say("Name"), name),
        one(say("Headline"), headline),
        one(say("What you do"), title),
        one(say("Company"), company),
    ];
    let read = [
        (say("Areas"), areas),
        one(say("Industry"), industry),
        one(say("Stage"), stage),
        (say("Languages"), languages),
        one(say("Country"), country),
    ];
    let rows: Vec<_> = quoted.into_iter().chain(read).filter(|(_, all)| !all.is_empty()).collect();
    if rows.is_empty() && bio.is_none() {
        return view! {
            <p class="text-muted">{say("Nothing in this text tells a field what to say. Fill in the form below.")}</p>
        }
        .into_any();
    }
    let row = |(name, all): (&'static str, Vec<Suggestion>)| {
        view! {
            <div class="grid grid-cols-[6rem_1fr] gap-4 border-t border-line py-2">
                <dt class="text-muted">{name}</dt>
                <dd class="grid gap-0.5">{all.into_iter().map(said).collect_view()}</dd>
            </div>
        }
    };
    view! {
        <div class="grid gap-3">
            <p>{say("Found in your text, and put into the fields below that were empty. Nothing is saved yet: change what is wrong.")}</p>
            <dl>{rows.into_iter().map(row).collect_view()}</dl>
        </div>
    }
    .into_any()
}

fn said(Suggestion { value, evidence }: Suggestion) -> AnyView {
    if value == evidence {
        return view! { <p>{value}</p> }.into_any();
    }
    view! {
        <p>
            {sentence(&value)} " "
            <span class="text-xs text-muted">
                {say("from")} " " <q>{evidence}</q>
            </span>
        </p>
    }
    .into_any()
}
