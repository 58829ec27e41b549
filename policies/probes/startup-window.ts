import { seconds } from "../resource/quantities.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { checkedContainers, probeTiming } from "./probed-containers.ts";

export const startupWindow = resourceRule({
  id: "startup-window",
  title: "A start-up that ends",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["startupSeconds"],
  what: "The startup probe gives up in time: within the request timeout and within what Cloud Run allows.",
  why: "A request held for a cold start would run into its timeout before the instance is given up.",
  fix: "services.<key>.probes.startup.failureThreshold",
  source: "https://cloud.google.com/run/docs/configuring/healthchecks",
  subjects: (service) =>
    checkedContainers(service)
      .map((container) => container.at("startupProbe"))
      .filter((probe) => !probe.isAbsent()),
  check(probe, { startupSeconds }, { props }) {
    const { initialDelaySeconds, periodSeconds, failureThreshold, timeoutSeconds } = probeTiming(probe);
    const window = initialDelaySeconds + periodSeconds * failureThreshold;
    const requestSeconds = seconds(props.at("template", "timeout").text() ?? "") ?? Number.POSITIVE_INFINITY;
    const longest = Math.min(startupSeconds, requestSeconds);
    if (timeoutSeconds > periodSeconds)
      return probe.at("timeoutSeconds").refuse(`at most the period, ${periodSeconds} seconds`);
    if (window <= longest) return undefined;
    return probe
      .at("failureThreshold")
      .refuse(
        `initialDelaySeconds + periodSeconds × failureThreshold up to ${longest}`,
        `${window} seconds in all`,
      );
  },
});
