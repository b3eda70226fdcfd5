import { InputError } from "../../src/model/input-error.ts";
import type { RecordedExchange, RunEvent, RunHead } from "../../src/model/run.ts";
import type { SendChoices } from "../../src/model/run-choices.ts";
import type { Finding } from "../../src/model/verdict.ts";
import { findVerdict, type Replay } from "../../src/run/replay-case.ts";
import { sendDeliveries } from "../../src/run/send-deliveries.ts";
import type { CommandIo } from "../io.ts";
import type { Toolkit } from "../toolkit.ts";
import { nameHeaderVariable, openSend } from "./open-send.ts";

/**
 * Sends the deliveries of one case of an earlier `send` again: the same bytes and policy, to the same endpoint or to another
 * one. What headers held is taken from the environment.
 */
export async function replaySend(
  journal: { readonly events: readonly RunEvent[]; readonly file: string },
  head: RunHead & { readonly sent: SendChoices },
  wanted: { readonly case: string; readonly target: string | undefined },
  io: CommandIo,
  toolkit: Toolkit,
): Promise<{ readonly replay: Replay; readonly to: string; readonly redact: (text: string) => string }> {
  const { sent, seed, target } = head;
  const { title, organisation, findings: before } = findVerdict(journal, { ...wanted, organisation: undefined });
  const opened = await openSend(
    {
      ...sent,
      to: wanted.target ?? target,
      event: sent.events,
      header: sent.headers.map((name, index) => `${name}: ${readVariable(nameHeaderVariable(index), name, io)}`),
      seed,
      only: [wanted.case],
    },
    io,
    toolkit,
  );
  const exchanges: RecordedExchange[] = [];
  const now: Finding[] = [];
  let trouble: string | undefined;
  try {
    const { prepared } = opened;
    await sendDeliveries({
      ...prepared,
      id: head.id,
      gates: [],
      interrupted: () => undefined,
      journal: journal.file,
      write: (event) => {
        if (event.event === "exchange") exchanges.push(event.exchange);
        if (event.event !== "verdict") return;
        now.push(...event.verdict.findings);
        trouble ??= event.verdict.reason;
      },
      show: () => {},
    });
    // One that was not reached shows nothing.
    trouble ??= exchanges.every(({ outcome }) => outcome.kind === "failure") ? "nothing was answered" : undefined;
    return {
      replay: {
        case: wanted.case,
        title,
        organisation,
        before,
        now: trouble === undefined ? now : [],
        exchanges,
        ...(trouble === undefined ? {} : { trouble }),
      },
      to: prepared.to,
      redact: (text) => prepared.redactor.text(text),
    };
  } finally {
    await opened.close();
  }
}

function readVariable(variable: string, header: string, io: CommandIo): string {
  const value = io.env[variable];
  if (value !== undefined) return value;
  throw new InputError([
    { message: `the deliveries carried a header ${header}, whose value is not kept`, hint: `set ${variable} to it` },
  ]);
}
