//! `/dev/components`: every piece of the design system in each of its states, for whoever changes one.
//!
//! Nothing here is asked of a server, unless a mentor is saved. The tests by picture compare it in every light.

mod buttons;
mod fields;
mod matches;
mod rows;
mod states;

use leptos::prelude::*;

use crate::kit::button::PILL;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::pages::not_found::NotFoundPage;
use crate::parts::load::load;
use crate::state::viewer::use_viewer;

/// Id and name of each group.
const GROUPS: [(&str, &str); 5] = [
    ("buttons", "Buttons and links"),
    ("fields", "Fields"),
    ("states", "What is said"),
    ("rows", "Rows and facts"),
    ("matches", "Mentors in lists"),
];

/// All groups; elsewhere than on a development server there is no such page.
#[component]
pub fn ComponentsPage() -> impl IntoView {
    load(use_viewer(), skeleton::text, |viewer| match viewer.development {
        true => groups(),
        false => view! { <NotFoundPage /> }.into_any(),
    })
}

fn groups() -> AnyView {
    let links = GROUPS
        .map(|(id, name)| {
            view! {
                <li>
                    <a class=PILL href=format!("#{id}") rel="external">
                        {name}
                    </a>
                </li>
            }
        })
        .into_iter()
        .collect_view();
    let views = [buttons::group(), fields::group(), states::group(), rows::group(), matches::group()];
    let groups = GROUPS
        .into_iter()
        .zip(views)
        .map(|((id, name), view)| {
            view! {
                <section aria-labelledby=id class="grid min-w-0 gap-8 border-t border-line py-8">
                    <h2 id=id class="text-lg">
                        {name}
                    </h2>
                    {view}
                </section>
            }
        })
        .collect_view();
    view! {
        <PageHead title="Components" lead="Every piece of the design system in each of its states." />
        <nav aria-label="Groups" class="mb-8">
            <ul class="flex flex-wrap gap-2">{links}</ul>
        </nav>
        {groups}
    }
    .into_any()
}

/// One piece under its name.
#[component]
fn Sample(
    /// As the kit calls it.
    name: &'static str,
    /// Its states.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="grid min-w-0 gap-2">
            <h3 class="text-xs text-muted">{name}</h3>
            {children()}
        </div>
    }
}
