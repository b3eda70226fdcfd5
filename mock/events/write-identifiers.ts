import type { Customer } from "../fixtures.ts";
import type { JsonMembers } from "../json-text.ts";

/** The places outside a shop of which the page's second blocks list accounts, spelt as there. */
const channels = [
  "ecommerce",
  "facebook",
  "wechat",
  "tmall",
  "toabao",
  "web_engage",
  "line",
  "martjack",
  "jd",
  "website",
];

/** `customerIdentifiers` as in the page's first blocks: of the identifiers those that the customer has. */
export function writeIdentifiers({ id, mobile, email, externalId }: Customer): JsonMembers {
  return {
    customerId: id,
    instore: {
      ...(mobile === undefined ? {} : { mobile }),
      ...(email === undefined ? {} : { email }),
      ...(externalId === undefined ? {} : { externalId }),
    },
  };
}

/** `customerIdentifiers` as in the page's second blocks; what the fixtures do not know is made up. */
export function writeRawIdentifiers(customer: Customer): JsonMembers {
  const { instore, ...rest } = writeIdentifiers(customer);
  const account = (channel: string): JsonMembers => ({
    accounts: [
      {
        accountId: `${channel}-account`,
        identifiers: [{ identifierType: `${channel}Id`, identifierValue: `${channel}-${customer.id}` }],
      },
    ],
  });
  const card = `C${customer.id}`;
  return {
    loyaltyType: "loyalty",
    firstName: "Sample",
    lastName: "Customer",
    ...rest,
    ...Object.fromEntries(channels.map((channel) => [channel, account(channel)])),
    instore: {
      id: customer.id,
      ...(instore as JsonMembers),
      // sample: these two are spelt in lower case, the list is not
      cardnumber: card,
      cardexternalid: `${card}-X`,
      cardNumbers: [card],
    },
  };
}
