import { InputError } from "../model/input-error.ts";
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
    try {
      events.push(JSON.parse(line) as RunEvent);
    } catch {
      if (index === lines.length - 1) break;
      throw new InputError([
        { file, line: index + 1, message: "this line is no JSON", hint: "a run.ndjson has one event on each line" },
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
