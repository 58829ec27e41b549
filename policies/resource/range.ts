import type { Property } from "./property.ts";
import type { Violation } from "./violation.ts";

/** From `min` to `max`, both included. */
export interface Range {
  min: number;
  max: number;
}

/** Refuses an amount that is absent, unreadable (`undefined` beside a present property) or out of range. */
export function outOfRange(
  property: Property,
  amount: number | undefined,
  { min, max }: Range,
  unit: string,
) {
  if (amount !== undefined && amount >= min && amount <= max) return undefined;
  return property.refuse(rangeText({ min, max }, unit));
}

/** The same for a quantity in text, such as `512Mi`. */
export function quantityOutOfRange(
  property: Property,
  parse: (quantity: string) => number | undefined,
  range: Range,
  unit: string,
): Violation | undefined {
  const quantity = property.text();
  return outOfRange(property, quantity === undefined ? undefined : parse(quantity), range, unit);
}

function rangeText({ min, max }: Range, unit: string): string {
  const amount = min === max ? String(min) : `${min} to ${max}`;
  return unit === "" ? amount : `${amount} ${unit}`;
}
