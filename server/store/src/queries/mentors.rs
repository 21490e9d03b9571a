//! Profiles of mentors: saving, finding by words and by filters, and the numbers behind a ranking.
//!
//! What a number is worth is decided in `office_hours::matching`.

mod locks;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use office_hours::ids::{MentorId, UserId};
use office_hours::matching::MatchFilters;
use office_hours::profile::expertise::distinct_areas;
use office_hours::profile::{Audience, Expertise, MentorCard, MentorProfile, Visibility};
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

pub use self::locks::{lock, lock_all, lock_both, lock_of_series, lock_of_session};
use crate::connection::{Db, Edition};
use crate::convert::{display_name, from_db, strings, to_db, word};
use crate::entities::{expertise, mentors};
use crate::errors::StoreError;
use crate::sql::{Sql, escape_like};

/// The most words of one question. Ranking costs time for every one, and nobody means more.
const MAX_WORDS: usize = 64;

/// A mentor's profile as it is to be.
#[derive(Clone, Copy, Debug)]
pub struct SaveMentor<'a> {
    /// For a first profile; an existing one keeps its id.
    pub mentor_id: MentorId,
    /// Whose profile.
    pub user_id: UserId,
    /// The id in the file the mentor comes from; nothing leaves a known one as it is.
    pub external_id: Option<&'a str>,
    /// One line.
    pub headline: Option<&'a str>,
    /// In their own words.
    pub bio: Option<&'a str>,
    /// Where they work.
    pub company: Option<&'a str>,
    /// What they are there.
    pub title: Option<&'a str>,
    /// What they know best.
    pub industry: Option<&'a str>,
    /// The company stage they know best.
    pub stage: Option<&'a str>,
    /// IANA zone of their hours.
    pub timezone: &'a str,
    /// ISO 3166 alpha-2.
    pub country: Option<&'a str>,
    /// ISO 639-1.
    pub languages: &'a [String],
    /// All their areas.
    pub expertise: &'a [Expertise],
    /// The present instant.
    pub now: Timestamp,
}

impl<'a> SaveMentor<'a> {
    /// A profile as it stands, to be saved again.
    pub fn of(profile: &'a MentorProfile, now: Timestamp) -> Self {
        Self {
            mentor_id: profile.mentor_id,
            user_id: profile.user_id,
            external_id: None,
            headline: profile.headline.as_deref(),
            bio: profile.bio.as_deref(),
            company: profile.company.as_deref(),
            title: profile.title.as_deref(),
            industry: profile.industry.as_deref(),
            stage: profile.stage.as_deref(),
            timezone: &profile.timezone,
            country: profile.country.as_deref(),
            languages: &profile.languages,
            expertise: &profile.expertise,
            now,
        }
    }
}

/// The condition on `mentors m` alone under which the audience sees the profile.
pub(super) fn sees_profile(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "m.active = TRUE AND m.visibility = 'public'",
        Audience::Members => "m.active = TRUE AND m.visibility IN ('public', 'limited')",
        Audience::Staff => "m.active = TRUE AND m.visibility IN ('public', 'limited', 'private')",
    }
}

/// Adds the profile with its areas, or changes the one the account has, and says its id.
///
/// Visibility, load cap, picture and whether the mentor is active stay as they are. Up to four
/// statements: hand it a transaction.
pub async fn save(db: &impl Db, profile: &SaveMentor<'_>) -> Result<MentorId, StoreError> {
    let text = |text: Option<&str>| Set(text.map(str::to_owned));
    let row = mentors::ActiveModel {
        id: Set(profile.mentor_id.0),
        user_id: Set(profile.user_id.0),
        external_id: text(profile.external_id),
        headline: text(profile.headline),
        bio: text(profile.bio),
        company: text(profile.company),
        title: text(profile.title),
        industry: text(profile.industry),
        stage: text(profile.stage),
        timezone: Set(profile.timezone.to_owned()),
        country: text(profile.country),
        languages: Set(profile.languages.into()),
        created_at: Set(to_db(profile.now)),
        updated_at: Set(to_db(profile.now)),
        ..Default::default()
    };
    let change = OnConflict::column(mentors::Column::UserId)
        .update_columns([
            mentors::Column::Headline,
            mentors::Column::Bio,
            mentors::Column::Company,
            mentors::Column::Title,
            mentors::Column::Industry,
            mentors::Column::Stage,
            mentors::Column::Timezone,
            mentors::Column::Country,
            mentors::Column::Languages,
            mentors::Column::UpdatedAt,
        ])
        .value(mentors::Column::ExternalId, Expr::cust("coalesce(excluded.external_id, mentors.external_id)"))
        .to_owned();
    let saved = mentors::Entity::insert(row).on_conflict(change).exec_with_returning(db.conn()).await?;
    let mentor_id = MentorId(saved.id);
    replace_expertise(db, mentor_id, profile.expertise).await?;
    Ok(mentor_id)
}

async fn replace_expertise(db: &impl Db, mentor_id: MentorId, areas: &[Expertise]) -> Result<(), StoreError> {
    let mut wanted = areas.to_vec();
    wanted.sort_by(heaviest_first);
    let before = list_expertise(db, &[mentor_id]).await?.remove(&mentor_id).unwrap_or_default();
    // Every change makes the database index the profile's words again.
    if before == wanted {
        return Ok(());
    }
    expertise::Entity::delete_many()
        .filter(expertise::COLUMN.mentor_id.eq(mentor_id.0))
        .exec(db.conn())
        .await?;
    if wanted.is_empty() {
        return Ok(());
    }
    let rows = wanted.into_iter().map(|area| expertise::ActiveModel {
        id: NotSet,
        mentor_id: Set(mentor_id.0),
        area: Set(area.area),
        subarea: Set(area.subarea),
        weight: Set(area.weight),
    });
    expertise::Entity::insert_many(rows).exec_without_returning(db.conn()).await?;
    Ok(())
}

fn heaviest_first(a: &Expertise, b: &Expertise) -> std::cmp::Ordering {
    b.weight.total_cmp(&a.weight).then_with(|| a.area.cmp(&b.area)).then_with(|| a.subarea.cmp(&b.subarea))
}

/// The areas of several mentors, heaviest first, in one query.
async fn list_expertise(
    db: &impl Db,
    mentor_ids: &[MentorId],
) -> Result<HashMap<MentorId, Vec<Expertise>>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        area: String,
        subarea: Option<String>,
        weight: f32,
    }
    let rows = Sql::new(db, "SELECT mentor_id, area, subarea, weight FROM expertise WHERE mentor_id IN ")
        .bind_ids(mentor_ids.iter().map(|id| id.0))
        .all::<Row>()
        .await?;
    let mut areas: HashMap<MentorId, Vec<Expertise>> = HashMap::new();
    for row in rows {
        let area = Expertise { area: row.area, subarea: row.subarea, weight: row.weight };
        areas.entry(MentorId(row.mentor_id)).or_default().push(area);
    }
    // Sorted here and not there, as databases differ in how they order text.
    areas.values_mut().for_each(|areas| areas.sort_by(heaviest_first));
    Ok(areas)
}

/// The profile, in two queries.
pub async fn get(db: &impl Db, mentor_id: MentorId) -> Result<Option<MentorProfile>, StoreError> {
    Ok(get_many(db, &[mentor_id]).await?.pop())
}

/// The profiles that exist, in the order asked for, in two queries.
pub async fn get_many(db: &impl Db, mentor_ids: &[MentorId]) -> Result<Vec<MentorProfile>, StoreError> {
    if mentor_ids.is_empty() {
        return Ok(vec![]);
    }
    let rows = Sql::new(db, SELECT_PROFILE)
        .push("FROM mentors m JOIN users u ON u.id = m.user_id WHERE m.id IN ")
        .bind_ids(mentor_ids.iter().map(|id| id.0))
        .all::<ProfileRow>()
        .await?;
    let mut areas = list_expertise(db, mentor_ids).await?;
    let mut profiles = HashMap::with_capacity(rows.len());
    for row in rows {
        let mentor_id = MentorId(row.mentor_id);
        profiles.insert(mentor_id, row.profile(areas.remove(&mentor_id).unwrap_or_default())?);
    }
    Ok(mentor_ids.iter().filter_map(|id| profiles.remove(id)).collect())
}

/// Of `mentors m`, `users u`. While an account is not active, its profile is private and takes no
/// bookings.
const SELECT_PROFILE: &str = "SELECT m.id AS mentor_id, m.user_id, u.name, u.email, m.headline, m.bio, m.company, \
    m.title, m.industry, m.stage, m.timezone, m.country, m.languages, \
    CASE WHEN u.status = 'active' THEN m.visibility ELSE 'private' END AS visibility, m.load_cap_per_week, \
    (m.active AND u.status = 'active') AS active, m.photo_url, m.linkedin_url ";

#[derive(FromQueryResult)]
struct ProfileRow {
    mentor_id: Uuid,
    user_id: Uuid,
    name: Option<String>,
    email: String,
    headline: Option<String>,
    bio: Option<String>,
    company: Option<String>,
    title: Option<String>,
    industry: Option<String>,
    stage: Option<String>,
    timezone: String,
    country: Option<String>,
    languages: serde_json::Value,
    visibility: String,
    load_cap_per_week: i32,
    active: bool,
    photo_url: Option<String>,
    linkedin_url: Option<String>,
}

impl ProfileRow {
    fn profile(self, expertise: Vec<Expertise>) -> Result<MentorProfile, StoreError> {
        let visibility = Visibility::parse(&self.visibility).ok();
        Ok(MentorProfile {
            mentor_id: MentorId(self.mentor_id),
            user_id: UserId(self.user_id),
            name: display_name(self.name, &self.email),
            headline: self.headline,
            bio: self.bio,
            company: self.company,
            title: self.title,
            industry: self.industry,
            stage: self.stage,
            timezone: self.timezone,
            country: self.country,
            languages: strings(self.languages),
            visibility: word("mentors.visibility", &self.visibility, visibility)?,
            load_cap_per_week: self.load_cap_per_week,
            active: self.active,
            photo_url: self.photo_url,
            linkedin_url: self.linkedin_url,
            expertise,
        })
    }
}

/// The profile that belongs to the account.
pub async fn find_by_user(db: &impl Db, user_id: UserId) -> Result<Option<MentorId>, StoreError> {
    let row = mentors::Entity::find().filter(mentors::COLUMN.user_id.eq(user_id.0)).one(db.conn()).await?;
    Ok(row.map(|row| MentorId(row.id)))
}

/// The profile with this id in the file it comes from.
pub async fn find_by_external_id(
    db: &impl Db,
    external_id: &str,
) -> Result<Option<(MentorId, UserId)>, StoreError> {
    let row =
        mentors::Entity::find().filter(mentors::COLUMN.external_id.eq(external_id)).one(db.conn()).await?;
    Ok(row.map(|row| (MentorId(row.id), UserId(row.user_id))))
}

/// Says that the profiles were saved just now: at the end of a long transaction, so that who asks for
/// what was saved since a moment ago sees them.
pub async fn touch(db: &impl Db, mentor_ids: &[MentorId], now: Timestamp) -> Result<(), StoreError> {
    Sql::new(db, "UPDATE mentors SET updated_at = ")
        .bind_time(now)
        .push(" WHERE id IN ")
        .bind_ids(mentor_ids.iter().map(|id| id.0))
        .execute()
        .await?;
    Ok(())
}

/// Sets whether the mentor takes bookings.
pub async fn set_active(
    db: &impl Db,
    mentor_id: MentorId,
    active: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    mentors::Entity::update_many()
        .col_expr(mentors::Column::Active, Expr::value(active))
        .col_expr(mentors::Column::UpdatedAt, Expr::value(to_db(now)))
        .filter(mentors::COLUMN.id.eq(mentor_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Sets who may find the mentor.
pub async fn set_visibility(
    db: &impl Db,
    mentor_id: MentorId,
    visibility: Visibility,
    now: Timestamp,
) -> Result<(), StoreError> {
    mentors::Entity::update_many()
        .col_expr(mentors::Column::Visibility, Expr::value(visibility.as_str()))
        .col_expr(mentors::Column::UpdatedAt, Expr::value(to_db(now)))
        .filter(mentors::COLUMN.id.eq(mentor_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Sets how many sessions a week the mentor takes. The profile counts as saved only when that changes.
pub async fn set_load_cap(
    db: &impl Db,
    mentor_id: MentorId,
    load_cap_per_week: i32,
    now: Timestamp,
) -> Result<(), StoreError> {
    Sql::new(db, "UPDATE mentors SET load_cap_per_week = ")
        .bind(load_cap_per_week)
        .push(", updated_at = ")
        .bind_time(now)
        .push(" WHERE load_cap_per_week <> ")
        .bind(load_cap_per_week)
        .push(" AND id = ")
        .bind(mentor_id.0)
        .execute()
        .await
        .map(drop)
}

/// Which edition of a mentor's profile and calendar there is; what was read of one that is still there
/// is still true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MentorVersion {
    /// The mentor.
    pub mentor_id: MentorId,
    /// When the profile was saved.
    pub saved_at: Timestamp,
    /// Grows with every change of slots and sessions.
    pub calendar: i64,
}

/// Those of the mentors that the audience may see, as they are now.
pub async fn list_seen(
    db: &impl Db,
    audience: Audience,
    mentor_ids: &[MentorId],
) -> Result<Vec<MentorVersion>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        updated_at: DateTime<Utc>,
        calendar: i64,
    }
    // CROSS keeps SQLite from walking the index of who is active.
    let rows = Sql::new(
        db,
        "SELECT m.id AS mentor_id, m.updated_at, coalesce((SELECT v.version FROM calendar_versions v \
         WHERE v.mentor_id = m.id), 0) AS calendar FROM ",
    )
    .bind_ids(mentor_ids.iter().map(|id| id.0))
    .push(" AS asked CROSS JOIN mentors m CROSS JOIN users u WHERE m.id = asked.id AND u.id = m.user_id AND ")
    .push(sees_profile(audience))
    .push(" AND u.status = 'active'")
    .all::<Row>()
    .await?;
    let version = |row: Row| MentorVersion {
        mentor_id: MentorId(row.mentor_id),
        saved_at: from_db(row.updated_at),
        calendar: row.calendar,
    };
    Ok(rows.into_iter().map(version).collect())
}

/// The mentors that the audience may see and whose profiles pass the filters. Ratings and free slots
/// are not looked at.
///
/// Case is folded by the database, on both sides of a comparison: SQLite folds ASCII letters only.
pub async fn list_matchable(
    db: &impl Db,
    filters: &MatchFilters,
    audience: Audience,
) -> Result<Vec<MentorId>, StoreError> {
    let said = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let mut sql =
        Sql::new(db, "SELECT m.id AS mentor_id FROM mentors m JOIN users u ON u.id = m.user_id WHERE ")
            .push(sees_profile(audience))
            .push(" AND u.status = 'active'");
    if let Some(industry) = said(&filters.industry) {
        sql = sql.push(" AND lower(m.industry) = lower(").bind(industry).push(")");
    }
    if let Some(stage) = said(&filters.stage) {
        sql = sql.push(" AND lower(m.stage) = lower(").bind(stage).push(")");
    }
    for area in filters.expertise.iter().map(|area| area.trim()).filter(|area| !area.is_empty()) {
        sql = sql
            .push(" AND m.id IN (SELECT mentor_id FROM expertise WHERE lower(area) = lower(")
            .bind(area)
            .push("))");
    }
    if let Some(language) = said(&filters.language) {
        sql = sql
            .either(
                " AND EXISTS (SELECT 1 FROM json_each(m.languages) l WHERE lower(l.value) = lower(",
                " AND EXISTS (SELECT 1 FROM jsonb_array_elements_text(m.languages) l(value) WHERE lower(l.value) = lower(",
            )
            .bind(language)
            .push("))");
    }
    if let Some(country) = said(&filters.country) {
        sql = sql.push(" AND lower(m.country) = lower(").bind(country).push(")");
    }
    if let Some(company) = said(&filters.company) {
        sql = sql.push(" AND lower(m.company) = lower(").bind(company).push(")");
    }
    list_of_ids(sql).await
}

#[derive(FromQueryResult)]
struct IdRow {
    mentor_id: Uuid,
}

async fn list_of_ids<D: Db>(sql: Sql<'_, D>) -> Result<Vec<MentorId>, StoreError> {
    Ok(sql.all::<IdRow>().await?.into_iter().map(|row| MentorId(row.mentor_id)).collect())
}

/// The mentors whose profiles hold any of the words, by their stems, best first; of `within` only,
/// when given.
///
/// Scores compare within one answer only, and differ between the databases.
pub async fn full_text(
    db: &impl Db,
    words: &[String],
    audience: Audience,
    within: Option<&[MentorId]>,
    limit: u64,
) -> Result<Vec<(MentorId, f64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        score: f64,
    }
    let Some(question) = any_of(words, Edition::of(db.conn())) else { return Ok(vec![]) };
    // CROSS keeps SQLite from asking the index once for every mentor.
    // Weights go down from headline and areas over title, company, industry to the bio; the
    // columns of `bm25` are in the order of `mentors_text`, those of PostgreSQL are D, C, B, A.
    let mut sql = Sql::new(db, "")
        .either(
            "SELECT m.id AS mentor_id, -bm25(mentors_text, 10.0, 10.0, 4.0, 4.0, 4.0, 2.0) AS score \
             FROM mentors_text CROSS JOIN mentor_documents d ON d.doc_id = mentors_text.rowid \
             CROSS JOIN mentors m ON m.id = d.mentor_id CROSS JOIN users u ON u.id = m.user_id \
             WHERE mentors_text MATCH ",
            "SELECT m.id AS mentor_id, ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', m.search_vector, q.words)::float8 AS score \
             FROM mentors m JOIN users u ON u.id = m.user_id, to_tsquery('english', ",
        )
        .bind(question)
        .either("", ") AS q(words) WHERE m.search_vector @@ q.words")
        .push(" AND u.status = 'active' AND ")
        .push(sees_profile(audience));
    if let Some(ids) = within {
        sql = sql.push(" AND m.id IN ").bind_ids(ids.iter().map(|id| id.0));
    }
    let rows = sql.push(" ORDER BY score DESC, m.id LIMIT ").bind(limit_of(limit)).all::<Row>().await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), row.score)).collect())
}

/// "Any of these words" in the language of the database; nothing when there is no word.
///
/// Whatever is not a letter or digit separates words, so nothing in them can be read as an
/// operator, and quoting keeps words such as `OR` and `NEAR` from being ones.
fn any_of(words: &[String], edition: Edition) -> Option<String> {
    let mut distinct: Vec<String> = Vec::new();
    let pieces = words
        .iter()
        .flat_map(|word| word.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty());
    for piece in pieces {
        let quoted = match edition {
            Edition::Sqlite => format!("\"{piece}\""),
            Edition::Postgres => format!("'{piece}'"),
        };
        if !distinct.contains(&quoted) {
            distinct.push(quoted);
        }
        if distinct.len() == MAX_WORDS {
            break;
        }
    }
    let or = match edition {
        Edition::Sqlite => " OR ",
        Edition::Postgres => " | ",
    };
    (!distinct.is_empty()).then(|| distinct.join(or))
}

/// A limit that both databases can read.
pub(super) fn limit_of(limit: u64) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// One page of mentors by name, and how many there are on all pages; three queries.
pub async fn list_cards(
    db: &impl Db,
    audience: Audience,
    offset: u64,
    limit: u64,
) -> Result<(Vec<MentorCard>, u64), StoreError> {
    let rows = seen_by_name(db, audience)
        .push(ORDER_BY_NAME)
        .push(" LIMIT ")
        .bind(limit_of(limit))
        .push(" OFFSET ")
        .bind(limit_of(offset))
        .all()
        .await?;
    let cards = cards_of(db, rows).await?;
    Ok((cards, u64::try_from(count_seen(db, audience).await?).unwrap_or_default()))
}

/// The first mentors by name of those in whose names each of `words` begins a word; two queries.
pub async fn list_cards_named(
    db: &impl Db,
    audience: Audience,
    words: &[String],
    limit: u64,
) -> Result<Vec<MentorCard>, StoreError> {
    let mut sql = seen_by_name(db, audience);
    for word in words {
        // Both sides are folded by the database, so that letters it does not fold match themselves. An
        // address is not searched: who has no name yet must not be found by guessing theirs.
        sql = sql
            .push(" AND lower(' ' || replace(u.name, '-', ' ')) LIKE lower(")
            .bind(format!("% {}%", escape_like(word)))
            .push(") ESCAPE '\\'");
    }
    let rows = sql.push(ORDER_BY_NAME).push(" LIMIT ").bind(limit_of(limit)).all().await?;
    cards_of(db, rows).await
}

const ORDER_BY_NAME: &str = " ORDER BY lower(coalesce(u.name, u.email)), u.id";

#[derive(FromQueryResult)]
struct CardRow {
    mentor_id: Uuid,
    name: Option<String>,
    email: String,
    headline: Option<String>,
    company: Option<String>,
    industry: Option<String>,
    stage: Option<String>,
    photo_url: Option<String>,
}

/// The mentors that the audience sees, without an order yet.
///
/// In SQLite, CROSS JOIN fixes the order of the loops: along the index on names, until there are
/// enough, instead of sorting everybody.
fn seen_by_name<D: Db>(db: &D, audience: Audience) -> Sql<'_, D> {
    Sql::new(
        db,
        "SELECT m.id AS mentor_id, u.name, u.email, m.headline, m.company, m.industry, m.stage, m.photo_url \
         FROM users u CROSS JOIN mentors m WHERE m.user_id = u.id AND u.status = 'active' AND ",
    )
    .push(sees_profile(audience))
}

/// The rows as cards, with their areas; one query.
async fn cards_of(db: &impl Db, rows: Vec<CardRow>) -> Result<Vec<MentorCard>, StoreError> {
    let ids: Vec<MentorId> = rows.iter().map(|row| MentorId(row.mentor_id)).collect();
    let mut areas = list_expertise(db, &ids).await?;
    let card = |row: CardRow| {
        let mentor_id = MentorId(row.mentor_id);
        let areas = areas.remove(&mentor_id).unwrap_or_default();
        MentorCard {
            mentor_id,
            name: display_name(row.name, &row.email),
            headline: row.headline,
            company: row.company,
            industry: row.industry,
            stage: row.stage,
            photo_url: row.photo_url,
            expertise: distinct_areas(areas),
        }
    };
    Ok(rows.into_iter().map(card).collect())
}

/// Every mentor, whether anybody sees them or not; with `since`, those saved then or later. Each
/// comes with when it was saved.
pub async fn list_saved(
    db: &impl Db,
    since: Option<Timestamp>,
) -> Result<Vec<(MentorId, Timestamp)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        updated_at: DateTime<Utc>,
    }
    // In no order: asked for one, SQLite walks the whole table in it instead of the few new rows.
    let mut sql = Sql::new(db, "SELECT id AS mentor_id, updated_at FROM mentors");
    if let Some(since) = since {
        sql = sql.push(" WHERE updated_at >= ").bind_time(since);
    }
    let rows = sql.all::<Row>().await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), from_db(row.updated_at))).collect())
}

/// The mentors that everybody may see, at most `limit`, each with when it was saved.
pub async fn list_public(db: &impl Db, limit: u64) -> Result<Vec<(MentorId, Timestamp)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        updated_at: DateTime<Utc>,
    }
    // In the order of the ids: where there are more than fit, they are the same ones every time.
    let rows = Sql::new(
        db,
        "SELECT m.id AS mentor_id, m.updated_at FROM mentors m JOIN users u ON u.id = m.user_id \
         WHERE u.status = 'active' AND ",
    )
    .push(sees_profile(Audience::Public))
    .push(" ORDER BY m.id LIMIT ")
    .bind(limit_of(limit))
    .all::<Row>()
    .await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), from_db(row.updated_at))).collect())
}

/// The mentors that the audience sees and that joined at `since` or later, the last one first.
pub async fn list_newest(
    db: &impl Db,
    audience: Audience,
    since: Timestamp,
    limit: u64,
) -> Result<Vec<MentorId>, StoreError> {
    let sql = Sql::new(
        db,
        "SELECT m.id AS mentor_id FROM mentors m JOIN users u ON u.id = m.user_id WHERE u.status = 'active' AND ",
    )
    .push(sees_profile(audience))
    .push(" AND m.created_at >= ")
    .bind_time(since)
    .push(" ORDER BY m.created_at DESC, m.id LIMIT ")
    .bind(limit_of(limit));
    list_of_ids(sql).await
}

/// The mentors that the audience sees and that offer a slot which starts in `[from, to)` and that nobody has booked
/// alone; whoever has the soonest first. Buffers, holds and caps are not looked at.
pub async fn list_offering(
    db: &impl Db,
    audience: Audience,
    (from, to): (Timestamp, Timestamp),
    limit: u64,
) -> Result<Vec<MentorId>, StoreError> {
    let sql = Sql::new(
        db,
        "SELECT m.id AS mentor_id FROM availability a JOIN mentors m ON m.id = a.mentor_id \
         JOIN users u ON u.id = m.user_id WHERE a.starts_at >= ",
    )
    .bind_time(from)
    .push(" AND a.starts_at < ")
    .bind_time(to)
    .push(" AND u.status = 'active' AND m.active AND ")
    .push(sees_profile(audience))
    .push(
        " AND NOT EXISTS (SELECT 1 FROM office_sessions s WHERE s.mentor_id = a.mentor_id AND s.capacity = 1 \
         AND s.status IN ('pending', 'booked') AND s.starts_at < a.ends_at AND s.ends_at > a.starts_at) \
         GROUP BY m.id ORDER BY min(a.starts_at), m.id LIMIT ",
    )
    .bind(limit_of(limit));
    list_of_ids(sql).await
}

/// Every mentor that came from a file, with the id it has there.
pub async fn list_external_ids(db: &impl Db) -> Result<Vec<(MentorId, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        external_id: String,
    }
    let rows = Sql::new(db, "SELECT id AS mentor_id, external_id FROM mentors WHERE external_id IS NOT NULL")
        .all::<Row>()
        .await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), row.external_id)).collect())
}

/// How many there are, whether anybody sees them or not.
pub async fn count(db: &impl Db) -> Result<i64, StoreError> {
    Sql::new(db, "SELECT count(*) AS count FROM mentors").count().await
}

/// How many mentors take bookings.
pub async fn count_active(db: &impl Db) -> Result<i64, StoreError> {
    count_seen(db, Audience::Staff).await
}

/// Counts along one index, then takes off the few whose account is not active: a join over all
/// mentors for every page of the list would cost more than the page.
async fn count_seen(db: &impl Db, audience: Audience) -> Result<i64, StoreError> {
    Sql::new(db, "SELECT (SELECT count(*) FROM mentors m WHERE ")
        .push(sees_profile(audience))
        .push(") - (SELECT count(*) FROM users u JOIN mentors m ON m.user_id = u.id WHERE u.status <> 'active' AND ")
        .push(sees_profile(audience))
        .push(") AS count")
        .count()
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[&str], edition: Edition) -> Option<String> {
        any_of(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>(), edition)
    }

    #[test]
    fn words_are_quoted_and_operators_are_words() {
        assert_eq!(asked(&["fund", "OR", "fund"], Edition::Sqlite).unwrap(), "\"fund\" OR \"OR\"");
        assert_eq!(asked(&["fund", "Zürich"], Edition::Postgres).unwrap(), "'fund' | 'Zürich'");
    }

    #[test]
    fn what_is_no_letter_separates() {
        assert_eq!(
            asked(&["a\"b", "c' | !d:*"], Edition::Sqlite).unwrap(),
            "\"a\" OR \"b\" OR \"c\" OR \"d\""
        );
        assert_eq!(asked(&["\"", "'; --", "\0"], Edition::Postgres), None);
    }
}
