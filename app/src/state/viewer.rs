//! Who is looking at the pages, and in which zone they read times.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use office_hours::account::Viewer;
use office_hours::actor::Person;

use super::wire::{Answer, ask};
use crate::api::ApiError;
use crate::api::account::get_viewer;

/// The viewer, shared by all pages.
#[derive(Clone, Copy)]
pub struct Visit {
    /// Read it under `Suspense` or `Transition`.
    pub viewer: Answer<Viewer>,
    epoch: RwSignal<u32>,
}

/// Makes the viewer known to all pages. Called once, by the app.
pub fn provide_viewer() {
    let epoch = RwSignal::new(0);
    let viewer = ask(move || epoch.get(), |_| get_viewer());
    provide_context(Visit { viewer, epoch });
    // Not before the whole page is there: what comes in a file of its own is taken over later than this runs, and
    // would keep the answers that the server wrote into the page, which are those for another zone.
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        if super::hydrated::track_taken_over()
            && super::browser::note_zone().is_some_and(|zone| zone != "UTC")
        {
            epoch.update(|epoch| *epoch += 1);
        }
    });
}

/// The viewer.
pub fn use_viewer() -> Answer<Viewer> {
    expect_context::<Visit>().viewer
}

/// The person who is looking; read it under `Suspense` or `Transition`.
pub fn viewing() -> Option<Person> {
    use_viewer().get()?.ok()?.person
}

/// Changes when somebody else is looking or the times are said in another zone: a source of every
/// resource whose answer depends on either.
pub fn use_epoch() -> Signal<u32> {
    expect_context::<Visit>().epoch.into()
}

/// Asks again who is looking whenever `action` has succeeded: after signing in or out, and when a
/// person has said who they are.
pub fn refresh_viewer_after<S>(action: ServerAction<S>)
where
    S: ServerFn<Output = (), Error = ApiError> + Clone + Send + Sync + 'static,
{
    let epoch = expect_context::<Visit>().epoch;
    let value = action.value();
    Effect::new(move || {
        if value.with(|value| matches!(value, Some(Ok(())))) {
            epoch.update(|epoch| *epoch += 1);
        }
    });
}
