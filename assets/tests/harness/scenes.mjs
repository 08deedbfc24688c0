// What a page has to say besides its usual words: no, nothing here, just done. Told once, and looked at by several tests.

/** People of the demonstration, by the part they play; nobody for a visitor. */
export const cast = {
  visitor: "",
  organiser: "fonderie.communication@semaine.example",
  referee: "referent.gers@semaine.example",
  committee: "cci.gers@semaine.example",
  national: "equipe.nationale@semaine.example",
};

/**
 * Fills a form and sends it, as it would be filled and sent by hand; waits for the page that answers.
 *
 * @param {Record<string, string | string[]>} fields names, and what is written or chosen
 */
async function send(page, form, fields = {}, button = "[type=submit]") {
  const loaded = page.waitForEvent("load");
  const answered = page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303);
  await page.locator(form).first().evaluate(
    (own, told) => {
      const all = [...own.elements];
      for (const [name, value] of Object.entries(told.fields)) {
        for (const one of all.filter((field) => field.name === name)) {
          if (one.type === "checkbox" || one.type === "radio") one.checked = [value].flat().includes(one.value);
          else one.value = value;
        }
      }
      own.requestSubmit(all.find((field) => field.matches(told.button)));
    },
    { fields, button },
  );
  await loaded;
  return answered;
}

/** The links of a page that is only asked for, not drawn: their addresses and words. */
async function linksOf(page, path) {
  const html = (await (await page.request.get(path)).text()).replaceAll("&#x2f;", "/").replaceAll("&amp;", "&");
  return [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(([, href, words]) => ({ href, words }));
}

/** The first event or proposal of a list whose words are these, and a page of it. */
const first = (list, part = "", words = "") => async (page, prefix) => {
  const links = await linksOf(page, prefix + list);
  const found = links.find(({ href, words: own }) => /\/(instruction\/\d+|proposer\/[^/]+)($|\?)/.test(href) && own.includes(words));
  return found && found.href.replace(/\?.*/, "") + part;
};
const proposal = (part) => first("/instruction", part);
/** The event of the organiser that is labelled, whatever drafts stand beside it. */
const own = (part) => first("/espace", part, "fonderie");
const organisation = async (page, prefix) => (await linksOf(page, `${prefix}/espace`)).find(({ href }) => /\/espace\/organisations\/\d+$/.test(href)).href;

/** A form of the main part, by the end of its action. */
const to = (action) => `main form[method=post][action$="${action}"]`;
const main = "main form[method=post]";
const verdict = "form:has([name=verdict])";
const met = (answer) => ({ "critere-fenetre": answer, "critere-public": answer, "critere-objet": answer, "critere-gratuit": answer });
const by = (value) => `[name=verdict][value=${value}]`;
const act = (value) => `[name=act][value=${value}]`;
const long = "Un mot de trop. ".repeat(90);

/** A file chosen in a form. */
const choose = async (page, name, text) => page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
/** A day of the week of the running edition, which begins on the third Monday after the demonstration is loaded. */
const inTheWeek = () => {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7 || 7) + 15);
  return day.toISOString().slice(0, 10);
};
/** A table of which one line becomes an event and another cannot. */
const table = `titre;date;heure;commune\nLa scierie se visite;${inTheWeek()};10:00-11:00;Auch\n;hier;;Nulle-part\n`;
const imported = async (page) => {
  await choose(page, "evenements.csv", table);
  return send(page, main);
};

/** Chooses the first new proposal and asks to label it with others. */
const together = async (page, prefix) => {
  const path = await proposal()(page, prefix);
  return `${prefix}/instruction/labelliser?choix=${path.split("/").pop()}`;
};

/** A draft of one's own, begun when there is none. */
const draft = (part) => async (page, prefix) => {
  const begun = await first("/espace", part, "Un brouillon")(page, prefix);
  if (begun) return begun;
  await page.goto(`${prefix}/proposer`);
  await send(page, main, { title: "Un brouillon" });
  return new URL(page.url()).pathname.replace(/\/quoi$/, part);
};

/** The accepted window becomes the week itself. */
const narrowed = async (page) => {
  const [from, to] = await Promise.all(["week_from", "week_to"].map((name) => page.locator(`[name=${name}]`).inputValue()));
  return send(page, main, { accepted_from: from, accepted_to: to }, act("preview"));
};

/** The page of the edition that runs, whatever the year one tries it in. */
const running = async (page, prefix) => {
  const links = await linksOf(page, `${prefix}/pilotage`);
  const dated = links.map(({ href }) => /[?&]edition=([\w-]+)|\/pilotage\/editions\/([\w-]+)/.exec(href)).find(Boolean);
  return `${prefix}/pilotage/editions/${dated[1] ?? dated[2]}`;
};

/** Somebody else saves the same page meanwhile. */
const meanwhile = async (page) => {
  const [other, lang] = await Promise.all([page.context().newPage(), page.locator("html").getAttribute("lang")]);
  await other.goto(page.url());
  await send(other, main, { referee_name: `Le service des autres (${lang})` }, act("stay"));
  await other.close();
  return send(page, main, { referee_name: `Mon propre service (${lang})` }, act("stay"));
};

/**
 * Who does what, and how the page answers. `at` is an address, or finds one; `does` goes on from there and gives back the answer.
 *
 * @typedef {import("playwright-core").Page} Page
 * @type {{told: string, who: keyof typeof cast, at: string | ((page: Page, prefix: string) => Promise<string>), does?: (page: Page) => Promise<import("playwright-core").Response>, status?: number}[]}
 */
export const scenes = [
  { told: "an address that is none asks for a link", who: "visitor", at: "/connexion", does: (page) => send(page, main, { email: "rien" }), status: 422 },
  { told: "a link has been sent", who: "visitor", at: "/connexion", does: (page) => send(page, main, { email: "quelqu.un@semaine.example" }) },
  { told: "a link opens nothing any more", who: "visitor", at: "/connexion/perdu", status: 410 },
  { told: "an invitation opens nothing any more", who: "visitor", at: "/invitation/perdu", status: 410 },
  { told: "a proposal begins without a title", who: "visitor", at: "/proposer", does: (page) => send(page, main, { title: "", email: "rien" }), status: 422 },
  { told: "a space is closed to who is not signed in", who: "visitor", at: "/pilotage" },

  { told: "a title is too long", who: "organiser", at: own("/quoi"), does: (page) => send(page, main, { title: long, summary: "" }, act("stay")) },
  { told: "a number of an establishment is wrong", who: "organiser", at: own("/qui"), does: (page) => send(page, main, { organisation: "Une autre", organisation_code: "", organisation_siret: "123" }, act("stay")), status: 422 },
  { told: "a pin is far from its commune", who: "organiser", at: own("/ou"), does: (page) => send(page, main, { lat: "48.85", lon: "2.35" }, act("stay")) },
  { told: "a slot has no end", who: "organiser", at: draft("/quand"), does: (page) => send(page, main, { slot_day: "2030-01-01", slot_from: "10:00" }, act("stay")), status: 422 },
  { told: "a booking says no way to book", who: "organiser", at: own("/comment"), does: (page) => send(page, main, { booking_mode: "required", booking_url: "", booking_email: "rien", booking_phone: "", free: "non" }, act("stay")) },
  { told: "a file is no picture", who: "organiser", at: own("/image"), does: async (page) => { await choose(page, "photo.png", "rien"); return send(page, main, {}, act("take")); }, status: 422 },
  { told: "somebody else saved meanwhile", who: "organiser", at: draft("/qui"), does: meanwhile, status: 409 },
  { told: "a draft is not ready to be sent", who: "organiser", at: draft("/envoi"), does: (page) => send(page, main), status: 422 },
  { told: "a draft has no slot yet", who: "organiser", at: draft("/quand") },
  { told: "an event is cancelled without a reason", who: "organiser", at: own("/agir/annuler"), does: (page) => send(page, main), status: 422 },
  { told: "an event moves online without an address", who: "organiser", at: own("/agir/en-ligne"), does: (page) => send(page, main, { url: "rien" }), status: 422 },
  { told: "a name is too long", who: "organiser", at: "/espace/profil", does: (page) => send(page, main, { name: long }), status: 422 },
  { told: "an organisation has no name", who: "organiser", at: organisation, does: (page) => send(page, `${main}:has([name=siret])`, { name: "", siret: "123", website: "rien" }), status: 422 },
  { told: "a colleague has no address", who: "organiser", at: organisation, does: (page) => send(page, to("/inviter"), { email: "rien" }), status: 422 },
  { told: "a space is closed to one’s role", who: "organiser", at: "/pilotage", status: 403 },

  { told: "a label needs every criterion", who: "referee", at: proposal(), does: (page) => send(page, verdict, met("unknown"), by("label")), status: 422 },
  { told: "a return needs a remark", who: "referee", at: proposal(), does: (page) => send(page, verdict, {}, by("return")), status: 422 },
  { told: "a refusal needs a reason", who: "referee", at: proposal(), does: (page) => send(page, verdict, { ...met("yes"), "critere-gratuit": "no" }, by("refuse")), status: 422 },
  { told: "a proposal has moved on", who: "referee", at: proposal(), does: (page) => send(page, verdict, { revision: "99", "remarque-tout": "Une remarque." }, by("return")), status: 409 },
  { told: "a remark is ready to be inserted", who: "referee", at: proposal(), does: (page) => send(page, verdict, { "remarque-summary": "Une remarque." }, "[name=inserer][value^=summary]") },
  { told: "a label is given, and can be undone", who: "referee", at: proposal(), does: (page) => send(page, verdict, met("yes"), by("label")) },
  { told: "a label is undone", who: "referee", at: first("/instruction/labellises"), does: (page) => send(page, to("/annuler")) },
  { told: "a correction leaves no title", who: "referee", at: proposal("/corriger"), does: (page) => send(page, main, { title: "", summary: long }), status: 422 },
  { told: "nothing is chosen to be labelled", who: "referee", at: "/instruction/labelliser" },
  { told: "several are chosen to be labelled", who: "referee", at: together },
  { told: "several are labelled without their criteria", who: "referee", at: together, does: (page) => send(page, main, met("none")), status: 422 },
  { told: "several are labelled at once", who: "referee", at: together, does: (page) => send(page, main, met("yes")) },
  { told: "a label given to several is undone", who: "referee", at: first("/instruction/labellises"), does: (page) => send(page, to("/annuler")) },
  { told: "a territory has a wrong address", who: "referee", at: "/instruction/territoire/32", does: (page) => send(page, main, { email: "rien", phone: "rien", website: "rien" }), status: 422 },
  { told: "an invitation goes nowhere", who: "referee", at: "/instruction/territoire/32/personnes", does: (page) => send(page, to("/personnes"), { email: "rien", role: "none" }), status: 422 },
  { told: "no file is given to import", who: "referee", at: "/instruction/import", does: (page) => send(page, main), status: 422 },
  { told: "a file is read before it is imported", who: "referee", at: "/instruction/import", does: imported },
  { told: "a file is read in a wrong way", who: "referee", at: "/instruction/import", does: async (page) => { await imported(page); return send(page, main, { mapping: "= rien" }, "[name=do][value=try]"); }, status: 422 },
  { told: "a proposal is not there", who: "referee", at: "/instruction/999999", status: 404 },

  { told: "an opinion against says nothing", who: "committee", at: proposal(), does: (page) => send(page, to("/avis"), { avis: "unfavourable", mot: "" }), status: 422 },
  { told: "an opinion is given", who: "committee", at: proposal(), does: (page) => send(page, to("/avis"), { avis: "favourable", mot: "" }) },

  { told: "an edition has the name of another", who: "national", at: "/pilotage/editions", does: (page) => send(page, main, { slug: "2018" }), status: 422 },
  { told: "an edition is told wrongly", who: "national", at: running, does: (page) => send(page, main, { week_from: "hier", colour: "#ffff00", theme_fr: "", decision_days: "cent", zone: "Lune" }, act("preview")), status: 422 },
  { told: "a change of the rules shows its effect", who: "national", at: running, does: narrowed },
  { told: "nothing of an edition is changed", who: "national", at: running, does: (page) => send(page, main, {}, act("preview")) },
  { told: "a colleague has no address", who: "national", at: "/pilotage/personnes", does: (page) => send(page, main, { email: "rien" }), status: 422 },
];

/** Plays a scene in front of somebody; gives back the page that answers. */
export async function play(person, { at, does }, prefix) {
  const { page } = person;
  const path = typeof at === "string" ? prefix + at : await at(page, prefix);
  const response = await page.goto(path);
  return does ? does(page) : response;
}
