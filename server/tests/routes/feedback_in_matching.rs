//! What mentees said of mentors finds these, and is told to nobody.

use office_hours::Actor;
use office_hours::account::Role;
use office_hours::booking::SessionStatus;
use office_hours::ids::{MenteeId, MentorId, SessionId, UserId};
use office_hours::matching::{MatchRequest, MatchResponse};
use office_hours::profile::import::{self, ImportRecord};
use sea_orm::ConnectionTrait;
use serde_json::json;
use services::{Config, Reader, Services, matching};
use store::queries::mentees::SaveMentee;
use store::queries::sessions::NewSession;
use store::queries::{mentees, mentors, sessions, users};

use crate::support::{Edition, TestApp, edition_of, on_both_databases, real_model};

/// What a mentor is good at and does not say, and a need for it.
const GOOD_AT: [(&str, &str); 8] = [
    ("term sheets", "Investors sent us a contract and we do not know which clauses are normal"),
    ("supply chains", "Our factory keeps missing delivery dates"),
    ("clinical trials", "How do we get our medical device tested on patients"),
    ("search engine optimisation", "Nobody finds our website on Google"),
    ("hiring engineers", "We need to recruit developers"),
    ("export licences", "Can we sell our product to customers overseas legally"),
    ("customer support", "Users complain and we answer too slowly"),
    ("co-founder conflict", "My partner and I argue all the time about the company"),
];

/// Profiles that say nothing; three mentees of each mentor name the same topic.
async fn programme(app: &TestApp) -> Vec<MentorId> {
    let record = |number: usize| ImportRecord {
        id: format!("m{number}"),
        headline: Some("Founder and adviser".into()),
        bio: Some("I have built companies for fifteen years and am glad to pass on what I learnt.".into()),
        ..ImportRecord::default()
    };
    let drafts: Vec<_> = (0..GOOD_AT.len()).map(|n| import::parse(&record(n)).unwrap()).collect();
    services::profile::import_mentors(&app.services, &Actor::System, &drafts, &[], &|_| {}).await.unwrap();
    let mut ids = mentors::list_external_ids(&app.services.store).await.unwrap();
    ids.sort_by(|a, b| a.1.cmp(&b.1));
    let ids: Vec<MentorId> = ids.into_iter().map(|(id, _)| id).collect();
    let mut hour = 0;
    for number in 0..3 {
        let mentee_id = mentee(app, number).await;
        for (mentor_id, (topic, _)) in ids.iter().zip(GOOD_AT) {
            hour += 1;
            // One of the three says something else that nobody else says.
            let topics = if number == 0 { json!([topic, "underwater hockey"]) } else { json!([topic]) };
            rate(app, *mentor_id, mentee_id, hour, &topics.to_string()).await;
        }
    }
    ids
}

async fn mentee(app: &TestApp, number: usize) -> MenteeId {
    let (store, now) = (&app.services.store, app.services.now());
    let user_id = UserId(app.services.new_id());
    let email = format!("mentee-{number}@example.com");
    users::insert(store, user_id, &email, None, Role::Mentee, now).await.unwrap();
    let mentee_id = MenteeId(app.services.new_id());
    let profile =
        SaveMentee { mentee_id, user_id, company: None, stage: None, industry: None, goals: None, now };
    mentees::save(store, &profile).await.unwrap()
}

pub(crate) async fn rate(app: &TestApp, mentor_id: MentorId, mentee_id: MenteeId, hour: i64, topics: &str) {
    let (store, now) = (&app.services.store, app.services.now());
    let session_id = SessionId(app.services.new_id());
    let ends_at = now - jiff::SignedDuration::from_hours(hour);
    let session = NewSession {
        session_id,
        mentor_id,
        mentee_id,
        starts_at: ends_at - jiff::SignedDuration::from_mins(30),
        ends_at,
        status: SessionStatus::Completed,
        buffer_before_minutes: 0,
        buffer_after_minutes: 0,
        seat: None,
        location: "virtual",
        meeting_url: None,
        notes: None,
        series_id: None,
        organizer_email: "hello@example.com",
        now,
    };
    sessions::insert(store, &session).await.unwrap();
    let key = match store.edition() {
        store::Edition::Sqlite => format!("x'{}'", session_id.0.simple()),
        store::Edition::Postgres => format!("'{}'::uuid", session_id.0),
    };
    let feedback = format!(
        "INSERT INTO session_feedback (id, session_id, submitter_role, overall_rating, topics_discussed, positive_tags, \
         created_at) VALUES ({key}, {key}, 'mentee', 5, '{topics}', '[\"patient\"]', '2026-11-23T12:00:00+00:00')"
    );
    store.connection().execute_unprepared(&feedback).await.unwrap();
}

/// A process with vectors of its own making.
async fn process(app: &TestApp, feedback_in_matching: bool) -> Services {
    let config = Config { feedback_in_matching, ..app.services.config.clone() };
    let services = Services::new(app.services.store.clone(), app.services.ports.clone(), config);
    matching::reindex(&services, &Actor::System, &|_, _| {}).await.unwrap();
    services
}

async fn search(services: &Services, query: &str) -> MatchResponse {
    let request = MatchRequest { query: query.into(), ..MatchRequest::default() };
    matching::match_mentors(services, &Actor::System, &request, &Reader::default()).await.unwrap()
}

/// Mean of one over the place of the mentor who is good at it.
async fn reciprocal_rank(services: &Services, ids: &[MentorId]) -> f64 {
    let mut sum = 0.0;
    for (mentor_id, (_, need)) in ids.iter().zip(GOOD_AT) {
        let answer = search(services, need).await;
        let place = answer.results.iter().position(|one| one.mentor_id == *mentor_id);
        sum += place.map_or(0.0, |place| 1.0 / (place + 1) as f64);
    }
    sum / GOOD_AT.len() as f64
}

on_both_databases! {
    async fn what_several_mentees_say_finds_a_mentor_and_the_switch_undoes_it(app: TestApp) {
        let app = TestApp::with_model(edition_of(&app), real_model().await).await;
        let ids = programme(&app).await;
        let off = reciprocal_rank(&process(&app, false).await, &ids).await;
        let on_services = process(&app, true).await;
        let on = reciprocal_rank(&on_services, &ids).await;
        assert!(on > off + 0.3, "without {off:.3}, with {on:.3}");

        let told = serde_json::to_string(&search(&on_services, "underwater hockey, patient mentors").await).unwrap();
        let answer = told.replace("underwater hockey, patient mentors", "");
        assert!(!answer.contains("hockey"), "{answer}");
        assert!(!answer.contains("term sheets") && !answer.contains("supply chains"), "{answer}");

        let undone = reciprocal_rank(&process(&app, false).await, &ids).await;
        assert!((undone - off).abs() < 1e-9, "{undone} is not {off}");
    }
}
