// Booking, from the page of an event to the ticket and back: by a finger on a phone, and by the keyboard alone in a browser without
// JavaScript; for one and for a class; when it is full, in line and out of it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Person, desk, phone, startBrowser } from "./harness/browser.mjs";
import { Finger, Keys } from "./harness/hands.mjs";
import { chosen, followLetter, named } from "./harness/organising.mjs";
import { nothingWrong, wrongWith } from "./harness/page-checks.mjs";
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

async function arrive({ options, Hands }) {
  const person = await Person.arrive(browser, site.origin, options);
  return Object.assign(person, { hands: new Hands(person.page), scripts: options.javaScriptEnabled ?? true });
}

const onAPhone = { told: "by a finger", options: phone, Hands: Finger, name: "Alix D.", mail: "alix@visiteur.example", people: "2" };
const byKeys = { told: "by keys alone, without JavaScript", options: { ...desk, javaScriptEnabled: false }, Hands: Keys, name: "Noa B.", mail: "noa@visiteur.example", people: "1" };

/** The events of a list, and for each the page one books on, with the first slot whose words match. */
async function bookable(person, words) {
  for (let number = 1; number <= 6; number += 1) {
    const answered = await fetch(`${site.origin}/api/v1/search?format=visite-entreprise&page=${number}`);
    for (const { slug } of (await answered.json()).events) {
      const page = `/evenements/${slug}/reserver`;
      const shown = await fetch(site.origin + page);
      if (shown.status !== 200) continue;
      const html = await shown.text();
      const found = [...html.matchAll(/name="slot" value="(\d+)"[\s\S]*?field-hint"[^>]*>([^<]*)</g)].find(([, , hint]) => words.test(hint));
      if (found) return { page, slot: found[1] };
    }
  }
  return assert.fail(`no slot says ${words}`);
}

/** Everything the checks say of the page in front of somebody; they need a browser with scripts. */
const checkPage = async (person) => (person.scripts ? wrongWith(person, await person.page.content()) : []);
const button = (person, name) => person.page.locator("main").getByRole("button", { name });

describe("one books", { concurrency: 2 }, () => {
  for (const who of [onAPhone, byKeys]) {
    test(`${who.told}: confirms from the letter, shows a ticket, changes and cancels`, async () => {
      const person = await arrive(who);
      const { page, hands } = person;
      const { page: form, slot } = await bookable(person, /\d+\splaces\slibres/);
      await person.open(form);
      nothingWrong(await checkPage(person));
      await hands.tick(chosen(person, "slot", slot));
      await hands.write(named(person, "people"), who.people);
      await hands.press(button(person, "Réserver"));
      await page.locator("#errors").waitFor();
      nothingWrong(await checkPage(person));
      await hands.write(named(person, "name"), who.name);
      await hands.write(named(person, "email"), who.mail);
      await hands.press(button(person, "Réserver"));
      await page.getByRole("heading", { name: "Plus qu’une étape" }).waitFor();
      await followLetter(person, "Confirmez votre réservation", who.mail, /\/inscriptions\//);
      await hands.press(button(person, "Confirmer ma réservation"));
      await page.getByText("Réservation confirmée").first().waitFor();
      nothingWrong(await checkPage(person));
      const own = new URL(page.url()).pathname;
      await hands.press(page.getByRole("link", { name: "Mon billet" }));
      await page.locator(".ticket svg").waitFor();
      assert.match(await page.locator(".ticket").innerText(), new RegExp(who.name));
      nothingWrong(await checkPage(person));
      await person.open(own);
      await hands.write(named(person, "people"), "3");
      await hands.press(button(person, "Enregistrer"));
      await page.getByText("C’est enregistré").waitFor();
      await hands.press(button(person, "Annuler ma réservation"));
      await page.getByText("Réservation annulée").first().waitFor();
      await person.leave();
    });
  }
});

test("a class books by keys alone, and what is wrong is said beside its field", async () => {
  const person = await arrive(byKeys);
  const { page, hands } = person;
  const { page: form, slot } = await bookable(person, /(1[2-9]|[2-9]\d)\splaces\slibres/);
  await person.open(form);
  await hands.press(page.getByRole("link", { name: "Je viens avec une classe ou un groupe" }));
  await page.waitForURL(/who=group/);
  await hands.tick(chosen(person, "slot", slot));
  await hands.write(named(person, "establishment"), "Collège des Tilleuls");
  await hands.write(named(person, "heads"), "beaucoup");
  await hands.write(named(person, "adults"), "1");
  await hands.write(named(person, "name"), "Sacha M.");
  await hands.write(named(person, "email"), "sacha@college.example");
  await hands.press(button(person, "Réserver"));
  await page.locator("#f-heads-error").waitFor();
  nothingWrong(await checkPage(person));
  await hands.write(named(person, "heads"), "10");
  await hands.press(button(person, "Réserver"));
  await page.getByRole("heading", { name: "Plus qu’une étape" }).waitFor();
  await person.leave();
});

test("who comes too late waits in line, keeps the place, and leaves it", async () => {
  const person = await arrive({ ...byKeys, options: desk });
  const { page, hands } = person;
  const { page: form, slot } = await bookable(person, /liste d’attente/);
  await person.open(`${form}?slot=${slot}`);
  await hands.write(named(person, "name"), "Lou P.");
  await hands.write(named(person, "email"), "lou@visiteur.example");
  await hands.press(button(person, "Réserver"));
  await page.getByRole("heading", { name: "Plus qu’une étape" }).waitFor();
  await followLetter(person, "Confirmez votre réservation", "lou@visiteur.example", /\/inscriptions\//);
  await hands.press(button(person, "Garder ma place sur la liste"));
  await page.getByText("Sur la liste d’attente").first().waitFor();
  nothingWrong(await checkPage(person));
  await hands.press(button(person, "Annuler ma réservation"));
  await page.getByText("Réservation annulée").first().waitFor();
  await person.leave();
});
