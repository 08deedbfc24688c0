// The map beside the list, as a pointer, a finger or a position uses it: pins that light up, clusters that open, cards over pins.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, desk, phone, startBrowser } from "./harness/browser.mjs";
import { startDemo } from "./harness/site.mjs";
import { until } from "./harness/until.mjs";

/** Over Paris and its surroundings, where there is always something to see. */
const view = "/evenements?bbox=1.2,48.2,3.6,49.4";
const still = { ...desk, reducedMotion: "reduce" };

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([startDemo(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const canvas = (page) => page.locator("[data-map-canvas] canvas");
const boxOf = (page) => new URL(page.url()).searchParams.get("bbox")?.split(",").map(Number);
const bar = (page) => page.locator(".map-controls");

async function arrive(options, path) {
  const person = await Person.arrive(browser, site.origin, options);
  await person.open(path);
  await person.page.locator("[data-map][data-ready]").waitFor();
  return person;
}

/** Moves the map by a hand’s breadth, so that the address of the page says what it shows. */
async function nudge(page) {
  const before = page.url();
  const { x, y, width, height } = await canvas(page).boundingBox();
  const [midX, midY] = [x + width / 2, y + height / 2];
  await page.mouse.move(midX, midY);
  await page.mouse.down();
  await page.mouse.move(midX + 30, midY + 10, { steps: 4 });
  await page.mouse.up();
  await until("the list follows the map", async () => page.url() !== before && (await page.locator("[data-results][aria-busy]").count()) === 0);
}

const north = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));

/** What the map shows, from the search behind it: each cluster or event and where it is on the page. */
async function shown(page) {
  const [west, south, east, top] = boxOf(page);
  const { x, y, width, height } = await canvas(page).boundingBox();
  const zoom = Math.floor(Math.log2((width * 360) / (512 * (east - west))) + 1e-6);
  const answer = await fetch(`${site.origin}/api/v1/search?bbox=${[west, south, east, top]}&zoom=${zoom}`);
  const { clusters } = await answer.json();
  return clusters.list.map((one) => ({
    ...one,
    x: x + ((one.lon - west) / (east - west)) * width,
    y: y + ((north(top) - north(one.lat)) / (north(top) - north(south))) * height,
  }));
}

/** Those well inside the map, away from what lies over its edges. */
async function inside(page) {
  const { x, y, width, height } = await canvas(page).boundingBox();
  return (await shown(page)).filter((one) => one.x > x + 80 && one.x < x + width - 120 && one.y > y + 120 && one.y < y + height - 160);
}

test("a cluster is opened by a click: the map comes nearer, and the list follows", async () => {
  const person = await arrive(still, view);
  const { page } = person;
  await nudge(page);
  const [west, south, east, top] = boxOf(page);
  const cluster = (await inside(page)).find((one) => one.count > 1 && one.opens);
  assert.ok(cluster, "a cluster is in sight");
  await page.mouse.click(cluster.x, cluster.y);
  await until("the map came nearer", async () => {
    const [w, , e] = boxOf(page);
    return e - w < (east - west) / 1.9;
  });
  const near = boxOf(page);
  assert.ok(near[0] >= west && near[2] <= east && near[1] >= south && near[3] <= top, "within what was seen");
  assert.ok(near[0] < cluster.lon && cluster.lon < near[2] && near[1] < cluster.lat && cluster.lat < near[3], "around the cluster");
  await until("the list is that of the box", async () => {
    const answer = await fetch(`${site.origin}/api/v1/search?bbox=${boxOf(page)}`);
    const { total } = await answer.json();
    return Number((await page.locator("[data-count]").textContent()).replace(/\D/g, "")) === total;
  });
  await person.leave();
});

test("the list follows the buttons of the map", async () => {
  const person = await arrive(still, view);
  const { page } = person;
  await nudge(page);
  const [west, , east] = boxOf(page);
  await bar(page).getByRole("button", { name: "Rapprocher" }).click();
  await until("half as wide", async () => Math.abs((boxOf(page)[2] - boxOf(page)[0]) * 2 - (east - west)) < 0.01);
  await bar(page).getByRole("button", { name: "Éloigner" }).click();
  await until("as wide as before", async () => Math.abs(boxOf(page)[2] - boxOf(page)[0] - (east - west)) < 0.01);
  await person.leave();
});

test("a card lights its pin while it is pointed at or has the focus, and no longer", async () => {
  const person = await arrive(still, view);
  const { page } = person;
  const card = page.locator("[data-results] [data-lon]").first();
  const picture = async () => (await canvas(page).screenshot()).toString("base64");
  let dark = await picture();
  await until("the map is drawn", async () => {
    const before = dark;
    dark = await picture();
    return before === dark;
  });
  const { x, y } = await bar(page).boundingBox();
  for (const [enter, leave] of [
    [() => card.hover(), () => page.mouse.move(x - 3, y - 3)],
    [() => card.locator("a").first().focus(), () => page.locator("header a").first().focus()],
  ]) {
    await enter();
    await until("a pin is lit", async () => (await picture()) !== dark);
    await leave();
    await until("it is dark again", async () => (await picture()) === dark);
  }
  await person.leave();
});

test("the card over a pin names its event, and is closed by a key", async () => {
  const person = await arrive(still, view);
  const { page } = person;
  await nudge(page);
  const single = (await inside(page)).find((one) => one.count === 1);
  assert.ok(single, "an event is in sight");
  await page.mouse.click(single.x, single.y);
  const card = page.locator(".maplibregl-popup");
  await card.waitFor();
  assert.equal(new URL(await card.getByRole("link").getAttribute("href"), site.origin).pathname, `/evenements/${single.slug}`);
  await card.getByRole("button").press("Enter");
  await card.waitFor({ state: "detached" });
  await person.leave();
});

test("the order one chose stays when the map moves", async () => {
  const person = await arrive(still, view);
  const { page } = person;
  await page.goto(`${view}&tri=date`);
  await page.locator("[data-map][data-ready]").waitFor();
  await nudge(page);
  assert.equal(new URL(page.url()).searchParams.get("tri"), "date");
  await person.leave();
});

test("near me: a position that is given leads to what is around it", async () => {
  const person = await Person.arrive(browser, site.origin, { ...phone, permissions: ["geolocation"], geolocation: { latitude: 43.6465, longitude: 0.5855 } });
  const { page } = person;
  await person.open("/");
  await page.locator("[data-near]").tap();
  await page.waitForURL((url) => url.searchParams.get("pres") === "43.647,0.586,30");
  assert.equal(new URL(page.url()).searchParams.get("tri"), "distance");
  await person.leave();
});

test("near me: without a position it is said, and one types a place instead", async () => {
  const person = await Person.arrive(browser, site.origin, { ...phone, permissions: [] });
  const { page } = person;
  for (const path of ["/", "/evenements"]) {
    await person.open(path);
    await page.locator("[data-near]").first().tap();
    await page.getByRole("alert").filter({ hasText: "indiquez une ville" }).waitFor();
    assert.ok(await page.locator("form[role=search] input[name=lieu]").evaluate((one) => one === document.activeElement));
    assert.equal(new URL(page.url()).pathname, path);
  }
  await person.leave();
});
