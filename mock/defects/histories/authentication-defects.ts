import { type HttpRequest, headerValues } from "../../../src/model/http.ts";
import { hashPassword, readBasicCredentials } from "../../access/authenticate.ts";
import { readParameter, readTarget } from "../../query.ts";
import { type Defect, makeDefect } from "../defect.ts";

const accepted = "authentication.histories.accepted";
const required = "authentication.histories.required";
const verified = "authentication.histories.verified";
const accessGroup = "authentication.histories.access-group";

/** Faults in whom histories are open to. */
export const authenticationDefects: readonly Defect[] = [
  makeDefect(accepted, "histories.credentials-refused", "All credentials are refused.", { authorize: () => undefined }),
  makeDefect(
    accepted,
    "histories.credentials-refused-after-stranger",
    "Right credentials are refused at an address that was asked for with wrong ones.",
    {
      authorize: (organisation, { url }, { turnedAway }) => (turnedAway.includes(url) ? undefined : organisation),
    },
  ),
  makeDefect(accepted, "histories.password-as-it-is-refused", "Only the MD5 of the password is taken.", {
    authorize: (organisation, { headers }) =>
      readBasicCredentials(headers)?.password === organisation?.till.password ? undefined : organisation,
  }),
  makeDefect(accepted, "histories.password-md5-refused", "The MD5 of the password is not taken.", {
    authorize: (organisation, { headers }) =>
      organisation !== undefined && readBasicCredentials(headers)?.password === hashPassword(organisation.till.password)
        ? undefined
        : organisation,
  }),
  makeDefect(accepted, "histories.till-not-admitted", "A till with the access group is refused as one without it.", {
    admit: () => false,
  }),
  makeDefect(
    accepted,
    "histories.till-not-admitted-to-linking",
    "A till with the access group is refused as one without it where linkingUpdates are asked for.",
    { admit: (admitted, request) => admitted && read(request, "activityType") !== "linkingUpdates" },
  ),
  makeDefect(required, "histories.credentials-not-needed", "A request without credentials is served.", {
    authorize: (organisation, { headers }, { organisations }) =>
      headerValues(headers, "authorization").length === 0 ? organisations[0] : organisation,
  }),
  makeDefect(
    required,
    "histories.credentials-not-needed-for-one-program",
    "A request for one program without credentials is served.",
    {
      authorize: (organisation, request, { organisations }) =>
        headerValues(request.headers, "authorization").length === 0 && read(request, "partnerProgramId") !== undefined
          ? organisations[0]
          : organisation,
    },
  ),
  makeDefect(verified, "histories.any-password", "Any password opens a till.", {
    authorize: (organisation, { headers }, { organisations }) => {
      const user = readBasicCredentials(headers)?.user;
      return organisation ?? organisations.find(({ till }) => till.user === user);
    },
  }),
  makeDefect(verified, "histories.any-credentials", "Any till with any password is served.", {
    authorize: (organisation, { headers }, { organisations }) =>
      organisation ?? (readBasicCredentials(headers) === undefined ? undefined : organisations[0]),
  }),
  makeDefect(verified, "histories.any-user", "A till that does not exist is served.", {
    authorize: (organisation, { headers }, { organisations }) => {
      const user = readBasicCredentials(headers)?.user;
      const isUnknown = user !== undefined && !organisations.some(({ till }) => till.user === user);
      return organisation ?? (isUnknown ? organisations[0] : undefined);
    },
  }),
  makeDefect(accessGroup, "histories.access-group-not-needed", "A till outside the access group is served.", {
    admit: () => true,
  }),
  makeDefect(
    accessGroup,
    "histories.access-group-not-needed-for-linking",
    "A till outside the access group is served where linkingUpdates are asked for.",
    { admit: (admitted, request) => admitted || read(request, "activityType") === "linkingUpdates" },
  ),
  makeDefect(
    accessGroup,
    "histories.access-group-not-needed-for-one-program",
    "A till outside the access group is served where one program is asked for.",
    { admit: (admitted, request) => admitted || read(request, "partnerProgramId") !== undefined },
  ),
];

function read({ url }: HttpRequest, name: string): string | undefined {
  return readParameter(readTarget(url)?.query ?? [], name);
}
