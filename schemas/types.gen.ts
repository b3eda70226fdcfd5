// Generated from the schemas beside it by `npm run types`; a test fails when it is stale. Do not edit.

/**
 * A partnerProgramDelinked event in the wrapped envelope, without what its data holds.
 */
export type DelinkedWrappedEvent = WrappedEvent;
/**
 * A partnerProgramLinked event in the wrapped envelope, without what its data holds.
 */
export type LinkedWrappedEvent = WrappedEvent;

/**
 * The type that each schema describes, by its path below `schemas/`.
 */
export interface TypesBySchema {
  "delinked/data.schema.json": DelinkedData;
  "delinked/flat.schema.json": DelinkedFlatEvent;
  "delinked/raw-data.schema.json": DelinkedRawData;
  "delinked/raw.schema.json": DelinkedRawEvent;
  "delinked/search-key.schema.json": DelinkedSearchKeyEvent;
  "delinked/wrapped.schema.json": DelinkedWrappedEvent;
  "histories/answer.schema.json": CustomerActivityHistoriesAnswer;
  "histories/query.schema.json": CustomerActivityHistoriesQuery;
  "linked/data.schema.json": LinkedData;
  "linked/flat.schema.json": LinkedFlatEvent;
  "linked/raw-data.schema.json": LinkedRawData;
  "linked/raw.schema.json": LinkedRawEvent;
  "linked/search-key.schema.json": LinkedSearchKeyEvent;
  "linked/wrapped.schema.json": LinkedWrappedEvent;
  "points/answer.schema.json": PromisedPointsAnswer;
  "points/query.schema.json": PromisedPointsQuery;
  "reminder/data.schema.json": ReminderData;
  "reminder/flat.schema.json": ReminderFlatEvent;
  "reminder/raw-data.schema.json": ReminderRawData;
  "reminder/raw.schema.json": ReminderRawEvent;
  "reminder/search-key.schema.json": ReminderSearchKeyEvent;
  "reminder/wrapped.schema.json": ReminderWrappedEvent;
  "transport/refusal.schema.json": Refusal;
  "update/answer.schema.json": CustomerPartnerProgramUpdateAnswer;
  "update/body.schema.json": CustomerPartnerProgramUpdate;
  "updated/data.schema.json": UpdatedData;
  "updated/flat.schema.json": UpdatedFlatEvent;
  "updated/raw-data.schema.json": UpdatedRawData;
  "updated/raw.schema.json": UpdatedRawEvent;
  "updated/search-key.schema.json": UpdatedSearchKeyEvent;
  "updated/wrapped.schema.json": UpdatedWrappedEvent;
}
/**
 * The data of a partnerProgramDelinked event, in any envelope but the raw one.
 */
export interface DelinkedData {
  customerIdentifiers: EventCustomer;
  entityInformation?: EventEntity;
  /**
   * The loyalty program that the partner program belongs to.
   */
  loyaltyProgramId: number;
  /**
   * The partner program's id.
   */
  partnerProgramId: number;
  /**
   * The partner program's name; the samples have names with stray blanks.
   */
  partnerProgramName: string;
  /**
   * EXTERNAL or SUPPLEMENTARY in the samples; the list is open.
   */
  partnerProgramType: string;
}
/**
 * The customer whom an event is about. Only the instore identifiers are in the samples of payloads; the others are marked so that they are masked where an organisation's webhook adds them.
 */
export interface EventCustomer {
  /**
   * The customer's id on the platform.
   */
  customerId: number;
  /**
   * Identifiers registered in stores; a customer has some of them.
   */
  instore: {
    /**
     * The mobile number; a sample has a blank in it.
     */
    mobile?: string;
    /**
     * The e-mail address.
     */
    email?: string;
    /**
     * The organisation's own id of the customer.
     */
    externalId?: string;
    cardnumber?: unknown;
    cardexternalid?: unknown;
    cardNumbers?: unknown[];
  };
  firstName?: unknown;
  lastName?: unknown;
  ecommerce?: MarkedAccounts;
  facebook?: MarkedAccounts;
  wechat?: MarkedAccounts;
  tmall?: MarkedAccounts;
  toabao?: MarkedAccounts;
  web_engage?: MarkedAccounts;
  line?: MarkedAccounts;
  martjack?: MarkedAccounts;
  jd?: MarkedAccounts;
  website?: MarkedAccounts;
}
export interface MarkedAccounts {
  accounts?: {
    identifiers?: {
      identifierValue?: unknown;
    }[];
  }[];
}
/**
 * The entity that an event is about: in the samples a USER, whose id is the customer's.
 */
export interface EventEntity {
  /**
   * USER in the samples; the list is open.
   */
  entityType: string;
  /**
   * The entity's id.
   */
  entityId: number;
}
/**
 * A partnerProgramDelinked event in the flat envelope, without what its data holds.
 */
export interface DelinkedFlatEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
  /**
   * null in the flat samples, text in the raw ones.
   */
  loyaltyEventId: string | null;
}
/**
 * The data of a partnerProgramDelinked event in the raw envelope: names and types, since the block's values are filler.
 */
export interface DelinkedRawData {
  customerIdentifiers: RawEventCustomer;
  /**
   * The loyalty program that the partner program belongs to.
   */
  loyaltyProgramId: number;
  /**
   * The partner program's id.
   */
  partnerProgramId: number;
  /**
   * The partner program's name; the samples have names with stray blanks.
   */
  partnerProgramName: string;
  entityInformation: EventEntity;
  /**
   * The kind of program.
   */
  partnerProgramType: string;
}
/**
 * The customer as the raw blocks list the members: names and types, since their values are filler.
 */
export interface RawEventCustomer {
  /**
   * The customer's id on the platform.
   */
  customerId: number;
  /**
   * The kind of loyalty membership.
   */
  loyaltyType?: string;
  firstName?: string;
  lastName?: string;
  /**
   * Identifiers registered in stores.
   */
  instore: {
    /**
     * An id of unknown meaning.
     */
    id?: number;
    mobile?: string;
    email?: string;
    externalId?: string;
    /**
     * Spelt in lower case, beside cardNumbers.
     */
    cardnumber?: string;
    /**
     * Spelt in lower case.
     */
    cardexternalid?: string;
    /**
     * All cards of the customer.
     */
    cardNumbers?: string[];
  };
  ecommerce?: RawEventAccounts;
  facebook?: RawEventAccounts;
  wechat?: RawEventAccounts;
  tmall?: RawEventAccounts;
  toabao?: RawEventAccounts;
  web_engage?: RawEventAccounts;
  line?: RawEventAccounts;
  martjack?: RawEventAccounts;
  jd?: RawEventAccounts;
  website?: RawEventAccounts;
}
/**
 * Accounts of the customer with one source; taobao is spelt toabao.
 */
export interface RawEventAccounts {
  accounts?: RawEventAccount[];
}
export interface RawEventAccount {
  /**
   * Which of the organisation's accounts with the source.
   */
  accountId?: string;
  identifiers?: RawEventIdentifier[];
}
export interface RawEventIdentifier {
  identifierType?: string;
  identifierValue?: string;
}
/**
 * A partnerProgramDelinked event in the raw envelope, without what its data holds.
 */
export interface DelinkedRawEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
  /**
   * null in the flat samples, text in the raw ones.
   */
  loyaltyEventId: string | null;
  /**
   * The event's number in a log.
   */
  eventLogId: number;
  /**
   * Text by names that are not described.
   */
  traceAttributes: {
    [k: string]: string;
  };
}
/**
 * A partnerProgramDelinked event in the search-key envelope, without what its data holds.
 */
export interface DelinkedSearchKeyEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * The path of the member by which the event is found in logs.
   */
  eventSearchKey: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
}
/**
 * The envelope that keeps name and references in `attributes`.
 */
export interface WrappedEvent {
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The event's name, as in attributes.eventName.
   */
  eventType: string;
  /**
   * null in the samples; other values are not described.
   */
  consumerGroupId: unknown;
  /**
   * START in the samples; the list is open.
   */
  actionType: string;
  /**
   * Milliseconds since 1970, a little after createdAt in the samples.
   */
  timeStamp: number;
  /**
   * The rest of the event.
   */
  attributes: {
    /**
     * Milliseconds since 1970.
     */
    createdAt: number;
    /**
     * The event's own part; described by the data schemas beside the envelopes.
     */
    data: unknown;
    /**
     * The event's name.
     */
    eventName: string;
    /**
     * A reference of the sender; the samples show two shapes.
     */
    refId: string;
    /**
     * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
     */
    apiRequestId: string;
    /**
     * The organisation's id.
     */
    orgId?: number;
    /**
     * orgId as one sample spells it, with a trailing blank; it counts as orgId.
     */
    "orgId "?: unknown;
  };
}
/**
 * One page of a customer's partner programs, present and past, each with its details and its activities.
 */
export interface CustomerActivityHistoriesAnswer {
  pagination: HistoriesPagination;
  /**
   * One entry for each program of the page; the order is not promised.
   */
  data: ProgramHistory[];
  /**
   * Warnings; the shape of an entry is not described.
   */
  warnings: unknown[];
  /**
   * Errors; the shape of an entry is not described.
   */
  errors: unknown[];
}
/**
 * Which part of the list the page is.
 */
export interface HistoriesPagination {
  /**
   * The most entries that the page holds.
   */
  limit: number;
  /**
   * How many entries stand before the page.
   */
  offset: number;
  /**
   * How many entries there are; whether those beyond the ten most recent count is open.
   */
  total: number;
}
export interface ProgramHistory {
  partnerProgramDetails: PartnerProgramDetails;
  /**
   * What happened; newest first in the samples, which is not promised.
   */
  customerActivityHistory: CustomerActivity[];
  /**
   * Text about the time that the activities cover; in one of the samples only.
   */
  notes?: string | null;
}
/**
 * A partner program and the customer's membership in it. Tier, membership id, benefits and last update stand with some programs only.
 */
export interface PartnerProgramDetails {
  /**
   * The name of a program above the partner programs.
   */
  programName: string;
  /**
   * The partner program's id.
   */
  partnerProgramId: number;
  /**
   * The partner program's name.
   */
  partnerProgramName: string;
  partnerProgramDescription: string;
  /**
   * The number of the customer's tier.
   */
  partnerTierNumber?: number | null;
  /**
   * The name of the customer's tier.
   */
  partnerTierName?: string | null;
  /**
   * When the customer's tier expires.
   */
  partnerTierExpiryDate?: string | null;
  /**
   * The customer's membership, as the partner numbers it.
   */
  partnerMembershipId?: string | null;
  /**
   * EXTERNAL, SUPPLEMENTARY; the list is open.
   */
  partnerProgramType: string;
  /**
   * When the membership starts.
   */
  partnerProgramMembershipStartDate: string;
  /**
   * When the membership ends.
   */
  partnerProgramMembershipEndDate: string;
  /**
   * When the membership last changed; in no table.
   */
  partnerProgramMembershipLastUpdatedDate?: string | null;
  /**
   * The type of that change's activity; in no table.
   */
  partnerProgramMembershipLastUpdatedActivity?: string | null;
  /**
   * The program's benefits.
   */
  benefitsSummary?: Benefit[] | null;
  /**
   * Whether the customer is linked to the program.
   */
  linked: boolean;
  /**
   * Whether the program has tiers.
   */
  tierBased: boolean;
}
export interface Benefit {
  name: string;
  /**
   * promotionalPoints and others; the list is open.
   */
  type: string;
  mappedPromotionDetails: MappedPromotion;
  /**
   * How often it was availed, whatever dates are asked for.
   */
  countAvailedInLast365Days: number;
}
/**
 * The promotion behind a benefit; its members are in no table.
 */
export interface MappedPromotion {
  promotionId: number;
  promotionName: string;
  promotionReferenceNumber: string;
}
export interface CustomerActivity {
  /**
   * What happened, such as ENROLLMENT or SUPPLEMENTARY_MEMBERSHIP_RELINKED; the list is open.
   */
  activityType: string;
  /**
   * When it was recorded, in UTC.
   */
  activityDate: string;
}
/**
 * The query of a request for histories. Values are text on the wire; types are those that the text denotes.
 */
export interface CustomerActivityHistoriesQuery {
  /**
   * Where the identifier is registered, such as instore; values are not listed.
   */
  source: string;
  /**
   * Which identifier names the customer, such as externalId; values are not listed.
   */
  identifierName: string;
  /**
   * The identifier's value.
   */
  identifierValue: string;
  /**
   * Which kind of history; benefitsAvailed, also spelled BENEFITS_AVAILED, is the one that the page names.
   */
  activityType: string;
  /**
   * Benefits availed from here on; a day, or a day and a time of day.
   */
  startDate?: string;
  /**
   * Benefits availed until here; a day, or a day and a time of day.
   */
  endDate?: string;
  /**
   * The one program to answer; without it the ten most recent.
   */
  partnerProgramId?: number;
  /**
   * Called a whole number, while its values are words: which of them are understood is open.
   */
  partnerProgramType?: number | string;
  /**
   * The most entries to answer; 10 where it is not sent.
   */
  limit?: number;
  /**
   * How many entries to leave out at the beginning; 0 where it is not sent.
   */
  offset?: number;
}
/**
 * The data of a partnerProgramLinked event, in any envelope but the raw one.
 */
export interface LinkedData {
  customerIdentifiers: EventCustomer;
  entityInformation?: EventEntity;
  /**
   * The loyalty program that the partner program belongs to.
   */
  loyaltyProgramId: number;
  /**
   * The partner program's id.
   */
  partnerProgramId: number;
  /**
   * The partner program's name; the samples have names with stray blanks.
   */
  partnerProgramName: string;
  /**
   * EXTERNAL or SUPPLEMENTARY in the samples; the list is open.
   */
  partnerProgramType: string;
  /**
   * The membership that begins. Supplementary ones show an end, external ones a tier.
   */
  customerPartnerProgramDetails: {
    /**
     * The day on which the membership ends; a hundred years on in the sample.
     */
    membershipExpiryDate?: string;
    /**
     * The day on which the tier ends; its time zone is not described.
     */
    partnerTierExpiryDate?: string;
    /**
     * The tier's number; its name is not sent.
     */
    partnerTierNumber?: number;
    /**
     * The membership's number with the partner.
     */
    membershipNumber?: string;
    /**
     * Only on newer snapshots of the page: the end of the tier in milliseconds since 1970.
     */
    partnerTierExpiryDateInMillis?: number;
  };
}
/**
 * A partnerProgramLinked event in the flat envelope, without what its data holds.
 */
export interface LinkedFlatEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
  /**
   * null in the flat samples, text in the raw ones.
   */
  loyaltyEventId: string | null;
}
/**
 * The data of a partnerProgramLinked event in the raw envelope: names and types, since the block's values are filler.
 */
export interface LinkedRawData {
  customerIdentifiers: RawEventCustomer;
  /**
   * The loyalty program that the partner program belongs to.
   */
  loyaltyProgramId: number;
  /**
   * The partner program's id.
   */
  partnerProgramId: number;
  /**
   * The partner program's name; the samples have names with stray blanks.
   */
  partnerProgramName: string;
  entityInformation: EventEntity;
  /**
   * The kind of program.
   */
  partnerProgramType: string;
  customerPartnerProgramDetails: RawEventMembership;
}
/**
 * The customer's membership as the raw blocks list its members: names and types. Which of them are present depends on the program.
 */
export interface RawEventMembership {
  /**
   * The day on which the tier ends, as text.
   */
  partnerTierExpiryDate?: string;
  /**
   * The tier's number; its name is not sent.
   */
  partnerTierNumber?: number;
  /**
   * The membership's number with the partner.
   */
  membershipNumber?: string;
  /**
   * The day on which the membership ends, as text.
   */
  membershipExpiryDate?: string;
}
/**
 * A partnerProgramLinked event in the raw envelope, without what its data holds.
 */
export interface LinkedRawEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
  /**
   * null in the flat samples, text in the raw ones.
   */
  loyaltyEventId: string | null;
  /**
   * The event's number in a log.
   */
  eventLogId: number;
  /**
   * Text by names that are not described.
   */
  traceAttributes: {
    [k: string]: string;
  };
}
/**
 * A partnerProgramLinked event in the search-key envelope, without what its data holds.
 */
export interface LinkedSearchKeyEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * The path of the member by which the event is found in logs.
   */
  eventSearchKey: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
}
/**
 * A customer's promised points by the day from which they can be redeemed, and those that wait for a trigger.
 */
export interface PromisedPointsAnswer {
  /**
   * The customer's id.
   */
  entityId: number;
  /**
   * CUSTOMER for a customer; other kinds of entity are not described.
   */
  entityType: string;
  /**
   * Promised points; the order is not promised.
   */
  promisedPointsScheduleList: PromisedPoints[];
  /**
   * Points that wait for a trigger instead of a day.
   */
  triggerBasedPointsList: TriggerBasedPoints[];
  /**
   * Warnings; the shape of an entry is not described.
   */
  warnings: unknown[];
}
export interface PromisedPoints {
  /**
   * A number of any scale: 390.000 equals 390.
   */
  points: number;
  /**
   * The day from which the points can be redeemed; its time zone is not described.
   */
  redeemableFrom: string;
  /**
   * Only on newer snapshots of the page: the same as an instant in the server's zone.
   */
  redeemableFromISO?: string;
  /**
   * The loyalty program.
   */
  programId: number;
  /**
   * bill_regular, bill_promotions, line_item_regular, line_item_promotions and others; the list is open.
   */
  pointsType: string;
}
export interface TriggerBasedPoints {
  points: number;
  programId: number;
  /**
   * bill_regular, bill_promotions, line_item_regular, line_item_promotions and others; the list is open.
   */
  pointsType: string;
}
/**
 * The query of a promised-points request, as the sample requests spell it. Values are text on the wire; types are those that the text denotes.
 */
export interface PromisedPointsQuery {
  /**
   * Which identifier names the customer: mobile, email, externalId and others.
   */
  identifierName: string;
  /**
   * The identifier's value.
   */
  identifierValue: string;
  /**
   * Where the identifier is registered, such as INSTORE.
   */
  source: string;
  /**
   * The program to answer; ignored where all programs are asked for.
   */
  programId?: number;
  /**
   * Whether all programs are answered.
   */
  fetchDataForAllPrograms?: boolean;
  /**
   * Named in a caption only; its effect is not described.
   */
  fetchEarliestExpiryOnly?: boolean;
  /**
   * CUSTOMER in the samples; other values are not described.
   */
  entityType?: string;
  /**
   * The first day of the entries answered.
   */
  startDate?: string;
  /**
   * The last day of the entries answered.
   */
  endDate?: string;
}
/**
 * The data of a supplementaryMembershipExpiryReminder event, in any envelope but the raw one.
 */
export interface ReminderData {
  customerIdentifiers: EventCustomer;
  /**
   * The loyalty program that the partner program belongs to.
   */
  loyaltyProgramId: number;
  /**
   * The partner program's id.
   */
  partnerProgramId: number;
  /**
   * The partner program's name; the samples have names with stray blanks.
   */
  partnerProgramName: string;
  /**
   * The day on which the membership is to end; its time zone is not described.
   */
  scheduledExpiryDate: string;
}
/**
 * A supplementaryMembershipExpiryReminder event in the flat envelope, without what its data holds.
 */
export interface ReminderFlatEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
  /**
   * null in the flat samples, text in the raw ones.
   */
  loyaltyEventId: string | null;
}
/**
 * The data of a supplementaryMembershipExpiryReminder event in the raw envelope: names and types, since the block's values are filler.
 */
export interface ReminderRawData {
  customerIdentifiers: RawEventCustomer;
  /**
   * The loyalty program that the partner program belongs to.
   */
  loyaltyProgramId: number;
  /**
   * The partner program's id.
   */
  partnerProgramId: number;
  /**
   * The partner program's name; the samples have names with stray blanks.
   */
  partnerProgramName: string;
  /**
   * The day on which the membership is to end, as text.
   */
  scheduledExpiryDate: string;
}
/**
 * A supplementaryMembershipExpiryReminder event in the raw envelope, without what its data holds.
 */
export interface ReminderRawEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
  /**
   * null in the flat samples, text in the raw ones.
   */
  loyaltyEventId: string | null;
  /**
   * The event's number in a log.
   */
  eventLogId: number;
  /**
   * Text by names that are not described.
   */
  traceAttributes: {
    [k: string]: string;
  };
}
/**
 * A supplementaryMembershipExpiryReminder event in the search-key envelope, without what its data holds.
 */
export interface ReminderSearchKeyEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * The path of the member by which the event is found in logs.
   */
  eventSearchKey: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
}
/**
 * A supplementaryMembershipExpiryReminder event in the wrapped envelope, without what its data holds.
 */
export interface ReminderWrappedEvent {
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The event's name, as in attributes.eventName.
   */
  eventType: string;
  /**
   * null in the samples; other values are not described.
   */
  consumerGroupId: unknown;
  /**
   * START in the samples; the list is open.
   */
  actionType: string;
  /**
   * Milliseconds since 1970, a little after createdAt in the samples.
   */
  timeStamp: number;
  /**
   * The rest of the event.
   */
  attributes: {
    /**
     * Milliseconds since 1970.
     */
    createdAt: number;
    /**
     * The event's own part; described by the data schemas beside the envelopes.
     */
    data: unknown;
    /**
     * The event's name.
     */
    eventName: string;
    /**
     * A reference of the sender; the samples show two shapes.
     */
    refId: string;
    /**
     * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
     */
    apiRequestId: string;
    /**
     * The organisation's id.
     */
    orgId?: number;
    /**
     * orgId as one sample spells it, with a trailing blank; it counts as orgId.
     */
    "orgId "?: unknown;
  };
}
/**
 * The error object that the vendor's other pages show, at any of the request-level places where a code can stand: in `errors`, in `status`, or at the top. None of the four documents shows a failing answer.
 */
export interface Refusal {
  errors?: ErrorObject[];
  status?: {
    [k: string]: unknown;
  };
}
export interface ErrorObject {
  status: false;
  code: number;
  message: string;
}
/**
 * What became of each customer and each update of a request. No failing answer is shown; one is taken to have the same shape.
 */
export interface CustomerPartnerProgramUpdateAnswer {
  /**
   * One result for each customer of the request; the order is not promised.
   */
  customersPartnerUpdates: CustomerResult[];
  /**
   * Warnings; the shape of an entry is not described. A code in here is no refusal.
   */
  warnings: unknown[];
}
/**
 * Whether the customer was found, and what became of the updates.
 */
export interface CustomerResult {
  customer: FoundCustomer;
  /**
   * One result for each update of the customer; whether there are any for an unknown customer is not described.
   */
  partnerProgramUpdates?: UpdateResult[];
}
/**
 * The customer as the platform knows it. Which identifiers besides the id come back is not described; where nobody was found they may be repeated as they were sent.
 */
export interface FoundCustomer {
  /**
   * The customer's id in the platform.
   */
  id?: number | string | null;
  /**
   * The customer's mobile number.
   */
  mobile?: string | number | null;
  /**
   * The customer's e-mail address.
   */
  email?: string | null;
  /**
   * The customer's id in a system outside the platform.
   */
  externalId?: string | null;
  status: CustomerStatus;
}
/**
 * Whether the customer was found: true goes with 1000, and 1000 with true.
 */
export interface CustomerStatus {
  status: boolean;
  /**
   * Text for people.
   */
  message: string;
  /**
   * 1000, or the number of an error.
   */
  code: number;
}
/**
 * What became of one update. Program and kind may be repeated as they were sent, also where they were missing or, of one that was refused, no text.
 */
export interface UpdateResult {
  /**
   * The program of the request.
   */
  partnerProgramName?: string | number | null;
  /**
   * The kind of update of the request, also where it is none of the five.
   */
  updateType?: string | number | null;
  updateStatus: UpdateStatus;
}
/**
 * Whether the update was made: true goes with 200, and 200 with true.
 */
export interface UpdateStatus {
  status: boolean;
  /**
   * Text for people.
   */
  message: string;
  /**
   * 200, or the number of an error.
   */
  code: number;
}
/**
 * Updates of customers' tiers in partner programs that they are linked to, and cancellations of relinkings that are still to come.
 */
export interface CustomerPartnerProgramUpdate {
  /**
   * The customers to update, fifty at most.
   *
   * @maxItems 50
   */
  customersPartnerUpdates: CustomerUpdates[];
}
/**
 * One customer and what is to be updated.
 */
export interface CustomerUpdates {
  customer: UpdatedCustomer;
  /**
   * The updates of this customer, for one program or several; whether their number is limited is not clear.
   */
  partnerProgramUpdates: ProgramUpdate[];
}
/**
 * Names the customer by at least one of four identifiers. Those not used may be empty text, as in a sample.
 */
export interface UpdatedCustomer {
  /**
   * The customer's id in the platform.
   */
  id?: number;
  /**
   * The customer's mobile number.
   */
  mobile?: string;
  /**
   * The customer's e-mail address.
   */
  email?: string;
  /**
   * The customer's id in a system outside the platform.
   */
  externalId?: string;
}
/**
 * One update in one partner program. Only a cancelled relinking does without details.
 */
export interface ProgramUpdate {
  /**
   * The program, to which the customer is already linked.
   */
  partnerProgramName: string;
  /**
   * What to do. Cancelling a relinking needs an organisation that allows relinking, initiating a renewal one that does not.
   */
  updateType: "UPGRADE" | "DOWNGRADE" | "RENEW" | "MEMBERSHIP_RELINKING_CANCELLED" | "MEMBERSHIP_RENEWAL_INITIATION";
  updateDetails?: UpdateDetails;
}
/**
 * The tier to assign and when it expires; what they mean beside a cancelled relinking is not described.
 */
export interface UpdateDetails {
  /**
   * A tier of the program.
   */
  updatedTierName?: string;
  /**
   * When the tier expires, today or later; left out, the expiry stays. Accepted for sure is 2027-12-29T23:59:59+05:30; the pattern rules out only what is no ISO 8601 date or date-time in any form.
   */
  updatedTierExpiryDate?: string;
}
/**
 * The data of a partnerProgramUpdated event, in any envelope but the raw one.
 */
export interface UpdatedData {
  customerIdentifiers: EventCustomer;
  entityInformation?: EventEntity;
  /**
   * The loyalty program that the partner program belongs to.
   */
  loyaltyProgramId: number;
  /**
   * The partner program's id.
   */
  partnerProgramId: number;
  /**
   * The partner program's name; the samples have names with stray blanks.
   */
  partnerProgramName: string;
  /**
   * EXTERNAL or SUPPLEMENTARY in the samples; the list is open.
   */
  partnerProgramType: string;
  /**
   * UPGRADE in the sample; which others are sent is not described.
   */
  updateType: string;
  /**
   * The membership after the update.
   */
  customerPartnerProgramDetails: {
    /**
     * The day on which the tier ends; its time zone is not described.
     */
    partnerTierExpiryDate?: string;
    /**
     * The tier's number; its name is not sent.
     */
    partnerTierNumber?: number;
    /**
     * The membership's number with the partner.
     */
    membershipNumber?: string;
    /**
     * The day on which the membership ends; only the raw block names it.
     */
    membershipExpiryDate?: string;
  };
}
/**
 * A partnerProgramUpdated event in the flat envelope, without what its data holds.
 */
export interface UpdatedFlatEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
  /**
   * null in the flat samples, text in the raw ones.
   */
  loyaltyEventId: string | null;
}
/**
 * The data of a partnerProgramUpdated event in the raw envelope: names and types, since the block's values are filler.
 */
export interface UpdatedRawData {
  customerIdentifiers: RawEventCustomer;
  /**
   * The loyalty program that the partner program belongs to.
   */
  loyaltyProgramId: number;
  /**
   * The partner program's id.
   */
  partnerProgramId: number;
  /**
   * The partner program's name; the samples have names with stray blanks.
   */
  partnerProgramName: string;
  entityInformation?: EventEntity;
  /**
   * The kind of program.
   */
  partnerProgramType: string;
  /**
   * The kind of update.
   */
  updateType: string;
  customerPartnerProgramDetails: RawEventMembership;
}
/**
 * A partnerProgramUpdated event in the raw envelope, without what its data holds.
 */
export interface UpdatedRawEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
  /**
   * null in the flat samples, text in the raw ones.
   */
  loyaltyEventId: string | null;
  /**
   * The event's number in a log.
   */
  eventLogId: number;
  /**
   * Text by names that are not described.
   */
  traceAttributes: {
    [k: string]: string;
  };
}
/**
 * A partnerProgramUpdated event in the search-key envelope, without what its data holds.
 */
export interface UpdatedSearchKeyEvent {
  /**
   * The event's name.
   */
  eventName: string;
  /**
   * The path of the member by which the event is found in logs.
   */
  eventSearchKey: string;
  /**
   * The organisation's id.
   */
  orgId: number;
  /**
   * A reference of the sender; the samples show two shapes.
   */
  refId: string;
  /**
   * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
   */
  apiRequestId: string;
  /**
   * Milliseconds since 1970.
   */
  createdAt: number;
  /**
   * The event's own part; described by the data schemas beside the envelopes.
   */
  data: unknown;
}
/**
 * A partnerProgramUpdated event in the wrapped envelope, without what its data holds.
 */
export interface UpdatedWrappedEvent {
  /**
   * Names the event; a repeated delivery repeats it.
   */
  eventId: string;
  /**
   * The event's name, as in attributes.eventName.
   */
  eventType: string;
  /**
   * null in the samples; other values are not described.
   */
  consumerGroupId: unknown;
  /**
   * START in the samples; the list is open.
   */
  actionType: string;
  /**
   * Milliseconds since 1970, a little after createdAt in the samples.
   */
  timeStamp: number;
  /**
   * The rest of the event.
   */
  attributes: {
    /**
     * Milliseconds since 1970.
     */
    createdAt: number;
    /**
     * The event's own part; described by the data schemas beside the envelopes.
     */
    data: unknown;
    /**
     * The event's name.
     */
    eventName: string;
    /**
     * A reference of the sender; the samples show two shapes.
     */
    refId: string;
    /**
     * The id of the request behind the event, a dashed UUID or 32 hexadecimal digits.
     */
    apiRequestId: string;
    /**
     * The organisation's id.
     */
    orgId?: number;
    /**
     * orgId as one sample spells it, with a trailing blank; it counts as orgId.
     */
    "orgId "?: unknown;
  };
}
