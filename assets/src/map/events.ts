// What the map draws of the events: clusters as circles sized by their count, with the count in them; single
// events as the shape and tone of their sector, read from the legend beside the map.
import type { Map as MapView, StyleImageMetadata } from "maplibre-gl";

const source = "events";
const layer = "events";
const scale = 2;

/** The diameters the server keeps apart (see the catalogue's `drawn_size`), by count. */
const diameters: readonly (readonly [number, number])[] = [
  [2, 32],
  [10, 38],
  [100, 44],
  [1000, 48],
];

export interface Shape {
  slug: string;
  tone: string;
  path: Path2D;
}

/** The legend's shapes, by sector. */
export function shapes(host: ParentNode): Map<string, Shape> {
  const found = new Map<string, Shape>();
  for (const item of host.querySelectorAll<HTMLElement>("[data-sector]")) {
    const { sector = "", tone = "1", path = "" } = item.dataset;
    found.set(sector, { slug: sector, tone, path: new Path2D(path) });
  }
  return found;
}

const disc = new Path2D("M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13Z");

type Picture = ImageData;

function draw(size: number, paint: (pen: CanvasRenderingContext2D) => void): Picture | null {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * scale;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.scale(scale, scale);
  paint(pen);
  return pen.getImageData(0, 0, size * scale, size * scale);
}

/** A single event's pin: the sector's shape, filled, with a rim that parts it from the ground. */
function pin(path: Path2D, fill: string, rim: string): Picture | null {
  return draw(28, (pen) => {
    pen.translate(5, 5);
    pen.scale(18 / 16, 18 / 16);
    pen.lineJoin = "round";
    pen.strokeStyle = rim;
    pen.lineWidth = 4;
    pen.stroke(path);
    pen.fillStyle = fill;
    pen.fill(path);
  });
}

/** A cluster: a disc with its number, drawn on a canvas because there is no glyph server. */
function cluster(count: number, colour: (token: string) => string, lang: string): Picture | null {
  const size = diameters.reduce((kept, [from, diameter]) => (count >= from ? diameter : kept), 32);
  const text = count > 9999 ? `${Math.round(count / 1000)}k` : count.toLocaleString(lang);
  return draw(size + 8, (pen) => {
    const middle = (size + 8) / 2;
    const ring = (radius: number, fill: string) => {
      pen.beginPath();
      pen.arc(middle, middle, radius, 0, 2 * Math.PI);
      pen.fillStyle = fill;
      pen.fill();
    };
    pen.globalAlpha = 0.25;
    ring(size / 2 + 3, colour("accent"));
    pen.globalAlpha = 1;
    ring(size / 2, colour("accent"));
    pen.fillStyle = colour("on-accent");
    pen.font = `700 ${text.length > 4 ? 12 : text.length > 2 ? 13 : 14}px "Semaine Display", sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, middle, middle + 0.5);
  });
}

/** The template of tile addresses made absolute, its braces kept. */
export function absolute(tiles: string): string {
  return new URL(tiles, location.href).href.replace(/%7B/gi, "{").replace(/%7D/gi, "}");
}

/** Puts the events on a map whose base style is loaded; again after each change of style. */
export function addEvents(map: MapView, tiles: string, colour: (token: string) => string): void {
  map.addSource(source, { type: "vector", tiles: [absolute(tiles)], minzoom: 0, maxzoom: 20 });
  map.addSource("lit", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "lit",
    type: "circle",
    source: "lit",
    paint: { "circle-radius": 26, "circle-color": colour("spark"), "circle-stroke-color": colour("ink"), "circle-stroke-width": 2 },
  });
  map.addLayer({
    id: "clusters",
    type: "symbol",
    source,
    "source-layer": layer,
    filter: [">", ["get", "count"], 1],
    layout: { "icon-image": ["concat", "cluster-", ["to-string", ["get", "count"]]], "icon-allow-overlap": true, "symbol-sort-key": ["get", "count"] },
  });
  map.addLayer({
    id: "singles",
    type: "symbol",
    source,
    "source-layer": layer,
    filter: ["==", ["get", "count"], 1],
    layout: { "icon-image": ["concat", "pin-", ["coalesce", ["get", "sector"], ""]], "icon-allow-overlap": true },
    paint: { "icon-opacity": ["case", ["==", ["get", "status"], "cancelled"], 0.45, 1] },
  });
}

/** Draws the picture a layer asks for by name; false when the name is not ours. */
export function picture(map: MapView, name: string, known: Map<string, Shape>, colour: (token: string) => string, lang: string): boolean {
  const options: Partial<StyleImageMetadata> = { pixelRatio: scale };
  let drawn: Picture | null = null;
  if (name.startsWith("cluster-")) drawn = cluster(Number(name.slice(8)), colour, lang);
  else if (name.startsWith("pin-")) {
    const shape = known.get(name.slice(4));
    drawn = pin(shape?.path ?? disc, colour(`tone-${shape?.tone ?? "11"}`), colour("surface"));
  }
  if (!drawn) return false;
  if (!map.hasImage(name)) map.addImage(name, drawn, options);
  return true;
}
