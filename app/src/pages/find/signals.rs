//! The numbers behind a rank, for whoever asks.

use leptos::prelude::*;
use office_hours::matching::Signals;

use crate::kit::bar::{Bar, percent};

/// The signals as bars, folded away.
#[component]
pub fn SignalBars(
    /// The numbers.
    signals: Signals,
    /// What they add up to.
    score: f64,
    /// The signal that keeps this result below the one before.
    held_back_by: Option<String>,
) -> impl IntoView {
    let rows = named(&signals)
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .map(|(name, value)| {
            view! {
                <div class="grid grid-cols-[9rem_1fr_3rem] items-center gap-3">
                    <dt class="text-muted">{name}</dt>
                    <dd class="contents">
                        <Bar value />
                        <span class="text-right tabular-nums">{percent(value)}</span>
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <details class="min-w-0 grow basis-40 max-sm:open:basis-full">
            <summary class="inline-flex min-h-11 items-center rounded-control font-medium text-muted hover:text-ink">
                "Why this order?"
            </summary>
            <dl class="grid max-w-form gap-1.5 pb-2 pt-1 text-xs">{rows}</dl>
            {held_back_by
                .and_then(|signal| change(&signal))
                .map(|change| view! { <p class="text-xs text-muted">{format!("Would stand higher with {change}.")}</p> })}
            <p class="text-xs text-muted">{format!("Together {}. What is not known yet counts neither for nor against.", percent(score))}</p>
        </details>
    }
}

fn named(signals: &Signals) -> [(&'static str, Option<f64>); 13] {
    [
        ("Close in meaning", signals.similarity),
        ("Same words", signals.text),
        ("Same topic", signals.topics),
        ("Areas of expertise", signals.expertise),
        ("Same industry", signals.industry),
        ("Same stage", signals.stage),
        ("Rated by founders", signals.feedback),
        ("Free soon", signals.availability),
        ("Room this week", signals.load),
        ("Active lately", signals.recency),
        ("Keeps sessions", signals.responsiveness),
        ("New here", signals.exploration),
        ("Your own sessions", signals.experience),
    ]
}

/// What would lift a result that a signal holds back.
fn change(signal: &str) -> Option<&'static str> {
    Some(match signal {
        "similarity" => "a profile closer to what you describe",
        "text" => "more of your words in the profile",
        "topics" => "more about your topic in the profile",
        "expertise" => "your subject among the areas of expertise",
        "industry" => "your industry in the profile",
        "stage" => "your stage in the profile",
        "feedback" => "better ratings",
        "availability" => "a free time sooner",
        "load" => "more room this week",
        "recency" => "more activity lately",
        "responsiveness" => "fewer sessions called off",
        "experience" => "sessions that you rate higher",
        "wishes" => "all that you ask for besides",
        _ => return None,
    })
}
