// Builds assets/dist: bundles with content-hashed names, `manifest.json`, and Brotli and gzip siblings.
//
//   node build.mjs           one build
//   node build.mjs --watch   again at each change of a source
//
// A font is cut down to the letters of the site's two languages and to the weights the pages use, which
// brings three faces to 43 KB; the whole Latin-extended file stays behind a unicode-range, fetched only
// by a page that names somebody or somewhere written with such letters.
import { createHash } from "node:crypto";
import { existsSync, watch } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import subsetFont from "subset-font";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "dist");
const fontCache = path.join(here, "node_modules", ".cache", "semaine-fonts");

const span = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");
const digits = span(0x30, 0x39);
const letters =
  span(0x20, 0x7e) + span(0xa0, 0xff) + "ŒœŸ–—‘’‚“”„†•…‹›‰€™−×→←↑↓↗\u2009\u2010\u2011\u202f";
const withoutDigits = [...letters].filter((c) => !digits.includes(c)).join("");

const fontsource = (family, file) =>
  path.join(here, "node_modules", "@fontsource-variable", family, "files", file);

/** The faces of the site: what is cut, from which file, to what. */
const faces = [
  {
    out: "display.woff2",
    from: fontsource("bricolage-grotesque", "bricolage-grotesque-latin-standard-normal.woff2"),
    text: letters,
    // One weight, for it halves the file: headings and figures tell themselves apart by size.
    axes: { wght: 780, wdth: 100, opsz: 36 },
  },
  {
    // The figures of the running text: the text face draws a slashed zero, which disturbs in dates and counts.
    out: "figures.woff2",
    from: fontsource("bricolage-grotesque", "bricolage-grotesque-latin-wght-normal.woff2"),
    text: digits,
    axes: { wght: { min: 400, max: 700 } },
  },
  {
    out: "text.woff2",
    from: fontsource("atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-wght-normal.woff2"),
    text: withoutDigits,
    axes: { wght: { min: 400, max: 700 } },
  },
  {
    out: "text-ext.woff2",
    from: fontsource("atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"),
  },
];

/**
 * The faces of the pictures of shared links and of the documents to print, one weight each, as files of type that the server
 * draws with; no page asks for them.
 */
const more = span(0x100, 0x17f) + span(0x218, 0x21b) + span(0x1e00, 0x1eff);
const drawnFaces = [
  {
    out: "card-display.ttf",
    from: fontsource("bricolage-grotesque", "bricolage-grotesque-latin-standard-normal.woff2"),
    text: letters,
    axes: { wght: 780, wdth: 100, opsz: 36 },
  },
  {
    out: "card-text.ttf",
    from: fontsource("atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-wght-normal.woff2"),
    text: withoutDigits,
    axes: { wght: 450 },
  },
  {
    out: "card-figures.ttf",
    from: fontsource("bricolage-grotesque", "bricolage-grotesque-latin-wght-normal.woff2"),
    text: digits,
    axes: { wght: 450 },
  },
  {
    out: "card-more.ttf",
    from: fontsource("atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"),
    text: more,
    axes: { wght: 700 },
  },
  {
    out: "print-text.ttf",
    from: fontsource("atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-wght-normal.woff2"),
    text: withoutDigits,
    axes: { wght: 400 },
  },
  {
    out: "print-figures.ttf",
    from: fontsource("bricolage-grotesque", "bricolage-grotesque-latin-wght-normal.woff2"),
    text: digits,
    axes: { wght: 420 },
  },
  {
    out: "print-more.ttf",
    from: fontsource("atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"),
    text: more,
    axes: { wght: 400 },
  },
  {
    out: "print-strong.ttf",
    from: fontsource("atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-wght-normal.woff2"),
    text: withoutDigits,
    axes: { wght: 680 },
  },
  {
    out: "print-strong-figures.ttf",
    from: fontsource("bricolage-grotesque", "bricolage-grotesque-latin-wght-normal.woff2"),
    text: digits,
    axes: { wght: 680 },
  },
];

async function cutFonts() {
  await mkdir(fontCache, { recursive: true });
  for (const face of [...faces, ...drawnFaces]) {
    const source = await readFile(face.from);
    const recipe = createHash("sha256").update(source).update(JSON.stringify([face.text, face.axes])).digest("hex");
    const target = path.join(fontCache, face.out);
    const stamp = `${target}.recipe`;
    if (existsSync(target) && existsSync(stamp) && (await readFile(stamp, "utf8")) === recipe) continue;
    const cut = face.text
      ? await subsetFont(source, face.text, { targetFormat: face.out.endsWith(".ttf") ? "sfnt" : "woff2", variationAxes: face.axes })
      : source;
    await writeFile(target, cut);
    await writeFile(stamp, recipe);
  }
}

/** Short content hash, used where esbuild does not name the file itself. */
const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();

const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  outdir: dist,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  target: ["chrome123", "firefox121", "safari17.5"],
  loader: { ".woff2": "file" },
  legalComments: "none",
  logLevel: "warning",
};

async function build() {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await cutFonts();
  const manifest = {};
  const note = (meta) => {
    for (const [file, out] of Object.entries(meta.outputs)) {
      const name = path.basename(file);
      const plain = name.replace(/-[A-Z0-9]{8}(?=\.[a-z0-9]+$)/, "");
      if (out.entryPoint || plain.endsWith(".woff2")) manifest[plain] = name;
    }
  };
  const css = await esbuild.build({
    ...shared,
    entryPoints: ["app.css", "map.css", "organiser.css", "referee.css"].map((f) => path.join(here, "css", f)),
  });
  note(css.metafile);
  const scripts = await esbuild.build({
    ...shared,
    format: "esm",
    entryPoints: ["app.ts", "theme.ts", "referee.ts", "organiser.ts"].map((f) => path.join(here, "src", f)),
  });
  note(scripts.metafile);
  note((await buildMaps()).metafile);
  for (const file of ["icon.svg"]) {
    const bytes = await readFile(path.join(here, "src", file));
    const { name, ext } = path.parse(file);
    manifest[file] = `${name}-${hashOf(bytes)}${ext}`;
    await writeFile(path.join(dist, manifest[file]), bytes);
  }
  for (const { out } of drawnFaces) await writeFile(path.join(dist, out), await readFile(path.join(fontCache, out)));
  await writeFile(path.join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await compress();
  return manifest;
}

/**
 * The maps, from MapLibre's own sources rather than its two ready bundles: a page and its worker then share what both need, which
 * takes 80 KB off the first map one sees. The worker is a file of its own, for a strict content policy allows no blob worker.
 */
function buildMaps() {
  const maplibre = path.join(here, "node_modules/maplibre-gl/src");
  return esbuild.build({
    ...shared,
    format: "esm",
    splitting: true,
    chunkNames: "map-shared-[hash]",
    alias: { "maplibre-gl": path.join(maplibre, "index.ts") },
    // MapLibre declares again the fields of a parent class: those declarations must not empty them.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    entryPoints: [
      { in: path.join(here, "src", "map.ts"), out: "map" },
      { in: path.join(here, "src", "pin.ts"), out: "pin" },
      { in: path.join(maplibre, "source/worker.ts"), out: "map-worker" },
    ],
  });
}

async function compress() {
  for (const file of await readdir(dist)) {
    if (!/\.(css|js|svg)$/.test(file)) continue;
    const bytes = await readFile(path.join(dist, file));
    const packed = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    await writeFile(path.join(dist, `${file}.br`), packed);
    await writeFile(path.join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

async function report(manifest) {
  for (const [plain, file] of Object.entries(manifest)) {
    const sent = existsSync(path.join(dist, `${file}.br`)) ? `${file}.br` : file;
    const { length } = await readFile(path.join(dist, sent));
    console.log(`${plain.padEnd(16)} ${(length / 1024).toFixed(1).padStart(7)} KB sent`);
  }
}

await report(await build());

if (process.argv.includes("--watch")) {
  let due;
  const again = () => {
    clearTimeout(due);
    due = setTimeout(() => build().then(report, (error) => console.error(error.message)), 80);
  };
  for (const folder of ["css", "src"]) watch(path.join(here, folder), { recursive: true }, again);
}
