import { type Defect, makeDefect } from "../defect.ts";

const breaks = "transport.delivery.json";

/** Bodies of deliveries that are no JSON in UTF-8, whatever they tell. */
export const deliveryBodyDefects: readonly Defect[] = [
  spoil("truncated", "The bodies of deliveries stop before the end.", (body) => body.subarray(0, -7)),
  spoil("empty", "Deliveries have no body.", () => new Uint8Array()),
  spoil("in-form", "The bodies of deliveries are those of a form.", (body) =>
    new TextEncoder().encode(`payload=${encodeURIComponent(new TextDecoder().decode(body))}`),
  ),
  spoil("twice-in-one", "The bodies of deliveries hold their JSON text twice.", (body) =>
    Uint8Array.from([...body, ...body]),
  ),
  // The byte within a text is one that UTF-8 has not.
  spoil("in-latin-1", "The bodies of deliveries are written in Latin-1.", (body) =>
    Uint8Array.from(
      Buffer.from(new TextDecoder().decode(body).replace('"partnerProgramName":"', "$&\u00e9"), "latin1"),
    ),
  ),
];

function spoil(how: string, statement: string, change: (body: Uint8Array) => Uint8Array): Defect {
  return makeDefect(breaks, `transport.delivery-${how}`, statement, {
    deliveries: (deliveries) => deliveries.map((delivery) => ({ ...delivery, body: change(delivery.body) })),
  });
}
