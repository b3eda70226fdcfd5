import { createWebhookSender, type WebhookSender } from "../../mock/events/webhook-sender.ts";
import { createHost, type MockHost } from "../../mock/host.ts";
import type { Fixtures } from "../../mock/fixtures.ts";
import { mountDirect } from "../../mock/mounts/direct.ts";
import { renderProfile } from "../../mock/print-profile.ts";
import { createRandom } from "../../mock/random.ts";
import type { SchemaDocument } from "../../src/catalog/sources.ts";
import type { Clock } from "../../src/model/clock.ts";
import { noBody } from "../../src/model/http.ts";
import { createInbox, type DeliveryInbox } from "../../src/run/delivery-inbox.ts";
import { loadProfile } from "../../src/target/profile.ts";
import { createTarget, type Target } from "../../src/target/target.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import { readWebhook } from "../open-inbox.ts";
import { createLeapingClock } from "./leaping-clock.ts";

/** A mock host and how it is asked. */
export interface MockChoice {
  readonly fixtures: Fixtures;
  readonly defects?: readonly string[];
  readonly variants?: readonly string[];
  /** The text of a profile; by default the one that fits the fixtures. */
  readonly profile?: string;
}

/** A mock host in this process, opened as the target of a run. */
export interface OpenMock {
  /** The Standard with what the profile says of the webhook. */
  readonly standard: CapillaryStandard;
  readonly target: Target;
  readonly host: MockHost;
  readonly clock: Clock;
  readonly inbox: DeliveryInbox;
  /** Has the host deliver to the inbox. */
  readonly connect: () => void;
}

/** In this process a delivery is there at once, or as soon as it is sent again; waiting for one costs no time. */
const timing = { arrivalMs: 1000, silenceMs: 500 };

/** Opens a mock host without a network, where time passes only while something is waited for. */
export function openMock(own: CapillaryStandard, profileSchema: SchemaDocument, mock: MockChoice): OpenMock {
  const clock = createLeapingClock(new Date());
  let sender: WebhookSender | undefined;
  const host = createHost({ random: createRandom(1), deliver: (event) => sender?.deliver(event), ...mock });
  const text =
    mock.profile ?? renderProfile(mock.fixtures, "http://127.0.0.1:8080", { listen: "127.0.0.1:0", hook: "sesame" });
  const profile = loadProfile(text, "mock", {}, profileSchema);
  const target = createTarget({ profile, clock, transport: mountDirect(host, { timeoutMs: 1000 }) });
  const standard = { ...own, webhook: readWebhook(profile) };
  const inbox = createInbox({ url: "http://127.0.0.1:9/", rulebook: standard, timing, clock });
  const connect = (): void => {
    sender = createWebhookSender({
      url: inbox.url,
      headers: standard.webhook.headers ?? [],
      clock,
      backoffMs: 1,
      transport: async (request) => {
        const { status } = inbox.receive({ request, receivedAt: clock.now() });
        return { kind: "response", response: { status, headers: [], body: noBody }, ms: 0 };
      },
    });
  };
  return { standard, target, host, clock, inbox, connect };
}
