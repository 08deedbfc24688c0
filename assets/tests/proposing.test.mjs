// Proposing as people do it: in Auch, without an account, confirmed from the letter, and in one queue only.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Person, desk, phone, startBrowser } from "./harness/browser.mjs";
import { Finger, Keys } from "./harness/hands.mjs";
import { startDemo } from "./harness/site.mjs";
import { until } from "./harness/until.mjs";

const gers = "referent.gers@semaine.example";
/** Slots are before noon, so that one types them alike on a clock of twelve hours. */
const hours = { from: "10:00", to: "11:00" };

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([startDemo(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Somebody arrives, with a way of using pages. */
async function arrive(options, Hands) {
  const person = await Person.arrive(browser, site.origin, options);
  return Object.assign(person, { hands: new Hands(person.page) });
}

const named = (person, name) => person.page.locator(`main [name="${name}"]`);
const chosen = (person, name, value) => person.page.locator(`main [name="${name}"][value="${value}"]`);
const go = (person, value) => person.page.locator(`button[name=act][value=${value}]`).last();
const shifted = (day, days) => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Goes through the seven steps of the form. Gives back the days it may be on: the second and third of the week. */
async function propose(person, { title, mail, organisation }) {
  const { page, hands } = person;
  await person.open("/proposer");
  await hands.write(named(person, "title"), title);
  await hands.write(named(person, "email"), mail);
  await hands.press(page.getByRole("button", { name: "Commencer la proposition" }));
  await page.waitForURL(/\/quoi$/);
  await hands.write(named(person, "summary"), "On suit une grume jusqu’à la planche.");
  await hands.choose(named(person, "format"), "visite-entreprise");
  await hands.tick(chosen(person, "sectors", "bois"));
  await hands.write(named(person, "description"), "Une visite avec **les scieurs**.");
  await hands.tick(chosen(person, "audiences", "grand-public"));
  await hands.press(go(person, "next"));
  await page.waitForURL(/\/qui$/);
  await hands.write(named(person, "organisation"), organisation);
  await hands.write(named(person, "referee_email"), mail);
  await hands.press(go(person, "next"));
  await page.waitForURL(/\/ou$/);
  await tellWhere(person);
  await page.waitForURL(/\/quand$/);
  // Events are accepted from fifteen days before the week, which begins on a Monday.
  const from = await named(person, "slot_day").last().getAttribute("min");
  const days = [shifted(from, 16), shifted(from, 17)];
  await hands.date(named(person, "slot_day").last(), days[0]);
  await hands.time(named(person, "slot_from").last(), hours.from);
  await hands.time(named(person, "slot_to").last(), hours.to);
  await hands.press(go(person, "next"));
  await page.waitForURL(/\/comment$/);
  await hands.tick(chosen(person, "booking_mode", "nothing"));
  await hands.tick(chosen(person, "free", "oui"));
  await hands.press(go(person, "next"));
  await page.waitForURL(/\/image$/);
  await hands.press(go(person, "next"));
  await page.waitForURL(/\/envoi$/);
  await hands.press(page.getByRole("button", { name: "Envoyer la proposition" }));
  await page.getByText("Confirmez votre adresse").first().waitFor();
  return days;
}

/** In Auch, at an address; its pin by hand, for no geocoder is asked. */
async function tellWhere(person) {
  const { page, hands } = person;
  await hands.tick(chosen(person, "mode", "place"));
  await hands.write(named(person, "place_address"), "12 rue de la Scierie");
  await hands.write(named(person, "place_postcode"), "32000");
  await hands.write(named(person, "commune"), "Auch");
  if (hands instanceof Finger) await hands.press(page.getByRole("option", { name: /^Auch\b.*Gers/ }));
  if (!(await named(person, "lat").isVisible())) await hands.press(page.locator("summary:has-text('Donner les coordonnées')"));
  await hands.write(named(person, "lat"), "43.6465");
  await hands.write(named(person, "lon"), "0.5855");
  await hands.press(go(person, "next"));
}

/** Opens the latest letter of that subject about `title`, and follows its first link, as from a mail programme. */
async function followLetter(person, subject, title) {
  const { page, hands } = person;
  await person.open("/demo");
  const letter = page.locator("#lettres ~ * a, #lettres ~ a").filter({ hasText: subject }).filter({ hasText: title.slice(0, 20) }).first();
  await hands.press(letter);
  await page.waitForURL(/\/demo\/lettres\/\d+$/);
  await hands.press(page.locator("main ul a").first());
  await page.waitForURL(/\/proposer\//);
}

/** The addresses of the referees in whose queue an event of that title waits: every one of them is asked. */
async function queuesWith(title) {
  const people = await Person.arrive(browser, site.origin, { ...desk, javaScriptEnabled: false });
  await people.open("/demo");
  const others = await people.page.locator("select[name=email] option").evaluateAll((all) => all.map((one) => one.value));
  const referees = [gers, ...others.filter((email) => email.startsWith("referent.") && email !== gers)];
  assert.ok(referees.length > 90, `${referees.length} referees`);
  const { request } = people.context;
  const found = [];
  let csrf = await named(people, "csrf").first().inputValue();
  for (const email of referees) {
    await request.post("/demo/entrer", { form: { csrf, email }, headers: { origin: site.origin }, maxRedirects: 0 });
    const queue = await wholeQueue(request);
    csrf = queue.match(/name="csrf" value="([^"]+)"/)[1];
    if (queue.includes(title)) found.push(email);
  }
  await people.leave();
  return found;
}

/** All pages of the queue of whoever is signed in, one after the other. */
async function wholeQueue(request) {
  let text = "";
  for (let path = "/instruction"; path; ) {
    const answered = await request.get(path);
    assert.equal(answered.status(), 200, path);
    const page = (await answered.text()).replaceAll("&#x2f;", "/").replaceAll("&amp;", "&");
    path = page.match(/<a[^>]*href="(\/instruction\?[^"]*)"[^>]*rel="next"/)?.[1];
    text += page;
  }
  return text;
}

/** From the first field to the queue of the right territory, by these hands. */
async function proposing({ options, Hands, title, mail }) {
  const organisation = `Scierie ${title}`;
  const organiser = await arrive(options, Hands);
  const days = await propose(organiser, { title, mail, organisation });
  assert.deepEqual(await queuesWith(title), [], "nobody is asked before the address is confirmed");
  await followLetter(organiser, "Confirmez votre adresse", title);
  await organiser.hands.press(organiser.page.getByRole("button", { name: "Confirmer et envoyer" }));
  await organiser.page.getByText("Proposition envoyée").first().waitFor();
  assert.deepEqual(await queuesWith(title), [gers]);

  await organiser.leave();
}

describe("a proposal lands with the right referee and nobody else", () => {
  test("on a phone", () => proposing({ options: phone, Hands: Finger, title: "Grumes et planches", mail: "scierie@semaine.example" }));
  test("by the keyboard alone, without JavaScript", () =>
    proposing({ options: { ...desk, javaScriptEnabled: false }, Hands: Keys, title: "Charpentes de toujours", mail: "charpente@semaine.example" }));
});
