import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { makeExchange } from "../contracts/pact/make-exchange.ts";
import type { Interaction } from "../contracts/pact/pact-model.ts";
import { readPact } from "../contracts/pact/read-pact.ts";
import { checkExchange } from "../src/check/check-exchange.ts";
import { checkPayload } from "../src/check/check-payload.ts";
import { isObject, type Json } from "../src/model/json.ts";
import { createStandard } from "../suites/standard.ts";
import { root, toolkit } from "./command.ts";

// A host may leave out what the documents leave open. Where our own pacts expected it, such a host would diverge in the phase
// `contracts` alone, under whatever requirement the interaction is about.
const standard = createStandard(toolkit.catalog());

/** The places of all members, those in the first entry of each list among them. */
function listMembers(value: Json, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : listMembers(value[0] as Json, [...at, 0]);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...at, name], ...listMembers(inner, [...at, name])]);
}

function without(value: Json, [name, ...rest]: readonly (string | number)[]): Json {
  if (Array.isArray(value)) return value.map((one, index) => (index === name ? without(one, rest) : one));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (key !== name) return [[key, inner] as const];
      return rest.length === 0 ? [] : [[key, without(inner, rest)] as const];
    }),
  );
}

/** What the documents say of a body that the host sends in an interaction. */
function judge(interaction: Interaction, body: Json): readonly string[] {
  const { findings } =
    interaction.kind === "http"
      ? checkExchange(standard, makeExchange(interaction, body), "host")
      : checkPayload(standard, { body }).judgement;
  return findings.map(({ requirement, pointer, kind }) => `${requirement} ${pointer} ${kind}`);
}

/** What an interaction is about, and its provider state brings about, the consumer may rely on. */
const meant: readonly string[] = ["among all partner programs", "in a partner program that is asked for alone"].flatMap(
  (where) =>
    ["partnerTierNumber", "partnerTierName"].map(
      (name) => `the tier that a customer has, ${where}: /data/0/partnerProgramDetails/${name}`,
    ),
);

describe("Our own pacts", () => {
  for (const file of readdirSync(`${root}/contracts/pacts`))
    it(`expect no member that the documents leave open (${file})`, () => {
      const text = readFileSync(`${root}/contracts/pacts/${file}`, "utf8");
      const open = readPact(JSON.parse(text) as Json, file).interactions.flatMap((interaction) => {
        if (interaction.kind === "other") return [];
        const body = interaction.kind === "http" ? interaction.response.body : interaction.contents;
        if (body.kind !== "json" || interaction.references["refused"] !== undefined) return [];
        const anyway = new Set(judge(interaction, body.value));
        return listMembers(body.value).flatMap((place) =>
          judge(interaction, without(body.value, place)).some((finding) => !anyway.has(finding))
            ? []
            : [`${interaction.description}: /${place.join("/")}`],
        );
      });
      expect(open.filter((place) => !meant.includes(place))).to.deep.equal([]);
    });
});
