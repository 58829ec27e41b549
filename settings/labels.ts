import * as z from "zod";
import { field } from "./field.ts";

const labelName = field(z.string().regex(/^(?!goog-)[a-z][a-z0-9_-]{0,62}$/), {
  description: "Name of a label.",
  expected: "a label name (a lower-case letter, then up to 62 of a-z, 0-9, _ and -; not starting with goog-)",
  example: "team",
});

const labelValue = field(z.string().regex(/^[a-z0-9_-]{0,63}$/), {
  description: "Value of a label.",
  expected: "a label value (up to 63 of a-z, 0-9, _ and -)",
  example: "netra",
});

/** Labels of cloud resources; they show up in billing. */
export const labelsSchema = z.record(labelName, labelValue).default({});

export type Labels = z.output<typeof labelsSchema>;

/** The docs of a `labels` key; `scope` completes "Labels on …". */
export function labelsField(scope: string): typeof labelsSchema {
  return field(labelsSchema, {
    description: `Labels on ${scope}.`,
    expected: "a map of label names to values",
    example: "{ team: netra }",
    source: "https://cloud.google.com/run/docs/configuring/services/labels",
  });
}
