import type { Json } from "../../src/model/json.ts";
import { usualPatterns, writeDate } from "./date-pattern.ts";
import type { Generator } from "./pact-model.ts";

/** Values that a generator may make, as far as they are telling; empty where nothing can be said. */
export function listGenerated({ type, options }: Generator): readonly Json[] {
  switch (type) {
    case "RandomInt":
      return [readNumber(options["min"], 0), readNumber(options["max"], 10)];
    case "RandomDecimal":
      return [12.5];
    case "RandomHexadecimal":
      return ["0a1b2c3d4e".slice(0, Math.max(1, Math.min(10, readNumber(options["digits"], 10))))];
    case "RandomString":
      return ["Ab3dEf6hIj".slice(0, Math.max(1, Math.min(10, readNumber(options["size"], 10))))];
    case "Uuid":
      return ["9f3c1f8e-4b7a-4c43-9d29-6a1f0c2b7e55"];
    case "RandomBoolean":
      return [true, false];
    case "Date":
    case "Time":
    case "DateTime": {
      const given = options["format"];
      const text = writeDate(typeof given === "string" ? given : (usualPatterns[type.toLowerCase()] ?? ""));
      return text === undefined ? [] : [text];
    }
    case "MockServerURL":
      return ["http://127.0.0.1:8080/"];
    case "ProviderState":
      return listOfType(options["dataType"]);
    default:
      return [];
  }
}

/** Values by the type that a provider state's value is to have; without one, or with `RAW`, the provider may give any. */
const valuesByType: Readonly<Record<string, Json>> = {
  INTEGER: 7,
  DECIMAL: 7.5,
  FLOAT: 7.5,
  BOOLEAN: true,
  STRING: "text",
};

function listOfType(dataType: Json | undefined): readonly Json[] {
  const value = typeof dataType === "string" ? valuesByType[dataType] : undefined;
  return value === undefined ? [] : [value];
}

function readNumber(value: Json | undefined, usual: number): number {
  return typeof value === "number" ? value : usual;
}
