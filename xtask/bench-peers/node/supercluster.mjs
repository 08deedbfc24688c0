// npm supercluster with vt-pbf, in one process and without HTTP: the same events, tiles and filters as the server.
//
//   node --expose-gc supercluster.mjs FOLDER TILES REBUILDS FILTERS
//
// FOLDER holds what prepare.mjs made; so many TILES, REBUILDS and FILTERS are measured at the most. Each figure is one
// line: name, mean processor time in µs, p50 and p99 in ms, how many, mean size in bytes; then the memory held by the
// events and their index.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import Supercluster from "supercluster";
import vtpbf from "vt-pbf";

const [folder, mostTiles, mostRebuilds, mostFilters] = process.argv.slice(2).map((word, at) => (at === 0 ? word : Number(word)));

/** Cells of 32 pixels of 512, as the server's; tiles as far as they are asked for. */
const options = { radius: 32, extent: 512, maxZoom: 16, minPoints: 2 };

async function load() {
  const points = [];
  for await (const line of createInterface({ input: createReadStream(path.join(folder, "events.tsv")) })) {
    const [id, lon, lat, slug, title, , , , sectors, format, audiences, region, department, mode, days] = line.split("\t");
    if (lon === "") continue;
    points.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: [Number(lon), Number(lat)] },
      properties: { id: Number(id), slug, title, format, sectors: sectors.split(","), audiences: audiences.split(","), region, department, mode, days: days.split(",") },
    });
  }
  return points;
}

/** What an event must be, from the query of an address. */
function test(query) {
  const asked = new Map();
  for (const [name, value] of new URLSearchParams(query)) asked.set(name, [...(asked.get(name) ?? []), value]);
  const reads = {
    secteur: (event) => event.sectors,
    public: (event) => event.audiences,
    format: (event) => [event.format],
    territoire: (event) => [event.region, event.department],
    jour: (event) => event.days,
    mode: (event) => [event.mode],
  };
  const tests = [...asked].map(([name, values]) => (event) => reads[name](event).some((value) => values.includes(value)));
  return ({ properties }) => tests.every((one) => one(properties));
}

const indexed = (points) => new Supercluster(options).load(points);

/** A vector tile of the same fields as the server's, or an empty one. */
function tile(index, [z, x, y]) {
  const found = index.getTile(z, x, y);
  if (!found) return 0;
  for (const feature of found.features) {
    const { tags } = feature;
    feature.tags = tags.cluster ? { count: tags.point_count } : { count: 1, id: tags.id, slug: tags.slug, title: tags.title, sector: tags.sectors[0], format: tags.format };
  }
  return vtpbf.fromGeojsonVt({ events: found }, { version: 2, extent: options.extent }).length;
}

/** What some work cost, told at the end. */
class Cost {
  took = [];
  bytes = 0;
  micros = 0;

  constructor(name) {
    this.name = name;
  }

  /** Does each piece of work once. */
  of(work) {
    const before = process.cpuUsage();
    for (const one of work) {
      const begun = process.hrtime.bigint();
      this.bytes += one();
      this.took.push(Number(process.hrtime.bigint() - begun) / 1e6);
    }
    const { user, system } = process.cpuUsage(before);
    this.micros += user + system;
  }

  tell() {
    const { took } = this;
    took.sort((a, b) => a - b);
    const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
    const count = took.length || 1;
    process.stdout.write(`${[this.name, this.micros / count, at(0.5), at(0.99), count, Math.round(this.bytes / count)].join("\t")}\n`);
  }
}

const addresses = async (name, most) =>
  (await readFile(path.join(folder, `${name}.tsv`), "utf8"))
    .split("\n", most)
    .filter(Boolean)
    .map((line) => {
      const [tile, query] = line.split("?");
      return { at: tile.replace(".mvt", "").split("/").map(Number), query };
    });

const points = await load();
const all = indexed(points);
globalThis.gc?.();
const held = process.memoryUsage().rss;
const tiles = await addresses("tiles", mostTiles);
// Nothing is kept of a tile, so that a short list may be gone through again. Once before it is measured, for the compiler.
const again = Array.from({ length: tiles.length > 0 ? mostTiles : 0 }, (_, at) => tiles[at % tiles.length]);
for (const { at } of again) tile(all, at);
const whole = new Cost("tiles");
whole.of(again.map(({ at }) => () => tile(all, at)));
whole.tell();

const first = new Cost("first");
first.of((await addresses("first", mostRebuilds)).map(({ at, query }) => () => tile(indexed(points.filter(test(query))), at)));
first.tell();

// One filter after the other, since the indexes of all of them would not fit into memory; making them is not counted here.
const byFilter = new Map();
for (const { at, query } of await addresses("filtered", mostTiles)) {
  if (!byFilter.has(query) && byFilter.size === mostFilters) continue;
  byFilter.set(query, [...(byFilter.get(query) ?? []), at]);
}
const filtered = new Cost("filtered");
for (const [query, places] of byFilter) {
  const index = indexed(points.filter(test(query)));
  filtered.of(places.map((at) => () => tile(index, at)));
}
filtered.tell();
process.stdout.write(`memory\t${held}\n`);
