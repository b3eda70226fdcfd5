/**
 * Whether a request's `Accept-Encoding` values let a body be compressed by gzip. Without the header any coding is acceptable
 * (HTTP semantics); with it, gzip or `*` has to be named.
 */
export function acceptsGzip(values: readonly string[]): boolean {
  const codings = values
    .join(",")
    .split(",")
    .map((coding) => coding.trim().toLowerCase());
  return (
    values.length === 0 ||
    codings.some((coding) => /^(gzip|\*)(;q=(1(\.0*)?|0\.0*[1-9]\d*))?$/.test(coding.replaceAll(" ", "")))
  );
}
