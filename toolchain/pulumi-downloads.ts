import type { Machine } from "./machine.ts";

const DOWNLOADS = "https://get.pulumi.com/install.sh";
const FACT = "Pulumi downloads";

/**
 * Whether Pulumi's own downloads (CLI and plugins) can be reached. Asked once a day where they cannot: Pulumi itself would
 * repeat each failing download for a long time.
 */
export async function pulumiDownloadsAnswer({ facts, answers }: Machine): Promise<boolean> {
  if (facts.failedLately(FACT)) return false;
  if (await answers(DOWNLOADS)) return true;
  facts.setFailed(FACT);
  return false;
}
