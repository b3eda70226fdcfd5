import type { Rulebook } from "../../src/check/standard.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { findOperation } from "../pact/find-operation.ts";
import { makeExchange } from "../pact/make-exchange.ts";
import type { HttpInteraction, Interaction, MessageInteraction, Pact } from "../pact/pact-model.ts";

/** A pact as it was read, and as it stands in the file. */
export interface LoadedPact {
  readonly file: string;
  readonly pact: Pact;
  readonly document: Json;
  /** That nobody has kept it yet, as its broker says: it fails nothing. */
  readonly pending?: true;
}

/** An interaction that is to be verified. */
export interface PlannedInteraction {
  /** Names it to the verifier: unique among all pacts of a run. */
  readonly index: number;
  /** The id of its case. */
  readonly id: string;
  readonly title: string;
  /** An operation, an event, or `contract` where it is about none. */
  readonly operation: string;
  readonly interaction: Interaction;
  /** The requirement that the consumer's test says it is about. */
  readonly requirement: string | undefined;
  /** Further requirements without which it cannot be kept. */
  readonly presupposed: readonly string[];
  readonly pact: LoadedPact;
}

/** The requirement that is broken where a pact is not kept and nothing says which other one it is about. */
export const keptRequirement = "contract.interaction.kept";

/** The requirement that is broken where a host refuses with a code what it should answer; undefined where the pact names none. */
export function readRefusedAs(
  { interaction }: Pick<PlannedInteraction, "interaction">,
  code: number,
): string | undefined {
  return interaction.references[`requirement where ${code}`];
}

/** All interactions of some pacts, in order. */
export function planInteractions(rulebook: Rulebook, pacts: readonly LoadedPact[]): PlannedInteraction[] {
  const taken = new Set<string>();
  let index = 0;
  return pacts.flatMap((pact) =>
    pact.pact.interactions.map((interaction): PlannedInteraction => {
      const base = `contracts.${slug(pact.pact.consumer)}.${slug(interaction.description)}`;
      let id = base;
      for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
      taken.add(id);
      const { requirement, presupposes = "" } = interaction.references;
      const isKnown = (name: string | undefined): name is string =>
        name !== undefined && rulebook.catalog.requirements.has(name);
      return {
        index: index++,
        id,
        title: `${pact.pact.consumer} expects ${interaction.description}`,
        operation: nameOperation(rulebook, interaction),
        interaction,
        requirement: isKnown(requirement) ? requirement : undefined,
        presupposed: presupposes.split(",").filter(isKnown),
        pact,
      };
    }),
  );
}

/**
 * The pacts as the verifier gets them: only these interactions, each named by its number, which is its one provider state
 * too. So it can be told which of them a request belongs to, and states are brought about at one place for all versions.
 */
export function writePacts(
  planned: readonly PlannedInteraction[],
): { readonly name: string; readonly document: Json }[] {
  const pacts = [...new Set(planned.map(({ pact }) => pact))];
  return pacts.map((pact, position) => {
    const own = planned.filter((one) => one.pact === pact);
    const document = isObject(pact.document) ? pact.document : {};
    const write = (list: "interactions" | "messages"): Json[] => {
      const listed = document[list];
      if (!Array.isArray(listed)) return [];
      return own.flatMap(({ index, interaction: { pointer } }): Json[] => {
        const [, name, place] = pointer.split("/");
        const found: unknown = name === list ? listed[Number(place)] : undefined;
        if (!isObject(found)) return [];
        const { providerState: _early, provider_state: _earlier, ...rest } = found as Record<string, Json>;
        const marker = markInteraction(index);
        return [{ ...rest, description: marker, providerStates: [{ name: marker, params: {} }], pending: false }];
      });
    };
    const lists = (["interactions", "messages"] as const).flatMap((list) => {
      const written = write(list);
      return list in document ? [[list, written] as const] : [];
    });
    return {
      name: `${position}.json`,
      document: { ...(document as Record<string, Json>), ...Object.fromEntries(lists) },
    };
  });
}

/** The name of an interaction to the verifier. */
export function markInteraction(index: number): string {
  return `#${index}`;
}

/** The number of the interaction that a text of the verifier names. */
export function readMark(text: string): number | undefined {
  const found = /#(\d+)(?!.*#\d)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

function nameOperation(rulebook: Rulebook, interaction: Interaction): string {
  if (interaction.kind === "http") return nameHttp(rulebook, interaction);
  if (interaction.kind === "message") return nameEvent(rulebook, interaction) ?? "contract";
  return "contract";
}

function nameHttp({ catalog }: Rulebook, interaction: HttpInteraction): string {
  const meant = findOperation(catalog, makeExchange(interaction, undefined));
  return meant.kind === "documented" || meant.kind === "sample-path" ? meant.operation.id : "contract";
}

function nameEvent({ catalog, events }: Rulebook, { contents }: MessageInteraction): string | undefined {
  if (contents.kind !== "json") return undefined;
  return events?.recognize(contents.value, { events: [...catalog.events.values()], pins: {} }).event?.id;
}

function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replaceAll(/['’]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-");
  return words.replaceAll(/^-+|-+$/g, "").slice(0, 80) || "interaction";
}
