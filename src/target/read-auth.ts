import { createHash } from "node:crypto";
import type { ResolvedText } from "./environment.ts";
import type { Auth, Credential } from "./profile-model.ts";
import type { Secret } from "./redaction.ts";
import { escapeDoubleQuoted } from "./shell.ts";

/** `auth` as it stands in a profile that keeps its schema. */
export interface RawAuth {
  readonly basic?: { readonly user: string; readonly password: string; readonly form?: "plain" | "md5" };
  readonly oauth?: { readonly key: string; readonly secret: string; readonly tokenUrl: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads credentials and collects what of them must be redacted. */
export interface CredentialReader {
  /** `place` names the credentials in invented variables: organisation, or organisation and place. */
  readAuth(raw: RawAuth, pointer: string, place: string, tokenUrl: (text: string) => string): Auth;
  readHeaders(
    raw: Readonly<Record<string, string>>,
    pointer: string,
    place: string,
  ): readonly (readonly [name: string, value: Credential])[];
  readonly secrets: readonly Secret[];
}

/** The lower-case hexadecimal MD5 of a password, the form in which the vendor's Basic authentication takes it. */
export function hashPassword(password: string): string {
  return createHash("md5").update(password, "utf8").digest("hex");
}

export function createCredentialReader(texts: ReadonlyMap<string, ResolvedText>): CredentialReader {
  const secrets: Secret[] = [];
  const names = new Set<string>();

  /** A literal secret is shown as a variable of this name, which the reader of a curl line sets. */
  const inventName = (place: string): string => {
    const word = place
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, "_")
      .replace(/^(?=[0-9])/, "_");
    let name = word;
    for (let count = 2; names.has(name); count += 1) name = `${word}_${count}`;
    names.add(name);
    return `\${${name}}`;
  };
  const read = (pointer: string, value: string, place: string, isSecret = true): Credential => {
    const text = texts.get(pointer);
    const fromEnvironment = (text?.secrets.length ?? 0) > 0;
    if (text?.hasReference === true && !fromEnvironment) return { value, shell: text.shell, secret: false };
    if (text?.hasReference !== true && !isSecret) return { value, shell: escapeDoubleQuoted(value), secret: false };
    const shell = text?.hasReference === true ? text.shell : inventName(place);
    secrets.push({ value, placeholder: shell });
    return { value, shell, secret: true };
  };
  const readHeaders: CredentialReader["readHeaders"] = (raw, pointer, place) =>
    Object.entries(raw).map(([name, text]) => {
      const value = read(`${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, text, `${place}_${name}`);
      if (value.secret) secrets.push(...listSchemeParts(value));
      return [name, value] as const;
    });
  return {
    secrets,
    readHeaders,
    readAuth: (raw, pointer, place, tokenUrl) => {
      if (raw.basic !== undefined) {
        const user = read(`${pointer}/basic/user`, raw.basic.user, `${place}_USER`, false);
        const password = read(`${pointer}/basic/password`, raw.basic.password, `${place}_PASSWORD`);
        // Whoever has the MD5 can log in with it.
        if (password.secret) secrets.push({ value: hashPassword(password.value), placeholder: password.shell });
        if (user.secret || password.secret) {
          const placeholder = `${user.shell}:${password.shell}`;
          for (const sent of [password.value, hashPassword(password.value)]) {
            secrets.push({ value: `${user.value}:${sent}`, placeholder });
          }
        }
        return { kind: "basic", user, password, form: raw.basic.form ?? "plain" };
      }
      if (raw.oauth !== undefined) {
        return {
          kind: "oauth",
          key: read(`${pointer}/oauth/key`, raw.oauth.key, `${place}_KEY`),
          secret: read(`${pointer}/oauth/secret`, raw.oauth.secret, `${place}_SECRET`),
          tokenUrl: tokenUrl(raw.oauth.tokenUrl),
          tokenPlaceholder: inventName(`${place}_TOKEN`),
        };
      }
      return { kind: "headers", headers: readHeaders(raw.headers ?? {}, `${pointer}/headers`, place) };
    },
  };
}

/** A host may echo the credentials of `Bearer abc` without their scheme, and those of `Basic …` decoded. */
function listSchemeParts({ value, shell }: Credential): Secret[] {
  const [, scheme, token] = /^([A-Za-z][A-Za-z0-9-]*) +(\S.*)$/.exec(value) ?? [];
  if (scheme === undefined || token === undefined) return [];
  const name = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(shell)?.[1];
  const parts = [{ value: token, placeholder: name === undefined ? shell : `\${${name}#* }` }];
  if (scheme.toLowerCase() === "basic") {
    const decoded = Buffer.from(token, "base64").toString("utf8");
    const password = decoded.slice(decoded.indexOf(":") + 1);
    parts.push({ value: decoded, placeholder: shell }, { value: password, placeholder: shell });
  }
  return parts;
}
