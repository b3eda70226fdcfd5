import { systemClock } from "../src/model/clock.ts";
import { openSession } from "../src/run/run-session.ts";
import { openTarget, type OpenTarget } from "../scripts/open-target.ts";
import { provideSuiteSession, type SuiteSession } from "../suites/describe-cases.ts";
import { createStandard } from "../suites/standard.ts";
import { processIo, toolkit } from "./command.ts";

/**
 * Root hooks of mocha: the suites run on the target that CONFORMANCE_TARGET names (a profile or a URL), or else on a mock
 * host that is started for them. Mocha's workers call root hooks for every file, and few files show cases: the target is
 * opened where a file asks for it.
 */
export const mochaHooks = { beforeAll: offerSuite, afterAll: closeSuite };

let target: OpenTarget | undefined;

function offerSuite(): void {
  let suite: Promise<SuiteSession> | undefined;
  provideSuiteSession(() => (suite ??= openSuite()));
}

async function openSuite(): Promise<SuiteSession> {
  // CI passes a variable that nobody has set as an empty one.
  target = await openTarget(process.env["CONFORMANCE_TARGET"] || undefined, processIo, toolkit);
  const session = openSession({
    standard: createStandard(toolkit.catalog()),
    target: target.target,
    seed: 1,
    writes: true,
    clock: systemClock,
    interrupted: () => undefined,
    emit: () => {},
  });
  const organisations: SuiteSession[number][] = [];
  for (const organisation of target.target.profile.organisations) {
    organisations.push({ name: organisation.name, session: await session.openOrganisation(organisation) });
  }
  return organisations;
}

async function closeSuite(): Promise<void> {
  await target?.close();
  target = undefined;
}
