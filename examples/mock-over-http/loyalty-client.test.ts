import {
  type EventDelivery,
  type HttpMount,
  type MockHost,
  createHost,
  loadFixtures,
  mountHttp,
} from "capillary-conformance/mock";
import { conformance } from "capillary-conformance/chai";
import { expect, use } from "chai";
import { type LoyaltyClient, createLoyaltyClient } from "../mock-with-nock/loyalty-client.ts";

use(conformance());

// Customers of the fixtures that come with the package.
const withPoints = "919700000001";
const inSkylineMiles = "919700000011";

describe("The loyalty client, on a mock over HTTP,", () => {
  let mount: HttpMount;
  let host: MockHost;
  let client: LoyaltyClient;
  const told: EventDelivery[] = [];

  before(async () => {
    host = createHost({ fixtures: await loadFixtures(), deliver: (event) => told.push(event) });
    mount = await mountHttp(host, { latencyMs: 5, chunked: true, gzip: true });
    client = createLoyaltyClient({ host: mount.url, user: "till.main", password: "open-sesame" });
  });
  beforeEach(async () => {
    told.length = 0;
    // What a test in another process, or in another language, does; in this one host.reset() is as good.
    await fetch(`${mount.url}/_mock/reset`, { method: "POST" });
  });
  afterEach(() => {
    // Whatever the client sent is what the documents describe.
    expect(host).to.have.seenOnlyConformingRequests();
  });
  after(() => mount.close());

  it("adds up promised points, as of the day on which the mock's clock stands", async () => {
    const before = await client.sumPromisedPoints(withPoints);
    const body = JSON.stringify({ now: "2027-06-01T00:00:00Z" });
    await fetch(`${mount.url}/_mock/clock`, { method: "PUT", body });
    expect(await client.sumPromisedPoints(withPoints)).to.be.lessThan(before);
  });

  it("sees the tier that it has set, and a webhook is told of it", async () => {
    await client.upgrade(inSkylineMiles, "Skyline Miles", "Platinum");
    expect((await client.listTiers(inSkylineMiles)).get("Skyline Miles")).to.equal("Platinum");
    expect(told.map(({ event }) => event)).to.deep.equal(["partnerProgramUpdated"]);
  });

  it("finds everything as it was after the reset", async () => {
    expect((await client.listTiers(inSkylineMiles)).get("Skyline Miles")).to.equal("Silver");
    expect(host.exchanges()).to.have.length(1);
  });

  it("waits no longer than its patience lasts", async () => {
    const slow = await mountHttp(host, { latencyMs: 60_000 });
    try {
      const hasty = createLoyaltyClient({ host: slow.url, user: "till.main", password: "open-sesame", timeoutMs: 20 });
      const failure = await hasty.listTiers(inSkylineMiles).catch((error: unknown) => error);
      expect(failure).to.have.property("name", "TimeoutError");
    } finally {
      await slow.close();
    }
  });
});
