import type { Draw } from "../../src/model/case.ts";
import type { Json } from "../../src/model/json.ts";
import { askFor, drawFiller } from "./batch.ts";
import { drawProgram, drawTier } from "./draw-names.ts";
import type { Linked } from "./members.ts";
import { type AskedCustomer, cancellation, makeUpdate, nameCustomer } from "./request.ts";

/** Somebody with a relinking that is queued, or can be by the host's state endpoint. */
export type Pending = Linked & { readonly canQueue: boolean };

/** How a cancellation is sent: alone, or among others. */
export type Ask = (
  linked: Pending,
  draw: Draw,
) => {
  readonly asked: readonly AskedCustomer[];
  /** The places of the customer and of the cancellation among its updates. */
  readonly customer: number;
  readonly update: number;
  /** What stands beside it and is refused. */
  readonly beside?: readonly AskedCustomer[];
  /** The same request with an update in the place of the cancellation that changes nothing. */
  readonly instead?: (harmless: Json) => readonly AskedCustomer[];
};

/** Ways to send a cancellation, each of which does the same. */
export const ways = {
  alone: (linked) => ({ asked: [askFor(linked, makeUpdate(linked.program, cancellation))], customer: 0, update: 0 }),
  /** The last identifier in the place of the first. */
  otherwise: ({ identifiers, program }) => ({
    asked: [
      {
        customer: nameCustomer(identifiers.at(-1) ?? identifiers[0]),
        partnerProgramUpdates: [makeUpdate(program, cancellation)],
      },
    ],
    customer: 0,
    update: 0,
  }),
  afterAnotherCustomer: (linked, draw) => {
    const filler = drawFiller({ program: linked.program, tier: drawTier(draw) }, draw);
    const instead = (update: Json) => [filler, askFor(linked, update)];
    const asked = instead(makeUpdate(linked.program, cancellation));
    return { asked, customer: 1, update: 0, beside: [filler], instead };
  },
  afterAnotherUpdate: (linked, draw) => {
    const unsound = makeUpdate(drawProgram(draw), "RENEW", drawTier(draw));
    const instead = (update: Json) => [askFor(linked, unsound, update)];
    const asked = instead(makeUpdate(linked.program, cancellation));
    return { asked, customer: 0, update: 1, beside: [askFor(linked, unsound)], instead };
  },
} satisfies Readonly<Record<string, Ask>>;
