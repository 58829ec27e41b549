import assert from "node:assert/strict";
import * as z from "zod";
import { entriesOf } from "../../docs/generate/settings-page.ts";
import { Fault } from "../../faults/fault.ts";
import { fieldDocs } from "../../settings/field.ts";
import { unwrap } from "../../settings/schema-walk.ts";
import { settingsSchema } from "../../settings/settings.ts";
import { stagingWith } from "./staging-settings.ts";

describe("a list in the settings", () => {
  it("says of one element what is expected of one, everywhere", () => {
    const undocumented = listsIn("", settingsSchema).filter(
      ({ list }) => !fieldDocs.has(list.element as z.ZodType),
    );
    assert.deepEqual(
      undocumented.map(({ path }) => path),
      [],
    );
    assert.ok(listsIn("", settingsSchema).length >= 5);
  });

  it("of addresses names the one that is no HTTPS address", () => {
    assert.throws(
      () => stagingWith({ validation: { addresses: ["ftp://x"] } }),
      (error) => {
        assert.ok(error instanceof Fault);
        assert.deepEqual(error.findings, [
          {
            path: "services.backend.validation.addresses.0",
            expected: "an HTTPS address",
            actual: '"ftp://x"',
            example: "https://backend.staging.example.com",
          },
        ]);
        return true;
      },
    );
  });
});

function listsIn(path: string, schema: z.ZodType): { path: string; list: z.ZodArray }[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray)
    return [{ path, list: inner }, ...listsIn(`${path}[]`, inner.element as z.ZodType)];
  return entriesOf(schema).flatMap(({ key, schema: child }) => listsIn(`${path}.${key}`, child));
}
