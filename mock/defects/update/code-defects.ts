import type { Json } from "../../../src/model/json.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type WhichPerformed, answerWith } from "./change-updates.ts";
import { hasOnlyFault, hasStrangeType, wasJustCancelled, wasLinked } from "./faults.ts";
import { isNamedBy } from "./identifiers.ts";
import { all, hasType, isRefusedWith, not } from "./which.ts";

const tierTypes = ["UPGRADE", "DOWNGRADE", "RENEW"];
const always: WhichPerformed = () => true;

/** Whether the customer has a pending relink in another program. */
const hasOtherRelink: WhichPerformed = ({ customer, program }) =>
  customer?.memberships?.some((each) => each.program !== program?.id && each.relink !== undefined) ?? false;

/** Whether the customer has once had a relink in the program that is pending no more. */
const hadRelink: WhichPerformed = ({ membership }) =>
  membership?.activities?.some(({ type }) => type.includes("RELINKING")) ?? false;

/** Whether the tier that is named is one of another program. */
const namesTierElsewhere: WhichPerformed = ({ details }, { organisation }) =>
  organisation?.partnerPrograms?.some(({ tiers = [] }) => tiers.includes(String(details["updatedTierName"]))) ?? false;

/** Whether the expiry lies more than a year back. */
const isYearsPast: WhichPerformed = ({ details }, { circumstances }) =>
  Date.parse(String(details["updatedTierExpiryDate"])) < circumstances.now.getTime() - 365 * 86_400_000;

/** Whether the name of a program, or of a tier of the program, is right but for upper and lower case. */
const namesProgramInOtherLetters: WhichPerformed = ({ sent }, { organisation }) =>
  isRespelt(
    sent["partnerProgramName"],
    organisation?.partnerPrograms?.map(({ name }) => name),
  );
const namesTierInOtherLetters: WhichPerformed = ({ details, program }) =>
  isRespelt(details["updatedTierName"], program?.tiers);

function isRespelt(sent: Json | undefined, names: readonly string[] = []): boolean {
  const folded = String(sent).toLowerCase();
  return names.every((name) => name !== sent) && names.some((name) => name.toLowerCase() === folded);
}

/** Faults in the codes that updates are refused with. An update that is accepted by mistake changes nothing. */
export const codeDefects: readonly Defect[] = [
  accepted(2003, "past-expiry", "An expiry in the past"),
  accepted(2003, "recent-expiry", "An expiry in the past year", not(isYearsPast)),
  accepted(2003, "old-expiry", "An expiry more than a year ago", isYearsPast),
  ...tierTypes.map((type) =>
    accepted(2003, `past-expiry-of-${type.toLowerCase()}`, `An expiry in the past with ${type}`, hasType(type)),
  ),
  ...(
    [
      ["id", "id"],
      ["email", "email"],
      ["external-id", "externalId"],
    ] as const
  ).map(([word, name]) =>
    accepted(2003, `past-expiry-by-${word}`, `An expiry in the past of a customer named by ${word}`, isNamedBy(name)),
  ),
  accepted(
    2003,
    "past-expiry-of-renewal-initiation",
    "An expiry in the past with MEMBERSHIP_RENEWAL_INITIATION",
    hasType("MEMBERSHIP_RENEWAL_INITIATION"),
  ),
  otherwise(2003, 2002, "past-expiry", "An expiry in the past"),
  otherwise(2003, 2007, "past-expiry", "An expiry in the past"),

  accepted(2004, "not-linked", "A program that the customer is not linked to"),
  accepted(2004, "no-longer-linked", "A program that the customer is no longer linked to", wasLinked),
  accepted(2004, "never-linked", "A program that the customer was never linked to", not(wasLinked)),
  otherwise(2004, 2006, "not-linked", "A program that the customer is not linked to"),
  otherwise(2004, 2007, "no-longer-linked", "A program that the customer is no longer linked to", wasLinked),
  otherwise(2004, 2005, "not-linked", "A program that the customer is not linked to"),
  ...["DOWNGRADE", "RENEW"].map((type) =>
    accepted(
      2004,
      `not-linked-${type.toLowerCase()}`,
      `A ${type} in a program that the customer is not linked to`,
      hasType(type),
    ),
  ),

  accepted(2006, "unknown-program", "A program that does not exist"),
  otherwise(2006, 2004, "unknown-program", "A program that does not exist"),
  otherwise(2006, 2007, "unknown-program", "A program that does not exist"),
  otherwise(2006, 404, "unknown-program", "A program that does not exist"),
  ...["DOWNGRADE", "RENEW", "MEMBERSHIP_RELINKING_CANCELLED"].map((type) =>
    otherwise(
      2006,
      2004,
      `unknown-program-of-${type.toLowerCase().replaceAll("_", "-")}`,
      `A ${type} in a program that does not exist`,
      hasType(type),
    ),
  ),

  accepted(2007, "unknown-tier", "A tier that the program does not have"),
  accepted(2007, "tier-of-another-program", "A tier of another program", namesTierElsewhere),
  accepted(2007, "tier-of-no-program", "A tier of no program", not(namesTierElsewhere)),
  otherwise(2007, 2006, "unknown-tier", "A tier that the program does not have"),
  otherwise(2007, 2002, "tier-of-another-program", "A tier of another program", namesTierElsewhere),
  ...tierTypes.map((type) =>
    accepted(2007, `unknown-tier-of-${type.toLowerCase()}`, `An unknown tier with ${type}`, hasType(type)),
  ),

  ...(
    [
      ["program", 2006, 2004, namesProgramInOtherLetters],
      ["tier", 2007, 2002, namesTierInOtherLetters],
    ] as const
  ).flatMap(([name, code, other, which]) => [
    makeDefect(
      `update.${name}-name.letters`,
      `update.${name}-in-other-letters-not-made`,
      `An update by the name of a ${name} in other letters is reported as made and is not.`,
      answerWith(200, all(isRefusedWith(code), which)),
    ),
    ...(name === "tier"
      ? []
      : [
          makeDefect(
            `update.${name}-name.letters`,
            `update.${name}-in-other-letters-${other}`,
            `The name of a ${name} in other letters is refused with ${other}.`,
            answerWith(other, all(isRefusedWith(code), which)),
          ),
        ]),
  ]),

  accepted(2009, "unknown-type", "An updateType that is none of the five", hasStrangeType),
  otherwise(2009, 2002, "unknown-type", "An updateType that is none of the five", hasStrangeType),
  otherwise(2009, 400, "unknown-type", "An updateType that is none of the five", hasStrangeType),

  accepted(2026, "cancellation-not-enabled", "A cancellation where relinking is not allowed"),
  otherwise(2026, 2027, "cancellation-not-enabled", "A cancellation where relinking is not allowed"),
  otherwise(2026, 2028, "cancellation-not-enabled", "A cancellation where relinking is not allowed"),

  accepted(2027, "nothing-pending", "A cancellation where no relinking is pending", not(wasJustCancelled)),
  accepted(
    2027,
    "relinking-pending-elsewhere",
    "A cancellation where a relinking is pending in another program alone",
    hasOtherRelink,
  ),
  accepted(
    2027,
    "nothing-pending-any-more",
    "A cancellation where a relinking was pending once",
    all(hadRelink, not(wasJustCancelled)),
  ),
  accepted(2027, "nothing-ever-pending", "A cancellation where no relinking was ever pending", not(hadRelink)),
  otherwise(2027, 2026, "nothing-pending", "A cancellation where no relinking is pending", not(wasJustCancelled)),
  otherwise(2027, 2004, "nothing-pending", "A cancellation where no relinking is pending", not(wasJustCancelled)),

  accepted(2028, "renewal-not-allowed", "A renewal initiation where relinking is allowed"),
  otherwise(2028, 2026, "renewal-not-allowed", "A renewal initiation where relinking is allowed"),
  otherwise(2028, 2009, "renewal-not-allowed", "A renewal initiation where relinking is allowed"),
];

function accepted(code: number, word: string, words: string, which: WhichPerformed = always): Defect {
  return makeDefect(
    `update.code.${code}`,
    `update.${word}-accepted`,
    `${words} is accepted instead of ${code}.`,
    answerWith(200, all(isRefusedWith(code), hasOnlyFault(code), which)),
  );
}

function otherwise(code: number, other: number, word: string, words: string, which: WhichPerformed = always): Defect {
  return makeDefect(
    `update.code.${code}`,
    `update.${word}-${other}`,
    `${words} is refused with ${other} instead of ${code}.`,
    answerWith(other, all(isRefusedWith(code), hasOnlyFault(code), which)),
  );
}
