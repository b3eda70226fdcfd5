import { type When, replaceResult } from "../../edit.ts";
import { identifierNames, readIdentifier } from "../../fixtures.ts";
import { type Query, setParameter } from "../../query.ts";
import { refuse, refuseWithStatus } from "../../result.ts";
import type { Moment, Twist } from "../../twist.ts";
import { rewrite } from "../ask-otherwise.ts";
import { isAnswer } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, always, both, findAsked, has, isSingular, isOnLongList, readNumber } from "./conditions.ts";

/** Refuses what would be answered. */
function refuseAnswers(when: Asked, status = 404): Twist {
  const isMeant: When = (moment, result) => isAnswer(moment, result) && when(moment);
  return replaceResult(() => refuseWithStatus(status, "nothing is served here"), isMeant);
}

const everyParameter = ["startDate", "endDate", "partnerProgramId", "partnerProgramType", "limit", "offset"];
const hasOddId: Asked = (moment) => (findAsked(moment)?.id ?? 0) % 2 === 1;

/** Faults in what is served at the address, and about whom. */
export const resourceDefects: readonly Defect[] = [
  makeDefect(
    "histories.resource.served",
    "histories.not-served",
    "Every customer's read is answered 404.",
    refuseAnswers(always),
  ),
  makeDefect(
    "histories.resource.served",
    "histories.long-list-refused",
    "A customer with more than ten programs is answered 404.",
    refuseAnswers(isOnLongList),
  ),
  makeDefect(
    "histories.resource.served",
    "histories.all-parameters-refused",
    "A request with every parameter of the table is refused.",
    refuseAnswers(both(...everyParameter.map(has)), 400),
  ),
  makeDefect(
    "histories.resource.singular",
    "histories.singular-path-for-some",
    "At the path in the singular some customers are answered and others refused.",
    { choices: { singularPath: "served" }, ...refuseAnswers(both(isSingular, hasOddId)) },
  ),
  makeDefect(
    "histories.resource.customer",
    "histories.everybody-is-one",
    "Everybody gets the histories of the customer with the most programs.",
    rewrite(askForFullest, (moment) => findAsked(moment) !== undefined),
  ),
  makeDefect(
    "histories.resource.customer",
    "histories.some-are-one",
    "Customers with an odd id get the histories of the customer with the most programs.",
    rewrite(askForFullest, hasOddId),
  ),
  makeDefect(
    "histories.resource.pagination",
    "histories.pages-refused",
    "A limit together with an offset is refused.",
    refuseAnswers(both(has("limit"), has("offset")), 400),
  ),
  makeDefect("histories.resource.pagination", "histories.later-pages-refused", "Every page but the first is refused.", {
    ...replaceResult(
      () => refuse(400, "offset is not supported"),
      (moment, result) => isAnswer(moment, result) && (readNumber(moment.query, "offset") ?? 0) > 0,
    ),
  }),
];

function askForFullest(query: Query, { organisation }: Moment): Query {
  const [fullest] = [...(organisation?.customers ?? [])].sort(
    (a, b) => (b.memberships?.length ?? 0) - (a.memberships?.length ?? 0),
  );
  const name = identifierNames.find((each) => fullest?.[each] !== undefined);
  if (fullest === undefined || name === undefined) return query;
  const named = setParameter(query, "identifierName", name);
  return setParameter(named, "identifierValue", readIdentifier(fullest, name));
}
