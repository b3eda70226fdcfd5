import { isObject } from "../../model/json.ts";

/** The path of the first of a list of servers, its variables as they are by default; undefined where there is no server. */
export function readServerPath(servers: unknown): string | undefined {
  const [first] = Array.isArray(servers) ? (servers as unknown[]) : [];
  if (!isObject(first) || typeof first["url"] !== "string") return undefined;
  const variables = isObject(first["variables"]) ? first["variables"] : {};
  const filled = first["url"].replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => {
    const variable = variables[name];
    return isObject(variable) && typeof variable["default"] === "string" ? variable["default"] : "";
  });
  try {
    return new URL(filled, "http://host.example").pathname.replace(/\/+$/, "");
  } catch {
    return "";
  }
}
