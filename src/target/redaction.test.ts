import { createHash } from "node:crypto";
import { expect } from "chai";
import { createRedactor } from "./redaction.ts";

const secret = `p4ss w/o+"&<é>'`;
const placeholder = "${CAP_PASSWORD}";
const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const base64 = (text: string) => Buffer.from(text).toString("base64");

const forms: Readonly<Record<string, string>> = {
  raw: secret,
  "JSON-escaped": JSON.stringify(secret).slice(1, -1),
  "JSON-escaped in ASCII": JSON.stringify(secret).slice(1, -1).replace("é", "\\u00e9"),
  "JSON-escaped in upper-case ASCII": JSON.stringify(secret).slice(1, -1).replace("é", "\\u00E9"),
  "JSON-escaped with escaped slashes": JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/"),
  "URL-encoded": encodeURIComponent(secret),
  "URL-encoded in lower case": encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (each) => each.toLowerCase()),
  "encoded as a form": new URLSearchParams([["", secret]]).toString().slice(1),
  "HTML-escaped": `p4ss w/o+&quot;&amp;&lt;é&gt;&#39;`,
  base64: base64(secret),
  "unpadded base64": base64(secret).replace(/=+$/, ""),
  "url-safe base64": Buffer.from(secret).toString("base64url"),
  "URL-encoded base64": encodeURIComponent(base64(secret)),
  MD5: createHash("md5").update(secret).digest("hex"),
  "upper-case MD5": createHash("md5").update(secret).digest("hex").toUpperCase(),
};

describe("createRedactor", () => {
  const redactor = createRedactor([{ value: secret, placeholder }]);

  for (const [name, form] of Object.entries(forms)) {
    it(`replaces a secret that is ${name}, in text, bytes and JSON`, () => {
      const text = `before ${form} between ${form} after`;
      const clean = `before ${placeholder} between ${placeholder} after`;
      expect(redactor.text(text)).to.equal(clean);
      expect(decode(redactor.bytes(encode(text)))).to.equal(clean);
      expect(redactor.value({ [text]: [{ a: text }] })).to.deep.equal({ [clean]: [{ a: clean }] });
    });
  }

  for (const offset of [0, 1, 2]) {
    it(`finds a secret inside a longer base64 text at alignment ${offset}`, () => {
      const text = base64(`${"u".repeat(offset + 3)}${secret}and more`);
      const inside = redactor.text(text);
      expect(inside).to.contain(placeholder);
      const rest = Buffer.from(inside.replace(placeholder, ""), "base64").toString("latin1");
      expect(rest).to.not.contain("p4ss");
    });
  }

  it("takes the longest secret first", () => {
    const both = createRedactor([
      { value: "token", placeholder: "A" },
      { value: "token-long", placeholder: "B" },
    ]);
    expect(both.text("token-long token")).to.equal("B A");
  });

  it("replaces a secret of less than four characters only where it is the whole value", () => {
    const short = createRedactor([{ value: "abc", placeholder }]);
    expect(short.text("abc")).to.equal(placeholder);
    expect(short.text("abcdef abc")).to.equal("abcdef abc");
    expect(short.value({ abc: ["abc", "xabc"] })).to.deep.equal({ [placeholder]: [placeholder, "xabc"] });
    expect(decode(short.bytes(encode("abc")))).to.equal(placeholder);
  });

  it("makes a number that is a secret a text", () => {
    const pin = createRedactor([{ value: "91974", placeholder }]);
    expect(pin.value({ a: 91974, b: 5 })).to.deep.equal({ a: placeholder, b: 5 });
  });

  it("replaces a secret that arrived later", () => {
    const later = createRedactor([]);
    expect(later.text("token-1")).to.equal("token-1");
    later.add([{ value: "token-1", placeholder: "${TOKEN}" }]);
    expect(later.text("a token-1")).to.equal("a ${TOKEN}");
  });

  it("leaves its placeholders alone, so that redacting twice does no harm", () => {
    const odd = createRedactor([{ value: "CAP_PASSWORD", placeholder }]);
    const once = odd.text("is CAP_PASSWORD");
    expect(once).to.equal("is ${CAP_PASSWORD}");
    expect(odd.text(once)).to.equal(once);
  });

  it("keeps bytes that are no text as they are", () => {
    const bytes = Uint8Array.from([0xff, 0x00, 0xc3, 0x28, ...encode(secret), 0x80]);
    expect([...redactor.bytes(bytes)]).to.deep.equal([0xff, 0x00, 0xc3, 0x28, ...encode(placeholder), 0x80]);
    const clean = Uint8Array.of(1, 2, 255);
    expect(redactor.bytes(clean)).to.equal(clean);
  });

  it("does nothing without secrets and takes no notice of an empty one", () => {
    expect(createRedactor([{ value: "", placeholder }]).text("any text")).to.equal("any text");
    expect(createRedactor([]).split("any text")).to.deep.equal(["any text"]);
  });

  it("cuts a text at its secrets", () => {
    expect(redactor.split(`a${secret}b`)).to.deep.equal(["a", { placeholder }, "b"]);
    expect(redactor.split(secret)).to.deep.equal([{ placeholder }]);
  });

  it("keeps the order of members and a member called __proto__", () => {
    const json: unknown = JSON.parse(`{"b":1,"__proto__":{"x":"${base64(secret)}"},"a":2}`);
    expect(JSON.stringify(redactor.value(json))).to.equal(`{"b":1,"__proto__":{"x":"${placeholder}"},"a":2}`);
  });

  it("follows JSON that is nested deeper than calls can go", () => {
    let json: unknown = secret;
    for (let depth = 0; depth < 200_000; depth += 1) json = [json];
    let redacted: unknown = redactor.value(json);
    while (Array.isArray(redacted)) redacted = redacted[0];
    expect(redacted).to.equal(placeholder);
  });

  it("reads ten megabytes with ten secrets within a few seconds", function () {
    this.timeout(10_000);
    const many = createRedactor(
      Array.from({ length: 10 }, (_, n) => ({ value: `secret-value-${n}`, placeholder: `P${n}` })),
    );
    const body = encode(`${"x secret-value y".repeat(650_000)} secret-value-7`);
    const redacted = decode(many.bytes(body));
    expect(redacted.endsWith("P7")).to.equal(true);
  });
});
