import { code } from "../markdown/code.ts";
import { fitting } from "../markdown/room.ts";
import { isMap } from "../plan/engine-value.ts";
import { byImportance } from "../plan/importance.ts";
import { isLoss, type PlannedResource, shortType } from "../plan/planned-resource.ts";
import { SERVICE_TYPE } from "../plan/service-view.ts";
import { withoutSecrets } from "../redaction/without-secrets.ts";
import type { Section } from "../section.ts";

/** Replacements and deletions, each with what would be lost; it stands on top of all else. */
export const losses: Section = {
  render({ preview }, room) {
    const lost = byImportance(preview.resources).filter(isLoss);
    if (lost.length === 0) return undefined;
    const head = "> [!CAUTION]\n> **What would be lost**";
    const items = fitting(lost.map(item), room - head.length - 1, "\n", (left) => `> - and ${left} more`);
    return [head, ...items].join("\n");
  },
};

function item(resource: PlannedResource): string {
  const { action, type, name, replacedFor } = resource;
  const named = `${code(name)} (${code(shortType(type))})`;
  if (action === "discard")
    return `> - the replaced, old copy of ${named} is **deleted**. Lost: what only that copy holds.${protection(resource)}`;
  const verb = action === "delete" ? "deleted" : "replaced";
  const reason =
    replacedFor.length === 0
      ? ""
      : `, because ${replacedFor.map(code).join(" and ")} cannot be changed in place`;
  return `> - ${named} is **${verb}**${reason}. Lost: ${whatIsLost(resource)}.${protection(resource)}`;
}

/** What goes with a resource, by type; texts are Markdown. */
const LOSSES: Record<string, (inputs: Record<string, unknown>) => string> = {
  [SERVICE_TYPE]: ({ name }) =>
    `the service ${shown(name)} with its address, its tags and every revision; nothing is left to roll back to`,
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": access,
  "gcp:secretmanager/secretIamMember:SecretIamMember": ({ secretId, member }) =>
    `the right of ${shown(member)} to read the secret ${shown(secretId)}; revisions that use it do not start any more, earlier ones included`,
  "gcp:projects/iAMMember:IAMMember": ({ role, member }) => `the role ${shown(role)} of ${shown(member)}`,
  "gcp:artifactregistry/repository:Repository": () =>
    "every image in it; new instances of earlier revisions cannot start, and nothing is left to roll back to",
  "gcp:serviceaccount/account:Account": () =>
    "the account with all its roles; another one of the same name has none of them",
  "gcp:secretmanager/secret:Secret": () => "the secret with all its versions",
  "gcp:sql/databaseInstance:DatabaseInstance": () => "the instance with all its databases and backups",
  "gcp:sql/database:Database": () => "all data in it",
  "docker:index/image:Image": () => "nothing that serves: pushed images stay in the registry",
};

function whatIsLost({ type, before }: PlannedResource): string {
  const inputs = before?.inputs ?? {};
  return LOSSES[type]?.(inputs) ?? "the resource with all it holds";
}

function access({ member, role, name }: Record<string, unknown>): string {
  return member === "allUsers"
    ? `public access to ${shown(name)}; callers without a token get 403`
    : `the role ${shown(role)} of ${shown(member)} on ${shown(name)}`;
}

function protection({ before }: PlannedResource): string {
  const protectedNow = isMap(before?.inputs) && before.inputs.deletionProtection === true;
  return protectedNow ? " `deletionProtection` is on, so the cloud would refuse." : "";
}

function shown(value: unknown): string {
  const text = withoutSecrets(value);
  const short =
    typeof text === "string" ? text.replace(/^projects\/[^/]+\/secrets\//, "") : JSON.stringify(text ?? "");
  return code(short);
}
