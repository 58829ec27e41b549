import assert from "node:assert/strict";
import { AMPLE_ROOM } from "../../../preview/markdown/room.ts";
import type { PlannedResource, ResourceSide } from "../../../preview/plan/planned-resource.ts";
import { SERVICE_TYPE } from "../../../preview/plan/service-view.ts";
import { forUsers } from "../../../preview/sections/for-users.ts";

type Variables = Record<string, unknown>;

function side(variables: Variables): ResourceSide {
  const envs = Object.entries(variables).map(([name, value]) => ({ name, value }));
  return { inputs: { name: "backend", template: { containers: [{ envs }] } }, outputs: {} };
}

/** The rows of what changes for users where only these variables do. */
function rows(before: Variables, after: Variables): string[] {
  const service: PlannedResource = {
    urn: "urn:pulumi:staging::netra::type::backend",
    type: SERVICE_TYPE,
    name: "backend",
    action: "update",
    replacedFor: [],
    changes: [],
    before: side(before),
    after: side(after),
  };
  const preview = {
    stack: "staging",
    resources: [service],
    unchanged: 0,
    policies: [],
    errors: [],
    warnings: [],
  };
  const text = forUsers.render({ preview, environment: "staging" }, AMPLE_ROOM) ?? "";
  return text.split("\n").slice(4);
}

describe("what users notice of a service's variables", () => {
  it("is what a name about a secret says", () => {
    assert.deepEqual(rows({ ACCESS_TOKEN_TTL_SECONDS: "3600" }, { ACCESS_TOKEN_TTL_SECONDS: "60" }), [
      "| `backend` | variable `ACCESS_TOKEN_TTL_SECONDS` | `3600` | `60` |",
    ]);
  });

  it("is that a secret changes, and not to what", () => {
    assert.deepEqual(
      rows({ SMTP_PASSWORD: "a1", ADMIN_TOKEN: "c" }, { SMTP_PASSWORD: "b2", ADMIN_TOKEN: "c" }),
      ["| `backend` | variable `SMTP_PASSWORD` | `[secret]` | `[secret]` (changes, not shown) |"],
    );
  });

  it("is that an address changes where only its password does", () => {
    const address = (password: string) => ({ BROKER: `amqp://netra:${password}@broker` });
    assert.deepEqual(rows(address("a1"), address("b2")), [
      "| `backend` | variable `BROKER` | `amqp://netra:[secret]@broker` | `amqp://netra:[secret]@broker` (changes, not shown) |",
    ]);
  });

  it("is nothing where they stay", () => assert.deepEqual(rows({ PASSWORD: "a" }, { PASSWORD: "a" }), []));
});
