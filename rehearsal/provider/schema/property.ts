import type { PropertyValue } from "../plugin/property-value.ts";

/** What the real plugin's schema says about a property, beyond its type. */
export interface Traits {
  /** The program must give it. */
  required?: true;
  /** Only ever written by the cloud. */
  output?: true;
  /** Where the program is silent, what the cloud chose stands and is no difference. */
  computed?: true;
  /** A change makes a new resource. */
  replaces?: true;
  /** Used where the program is silent. */
  default?: PropertyValue;
  /** Name in Google's REST message when it differs; false: never sent nor read. */
  rest?: string | false;
  /** Sent even when empty (false, 0, {}): where absent and empty mean different things to Google. */
  sendEmpty?: true;
  /** How two spellings of one value are told from two values. */
  sameWhen?: "last-segment-equal" | "equal-ignoring-case";
}

/** How elements of a list whose order carries no meaning are told apart: by value, or by a field. */
export type ListOrder = "set" | "by-name" | "by-id";

export type Property = Traits &
  (
    | { kind: "text"; oneOf?: readonly string[] }
    | { kind: "integer" | "flag" | "texts" }
    | { kind: "list"; element: Property; order?: ListOrder; restShape?: "map-by-id" }
    | { kind: "record"; fields: Schema; restShape?: "one-element-list" }
    | { kind: "not-emulated" }
  );

/** The properties of a resource or of a nested block, by their Pulumi names. */
export type Schema = Readonly<Record<string, Property>>;

export const text = (traits: Traits & { oneOf?: readonly string[] } = {}): Property => ({
  kind: "text",
  ...traits,
});
export const integer = (traits: Traits = {}): Property => ({ kind: "integer", ...traits });
export const flag = (traits: Traits = {}): Property => ({ kind: "flag", ...traits });
/** A map from any key to text, such as labels. */
export const texts = (traits: Traits = {}): Property => ({ kind: "texts", ...traits });
export const record = (
  fields: Schema,
  traits: Traits & { restShape?: "one-element-list" } = {},
): Property => ({ kind: "record", fields, ...traits });
export const list = (
  element: Property,
  traits: Traits & { order?: ListOrder; restShape?: "map-by-id" } = {},
): Property => ({ kind: "list", element, ...traits });
/** Known to the real plugin and refused here by name, so that nothing is silently ignored. */
export const notEmulated = (): Property => ({ kind: "not-emulated" });

export const OUTPUT = { output: true } as const;
export const COMPUTED = { computed: true } as const;
export const REQUIRED = { required: true } as const;
export const REPLACES = { replaces: true } as const;
