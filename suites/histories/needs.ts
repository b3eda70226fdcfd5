import type { Binding, ReadExchange, RequestPlan } from "../../src/model/case.ts";
import { bindSubjects, createCaseDefiner, type Subject } from "../need.ts";
import type { World } from "../world.ts";
import { finders, listUnusable } from "./find-subjects.ts";
import { type HistoriesRequest, requestHistories } from "./request.ts";
import type { HistoriesNeed, HistoriesSubjects, Person } from "./subjects.ts";

/** A histories case, whose functions see the subject of its own need. */
export const defineHistoriesCase = createCaseDefiner<HistoriesSubjects>();

/** Requests about one person, one after another: the one whose turn it is, or undefined after the last. */
export function askInTurn(
  { identifier, source }: Pick<Person, "identifier" | "source">,
  trace: readonly ReadExchange[],
  requests: readonly HistoriesRequest[],
): RequestPlan | undefined {
  const request = requests[trace.length];
  return request === undefined ? undefined : requestHistories({ identifier, source, ...request });
}

/** So many subjects of a need are enough, as various as they are chosen; with more a run against a real host would take hours. */
const mostSubjects = 8;

/** The subjects that an organisation offers for a need, or what to add to the profile. */
export function bindHistories(wanted: HistoriesNeed, world: World, most = mostSubjects): Binding<Subject> {
  if (isAboutRelinking(wanted) && world.relinking !== "on") return explainRelinking(world.relinking);
  const unusable = wanted === "histories:listed-customer" ? listUnusable(world) : [];
  return bindSubjects(finders[wanted](world), world, most, explainMissing(wanted, world), unusable);
}

export function isHistoriesNeed(need: string): need is HistoriesNeed {
  return Object.hasOwn(finders, need);
}

function isAboutRelinking(need: HistoriesNeed): boolean {
  return need === "histories:relinkable" || need === "histories:pending-relink";
}

/** Relinking is a matter of a flag of the organisation, which only the profile tells. */
function explainRelinking(relinking: "off" | "unknown"): Binding<Subject> {
  if (relinking === "off") return { kind: "notApplicable", reason: "relinking is off in this organisation" };
  const reason = "whether relinking is on is not known; add relinking: on or off to the organisation in the profile";
  return { kind: "couldNotRun", reason };
}

function explainMissing(wanted: HistoriesNeed, world: World): string {
  if (world.customers.length === 0) return "the profile lists no customers; add some under organisations[].customers";
  if (world.customers.every(({ histories }) => histories.state === "unknown"))
    return "the host knows none of the profile's customers; check organisations[].customers";
  const writing = world.writes
    ? "no customer with writable: true has"
    : "the profile does not allow writes; set writes: true and mark customers writable: true who have";
  const noMember = "no customer with partner programs; list one";
  const missing: Readonly<Record<HistoriesNeed, string>> = {
    "histories:listed-customer": "no customer whose histories the host answers",
    "histories:customer": "no customer whose histories the host answers",
    "histories:one-customer": "no customer whose histories the host answers",
    "histories:few-customers": "no customer whose histories the host answers",
    "histories:customer-with-credentials":
      "no credentials to leave out or to falsify; add organisations[].auth to the profile",
    "histories:customer-without-access":
      "no credentials without the access group; add organisations[].withoutAccess to the profile",
    "histories:member": noMember,
    "histories:few-members": noMember,
    "histories:activities": noMember,
    "histories:ten-programs": "no customer with ten partner programs; list one",
    "histories:without-programs": "no customer without partner programs; list one",
    "histories:both-types": "no customer with an external and a supplementary program, of nine at most; list one",
    "histories:not-joined": "no partner program is known that a customer is not in; list customers with other programs",
    "histories:benefits": "no customer with benefits availed in the last two years; list one",
    "histories:benefit": "no customer with benefits availed in the last two years; list one",
    "histories:second-identifier":
      "no customer with two identifiers; give one customer of the profile a second identifier",
    "histories:external-id": "no customer with an externalId; list one",
    "histories:long-mobile":
      "no customer with partner programs and a mobile that has its country code (eleven digits or more); list one",
    "histories:instore": "no customer with partner programs whose source is INSTORE; list one",
    "histories:several-customers":
      "no two customers with partner programs and the same kind of identifier; list a second one",
    "histories:shared-program": "no two customers in the same partner program; list a second one",
    "histories:identifier-name": "no identifier is known",
    "histories:relinkable": world.state
      ? `${writing} a linked supplementary membership that lasts another ten days; list one`
      : "it needs a state endpoint that can queue a relink; add state.url to the profile if the host has one",
    "histories:pending-relink": `${writing} a relink waiting; list one`,
    "histories:tier": `${writing} a tier in a program of which organisations[].programs lists another tier; list one`,
  };
  return missing[wanted];
}
