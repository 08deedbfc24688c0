// What a visitor does, in the words of the trade and with whatever hands they have.
const link = (person, title) => person.page.locator("main").getByRole("link", { name: title, exact: true });

/** Looks for words from the home page. */
export async function search(person, words) {
  const { page, hands } = person;
  await person.open("/");
  await hands.write(page.locator("#seek-q"), words);
  await hands.send(page.locator("#seek-q"), page.locator("form.seek button[type=submit]"));
  await page.waitForURL(/\/evenements\?.*q=/);
}

/** Ticks a sector in the filters above the list: the list follows by itself, or when one applies it. */
export async function chooseSector(person, sector) {
  const { page, hands } = person;
  await hands.press(page.locator("summary").filter({ hasText: "Secteur" }));
  await hands.tick(page.locator(`input[name=secteur][value="${sector}"]`));
  await hands.press(page.locator(`fieldset:has(input[name=secteur]) + button`));
  await page.waitForURL(new RegExp(`secteur=${sector}`));
}

/** Follows the bar of a day of the week. */
export async function chooseDay(person, day) {
  await person.hands.press(person.page.locator(`main .week a[href*="jour=${day}"]`));
  await person.page.waitForURL(new RegExp(`jour=${day}`));
}

/** The event is in the list as it stands. */
export async function seesInList(person, title) {
  await link(person, title).first().waitFor();
}

/** Opens the card of the pin in the middle of the map. */
export async function openCard(person, title) {
  const { page, hands } = person;
  await page.locator("[data-map][data-ready]").waitFor();
  await hands.touch(page.locator("[data-map-canvas] canvas"));
  const card = page.locator(".maplibregl-popup").filter({ hasText: title });
  await card.getByRole("link").waitFor();
  return card;
}

/** Opens the pin in the middle of the map, and from its card the event. */
export async function openPin(person, title) {
  const card = await openCard(person, title);
  await person.hands.press(card.getByRole("link"));
  await person.page.waitForURL(/\/evenements\/[^/?]+$/);
}

/** The days an event's page says it is on. */
export async function daysOf(person) {
  const times = person.page.locator("section:has(#event-when) time");
  return times.evaluateAll((all) => [...new Set(all.map((one) => one.dateTime))]);
}

/** From the drawn country's list to the Gers, and from there to its events: no script and no WebGL is asked for. */
export async function findByTerritory(person) {
  const { page, hands } = person;
  await person.open("/");
  await hands.press(page.locator("summary").filter({ hasText: "Nombre d’événements dans chaque département" }));
  await hands.press(page.locator("main").getByRole("link", { name: "Gers", exact: true }));
  await page.waitForURL(/\/territoires\/32$/);
  await hands.press(page.locator(`main a[href^="/evenements?territoire=32"]`).first());
  await page.waitForURL(/\/evenements\?territoire=32/);
}

/** How many events the drawn country shows in the Gers. */
export async function drawnInGers(person) {
  await person.open("/carte");
  const area = person.page.locator("svg.france a", { has: person.page.locator("title", { hasText: "Gers ·" }) });
  await area.first().waitFor();
  return Number((await area.first().locator("title").textContent()).match(/· (\d+)/)[1]);
}
