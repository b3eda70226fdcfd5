import { readInstant } from "./instant.ts";
import type { Activity, HistoriesPage } from "./page.ts";

export const initiated = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED";
export const relinked = "SUPPLEMENTARY_MEMBERSHIP_RELINKED";
export const cancelled = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED";

/** Whether this is one of the relinking activity types (relinking-activity-types). */
export function isRelinking(type: string | undefined): boolean {
  return type === initiated || type === relinked || type === cancelled;
}

/** Types that the page shows or names for what becomes of a membership; whatever else there is may be a benefit availed. */
const membershipTypes: readonly string[] = [
  "ENROLLMENT",
  "SUPPLEMENTARY_MEMBERSHIP_STARTED",
  "BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED",
  "PARTNER_PROGRAM_EARLY_EXPIRY",
];

/** Whether this is an activity of a membership, and no benefit availed: those are all that dates are said to select. */
export function isOfMembership(type: string | undefined): boolean {
  return isRelinking(type) || membershipTypes.some((one) => one === type);
}

/** The activity with the latest date; of several with the same one, the first. */
export function newestOf<A extends Activity>(activities: readonly A[]): A | undefined {
  return activities.reduce<A | undefined>(
    (newest, activity) =>
      activity.date !== undefined &&
      (newest?.date === undefined || readInstant(activity.date) > readInstant(newest.date))
        ? activity
        : newest,
    undefined,
  );
}

/** An activity with the program that it is of, and its date as milliseconds since 1970. */
export interface DatedActivity {
  readonly key: string;
  readonly type: string;
  readonly at: number;
  readonly pointer: string;
}

/** All activities of a page; undefined where one cannot be compared, which the schema reports. */
export function listActivities({ entries }: Pick<HistoriesPage, "entries">): DatedActivity[] | undefined {
  const listed = entries.flatMap(({ key, activities = [], unsound }) =>
    key === undefined || unsound.has("activities")
      ? [undefined]
      : activities.map(({ type = "", date = "", pointer }) => ({
          key: `${key} ${type} ${readInstant(date)}`,
          type,
          at: readInstant(date),
          pointer,
        })),
  );
  const sound = listed.filter((activity) => activity !== undefined);
  return sound.length === listed.length ? sound : undefined;
}

/** The activities of `left` that `right` does not hold; each counts as often as it occurs. */
export function subtractActivities(left: readonly DatedActivity[], right: readonly DatedActivity[]): DatedActivity[] {
  const counts = new Map<string, number>();
  for (const { key } of right) counts.set(key, (counts.get(key) ?? 0) + 1);
  return left.filter(({ key }) => {
    const count = counts.get(key) ?? 0;
    if (count > 0) counts.set(key, count - 1);
    return count === 0;
  });
}

/** A few activities as text for a message: program, type and date. */
export function showActivities(activities: readonly DatedActivity[]): string {
  const shown = activities.slice(0, 3).map(({ key, at }) => {
    const words = key.split(" ");
    return `${words.at(-2)} of ${new Date(at).toISOString()} in program ${words[0]}`;
  });
  const more = activities.length > shown.length ? ` and ${activities.length - shown.length} more` : "";
  return shown.length === 0 ? "nothing" : shown.join(", ") + more;
}

type Logged = { readonly activities?: readonly Activity[] | undefined } | undefined;

/** The type of the newest relinking activity of an entry: what became last of a relinking. */
export function newestRelinking(entry: Logged): string | undefined {
  return findNewestRelinking(entry)?.type;
}

/** The same activity itself. */
export function findNewestRelinking(entry: Logged): Activity | undefined {
  return newestOf((entry?.activities ?? []).filter(({ type }) => isRelinking(type)));
}
