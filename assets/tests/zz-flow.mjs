import { startBrowser, Person, phone, desk } from "./harness/browser.mjs";
const b = await startBrowser();
const O = "http://127.0.0.1:8100";
const who = async (email, o = desk) => { const p = await Person.arrive(b, O, o); if (email) await p.become(email); return p; };
const snap = (p, n) => p.page.screenshot({ path: `/tmp/out/${n}.png`, fullPage: true });
const tryit = async (n, f) => { try { await f(); } catch (e) { console.log(n, e.message.slice(0, 300)); } };
await tryit("organiser", async () => {
  const p = await who("lycee.bois@semaine.example");
  await p.page.goto("/espace");
  await snap(p, "espace");
  const links = await p.page.locator("main a[href^='/proposer/']").evaluateAll((l) => l.map((a) => [a.getAttribute("href"), a.closest("li,tr,article")?.innerText?.slice(0, 120)]));
  console.log(JSON.stringify(links, null, 1));
  for (const [href, text] of links) {
    if (/labellisée/i.test(text ?? "")) {
      await p.page.goto(href + "/quand");
      await p.page.locator("[name=slot_seats]").first().fill("12");
      await p.page.locator("[name=slot_to]").first().fill("18:30");
      await p.page.locator("button[name=act][value=next]").last().click();
      await p.page.goto(href + "/envoi");
      await snap(p, "envoi");
      await p.page.goto(href);
      await snap(p, "hub");
      break;
    }
  }
  for (const [href, text] of links) if (/correction|répond/i.test(text ?? "")) { await p.page.goto(href + "/repondre"); await p.page.waitForTimeout(1500); await snap(p, "repondre"); break; }
});
await tryit("xreferee", async () => {}); if (0) await tryit("referee", async () => {
  const p = await who("referent.gers@semaine.example");
  const ids = await p.page.goto("/instruction").then(() => p.page.locator("input[name=choix]").evaluateAll((l) => l.map((i) => i.value)));
  console.log(ids.join(","));
  await p.page.goto("/instruction/labelliser?" + ids.map((i) => "choix=" + i).join("&"));
  await snap(p, "bulk");
});
await tryit("xn", async () => {}); if (0) await tryit("national", async () => {
  const p = await who("equipe.nationale@semaine.example");
  await p.page.goto("/pilotage/editions");
  const href = await p.page.locator("main a[href^='/pilotage/editions/']").evaluateAll((l) => l.map((a) => a.getAttribute("href")));
  console.log(href.slice(0, 4));
  await p.page.goto(href[0]);
  await snap(p, "edition");
  await p.page.locator("[name=decision_days]").fill("6");
  await p.page.locator("[name=promise_fr]").fill("Venez voir comment naissent les objets.");
  await p.page.locator("button[name=act][value=preview]").click();
  await p.page.waitForLoadState();
  await snap(p, "effect");
});
await b.close();
