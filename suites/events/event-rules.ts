import type { EventRule, RuleFinding } from "../../src/check/standard.ts";
import { headerValues, mediaType } from "../../src/model/http.ts";
import { jsonType, showJson } from "../../src/model/json.ts";
import { findDataMember, findMember, isFiller, readText, type EventMember } from "./find-member.ts";

/** eventName is the documented one; blanks at its ends are noted. */
export function demandName(event: string): EventRule {
  return {
    event,
    requirement: `${event}.event-name.value`,
    check: (input) => {
      const member = findMember(input, "eventName");
      if (typeof member?.value !== "string") return undefined;
      return readText(member) === input.event.name ? [] : [describeValue(member, showJson(input.event.name))];
    },
  };
}

/** The envelope that the payload shows, which one sender keeps to. */
export function observeEnvelope(event: string): EventRule {
  return {
    event,
    requirement: `${event}.envelope.form`,
    check: ({ envelope, value }) => {
      const actual = envelope === undefined ? describePayload(value) : `the ${envelope.name} envelope`;
      return {
        findings: [],
        readings: [{ readings: envelope === undefined ? [] : [envelope.name], pointer: "", actual }],
      };
    },
  };
}

/** eventType of a wrapped event is its name, with or without the organisation before it. A wrong name is reported as such. */
export function observeEventType(event: string): EventRule {
  return {
    event,
    requirement: `${event}.event-type.equal`,
    check: (input) => {
      const member = findMember(input, "eventType");
      const type = readText(member);
      const { name } = input.event;
      if (input.envelope?.name !== "wrapped" || member === undefined || type === undefined) return undefined;
      if (readText(findMember(input, "eventName")) !== name) return undefined;
      const orgId = findMember(input, "orgId")?.value;
      // Without a sound orgId any organisation will do.
      const withOrganisation = Number.isInteger(orgId)
        ? type === `${String(orgId)}_${name}`
        : type.endsWith(`_${name}`);
      const readings = type === name ? ["plain"] : withOrganisation ? ["with-organisation"] : [];
      return { findings: [], readings: [{ readings, pointer: member.pointer, actual: showJson(member.value) }] };
    },
  };
}

/** As milliseconds these are in 1973 and 5138; a count of seconds is less, one of microseconds more. */
const leastMilliseconds = 1e11;
const mostMilliseconds = 1e14;

/** Whether a member is a number of milliseconds since 1970, by its size. */
export function isMilliseconds(value: unknown): value is number {
  return typeof value === "number" && value >= leastMilliseconds && value < mostMilliseconds;
}

/** A time counts milliseconds. */
export function demandMilliseconds(event: string, requirement: string, name: string): EventRule {
  return {
    event,
    requirement,
    check: (input) => {
      const member = findMember(input, name);
      if (isFiller(input) || !Number.isInteger(member?.value) || member === undefined) return undefined;
      return isMilliseconds(member.value) ? [] : [describeValue(member, "milliseconds since 1970")];
    },
  };
}

/** timeStamp is the wrapped envelope's. */
export function demandTimeStamp(event: string): EventRule {
  const rule = demandMilliseconds(event, `${event}.time-stamp.milliseconds`, "timeStamp");
  return { ...rule, check: (input) => (input.envelope?.name === "wrapped" ? rule.check(input) : undefined) };
}

/** entityId is customerId; entities of other types than the samples' have ids of their own. */
export function demandEntityId(event: string): EventRule {
  return {
    event,
    requirement: `${event}.entity-id.customer`,
    check: (input) => {
      const entity = findDataMember(input, "entityInformation", "entityId");
      const customer = findDataMember(input, "customerIdentifiers", "customerId");
      const type = readText(findDataMember(input, "entityInformation", "entityType")) ?? "USER";
      if (isFiller(input) || type !== "USER" || entity === undefined) return undefined;
      if (!Number.isInteger(entity.value) || !Number.isInteger(customer?.value)) return undefined;
      return entity.value === customer?.value
        ? []
        : [describeValue(entity, `the customerId, ${showJson(customer?.value)}`)];
    },
  };
}

/** refId begins with the organisation's id. */
export function demandRefId(event: string): EventRule {
  return {
    event,
    requirement: `${event}.ref-id.organisation`,
    check: (input) => {
      const member = findMember(input, "refId");
      const text = readText(member);
      const orgId = findMember(input, "orgId")?.value;
      if (isFiller(input) || member === undefined || text === undefined || !Number.isInteger(orgId)) return undefined;
      return text.startsWith(`${String(orgId)}_`)
        ? []
        : [describeValue(member, `text that begins with ${String(orgId)}_`)];
    },
  };
}

/** The headers that the webhook is configured with are there. Their values may be secrets, and are not shown. */
export function demandHeaders(event: string): EventRule {
  return {
    event,
    requirement: `${event}.delivery.headers`,
    check: ({ headers, configured }) => {
      if (headers === undefined || configured === undefined || configured.length === 0) return undefined;
      return configured.flatMap(([name, value]): RuleFinding[] => {
        const sent = headerValues(headers, name);
        if (sent.some((one) => one.trim() === value.trim())) return [];
        // A sender may add a charset to the content type.
        if (name.toLowerCase() === "content-type" && mediaType(headers) === mediaType([[name, value]])) return [];
        const kind = sent.length === 0 ? "missing" : "value";
        const actual = sent.length === 0 ? "no such header" : "the header with another value";
        return [{ pointer: "", kind, expected: `the header ${name} as it is configured`, actual }];
      });
    },
  };
}

function describeValue({ value, pointer }: EventMember, expected: string): RuleFinding {
  return { pointer, kind: "value", expected, actual: `${jsonType(value)} ${showJson(value)}` };
}

function describePayload(value: unknown): string {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? "an object with no member of any envelope"
    : `${jsonType(value)} ${showJson(value, 40)}`;
}
