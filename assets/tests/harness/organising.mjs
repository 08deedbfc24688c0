// What an organiser does, in the words of the trade and with whatever hands they have.
import assert from "node:assert/strict";
import { Finger } from "./hands.mjs";

/** Slots are before noon, so that one types them alike on a clock of twelve hours. */
const hours = { from: "10:00", to: "11:00" };

/** A field of the page by its name, and one of its choices. */
export const named = (person, name) => person.page.locator(`main [name="${name}"]`);
export const chosen = (person, name, value) => person.page.locator(`main [name="${name}"][value="${value}"]`);
const go = (person, value) => person.page.locator(`button[name=act][value=${value}]`).last();
const shifted = (day, days) => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The organiser goes through the seven steps of the form. Gives back two days of the week: the one chosen, and the next. */
export async function propose(person, { title, mail, organisation }) {
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

/** Opens the latest letter of that subject about `about`, a title or the address it went to, and follows its first link, as from a
 *  mail programme; it leads to an address of that kind. */
export async function followLetter(person, subject, about, leads = /\/proposer\//) {
  const { page, hands } = person;
  await person.open("/demo");
  const row = page.locator("main table tr").filter({ hasText: subject }).filter({ hasText: about.slice(0, 20) }).first();
  await hands.press(row.locator("a"));
  await page.waitForURL(/\/demo\/lettres\/\d+$/);
  await hands.press(page.locator("main ul a").first());
  await page.waitForURL(leads);
}

/** The organiser proves the address, and the proposal leaves. What was typed stands in no letter before that. */
export async function confirm(person, mail) {
  await followLetter(person, "Confirmez votre adresse", mail);
  await person.hands.press(person.page.getByRole("button", { name: "Confirmer et envoyer" }));
  await person.page.getByText("Proposition envoyée").first().waitFor();
}

/** The organiser reads the remark in the letter, answers it on the page the letter leads to, and is asked for nothing else. */
export async function answer(person, title, { remark, summary }) {
  const { page, hands } = person;
  await followLetter(person, "Complétez votre proposition", title);
  assert.match(page.url(), /\/proposer\/[^/]+\/repondre$/);
  await page.getByText(remark).first().waitFor();
  await hands.write(named(person, "summary"), summary);
  await hands.press(go(person, "send"));
  await page.getByText("Proposition envoyée").first().waitFor();
}

/** The organiser, from the letter of the label, moves the event to another day and sends that. */
export async function changeDay(person, title, day) {
  const { page, hands } = person;
  await followLetter(person, "Labellisé", title);
  await hands.press(page.locator("main").getByRole("link", { name: "Modifier", exact: true }));
  await page.waitForURL(/\/quoi$/);
  await hands.press(page.locator("nav a[href$='/quand']"));
  await page.waitForURL(/\/quand$/);
  await hands.date(named(person, "slot_day").first(), day);
  await hands.press(go(person, "next"));
  await page.waitForURL(/\/comment$/);
  await hands.press(page.locator("nav a[href$='/envoi']"));
  await page.waitForURL(/\/envoi$/);
  await hands.press(page.getByRole("button", { name: "Envoyer les changements" }));
  await page.getByText("Changement en cours d’examen").first().waitFor();
}
