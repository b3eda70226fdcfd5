import type { RequestPlan } from "../model/case.ts";
import type { Header } from "../model/http.ts";
import { isObject, type Json } from "../model/json.ts";
import type { RawRequest } from "./raw.ts";

const json: Header = ["Content-Type", "application/json"];
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A sound body as something that is no sound message, one way after another. */
export function listRawBodies(operation: string, body: Json): RawRequest[] {
  const text = JSON.stringify(body);
  const send = (name: string, words: string, bytes: Uint8Array, headers: readonly Header[] = [json]): RawRequest => ({
    name,
    words,
    request: { operation, headers, body: bytes } satisfies RequestPlan,
  });
  const sendText = (name: string, words: string, other: string): RawRequest => send(name, words, encode(other));
  const declare = (name: string, words: string, ...types: readonly string[]): RawRequest =>
    send(
      name,
      words,
      encode(text),
      types.map((type): Header => ["Content-Type", type]),
    );
  return [
    sendText("cut", "that breaks off", text.slice(0, Math.floor(text.length / 2))),
    sendText("without-end", "without its last brace", text.slice(0, -1)),
    sendText("doubled", "that is there twice", text + text),
    sendText("absent", "that is not there", ""),
    sendText("words", "of words", "please renew everybody"),
    sendText("markup", "of XML", "<?xml version='1.0'?><customersPartnerUpdates/>"),
    sendText("form", "of a form", "customersPartnerUpdates=all&customer=1"),
    sendText("trailing-comma", "with a comma too many", text.replace(/\}$/, ",}")),
    sendText("comment", "with a comment", `/* all */${text}`),
    sendText("single-quotes", "in single quotes", text.replaceAll('"', "'")),
    sendText("not-a-number", "with NaN in it", text.replace(/\}$/, ',"count":NaN}')),
    sendText("byte-order-mark", "with a byte order mark", `\uFEFF${text}`),
    sendText("duplicate-member", "with a member twice", duplicateMember(body)),
    sendText("nameless-member", "with a member without a name", text.replace(/\}$/, ',"":1}')),
    sendText(
      "prototype-members",
      "with members named like those of every object",
      text.replace(/\}$/, ',"__proto__":{"admin":true},"constructor":2}'),
    ),
    sendText("nested", "nested a thousand deep", `${"[".repeat(1000)}${"]".repeat(1000)}`),
    sendText("nested-far", "nested fifty thousand deep", `${"[".repeat(50_000)}${"]".repeat(50_000)}`),
    sendText("nested-objects", "of objects nested a thousand deep", `${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`),
    sendText("huge-number", "with a number beyond all", text.replace(/\}$/, ',"count":1e400}')),
    sendText("long-number", "with a number of a thousand digits", text.replace(/\}$/, `,"count":${"9".repeat(1000)}}`)),
    sendText("blanks", "with ten thousand blanks around it", `${" ".repeat(5000)}${text}${" ".repeat(5000)}`),
    send("bad-utf-8", "that is no UTF-8", Uint8Array.from([...encode(text.slice(0, -1)), 0xc3, 0x28, 0x7d])),
    send("utf-16", "in UTF-16", encodeUtf16(text)),
    declare("text-plain", "declared as plain text", "text/plain"),
    declare("xml", "declared as XML", "application/xml"),
    declare("form-type", "declared as a form", "application/x-www-form-urlencoded"),
    declare("undeclared", "without a content type"),
    declare("odd-type", "with a content type that is none", "json"),
    declare("latin-1", "declared as Latin 1", "application/json; charset=iso-8859-1"),
    declare("unknown-charset", "declared in a charset that does not exist", "application/json; charset=klingon"),
    send("false-gzip", "falsely declared as gzip", encode(text), [json, ["Content-Encoding", "gzip"]]),
  ];
}

/** The first member of the body twice, the second time as null. */
function duplicateMember(body: Json): string {
  const [name = "member"] = isObject(body) ? Object.keys(body) : [];
  return JSON.stringify(body).replace(/\}$/, `,${JSON.stringify(name)}:null}`);
}

function encodeUtf16(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8]));
}
