//! Who a mentor is.

use leptos::prelude::*;
use office_hours::profile::field::ProfileField;
use office_hours::profile::{MentorProfile, Visibility};

use super::edit::{ChangePhoto, Desk, EditElsewhere, Editable, Editor, RefusedPhoto};
use super::save::Save;
use crate::kit::alert::{Alert, Tone};
use crate::kit::avatar::{Avatar, Size};
use crate::kit::button::{ACTION, EDITABLE, QUIET};
use crate::parts::chips::Chips;
use crate::parts::links;
use crate::parts::words::{area, sentence, visibility};
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::viewer::use_viewer;
use crate::state::wire::Answer;

const NAME: &str = "mentor-name";

/// The profile; whoever may change it does so where it stands.
#[component]
pub fn Profile(
    /// Whose.
    mentor: MentorProfile,
    /// Whether the viewer has saved them.
    saved: Answer<Option<bool>>,
    /// A photo that was sent to the page and not taken.
    refused: Option<RefusedPhoto>,
) -> impl IntoView {
    let viewer = use_viewer();
    view! {
        <Transition>
            {move || {
                let viewer = viewer.get()?.ok();
                let editor = viewer.and_then(|viewer| Editor::of(&viewer, &mentor));
                Some(view! { <Article desk=Desk::new(mentor.clone(), editor) saved refused=refused.clone() /> })
            }}
        </Transition>
    }
}

#[component]
fn Article(desk: Desk, saved: Answer<Option<bool>>, refused: Option<RefusedPhoto>) -> impl IntoView {
    let MentorProfile { mentor_id, name, photo_url, linkedin_url, timezone, .. } =
        desk.mentor.get_untracked();
    let owns = desk.editor == Some(Editor::Owner);
    let other = |field: &'static str, words: &'static str| {
        owns.then(|| view! { <EditElsewhere href=links::profile_form(field) words /> })
    };
    view! {
        <article class="grid gap-8">
            {owns.then(|| view! { <OfOwner /> })}
            <header class="flex items-center gap-5">
                <Avatar name=name.clone() photo=photo_url size=Size::Large />
                <div class="min-w-0 grow">
                    <div class=if owns { EDITABLE } else { "" }>
                        <h1 id=NAME dir="auto" class="text-xl">
                            {name}
                        </h1>
                        {other("name", say("Edit name"))}
                    </div>
                    <Editable desk field=ProfileField::Headline shown=headline />
                </div>
            </header>
            <ChangePhoto desk refused />
            <Save mentor_id saved described_by=NAME />
            // On small screens the times come after the words.
            <a class=format!("{QUIET} lg:hidden") href="#book" rel="external">
                {say("See free times")}
            </a>
            <Editable desk field=ProfileField::Expertise shown=areas />
            <Editable desk field=ProfileField::Bio shown=bio />
            <dl class="max-w-prose">
                <Fact desk name=say("Works as") field=ProfileField::Title />
                <Fact desk name=say("At") field=ProfileField::Company />
                <Fact desk name=say("Industry") field=ProfileField::Industry />
                <Fact desk name=say("Stage") field=ProfileField::Stage />
                <Fact desk name=say("Speaks") field=ProfileField::Languages />
                <Fact desk name=say("Based in") field=ProfileField::Country />
                {desk.editor.map(|_| view! { <Fact desk name=say("Found by") field=ProfileField::Visibility /> })}
                {owns
                    .then(|| {
                        view! {
                            <div class=ROW>
                                <dt class="text-muted">{say("Time zone")}</dt>
                                <dd class=EDITABLE>
                                    {timezone} {other("timezone", say("Edit time zone"))}
                                </dd>
                            </div>
                        }
                    })}
            </dl>
            {linkedin_url
                .map(|url| {
                    view! {
                        <a class=ACTION href=url rel="external noopener nofollow">
                            {say("LinkedIn profile")}
                        </a>
                    }
                })}
        </article>
    }
}

/// What only the owner reads, who may have come from the form of all fields.
#[component]
fn OfOwner() -> impl IntoView {
    let saved = use_param("saved");
    move || {
        if saved.get() == "1" {
            let text = say("Founders see it from now on. Each line can be changed where it stands, too.");
            return view! { <Alert tone=Tone::Good title=say("Saved") text /> }.into_any();
        }
        view! { <p class="text-muted print:hidden">{say("Founders see this page. Each line can be changed where it stands.")}</p> }
            .into_any()
    }
}

const ROW: &str = "grid grid-cols-[6rem_1fr] gap-4 border-t border-line py-2.5";

/// One line of the list; where there is nothing to say, only for whoever may say it.
#[component]
fn Fact(desk: Desk, name: &'static str, field: ProfileField) -> impl IntoView {
    let is_there =
        desk.editor.is_some() || desk.mentor.with_untracked(|mentor| !field.read(mentor).is_empty());
    is_there.then(|| {
        view! {
            <div class=ROW>
                <dt class="text-muted">{name}</dt>
                <dd class="min-w-0">
                    <Editable desk field shown=fact />
                </dd>
            </div>
        }
    })
}

fn fact(field: ProfileField, mentor: &MentorProfile) -> AnyView {
    as_read(field, &field.read(mentor)).into_any()
}

/// A text of the field as people read it.
pub fn as_read(field: ProfileField, text: &str) -> String {
    match field {
        ProfileField::Industry | ProfileField::Stage => sentence(text),
        ProfileField::Visibility => Visibility::parse(text).map(visibility).unwrap_or_default().to_owned(),
        // In English as they are stored; catalogs have all languages and countries.
        ProfileField::Languages | ProfileField::Country => {
            let named = text.split(", ").map(|name| tell(name.to_owned()));
            named.collect::<Vec<_>>().join(", ")
        }
        _ => text.to_owned(),
    }
}

fn headline(_: ProfileField, mentor: &MentorProfile) -> AnyView {
    view! { <p class="text-base text-muted">{mentor.headline.clone()}</p> }.into_any()
}

fn areas(_: ProfileField, mentor: &MentorProfile) -> AnyView {
    let words = mentor.expertise.iter().map(area).collect();
    view! { <Chips label=say("Expertise") words /> }.into_any()
}

/// The words as they were typed; an empty line begins a paragraph.
fn bio(_: ProfileField, mentor: &MentorProfile) -> AnyView {
    let text = mentor.bio.as_deref().unwrap_or_default().replace("\r\n", "\n");
    let paragraphs = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| view! { <p class="whitespace-pre-line">{paragraph.to_owned()}</p> })
        .collect_view();
    view! {
        <div dir="auto" class="grid max-w-prose gap-4 text-base">
            {paragraphs}
        </div>
    }
    .into_any()
}
