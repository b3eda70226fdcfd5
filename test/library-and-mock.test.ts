import { expect, use } from "chai";
import type { Fixtures } from "../mock/fixtures.ts";
import { createHost, type MockHost } from "../mock/host.ts";
import { type HttpMount, mountHttp } from "../mock/mounts/http.ts";
import { createRandom } from "../mock/random.ts";
import { conformance } from "../scripts/chai.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { processIo } from "./command.ts";

use(conformance());

const path = "/v2/customers/lookup/promisedPointsSchedule";

describe("The chai plug-in and the mock host", () => {
  let fixtures: Fixtures;
  let host: MockHost;
  let mount: HttpMount;
  before(async () => {
    fixtures = await loadFixtures(undefined, processIo);
  });
  beforeEach(async () => {
    host = createHost({ fixtures, random: createRandom(1) });
    mount = await mountHttp(host);
  });
  afterEach(() => mount.close());

  /** What a careful client asks. */
  function ask(query = "identifierName=mobile&identifierValue=919740000001&source=INSTORE", address = path) {
    return fetch(`${mount.url}${address}?${query}`, { headers: { Authorization: "Basic bm9ib2R5Om5vdGhpbmc=" } });
  }

  it("hold what a client sent against the documents", async () => {
    await ask();
    expect(host).to.have.seenOnlyConformingRequests();
    await ask("identifierName=mobile&source=INSTORE");
    expect(host).to.not.have.seenOnlyConformingRequests();
  });

  it("find a client that asks for a path or with a method that nobody documents", async () => {
    await ask(undefined, `${path}s`);
    expect(() => expect(host).to.have.seenOnlyConformingRequests()).to.throw(`GET ${path}s is no documented operation`);
  });

  it("leave alone what a test itself asks of the mock's state endpoint", async () => {
    await fetch(`${mount.url}/_mock/reset`, { method: "POST" });
    expect(host).to.have.seenOnlyConformingRequests();
  });

  it("hold what the mock answers against them too", async () => {
    const response = await ask();
    await expect({ request: { url: response.url }, response }).to.conform();
  });
});
