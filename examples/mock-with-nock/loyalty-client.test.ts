import { fileURLToPath } from "node:url";
import {
  type Fixtures,
  type HostOptions,
  type MockHost,
  type NockMount,
  createHost,
  loadFixtures,
  mountNock,
} from "capillary-conformance/mock";
import { conformance } from "capillary-conformance/chai";
import { expect, use } from "chai";
import { LoyaltyError, createLoyaltyClient } from "./loyalty-client.ts";

use(conformance());

const origin = "https://eu.api.capillarytech.com";
const mobile = "919700007001";
const client = createLoyaltyClient({
  host: origin,
  user: "till.bookshop",
  password: "once-upon-a-time",
  timeoutMs: 2000,
});

describe("The loyalty client, on a mock in its own process,", () => {
  let fixtures: Fixtures;
  let mount: NockMount;
  let host: MockHost;

  /** From here on the origin is answered by a mock that knows the fixtures anew. */
  async function start(options: Omit<HostOptions, "fixtures"> = {}): Promise<void> {
    host = createHost({ fixtures, ...options });
    mount = await mountNock(host, { origin });
  }

  before(async () => {
    fixtures = await loadFixtures(fileURLToPath(new URL("fixtures.yaml", import.meta.url)));
  });
  // Whatever the client sent meanwhile is what the documents describe.
  afterEach(() => {
    mount.unmount();
    expect(host).to.have.seenOnlyConformingRequests();
  });

  it("adds up promised points", async () => {
    await start();
    expect(await client.sumPromisedPoints(mobile)).to.equal(150.5);
    // What the mock was asked is there to be looked at.
    const [{ request } = { request: undefined }] = host.exchanges();
    expect(request?.url).to.match(
      /^https:\/\/eu\.api\.capillarytech\.com\/v2\/customers\/lookup\/promisedPointsSchedule\?/,
    );
  });

  it("sees the tier that it has set", async () => {
    await start();
    await client.upgrade(mobile, "Night Train", "Sleeper");
    expect((await client.listTiers(mobile)).get("Night Train")).to.equal("Sleeper");
    expect(host.events().map(({ event }) => event)).to.deep.equal(["partnerProgramUpdated"]);
  });

  it("tells a refusal by its code, wherever the host puts it", async () => {
    for (const variants of [[], ["refusals-with-http-200"], ["message-before-code"]]) {
      await start({ variants });
      const refusal = await client.sumPromisedPoints("919799999999").catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(LoyaltyError).and.include({ code: 8015 });
      const update = await client.upgrade(mobile, "Night Train", "Roof").catch((error: unknown) => error);
      expect(update).to.be.instanceOf(LoyaltyError).and.include({ code: 2007 });
      mount.unmount();
    }
  });

  it("reads answers that look odd and conform", async () => {
    await start({ variants: ["gzip", "chunked", "members-reversed", "extra-members", "points-with-exponent"] });
    expect(await client.sumPromisedPoints(mobile)).to.equal(150.5);
  });

  it("fails where the connection breaks", async () => {
    await start({ defects: ["transport.unknown-customer-resets"] });
    const failure = await client.sumPromisedPoints("919799999999").catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TypeError);
  });

  it("serves customers in states that no fixtures file has to hold", async () => {
    await start();
    host.setState({ state: "customer has no points", params: { mobile } });
    expect(await client.sumPromisedPoints(mobile)).to.equal(0);
  });
});
