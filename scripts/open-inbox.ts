import { openReceiver, type WebhookReceiver } from "../src/capture/webhook-receiver.ts";
import type { WebhookOptions } from "../src/check/standard.ts";
import { hideCredentials } from "../src/target/hide-credentials.ts";
import { systemClock } from "../src/model/clock.ts";
import type { Header } from "../src/model/http.ts";
import { InputError } from "../src/model/input-error.ts";
import { createInbox, type DeliveryInbox, type DeliveryTiming } from "../src/run/delivery-inbox.ts";
import { decodeBody } from "../src/target/decode-body.ts";
import type { Profile } from "../src/target/profile.ts";
import type { CapillaryStandard } from "../suites/standard.ts";

/** What a run receives of its target's webhooks. */
export interface OpenInbox {
  readonly inbox: DeliveryInbox;
  close(): Promise<void>;
}

/** On this machine effects are there at once, but a delivery takes its way all the same. */
const leastMs = { arrival: 5000, silence: 250 };

/** How long deliveries of this target may take. */
export function timeDeliveries({ timing, loopback }: Pick<Profile, "timing" | "loopback">): DeliveryTiming {
  const { settleMs } = timing;
  if (!loopback) return { arrivalMs: settleMs, silenceMs: settleMs };
  return {
    arrivalMs: Math.max(settleMs, leastMs.arrival),
    silenceMs: settleMs > 0 ? settleMs : leastMs.silence,
  };
}

/** What the profile says of the webhook. */
export function readWebhook({ webhooks, pin }: Pick<Profile, "webhooks" | "pin">): WebhookOptions {
  return { pins: pin, headers: (webhooks?.header ?? []).map(([name, { value }]): Header => [name, value]) };
}

/**
 * Listens where the profile says, from the beginning of a run: what other phases bring about is acknowledged too. Undefined
 * where the profile knows no webhook. Throws an InputError where the address cannot be had.
 * @param whenDelivered resolves when the host has nothing left to deliver, where that can be known
 */
export async function openInbox(
  profile: Profile,
  standard: CapillaryStandard,
  whenDelivered?: () => Promise<void>,
): Promise<OpenInbox | undefined> {
  if (profile.webhooks === undefined) return undefined;
  const { listen, publicUrl } = profile.webhooks;
  const configured = profile.webhooks.header.map(([name, { value }]): Header => [name, value]);
  // Only the receiver knows its port, and only with that the inbox can say where it listens.
  let inbox: DeliveryInbox | undefined;
  let receiver: WebhookReceiver;
  try {
    receiver = await openReceiver({
      listen,
      clock: systemClock,
      decode: decodeBody,
      take: ({ request, receivedAt }) =>
        inbox?.receive({
          request: { ...request, headers: hideCredentials(request.headers, configured) },
          receivedAt,
        }) ?? { status: 503 },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InputError([
      {
        message: `cannot listen for webhooks on ${listen.hostname}:${listen.port}: ${message}`,
        pointer: "/webhooks/listen",
        hint: "name another address; port 0 is any free one",
      },
    ]);
  }
  inbox = createInbox({
    url: publicUrl ?? receiver.url,
    rulebook: standard,
    timing: timeDeliveries(profile),
    clock: systemClock,
    whenDelivered,
  });
  return { inbox, close: () => receiver.close() };
}
