//! A field with its pencil.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use office_hours::msgid;
use office_hours::profile::MentorProfile;
use office_hours::profile::field::ProfileField;

use super::news::News;
use super::spot::{Phase, Spot};
use super::{Desk, Editor};
use crate::kit::button::{EDITABLE, PENCIL};
use crate::kit::icon::{Glyph, Icon};
use crate::parts::links;
use crate::state::hydrated::use_hydrated;
use crate::state::language::say;

/// What a field says. Whoever may change it can do so here.
#[component]
pub fn Editable(
    /// The profile on the page.
    desk: Desk,
    /// Which field.
    field: ProfileField,
    /// What it says.
    shown: fn(ProfileField, &MentorProfile) -> AnyView,
) -> impl IntoView {
    let Some(editor) = desk.editor else { return desk.mentor.with_untracked(|mentor| shown(field, mentor)) };
    // Only whoever may say something learns that there is nothing.
    let nothing = || view! { <span class="text-muted">{say("Nothing yet")}</span> }.into_any();
    let said = move || {
        desk.mentor.try_with(
            |mentor| {
                if field.read(mentor).is_empty() { nothing() } else { shown(field, mentor) }
            },
        )
    };
    let spot = Spot::new(desk, field);
    let is_open = Memo::new(move |_| spot.phase.try_get() == Some(Phase::Open));
    let form = move || {
        // Asked first: what is not there yet is not waited for by itself.
        let is_open = is_open.try_get() == Some(true);
        let make = desk.make.try_get_untracked().flatten();
        make.filter(|_| is_open).map(|make| make(spot))
    };
    view! {
        <div class=EDITABLE>
            <div class:hidden=move || is_open.try_get() == Some(true)>{said}</div>
            {form}
            <Pencil spot editor />
            <News spot />
        </div>
    }
    .into_any()
}

/// The button; before the page has come alive, the way to the form of all fields.
#[component]
fn Pencil(spot: Spot, editor: Editor) -> impl IntoView {
    let hydrated = use_hydrated();
    let href = links::profile_form(spot.field.as_str());
    move || {
        if hydrated.try_get() == Some(true) {
            let href = (editor == Editor::Owner).then(|| href.clone());
            view! { <PencilButton spot href /> }.into_any()
        } else if editor == Editor::Owner {
            view! { <EditElsewhere href=href.clone() words=edit(spot.field) /> }.into_any()
        } else {
            ().into_any()
        }
    }
}

#[component]
fn PencilButton(
    spot: Spot,
    /// Where else the field can be changed.
    href: Option<String>,
) -> impl IntoView {
    let navigate = use_navigate();
    let on_click = move |_| {
        let (navigate, href) = (navigate.clone(), href.clone());
        spot.open(move || {
            if let Some(href) = href {
                navigate(&href, NavigateOptions::default());
            }
        });
    };
    let is_away = move || matches!(spot.phase.try_get(), Some(Phase::Open | Phase::Overtaken));
    view! {
        <button
            node_ref=spot.pencil
            type="button"
            class=PENCIL
            hidden=is_away
            aria-disabled=move || (spot.phase.try_get() == Some(Phase::Saving)).then_some("true")
            on:click=on_click
            on:pointerenter=move |_| spot.prepare()
            on:focus=move |_| spot.prepare()
        >
            <Icon glyph=Glyph::Pencil />
            <span class="sr-only">{edit(spot.field)}</span>
        </button>
    }
}

/// A pencil that leads to the form of all fields. Stands in a place of its own.
#[component]
pub fn EditElsewhere(
    /// The field there.
    href: String,
    /// What it says.
    words: &'static str,
) -> impl IntoView {
    view! {
        <a class=PENCIL href=href rel="external">
            <Icon glyph=Glyph::Pencil />
            <span class="sr-only">{words}</span>
        </a>
    }
}

/// What the pencil of a field says.
fn edit(field: ProfileField) -> &'static str {
    say(match field {
        ProfileField::Headline => msgid!("Edit headline"),
        ProfileField::Title => msgid!("Edit what you do"),
        ProfileField::Company => msgid!("Edit company"),
        ProfileField::Bio => msgid!("Edit bio"),
        ProfileField::Expertise => msgid!("Edit areas of expertise"),
        ProfileField::Industry => msgid!("Edit industry"),
        ProfileField::Stage => msgid!("Edit stage"),
        ProfileField::Languages => msgid!("Edit languages"),
        ProfileField::Country => msgid!("Edit country"),
        ProfileField::Visibility => msgid!("Edit who may find the profile"),
    })
}
