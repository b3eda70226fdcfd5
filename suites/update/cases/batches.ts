import { observe } from "../../../src/check/judge.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { askFor } from "../batch.ts";
import { equalItems } from "../equal-items.ts";
import { type Flow, playFlow } from "../flow.ts";
import { acceptBatch, changeNothingBeyond, edges, findLimit } from "../limit-batches.ts";
import type { Member } from "../members.ts";
import { defineUpdateCase } from "../needs.ts";
import { unchanged } from "../refuse-updates.ts";
import type { AskedCustomer } from "../request.ts";
import {
  nameTwice,
  surviveOtherCustomer,
  surviveOtherProgram,
  surviveUnknownCustomer,
  updateTwice,
  updateTwoCustomers,
  updateTwoPrograms,
} from "../share-batches.ts";
import { sendUpdates } from "../steps.ts";

/** Batches within the limit, with the real customer at a place where it may be lost. */
const sizes: readonly {
  readonly id: string;
  readonly count: number;
  readonly place: number;
  readonly words: string;
}[] = [
  { id: "50-customers", count: 50, place: 0, words: "fifty customers, the first of whom exists" },
  { id: "50-customers-last", count: 50, place: 49, words: "fifty customers, the fiftieth of whom exists" },
  { id: "50-customers-middle", count: 50, place: 25, words: "fifty customers, one in the middle of whom exists" },
  { id: "49-customers", count: 49, place: 48, words: "forty-nine customers, the last of whom exists" },
];

/** An empty list of customers, or of one customer's updates: no result, or a refusal. */
function sendEmpty(requirement: string, list: (member: Member) => readonly AskedCustomer[]): Flow<Member> {
  return function* (member) {
    const asked = list(member);
    const { position, results } = yield* sendUpdates(asked);
    const [result] = results.customers;
    const isRefused = results.refused || result?.outcome === "refused";
    const count = asked.length === 0 ? results.count : result?.count;
    // A result without a list of updates is the schema's to report.
    if (!isRefused && count === undefined) return nothingJudged;
    return observe(requirement, isRefused ? ["refused"] : count === 0 ? ["no-results"] : [], {
      actual: isRefused ? "refused" : `${count} results`,
      pointer: `${result?.pointer ?? ""}/${asked.length === 0 ? "customersPartnerUpdates" : "partnerProgramUpdates"}`,
      exchange: position,
    });
  };
}

/** Several customers and several updates in one request. */
export const batchCases = [
  ...sizes.map(({ id, count, place, words }) =>
    defineUpdateCase({
      id: `update.batch.${id}`,
      title: `A request about ${words} is accepted`,
      operation: "update",
      requirements: ["update.batch.fifty", "update.unknown-customer.refused", "update.batch.results"],
      needs: "update:one-renewable",
      writes: "restored",
      ...playFlow(acceptBatch(count, place)),
    }),
  ),
  ...edges.map((edge) =>
    defineUpdateCase({
      id: `update.batch.${edge.id}`,
      title: `${edge.words} are refused with 2008, or the limit counts something else`,
      operation: "update",
      requirements: ["update.batch.limit"],
      needs: "update:one-renewable",
      writes: "restored",
      ...playFlow(findLimit(edge)),
    }),
  ),
  defineUpdateCase({
    id: "update.refused.over-the-limit",
    title: "An update that is refused because there are too many changes nothing",
    operation: "update",
    requirements: [unchanged],
    needs: "update:one-renewable",
    writes: "restored",
    ...playFlow(changeNothingBeyond),
  }),
  defineUpdateCase({
    id: "update.batch.2-customers",
    title: "One request updates two customers",
    operation: "update",
    requirements: ["update.batch.customers", "update.batch.order"],
    needs: "update:two-members",
    writes: "restored",
    ...playFlow(updateTwoCustomers),
  }),
  defineUpdateCase({
    id: "update.batch.2-programs",
    title: "One request updates a customer in two programs",
    operation: "update",
    requirements: ["update.batch.programs", "update.batch.order"],
    needs: "update:two-programs",
    writes: "restored",
    ...playFlow(updateTwoPrograms),
  }),
  defineUpdateCase({
    id: "update.batch.one-customer-fails",
    title: "A customer who does not exist does not keep another one of the request from being updated",
    operation: "update",
    requirements: ["update.batch.isolation", unchanged],
    needs: "update:two-members",
    writes: "restored",
    ...playFlow(surviveUnknownCustomer),
  }),
  defineUpdateCase({
    id: "update.batch.one-customer-fails-by-tier",
    title: "A customer whose update is refused does not keep another one of the request from being updated",
    operation: "update",
    requirements: ["update.batch.isolation", unchanged],
    needs: "update:two-members",
    writes: "restored",
    ...playFlow(surviveOtherCustomer),
  }),
  defineUpdateCase({
    id: "update.batch.one-program-fails",
    title: "An update that is refused does not keep another one of the same customer from being made",
    operation: "update",
    requirements: ["update.batch.isolation", unchanged],
    needs: "update:renewable",
    writes: "restored",
    ...playFlow(surviveOtherProgram),
  }),
  defineUpdateCase({
    id: "update.batch.equals-items",
    title: "Updates have the same codes and effects in one request as in requests of their own",
    operation: "update",
    requirements: ["update.batch.equals-items", unchanged],
    needs: "update:renewable",
    writes: "restored",
    ...playFlow(equalItems),
  }),
  defineUpdateCase({
    id: "update.batch.same-customer",
    title: "A customer who is named twice gets each update, or an entry is refused",
    operation: "update",
    requirements: ["update.batch.same-customer"],
    needs: "update:repeated",
    writes: "restored",
    ...playFlow(nameTwice),
  }),
  defineUpdateCase({
    id: "update.batch.same-program",
    title: "Two updates of one customer in one program are both made, or one is refused",
    operation: "update",
    requirements: ["update.batch.same-program"],
    needs: "update:repeated",
    writes: "restored",
    ...playFlow(updateTwice),
  }),
  defineUpdateCase({
    id: "update.batch.no-customers",
    title: "A request with an empty list of customers has no results or is refused",
    operation: "update",
    requirements: ["update.batch.no-customers"],
    needs: "update:one-member",
    writes: "restored",
    ...playFlow(sendEmpty("update.batch.no-customers", () => [])),
  }),
  defineUpdateCase({
    id: "update.batch.no-updates",
    title: "A customer with an empty list of updates has no update results or is refused",
    operation: "update",
    requirements: ["update.batch.no-updates"],
    needs: "update:one-member",
    writes: "restored",
    ...playFlow(sendEmpty("update.batch.no-updates", (member) => [askFor(member)])),
  }),
];
