//! Full text over mentors: headline and areas, then title, company and industry, then the bio.
//!
//! `mentors.search_terms` gathers the areas of `expertise` by triggers, so that one row holds all
//! the words. PostgreSQL then has a generated `search_vector` under a GIN index; SQLite has the
//! FTS5 table `mentors_text`.
//!
//! FTS5 names documents by integers, and the implicit rowid of a table with a UUID key may change
//! in a VACUUM: `mentor_documents` gives each mentor a number that stays.

use sea_orm_migration::prelude::*;

use crate::edition::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_UP, POSTGRES_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_DOWN, POSTGRES_DOWN).await
    }
}

// Triggers fire once per statement: a profile is saved with all its areas in one.
const POSTGRES_UP: &str = "
CREATE FUNCTION refresh_search_terms(changed uuid[]) RETURNS void LANGUAGE sql AS $$
    UPDATE mentors SET search_terms = coalesce(
        (SELECT string_agg(concat_ws(' ', area, subarea), ' ' ORDER BY weight DESC, area)
         FROM expertise WHERE expertise.mentor_id = mentors.id), '')
    WHERE mentors.id = ANY (changed);
$$;
CREATE FUNCTION expertise_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM refresh_search_terms(ARRAY(SELECT DISTINCT mentor_id FROM new_rows));
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM refresh_search_terms(ARRAY(SELECT DISTINCT mentor_id FROM old_rows));
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER expertise_inserted AFTER INSERT ON expertise
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION expertise_changed();
CREATE TRIGGER expertise_updated AFTER UPDATE ON expertise
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION expertise_changed();
CREATE TRIGGER expertise_deleted AFTER DELETE ON expertise
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION expertise_changed();
SELECT refresh_search_terms(ARRAY(SELECT id FROM mentors));
ALTER TABLE mentors ADD COLUMN search_vector tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', coalesce(headline, '') || ' ' || search_terms), 'A') ||
    setweight(to_tsvector('english',
        coalesce(title, '') || ' ' || coalesce(company, '') || ' ' || coalesce(industry, '')), 'B') ||
    setweight(to_tsvector('english', coalesce(bio, '')), 'C')
) STORED;
CREATE INDEX mentors_search ON mentors USING gin (search_vector);
";

const POSTGRES_DOWN: &str = "
ALTER TABLE mentors DROP COLUMN search_vector;
DROP TRIGGER expertise_deleted ON expertise;
DROP TRIGGER expertise_updated ON expertise;
DROP TRIGGER expertise_inserted ON expertise;
DROP FUNCTION expertise_changed();
DROP FUNCTION refresh_search_terms(uuid[]);
";

// The index keeps no copy of the words (`content=''`): they are in `mentors` already.
const SQLITE_UP: &str = "
CREATE TABLE mentor_documents (
    doc_id INTEGER PRIMARY KEY,
    mentor_id uuid_text NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE mentors_text USING fts5(
    headline, search_terms, title, company, industry, bio,
    content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER expertise_inserted AFTER INSERT ON expertise BEGIN
    UPDATE mentors SET search_terms = coalesce(
        (SELECT group_concat(concat_ws(' ', area, subarea), ' ' ORDER BY weight DESC, area)
         FROM expertise WHERE mentor_id = NEW.mentor_id), '')
    WHERE id = NEW.mentor_id;
END;
CREATE TRIGGER expertise_updated AFTER UPDATE ON expertise BEGIN
    UPDATE mentors SET search_terms = coalesce(
        (SELECT group_concat(concat_ws(' ', area, subarea), ' ' ORDER BY weight DESC, area)
         FROM expertise WHERE mentor_id = mentors.id), '')
    WHERE id IN (NEW.mentor_id, OLD.mentor_id);
END;
CREATE TRIGGER expertise_deleted AFTER DELETE ON expertise BEGIN
    UPDATE mentors SET search_terms = coalesce(
        (SELECT group_concat(concat_ws(' ', area, subarea), ' ' ORDER BY weight DESC, area)
         FROM expertise WHERE mentor_id = OLD.mentor_id), '')
    WHERE id = OLD.mentor_id;
END;

CREATE TRIGGER mentors_text_insert AFTER INSERT ON mentors BEGIN
    INSERT INTO mentor_documents (mentor_id) VALUES (NEW.id);
    INSERT INTO mentors_text (rowid, headline, search_terms, title, company, industry, bio)
    SELECT doc_id, NEW.headline, NEW.search_terms, NEW.title, NEW.company, NEW.industry, NEW.bio
    FROM mentor_documents WHERE mentor_id = NEW.id;
END;
CREATE TRIGGER mentors_text_update
AFTER UPDATE OF headline, search_terms, title, company, industry, bio ON mentors
WHEN NEW.headline IS NOT OLD.headline OR NEW.search_terms IS NOT OLD.search_terms
  OR NEW.title IS NOT OLD.title OR NEW.company IS NOT OLD.company
  OR NEW.industry IS NOT OLD.industry OR NEW.bio IS NOT OLD.bio
BEGIN
    DELETE FROM mentors_text WHERE rowid = (SELECT doc_id FROM mentor_documents WHERE mentor_id = NEW.id);
    INSERT INTO mentors_text (rowid, headline, search_terms, title, company, industry, bio)
    SELECT doc_id, NEW.headline, NEW.search_terms, NEW.title, NEW.company, NEW.industry, NEW.bio
    FROM mentor_documents WHERE mentor_id = NEW.id;
END;
CREATE TRIGGER mentors_text_delete AFTER DELETE ON mentors BEGIN
    DELETE FROM mentors_text WHERE rowid = (SELECT doc_id FROM mentor_documents WHERE mentor_id = OLD.id);
    DELETE FROM mentor_documents WHERE mentor_id = OLD.id;
END;

UPDATE mentors SET search_terms = coalesce(
    (SELECT group_concat(concat_ws(' ', area, subarea), ' ' ORDER BY weight DESC, area)
     FROM expertise WHERE mentor_id = mentors.id), '');
INSERT INTO mentor_documents (mentor_id) SELECT id FROM mentors;
DELETE FROM mentors_text;
INSERT INTO mentors_text (rowid, headline, search_terms, title, company, industry, bio)
SELECT doc_id, headline, search_terms, title, company, industry, bio
FROM mentors JOIN mentor_documents ON mentor_id = mentors.id;
";

const SQLITE_DOWN: &str = "
DROP TRIGGER mentors_text_delete;
DROP TRIGGER mentors_text_update;
DROP TRIGGER mentors_text_insert;
DROP TRIGGER expertise_deleted;
DROP TRIGGER expertise_updated;
DROP TRIGGER expertise_inserted;
DROP TABLE mentors_text;
DROP TABLE mentor_documents;
";
