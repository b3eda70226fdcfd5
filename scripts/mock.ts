import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Fixtures } from "../mock/fixtures.ts";
import { loadFixtures as loadFixturesFile } from "./commands/mock.ts";
import { findPackageRoot } from "./package-root.ts";

export { checkFixtures } from "../mock/check-fixtures.ts";
export type { EventDelivery } from "../mock/events/write-deliveries.ts";
export type * from "../mock/fixtures.ts";
export { type HostOptions, type MockExchange, type MockHost, createHost } from "../mock/host.ts";
export { mountDirect } from "../mock/mounts/direct.ts";
export { type HttpMount, type HttpMountOptions, mountHttp } from "../mock/mounts/http.ts";
export { type NockMount, type NockMountOptions, mountNock } from "../mock/mounts/nock.ts";
export { type ProfileOptions, renderProfile } from "../mock/print-profile.ts";
export { makeRandomFixtures } from "../mock/random-fixtures/make-random-fixtures.ts";
export { type Random, createRandom } from "../mock/random.ts";

/** Reads and checks a fixtures file; without a path, the one that comes with the package. Rejects with an InputError. */
export function loadFixtures(path?: string): Promise<Fixtures> {
  const root = findPackageRoot(fileURLToPath(import.meta.url));
  return loadFixturesFile(path, {
    readFile: (file) => readFile(file, "utf8"),
    locate: (file) => `${root}/${file}`,
  });
}
