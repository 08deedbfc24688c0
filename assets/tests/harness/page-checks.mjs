// What every page must hold, whoever it is for.
import assert from "node:assert/strict";
import axe from "axe-core";
import { HtmlValidate } from "html-validate";

/** The rules of accessibility: WCAG 2.2 AA, good practice, and those the French reference (RGAA 4) names. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"];

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // Attributes are written with their quotes by hand and without by habit: both are valid.
    "void-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    "no-inline-style": "error",
    "no-dup-id": "error",
  },
});

/** Puts axe into the page, once. */
async function bringAxe(page) {
  if (!(await page.evaluate(() => typeof globalThis.axe === "object"))) await page.evaluate(axe.source);
}

/**
 * What axe says against the page as it stands. It runs in the page itself: no page holds a frame, so nothing has to be added up.
 *
 * @returns {Promise<{id: string, help: string, nodes: {target: string[], failureSummary: string}[]}[]>}
 */
async function violations(page, options) {
  await bringAxe(page);
  return page.evaluate(async (chosen) => {
    const { violations } = await globalThis.axe.run(document, { ...chosen, resultTypes: ["violations"], preload: false });
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) }));
  }, options);
}

/**
 * What axe says against letters and their ground. Of what is drawn alike (the same tags, classes and states, six levels up) three
 * are looked at: a list of two hundred rows says nothing more than its first ones, and takes a second.
 */
async function illegible(page) {
  await bringAxe(page);
  return page.evaluate(async () => {
    const states = ["aria-current", "aria-expanded", "aria-selected", "aria-pressed", "disabled", "open", "type", "href"];
    const drawn = (one) => {
      const state = states.filter((name) => one.hasAttribute(name)).map((name) => (name === "href" ? name : `${name}=${one.getAttribute(name)}`));
      const odd = one.tagName === "TR" ? [...one.parentElement.children].indexOf(one) % 2 : "";
      return `${one.tagName}.${[...one.classList].sort().join(".")}[${state}]${odd}`;
    };
    const signature = (one) => {
      const levels = [];
      for (let up = one; up && levels.length < 6; up = up.parentElement) levels.push(drawn(up));
      return levels.join("<");
    };
    const speaks = (one) => one.matches("input, select, textarea") || [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
    const seen = new Map();
    const include = [...document.body.querySelectorAll("*")].filter((one) => {
      if (!speaks(one)) return false;
      const like = signature(one);
      seen.set(like, (seen.get(like) ?? 0) + 1);
      return seen.get(like) <= 3;
    });
    if (include.length === 0) return [];
    const { violations } = await globalThis.axe.run({ include }, { runOnly: { type: "rule", values: ["color-contrast"] }, resultTypes: ["violations"], preload: false });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => ({ id, help, target, failureSummary })));
  });
}

const lineOf = (summary, from, to) => (summary ?? "").split("\n").slice(from, to).join(" ").trim();

/**
 * Nothing for axe to say about the page as it stands.
 *
 * @param {{colours?: boolean}} [how] whether letters are told from their ground as well: half of the time it takes
 */
export async function accessible(page, { colours = true } = {}) {
  const found = await violations(page, { runOnly: { type: "tag", values: rules }, rules: { "color-contrast": { enabled: false } } });
  const all = found.flatMap(({ id, help, nodes }) => nodes.map((node) => ({ id, help, ...node })));
  if (colours) all.push(...(await illegible(page)));
  return all.map(({ id, help, target, failureSummary }) => `${id} (${help}): ${target.join(" ")}\n    ${lineOf(failureSummary, 1, 3)}`).slice(0, 8);
}

/** Letters can be read on the page in the scheme it is shown in. */
export async function readable(page) {
  const found = await illegible(page);
  return found.map((node) => `${node.target.join(" ")} ${lineOf(node.failureSummary, 1, 2)}`).slice(0, 8);
}

/** Opens whatever can be opened in place: boxes of remarks, folded parts, the menu. A panel that lies over the page stays closed. */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll("details:not([data-drop])")) one.open = true;
  });
}

/** Valid HTML, as it was sent. */
export async function valid(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, line, column, selector }) => `${ruleId} at ${line}:${column}: ${message} (${selector ?? "?"})`)).slice(0, 8);
}

/** No script and no style inside the page; data for search engines is no script. */
export function withoutInline(html) {
  const scripts = [...html.matchAll(/<script\b(?![^>]*\b(?:src=|type="application\/ld\+json"))[^>]*>/gi)].map(([tag]) => tag);
  const styles = [...html.matchAll(/<style\b[^>]*>|<[^!][^>]*\sstyle=["'][^>]*>/gi)].map(([tag]) => tag);
  const handlers = [...html.matchAll(/<[a-z][^>]*\son[a-z]+=["'][^>]*>/gi)].map(([tag]) => tag);
  return [...scripts, ...styles, ...handlers].slice(0, 8);
}

/** What sticks out of the window sideways: at 320 px, which is also a desk at 400 %. */
export async function sticksOut(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    // Inside a box that scrolls by itself, or is cut off, nothing pushes the page.
    const held = (one) => {
      for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== "visible") return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1 && !held(one));
    return [`the page is ${document.documentElement.scrollWidth} px wide for ${width}`, ...wide.slice(0, 6).map((one) => `${one.tagName.toLowerCase()}.${[...one.classList].join(".")} ends at ${Math.round(one.getBoundingClientRect().right)}`)];
  });
}

/** What stays on the screen while one scrolls must leave room to read: at 400 % a window is 200 px high. */
export async function coversTheRest(page) {
  return page.evaluate(() => {
    const room = innerWidth * innerHeight;
    const stays = [...document.body.querySelectorAll(":not(svg *)")].filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position));
    return stays
      .filter((one) => {
        const style = getComputedStyle(one);
        const box = one.getBoundingClientRect();
        const shown = Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)) * Math.max(0, Math.min(box.right, innerWidth) - Math.max(box.left, 0));
        const pinned = style.position === "fixed" || style.top !== "auto" || style.bottom !== "auto";
        return pinned && style.visibility === "visible" && style.pointerEvents !== "none" && shown > room / 2;
      })
      .map((one) => `${one.tagName.toLowerCase()}.${[...one.classList].join(".")} covers more than half of the window`);
  });
}

/** A desk at 400 %. */
export const small = { width: 320, height: 200 };

/** Makes the window another size, and lets it be drawn: until then Chromium may still measure by the old one. */
export async function resize(page, size) {
  await page.setViewportSize(size);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/**
 * Every check of a page that is open in front of `person`; gives back what is wrong, as sentences. Axe sees it unfolded: what it
 * finds in a part that is folded away nobody would have seen.
 *
 * @param {string} html the page as it was sent
 * @param {{onAPhone?: boolean}} [how] axe looks at the page on a desk; or on a phone, where colours are the same and not looked at
 */
export async function wrongWith(person, html, { onAPhone = false } = {}) {
  const { page } = person;
  const wrong = [];
  const keep = (kind, list) => wrong.push(...list.map((one) => `${kind}: ${one}`));
  keep("inline", withoutInline(html));
  keep("html", await valid(html));
  const size = page.viewportSize();
  const narrow = size.width === small.width;
  if (!narrow) await resize(page, small);
  keep("400 %", await coversTheRest(page));
  keep("320 px", await sticksOut(page));
  await unfold(page);
  keep("320 px, unfolded", await sticksOut(page));
  if (onAPhone) keep("axe at 320 px", await accessible(page, { colours: false }));
  if (!narrow) await resize(page, size);
  if (!onAPhone) keep("axe", await accessible(page));
  return wrong;
}

/** Fails with everything that is wrong, page by page. */
export function nothingWrong(found) {
  assert.equal(found.length, 0, `\n${found.join("\n")}`);
}
