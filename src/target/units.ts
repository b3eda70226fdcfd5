const durationUnits: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };
const sizeUnits: Readonly<Record<string, number>> = { B: 1, kB: 1000, MB: 1_000_000 };

/** `500ms`, `10s` or `2m` in milliseconds; NaN for anything else. */
export function parseDuration(text: string): number {
  return parseQuantity(text, durationUnits);
}

/** `512kB` or `10MB` in bytes (decimal units); NaN for anything else. */
export function parseSize(text: string): number {
  return parseQuantity(text, sizeUnits);
}

function parseQuantity(text: string, units: Readonly<Record<string, number>>): number {
  const match = /^([0-9]+(?:\.[0-9]+)?)([A-Za-z]+)$/.exec(text);
  return Math.round(Number(match?.[1] ?? NaN) * (units[match?.[2] ?? ""] ?? NaN));
}

/** Milliseconds as a person writes them: `10 s`, `250 ms`. */
export function formatDuration(ms: number): string {
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}

/** Bytes as a person writes them: `10 MB`, `512 kB`. */
export function formatSize(bytes: number): string {
  if (bytes >= 1_000_000) return `${bytes / 1_000_000} MB`;
  return bytes >= 1000 ? `${bytes / 1000} kB` : `${bytes} bytes`;
}
