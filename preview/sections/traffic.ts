import { canaryInWords } from "../../traffic/canary-state.ts";
import type { ServingRevision } from "../../traffic/serving.ts";
import { pinInWords } from "../../traffic/traffic-pin.ts";
import { code, codeBlock } from "../markdown/code.ts";
import { bytes, fitting } from "../markdown/room.ts";
import { changedServices } from "../plan/service-view.ts";
import { type TrafficOutlook, trafficOutlook } from "../plan/traffic-outlook.ts";
import type { PreviewFacts } from "../preview-facts.ts";
import { redact } from "../redaction/redact.ts";
import type { Section } from "../section.ts";

/** Characters of a bar that stands for all traffic. */
const BAR_LENGTH = 20;

/** Who gets which share of the traffic, now and afterwards, as bars. */
export const traffic: Section = {
  render(facts, room) {
    // A preview that failed tells nothing of what would come after it.
    if (facts.preview.errors.length > 0) return undefined;
    const pictures = changedServices(facts.preview.resources).flatMap((service) => {
      const outlook = trafficOutlook(service, strategyOf(facts, service.after?.inputs.name));
      return outlook ? [picture(String(service.after?.inputs.name ?? service.name), outlook)] : [];
    });
    if (pictures.length === 0) return undefined;
    const heading = "### Traffic";
    const kept = fitting(pictures, room - bytes(heading) - 2, "\n\n", (left) => `and ${left} more services`);
    return [heading, ...kept].join("\n\n");
  },
};

function strategyOf({ settings }: PreviewFacts, serviceName: unknown) {
  return Object.values(settings?.services ?? {}).find(({ name }) => name === serviceName)?.traffic;
}

function picture(name: string, outlook: TrafficOutlook): string {
  const { now, after } = outlook;
  const width = Math.max(...[...now, ...after].map(({ revision }) => revision.length));
  const rows = [...side("now", now, width), ...side("after", after, width)];
  return `${code(name)}\n${codeBlock(rows)}${reasonOf(outlook)}`;
}

/** What decides in the place of the strategy. */
function reasonOf({ pin, canary }: TrafficOutlook): string {
  if (pin) return `\n\n${code(redact(pinInWords(pin)))}; \`stage promote\` releases it.`;
  return canary ? `\n\n${code(redact(canaryInWords(canary)))}; its shares stay until it has ended.` : "";
}

function side(title: string, revisions: readonly ServingRevision[], width: number): string[] {
  if (revisions.length === 0) return [`${title.padEnd(5)}  nothing serves yet`];
  return revisions.map(({ revision, percent, tags }, position) =>
    [
      (position === 0 ? title : "").padEnd(5),
      revision.padEnd(width),
      bar(percent),
      `${String(percent).padStart(3)} %`,
      ...tags.map((tag) => `tag ${tag}`),
    ].join("  "),
  );
}

/** A share that is not zero shows at least one block. */
function bar(percent: number): string {
  const filled = Math.min(BAR_LENGTH, Math.ceil((percent / 100) * BAR_LENGTH));
  return "█".repeat(filled) + "░".repeat(BAR_LENGTH - filled);
}
