import { escapeDoubleQuoted } from "./shell.ts";

/** The process's environment, passed in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A text of the profile after its references to the environment were followed. */
export interface ResolvedText {
  readonly value: string;
  /** The same as the inside of a shell word in double quotes: `till-${NAME}`. */
  readonly shell: string;
  /** What came from the environment itself: never shown. A default is printed in the profile and no secret. */
  readonly secrets: readonly { readonly value: string; readonly placeholder: string }[];
  readonly hasReference: boolean;
}

/** Why a reference could not be followed. */
export interface UnresolvedReference {
  readonly message: string;
  readonly hint: string;
}

const reference = /\$\{([^}]*)\}?/g;
const form = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?$/;

/**
 * Follows `${NAME}` and `${NAME:-default}` in a text. As in a shell, a default also stands in for a variable that is
 * empty; without a default an empty variable is as wrong as a missing one, since CI passes unset secrets as empty text.
 */
export function resolveText(text: string, environment: Environment): ResolvedText | UnresolvedReference {
  const secrets: { value: string; placeholder: string }[] = [];
  let value = "";
  let shell = "";
  let end = 0;
  for (const match of text.matchAll(reference)) {
    const before = text.slice(end, match.index);
    end = match.index + match[0].length;
    const parts = match[0].endsWith("}") ? form.exec(match[1] ?? "") : null;
    const name = parts?.[1];
    if (name === undefined) {
      return { message: "holds ${ without a variable's name", hint: "write ${NAME} or ${NAME:-default}" };
    }
    const standIn = parts?.[2];
    const found = Object.hasOwn(environment, name) ? environment[name] : undefined;
    // Shells do not agree on quotes inside a default; the reader of such a line sets the variable.
    const isPlain = standIn !== undefined && !/['"`$\\\p{Cc}]/u.test(standIn);
    const placeholder = isPlain ? `\${${name}:-${standIn}}` : `\${${name}}`;
    if (found !== undefined && found !== "") {
      secrets.push({ value: found, placeholder });
      value += before + found;
    } else if (standIn !== undefined) {
      value += before + standIn;
    } else {
      const state = found === undefined ? "not set" : "empty";
      return {
        message: `the environment variable ${name} is ${state}`,
        hint: `set ${name}, or write \${${name}:-default}`,
      };
    }
    shell += escapeDoubleQuoted(before) + placeholder;
  }
  const rest = text.slice(end);
  return { value: value + rest, shell: shell + escapeDoubleQuoted(rest), secrets, hasReference: end > 0 };
}
