// The map as people use it, measured by the browser itself. Not a test: `cargo xtask bench` runs it.
//
//   node assets/tests/bench/map.mjs ORIGIN PICTURES SECONDS
//
// Each figure is one line: what was done, the figure, the aim and `yes` or `no` (or neither). PICTURES is a folder for
// screenshots that a person looks at; SECONDS is how long the map is panned for its memory.
import path from "node:path";
import { desk, phone, startBrowser } from "../harness/browser.mjs";
import { until } from "../harness/until.mjs";

const [origin, pictures, panning] = process.argv.slice(2);

const tell = (work, figure, aim = "", reached = null) => process.stdout.write(`${["map: " + work, figure, aim, reached === null ? "" : reached ? "yes" : "no"].join("\t")}\n`);
const ms = (number) => `${Math.round(number)} ms`;

/** Kept in the page from its first moment: what its own observers see. */
function watch() {
  const kept = { long: [], events: [], shifts: [], frames: [], on: false };
  window.bench = kept;
  const observe = (type, options, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...options });
  observe("longtask", {}, (task) => kept.long.push({ at: task.startTime, took: task.duration }));
  observe("event", { durationThreshold: 16 }, (event) => {
    if (event.interactionId > 0) kept.events.push({ name: event.name, took: event.duration, busy: event.processingEnd - event.startTime });
  });
  observe("layout-shift", {}, (shift) => {
    if (!shift.hadRecentInput) kept.shifts.push({ by: shift.value, what: shift.sources.map(({ node }) => `${node?.nodeName ?? ""}.${node?.className ?? ""}`) });
  });
  const frame = (now) => {
    if (kept.on) kept.frames.push(now);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function open(browser, options) {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", baseURL: origin, ...options });
  await context.addInitScript(watch);
  const page = await context.newPage();
  listen(page);
  return { context, page, ready: await openWhole(page) };
}

/** Opens the map of the whole country and tells how long it took until it could be used. */
async function openWhole(page) {
  const begun = Date.now();
  await page.goto("/carte");
  await page.locator("[data-map][data-ready]").waitFor({ timeout: 60_000 });
  const ready = Date.now() - begun;
  await settled(page);
  return ready;
}

/** Requests under way, and when the last one came or went, by page. */
const traffic = new WeakMap();

function listen(page) {
  const kept = { waiting: new Set(), last: Date.now() };
  traffic.set(page, kept);
  const note = (change) => (request) => {
    change(request);
    kept.last = Date.now();
  };
  page.on("request", note((request) => kept.waiting.add(request)));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, note((request) => kept.waiting.delete(request)));
  // What another page had asked for is nobody's any more.
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) kept.waiting.clear();
  });
}

/** Nothing is under way any more: no request for a while, on a machine that may be busy. */
const settled = (page) =>
  until("the page has settled", () => {
    const { waiting, last } = traffic.get(page);
    return waiting.size === 0 && Date.now() - last > 600;
  }, { within: 60_000 });

/** Nothing moves any more: the map looks the same twice. */
async function still(page) {
  await settled(page);
  let before = null;
  await until("the map stands still", async () => {
    const now = await page.locator("[data-map]").screenshot();
    const same = before?.equals(now);
    before = now;
    return same;
  }, { within: 60_000 });
}

const canvas = (page) => page.locator(".maplibregl-canvas");

/** The middle of the map. */
async function middle(page) {
  const box = await canvas(page).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width, height: box.height };
}

/** How places are drawn while the map shows the whole: its bounds in the middle, 36 pixels kept free around them. */
async function whole(page) {
  const bounds = await page.locator("[data-map]").getAttribute("data-bounds");
  const [west, south, east, north] = bounds.split(",").map(Number);
  const across = (degrees) => degrees / 360;
  const down = (degrees) => -Math.asinh(Math.tan((degrees * Math.PI) / 180)) / (2 * Math.PI);
  const { x, y, width, height } = await middle(page);
  const scale = Math.min((width - 72) / (across(east) - across(west)), (height - 72) / (down(south) - down(north)));
  const at = (lon, lat) => ({ x: x + (across(lon) - across((west + east) / 2)) * scale, y: y + (down(lat) - (down(south) + down(north)) / 2) * scale });
  return { at, bounds, zoom: Math.floor(Math.log2(scale / 512)) };
}

/** Where the fullest cluster is drawn while the map shows the whole. */
async function fullest(page, query) {
  const { at, bounds, zoom } = await whole(page);
  const answer = await page.request.get(`/api/v1/search?${query}&bbox=${bounds}&zoom=${zoom}`);
  const { clusters } = await answer.json();
  const [first] = clusters.list.sort((a, b) => b.count - a.count);
  return at(first.lon, first.lat);
}

/** Drags the map by some pixels, as a hand does. */
async function drag(page, dx, dy, steps = 12) {
  const { x, y } = await middle(page);
  await page.mouse.move(x - dx / 2, y - dy / 2);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2, { steps });
  await page.mouse.up();
}

/** Does something and tells how many frames there were in a second, and which tasks were long. */
async function measured(page, act) {
  await page.evaluate(() => {
    Object.assign(window.bench, { frames: [], long: [], on: true });
  });
  await act();
  const { frames, long } = await page.evaluate(() => {
    window.bench.on = false;
    return { frames: window.bench.frames, long: window.bench.long };
  });
  const span = frames.at(-1) - frames[0];
  const rate = span > 0 ? ((frames.length - 1) / span) * 1000 : 0;
  return { rate, long: long.map((task) => task.took) };
}

const frames = ({ rate, long }) => `${rate.toFixed(0)} frames a second, ${long.length} long tasks${long.length > 0 ? `, the longest ${ms(Math.max(...long))}` : ""}`;

/** The heap in mebibytes once what nobody holds is gone. */
async function heap(context, page) {
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  return metrics.find(({ name }) => name === "JSHeapUsedSize").value / 2 ** 20;
}

const shot = (page, name) => page.screenshot({ path: path.join(pictures, `${name}.png`) });

/** Does something and tells how long it took until the list told of something else; null when it never did. */
async function turned(page, act) {
  const told = () => page.locator("[data-results] h1").first().textContent();
  const before = await told();
  const begun = Date.now();
  await act();
  const changed = until("the list follows", async () => (await told()) !== before, { within: 30_000 });
  return changed.then(() => Date.now() - begun, () => null);
}

const following = (took) => (took === null ? "the list stayed as it was" : `${ms(took)} until the list follows, of which 250 ms wait for more`);

async function onADesk(browser) {
  const kept = { events: [], shifts: [] };
  const { context, page, ready } = await open(browser, desk);
  tell("ready to be used", ms(ready));
  await shot(page, "desk-1-whole");

  const panned = await measured(page, async () => {
    for (const [dx, dy] of [[240, 60], [-240, -60], [160, 120], [-160, -120]]) await drag(page, dx, dy);
  });
  tell("panning", frames(panned));
  // A drag goes on by itself for a moment: from the whole again.
  await seen(page, kept);
  await openWhole(page);
  const zoomed = await measured(page, () =>
    turned(page, async () => {
      const { x, y } = (await whole(page)).at(2.35, 48.85);
      await page.mouse.move(x, y);
      for (let step = 0; step < 8; step += 1) await page.mouse.wheel(0, -240);
    }),
  );
  tell("zooming towards Paris, until the list tells", frames(zoomed));
  await still(page);
  await shot(page, "desk-2-zoomed");

  const filter = page.locator("[data-autosubmit] details.drop", { has: page.locator("input[name=secteur]") }).first();
  await filter.locator("summary").click();
  const filtered = await turned(page, () => filter.locator("input[name=secteur]").first().check());
  tell("a filter", following(filtered));
  await page.keyboard.press("Escape");
  await still(page);
  await shot(page, "desk-3-filtered");

  await page.locator(".map-control").nth(2).click();
  await still(page);
  const chosen = new URL(page.url()).searchParams.get("secteur");
  const { x, y } = await fullest(page, `secteur=${chosen}`);
  const opened = await turned(page, () => page.mouse.click(x, y));
  tell("opening a cluster", following(opened));
  await still(page);
  await shot(page, "desk-4-cluster-opened");
  await seen(page, kept);
  const begun = Date.now();
  await page.goBack();
  await page.locator("[data-map][data-ready]").waitFor();
  tell("going back, until the map is there", ms(Date.now() - begun));
  await settled(page);

  const before = await heap(context, page);
  const end = Date.now() + Number(panning) * 1000;
  for (let turn = 0; Date.now() < end; turn += 1) {
    const angle = turn * 0.7;
    await drag(page, Math.cos(angle) * 260, Math.sin(angle) * 180);
  }
  await settled(page);
  const after = await heap(context, page);
  const grown = after - before;
  tell(`memory, panning for ${panning} s`, `${before.toFixed(1)} MiB before, ${after.toFixed(1)} MiB after`, "≤ 5 MiB more", grown <= 5);
  await seen(page, kept);
  tellSeen(kept);
  await context.close();
}

/** What the observers saw since the page was opened, before another page takes its place. */
async function seen(page, kept) {
  const { events, shifts } = await page.evaluate(() => window.bench);
  kept.events.push(...events);
  kept.shifts.push(...shifts);
}

function tellSeen({ events, shifts }, where = "") {
  const at = (of) => {
    const list = events.map(of).sort((a, b) => a - b);
    return list[Math.min(list.length - 1, Math.floor(list.length * 0.98))] ?? 0;
  };
  const paint = at((event) => event.took);
  tell(`interaction to next paint${where}`, `${ms(paint)} (98 % of ${events.length} interactions; the page’s own part ${ms(at((event) => event.busy))})`, "≤ 100 ms", paint <= 100);
  const shift = shifts.reduce((sum, { by }) => sum + by, 0);
  const what = [...new Set(shifts.flatMap((one) => one.what))].slice(0, 3).join(", ");
  tell(`layout shift${where}`, `${shift.toFixed(3)}${what ? ` (${what})` : ""}`, "0", shift < 0.001);
}

async function onAPhone(browser) {
  const kept = { events: [], shifts: [] };
  const { context, page, ready } = await open(browser, phone);
  tell("ready to be used, 360 px", ms(ready));
  await shot(page, "phone-1-map");
  await page.locator(".map-control").first().tap();
  await still(page);
  await shot(page, "phone-2-zoomed");
  await page.locator(".map-control").nth(2).tap();
  await still(page);
  const { x, y } = await fullest(page, "");
  await page.touchscreen.tap(x, y);
  await still(page);
  await shot(page, "phone-3-opened");
  await page.locator("[data-view=list]").first().tap();
  await shot(page, "phone-4-list");
  await seen(page, kept);
  tellSeen(kept, ", 360 px");
  await context.close();
}

const browser = await startBrowser();
try {
  await onADesk(browser);
  await onAPhone(browser);
} finally {
  await browser.close();
}
