//! A mentor's photo: a form that sends a file to the page itself, and with scripts shows which part of it is kept.
//!
//! Without a script the square in the middle is kept. What opens a picture in the browser is fetched when the first one
//! has been chosen.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use office_hours::Failure;
use office_hours::ids::MentorId;
use office_hours::msgid;
use office_hours::profile::photo::{Crop, PHOTO};
use serde::{Deserialize, Serialize};

use super::Desk;
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{DANGER, PRIMARY};
use crate::kit::field::{CONTROL, FieldError, FieldFrame, FieldIds};
use crate::kit::fold::Fold;
use crate::lazy;
use crate::parts::links;
use crate::state::address::use_param;
use crate::state::language::{say, tell};

/// The button within the control.
const FILE: &str = "file:me-3 file:rounded-control file:border-0 file:bg-tint file:px-3 file:py-1 file:font-medium file:text-ink";

/// What was sent to the page itself and not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedPhoto(pub Failure);

/// What was done, as the address of the page has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoNews {
    /// There is another photo.
    Saved,
    /// There is none any more.
    Removed,
}

impl PhotoNews {
    /// The word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Removed => "removed",
        }
    }

    fn find(param: &str) -> Option<Self> {
        [Self::Saved, Self::Removed].into_iter().find(|news| news.as_str() == param)
    }

    fn words(self) -> &'static str {
        say(match self {
            Self::Saved => msgid!("Photo saved"),
            Self::Removed => msgid!("Photo removed"),
        })
    }
}

/// How the place is made in which a chosen picture is cut.
pub type MakeStage = fn(PhotoDraft) -> AnyView;

/// A photo in the making.
#[derive(Clone, Copy)]
pub struct PhotoDraft {
    /// Where the file is chosen.
    pub input: NodeRef<html::Input>,
    /// Which part of it is kept.
    pub crop: RwSignal<Crop>,
    /// What has to be corrected.
    pub problem: RwSignal<Option<String>>,
    /// Width and height of the chosen picture, once it is open.
    pub size: RwSignal<Option<(u32, u32)>>,
    /// Set anew for every file that is chosen.
    stage: RwSignal<Option<MakeStage>>,
}

impl PhotoDraft {
    fn new(problem: Option<String>) -> Self {
        Self {
            input: NodeRef::new(),
            crop: RwSignal::new(Crop::default()),
            problem: RwSignal::new(problem),
            size: RwSignal::new(None),
            stage: RwSignal::new(None),
        }
    }

    /// Begins with the file that is chosen now, if there is one.
    fn begin(self) {
        self.stage.set(None);
        self.size.set(None);
        self.problem.set(None);
        self.crop.set(Crop::default());
        if !self.has_file() {
            return;
        }
        spawn_local(async move {
            // Where it does not come, the middle is kept, as without scripts. The page may be gone by now.
            if let Ok(make) = lazy::stage().await {
                let _ = self.stage.try_set(Some(make));
            }
        });
    }

    fn has_file(self) -> bool {
        self.input.get_untracked().is_some_and(|input| !input.value().is_empty())
    }
}

/// Where whoever may do so changes the photo, folded away. Others see nothing, but why they were refused.
#[component]
pub fn ChangePhoto(
    /// The profile on the page.
    desk: Desk,
    /// What was sent without being done.
    refused: Option<RefusedPhoto>,
) -> impl IntoView {
    let failure = refused.map(|RefusedPhoto(failure)| failure);
    if desk.editor.is_none() {
        return failure.map(alert).into_any();
    }
    let (mentor_id, has_photo) =
        desk.mentor.with_untracked(|mentor| (mentor.mentor_id, mentor.photo_url.is_some()));
    let is_refused = failure.is_some();
    let param = use_param("photo");
    let news = move || param.try_with(|param| PhotoNews::find(param)).flatten();
    let said = move || news().filter(|_| !is_refused).map(PhotoNews::words);
    let label = if has_photo { say("Change the photo…") } else { say("Add a photo…") };
    view! {
        <div class="print:hidden">
            <p role="status" class="mb-2 text-xs font-medium empty:hidden">
                {said}
            </p>
            <Fold label open=is_refused>
                <div class="grid max-w-form gap-6">
                    <SavePhoto mentor_id failure />
                    {has_photo.then(|| view! { <RemovePhoto mentor_id /> })}
                </div>
            </Fold>
        </div>
    }
    .into_any()
}

fn alert(failure: Failure) -> AnyView {
    view! { <Alert tone=Tone::Problem title=say(failure.title()) text=tell(failure.text()) /> }.into_any()
}

/// Sends a file, and which part of it is kept.
#[component]
fn SavePhoto(mentor_id: MentorId, failure: Option<Failure>) -> impl IntoView {
    let (at_file, elsewhere) = match failure {
        Some(Failure::Invalid { field, message }) if field == PHOTO => (Some(tell(message)), None),
        other => (None, other),
    };
    let draft = PhotoDraft::new(at_file);
    // Somebody may have chosen one before the page came alive.
    Effect::new(move || {
        if draft.input.get().is_some() && draft.has_file() {
            draft.begin();
        }
    });
    let error: FieldError = Signal::derive(move || draft.problem.try_get().flatten());
    let ids = FieldIds::new(PHOTO, true, error);
    let hold_back = move |event: SubmitEvent| {
        if draft.problem.with_untracked(Option::is_some) {
            event.prevent_default();
            if let Some(input) = draft.input.get_untracked() {
                // Without the focus the message can still be read.
                let _ = input.focus();
            }
        }
    };
    let stage = move || draft.stage.try_get().flatten().map(|make| make(draft));
    let opened = move || {
        draft
            .size
            .try_get()
            .flatten()
            .map(|_| say("Drag the picture or move the sliders: what is in the circle is shown."))
    };
    let part = move |of: fn(Crop) -> u16| move || draft.crop.try_get().map(|crop| of(crop).to_string());
    view! {
        <form
            method="post"
            action=links::mentor(mentor_id)
            enctype="multipart/form-data"
            class="grid gap-4"
            on:submit=hold_back
        >
            {elsewhere.map(alert)}
            <FieldFrame
                ids
                label=say("Picture")
                hint=Some(
                    say(
                        "JPEG, PNG or WebP, 5 MB at most and 200 pixels at least on each side. A square of it is kept, and nothing of where and when it was taken.",
                    ),
                )
                error
            >
                <input
                    node_ref=draft.input
                    id=ids.control()
                    type="file"
                    name=PHOTO
                    accept="image/jpeg,image/png,image/webp"
                    required=true
                    class=format!("{CONTROL} {FILE}")
                    aria-describedby=move || ids.described_by()
                    aria-invalid=move || ids.invalid()
                    on:change=move |_| draft.begin()
                />
            </FieldFrame>
            <p role="status" class="text-muted empty:hidden">
                {opened}
            </p>
            {stage}
            <input type="hidden" name="crop_x" value=part(Crop::x) />
            <input type="hidden" name="crop_y" value=part(Crop::y) />
            <input type="hidden" name="crop_size" value=part(Crop::size) />
            <div>
                <button type="submit" class=PRIMARY>
                    {say("Save photo")}
                </button>
            </div>
        </form>
    }
}

/// Asks for no photo at all.
#[component]
fn RemovePhoto(mentor_id: MentorId) -> impl IntoView {
    view! {
        <form method="post" action=links::mentor(mentor_id) enctype="multipart/form-data">
            <input type="hidden" name="remove" value="1" />
            <button type="submit" class=DANGER>
                {say("Remove photo")}
            </button>
        </form>
    }
}
