import { InputError, type InputProblem } from "../model/input-error.ts";
import { formatPointer } from "../model/json-pointer.ts";
import { isObject } from "../model/json.ts";
import type { SourceDocument } from "../catalog/source-document.ts";
import { resolveText, type Environment, type ResolvedText } from "./environment.ts";
import type { Secret } from "./redaction.ts";

/** A profile's value with every reference to the environment followed, and each text's origin by its pointer. */
export interface ProfileTexts {
  readonly document: SourceDocument;
  readonly texts: ReadonlyMap<string, ResolvedText>;
  /** What came from the environment and may not be shown. */
  readonly secrets: readonly Secret[];
}

/**
 * Places whose text is a setting and no secret, even from the environment: redacting `off` or `10s` wherever they occur would
 * make the output useless.
 */
const settings = [
  /^\/(limits|timing|pin)\//,
  /^\/webhooks\/listen$/,
  /^\/organisations\/\d+\/(name|relinking|(activityTypes|programs)\/.*)$/,
  /^\/organisations\/\d+\/(auth|withoutAccess)\/basic\/form$/,
  /^\/organisations\/\d+\/customers\/\d+\/(source|is(\/.*)?)$/,
];

/** Follows the references in every text of a profile; throws an InputError that names each variable that is missing. */
export function resolveProfileTexts(document: SourceDocument, environment: Environment): ProfileTexts {
  const texts = new Map<string, ResolvedText>();
  const problems: InputProblem[] = [];
  const resolve = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (Array.isArray(value)) return value.map((entry: unknown, index) => resolve(entry, [...path, index]));
    if (isObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolve(entry, [...path, key])]));
    }
    if (typeof value !== "string") return value;
    const pointer = formatPointer(path);
    const resolved = resolveText(value, environment);
    if ("message" in resolved) {
      problems.push({ ...resolved, file: document.file, ...document.locate(pointer), pointer });
      return value;
    }
    texts.set(pointer, resolved);
    return resolved.value;
  };
  const value = resolve(document.value, []);
  if (problems.length > 0) throw new InputError(problems);
  const isSetting = (pointer: string) => settings.some((place) => place.test(pointer));
  // The host is what the reports are about; what it is made of is no secret elsewhere either, but in credentials.
  const hostParts = new Set(texts.get("/host")?.secrets.map((part) => part.value));
  const secrets = [...texts]
    .filter(([pointer]) => !isSetting(pointer))
    .flatMap(([pointer, text]) =>
      text.secrets.filter((part) => !hostParts.has(part.value) || /\/(auth|withoutAccess|header)\//.test(pointer)),
    );
  return {
    document: {
      ...document,
      value,
      // Even at the place of a setting: a variable may be the wrong one, and hold a password.
      isHidden: (pointer) => (texts.get(pointer)?.secrets.length ?? 0) > 0,
    },
    texts,
    secrets,
  };
}
