import { readTierNumber } from "../histories/read-tier-number.ts";
import { lastInstant } from "../histories/render-date.ts";
import type { JsonMembers } from "../json-text.ts";
import type { EventMoment } from "../twist.ts";
import type { EventDraft } from "./event-draft.ts";
import { writeIdentifiers, writeRawIdentifiers } from "./write-identifiers.ts";

/** The member `data` of an event. */
export function writeData(draft: EventDraft, moment: EventMoment): JsonMembers {
  const { event, customer, program, membership, updateType } = draft;
  const { organisation, choices } = moment;
  return {
    // sample: the first blocks have few identifiers, the second ones all
    customerIdentifiers: choices.eventEnvelope === "raw" ? writeRawIdentifiers(customer) : writeIdentifiers(customer),
    ...(hasEntity(draft, moment) ? { entityInformation: { entityType: "USER", entityId: customer.id } } : {}),
    loyaltyProgramId: program.program ?? organisation.defaultProgram,
    partnerProgramId: program.id,
    partnerProgramName: program.name,
    // sample: supplementaryMembershipExpiryReminder has the day and no type in both blocks
    ...(event === "supplementaryMembershipExpiryReminder"
      ? writeMembers({ scheduledExpiryDate: writeDay(membership?.end, moment) })
      : { partnerProgramType: program.type }),
    // sample: partnerProgramUpdated alone has it
    ...(event === "partnerProgramUpdated" ? writeMembers({ updateType }) : {}),
    // sample: partnerProgramLinked and partnerProgramUpdated alone have them
    ...(event === "partnerProgramLinked" || event === "partnerProgramUpdated"
      ? { customerPartnerProgramDetails: writeDetails(draft, moment) }
      : {}),
  };
}

function hasEntity({ event }: EventDraft, { choices }: EventMoment): boolean {
  // sample: the second block of partnerProgramUpdated has it, the first one not
  const isRaw = choices.eventEnvelope === "raw" || choices.entityInformation === "as-in-raw";
  // choice: entity-information
  if (event === "supplementaryMembershipExpiryReminder") return false;
  return isRaw || event !== "partnerProgramUpdated";
}

/**
 * The customer's membership. sample: the first block of partnerProgramLinked, of a SUPPLEMENTARY program; that of
 * partnerProgramUpdated, of an EXTERNAL one; the second blocks, with all that is known.
 */
function writeDetails({ event, program, membership }: EventDraft, moment: EventMoment): JsonMembers {
  const ofPartner = {
    partnerTierExpiryDate: writeDay(membership?.tierExpiry, moment),
    // choice: tier-expiry-in-millis
    ...(event === "partnerProgramLinked" && moment.choices.tierExpiryInMillis === "present"
      ? { partnerTierExpiryDateInMillis: membership?.tierExpiry && Date.parse(membership.tierExpiry) }
      : {}),
    partnerTierNumber: membership && readTierNumber(program, membership),
    membershipNumber: membership?.membershipId,
  };
  const ofMembership = { membershipExpiryDate: writeDay(membership?.end, moment) };
  if (moment.choices.eventEnvelope === "raw") return writeMembers({ ...ofPartner, ...ofMembership });
  return writeMembers(program.type === "EXTERNAL" ? ofPartner : ofMembership);
}

/** The day of an instant, `YYYY-MM-DD`, as in every sample. */
function writeDay(instant: string | undefined, { choices }: EventMoment): string | undefined {
  if (instant === undefined) return undefined;
  // choice: event-days
  const offset = choices.eventDays === "indian" ? 5.5 * 3_600_000 : 0;
  return new Date(Math.min(Date.parse(instant) + offset, lastInstant)).toISOString().slice(0, 10);
}

/** The members that have a value. */
function writeMembers(members: Readonly<Record<string, string | number | undefined>>): JsonMembers {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
