import { seconds } from "../resource/quantities.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { checkedContainers, probeTiming } from "./probed-containers.ts";

export const startupWindow = resourceRule({
  id: "startup-window",
  title: "Time to start, and an end to it",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["startupSeconds"],
  what: "The startup probe grants the time that a start takes, and gives up within the request timeout and Cloud Run's limit.",
  why: "Too short, and no revision gets ready; too long, and requests held for a cold start run into their timeout.",
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
    const longest = Math.min(startupSeconds.max, requestSeconds);
    if (timeoutSeconds > periodSeconds)
      return probe.at("timeoutSeconds").refuse(`at most the period, ${periodSeconds} seconds`);
    if (window >= startupSeconds.min && window <= longest) return undefined;
    return probe
      .at("failureThreshold")
      .refuse(
        `initialDelaySeconds + periodSeconds × failureThreshold from ${startupSeconds.min} to ${longest}`,
        `${window} seconds in all`,
      );
  },
});
