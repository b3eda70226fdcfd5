import { expect } from "chai";
import type { Outcome } from "../src/model/http.ts";
import { loadDefaultFixtures, makeTransport, sections } from "./testing/battery-requests.ts";
import { defects } from "./defects/defects.ts";
import type { Fixtures } from "./fixtures.ts";
import { labOrganisation } from "./histories/testing/lab-organisation.ts";
import { type HostOptions, createHost } from "./host.ts";
import { createRandom } from "./random.ts";
import { organisation, withoutRelinking } from "./updates/testing/sample-organisation.ts";
import { accessVariants } from "./variants/access-variants.ts";
import { choiceVariants } from "./variants/choice-variants.ts";
import { eventVariants } from "./variants/event-variants.ts";
import { updateVariants } from "./variants/update-variants.ts";
import { compatibleVariants, variants } from "./variants/variants.ts";

const { organisations, ...others } = loadDefaultFixtures();

/** The package's own fixtures, and organisations in which the choices about histories and updates show. */
const fixtures: Fixtures = {
  ...others,
  organisations: [...organisations, labOrganisation, organisation, withoutRelinking],
};

/** What a host answers to a section and tells webhooks meanwhile, in one line for each request. */
async function* listLines(section: string, options: Partial<HostOptions>): AsyncGenerator<string> {
  let told: string[] = [];
  const deliver: HostOptions["deliver"] = ({ headers, body }) =>
    told.push(`${headers.join()} ${Buffer.from(body).toString("latin1")}`);
  const send = makeTransport({ fixtures, ...options, deliver });
  for (const request of sections[section] ?? []) {
    told = [];
    const outcome = await send(request);
    yield [describeOutcome(outcome), ...told].join(" ");
  }
}

/** What shows little more than the other tests do runs with CHECK_DEEP=1 alone. */
const whenDeep = process.env["CHECK_DEEP"] === "1" ? it : it.skip;

type Transcript = Readonly<Record<string, readonly string[]>>;

async function transcribe(options: Partial<HostOptions> = {}): Promise<Transcript> {
  const transcript: Record<string, string[]> = {};
  for (const section of Object.keys(sections)) {
    const lines: string[] = [];
    for await (const line of listLines(section, options)) lines.push(line);
    transcript[section] = lines;
  }
  return transcript;
}

/** Whether anything is answered otherwise; the section that a defect's id begins with is tried first, and long ones last. */
async function differs(options: Partial<HostOptions>, plain: Transcript, area: string): Promise<boolean> {
  const length = (name: string): number => (name === area ? 0 : (sections[name]?.length ?? 0));
  const names = Object.keys(sections).toSorted((a, b) => length(a) - length(b));
  for (const section of names) {
    let number = 0;
    for await (const line of listLines(section, options)) {
      if (line !== plain[section]?.[number]) return true;
      number += 1;
    }
  }
  return false;
}

const areas: Readonly<Record<string, string>> = { authentication: "access", transport: "points" };

/** The sections in which variants are most likely to show. */
const variantsOf: Readonly<Record<string, readonly { readonly id: string }[]>> = {
  points: choiceVariants,
  update: updateVariants,
  access: accessVariants,
  events: eventVariants,
};

function listUnsound(transcript: Transcript): string[] {
  return Object.values(transcript)
    .flat()
    .filter((line) => !/^\[(200|207|4)/.test(line));
}

function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === "failure") return outcome.reason;
  const { status, headers, body } = outcome.response;
  return JSON.stringify([status, headers, Buffer.from(body).toString("latin1")]);
}

describe("the mock's battery", () => {
  let plain: Transcript = {};
  before(async () => {
    plain = await transcribe();
  });

  it("is answered without a crash or a broken connection", () => {
    expect(listUnsound(plain)).to.deep.equal([]);
  });

  it("is answered the same way by two hosts with the same seed", async () => {
    expect(await transcribe()).to.deep.equal(plain);
  });

  for (const [index, { id }] of defects.entries()) {
    const define = index % 16 === 0 ? it : whenDeep;
    define(`shows the defect ${id}`, async () => {
      const [area = ""] = id.split(".");
      expect(await differs({ defects: [id] }, plain, areas[area] ?? area)).to.equal(true);
    });
  }

  for (const { id, operation } of variants) {
    it(`shows the variant ${id}`, async () => {
      const [area = "histories"] = Object.keys(variantsOf).filter((name) =>
        variantsOf[name]?.some((row) => row.id === id),
      );
      expect(await differs({ variants: [id] }, plain, operation ?? area)).to.equal(true);
    });

    whenDeep(`is answered soundly with the variant ${id}`, async () => {
      expect(listUnsound(await transcribe({ variants: [id] }))).to.deep.equal([]);
    });
  }

  it("is answered with all compatible variants at once", async () => {
    const ids = compatibleVariants().map(({ id }) => id);
    const lines = await transcribe({ variants: ids });
    expect(listUnsound(lines)).to.deep.equal([]);
  });
});

describe("the list of defects and variants", () => {
  it("names each once", () => {
    for (const list of [defects, variants]) {
      const ids = list.map(({ id }) => id);
      expect(ids).to.deep.equal([...new Set(ids)]);
    }
  });

  it("has exclusions that hold both ways", () => {
    for (const variant of variants) {
      for (const other of variants.filter(({ id }) => variant.excludes.includes(id))) {
        expect(other.excludes, `${other.id} and ${variant.id}`).to.include(variant.id);
      }
    }
  });

  it("refuses variants that exclude one another, and unknown ids with a hint", () => {
    const make = (options: Partial<HostOptions>) => () =>
      createHost({ fixtures: loadDefaultFixtures(), random: createRandom(1), ...options });
    expect(make({ variants: ["entries-reversed", "entries-shuffled"] })).to.throw(/cannot be taken together/);
    expect(make({ defects: ["points.entity-id-remove"] })).to.throw(/did you mean points\.entity-id-removed/);
  });
});
