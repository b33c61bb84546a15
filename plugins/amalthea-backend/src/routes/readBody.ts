import express, {
  type ErrorRequestHandler,
  type RequestHandler,
} from 'express';
import { invalidRequest } from '../servers/draftServer';

/** Schemas pass over this key without a word, and nobody would learn that it was not taken. */
function refusePrototypes(key: string, value: unknown): unknown {
  if (key === '__proto__')
    throw new SyntaxError('No field can be named __proto__.');
  return value;
}

/** Taken as an empty body, it would be called incomplete, which it is not. */
const refuseOtherTypes: RequestHandler = (request, _response, next) => {
  const { 'content-type': type } = request.headers;
  // false: another type; null: no body.
  if (type === undefined || request.is('application/json') !== false)
    return next();
  return next(
    invalidRequest([
      { field: 'request', message: 'Send JSON, as application/json.' },
    ]),
  );
};

/** A body that is too large keeps its own status code. */
const explainFailure: ErrorRequestHandler = (
  error: unknown,
  _request,
  _response,
  next,
) => {
  const status = property(error, 'status');
  if (status !== 400 && status !== 415) return next(error);
  const reason = `${property(error, 'message')}`.replace(/\.?$/, '.');
  const message = `This is not a JSON object: ${reason}`;
  return next(invalidRequest([{ field: 'request', message }]));
};

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, key)
    : undefined;
}

/** Reads bodies as JSON; what cannot be read is answered like any other request that is not right. */
export function readBody(): (RequestHandler | ErrorRequestHandler)[] {
  return [
    refuseOtherTypes,
    express.json({ limit: '256kb', reviver: refusePrototypes }),
    explainFailure,
  ];
}
