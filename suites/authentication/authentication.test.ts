import { describeCases } from "../describe-cases.ts";
import { authenticationCases } from "./cases.ts";
import { historiesAuthenticationCases } from "./histories-cases.ts";

describe("Authentication", () => {
  describeCases(authenticationCases);
  describeCases(historiesAuthenticationCases);
});
