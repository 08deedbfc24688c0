// Waiting for something to be true: asked again and again up to a moment, never for a fixed time.

const pause = 40;

/**
 * Asks `attempt` until its answer is truthy, and gives that answer back. What it throws counts as "not yet".
 *
 * @param {string} what said when it does not come true: "the site answers"
 * @param {() => unknown} attempt
 * @param {{within?: number}} [limits] milliseconds until it is given up
 */
export async function until(what, attempt, { within = 15_000 } = {}) {
  const end = Date.now() + within;
  let last = "";
  for (;;) {
    try {
      const answer = await attempt();
      if (answer) return answer;
    } catch (error) {
      last = `: ${error.message}`;
    }
    if (Date.now() > end) throw new Error(`Not within ${within} ms: ${what}${last}`);
    await new Promise((next) => setTimeout(next, pause));
  }
}
