// Generated from the schemas beside it by `npm run types`; a test fails when it is stale. Do not edit.

/**
 * The type that each schema describes, by its path below `schemas/`.
 */
export interface TypesBySchema {
  "points/answer.schema.json": PromisedPointsAnswer;
  "points/query.schema.json": PromisedPointsQuery;
  "transport/refusal.schema.json": Refusal;
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
