import { InputError } from "../model/input-error.ts";
import { isObject } from "../model/json.ts";
import type { RunEvent } from "../model/run.ts";

/**
 * The events of a `run.ndjson`. A last line that is cut off is left out: that is how a killed run ends.
 * Throws an InputError where the text is no journal.
 */
export function readJournal(text: string, file: string): RunEvent[] {
  const lines = text.split("\n");
  const events: RunEvent[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const event = readEvent(line);
    if (event !== undefined) events.push(event);
    else {
      if (index === lines.length - 1) break;
      throw new InputError([
        {
          file,
          line: index + 1,
          message: "this line is no event of a run",
          hint: "a run.ndjson has one event on each line",
        },
      ]);
    }
  }
  if (events[0]?.event !== "started") {
    throw new InputError([
      {
        file,
        message: "this is no journal of a run",
        hint: "runs leave theirs as run.ndjson in the folder that --out names",
      },
    ]);
  }
  return events;
}

/** What the events of each kind have at least; enough for the reader to rely on, without reading a schema. */
const members: Readonly<Record<RunEvent["event"], string>> = {
  started: "run",
  discovered: "organisation",
  planned: "cases",
  exchange: "exchange",
  verdict: "verdict",
  trouble: "text",
  known: "known",
  finished: "exit",
};

function readEvent(line: string): RunEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value)) return undefined;
    const { event } = value;
    const isKnown = typeof event === "string" && Object.hasOwn(members, event);
    if (!isKnown || !Object.hasOwn(value, members[event as RunEvent["event"]])) return undefined;
    return value as unknown as RunEvent;
  } catch {
    return undefined;
  }
}
