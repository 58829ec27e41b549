import * as z from "zod";
import { field } from "./field.ts";
import { variableName } from "./variable-name.ts";

/** Plain environment variables. */
export const envSchema = field(
  z
    .record(
      variableName,
      field(z.string(), {
        description: "Value of the variable.",
        expected: "a text; put numbers and booleans in quotes",
        example: '"info"',
        sensitive: true,
      }),
    )
    .default({}),
  {
    description: "Environment variables in the clear. What is secret goes under secrets.",
    expected: "a map of variable names to texts",
    example: "{ LOG_LEVEL: info }",
    source: "https://cloud.google.com/run/docs/configuring/services/environment-variables",
  },
);
