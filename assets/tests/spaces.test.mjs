// The pages of those who organise, review and steer, in both languages: accessible, valid, narrow, and silent towards others.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Person, desk, startBrowser } from "./harness/browser.mjs";
import { nothingWrong } from "./harness/page-checks.mjs";
import { startDemo } from "./harness/site.mjs";
import { walk } from "./harness/walk.mjs";

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([startDemo(), startBrowser({ webgl: false })]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Everybody who has a space, where they begin, and at least how many pages of a kind nobody before them has seen. */
const people = [
  { who: "an organiser whose event is labelled", email: "fonderie.communication@semaine.example", seeds: ["/espace"], space: "proposer|espace", least: 17 },
  { who: "an organiser who is asked for something", email: "lycee.bois@semaine.example", seeds: ["/espace", "first of /espace"], space: "proposer|espace", least: 3 },
  { who: "a referee", email: "referent.gers@semaine.example", seeds: ["/instruction", "first of /instruction?filtre=modifies", "first of /instruction?filtre=repondus", "first of /instruction/labellises", "/instruction?filtre=retard", "/instruction/labellises?q=zzzz"], space: "instruction", least: 12 },
  { who: "a member of a committee", email: "cci.gers@semaine.example", seeds: ["/instruction", "first of /instruction"], space: "instruction", least: 2 },
  { who: "a regional coordinator", email: "coordination.occitanie@semaine.example", seeds: ["/instruction", "first of /instruction", "/instruction/territoire/r76"], space: "instruction", least: 3 },
  { who: "the national team", email: "equipe.nationale@semaine.example", seeds: ["/pilotage", "/pilotage?edition=2018", "/pilotage/lettres", "/pilotage/lettres?etat=abandonnees", "/pilotage/territoires", "/pilotage/territoires?q=zzzz", "/instruction"], space: "pilotage", least: 13 },
];

/** The first event of a list. */
async function firstOf(person, list) {
  await person.open(list);
  return person.page.locator("main :is(.queue-title, .own-title) a").first().getAttribute("href");
}

/** Both languages at once: there are two processors at least. */
describe("the pages of the spaces hold", { concurrency: 2 }, () => {
  for (const [lang, prefix] of [
    ["fr", ""],
    ["en", "/en"],
  ]) {
    describe(lang, { concurrency: 1 }, () => {
      const known = new Set();
      for (const { who, email, seeds, space, least } of people) {
        test(`for ${who}`, async () => {
          const person = await Person.arrive(browser, site.origin, { ...desk, reducedMotion: "reduce" });
          await person.become(email);
          const paths = [];
          for (const seed of seeds) paths.push(seed.startsWith("first of ") ? await firstOf(person, prefix + seed.slice(9)) : prefix + seed);
          const own = new RegExp(`^${prefix}/(${space})\\b`);
          const { visited, wrong } = await walk(person, { seeds: paths, within: (url) => own.test(url.pathname), onAPhone: lang === "en", known });
          assert.ok(visited.length >= least, `only ${visited.length} pages were found: ${visited.join(" ")}`);
          nothingWrong(wrong);
          await person.leave();
        });
      }
    });
  }
});
