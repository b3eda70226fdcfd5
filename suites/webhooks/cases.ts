import type { WebhookCase } from "../../src/run/webhooks-phase.ts";
import type { Subject } from "../need.ts";
import { emittedCases } from "./emitted-cases.ts";
import { relinkCases } from "./relink-cases.ts";
import { updateCases } from "./update-cases.ts";

/** What is tried on a host whose webhooks are received: first what it can be told to send, then what updates lead to. */
export const webhookCases: readonly WebhookCase<string, Subject>[] = [...emittedCases, ...updateCases, ...relinkCases];
