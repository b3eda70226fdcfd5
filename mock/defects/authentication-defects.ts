import { headerValues } from "../../src/model/http.ts";
import { hashPassword, readBasicCredentials } from "../access/authenticate.ts";
import { type Defect, makeDefect } from "./defect.ts";

/** Faults in whom the mock lets in. A host that lets nobody in answers nothing, so the first rows keep to one situation. */
export const authenticationDefects: readonly Defect[] = [
  makeDefect(
    "authentication.points.basic",
    "authentication.refused-after-stranger",
    "Right credentials are refused at an address that was asked for with wrong ones.",
    {
      authorize: (organisation, { url }, { turnedAway }) => (turnedAway.includes(url) ? undefined : organisation),
    },
  ),
  makeDefect(
    "authentication.points.basic",
    "authentication.password-as-it-is-refused",
    "Only the MD5 of the password is taken.",
    {
      authorize: (organisation, { headers }) =>
        readBasicCredentials(headers)?.password === organisation?.till.password ? undefined : organisation,
    },
  ),
  makeDefect("authentication.points.basic", "authentication.md5-refused", "The MD5 of the password is not taken.", {
    authorize: (organisation, { headers }) =>
      organisation !== undefined && readBasicCredentials(headers)?.password === hashPassword(organisation.till.password)
        ? undefined
        : organisation,
  }),
  makeDefect("authentication.points.basic", "authentication.all-refused", "All credentials are refused.", {
    authorize: () => undefined,
  }),
  makeDefect(
    "authentication.points.required",
    "authentication.not-needed",
    "A request without credentials is served.",
    {
      authorize: (organisation, { headers }, { organisations }) =>
        headerValues(headers, "authorization").length === 0 ? organisations[0] : organisation,
    },
  ),
  makeDefect("authentication.points.verified", "authentication.any-password", "Any password opens a till.", {
    authorize: (organisation, { headers }, { organisations }) => {
      const user = readBasicCredentials(headers)?.user;
      return organisation ?? organisations.find(({ till }) => till.user === user);
    },
  }),
  makeDefect(
    "authentication.points.verified",
    "authentication.any-credentials",
    "Any till with any password is served.",
    {
      authorize: (organisation, { headers }, { organisations }) =>
        organisation ?? (readBasicCredentials(headers) === undefined ? undefined : organisations[0]),
    },
  ),
];
