import { keep } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { Draw } from "../../src/model/case.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { tokenHeader } from "../../src/target/access-token.ts";
import { awaitEffect } from "../update/await-effect.ts";
import { askFor, drawFiller, drawRenewal } from "../update/batch.ts";
import { drawNobody } from "../update/draw-names.ts";
import { type Flow, playFlow, type Steps } from "../update/flow.ts";
import { breachAt } from "../update/judge.ts";
import { judgeUnchanged } from "../update/judge-effect.ts";
import type { Member } from "../update/members.ts";
import { defineUpdateCase } from "../update/needs.ts";
import { readOwnTier } from "../update/renew-tier.ts";
import { type AskedCustomer, cancellation, makeUpdate, nameCustomer, type Sender } from "../update/request.ts";
import { restoreAfter } from "../update/restore.ts";
import { type Asked, firstUpdate, lookAgain, sendUpdates } from "../update/steps.ts";
import type { Renewable } from "../update/subjects.ts";
import { credentialCodes } from "./refuses-credentials.ts";

/** Requests that change nothing if they are let through, any of which may be served by other code of a host. */
const forms: readonly {
  readonly suffix: string;
  readonly words: string;
  readonly build: (member: Member, draw: Draw) => readonly AskedCustomer[];
}[] = [
  { suffix: "", words: "an update to the tier held already", build: (member) => [askFor(member, keepTier(member))] },
  {
    suffix: "-unknown-customer",
    words: "an update of a customer that does not exist",
    build: (member, draw) => [drawFiller(member, draw)],
  },
  {
    suffix: "-cancellation",
    words: "a cancelled relinking of a customer that does not exist",
    build: ({ program }, draw) => [
      {
        customer: nameCustomer(drawNobody("mobile", draw)),
        partnerProgramUpdates: [makeUpdate(program, cancellation)],
      },
    ],
  },
  {
    suffix: "-batch",
    words: "an update of several customers",
    build: (member, draw) => [askFor(member, keepTier(member)), drawFiller(member, draw)],
  },
];

/** An update with credentials that are not to be let in, then the same by the till. */
function tryCredentials(
  requirement: string,
  list: (draw: Draw) => readonly Sender[],
  build: (member: Member, draw: Draw) => readonly AskedCustomer[],
): Flow<Member> {
  return function* (member, draw) {
    const asked = build(member, draw);
    const parts: Judgement[] = [];
    for (const sender of list(draw)) {
      const attempt = yield* sendUpdates(asked, sender);
      parts.push(yield* judgeAttempt(requirement, attempt, asked));
    }
    return mergeJudgements(parts);
  };
}

/** Who is let in gets what the till gets: an answer, or the refusal that the update itself deserves. */
function* judgeAttempt(requirement: string, attempt: Asked, asked: readonly AskedCustomer[]): Steps<Judgement> {
  const till = yield* sendUpdates(asked);
  const { codes, outcome } = firstUpdate(attempt.results);
  const isAboutCredentials = codes.length > 0 && codes.every((code) => credentialCodes.includes(code));
  const expected = firstUpdate(till.results);
  // A number like that of an HTTP status is given whoever asks: the request has not come far.
  const isTheSame =
    expected.outcome === "refused" &&
    codes.length > 0 &&
    codes.every((code) => code >= 1000 && expected.codes.includes(code));
  const isLetIn = outcome === "made" || isTheSame || attempt.sent.answer.kind === "answer";
  if (isAboutCredentials || !isLetIn) return keep(requirement);
  return breachAt(requirement, "accepted", attempt.position, {
    pointer: "",
    expected: "a refusal",
    actual: describeAnswer(attempt.sent.answer),
  });
}

/** An update that would show, without credentials and with wrong ones: refused, it has changed nothing. */
const changeNothing: Flow<Renewable> = function* (member, draw) {
  const requirement = "authentication.update.unchanged";
  const before = yield* readOwnTier(member);
  for (const sender of [nobody, stranger]) {
    const renewal = drawRenewal(member, draw);
    const result = firstUpdate((yield* sendUpdates([askFor(member, renewal)], sender)).results);
    if (result.outcome === "made") {
      yield* awaitEffect(member, before.entry, renewal, result);
      return yield* restoreAfter(member, before.entry, nothingJudged);
    }
  }
  const after = yield* lookAgain(member);
  const why = "because the update was refused for its credentials";
  const judged = yield* judgeUnchanged(requirement, member, before, after, why);
  return judged.findings.length === 0 ? judged : yield* restoreAfter(member, before.entry, judged);
};

const nobody: Sender = { credentials: "nobody" };
const stranger: Sender = { credentials: "stranger" };

/** Tokens that no host has given out, in the headers that are known for them. */
function inventTokens(draw: Draw): Sender[] {
  return [
    { ...nobody, headers: [[tokenHeader, draw.letters(40)]] },
    { ...nobody, headers: [["Authorization", `Bearer ${draw.letters(40)}`]] },
  ];
}

/** Somebody whom no host knows, by any password. */
function inventUser(draw: Draw): Sender[] {
  return [{ ...nobody, headers: [["Authorization", `Basic ${btoa(`${draw.letters(20)}:${draw.letters(20)}`)}`]] }];
}

function keepTier({ program, tier }: Member): ReturnType<typeof makeUpdate> {
  return makeUpdate(program, "RENEW", tier);
}

/** Who is let in to updates: the till that the profile names, nobody else. */
export const updateAuthenticationCases = [
  ...forms.map(({ suffix, words, build }) =>
    defineUpdateCase({
      id: `authentication.update.nobody${suffix}`,
      title: `Without credentials ${words} is refused`,
      operation: "update",
      requirements: ["authentication.update.required"],
      needs: "update:one-member-with-credentials",
      writes: "restored",
      ...playFlow(tryCredentials("authentication.update.required", () => [nobody], build)),
    }),
  ),
  ...forms.slice(0, 2).map(({ suffix, words, build }) =>
    defineUpdateCase({
      id: `authentication.update.stranger${suffix}`,
      title: `With a wrong password ${words} is refused`,
      operation: "update",
      requirements: ["authentication.update.verified"],
      needs: "update:one-member-with-password",
      writes: "restored",
      ...playFlow(tryCredentials("authentication.update.verified", () => [stranger], build)),
    }),
  ),
  defineUpdateCase({
    id: "authentication.update.invented-user",
    title: "By a user that nobody is an update is refused",
    operation: "update",
    requirements: ["authentication.update.verified"],
    needs: "update:one-member-with-credentials",
    writes: "restored",
    ...playFlow(
      tryCredentials("authentication.update.verified", inventUser, (member) => [askFor(member, keepTier(member))]),
    ),
  }),
  defineUpdateCase({
    id: "authentication.update.invented-token",
    title: "With a token that the host never gave out an update is refused",
    operation: "update",
    requirements: ["authentication.update.token-verified"],
    needs: "update:one-member-with-credentials",
    writes: "restored",
    ...playFlow(
      tryCredentials("authentication.update.token-verified", inventTokens, (member) => [
        askFor(member, keepTier(member)),
      ]),
    ),
  }),
  defineUpdateCase({
    id: "authentication.update.nobody-unchanged",
    title: "An update that is refused for its credentials changes nothing",
    operation: "update",
    requirements: ["authentication.update.unchanged"],
    needs: "update:renewable-with-credentials",
    writes: "restored",
    ...playFlow(changeNothing),
  }),
];
