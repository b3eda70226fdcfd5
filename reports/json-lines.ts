import { formatPointer } from "../src/model/json-pointer.ts";

/** One line of JSON text that was laid out anew; `pointer` leads to the value that begins on it. */
export interface JsonLine {
  readonly text: string;
  readonly pointer: string | undefined;
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const deepest = 100;

interface Frame {
  readonly list: boolean;
  part: string | number;
  expectsKey: boolean;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lays JSON text out with one member a line. Only white space changes: the texts of numbers and strings, repeated keys
 * and their order stay as they were sent. Undefined where the text is not JSON, or nested too deeply to be read.
 */
export function layOutJson(text: string): readonly JsonLine[] | undefined {
  if (!isJson(text)) return undefined;
  const tokens = text.match(token) ?? [];
  const frames: Frame[] = [];
  const lines: JsonLine[] = [];
  let line = "";
  let pointer: string | undefined = "";
  const endLine = () => {
    lines.push({ text: line, pointer });
    line = "  ".repeat(frames.length);
    const top = frames.at(-1);
    pointer = top?.list === true ? formatPointer(frames.map(({ part }) => part)) : undefined;
  };
  for (const [index, current] of tokens.entries()) {
    const top = frames.at(-1);
    const before = tokens[index - 1];
    if (current === "{" || current === "[") {
      line += current;
      frames.push({ list: current === "[", part: 0, expectsKey: current === "{" });
      if (frames.length > deepest) return undefined;
      if (tokens[index + 1] !== "}" && tokens[index + 1] !== "]") endLine();
    } else if (current === "}" || current === "]") {
      frames.pop();
      if (before !== "{" && before !== "[") {
        endLine();
        pointer = undefined;
      }
      line += current;
    } else if (current === "," && top !== undefined) {
      line += current;
      if (typeof top.part === "number") top.part += 1;
      top.expectsKey = !top.list;
      endLine();
    } else if (current === ":") {
      line += ": ";
    } else if (top?.expectsKey === true) {
      line += current;
      top.part = String(JSON.parse(current));
      top.expectsKey = false;
      pointer = formatPointer(frames.map(({ part }) => part));
    } else {
      line += current;
    }
  }
  return [...lines, { text: line, pointer }];
}

/** Indexes of the lines that a pointer leads to, or of its nearest ancestor where it leads nowhere. */
export function findLines(lines: readonly JsonLine[], pointer: string): readonly number[] {
  for (let wanted = pointer; ; wanted = wanted.slice(0, wanted.lastIndexOf("/"))) {
    const found = lines.flatMap((line, index) => (line.pointer === wanted ? [index] : []));
    if (found.length > 0 || wanted === "" || !wanted.includes("/")) return found;
  }
}
