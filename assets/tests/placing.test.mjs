// The pin of a place: what stands where one puts it is offered, and only taken when one says so.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, desk, startBrowser } from "./harness/browser.mjs";
import { startDemo } from "./harness/site.mjs";

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([startDemo(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

test("a pin moved to another commune offers it, and the form says so once it is taken", async () => {
  const person = await Person.arrive(browser, site.origin, desk);
  const { page } = person;
  const value = (name) => page.locator(`main [name="${name}"]`).inputValue();
  await person.open("/proposer");
  await page.fill("[name=title]", "Visite de la scierie");
  await page.fill("[name=email]", "scierie@semaine.example");
  await page.getByRole("button", { name: "Commencer la proposition" }).click();
  await page.waitForURL(/\/quoi$/);
  await page.goto(page.url().replace(/quoi$/, "ou"));
  await page.check("[name=mode][value=place]");
  await page.fill("[name=place_address]", "12 rue de la Scierie");
  await page.locator("[name=commune]").pressSequentially("Auch");
  await page.getByRole("option", { name: /^Auch\b.*Gers/ }).click();
  const pin = page.locator(".pin-mark");
  await pin.focus();
  // South of Auch is Pavie; the arrows move the pin without a mouse.
  const offer = page.locator("[data-pin-offer]");
  await pin.press("Shift+ArrowDown");
  while (!(await offer.isVisible())) await Promise.all([page.waitForResponse(/\/proposer\/lieu/), pin.press("Shift+ArrowDown")]);
  assert.match(await offer.innerText(), /Le repère est ici\s: 32550 Pavie\./);
  assert.deepEqual([await value("commune"), await value("commune_code")], ["Auch", "c32013"], "nothing is taken unasked");
  const [lat, lon] = [await value("lat"), await value("lon")];
  await offer.getByRole("button", { name: "Reprendre ce lieu" }).click();
  assert.deepEqual(
    [await value("commune"), await value("commune_code"), await value("place_postcode"), await value("place_address")],
    ["Pavie", "c32307", "32550", "12 rue de la Scierie"],
  );
  assert.deepEqual([await value("lat"), await value("lon")], [lat, lon], "the pin stays where it was put");
  await person.leave();
});
