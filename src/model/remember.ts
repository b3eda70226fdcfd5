/** The function with its results kept for as long as their arguments live. For pure functions of one object. */
export function remember<Argument extends object, Result>(
  compute: (argument: Argument) => Result,
): (argument: Argument) => Result {
  const known = new WeakMap<Argument, { readonly result: Result }>();
  return (argument) => {
    let entry = known.get(argument);
    if (entry === undefined) {
      entry = { result: compute(argument) };
      known.set(argument, entry);
    }
    return entry.result;
  };
}

/** Results by texts, the latest of them. */
export interface Recent<Result> {
  /** The result for a text: the one that is known, or else what is computed now. */
  get(text: string, compute: (text: string) => Result): Result;
}

/**
 * Results for so many texts of no more than so many characters, whose lengths bound the memory. When there is no room left
 * all are forgotten, which costs nothing while there is.
 */
export function createRecent<Result>({
  most,
  longest,
}: {
  readonly most: number;
  readonly longest: number;
}): Recent<Result> {
  const known = new Map<string, { readonly result: Result }>();
  return {
    get: (text, compute) => {
      if (text.length > longest) return compute(text);
      let entry = known.get(text);
      if (entry === undefined) {
        if (known.size >= most) known.clear();
        entry = { result: compute(text) };
        known.set(text, entry);
      }
      return entry.result;
    },
  };
}

/**
 * The function with its latest results kept. For pure functions of short texts that come again and again, such as the
 * dates of customers that every request reads anew.
 */
export function rememberRecent<Result>(compute: (text: string) => Result): (text: string) => Result {
  const recent = createRecent<Result>({ most: 2000, longest: 500 });
  return (text) => recent.get(text, compute);
}
