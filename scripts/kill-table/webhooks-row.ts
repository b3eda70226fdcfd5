import type { Defect } from "../../mock/defects/defect.ts";
import { type Row, sumUp, type TableParts } from "./row.ts";
import { runOnMock } from "./run-on-mock.ts";

/** Cases that get something delivered of other events, so that what is missing is not taken for a host that delivers nothing. */
const others = ["reminder.trigger", "updated.trigger"];

/** Runs the phase webhooks against the mock with a defect: the cases of its event, or all where it is of none. */
export async function makeWebhooksRow(
  { standard, profileSchema, fixtures }: TableParts,
  { id, breaks }: Defect,
): Promise<Row> {
  const [event = ""] = breaks.split(".");
  const only = standard.catalog.events.has(event) ? [`${event}.`, ...others] : [];
  const mock = { fixtures, defects: [id] };
  const { divergences } = await runOnMock(standard, profileSchema, mock, { phases: ["webhooks"], only });
  return sumUp("webhooks", { id, breaks }, divergences);
}
