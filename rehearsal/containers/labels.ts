/** The labels by which the rehearsal knows its own containers and networks, and nothing else. */
export const REHEARSAL_LABEL = "dev.stage.rehearsal";
export const SERVICE_LABEL = "dev.stage.service";
export const REVISION_LABEL = "dev.stage.revision";

/** The engine's filter for everything that one rehearsal made. */
export function ownedBy(rehearsalId: string): { label: string[] } {
  return { label: [`${REHEARSAL_LABEL}=${rehearsalId}`] };
}
