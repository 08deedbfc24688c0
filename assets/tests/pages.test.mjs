// Every kind of page, in both languages, for everybody: accessible, valid, narrow, light, and silent towards others.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Person, desk, phone, startBrowser } from "./harness/browser.mjs";
import { Keys } from "./harness/hands.mjs";
import { accessible, nothingWrong, readable, resize, sticksOut, wrongWith } from "./harness/page-checks.mjs";
import { firstVisit } from "./harness/scales.mjs";
import { startDemo } from "./harness/site.mjs";
import { openCard } from "./harness/visiting.mjs";
import { walk } from "./harness/walk.mjs";

let site;
let browser;
/** One that draws no map: walking through a hundred pages, there is no need to draw a hundred of them. */
let plain;

before(async () => {
  [site, browser, plain] = await Promise.all([startDemo(), startBrowser(), startBrowser({ webgl: false })]);
});
after(async () => {
  await Promise.all([browser?.close(), plain?.close()]);
  await site?.stop();
});

/** Somebody comes, does what they do, and leaves without a complaint. */
async function visit(options, does, by = plain) {
  const person = await Person.arrive(by, site.origin, options);
  await does(person);
  await person.leave();
}

const spaces = /^(\/en)?\/(proposer|espace|instruction|pilotage|connexion|demo|lettres|deconnexion)/;
const ofVisitors = (lang) => (url) => !spaces.test(url.pathname) && url.pathname.startsWith("/en") === (lang === "en");

/** Addresses no link leads to, or only some do: odd queries, territories of each level, an edition of figures only. */
const odd = [
  "/evenements?q=zzzzzz",
  "/evenements?jour=hier&secteur=chocolat",
  "/evenements?territoire=c32013",
  "/evenements?mode=ligne",
  "/evenements?pres=43.65,0.58,20&tri=distance",
  "/carte?territoire=32",
  "/territoires/r76",
  "/territoires/32",
  "/territoires/974",
  "/editions/2018",
  "/editions/2018/evenements",
  "/editions/2018/carte",
  "/editions/2018/calendrier",
  "/editions/2018/territoires/32",
  "/editions/2011",
  "/proposer",
  "/connexion",
  "/connexion/envoyee",
  "/demo",
];

/** Both languages at once: there are two processors at least. */
describe("the pages of visitors hold", { concurrency: 2 }, () => {
  for (const [lang, prefix] of [
    ["fr", ""],
    ["en", "/en"],
  ]) {
    test(lang, async () => {
      await visit({ ...desk, reducedMotion: "reduce" }, async (person) => {
        const { visited, wrong } = await walk(person, { seeds: [`${prefix}/`, ...odd.map((path) => prefix + path)], within: ofVisitors(lang), onAPhone: lang === "en" });
        assert.ok(visited.length >= 25, `only ${visited.length} pages were found: ${visited.join(" ")}`);
        nothingWrong(wrong);
      });
    });
  }
});

test("a page that is not there says so, and shows ways on", async () => {
  await visit(desk, async (person) => {
    const response = await person.open("/nulle-part", { status: 404 });
    nothingWrong(await wrongWith(person, await response.text()));
    assert.ok((await person.page.locator("main a[href]").count()) > 0);
  });
});

test("the map itself holds, with the card of an event open on it", async () => {
  const { events } = await (await fetch(`${site.origin}/api/v1/search?territoire=c32013&mode=place`)).json();
  const does = async (person) => {
    const [{ title }] = events;
    const response = await person.open(`/carte?territoire=c32013&q=${encodeURIComponent(title)}`);
    await openCard(Object.assign(person, { hands: new Keys(person.page) }), title);
    nothingWrong(await wrongWith(person, await response.text()));
    await person.page.locator(".maplibregl-popup").waitFor();
  };
  await visit({ ...desk, reducedMotion: "reduce" }, does, browser);
});

test("the panels above the list hold, each of them open", async () => {
  await visit({ ...desk, reducedMotion: "reduce" }, async (person) => {
    const { page } = person;
    await person.open("/evenements?secteur=bois");
    const panels = page.locator("[data-drop]");
    const wrong = [];
    for (let number = 0; number < (await panels.count()); number += 1) {
      await panels.nth(number).locator("summary").click();
      const named = (list) => list.map((one) => `panel ${number + 1}: ${one}`);
      wrong.push(...named(await accessible(page)));
      await resize(page, { width: 320, height: 640 });
      wrong.push(...named(await sticksOut(page)));
      await resize(page, desk.viewport);
    }
    assert.ok((await panels.count()) >= 8);
    nothingWrong(wrong);
  });
});

test("without WebGL the map page is the drawn country and the list, with nothing missing or broken", async () => {
  await visit(desk, async (person) => {
    const { page } = person;
    await person.open("/carte?q=Auch");
    await page.locator("[data-map-fallback] svg.france").waitFor();
    const { width, height } = await page.locator("[data-map-fallback] svg.france").boundingBox();
    assert.ok(width > 200 && height > 200, `the country is drawn ${width} × ${height}`);
    assert.ok(await page.locator("[data-map-canvas]").isHidden(), "no empty map lies over it");
    assert.ok(await page.locator("[data-map-tools]").isHidden(), "no tool of the map offers what it cannot do");
    const listed = await page.locator("main .card").count();
    assert.ok(listed >= 2, `${listed} events are in the list`);
    await page.locator("svg.france a", { has: page.locator("title", { hasText: "Gers ·" }) }).first().click();
    await page.waitForURL(/territoire/);
    await page.locator("main h1").waitFor();
  });
});

test("on a phone without WebGL, the switch shows the drawn country", async () => {
  await visit(phone, async (person) => {
    const { page } = person;
    await person.open("/evenements?territoire=32");
    await page.locator("[data-view=map]").tap();
    await page.locator("[data-map-fallback] svg.france").waitFor();
    nothingWrong(await sticksOut(page));
  });
});

describe("in the dark scheme", () => {
  for (const path of ["/", "/evenements", "/carte", "/calendrier", "/territoires/32", "/editions", "/proposer", "/demo"]) {
    test(`${path} can be read`, async () => {
      await visit({ ...desk, colorScheme: "dark" }, async (person) => {
        await person.open(path);
        nothingWrong(await readable(person.page));
      });
    });
  }
});

describe("a first visit is light", () => {
  for (const path of ["/", "/evenements/*", "/calendrier", "/territoires/32", "/organisations/*", "/editions", "/proposer", "/en/"]) {
    test(`${path} is a text page`, async () => {
      const { bytes, requests } = await firstVisit(browser, site.origin, await anyOf(path), phone);
      assert.ok(bytes <= 90 * 1024, `${bytes} bytes\n${requests.join("\n")}`);
      assert.ok(requests.length <= 10, `${requests.length} requests\n${requests.join("\n")}`);
    });
  }
  for (const path of ["/carte", "/evenements"]) {
    test(`${path} carries the map`, async () => {
      const drawn = (page) => page.locator("[data-map][data-ready]").waitFor();
      const { bytes, requests } = await firstVisit(browser, site.origin, path, desk, drawn);
      assert.ok(bytes <= 450 * 1024, `${bytes} bytes\n${requests.join("\n")}`);
      assert.ok(requests.some((one) => one.includes("/tuiles/")), `the map asked for no tile\n${requests.join("\n")}`);
    });
  }
});

/** One page of a kind written with a star. */
async function anyOf(path) {
  if (!path.endsWith("*")) return path;
  const list = await (await fetch(`${site.origin}/evenements`)).text();
  const event = list.replaceAll("&#x2f;", "/").match(/href="(\/evenements\/[^"?#]+)"/)?.[1];
  assert.ok(event, "the list leads to an event");
  if (path.startsWith("/evenements")) return event;
  const page = await (await fetch(site.origin + event)).text();
  const organisation = page.replaceAll("&#x2f;", "/").match(/href="(\/organisations\/[^"?#]+)"/)?.[1];
  assert.ok(organisation, "the event leads to its organiser");
  return organisation;
}
