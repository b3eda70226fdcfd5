import { createHash } from "node:crypto";
import { Markup } from "../markup.ts";

/**
 * The page's only script: filters kept in the URL, copy buttons, keys. It is the same in every report, holds nothing of a
 * run, and writes text alone (`textContent`), so that nothing of a host can become code.
 */
const source = `"use strict";
(() => {
  const form = document.getElementById("filters");
  const articles = [...document.querySelectorAll("article[data-class]")];
  const status = document.getElementById("filter-status");
  const fields = form ? [...form.querySelectorAll("[name]")] : [];
  const texts = new Map();
  const textOf = (article) => {
    if (!texts.has(article)) {
      const parts = [...article.querySelectorAll("h3, .tags, .comparison, .facts")];
      texts.set(article, parts.map((part) => part.textContent).join(" ").toLowerCase());
    }
    return texts.get(article);
  };
  const apply = () => {
    const wanted = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
    const words = wanted.q.toLowerCase().split(/\\s+/).filter((word) => word !== "");
    let shown = 0;
    for (const article of articles) {
      const fits = ["class", "operation", "phase", "organisation"].every(
        (name) => !wanted[name] || article.dataset[name] === wanted[name],
      );
      const isShown = fits && words.every((word) => textOf(article).includes(word));
      article.hidden = !isShown;
      if (isShown) shown += 1;
    }
    for (const section of document.querySelectorAll("section")) {
      const own = [...section.querySelectorAll("article[data-class]")];
      if (own.length > 0) section.hidden = own.every((article) => article.hidden);
    }
    status.textContent = shown === articles.length ? articles.length + " shown" : shown + " of " + articles.length + " shown";
    return wanted;
  };
  const keep = () => {
    const wanted = Object.entries(apply()).filter(([, value]) => value !== "");
    const hash = wanted.length === 0 ? "#" : "#?" + new URLSearchParams(wanted);
    if (location.hash !== hash) history.replaceState(null, "", hash);
  };
  const restore = () => {
    if (!location.hash.startsWith("#?")) return;
    const given = new URLSearchParams(location.hash.slice(2));
    for (const field of fields) field.value = given.get(field.name) ?? "";
    apply();
  };
  if (form && articles.length > 0) {
    form.hidden = false;
    form.addEventListener("input", keep);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(keep));
    addEventListener("hashchange", restore);
    apply();
    restore();
  }
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };
  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(button.previousElementSibling.textContent);
      button.textContent = done ? "Copied" : "Not copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
  }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
    if (event.key === "Escape" && form && isTyping) {
      form.reset();
      return event.target.blur();
    }
    if (isTyping) return;
    if (event.key === "/" && form) {
      event.preventDefault();
      return form.querySelector("[name=q]").focus();
    }
    if (event.key !== "j" && event.key !== "k") return;
    const shown = articles.filter((article) => !article.hidden);
    const here = shown.indexOf(document.activeElement.closest("article"));
    const next = shown[event.key === "j" ? here + 1 : Math.max(here - 1, 0)];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "start" });
    }
  });
})();
`;

/** The script as it stands in the page. */
export const script = new Markup(source);

/** What the page's policy allows: this script and no other. */
export const scriptHash = `sha256-${createHash("sha256").update(source).digest("base64")}`;
