import { seconds } from "../resource/quantities.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";
import { checkedContainers, probeTiming } from "./probed-containers.ts";

export const livenessWindow = resourceRule({
  id: "liveness-window",
  title: "A dead instance found in time",
  severity: "low",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "The liveness probe gives an instance up within the request timeout.",
  why: "Requests to a dead instance would all run into their timeout before it is replaced.",
  fix: "services.<key>.probes.liveness.periodSeconds",
  source: "https://cloud.google.com/run/docs/configuring/healthchecks",
  subjects: (service) =>
    checkedContainers(service)
      .map((container) => container.at("livenessProbe"))
      .filter((probe) => !probe.isAbsent()),
  check(probe, _invariants, { props }) {
    const { initialDelaySeconds, periodSeconds, failureThreshold, timeoutSeconds } = probeTiming(probe);
    const window = initialDelaySeconds + periodSeconds * failureThreshold;
    const longest = seconds(props.at("template", "timeout").text() ?? "") ?? Number.POSITIVE_INFINITY;
    if (timeoutSeconds > periodSeconds)
      return probe.at("timeoutSeconds").refuse(`at most the period, ${periodSeconds} seconds`);
    if (window <= longest) return undefined;
    return probe
      .at("periodSeconds")
      .refuse(
        `initialDelaySeconds + periodSeconds × failureThreshold up to ${longest}`,
        `${window} seconds in all`,
      );
  },
});
