import type { Choices } from "../choices.ts";
import { type Query, readParameter } from "../query.ts";
import { type RefusalResult, refuse } from "../result.ts";

/** Which of the entries are asked for. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** parameter: limit, its default and the upper end of its range; parameter: partnerProgramId, how many are recent. */
export const highestLimit = 10;

/** Reads limit and offset, or refuses them. */
export function readPage(query: Query, choices: Choices): Page | RefusalResult {
  const limit = readLimit(readParameter(query, "limit"), choices);
  if (typeof limit === "object") return limit;
  const offset = readOffset(readParameter(query, "offset"), choices);
  return typeof offset === "object" ? offset : { limit, offset };
}

function readLimit(text: string | undefined, choices: Choices): number | RefusalResult {
  // parameter: limit, default
  if (text === undefined) return highestLimit;
  if (!/^\d+$/.test(text)) {
    // choice: limit-unreadable
    return choices.limitUnreadable === "default" ? highestLimit : refuse(400, "limit is a number from 0 to 10");
  }
  const limit = Number(text);
  // choice: limit-zero
  if (limit === 0 && choices.limitZero === "default") return highestLimit;
  if (limit <= highestLimit) return limit;
  // parameter: limit, range. choice: limit-too-high
  return choices.limitTooHigh === "capped" ? highestLimit : refuse(400, "limit is a number from 0 to 10");
}

function readOffset(text: string | undefined, choices: Choices): number | RefusalResult {
  // parameter: offset, default
  if (text === undefined) return 0;
  // parameter: offset, type Int: it is answered as the number it is
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  // choice: offset-unreadable
  return choices.offsetUnreadable === "default" ? 0 : refuse(400, "offset is a number from 0 on");
}
