import { type JsonMembers, type JsonTree, isMembers } from "../../json-text.ts";
import type { Moment, Twist } from "../../twist.ts";
import { editAnswer } from "../../edit.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, type Performed, listPerformed } from "./asked.ts";
import type { WhichPerformed } from "./change-updates.ts";
import { type Owner, editOwner } from "./results.ts";
import { all, hasType, isLater, isMade, isRefusedWith } from "./which.ts";

const always: WhichPerformed = () => true;
const isFound: WhichPerformed = ({ customer }) => customer !== undefined;
const namesId: WhichPerformed = ({ named }) => Number.isInteger(named["id"]);
const hasSeveral: WhichPerformed = ({ updates }) => updates > 1;
const isOfLastCustomer: WhichPerformed = ({ entry, entries }) => entries > 1 && entry === entries - 1;

/** Faults in what a result says it is the result of. */
export const echoDefects: readonly Defect[] = [
  makeDefect(
    "update.customer-id.same",
    "update.other-id",
    "The id of a customer who is named by it is answered one higher.",
    editCustomer(all(isFound, namesId), (customer) => ({ ...customer, id: Number(customer["id"]) + 1 })),
  ),
  makeDefect(
    "update.customer-id.same",
    "update.id-of-another-customer",
    "A customer who is named by id is answered with the id of another customer.",
    editCustomer(all(isFound, namesId), (customer, asked, moment) => ({ ...customer, id: findOtherId(asked, moment) })),
  ),
  makeDefect(
    "update.customer-id.same",
    "update.other-id-beside-mobile",
    "The id of a customer who is named by id and mobile is answered one higher.",
    editCustomer(
      all(isFound, namesId, ({ named }) => isText(named["mobile"])),
      (customer) => ({
        ...customer,
        id: Number(customer["id"]) + 1,
      }),
    ),
  ),

  ...(
    [
      ["mobile", "external-id", "externalId"],
      ["externalId", "mobile", "mobile"],
      ["email", "id", "id"],
    ] as const
  ).map(([name, word, by]) =>
    makeDefect(
      "update.identifiers.same",
      `update.other-${name.toLowerCase()}-by-${word}`,
      `A customer who is named by ${by} is answered with an ${name} that is nobody's.`,
      editCustomer(
        all(isFound, ({ named }) => by in named),
        (customer) => (isText(customer[name]) ? { ...customer, [name]: "nobody4799999999" } : customer),
      ),
    ),
  ),
  makeDefect(
    "update.identifiers.answered",
    "update.mobile-masked",
    "The mobile comes back with its last digits crossed out.",
    editCustomer(isFound, (customer) =>
      isText(customer["mobile"]) ? { ...customer, mobile: `${customer["mobile"].slice(0, -4)}XXXX` } : customer,
    ),
  ),
  makeDefect(
    "update.identifiers.answered",
    "update.mobile-of-another-customer",
    "A customer is answered with the mobile of another one.",
    editCustomer(isFound, (customer, asked, moment) => {
      const other = moment.organisation?.customers.find(
        ({ id, mobile }) => id !== asked.customer?.id && isText(mobile),
      );
      return { ...customer, mobile: other?.mobile ?? "" };
    }),
  ),

  nameRow(
    "name-with-underscores",
    "The name of the program comes back with underscores for blanks and hyphens.",
    (name) => name.replaceAll(/[ -]/g, "_"),
  ),
  nameRow("name-without-accents", "The name of the program comes back in ASCII letters alone.", (name) =>
    name.replaceAll(/[^\u0020-\u007e]/g, "?"),
  ),
  nameRow("program-id-for-name", "The id of the program stands in the place of its name.", (name, { program }) =>
    String(program?.id ?? name),
  ),
  nameRow(
    "first-name-for-all",
    "The results of a customer all name the first program of the request.",
    (name, asked, all) => all.find(({ entry }) => entry === asked.entry)?.sent["partnerProgramName"] ?? name,
    all(hasSeveral, isLater),
  ),
  nameRow(
    "name-empty-where-unknown",
    "The name of an unknown program comes back empty.",
    () => "",
    isRefusedWith(2006),
  ),
  nameRow(
    "name-empty-where-not-linked",
    "The name of a program that is not linked comes back empty.",
    () => "",
    isRefusedWith(2004),
  ),
  nameRow(
    "name-empty-of-last-customer",
    "The last of several customers has results without the programs' names.",
    () => "",
    isOfLastCustomer,
  ),

  typeRow("type-always-upgrade", "Every result is that of an UPGRADE.", () => "UPGRADE"),
  typeRow("downgrade-as-upgrade", "A DOWNGRADE comes back as UPGRADE.", () => "UPGRADE", hasType("DOWNGRADE")),
  typeRow("renew-as-renewal", "A RENEW comes back as RENEWAL.", () => "RENEWAL", hasType("RENEW")),
  typeRow(
    "cancellation-shortened",
    "A cancelled relinking comes back as RELINKING_CANCELLED.",
    () => "RELINKING_CANCELLED",
    hasType("MEMBERSHIP_RELINKING_CANCELLED"),
  ),
  typeRow(
    "renewal-initiation-as-renew",
    "A renewal initiation comes back as RENEW.",
    () => "RENEW",
    hasType("MEMBERSHIP_RENEWAL_INITIATION"),
  ),
  typeRow(
    "first-type-for-all",
    "The results of a customer all have the kind of the first update.",
    (type, asked, all) => all.find(({ entry }) => entry === asked.entry)?.sent["updateType"] ?? type,
    isLater,
  ),
  typeRow(
    "type-unknown-where-refused",
    "The kind of a refused update comes back as UNKNOWN.",
    () => "UNKNOWN",
    ({ code }) => code !== 200,
  ),
];

type EditText = (text: string, asked: Performed, all: readonly Performed[]) => JsonTree | undefined;

function nameRow(id: string, statement: string, edit: EditText, which: WhichPerformed = always): Defect {
  return makeDefect("update.program-name.echo", `update.${id}`, statement, editText("partnerProgramName", which, edit));
}

function typeRow(id: string, statement: string, edit: EditText, which: WhichPerformed = isMade): Defect {
  return makeDefect("update.update-type.echo", `update.${id}`, statement, editText("updateType", which, edit));
}

/** Changes what is said of the customers that are meant. */
function editCustomer(
  which: WhichPerformed,
  edit: (customer: JsonMembers, asked: Performed, moment: Moment) => JsonMembers,
): Twist {
  return editPlaces(
    "customer",
    all(({ update }) => update === 0, which),
    edit,
  );
}

/** Changes one text of the results that are meant, where it comes back. */
function editText(name: string, which: WhichPerformed, edit: EditText): Twist {
  return editPlaces("update", which, (update, asked, _moment, performed) => {
    const text = update[name];
    return isText(text) ? { ...update, [name]: edit(text, asked, performed) ?? null } : update;
  });
}

function editPlaces(
  owner: Owner,
  which: WhichPerformed,
  edit: (members: JsonMembers, asked: Performed, moment: Moment, performed: readonly Performed[]) => JsonMembers,
): Twist {
  return editAnswer((answer, moment) => {
    const performed = listPerformed(moment, { kind: "answer", body: answer });
    return performed
      .filter((each) => which(each, moment, performed))
      .reduce<JsonTree>(
        (tree, each) =>
          isMembers(tree) ? editOwner(tree, owner, each, (members) => edit(members, each, moment, performed)) : tree,
        answer,
      );
  });
}

function findOtherId({ customer }: Asked, { organisation }: Moment): number {
  return organisation?.customers.find(({ id }) => id !== customer?.id)?.id ?? 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
