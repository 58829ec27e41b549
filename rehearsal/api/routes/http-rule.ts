/** One HTTP form of a method: what google.api.http and its additional_bindings say. */
export interface HttpRule {
  httpMethod: string;
  template: string;
  /** Which field the request body is: a field's name, `*` for the whole message, or none. */
  body: string | undefined;
}
