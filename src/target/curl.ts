import { headerValues, type Header, type HttpRequest } from "../model/http.ts";
import type { Redactor } from "./redaction.ts";
import { quoteShell } from "./shell.ts";

/** How a shell line authenticates: words ready for bash, and the headers that they stand for. */
export interface CurlAuth {
  readonly words: readonly string[];
  readonly headers: readonly Header[];
}

const longestText = 8192;
const addedByCurl = new Set(["host", "content-length", "connection", "transfer-encoding"]);

/**
 * A line for bash that sends a request again with the credentials from the environment. Everything that is not a
 * variable of ours is quoted as a literal, whatever it holds; secrets inside become variables. A body that is not UTF-8,
 * holds NUL or is over 8 kB travels as base64 through a pipe.
 */
export function formatCurl(request: HttpRequest, auth: CurlAuth | undefined, redactor: Redactor): string {
  const quote = (text: string) => quoteParts(redactor.split(text));
  const words = ["curl", "-sS", "-i"];
  const { method, url, body } = request;
  const hasBody = body.byteLength > 0;
  // Brackets in an address are patterns to curl, dots are resolved.
  if (/[[\]{}]/.test(url)) words.push("-g");
  if (/\/\.\.?(\/|$|\?)/.test(url)) words.push("--path-as-is");
  if (method === "HEAD") words.push("-I");
  else if (method !== "GET" || hasBody) words.push("-X", quoteMethod(method));
  const stands = auth !== undefined && isAsAuthorized(request.headers, auth);
  if (stands) words.push(...auth.words);
  const replaced = new Set(stands ? auth.headers.map(([name]) => name.toLowerCase()) : []);
  const headers = request.headers.filter(([name]) => !replaced.has(name.toLowerCase()) && isSendable(name));
  for (const [name, value] of headers) words.push("-H", quote(value === "" ? `${name};` : `${name}: ${value}`));
  // Left alone, curl would call any body a form.
  if (hasBody && headerValues(headers, "content-type").length === 0) words.push("-H", "'Content-Type:'");
  const text = hasBody ? readText(body) : undefined;
  let pipe = "";
  if (text !== undefined) {
    // After --data-binary an @ would name a file.
    words.push(text.startsWith("@") ? "--data-raw" : "--data-binary", quote(text));
  } else if (hasBody) {
    words.push("--data-binary", "@-");
    pipe = `printf %s '${Buffer.from(redactor.bytes(body)).toString("base64")}' | base64 -d | `;
  }
  return `${pipe}${words.join(" ")} ${quote(url)}`;
}

/** A request that carries other credentials than ours on purpose shows its own. */
function isAsAuthorized(headers: readonly Header[], auth: CurlAuth): boolean {
  return auth.headers.every(([name]) => {
    const sent = headerValues(headers, name);
    const ours = headerValues(auth.headers, name);
    return sent.every((value) => ours.includes(value));
  });
}

function isSendable(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !addedByCurl.has(name.toLowerCase());
}

function quoteMethod(method: string): string {
  return /^[A-Za-z]+$/.test(method) ? method : quoteShell(method);
}

function quoteParts(parts: readonly (string | { readonly placeholder: string })[]): string {
  if (parts.length === 0) return "''";
  return parts.map((part) => (typeof part === "string" ? quoteShell(part) : `"${part.placeholder}"`)).join("");
}

function readText(body: Uint8Array): string | undefined {
  if (body.byteLength > longestText || body.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}
