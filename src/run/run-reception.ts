import type { EventDefinition } from "../catalog/events.ts";

import type { Rulebook, WebhookOptions } from "../check/standard.ts";
import type { Clock } from "../model/clock.ts";
import type { DivergenceClass } from "../model/requirement.ts";
import type { Run, RunEvent } from "../model/run.ts";
import type { Redactor } from "../target/redaction.ts";
import { decideExit } from "./decide-exit.ts";
import { createReception, type Reception } from "./receive-deliveries.ts";
import { createRunRecorder } from "./record-run.ts";

export interface ReceptionRunOptions {
  readonly rulebook: Rulebook;
  readonly webhook: WebhookOptions;
  /** Whose webhook it is: the profile's organisation, or a word where that is not known. */
  readonly organisation: string;
  readonly expected: readonly EventDefinition[];
  readonly redactor: Redactor;
  /** Whether deliveries come from this machine alone; else personal data in them are masked in reports. */
  readonly loopback: boolean;
  readonly identifiers: readonly string[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly id: string;
  readonly profile?: string;
  readonly gates: readonly DivergenceClass[];
  readonly journal: string;
  readonly clock: Clock;
  readonly write: (event: RunEvent) => void;
  readonly show: (event: RunEvent) => void;
  readonly showPayload: (text: string) => string;
}

/** Deliveries that become a Run like that of a host. */
export interface ReceptionRun extends Pick<Reception, "take" | "count"> {
  /** Begins the Run. @param url where deliveries are received */
  start(url: string): void;
  /** Something that was not received, for instance, as a line of the report. */
  note(trouble: string): void;
  /** Ends the Run. @param interrupted the exit code of the signal that broke it off */
  end(interrupted: number | undefined): Run;
}

export function createReceptionRun(options: ReceptionRunOptions): ReceptionRun {
  const { rulebook, organisation, clock, expected } = options;
  const recorder = createRunRecorder({ ...options, catalog: rulebook.catalog });
  const { emit, fold } = recorder;
  const reception = createReception({ ...options, recorder });
  let where = "";
  const troubles = new Set<string>();
  return {
    ...reception,
    start: (url) => {
      where = url;
      emit({
        event: "started",
        formatVersion: 1,
        tool: options.tool,
        run: {
          id: options.id,
          startedAt: clock.now().toISOString(),
          seed: 0,
          target: url,
          ...(options.profile === undefined ? {} : { profile: options.profile }),
          phases: ["webhooks"],
          gates: options.gates,
          loopback: options.loopback,
        },
        ...(options.loopback ? {} : { identifiers: options.identifiers }),
      });
      emit({ event: "discovered", organisation, world: null });
    },
    note: (text) => {
      if (troubles.size >= mostTroubles || troubles.has(text)) return;
      troubles.add(text);
      emit({ event: "trouble", text });
    },
    end: (interrupted) => {
      reception.finish();
      const soFar = fold.result();
      const nothing = reception.count() === 0 && expected.length === 0;
      const exit = decideExit({
        account: soFar.account,
        balanced: fold.isBalanced(),
        divergences: soFar.divergences,
        gates: options.gates,
        ...(interrupted === undefined ? {} : { interrupted }),
        ...(nothing ? { nothingAnswered: `nothing was delivered to ${where}` } : {}),
      });
      emit({ event: "finished", finishedAt: clock.now().toISOString(), exit, requests: 0 });
      return fold.result();
    },
  };
}

const mostTroubles = 100;
