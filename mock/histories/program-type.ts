import type { Choices } from "../choices.ts";
import type { PartnerProgram } from "../fixtures.ts";
import { type RefusalResult, refuse } from "../result.ts";

export type ProgramType = PartnerProgram["type"];

/** Reads partnerProgramType: the type asked for, all of them, none, or the refusal of what is no type. */
export function readProgramType(
  text: string | undefined,
  choices: Choices,
): ProgramType | "all" | "none" | RefusalResult {
  // parameter: partnerProgramType, without an asterisk
  if (text === undefined) return "all";
  const type = findType(text.trim().toUpperCase(), choices);
  if (type !== undefined) return type;
  // choice: program-type-unknown
  switch (choices.programTypeUnknown) {
    case "refused":
      return refuse(400, "partnerProgramType is EXTERNAL or SUPPLEMENTARY");
    case "empty":
      return "none";
    case "ignored":
      return "all";
  }
}

function findType(text: string, { programTypeForm, subscription }: Choices): ProgramType | undefined {
  // parameter: partnerProgramType, type Int. No page says which number is which: the place in the page's order of names
  const numbers: Readonly<Record<string, ProgramType>> = { "0": "EXTERNAL", "1": "SUPPLEMENTARY" };
  const words: Readonly<Record<string, ProgramType>> = {
    // response parameter: partnerProgramType
    EXTERNAL: "EXTERNAL",
    SUPPLEMENTARY: "SUPPLEMENTARY",
    // introduction and parameter: partnerProgramType, which pair the words the other way round. choice: subscription
    SUBSCRIPTION: subscription,
    COALITION: subscription === "SUPPLEMENTARY" ? "EXTERNAL" : "SUPPLEMENTARY",
  };
  // choice: program-type-form
  const number = programTypeForm === "words" ? undefined : numbers[text];
  return number ?? (programTypeForm === "numbers" ? undefined : words[text]);
}
