import type { Draw } from "../model/case.ts";
import type { Json } from "../model/json.ts";
import type { Site } from "./instance-places.ts";

/** One way to break a sound request in one place, at any depth. */
export interface Mutation {
  /** A part of the ids of cases. */
  readonly name: string;
  /** What is wrong with the place then, as the end of a sentence. */
  readonly words: string;
  /** What stands at the place instead; nothing where the mutation has no way to break it. */
  readonly breakAt: (site: Site, draw: Draw, part: "query" | "body") => Broken | undefined;
}

/** A value in the place of a sound one; undefined leaves the member out. */
export interface Broken {
  readonly value: Json | undefined;
}
