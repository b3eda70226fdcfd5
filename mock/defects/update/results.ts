import { type JsonMembers, type JsonTree, isList, isMembers } from "../../json-text.ts";

/** The lists of customers and of their updates have the same names in requests and in answers. */
export const resultsList = "customersPartnerUpdates";
export const updatesList = "partnerProgramUpdates";

/** The objects of an answer that have members of their own. */
export type Owner = "answer" | "entry" | "customer" | "customer-status" | "update" | "update-status";

/** Where an object stands: the place of its customer, and among the updates of that. */
export interface Place {
  readonly entry: number;
  readonly update: number;
}

/** How the members are called in which other objects stand. */
const steps: Readonly<Record<Owner, (place: Place) => readonly (string | number)[]>> = {
  answer: () => [],
  entry: ({ entry }) => [resultsList, entry],
  customer: ({ entry }) => [resultsList, entry, "customer"],
  "customer-status": ({ entry }) => [resultsList, entry, "customer", "status"],
  update: ({ entry, update }) => [resultsList, entry, updatesList, update],
  "update-status": ({ entry, update }) => [resultsList, entry, updatesList, update, "updateStatus"],
};

/** One object of an answer; undefined where there is none at that place. */
export function readOwner(answer: JsonMembers, owner: Owner, place: Place): JsonMembers | undefined {
  let tree: JsonTree | undefined = answer;
  for (const step of steps[owner](place)) tree = stepInto(tree, step);
  return isMembers(tree) ? tree : undefined;
}

/** The answer with one of its objects changed; as it is where there is none at that place. */
export function editOwner(
  answer: JsonMembers,
  owner: Owner,
  place: Place,
  edit: (members: JsonMembers) => JsonTree,
): JsonTree {
  return editAt(answer, steps[owner](place), edit);
}

/** Every place of an answer, with how many there are beside it. */
export function listPlaces(
  answer: JsonMembers,
): readonly (Place & { readonly entries: number; readonly updates: number })[] {
  const results = readListOf(answer, resultsList);
  return results.flatMap((entry, index) => {
    const updates = isMembers(entry) ? readListOf(entry, updatesList).length : 0;
    const places = Array.from({ length: Math.max(updates, 1) }, (_, update) => update);
    return places.map((update) => ({ entry: index, update, entries: results.length, updates }));
  });
}

/** The entries of a list; none where there is no list of that name. */
export function readListOf(members: JsonMembers, name: string): readonly JsonTree[] {
  const list = members[name];
  return isList(list) ? list : [];
}

function stepInto(tree: JsonTree | undefined, step: string | number): JsonTree | undefined {
  if (typeof step === "number") return isList(tree) ? tree[step] : undefined;
  return isMembers(tree) ? tree[step] : undefined;
}

function editAt(
  tree: JsonTree,
  path: readonly (string | number)[],
  edit: (members: JsonMembers) => JsonTree,
): JsonTree {
  const [step, ...rest] = path;
  if (step === undefined) return isMembers(tree) ? edit(tree) : tree;
  const inner = stepInto(tree, step);
  if (inner === undefined) return tree;
  const changed = editAt(inner, rest, edit);
  if (isList(tree)) return tree.map((each, index) => (index === step ? changed : each));
  return isMembers(tree) ? { ...tree, [step]: changed } : tree;
}
