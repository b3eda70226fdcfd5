import { expect } from "chai";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { runOnMock } from "../scripts/kill-table/run-on-mock.ts";
import type { Fixtures } from "../mock/fixtures.ts";
import { makeRandomFixtures } from "../mock/random-fixtures/make-random-fixtures.ts";
import { compatibleVariants, variants } from "../mock/variants/variants.ts";
import { nameDraft } from "../src/generate/draft.ts";
import { createDraw } from "../src/generate/draw.ts";
import { mutate, mutations } from "../src/generate/mutations.ts";
import { planGenerated } from "../src/generate/plan-generated.ts";
import { createPool } from "../src/generate/pool.ts";
import { listBreaches } from "../src/generate/name-breach.ts";
import { writeRequest } from "../src/generate/write-request.ts";
import type { Run } from "../src/model/run.ts";
import { createStandard } from "../suites/standard.ts";
import type { World } from "../suites/world.ts";
import { processIo, toolkit } from "./command.ts";
import { itDeep } from "./it-deep.ts";

const catalog = toolkit.catalog();
const standard = createStandard(catalog);
const { generation } = standard;

describe("Generated cases", function () {
  this.timeout(process.env["CHECK_DEEP"] === "1" ? 3_600_000 : 120_000);
  let fixtures: Fixtures;
  let world: World;

  before(async () => {
    fixtures = await loadFixtures(undefined, processIo);
    const found: World[] = [];
    await runOnMock(
      standard,
      toolkit.meta("profile"),
      { fixtures },
      {
        generated: { cases: 0 },
        stopped: () => "enough is known",
        write: (event) => {
          if (event.event === "discovered") found.push(event.world as World);
        },
      },
    );
    const [first] = found;
    if (first === undefined) throw new Error("the mock's first organisation was found out about");
    world = first;
  });

  const run = (
    options: {
      readonly cases: number;
      readonly seed?: number;
      readonly operations?: readonly string[];
      readonly only?: readonly string[];
    },
    mock: {
      readonly defects?: readonly string[];
      readonly variants?: readonly string[];
      readonly fixtures?: Fixtures;
    } = {},
  ): Promise<Run> => {
    const { seed = 1, only = [], ...generated } = options;
    return runOnMock(standard, toolkit.meta("profile"), { fixtures, ...mock }, { generated, seed, only });
  };

  const plan = (seed: number, cases: number): string[] => {
    if (generation === undefined) throw new Error("the Standard says how to generate");
    const options = { seed, cases, writes: true, operations: [] };
    return [...planGenerated({ catalog, generation }, world, options).list()].map((draft) =>
      JSON.stringify([
        nameDraft(draft),
        draft.title,
        "request" in draft ? { ...draft.request, body: Buffer.from(draft.request.body ?? []).toString("base64") } : "",
      ]),
    );
  };

  it("are the same to the byte for the same seed and world, others for another seed, and more of the same for more", () => {
    const planned = plan(1, 200);
    expect(plan(1, 200)).to.deep.equal(planned);
    expect(plan(1, 250).slice(0, planned.length)).to.deep.equal(planned);
    const others = plan(2, 200);
    expect(others).to.have.length(planned.length);
    expect(others.filter((text) => !planned.includes(text)).length).to.be.above(100);
    const names = planned.map((text) => (JSON.parse(text) as string[])[0]);
    expect(new Set(names).size, "every id stands for one case").to.equal(names.length);
  });

  it("go through each list to its end where that is asked for, after what is drawn", () => {
    if (generation === undefined) throw new Error("the Standard says how to generate");
    const options = { seed: 1, cases: 60, writes: true, operations: [] };
    const usual = [...planGenerated({ catalog, generation }, world, options).list()].map(nameDraft);
    const whole = planGenerated({ catalog, generation }, world, { ...options, rest: true });
    const names = [...whole.list()].map(nameDraft);
    expect(names.slice(0, usual.length)).to.deep.equal(usual);
    expect(new Set(names).size, "every id stands for one case").to.equal(names.length);
    expect(names).to.have.length(whole.count);
    expect(names).to.include.members([
      "generated.update.raw.duplicate-member",
      "generated.points.raw.small-hex",
      "generated.points.valid.awkward.identifierValue.emoji",
      "generated.update.valid.awkward.customersPartnerUpdates.partnerProgramUpdates.partnerProgramName.a-lone-surrogate",
    ]);
    const properties = generation.relations(world).filter(({ subjects }) => subjects.length > 0);
    expect(names).to.include.members(
      properties.map(({ case: { id, operation } }) => `generated.${operation}.relations.${id}.0`),
    );
  });

  it("survive JSON as the world they are made from does", () => {
    const planned = plan(1, 60);
    world = JSON.parse(JSON.stringify(world)) as World;
    expect(plan(1, 60)).to.deep.equal(planned);
  });

  it("are sound where they are meant to be, and break just the requirement that they name where they are not", () => {
    const used = new Set<string>();
    for (const source of generation?.operations ?? []) {
      const operation = catalog.operations.get(source.operation);
      if (operation === undefined) throw new Error(`${source.operation} is an operation`);
      for (let index = 0; index < 150; index += 1) {
        const draw = createDraw(index, source.operation);
        const sound = source.draw(world, draw);
        expect(listBreaches(catalog, operation, writeRequest(operation, sound)), JSON.stringify(sound)).to.deep.equal(
          [],
        );
        const mutant = mutate(catalog, operation, sound, draw);
        if (mutant === undefined) continue;
        used.add(mutant.title.replace(/^A request whose .*? is /, ""));
        const breaches = listBreaches(catalog, operation, writeRequest(operation, mutant.instance));
        expect(breaches, mutant.title).to.deep.equal([mutant.requirement]);
      }
    }
    for (const { words, name } of mutations) {
      expect(
        [...used].some((title) => title.startsWith(words)),
        `${name} was used`,
      ).to.equal(true);
    }
  });

  it("come from a pool whose values all keep their schema, with every place in some of them", () => {
    for (const schema of ["update/body.schema.json", "points/query.schema.json", "histories/query.schema.json"]) {
      const pool = createPool(catalog, schema);
      for (let index = 0; index < 60; index += 1) pool.draw(createDraw(index, schema));
      expect(pool.counts.made, schema).to.be.above(40);
      expect(pool.counts.missing, `${schema} has all its places in the pool`).to.deep.equal([]);
    }
  });

  it("change nobody but customers that may be updated", () => {
    const writable = new Set(
      world.customers.filter((one) => one.writable).flatMap(({ identifiers }) => identifiers.map(({ value }) => value)),
    );
    const others = world.customers
      .filter((one) => !one.writable)
      .flatMap(({ identifiers }) => identifiers.map(({ value }) => value))
      .filter((value) => value.length > 5 && !writable.has(value));
    const bodies = plan(3, 300).filter((text) => text.includes("generated.update."));
    for (const text of bodies) {
      const [, , request] = JSON.parse(text) as [string, string, { body?: string }];
      const body = Buffer.from(request.body ?? "", "base64").toString();
      expect(
        others.filter((value) => body.includes(value)),
        body,
      ).to.deep.equal([]);
    }
  });

  it("raise no alarm on a host as documented", async () => {
    const { divergences, account } = await run({ cases: 60 });
    expect(divergences).to.deep.equal([]);
    expect(account).to.deep.include({ errored: 0, couldNotRun: 0 });
  });

  it("raise no alarm on a host that makes every other choice that the documents leave open", async () => {
    const ids = compatibleVariants().map(({ id }) => id);
    const families = ["update.valid", "update.mutations", "histories.mutations", "points.pairs", "histories.raw"];
    const only = families.map((name) => `generated.${name}`);
    const { divergences } = await run({ cases: 250, seed: 2, only }, { variants: ids });
    expect(divergences).to.deep.equal([]);
  });

  it("raise no alarm where an identifier is so short that it stands in what is asked of others", async () => {
    const organisations = fixtures.organisations.map(({ customers, ...organisation }) => ({
      ...organisation,
      customers: customers.map((customer) => (customer.mobile === "919700000011" ? { ...customer, id: 2 } : customer)),
    }));
    const only = [
      "generated.update.valid",
      "generated.update.boundaries.customersPartnerUpdates.partnerProgramUpdates",
    ];
    const { divergences, account } = await run(
      { cases: 300, operations: ["update"], only },
      { fixtures: { ...fixtures, organisations } },
    );
    expect(account.passed).to.be.above(100);
    expect(divergences).to.deep.equal([]);
  });

  it("raise no alarm on a host that refuses a body that begins with a byte order mark", async () => {
    const only = ["generated.update.raw.byte-order-mark"];
    const { divergences, account } = await run(
      { cases: 800, seed: 3, operations: ["update"], only },
      { variants: ["byte-order-mark-refused"] },
    );
    expect(account.passed).to.be.above(0);
    expect(divergences).to.deep.equal([]);
  });

  const mixed = compatibleVariants().map(({ id }) => id);
  for (const [title, ids] of [
    ["the usual mock", []],
    ["a mock with all variants that go together", mixed],
  ] as const) {
    itDeep(`raise no alarm on ${title}, in a thousand cases with each of twenty seeds`, async () => {
      for (let seed = 1; seed <= 20; seed += 1) await expectSilence(ids, seed);
    });
  }

  // Three hours with CHECK_SEEDS=20, minutes with one seed for each.
  variants.forEach(({ id }, index) => {
    const seeds = Number(process.env["CHECK_SEEDS"] ?? "1");
    itDeep(`raise no alarm on ${id}, in a thousand cases with each of ${seeds} seeds`, async () => {
      for (let seed = 1; seed <= seeds; seed += 1) await expectSilence([id], index * seeds + seed);
    });
  });

  itDeep("raise no alarm on random fixtures with some variants that go together", async () => {
    const seeds = Math.max(20, Number(process.env["CHECK_SEEDS"] ?? "1"));
    for (let seed = 1; seed <= seeds; seed += 1) {
      const draw = createDraw(seed, "variants");
      const wanted = Array.from({ length: draw.integer(0, 6) }, () => draw.pick(variants).id);
      const taken = compatibleVariants(wanted).flatMap(({ id }) => (wanted.includes(id) ? [id] : []));
      await expectSilence(taken, seed, makeRandomFixtures(seed));
    }
  });

  async function expectSilence(ids: readonly string[], seed: number, own = fixtures): Promise<void> {
    const { divergences, account } = await run({ cases: 1000, seed }, { variants: ids, fixtures: own });
    expect(divergences, `seed ${seed}`).to.deep.equal([]);
    expect(account, `seed ${seed}`).to.include({ errored: 0, cut: 0 });
  }

  it("find what a host takes that it has to refuse, and show it by a request with nothing else in it", async () => {
    const { divergences } = await run(
      {
        cases: 0,
        operations: ["update"],
        only: ["generated.update.boundaries.customersPartnerUpdates.partnerProgramUpdates.updateDetails"],
      },
      { defects: ["update.tier-name-absent-accepted"] },
    );
    const [found] = divergences;
    expect(divergences.map(({ requirement, kind }) => [requirement, kind])).to.deep.equal([
      ["update.code.2002", "accepted"],
    ]);
    const bodies = (found?.exchanges ?? []).flatMap(({ request }) =>
      request.method === "POST" ? [request.body.text ?? ""] : [],
    );
    const members = JSON.stringify(JSON.parse(bodies[0] ?? "")).match(/"[A-Za-z]+":/g) ?? [];
    expect(members.length, bodies[0]).to.be.at.most(8);
    expect(found?.minimised).to.equal(true);
  });

  it("tell a refusal for another reason from one that is due", async () => {
    const { divergences } = await run(
      {
        cases: 0,
        operations: ["update"],
        only: ["generated.update.boundaries.customersPartnerUpdates.partnerProgramUpdates.updateDetails"],
      },
      { defects: ["update.details-absent-2009"] },
    );
    expect(divergences.map(({ requirement, kind }) => [requirement, kind])).to.deep.include([
      "update.code.2002",
      "other-code",
    ]);
  });

  it("tell a body that nobody can read from one that a lenient reader may take", async () => {
    const only = ["generated.update.raw.markup", "generated.update.raw.form", "generated.update.raw.trailing-comma"];
    const { divergences, account } = await run(
      { cases: 800, operations: ["update"], only },
      { defects: ["update.broken-json-answered"] },
    );
    expect(divergences.map(({ requirement, kind }) => [requirement, kind])).to.deep.include([
      "update.body.malformed",
      "accepted",
    ]);
    expect(account.passed, "what may be taken").to.be.above(0);
  });

  it("report a crash as one, whatever the request was meant to show", async () => {
    const { divergences } = await run(
      {
        cases: 0,
        operations: ["update"],
        only: ["generated.update.boundaries.customersPartnerUpdates.partnerProgramUpdates.updateType"],
      },
      { defects: ["update.unknown-type-crashes"] },
    );
    expect(divergences.map(({ requirement, kind }) => [requirement, kind])).to.deep.equal([
      ["transport.status.no-crash", "crash"],
    ]);
  });
});
