import { Json, JsonObject } from './json';

/** Sets an own property, also for `__proto__`, which an assignment would interpret. */
export function setOwn(target: JsonObject, key: string, value: Json): void {
  if (key !== '__proto__') {
    // Much faster than a definition, and this is the renderer's innermost loop.
    target[key] = value;
    return;
  }
  Object.defineProperty(target, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
