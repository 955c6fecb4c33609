import type { operations } from './api.generated';

/** The name of an operation: its `operationId`. */
export type OperationName = keyof operations;

type Success = 200 | 201 | 202 | 204;
type Json = 'application/json';
type ProblemJson = 'application/problem+json';

/** What a type holds, `undefined` where it holds nothing. */
type Content<Answer, Type extends string> = Answer extends { content: Record<Type, infer Body> }
  ? Body
  : undefined;

/** What is sent in a part of a request; left out where an operation has no such part. */
type Part<Name extends string, Value> = [NonNullable<Value>] extends [never]
  ? unknown
  : object extends Value
    ? { [Key in Name]?: NonNullable<Value> }
    : undefined extends Value
      ? { [Key in Name]?: NonNullable<Value> }
      : { [Key in Name]: Value };

type Field<Of, Name extends string> = Of extends { [Key in Name]?: infer Value } ? Value : never;
type Parameters<Name extends OperationName> = operations[Name]['parameters'];

/** The body that an operation takes; `undefined` when it may be left out. */
type Body<Name extends OperationName> = operations[Name] extends {
  requestBody: { content: Record<Json, infer Value> };
}
  ? Value
  : Field<operations[Name], 'requestBody'> extends never
    ? never
    : Field<operations[Name], 'requestBody'> extends { content: Record<Json, infer Value> }
      ? Value | undefined
      : never;

/** What an operation is called with. */
export type CallInput<Name extends OperationName> = Part<'path', Field<Parameters<Name>, 'path'>> &
  Part<'query', Field<Parameters<Name>, 'query'>> &
  Part<'headers', Field<Parameters<Name>, 'header'>> &
  Part<'body', Body<Name>>;

type Responses<Name extends OperationName> = operations[Name]['responses'];

/** What an operation answers when it succeeds; its `status` tells one from another. */
export type CallSuccess<Name extends OperationName> = {
  [Status in keyof Responses<Name> & Success]: {
    ok: true;
    status: Status;
    data: Content<Responses<Name>[Status], Json>;
    headers: Headers;
  };
}[keyof Responses<Name> & Success];

/** The problems of an operation (RFC 9457), by their `code`; or what stands between, such as a proxy, says. */
export type CallProblem<Name extends OperationName> = {
  [Status in Exclude<keyof Responses<Name>, Success>]: Content<
    Responses<Name>[Status],
    ProblemJson
  >;
}[Exclude<keyof Responses<Name>, Success>];

/** What an operation answers when it is refused or fails. */
export interface CallFailure<Name extends OperationName> {
  ok: false;
  status: number;
  problem: CallProblem<Name>;
  headers: Headers;
}

/** What became of a call. */
export type CallResult<Name extends OperationName> = CallSuccess<Name> | CallFailure<Name>;

/** An operation, to be called. What it needs nothing for is called without anything. */
export type Call<Name extends OperationName> =
  object extends CallInput<Name>
    ? (input?: CallInput<Name>) => Promise<CallResult<Name>>
    : (input: CallInput<Name>) => Promise<CallResult<Name>>;
