//! Accounts, logins and sign-in links.

use jiff::ToSpan;
use office_hours::account::{Role, UserStatus};
use office_hours::ids::{MenteeId, UserId};
use office_hours::language::Language;
use store::queries::{login_links, logins, users};
use store::{Constraint, Store, StoreError};

use crate::support::{at, id, literal, mentee, mentor, now, run, user};

crate::on_both!(
    an_account_is_found_by_its_address,
    an_address_has_one_account,
    a_login_is_good_until_it_expires_or_is_removed,
    a_suspended_person_is_signed_in_nowhere,
    a_person_brings_the_profiles_along,
    staff_are_listed_and_administrators_counted,
    accounts_are_found_by_words,
    accounts_are_locked_until_the_transaction_ends,
    a_link_works_once,
    a_link_raced_by_twenty_works_once,
    expired_rows_are_cleared_away,
);

async fn an_account_is_found_by_its_address(db: Store) {
    let user_id = UserId(id());
    users::insert(&db, user_id, "ana@acme.com", None, Role::Mentee, now()).await.unwrap();
    assert_eq!(users::find_by_email(&db, "bob@acme.com").await.unwrap(), None);
    let row = users::find_by_email(&db, "ana@acme.com").await.unwrap().unwrap();
    assert_eq!((row.user_id, row.role, row.status), (user_id, Role::Mentee, UserStatus::Active));
    assert_eq!((row.name, row.created_at, row.last_login_at), (None, now(), None));
    assert_eq!(users::find_person(&db, user_id).await.unwrap().unwrap().name, "ana");

    users::set_name(&db, user_id, "Ana Brand").await.unwrap();
    users::set_role(&db, user_id, Role::Mentor).await.unwrap();
    let later = at("2026-11-23T09:30:00.123456Z");
    users::note_login(&db, user_id, Language::German, later).await.unwrap();
    let person = users::find_person(&db, user_id).await.unwrap().unwrap();
    assert_eq!((person.name.as_str(), person.role, person.mentor_id), ("Ana Brand", Role::Mentor, None));
    let row = users::find_by_email(&db, "ana@acme.com").await.unwrap().unwrap();
    assert_eq!((row.last_login_at, row.language), (Some(later), Language::German));
    users::set_language(&db, user_id, Language::French).await.unwrap();
    let row = users::find_by_email(&db, &row.email).await.unwrap().unwrap();
    assert_eq!(row.language, Language::French);
    assert_eq!(users::count(&db).await.unwrap(), 1);
}

async fn an_address_has_one_account(db: Store) {
    users::insert(&db, UserId(id()), "ana@acme.com", None, Role::Mentee, now()).await.unwrap();
    let refused =
        users::insert(&db, UserId(id()), "ana@acme.com", None, Role::Mentor, now()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Conflict(Constraint::EmailTaken)), "{refused:?}");
}

async fn a_login_is_good_until_it_expires_or_is_removed(db: Store) {
    let user_id = user(&db, "Ana", Role::Mentee).await;
    // Half a second decides: instants are compared as text on SQLite.
    logins::insert(&db, id(), "digest", user_id, at("2026-11-23T08:00:00.5Z")).await.unwrap();
    let find = |now| logins::find_person(&db, "digest", now);
    assert_eq!(find(at("2026-11-23T08:00:00Z")).await.unwrap().unwrap().user_id, user_id);
    assert_eq!(find(at("2026-11-23T08:00:00.499999Z")).await.unwrap().unwrap().user_id, user_id);
    assert_eq!(find(at("2026-11-23T08:00:00.5Z")).await.unwrap(), None);
    assert_eq!(find(at("2026-11-23T08:00:01Z")).await.unwrap(), None);
    assert_eq!(logins::find_person(&db, "another", now()).await.unwrap(), None);
    logins::remove(&db, "digest").await.unwrap();
    logins::remove(&db, "digest").await.unwrap();
    assert_eq!(find(at("2026-11-23T08:00:00Z")).await.unwrap(), None);
}

async fn a_suspended_person_is_signed_in_nowhere(db: Store) {
    let (user_id, other) = (user(&db, "Ana", Role::Mentee).await, user(&db, "Bob", Role::Mentee).await);
    for (digest, user_id) in [("digest", user_id), ("second", user_id), ("other", other)] {
        logins::insert(&db, id(), digest, user_id, now() + 1.hour()).await.unwrap();
    }
    for status in [UserStatus::Suspended, UserStatus::Inactive] {
        users::set_status(&db, user_id, status).await.unwrap();
        assert_eq!(logins::find_person(&db, "digest", now()).await.unwrap(), None);
        assert_eq!(users::find_person(&db, user_id).await.unwrap(), None);
        assert_eq!(users::find_account(&db, user_id).await.unwrap().unwrap().status, status);
    }
    assert_eq!(logins::remove_of(&db, user_id).await.unwrap(), 2);
    users::set_status(&db, user_id, UserStatus::Active).await.unwrap();
    assert!(users::find_person(&db, user_id).await.unwrap().is_some());
    assert_eq!(logins::find_person(&db, "digest", now()).await.unwrap(), None, "a login does not come back");
    assert!(logins::find_person(&db, "other", now()).await.unwrap().is_some());
    assert_eq!(users::find_account(&db, UserId(id())).await.unwrap(), None);
}

async fn a_person_brings_the_profiles_along(db: Store) {
    let mentor_id = mentor(&db, "Mo").await;
    let mentee_id = mentee(&db, "Ana").await;
    let people: Vec<UserId> = {
        let mo = store::queries::mentors::get(&db, mentor_id).await.unwrap().unwrap().user_id;
        let ana = store::queries::mentees::get(&db, mentee_id).await.unwrap().unwrap().user_id;
        vec![mo, ana]
    };
    for (digest, user_id) in ["mo", "ana"].into_iter().zip(&people) {
        logins::insert(&db, id(), digest, *user_id, now() + 1.hour()).await.unwrap();
    }
    let mo = logins::find_person(&db, "mo", now()).await.unwrap().unwrap();
    assert_eq!((mo.mentor_id, mo.mentee_id, mo.role), (Some(mentor_id), None, Role::Mentor));
    let ana = logins::find_person(&db, "ana", now()).await.unwrap().unwrap();
    assert_eq!((ana.mentor_id, ana.mentee_id, ana.role), (None, Some(mentee_id), Role::Mentee));
}

async fn staff_are_listed_and_administrators_counted(db: Store) {
    let add = async |email: &str, role| {
        let user_id = UserId(id());
        users::insert(&db, user_id, email, None, role, now()).await.unwrap();
        user_id
    };
    let pm = add("pm@acme.com", Role::Pm).await;
    assert_eq!(users::count_other_admins(&db, pm).await.unwrap(), 0);
    let ada = add("ada@acme.com", Role::Admin).await;
    let joe = add("joe@acme.com", Role::Admin).await;
    add("mo@acme.com", Role::Mentor).await;
    add("ana@acme.com", Role::Mentee).await;
    assert_eq!(users::count_other_admins(&db, pm).await.unwrap(), 2);
    assert_eq!(users::count_other_admins(&db, ada).await.unwrap(), 1);
    run(&db, &format!("UPDATE users SET status = 'suspended' WHERE id = {}", literal(&db, joe.0)))
        .await
        .unwrap();
    assert_eq!(users::count_other_admins(&db, ada).await.unwrap(), 0, "who is suspended does not count");
    let staff: Vec<UserId> =
        users::list_staff(&db).await.unwrap().into_iter().map(|user| user.user_id).collect();
    assert_eq!(staff, [ada, joe, pm]);
}

async fn accounts_are_found_by_words(db: Store) {
    let (ana, aliana) = (mentee(&db, "Ana").await, mentee(&db, "Aliana 50%").await);
    mentor(&db, "Mo").await;
    let found = async |words: &str, limit: u64| {
        let found = users::list_accounts(&db, words, limit).await.unwrap();
        found.into_iter().map(|account| account.name).collect::<Vec<_>>()
    };
    // Whoever is called exactly so stands before the others, also where the names say otherwise.
    assert_eq!(found("ALIANA 50%", 9).await, ["Aliana 50%"]);
    assert_eq!(found("ana", 9).await, ["Ana", "Aliana 50%"]);
    assert_eq!(found("ana", 1).await, ["Ana"]);
    assert_eq!(found("@EXAMPLE.com", 9).await, ["Aliana 50%", "Ana", "Mo"]);
    assert_eq!((found("%", 9).await, found("_", 9).await), (vec!["Aliana 50%".to_owned()], vec![]));
    let account = users::find_account_of_mentee(&db, ana).await.unwrap().unwrap();
    assert_eq!((account.mentee_id, account.mentor_id, account.role), (Some(ana), None, Role::Mentee));
    assert_eq!((account.status, account.company.as_deref()), (UserStatus::Active, Some("Acme")));
    users::set_status(&db, account.user_id, UserStatus::Inactive).await.unwrap();
    let account = users::find_account_of_mentee(&db, ana).await.unwrap().unwrap();
    assert_eq!(account.status, UserStatus::Inactive);
    assert_ne!(users::find_account_of_mentee(&db, aliana).await.unwrap(), None);
    assert_eq!(users::find_account_of_mentee(&db, MenteeId(id())).await.unwrap(), None);
}

async fn accounts_are_locked_until_the_transaction_ends(db: Store) {
    let first = db.begin().await.unwrap();
    users::lock(&first).await.unwrap();
    assert_eq!(users::count(&first).await.unwrap(), 0);
    let second = {
        let db = db.clone();
        tokio::spawn(async move {
            let second = db.begin().await.unwrap();
            users::lock(&second).await.unwrap();
            users::count(&second).await.unwrap()
        })
    };
    users::insert(&first, UserId(id()), "ana@acme.com", None, Role::Mentee, now()).await.unwrap();
    first.commit().await.unwrap();
    assert_eq!(second.await.unwrap(), 1);
}

async fn a_link_works_once(db: Store) {
    let expires = now() + 15.minutes();
    login_links::insert(&db, "ana@acme.com", "digest", expires).await.unwrap();
    assert_eq!(login_links::count_open(&db, "ana@acme.com", now()).await.unwrap(), 1);
    assert_eq!(login_links::count_open(&db, "ana@acme.com", expires).await.unwrap(), 0);
    assert_eq!(login_links::take(&db, "bob@acme.com", "digest").await.unwrap(), None);
    assert_eq!(login_links::take(&db, "ana@acme.com", "guess").await.unwrap(), None);
    assert_eq!(login_links::take(&db, "ana@acme.com", "digest").await.unwrap(), Some(expires));
    assert_eq!(login_links::take(&db, "ana@acme.com", "digest").await.unwrap(), None);
}

async fn a_link_raced_by_twenty_works_once(db: Store) {
    login_links::insert(&db, "ana@acme.com", "digest", now() + 15.minutes()).await.unwrap();
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { login_links::take(&db, "ana@acme.com", "digest").await.unwrap() })
        })
        .collect();
    let mut won = 0;
    for attempt in tries {
        won += usize::from(attempt.await.unwrap().is_some());
    }
    assert_eq!(won, 1);
}

async fn expired_rows_are_cleared_away(db: Store) {
    let user_id = user(&db, "Ana", Role::Mentee).await;
    for (digest, expires) in [("old", now()), ("good", now() + 1.second())] {
        logins::insert(&db, id(), digest, user_id, expires).await.unwrap();
        login_links::insert(&db, "ana@acme.com", digest, expires).await.unwrap();
    }
    assert_eq!(logins::remove_expired(&db, now()).await.unwrap(), 1);
    assert_eq!(login_links::remove_expired(&db, now()).await.unwrap(), 1);
    assert!(logins::find_person(&db, "good", now()).await.unwrap().is_some());
    assert_eq!(login_links::count_open(&db, "ana@acme.com", now()).await.unwrap(), 1);
}
