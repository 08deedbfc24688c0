import { startBrowser, Person, phone, desk } from "./harness/browser.mjs";
const shots = JSON.parse(process.env.SHOTS);
const out = process.env.OUT ?? "/tmp/out";
const b = await startBrowser();
const people = new Map();
for (const [name, email, path, width = 1280, scheme = "light", full = true] of shots) {
  const key = `${email}|${width}|${scheme}`;
  let p = people.get(key);
  if (!p) {
    const base = width < 600 ? { ...phone, viewport: { width, height: 740 } } : { ...desk, viewport: { width, height: 800 } };
    p = await Person.arrive(b, process.env.ORIGIN ?? "http://127.0.0.1:8100", { ...base, colorScheme: scheme });
    if (email) await p.become(email);
    people.set(key, p);
  }
  try {
    if (path.startsWith("first ")) {
      const [, from, sel] = path.match(/^first (\S+) (.*)$/);
      await p.page.goto(from, { waitUntil: "load" });
      await p.page.locator(sel).first().click();
      await p.page.waitForLoadState("load");
    } else if (path !== "here") await p.page.goto(path, { waitUntil: "networkidle" });
    await p.page.waitForTimeout(500);
    await p.page.screenshot({ path: `${out}/${name}.png`, fullPage: full });
    console.log(name, p.page.url());
  } catch (e) { console.log(name, "FAILED", e.message.slice(0, 200)); }
}
await b.close();
