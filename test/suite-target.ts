import { systemClock } from "../src/model/clock.ts";
import { openSession } from "../src/run/run-session.ts";
import { createProcessIo } from "../scripts/io.ts";
import { openTarget, type OpenTarget } from "../scripts/open-target.ts";
import { createToolkit } from "../scripts/toolkit.ts";
import { provideSuiteSession, type SuiteSession } from "../suites/describe-cases.ts";
import { createStandard } from "../suites/standard.ts";

/**
 * Root hooks of mocha: the suites run on the target that CONFORMANCE_TARGET names (a profile or a URL), or else on a mock
 * host that is started for them.
 */
export const mochaHooks = { beforeAll: openSuite, afterAll: closeSuite };

let opened: OpenTarget | undefined;

async function openSuite(this: Mocha.Context): Promise<void> {
  this.timeout(60_000);
  const io = createProcessIo(process);
  const toolkit = createToolkit(io.locate("."), false);
  const standard = createStandard(toolkit.catalog());
  // CI passes a variable that nobody has set as an empty one.
  opened = await openTarget(process.env["CONFORMANCE_TARGET"] || undefined, io, toolkit);
  const { target } = opened;
  const session = openSession({
    standard,
    target,
    seed: 1,
    writes: true,
    clock: systemClock,
    interrupted: () => undefined,
    emit: () => {},
  });
  const organisations: SuiteSession[number][] = [];
  for (const organisation of target.profile.organisations) {
    organisations.push({ name: organisation.name, session: await session.openOrganisation(organisation) });
  }
  provideSuiteSession(() => organisations);
}

async function closeSuite(): Promise<void> {
  await opened?.close();
}
