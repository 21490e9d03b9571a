//! Accounts. Profiles are in [`super::mentors`] and [`super::mentees`].

use office_hours::account::{Account, Role, UserStatus};
use office_hours::actor::Person;
use office_hours::ids::{MenteeId, MentorId, UserId};
use office_hours::language::Language;
use office_hours::time::{Timestamp, Zone};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, ExprTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::mentors::limit_of;
use crate::connection::{Db, Edition, Tx};
use crate::convert::{display_name, from_db, language_of, to_db, word};
use crate::entities::users;
use crate::errors::StoreError;
use crate::sql::{Sql, escape_like};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// The account.
    pub user_id: UserId,
    /// Sign-in address, lower case.
    pub email: String,
    /// As told; nothing until the person has told us.
    pub name: Option<String>,
    /// What the person is on the programme.
    pub role: Role,
    /// Whether the account may be used.
    pub status: UserStatus,
    /// In which language they are written to.
    pub language: Language,
    /// When it was made.
    pub created_at: Timestamp,
    /// The latest sign-in.
    pub last_login_at: Option<Timestamp>,
}

/// Adds an active account; [`crate::Constraint::EmailTaken`] when the address has one.
pub async fn insert(
    db: &impl Db,
    user_id: UserId,
    email: &str,
    name: Option<&str>,
    role: Role,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = users::ActiveModel {
        id: Set(user_id.0),
        email: Set(email.to_owned()),
        name: Set(name.map(str::to_owned)),
        role: Set(role.as_str().to_owned()),
        status: Set(UserStatus::Active.as_str().to_owned()),
        created_at: Set(to_db(now)),
        ..Default::default()
    };
    users::Entity::insert(row).exec_without_returning(db.conn()).await?;
    Ok(())
}

/// The account with this address.
pub async fn find_by_email(db: &impl Db, email: &str) -> Result<Option<UserRow>, StoreError> {
    let row = users::Entity::find().filter(users::COLUMN.email.eq(email)).one(db.conn()).await?;
    row.map(user_row).transpose()
}

/// The person, unless the account may not be used.
pub async fn find_person(db: &impl Db, user_id: UserId) -> Result<Option<Person>, StoreError> {
    let row = Sql::new(db, SELECT_PERSON)
        .push("FROM users u LEFT JOIN mentors m ON m.user_id = u.id LEFT JOIN mentees e ON e.user_id = u.id ")
        .push("WHERE u.status = 'active' AND u.id = ")
        .bind(user_id.0)
        .one::<PersonRow>()
        .await?;
    row.map(PersonRow::person).transpose()
}

/// Changes how the person is addressed.
pub async fn set_name(db: &impl Db, user_id: UserId, name: &str) -> Result<(), StoreError> {
    users::Entity::update_many()
        .col_expr(users::Column::Name, Expr::value(name))
        .filter(users::COLUMN.id.eq(user_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Changes in which language the person is written to.
pub async fn set_language(db: &impl Db, user_id: UserId, language: Language) -> Result<(), StoreError> {
    users::Entity::update_many()
        .col_expr(users::Column::Language, Expr::value(language.code()))
        .filter(users::COLUMN.id.eq(user_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Changes in which zone the person reads the times of what they are written.
pub async fn set_timezone(db: &impl Db, user_id: UserId, zone: &Zone) -> Result<(), StoreError> {
    users::Entity::update_many()
        .col_expr(users::Column::Timezone, Expr::value(zone.name()))
        .filter(users::COLUMN.id.eq(user_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Changes what the person is on the programme.
pub async fn set_role(db: &impl Db, user_id: UserId, role: Role) -> Result<(), StoreError> {
    users::Entity::update_many()
        .col_expr(users::Column::Role, Expr::value(role.as_str()))
        .filter(users::COLUMN.id.eq(user_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Changes whether the account may be used.
pub async fn set_status(db: &impl Db, user_id: UserId, status: UserStatus) -> Result<(), StoreError> {
    users::Entity::update_many()
        .col_expr(users::Column::Status, Expr::value(status.as_str()))
        .filter(users::COLUMN.id.eq(user_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Notes a sign-in, and in which language; the first one by mail proves the address.
pub async fn note_login(
    db: &impl Db,
    user_id: UserId,
    language: Language,
    now: Timestamp,
) -> Result<(), StoreError> {
    let now = to_db(now);
    users::Entity::update_many()
        .col_expr(users::Column::Language, Expr::value(language.code()))
        .col_expr(users::Column::LastLoginAt, Expr::value(now))
        .col_expr(users::Column::EmailVerified, Expr::col(users::Column::EmailVerified).if_null(now))
        .filter(users::COLUMN.id.eq(user_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Keeps others from adding or changing accounts until the transaction ends, so that what is
/// counted is still true when it is acted on.
///
/// On SQLite the transaction itself is the lock.
pub async fn lock(db: &Tx) -> Result<(), StoreError> {
    if Edition::of(db.conn()) == Edition::Postgres {
        Sql::new(db, "LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE").execute().await?;
    }
    Ok(())
}

/// Holds the account as it is until the transaction is over: nobody suspends or erases it meanwhile.
pub async fn hold(db: &Tx, user_id: UserId) -> Result<(), StoreError> {
    if Edition::of(db.conn()) == Edition::Postgres {
        Sql::new(db, "SELECT id FROM users WHERE id = ").bind(user_id.0).push(" FOR SHARE").execute().await?;
    }
    Ok(())
}

/// Active administrators beside this account.
pub async fn count_other_admins(db: &impl Db, user_id: UserId) -> Result<u64, StoreError> {
    let others = users::Entity::find()
        .filter(users::COLUMN.role.eq(Role::Admin.as_str()))
        .filter(users::COLUMN.status.eq(UserStatus::Active.as_str()))
        .filter(users::COLUMN.id.ne(user_id.0));
    Ok(others.count(db.conn()).await?)
}

/// Programme managers and administrators of any status, by address.
pub async fn list_staff(db: &impl Db) -> Result<Vec<UserRow>, StoreError> {
    let staff = Role::ALL.into_iter().filter(|role| role.is_staff()).map(Role::as_str);
    let rows = users::Entity::find()
        .filter(users::COLUMN.role.is_in(staff))
        .order_by_asc(users::COLUMN.email)
        .all(db.conn())
        .await?;
    rows.into_iter().map(user_row).collect()
}

/// The account, of any status, with the profiles that belong to it.
pub async fn find_account(db: &impl Db, user_id: UserId) -> Result<Option<Account>, StoreError> {
    let row = Sql::new(db, SELECT_ACCOUNT).push("WHERE u.id = ").bind(user_id.0).one::<AccountRow>().await?;
    row.map(AccountRow::account).transpose()
}

/// The account behind a mentee's profile, of any status.
pub async fn find_account_of_mentee(
    db: &impl Db,
    mentee_id: MenteeId,
) -> Result<Option<Account>, StoreError> {
    let row =
        Sql::new(db, SELECT_ACCOUNT).push("WHERE e.id = ").bind(mentee_id.0).one::<AccountRow>().await?;
    row.map(AccountRow::account).transpose()
}

/// The accounts, of any status, whose name or address holds these words; whoever is called exactly so
/// comes first, then they are by name.
pub async fn list_accounts(db: &impl Db, words: &str, limit: u64) -> Result<Vec<Account>, StoreError> {
    let pattern = format!("%{}%", escape_like(words));
    // Both sides are folded by the database, so that letters it does not fold match themselves.
    let rows = Sql::new(db, SELECT_ACCOUNT)
        .push("WHERE (lower(coalesce(u.name, '')) LIKE lower(")
        .bind(pattern.as_str())
        .push(") ESCAPE '\\' OR u.email LIKE lower(")
        .bind(pattern.as_str())
        .push(") ESCAPE '\\') ORDER BY CASE WHEN u.email = lower(")
        .bind(words)
        .push(") OR lower(u.name) = lower(")
        .bind(words)
        .push(") THEN 0 ELSE 1 END, lower(coalesce(u.name, u.email)), u.id LIMIT ")
        .bind(limit_of(limit))
        .all::<AccountRow>()
        .await?;
    rows.into_iter().map(AccountRow::account).collect()
}

/// How many accounts there are, of any status.
pub async fn count(db: &impl Db) -> Result<u64, StoreError> {
    Ok(users::Entity::find().count(db.conn()).await?)
}

fn user_row(row: users::Model) -> Result<UserRow, StoreError> {
    Ok(UserRow {
        user_id: UserId(row.id),
        email: row.email,
        name: row.name,
        role: word("users.role", &row.role, row.role.parse().ok())?,
        status: word("users.status", &row.status, row.status.parse().ok())?,
        language: language_of(&row.language),
        created_at: from_db(row.created_at),
        last_login_at: row.last_login_at.map(from_db),
    })
}

const SELECT_ACCOUNT: &str = "SELECT u.id AS user_id, u.email, u.name, u.role, u.status, m.id AS mentor_id, \
    e.id AS mentee_id, e.company FROM users u LEFT JOIN mentors m ON m.user_id = u.id \
    LEFT JOIN mentees e ON e.user_id = u.id ";

#[derive(FromQueryResult)]
struct AccountRow {
    user_id: Uuid,
    email: String,
    name: Option<String>,
    role: String,
    status: String,
    mentor_id: Option<Uuid>,
    mentee_id: Option<Uuid>,
    company: Option<String>,
}

impl AccountRow {
    fn account(self) -> Result<Account, StoreError> {
        Ok(Account {
            user_id: UserId(self.user_id),
            name: display_name(self.name, &self.email),
            email: self.email,
            role: word("users.role", &self.role, self.role.parse().ok())?,
            status: word("users.status", &self.status, self.status.parse().ok())?,
            mentor_id: self.mentor_id.map(MentorId),
            mentee_id: self.mentee_id.map(MenteeId),
            company: self.company,
        })
    }
}

/// Of `users u`, `mentors m`, `mentees e`.
pub(super) const SELECT_PERSON: &str =
    "SELECT u.id AS user_id, u.role, u.name, u.email, m.id AS mentor_id, e.id AS mentee_id ";

/// What [`SELECT_PERSON`] gives.
#[derive(FromQueryResult)]
pub(super) struct PersonRow {
    user_id: Uuid,
    role: String,
    name: Option<String>,
    email: String,
    mentor_id: Option<Uuid>,
    mentee_id: Option<Uuid>,
}

impl PersonRow {
    pub(super) fn person(self) -> Result<Person, StoreError> {
        Ok(Person {
            user_id: UserId(self.user_id),
            role: word("users.role", &self.role, self.role.parse().ok())?,
            name: display_name(self.name, &self.email),
            email: self.email,
            mentor_id: self.mentor_id.map(MentorId),
            mentee_id: self.mentee_id.map(MenteeId),
        })
    }
}
