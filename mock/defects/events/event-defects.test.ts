import { expect } from "chai";
import { loadDefaultFixtures } from "../../testing/battery-requests.ts";
import { eventRequests } from "../../events/testing/event-requests.ts";
import { createHost } from "../../host.ts";
import { createRandom } from "../../random.ts";
import type { Defect } from "../defect.ts";
import { deliveryBodyDefects } from "./delivery-body-defects.ts";
import { deliveryDefects } from "./delivery-defects.ts";
import { eventDefects } from "./event-defects.ts";
import { lostEventDefects } from "./lost-event-defects.ts";
import { otherEventDefects } from "./other-event-defects.ts";

const fixtures = loadDefaultFixtures();

/** All that is told meanwhile, a line for each message. */
async function listen(...defects: readonly string[]): Promise<readonly string[]> {
  const told: string[] = [];
  const host = createHost({
    fixtures,
    random: createRandom(7),
    defects,
    deliver: ({ bare = false, body }) => told.push(`${bare ? "bare " : ""}${Buffer.from(body).toString("utf8")}`),
  });
  for (const request of eventRequests) {
    const reply = await host.handle(request);
    expect(reply.kind === "response" && reply.response.status < 500).to.equal(true);
  }
  return told;
}

describe("the defects of events", () => {
  let plain: readonly string[] = [];
  before(async () => {
    plain = await listen();
  });

  it("are told of by the requests that are to show them", () => {
    expect(plain.length).to.be.greaterThan(15);
  });

  const beside: readonly Defect[] = [
    ...deliveryDefects,
    ...deliveryBodyDefects,
    ...lostEventDefects,
    ...otherEventDefects,
  ];
  it("each change what is delivered, where they show beside other messages", async () => {
    const idle: string[] = [];
    for (const { id } of beside) if ((await listen(id)).join("\n") === plain.join("\n")) idle.push(id);
    expect(idle).to.deep.equal([]);
  });

  it("have an id each", () => {
    const ids = eventDefects.map(({ id }) => id);
    expect(ids).to.deep.equal([...new Set(ids)]);
  });
});
