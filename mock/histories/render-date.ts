import { rememberRecent } from "../../src/model/remember.ts";
import type { Choices } from "../choices.ts";

/** The samples' years have four digits: what lasts longer, by its offset, lasts until then. */
export const lastInstant = Date.parse("9999-12-31T23:59:59.999Z");

/** An instant as the samples write it, `2023-09-08T18:25:10Z`. */
export function renderInstant(instant: string, { instantScale }: Pick<Choices, "instantScale">): string {
  const text = renderWhole(instant);
  // choice: instant-scale
  return instantScale === "seconds" ? `${text.slice(0, -".000Z".length)}Z` : text;
}

/** The instants of fixtures are written in every answer. */
const renderWhole = rememberRecent((instant) => new Date(Math.min(Date.parse(instant), lastInstant)).toISOString());

/** An instant as the notes of the samples write it, `Thu Sep 14 15:51:21 GMT 2023`. */
export function renderNotedDate(instant: number): string {
  const [weekday = "", day, month, year, time] = new Date(instant).toUTCString().split(" ");
  return `${weekday.replace(",", "")} ${month} ${day} ${time} GMT ${year}`;
}
