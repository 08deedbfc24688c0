// A theme that replaces the components, the tokens, the header and the footer: it changes every page and breaks none.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { Person, desk, startBrowser } from "./harness/browser.mjs";
import { nothingWrong } from "./harness/page-checks.mjs";
import { cast } from "./harness/scenes.mjs";
import { startDemo } from "./harness/site.mjs";
import { walk } from "./harness/walk.mjs";

const theme = fileURLToPath(new URL("./theme", import.meta.url));
let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([startDemo({ theme }), startBrowser({ webgl: false })]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** What only our own components draw, and what only those of the theme do. */
const ours = [".header", ".footer", ".button", ".alert", ".badge", ".panel", ".card", ".tabs", ".table", ".breadcrumb", ".pagination", ".disclosure", ".field", ".field-label", ".input", ".choice", ".empty", ".form"];
const theirs = [".uv-header", ".uv-footer"];

/** Components of ours that are left on the page, and of the theme’s that are not there. */
async function mixed(page) {
  return page.evaluate(
    ([left, needed]) => [...left.filter((one) => document.querySelector(one)).map((one) => `${one} is still ours`), ...needed.filter((one) => !document.querySelector(one)).map((one) => `${one} of the theme is missing`)],
    [ours, theirs],
  );
}

const walks = [
  { who: "a visitor", email: cast.visitor, seeds: ["/", "/evenements", "/carte", "/calendrier", "/territoires/32", "/editions/2018", "/proposer", "/connexion", "/demo"], within: /^\/(evenements|carte|calendrier|territoires|editions|organisations|proposer|connexion|donnees|accessibilite|mentions-legales|label|demo)?(\/|$)/, least: 20 },
  { who: "an organiser", email: cast.organiser, seeds: ["/espace"], within: /^\/(espace|proposer)\b/, least: 10 },
  { who: "a referee", email: cast.referee, seeds: ["/instruction"], within: /^\/instruction\b/, least: 8 },
  { who: "the national team", email: cast.national, seeds: ["/pilotage"], within: /^\/pilotage\b/, least: 9 },
];

describe("a theme changes every page and breaks none", { concurrency: 2 }, () => {
  for (const { who, email, seeds, within, least } of walks) {
    test(`for ${who}`, async () => {
      const person = await Person.arrive(browser, site.origin, { ...desk, reducedMotion: "reduce" });
      if (email) await person.become(email);
      const { visited, wrong } = await walk(person, { seeds, within: (url) => within.test(url.pathname), most: 60, also: mixed });
      assert.ok(visited.length >= least, `only ${visited.length} pages were found: ${visited.join(" ")}`);
      nothingWrong(wrong);
      await person.leave();
    });
  }
});
