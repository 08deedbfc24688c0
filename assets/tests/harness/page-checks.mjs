// What every page must hold, whoever it is for.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
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

/** No page holds a frame, so axe need not open a window of its own to add up their answers; only what is wrong is brought back. */
const axe = (page) => new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });

/** Nothing for axe to say about the page as it stands. */
export async function accessible(page) {
  const { violations } = await axe(page).withTags(rules).analyze();
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.target.join(" ")}\n    ${node.failureSummary?.split("\n").slice(1, 3).join(" ").trim()}`));
  return told.slice(0, 8);
}

/** Letters can be read on the page in the scheme it is shown in. */
export async function readable(page) {
  const { violations } = await axe(page).withRules(["color-contrast"]).analyze();
  return violations.flatMap(({ nodes }) => nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n").slice(1, 2).join(" ").trim()}`)).slice(0, 8);
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
    const stays = [...document.body.querySelectorAll("*")].filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position));
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

/**
 * Every check of a page that is open in front of `person`; gives back what is wrong, as sentences.
 *
 * @param {string} html the page as it was sent
 */
export async function wrongWith(person, html) {
  const { page } = person;
  const wrong = [];
  const keep = (kind, list) => wrong.push(...list.map((one) => `${kind}: ${one}`));
  keep("inline", withoutInline(html));
  keep("html", await valid(html));
  keep("axe", await accessible(page));
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 200 });
  keep("320 px", await sticksOut(page));
  keep("400 %", await coversTheRest(page));
  await page.setViewportSize(size);
  return wrong;
}

/** Fails with everything that is wrong, page by page. */
export function nothingWrong(found) {
  assert.equal(found.length, 0, `\n${found.join("\n")}`);
}
