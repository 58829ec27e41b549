import { Fault } from "../../faults/fault.ts";

/** What Google's API answered instead of what was asked for: https://cloud.google.com/apis/design/errors */
export class ApiRefusal extends Fault {
  readonly httpStatus: number;
  /** The canonical code, such as `NOT_FOUND`. */
  readonly status: string;

  constructor(what: string, httpStatus: number, status: string, message: string) {
    super({
      code: "cloud-refused",
      outcome: "cloud",
      summary: `The cloud refused ${what}: HTTP ${httpStatus} ${status}`,
      evidence: message === "" ? [] : message.split("\n"),
      ...(httpStatus === 401 ? { next: "sign in anew: gcloud auth application-default login" } : {}),
    });
    this.httpStatus = httpStatus;
    this.status = status;
  }
}

/** A refusal from the body of an answer, which may be Google's JSON or a proxy's page. */
export function refusalOf(what: string, httpStatus: number, body: string): ApiRefusal {
  const { status = "", message = body.slice(0, 500) } = errorIn(body);
  return new ApiRefusal(what, httpStatus, status, message);
}

function errorIn(body: string): { status?: string; message?: string } {
  try {
    return (JSON.parse(body) as { error?: { status?: string; message?: string } }).error ?? {};
  } catch {
    return {};
  }
}
