import assert from "node:assert/strict";
import { evaluate } from "../../policies/evaluate.ts";
import { messageOf } from "../../policies/message.ts";
import { IMAGE_COMPONENT, SERVICE } from "../../policies/resource/types.ts";
import { declaredStack } from "./declared-stack.ts";
import type { EditableStack } from "./editable-stack.ts";

/** Rules that refuse the stack once it is changed. */
async function refusing(change: (stack: EditableStack) => void): Promise<string[]> {
  const stack = await declaredStack();
  change(stack);
  const refused = evaluate(stack.resources).filter(({ outcome }) => outcome === "violated");
  return [...new Set(refused.map(({ rule }) => rule.id))];
}

describe("what the deployment reports took for normal", () => {
  it("is refused: 4 CPU and 4Gi live, where 1 and 512Mi were declared", async () => {
    const rules = await refusing((stack) => {
      stack.container.resources.limits = { cpu: "4", memory: "4Gi" };
    });
    assert.deepEqual(rules, ["memory-limit", "cpu-limit", "monthly-cost"]);
  });

  it("is refused: the image gcr.io/netra-staging/netra-backend-staging:latest", async () => {
    const rules = await refusing((stack) => {
      stack.container.image = "gcr.io/netra-staging/netra-backend-staging:latest";
    });
    assert.deepEqual(rules, ["pinned-digest", "allowed-registry"]);
  });

  const bypasses = {
    BYPASS_STARTUP_VALIDATION: "true",
    BYPASS_STARTUP_VALIDATION_FOR_STAGING: "1",
    SKIP_AUTH: "yes",
    ALLOW_UNAUTHENTICATED: "true",
    DISABLE_JWT_VERIFICATION: "on",
    AUTH_DISABLED: "true",
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
  };
  for (const [name, value] of Object.entries(bypasses)) {
    it(`is refused: a start that goes on with failed checks, by ${name}=${value}`, async () => {
      assert.deepEqual(await refusing((stack) => stack.addVariable(name, value)), ["validation-bypass"]);
    });
  }

  it("is refused as an argument too", async () => {
    const rules = await refusing((stack) => {
      stack.container.args = ["main.mjs", "--skip-startup-validation"];
    });
    assert.deepEqual(rules, ["validation-bypass"]);
  });

  it("is let through where the flag keeps the checks on", async () => {
    const rules = await refusing((stack) => {
      stack.addVariable("BYPASS_STARTUP_VALIDATION", "false");
      stack.addVariable("NODE_TLS_REJECT_UNAUTHORIZED", "1");
      stack.addVariable("VALIDATION_TIMEOUT_SECONDS", "10");
      stack.addVariable("NODE_ENV", "production");
    });
    assert.deepEqual(rules, []);
  });

  it("is let through as the reason of a rollback, which names production", async () => {
    const rules = await refusing((stack) => {
      stack.service.annotations = { "netra.dev/traffic-pin": "rolled back: same fault as in production" };
      stack.service.template.annotations = { "netra.dev/irreversible": "production has it already" };
    });
    assert.deepEqual(rules, []);
  });

  it("is refused: JWT and OAuth secrets missing", async () => {
    const rules = await refusing((stack) => {
      stack.removeVariable("JWT_SECRET_KEY");
      stack.removeVariable("OAUTH_CLIENT_SECRET");
    });
    assert.deepEqual(rules, ["required-secrets", "secrets-unused"]);
  });

  it("is refused: a service that was never given limits, probes or an account", async () => {
    const rules = await refusing((stack) => {
      stack.set(SERVICE, "template", { containers: [{ image: "nginx" }] });
    });
    for (const rule of [
      "memory-limit",
      "cpu-limit",
      "max-instances",
      "startup-probe",
      "own-account",
      "pinned-digest",
    ])
      assert.ok(rules.includes(rule), rule);
  });

  it("is refused: a service without any container", async () => {
    const rules = await refusing((stack) => stack.set(SERVICE, "template", null));
    for (const rule of ["memory-limit", "cpu-limit", "container-port", "pinned-digest", "required-secrets"])
      assert.ok(rules.includes(rule), rule);
  });

  it("is not passed as good: an image that nobody measured", async () => {
    const stack = await declaredStack();
    stack.of(IMAGE_COMPONENT).props.sizeBytes = undefined;
    assert.deepEqual(evaluate(stack.resources).map(messageOf), [
      "[image-size] backend: sizeBytes: deferred, not passed: not measured, or not among the component's outputs.",
    ]);
  });
});
