/** The side panel (a sheet on small screens): one view at a time, with a title and a way back. */

import { button, byId, h } from "../dom";
import { say } from "../tongue";

export interface SideView {
  title: string;
  kicker?: string;
  body: (Node | null)[];
  back?: { label: string; go: () => void };
}

export class SidePanel {
  private element = byId("side");
  private scroller = h("div", { class: "side-scroll" });
  private title = h("h2", { tabindex: -1, class: "side-title" });
  private remembered = new Map<string, number>();
  private shown = "";

  constructor(private onClose: () => void) {
    this.element.append(this.scroller);
  }

  /** Puts a view in place; a new one scrolls to its top and, if asked, takes the focus. */
  show(key: string, view: SideView, focus = false): void {
    this.remembered.set(this.shown, this.scroller.scrollTop);
    const fresh = key !== this.shown;
    this.shown = key;
    this.element.dataset.view = key.split(":")[0];
    this.title.textContent = view.title;
    this.title.classList.toggle("long", view.title.length > 60);
    const { back } = view;
    const bar = h(
      "div",
      { class: "side-bar" },
      back ? button(`‹ ${back.label}`, back.go, { class: "button button-plain back" }) : null,
      button("✕", this.onClose, {
        class: "button button-plain close",
        "aria-label": say("Close panel"),
      }),
    );
    const kicker = view.kicker ? h("p", { class: "kicker" }, view.kicker) : null;
    const active = document.activeElement;
    this.scroller.replaceChildren(
      h("div", { class: "side-head" }, bar, kicker, this.title),
      ...view.body.filter((node) => node !== null),
    );
    keepFocus(this.scroller, active);
    if (fresh) this.scroller.scrollTop = key === "list" ? (this.remembered.get(key) ?? 0) : 0;
    if (focus) this.title.focus({ preventScroll: true });
  }

  focus(): void {
    this.title.focus({ preventScroll: true });
  }
}

/** Gives the focus back to what had it, or to what has taken its place under the same id or for the same record. */
function keepFocus(box: HTMLElement, active: Element | null): void {
  if (!(active instanceof HTMLElement) || document.activeElement === active) return;
  const { id, dataset } = active;
  const record = dataset.id && `[data-id="${CSS.escape(dataset.id)}"]`;
  const again = active.isConnected
    ? active
    : id
      ? document.getElementById(id)
      : record
        ? box.querySelector<HTMLElement>(record)
        : null;
  if (again && box.contains(again)) again.focus({ preventScroll: true });
}
