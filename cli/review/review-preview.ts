import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { Fault } from "../../faults/fault.ts";
import { formatFault } from "../../faults/format.ts";
import type { PreviewFacts } from "../../preview/preview-facts.ts";
import type { Output } from "../output.ts";
import { expectWritable } from "../output-file.ts";
import { STACK } from "../project.ts";
import type { DeployTarget } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { previewFacts } from "./preview-facts.ts";
import type { PreviewWitness } from "./preview-witness.ts";
import { type Review, reviewOf } from "./review.ts";
import { type ToldReview, tellReview } from "./tell-review.ts";

type ShowPreview = (context: VerbContext, witness: PreviewWitness) => Promise<void>;

/** What a preview left behind for its review. */
interface Seen {
  events: EngineEvent[];
  target?: DeployTarget;
  result?: { text: string; data: object };
  failure?: Fault;
}

/**
 * Runs the preview and tells it, also when it fails: a comment on the push before would mislead. The preview's own failure is
 * what the command ends with; that of telling it only where the preview went well.
 */
export async function reviewPreview(context: VerbContext, show: ShowPreview): Promise<void> {
  const { options, output } = context;
  const review = reviewOf(options, process.env);
  if (review.outFile !== undefined) await expectWritable("--out", review.outFile);
  const seen = await look(context, show);
  try {
    print(output, review, seen, await tellReview(review, factsOf(context, review, seen), output));
  } catch (error) {
    if (!(seen.failure && error instanceof Fault)) throw error;
    output.note(formatFault(error));
  }
  if (seen.failure) throw seen.failure;
}

function factsOf({ options }: VerbContext, review: Review, { events, target, failure }: Seen): PreviewFacts {
  const environment = options.rehearsal ? "rehearsal" : "staging";
  return previewFacts({ stack: STACK, environment, events, settings: target?.settings, failure }, review);
}

/** The Markdown where it is asked for, or where no comment could carry it; under `--json` all of it. */
function print(output: Output, review: Review, { result, failure }: Seen, told: ToldReview): void {
  const { markdown, comment } = told;
  const nowhereElse = comment?.outcome === "refused" && !review.job?.summaryFile;
  const text = review.markdown || nowhereElse ? markdown : (result?.text ?? "");
  // A failed run's one JSON document is its fault.
  if (output.json && failure) return;
  output.result(text, { ...result?.data, markdown, ...(comment ? { comment } : {}) });
}

async function look(context: VerbContext, show: ShowPreview): Promise<Seen> {
  const seen: Seen = { events: [] };
  const witness: PreviewWitness = {
    onTarget: (target) => {
      seen.target = target;
    },
    onEvent: (event) => seen.events.push(event),
    onResult: (text, data) => {
      seen.result = { text, data };
    },
  };
  try {
    await show(context, witness);
  } catch (error) {
    if (!(error instanceof Fault) || context.interrupt.signal.aborted) throw error;
    seen.failure = error;
  }
  return seen;
}
