import { countOf } from "../reports/describe.ts";
import { sanitizeTerminal } from "../reports/terminal-text.ts";
import type { RunEvent } from "../src/model/run.ts";
import { wasSent } from "../src/run/fold-events.ts";
import type { CommandIo } from "./io.ts";
import { createPace, type Pace } from "./measure-pace.ts";

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
  { pace = createPace(), requests: allowed = Infinity }: { readonly pace?: Pace; readonly requests?: number } = {},
): Progress {
  let planned = 0;
  let done = 0;
  let diverged = 0;
  let requests = 0;
  let lastLine = 0;
  let isWarned = false;
  const line = (text: string): void => io.stderr(`${io.terminal.live ? "\r\u001b[2K" : ""}${sanitizeTerminal(text)}\n`);
  const overwrite = (text: string): void => {
    if (io.terminal.live) io.stderr(`\r\u001b[2K${sanitizeTerminal(text).slice(0, io.terminal.width - 1)}`);
  };
  const warn = (shortage: string | undefined): void => {
    if (shortage === undefined || isWarned) return;
    isWarned = true;
    line(shortage);
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
          line(describePlan(event, pace));
          return warn(describeShortage([event], requests, allowed));
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

/** What is known of a phase of an organisation before it runs. */
type PlannedHead = Pick<Extract<RunEvent, { event: "planned" }>, "organisation" | "phase" | "cases" | "requests">;

/** How much one phase of an organisation is to do, and how long that takes. */
export function describePlan({ organisation, phase, cases, requests }: PlannedHead, pace: Pace): string {
  const head = `${organisation}: ${countOf(cases, "case")} planned (${phase})`;
  if (requests === undefined) return head;
  const time = requests === 0 ? undefined : pace.describe(requests);
  return `${head}, about ${countOf(requests, "request")}${time === undefined ? "" : `, ${time}`}`;
}

/**
 * What to do where the plan is larger than the profile allows; undefined where it is not. A case takes one request at least.
 * @param sent requests so far
 * @param allowed in all of a run
 */
export function describeShortage(plan: readonly PlannedHead[], sent: number, allowed: number): string | undefined {
  const needed = plan.reduce((sum, { cases, requests = cases }) => sum + requests, sent);
  if (needed <= allowed) return undefined;
  const isCounted = plan.every(({ requests }) => requests !== undefined);
  return `the profile allows ${allowed} requests (limits.requests) and this takes ${isCounted ? "about" : "more than"} ${needed}: what comes last will not be run; raise the limit, or choose less with --operation, --phase or --only`;
}
