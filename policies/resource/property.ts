import { NotKnown, WrongType } from "./reading-errors.ts";
import type { Violation } from "./violation.ts";

/** Stands for a value that is not known yet, in resources that do not come from the policy SDK. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/**
 * A property of a resource, with the path that leads to it. Reading it tells four cases apart: there with the right type,
 * absent (`undefined`; the empty text counts as absent, since providers give it for unset outputs), of another type (throws
 * {@link WrongType}), and not known yet (throws {@link NotKnown}), so that no rule can take an unknown value for a good one.
 */
export class Property {
  readonly path: string;
  private readonly value: unknown;

  constructor(value: unknown, path = "") {
    this.value = value;
    this.path = path;
  }

  /** The property below, by names and indices; below an absent one everything is absent, below an unknown one unknown. */
  at(...keys: (string | number)[]): Property {
    return keys.reduce<Property>((property, key) => property.child(key), this);
  }

  isAbsent(): boolean {
    return this.known() === undefined;
  }

  text(): string | undefined {
    const value = this.of("string", "a text");
    return value === "" ? undefined : value;
  }

  number(): number | undefined {
    return this.of("number", "a number");
  }

  flag(): boolean | undefined {
    return this.of("boolean", "true or false");
  }

  /** The items of a list; an absent one has none. */
  items(): Property[] {
    const list = this.known();
    if (list === undefined) return [];
    if (!Array.isArray(list)) throw this.wrongType("a list");
    return Array.from({ length: list.length }, (_, index) => this.at(index));
  }

  /** The entries of a map; an absent one has none. */
  entries(): [string, Property][] {
    const map = this.known();
    if (map === undefined) return [];
    if (!isMap(map)) throw this.wrongType("a map");
    const keys = Object.keys(map).filter((key) => !isProviderKey(key));
    return keys.map((key) => [key, this.at(key)]);
  }

  /** Every text in this property and below, however deep. */
  texts(): Property[] {
    if (this.value === UNKNOWN || typeof this.value === "string") return [this];
    if (Array.isArray(this.value)) return this.items().flatMap((item) => item.texts());
    return isMap(this.value) ? this.entries().flatMap(([, child]) => child.texts()) : [];
  }

  /** Says that this property may not be as it is. `found` replaces the value where that must not be shown. */
  refuse(allowed: string, found: string = describe(this.value)): Violation {
    return { path: this.path, found, allowed };
  }

  private child(key: string | number): Property {
    const path = typeof key === "number" ? `${this.path}[${key}]` : this.path ? `${this.path}.${key}` : key;
    if (this.value === UNKNOWN) return new Property(UNKNOWN, path);
    const parent = this.known();
    if (parent === undefined) return new Property(undefined, path);
    const expected = typeof key === "number" ? Array.isArray(parent) : isMap(parent);
    if (!expected) throw this.wrongType(typeof key === "number" ? "a list" : "a map");
    return new Property(valueBelow(parent as object, key), path);
  }

  private of<Name extends keyof Types>(type: Name, expected: string): Types[Name] | undefined {
    const value = this.known();
    if (value === undefined) return undefined;
    if (typeof value !== type) throw this.wrongType(expected);
    return value as Types[Name];
  }

  private known(): unknown {
    if (this.value === UNKNOWN) throw new NotKnown(this.path);
    return this.value ?? undefined;
  }

  private wrongType(expected: string): WrongType {
    return new WrongType(this.path, expected, typeName(this.value));
  }
}

interface Types {
  string: string;
  number: number;
  boolean: boolean;
}

/** The policy SDK hands out proxies that throw as soon as an unknown value is touched. */
function valueBelow(parent: object, key: string | number): unknown {
  try {
    return Object.hasOwn(parent, key) ? (parent as Record<string | number, unknown>)[key] : undefined;
  } catch (error) {
    if (error instanceof Error && "unknownTypeSentinel" in error) return UNKNOWN;
    throw error;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Providers leave notes to themselves among the properties, such as `__defaults`. */
function isProviderKey(key: string): boolean {
  return key.startsWith("__");
}

function describe(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  return typeof value === "object" ? typeName(value) : String(value);
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "a text";
  return typeof value === "object" ? "a map" : `a ${typeof value}`;
}
