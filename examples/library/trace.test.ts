import {
  breach,
  captureExchange,
  type Case,
  checkTrace,
  createDraw,
  keep,
  type ReadExchange,
} from "capillary-conformance";
import { loadStandard } from "capillary-conformance/load-standard";
import { expect } from "chai";

/** A case of our own, for a requirement of the documents. `next` would say what to send; here that is done already. */
const oneEntity: Case<"customer", string> = {
  id: "points.own.one-entity",
  title: "Two reads of one customer tell one entityId",
  operation: "points",
  requirements: ["points.entity-id.unique"],
  needs: "customer",
  next: () => undefined,
  judge: (_mobile, trace) => {
    const [first, second] = trace.map(readEntityId);
    if (first === undefined || second === undefined) return keep();
    if (first === second) return keep("points.entity-id.unique");
    return breach({
      requirement: "points.entity-id.unique",
      pointer: "/entityId",
      kind: "disagreement",
      expected: `${first}, as in the first read`,
      actual: `${second}`,
      exchange: 1,
      rests: [0, 1],
    });
  },
};

function readEntityId({ answer }: ReadExchange): number | undefined {
  return answer.kind === "answer" ? (answer.value as { readonly entityId?: number }).entityId : undefined;
}

const url =
  "/v2/customers/lookup/promisedPointsSchedule?identifierName=mobile&identifierValue=919740000001&source=INSTORE";

function makeRead(entityId: number) {
  const lists = { promisedPointsScheduleList: [], triggerBasedPointsList: [], warnings: [] };
  const body = { entityId, entityType: "CUSTOMER", ...lists };
  return captureExchange({ request: { url }, response: { status: 200, body } });
}

describe("Several exchanges", () => {
  it("are held against the documents each by itself, and together as a case", () => {
    const draw = createDraw(1, oneEntity.id);
    const check = (trace: readonly ReturnType<typeof makeRead>[]) =>
      checkTrace(loadStandard(), oneEntity, "919740000001", draw, trace).findings;
    expect(check([makeRead(98662653), makeRead(98662653)])).to.deep.equal([]);
    const [finding] = check([makeRead(98662653), makeRead(11)]);
    expect(finding).to.include({ requirement: "points.entity-id.unique", pointer: "/entityId", exchange: 1 });
  });
});
