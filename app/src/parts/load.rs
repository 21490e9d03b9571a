//! The pending, failed and done states of what comes from the server.

use leptos::prelude::*;

use super::failed::Failed;
use crate::state::wire::Answer;

/// Shows `skeleton` until `resource` has answered, then `done`, or the failed state. While it is
/// asked again, what is there stays.
pub fn load<T>(
    resource: Answer<T>,
    skeleton: fn() -> AnyView,
    done: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
{
    view! {
        <Transition fallback=skeleton>
            {move || {
                resource
                    .get()
                    .map(|answer| match answer {
                        Ok(value) => done(value),
                        Err(error) => view! { <Failed failure=error.0 /> }.into_any(),
                    })
            }}
        </Transition>
    }
    .into_any()
}
