import { expect } from "chai";
import type { Json } from "../../src/model/json.ts";
import { createHost } from "../host.ts";
import { createRandom } from "../random.ts";
import {
  entry,
  makeUpdate,
  organisation,
  queued,
  request,
  tiered,
  upgrade,
} from "../updates/testing/sample-organisation.ts";

async function statusOf(body: Json, variants: readonly string[]): Promise<number | undefined> {
  const fixtures = { fixtures: 1, clock: "2026-11-20T09:30:00Z", organisations: [organisation] } as const;
  const reply = await createHost({ fixtures, variants, random: createRandom(1) }).handle(makeUpdate(body));
  return reply.kind === "response" ? reply.response.status : undefined;
}

describe("the variants for updates", () => {
  const [accepted, refused, unknown] = [
    entry(tiered, upgrade()),
    entry(queued, upgrade()),
    entry({ mobile: "404" }, upgrade()),
  ];
  const rows: readonly (readonly [what: string, body: Json, plain: number, with400: number, with207: number])[] = [
    ["an accepted update", request(accepted), 200, 200, 200],
    ["a refused update", request(refused), 200, 400, 207],
    ["an unknown customer", request(unknown), 200, 400, 207],
    ["an accepted and a refused update", request(accepted, refused), 200, 200, 207],
    ["a known and an unknown customer", request(accepted, unknown), 200, 200, 207],
    ["a request that is refused as a whole", {}, 400, 400, 400],
  ];
  for (const [what, body, plain, with400, with207] of rows) {
    it(`answer ${what} with HTTP ${plain}, ${with400} and ${with207}`, async () => {
      expect(await statusOf(body, [])).to.equal(plain);
      expect(await statusOf(body, ["failures-with-http-400"])).to.equal(with400);
      expect(await statusOf(body, ["failures-with-http-207"])).to.equal(with207);
    });
  }
});
