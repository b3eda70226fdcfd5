import { createWebhookSender, type WebhookSenderOptions } from "../../mock/events/webhook-sender.ts";
import type { EventDelivery } from "../../mock/events/write-deliveries.ts";
import { systemClock } from "../../src/model/clock.ts";
import type { Outcome, Transport } from "../../src/model/http.ts";
import { InputError } from "../../src/model/input-error.ts";
import { parseAddress } from "../../src/target/address.ts";
import { createTransport } from "../../src/target/transport.ts";
import { readHeader } from "../read-header.ts";

/** The events of a mock on their way to somebody. */
export interface Webhooks {
  readonly url: string;
  /** Names of the headers that every event carries. */
  readonly headerNames: readonly string[];
  readonly deliver: (delivery: EventDelivery) => void;
  /** Resolves when nothing waits and nothing is under way. */
  readonly idle: () => Promise<void>;
  /** Gives up what waits, and soon what is under way. */
  readonly close: () => Promise<void>;
}

const graceMs = 1000;
const limits = { timeoutMs: 10_000, bodyBytes: 1_000_000 };

/**
 * Delivers a mock's events to the one address that the user names, and reports each attempt that fails. Throws an
 * InputError for an address or a header that cannot be used.
 */
export function openWebhooks(
  address: string,
  headerTexts: readonly string[],
  report: (line: string) => void,
  options: Pick<WebhookSenderOptions, "backoffMs"> = {},
): Webhooks {
  const { url, problem } = parseAddress(address);
  if (url === undefined) {
    const hint = "credentials are sent by --webhook-header 'Authorization: …'";
    throw new InputError([{ message: `--webhook-url ${problem.split(";")[0]}`, hint }]);
  }
  const headers = headerTexts.map((text) => readHeader("--webhook-header", text));
  const network = createTransport({ limits, clock: systemClock, allowedHosts: [url.origin] });
  const transport: Transport = async (request) => {
    const outcome = await network(request);
    const trouble = describeTrouble(outcome);
    if (trouble !== undefined) report(`An event was not delivered: ${url.host} ${trouble}\n`);
    return outcome;
  };
  const sender = createWebhookSender({ url: url.href, headers, transport, clock: systemClock, ...options });
  return {
    url: url.href,
    headerNames: headers.map(([name]) => name),
    deliver: (delivery) => sender.deliver(delivery),
    idle: () => sender.idle(),
    close: async () => {
      sender.close();
      // A receiver that takes its time is not waited for.
      const cancel = systemClock.after(graceMs, () => void network.close());
      await sender.idle();
      cancel();
      await network.close();
    },
  };
}

function describeTrouble(outcome: Outcome): string | undefined {
  if (outcome.kind === "failure") return `did not take it (${outcome.reason}: ${outcome.detail})`;
  const { status } = outcome.response;
  return status >= 200 && status < 300 ? undefined : `answered HTTP ${status}`;
}
