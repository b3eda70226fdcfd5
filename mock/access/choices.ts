/** What the pages leave open about who is let in. */
export interface AccessChoices {
  /** Which headers an access token is taken from: its own alone, or a second one too. */
  readonly tokenHeader: "own" | "access-token-too" | "bearer-too";
  /** HTTP status for a till that lacks the operation's access group. */
  readonly withoutAccess: 403 | 401;
}

export const defaultAccessChoices: AccessChoices = {
  tokenHeader: "own",
  withoutAccess: 403,
};
