import { editAnswer } from "../../edit.ts";
import { type JsonMembers, type JsonTree, isMembers } from "../../json-text.ts";
import type { Moment, Twist } from "../../twist.ts";
import { type Owner, type Place, editOwner, listPlaces, readListOf, readOwner, updatesList } from "./results.ts";

/** Where an object stands, and what was answered there. */
export interface Found extends Place {
  readonly entries: number;
  readonly updates: number;
  /** Whether the customer was found. */
  readonly isFound: boolean;
  /** Whether the update was made; of the answer and of a customer, whether all of their updates were. */
  readonly isMade: boolean;
}

/** Which of an answer's objects of one kind. */
export type WhichFound = (found: Found, moment: Moment) => boolean;

/** Changes the objects of one kind that are meant, wherever they stand in an answer. */
export function editOwners(owner: Owner, which: WhichFound, edit: (members: JsonMembers) => JsonTree): Twist {
  return editAnswer((answer, moment) =>
    listFound(answer, owner)
      .filter((found) => which(found, moment))
      .reduce<JsonTree>((tree, place) => (isMembers(tree) ? editOwner(tree, owner, place, edit) : tree), answer),
  );
}

function listFound(answer: JsonMembers, owner: Owner): readonly Found[] {
  const places = listPlaces(answer);
  const isMade = (place: Place): boolean => readOwner(answer, "update-status", place)?.["status"] === true;
  const isFound = (place: Place): boolean => readOwner(answer, "customer-status", place)?.["status"] === true;
  switch (owner) {
    case "answer":
      return [
        {
          entry: 0,
          update: 0,
          entries: 1,
          updates: 1,
          isFound: places.every(isFound),
          isMade: places.every(isMade),
        },
      ];
    case "entry":
    case "customer":
    case "customer-status":
      return places
        .filter(({ update }) => update === 0)
        .map((place) => {
          const entry = readOwner(answer, "entry", place) ?? {};
          const own = readListOf(entry, updatesList).map((_, update) => ({ ...place, update }));
          return { ...place, isFound: isFound(place), isMade: own.every(isMade) };
        });
    case "update":
    case "update-status":
      return places
        .filter(({ updates }) => updates > 0)
        .map((place) => ({ ...place, isFound: isFound(place), isMade: isMade(place) }));
  }
}
