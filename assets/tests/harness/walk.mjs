// Walking through a part of the site as somebody: from page to page by its links, one page of each kind.
import { resize, small, wrongWith } from "./page-checks.mjs";

/** The kind of a page: two events are of one kind, the same list with another filter is too. */
export function kindOf(url) {
  const path = url.pathname
    .replace(/^(\/en)?\/proposer\/(?!communes|organisations|adresse)[^/]+/, "$1/proposer/*")
    .replace(/\/(organisations|territoires|territoire|evenements|editions|lettres|medias)\/[^/]+/g, "/$1/*")
    .replace(/\d+/g, "#");
  // In the spaces what is asked only narrows a list, or tells which list one came from.
  const aside = /\/(instruction|pilotage)\b/.test(path);
  const asked = aside ? "" : [...new Set(url.searchParams.keys())].sort().join("&");
  return asked ? `${path}?${asked}` : path;
}

/** Pages of people, not files, tiles or feeds. */
const pageLike = (url) => !/\.(json|geojson|csv|xlsx|ics|rss|xml|txt|png|mvt|css|js|pdf|svg)$/.test(url.pathname) && !/^\/(static|theme|tuiles|fond|api|medias|healthz|readyz|metrics|partage)/.test(url.pathname);

/**
 * Visits every kind of page that `within` allows, beginning with `seeds`, and checks each.
 *
 * @param {import("./browser.mjs").Person} person
 * @param {{seeds: string[], within: (url: URL) => boolean, most?: number, onAPhone?: boolean, known?: Set<string>, also?: (page: object) => Promise<string[]>}} where
 *   `known` are kinds somebody else has already walked through: only the seeds are visited again; `also` tells what else is wrong
 *   with a page
 * @returns {Promise<{visited: string[], wrong: string[]}>}
 */
export async function walk(person, { seeds, within, most = 60, onAPhone = false, known = new Set(), also = async () => [] }) {
  if (onAPhone) await resize(person.page, small);
  const waiting = seeds.map((seed) => new URL(seed, person.origin));
  for (const url of waiting) known.add(kindOf(url));
  const visited = [];
  const wrong = [];
  while (waiting.length > 0 && visited.length < most) {
    const url = waiting.shift();
    const path = url.pathname + url.search;
    const response = await person.page.goto(path, { waitUntil: "load" });
    visited.push(path);
    if (response.status() >= 400) {
      wrong.push(`${path} answers ${response.status()}`);
      continue;
    }
    if (!(response.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    // A letter as a mail programme shows it is not a page of the site.
    if (/\/lettres\/\d+\/html$/.test(path)) continue;
    const found = [...(await wrongWith(person, await response.text(), { onAPhone })), ...(await also(person.page))];
    wrong.push(...found.map((one) => `${path}\n  ${one}`));
    for (const href of await person.page.locator("a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
      const next = new URL(href, person.page.url());
      next.hash = "";
      if (next.origin !== person.origin || !pageLike(next) || !within(next) || known.has(kindOf(next))) continue;
      known.add(kindOf(next));
      waiting.push(next);
    }
  }
  return { visited, wrong };
}
