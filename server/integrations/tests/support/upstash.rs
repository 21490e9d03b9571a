//! Upstash Vector with a dense index compared by cosine: vectors are kept, queries are exact, and
//! refusals have the shape of the real ones.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Journal, has_key, locked};

/// A running index.
#[derive(Clone)]
pub struct FakeUpstash(Arc<Inner>);

struct Inner {
    url: String,
    dimension: usize,
    similarity: &'static str,
    journal: Journal,
    namespaces: Mutex<HashMap<String, Rows>>,
}

type Rows = BTreeMap<String, Row>;

#[derive(Clone)]
struct Row {
    vector: Vec<f64>,
    metadata: Value,
}

/// A refusal: a status and a sentence.
type Refusal = (u16, String);

impl FakeUpstash {
    pub async fn start(dimension: usize) -> Self {
        Self::start_comparing_by(dimension, "COSINE").await
    }

    pub async fn start_comparing_by(dimension: usize, similarity: &'static str) -> Self {
        // The address is known once it listens, and the router has to be there before.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        listener.set_nonblocking(true).unwrap();
        let fake = Self(Arc::new(Inner {
            url,
            dimension,
            similarity,
            journal: Journal::default(),
            namespaces: Mutex::default(),
        }));
        let router = Router::new().fallback(answer).with_state(fake.clone());
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        fake
    }

    pub fn url(&self) -> &str {
        &self.0.url
    }

    pub fn journal(&self) -> &Journal {
        &self.0.journal
    }

    /// The ids of a namespace.
    pub fn ids(&self, namespace: &str) -> Vec<String> {
        locked(&self.0.namespaces).get(namespace).into_iter().flat_map(|rows| rows.keys().cloned()).collect()
    }

    fn carry_out(&self, command: &str, namespace: &str, body: &Value) -> Result<Value, Refusal> {
        match command {
            "upsert" => self.upsert(namespace, body),
            "query" => self.query(namespace, body),
            "fetch" => self.with_rows(namespace, |rows| fetch(rows, body)),
            "delete" => self.delete(namespace, body),
            "range" => self.with_rows(namespace, |rows| range(rows, body)),
            "info" => Ok(self.info()),
            _ => Err((404, format!("Command {command} is not found"))),
        }
    }

    fn with_rows<T>(
        &self,
        namespace: &str,
        read: impl FnOnce(&Rows) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        match locked(&self.0.namespaces).get(namespace) {
            Some(rows) => read(rows),
            None if namespace.is_empty() => read(&Rows::new()),
            None => Err((404, format!("Namespace {namespace} does not exist"))),
        }
    }

    fn vector(&self, given: &Value) -> Result<Vec<f64>, Refusal> {
        let numbers = given.as_array().ok_or((422, "Vector is missing".to_owned()))?;
        let vector: Option<Vec<f64>> = numbers.iter().map(Value::as_f64).collect();
        let vector = vector.ok_or((400, "Vector must hold numbers".to_owned()))?;
        if vector.len() != self.0.dimension {
            let (given, expected) = (vector.len(), self.0.dimension);
            return Err((422, format!("Invalid vector dimension: {given}, expected: {expected}")));
        }
        Ok(vector)
    }

    fn upsert(&self, namespace: &str, body: &Value) -> Result<Value, Refusal> {
        let one = [body.clone()];
        let rows = body.as_array().map_or(one.as_slice(), Vec::as_slice);
        let mut read = vec![];
        for row in rows {
            if row.get("sparseVector").is_some() {
                return Err((422, "This index does not accept sparse vectors".into()));
            }
            let id = row["id"].as_str().filter(|id| !id.is_empty());
            let id = id.ok_or((422, "Id is missing".to_owned()))?.to_owned();
            read.push((id, Row { vector: self.vector(&row["vector"])?, metadata: row["metadata"].clone() }));
        }
        locked(&self.0.namespaces).entry(namespace.to_owned()).or_default().extend(read);
        Ok(json!("Success"))
    }

    fn query(&self, namespace: &str, body: &Value) -> Result<Value, Refusal> {
        match body.as_array().map(Vec::as_slice) {
            None => self.query_one(namespace, body),
            // As the real one does: one query in a list is answered as if it stood alone.
            Some([one]) => self.query_one(namespace, one),
            Some(several) => several.iter().map(|one| self.query_one(namespace, one)).collect(),
        }
    }

    fn query_one(&self, namespace: &str, query: &Value) -> Result<Value, Refusal> {
        let vector = self.vector(&query["vector"])?;
        let top_k = query["topK"].as_u64().unwrap_or(10) as usize;
        let filter = Filter::read(query["filter"].as_str().unwrap_or_default())?;
        self.with_rows(namespace, |rows| {
            let mut found: Vec<(f64, &String, &Row)> = rows
                .iter()
                .filter(|(_, row)| filter.as_ref().is_none_or(|filter| filter.passes(&row.metadata)))
                .map(|(id, row)| ((1.0 + cosine(&row.vector, &vector)) / 2.0, id, row))
                .collect();
            found.sort_by(|a, b| b.0.total_cmp(&a.0));
            let told = found.into_iter().take(top_k).map(|(score, id, row)| {
                let mut told = shown(id, row, query);
                told["score"] = json!(score as f32);
                told
            });
            Ok(told.collect())
        })
    }

    fn delete(&self, namespace: &str, body: &Value) -> Result<Value, Refusal> {
        self.with_rows(namespace, |_| Ok(()))?;
        let mut namespaces = locked(&self.0.namespaces);
        let rows = namespaces.entry(namespace.to_owned()).or_default();
        let before = rows.len();
        if let Some(prefix) = body["prefix"].as_str() {
            rows.retain(|id, _| !id.starts_with(prefix));
        } else {
            let ids = body["ids"].as_array().ok_or((422, "Ids are missing".to_owned()))?;
            rows.retain(|id, _| !ids.iter().any(|gone| gone == id.as_str()));
        }
        Ok(json!({ "deleted": before - rows.len() }))
    }

    fn info(&self) -> Value {
        let namespaces = locked(&self.0.namespaces);
        let count = |rows: &Rows| json!({ "vectorCount": rows.len(), "pendingVectorCount": 0 });
        let mut told: BTreeMap<String, Value> = BTreeMap::from([(String::new(), count(&Rows::new()))]);
        told.extend(namespaces.iter().map(|(name, rows)| (name.clone(), count(rows))));
        let all: usize = namespaces.values().map(BTreeMap::len).sum();
        json!({
            "vectorCount": all, "pendingVectorCount": 0, "indexSize": all * self.0.dimension * 4,
            "dimension": self.0.dimension, "similarityFunction": self.0.similarity, "indexType": "DENSE",
            "denseIndex": {
                "dimension": self.0.dimension, "similarityFunction": self.0.similarity, "embeddingModel": "",
            },
            "namespaces": told,
        })
    }
}

async fn answer(State(fake): State<FakeUpstash>, headers: HeaderMap, uri: Uri, body: String) -> Response {
    let path = uri.path().trim_start_matches('/').to_owned();
    let body: Value = match serde_json::from_str(&body) {
        Ok(body) => body,
        Err(_) if body.is_empty() => Value::Null,
        Err(error) => return refuse((400, format!("Bad request: {error}"))),
    };
    if let Some(trouble) = fake.0.journal.note(&path, &body).await {
        return trouble;
    }
    if !has_key(&headers) {
        return refuse((401, "Unauthorized: Invalid auth token".into()));
    }
    let (command, namespace) = path.split_once('/').unwrap_or((&path, ""));
    match fake.carry_out(command, namespace, &body) {
        Ok(result) => Json(json!({ "result": result })).into_response(),
        Err(refusal) => refuse(refusal),
    }
}

fn refuse((status, error): Refusal) -> Response {
    let body = json!({ "error": error, "status": status });
    (StatusCode::from_u16(status).unwrap(), Json(body)).into_response()
}

fn fetch(rows: &Rows, body: &Value) -> Result<Value, Refusal> {
    if let Some(prefix) = body["prefix"].as_str() {
        let with_prefix = rows.iter().filter(|(id, _)| id.starts_with(prefix));
        return Ok(with_prefix.take(1_000).map(|(id, row)| shown(id, row, body)).collect());
    }
    let ids = body["ids"].as_array().ok_or((422, "Ids are missing".to_owned()))?;
    let one = |id: &Value| {
        let row = rows.get_key_value(id.as_str()?)?;
        Some(shown(row.0, row.1, body))
    };
    Ok(ids.iter().map(|id| one(id).unwrap_or(Value::Null)).collect())
}

fn range(rows: &Rows, body: &Value) -> Result<Value, Refusal> {
    let limit = body["limit"].as_u64().filter(|limit| *limit > 0);
    let limit = limit.ok_or((422, "Limit is missing".to_owned()))? as usize;
    let from: usize = body["cursor"].as_str().and_then(|cursor| cursor.parse().ok()).unwrap_or_default();
    let page: Vec<Value> = rows.iter().skip(from).take(limit).map(|(id, row)| shown(id, row, body)).collect();
    let next = from + page.len();
    let next = if next < rows.len() { next.to_string() } else { String::new() };
    Ok(json!({ "nextCursor": next, "vectors": page }))
}

/// What was asked for of a row.
fn shown(id: &str, row: &Row, asked: &Value) -> Value {
    let mut shown = json!({ "id": id });
    if asked["includeMetadata"] == true && !row.metadata.is_null() {
        shown["metadata"] = row.metadata.clone();
    }
    if asked["includeVectors"] == true {
        shown["vector"] = json!(row.vector);
    }
    shown
}

/// `key IN ('a', 'b')`, the only filter that anybody here asks with; any other is refused.
struct Filter {
    key: String,
    values: Vec<String>,
}

impl Filter {
    fn read(text: &str) -> Result<Option<Self>, Refusal> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let wrong = || (400, format!("Invalid filter: {text}"));
        let (key, rest) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let list = rest.trim().strip_prefix("IN").ok_or_else(wrong)?.trim();
        let list = list.strip_prefix('(').and_then(|list| list.strip_suffix(')')).ok_or_else(wrong)?;
        let literal = |item: &str| {
            let item = item.trim().strip_prefix('\'')?.strip_suffix('\'')?;
            (!item.contains('\'')).then(|| item.to_owned())
        };
        let values: Option<Vec<String>> = list.split(',').map(literal).collect();
        Ok(Some(Self { key: key.to_owned(), values: values.ok_or_else(wrong)? }))
    }

    fn passes(&self, metadata: &Value) -> bool {
        metadata[&self.key].as_str().is_some_and(|value| self.values.iter().any(|one| one == value))
    }
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}
