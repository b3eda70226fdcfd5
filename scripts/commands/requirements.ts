import { Command, Option } from "commander";
import { allDefects } from "../../mock/defects/defects.ts";
import { findNearest } from "../../src/catalog/find-nearest.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { InputError } from "../../src/model/input-error.ts";
import { type Basis, bases, classifyBreach, type Requirement, type Source } from "../../src/model/requirement.ts";
import { createStandard } from "../../suites/standard.ts";
import type { CommandIo } from "../io.ts";
import type { Toolkit } from "../toolkit.ts";

interface RequirementsOptions {
  readonly json?: boolean;
  readonly operation?: string;
  readonly basis?: Basis;
}

/** Lists the register, or explains one requirement. */
export function createRequirementsCommand(io: CommandIo, toolkit: Toolkit): Command {
  return new Command("requirements")
    .description("list what the documents demand, or explain one requirement")
    .argument("[id]", "a requirement, or the beginning of several")
    .option("--json", "print the register as JSON")
    .option("--operation <name>", "only requirements whose id begins with this")
    .addOption(new Option("--basis <basis>", "only requirements of this basis").choices([...bases]))
    .action((id: string | undefined, options: RequirementsOptions) => {
      const catalog = toolkit.catalog();
      const exact = id === undefined ? undefined : catalog.requirements.get(id);
      if (exact !== undefined) {
        io.stdout(
          options.json === true ? formatJson(describeRequirement(exact, catalog)) : explainRequirement(exact, catalog),
        );
        return;
      }
      const chosen = chooseRequirements(catalog, id, options);
      if (options.json === true)
        io.stdout(formatJson(chosen.map((requirement) => describeRequirement(requirement, catalog))));
      else io.stdout(listRequirements(chosen));
    });
}

function chooseRequirements(
  catalog: Catalog,
  id: string | undefined,
  { operation, basis }: RequirementsOptions,
): Requirement[] {
  const all = [...catalog.requirements.values()];
  const operations = [...new Set(all.map((requirement) => requirement.id.split(".")[0] ?? ""))];
  if (operation !== undefined && !operations.includes(operation)) {
    throw new InputError([
      { message: `--operation ${operation} is none of the register's`, hint: `one of ${operations.join(", ")}` },
    ]);
  }
  const chosen = all.filter(
    (requirement) =>
      (id === undefined || requirement.id.startsWith(`${id}.`)) &&
      (operation === undefined || requirement.id.startsWith(`${operation}.`)) &&
      (basis === undefined || requirement.basis === basis),
  );
  if (chosen.length > 0 || id === undefined) return chosen;
  const near = findNearest(
    id,
    all.map((requirement) => requirement.id),
  );
  throw new InputError([
    {
      message: `there is no requirement ${id}`,
      hint: near === undefined ? "without an id all are listed" : `did you mean ${near}?`,
    },
  ]);
}

function listRequirements(requirements: readonly Requirement[]): string {
  const width = Math.max(0, ...requirements.map(({ id }) => id.length));
  const lines = requirements.map(
    ({ id, basis, binds, statement }) => `${id.padEnd(width)}  ${basis.padEnd(9)}  ${binds.padEnd(8)}  ${statement}`,
  );
  const unobservable = requirements.filter(({ check }) => "none" in check).length;
  return `${[...lines, "", `${requirements.length} requirements, ${unobservable} of which cannot be observed`].join("\n")}\n`;
}

/** The register's entry with what follows from it. */
function describeRequirement(requirement: Requirement, { contradictions }: Catalog): object {
  return {
    ...requirement,
    breachIsA: classifyBreach(requirement.basis),
    contradictions: (requirement.contradictions ?? []).map((id) => contradictions.get(id) ?? { id }),
    provenBy: allDefects.filter(({ breaks }) => breaks === requirement.id).map(({ id }) => id),
  };
}

function explainRequirement(requirement: Requirement, catalog: Catalog): string {
  const { id, statement, basis, binds, source, readings = {}, contradictions = [] } = requirement;
  const proving = allDefects.filter(({ breaks }) => breaks === id);
  return `${[
    id,
    `  ${statement}`,
    "",
    `  basis       ${basis}: a breach is a ${classifyBreach(basis)}`,
    `  binds       the ${binds}`,
    ...source.map((place) => `  documented  ${describeSource(place, catalog)}`),
    `  checked     ${describeCheck(requirement, catalog)}`,
    ...Object.entries(readings).map(([name, meaning]) => `  reading     ${name}: ${meaning}`),
    ...contradictions.flatMap((name) => {
      const found = catalog.contradictions.get(name);
      return found === undefined ? [] : [`  decided     ${found.decision} (${name})`];
    }),
    ...(proving.length === 0
      ? ["  proven by   no defect of the mock yet"]
      : proving.map((defect) => `  proven by   defect ${defect.id}: ${defect.statement}`)),
  ].join("\n")}\n`;
}

function describeSource({ page, part, row, pointer }: Source, { pages }: Catalog): string {
  const found = pages.find((one) => one.id === page);
  const place = row ?? (pointer === undefined ? undefined : pointer || "the whole");
  return (
    [found?.title ?? page, part, place].filter((text) => text !== undefined).join(" › ") +
    (found === undefined ? "" : `  ${found.url}`)
  );
}

function describeCheck({ id, check }: Requirement, catalog: Catalog): string {
  if ("schema" in check) return `schema ${check.schema} at ${check.at || "the whole"} (${check.aspects.join(", ")})`;
  if ("rule" in check) return "a rule on every exchange";
  if ("flow" in check) return `flow ${check.flow}`;
  if ("none" in check) return `cannot be observed: ${check.none}`;
  const made = createStandard(catalog).cases.filter(({ requirements }) => requirements.includes(id));
  return `cases ${[...new Set([...check.cases, ...made.map((one) => one.id)])].join(", ")}`;
}

function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
