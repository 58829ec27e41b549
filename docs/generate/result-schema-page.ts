import * as z from "zod";
import { validationResultSchema } from "../../validation/result.ts";
import type { Page } from "./page.ts";

/** docs/validation-result.schema.json: what `stage validate --json` prints and `stage report` reads, as JSON Schema. */
export const resultSchemaPage: Page = {
  path: "docs/validation-result.schema.json",
  render() {
    const { $schema, ...schema } = z.toJSONSchema(validationResultSchema, { target: "draft-2020-12" });
    const described = {
      $schema,
      $comment: "Generated from validation/result.ts by `npm run docs`; edit that.",
      title: "Result of a validation",
      ...schema,
    };
    return JSON.stringify(described, null, 2);
  },
};
