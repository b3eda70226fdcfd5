import { formatPointer } from "../../model/json-pointer.ts";
import { isObject, type Json } from "../../model/json.ts";
import type { ApiContent, ApiOperation, ApiPlace, ApiResponse } from "./api-operation.ts";
import { followNode, readMembers } from "./follow-node.ts";
import type { OpenapiFiles } from "./load-openapi.ts";

/** The examples of a parameter or a media type; those that stand elsewhere (`externalValue`) are not fetched. */
export function readExamples(api: OpenapiFiles, holder: ApiPlace): Json[] {
  const { example, examples } = readMembers(api, holder);
  const several = (isObject(examples) ? Object.keys(examples) : []).flatMap((name): Json[] => {
    const place = { ...holder, pointer: holder.pointer + formatPointer(["examples", name]) };
    const { node: one } = followNode(api, place);
    return isObject(one) && one["value"] !== undefined ? [one["value"] as Json] : [];
  });
  return [...(example === undefined ? [] : [example as Json]), ...several];
}

export function readBody(api: OpenapiFiles, pointer: string, { file }: ApiPlace): ApiOperation["body"] {
  const { node, place } = followNode(api, { file, pointer });
  if (!isObject(node)) return undefined;
  return { required: node["required"] === true, contents: readContents(api, place) };
}

function readContents(api: OpenapiFiles, holder: ApiPlace): ApiContent[] {
  const { node, place } = followNode(api, { ...holder, pointer: `${holder.pointer}/content` });
  if (!isObject(node)) return [];
  return Object.entries(node).map(([mediaType, content]): ApiContent => {
    const schema = place.pointer + formatPointer([mediaType, "schema"]);
    const isDescribed = isObject(content) && content["schema"] !== undefined;
    return {
      mediaType: (mediaType.split(";")[0] ?? "").trim().toLowerCase(),
      schema: isDescribed ? { file: place.file, pointer: schema } : undefined,
      examples: readExamples(api, { ...place, pointer: place.pointer + formatPointer([mediaType]) }),
    };
  });
}

export function readResponses(api: OpenapiFiles, holder: ApiPlace): ApiResponse[] {
  const { node, place } = followNode(api, holder);
  if (!isObject(node)) return [];
  return Object.keys(node)
    .filter((status) => /^([1-5](\d\d|XX|xx)|default)$/.test(status))
    .map((status): ApiResponse => {
      const found = followNode(api, { ...place, pointer: place.pointer + formatPointer([status]) });
      return {
        ...found.place,
        status: status === "default" ? status : status.toUpperCase(),
        contents: readContents(api, found.place),
        headers: readHeaders(api, found.place),
      };
    });
}

function readHeaders(api: OpenapiFiles, holder: ApiPlace): ApiResponse["headers"] {
  const { node, place } = followNode(api, { ...holder, pointer: `${holder.pointer}/headers` });
  if (!isObject(node)) return [];
  return Object.keys(node)
    .filter((name) => name.toLowerCase() !== "content-type")
    .map((name) => {
      const header = followNode(api, { ...place, pointer: place.pointer + formatPointer([name]) });
      const isDescribed = isObject(header.node) && header.node["schema"] !== undefined;
      return {
        name,
        required: isObject(header.node) && header.node["required"] === true,
        schema: isDescribed ? { ...header.place, pointer: `${header.place.pointer}/schema` } : undefined,
      };
    });
}
