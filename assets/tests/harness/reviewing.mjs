// What a referee does, in the words of the trade and with whatever hands they have.
import assert from "node:assert/strict";
import { Person, desk } from "./browser.mjs";
import { chosen, named } from "./organising.mjs";

/** The referee of the Gers in the demonstration. */
export const gers = "referent.gers@semaine.example";

/** The referee of the Gers comes in, by the button of the demonstration. */
export async function comeInAsReferee(person) {
  const { page, hands } = person;
  await person.open("/demo");
  await hands.press(page.locator(`form:has(input[name=email][value="${gers}"]) button`).first());
  await page.waitForURL((url) => !url.pathname.startsWith("/demo"));
}

/** The referee opens a proposal from the queue, narrowed by a filter, on whichever of its pages it is. */
export async function openProposal(person, title, filter) {
  const { page, hands } = person;
  await person.open("/instruction");
  await hands.press(page.locator("main").getByRole("link", { name: filter }));
  await page.waitForURL(/\/instruction\?/);
  const row = page.locator("main").getByRole("link", { name: title, exact: true });
  for (let url = page.url(); (await row.count()) === 0; url = page.url()) {
    await hands.press(page.locator("main a[rel=next]"));
    await page.waitForURL((next) => next.href !== url);
  }
  await hands.press(row);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

/** The referee sends it back with a remark on its summary. */
export async function giveBack(person, title, remark) {
  const { page, hands } = person;
  await hands.press(page.locator("#champ-summary details summary"));
  await hands.write(named(person, "remarque-summary"), remark);
  await hands.press(page.locator("button[name=verdict][value=return]"));
  await page.waitForURL(/[?&]fait=\d+/);
  await page.getByRole("status").filter({ hasText: title }).first().waitFor();
}

/** The referee answers every criterion and gives the label. */
export async function label(person, title) {
  const { page, hands } = person;
  const names = await page.locator("input[type=radio][name^=critere-]").evaluateAll((all) => [...new Set(all.map((one) => one.name))]);
  assert.equal(names.length, 4, "the four criteria");
  for (const name of names) await hands.tick(chosen(person, name, "yes"));
  await hands.press(page.locator("button[name=verdict][value=label]"));
  await page.waitForURL(/[?&]fait=\d+/);
  await page.getByRole("status").filter({ hasText: title }).first().waitFor();
}

/** The addresses of the referees in whose queue an event of that title waits: every one of them is asked. */
export async function queuesWith(browser, origin, title) {
  const people = await Person.arrive(browser, origin, { ...desk, javaScriptEnabled: false });
  await people.open("/demo");
  const others = await people.page.locator("select[name=email] option").evaluateAll((all) => all.map((one) => one.value));
  const referees = [gers, ...others.filter((email) => email.startsWith("referent.") && email !== gers)];
  assert.ok(referees.length > 90, `${referees.length} referees`);
  const { request } = people.context;
  const found = [];
  let csrf = await named(people, "csrf").first().inputValue();
  for (const email of referees) {
    await request.post("/demo/entrer", { form: { csrf, email }, headers: { origin }, maxRedirects: 0 });
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
