import type { Finding } from "../../faults/fault.ts";
import type { SecretReference } from "../../settings/secrets.ts";
import type { Check } from "../check.ts";
import { failed, passed } from "../outcome.ts";
import type { SubjectRevision } from "../subject.ts";

/**
 * Whether every secret version that the settings declare is what the revision has behind that variable or file, and enabled. Values
 * are not read.
 */
export const secrets: Check = {
  id: "secrets",
  title: "Every secret is bound and enabled",
  group: "dependencies",
  needs: [],
  async run({ settings, subject: { revision, project }, cloud }) {
    const declared = [
      ...Object.entries({ ...settings.secrets, ...settings.secretFiles }),
      ...(settings.database ? ([["DATABASE_PASSWORD", settings.database.passwordSecret]] as const) : []),
    ];
    const rows = await Promise.all(
      declared.map(async ([name, reference]) => {
        const bound = revision.secrets.filter(({ at }) => at === name);
        const isBound = bound.some((use) => isSameVersion(use, reference, project));
        const state = (await cloud.secretState(reference)) ?? "no such version";
        const live = isBound ? state : inWords(bound) || `not bound (${state})`;
        return { path: name, declared: "ENABLED", live, agrees: isBound && state === "ENABLED" };
      }),
    );
    const evidence = [{ kind: "comparison", title: "Secret versions", rows } as const];
    const findings = rows
      .filter(({ agrees }) => !agrees)
      .map(
        ({ path, declared: expected, live: actual }): Finding => ({
          path: `secrets.${path}`,
          expected,
          actual,
        }),
      );
    if (findings.length === 0)
      return passed(`${rows.length} of ${rows.length} bound and enabled`, { evidence });
    // The state goes first: after a secret's name and a colon it would be taken for the secret, and redacted.
    const reason = findings.map(({ path, actual }) => `${actual} (${path})`).join("; ");
    return failed(reason, { evidence, findings });
  },
};

type SecretUse = SubjectRevision["secrets"][number];

function isSameVersion(use: SecretUse, declared: SecretReference, ownProject: string): boolean {
  if (use.version !== declared.version) return false;
  const [one, other] = [use, declared].map(({ secret }) => addressOf(secret, ownProject));
  return one?.id === other?.id && isSameProject(one?.project ?? "", other?.project ?? "");
}

/** A secret is named by its ID alone where it is in the service's own project. */
function addressOf(secret: string, ownProject: string): { project: string; id: string } {
  const [, project = "", , id = ""] = secret.split("/");
  return secret.includes("/") ? { project, id } : { project: ownProject, id: secret };
}

/** Google may name a project by its number. Whose ID belongs to it, neither name tells, and that is no reason to call it another. */
function isSameProject(one: string, other: string): boolean {
  return one === other || isNumber(one) !== isNumber(other);
}

function isNumber(project: string): boolean {
  return /^\d+$/.test(project);
}

function inWords(bound: readonly SecretUse[]): string {
  const versions = bound.map(({ secret, version }) => `version ${version} of ${secret}`);
  return versions.length > 0 ? `bound to ${versions.join(" and ")}` : "";
}
