import type { Choices } from "../choices.ts";

/** Why a customer or an update is refused. */
export interface Fault {
  readonly code: number;
  readonly message: string;
  /** Whether the request is refused as a whole. */
  readonly whole?: boolean;
}

const orders: Readonly<Record<Choices["faultOrder"], readonly number[]>> = {
  // What can be seen in the request alone, then what the organisation allows, then what is stored.
  "form-first": [2009, 2002, 2003, 2026, 2028, 2006, 2004, 2007, 2027],
  // What is stored first.
  "data-first": [2006, 2004, 2007, 2027, 2026, 2028, 2003, 2002, 2009],
  "by-number": [2002, 2003, 2004, 2006, 2007, 2009, 2026, 2027, 2028],
};

/** The fault that is answered where there are several; codes that the page does not list come last. */
export function chooseFault(faults: readonly Fault[], { faultOrder }: Choices): Fault | undefined {
  // choice: fault-order
  const rank = ({ code }: Fault): number => {
    const place = orders[faultOrder].indexOf(code);
    return place === -1 ? orders[faultOrder].length : place;
  };
  return [...faults].sort((left, right) => rank(left) - rank(right))[0];
}
