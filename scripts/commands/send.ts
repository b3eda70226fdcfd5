import { randomUUID } from "node:crypto";
import { Command } from "commander";
import { sendDeliveries } from "../../src/run/send-deliveries.ts";
import type { CommandIo } from "../io.ts";
import { parseCount } from "../parse-options.ts";
import { addPresentOptions, listGates, type PresentOptions, presentRun } from "../present-run.ts";
import { openSend, type SendRequest } from "../send/open-send.ts";
import { sendDefaults } from "../send/show-send-again.ts";
import type { Toolkit } from "../toolkit.ts";

type SendCommandOptions = SendRequest & PresentOptions;

/** Plays the vendor's webhooks towards somebody who consumes them. */
export function createSendCommand(io: CommandIo, toolkit: Toolkit, finish: (code: number) => void): Command {
  const { count, seed, ackWithin, ackStatus, retry } = sendDefaults;
  return addPresentOptions(
    new Command("send")
      .description("play the vendor: deliver events to a consumer's endpoint and see whether it puts up with them")
      .requiredOption("--to <url>", "the endpoint; nothing is sent anywhere else, and no redirect is followed")
      .option("--event <name...>", "events to deliver (default: all)")
      .option("--count <number>", "payloads drawn for each event in each envelope", parseCount, count)
      .option("--seed <number>", "seed of what is drawn", parseCount, seed)
      .option("--header <header>", "a header, 'Name: value', for every delivery; may be repeated", collect)
      .option("--ack-within <duration>", "your own policy: how soon a delivery is acknowledged", ackWithin)
      .option("--ack-status <statuses>", "your own policy: what acknowledges, such as 2xx or 200,202", ackStatus)
      .option("--retry <durations>", "waits before a delivery comes again after 429, 5xx or no answer", retry)
      .option("--only <id...>", "deliveries to send, by the case's id or the beginning of one"),
  )
    .addHelpText(
      "after",
      "\nNo page demands anything of a consumer: what is judged is the policy that these options name.",
    )
    .action(async (options: SendCommandOptions) => finish(await send(options, io, toolkit)));
}

function collect(text: string, texts: readonly string[] = []): readonly string[] {
  return [...texts, text];
}

async function send(options: SendCommandOptions, io: CommandIo, toolkit: Toolkit): Promise<number> {
  const opened = await openSend(options, io, toolkit);
  let interrupted: number | undefined;
  const takeBack = io.onSignal((code) => {
    interrupted = code;
  });
  const journalPath = `${options.out}/run.ndjson`;
  const journal = io.openLines(journalPath);
  try {
    const run = await sendDeliveries({
      ...opened.prepared,
      id: randomUUID(),
      gates: listGates(options.failOn),
      interrupted: () => interrupted,
      journal: journalPath,
      write: (event) => journal.write(JSON.stringify(event)),
      show: (event) => {
        if (event.event !== "verdict" || event.verdict.status !== "diverged" || options.quiet === true) return;
        io.stderr(`${event.verdict.case}: diverged: ${event.verdict.title}\n`);
      },
    });
    return presentRun(run, options, io);
  } finally {
    takeBack();
    journal.close();
    await opened.close();
  }
}
