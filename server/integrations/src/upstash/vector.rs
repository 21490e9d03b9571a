//! Upstash Vector: one index for all processes, kept when they end.
//!
//! A passage has the id `mentor:part`. The vectors of one model have a namespace of their own, so
//! that those of different models never meet. The database stays the source: the index can be
//! emptied at any time, and the next process fills it again.
//!
//! Writes are seen a little later than they are answered, and a search is not exact: the index
//! finds near neighbours by a graph, and with a filter that few pass it may find fewer than there
//! are. Who is missed so is still found by words.

use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use office_hours::ids::{MentorId, MentorSet};
use office_hours::matching::passages::MAX_PASSAGES;
use reqwest::{Client, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use services::ports::{Hit, Passages, PortError, VectorIndex};
use tokio::sync::Mutex;

use super::ledger::{Changes, Ledger, Wanted, digest};
use super::{Envelope, said};
use crate::rest::{Effort, Refused, Rest};

/// Vectors in one request; of 1,536 numbers in decimal, so many are 4 MB.
const MOST_WRITTEN: usize = 200;
/// Rows in one page when the index is asked what it holds: what its makers recommend for batches.
const PAGE: usize = 1_000;
/// Rows in one answer to a search. Where they hold too few mentors that are allowed, fewer are found.
const MOST_ROWS: usize = 1_000;
/// Rows for each mentor asked for at first; most of a mentor's passages are far from a need.
const ROWS_PER_MENTOR: usize = 2;
/// Up to so many allowed mentors are named to the index; more are sorted out here.
const FEW: usize = 1_000;
/// Mentors named in one filter: 4 KB of it.
const NAMED_AT_ONCE: usize = 100;

/// How long searches leave an index alone that did not answer: not everybody has to wait for it in vain.
const PAUSE: Duration = Duration::from_secs(5);

/// Somebody waits for a search.
const SEARCH: Effort = Effort { each: Duration::from_secs(2), tries: 2 };
/// Nobody waits for a write.
const WRITE: Effort = Effort { each: Duration::from_secs(30), tries: 3 };

/// The [`VectorIndex`] of Upstash.
pub struct UpstashVector {
    rest: Rest,
    namespace: String,
    dimension: usize,
    ledger: Ledger,
    /// Whether the ledger was filled; held while writing, so that writes keep their order.
    is_open: Mutex<bool>,
    left_alone_until: RwLock<Option<Instant>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    vector: &'a [f32],
    metadata: Metadata,
}

#[derive(Serialize, Deserialize)]
struct Metadata {
    mentor_id: String,
    part: i32,
    /// See [`Ledger`].
    digest: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Query<'a> {
    vector: &'a [f32],
    top_k: usize,
    include_metadata: bool,
    include_vectors: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<String>,
}

#[derive(Deserialize)]
struct Found {
    id: String,
    score: f32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Range<'a> {
    cursor: &'a str,
    limit: usize,
    include_metadata: bool,
    include_vectors: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    next_cursor: String,
    vectors: Vec<Kept>,
}

#[derive(Deserialize)]
struct Kept {
    id: String,
    // Whatever somebody else put there is no reason to read nothing.
    metadata: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Info {
    dimension: usize,
    similarity_function: String,
}

impl UpstashVector {
    /// The index at `url` for the vectors of one model, each of `dimension` numbers.
    pub fn new(
        client: Client,
        url: &str,
        token: &str,
        model: &str,
        dimension: usize,
    ) -> Result<Self, PortError> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if model.is_empty() || !model.chars().all(is_plain) {
            return Err(PortError::GiveUp(format!("“{model}” is no name for a part of an index")));
        }
        Ok(Self {
            rest: Rest::new(client, "Upstash Vector", url, token, said)?,
            namespace: model.to_owned(),
            dimension,
            ledger: Ledger::default(),
            is_open: Mutex::new(false),
            left_alone_until: RwLock::new(None),
        })
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        command: &str,
        body: &(impl Serialize + Sync),
        effort: Effort,
    ) -> Result<T, Refused> {
        let path = format!("{command}/{}", self.namespace);
        let Envelope { result } = self.rest.post(&path, body, effort).await?;
        Ok(result)
    }

    /// Reads what the index holds, once.
    async fn make_open(&self, is_open: &mut bool) -> Result<(), PortError> {
        if *is_open {
            return Ok(());
        }
        let nothing: [(); 0] = [];
        let Envelope { result: info } = self.rest.post("info", &nothing, WRITE).await?;
        self.check(&info)?;
        let mut rows = vec![];
        let mut cursor = "0".to_owned();
        while !cursor.is_empty() {
            let range =
                Range { cursor: &cursor, limit: PAGE, include_metadata: true, include_vectors: false };
            let Some(page) = unless_new::<Page>(self.ask("range", &range, WRITE).await)? else { break };
            rows.extend(page.vectors.into_iter().filter_map(|kept| {
                let (mentor_id, part) = read_id(&kept.id)?;
                let metadata = kept.metadata.and_then(|said| serde_json::from_value::<Metadata>(said).ok());
                Some((mentor_id, part, metadata.map(|said| said.digest)))
            }));
            cursor = page.next_cursor;
        }
        self.ledger.fill(rows);
        *is_open = true;
        Ok(())
    }

    fn check(&self, info: &Info) -> Result<(), PortError> {
        if info.dimension != self.dimension {
            return Err(PortError::GiveUp(format!(
                "the index takes vectors of {} numbers, and {} gives {}: make one of {}",
                info.dimension, self.namespace, self.dimension, self.dimension
            )));
        }
        if !info.similarity_function.eq_ignore_ascii_case("cosine") {
            return Err(PortError::GiveUp(format!(
                "the index compares by {}: make one that compares by COSINE",
                info.similarity_function
            )));
        }
        Ok(())
    }

    fn check_vector(&self, vector: &[f32]) -> Result<(), PortError> {
        if vector.len() != self.dimension {
            return Err(PortError::GiveUp(format!(
                "the index holds vectors of {} numbers, this one has {}",
                self.dimension,
                vector.len()
            )));
        }
        let length: f32 = vector.iter().map(|number| number * number).sum();
        if !(length.is_finite() && length > 0.0) {
            return Err(PortError::GiveUp("a vector without direction is near to nothing".into()));
        }
        Ok(())
    }

    /// Writes first and removes then: whoever searches in between finds the mentor by an old passage
    /// or a new one, and never not at all.
    async fn change(&self, changes: &[(MentorId, Changes)]) -> Result<(), PortError> {
        let put: Vec<(MentorId, &Wanted)> =
            changes.iter().flat_map(|(id, one)| one.put.iter().map(|wanted| (*id, wanted))).collect();
        for some in put.chunks(MOST_WRITTEN) {
            let rows: Vec<Row<'_>> = some.iter().map(|(id, wanted)| Row::new(*id, wanted)).collect();
            self.ask::<serde_json::Value>("upsert", &rows, WRITE).await?;
            some.iter().for_each(|(id, wanted)| self.ledger.put(*id, wanted.part, &wanted.digest));
        }
        let gone: Vec<(MentorId, i32)> =
            changes.iter().flat_map(|(id, one)| one.gone.iter().map(|part| (*id, *part))).collect();
        for some in gone.chunks(PAGE) {
            let ids: Vec<String> = some.iter().map(|(id, part)| row_id(*id, *part)).collect();
            let _: Option<serde_json::Value> =
                unless_new(self.ask("delete", &serde_json::json!({ "ids": ids }), WRITE).await)?;
            some.iter().for_each(|(id, part)| self.ledger.remove(*id, *part));
        }
        Ok(())
    }

    fn is_left_alone(&self) -> bool {
        let until = *self.left_alone_until.read().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    fn leave_alone(&self) {
        let mut until = self.left_alone_until.write().unwrap_or_else(PoisonError::into_inner);
        *until = Some(Instant::now() + PAUSE);
    }

    async fn query<T: DeserializeOwned + Default>(
        &self,
        body: &(impl Serialize + Sync),
    ) -> Result<T, PortError> {
        Ok(unless_new(self.ask("query", body, SEARCH).await)?.unwrap_or_default())
    }

    /// The nearest of all mentors, those that are not allowed sorted out here.
    async fn nearest(
        &self,
        vector: &[f32],
        limit: usize,
        allowed: Option<&MentorSet>,
    ) -> Result<Vec<Hit>, PortError> {
        let sure = limit.saturating_mul(MAX_PASSAGES).min(MOST_ROWS);
        let mut top_k = match allowed {
            None => limit.saturating_mul(ROWS_PER_MENTOR).min(MOST_ROWS),
            Some(_) => MOST_ROWS,
        };
        loop {
            let found: Vec<Found> = self.query(&Query::new(vector, top_k, None)).await?;
            let is_all = found.len() < top_k;
            let hits = best_passages(found, limit, allowed);
            if hits.len() >= limit || is_all || top_k >= sure {
                return Ok(hits);
            }
            top_k = sure;
        }
    }

    /// The nearest of few mentors, whom the index is told by name.
    async fn nearest_among(
        &self,
        vector: &[f32],
        limit: usize,
        allowed: &MentorSet,
    ) -> Result<Vec<Hit>, PortError> {
        let mut names: Vec<MentorId> = allowed.iter().copied().collect();
        names.sort_unstable();
        let query = |names: &[MentorId]| {
            let top_k = names.len().min(limit) * MAX_PASSAGES;
            Query::new(vector, top_k.min(MOST_ROWS), Some(named(names)))
        };
        let queries: Vec<Query<'_>> = names.chunks(NAMED_AT_ONCE).map(query).collect();
        // Of a list with one query the answer is no list of answers.
        let found: Vec<Found> = match queries.as_slice() {
            [one] => self.query(one).await?,
            several => self.query::<Vec<Vec<Found>>>(&several).await?.into_iter().flatten().collect(),
        };
        Ok(best_passages(found, limit, Some(allowed)))
    }
}

#[async_trait]
impl VectorIndex for UpstashVector {
    async fn open(&self) -> Result<(), PortError> {
        self.make_open(&mut *self.is_open.lock().await).await
    }

    async fn replace(&self, mentor_id: MentorId, passages: Passages) -> Result<(), PortError> {
        self.replace_all(vec![(mentor_id, passages)]).await
    }

    async fn replace_all(&self, mentors: Vec<(MentorId, Passages)>) -> Result<(), PortError> {
        for (_, vector) in mentors.iter().flat_map(|(_, passages)| passages) {
            self.check_vector(vector)?;
        }
        let mut is_open = self.is_open.lock().await;
        self.make_open(&mut is_open).await?;
        let wanted = |(part, vector): (i32, Vec<f32>)| Wanted { part, digest: digest(&vector), vector };
        let mut changes = vec![];
        let mut to_write = 0;
        for (mentor_id, passages) in mentors {
            let change = self.ledger.begin(mentor_id, passages.into_iter().map(wanted).collect());
            to_write += change.put.len();
            changes.push((mentor_id, change));
            // What arrived stays there if a later part does not.
            if to_write >= MOST_WRITTEN {
                self.change(&changes).await?;
                changes.clear();
                to_write = 0;
            }
        }
        self.change(&changes).await
    }

    async fn search(
        &self,
        vector: &[f32],
        limit: usize,
        allowed: Option<&MentorSet>,
    ) -> Result<Vec<Hit>, PortError> {
        self.check_vector(vector)?;
        if limit == 0 || allowed.is_some_and(MentorSet::is_empty) {
            return Ok(vec![]);
        }
        if self.is_left_alone() {
            return Err(PortError::Retry("Upstash Vector did not answer a moment ago".into()));
        }
        let found = match allowed {
            Some(allowed) if allowed.len() <= FEW => self.nearest_among(vector, limit, allowed).await,
            _ => self.nearest(vector, limit, allowed).await,
        };
        if matches!(found, Err(PortError::Retry(_))) {
            self.leave_alone();
        }
        found
    }

    fn len(&self) -> usize {
        self.ledger.len()
    }
}

impl<'a> Row<'a> {
    fn new(mentor_id: MentorId, wanted: &'a Wanted) -> Self {
        let metadata =
            Metadata { mentor_id: mentor_id.to_string(), part: wanted.part, digest: wanted.digest.clone() };
        Self { id: row_id(mentor_id, wanted.part), vector: &wanted.vector, metadata }
    }
}

impl<'a> Query<'a> {
    fn new(vector: &'a [f32], top_k: usize, filter: Option<String>) -> Self {
        Self { vector, top_k, include_metadata: false, include_vectors: false, filter }
    }
}

/// A namespace comes about with its first vector; until then the index does not know it.
fn unless_new<T>(answer: Result<T, Refused>) -> Result<Option<T>, PortError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(refused) if refused.status == Some(StatusCode::NOT_FOUND) => Ok(None),
        Err(refused) => Err(refused.into()),
    }
}

fn row_id(mentor_id: MentorId, part: i32) -> String {
    format!("{mentor_id}:{part}")
}

fn read_id(id: &str) -> Option<(MentorId, i32)> {
    let (mentor_id, part) = id.split_once(':')?;
    Some((mentor_id.parse().ok()?, part.parse().ok()?))
}

/// Ids are hexadecimal digits and hyphens: nothing in them ends a literal.
fn named(mentors: &[MentorId]) -> String {
    let names: Vec<String> = mentors.iter().map(|id| format!("'{id}'")).collect();
    format!("mentor_id IN ({})", names.join(", "))
}

/// The best passage of each mentor that is allowed.
fn best_passages(found: Vec<Found>, limit: usize, allowed: Option<&MentorSet>) -> Vec<Hit> {
    let hit = |Found { id, score }: Found| {
        let (mentor_id, part) = read_id(&id)?;
        // The index maps a cosine to [0, 1].
        let similarity = (2.0 * score - 1.0).clamp(-1.0, 1.0);
        Some(Hit { mentor_id, part, similarity })
    };
    let mut hits: Vec<Hit> = found.into_iter().filter_map(hit).collect();
    hits.retain(|hit| allowed.is_none_or(|allowed| allowed.contains(&hit.mentor_id)));
    hits.sort_unstable_by(|a, b| {
        a.mentor_id.cmp(&b.mentor_id).then(b.similarity.total_cmp(&a.similarity)).then(a.part.cmp(&b.part))
    });
    hits.dedup_by_key(|hit| hit.mentor_id);
    hits.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.mentor_id.cmp(&b.mentor_id)));
    hits.truncate(limit);
    hits
}
