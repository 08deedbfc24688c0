// The main job, from the first field to the map and beyond the label: in Auch, by a finger on a phone, and by the keyboard alone
// in a browser without JavaScript.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Person, desk, phone, startBrowser } from "./harness/browser.mjs";
import { Finger, Keys } from "./harness/hands.mjs";
import { answer, changeDay, confirm, propose } from "./harness/organising.mjs";
import { comeInAsReferee, gers, giveBack, label, openProposal, queuesWith } from "./harness/reviewing.mjs";
import { startDemo } from "./harness/site.mjs";
import { until } from "./harness/until.mjs";
import { chooseDay, chooseSector, daysOf, drawnInGers, findByTerritory, openPin, search, seesInList } from "./harness/visiting.mjs";

const remark = "Dites à partir de quel âge on peut venir.";
const summary = "On suit une grume jusqu’à la planche, dès huit ans.";

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

/** What a title and an address make different between one proposal and the next. */
const onAPhone = { options: phone, Hands: Finger, title: "Grumes et planches", mail: "scierie@semaine.example" };
const byKeys = { options: { ...desk, javaScriptEnabled: false }, Hands: Keys, title: "Charpentes de toujours", mail: "charpente@semaine.example" };

/** From the first field to the label, by these hands; each of the two people keeps a browser of their own. */
async function toTheLabel({ options, Hands, title, mail }) {
  const [organiser, referee] = await Promise.all([arrive(options, Hands), arrive(options, Hands)]);
  const days = await propose(organiser, { title, mail, organisation: `Scierie ${title}` });
  assert.deepEqual(await queuesWith(browser, site.origin, title), [], "nobody is asked before the address is confirmed");
  await confirm(organiser, mail);
  assert.deepEqual(await queuesWith(browser, site.origin, title), [gers]);

  await comeInAsReferee(referee);
  await openProposal(referee, title, /^Nouveaux/);
  await giveBack(referee, title, remark);
  await answer(organiser, title, { remark, summary });
  await openProposal(referee, title, /^Répondus/);
  await referee.page.locator("#champ-summary ins").first().waitFor();
  await label(referee, title);
  return { organiser, referee, days };
}

/** The event on the shelf, and its address: within moments of the verdict. */
async function published(title) {
  return until(`« ${title} » is public`, async () => {
    const answered = await fetch(`${site.origin}/api/v1/search?q=${encodeURIComponent(title)}`);
    return (await answered.json()).events.find((event) => event.title === title)?.slug;
  });
}

/** The day is moved after the label: the public page keeps the labelled one, and the new revision waits. */
async function movedButLabelled({ organiser, referee, days, title, slug }) {
  await changeDay(organiser, title, days[1]);
  await openProposal(referee, title, /^Modifiés/);
  const row = referee.page.locator("#champ-slots");
  assert.deepEqual([await row.locator("del").count(), await row.locator("ins").count()].map((count) => count > 0), [true, true], "old and new day stand side by side");
  const visitor = await arrive(desk, Keys);
  await visitor.open(`/evenements/${slug}`);
  assert.deepEqual(await daysOf(visitor), [days[0]]);
  await visitor.leave();
}

/** Found by the town, by its sector, by its day: each narrows the list further. */
async function foundInTheList(visitor, { title, days }) {
  await search(visitor, "Auch");
  await seesInList(visitor, title);
  await chooseSector(visitor, "bois");
  await seesInList(visitor, title);
  await chooseDay(visitor, days[0]);
  await seesInList(visitor, title);
}

describe("the main job", () => {
  test("on a phone, with a finger", async () => {
    const { title } = onAPhone;
    const job = await toTheLabel(onAPhone);
    const slug = await published(title);
    const visitor = await arrive(phone, Finger);
    await foundInTheList(visitor, { title, ...job });
    await search(visitor, `Auch ${title}`);
    await visitor.hands.press(visitor.page.locator("[data-view=map]"));
    await openPin(visitor, title);
    await visitor.page.getByRole("heading", { level: 1, name: title }).waitFor();
    await visitor.leave();
    await movedButLabelled({ ...job, title, slug });
    await Promise.all([job.organiser.leave(), job.referee.leave()]);
  });

  test("by the keyboard alone, without JavaScript", async () => {
    const { title, options } = byKeys;
    const visitor = await arrive(options, Keys);
    const drawn = await drawnInGers(visitor);
    const job = await toTheLabel(byKeys);
    const slug = await published(title);
    await foundInTheList(visitor, { title, ...job });
    await findByTerritory(visitor);
    await seesInList(visitor, title);
    assert.equal(await drawnInGers(visitor), drawn + 1, "the drawn country counts it");
    await visitor.leave();
    await movedButLabelled({ ...job, title, slug });
    await Promise.all([job.organiser.leave(), job.referee.leave()]);
  });

  test("a pin of the map is opened by the keyboard alone", async () => {
    const visitor = await arrive(desk, Keys);
    const { events } = await (await fetch(`${site.origin}/api/v1/search?q=Auch&mode=place`)).json();
    const [{ title, slug }] = events;
    await visitor.open(`/carte?territoire=c32013&q=${encodeURIComponent(title)}`);
    await openPin(visitor, title);
    assert.equal(new URL(visitor.page.url()).pathname, `/evenements/${slug}`);
    await visitor.leave();
  });
});
