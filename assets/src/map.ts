// The map beside the list. It mounts on [data-map] (see templates/parts/map.html for its attributes), and whatever it
// tells the list tells too: without WebGL the drawn country stays in its place and nothing is lost.
import { LngLatBounds, Map as MapView, type MapGeoJSONFeature, setWorkerUrl, type VectorTileSource, type GeoJSONSource } from "maplibre-gl";
import { turnTo } from "./filters";
import { baseStyle, palette } from "./map/base";
import { absolute, addEvents, picture, type Shape, shapes } from "./map/events";
import { lightCard, openList, openPopup, type Told } from "./map/popup";

const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
const opened = ["clusters", "singles"];

class Island {
  private map: MapView | null = null;
  private readonly canvas: HTMLElement;
  private readonly status: HTMLElement | null;
  private known: Map<string, Shape>;
  private colour = palette();
  private readonly lang = document.documentElement.lang;
  private followTimer = 0;

  constructor(private readonly host: HTMLElement) {
    this.canvas = host.querySelector<HTMLElement>("[data-map-canvas]") ?? host;
    this.status = host.querySelector<HTMLElement>("[data-map-status]");
    this.known = shapes(host);
  }

  private word(name: string): string {
    return this.host.getAttribute(`data-word-${name}`) ?? "";
  }

  /** Starts the map once its side of the page can be seen: a phone that shows the list downloads no tile. */
  startWhenSeen(): void {
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      this.start();
    }).observe(this.host);
  }

  private bounds(): LngLatBounds {
    const [west = -5.2, south = 41.3, east = 9.6, north = 51.1] = (this.host.dataset["bounds"] ?? "").split(",").map(Number);
    return new LngLatBounds([west, south], [east, north]);
  }

  /** What lies over the edges of the map: nothing it shows at first may hide below that. */
  private room() {
    const { clientWidth, clientHeight } = this.canvas;
    const narrow = clientWidth < 560;
    const room = { top: 60, bottom: narrow ? 190 : 160, left: narrow ? 18 : 36, right: narrow ? 56 : 72 };
    return clientHeight < 400 ? 24 : room;
  }

  private style() {
    return this.host.dataset["style"] || baseStyle(this.host.dataset["base"] ?? "", this.lang, this.colour);
  }

  private start(): void {
    setWorkerUrl(this.host.dataset["worker"] ?? "");
    this.canvas.hidden = false;
    try {
      this.map = new MapView({
        container: this.canvas,
        style: this.style(),
        bounds: this.bounds(),
        fitBoundsOptions: { padding: this.room() },
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        maxZoom: 18,
        fadeDuration: quiet ? 0 : 150,
        cooperativeGestures: false,
        locale: { "Map.Title": this.word("label") },
      });
    } catch {
      // No WebGL here: the drawn country and the list stay.
      this.canvas.hidden = true;
      return;
    }
    const map = this.map;
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.setMissingStyleImageResolver((name) => void picture(map, name, this.known, this.colour, this.lang));
    map.on("style.load", () => addEvents(map, this.host.dataset["tiles"] ?? "", this.colour));
    map.once("load", () => this.shown());
    map.on("error", (event) => console.warn(event.error.message));
    this.pointer(map);
    this.parts(map);
    this.keyboard(map);
    this.follow(map);
  }

  private shown(): void {
    this.host.querySelector<HTMLElement>("[data-map-fallback]")?.setAttribute("hidden", "");
    const tools = this.host.querySelector<HTMLElement>("[data-map-tools]");
    if (tools) tools.hidden = false;
    this.host.append(this.controls());
    this.cards();
    this.host.dataset["ready"] = "true";
    this.map?.resize();
  }

  /** Links to the parts of the country move the map instead of asking another page. */
  private parts(map: MapView): void {
    this.host.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLElement>("[data-map-part]");
      const [west, south, east, north] = (link?.dataset["mapPart"] ?? "").split(",").map(Number);
      if (!link || west === undefined || south === undefined || east === undefined || north === undefined) return;
      event.preventDefault();
      // An ocean lies between: a flight would only show the sea.
      map.fitBounds([[west, south], [east, north]], { padding: this.room(), animate: false });
      this.searchHere();
    });
  }

  private controls(): HTMLElement {
    const box = document.createElement("div");
    box.className = "map-controls";
    const add = (word: string, path: string, act: (by: { originalEvent: Event }) => void) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "map-control";
      button.title = this.word(word);
      button.setAttribute("aria-label", this.word(word));
      const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      drawing.setAttribute("viewBox", "0 0 24 24");
      drawing.setAttribute("class", "icon");
      drawing.setAttribute("aria-hidden", "true");
      const stroke = document.createElementNS("http://www.w3.org/2000/svg", "path");
      stroke.setAttribute("d", path);
      drawing.append(stroke);
      button.append(drawing);
      // A move that somebody asked for: the list follows it.
      button.addEventListener("click", (originalEvent) => act({ originalEvent }));
      box.append(button);
    };
    add("zoom-in", "M12 5V19M5 12H19", (by) => this.map?.zoomIn({ animate: !quiet }, by));
    add("zoom-out", "M5 12H19", (by) => this.map?.zoomOut({ animate: !quiet }, by));
    add("whole", "M4 9V4H9M15 4H20V9M20 15V20H15M9 20H4V15", (by) => this.map?.fitBounds(this.bounds(), { padding: this.room(), animate: !quiet }, by));
    if ("geolocation" in navigator) add("locate", "M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8M12 2.5V6M12 18V21.5M2.5 12H6M18 12H21.5", () => this.locate());
    return box;
  }

  private locate(): void {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.map?.once("moveend", () => this.searchHere());
        this.map?.flyTo({ center: [coords.longitude, coords.latitude], zoom: 10, animate: !quiet });
      },
      () => this.say(this.word("locate-failed"), true),
      { maximumAge: 600_000, timeout: 8_000 },
    );
  }

  /** Says it to those who listen; to everybody when nothing on the page shows it. */
  private say(text: string, seen = false): void {
    if (!this.status) return;
    this.status.textContent = text;
    this.status.classList.toggle("visually-hidden", !seen);
  }

  private open(feature: MapGeoJSONFeature, byKey: boolean): void {
    const map = this.map;
    if (!map || feature.geometry.type !== "Point") return;
    const at = feature.geometry.coordinates as [number, number];
    const { count, opens, ids, slug, title } = feature.properties as { count: number; opens?: number; ids?: string; slug?: string; title?: string };
    if (count === 1 && slug) {
      openPopup(map, at, { slug, title: title ?? "" }, { open: this.word("open"), close: this.word("close") }, this.eventsPath(), byKey);
      this.say(title ?? "");
      return;
    }
    if (ids) {
      void this.openSame(at, ids.split(",").map(Number), byKey);
      return;
    }
    // Asked for before it moves: without an animation it has moved when the call is over.
    map.once("moveend", () => this.searchHere());
    map.easeTo({ center: at, zoom: Math.min(opens ?? 17, 17), animate: !quiet });
  }

  private eventsPath(): string {
    return this.host.dataset["events"] ?? "/evenements";
  }

  /** Events at one and the same place never part: a popup names them, each a link. */
  private async openSame(at: [number, number], ids: number[], byKey: boolean): Promise<void> {
    const told = await this.named(at, ids);
    if (!this.map || told.length === 0) return;
    const title = this.word("same").replace("{n}", ids.length.toLocaleString(this.lang));
    openList(this.map, at, title, told, this.word("close"), this.eventsPath(), byKey);
    this.say(title);
  }

  /** The titles of these events, from the search of the page narrowed to their place. */
  private async named([lon, lat]: [number, number], ids: number[]): Promise<Told[]> {
    const found: Told[] = [];
    const about = 0.0006;
    for (let page = 1, pages = 1; page <= Math.min(pages, 5) && found.length < ids.length; page++) {
      const url = new URL(this.host.dataset["search"] ?? "", location.href);
      url.searchParams.set("bbox", [lon - about, lat - about, lon + about, lat + about].map((degree) => degree.toFixed(5)).join(","));
      url.searchParams.set("page", String(page));
      const answer = await fetch(url).catch(() => null);
      if (!answer?.ok) break;
      const body = (await answer.json()) as { pages: number; events: (Told & { id: number })[] };
      pages = body.pages;
      found.push(...body.events.filter((event) => ids.includes(event.id)));
    }
    return found;
  }

  private pointer(map: MapView): void {
    map.on("click", (event) => {
      const [feature] = map.queryRenderedFeatures(event.point, { layers: opened });
      if (feature) this.open(feature, false);
    });
    map.on("mousemove", (event) => {
      if (!map.getLayer("singles")) return;
      const [feature] = map.queryRenderedFeatures(event.point, { layers: opened });
      map.getCanvas().style.cursor = feature ? "pointer" : "";
      if (!document.querySelector(".maplibregl-popup")) lightCard((feature?.properties["slug"] as string | undefined) ?? null);
    });
  }

  /** The map takes arrows, + and − by itself; Enter opens what stands nearest to its middle. */
  private keyboard(map: MapView): void {
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const { clientWidth, clientHeight } = map.getCanvas();
      const middle = { x: clientWidth / 2, y: clientHeight / 2 };
      const near = map.queryRenderedFeatures([[middle.x - 60, middle.y - 60], [middle.x + 60, middle.y + 60]], { layers: opened });
      const distance = (feature: MapGeoJSONFeature) => {
        if (feature.geometry.type !== "Point") return Number.POSITIVE_INFINITY;
        const at = map.project(feature.geometry.coordinates as [number, number]);
        return Math.hypot(at.x - middle.x, at.y - middle.y);
      };
      const [feature] = near.sort((a, b) => distance(a) - distance(b));
      if (feature) this.open(feature, true);
    });
  }

  /** A card under the pointer or the focus lights its place, even inside a cluster; one that is left, or gone, lights none. */
  private cards(): void {
    const results = document.querySelector<HTMLElement>("[data-results]");
    const light = (target: EventTarget | null) => {
      const card = target instanceof Element ? target.closest<HTMLElement>("[data-lon]") : null;
      const lit = this.map?.getSource<GeoJSONSource>("lit");
      if (!lit) return;
      const point = card ? [{ type: "Feature" as const, properties: {}, geometry: { type: "Point" as const, coordinates: [Number(card.dataset["lon"]), Number(card.dataset["lat"])] } }] : [];
      void lit.setData({ type: "FeatureCollection", features: point });
    };
    for (const kind of ["pointerover", "focusin"]) results?.addEventListener(kind, (event) => light(event.target));
    results?.addEventListener("focusout", (event) => light(event.relatedTarget));
    results?.addEventListener("pointerleave", () => light(results.contains(document.activeElement) ? document.activeElement : null));
    document.addEventListener("semaine:results", () => light(document.activeElement));
  }

  /** "Search as I move": the list follows the map; unticked, a button does it when asked. */
  private follow(map: MapView): void {
    const box = this.host.querySelector<HTMLInputElement>("[data-map-follow]");
    const ask = this.host.querySelector<HTMLElement>("[data-map-search]");
    ask?.addEventListener("click", (event) => {
      event.preventDefault();
      ask.hidden = true;
      this.searchHere();
    });
    map.on("moveend", (event) => {
      if (!("originalEvent" in event) || !event.originalEvent) return;
      if (box && !box.checked) {
        if (ask) ask.hidden = false;
        return;
      }
      this.searchHere();
    });
  }

  private searchHere(): void {
    window.clearTimeout(this.followTimer);
    this.followTimer = window.setTimeout(async () => {
      const bounds = this.map?.getBounds();
      if (!bounds) return;
      const url = new URL(this.host.dataset["page"] ?? location.href, location.href);
      const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((degree) => degree.toFixed(4));
      url.searchParams.set("bbox", box.join(","));
      url.searchParams.delete("page");
      await turnTo(url, false);
    }, 250);
  }

  /** New results from the filters: the same map, other events. A move of the map itself keeps its tiles. */
  refresh(told: { tiles?: string; search?: string; page?: string }): void {
    if (told.search) this.host.dataset["search"] = told.search;
    // The order of the list goes along when the map moves on, though its tiles are the same.
    if (told.page) this.host.dataset["page"] = told.page;
    if (told.tiles && told.tiles !== this.host.dataset["tiles"]) {
      this.host.dataset["tiles"] = told.tiles;
      this.map?.getSource<VectorTileSource>("events")?.setTiles([absolute(told.tiles)]);
    }
  }

  /** The reader changed scheme: other colours, the same place. */
  repaint(): void {
    this.colour = palette();
    this.map?.setStyle(this.style(), { diff: false });
  }

  resize(): void {
    this.map?.resize();
  }
}

/** On a phone the list and the map are one page: the switch shows one of them without another request. */
function views(island: Island): void {
  const show = (view: string) => {
    document.body.classList.toggle("view-map", view === "map");
    document.body.classList.toggle("view-list", view === "list");
    for (const link of document.querySelectorAll<HTMLElement>("[data-view]")) {
      if (link.dataset["view"] === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    island.resize();
  };
  const current = () => (document.body.classList.contains("view-map") ? "map" : "list");
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("[data-view]");
    if (!link) return;
    event.preventDefault();
    show(link.dataset["view"] ?? "list");
    const url = new URL(location.href);
    url.pathname = new URL(link.href).pathname;
    history.replaceState(null, "", url);
  });
  document.addEventListener("semaine:results", () => show(current()));
}

for (const host of document.querySelectorAll<HTMLElement>("[data-map]")) {
  const island = new Island(host);
  island.startWhenSeen();
  views(island);
  document.addEventListener("semaine:results", (event) => island.refresh((event as CustomEvent).detail));
  document.addEventListener("semaine:theme", () => island.repaint());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => island.repaint());
}
