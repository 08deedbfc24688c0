// The embedded base map: a style made here, from the page's own tokens, over vector tiles the server cuts from its PMTiles file.
// Their layers: `land` (polygons of every country), `boundaries` (lines; `level` is country, coast, region, departement
// or commune), `places` (points; `kind` is country, departement or commune; `name`, `name_en` where it differs,
// `rank` of a commune from 1, the greatest). An operator's own style address replaces all of it.
import type { StyleSpecification } from "maplibre-gl";
import { absolute } from "./events";

/** The colours of the page in its present scheme, ready for WebGL, which knows neither color-mix() nor light-dark(). */
export function palette(): (token: string) => string {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map<string, string>();
  const read = (token: string): string => {
    probe.style.color = `var(--${token})`;
    const colour = getComputedStyle(probe).color;
    if (!pen) return colour;
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
    return `rgb(${red}, ${green}, ${blue})`;
  };
  queueMicrotask(() => probe.remove());
  return (token) => {
    let colour = known.get(token);
    if (!colour) {
      if (!probe.isConnected) document.body.append(probe);
      colour = read(token);
      probe.remove();
      known.set(token, colour);
    }
    return colour;
  };
}

type Colour = (token: string) => string;
type Layer = StyleSpecification["layers"][number];

function boundary(level: string, colour: string, width: number, minzoom: number): Layer {
  return {
    id: `boundary-${level}`,
    type: "line",
    source: "base",
    "source-layer": "boundaries",
    minzoom,
    filter: ["==", ["get", "level"], level],
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": colour, "line-width": width },
  };
}

/** Names of one kind of place; communes come by rank, the greatest first. */
function names(kind: string, lang: string, colour: Colour, size: [number, number], ink: string): Layer {
  return {
    id: `names-${kind}`,
    type: "symbol",
    source: "base",
    "source-layer": "places",
    minzoom: kind === "departement" ? 7 : 0,
    filter: ["==", ["get", "kind"], kind],
    layout: {
      "text-field": lang === "en" ? ["coalesce", ["get", "name_en"], ["get", "name"]] : ["get", "name"],
      "text-font": ["Semaine Text"],
      "text-size": ["interpolate", ["linear"], ["zoom"], 5, size[0], 11, size[1]],
      "symbol-sort-key": ["coalesce", ["get", "rank"], 0],
      "text-padding": 6,
      // A town whose middle is under pins is named beside them.
      ...(kind === "commune" ? { "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.4 } : {}),
      "text-max-width": 8,
    },
    paint: { "text-color": colour(ink), "text-halo-color": colour("land"), "text-halo-width": 1.4 },
  };
}

/** The style of the embedded base map; `tiles` is the template of its tiles' addresses, "" for a plain sea. */
export function baseStyle(tiles: string, lang: string, colour: Colour): StyleSpecification {
  const sea: Layer = { id: "sea", type: "background", paint: { "background-color": colour("sea") } };
  if (!tiles) return { version: 8, sources: {}, layers: [sea] };
  const line = colour("map-line");
  return {
    version: 8,
    sources: { base: { type: "vector", tiles: [absolute(tiles)], maxzoom: 10 } },
    layers: [
      sea,
      { id: "land", type: "fill", source: "base", "source-layer": "land", paint: { "fill-color": colour("land") } },
      boundary("commune", line, 0.5, 8),
      boundary("departement", line, 0.9, 4),
      boundary("region", line, 1.5, 4),
      boundary("coast", line, 0.8, 4),
      boundary("country", colour("line-strong"), 1.1, 0),
      names("departement", lang, colour, [11, 13], "muted"),
      names("commune", lang, colour, [11.5, 14], "ink-soft"),
      names("country", lang, colour, [12, 15], "muted"),
    ],
  };
}
