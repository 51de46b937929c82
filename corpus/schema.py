"""The tables, as migrations: each is applied once, whole, and recorded in the corpus itself."""

from sqlite_utils import Database, Migrations

from corpus import selectors
from corpus.addresses import address_host, address_key

migrations = Migrations("guong")
# What a reading fills: all of it goes when the text it was read from changes.
TAG_TABLES = ("readings", "directives", "localities", "fields", "actors", "models", "people", "figures")

# Two columns of equal length: as written, and without marks (both `nlp.text`). FTS5's own folding is off: it knows no
# đ and would merge what the first column keeps apart.
_SEARCH_FIRST = (
    "CREATE VIRTUAL TABLE search USING fts5(normal, folded, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
)
# The index keeps no text of its own: FTS5 reads both columns through the view `indexed`, whose functions every
# connection of `corpus.connection` has. Kept twice more, the texts would take three times the room, and a quarter more
# time to store. Other programs can still MATCH; only reading a column of `search` needs the functions. Whoever changes
# these functions adds a migration that builds the index anew: entries are deleted by the words they were made of.
# No prefix indexes: they doubled the time of storing, and syllables are so few that the range of words behind `theo*`
# is gathered as fast as one of them.
INDEXED = """CREATE VIEW indexed AS SELECT num,
    guong_canonical(title || char(10) || coalesce(sapo, '') || char(10) || body) AS normal,
    guong_fold(title || char(10) || coalesce(sapo, '') || char(10) || body) AS folded FROM articles"""
SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(normal, folded, content = 'indexed', content_rowid = 'num', "
    "tokenize = 'unicode61 remove_diacritics 0')"
)
# Bytes of new entries held in memory before they are written: 500 articles of 10 KB in one go. With FTS5's own 1 MB
# storing takes a fifth longer; 32 MB gains nothing more (benchmarks/README.md).
HASH_SIZE = 8 * 2**20

_FIRST = """
CREATE TABLE sources (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, province TEXT, hosts TEXT NOT NULL, layout TEXT NOT NULL,
    verified TEXT NOT NULL, last_seen TEXT
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, command TEXT NOT NULL, replay TEXT, started_at TEXT NOT NULL, ended_at TEXT, outcome TEXT
);
CREATE TABLE run_sources (
    run_id INTEGER NOT NULL REFERENCES runs(id), source TEXT NOT NULL,
    requests INTEGER NOT NULL DEFAULT 0, lists INTEGER NOT NULL DEFAULT 0, found INTEGER NOT NULL DEFAULT 0,
    stored INTEGER NOT NULL DEFAULT 0, not_articles INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, source)
);
CREATE TABLE events (
    id INTEGER PRIMARY KEY, run_id INTEGER REFERENCES runs(id), at TEXT NOT NULL, source TEXT, url TEXT,
    kind TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE frontier (
    url TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'pending',
    depth INTEGER NOT NULL DEFAULT 0, found_on TEXT, found_at TEXT NOT NULL, dated TEXT,
    tries INTEGER NOT NULL DEFAULT 0, status INTEGER, reason TEXT, etag TEXT, last_modified TEXT, fetched_at TEXT,
    warc TEXT, article_id TEXT
);
CREATE INDEX frontier_state ON frontier(source, kind, state);
CREATE TABLE articles (
    num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
    title TEXT NOT NULL, sapo TEXT, body TEXT NOT NULL, author TEXT, credit TEXT,
    published_at TEXT, published_raw TEXT, published_basis TEXT, modified_at TEXT, section TEXT, language TEXT,
    tags TEXT NOT NULL DEFAULT '[]', words INTEGER NOT NULL, sha256 TEXT NOT NULL,
    fetched_at TEXT, warc TEXT, extractor TEXT
);
CREATE INDEX articles_source ON articles(source, published_at);
CREATE INDEX articles_published ON articles(published_at);
CREATE TABLE addresses (url TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles(id));
CREATE TABLE images (
    article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, url TEXT, caption TEXT, credit TEXT,
    PRIMARY KEY (article_id, position)
);
CREATE TABLE readings (
    article_id TEXT PRIMARY KEY REFERENCES articles(id), tagger TEXT NOT NULL, text_sha256 TEXT NOT NULL,
    tagged_at TEXT NOT NULL, on_campaign INTEGER, campaign_score REAL, campaign_spans TEXT NOT NULL DEFAULT '[]',
    exemplar TEXT, genre TEXT, scores TEXT NOT NULL DEFAULT '{}', evidence TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX readings_labels ON readings(on_campaign, genre, exemplar);
CREATE TABLE directives (
    article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, id TEXT, number TEXT, type TEXT,
    level TEXT, issuer TEXT, date TEXT, role TEXT NOT NULL, basis TEXT NOT NULL, score REAL NOT NULL,
    candidates TEXT NOT NULL DEFAULT '[]', spans TEXT NOT NULL, PRIMARY KEY (article_id, position)
);
CREATE INDEX directives_id ON directives(id);
CREATE TABLE localities (
    article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, role TEXT NOT NULL,
    basis TEXT NOT NULL, score REAL NOT NULL, code TEXT, name TEXT, level TEXT NOT NULL, province TEXT,
    province_now TEXT, now TEXT, candidates TEXT NOT NULL DEFAULT '[]', spans TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
);
CREATE INDEX localities_place ON localities(province_now, role);
CREATE TABLE fields (
    article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, field TEXT NOT NULL,
    score REAL NOT NULL, PRIMARY KEY (article_id, position)
);
CREATE INDEX fields_field ON fields(field);
CREATE TABLE actors (
    article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, actor TEXT NOT NULL,
    score REAL NOT NULL, PRIMARY KEY (article_id, position)
);
CREATE TABLE models (
    article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, name TEXT NOT NULL,
    spans TEXT NOT NULL, PRIMARY KEY (article_id, position)
);
CREATE TABLE people (
    article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, name TEXT NOT NULL, role TEXT,
    spans TEXT NOT NULL, PRIMARY KEY (article_id, position)
);
CREATE TABLE figures (
    article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, text TEXT NOT NULL, value REAL,
    unit TEXT, spans TEXT NOT NULL, PRIMARY KEY (article_id, position)
);
CREATE TABLE reprints (
    article_id TEXT PRIMARY KEY REFERENCES articles(id), family TEXT NOT NULL, original_id TEXT, similarity REAL NOT NULL
);
CREATE INDEX reprints_family ON reprints(family);
"""

_NIGHTS = """
ALTER TABLE frontier ADD COLUMN key TEXT;
ALTER TABLE frontier ADD COLUMN host TEXT;
ALTER TABLE frontier ADD COLUMN leased_by INTEGER REFERENCES runs(id);
ALTER TABLE frontier ADD COLUMN leased_until TEXT;
ALTER TABLE frontier ADD COLUMN due_at TEXT;
ALTER TABLE frontier ADD COLUMN visits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN run_id INTEGER REFERENCES runs(id);
ALTER TABLE articles ADD COLUMN withdrawn_at TEXT;
ALTER TABLE articles ADD COLUMN withdrawn_why TEXT;
ALTER TABLE articles ADD COLUMN transport TEXT;
ALTER TABLE articles ADD COLUMN series TEXT;
CREATE TABLE versions (
    article_id TEXT NOT NULL REFERENCES articles(id), version INTEGER NOT NULL, sha256 TEXT NOT NULL,
    replaced_at TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (article_id, version)
);
CREATE TABLE hosts (
    host TEXT PRIMARY KEY, source TEXT NOT NULL, asked_at TEXT, not_before TEXT, why TEXT,
    failures INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE robots (
    host TEXT NOT NULL, fetched_at TEXT NOT NULL, checked_at TEXT NOT NULL, status INTEGER, reason TEXT,
    body TEXT NOT NULL, warc TEXT, PRIMARY KEY (host, fetched_at)
);
CREATE TABLE findings (
    run_id INTEGER NOT NULL REFERENCES runs(id), source TEXT NOT NULL, kind TEXT NOT NULL, measure TEXT,
    value REAL, expected REAL, reason TEXT NOT NULL, proof TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (run_id, source, kind)
);
CREATE TABLE archives (
    source TEXT NOT NULL, span TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL, page INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending', reason TEXT, PRIMARY KEY (source, span, url)
);
ALTER TABLE run_sources ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_sources ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_sources ADD COLUMN revisited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_sources ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_sources ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_sources ADD COLUMN put_off INTEGER NOT NULL DEFAULT 0;
UPDATE frontier SET visits = 1 WHERE state = 'done';
UPDATE frontier SET state = 'disallowed' WHERE state = 'refused' AND reason LIKE 'robots.txt of %';
CREATE INDEX frontier_todo ON frontier(source, host, kind, state, dated DESC);
CREATE INDEX frontier_due ON frontier(source, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX articles_health ON articles(run_id, source, extractor, published_at IS NOT NULL,
    coalesce(author, credit) IS NOT NULL, sapo IS NOT NULL, length(body), sha256);
CREATE INDEX events_run ON events(run_id, source, kind);
CREATE INDEX articles_text ON articles(source, sha256);
"""

# Words are kept as numbers: 0 ends a sentence, 1 is any other sign, the rest stand in `words`. A block holds the texts
# of 16 articles one behind the other (`corpus.counting.blocks`); `tokens` says of which articles they are up to date.
_TOKENS = """
CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
INSERT INTO words VALUES (0, char(10)), (1, '.');
CREATE TABLE token_blocks (block INTEGER PRIMARY KEY, lengths BLOB NOT NULL, rare BLOB NOT NULL, codes BLOB NOT NULL);
CREATE TABLE tokens (num INTEGER PRIMARY KEY, words INTEGER NOT NULL, syllables INTEGER NOT NULL);
CREATE TABLE token_totals (part INTEGER PRIMARY KEY, counts BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS articles_withdrawn ON articles(withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE TRIGGER tokens_new AFTER INSERT ON tokens BEGIN DELETE FROM token_totals WHERE part = new.num >> 13; END;
CREATE TRIGGER tokens_gone AFTER DELETE ON tokens BEGIN DELETE FROM token_totals WHERE part = old.num >> 13; END;
CREATE TRIGGER tokens_stale AFTER UPDATE OF sha256 ON articles WHEN old.sha256 <> new.sha256
    BEGIN DELETE FROM tokens WHERE num = old.num; END;
CREATE TRIGGER tokens_left AFTER DELETE ON articles BEGIN DELETE FROM tokens WHERE num = old.num; END;
"""

# Who took a text from whom, as far as anything tells (`corpus.families`), which paragraphs stand in two articles
# (`corpus.reuse`), and what ranks a story (`corpus.stories.signals`), kept because reading the texts takes longer than
# all the rest of a ranking. All three are made anew from the articles and their tags.
_REUSE = """
CREATE TABLE lineage (
    article_id TEXT PRIMARY KEY REFERENCES articles(id), taken_from TEXT, told_by TEXT, said TEXT, outside INTEGER,
    kept REAL, own REAL, title_changed INTEGER
);
CREATE TABLE reuse (
    article_id TEXT NOT NULL REFERENCES articles(id), "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    from_id TEXT NOT NULL REFERENCES articles(id), from_start INTEGER NOT NULL, from_end INTEGER NOT NULL,
    words INTEGER NOT NULL, share REAL NOT NULL, told_by TEXT, PRIMARY KEY (article_id, "start", from_id)
);
CREATE INDEX reuse_from ON reuse(from_id);
CREATE TABLE story_signals (
    article_id TEXT PRIMARY KEY REFERENCES articles(id), version TEXT NOT NULL, signals TEXT NOT NULL
);
"""

# Who runs a model and where, where a person lives, what a figure counts: as printed, and the spans that say so. Articles
# read before have none until they are tagged anew, which another tagger version asks for.
_BESIDE = """
ALTER TABLE models ADD COLUMN holder TEXT;
ALTER TABLE models ADD COLUMN place TEXT;
ALTER TABLE models ADD COLUMN holder_spans TEXT NOT NULL DEFAULT '[]';
ALTER TABLE models ADD COLUMN place_spans TEXT NOT NULL DEFAULT '[]';
ALTER TABLE people ADD COLUMN place TEXT;
ALTER TABLE people ADD COLUMN place_spans TEXT NOT NULL DEFAULT '[]';
ALTER TABLE figures ADD COLUMN "of" TEXT;
ALTER TABLE figures ADD COLUMN of_spans TEXT NOT NULL DEFAULT '[]';
"""


@migrations()
def m001_first(db: Database) -> None:
    """Articles, tags with evidence, frontier, runs, and the two-column index."""
    for statement in _FIRST.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute(_SEARCH_FIRST)


@migrations()
def m002_nights(db: Database) -> None:
    """A memory for years of nights: leases, revisits, versions, withdrawals, hosts, robots.txt as it was, findings."""
    for statement in _NIGHTS.split(";\n"):
        if statement.strip():
            db.execute(statement)
    for row in list(db.query("SELECT url FROM frontier ORDER BY rowid")):
        # Two spellings of one page were two addresses: the one found first keeps the key.
        host, key = address_host(row["url"]), address_key(row["url"])
        db.execute("UPDATE frontier SET host = ?, key = iif(EXISTS (SELECT 1 FROM frontier WHERE key = ?), url, ?) "
                   "WHERE url = ?", [host, key, key, row["url"]])  # fmt: skip
    db.execute("CREATE UNIQUE INDEX frontier_key ON frontier(key)")


@migrations()
def m003_search(db: Database) -> None:
    """An index that keeps no second copy of the texts, and one table for what filters ask."""
    db.execute("DROP TABLE search")
    db.execute(INDEXED)
    db.execute(SEARCH)
    db.execute("INSERT INTO search(search, rank) VALUES ('hashsize', ?)", [HASH_SIZE])
    db.execute("INSERT INTO search(search) VALUES ('rebuild')")
    db.execute("DROP INDEX articles_published")
    db.execute("CREATE INDEX articles_published ON articles(published_at, source)")
    db.execute("CREATE INDEX articles_withdrawn ON articles(withdrawn_at) WHERE withdrawn_at IS NOT NULL")
    for statement in selectors.statements():
        db.execute(statement)


@migrations()
def m004_tokens(db: Database) -> None:
    """The words of every article, for concordances, collocations and counts."""
    for statement in _TOKENS.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m005_reuse(db: Database) -> None:
    """Who took a text from whom, paragraphs that stand in two articles, and what ranks a story."""
    for statement in _REUSE.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m006_beside(db: Database) -> None:
    """Holder and place of a model, place of a person, what a figure counts."""
    for statement in _BESIDE.split(";\n"):
        if statement.strip():
            db.execute(statement)
