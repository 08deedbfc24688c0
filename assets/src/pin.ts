// The pin of a place: it follows the address, and one drags it to the door. The latitude and the longitude are ordinary fields
// of the form; without this file or without WebGL they are filled in by hand or from the address when the form is saved.
import { LngLatBounds, Map as MapView, Marker, NavigationControl, setWorkerUrl } from "maplibre-gl";
import { baseStyle, palette } from "./map/base";

const pause = 700;

interface Found {
  found: boolean;
  lon: number | null;
  lat: number | null;
  word: string;
}

/** What stands at a pin, as the site offers it. */
interface Here {
  address?: string;
  postcode?: string;
  commune?: string;
  code?: string | null;
  offer: string;
  word: string;
}

class Pin {
  private map: MapView | null = null;
  private marker: Marker | null = null;
  private readonly canvas: HTMLElement;
  private readonly word: HTMLElement | null;
  private readonly offer: HTMLElement | null;
  private readonly form: HTMLFormElement | null;
  private byHand = false;
  private timer = 0;
  private asked = 0;

  constructor(private readonly host: HTMLElement) {
    this.canvas = host.querySelector<HTMLElement>("[data-pin-map]") ?? host;
    this.word = host.querySelector<HTMLElement>("[data-pin-word]");
    this.offer = host.querySelector<HTMLElement>("[data-pin-offer]");
    this.form = host.closest("form");
    this.start();
    this.follow();
  }

  private field(name: string): HTMLInputElement | null {
    const field = this.form?.elements.namedItem(name);
    return field instanceof HTMLInputElement ? field : null;
  }

  private text(name: string): string {
    return this.field(name)?.value.trim() ?? "";
  }

  private told(): [number, number] | null {
    const [lon, lat] = [this.text("lon"), this.text("lat")].map((text) => (text ? Number(text.replace(",", ".")) : Number.NaN));
    return Number.isFinite(lon) && Number.isFinite(lat) ? [lon as number, lat as number] : null;
  }

  private start(): void {
    setWorkerUrl(this.host.dataset["worker"] ?? "");
    const [west = -5.2, south = 41.3, east = 9.6, north = 51.1] = (this.host.dataset["bounds"] ?? "").split(",").map(Number);
    const point = this.told();
    this.canvas.hidden = false;
    try {
      this.map = new MapView({
        container: this.canvas,
        style: this.host.dataset["style"] || baseStyle(this.host.dataset["base"] ?? "", document.documentElement.lang, palette()),
        ...(point ? { center: point, zoom: 12 } : { bounds: new LngLatBounds([west, south], [east, north]), fitBoundsOptions: { padding: 24 } }),
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        cooperativeGestures: false,
      });
    } catch {
      this.canvas.hidden = true;
      return;
    }
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.scrollZoom.disable();
    this.map.getCanvas().setAttribute("aria-label", this.host.dataset["wordLabel"] ?? "");
    this.map.on("click", (event) => {
      this.byHand = true;
      this.put([event.lngLat.lng, event.lngLat.lat], true);
    });
    if (point) this.put(point, false);
  }

  /** Puts the pin, and writes it into the form when somebody moved it. */
  private put(at: [number, number], write: boolean): void {
    if (this.map && !this.marker) {
      const element = document.createElement("button");
      element.type = "button";
      element.className = "pin-mark";
      element.setAttribute("aria-label", this.host.dataset["wordPin"] ?? "");
      element.addEventListener("keydown", (event) => this.nudge(event));
      this.marker = new Marker({ element, anchor: "bottom", draggable: true }).setLngLat(at).addTo(this.map);
      this.marker.on("dragend", () => {
        this.byHand = true;
        const { lng, lat } = this.marker?.getLngLat() ?? { lng: at[0], lat: at[1] };
        this.write([lng, lat]);
      });
    }
    this.marker?.setLngLat(at);
    if (write) this.write(at);
  }

  private nudge(event: KeyboardEvent): void {
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!step || !this.map || !this.marker) return;
    event.preventDefault();
    event.stopPropagation();
    const at = this.map.project(this.marker.getLngLat());
    const far = event.shiftKey ? 40 : 8;
    const next = this.map.unproject([at.x + (step[0] ?? 0) * far, at.y + (step[1] ?? 0) * far]);
    this.byHand = true;
    this.put([next.lng, next.lat], true);
  }

  private write([lon, lat]: [number, number]): void {
    const [east, north] = [this.field("lon"), this.field("lat")];
    if (!east || !north) return;
    east.value = lon.toFixed(5);
    north.value = lat.toFixed(5);
    north.dispatchEvent(new Event("change", { bubbles: true }));
    window.clearTimeout(this.timer);
    if (this.byHand) this.timer = window.setTimeout(() => void this.lookAround([lon, lat]), pause);
  }

  /** Asks what stands where somebody put the pin; it is offered beside the map when the form says something else. */
  private async lookAround([lon, lat]: [number, number]): Promise<void> {
    const turn = ++this.asked;
    const url = new URL(this.host.dataset["here"] ?? "", window.location.href);
    url.searchParams.set("lon", lon.toFixed(5));
    url.searchParams.set("lat", lat.toFixed(5));
    const answer = await fetch(url).catch(() => null);
    if (!answer?.ok || turn !== this.asked) return;
    const here = (await answer.json()) as Here;
    if (this.word) this.word.textContent = here.word;
    this.propose(here);
  }

  private propose(here: Here): void {
    const [text, take] = [this.offer?.querySelector("p"), this.offer?.querySelector("button")];
    if (!this.offer || !text || !take) return;
    const same = (name: string, offered: string | null | undefined) => !offered || this.text(name).toLowerCase() === offered.toLowerCase();
    const known = same("place_address", here.address) && same("commune_code", here.code);
    this.offer.hidden = known || here.offer === "";
    text.textContent = this.offer.hidden ? "" : here.offer;
    take.onclick = () => this.take(here);
  }

  private take(here: Here): void {
    const given: [string, string | null | undefined][] = [
      ["place_address", here.address],
      ["place_postcode", here.postcode],
      ["commune", here.commune],
      ["commune_code", here.code],
    ];
    for (const [name, value] of given) {
      const field = this.field(name);
      if (field && value) field.value = value;
    }
    if (this.offer) this.offer.hidden = true;
    this.field("place_address")?.focus();
    this.field("commune")?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The pin follows the address until somebody moves it. */
  private follow(): void {
    const again = () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.ask(), pause);
    };
    for (const name of ["place_address", "place_postcode", "commune"]) {
      this.field(name)?.addEventListener("change", again);
    }
    this.form?.addEventListener("semaine:place", again);
    for (const name of ["lat", "lon"]) {
      this.field(name)?.addEventListener("input", () => {
        const point = this.told();
        if (!point) return;
        this.byHand = true;
        this.put(point, false);
        this.map?.jumpTo({ center: point, zoom: 12 });
      });
    }
  }

  private async ask(): Promise<void> {
    const api = this.field("place_address")?.dataset["address"];
    const line = `${this.text("place_address")}, ${this.text("place_postcode")} ${this.text("commune")}`.trim();
    if (!api || this.byHand || !this.text("commune")) return;
    const turn = ++this.asked;
    const url = new URL(api, window.location.href);
    url.searchParams.set("q", line);
    const answer = await fetch(url).catch(() => null);
    if (!answer?.ok || turn !== this.asked) return;
    const told = (await answer.json()) as Found;
    if (this.word) this.word.textContent = this.text("place_address") ? told.word : "";
    if (told.lon === null || told.lat === null) return;
    const at: [number, number] = [told.lon, told.lat];
    this.map?.jumpTo({ center: at, zoom: told.found ? 14 : 11 });
    if (told.found) this.put(at, true);
    else if (!this.marker) this.put(at, false);
  }
}

for (const host of document.querySelectorAll<HTMLElement>("[data-pin]")) new Pin(host);
