import { Fault } from "../../faults/fault.ts";
import { type Prices, pricesByRegion } from "./prices.ts";

/** The prices of a region. Fails with `prices-unknown` (exit code 2) where there are none: none are guessed from another region. */
export function pricesOf(region: string): Prices {
  const prices = pricesByRegion[region];
  if (prices) return prices;
  throw new Fault({
    code: "prices-unknown",
    outcome: "usage",
    summary: `There are no prices for ${region}.`,
    findings: [{ path: "gcp:region", expected: Object.keys(pricesByRegion).join(" or "), actual: region }],
    next: "add the region with its prices, their date and page to preview/cost/prices.ts",
  });
}
