//! The numbers behind a rank, for whoever asks.

use leptos::prelude::*;
use office_hours::matching::Signals;

use crate::kit::bar::{Bar, percent};

/// Where a result stands, and why.
#[derive(Clone)]
pub struct Standing {
    /// The numbers.
    pub signals: Signals,
    /// What they add up to, and the signal that keeps the result below the one before; both follow the order.
    pub now: Signal<(f64, Option<String>)>,
}

/// The signals as bars.
pub fn bars(standing: Standing) -> AnyView {
    let rows = named(&standing.signals)
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
    let now = standing.now;
    let lift = move || {
        let change = now.try_get().and_then(|(_, signal)| change(&signal?));
        change.map(|change| view! { <p class="text-xs text-muted">{format!("Would stand higher with {change}.")}</p> })
    };
    let together = move || {
        let (score, _) = now.try_get().unwrap_or_default();
        format!("Together {}. What is not known yet counts neither for nor against.", percent(score))
    };
    view! {
        <dl class="grid max-w-form gap-1.5 pb-2 pt-1 text-xs">{rows}</dl>
        {lift}
        <p class="text-xs text-muted">{together}</p>
    }
    .into_any()
}

/// The same as text.
#[cfg(feature = "ssr")]
pub fn plain_bars(standing: &Standing) -> String {
    bars(standing.clone()).to_html()
}

/// The browser has the bars themselves.
#[cfg(not(feature = "ssr"))]
pub fn plain_bars(_: &Standing) -> String {
    String::new()
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
