// What a page looks like when it says no, when nothing is there, and when something has just been done: in both languages.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Person, desk, startBrowser } from "./harness/browser.mjs";
import { nothingWrong, wrongWith } from "./harness/page-checks.mjs";
import { cast, play, scenes } from "./harness/scenes.mjs";
import { startDemo } from "./harness/site.mjs";

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([startDemo(), startBrowser({ webgl: false })]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Who may act at the same time: those who decide and advise meet over the same proposals. */
const apart = [
  ["visitor", "organiser", "national"],
  ["referee", "committee"],
];

describe("a page holds, whatever it says", { concurrency: 2 }, () => {
  for (const together of apart) {
    describe(together.join(", "), { concurrency: 1 }, () => {
      for (const lang of ["fr", "en"]) for (const who of together) describe(`${who}, ${lang}`, () => scenesOf(who, lang));
    });
  }
});

function scenesOf(who, lang) {
  let person;
  before(async () => {
    person = await Person.arrive(browser, site.origin, { ...desk, reducedMotion: "reduce" });
    if (cast[who]) await person.become(cast[who]);
  });
  after(() => person.leave());

  for (const scene of scenes.filter((one) => one.who === who)) {
    test(scene.told, async () => {
      const response = await play(person, scene, lang === "en" ? "/en" : "");
      assert.equal(response.status(), scene.status ?? 200, `${response.url()} answers ${response.status()}`);
      nothingWrong(await wrongWith(person, await response.text(), { onAPhone: lang === "en" }));
    });
  }
}
