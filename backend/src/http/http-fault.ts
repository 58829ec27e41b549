/** A refusal that the client can act on: HTTP status, a stable code, a sentence. */
export class HttpFault extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpFault";
    this.statusCode = statusCode;
    this.code = code;
  }
}
