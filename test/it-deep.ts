/** A test that is long and shows little more than others do: run with CHECK_DEEP=1, and else skipped with a word on it. */
export function itDeep(title: string, run: Mocha.AsyncFunc): void {
  if (process.env["CHECK_DEEP"] === "1") it(title, run);
  else it.skip(`${title} (skipped: only with CHECK_DEEP=1)`, run);
}
