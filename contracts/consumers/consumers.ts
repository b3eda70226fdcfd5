import type { Consumer } from "./contract.ts";
import { historiesContracts } from "./histories.ts";
import { pointsContracts } from "./points.ts";
import { updateContracts } from "./update.ts";
import { webhookContracts } from "./webhooks.ts";

/** The name of the provider in every pact. */
export const provider = "capillary";

/** The parts of the reference client, each with a pact of its own: Pact writes a whole file for every interaction. */
export const consumers: readonly Consumer[] = [
  { name: "points-client", http: pointsContracts },
  { name: "histories-client", http: historiesContracts },
  { name: "update-client", http: updateContracts },
  { name: "webhook-receiver", messages: webhookContracts },
];
