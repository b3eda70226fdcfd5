import { breach, keep, observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { ReadExchange, RequestPlan } from "../../../src/model/case.ts";
import { showJson } from "../../../src/model/json.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { compareEntries, everyMember } from "../compare.ts";
import { identifyAmong, isComplete, pointerOf, readSteady } from "../judge-lists.ts";
import { judgeParts, type Look, mergeParts, type PageLook, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import { placeOf } from "../page.ts";
import type { Person } from "../subjects.ts";

const names = ["EXTERNAL", "SUPPLEMENTARY"] as const;
const words = ["Subscription", "Coalition"] as const;

/** The parameter's type is a whole number, which no row gives a meaning. */
const numbers = ["0", "1", "2"] as const;

/** The list of each kind, the list narrowed by each value, and the list again. */
function askTypes(person: Person, trace: readonly ReadExchange[], values: readonly string[]): RequestPlan | undefined {
  return askInTurn(
    person,
    trace,
    person.kinds.flatMap((activityType) => [
      { activityType },
      ...values.map((partnerProgramType) => ({ activityType, partnerProgramType })),
      { activityType },
    ]),
  );
}

/** partnerProgramType: names, words or numbers, of which the words are paired in two ways. */
export const typeFilterCases = [
  defineHistoriesCase({
    id: "histories.type.values",
    title: "A partnerProgramType narrows the answer to programs of one type, all of them, or is not understood",
    operation: "histories",
    requirements: [
      "histories.type-filter.values",
      "histories.type-filter.named-type",
      "histories.type-filter.pairing",
      "histories.type-filter.partition",
    ],
    needs: "histories:both-types",
    next: (person, trace) => askTypes(person, trace, [...names, ...words]),
    judge: (_person, trace) => judgeParts(trace, names.length + words.length + 2, judgeValues),
  }),
  defineHistoriesCase({
    id: "histories.type.subset",
    title:
      "Whatever partnerProgramType is sent, only programs that are answered without it are answered, and the same of them",
    operation: "histories",
    requirements: ["histories.type-filter.subset", "histories.type-filter.contained"],
    needs: "histories:member",
    next: (person, trace) => askTypes(person, trace, [...names, ...words, ...numbers]),
    judge: (_person, trace) =>
      judgeParts(trace, names.length + words.length + numbers.length + 2, (part) =>
        mergeParts([judgeAsked(part, judgeSubset), judgeContained(part)]),
      ),
  }),
];

/** Each narrowed answer against a list that is steady and whole. */
function judgeAsked(part: readonly Look[], judge: (list: PageLook, asked: Look) => Judgement): Judgement {
  const { list, middle = [] } = readSteady(part) ?? {};
  if (list === undefined || !isComplete(list.page)) return nothingJudged;
  return mergeParts(middle.map((asked) => judge(list, asked)));
}

/** The same, where the list holds programs of both types now. */
function judgeBothTypes(part: readonly Look[], judge: (list: PageLook, asked: Look) => Judgement): Judgement {
  return judgeAsked(part, (list, asked) => {
    const types = list.page.entries.map(({ details }) => details.type);
    // What is no text there is the schema's to report.
    const isSound = [...list.page.entries, ...(asked.page?.entries ?? [])].every(({ unsound }) => !unsound.has("type"));
    return isSound && names.every((name) => types.includes(name)) ? judge(list, asked) : nothingJudged;
  });
}

/** Whether a value has an effect: a refusal, an empty answer and the whole list are what one that is not understood gets. */
function isNarrowed(list: PageLook, { page }: Look): boolean {
  return page !== undefined && page.entries.length > 0 && page.entries.length !== list.page.entries.length;
}

function describeNarrowed(list: PageLook, { page, read }: Look): string {
  return page === undefined
    ? describeAnswer(read.answer)
    : `${page.entries.length} of ${list.page.entries.length} entries`;
}

/** The list with each name, then with each word. */
function judgeValues(part: readonly Look[]): Judgement {
  const [list, last] = [part.slice(0, 1), part.slice(-1)];
  const asked = part.slice(1, -1);
  const single = asked.map((one, place) => {
    const [name, word] = [names[place], words[place - names.length]];
    return judgeBothTypes([...list, one, ...last], (whole, narrowed) =>
      name !== undefined
        ? judgeName(name, whole, narrowed)
        : word === undefined
          ? nothingJudged
          : judgeWord(word, whole, narrowed),
    );
  });
  return mergeParts([...single, judgePartition([...list, ...asked.slice(0, names.length), ...last])]);
}

function judgeName(name: string, list: PageLook, asked: Look): Judgement {
  const narrowed = isNarrowed(list, asked);
  const observed = observe(
    "histories.type-filter.values",
    narrowed ? ["names", "names-and-words"] : ["words", "numbers"],
    {
      actual: `${name}: ${describeNarrowed(list, asked)}`,
      pointer: narrowed ? "/data" : pointerOf(asked),
      exchange: asked.index,
      rests: placesOf([list, asked]),
    },
  );
  if (!narrowed) return observed;
  const requirement = "histories.type-filter.named-type";
  const other = asked.page?.entries.find(({ details: { type } }) => type !== undefined && type !== name);
  if (other === undefined) return mergeParts([observed, keep(requirement)]);
  return mergeParts([
    observed,
    breach({
      requirement,
      kind: "value",
      pointer: other.pointer + placeOf("type"),
      expected: showJson(name),
      actual: showJson(other.details.type),
      exchange: asked.index,
    }),
  ]);
}

function judgeWord(word: (typeof words)[number], list: PageLook, asked: Look): Judgement {
  const narrowed = isNarrowed(list, asked);
  const seen = {
    actual: `${word}: ${describeNarrowed(list, asked)}`,
    pointer: narrowed ? "/data" : pointerOf(asked),
    exchange: asked.index,
    rests: placesOf([list, asked]),
  };
  const types = new Set((asked.page?.entries ?? []).map(({ details: { type } }) => type));
  const [type] = types;
  const isExternal = type === "EXTERNAL";
  const pairing =
    types.size !== 1 || (type !== "EXTERNAL" && type !== "SUPPLEMENTARY")
      ? []
      : [isExternal === (word === "Subscription") ? "subscription-is-external" : "subscription-is-supplementary"];
  return mergeParts([
    observe("histories.type-filter.values", narrowed ? ["words", "names-and-words"] : ["names", "numbers"], seen),
    observe("histories.type-filter.pairing", narrowed ? pairing : ["words-without-effect"], {
      ...seen,
      actual: narrowed ? `${word}: ${[...types].join(" and ")}` : seen.actual,
    }),
  ]);
}

function judgeSubset(list: PageLook, asked: Look): Judgement {
  const requirement = "histories.type-filter.subset";
  if (asked.page === undefined) return nothingJudged;
  const keyOf = identifyAmong(list.page.entries, asked.page.entries);
  const known = new Set(list.page.entries.map(keyOf));
  const other = asked.page.entries.find((entry) => entry.key !== undefined && !known.has(keyOf(entry)));
  if (other === undefined) return keep(requirement);
  return breach({
    requirement,
    kind: "disagreement",
    pointer: other.pointer,
    expected: "an entry that is answered without partnerProgramType too",
    actual: `an entry of program ${other.key}`,
    exchange: asked.index,
    rests: placesOf([list, asked]),
  });
}

/** Each entry of a narrowed answer against the same one of the whole list; what only one of them holds is not meant. */
function judgeContained(part: readonly Look[]): Judgement {
  const requirement = "histories.type-filter.contained";
  const { list, middle = [] } = readSteady(part) ?? {};
  if (list === undefined) return nothingJudged;
  return mergeParts(
    middle.flatMap((asked, place) => {
      const entries = asked.page?.entries ?? [];
      const keyOf = identifyAmong(list.page.entries, entries);
      return entries.map((entry) => {
        const [same, ...others] = list.page.entries.filter((other) => keyOf(other) === keyOf(entry));
        const isTold = entry.key !== undefined && entries.filter((other) => keyOf(other) === keyOf(entry)).length === 1;
        if (same === undefined || others.length > 0 || !isTold) return nothingJudged;
        // A program of another type than was named should not be there at all.
        if (names[place] !== undefined && entry.details.type !== names[place]) return nothingJudged;
        const difference = compareEntries(same, entry, everyMember);
        if (difference === undefined) return keep(requirement);
        return breach({
          requirement,
          kind: "disagreement",
          pointer: difference.pointer,
          expected: `as without partnerProgramType: ${difference.expected}`,
          actual: difference.actual,
          exchange: asked.index,
          rests: placesOf([list, asked]),
        });
      });
    }),
  );
}

function judgePartition(part: readonly Look[]): Judgement {
  const requirement = "histories.type-filter.partition";
  const { list, middle = [] } = readSteady(part) ?? {};
  if (list === undefined || !isComplete(list.page) || !middle.every((asked) => isNarrowed(list, asked)))
    return nothingJudged;
  const parts = middle.map((asked, place) => ({ asked, name: names[place] ?? "", entries: asked.page?.entries ?? [] }));
  // A program of the other type is another requirement's matter.
  if (parts.some(({ name, entries }) => entries.some(({ details: { type } }) => type !== name))) return nothingJudged;
  for (const { asked, name, entries } of parts) {
    const keyOf = identifyAmong(list.page.entries, entries);
    const held = new Set(entries.map(keyOf));
    const lost = list.page.entries.find((entry) => entry.details.type === name && !held.has(keyOf(entry)));
    if (lost !== undefined) {
      return breach({
        requirement,
        kind: "missing",
        pointer: "/data",
        expected: `also the entry of program ${lost.key}, which is of type ${name}`,
        actual: `${entries.length} entries without it`,
        exchange: asked.index,
        rests: placesOf(part),
      });
    }
  }
  return keep(requirement);
}
