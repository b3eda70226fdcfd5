import { type When, editAnswer, readEntries } from "../../edit.ts";
import { type JsonMembers, type JsonTree, isMembers } from "../../json-text.ts";
import type { Twist } from "../../twist.ts";
import { activityList, detailsName, entryList, readDetails, readPagination } from "./edit-history.ts";

/** The objects of an answer that have members of their own. */
export type Owner = "answer" | "pagination" | "entry" | "details" | "benefit" | "promotion" | "activity";

/** Which of an answer's objects of one kind: all of them, or the first or last of several. */
export type Which = "each" | "first" | "last";

type Edit = (owner: JsonMembers) => JsonTree;

/** Changes the objects of one kind, wherever they stand in an answer. */
export function editOwners(owner: Owner, edit: Edit, which: Which = "each", when?: When): Twist {
  return editAnswer((answer) => {
    let count = 0;
    mapOwners(answer, owner, (each) => {
      count += 1;
      return each;
    });
    let position = -1;
    return mapOwners(answer, owner, (each) => {
      position += 1;
      return isMeant(position, count, which) ? edit(each) : each;
    });
  }, when);
}

function isMeant(position: number, count: number, which: Which): boolean {
  if (which === "each") return true;
  return count > 1 && position === (which === "first" ? 0 : count - 1);
}

function mapOwners(answer: JsonMembers, owner: Owner, edit: Edit): JsonTree {
  const editAll = (parent: JsonMembers, list: string, editOne: Edit): JsonMembers =>
    Object.hasOwn(parent, list) ? { ...parent, [list]: readEntries(parent, list).map(editOne) } : parent;
  const inDetails = (editOne: (details: JsonMembers) => JsonTree): JsonTree =>
    editAll(answer, entryList, (entry) => ({ ...entry, [detailsName]: editOne(readDetails(entry)) }));
  const inBenefits = (editOne: Edit): JsonTree => inDetails((details) => editAll(details, "benefitsSummary", editOne));
  switch (owner) {
    case "answer":
      return edit(answer);
    case "pagination":
      return { ...answer, pagination: edit(readPagination(answer)) };
    case "entry":
      return editAll(answer, entryList, edit);
    case "details":
      return inDetails(edit);
    case "benefit":
      return inBenefits(edit);
    case "promotion":
      return inBenefits((benefit) => {
        const { mappedPromotionDetails } = benefit;
        return isMembers(mappedPromotionDetails)
          ? { ...benefit, mappedPromotionDetails: edit(mappedPromotionDetails) }
          : benefit;
      });
    case "activity":
      return editAll(answer, entryList, (entry) => editAll(entry, activityList, edit));
  }
}
