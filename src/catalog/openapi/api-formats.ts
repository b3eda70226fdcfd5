import type { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { Direction } from "./normalize-openapi.ts";

/** A host of a test is often called localhost. */
const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/u.test(text);
const isUri = (text: string): boolean => /^[a-z][a-z\d+.-]*:\S*$/iu.test(text);

/**
 * Formats as they are read of an answer: those of JSON Schema and OpenAPI, where ajv-formats asks for more than RFCs and
 * common use do, as these have them.
 */
const ofAnswers: Readonly<Record<string, (text: string) => boolean>> = {
  email: isEmail,
  "idn-email": isEmail,
  uri: isUri,
  url: isUri,
  iri: isUri,
  "uri-reference": (text) => /^[^\s\\]*$/u.test(text),
  hostname: (text) =>
    /^[\p{L}\d_]([\p{L}\d_-]{0,61}[\p{L}\d_])?(\.[\p{L}\d_]([\p{L}\d_-]{0,61}[\p{L}\d_])?)*\.?$/u.test(text),
  // A time of day without an offset is what many languages call a time.
  time: (text) => /^([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)([.,]\d+)?)?\s*(z|[+-]\d\d(:?\d\d)?)?$/iu.test(text),
  duration: (text) => /^[+-]?P(?=[\dT])(\d+([.,]\d+)?[YMWD])*(T(?=\d)(\d+([.,]\d+)?[HMS])+)?$/u.test(text),
  byte: (text) => /^[A-Za-z\d+/_=\s-]*$/u.test(text),
  regex: () => true,
};

/**
 * Formats of which a host may be blind: a format is a hint in OpenAPI 3.0 and an annotation in 3.1, so that it is a host's own
 * choice to hold requests against one. A date that no reader of dates could make sense of is wrong for sure.
 */
const ofRequests: Readonly<Record<string, (text: string) => boolean>> = {
  date: isPerhapsDate,
  "date-time": isPerhapsDate,
};

export function addApiFormats(ajv: Ajv, direction: Direction): void {
  if (direction === "answer") addFormats.default(ajv);
  for (const [name, test] of Object.entries(direction === "answer" ? ofAnswers : ofRequests)) ajv.addFormat(name, test);
}

function isPerhapsDate(text: string): boolean {
  return /^\s*\d*\s*$/u.test(text) || /^\d{4,5}-(0\d|1[0-2])-[0-3]\d/u.test(text) || !Number.isNaN(Date.parse(text));
}
