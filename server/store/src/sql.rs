//! Statements in SQL, for joins and window-like questions that the query builder makes hard to read.
//!
//! A value only ever enters through [`Sql::bind`]. Both databases read `$1`, so most texts are one
//! for both; [`Sql::either`] sets two side by side.

use office_hours::time::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::connection::{Db, Edition};
use crate::convert::to_db;
use crate::errors::StoreError;

/// A text with its values.
pub(crate) struct Sql<'a, D: Db> {
    db: &'a D,
    text: String,
    values: Vec<Value>,
}

impl<'a, D: Db> Sql<'a, D> {
    pub(crate) fn new(db: &'a D, text: &str) -> Self {
        Self { db, text: text.to_owned(), values: vec![] }
    }

    pub(crate) fn push(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// The text that fits the database.
    pub(crate) fn either(self, sqlite: &str, postgres: &str) -> Self {
        let text = match Edition::of(self.db.conn()) {
            Edition::Sqlite => sqlite,
            Edition::Postgres => postgres,
        };
        self.push(text)
    }

    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        let place = format!("${}", self.values.len());
        self.push(&place)
    }

    pub(crate) fn bind_time(self, at: Timestamp) -> Self {
        self.bind(to_db(at))
    }

    /// A subquery of any number of ids as one value, so that there is neither a limit nor a new
    /// statement to prepare for each length.
    pub(crate) fn bind_ids(self, ids: impl IntoIterator<Item = Uuid>) -> Self {
        match Edition::of(self.db.conn()) {
            Edition::Sqlite => {
                let mut list = String::from("[");
                for id in ids {
                    let comma = if list.len() > 1 { "," } else { "" };
                    list.push_str(&format!("{comma}\"{}\"", id.simple()));
                }
                list.push(']');
                self.push("(SELECT unhex(value) AS id FROM json_each(").bind(list).push("))")
            }
            Edition::Postgres => {
                let ids: Vec<Uuid> = ids.into_iter().collect();
                self.push("(SELECT unnest(").bind(ids).push(") AS id)")
            }
        }
    }

    fn statement(self) -> (&'a D, Statement) {
        let backend: DbBackend = self.db.conn().get_database_backend();
        (self.db, Statement::from_sql_and_values(backend, self.text, self.values))
    }

    pub(crate) async fn all<T: FromQueryResult>(self) -> Result<Vec<T>, StoreError> {
        let (db, statement) = self.statement();
        let rows = db.conn().query_all_raw(statement).await?;
        rows.iter().map(|row| T::from_query_result(row, "").map_err(StoreError::from)).collect()
    }

    pub(crate) async fn one<T: FromQueryResult>(self) -> Result<Option<T>, StoreError> {
        let (db, statement) = self.statement();
        let row = db.conn().query_one_raw(statement).await?;
        row.map(|row| T::from_query_result(&row, "").map_err(StoreError::from)).transpose()
    }

    /// A single number in a column named `count`.
    pub(crate) async fn count(self) -> Result<i64, StoreError> {
        let (db, statement) = self.statement();
        match db.conn().query_one_raw(statement).await? {
            Some(row) => Ok(row.try_get::<i64>("", "count")?),
            None => Ok(0),
        }
    }

    /// How many rows changed.
    pub(crate) async fn execute(self) -> Result<u64, StoreError> {
        let (db, statement) = self.statement();
        Ok(db.conn().execute_raw(statement).await?.rows_affected())
    }
}

/// For a pattern of `LIKE … ESCAPE '\'` in which `%` and `_` mean themselves.
pub(crate) fn escape_like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
