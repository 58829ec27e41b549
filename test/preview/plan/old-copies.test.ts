import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { previewComment } from "../../../preview/comment.ts";
import { readPreview } from "../../../preview/plan/read-preview.ts";
import { verdictLine } from "../../../preview/verdict.ts";

const MEMBER = "gcp:secretmanager/secretIamMember:SecretIamMember";
const SERVICE = "gcp:cloudrunv2/service:Service";
const RIGHT = { secretId: "jwt", member: "serviceAccount:a@x", role: "roles/secretmanager.secretAccessor" };

/** What the engine tells of a step on the one resource; a deletion has no new side, a creation no old one. */
function step(op: string, id = "now", type = MEMBER, inputs: object = RIGHT): EngineEvent {
  const urn = `urn:pulumi:staging::netra::${type}::m`;
  const side = (of: string) => ({ type, urn, custom: true, id: of, inputs, outputs: inputs });
  const metadata = {
    op,
    urn,
    type,
    ...(op === "create" ? {} : { old: side(id) }),
    ...(op.startsWith("delete") ? {} : { new: side("") }),
    ...(op === "update" ? { detailedDiff: { role: { diffKind: "update", inputDiff: true } } } : {}),
  };
  return { sequence: 1, timestamp: 1, resourcePreEvent: { metadata } } as unknown as EngineEvent;
}

const LEFTOVER = step("delete-replaced", "before");
const verdict = (...events: EngineEvent[]) => verdictLine(readPreview("staging", events));
const comment = (...events: EngineEvent[]) =>
  previewComment({ preview: readPreview("staging", events), environment: "staging" }).text;

describe("an old copy that an earlier replacement could not delete", () => {
  it("is told beside what becomes of the resource itself", () => {
    for (const [op, told] of [
      ["same", "1 old copy deleted, 1 unchanged"],
      ["update", "1 old copy deleted, 1 updated, 0 unchanged"],
      ["create", "1 old copy deleted, 1 created, 0 unchanged"],
      ["delete", "1 deleted, 1 old copy deleted, 0 unchanged"],
    ] as const) {
      assert.equal(verdict(step(op), LEFTOVER), `## ⚠️ \`staging\`: ${told}; something is lost`, op);
      assert.equal(verdict(LEFTOVER, step(op)), `## ⚠️ \`staging\`: ${told}; something is lost`, op);
    }
  });

  it("is told as what it is, and not as the resource, which stays", () => {
    const text = comment(step("same"), LEFTOVER);
    assert.match(
      text,
      /> - the replaced, old copy of `m` \(`secretmanager\.SecretIamMember`\) is \*\*deleted\*\*\. Lost: what only that copy holds\./,
    );
    assert.match(text, /\| ➖ delete old copy \| `m` \|/);
    assert.doesNotMatch(text, /What changes for users|the right of|\*\*replaced\*\*/);
  });

  it("of a service changes nothing for users, traffic or cost", () => {
    const inputs = { name: "netra", template: { containers: [{ image: "a" }] } };
    const text = comment(
      step("same", "now", SERVICE, inputs),
      step("delete-replaced", "before", SERVICE, inputs),
    );
    assert.doesNotMatch(text, /What changes for users|### Traffic|### Cost/);
  });

  it("is told of each copy once, however often the engine tells it", () => {
    const other = step("delete-replaced", "long before");
    assert.match(verdict(step("same"), LEFTOVER, LEFTOVER, other), /2 old copies deleted, 1 unchanged/);
  });

  it("is none where the copy is the one that is replaced just now", () => {
    const replacement = [step("create-replacement"), step("replace"), step("delete-replaced")];
    assert.match(verdict(...replacement), /: 1 replaced, 0 unchanged; something is lost$/);
    assert.match(verdict(...replacement, LEFTOVER), /: 1 old copy deleted, 1 replaced, 0 unchanged;/);
  });
});
