// The embedded base map: a style made here, from the page's own tokens, over vector tiles the server cuts from its PMTiles file.
// Their layers: `land` (polygons; every country), `border` (lines; `level` is "country", "region", "departement" or
// "commune"), `town` (points; `name`, `population`). An operator's own style address replaces all of it.
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

/** The style of the embedded base map; `tiles` is the template of its tiles' addresses, "" for a plain sea. */
export function baseStyle(tiles: string, colour: (token: string) => string): StyleSpecification {
  const sea = { id: "sea", type: "background" as const, paint: { "background-color": colour("sea") } };
  if (!tiles) return { version: 8, sources: {}, layers: [sea] };
  const border = (id: string, level: string, width: number, minzoom: number) => ({
    id,
    type: "line" as const,
    source: "base",
    "source-layer": "border",
    minzoom,
    filter: ["==", ["get", "level"], level] as ["==", ["get", string], string],
    layout: { "line-join": "round" as const, "line-cap": "round" as const },
    paint: { "line-color": colour(level === "country" ? "line-strong" : "map-line"), "line-width": width },
  });
  return {
    version: 8,
    sources: { base: { type: "vector", tiles: [absolute(tiles)], maxzoom: 10 } },
    layers: [
      sea,
      { id: "land", type: "fill", source: "base", "source-layer": "land", paint: { "fill-color": colour("land") } },
      border("communes", "commune", 0.5, 9),
      border("departements", "departement", 0.8, 4),
      border("regions", "region", 1.2, 3),
      border("countries", "country", 1.4, 0),
      {
        id: "towns",
        type: "symbol",
        source: "base",
        "source-layer": "town",
        minzoom: 5,
        layout: {
          "text-field": ["get", "name"],
          "text-font": ["Semaine Text"],
          "text-size": ["interpolate", ["linear"], ["zoom"], 5, 11, 12, 14],
          "symbol-sort-key": ["-", 0, ["coalesce", ["get", "population"], 0]],
          "text-padding": 8,
        },
        paint: { "text-color": colour("muted"), "text-halo-color": colour("land"), "text-halo-width": 1.5 },
      },
    ],
  };
}
