// A demonstration of its own for a file of tests: the real binary, on a temporary folder and a free port of this machine.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "./until.mjs";

const most = 400;

/** The binary under test, as `cargo xtask test` names it. */
function binary() {
  const named = process.env["SEMAINE_BINARY"];
  assert.ok(named, "SEMAINE_BINARY names the binary to try, such as target/debug/semaine");
  return path.resolve(named);
}

/** A port nobody listens on. */
export function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** Settings of whoever runs the tests say nothing about the site under test. */
function plainEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SEMAINE_")));
}

/**
 * Starts a demonstration and waits until it answers.
 *
 * @param {{events?: number, theme?: string}} [how] events of the running edition; the folder of a theme
 * @returns {Promise<{origin: string, log: () => string, stop: () => Promise<void>}>}
 */
export async function startDemo({ events = 300, theme } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "semaine-journeys-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const origin = `http://${listen}`;
  const said = [];
  const server = spawn(binary(), ["demo", "--events", String(events), "--listen", listen, "--data", folder], {
    env: { ...plainEnvironment(), ...(theme ? { SEMAINE_THEME: theme } : {}) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  server.stderr.setEncoding("utf8").on("data", (text) => {
    said.push(text);
    if (said.length > most) said.shift();
  });
  const log = () => said.join("");
  const ended = new Promise((told) => server.once("exit", told));
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until(
      "the demonstration answers",
      async () => {
        if (server.exitCode !== null) return true;
        return (await fetch(`${origin}/readyz`)).ok;
      },
      { within: 120_000 },
    );
    assert.equal(server.exitCode, null, `the demonstration ended: ${log()}`);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${log()}`);
  }
  return { origin, log, stop };
}
