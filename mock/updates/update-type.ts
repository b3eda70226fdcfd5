/** What can be done to a membership. body parameter: updateType */
export const updateTypes = [
  "UPGRADE",
  "DOWNGRADE",
  "RENEW",
  "MEMBERSHIP_RELINKING_CANCELLED",
  "MEMBERSHIP_RENEWAL_INITIATION",
] as const;
export type UpdateType = (typeof updateTypes)[number];
