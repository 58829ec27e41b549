import type { Json } from "../../contract.ts";

/** How a field of v2 is written as the text of a v1 annotation. */
export interface AnnotationCodec {
  /** What a text may be, for the refusal of any other. */
  expected: string;
  /** The field's value, or undefined where the text says nothing that the field can be. */
  read(text: string): Json | undefined;
  /** The annotation's text, or undefined where the annotation is left out. */
  write(value: Json | undefined): string | undefined;
}

export const text: AnnotationCodec = {
  expected: "a text",
  read: (value) => value,
  write: (value) => (typeof value === "string" && value !== "" ? value : undefined),
};

export const wholeNumber: AnnotationCodec = {
  expected: "a whole number, 0 or more",
  read: (value) => (/^\d{1,9}$/.test(value) ? Number(value) : undefined),
  write: (value) => (value === undefined ? undefined : String(value)),
};

export const flag: AnnotationCodec = {
  expected: "true or false",
  read: readFlag,
  write: (value) => (value === true ? "true" : undefined),
};

/** A flag that is set where the annotation is left out. */
export const flagByDefault: AnnotationCodec = {
  ...flag,
  write: (value) => (value === true ? undefined : "false"),
};

/** A JSON document of objects and lists, as `network-interfaces` is one. */
export const jsonDocument: AnnotationCodec = {
  expected: "a JSON document",
  read: parseJson,
  write: (value) => (value === undefined ? undefined : JSON.stringify(value)),
};

/**
 * One of several words, each with the value of the enum in v2.
 *
 * @param implied the value that is not written
 */
export function word(values: Readonly<Record<string, string>>, implied?: string): AnnotationCodec {
  const words = new Map(Object.entries(values).map(([name, value]) => [value, name]));
  return {
    expected: Object.keys(values).join(", "),
    read: (value) => values[value],
    write: (value) => (value === implied ? undefined : words.get(String(value))),
  };
}

function readFlag(value: string): boolean | undefined {
  const lowered = value.toLowerCase();
  return lowered === "true" ? true : lowered === "false" ? false : undefined;
}

function parseJson(value: string): Json | undefined {
  try {
    const json = JSON.parse(value) as Json;
    return json !== null && typeof json === "object" ? json : undefined;
  } catch {
    return undefined;
  }
}
