import { type When, replaceResult } from "../../edit.ts";
import { refuseWithStatus } from "../../result.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { listPerformed } from "./asked.ts";

const always: When = () => true;

/** Whether a request was made as a whole, of updates of this kind. */
const isMadeOf =
  (...types: readonly string[]): When =>
  (moment, result) => {
    const performed = listPerformed(moment, result);
    return (
      performed.length > 0 &&
      performed.every(({ code, sent }) => code === 200 && types.some((type) => type === sent["updateType"]))
    );
  };

/** Faults in what is served at the address. */
export const resourceDefects: readonly Defect[] = [
  row("not-served", "Every request is answered 404.", 404, always),
  row("post-not-allowed", "Every POST is answered 405.", 405, always),
  row("upgrade-not-served", "An UPGRADE that could be made is answered 404.", 404, isMadeOf("UPGRADE")),
  row(
    "tier-updates-not-served",
    "An UPGRADE, DOWNGRADE or RENEW that could be made is answered 404.",
    404,
    isMadeOf("UPGRADE", "DOWNGRADE", "RENEW"),
  ),
];

function row(word: string, statement: string, status: number, when: When): Defect {
  return makeDefect("update.resource.served", `update.${word}`, statement, {
    ...replaceResult(() => refuseWithStatus(status, "nothing is served here"), when),
  });
}
