/** What the pages leave open about who is let in. */
export interface AccessChoices {}

export const defaultAccessChoices: AccessChoices = {};
