//! The pending, failed and done states of what comes from the server.

use leptos::prelude::*;

use super::failed::Failed;
use crate::state::wire::Answer;

/// Shows `skeleton` until `resource` has answered, then `done`, or the failed state. While it is
/// asked again, what is there stays, a little paler if it takes long.
pub fn load<T>(
    resource: Answer<T>,
    skeleton: fn() -> AnyView,
    done: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
{
    let asking = RwSignal::new(false);
    view! {
        <div aria-busy=move || asking.get().then_some("true") class="transition-opacity aria-busy:opacity-60 aria-busy:delay-200">
            <Transition fallback=skeleton set_pending=asking>
                {move || {
                    resource
                        .get()
                        .map(|answer| match answer {
                            Ok(value) => done(value),
                            Err(error) => view! { <Failed failure=error.0 /> }.into_any(),
                        })
                }}
            </Transition>
        </div>
    }
    .into_any()
}
