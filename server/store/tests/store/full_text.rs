//! Finding mentors by words.

use office_hours::account::Role;
use office_hours::ids::{MentorId, UserId};
use office_hours::profile::{Audience, Expertise, Visibility};
use store::queries::mentors::{self, SaveMentor};
use store::{Edition, Store};

use crate::support::{area, literal, now, profile, run, user};

crate::on_both!(
    words_are_found_by_their_stems,
    headline_and_areas_count_more_than_the_bio,
    areas_are_found_after_they_change,
    a_direct_change_of_expertise_is_indexed,
    what_the_audience_may_not_see_is_not_found,
    injection_is_harmless,
    removed_mentors_are_forgotten,
    vacuum_keeps_the_index_right,
    accents_do_not_matter_on_sqlite,
);

async fn find(db: &Store, words: &[&str]) -> Vec<MentorId> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let found = mentors::full_text(db, &words, Audience::Public, None, 10).await.unwrap();
    assert!(found.is_sorted_by(|a, b| a.1 >= b.1), "best first: {found:?}");
    assert!(found.iter().all(|(_, score)| *score > 0.0), "{found:?}");
    found.into_iter().map(|(mentor_id, _)| mentor_id).collect()
}

async fn save(db: &Store, name: &str, change: impl FnOnce(&mut SaveMentor<'static>)) -> (MentorId, UserId) {
    let user_id = user(db, name, Role::Mentor).await;
    let mut saved = profile(user_id);
    change(&mut saved);
    (mentors::save(db, &saved).await.unwrap(), user_id)
}

/// Somebody who is never looked for, so that a word is not in every profile.
async fn bystanders(db: &Store) {
    for name in ["Xa", "Xb", "Xc", "Xd"] {
        save(db, name, |m| m.bio = Some("Gardens and music.")).await;
    }
}

async fn words_are_found_by_their_stems(db: Store) {
    bystanders(&db).await;
    let (ana, _) = save(&db, "Ana", |m| m.bio = Some("I helped founders raising their first rounds.")).await;
    for word in ["raise", "raised", "raising", "founder", "FOUNDERS", "round"] {
        assert_eq!(find(&db, &[word]).await, [ana], "{word}");
    }
    assert_eq!(find(&db, &["nothing", "rounds"]).await, [ana], "any word will do");
    assert_eq!(find(&db, &["nothing"]).await, []);
    assert_eq!(find(&db, &[]).await, []);
    let words = ["gardens".to_owned()];
    assert_eq!(
        mentors::full_text(&db, &words, Audience::Public, None, 3).await.unwrap().len(),
        3,
        "no more than asked for"
    );
}

async fn headline_and_areas_count_more_than_the_bio(db: Store) {
    bystanders(&db).await;
    let (bio, _) = save(&db, "Ana", |m| m.bio = Some("Pricing")).await;
    let (title, _) = save(&db, "Bob", |m| m.title = Some("Pricing")).await;
    let (headline, _) = save(&db, "Cid", |m| m.headline = Some("Pricing")).await;
    assert_eq!(find(&db, &["pricing"]).await, [headline, title, bio]);
}

async fn areas_are_found_after_they_change(db: Store) {
    bystanders(&db).await;
    let (ana, user_id) = save(&db, "Ana", |_| ()).await;
    assert_eq!(find(&db, &["fundraising"]).await, []);
    let sheets = Expertise { subarea: Some("term sheets".into()), ..area("fundraising") };
    mentors::save(&db, &SaveMentor { expertise: &[sheets, area("hiring")], ..profile(user_id) })
        .await
        .unwrap();
    assert_eq!(find(&db, &["fundraising"]).await, [ana]);
    assert_eq!(find(&db, &["sheet"]).await, [ana]);
    mentors::save(&db, &SaveMentor { expertise: &[area("hiring")], ..profile(user_id) }).await.unwrap();
    assert_eq!(find(&db, &["fundraising"]).await, []);
    assert_eq!(find(&db, &["hire"]).await, [ana]);
    mentors::save(
        &db,
        &SaveMentor { headline: Some("Sells"), expertise: &[area("hiring")], ..profile(user_id) },
    )
    .await
    .unwrap();
    assert_eq!(find(&db, &["sell"]).await, [ana]);
    assert_eq!(find(&db, &["hire"]).await, [ana]);
}

async fn a_direct_change_of_expertise_is_indexed(db: Store) {
    bystanders(&db).await;
    let (ana, user_id) = save(&db, "Ana", |_| ()).await;
    let (bob, _) = save(&db, "Bob", |_| ()).await;
    mentors::save(&db, &SaveMentor { expertise: &[area("fundraising")], ..profile(user_id) }).await.unwrap();
    run(&db, "UPDATE expertise SET area = 'negotiation'").await.unwrap();
    assert_eq!(find(&db, &["fundraising"]).await, []);
    assert_eq!(find(&db, &["negotiation"]).await, [ana]);
    run(&db, &format!("UPDATE expertise SET mentor_id = {}", literal(&db, bob.0))).await.unwrap();
    assert_eq!(find(&db, &["negotiation"]).await, [bob]);
    run(&db, "DELETE FROM expertise").await.unwrap();
    assert_eq!(find(&db, &["negotiation"]).await, []);
}

async fn what_the_audience_may_not_see_is_not_found(db: Store) {
    bystanders(&db).await;
    let (ana, _) = save(&db, "Ana", |m| m.headline = Some("Pricing")).await;
    let words = ["pricing".to_owned()];
    let found = async |audience| mentors::full_text(&db, &words, audience, None, 10).await.unwrap().len();
    mentors::set_visibility(&db, ana, Visibility::Limited, now()).await.unwrap();
    assert_eq!((found(Audience::Public).await, found(Audience::Members).await), (0, 1));
    mentors::set_visibility(&db, ana, Visibility::Private, now()).await.unwrap();
    assert_eq!((found(Audience::Members).await, found(Audience::Staff).await), (0, 1));
    mentors::set_active(&db, ana, false, now()).await.unwrap();
    assert_eq!(found(Audience::Staff).await, 0);
}

async fn injection_is_harmless(db: Store) {
    bystanders(&db).await;
    let (ana, _) = save(&db, "Ana", |m| m.bio = Some("Near and not far; or both.")).await;
    for words in [
        &["\""][..],
        &["'"],
        &["\\"],
        &["*"],
        &["\0"],
        &["", " "],
        &["'; DROP TABLE mentors; --"],
        &["headline:", "^a", "a*", "-b", "(", ")"],
        &["a & !b | c <-> d :*"],
        &["{bio} : x", "NEAR(a b, 2)"],
        &["the", "and"],
    ] {
        find(&db, words).await;
    }
    assert_eq!(find(&db, &["far\" OR \"gardens"]).await.len(), 5, "quotes separate words");
    assert_eq!(find(&db, &["far"]).await, [ana]);
    let many: Vec<String> = (0..5_000).map(|n| format!("word{n}")).collect();
    assert!(mentors::full_text(&db, &many, Audience::Public, None, 10).await.unwrap().is_empty());
    assert_eq!(mentors::list_saved(&db, None).await.unwrap().len(), 5);
}

async fn removed_mentors_are_forgotten(db: Store) {
    bystanders(&db).await;
    let (_, user_id) = save(&db, "Ana", |m| m.headline = Some("Pricing")).await;
    run(&db, &format!("DELETE FROM users WHERE id = {}", literal(&db, user_id.0))).await.unwrap();
    assert_eq!(find(&db, &["pricing"]).await, []);
    if db.edition() == Edition::Sqlite {
        run(&db, "INSERT INTO mentors_text (mentors_text) VALUES ('integrity-check')").await.unwrap();
    }
    let (bob, _) = save(&db, "Bob", |m| m.headline = Some("Pricing")).await;
    assert_eq!(find(&db, &["pricing"]).await, [bob]);
}

async fn vacuum_keeps_the_index_right(db: Store) {
    let mut gone = vec![];
    for name in ["Xa", "Xb", "Xc", "Xd", "Xe"] {
        gone.push(save(&db, name, |m| m.bio = Some("Gardens and music.")).await.1);
    }
    let (ana, user_id) = save(&db, "Ana", |m| m.headline = Some("Pricing")).await;
    let (bob, _) = save(&db, "Bob", |m| m.headline = Some("Hiring")).await;
    for user_id in gone {
        run(&db, &format!("DELETE FROM users WHERE id = {}", literal(&db, user_id.0))).await.unwrap();
    }
    run(&db, "VACUUM").await.unwrap();
    assert_eq!(find(&db, &["pricing"]).await, [ana]);
    assert_eq!(find(&db, &["hiring"]).await, [bob]);
    mentors::save(&db, &SaveMentor { headline: Some("Selling"), ..profile(user_id) }).await.unwrap();
    assert_eq!(find(&db, &["pricing"]).await, []);
    assert_eq!(find(&db, &["selling"]).await, [ana]);
}

async fn accents_do_not_matter_on_sqlite(db: Store) {
    bystanders(&db).await;
    let (ana, _) = save(&db, "Ana", |m| m.headline = Some("Zürich networks")).await;
    assert_eq!(find(&db, &["zürich"]).await, [ana]);
    // PostgreSQL would need the extension `unaccent`, which a generated column may not use.
    let without = if db.edition() == Edition::Sqlite { vec![ana] } else { vec![] };
    assert_eq!(find(&db, &["Zurich"]).await, without);
}
