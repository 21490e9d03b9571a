//! Saving and listing profiles, and the filters of a match.

use jiff::ToSpan;
use office_hours::account::Role;
use office_hours::ids::{MenteeId, MentorId, SessionId};
use office_hours::language::Language;
use office_hours::matching::MatchFilters;
use office_hours::profile::photo::PhotoName;
use office_hours::profile::{Audience, Expertise, Visibility};
use serde_json::json;
use store::queries::mentees::{self, SaveMentee};
use store::queries::mentors::{self, MentorVersion, SaveMentor};
use store::queries::{events, mentor_signals, photos, users};
use store::{Constraint, Store, StoreError};

use crate::support::{area, at, book, id, literal, mentee, mentor, now, profile, run, slot, user};

crate::on_both!(
    a_mentees_past_is_told,
    a_mentor_is_saved_whole_and_read_back,
    saving_again_changes_the_profile_and_keeps_its_identity,
    an_external_id_belongs_to_one_mentor,
    profiles_come_in_the_order_asked_for,
    a_mentee_is_saved_and_read_back,
    an_audience_sees_what_it_may,
    filters_narrow_and_ignore_case,
    cards_come_by_name_and_in_pages,
    cards_come_by_what_is_typed_of_the_name,
    the_numbers_behind_a_ranking,
    a_photo_is_used_as_long_as_somebody_has_it,
);

async fn a_mentor_is_saved_whole_and_read_back(db: Store) {
    let user_id = user(&db, "Mo Salah", Role::Mentor).await;
    let languages = ["en".to_owned(), "de".to_owned()];
    let fundraising =
        Expertise { area: "fundraising".into(), subarea: Some("term sheets".into()), weight: 2.5 };
    let saved = SaveMentor {
        external_id: Some("p-1"),
        headline: Some("Raises"),
        bio: Some("Twenty rounds."),
        company: Some("Acme"),
        title: Some("CFO"),
        industry: Some("fintech"),
        stage: Some("seed"),
        country: Some("DE"),
        languages: &languages,
        expertise: &[area("hiring"), fundraising.clone()],
        ..profile(user_id)
    };
    let mentor_id = mentors::save(&db, &saved).await.unwrap();
    assert_eq!(mentor_id, saved.mentor_id);
    let read = mentors::get(&db, mentor_id).await.unwrap().unwrap();
    assert_eq!((read.user_id, read.name.as_str()), (user_id, "Mo Salah"));
    assert_eq!(read.headline.as_deref(), Some("Raises"));
    assert_eq!(read.bio.as_deref(), Some("Twenty rounds."));
    assert_eq!((read.company.as_deref(), read.title.as_deref()), (Some("Acme"), Some("CFO")));
    assert_eq!((read.industry.as_deref(), read.stage.as_deref()), (Some("fintech"), Some("seed")));
    assert_eq!((read.timezone.as_str(), read.country.as_deref()), ("Europe/Berlin", Some("DE")));
    assert_eq!(read.languages, languages);
    assert_eq!((read.visibility, read.load_cap_per_week, read.active), (Visibility::Public, 5, true));
    assert_eq!((read.photo_url, read.linkedin_url), (None, None));
    assert_eq!(read.expertise, [fundraising, area("hiring")]);
    assert_eq!(mentors::find_by_user(&db, user_id).await.unwrap(), Some(mentor_id));
    assert_eq!(mentors::find_by_external_id(&db, "p-1").await.unwrap(), Some((mentor_id, user_id)));
    assert_eq!(mentors::find_by_external_id(&db, "p-2").await.unwrap(), None);
    mentor(&db, "Without").await;
    assert_eq!(mentors::list_external_ids(&db).await.unwrap(), [(mentor_id, "p-1".to_owned())]);
    assert_eq!(mentors::get(&db, MentorId(id())).await.unwrap(), None);
}

async fn saving_again_changes_the_profile_and_keeps_its_identity(db: Store) {
    let user_id = user(&db, "Mo", Role::Mentor).await;
    let first = SaveMentor {
        external_id: Some("p-1"),
        expertise: &[area("hiring"), area("sales")],
        ..profile(user_id)
    };
    let mentor_id = mentors::save(&db, &first).await.unwrap();
    mentors::set_active(&db, mentor_id, false, now()).await.unwrap();
    mentors::set_visibility(&db, mentor_id, Visibility::Limited, now()).await.unwrap();

    let again = SaveMentor { headline: Some("New"), expertise: &[area("pricing")], ..profile(user_id) };
    assert_ne!(again.mentor_id, mentor_id);
    assert_eq!(mentors::save(&db, &again).await.unwrap(), mentor_id);
    let read = mentors::get(&db, mentor_id).await.unwrap().unwrap();
    assert_eq!((read.headline.as_deref(), read.expertise), (Some("New"), vec![area("pricing")]));
    assert_eq!((read.active, read.visibility), (false, Visibility::Limited));
    assert!(mentors::find_by_external_id(&db, "p-1").await.unwrap().is_some(), "a known id stays");

    mentors::save(&db, &SaveMentor { expertise: &[], ..again }).await.unwrap();
    assert_eq!(mentors::get(&db, mentor_id).await.unwrap().unwrap().expertise, []);
}

async fn an_external_id_belongs_to_one_mentor(db: Store) {
    let (ana, bob) = (user(&db, "Ana", Role::Mentor).await, user(&db, "Bob", Role::Mentor).await);
    mentors::save(&db, &SaveMentor { external_id: Some("p-1"), ..profile(ana) }).await.unwrap();
    let refused =
        mentors::save(&db, &SaveMentor { external_id: Some("p-1"), ..profile(bob) }).await.unwrap_err();
    assert!(matches!(refused, StoreError::Conflict(Constraint::ExternalIdTaken)), "{refused:?}");
}

async fn profiles_come_in_the_order_asked_for(db: Store) {
    let mut ids = vec![mentor(&db, "Ana").await, mentor(&db, "Bob").await, mentor(&db, "Cid").await];
    let mut saved = mentors::list_saved(&db, None).await.unwrap();
    saved.sort_unstable();
    assert_eq!(saved.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ids);
    assert_eq!(mentors::list_saved(&db, Some(now())).await.unwrap(), saved);
    assert_eq!(mentors::list_saved(&db, Some(now() + 1.second())).await.unwrap(), []);
    assert_eq!(mentors::count(&db).await.unwrap(), 3);
    ids.reverse();
    ids.insert(1, MentorId(id()));
    let names: Vec<String> =
        mentors::get_many(&db, &ids).await.unwrap().into_iter().map(|p| p.name).collect();
    assert_eq!(names, ["Cid", "Bob", "Ana"]);
    assert_eq!(mentors::get_many(&db, &[]).await.unwrap(), []);
    // More ids than SQLite binds values.
    let many: Vec<MentorId> = ids.iter().copied().cycle().take(40_000).collect();
    assert_eq!(mentors::get_many(&db, &many).await.unwrap().len(), 3);
}

async fn a_mentee_is_saved_and_read_back(db: Store) {
    let user_id = user(&db, "Ana", Role::Mentee).await;
    let first = SaveMentee {
        mentee_id: MenteeId(id()),
        user_id,
        company: Some("Acme"),
        stage: Some("seed"),
        industry: Some("saas"),
        goals: Some("raise"),
        now: now(),
    };
    let mentee_id = mentees::save(&db, &first).await.unwrap();
    let again = SaveMentee { mentee_id: MenteeId(id()), goals: Some("hire"), ..first };
    assert_eq!(mentees::save(&db, &again).await.unwrap(), mentee_id);
    let read = mentees::get(&db, mentee_id).await.unwrap().unwrap();
    assert_eq!((read.user_id, read.name.as_str(), read.goals.as_deref()), (user_id, "Ana", Some("hire")));
    assert_eq!((read.company.as_deref(), read.stage.as_deref()), (Some("Acme"), Some("seed")));
    assert_eq!(mentees::find_by_user(&db, user_id).await.unwrap(), Some(mentee_id));
    assert_eq!(mentees::get(&db, MenteeId(id())).await.unwrap(), None);
}

/// Public, limited, private, inactive, and one whose account is suspended.
async fn one_of_each(db: &Store) -> Vec<MentorId> {
    let mut ids = vec![];
    for name in ["Ana", "bob", "Cid", "Dan", "Eve"] {
        ids.push(mentor(db, name).await);
    }
    mentors::set_visibility(db, ids[1], Visibility::Limited, now()).await.unwrap();
    mentors::set_visibility(db, ids[2], Visibility::Private, now()).await.unwrap();
    mentors::set_active(db, ids[3], false, now()).await.unwrap();
    let eve = mentors::get(db, ids[4]).await.unwrap().unwrap().user_id;
    run(db, &format!("UPDATE users SET status = 'inactive' WHERE id = {}", literal(db, eve.0)))
        .await
        .unwrap();
    ids
}

async fn matchable(db: &Store, filters: MatchFilters, audience: Audience) -> Vec<MentorId> {
    let mut ids = mentors::list_matchable(db, &filters, audience).await.unwrap();
    ids.sort_unstable();
    ids
}

async fn an_audience_sees_what_it_may(db: Store) {
    let ids = one_of_each(&db).await;
    for (audience, seen) in [(Audience::Public, 1), (Audience::Members, 2), (Audience::Staff, 3)] {
        assert_eq!(matchable(&db, MatchFilters::default(), audience).await, ids[..seen]);
        let (cards, total) = mentors::list_cards(&db, audience, 0, 10).await.unwrap();
        assert_eq!(cards.iter().map(|card| card.mentor_id).collect::<Vec<_>>(), ids[..seen]);
        assert_eq!(total, seen as u64);
    }
    assert_eq!(mentors::count_active(&db).await.unwrap(), 3);
    let asked = [ids[1], ids[4]];
    let seen = mentors::list_seen(&db, Audience::Staff, &asked).await.unwrap();
    assert_eq!(seen, [MentorVersion { mentor_id: ids[1], saved_at: now(), calendar: 0 }]);
    assert_eq!(mentors::list_seen(&db, Audience::Staff, &[]).await.unwrap(), []);
}

async fn filters_narrow_and_ignore_case(db: Store) {
    let languages = ["en".to_owned(), "de".to_owned()];
    let (ana, bob) = (user(&db, "Ana", Role::Mentor).await, user(&db, "Bob", Role::Mentor).await);
    let expertise = [area("Fundraising"), area("hiring")];
    let rich = SaveMentor {
        industry: Some("FinTech"),
        stage: Some("seed"),
        languages: &languages,
        expertise: &expertise,
        ..profile(ana)
    };
    let ana = mentors::save(&db, &rich).await.unwrap();
    mentors::save(&db, &SaveMentor { expertise: &[area("hiring")], ..profile(bob) }).await.unwrap();
    let hit = |filters: MatchFilters| matchable(&db, filters, Audience::Public);
    let some = |text: &str| Some(text.to_owned());
    let all = MatchFilters::default;
    assert_eq!(hit(MatchFilters { industry: some("fintech"), ..all() }).await, [ana]);
    assert_eq!(hit(MatchFilters { stage: some("SEED"), ..all() }).await, [ana]);
    assert_eq!(hit(MatchFilters { language: some("DE"), ..all() }).await, [ana]);
    assert_eq!(hit(MatchFilters { language: some("d"), ..all() }).await, []);
    assert_eq!(hit(MatchFilters { country: some("zz"), ..all() }).await, []);
    assert_eq!(hit(MatchFilters { company: some("nobody"), ..all() }).await, []);
    assert_eq!(hit(MatchFilters { expertise: vec!["fundraising".into()], ..all() }).await, [ana]);
    assert_eq!(hit(MatchFilters { expertise: vec!["hiring".into()], ..all() }).await.len(), 2);
    assert_eq!(
        hit(MatchFilters { expertise: vec!["hiring".into(), "FUNDRAISING".into()], ..all() }).await,
        [ana]
    );
    assert_eq!(hit(MatchFilters { expertise: vec!["hiring".into(), "sales".into()], ..all() }).await, []);
    assert_eq!(hit(MatchFilters { industry: some("' OR 1=1 --"), ..all() }).await, []);
    assert_eq!(hit(MatchFilters { industry: some(" "), ..all() }).await.len(), 2, "blank does not narrow");
}

async fn cards_come_by_name_and_in_pages(db: Store) {
    let user_id = user(&db, "zoe", Role::Mentor).await;
    let expertise = [area("hiring"), Expertise { weight: 2.0, ..area("sales") }];
    mentors::save(&db, &SaveMentor { headline: Some("Sells"), expertise: &expertise, ..profile(user_id) })
        .await
        .unwrap();
    for name in ["Yan", "Ana", "bob"] {
        mentor(&db, name).await;
    }
    mentee(&db, "Ann Mentee").await;
    let (first, total) = mentors::list_cards(&db, Audience::Public, 0, 3).await.unwrap();
    assert_eq!(first.iter().map(|card| card.name.as_str()).collect::<Vec<_>>(), ["Ana", "bob", "Yan"]);
    let (second, _) = mentors::list_cards(&db, Audience::Public, 3, 3).await.unwrap();
    assert_eq!(total, 4);
    assert_eq!(second.len(), 1);
    assert_eq!(second[0].headline.as_deref(), Some("Sells"));
    assert_eq!(second[0].expertise, ["sales", "hiring"]);
    assert_eq!(mentors::list_cards(&db, Audience::Public, 30, 3).await.unwrap(), (vec![], 4));
}

async fn cards_come_by_what_is_typed_of_the_name(db: Store) {
    for name in ["Baek Seo-yun", "Yunus Demir", "Ana 100%", "Bo_b"] {
        mentor(&db, name).await;
    }
    mentee(&db, "Yun Mentee").await;
    let named = async |typed: &[&str], limit| {
        let words: Vec<String> = typed.iter().map(|&word| word.to_owned()).collect();
        let cards = mentors::list_cards_named(&db, Audience::Public, &words, limit).await.unwrap();
        cards.into_iter().map(|card| card.name).collect::<Vec<_>>()
    };
    assert_eq!(named(&["yun"], 6).await, ["Baek Seo-yun", "Yunus Demir"]);
    assert_eq!(named(&["yun"], 1).await, ["Baek Seo-yun"]);
    assert_eq!(named(&["YUN", "ba"], 6).await, ["Baek Seo-yun"]);
    assert_eq!(named(&["aek"], 6).await, [""; 0], "only beginnings of words");
    assert_eq!(named(&["100%"], 6).await, ["Ana 100%"]);
    for typed in ["%", "_", "b%b", "' OR 1=1 --", "example.com"] {
        assert_eq!(named(&[typed], 6).await, [""; 0], "{typed}");
    }
}

async fn the_numbers_behind_a_ranking(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let mentee_id = mentee(&db, "Founder").await;
    let mut held = vec![];
    for (from, to) in [("10:00:00", "10:30:00"), ("11:00:00", "11:30:00"), ("12:00:00", "12:30:00")] {
        held.push(book(&db, ana, mentee_id, slot(from, to)).await);
    }
    let id_of = |n: usize| literal(&db, held[n].0);
    run(&db, &format!("UPDATE office_sessions SET status = 'cancelled' WHERE id = {}", id_of(2)))
        .await
        .unwrap();
    run(&db, &format!("UPDATE office_sessions SET status = 'completed' WHERE id = {}", id_of(1)))
        .await
        .unwrap();
    let (from, to) = (at("2026-11-24T10:00:00Z"), at("2026-11-24T12:30:00Z"));
    assert_eq!(mentor_signals::get_load(&db, &[ana, bob], from, to).await.unwrap(), [(ana, 2)]);
    assert_eq!(mentor_signals::get_load(&db, &[ana, bob], from + 1.second(), to).await.unwrap(), [(ana, 1)]);
    assert_eq!(mentor_signals::get_load(&db, &[bob], from, to).await.unwrap(), []);

    for (session, role, rating) in
        [(0, "mentee", "4"), (1, "mentee", "5"), (1, "mentor", "1"), (2, "mentee", "NULL")]
    {
        let sql = format!(
            "INSERT INTO session_feedback (id, session_id, submitter_role, overall_rating, created_at) \
             VALUES ({}, {}, '{role}', {rating}, '2026-11-25T10:00:00+00:00')",
            literal(&db, id()),
            id_of(session),
        );
        run(&db, &sql).await.unwrap();
    }
    assert_eq!(mentor_signals::get_ratings(&db, &[ana, bob]).await.unwrap(), [(ana, 2, 4.5)]);

    // Of Ana's three, one is completed, one was booked and is over by then, one was called off by the mentee.
    let (since, later) = (at("2026-11-24T00:00:00Z"), at("2026-11-24T18:00:00Z"));
    let call_off = async |mentor_id, at| {
        let account = mentors::get(&db, mentor_id).await.unwrap().unwrap().user_id;
        events::insert(&db, at, Some(account), "session.cancelled", "session", "x", json!({})).await.unwrap();
    };
    call_off(ana, later).await;
    call_off(ana, since - 1.second()).await;
    let mut kept = mentor_signals::get_kept(&db, &[ana, bob], since, later).await.unwrap();
    assert_eq!(kept, [(ana, 2, 1)]);
    call_off(bob, later).await;
    kept = mentor_signals::get_kept(&db, &[ana, bob], since, at("2026-11-24T10:15:00Z")).await.unwrap();
    kept.sort_unstable();
    assert_eq!(kept, [(ana, 1, 1), (bob, 0, 1)], "one that is under way has not taken place");

    let login = now() + 3.hours();
    let user_id = mentors::get(&db, bob).await.unwrap().unwrap().user_id;
    users::note_login(&db, user_id, Language::German, login).await.unwrap();
    let mut active = mentor_signals::get_last_active(&db, &[ana, bob]).await.unwrap();
    active.sort_unstable();
    assert_eq!(active, [(ana, now()), (bob, login)]);
}

async fn a_mentees_past_is_told(db: Store) {
    let (ana, bob, cem) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await, mentor(&db, "Cem").await);
    // All of them are at Acme.
    let (mia, noa, oli) = (mentee(&db, "Mia").await, mentee(&db, "Noa").await, mentee(&db, "Oli").await);
    let rate = async |session: SessionId, by: &str, rating: &str| {
        let (id, session) = (literal(&db, id()), literal(&db, session.0));
        let row = format!("{id}, {session}, '{by}', {rating}, '2026-11-24T12:00:00+00:00'");
        let columns = "id, session_id, submitter_role, overall_rating, created_at";
        run(&db, &format!("INSERT INTO session_feedback ({columns}) VALUES ({row})")).await.unwrap();
    };
    let first = book(&db, ana, mia, slot("08:00:00", "08:30:00")).await;
    rate(first, "mentee", "2").await;
    rate(first, "mentor", "5").await;
    let second = book(&db, bob, mia, slot("09:00:00", "09:30:00")).await;
    rate(second, "mentee", "5").await;
    rate(book(&db, cem, mia, slot("10:00:00", "10:30:00")).await, "mentee", "NULL").await;
    assert_eq!(mentees::list_rated(&db, mia, 9).await.unwrap(), [(bob, 5), (ana, 2)], "the latest first");
    assert_eq!(mentees::list_rated(&db, mia, 1).await.unwrap(), [(bob, 5)]);
    assert_eq!(mentees::list_rated(&db, noa, 9).await.unwrap(), []);

    // Of Noa's colleagues, Mia was content with Bob and with Cem, and Oli has yet to meet Bob.
    book(&db, bob, oli, slot("15:00:00", "15:30:00")).await;
    let colleagues = async |mentee_id, at: &str| {
        let mut met =
            mentees::count_content_colleagues(&db, mentee_id, crate::support::at(at)).await.unwrap();
        met.sort_unstable();
        met
    };
    assert_eq!(colleagues(noa, "2026-11-24T12:00:00Z").await, [(bob, 1), (cem, 1)]);
    assert_eq!(colleagues(noa, "2026-11-24T16:00:00Z").await, [(bob, 2), (cem, 1)]);
    assert_eq!(colleagues(mia, "2026-11-24T12:00:00Z").await, [], "one is no colleague of oneself");
    run(&db, &format!("UPDATE mentees SET company = 'Other' WHERE id = {}", literal(&db, noa.0)))
        .await
        .unwrap();
    assert_eq!(colleagues(noa, "2026-11-24T16:00:00Z").await, []);
}

async fn a_photo_is_used_as_long_as_somebody_has_it(db: Store) {
    let (mo, ana) = (mentor(&db, "Mo").await, mentor(&db, "Ana").await);
    let [name, other] = [1, 2].map(|byte| PhotoName::of_digest(&[byte; 32]));
    let later = at("2026-11-24T11:00:00Z");
    for mentor_id in [mo, ana] {
        photos::set(&db, mentor_id, Some(&name.url()), later).await.unwrap();
    }
    let read = mentors::get(&db, mo).await.unwrap().unwrap();
    assert_eq!(read.photo_url, Some(name.url()));
    assert!(
        mentors::list_saved(&db, Some(later)).await.unwrap().contains(&(mo, later)),
        "it counts as saved"
    );

    let tx = db.begin().await.unwrap();
    photos::lock(&tx, &name).await.unwrap();
    photos::set(&tx, mo, None, later).await.unwrap();
    assert!(photos::is_used(&tx, &name).await.unwrap());
    photos::set(&tx, ana, Some(&other.url()), later).await.unwrap();
    assert!(!photos::is_used(&tx, &name).await.unwrap() && photos::is_used(&tx, &other).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(mentors::get(&db, mo).await.unwrap().unwrap().photo_url, None);
}
