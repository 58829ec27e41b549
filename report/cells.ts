import type { Cell, Tone } from "./document.ts";

/** Plain words. */
export function words(text: string, tone?: Tone): Cell {
  return tone === undefined ? { text } : { text, tone };
}

/** A name, an address, a digest. */
export function code(text: string): Cell {
  return { text, code: true };
}

/** A number of the result with its unit, and where the result has it. */
export function figure(value: number, unit: string, path: string, tone?: Tone): Cell {
  const text = `${numberText(value)}${unit === "" ? "" : ` ${unit}`}`;
  return { text, figure: { value, path }, ...(tone === undefined ? {} : { tone }) };
}

/** A number of bytes, shown in MiB. */
export function bytes(value: number, path: string): Cell {
  return { text: `${numberText(value / 2 ** 20)} MiB`, figure: { value, path } };
}

/** Three digits behind the point at most, and none that tell nothing. */
export function numberText(value: number): string {
  const digits = Math.abs(value) >= 100 ? 1 : 3;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}
