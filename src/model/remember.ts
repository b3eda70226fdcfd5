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

/** So many results of functions of texts are kept. */
const mostRecent = 2000;

/**
 * The function with its latest results kept. For pure functions of short texts that come again and again, such as the
 * dates of customers that every request reads anew.
 */
export function rememberRecent<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    let entry = known.get(text);
    if (entry === undefined) {
      // Emptied as a whole, which costs nothing while there is room.
      if (known.size >= mostRecent) known.clear();
      entry = { result: compute(text) };
      known.set(text, entry);
    }
    return entry.result;
  };
}
