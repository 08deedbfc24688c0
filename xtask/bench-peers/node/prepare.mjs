// What a measure asks for, made from the events that the server itself exports: the same for the server and its peers.
//
//   node prepare.mjs ORIGIN FOLDER
//
// Into FOLDER go events.tsv (one event a line, for the peers to load) and lists of addresses, shuffled, none twice:
//
//   tiles.tsv     tiles of zooms 5 to 12 in turn, where events are             Z/X/Y.mvt?
//   filters.tsv   one tile for each of the filters that people use most        Z/X/Y.mvt?FILTER
//   filtered.tsv  tiles of zooms 5 to 12 with one of those filters             Z/X/Y.mvt?FILTER
//   first.tsv     tiles of zooms 5 to 10, each with a filter of its own        Z/X/Y.mvt?FILTER
//   search.tsv    words, prefixes, slips of the keyboard, phrases, places      QUERY, then kind, words and filter
//   pages.tsv     events' own pages                                            SLUG
//
// Every tile and every filter is that of some event, so that none is asked for in vain. Chance is seeded.
import { createWriteStream } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { chances } from "./chance.mjs";

const [origin, folder] = process.argv.slice(2);
/** Lists are made from at most so many events, drawn among all. */
const most = 200_000;
/** And no list is longer than this. */
const longest = { tiles: 50_000, filtered: 300_000, first: 100_000, search: 150_000, pages: 20_000 };
/** How many filters people use again and again. */
const shelf = 120;

const chance = chances(0x5e3a1e);
await mkdir(folder, { recursive: true });

/** A text that fits a cell of every peer's table. */
const cell = (text) => String(text ?? "").replace(/[\t\n\r\\]+/g, " ").replaceAll('"', "”").trim();

/** The days of an event's slots. */
const daysOf = (slots) => [...new Set((slots ?? []).map((slot) => slot.start.slice(0, 10)))];

function eventOf({ id, geometry, properties: told }) {
  const [lon = "", lat = ""] = geometry?.coordinates ?? [];
  return {
    id, lon, lat,
    slug: told.slug,
    title: cell(told.title),
    summary: cell(told.summary),
    who: cell([told.organisation, told.place].filter(Boolean).join(", ")),
    commune: cell(told.commune),
    secteur: told.sectors ?? [],
    format: told.format ?? "",
    public: told.audiences ?? [],
    region: told.region ?? "",
    territoire: told.department ?? "",
    mode: told.mode ?? "",
    jour: daysOf(told.slots),
  };
}

const columns = ["id", "lon", "lat", "slug", "title", "summary", "who", "commune", "secteur", "format", "public", "region", "territoire", "mode", "jour"];
const row = (event) => `${columns.map((name) => (Array.isArray(event[name]) ? event[name].join(",") : event[name])).join("\t")}\n`;

/** Reads the export line by line, writes every event down, and keeps some. */
async function events() {
  const answer = await fetch(`${origin}/evenements.geojson`);
  if (!answer.ok) throw new Error(`${origin}/evenements.geojson answers ${answer.status}`);
  const out = createWriteStream(path.join(folder, "events.tsv.new"));
  const kept = [];
  let total = 0;
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body) })) {
    // One feature a line, after the first line of the collection.
    if (!line.includes('"geometry"')) continue;
    const event = eventOf(JSON.parse(line.replace(/,$/, "")));
    if (!out.write(row(event))) await once(out, "drain");
    total += 1;
    // Each event has the same chance to be kept, however many there are.
    const place = total <= most ? kept.length : chance.below(total);
    if (place < most) kept[place] = event;
  }
  out.end();
  await once(out, "finish");
  await rename(path.join(folder, "events.tsv.new"), path.join(folder, "events.tsv"));
  return { kept: chance.shuffled(kept), total };
}

/** The tile of a zoom where an event is. */
function tileOf(event, z) {
  const side = 2 ** z;
  const rad = (event.lat * Math.PI) / 180;
  const x = Math.floor(((event.lon + 180) / 360) * side);
  const y = Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * side);
  return `${z}/${x}/${y}.mvt`;
}

const filterOf = (parts) => parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");

/** The filters that people use most: each one choice, or a sector for an audience. In the order of the address. */
function usualFilters(event) {
  const sectors = event.secteur.map((value) => ["secteur", value]);
  const audiences = event.public.map((value) => ["public", value]);
  const single = [...sectors, ...audiences, ["format", event.format], ["territoire", event.territoire], ["mode", event.mode], ...event.jour.slice(0, 2).map((day) => ["jour", day])];
  const pairs = sectors.slice(0, 1).flatMap((sector) => audiences.slice(0, 1).map((audience) => [sector, audience]));
  return [...single.filter(([, value]) => value).map((one) => [one]), ...pairs].map(filterOf);
}

/** The filters of most events, each with an event that has it: a shelf of them is small, and each has many tiles. */
function usualOf(events) {
  const found = new Map();
  for (const event of events) {
    for (const filter of usualFilters(event)) {
      const [count] = found.get(filter) ?? [0];
      found.set(filter, [count + 1, event]);
    }
  }
  const fullest = [...found].sort((a, b) => b[1][0] - a[1][0]).slice(0, shelf);
  return new Map(fullest.map(([filter, [, event]]) => [filter, event]));
}

/** A filter that hardly anybody had: several choices at once. */
function rareFilter(event) {
  const parts = [];
  const may = (name, values) => {
    if (values.length === 0 || chance.below(4) === 0) return;
    parts.push([name, values[chance.below(values.length)]]);
    if (values.length > 1 && chance.below(3) === 0) parts.push([name, values[chance.below(values.length)]]);
  };
  may("secteur", event.secteur);
  may("public", event.public);
  may("format", [event.format].filter(Boolean));
  may("territoire", [event.region, event.territoire].filter(Boolean));
  may("jour", event.jour);
  return parts.length > 1 ? filterOf(parts.filter(([name, value], at) => parts.findIndex((other) => other[0] === name && other[1] === value) === at).sort(inOrder)) : null;
}

const order = ["secteur", "public", "format", "territoire", "jour"];
const inOrder = (a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) || (a[1] < b[1] ? -1 : 1);

const wordsOf = (text) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];

/** A word with one letter changed. */
function slip(word) {
  const at = 1 + chance.below(word.length - 2);
  const letter = "abcdefghilmnoprstuv"[chance.below(19)];
  return word.slice(0, at) + letter + word.slice(at + 1);
}

/** One search: what is typed, its kind, and a filter if there is one. */
function search(event) {
  const title = wordsOf(event.title);
  const summary = wordsOf(event.summary);
  if (title.length === 0) return null;
  const word = title[chance.below(title.length)];
  const other = summary.length > 0 ? summary[chance.below(summary.length)] : word;
  const long = [...title, ...summary].filter((one) => one.length >= 6);
  const draw = chance.below(100);
  if (draw < 35) return ["words", draw < 15 || other === word ? word : `${word} ${other}`];
  if (draw < 50) return ["prefix", `${other} ${word.slice(0, 3 + chance.below(3))}`];
  if (draw < 65 && long.length > 0) return ["slip", slip(long[chance.below(long.length)])];
  if (draw < 70) {
    const phrase = event.title.match(/\p{L}{4,} \p{L}{4,}/u);
    return phrase ? ["phrase", phrase[0].toLowerCase()] : ["words", word];
  }
  if (draw < 78 && event.commune) return ["place", `${word} ${event.commune.toLowerCase()}`];
  const filters = usualFilters(event).filter((filter) => !filter.includes("&"));
  return ["filter", word, filters[chance.below(filters.length)] ?? ""];
}

function searchLine(event) {
  const found = search(event);
  if (!found) return null;
  const [kind, words, filter = ""] = found;
  const typed = kind === "phrase" ? `"${words}"` : words;
  return `q=${encodeURIComponent(typed)}${filter ? `&${filter}` : ""}\t${kind}\t${words}\t${filter}`;
}

/** Draws lines until there are enough, or until drawing gives next to nothing new. */
function drawn(events, limit, draw) {
  const lines = new Map();
  for (let fresh = Infinity; fresh > events.length / 50 && lines.size < limit; ) {
    const before = lines.size;
    for (const event of events) {
      const line = draw(event);
      if (line) lines.set(line.split("\t")[0], line);
      if (lines.size >= limit) break;
    }
    fresh = lines.size - before;
  }
  return chance.shuffled([...lines.values()]);
}

/** Tiles in turn of each zoom, shuffled within it, until one zoom has no more: low zooms have few and cost most. */
function inTurn(tiles, limit) {
  const byZoom = new Map();
  for (const line of tiles) {
    const z = line.slice(0, line.indexOf("/"));
    const lines = byZoom.get(z);
    if (lines) lines.push(line);
    else byZoom.set(z, [line]);
  }
  const queues = [...byZoom.values()].map((lines) => chance.shuffled(lines));
  const rounds = Math.min(Math.floor(limit / queues.length), ...queues.map((lines) => lines.length));
  return Array.from({ length: rounds }, (_, at) => queues.map((lines) => lines[at])).flat();
}

const list = (name, lines) => writeFile(path.join(folder, `${name}.tsv`), lines.map((line) => `${line}\n`).join(""));

const { kept, total } = await events();
const onMap = kept.filter((event) => event.lon !== "");
const zooms = [5, 6, 7, 8, 9, 10, 11, 12];

const usual = usualOf(onMap);
await list("tiles", inTurn([...new Set(onMap.flatMap((event) => zooms.map((z) => `${tileOf(event, z)}?`)))], longest.tiles));
await list("filters", [...usual].map(([filter, event]) => `${tileOf(event, 6)}?${filter}`));
const pairs = new Set();
for (const event of onMap) {
  for (const filter of usualFilters(event).filter((one) => usual.has(one))) {
    for (const z of zooms) pairs.add(`${tileOf(event, z)}?${filter}`);
  }
  if (pairs.size > 20 * longest.filtered) break;
}
await list("filtered", inTurn([...pairs], longest.filtered));
const seen = new Set(usual.keys());
const first = drawn(onMap, longest.first, (event) => {
  const filter = rareFilter(event);
  if (!filter || seen.has(filter)) return null;
  seen.add(filter);
  return `${tileOf(event, 5 + chance.below(6))}?${filter}`;
});
await list("first", inTurn(first, longest.first));
await list("search", drawn(kept, longest.search, searchLine));
await list("pages", kept.slice(0, longest.pages).map((event) => event.slug));
await writeFile(path.join(folder, "total"), `${total}\n`);
process.stdout.write(`${total}\n`);
