import { sanitizeTerminal } from "../reports/terminal-text.ts";
import type { RunEvent } from "../src/model/run.ts";
import { wasSent } from "../src/run/fold-events.ts";
import type { CommandIo } from "./io.ts";

/** Tells people on stderr how far a run has come; a terminal's last line is written over, a log gets about six lines of it. */
export interface Progress {
  readonly show: (event: RunEvent) => void;
  readonly end: () => void;
}

/** A log gets a line for each of so many parts of what is planned, and none for less than so many cases. */
const partsOfLog = 6;
const fewestBetweenLines = 50;

export function createProgress(
  io: Pick<CommandIo, "stderr" | "terminal">,
  quiet: boolean,
  describeWorld: (world: never) => readonly string[],
  perMinute?: number,
): Progress {
  let planned = 0;
  let done = 0;
  let diverged = 0;
  let requests = 0;
  let lastLine = 0;
  const line = (text: string): void => io.stderr(`${io.terminal.live ? "\r\u001b[2K" : ""}${sanitizeTerminal(text)}\n`);
  const overwrite = (text: string): void => {
    if (io.terminal.live) io.stderr(`\r\u001b[2K${sanitizeTerminal(text).slice(0, io.terminal.width - 1)}`);
  };
  const tell = (): void => {
    lastLine = done;
    line(`${done} of ${planned} cases, ${diverged} diverged, ${requests} requests`);
  };
  if (quiet) return { show: () => {}, end: () => {} };
  return {
    show: (event) => {
      switch (event.event) {
        case "started":
          return line(`${event.run.target}: testing with seed ${event.run.seed}`);
        case "discovered":
          if (event.world !== null) for (const text of describeWorld(event.world as never)) line(text);
          return;
        case "planned":
          planned += event.cases;
          return line(describePlan(event, perMinute));
        case "exchange":
          if (wasSent(event.exchange)) requests += 1;
          return overwrite(`${done} of ${planned} cases, ${diverged} diverged, ${requests} requests: ${event.case}`);
        case "verdict":
          done += 1;
          if (event.verdict.status === "diverged") diverged += 1;
          if (!io.terminal.live && done - lastLine >= Math.max(fewestBetweenLines, planned / partsOfLog)) tell();
          return;
        case "trouble":
          return line(event.text);
        case "known":
        case "finished":
          return;
      }
    },
    end: () => {
      if (io.terminal.live) io.stderr("\r\u001b[2K");
      else if (lastLine !== done) tell();
    },
  };
}

/** How much one phase of an organisation is to do, and how long that takes at so many requests a minute. */
export function describePlan(
  {
    organisation,
    phase,
    cases,
    requests,
  }: { readonly organisation: string; readonly phase: string; readonly cases: number; readonly requests?: number },
  perMinute: number | undefined,
): string {
  const head = `${organisation}: ${cases} ${cases === 1 ? "case" : "cases"} planned (${phase})`;
  if (requests === undefined) return head;
  if (perMinute === undefined || !Number.isFinite(perMinute)) return `${head}, about ${requests} requests`;
  return `${head}, about ${requests} requests, ${Math.ceil(requests / perMinute)} minutes at ${perMinute} a minute`;
}
