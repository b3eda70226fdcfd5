import type { OpenTarget } from "../scripts/open-target.ts";
import { provideSuiteSession, type SuiteSession } from "../suites/describe-cases.ts";

/**
 * Root hooks of mocha: the suites run on the target that CONFORMANCE_TARGET names (a profile or a URL), or else on a mock
 * host that is started for them. Mocha's workers call root hooks for every file, and few files show cases: the target is
 * opened where a file asks for it. What that takes is loaded then too, since every process of mocha reads this file.
 */
export const mochaHooks = { beforeAll: offerSuite, afterAll: closeSuite };

let target: OpenTarget | undefined;

function offerSuite(): void {
  let suite: Promise<SuiteSession> | undefined;
  provideSuiteSession(() => (suite ??= openSuite()));
}

async function openSuite(): Promise<SuiteSession> {
  const { systemClock } = await import("../src/model/clock.ts");
  const { openSession } = await import("../src/run/run-session.ts");
  const { openTarget } = await import("../scripts/open-target.ts");
  const { createStandard } = await import("../suites/standard.ts");
  const { processIo, toolkit } = await import("./command.ts");
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
