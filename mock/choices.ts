import { type AccessChoices, defaultAccessChoices } from "./access/choices.ts";
import { type EventsChoices, defaultEventsChoices } from "./events/choices.ts";
import { type HistoriesChoices, defaultHistoriesChoices } from "./histories/choices.ts";
import { type PointsChoices, defaultPointsChoices } from "./points/choices.ts";
import { type UpdatesChoices, defaultUpdatesChoices } from "./updates/choices.ts";

/**
 * Where the documents are silent or contradict themselves a host has to choose. Each member is one such place; the values
 * are the choices, and every value but the default one is taken by a variant.
 */
export interface Choices
  extends SharedChoices, AccessChoices, PointsChoices, HistoriesChoices, UpdatesChoices, EventsChoices {}

/** What is chosen for all operations alike. */
interface SharedChoices {
  /** HTTP status of a refusal that has a code of its own; `by-code` is 404 for an unknown customer, else 400. */
  readonly refusalStatus: "400" | "200" | "by-code";
  /** Place of a refusal's code: a list `errors`, the root itself, or a member `status` of it. */
  readonly refusalForm: "errors" | "root" | "status";
  /** Which member of a refusal comes first. */
  readonly refusalOrder: "code-first" | "message-first";
  /** What a parameter that comes twice is. */
  readonly repeatedParameter: "refused" | "first" | "last";
  /** Blanks in the JSON text. */
  readonly layout: "compact" | "indented";
}

/** What the mock does unless a variant says otherwise. */
export const defaultChoices: Choices = {
  refusalStatus: "400",
  refusalForm: "errors",
  refusalOrder: "code-first",
  repeatedParameter: "refused",
  layout: "compact",
  ...defaultAccessChoices,
  ...defaultPointsChoices,
  ...defaultHistoriesChoices,
  ...defaultUpdatesChoices,
  ...defaultEventsChoices,
};
