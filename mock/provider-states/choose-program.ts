import { findMembership, findPartnerProgram } from "../find-named.ts";
import type { Organisation, PartnerProgram } from "../fixtures.ts";
import type { Situation } from "./provider-state.ts";
import { readCount, readText, readWord } from "./read-params.ts";

const types = ["EXTERNAL", "SUPPLEMENTARY"] as const;

/** The type of program that a provider state is given. */
export function readType({ params }: Pick<Situation, "params">): PartnerProgram["type"] | undefined {
  return readWord(params, "partnerProgramType", types);
}

/** The program that `partnerProgramName` or `partnerProgramId` names; undefined where it is nobody's, or none is named. */
export function findNamedProgram({
  organisation,
  params,
}: Pick<Situation, "organisation" | "params">): PartnerProgram | undefined {
  const name = readText(params, "partnerProgramName") ?? readId(params);
  return name === undefined ? undefined : findPartnerProgram(organisation, name);
}

/**
 * The program that a provider state is about: the named one, else one that suits, the customer's own first, else a new one
 * of the type. Throws a RangeError where the named one is of another type.
 */
export function chooseProgram(
  situation: Situation,
  type: PartnerProgram["type"] | undefined,
  suits: (program: PartnerProgram) => boolean = () => true,
): PartnerProgram {
  const { organisation, customer, params } = situation;
  const named = findNamedProgram(situation);
  if (named !== undefined) {
    if (type === undefined || named.type === type) return named;
    throw new RangeError(`${named.name} is no ${type} program`);
  }
  const isNamed = params["partnerProgramName"] !== undefined || params["partnerProgramId"] !== undefined;
  const suitable = isNamed
    ? []
    : (organisation.partnerPrograms ?? []).filter(
        (program) => (type === undefined || program.type === type) && suits(program),
      );
  return (
    suitable.find((program) => findMembership(customer, program)?.linked === true) ??
    suitable[0] ??
    makeProgram(organisation, type ?? "EXTERNAL", readText(params, "partnerProgramName"), readId(params))
  );
}

/** A program that the organisation does not have yet; an external one has two tiers. Throws a RangeError for a taken id. */
export function makeProgram(
  { partnerPrograms = [] }: Organisation,
  type: PartnerProgram["type"],
  name?: string,
  wantedId?: number,
): PartnerProgram {
  const id = wantedId ?? 1 + Math.max(0, ...partnerPrograms.map((program) => program.id));
  const other = partnerPrograms.find((program) => program.id === id);
  if (other !== undefined) throw new RangeError(`partnerProgramId ${id} is that of ${other.name}`);
  return {
    id,
    name: name ?? `Partner Program ${id}`,
    description: "Made for a provider state",
    type,
    ...(type === "EXTERNAL" ? { tiers: ["Silver", "Gold"] } : {}),
  };
}

/** The organisation with a partner program added or replaced (same id). */
export function putProgram(organisation: Organisation, program: PartnerProgram): Organisation {
  const { partnerPrograms = [] } = organisation;
  const isThere = partnerPrograms.some(({ id }) => id === program.id);
  return {
    ...organisation,
    partnerPrograms: isThere
      ? partnerPrograms.map((other) => (other.id === program.id ? program : other))
      : [...partnerPrograms, program],
  };
}

/**
 * The organisation with its programs as in the fixtures; one that is not in them stays while a customer has points in it, or
 * is in it.
 */
export function putBackPrograms(organisation: Organisation, original: Organisation | undefined): Organisation {
  const isOriginal = (id: number): boolean => original?.programs.some((program) => program.id === id) ?? false;
  const hasPoints = (id: number): boolean =>
    organisation.customers.some(({ promisedPoints = [] }) => promisedPoints.some(({ programId }) => programId === id));
  const isInUse = (id: number): boolean =>
    organisation.customers.some(({ memberships = [] }) => memberships.some(({ program }) => program === id));
  const { partnerPrograms, ...others } = organisation;
  const rest = { ...others, programs: organisation.programs.filter(({ id }) => isOriginal(id) || hasPoints(id)) };
  const kept = (partnerPrograms ?? []).flatMap((program) => {
    const before = original?.partnerPrograms?.find(({ id }) => id === program.id);
    return before ?? (isInUse(program.id) ? program : []);
  });
  return kept.length === 0 && original?.partnerPrograms === undefined ? rest : { ...rest, partnerPrograms: kept };
}

function readId(params: Situation["params"]): number | undefined {
  return readCount(params, "partnerProgramId", [0, Number.MAX_SAFE_INTEGER]);
}
