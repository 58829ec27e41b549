import { ApiError, type Json } from "../contract.ts";

/** One fault of a request: the field's path in proto names (`service.template.containers[0]`), and what is wrong there. */
export interface FieldViolation {
  field: string;
  description: string;
}

/**
 * 400 INVALID_ARGUMENT with google.rpc.BadRequest, as Google's APIs refuse a request:
 * https://cloud.google.com/apis/design/errors#error_payloads
 */
export function invalidArgument(violations: FieldViolation[]): ApiError {
  const message = violations.map(({ description }) => description).join("\n");
  const fieldViolations = violations.map(({ field, description }) => ({
    ...(field && { field }),
    description,
  }));
  return new ApiError(400, "INVALID_ARGUMENT", message, [
    { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations },
  ]);
}

export function notFound(message: string): ApiError {
  return new ApiError(404, "NOT_FOUND", message);
}

export function alreadyExists(message: string): ApiError {
  return new ApiError(409, "ALREADY_EXISTS", message);
}

/** 409 ABORTED: an etag of an older version, say; read again and retry. */
export function aborted(message: string): ApiError {
  return new ApiError(409, "ABORTED", message);
}

export function failedPrecondition(message: string, details: Json[] = []): ApiError {
  return new ApiError(400, "FAILED_PRECONDITION", message, details);
}

export function permissionDenied(message: string): ApiError {
  return new ApiError(403, "PERMISSION_DENIED", message);
}

/** 501 UNIMPLEMENTED: the API has the method, the rehearsal does not. */
export function unimplemented(what: string): ApiError {
  return new ApiError(501, "UNIMPLEMENTED", `The rehearsal does not emulate ${what}.`);
}

/** The body of an error response. */
export function errorBody({ httpStatus, status, message, details }: ApiError): Json {
  return { error: { code: httpStatus, message, status, ...(details.length > 0 && { details }) } };
}
