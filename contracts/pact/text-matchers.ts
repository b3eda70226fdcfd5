import type { MatchingRule } from "./pact-model.ts";

/** A matcher that takes texts of a form, of whatever JSON type the value is that the text stands for. */
export interface TextMatcher {
  readonly takes: (text: string) => boolean;
  /** For the `actual` of a finding. */
  readonly description: string;
}

const semver = /^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/;

/** The form that a rule asks for; undefined where it asks for none, for several, or for one that JavaScript cannot read. */
export function readTextMatcher(rule: MatchingRule | undefined): TextMatcher | undefined {
  const [matcher, ...others] = rule?.matchers ?? [];
  if (matcher === undefined || others.length > 0) return undefined;
  const { regex, value } = matcher.options;
  if (matcher.match === "regex" && typeof regex === "string") {
    const pattern = compile(regex);
    if (pattern === undefined) return undefined;
    return { takes: (text) => pattern.test(text), description: `a matcher for text of the form ${regex}` };
  }
  if (matcher.match === "include" && typeof value === "string")
    return {
      takes: (text) => text.includes(value),
      description: `a matcher for text with ${JSON.stringify(value)} in it`,
    };
  if (matcher.match === "semver")
    return { takes: (text) => semver.test(text), description: "a matcher for semantic versions" };
  return undefined;
}

/** Some of Pact's implementations look for it anywhere in a text. Undefined where it is not one of JavaScript's. */
function compile(regex: string): RegExp | undefined {
  try {
    return new RegExp(regex, "u");
  } catch {
    return undefined;
  }
}
