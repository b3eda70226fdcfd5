import { describeCases } from "../describe-cases.ts";
import { authenticationCases } from "./cases.ts";

describe("Authentication", () => describeCases(authenticationCases));
