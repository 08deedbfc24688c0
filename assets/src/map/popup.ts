// What a pin says when it is clicked: the card of the list if it is there, else the words of the tile.
import { type LngLatLike, type Map as MapView, Popup } from "maplibre-gl";

/** What a tile says of a single event. */
export interface Told {
  slug: string;
  title: string;
}

const cardOf = (slug: string) => document.querySelector<HTMLElement>(`[data-event="${CSS.escape(slug)}"]`);

/** Lights the card of an event, or none. */
export function lightCard(slug: string | null): void {
  for (const card of document.querySelectorAll("[data-event].is-lit")) card.classList.remove("is-lit");
  if (slug) cardOf(slug)?.classList.add("is-lit");
}

function content(event: Told, eventsPath: string, openWord: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "map-card";
  const card = cardOf(event.slug);
  for (const part of card?.querySelectorAll<HTMLElement>("[data-part=head]") ?? []) box.append(part.cloneNode(true));
  const title = document.createElement("p");
  title.className = "map-card-title";
  title.textContent = event.title;
  box.append(title);
  for (const part of card?.querySelectorAll<HTMLElement>("[data-part=line]") ?? []) {
    const line = document.createElement("p");
    line.className = part.className;
    line.textContent = part.textContent;
    box.append(line);
  }
  const link = document.createElement("a");
  link.href = `${eventsPath}/${encodeURIComponent(event.slug)}`;
  link.textContent = openWord;
  box.append(link);
  return box;
}

/** Opens the popup of one event and gives it the focus when asked by the keyboard. */
export function openPopup(map: MapView, at: LngLatLike, event: Told, words: { open: string; close: string }, eventsPath: string, focus: boolean): Popup {
  const popup = new Popup({ offset: 16, maxWidth: "20rem", focusAfterOpen: focus, closeButton: true });
  popup.setLngLat(at).setDOMContent(content(event, eventsPath, words.open)).addTo(map);
  popup.getElement()?.querySelector(".maplibregl-popup-close-button")?.setAttribute("aria-label", words.close);
  lightCard(event.slug);
  cardOf(event.slug)?.scrollIntoView({ block: "nearest" });
  popup.on("close", () => lightCard(null));
  return popup;
}

/** Opens a popup that names events standing in one and the same place. */
export function openList(map: MapView, at: LngLatLike, title: string, events: Told[], closeWord: string, eventsPath: string, focus: boolean): Popup {
  const box = document.createElement("div");
  box.className = "map-card";
  const head = document.createElement("p");
  head.className = "map-card-title";
  head.textContent = title;
  const list = document.createElement("ul");
  list.className = "map-same";
  for (const event of events) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${eventsPath}/${encodeURIComponent(event.slug)}`;
    link.textContent = event.title;
    item.append(link);
    list.append(item);
  }
  box.append(head, list);
  const popup = new Popup({ offset: 16, maxWidth: "20rem", focusAfterOpen: focus, closeButton: true });
  popup.setLngLat(at).setDOMContent(box).addTo(map);
  popup.getElement()?.querySelector(".maplibregl-popup-close-button")?.setAttribute("aria-label", closeWord);
  return popup;
}
