// What travels: every answer passes through here on its way to the browser, compressed as it is, and is weighed.
import { createServer, request } from "node:http";
import { Person } from "./browser.mjs";
import { until } from "./until.mjs";

/** How long nothing more must be asked before a page is taken as complete, in milliseconds. */
const calm = 700;

const weightOfHead = (answer) => answer.rawHeaders.reduce((sum, word) => sum + word.length + 2, 20);

/** A door in front of `origin` that keeps a list of what went through it. */
async function openScales(origin) {
  const passed = [];
  const state = { open: 0, last: Date.now() };
  const door = createServer((asked, answered) => {
    state.open += 1;
    const { host } = new URL(origin);
    const onwards = request(origin + asked.url, { method: asked.method, headers: { ...asked.headers, host } }, (answer) => {
      const one = { path: asked.url, bytes: weightOfHead(answer) };
      passed.push(one);
      answer.on("data", (chunk) => {
        one.bytes += chunk.length;
      });
      answer.on("close", () => {
        state.open -= 1;
        state.last = Date.now();
      });
      answered.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(answered);
    });
    onwards.on("error", () => answered.destroy());
    asked.pipe(onwards);
  });
  await new Promise((ready) => door.listen(0, "127.0.0.1", ready));
  return { origin: `http://127.0.0.1:${door.address().port}`, passed, state, close: () => new Promise((closed) => { door.close(closed); door.closeAllConnections(); }) };
}

/**
 * Opens a page as somebody who has never been here.
 *
 * @param {(page: import("playwright-core").Page) => Promise<void>} [drawn] what must be there before one counts
 * @returns {Promise<{bytes: number, requests: string[]}>} everything the page asked for, workers and tiles included
 */
export async function firstVisit(browser, origin, path, options, drawn = async () => {}) {
  const scales = await openScales(origin);
  try {
    const person = await Person.arrive(browser, scales.origin, options);
    await person.open(path);
    await drawn(person.page);
    await until("the page is complete", () => scales.state.open === 0 && Date.now() - scales.state.last > calm);
    await person.leave();
  } finally {
    await scales.close();
  }
  const bytes = scales.passed.reduce((sum, one) => sum + one.bytes, 0);
  return { bytes, requests: scales.passed.map((one) => `${one.bytes} ${one.path}`) };
}
