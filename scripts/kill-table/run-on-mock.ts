import { createWebhookSender, type WebhookSender } from "../../mock/events/webhook-sender.ts";
import { createHost } from "../../mock/host.ts";
import type { Fixtures } from "../../mock/fixtures.ts";
import { mountDirect } from "../../mock/mounts/direct.ts";
import { renderProfile } from "../../mock/print-profile.ts";
import { createRandom } from "../../mock/random.ts";
import type { SchemaDocument } from "../../src/catalog/sources.ts";
import { systemClock } from "../../src/model/clock.ts";
import type { GeneratedChoices, Run, RunEvent } from "../../src/model/run.ts";
import { createGeneratedPhase } from "../../src/run/generated-phase.ts";
import { runConformance } from "../../src/run/run-conformance.ts";
import { createInbox } from "../../src/run/delivery-inbox.ts";
import { createSuitesPhase } from "../../src/run/run-phase.ts";
import { createWebhooksPhase } from "../../src/run/webhooks-phase.ts";
import { noBody } from "../../src/model/http.ts";
import { loadProfile } from "../../src/target/profile.ts";
import { createTarget } from "../../src/target/target.ts";
import type { CapillaryStandard } from "../../suites/standard.ts";
import { webhookCases } from "../../suites/webhooks/cases.ts";
import { readWebhook } from "../open-inbox.ts";

/** In this process a delivery is there at once, or as soon as it is sent again. */
const timing = { arrivalMs: 30, silenceMs: 15 };

/** The suites, or generated cases, against a mock host in this process, without a network: for the kill table and tests. */
export async function runOnMock(
  own: CapillaryStandard,
  profileSchema: SchemaDocument,
  mock: {
    readonly fixtures: Fixtures;
    readonly defects?: readonly string[];
    readonly variants?: readonly string[];
    readonly profile?: string;
  },
  options: {
    readonly only?: readonly string[];
    /** Default: the suites alone. */
    readonly phases?: readonly ("suites" | "webhooks")[];
    readonly seed?: number;
    /** Generated cases instead of the suites. */
    readonly generated?: GeneratedChoices;
    /** Why no more cases are to be run. */
    readonly stopped?: () => string | undefined;
    /** Takes every event as the journal would. */
    readonly write?: (event: RunEvent) => void;
  } = {},
): Promise<Run> {
  const { phases: names = ["suites"], only } = options;
  let sender: WebhookSender | undefined;
  const host = createHost({ random: createRandom(1), deliver: (event) => sender?.deliver(event), ...mock });
  const url = "http://127.0.0.1:8080";
  const text = mock.profile ?? renderProfile(mock.fixtures, url, { listen: "127.0.0.1:0", hook: "sesame" });
  const profile = loadProfile(text, "mock", {}, profileSchema);
  const target = createTarget({ profile, clock: systemClock, transport: mountDirect(host, { timeoutMs: 1000 }) });
  const standard = { ...own, webhook: readWebhook(profile) };
  const inbox = createInbox({ url: "http://127.0.0.1:9/", rulebook: standard, timing, clock: systemClock });
  const connect = (): void => {
    sender = createWebhookSender({
      url: inbox.url,
      headers: standard.webhook.headers ?? [],
      clock: systemClock,
      backoffMs: 1,
      transport: async (request) => {
        const { status } = inbox.receive({ request, receivedAt: new Date() });
        return { kind: "response", response: { status, headers: [], body: noBody }, ms: 0 };
      },
    });
  };
  return runConformance({
    standard,
    target,
    tool: { name: "capillary-conformance", version: "0" },
    id: "mock",
    seed: options.seed ?? 1,
    phases:
      options.generated === undefined
        ? names.map((name) =>
            name === "suites"
              ? createSuitesPhase(standard.cases, only)
              : createWebhooksPhase({ rulebook: standard, cases: webhookCases, inbox, connect, only }),
          )
        : [createGeneratedPhase(standard, options.generated, only)],
    inbox,
    ...(options.generated === undefined ? {} : { generated: options.generated }),
    ...(options.stopped === undefined ? {} : { stopped: options.stopped }),
    gates: ["violation", "deviation", "advisory"],
    clock: systemClock,
    journal: "run.ndjson",
    write: options.write ?? (() => {}),
    show: () => {},
    interrupted: () => undefined,
  });
}
