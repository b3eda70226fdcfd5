import { expect } from "chai";
import { dataDefects, dayDefects } from "../mock/defects/events/data-defects.ts";
import { envelopeDefects } from "../mock/defects/events/envelope-defects.ts";
import { eventWords } from "../mock/defects/events/event-member.ts";
import { eventDefects } from "../mock/defects/events/event-defects.ts";
import { rawDataDefects } from "../mock/defects/events/raw-data-defects.ts";
import { valueDefects } from "../mock/defects/events/value-defects.ts";
import { eventNames } from "../mock/events/event-draft.ts";
import type { EventDelivery } from "../mock/events/write-deliveries.ts";
import type { Fixtures } from "../mock/fixtures.ts";
import { type HostOptions, createHost } from "../mock/host.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { checkPayload } from "../src/check/check-payload.ts";
import { settleReadings } from "../src/check/readings.ts";
import { createStandard } from "../suites/standard.ts";
import { processIo, toolkit } from "./command.ts";

const standard = createStandard(toolkit.catalog());

/** Faults that one message shows. */
const shown = [...envelopeDefects, ...dataDefects, ...dayDefects, ...rawDataDefects, ...valueDefects];

describe("The events of a mock", () => {
  let fixtures: Fixtures;
  before(async () => {
    fixtures = await loadFixtures(undefined, processIo);
  });

  /** These events of a supplementary program, and of an external one with tiers. */
  function emit(names: readonly string[], options: Partial<HostOptions>): readonly EventDelivery[] {
    const host = createHost({ fixtures, random: createRandom(1), ...options });
    for (const event of names) {
      host.emit({ event, customer: { mobile: "919700000015" }, program: "Everyday Prime" });
      host.emit({ event, customer: { mobile: "919700000011" }, program: "Skyline Miles" });
    }
    return host.events();
  }

  /** The requirements that messages break, each judged by itself, once each. */
  function findBroken(deliveries: readonly EventDelivery[]): readonly string[] {
    const found = deliveries.flatMap(({ event, body, headers }) => {
      const { judgement } = checkPayload(standard, { event, body, headers });
      return settleReadings(standard.catalog, judgement).map(({ requirement }) => requirement);
    });
    return [...new Set(found)];
  }

  it("break nothing in any envelope", () => {
    for (const variant of ["events-wrapped", "events-flat", "events-raw", "events-with-search-key"]) {
      expect(findBroken(emit(eventNames, { variants: [variant] })), variant).to.deep.equal([]);
    }
  });

  it("can break every requirement of events, but those that a body breaks which is no event", () => {
    const broken = new Set(eventDefects.map(({ breaks }) => breaks));
    const words = Object.values(eventWords);
    const wanted = [...standard.catalog.requirements.values()].filter(
      ({ id, check }) => words.includes(id.split(".")[0] ?? "") && !("none" in check),
    );
    const [unbroken, unknown] = [
      wanted.map(({ id }) => id).filter((id) => !broken.has(id)),
      [...broken].filter((id) => !standard.catalog.requirements.has(id)),
    ];
    expect(unknown).to.deep.equal([]);
    // A body that is no object shows no envelope; that is what it is found as.
    expect(unbroken.filter((id) => !/\.(wrapped|flat|raw|search-key)\.object$/.test(id))).to.deep.equal([]);
  });

  it("break with each defect the requirement that it names and no other", () => {
    const isDeep = process.env["CHECK_DEEP"] === "1";
    const wrong = shown
      .filter((_, index) => isDeep || index % 4 === 0)
      .flatMap(({ id, breaks }) => {
        const own = eventNames.filter((name) => breaks.startsWith(`${eventWords[name]}.`));
        const found = findBroken(emit(own, { defects: [id] }));
        return found.join() === breaks ? [] : [`${id} breaks ${breaks}, found ${found.join() || "nothing"}`];
      });
    expect(wrong).to.deep.equal([]);
  });
});
