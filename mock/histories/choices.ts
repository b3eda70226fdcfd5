/** What the page about histories leaves open. */
export interface HistoriesChoices {}

export const defaultHistoriesChoices: HistoriesChoices = {};
