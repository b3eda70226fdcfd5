/** What the page about updates leaves open. */
export interface UpdatesChoices {}

export const defaultUpdatesChoices: UpdatesChoices = {};
