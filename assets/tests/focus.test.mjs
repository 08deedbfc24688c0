// Whatever the keyboard is on can be seen: nothing that stays on the screen lies over it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, desk, startBrowser } from "./harness/browser.mjs";
import { cast } from "./harness/scenes.mjs";
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

/** More than any page has. */
const most = 400;

/** What has the focus and lies under something else, or off the screen; null when the focus has left the page. */
const hidden = (page) =>
  page.evaluate(() => {
    const own = document.activeElement;
    if (!own || own === document.body) return null;
    // The links that skip ahead are there only as long as they have the focus, and lie over the page meanwhile.
    if (own.closest("nav")?.matches(".skip") || document.querySelector(".skip :focus")) return "";
    const box = own.getBoundingClientRect();
    const [x, y] = [Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), box.top + Math.min(box.height, 40) / 2];
    const name = `${own.tagName} ${own.getAttribute("name") ?? own.textContent.trim().slice(0, 40)}`;
    if (y < 0 || y > innerHeight) return `${name} is off the screen`;
    const top = document.elementFromPoint(x, y);
    const shown = !top || own.contains(top) || top.contains(own) || top.closest("label, .skip");
    return shown ? "" : `${name} lies under ${top.tagName}.${top.className}`;
  });

for (const [size, viewport] of [
  ["on a desk", desk.viewport],
  ["on a small window", { width: 360, height: 640 }],
]) {
  test(`the focus can be seen wherever it is, ${size}`, async () => {
    const person = await Person.arrive(browser, site.origin, { viewport, reducedMotion: "reduce" });
    const { page } = person;
    await person.become(cast.referee);
    await person.open("/instruction");
    const proposal = await page.locator("main .queue-title a").first().getAttribute("href");
    for (const path of [proposal, "/instruction", "/evenements", "/instruction/territoire/32"]) {
      await person.open(path);
      const lost = [];
      for (let pressed = 0; pressed < most; pressed += 1) {
        await page.keyboard.press("Tab");
        const found = await hidden(page);
        if (found === null) break;
        if (found) lost.push(found);
      }
      assert.deepEqual(lost, [], path);
    }
    await person.leave();
  });
}
