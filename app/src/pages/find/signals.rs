//! The numbers behind a rank, for whoever asks.

use leptos::prelude::*;
use office_hours::experiments::words::SIGNALS;
use office_hours::matching::Signals;
use office_hours::{msgid, text};

use crate::kit::bar::{Bar, percent};
use crate::state::language::{say, tell};

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
        .map(|(name, value)| {
            view! {
                <div class="grid grid-cols-[9rem_1fr_3rem] items-center gap-3">
                    <dt class="text-muted">{say(name)}</dt>
                    <dd class="contents">
                        <Bar value />
                        <span class="text-end tabular-nums">{percent(value)}</span>
                    </dd>
                </div>
            }
        })
        .collect_view();
    let now = standing.now;
    let lift = move || {
        let change = now.try_get().and_then(|(_, signal)| change(&signal?));
        change.map(|change| view! { <p class="text-xs text-muted">{say(change)}</p> })
    };
    let together = move || {
        let (score, _) = now.try_get().unwrap_or_default();
        tell(text!(
            "Together {share}. What is not known yet counts neither for nor against.",
            share = percent(score)
        ))
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

/// What is known, by what people call it.
fn named(signals: &Signals) -> impl Iterator<Item = (&'static str, f64)> {
    // In the order of the names. The last of these is left out: what colleagues did is told to nobody.
    let values = [
        signals.similarity,
        signals.text,
        signals.topics,
        signals.expertise,
        signals.industry,
        signals.stage,
        signals.feedback,
        signals.availability,
        signals.load,
        signals.recency,
        signals.responsiveness,
        signals.exploration,
        signals.experience,
    ];
    SIGNALS.into_iter().zip(values).filter_map(|((signal, name), value)| {
        // Whoever reads it is that founder.
        let name = if signal == "experience" { msgid!("Your own sessions") } else { name };
        Some((name, value?))
    })
}

/// What would lift a result that a signal holds back.
fn change(signal: &str) -> Option<&'static str> {
    Some(match signal {
        "similarity" => msgid!("Would stand higher with a profile closer to what you describe."),
        "text" => msgid!("Would stand higher with more of your words in the profile."),
        "topics" => msgid!("Would stand higher with more about your topic in the profile."),
        "expertise" => msgid!("Would stand higher with your subject among the areas of expertise."),
        "industry" => msgid!("Would stand higher with your industry in the profile."),
        "stage" => msgid!("Would stand higher with your stage in the profile."),
        "feedback" => msgid!("Would stand higher with better ratings."),
        "availability" => msgid!("Would stand higher with a free time sooner."),
        "load" => msgid!("Would stand higher with more room this week."),
        "recency" => msgid!("Would stand higher with more activity lately."),
        "responsiveness" => msgid!("Would stand higher with fewer sessions called off."),
        "experience" => msgid!("Would stand higher with sessions that you rate higher."),
        "wishes" => msgid!("Would stand higher with all that you ask for besides."),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_stands_under_its_own_name() {
        let signals = Signals {
            similarity: Some(0.1),
            stage: Some(0.2),
            feedback: Some(0.3),
            exploration: Some(0.4),
            experience: Some(0.5),
            connection: Some(0.6),
            ..Signals::default()
        };
        let expected = [
            ("Close in meaning", 0.1),
            ("Same stage", 0.2),
            ("Rated by founders", 0.3),
            ("New here", 0.4),
            ("Your own sessions", 0.5),
        ];
        assert_eq!(named(&signals).collect::<Vec<_>>(), expected);
    }
}
