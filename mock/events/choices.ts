/** What the page about events leaves open. */
export interface EventsChoices {}

export const defaultEventsChoices: EventsChoices = {};
