import { Fault } from "../../faults/fault.ts";
import { withoutSecrets } from "../../preview/redaction/without-secrets.ts";
import { acceptanceOf } from "../../release/drift/accept/acceptance-of.ts";
import type { SettingChange } from "../../release/drift/accept/setting-change.ts";
import { refused } from "../../release/drift/accept/setting-change.ts";
import type { ClassifiedDifference } from "../../release/drift/classify.ts";
import { sayValue } from "../../release/drift/say-value.ts";
import type { Settings } from "../../settings/settings.ts";
import { shortProperty } from "../print/drift-table.ts";

/** A difference that can be accepted, with the setting that will say it. */
export interface Acceptable {
  difference: ClassifiedDifference;
  serviceKey: string;
  change: SettingChange;
}

/** What stands for every real drift. */
export const ALL = "all";

/**
 * The drift that is to be accepted: all of it, or what is named by its property as shown, by the variable's name or by its setting.
 *
 * @throws Fault `drift-unknown` where a name is none of what drifted, `drift-not-acceptable` where there is no setting to write to,
 *   with every such difference and why; nothing is written then.
 */
export function chosenDrift(
  differences: readonly ClassifiedDifference[],
  names: readonly string[],
  settings: Settings,
): Acceptable[] {
  const judged = differences
    .filter(({ driftClass }) => driftClass === "drift")
    .map((difference) => ({ difference, acceptance: judge(difference, settings) }));
  const chosen = names.includes(ALL)
    ? judged
    : names.flatMap((name) => {
        const named = judged.filter((one) => namesOf(one).includes(name));
        if (named.length === 0)
          throw unknownDrift(
            name,
            judged.flatMap((one) => namesOf(one).slice(0, 1)),
          );
        return named;
      });
  const refusals = chosen.flatMap(({ difference, acceptance }) =>
    "refusal" in acceptance ? [{ difference, refusal: acceptance.refusal }] : [],
  );
  if (refusals.length > 0) throw notAcceptable(refusals);
  return chosen.flatMap(({ difference, acceptance }) =>
    "change" in acceptance
      ? [{ difference, serviceKey: difference.serviceKey ?? "", change: acceptance.change }]
      : [],
  );
}

type Judged = { difference: ClassifiedDifference; acceptance: ReturnType<typeof acceptanceOf> };

function judge(difference: ClassifiedDifference, settings: Settings) {
  const service = settings.services[difference.serviceKey ?? ""];
  return service
    ? acceptanceOf(difference, service, withoutSecrets)
    : refused("it belongs to none of the services");
}

/** What a difference may be called, the best name first. */
function namesOf({ difference, acceptance }: Judged): string[] {
  const { path, serviceKey, resource } = difference;
  const variable = /\.envs\[([^\]]+)\]$/.exec(path)?.[1];
  const setting = "change" in acceptance ? acceptance.change.path.join(".") : undefined;
  return [
    ...(setting ? [setting, `services.${serviceKey}.${setting}`] : []),
    ...(path === "" ? [resource] : [shortProperty(path), path]),
    ...(variable ? [variable] : []),
  ];
}

function unknownDrift(name: string, known: string[]): Fault {
  return new Fault({
    code: "drift-unknown",
    outcome: "usage",
    summary: `${name} is none of what drifted.`,
    findings: [
      {
        path: "--accept",
        expected: known.length > 0 ? `${ALL}, ${known.join(", ")}` : "nothing: there is no drift",
        actual: name,
      },
    ],
  });
}

function notAcceptable(refusals: { difference: ClassifiedDifference; refusal: string }[]): Fault {
  return new Fault({
    code: "drift-not-acceptable",
    outcome: "usage",
    summary: "Not all of this can be written into the settings, so nothing was.",
    findings: refusals.map(({ difference: { resource, path, live }, refusal }) => ({
      path: path === "" ? resource : `${resource}: ${shortProperty(path)}`,
      expected: `something that a setting says (${refusal})`,
      actual: sayValue(path, live, withoutSecrets),
    })),
    next: "name those that can be with --accept PROPERTY, and bring the others back with --fix",
  });
}
