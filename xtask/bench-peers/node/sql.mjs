// The peers that speak SQL: what they load, and the same tiles and searches as the server's in their own words.
//
//   node sql.mjs FOLDER TILES SEARCHES
//
// From the lists in FOLDER (see prepare.mjs) are made, for psql, postgres-load.sql and postgres-{tiles,filtered,first,search}.sql,
// and for the sqlite3 program sqlite-load.sql and sqlite-search.sql; so many TILES and SEARCHES at the most.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const [folder, mostTiles, mostSearches] = process.argv.slice(2).map((word, at) => (at === 0 ? word : Number(word)));

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const rows = async (name, most) => (await readFile(path.join(folder, `${name}.tsv`), "utf8")).split("\n", most).filter(Boolean);
const write = (name, lines) => writeFile(path.join(folder, name), lines.map((line) => `${line}\n`).join(""));

/** The tables as a careful person lays them out: an index for each way of asking, statistics up to date. */
const postgresLoad = `
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE UNLOGGED TABLE raw (id bigint, lon float8, lat float8, slug text, title text, summary text, who text, commune text,
  sectors text, format text, audiences text, region text, department text, mode text, days text);
\\copy raw from 'events.tsv' with (format text, null '')
CREATE TABLE event AS SELECT id, slug, title, summary, format, region, department, mode,
  string_to_array(coalesce(sectors, ''), ',') AS sectors, string_to_array(coalesce(audiences, ''), ',') AS audiences,
  string_to_array(coalesce(days, ''), ',') AS days,
  CASE WHEN lon IS NOT NULL THEN ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857) END AS geom,
  setweight(to_tsvector('french', coalesce(title, '')), 'A')
    || setweight(to_tsvector('french', concat_ws(' ', summary, who, commune)), 'B') AS document
  FROM raw;
DROP TABLE raw;
CREATE INDEX ON event USING gist (geom);
CREATE INDEX ON event USING gin (sectors);
CREATE INDEX ON event USING gin (audiences);
CREATE INDEX ON event USING gin (days);
CREATE INDEX ON event (format);
CREATE INDEX ON event (department);
CREATE INDEX ON event (region);
CREATE INDEX ON event USING gin (document);
VACUUM ANALYZE event;
`;

/** What psql says before each batch: times, no paging, the answers themselves to nobody. */
const session = ["\\set QUIET on", "\\set ON_ERROR_STOP on", "SET jit = off;", "\\o /dev/null"];

/** A filter of an address as PostgreSQL's condition. */
function condition(query) {
  const asked = new Map();
  for (const [name, value] of new URLSearchParams(query)) asked.set(name, [...(asked.get(name) ?? []), quoted(value)]);
  const among = { secteur: "sectors", public: "audiences", jour: "days" };
  const equal = { format: ["format"], mode: ["mode"], territoire: ["region", "department"] };
  return [...asked]
    .map(([name, values]) => {
      if (among[name]) return ` AND e.${among[name]} && ARRAY[${values}]`;
      return ` AND (${equal[name].map((column) => `e.${column} IN (${values})`).join(" OR ")})`;
    })
    .join("");
}

/** A tile with a cluster for each of 16 × 16 cells; a cell of one event is the event. */
const tile = (envelope, filter) => `
SELECT length(ST_AsMVT(cell, 'events', 4096, 'geom')) FROM (
  SELECT ST_AsMVTGeom(ST_SetSRID(ST_MakePoint(avg(ST_X(e.geom)), avg(ST_Y(e.geom))), 3857), b.box, 4096, 64, true) AS geom,
    count(*) AS count,
    CASE WHEN count(*) = 1 THEN min(e.id) END AS id, CASE WHEN count(*) = 1 THEN min(e.slug) END AS slug,
    CASE WHEN count(*) = 1 THEN min(e.title) END AS title, CASE WHEN count(*) = 1 THEN min(e.sectors[1]) END AS sector,
    CASE WHEN count(*) = 1 THEN min(e.format) END AS format
  FROM event e, (SELECT ${envelope} AS box) b
  WHERE e.geom && b.box${filter}
  GROUP BY b.box, floor((ST_X(e.geom) - ST_XMin(b.box)) / (ST_XMax(b.box) - ST_XMin(b.box)) * 16),
    floor((ST_Y(e.geom) - ST_YMin(b.box)) / (ST_YMax(b.box) - ST_YMin(b.box)) * 16)
) cell`.replace(/\s+/g, " ").trim();

const tileOf = (line) => line.split(".mvt")[0].split("/").join(", ");
const filteredTile = (line) => `${tile(`ST_TileEnvelope(${tileOf(line)})`, condition(line.split("?")[1]))};`;

/** The words of a search as PostgreSQL's: what is typed last may be a beginning. */
function wanted(kind, words) {
  if (kind === "phrase") return `phraseto_tsquery('french', ${quoted(words)})`;
  if (kind !== "prefix") return `plainto_tsquery('french', ${quoted(words)})`;
  const parts = words.split(" ");
  const last = parts.pop();
  return `(plainto_tsquery('french', ${quoted(parts.join(" "))}) && to_tsquery('simple', ${quoted(`${last}:*`)}))`;
}

const byValue = (name, from) => `'${name}', (SELECT json_object_agg(v, n) FROM (SELECT v, count(*) AS n FROM ${from} GROUP BY v) f)`;

/** Twenty events, the exact total and five facets, in one statement. */
const postgresSearch = (kind, words, filter) => `
WITH found AS MATERIALIZED (
  SELECT e.id, e.slug, e.title, e.sectors, e.audiences, e.format, e.region, e.mode, ts_rank(e.document, w.q) AS rank
  FROM event e, (SELECT ${wanted(kind, words)} AS q) w WHERE e.document @@ w.q${condition(filter)})
SELECT json_build_object('total', (SELECT count(*) FROM found),
  'events', (SELECT json_agg(t) FROM (SELECT id, slug, title FROM found ORDER BY rank DESC LIMIT 20) t),
  ${[byValue("sector", "found, unnest(sectors) v"), byValue("audience", "found, unnest(audiences) v"), byValue("format", "(SELECT format AS v FROM found) x"), byValue("region", "(SELECT region AS v FROM found) x"), byValue("mode", "(SELECT mode AS v FROM found) x")].join(", ")});`.replace(/\s+/g, " ").trim();

const sqliteLoad = `
.mode tabs
CREATE TABLE event (id integer primary key, lon, lat, slug, title, summary, who, commune, sectors, format, audiences, region, department, mode, days);
.import events.tsv event
CREATE TABLE facet (event integer, kind text, value text);
INSERT INTO facet SELECT id, 'format', format FROM event UNION ALL SELECT id, 'region', region FROM event
  UNION ALL SELECT id, 'department', department FROM event UNION ALL SELECT id, 'mode', mode FROM event;
INSERT INTO facet SELECT e.id, 'sector', j.value FROM event e, json_each('["' || replace(e.sectors, ',', '","') || '"]') j;
INSERT INTO facet SELECT e.id, 'audience', j.value FROM event e, json_each('["' || replace(e.audiences, ',', '","') || '"]') j;
INSERT INTO facet SELECT e.id, 'day', j.value FROM event e, json_each('["' || replace(e.days, ',', '","') || '"]') j;
CREATE INDEX by_event ON facet (event, kind, value);
CREATE INDEX by_value ON facet (kind, value, event);
CREATE VIRTUAL TABLE words USING fts5(title, summary, who, commune, content='event', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
INSERT INTO words(words) VALUES ('rebuild');
ANALYZE;
`;

const sqliteKinds = { secteur: ["sector"], public: ["audience"], format: ["format"], territoire: ["region", "department"], jour: ["day"], mode: ["mode"] };

function match(kind, words) {
  const parts = words.split(" ").map((word) => `"${word}"`);
  if (kind === "phrase") return quoted(`"${words}"`);
  return quoted(kind === "prefix" ? `${parts.join(" ")}*` : parts.join(" "));
}

const sqliteSearch = (kind, words, filter) => {
  const filters = [...new URLSearchParams(filter)].map(([name, value]) => ` AND rowid IN (SELECT event FROM facet WHERE kind IN (${sqliteKinds[name].map(quoted)}) AND value = ${quoted(value)})`);
  const facet = (name) => `(SELECT json_group_object(value, n) FROM (SELECT value, count(*) AS n FROM found JOIN facet ON facet.event = found.id AND kind = '${name}' GROUP BY value))`;
  return `WITH found AS MATERIALIZED (SELECT rowid AS id, rank FROM words WHERE words MATCH ${match(kind, words)}${filters.join("")})
SELECT (SELECT count(*) FROM found),
  (SELECT json_group_array(json_array(slug, title)) FROM (SELECT slug, title FROM found JOIN event USING (id) ORDER BY found.rank LIMIT 20)),
  ${["sector", "audience", "format", "region", "mode"].map(facet).join(", ")};`.replace(/\s+/g, " ");
};

const tiles = await rows("tiles", mostTiles);
// Nothing is kept of a tile, so that a short list may be gone through again.
const again = Array.from({ length: tiles.length > 0 ? mostTiles : 0 }, (_, at) => tiles[at % tiles.length]);
await writeFile(path.join(folder, "postgres-load.sql"), postgresLoad.trimStart());
await write("postgres-tiles.sql", [...session, `PREPARE tile(int, int, int) AS ${tile("ST_TileEnvelope($1, $2, $3)", "")};`, "\\timing on", ...again.map((line) => `EXECUTE tile(${tileOf(line)});`)]);
for (const name of ["filtered", "first"]) {
  await write(`postgres-${name}.sql`, [...session, "\\timing on", ...(await rows(name, mostTiles)).map(filteredTile)]);
}
const searches = (await rows("search", mostSearches)).map((line) => line.split("\t").slice(1));
await write("postgres-search.sql", [...session, "\\timing on", ...searches.map((parts) => postgresSearch(...parts))]);
await writeFile(path.join(folder, "sqlite-load.sql"), sqliteLoad.trimStart());
await write("sqlite-search.sql", [".output /dev/null", ".timer on", ...searches.map((parts) => sqliteSearch(...parts))]);
