//! What the viewer can do with a session: answer a request, call it off, say how it went.

use leptos::prelude::*;
use office_hours::booking::SessionView;
use office_hours::booking::lifecycle::Step;
use office_hours::ids::SessionId;

use super::cancel_series::CancelSeriesForm;
use super::say_why::SayWhy;
use crate::api::booking::{CancelSeries, ObjectToMark, TakeStep};
use crate::kit::button::{DANGER, PRIMARY, QUIET, Submit};
use crate::kit::fold::Fold;
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};
use crate::parts::links;
use crate::state::language::say;

/// How a step looks to whoever may take it.
struct Look {
    /// What unfolds the form; nothing where the step is one press.
    unfold: Option<&'static str>,
    /// What sends it.
    label: &'static str,
    button: &'static str,
}

fn look(step: Step) -> Option<Look> {
    let press = |label, button| Look { unfold: None, label, button };
    let folded = |unfold, label| Look { unfold: Some(unfold), label, button: DANGER };
    match step {
        Step::Approve => Some(press(say("Accept request"), PRIMARY)),
        Step::Decline => Some(folded(say("Decline…"), say("Decline request"))),
        Step::Cancel => Some(folded(say("Cancel this session…"), say("Cancel session"))),
        Step::Complete => Some(press(say("It took place"), PRIMARY)),
        Step::MarkMenteeAbsent => {
            Some(folded(say("The founder did not come…"), say("Say that the founder did not come")))
        }
        Step::MarkMentorAbsent => {
            Some(folded(say("The mentor did not come…"), say("Say that the mentor did not come")))
        }
        Step::CorrectToCompleted => {
            Some(folded(say("It took place after all…"), say("Correct: it took place")))
        }
        Step::CorrectToMenteeAbsent => Some(folded(
            say("It was the founder who did not come…"),
            say("Correct: the founder did not come"),
        )),
        Step::CorrectToMentorAbsent => {
            Some(folded(say("It was the mentor who did not come…"), say("Correct: the mentor did not come")))
        }
        Step::Expire | Step::Release | Step::Close => None,
    }
}

/// All that can be done now, the likeliest first.
#[component]
pub fn Steps(
    /// With the steps that are open to the viewer.
    session: SessionView,
    /// Sends a step.
    take: ServerAction<TakeStep>,
    /// Sends an objection.
    object: ServerAction<ObjectToMark>,
    /// Calls off several that repeat.
    cancel: ServerAction<CancelSeries>,
) -> impl IntoView {
    let session_id = session.session_id;
    // Declining says more to the mentee than calling off what was never agreed.
    let declines = session.may(Step::Decline);
    let cancels = session.may(Step::Cancel) && !declines;
    let series = session.series.filter(|series| cancels && series.of > 1);
    let plain = cancels && series.is_none();
    let steps = session.steps.iter().copied().filter(|step| plain || *step != Step::Cancel);
    let steps = steps.filter_map(|step| look(step).map(|look| (step, look)));
    let forms = steps.map(|(step, look)| view! { <StepForm session_id step look take /> }).collect_view();
    view! {
        <div class="grid gap-5 print:hidden">
            {session
                .can_move
                .then(|| {
                    view! {
                        <p>
                            <a class=QUIET href=links::move_session(session_id)>
                                {say("Move to another time…")}
                            </a>
                        </p>
                    }
                })}
            {forms}
            {series
                .map(|series| view! { <CancelSeriesForm session_id series_id=series.series_id cancel /> })}
            {session.can_object.then(|| view! { <Objection session_id object /> })}
        </div>
    }
}

#[component]
fn StepForm(session_id: SessionId, step: Step, look: Look, take: ServerAction<TakeStep>) -> impl IntoView {
    let Look { unfold, label, button } = look;
    let refusal = derive_refusal(take);
    let ids = view! {
        <input type="hidden" name="session_id" value=session_id.to_string() />
        <input type="hidden" name="step" value=step.as_str() />
    };
    let Some(unfold) = unfold else {
        return view! {
            <ActionForm action=take attr:class="grid justify-items-start gap-4">
                {ids} <input type="hidden" name="reason" value="" />
                <FormFailure refusal fields=&[] />
                <Submit label pending=take.pending() look=button />
            </ActionForm>
        }
        .into_any();
    };
    view! {
        <Fold label=unfold open=refusal.with_untracked(Option::is_some)>
            <ActionForm action=take attr:class="grid gap-5">
                {ids}
                <SayWhy refusal label pending=take.pending() look=button />
            </ActionForm>
        </Fold>
    }
    .into_any()
}

#[component]
fn Objection(session_id: SessionId, object: ServerAction<ObjectToMark>) -> impl IntoView {
    let refusal = derive_refusal(object);
    view! {
        <Fold label=say("It was otherwise…") open=refusal.with_untracked(Option::is_some)>
            <ActionForm action=object attr:class="grid gap-5">
                <input type="hidden" name="session_id" value=session_id.to_string() />
                <TextArea
                    name="reason"
                    label=say("What happened")
                    hint=say("For the programme’s staff, who decide. The other side does not see it.")
                    error=derive_field_error(refusal, "reason")
                    rows=3
                    max=2_000
                />
                <FormFailure refusal fields=&["reason"] />
                <div>
                    <Submit label=say("Object") pending=object.pending() look=QUIET />
                </div>
            </ActionForm>
        </Fold>
    }
}
