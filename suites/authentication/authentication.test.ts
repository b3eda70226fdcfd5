import { describeCases } from "../describe-cases.ts";
import { authenticationCases } from "./cases.ts";
import { historiesAuthenticationCases } from "./histories-cases.ts";
import { updateAuthenticationCases } from "./update-cases.ts";

describe("Authentication", () => {
  describeCases(authenticationCases);
  describeCases(historiesAuthenticationCases);
  describeCases(updateAuthenticationCases);
});
