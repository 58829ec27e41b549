import { withoutSecrets } from "../redaction/without-secrets.ts";
import { isUnknown } from "./engine-value.ts";
import type { Noticed } from "./noticed-changes.ts";
import type { PlannedResource } from "./planned-resource.ts";

/** Who may do what, where a membership in a role comes or goes. */
export function accessChanges(resources: readonly PlannedResource[]): Noticed[] {
  return resources
    .filter(({ type }) => /:\w*iammember:/i.test(`:${type.split("/").at(-1)}`))
    .filter(({ action }) => action !== "discard")
    .flatMap(({ before, after }) => {
      const now = before ? grant(before.inputs) : undefined;
      const next = after ? grant(after.inputs) : undefined;
      if (now === next) return [];
      const subject = (after ?? before)?.inputs ?? {};
      return [{ ...whoOf(subject), ...(now ? { now } : {}), ...(next ? { after: next } : {}) }];
    });
}

function whoOf({ member }: Record<string, unknown>): Pick<Noticed, "what" | "name"> {
  if (member === "allUsers") return { what: "everybody, without a token" };
  if (isUnknown(member)) return { what: "an account that is known after deploy" };
  return { what: "", name: textOf(member).replace(/^serviceAccount:/, "") };
}

function grant(inputs: Record<string, unknown>): string {
  const { role, name, secretId, project } = inputs;
  const on = name ?? secretId ?? project;
  const place = on === undefined ? "" : ` on ${textOf(on).replace(/^.*\//, "")}`;
  return `${textOf(role)}${place}`;
}

function textOf(value: unknown): string {
  const shown = withoutSecrets(value);
  return typeof shown === "string" ? shown : JSON.stringify(shown);
}
