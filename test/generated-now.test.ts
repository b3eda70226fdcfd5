import { expect } from "chai";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { openMock } from "../scripts/kill-table/open-mock.ts";
import { createDraw } from "../src/generate/draw.ts";
import { systemClock } from "../src/model/clock.ts";
import { listGenerated } from "../src/run/generated-phase.ts";
import { openSession } from "../src/run/run-session.ts";
import { createStandard } from "../suites/standard.ts";
import { processIo, toolkit } from "./command.ts";

/** The requests that would be sent, in order, when the machine's clock shows a day. */
async function planOn(day: string, seed: number, now?: string): Promise<string[]> {
  const own = createStandard(toolkit.catalog());
  const fixtures = await loadFixtures(undefined, processIo);
  const { standard, target } = openMock(own, toolkit.meta("profile"), { fixtures });
  const session = openSession({
    standard,
    target,
    seed,
    writes: true,
    clock: { ...systemClock, now: () => new Date(`${day}T12:00:00Z`) },
    interrupted: () => undefined,
    ...(now === undefined ? {} : { now }),
    emit: () => {},
  });
  const [profile] = target.profile.organisations;
  if (profile === undefined) throw new Error("the mock has no organisation");
  const organisation = await session.openOrganisation(profile);
  const choices = { cases: 10, operations: ["update"] };
  const planned = [...listGenerated(standard, organisation, choices, [])];
  // Properties run with subjects of their own; they are told by their ids.
  return planned.map((one) => {
    const isRequest = one.state.kind === "ready" && one.state.subject === undefined && "next" in one.case;
    if (!isRequest || !("next" in one.case)) return one.id;
    const step = one.case.next(undefined, [], createDraw(seed, one.id));
    const body =
      step !== undefined && "body" in step && step.body instanceof Uint8Array ? step.body : new Uint8Array(0);
    return `${one.id} ${JSON.stringify(step)} ${Buffer.from(body).toString("base64")}`;
  });
}

describe("The option --now", () => {
  it("has the same seed, profile and instant give the same requests on any day, and another instant others", async () => {
    const now = "2027-03-01T00:00:00Z";
    const first = await planOn("2026-05-05", 3, now);
    expect(first.length).to.be.above(50);
    expect(await planOn("2028-01-31", 3, now)).to.deep.equal(first);
    expect(await planOn("2026-05-05", 3, "2031-03-01T00:00:00Z")).to.not.deep.equal(first);
  });
});
