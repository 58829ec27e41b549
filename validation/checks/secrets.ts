import type { Finding } from "../../faults/fault.ts";
import type { Check } from "../check.ts";
import { failed, passed } from "../outcome.ts";

/** Whether every secret version that the settings declare is bound to the revision and enabled. Values are not read. */
export const secrets: Check = {
  id: "secrets",
  title: "Every secret is bound and enabled",
  group: "dependencies",
  needs: [],
  async run({ settings, subject: { revision }, cloud }) {
    const declared = [
      ...Object.entries({ ...settings.secrets, ...settings.secretFiles }),
      ...(settings.database ? ([["DATABASE_PASSWORD", settings.database.passwordSecret]] as const) : []),
    ];
    const rows = await Promise.all(
      declared.map(async ([name, reference]) => {
        const { secret, version } = reference;
        const isBound = revision.secrets.some(
          (use) => use.secret.endsWith(secret) && use.version === version,
        );
        const state = await cloud.secretState(reference);
        const live = isBound ? (state ?? "no such version") : `not bound (${state ?? "no such version"})`;
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
